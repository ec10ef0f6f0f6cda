package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

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
	Depth int    // of a heading: 1 to 6
	Text  string // soft line breaks joined as Chinese is: no space beside a Chinese character or mark
	Link  string // of a paragraph that is exactly one link: where it leads
	Rows  [][]Cell
	Pos   diag.Pos // of the first character
}

// A Cell is a cell of a table.
type Cell struct {
	Text string
	Pos  diag.Pos
}

// Blocks reads the Markdown of text from the byte start on; lines are those of the whole
// text. Quotations and code yield their text as paragraphs; raw HTML is a problem.
func Blocks(lines *diag.Lines, text string, start int) ([]Block, []diag.Diagnostic) {
	r := &blockReader{lines: lines, source: []byte(text[start:]), start: start}
	md := goldmark.New(goldmark.WithExtensions(extension.Table))
	root := md.Parser().Parse(gmtext.NewReader(r.source))
	r.children(root)
	return r.blocks, r.problems
}

type blockReader struct {
	lines    *diag.Lines
	source   []byte
	start    int // offset of source in the file
	blocks   []Block
	problems []diag.Diagnostic
}

func (r *blockReader) pos(offset int) diag.Pos { return r.lines.Pos(r.start + offset) }

func (r *blockReader) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.block(c)
	}
}

// block reads one block; what holds blocks is walked through.
func (r *blockReader) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		r.add(Block{Kind: Heading, Depth: n.Level}, n)
	case *ast.Paragraph, *ast.TextBlock:
		b := Block{Kind: Paragraph, Link: onlyLink(n)}
		if n.Parent() != nil && n.Parent().Kind() == ast.KindListItem && n.PreviousSibling() == nil {
			b.Kind = Item
		}
		r.add(b, n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			if t := strings.TrimSpace(string(line.Value(r.source))); t != "" {
				r.blocks = append(r.blocks, Block{Kind: Paragraph, Text: t, Pos: r.pos(line.Start)})
			}
		}
	case *ast.HTMLBlock:
		r.problems = append(r.problems, rawHTML.At(r.pos(first(n)), "这里直接写了 HTML").
			WithHint("标准的正文只用 Markdown；文字里的 < 写作 \\<"))
	case *extast.Table:
		r.table(n)
	default:
		r.children(n)
	}
}

func (r *blockReader) add(b Block, n ast.Node) {
	b.Text = strings.TrimSpace(r.plain(n))
	b.Pos = r.pos(first(n))
	if b.Text != "" {
		r.blocks = append(r.blocks, b)
	}
}

func (r *blockReader) table(n *extast.Table) {
	b := Block{Kind: Table, Pos: r.pos(first(n))}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []Cell
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, Cell{strings.TrimSpace(r.plain(c)), r.pos(first(c))})
		}
		b.Rows = append(b.Rows, cells)
	}
	r.blocks = append(r.blocks, b)
}

// first is the offset of the first character of a block.
func first(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	if t, ok := n.(*ast.Text); ok {
		return t.Segment.Start
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if at := first(c); at > 0 {
			return at
		}
	}
	return 0
}

// onlyLink returns where a paragraph leads that is nothing but a link.
func onlyLink(n ast.Node) string {
	if link, ok := n.FirstChild().(*ast.Link); ok && n.ChildCount() == 1 {
		return string(util.UnescapePunctuations(link.Destination))
	}
	return ""
}

// plain joins the text of the inline nodes below n.
func (r *blockReader) plain(n ast.Node) string {
	var b strings.Builder
	ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.Text:
			value := string(c.Segment.Value(r.source))
			if !c.IsRaw() {
				value = unescape(value)
			}
			b.WriteString(value)
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteString(joint(b.String(), r.after(c)))
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.CodeSpan:
			for t := c.FirstChild(); t != nil; t = t.NextSibling() {
				b.Write(t.(*ast.Text).Segment.Value(r.source))
			}
			return ast.WalkSkipChildren, nil
		case *ast.AutoLink:
			b.Write(c.Label(r.source))
		case *ast.RawHTML:
			if c.Segments.Len() > 0 {
				r.problems = append(r.problems, rawHTML.At(r.pos(c.Segments.At(0).Start), "这里直接写了 HTML").
					WithHint("标准的正文只用 Markdown；文字里的 < 写作 \\<"))
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// after is the source behind a text node, where the next line begins.
func (r *blockReader) after(t *ast.Text) string {
	return strings.TrimLeft(string(r.source[min(t.Segment.Stop, len(r.source)):min(t.Segment.Stop+16, len(r.source))]), " \t\r\n\\")
}

// unescape resolves backslashes and character references, as a renderer would.
func unescape(text string) string {
	out := util.UnescapePunctuations([]byte(text))
	if strings.Contains(text, "&") && !strings.Contains(text, `\`) {
		out = util.ResolveEntityNames(util.ResolveNumericReferences(out))
	}
	return string(out)
}

// joint is what a soft line break between two texts stands for: nothing beside Chinese,
// else a space.
func joint(before, after string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	if wide(last) || wide(next) {
		return ""
	}
	return " "
}

// wide tells whether a character is Chinese, or a mark as wide as one.
func wide(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo) ||
		c >= 0x3000 && c <= 0x303f || c >= 0xff00 && c <= 0xffef || strings.ContainsRune("“”‘’…—·", c)
}
