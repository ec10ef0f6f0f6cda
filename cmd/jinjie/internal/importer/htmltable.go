package importer

import (
	"regexp"
	"strconv"
	"strings"
)

// An htmlTable is a table written in HTML, as places in the source.
type htmlTable struct {
	start, end int
	rows       []htmlRow
}

type htmlRow struct {
	cells []htmlCell
}

type htmlCell struct {
	column     int
	start, end int
}

// tableTag is a tag that makes a table, its rows or its cells.
var tableTag = regexp.MustCompile(`(?i)<(/?)(table|caption|tr|td|th)\b([^<>]*)>`)

var spans = regexp.MustCompile(`(?i)\b(rowspan|colspan)[\s\p{Z}]*=[\s\p{Z}]*["']?([0-9]{1,3})`)

// A tableReader walks the tags of tables.
type tableReader struct {
	tables []htmlTable
	open   bool  // whether a table is being read
	bare   bool  // whether it is a row without a table around it
	cell   int   // where the open cell's content begins, or -1
	column int   // of the next cell
	below  []int // by column: how many rows more a cell from above reaches down
	within int   // tables inside the open one
}

// htmlTables finds the tables of the page. It must run before tags are taken out.
func (p *page) htmlTables() []htmlTable {
	if !p.tags {
		return nil
	}
	r := &tableReader{cell: -1}
	for _, m := range tableTag.FindAllSubmatchIndex(p.work, -1) {
		name := strings.ToLower(string(p.work[m[4]:m[5]]))
		if p.work[m[0]+1] == '/' {
			r.close(name, m[0], m[1])
		} else {
			r.begin(name, m[0], m[1], string(p.work[m[6]:m[7]]))
		}
	}
	if r.open {
		r.endCell(len(p.work))
		r.table().end = len(p.work)
	}
	return r.tables
}

func (r *tableReader) table() *htmlTable { return &r.tables[len(r.tables)-1] }

// begin reads an opening tag that stands from start to end.
func (r *tableReader) begin(name string, start, end int, attributes string) {
	if name == "table" && r.open {
		r.within++
		return
	}
	if !r.open {
		r.open, r.below, r.bare = true, nil, name != "table"
		r.tables = append(r.tables, htmlTable{start: start})
	}
	if r.within > 0 {
		return
	}
	t := r.table()
	switch name {
	case "tr", "caption":
		r.endCell(start)
		r.row()
		if name == "caption" {
			r.cell = end
			t.rows[len(t.rows)-1].cells = []htmlCell{{0, end, end}}
		}
	case "td", "th":
		r.endCell(start)
		if len(t.rows) == 0 {
			r.row()
		}
		r.begun(end, attributes)
	}
}

// row opens a row: cells from above reach one row less.
func (r *tableReader) row() {
	t := r.table()
	t.rows = append(t.rows, htmlRow{})
	r.column = 0
}

// begun opens a cell whose content begins at start.
func (r *tableReader) begun(start int, attributes string) {
	down, across := 1, 1
	for _, m := range spans.FindAllStringSubmatch(attributes, -1) {
		n, _ := strconv.Atoi(m[2])
		if strings.EqualFold(m[1], "rowspan") {
			down = max(n, 1)
		} else {
			across = max(n, 1)
		}
	}
	t := r.table()
	for r.column < len(r.below) && r.below[r.column] > len(t.rows) {
		r.column++
	}
	row := &t.rows[len(t.rows)-1]
	row.cells = append(row.cells, htmlCell{r.column, start, start})
	r.cell = start
	for range across {
		for len(r.below) <= r.column {
			r.below = append(r.below, 0)
		}
		r.below[r.column] = len(t.rows) + down
		r.column++
	}
}

// endCell ends the open cell, if there is one.
func (r *tableReader) endCell(at int) {
	if r.cell < 0 {
		return
	}
	row := &r.table().rows[len(r.table().rows)-1]
	row.cells[len(row.cells)-1].end = at
	r.cell = -1
}

func (r *tableReader) close(name string, start, end int) {
	switch {
	case !r.open:
	case name == "table" && r.within > 0:
		r.within--
	case r.within > 0:
	case name == "table", name == "tr" && r.bare:
		r.endCell(start)
		r.table().end = end
		r.open = false
	default:
		r.endCell(start)
	}
}

// htmlLine makes a line of a row.
func (p *page) htmlLine(r htmlRow) line {
	l := line{cells: []text{}, grid: true, pipes: true}
	for i, c := range r.cells {
		if i == 0 {
			l.at = c.start
		}
		for len(l.cells) < c.column {
			l.cells = append(l.cells, text{})
		}
		l.cells = append(l.cells, p.text(c.start, c.end).trim())
	}
	return l
}
