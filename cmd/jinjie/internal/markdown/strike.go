package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
)

// strikeParser reads ~~deleted~~ text. GitHub takes a single ~ too; in Chinese that is the
// mark of a range, and “3~5岁，6~8岁” must stay as it is.
type strikeParser struct{}

// Trigger returns the character that may begin or end deleted text.
func (strikeParser) Trigger() []byte { return []byte{'~'} }

// Parse reads a run of exactly two ~.
func (strikeParser) Parse(_ ast.Node, block gmtext.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	run := 0
	for run < len(line) && line[run] == '~' {
		run++
	}
	if run != 2 || block.PrecendingCharacter() == '~' {
		return nil
	}
	return delimiters(block, pc, strike{})
}

// strike makes nodes of matched runs.
type strike struct{}

// IsDelimiter tells whether a byte belongs to a run.
func (strike) IsDelimiter(b byte) bool { return b == '~' }

// CanOpenCloser tells whether two runs match.
func (strike) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch makes the node of a match.
func (strike) OnMatch(int) ast.Node { return extast.NewStrikethrough() }
