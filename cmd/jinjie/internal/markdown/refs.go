package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"

	"jinjie/cmd/jinjie/internal/diag"
)

// A refNode is a reference: [[target]] or [[target|label]]; what a Chinese keyboard makes of it,
// 【【1.1.1】】 or ［［1.1.1｜走访］］, is read alike. Inside a table “|” is written “\|”.
type refNode struct {
	ast.BaseInline
	target, label string
	at            int // offset of its first bracket
}

var kindReference = ast.NewNodeKind("Reference")

// Kind returns kindReference.
func (*refNode) Kind() ast.NodeKind { return kindReference }

// Dump writes the node for debugging.
func (r *refNode) Dump(source []byte, level int) { ast.DumpHelper(r, source, level, nil, nil) }

var badReference = diag.Kind{Code: "bad-reference", Severity: diag.Error,
	Title: "引用写法有误",
	Why:   "引用写作 [[1.1.1]]、[[1.1.1@中级]]、[[术语]]、[[课的文件名]]、[[参考文献[3]]]，要换个说法就写 [[1.1.1|入户走访]]；方括号两两成对，中间不换行，也不能是空的。"}

// An entry of 参考文献 is named with its brackets: [[参考文献[15]]].
var (
	numbered      = regexp.MustCompile(`^[^\[\]|]+\[[0-9]+$`)
	numberedLabel = regexp.MustCompile(`^[^\[\]|]+\[[0-9]+\]\s*\\?\|[^\[]*$`)
)

// refParser reads references.
type refParser struct{ in *input }

// Trigger returns the byte that a reference begins with.
func (refParser) Trigger() []byte { return []byte{'['} }

// Parse reads the reference that the reader stands at.
func (p refParser) Parse(_ ast.Node, block gmtext.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	rest, ok := bytes.CutPrefix(line, []byte("[["))
	end := bytes.Index(rest, []byte("]]"))
	if ok && end >= 0 && numbered.Match(rest[:end]) && bytes.HasPrefix(rest[end:], []byte("]]]")) {
		end++ // the number's own bracket
	} else if !ok || end < 0 || bytes.HasPrefix(rest, []byte("^")) || bytes.IndexByte(rest[:end], '[') >= 0 && !numberedLabel.Match(rest[:end]) {
		return nil // reported where text is looked over: a longer construct may yet claim it
	}
	block.Advance(len("[[") + end + len("]]"))
	return p.in.reference(string(rest[:end]), segment.Start)
}

// reference makes the node of what stands between the brackets of a reference.
func (in *input) reference(inner string, at int) ast.Node {
	r := &refNode{at: at}
	r.target, r.label = splitLabel(inner)
	if r.target == "" {
		in.report(badReference.At(in.pos(at), "引用是空的").WithHint("写上编码、术语或课的文件名，例如 [[1.1.1]]"))
		return ast.NewString([]byte(inner))
	}
	return r
}

// wideRef is a reference as a Chinese keyboard writes it. The official text of standards
// has such brackets of its own, so it is read in pages alone.
var wideRef = regexp.MustCompile(`(?:【【|［［)([^\[\]【】［］\n]*)(?:】】|］］)`)

// wideRefs reads the references in wide brackets below root: goldmark begins a construct
// at ASCII marks alone.
func (in *input) wideRefs(root ast.Node) {
	for _, t := range runningTexts(root) {
		for t != nil {
			m := wideRef.FindSubmatchIndex(t.Segment.Value(in.source))
			if m == nil {
				break
			}
			start := t.Segment.Start
			inner := string(in.source[start+m[2] : start+m[3]])
			t = splitText(t, gmtext.NewSegment(start+m[0], start+m[1]), in.reference(inner, start+m[0]))
		}
	}
}

// mergeTexts joins the texts below root that goldmark has cut at a space or a mark, since
// something could have begun there.
func mergeTexts(root ast.Node) {
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		t, ok := n.(*ast.Text)
		for ok && entering && !t.IsRaw() && !t.SoftLineBreak() && !t.HardLineBreak() {
			next, isText := t.NextSibling().(*ast.Text)
			if !isText || next.IsRaw() || next.Segment.Start != t.Segment.Stop || next.Segment.Padding > 0 {
				break
			}
			t.Segment = t.Segment.WithStop(next.Segment.Stop)
			t.SetSoftLineBreak(next.SoftLineBreak())
			t.SetHardLineBreak(next.HardLineBreak())
			t.Parent().RemoveChild(t.Parent(), next)
		}
		return ast.WalkContinue, nil
	})
}

// splitLabel takes the inside of a reference apart.
func splitLabel(inner string) (target, label string) {
	inner = strings.ReplaceAll(inner, `\|`, "|")
	at := strings.IndexAny(inner, "|｜")
	if at < 0 {
		return strings.TrimSpace(unescape(inner)), ""
	}
	label = strings.TrimPrefix(strings.TrimPrefix(inner[at:], "|"), "｜")
	return strings.TrimSpace(unescape(inner[:at])), strings.TrimSpace(unescape(label))
}

// edge is what a line break beside a reference is joined by: without a label a name will
// stand there.
func (r *refNode) edge() string {
	if r.label != "" {
		return r.label
	}
	return unknownEdge
}

// shown is what a reference shows before it is known where it leads.
func (r *refNode) shown() string {
	if r.label != "" {
		return r.label
	}
	return r.target
}
