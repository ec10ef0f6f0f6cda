package markdown

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"jinjie/cmd/jinjie/internal/diag"
)

// A Page is Markdown turned into HTML.
type Page struct {
	HTML     string // safe: no raw HTML, no scripts, no style attributes
	Headings []PageHeading
	Links    []Link
}

// A PageHeading is a heading of a page.
type PageHeading struct {
	Depth int // 1 to 6
	Text  string
	ID    string // its anchor, unique on the page
}

// A Link is a link or an image of a page, as written.
type Link struct {
	Destination string
	Image       bool
	Pos         diag.Pos
}

// Render turns the Markdown of text, which is valid UTF-8, from the byte start on into
// HTML; lines are those of the whole text. Raw HTML and links that could run a program are problems, and are left out.
func Render(lines *diag.Lines, text string, start int) (Page, []diag.Diagnostic) {
	source := []byte(text[start:])
	md := dialect()
	ctx := parser.NewContext(parser.WithIDs(newIDs()))
	root := md.Parser().Parse(gmtext.NewReader(source), parser.WithContext(ctx))
	c := &checker{lines: lines, source: source, start: start}
	c.check(root)
	var out bytes.Buffer
	if err := md.Renderer().Render(&out, source, root); err != nil {
		panic(err) // a buffer takes everything
	}
	c.page.HTML = out.String()
	return c.page, c.problems
}

// dialect is goldmark as Chinese authors need it.
func dialect() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)),
			extension.Strikethrough, extension.Linkify,
			extension.NewCJK(extension.WithEastAsianLineBreaks(extension.EastAsianLineBreaksCSS3Draft)),
		),
		goldmark.WithParserOptions(
			parser.WithAutoHeadingID(),
			// Before goldmark's own emphasis (500), which it thereby replaces.
			parser.WithInlineParsers(util.Prioritized(emphasisParser{}, 450)),
			parser.WithASTTransformers(util.Prioritized(alignment{}, 100)),
		),
		goldmark.WithRendererOptions(html.WithXHTML()),
	)
}

// A checker walks a parsed page: it gathers headings and links, and takes out what may
// not be published.
type checker struct {
	lines    *diag.Lines
	source   []byte
	start    int
	page     Page
	problems []diag.Diagnostic
	raw      []ast.Node // raw HTML, in order
	open     []tag      // allowed tags of raw HTML that wait for their end
}

func (c *checker) pos(offset int) diag.Pos { return c.lines.Pos(c.start + offset) }

func (c *checker) report(d diag.Diagnostic) { c.problems = append(c.problems, d) }

func (c *checker) check(root ast.Node) {
	at := 0 // of the last text seen: links do not know their own place
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			at = n.Lines().At(0).Start
		}
		switch n := n.(type) {
		case *ast.Text:
			at = n.Segment.Start
		case *ast.Heading:
			c.heading(n)
		case *ast.Link:
			n.Destination = c.link(n.Destination, c.linkAt(n, at), false)
		case *ast.Image:
			n.Destination = c.link(n.Destination, c.linkAt(n, at), true)
		case *ast.AutoLink:
			c.link(n.URL(c.source), at, false)
		case *ast.RawHTML, *ast.HTMLBlock:
			c.raw = append(c.raw, n)
		}
		return ast.WalkContinue, nil
	})
	c.replaceRaw()
}

func (c *checker) heading(n *ast.Heading) {
	id, _ := n.AttributeString("id")
	name, _ := id.([]byte)
	r := blockReader{lines: c.lines, source: c.source, start: c.start}
	c.page.Headings = append(c.page.Headings, PageHeading{n.Level, strings.TrimSpace(r.plain(n)), string(name)})
}

// linkAt is the offset of a link: that of its label, else of the text before it.
func (c *checker) linkAt(n ast.Node, at int) int {
	if first := first(n); first > 0 {
		return first
	}
	return at
}

// link notes a link; one that could run a program is a problem and leads nowhere.
func (c *checker) link(destination []byte, at int, image bool) []byte {
	said := string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(destination))))
	if dangerous(said) {
		c.report(unsafeLink.At(c.pos(at), "链接“%s”不安全", said).WithHint("写上网页地址，或者站点里的文件"))
		return []byte("#")
	}
	c.page.Links = append(c.page.Links, Link{said, image, c.pos(at)})
	return destination
}

// dangerous tells whether a browser would run what a link leads to. Browsers overlook
// white space and control characters in a scheme.
func dangerous(destination string) bool {
	bare := strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return -1
		}
		return r
	}, destination)
	if out, err := url.PathUnescape(bare); err == nil {
		bare = out
	}
	scheme, _, ok := strings.Cut(strings.ToLower(bare), ":")
	return ok && (scheme == "javascript" || scheme == "vbscript" || scheme == "data")
}
