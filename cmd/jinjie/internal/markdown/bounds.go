package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"

	"jinjie/cmd/jinjie/internal/diag"
)

// Lessons come from many hands, and no text may keep the program busy for long or fill its
// memory. The bounds here are far beyond what people write; what is beyond them is
// reported and left out.

var tooComplex = diag.Kind{Code: "too-complex", Severity: diag.Error,
	Title: "太大或者太复杂",
	Why:   "一个文件超过 4 MB，一段里有上万个星号、方括号，一张表格有十万个格子，引文、列表套了几十层，多半不是人写的文字；处理它要很久，所以不处理。请分成几个文件、几段、几张，图片另存为文件。"}

const (
	// maxText bounds the text of one file: a shelf of books. A tree of nodes takes up to a
	// thousand times the bytes of a text that is made of markup alone.
	maxText = 4 << 20
	// maxMarks bounds the characters of markup in one paragraph: pairing them takes the
	// square of their number in time.
	maxMarks = 10000
	// maxWork bounds what all paragraphs of a file cost, which is for each the number of
	// its marks times its length.
	maxWork = 1 << 30
	// maxCells bounds a table. Short rows are filled up to the width of the header, so that
	// a few kilobytes could ask for millions of cells.
	maxCells = 100000
	// maxOpened bounds how deep blocks stand in each other: each is asked about every line.
	maxOpened = 100
	// maxAsked bounds how often that is done for all lines of a file.
	maxAsked = 5 << 20
	// maxNotes bounds the footnotes: each is compared with every reference to one.
	maxNotes = 1000
)

// readable reports a text that is too long to be read, and tells whether it is not.
func (in *input) readable(length int) bool {
	if length > maxText {
		in.report(tooComplex.At(in.pos(0), "这个文件有 %.1f MB，超过 %d MB", float64(length)/(1<<20), maxText>>20).
			WithHint("分成几个文件；图片另存为文件，不写在文字里"))
		return false
	}
	return true
}

// marksIn counts the characters of text that may be markup within a line.
func marksIn(text []byte) int {
	n := 0
	for _, c := range text {
		if bytes.IndexByte([]byte("*_~[]<`>&!"), c) >= 0 {
			n++
		}
	}
	return n + bytes.Count(text, []byte("【【")) + bytes.Count(text, []byte("［［"))
}

// affordable tells whether a text of that many marks and bytes, which are paired with each
// other, can be read in a sensible time; if not, it is a problem.
func (in *input) affordable(marks, length, at int) bool {
	cost := marks * length
	switch {
	case marks > maxMarks:
		in.report(tooComplex.At(in.pos(at), "这一段里的标记超过 %d 个", maxMarks).WithHint("用空行分成几段"))
	case in.work+cost > maxWork:
		in.report(tooComplex.At(in.pos(at), "读到这一段，标记和文字已经太多").WithHint("用空行分成几段，或者分成几个文件"))
	default:
		in.work += cost
		return true
	}
	return false
}

// affordableLines asks affordable about the lines from one on to another.
func (in *input) affordableLines(lines *gmtext.Segments, from, to int) bool {
	marks, length := 0, 0
	for i := from; i < to; i++ {
		line := lines.At(i)
		value := line.Value(in.source)
		marks += marksIn(value)
		length += len(value)
	}
	return from >= to || in.affordable(marks, length, lines.At(from).Start)
}

// ruler is the second line of a table.
var ruler = regexp.MustCompile(`^[ \t]{0,3}[-:|][-:| \t]*\r?\n?$`)

// ruled finds the header of the table that lines may be, or their number.
func (in *input) ruled(lines *gmtext.Segments) int {
	for i := 1; i < lines.Len(); i++ {
		line := lines.At(i)
		if ruler.Match(line.Value(in.source)) {
			return i - 1
		}
	}
	return lines.Len()
}

// crowded takes away paragraphs that hold too much markup, before anyone pairs it. A
// table's cells are read one by one, so its rows count by themselves.
type crowded struct{ in *input }

// Transform looks at a paragraph that has ended.
func (c crowded) Transform(node *ast.Paragraph, _ gmtext.Reader, _ parser.Context) {
	lines := node.Lines()
	table := c.in.ruled(lines)
	ok := c.in.affordableLines(lines, 0, table)
	for i := table; i < lines.Len() && ok; i++ {
		ok = c.in.affordableLines(lines, i, i+1)
	}
	if !ok {
		node.Parent().RemoveChild(node.Parent(), node)
	}
}

// untabled takes away paragraphs that looked like tables to crowded, and are none.
type untabled struct{ in *input }

// Transform looks at a paragraph that no one has made something else of.
func (u untabled) Transform(node *ast.Paragraph, _ gmtext.Reader, _ parser.Context) {
	lines := node.Lines()
	if n := lines.Len(); u.in.ruled(lines) < n && !u.in.affordableLines(lines, 0, n) {
		node.Parent().RemoveChild(node.Parent(), node)
	}
}

// counted are blocks that hold others. Each is asked whether it goes on with every line; a
// block that was asked too often ends.
type counted struct {
	parser.BlockParser
	in *input
}

// Continue asks a block whether it goes on.
func (c counted) Continue(node ast.Node, reader gmtext.Reader, pc parser.Context) parser.State {
	if c.in.asked++; c.in.asked > maxAsked {
		_, segment := reader.PeekLine()
		c.in.deep(segment.Start)
		return parser.Close
	}
	return c.BlockParser.Continue(node, reader, pc)
}

// shallow are blocks that hold others, up to a depth.
type shallow struct{ counted }

func newShallow(of parser.BlockParser, in *input) shallow { return shallow{counted{of, in}} }

// Open begins a block, unless too many are open.
func (s shallow) Open(parent ast.Node, reader gmtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) < maxOpened {
		return s.BlockParser.Open(parent, reader, pc)
	}
	_, segment := reader.PeekLine()
	s.in.deep(segment.Start)
	return nil, parser.NoChildren
}

// deep reports, once, that blocks stand too deep in each other.
func (in *input) deep(at int) {
	if !in.tooDeep {
		in.report(tooComplex.At(in.pos(at), "引文、列表套得太深").WithHint("少套几层"))
	}
	in.tooDeep = true
}

// brief reads headings, unless they hold too much markup.
type brief struct {
	parser.BlockParser
	in *input
}

// Open reads a heading.
func (b brief) Open(parent ast.Node, reader gmtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := b.BlockParser.Open(parent, reader, pc)
	if node != nil && !b.in.affordableLines(node.Lines(), 0, node.Lines().Len()) {
		node.SetLines(gmtext.NewSegments())
	}
	return node, state
}

// few reads footnotes, up to a number.
type few struct {
	parser.BlockParser
	in *input
}

// Open begins a footnote.
func (f few) Open(parent ast.Node, reader gmtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, segment := reader.PeekLine()
	if f.in.notes >= maxNotes {
		return nil, parser.NoChildren
	}
	node, state := f.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	if f.in.notes++; f.in.notes == maxNotes {
		f.in.report(tooComplex.At(f.in.pos(segment.Start), "脚注到了 %d 条", maxNotes).WithHint("分成几个文件"))
	}
	return node, state
}
