package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
)

// Definition lists are PHP Markdown Extra's, which goldmark reads. Here the colon may be
// that of a Chinese keyboard as well, and before Chinese it needs no space behind it.
//
//	网格
//	：由几栋楼组成的管理单元。

// wideColon measures the mark of a definition that goldmark does not know, with the white
// space behind it, at the head of line; without one it is 0.
func wideColon(line []byte) int {
	rest, ok := bytes.CutPrefix(line, []byte("："))
	if !ok {
		if rest, ok = bytes.CutPrefix(line, []byte(":")); !ok {
			return 0
		}
		if next, _ := utf8.DecodeRune(rest); next != '\u3000' && !wide(next) {
			return 0
		}
	}
	return len(line) - len(bytes.TrimLeft(rest, " \t\u3000"))
}

// wideIndent is how far the lines are indented that go on with a definition behind a wide
// colon.
const wideIndent = 2

// definitions reads lists of definitions.
type definitions struct{ parser.BlockParser }

func newDefinitions() definitions { return definitions{extension.NewDefinitionListParser()} }

// Trigger returns the bytes that a definition may begin with.
func (definitions) Trigger() []byte { return []byte{':', "："[0]} }

// Open begins a list where a definition follows a paragraph or another definition.
func (d definitions) Open(parent ast.Node, reader gmtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	if pc.BlockOffset() != 0 || wideColon(line) == 0 {
		if pc.BlockOffset() < 0 || line[pc.BlockOffset()] != ':' {
			return nil, parser.NoChildren
		}
		return d.BlockParser.Open(parent, reader, pc)
	}
	if _, ok := parent.(*extast.DefinitionList); ok {
		return nil, parser.NoChildren
	}
	switch last := parent.LastChild().(type) {
	case *ast.Paragraph:
		if list, ok := last.PreviousSibling().(*extast.DefinitionList); ok {
			list.Offset, list.TemporaryParagraph = wideIndent, last
			return list, parser.HasChildren
		}
		return extast.NewDefinitionList(wideIndent, last), parser.HasChildren | parser.RequireParagraph
	case *extast.DefinitionList:
		last.Offset, last.TemporaryParagraph = wideIndent, nil
		return last, parser.HasChildren
	}
	return nil, parser.NoChildren
}

// descriptions reads the definitions in a list of them.
type descriptions struct{ parser.BlockParser }

func newDescriptions() descriptions { return descriptions{extension.NewDefinitionDescriptionParser()} }

// Trigger returns the bytes that a definition may begin with.
func (descriptions) Trigger() []byte { return []byte{':', "："[0]} }

// Open begins a definition. The lines of the paragraph above it are the terms.
func (d descriptions) Open(parent ast.Node, reader gmtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	n := wideColon(line)
	if pc.BlockOffset() != 0 || n == 0 {
		if pc.BlockOffset() < 0 || line[pc.BlockOffset()] != ':' {
			return nil, parser.NoChildren
		}
		return d.BlockParser.Open(parent, reader, pc)
	}
	list, ok := parent.(*extast.DefinitionList)
	if !ok {
		return nil, parser.NoChildren
	}
	if p := list.TemporaryParagraph; p != nil {
		list.TemporaryParagraph = nil
		for i := range p.Lines().Len() {
			term := extast.NewDefinitionTerm()
			line := p.Lines().At(i)
			term.Lines().Append(line.TrimRightSpace(reader.Source()))
			list.AppendChild(list, term)
		}
		p.Parent().RemoveChild(p.Parent(), p)
	}
	reader.Advance(n)
	return extast.NewDefinitionDescription(), parser.HasChildren
}

// Close sets a definition tight if it is one paragraph without an empty line before it.
// goldmark takes the first of several paragraphs alone for tight.
func (descriptions) Close(node ast.Node, _ gmtext.Reader, _ parser.Context) {
	d := node.(*extast.DefinitionDescription)
	p, ok := d.FirstChild().(*ast.Paragraph)
	d.IsTight = ok && !d.HasBlankPreviousLines() && paragraphs(d) == 1
	if d.IsTight {
		block := ast.NewTextBlock()
		block.SetLines(p.Lines())
		d.ReplaceChild(d, p, block)
	}
}

// paragraphs counts the paragraphs of a block.
func paragraphs(block ast.Node) int {
	n := 0
	for c := block.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindParagraph {
			n++
		}
	}
	return n
}
