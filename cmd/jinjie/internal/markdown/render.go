package markdown

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	gmtext "github.com/yuin/goldmark/text"

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
// HTML; lines are those of the whole text. Raw HTML and links that could run a program
// are problems, and are left out.
func Render(lines *diag.Lines, text string, start int) (Page, []diag.Diagnostic) {
	in := newInput(lines, text, start)
	if !in.readable() {
		return Page{}, in.problems
	}
	root := pageParser(in).Parse(gmtext.NewReader(in.source))
	in.raw(root)
	linkAddresses(root, in.source)
	joinLines(root, in.source)
	c := &checker{input: in, ids: newIDs()}
	c.check(root)
	var out bytes.Buffer
	if err := pageRenderer().Render(&out, in.source, root); err != nil {
		panic(err) // a buffer takes everything
	}
	c.page.HTML = out.String()
	return c.page, in.problems
}

// A checker walks a parsed page: it gathers headings and links, and takes out links that
// may not be published.
type checker struct {
	*input
	ids  *ids
	page Page
}

func (c *checker) check(root ast.Node) {
	line := 0 // where the block begins: not every link knows its own place
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			line = n.Lines().At(0).Start
		}
		switch n := n.(type) {
		case *ast.Heading:
			c.heading(n)
		case *extast.Table:
			c.cells(n)
		case *extast.TableCell:
			align(n)
		case *ast.Link:
			n.Destination = c.link(n.Destination, max(n.Pos(), line), false)
		case *ast.Image:
			n.Destination = c.link(n.Destination, max(n.Pos(), line), true)
		case *ast.AutoLink:
			c.link(n.URL(c.source), max(n.Pos(), line), false)
		}
		return ast.WalkContinue, nil
	})
}

func (c *checker) heading(n *ast.Heading) {
	text := plain(n, c.source)
	id := c.ids.next(text)
	n.SetAttributeString("id", []byte(id))
	c.page.Headings = append(c.page.Headings, PageHeading{n.Level, text, id})
}

// link notes a link; one that could run a program is a problem and leads nowhere.
func (c *checker) link(destination []byte, at int, image bool) []byte {
	said := unescape(string(destination))
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
