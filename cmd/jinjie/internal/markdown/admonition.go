package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"jinjie/cmd/jinjie/internal/diag"
)

// An admonition is a quotation that begins with a line such as “[!NOTE]” (GitHub's
// alerts). A title of its own may follow in that line.
type admonition struct {
	ast.BaseBlock
	sort  string // "note", "tip", "important", "warning" or "caution"
	title string // or empty
}

var kindAdmonition = ast.NewNodeKind("Admonition")

// Kind returns kindAdmonition.
func (*admonition) Kind() ast.NodeKind { return kindAdmonition }

// Dump writes the node for debugging.
func (a *admonition) Dump(source []byte, level int) { ast.DumpHelper(a, source, level, nil, nil) }

var unknownAdmonition = diag.Kind{Code: "unknown-admonition", Severity: diag.Warning,
	Title: "没有这种提示框",
	Why:   "提示框写作引文，第一行是 [!NOTE]（说明）、[!TIP]（提示）、[!IMPORTANT]（要点）、[!WARNING]（注意）或 [!CAUTION]（警示），后面可以另写标题。"}

var (
	admonitionLine = regexp.MustCompile(`^[ \t]*\[!([^\]\r\n]+)\][ \t]*(.*?)[ \t]*\r?\n?$`)
	admonitions    = [...]string{"note", "tip", "important", "warning", "caution"}
)

// admonitionReader notes the sort of a quotation in its first paragraph, and takes the
// line away.
type admonitionReader struct{ in *input }

// Transform looks at a paragraph that has ended.
func (r admonitionReader) Transform(node *ast.Paragraph, reader gmtext.Reader, _ parser.Context) {
	quote, ok := node.Parent().(*ast.Blockquote)
	if !ok || node.PreviousSibling() != nil || node.Lines().Len() == 0 {
		return
	}
	line := node.Lines().At(0)
	m := admonitionLine.FindSubmatch(line.Value(reader.Source()))
	if m == nil {
		return
	}
	sort, ok := r.sort(string(m[1]), line.Start)
	if !ok {
		return
	}
	quote.SetAttributeString("admonition", sort)
	quote.SetAttributeString("title", string(m[2]))
	rest := gmtext.NewSegments()
	rest.AppendAll(node.Lines().Sliced(1, node.Lines().Len()))
	node.SetLines(rest)
	if rest.Len() == 0 {
		quote.RemoveChild(quote, node)
	}
}

func (r admonitionReader) sort(word string, at int) (string, bool) {
	word = strings.ToLower(strings.TrimSpace(word))
	for _, known := range admonitions {
		if word == known {
			return known, true
		}
	}
	d := unknownAdmonition.At(r.in.pos(at), "没有“[!%s]”这种提示框", strings.ToUpper(word))
	if near := diag.Nearest(word, admonitions[:]); near != "" {
		d = d.WithHint("是不是“[!%s]”？", strings.ToUpper(near))
	} else {
		d = d.WithHint("可以写 [!NOTE]、[!TIP]、[!IMPORTANT]、[!WARNING]、[!CAUTION]")
	}
	r.in.report(d)
	return "", false
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
		title, _ := q.AttributeString("title")
		a := &admonition{sort: sort.(string), title: title.(string)}
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
	r.Register(kindAdmonition, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			w.WriteString("</div>\n")
			return ast.WalkContinue, nil
		}
		a := n.(*admonition)
		w.WriteString(`<div class="adm ` + a.sort + `" role="note"><p class="adm-title">`)
		if a.title == "" {
			w.WriteString(wordMark("adm-" + a.sort))
		} else {
			w.Write(util.EscapeHTML([]byte(unescape(a.title))))
		}
		w.WriteString("</p>\n")
		return ast.WalkContinue, nil
	})
}
