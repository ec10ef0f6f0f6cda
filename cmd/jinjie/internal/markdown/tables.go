package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"

	"jinjie/cmd/jinjie/internal/diag"
)

var extraCells = diag.Kind{Code: "extra-cells", Severity: diag.Error,
	Title: "表格的一行比表头长",
	Why:   "Markdown 的表格以表头为准，多出来的格子不会显示，写在里面的文字就丢了。请补上表头，或者检查这一行的竖线。"}

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

// barRef is a reference whose label is set off by a bare line, which ends a table's cell.
var barRef = regexp.MustCompile(`(?:\[\[|【【|［［)([^\[\]【】［］|\n]*[^\[\]【】［］|\\\n])\|([^\[\]【】［］|\n]*)(?:\]\]|】】|］］)`)

// cells reports cells beyond the width of a table's header, which GitHub leaves out: no
// text may be lost in silence.
func (in *input) cells(table *extast.Table) {
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		from := row.Pos()
		line := lineAt(in.source, from)
		if in.barred(line, from) {
			continue
		}
		if at := beyond(line, len(table.Alignments)); at >= 0 {
			in.report(extraCells.At(in.pos(from+at), "这一行比表头多出一格").
				WithHint(`表头有 %d 格；文字里的竖线写作 \|`, len(table.Alignments)))
		}
	}
}

// barred reports the references that a row tears apart, and tells whether it does.
func (in *input) barred(line []byte, at int) bool {
	found := barRef.FindAllSubmatchIndex(line, -1)
	for _, m := range found {
		in.report(badReference.At(in.pos(at+m[0]), "表格里的引用用了竖线，被当作格子的分界").
			WithHint(`写作 [[%s\|%s]]`, short(string(line[m[2]:m[3]])), short(string(line[m[4]:m[5]]))))
	}
	return len(found) > 0
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
