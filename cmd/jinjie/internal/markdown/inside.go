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
	links map[ast.Node]int // index into the page's links
	refs  map[ast.Node]int // index into the page's references
}

// RegisterFuncs tells which nodes it writes.
func (w *writers) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindLink, w.link)
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
	l := n.(*ast.Link)
	index, ok := w.links[n]
	switch {
	case !ok: // refused
		out.WriteString(`<a`)
	case Outside(unescape(string(l.Destination))):
		out.WriteString(`<a href="` + escape(string(util.URLEscape([]byte(unescape(string(l.Destination))), false))) + `" rel="external noopener"`)
	default:
		out.WriteString(`<a href="` + holeMark(HrefHole, index) + `"`)
	}
	if l.Title != nil {
		out.WriteString(` title="` + escape(unescape(string(l.Title))) + `"`)
	}
	out.WriteString(">")
	return ast.WalkContinue, nil
}

func (w *writers) image(out util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	img := n.(*ast.Image)
	index, ok := w.links[n]
	alt := escape(plain(n, source))
	if !ok { // refused
		out.WriteString(alt)
		return ast.WalkSkipChildren, nil
	}
	out.WriteString(`<img ` + holeMark(ImageHole, index) + ` alt="` + alt + `" loading="lazy" decoding="async"`)
	if img.Title != nil && n.Parent().Kind() != kindFigure {
		out.WriteString(` title="` + escape(unescape(string(img.Title))) + `"`)
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

// figures puts figures in the place of paragraphs that are one image with a title.
func figures(root ast.Node) {
	var found []ast.Node
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if p, ok := n.(*ast.Paragraph); ok && entering && p.ChildCount() == 1 {
			if img, ok := p.FirstChild().(*ast.Image); ok && len(img.Title) > 0 {
				found = append(found, p)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, p := range found {
		img := p.FirstChild().(*ast.Image)
		f := &figure{caption: unescape(string(img.Title))}
		f.SetLines(p.(*ast.Paragraph).Lines())
		p.Parent().ReplaceChild(p.Parent(), p, f)
		f.AppendChild(f, img)
	}
}

// IsImage tells whether a file is a picture that browsers show.
func IsImage(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif":
		return true
	}
	return false
}
