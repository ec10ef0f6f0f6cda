package markdown

import (
	"bytes"
	"regexp"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
)

// taskBox is the box of a task: GitHub's, with what a Chinese keyboard puts into it.
var taskBox = regexp.MustCompile(`^\[([ \t\x{3000}]|[xX√✓✔])\]`)

// taskParser reads the boxes of task lists. goldmark's own takes any entry that begins so,
// a link with the text “x” too; here white space or Chinese must follow the box.
type taskParser struct{}

// Trigger returns the byte that a box begins with.
func (taskParser) Trigger() []byte { return []byte{'['} }

// Parse reads the box at the head of an entry.
func (taskParser) Parse(parent ast.Node, block gmtext.Reader, _ parser.Context) ast.Node {
	item, ok := parent.Parent().(*ast.ListItem)
	if !ok || parent.HasChildren() || item.FirstChild() != parent {
		return nil
	}
	line, _ := block.PeekLine()
	m := taskBox.FindSubmatchIndex(line)
	if m == nil {
		return nil
	}
	rest := bytes.TrimLeft(line[m[1]:], " \t\u3000")
	if next, _ := utf8.DecodeRune(rest); len(rest) > 0 && len(rest) == len(line)-m[1] && next != '\n' && !wide(next) {
		return nil
	}
	block.Advance(len(line) - len(rest))
	item.SetAttributeString("class", []byte("task")) // the box stands in the place of the mark
	return extast.NewTaskCheckBox(len(bytes.Trim(line[m[2]:m[3]], " \t\u3000")) > 0)
}
