package importer

import (
	"path"
	"strings"
	"unicode"
)

// isCSV tells whether a file is a table of comma-separated values: by its name, or
// because its first line names columns with commas between them.
func isCSV(name, source string) bool {
	if ext := strings.ToLower(path.Ext(name)); ext == ".csv" || ext == ".tsv" {
		return true
	}
	first, _, _ := strings.Cut(strings.TrimLeftFunc(source, unicode.IsSpace), "\n")
	var cells []text
	for cell := range strings.SplitSeq(first, ",") {
		cells = append(cells, text{s: strings.Trim(strings.TrimSpace(cell), `"`)})
	}
	return isHeader(cells)
}

// csvLines cuts the page into rows as RFC 4180 says. It is read here and not by
// encoding/csv, as every byte must be accounted for; broken quotation marks are text.
func (p *page) csvLines() []line {
	p.invisible()
	comma := separator(string(p.work))
	var list []line
	l := line{grid: true, pipes: true}
	for at := 0; at <= len(p.work); {
		end, cell := p.csvCell(at, comma)
		l.cells = append(l.cells, cell)
		if end < len(p.work) && p.work[end] == comma {
			p.acc.leave(end, end+1, "CSV 的分隔符和引号")
			at = end + 1
			continue
		}
		list = append(list, l)
		at = end + 1
		if end+1 < len(p.work) && p.work[end] == '\r' && p.work[end+1] == '\n' {
			at++
		}
		l = line{grid: true, pipes: true, at: min(at, len(p.work))}
	}
	return list
}

// maxUnquoted is how many quotation marks may be found to close nowhere before they are
// all taken as text: each one costs a walk through the rest of the file.
const maxUnquoted = 100

// separator is what separates the cells: a comma, a tab or a semicolon, whichever the
// line with the columns' names has.
func separator(source string) byte {
	for row := range strings.Lines(source) {
		if strings.Contains(row, "要求") || strings.Contains(row, "任务") {
			for _, c := range []byte{'\t', ',', ';'} {
				if strings.IndexByte(row, c) >= 0 {
					return c
				}
			}
		}
	}
	if strings.Contains(source, "\t") && !strings.Contains(source, ",") {
		return '\t'
	}
	return ','
}

// csvCell reads the cell at the byte at, and returns where it ends.
func (p *page) csvCell(at int, comma byte) (end int, cell text) {
	start := at
	for start < len(p.work) && (p.work[start] == ' ' || p.work[start] == nothing) {
		start++
	}
	if start < len(p.work) && p.work[start] == '"' && p.unquoted < maxUnquoted {
		if end, ok := p.quoted(start, comma); ok {
			return end, p.text(start, end).trim()
		}
		p.unquoted++
	}
	end = at
	for end < len(p.work) && p.work[end] != comma && p.work[end] != '\n' && p.work[end] != '\r' {
		end++
	}
	return end, p.text(at, end).trim()
}

// quoted takes the quotation marks off the cell that opens at start, if they close.
func (p *page) quoted(start int, comma byte) (end int, ok bool) {
	var marks []int
	for i := start + 1; i < len(p.work); i++ {
		if p.work[i] != '"' {
			continue
		}
		if i+1 < len(p.work) && p.work[i+1] == '"' {
			marks = append(marks, i)
			i++
			continue
		}
		end = i + 1
		for end < len(p.work) && p.work[end] == ' ' {
			end++
		}
		if end < len(p.work) && p.work[end] != comma && p.work[end] != '\n' && p.work[end] != '\r' {
			return 0, false
		}
		for _, m := range append(marks, start, i) {
			p.hide(m, m+1, nothing, "CSV 的分隔符和引号")
		}
		return end, true
	}
	return 0, false
}
