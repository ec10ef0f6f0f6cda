package markdown

import (
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
)

// emphasisParser is goldmark's emphasis with one change. CommonMark (0.31, section 6.2)
// lets ** open or close beside a mark only if white space or another mark stands on the
// other side; Chinese has no spaces, so “**重点。**后文” would stay literal. Here a Chinese
// character counts as such a neighbour too.
type emphasisParser struct{}

// Trigger returns the characters that may begin or end emphasis.
func (emphasisParser) Trigger() []byte { return []byte{'*', '_'} }

// Parse reads a run of * or _.
func (emphasisParser) Parse(_ ast.Node, block gmtext.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 1, emphasis{})
	if node == nil {
		return nil
	}
	after := ' '
	for _, c := range string(line[min(node.OriginalLength, len(line)):]) {
		after = c
		break
	}
	if node.Char == '*' {
		node.CanOpen = node.CanOpen || opens(before, after)
		node.CanClose = node.CanClose || opens(after, before)
	}
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

// opens tells whether ** between outside and inside may stand at inside's edge: inside is
// no white space, and outside is Chinese.
func opens(outside, inside rune) bool {
	return !unicode.IsSpace(inside) && wide(outside) && !unicode.IsSpace(outside)
}

// emphasis makes nodes of matched runs.
type emphasis struct{}

// IsDelimiter tells whether a byte belongs to a run.
func (emphasis) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

// CanOpenCloser tells whether two runs match.
func (emphasis) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch makes the node of a match.
func (emphasis) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }
