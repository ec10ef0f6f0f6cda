package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasisParser is goldmark's emphasis with one change. CommonMark (0.31, section 6.2)
// lets ** open or close beside a mark only if white space or another mark stands on the
// other side; Chinese has no spaces, so “**重点。**后文” would stay literal. Here ** may
// stand between a Chinese character or mark and anything but white space.
type emphasisParser struct{}

// Trigger returns the characters that may begin or end emphasis.
func (emphasisParser) Trigger() []byte { return []byte{'*', '_'} }

// Parse reads a run of * or _.
func (emphasisParser) Parse(_ ast.Node, block gmtext.Reader, pc parser.Context) ast.Node {
	return delimiters(block, pc, emphasis{})
}

// delimiters reads the run of marks that the reader stands at, for a construct.
func delimiters(block gmtext.Reader, pc parser.Context, of parser.DelimiterProcessor) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 1, of)
	if node == nil {
		return nil
	}
	after, _ := utf8.DecodeRune(line[node.OriginalLength:])
	if node.OriginalLength == len(line) {
		after = ' '
	}
	left, _ := utf8.DecodeLastRune(bytes.TrimRightFunc(block.Source()[:segment.Start], asciiMark))
	right, _ := utf8.DecodeRune(bytes.TrimLeftFunc(line[node.OriginalLength:], asciiMark))
	if node.Char != '_' && (wide(left) || wide(right)) {
		node.CanOpen = node.CanOpen || !unicode.IsSpace(after)
		node.CanClose = node.CanClose || !unicode.IsSpace(before)
	}
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

// asciiMark tells whether a character is a mark of ASCII.
func asciiMark(c rune) bool { return c < utf8.RuneSelf && util.IsPunct(byte(c)) }

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
