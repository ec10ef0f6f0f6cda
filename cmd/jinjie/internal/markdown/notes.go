package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"jinjie/cmd/jinjie/internal/diag"
)

var lostNote = diag.Kind{Code: "unused-footnote", Severity: diag.Warning,
	Title: "脚注没有引用",
	Why:   "正文里没有 [^1] 指向的脚注不会显示，写在里面的话就丢了。"}

var unknownNote = diag.Kind{Code: "unknown-footnote", Severity: diag.Error,
	Title: "没有这条脚注",
	Why:   "正文里的 [^1] 要有一行以 [^1]: 开头的脚注与它对应，写在段落之外，前面空一行。"}

// noteChecker reports footnotes that nothing leads to, before goldmark drops them.
type noteChecker struct{ in *input }

// Transform looks at the footnotes of a page.
func (c noteChecker) Transform(root *ast.Document, _ gmtext.Reader, _ parser.Context) {
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() != extast.KindFootnoteList {
			return ast.WalkContinue, nil
		}
		c.check(n)
		return ast.WalkStop, nil // a page has one list, where its first footnote stands
	})
}

func (c noteChecker) check(list ast.Node) {
	written := map[string]bool{}
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		note := n.(*extast.Footnote)
		name := string(note.Ref)
		d := lostNote.At(c.in.pos(first(note)), "正文里没有引用脚注 [^%s]", short(name)).WithHint("在正文里写上 [^%s]，或者删去这条脚注", short(name))
		if written[name] {
			d = lostNote.At(d.Pos, "脚注 [^%s] 写了两次，这一条不会显示", short(name)).WithHint("换一个名字，或者删去一条")
		}
		if note.Index < 0 {
			c.in.report(d)
		}
		written[name] = true
	}
}

// noteRenderer writes the way back from a footnote.
type noteRenderer struct{}

// RegisterFuncs tells which nodes it writes.
func (noteRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(extast.KindFootnoteBacklink, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			b := n.(*extast.FootnoteBacklink)
			w.WriteString(`&#160;<a class="back" href="#` + noteAnchor(b) + `" role="doc-backlink" aria-label="` + wordMark("footnote-back") + `">↩</a>`)
		}
		return ast.WalkContinue, nil
	})
	r.Register(extast.KindFootnoteList, element(`<div class="footnotes" role="doc-endnotes"><ol>`+"\n", "</ol></div>\n"))
}

// noteAnchor is the anchor of the place that a way back leads to, as goldmark makes it.
func noteAnchor(b *extast.FootnoteBacklink) string {
	again := ""
	if b.RefIndex > 0 {
		again = itoa(b.RefIndex)
	}
	return "fnref" + again + ":" + itoa(b.Index)
}
