package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
)

// alignment gives the cells of tables a class for their alignment: a style attribute
// would be refused by the pages' Content-Security-Policy.
type alignment struct{}

// Transform marks the cells of every table below root.
func (alignment) Transform(root *ast.Document, _ gmtext.Reader, _ parser.Context) {
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if cell, ok := n.(*extast.TableCell); ok && entering && cell.Alignment != extast.AlignNone {
			cell.SetAttributeString("class", []byte("align-"+cell.Alignment.String()))
		}
		return ast.WalkContinue, nil
	})
}
