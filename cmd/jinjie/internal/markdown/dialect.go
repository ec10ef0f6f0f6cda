package markdown

import (
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// The numbers below are priorities; those of goldmark's own parts are kept (see
// parser.DefaultBlockParsers and its neighbours).

// blockParsers are the constructs that stand on lines of their own.
func blockParsers(in *input) []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(newShallow(parser.NewListParser(), in), 300),
		util.Prioritized(counted{parser.NewListItemParser(), in}, 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(brief{parser.NewATXHeadingParser(), in}, 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(newShallow(parser.NewBlockquoteParser(), in), 800),
		util.Prioritized(counted{detailsParser{}, in}, 880),
		util.Prioritized(brief{summaryParser{}, in}, 890),
		util.Prioritized(htmlBlocks{parser.NewHTMLBlockParser()}, 900),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
}

// inlineParsers are the constructs within a line that both kinds of text have.
func inlineParsers(in *input) []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(refParser{in}, 150),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(emphasisParser{}, 500),
	}
}

// officialParser reads the official text of a standard. It knows no link definitions
// (“[1]: …”): they would vanish from the text, where such a line is an entry of a list.
func officialParser(in *input) parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(blockParsers(in)...),
		parser.WithInlineParsers(inlineParsers(in)...),
		parser.WithParagraphTransformers(
			util.Prioritized(crowded{in}, 10),
			util.Prioritized(newTables(in), 200),
			util.Prioritized(untabled{in}, 300),
		),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
}

// pageParser reads the site's own pages.
func pageParser(in *input) parser.Parser {
	inline := append(inlineParsers(in),
		util.Prioritized(taskParser{}, 0),
		util.Prioritized(extension.NewFootnoteParser(), 101),
		util.Prioritized(strikeParser{}, 500),
		util.Prioritized(extension.NewLinkifyParser(), 999),
	)
	blocks := append(blockParsers(in),
		util.Prioritized(newShallow(newDefinitions(), in), 101),
		util.Prioritized(counted{newDescriptions(), in}, 102),
		util.Prioritized(newShallow(few{extension.NewFootnoteBlockParser(), in}, in), 999),
	)
	return parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(inline...),
		parser.WithParagraphTransformers(
			util.Prioritized(crowded{in}, 10),
			util.Prioritized(admonitionReader{in}, 50),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(newTables(in), 200),
			util.Prioritized(untabled{in}, 300),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(noteChecker{in}, 998),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}

// pageRenderer writes pages as HTML with marks (see split).
func pageRenderer(c *checker) renderer.Renderer {
	return renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(html.NewRenderer(), 1000),
		util.Prioritized(extension.NewTableHTMLRenderer(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)), 500),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
		util.Prioritized(extension.NewDefinitionListHTMLRenderer(), 500),
		util.Prioritized(extension.NewFootnoteHTMLRenderer(), 500),
		util.Prioritized(detailsRenderer{}, 400),
		util.Prioritized(admonitionRenderer{}, 400),
		util.Prioritized(noteRenderer{}, 400),
		util.Prioritized(textRenderer{}, 400),
		util.Prioritized(codeRenderer(c.codes), 400),
		util.Prioritized(&c.writers, 400),
	))
}
