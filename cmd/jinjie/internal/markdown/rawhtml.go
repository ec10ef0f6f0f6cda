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

var rawHTML = diag.Kind{Code: "raw-html", Severity: diag.Error,
	Title: "不能直接写 HTML",
	Why:   "直接写的 HTML 可能带进脚本，也会让页面在别的主题里走样。请用 Markdown 的写法；只有 br、kbd、sub、sup、mark、ruby、rt、details、summary 可以写，不带属性，并且成对。"}

// allowed tells which tags of raw HTML may be written, without attributes: those within a
// line. The blocks details and summary are a construct of their own.
func allowed(name string) bool {
	switch name {
	case "br", "kbd", "sub", "sup", "mark", "ruby", "rt":
		return true
	}
	return false
}

var (
	// bareTag is a tag without attributes.
	bareTag = regexp.MustCompile(`^<(/?)([A-Za-z]+)\s*/?>$`)
	anyTag  = regexp.MustCompile(`^\s*</?([A-Za-z][A-Za-z0-9-]*)`)
)

// instead tells how the dialect says what a tag would say.
func instead(name string) string {
	switch name {
	case "b", "strong":
		return "加粗写作 **文字**"
	case "i", "em":
		return "强调写作 *文字*"
	case "a":
		return "链接写作 [文字](地址)"
	case "img":
		return "图片写作 ![说明](地址)"
	case "code", "pre":
		return "代码写作 `文字`；几行代码的上下各写一行 ```"
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return "标题写作 # 文字，有几级就写几个 #"
	case "hr":
		return "分隔线写作单独一行 ---"
	case "ul", "li":
		return "列表每项以“- ”开头"
	case "ol":
		return "编号列表每项以“1. ”开头"
	case "table", "tr", "td", "th", "thead", "tbody":
		return "表格用竖线 | 分隔各格"
	case "blockquote":
		return "引文每行以“> ”开头"
	case "p", "div", "span":
		return "去掉标签；段落之间空一行"
	case "del", "s", "strike":
		return "删除线写作 ~~文字~~"
	case "u":
		return "不支持下划线；强调写作 *文字*"
	case "center", "font":
		return "版式由主题决定，去掉标签"
	case "details":
		return "<details> 与 </details> 各写一行，不带属性，之间先写一行 <summary>标题</summary>"
	case "summary":
		return "写在 <details> 的下一行：<summary>标题</summary>"
	case "!--":
		return "不发布的话请删去，或者放进另一个文件"
	}
	if allowed(name) {
		return "写作 <" + name + ">，不带属性"
	}
	return `要显示尖括号，写作 \<`
}

// htmlBlocks reads blocks of raw HTML, all of which are refused; a line that begins with
// an allowed tag is none.
type htmlBlocks struct{ parser.BlockParser }

// Open reads the first line of a block.
func (h htmlBlocks) Open(parent ast.Node, reader gmtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	if allowed(tagName(string(line))) {
		return nil, parser.NoChildren
	}
	return h.BlockParser.Open(parent, reader, pc)
}

// tagName is the name of the tag that text begins with, in lower case; "!--" is a comment.
func tagName(text string) string {
	if strings.HasPrefix(strings.TrimSpace(text), "<!--") {
		return "!--"
	}
	if m := anyTag.FindStringSubmatch(text); m != nil {
		return strings.ToLower(m[1])
	}
	return ""
}

// refuse reports raw HTML at an offset and tells the dialect's way, if there is one.
func (in *input) refuse(at int, name string) {
	d := rawHTML.At(in.pos(at), "这里直接写了 HTML")
	switch {
	case name == "!--":
		d = rawHTML.At(in.pos(at), "这里写了 HTML 注释")
	case name != "":
		d = rawHTML.At(in.pos(at), "这里直接写了 HTML 标签 <%s>", name)
	}
	in.report(d.WithHint("%s", instead(name)))
}

// raw goes through the raw HTML below root: allowed tags stand, as strings of code, if
// they are balanced; anything else is a problem and is taken out.
func (in *input) raw(root ast.Node) {
	var found []ast.Node
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.RawHTML, *ast.HTMLBlock:
			if entering {
				found = append(found, n)
			}
		case *details:
			if entering {
				in.whole(n)
			}
		}
		return ast.WalkContinue, nil
	})
	t := tags{input: in}
	for _, n := range found {
		switch n := n.(type) {
		case *ast.RawHTML:
			t.read(n)
		case *ast.HTMLBlock:
			in.refuse(first(n), tagName(string(n.Lines().Value(in.source))))
			n.Parent().RemoveChild(n.Parent(), n)
		}
	}
	t.end()
}

// whole reports a details that lacks its end or its summary.
func (in *input) whole(d *details) {
	var p diag.Diagnostic
	switch {
	case !d.closed:
		p = rawHTML.At(in.pos(d.Pos()), "<details> 没有结束").WithHint("另起一行写上 </details>")
	case d.FirstChild() == nil || d.FirstChild().Kind() != kindSummary:
		p = rawHTML.At(in.pos(d.Pos()), "<details> 里没有 <summary>").WithHint("%s", instead("summary"))
	default:
		return
	}
	in.report(p)
}

// Tags reads allowed tags and pairs them within one parent, so that they never cross
// other markup.
type tags struct {
	*input
	block ast.Node // that holds the open tags
	open  []tag
}

// A tag is an allowed tag that was opened.
type tag struct {
	name   string
	at     int // its offset
	node   *ast.String
	parent ast.Node
	parts  []*ast.String // of a ruby: the tags of the rt in it
}

// drop takes a tag out, with what may stand in it alone.
func (o tag) drop() {
	for _, n := range append(o.parts, o.node) {
		n.Value = nil
	}
}

// blockOf returns the block that holds an inline node, and whether an image does, whose
// text is no markup.
func blockOf(n ast.Node) (block ast.Node, inImage bool) {
	for n != nil && n.Type() == ast.TypeInline {
		inImage = inImage || n.Kind() == ast.KindImage
		n = n.Parent()
	}
	return n, inImage
}

// read puts what may stand in the place of a tag.
func (t *tags) read(n *ast.RawHTML) {
	block, inImage := blockOf(n)
	if block != t.block {
		t.end()
		t.block = block
	}
	at := n.Segments.At(0).Start
	said := string(bytes.TrimSpace(n.Segments.Value(t.source)))
	node := ast.NewString(nil)
	node.SetCode(true) // written as it is
	parent := n.Parent()
	parent.ReplaceChild(parent, n, node)
	m := bareTag.FindStringSubmatch(said)
	name := tagName(said)
	switch {
	case m == nil || !allowed(name) || name == "br" && m[1] != "":
		t.refuse(at, name)
	case inImage:
	case name == "br":
		node.Value = []byte("<br>")
	case m[1] == "":
		t.begin(tag{name: name, at: at, node: node, parent: parent})
	default:
		t.finish(tag{name: name, at: at, node: node, parent: parent})
	}
}

// begin opens a tag.
func (t *tags) begin(o tag) {
	o.node.Value = []byte("<" + o.name + ">")
	if o.name == "rt" {
		if n := len(t.open); n > 0 && t.open[n-1].name == "ruby" {
			t.open[n-1].parts = append(t.open[n-1].parts, o.node)
		} else {
			t.report(rawHTML.At(t.pos(o.at), "<rt> 须写在 <ruby> 里面").WithHint("例如 <ruby>治<rt>zhì</rt></ruby>"))
			o.drop()
		}
	}
	t.open = append(t.open, o)
}

// finish closes the tag that was opened last.
func (t *tags) finish(c tag) {
	n := len(t.open) - 1
	if n < 0 || t.open[n].name != c.name {
		t.report(rawHTML.At(t.pos(c.at), "</%s> 没有配对的 <%s>", c.name, c.name).WithHint("补上前面的 <%s>，或者删去 </%s>", c.name, c.name))
		return
	}
	o := t.open[n]
	t.open = t.open[:n]
	switch {
	case o.node.Value == nil: // reported
	case o.parent != c.parent:
		t.report(rawHTML.At(t.pos(c.at), "<%s> 与别的标记交错", c.name).WithHint("<%s> 与 </%s> 之间的标记须成对", c.name, c.name))
		o.drop()
	case o.name == "ruby" && len(o.parts) == 0:
		t.report(rawHTML.At(t.pos(o.at), "<ruby> 里没有 <rt>").WithHint("例如 <ruby>治<rt>zhì</rt></ruby>"))
		o.drop()
	default:
		c.node.Value = []byte("</" + c.name + ">")
		if o.name == "rt" {
			t.open[n-1].parts = append(t.open[n-1].parts, c.node)
		}
	}
}

// end reports tags that a block leaves open, and takes them out.
func (t *tags) end() {
	for _, o := range t.open {
		t.report(rawHTML.At(t.pos(o.at), "<%s> 没有结束", o.name).WithHint("在同一段里补上 </%s>", o.name))
		o.drop()
	}
	t.open = nil
}
