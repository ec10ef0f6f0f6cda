package markdown

import (
	"path"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

func itoa(n int) string { return strconv.Itoa(n) }

// writers writes the nodes whose HTML has holes, or differs from goldmark's.
type writers struct {
	links map[ast.Node]placed
	refs  map[ast.Node]int // index into the page's references
}

// A placed is a link that is published.
type placed struct {
	index       int // into the page's links
	destination string
}

// RegisterFuncs tells which nodes it writes.
func (w *writers) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindLink, w.link)
	r.Register(ast.KindAutoLink, w.address)
	r.Register(ast.KindImage, w.image)
	r.Register(kindReference, w.reference)
	r.Register(kindFigure, w.figure)
	r.Register(extast.KindTable, element(`<div class="scroll" tabindex="0" role="group" aria-label="`+wordMark("table")+`"><table>`+"\n", "</table></div>\n"))
	r.Register(extast.KindTaskCheckBox, w.box)
}

func (w *writers) link(out util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		out.WriteString("</a>")
		return ast.WalkContinue, nil
	}
	if title := n.(*ast.Link).Title; w.open(out, n) && len(title) > 0 {
		out.WriteString(` title="` + escape(oneLine(unescape(string(title)))) + `"`)
	}
	out.WriteString(">")
	return ast.WalkContinue, nil
}

// open writes the beginning of a link's tag, and tells whether the link is published; one
// that was refused leads nowhere.
func (w *writers) open(out util.BufWriter, n ast.Node) bool {
	p, ok := w.links[n]
	switch {
	case !ok:
		out.WriteString(`<a`)
	case Outside(p.destination):
		out.WriteString(`<a href="` + escape(string(util.URLEscape([]byte(p.destination), false))) + `" rel="external noopener"`)
	default:
		out.WriteString(`<a href="` + holeMark(HrefHole, p.index) + `"`)
	}
	return ok
}

// address writes a bare address. Its class keeps paper from printing the address twice.
func (w *writers) address(out util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		if w.open(out, n) {
			out.WriteString(` class="bare"`)
		}
		out.WriteString(">" + escape(string(n.(*ast.AutoLink).Label(source))) + "</a>")
	}
	return ast.WalkContinue, nil
}

func (w *writers) image(out util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	img := n.(*ast.Image)
	p, ok := w.links[n]
	alt := escape(plain(n, source))
	if !ok { // refused: its words alone
		out.WriteString(`<img alt="` + alt + `">`)
		return ast.WalkSkipChildren, nil
	}
	out.WriteString(`<img ` + holeMark(ImageHole, p.index) + ` alt="` + alt + `" loading="lazy" decoding="async"`)
	if len(img.Title) > 0 && !captioned(n) {
		out.WriteString(` title="` + escape(oneLine(unescape(string(img.Title)))) + `"`)
	}
	out.WriteString(">")
	return ast.WalkSkipChildren, nil
}

func (w *writers) reference(out util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if index, ok := w.refs[n]; ok && entering {
		out.WriteString(holeMark(RefHole, index))
	} else if entering {
		out.WriteString(escape(n.(*refNode).shown()))
	}
	return ast.WalkContinue, nil
}

// box writes the box of a task as a picture: it is no control.
func (w *writers) box(out util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		class, word := "box", "task-open"
		if n.(*extast.TaskCheckBox).IsChecked {
			class, word = "box done", "task-done"
		}
		out.WriteString(`<span class="` + class + `" role="img" aria-label="` + wordMark(word) + `"></span> `)
	}
	return ast.WalkContinue, nil
}

// A figure is an image that is a paragraph of its own and has a caption, its title.
type figure struct {
	ast.BaseBlock
	caption string
}

var kindFigure = ast.NewNodeKind("Figure")

// Kind returns kindFigure.
func (*figure) Kind() ast.NodeKind { return kindFigure }

// Dump writes the node for debugging.
func (f *figure) Dump(source []byte, level int) { ast.DumpHelper(f, source, level, nil, nil) }

func (w *writers) figure(out util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		out.WriteString("<figure>")
	} else {
		out.WriteString("<figcaption>" + escape(n.(*figure).caption) + "</figcaption></figure>\n")
	}
	return ast.WalkContinue, nil
}

// figures puts figures in the place of paragraphs that are one image with a title, or a
// link that is one.
func figures(root ast.Node) {
	found := map[*ast.Paragraph]*ast.Image{}
	var order []*ast.Paragraph
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if p, ok := n.(*ast.Paragraph); ok && entering {
			if img := onlyImage(p); img != nil && len(img.Title) > 0 {
				found[p] = img
				order = append(order, p)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, p := range order {
		f := &figure{caption: oneLine(unescape(string(found[p].Title)))}
		f.SetLines(p.Lines())
		p.Parent().ReplaceChild(p.Parent(), p, f)
		f.AppendChild(f, p.FirstChild())
	}
}

// onlyImage is the image that a paragraph is, or nil.
func onlyImage(p *ast.Paragraph) *ast.Image {
	n := p.FirstChild()
	if p.ChildCount() == 1 && n.Kind() == ast.KindLink && n.ChildCount() == 1 {
		n = n.FirstChild()
	} else if p.ChildCount() != 1 {
		return nil
	}
	img, _ := n.(*ast.Image)
	return img
}

// captioned tells whether the title of an image is the caption of a figure.
func captioned(image ast.Node) bool {
	n := image.Parent()
	return n.Kind() == kindFigure || n.Kind() == ast.KindLink && n.Parent().Kind() == kindFigure
}

// oneLine joins the lines of a title as running text is joined.
func oneLine(text string) string {
	var b strings.Builder
	last := ""
	for line := range strings.Lines(text) {
		if line = strings.Trim(line, " \t\n"); line == "" {
			continue
		}
		if last != "" {
			b.WriteString(joint(last, line))
		}
		b.WriteString(line)
		last = line
	}
	return b.String()
}

// IsImage tells whether a file is a picture that browsers show.
func IsImage(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif":
		return true
	}
	return false
}
