package markdown

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"jinjie/cmd/jinjie/internal/diag"
)

// An admonition is a quotation that begins with a line such as “[!NOTE]” (GitHub's
// alerts). A title of its own may follow in that line, as in Obsidian.
type admonition struct {
	ast.BaseBlock
	sort string // "note", "tip", "important", "warning" or "caution"
}

// A title is the title of an admonition, its first child; without one a word of the
// interface is shown.
type title struct{ ast.BaseBlock }

var (
	kindAdmonition = ast.NewNodeKind("Admonition")
	kindTitle      = ast.NewNodeKind("AdmonitionTitle")
)

// Kind returns kindAdmonition.
func (*admonition) Kind() ast.NodeKind { return kindAdmonition }

// Dump writes the node for debugging.
func (a *admonition) Dump(source []byte, level int) { ast.DumpHelper(a, source, level, nil, nil) }

// Kind returns kindTitle.
func (*title) Kind() ast.NodeKind { return kindTitle }

// Dump writes the node for debugging.
func (t *title) Dump(source []byte, level int) { ast.DumpHelper(t, source, level, nil, nil) }

var unknownAdmonition = diag.Kind{Code: "unknown-admonition", Severity: diag.Warning,
	Title: "没有这种提示框",
	Why:   "提示框写作引文，第一行是 [!NOTE]（说明）、[!TIP]（提示）、[!IMPORTANT]（要点）、[!WARNING]（注意）或 [!CAUTION]（警示），方括号和叹号都用英文的；同一行后面可以另写标题，正文从下一行写起。"}

var (
	admonitionLine = regexp.MustCompile(`^[ \t]*\[!([^\]\r\n]+)\][ \t]*(.*?)[ \t]*\n?$`)
	// nearAdmonition is such a line with what a Chinese keyboard makes of it, or in bold.
	nearAdmonition = regexp.MustCompile(`^[ \t]*\**[\[［【][!！]([^\]］】\n]+)[\]］】]`)
	admonitions    = [...]string{"note", "tip", "important", "warning", "caution"}
)

// admonitionNamed are other names for the sorts, of other programs and in Chinese.
var admonitionNamed = map[string]string{
	"说明": "note", "注": "note", "备注": "note", "信息": "note", "info": "note",
	"提示": "tip", "技巧": "tip", "建议": "tip", "hint": "tip", "success": "tip",
	"要点": "important", "重要": "important", "重点": "important",
	"注意": "warning", "警告": "warning", "attention": "warning", "warn": "warning",
	"警示": "caution", "危险": "caution", "小心": "caution", "danger": "caution", "error": "caution",
}

// admonitionReader notes the sort of a quotation in its first paragraph, and makes its
// title of the line.
type admonitionReader struct{ in *input }

// Transform looks at a paragraph that has ended.
func (r admonitionReader) Transform(node *ast.Paragraph, reader gmtext.Reader, _ parser.Context) {
	quote, ok := node.Parent().(*ast.Blockquote)
	if !ok || node.PreviousSibling() != nil || node.Lines().Len() == 0 {
		return
	}
	line := node.Lines().At(0)
	value := line.Value(reader.Source())
	m := admonitionLine.FindSubmatchIndex(value)
	if m == nil {
		if near := nearAdmonition.FindSubmatch(value); near != nil {
			r.unknown(string(near[1]), line.Start)
		}
		return
	}
	sort := strings.ToLower(strings.TrimSpace(string(value[m[2]:m[3]])))
	if !slices.Contains(admonitions[:], sort) {
		r.unknown(sort, line.Start)
		return
	}
	quote.SetAttributeString("admonition", sort)
	if m[4] < m[5] {
		t, from := &title{}, line.Start-line.Padding
		t.Lines().Append(gmtext.NewSegment(from+m[4], from+m[5]))
		quote.InsertBefore(quote, node, t)
	}
	rest := gmtext.NewSegments()
	rest.AppendAll(node.Lines().Sliced(1, node.Lines().Len()))
	node.SetLines(rest)
	if rest.Len() == 0 {
		quote.RemoveChild(quote, node)
	}
}

// unknown reports a mark that is none of an admonition, with the one that was meant.
func (r admonitionReader) unknown(word string, at int) {
	word = strings.ToLower(strings.TrimSpace(word))
	d := unknownAdmonition.At(r.in.pos(at), "没有“[!%s]”这种提示框", short(strings.ToUpper(word)))
	near := admonitionNamed[word]
	if near == "" && len(word) < 50 {
		near = diag.Nearest(word, admonitions[:])
	}
	switch {
	case slices.Contains(admonitions[:], word):
		d = unknownAdmonition.At(r.in.pos(at), "提示框的记号写法有误").WithHint("写作 > [!%s]，方括号和叹号都用英文的", strings.ToUpper(word))
	case near != "":
		d = d.WithHint("是不是“[!%s]”？", strings.ToUpper(near))
	default:
		d = d.WithHint("可以写 [!NOTE]、[!TIP]、[!IMPORTANT]、[!WARNING]、[!CAUTION]")
	}
	r.in.report(d)
}

// admonish puts admonitions in the place of the quotations that were marked.
func admonish(root ast.Node) {
	var marked []*ast.Blockquote
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if q, ok := n.(*ast.Blockquote); ok && entering {
			if _, ok := q.AttributeString("admonition"); ok {
				marked = append(marked, q)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, q := range marked {
		sort, _ := q.AttributeString("admonition")
		a := &admonition{sort: sort.(string)}
		for c := q.FirstChild(); c != nil; c = q.FirstChild() {
			a.AppendChild(a, c)
		}
		q.Parent().ReplaceChild(q.Parent(), q, a)
	}
}

// admonitionRenderer writes admonitions as HTML.
type admonitionRenderer struct{}

// RegisterFuncs tells which nodes it writes.
func (admonitionRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindTitle, element(`<p class="adm-title">`, "</p>\n"))
	r.Register(kindAdmonition, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			w.WriteString("</div>\n")
			return ast.WalkContinue, nil
		}
		a := n.(*admonition)
		w.WriteString(`<div class="adm ` + a.sort + `" role="note">`)
		if a.FirstChild() == nil || a.FirstChild().Kind() != kindTitle {
			w.WriteString(`<p class="adm-title">` + wordMark("adm-"+a.sort) + "</p>\n")
		}
		return ast.WalkContinue, nil
	})
}
