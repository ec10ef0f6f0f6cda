package markdown

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A details is a part of a page that opens on demand. Of raw HTML it is the one construct
// that holds blocks, so it is read as one:
//
//	<details>
//	<summary>怎样走访</summary>
//
//	先敲门。
//
//	</details>
type details struct {
	ast.BaseBlock
	closed bool // whether its end was found
}

// A summary is the line of a details that is always shown.
type summary struct{ ast.BaseBlock }

var (
	kindDetails = ast.NewNodeKind("Details")
	kindSummary = ast.NewNodeKind("Summary")
)

// Kind returns kindDetails.
func (*details) Kind() ast.NodeKind { return kindDetails }

// Dump writes the node for debugging.
func (d *details) Dump(source []byte, level int) { ast.DumpHelper(d, source, level, nil, nil) }

// Kind returns kindSummary.
func (*summary) Kind() ast.NodeKind { return kindSummary }

// Dump writes the node for debugging.
func (s *summary) Dump(source []byte, level int) { ast.DumpHelper(s, source, level, nil, nil) }

var (
	detailsOpen  = regexp.MustCompile(`(?i)^<details>[ \t]*(?:\r?\n?$|<summary>)`)
	detailsClose = regexp.MustCompile(`(?i)^ {0,3}</details>[ \t]*\r?\n?$`)
	summaryLine  = regexp.MustCompile(`(?i)^<summary>[ \t]*(.*?)[ \t]*</summary>[ \t]*\r?\n?$`)
)

// detailsParser reads <details> and </details>, each on a line of its own.
type detailsParser struct{}

// Trigger returns the character that the construct begins with.
func (detailsParser) Trigger() []byte { return []byte{'<'} }

// Open reads the opening line.
func (detailsParser) Open(_ ast.Node, reader gmtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || !detailsOpen.Match(line[at:]) || len(pc.OpenedBlocks()) > maxOpened {
		return nil, parser.NoChildren
	}
	reader.Advance(at + len("<details>"))
	if rest, _ := reader.PeekLine(); util.IsBlank(rest) {
		reader.AdvanceToEOL()
	}
	return &details{}, parser.HasChildren
}

// Continue reads on until the closing line.
func (detailsParser) Continue(node ast.Node, reader gmtext.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if !detailsClose.Match(line) || holdsBack(node, pc) {
		return parser.Continue | parser.HasChildren
	}
	node.(*details).closed = true
	reader.AdvanceToEOL()
	return parser.Close
}

// holdsBack tells whether a closing line belongs to something open inside node: another
// details, or a block of code.
func holdsBack(node ast.Node, pc parser.Context) bool {
	inside := false
	for _, b := range pc.OpenedBlocks() {
		if inside && (b.Node.Kind() == kindDetails || b.Node.Kind() == ast.KindFencedCodeBlock) {
			return true
		}
		inside = inside || b.Node == node
	}
	return false
}

// Close does nothing: whether the end was found is known already.
func (detailsParser) Close(ast.Node, gmtext.Reader, parser.Context) {}

// CanInterruptParagraph tells that no empty line is needed before.
func (detailsParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine tells that an indented line is code.
func (detailsParser) CanAcceptIndentedLine() bool { return false }

// summaryParser reads <summary>…</summary> at the head of a details, on one line.
type summaryParser struct{}

// Trigger returns the character that the construct begins with.
func (summaryParser) Trigger() []byte { return []byte{'<'} }

// Open reads the line.
func (summaryParser) Open(parent ast.Node, reader gmtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	if parent.Kind() != kindDetails || parent.HasChildren() {
		return nil, parser.NoChildren
	}
	line, segment := reader.PeekLine()
	at := max(pc.BlockOffset(), 0)
	m := summaryLine.FindSubmatchIndex(line[at:])
	if m == nil {
		return nil, parser.NoChildren
	}
	node := &summary{}
	begin := segment.Start - segment.Padding + at
	node.Lines().Append(gmtext.NewSegment(begin+m[2], begin+m[3]))
	reader.AdvanceToEOL()
	return node, parser.NoChildren
}

// Continue ends the block: it is one line.
func (summaryParser) Continue(ast.Node, gmtext.Reader, parser.Context) parser.State {
	return parser.Close
}

// Close does nothing.
func (summaryParser) Close(ast.Node, gmtext.Reader, parser.Context) {}

// CanInterruptParagraph tells that it never follows a paragraph.
func (summaryParser) CanInterruptParagraph() bool { return false }

// CanAcceptIndentedLine tells that an indented line is code.
func (summaryParser) CanAcceptIndentedLine() bool { return false }

// detailsRenderer writes both as HTML.
type detailsRenderer struct{}

// RegisterFuncs tells which nodes it writes.
func (detailsRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindDetails, element("<details>\n", "</details>\n"))
	r.Register(kindSummary, element("<summary>", "</summary>\n"))
}

// element writes a node between two tags.
func element(opening, closing string) renderer.NodeRendererFunc {
	return func(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			w.WriteString(opening)
		} else {
			w.WriteString(closing)
		}
		return ast.WalkContinue, nil
	}
}
