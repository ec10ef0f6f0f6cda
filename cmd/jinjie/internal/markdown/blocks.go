package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	gmtext "github.com/yuin/goldmark/text"

	"jinjie/cmd/jinjie/internal/diag"
)

// A BlockKind is a sort of block.
type BlockKind int

const (
	// Heading is a heading.
	Heading BlockKind = iota
	// Paragraph is running text.
	Paragraph
	// Item is an entry of a list.
	Item
	// Table is a table.
	Table
)

// A Block is a block of a document as plain text: markup and escapes are gone, and
// nothing else.
type Block struct {
	Kind  BlockKind
	Depth int      // of a heading: 1 to 6; of an entry: in how many lists it stands
	Text  string   // line breaks joined as Chinese is: no space between Chinese characters or beside a full-width mark
	Link  string   // of a paragraph that is exactly one link: where it leads
	Spans []Span   // links and references in Text; see [Span]
	Rows  [][]Cell // of a table, the header first
	Pos   diag.Pos // of the first character
}

// A Span is a stretch of a text that leads somewhere: at least one character, and never
// half of one. The spans of a text are in order; one may stand within the one before it,
// where the words of a link hold a reference, but none begins in another and ends behind it.
type Span struct {
	Start, End int    // bytes of the text
	Target     string // of a reference: what stands in [[ ]] less its label; of a link: its address
	Reference  bool   // whether it stood in [[ ]]; else it is a link
	Pos        diag.Pos
}

// A Cell is a cell of a table.
type Cell struct {
	Text  string
	Spans []Span // in Text
	Pos   diag.Pos
}

// Blocks reads the Markdown of text, which is valid UTF-8, from the byte start on; lines
// are those of the whole text. Quotations and code yield their text as paragraphs; what
// has no place in a standard's text, raw HTML above all, is a problem.
func Blocks(lines *diag.Lines, text string, start int) ([]Block, []diag.Diagnostic) {
	r := &blockReader{input: newInput(lines, text, start, "")}
	if !r.readable(len(text) - start) {
		return nil, r.problems
	}
	root := officialParser(r.input).Parse(gmtext.NewReader(r.source))
	r.raw(root)
	r.children(root, 0)
	return r.blocks, r.problems
}

type blockReader struct {
	*input
	blocks []Block
}

// children reads the blocks below n, which stand in that many lists.
func (r *blockReader) children(n ast.Node, lists int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.block(c, lists)
	}
}

// block reads one block; what holds blocks is walked through.
func (r *blockReader) block(n ast.Node, lists int) {
	switch n := n.(type) {
	case *ast.Heading:
		r.add(Block{Kind: Heading, Depth: n.Level}, n)
	case *ast.Paragraph, *ast.TextBlock, *summary:
		if item, ok := n.Parent().(*ast.ListItem); ok && n.PreviousSibling() == nil {
			r.item(item, n, lists)
			return
		}
		r.add(Block{Kind: Paragraph, Link: onlyLink(n)}, n)
	case *ast.FencedCodeBlock:
		if n.Info != nil {
			r.line(n.Info.Segment)
		}
		r.code(n)
	case *ast.CodeBlock:
		r.code(n)
	case *extast.Table:
		r.table(n)
	case *ast.List:
		r.children(n, lists+1)
	default:
		r.children(n, lists)
	}
}

func (r *blockReader) add(b Block, n ast.Node) {
	b.Text, b.Spans = r.spans(n)
	b.Pos = r.pos(first(n))
	if b.Text != "" {
		r.blocks = append(r.blocks, b)
	}
}

// spans is the text of a block with what leads somewhere in it.
func (r *blockReader) spans(n ast.Node) (string, []Span) {
	text, refs := flat(n, r.source, shownWhole)
	var spans []Span
	for _, ref := range refs {
		s := Span{Start: ref.start, End: ref.end}
		switch n := ref.node.(type) {
		case *refNode:
			s.Target, s.Reference, s.Pos = n.target, true, r.pos(n.at)
		case *ast.Link:
			s.Target, s.Pos = strings.TrimSpace(unescape(string(n.Destination))), r.inlinePos(n)
		case *ast.AutoLink:
			s.Target, s.Pos = destination(n, r.source), r.inlinePos(n)
		}
		switch {
		case !s.Reference && r.refused(s.Target, false, s.Pos):
		case s.Start == s.End:
			r.report(emptyLink.At(s.Pos, "链接“%s”没有文字", s.Target).WithHint("写作 [文字](%s)", s.Target))
		default:
			spans = append(spans, s)
		}
	}
	return text, spans
}

// inlinePos is the place of an inline node, or of its block if it does not know its own.
func (r *blockReader) inlinePos(n ast.Node) diag.Pos {
	return r.pos(max(n.Pos(), first(blockNode(n))))
}

func blockNode(n ast.Node) ast.Node {
	block, _ := blockOf(n)
	return block
}

// number is what stands before an entry of a numbered list, such as “1. ”.
var number = regexp.MustCompile(`([0-9]{1,9}[.)])[ \t]+$`)

// item reads the first text of an entry. The number of a numbered list is part of the
// text: pages show it as printed.
func (r *blockReader) item(item *ast.ListItem, n ast.Node, lists int) {
	b := Block{Kind: Item, Depth: lists}
	b.Text, b.Spans = r.spans(n)
	at := first(n)
	if list, ok := item.Parent().(*ast.List); ok && list.IsOrdered() {
		line := r.source[bytes.LastIndexByte(r.source[:at], '\n')+1 : at]
		if m := number.FindSubmatchIndex(line); m != nil {
			said := string(line[m[2]:m[3]]) + " "
			b.Text = said + b.Text
			for i := range b.Spans {
				b.Spans[i].Start += len(said)
				b.Spans[i].End += len(said)
			}
			at -= len(line) - m[2]
		}
	}
	b.Pos = r.pos(at)
	if b.Text != "" {
		r.blocks = append(r.blocks, b)
	}
}

// code reads each line of code as a paragraph.
func (r *blockReader) code(n ast.Node) {
	for i := range n.Lines().Len() {
		r.line(n.Lines().At(i))
	}
}

func (r *blockReader) line(s gmtext.Segment) {
	value := string(s.Value(r.source))
	ink := strings.TrimSpace(value)
	if ink != "" {
		at := s.Start + max(0, strings.Index(value, ink)-s.Padding)
		r.blocks = append(r.blocks, Block{Kind: Paragraph, Text: ink, Pos: r.pos(at)})
	}
}

func (r *blockReader) table(n *extast.Table) {
	r.cells(n)
	b := Block{Kind: Table, Pos: r.pos(first(n))}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []Cell
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			at := row.Pos() // of a cell that was left out
			if c.Lines().Len() > 0 {
				at = first(c)
			}
			text, spans := r.spans(c)
			cells = append(cells, Cell{text, spans, r.pos(at)})
		}
		b.Rows = append(b.Rows, cells)
	}
	r.blocks = append(r.blocks, b)
}

// first is the offset of the first character of a block.
func first(n ast.Node) int {
	if n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	for c := n.FirstChild(); c != nil && c.Type() == ast.TypeBlock; c = c.NextSibling() {
		if at := first(c); at > 0 {
			return at
		}
	}
	return max(n.Pos(), 0)
}

// onlyLink returns where a paragraph leads that is nothing but a link.
func onlyLink(n ast.Node) string {
	if link, ok := n.FirstChild().(*ast.Link); ok && n.ChildCount() == 1 {
		return unescape(string(link.Destination))
	}
	return ""
}

// plain is the text of the inline nodes below n, without white space around it.
func plain(n ast.Node, source []byte) string {
	text, _ := flat(n, source, shownWhole)
	return text
}
