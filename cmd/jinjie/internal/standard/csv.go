package standard

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"jinjie/cmd/jinjie/internal/diag"
)

// A Cell is one cell of a CSV file, without white space around it.
type Cell struct {
	Text string
	Pos  diag.Pos
}

// A sheet is a CSV file taken apart by the names of its columns.
type sheet struct {
	columns []string // the header, each column under its usual name
	printed []string // the header as it is written, its width folded
	rows    []row
}

// A row is a line of a sheet that is not blank.
type row struct {
	cells []Cell // as many as columns
	pos   diag.Pos
}

// cell returns the cell below the column of that name; the zero Cell if there is none.
func (s sheet) cell(r row, column string) Cell {
	if i := slices.Index(s.columns, column); i >= 0 {
		return r.cells[i]
	}
	return Cell{Pos: r.pos}
}

// name returns the name that the column has in the header; empty if there is none.
func (s sheet) name(column string) string {
	if i := slices.Index(s.columns, column); i >= 0 {
		return s.printed[i]
	}
	return ""
}

// readSheet reads a CSV file whose first row names the columns; rename gives a column
// its usual name; least is the number of cells that a row must have. Trailing empty
// cells and rows are no fault: spreadsheets write them.
func readSheet(file, text string, least int, rename func(string) string) (sheet, []diag.Diagnostic) {
	records, problems := records(file, text)
	if len(records) == 0 {
		return sheet{}, append(problems, emptyTable.At(diag.Pos{File: file}, "这是一张空表"))
	}
	var s sheet
	for _, c := range trimRow(records[0].cells) {
		s.columns = append(s.columns, rename(fold(c.Text)))
		s.printed = append(s.printed, fold(c.Text))
	}
	n := len(s.columns)
	if n == 0 {
		return sheet{}, append(problems, badTable.At(records[0].pos, "表头是空的"))
	}
	for _, rec := range records[1:] {
		cells := trimRow(rec.cells)
		switch {
		case len(cells) == 0:
			continue
		case len(cells) > n:
			problems = append(problems, badTable.At(cells[n].Pos, "这一行有 %d 列，应为 %d 列", len(cells), n).
				WithHint("文字里的英文逗号要连同整格放进英文引号"))
			cells = cells[:n]
		case len(rec.cells) < min(least, n): // a separator is missing: which cell is which?
			problems = append(problems, badTable.At(rec.pos, "这一行有 %d 列，应为 %d 列", len(rec.cells), n))
			continue
		}
		for len(cells) < n {
			cells = append(cells, Cell{Pos: rec.pos})
		}
		s.rows = append(s.rows, row{cells, rec.pos})
	}
	return s, problems
}

// records cuts CSV text (RFC 4180; commas, or tabs as “Unicode text” exports have them)
// into rows with the place of every cell.
func records(file, text string) ([]row, []diag.Diagnostic) {
	lines := diag.NewLines(file, text)
	starts := lineStarts(text)
	cr := csv.NewReader(strings.NewReader(text))
	cr.FieldsPerRecord = -1
	cr.Comma = comma(text)
	var rows []row
	for {
		rec, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, []diag.Diagnostic{csvProblem(lines, starts, err)}
		}
		var r row
		for i, field := range rec {
			line, column := cr.FieldPos(i)
			r.cells = append(r.cells, newCell(field, text, starts[line-1]+column-1, lines))
		}
		r.pos = r.cells[0].Pos
		rows = append(rows, r)
	}
}

// newCell makes a cell of a field that stands at offset; its place is that of its
// first character, behind a quotation mark and white space.
func newCell(field, text string, offset int, lines *diag.Lines) Cell {
	lead := len(field) - len(strings.TrimLeft(field, space))
	if strings.HasPrefix(text[min(offset, len(text)):], `"`) {
		lead++
	}
	return Cell{Text: oneLine(field), Pos: lines.Pos(offset + lead)}
}

// csvProblem says in Chinese what encoding/csv found.
func csvProblem(lines *diag.Lines, starts []int, err error) diag.Diagnostic {
	var pe *csv.ParseError
	if !errors.As(err, &pe) {
		return badTable.At(lines.Pos(0), "读不出这张表：%v", err)
	}
	pos := lines.Pos(starts[min(pe.Line, len(starts))-1] + max(pe.Column, 1) - 1)
	if errors.Is(pe.Err, csv.ErrQuote) || errors.Is(pe.Err, csv.ErrBareQuote) {
		return badTable.At(pos, "英文引号没有成对").WithHint("整格用英文引号括起，格内的英文引号写两个")
	}
	return badTable.At(pos, "读不出这一行：%v", pe.Err)
}

// comma tells what separates the cells: a tab where the first line has one and no comma.
func comma(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	if strings.Contains(first, "\t") && !strings.Contains(first, ",") {
		return '\t'
	}
	return ','
}

// lineStarts gives the offset of each line as encoding/csv counts lines.
func lineStarts(text string) []int {
	starts := []int{0}
	for i := range len(text) {
		if text[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// trimRow drops empty cells at the end.
func trimRow(cells []Cell) []Cell {
	for len(cells) > 0 && cells[len(cells)-1].Text == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// FormatCSV writes rows as every CSV of ours is written: with a byte order mark and CRLF,
// so that spreadsheets open it right.
func FormatCSV(rows [][]string) []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	w.WriteAll(rows) // a buffer takes everything
	return b.Bytes()
}

// space is what is trimmed around a cell: ASCII white space, the no-break and the
// ideographic space, and a stray byte order mark.
const space = " \t\r\n\u00a0\u3000\ufeff"

// oneLine trims text and takes out the line breaks that a spreadsheet's cell may hold.
func oneLine(text string) string {
	text = strings.Trim(text, space)
	if !strings.ContainsAny(text, "\r\n") {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.Trim(line, space))
	}
	return b.String()
}

// fold turns full-width letters, digits and marks into their ASCII forms and drops all
// white space: for names, codes and numbers, never for text.
func fold(text string) string {
	return strings.Join(strings.Fields(width.Fold.String(text)), "")
}
