package search

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// said is what a page's documents say, one document a line: where it stands, its title in
// brackets, its blocks.
func said(html string) string {
	p, ok := Read([]byte(html))
	if !ok {
		return "nothing"
	}
	var lines []string
	for _, d := range p.Docs {
		lines = append(lines, fmt.Sprintf("#%s [%s] %s", d.Anchor, d.Title, strings.Join(d.Blocks, " | ")))
	}
	return strings.Join(lines, "\n")
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"no main", `<p>文字</p>`, "nothing"},
		{"a main that is not searched", `<main><p>文字</p></main>`, "nothing"},
		{"only what is in main", `<p>前</p><main data-search><p>中</p></main><p>后</p>`, "# [] 中"},
		{"text joins across inline marks", `<main data-search><p>社区<b>治<i>理</i></b><a href="x">工作</a></p></main>`, "# [] 社区治理工作"},
		{"not across blocks", `<main data-search><p>社区</p><p>治理</p>外<div>内</div>外</main>`, "# [] 社区 | 治理 | 外 | 内 | 外"},
		{"a soft break is a space, as it shows", "<main data-search><p>one\n\ttwo  <b> three</b> </p></main>", "# [] one two three"},
		{"a hard break is one too", `<main data-search><p>甲<br>乙</p></main>`, "# [] 甲 乙"},
		{"cells are blocks", `<main data-search><table><tr><th>编码<td>3.3.1</table></main>`, "# [] 编码 | 3.3.1"},
		{"entities", `<main data-search><p>&lt;b&gt; &amp;amp; &#x5b57;&nbsp;</p></main>`, "# [] <b> &amp; 字"},
		{"white space of any width", "<main data-search><p>\u3000\u3000甲\u3000\u3000乙\u2003丙\u00a0 丁\u2028戊\u3000己\u00a0庚 \u3000</p></main>", "# [] 甲 乙 丙 丁 戊\u3000己\u00a0庚"},
		{"what is not shown", "<main data-search><p>志愿\u200b服\u00ad务\ufeff者\u2060 \u200b 们</p></main>", "# [] 志愿服务者 们"},
		{"comments and what is raw", `<main data-search><!-- <p>无 --><p>有</p><script>if (a < b) "</p>"</script><style>p{}</style></main>`, "# [] 有"},
		{"ways and controls", `<main data-search><nav>路</nav><p>正<button>钮</button>文</p><form>表</form><svg><text>图</text></svg></main>`, "# [] 正文"},
		{"what is silent breaks no line", `<main data-search><p>甲<svg><rect/><g><text>图</text></g></svg>乙<button><div>钮</div></button>丙</p></main>`, "# [] 甲乙丙"},
		{"what is marked", `<main data-search><p data-nosearch>甲<b>乙</b></p><p hidden>丙</p><p aria-hidden="true">丁</p><p aria-hidden="false">戊</p></main>`, "# [] 戊"},
		{"after what is marked all is as before", `<main data-search><div data-nosearch><p>甲<p>乙</div><p>丙</p></main>`, "# [] 丙"},
		{"ruby reads on", `<main data-search><p>学<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>。</p></main>`, "# [] 学汉字。 | hàn zì"},
		{"a sentence reads on past the number of a note", `<main data-search><p>工作<sup id="r"><a href="#n" role="doc-noteref">1</a></sup>后<b>文</b></p><p><a role="doc-noteref">2</a></p><p>尾</p></main>`, "# [] 工作后文 | 工作1后文 | 2 | 尾"},
		{"the heading is the title", `<main data-search><p>前</p><h1>标<b>题</b></h1><h2>小标题</h2></main>`, "# [标题] 前 | 标题 | 小标题"},
		{"without a heading that of the page", `<title>网 页</title><main data-search><p>文</p></main>`, "# [网 页] 文"},
		{"a title of its own", `<main data-search><div data-doc-title="3.3.1 服务"><h1>3.3.1</h1></div></main>`, "# [3.3.1 服务] 3.3.1"},
		{"sections", `<main data-search><h1>页</h1><section id="a" data-doc="term"><h2>甲</h2><p>一</p></section><p>尾</p></main>`, "# [页] 页 | 尾\n#a [甲] 甲 | 一"},
		{"a section without an anchor is none", `<main data-search><section data-doc="term"><h2>甲</h2></section></main>`, "# [甲] 甲"},
		{"an inline section", `<main data-search><p>前<span id="s" data-doc="term">中</span>后</p></main>`, "# [] 前 | 后\n#s [] 中"},
		{"open to the end", `<main data-search><p>文<b>字`, "# [] 文字"},
		{"end tags of nothing", `<main data-search></b></p><p>文</i>字</p></section></main>`, "# [] 文字"},
		{"large letters and odd attributes", `<MAIN CLASS='x' Data-Search=""><P TITLE="a>b">文</P><IMG alt=">"><p id=x/y>字</MAIN>`, "# [] 文 | 字"},
		{"no tag", `<main data-search><p>1 < 2 <3 </p></main>`, "# [] 1 < 2 <3"},
		{"what is no character", "<main data-search><p>a\x00b\xffc\x01d</p></main>", "# [] ab\uFFFDcd"},
	} {
		if got := said(c.html); got != c.want {
			t.Errorf("%s: %s reads\n%s\nwant\n%s", c.name, c.html, got, c.want)
		}
	}
}

func TestBlocksKnowWhereTheyStand(t *testing.T) {
	p, _ := Read([]byte(`<main id="main" data-search data-doc-level="初级"><p>零</p>
<section id="a"><h2>甲</h2><p>一</p></section><p>二</p>
<div><h3 id="b">乙</h3><p>三</p><ul><li id="c">四</li><li>五</li></ul></div><p>六</p>
<section id="d" data-doc="requirement" data-doc-level="中级" data-doc-code="3.3.1"><p>七</p><p id="e">八</p></section></main>`))
	var got []string
	for _, d := range p.Docs {
		for i, b := range d.Blocks {
			anchor := ""
			for _, place := range d.Places {
				if place.Block <= i {
					anchor = place.Anchor
				}
			}
			got = append(got, d.Level+d.Code+" "+b+"#"+anchor)
		}
	}
	want := []string{"初级 零#", "初级 甲#a", "初级 一#a", "初级 二#", "初级 乙#b", "初级 三#b", "初级 四#c", "初级 五#b", "初级 六#", "中级3.3.1 七#", "中级3.3.1 八#e"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// FuzzRead: whatever is read, nothing is made up and nothing breaks the parts.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`<title>题</title><main data-search><h1>标题</h1><p>社区<b>治理</b><!-- x --></p><section id="a" data-doc="term"><h2>甲</h2></section></main>`))
	f.Add([]byte("<main data-search><p a='>' b=\">\"><ruby>汉<rt>han</rt></ruby>&#x1F600;&lt;/script&gt;\u2028\x02\x03"))
	f.Add([]byte("<main data-search><textarea></main><svg><style></svg><nav><p></nav></p>"))
	f.Fuzz(func(t *testing.T, page []byte) {
		p, ok := Read(page)
		if ok != (len(p.Docs) > 0) {
			t.Fatal("there is a page without a document")
		}
		for _, d := range p.Docs {
			if d.Head >= len(d.Blocks) {
				t.Fatal("the heading is no block")
			}
			for _, b := range d.Blocks {
				if b == "" || !utf8.ValidString(b) || b != string(tidy(nil, []byte(b))) {
					t.Fatalf("%q is no tidy block", b)
				}
			}
		}
		x := Build([]Entry{{Address: "a.html", Page: p}, {Address: "b.html", Page: p}})
		for _, file := range x.Files {
			if !utf8.Valid(file.Data) || bytes.Contains(file.Data, []byte("</")) || bytes.Count(file.Data, []byte("\n")) != 1 {
				t.Fatalf("%s is no script of one line: %q", file.Path, file.Data)
			}
		}
	})
}
