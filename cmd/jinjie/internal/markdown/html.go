package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// A tag is an allowed tag of raw HTML that was opened.
type tag struct {
	name string
	at   int // its offset
}

// allowed are the tags that may be written, without attributes; true if one must be closed.
var allowed = map[string]bool{
	"br": false, "kbd": true, "sub": true, "sup": true, "mark": true,
	"ruby": true, "rt": true, "details": true, "summary": true,
}

// bareTag is a tag without attributes.
var bareTag = regexp.MustCompile(`^<(/?)([A-Za-z]+)\s*/?>$`)

// instead tells how the dialect says what a tag would say.
var instead = map[string]string{
	"b": "加粗写作 **文字**", "strong": "加粗写作 **文字**", "i": "强调写作 *文字*", "em": "强调写作 *文字*",
	"a": "链接写作 [文字](地址)", "img": "图片写作 ![说明](地址)", "code": "代码写作 `文字`",
	"h1": "标题写作 # 文字", "h2": "标题写作 ## 文字", "h3": "标题写作 ### 文字", "hr": "分隔线写作单独一行 ---",
	"ul": "列表每项以“- ”开头", "ol": "编号列表每项以“1. ”开头", "li": "列表每项以“- ”开头",
	"table": "表格用竖线 | 分隔各格", "blockquote": "引文每行以“> ”开头", "p": "段落之间空一行",
	"del": "删除线写作 ~~文字~~", "s": "删除线写作 ~~文字~~", "center": "不支持居中，由主题决定版式",
}

// refuse reports raw HTML at an offset and tells the dialect's way, if there is one.
func (c *checker) refuse(at int, name string) {
	d := rawHTML.At(c.pos(at), "这里直接写了 HTML")
	if name != "" {
		d = rawHTML.At(c.pos(at), "这里直接写了 HTML 标签 <%s>", name)
	}
	if hint := instead[strings.ToLower(name)]; hint != "" {
		d = d.WithHint("%s", hint)
	} else {
		d = d.WithHint("要显示尖括号，写作 \\<")
	}
	c.report(d)
}

var anyTag = regexp.MustCompile(`^</?([A-Za-z][A-Za-z0-9-]*)`)

func tagName(said string) string {
	if m := anyTag.FindStringSubmatch(said); m != nil {
		return m[1]
	}
	return ""
}

// replaceRaw goes through the raw HTML of a page: allowed tags stand if they are balanced
// within their block, anything else is a problem and is taken out.
func (c *checker) replaceRaw() {
	var block ast.Node
	for _, n := range c.raw {
		if b := blockOf(n); b != block {
			c.closeTags()
			block = b
		}
		switch n := n.(type) {
		case *ast.RawHTML:
			said, ok := c.tag(n)
			if !ok {
				said = ""
			}
			replace(n, said)
		case *ast.HTMLBlock:
			c.refuse(first(n), tagName(string(n.Lines().Value(c.source))))
			n.Parent().RemoveChild(n.Parent(), n)
		}
	}
	c.closeTags()
}

// blockOf returns the block that holds an inline node.
func blockOf(n ast.Node) ast.Node {
	for n != nil && n.Type() == ast.TypeInline {
		n = n.Parent()
	}
	return n
}

// tag reads one tag of raw HTML and tells how it is written out; false if it may not stand.
func (c *checker) tag(n *ast.RawHTML) (string, bool) {
	at := n.Segments.At(0).Start
	said := string(n.Segments.Value(c.source))
	m := bareTag.FindStringSubmatch(said)
	if m == nil {
		c.refuse(at, tagName(said))
		return "", false
	}
	name, closing := strings.ToLower(m[2]), m[1] != ""
	paired, ok := allowed[name]
	switch {
	case !ok || !paired && closing:
		c.refuse(at, name)
		return "", false
	case !paired:
		return "<" + name + ">", true
	case !closing:
		c.open = append(c.open, tag{name, at})
		return "<" + name + ">", true
	case len(c.open) == 0 || c.open[len(c.open)-1].name != name:
		c.report(rawHTML.At(c.pos(at), "</%s> 没有配对的 <%s>", name, name).WithHint("补上前面的 <%s>", name))
		return "", false
	}
	c.open = c.open[:len(c.open)-1]
	return "</" + name + ">", true
}

// closeTags reports tags that a block leaves open.
func (c *checker) closeTags() {
	for _, t := range c.open {
		c.report(rawHTML.At(c.pos(t.at), "<%s> 没有结束", t.name).WithHint("在同一段里补上 </%s>", t.name))
	}
	c.open = nil
}

// replace puts html, which is ours, in place of a node.
func replace(n ast.Node, html string) {
	s := ast.NewString([]byte(html))
	s.SetCode(true) // written as it is
	n.Parent().ReplaceChild(n.Parent(), n, s)
}
