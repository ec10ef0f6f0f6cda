package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
)

// maxCells bounds a table. Short rows are filled up to the width of the header, so that a
// few kilobytes could ask for millions of cells.
const maxCells = 100000

// tables reads tables as GitHub does, within bounds.
type tables struct {
	parser.ParagraphTransformer
	in *input
}

func newTables(in *input) tables {
	return tables{extension.NewTableParagraphTransformer(), in}
}

// Transform makes a table of a paragraph that is one.
func (t tables) Transform(node *ast.Paragraph, reader gmtext.Reader, pc parser.Context) {
	lines, widest := node.Lines(), 0
	for i := range lines.Len() {
		line := lines.At(i)
		widest = max(widest, bytes.Count(line.Value(t.in.source), []byte("|")))
	}
	if widest*lines.Len() > maxCells {
		t.in.report(tooComplex.At(t.in.pos(lines.At(0).Start), "这张表格超过 %d 格", maxCells).WithHint("分成几张表格"))
		return
	}
	t.ParagraphTransformer.Transform(node, reader, pc)
}

// cells reports cells beyond the width of a table's header, which GitHub leaves out: no
// text may be lost in silence.
func (in *input) cells(table *extast.Table) {
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		from := row.Pos()
		line, _, _ := bytes.Cut(in.source[from:], []byte("\n"))
		if at := beyond(line, len(table.Alignments)); at >= 0 {
			in.report(extraCells.At(in.pos(from+at), "这一行比表头多出一格").
				WithHint(`表头有 %d 格；文字里的竖线写作 \|`, len(table.Alignments)))
		}
	}
}

// beyond finds where a row says something behind its first width cells, or -1.
func beyond(line []byte, width int) int {
	at := len(line) - len(bytes.TrimLeft(line, " \t"))
	if bytes.HasPrefix(line[at:], []byte("|")) {
		at++
	}
	for i := at; i < len(line); i++ {
		if width == 0 && !bytes.ContainsRune([]byte(" \t\r|"), rune(line[i])) {
			return i
		}
		if width > 0 && line[i] == '|' && (i == 0 || line[i-1] != '\\') {
			width--
		}
	}
	return -1
}

// align gives a cell a class for its alignment: a style attribute would be refused by the
// pages' Content-Security-Policy.
func align(cell *extast.TableCell) {
	if cell.Alignment != extast.AlignNone {
		cell.SetAttributeString("class", []byte("align-"+cell.Alignment.String()))
	}
}
