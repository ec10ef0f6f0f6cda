package markdown

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
)

// render reads a page. Typography has its own tests.
func render(text string) (Page, []diag.Diagnostic) {
	page, problems := Render(diag.NewLines("a.md", text), text, 0)
	return page, slices.DeleteFunc(problems, func(d diag.Diagnostic) bool { return d.Code == typography.Code })
}

// filled puts plain words into a page's holes.
func filled(p Page) string {
	var b strings.Builder
	at := 0
	for _, h := range p.Holes {
		b.WriteString(p.HTML[at:h.At])
		at = h.At
		switch h.Kind {
		case RefHole:
			r := p.References[h.Index]
			b.WriteString("[[" + escape(r.Target) + "|" + escape(r.Label) + "]]")
		case HrefHole:
			b.WriteString(escape(p.Links[h.Index].Destination))
		case ImageHole:
			b.WriteString(`src="` + escape(p.Links[h.Index].Destination) + `"`)
		case WordHole:
			b.WriteString("{" + h.Word + "}")
		}
	}
	return b.String() + p.HTML[at:]
}

func TestRenderChinese(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"bold before a full stop inside", "**重点。**后文", "<p><strong>重点。</strong>后文</p>"},
		{"bold around brackets", "要求**（初级）**如下", "<p>要求<strong>（初级）</strong>如下</p>"},
		{"bold around quotes", "称为**“社区”**的", "<p>称为<strong>“社区”</strong>的</p>"},
		{"bold around corner quotes", "称为**「社区」**的", "<p>称为<strong>「社区」</strong>的</p>"},
		{"bold around a book title", "见**《条例》**第三条", "<p>见<strong>《条例》</strong>第三条</p>"},
		{"bold ending in a comma", "**首先，**入户", "<p><strong>首先，</strong>入户</p>"},
		{"bold ending in a colon", "**注意：**先敲门", "<p><strong>注意：</strong>先敲门</p>"},
		{"bold ending in a question", "**行吗？**行", "<p><strong>行吗？</strong>行</p>"},
		{"bold ending in an exclamation", "**不行！**因为", "<p><strong>不行！</strong>因为</p>"},
		{"bold ending in a semicolon", "**其一；**其二", "<p><strong>其一；</strong>其二</p>"},
		{"bold ending in a bracket", "**社区（村）**的", "<p><strong>社区（村）</strong>的</p>"},
		{"bold beginning with a bracket", "的**（村）社区**", "<p>的<strong>（村）社区</strong></p>"},
		{"bold ending in a dash", "**社区——**的", "<p><strong>社区——</strong>的</p>"},
		{"bold ending in dots", "**社区……**的", "<p><strong>社区……</strong>的</p>"},
		{"bold of Chinese only", "甲**乙**丙", "<p>甲<strong>乙</strong>丙</p>"},
		{"bold of Latin", "甲**abc**丙", "<p>甲<strong>abc</strong>丙</p>"},
		{"bold of a number", "共**136**条", "<p>共<strong>136</strong>条</p>"},
		{"italic beside a stop", "*重点。*后文", "<p><em>重点。</em>后文</p>"},
		{"bold at the end", "后文**重点。**", "<p>后文<strong>重点。</strong></p>"},
		{"two bolds", "**甲。**乙**丙。**丁", "<p><strong>甲。</strong>乙<strong>丙。</strong>丁</p>"},
		{"bold with code", "**用`jinjie`。**然后", "<p><strong>用<code>jinjie</code>。</strong>然后</p>"},
		{"bold with a link", "**见[甲](a.md)。**然后", `<p><strong>见<a href="a.md">甲</a>。</strong>然后</p>`},
		{"bold between Latin words", "用Go**（语言）**写", "<p>用Go<strong>（语言）</strong>写</p>"},
		{"bold before Latin", "**注意。**Go", "<p><strong>注意。</strong>Go</p>"},
		{"bold and italic", "***甲。***乙", "<p><em><strong>甲。</strong></em>乙</p>"},
		{"italic within bold", "**甲*乙。***丙", "<p><strong>甲<em>乙。</em></strong>丙</p>"},
		{"bold, a bracket, bold", "**甲**（乙）**丙**", "<p><strong>甲</strong>（乙）<strong>丙</strong></p>"},
		{"stars with spaces are no bold", "甲 ** 乙 ** 丙", "<p>甲 ** 乙 ** 丙</p>"},
		{"strike before a stop", "~~重点。~~后文", "<p><del>重点。</del>后文</p>"},
		{"range", "3~5岁，6~8岁", "<p>3~5岁，6~8岁</p>"},
		{"address amid Chinese", "见https://a.cn/x?y=1。后文", `<p>见<a href="https://a.cn/x?y=1" rel="external noopener" class="bare">https://a.cn/x?y=1</a>。后文</p>`},
		{"two addresses", "https://a.cn，https://b.cn！", `<p><a href="https://a.cn" rel="external noopener" class="bare">https://a.cn</a>，<a href="https://b.cn" rel="external noopener" class="bare">https://b.cn</a>！</p>`},
		{"address within a word", "xhttps://a.cn", "<p>xhttps://a.cn</p>"},
		{"address in a link", "[见https://a.cn](b.md)", `<p><a href="b.md">见https://a.cn</a></p>`},
		{"address in code", "`见https://a.cn`", "<p><code>见https://a.cn</code></p>"},
		{"latin emphasis as ever", "a **b** c", "<p>a <strong>b</strong> c</p>"},
		{"latin stars inside words stay", "2 * 3 * 4", "<p>2 * 3 * 4</p>"},
		{"underscores inside words stay", "a_b_c", "<p>a_b_c</p>"},
		{"escaped stars", `\*\*甲\*\*`, "<p>**甲**</p>"},
		{"break after a comma", "甲，\n乙", "<p>甲，乙</p>"},
		{"break before bold", "甲\n**乙**", "<p>甲<strong>乙</strong></p>"},
		{"break after bold", "**甲。**\n乙", "<p><strong>甲。</strong>乙</p>"},
		{"break before Latin bold", "one\n**two**", "<p>one\n<strong>two</strong></p>"},
		{"break between Chinese and Latin", "使用\nGo", "<p>使用\nGo</p>"},
		{"break between a mark and Latin", "使用：\nGo", "<p>使用：Go</p>"},
		{"break before a link", "甲\n[乙](a.md)", `<p>甲<a href="a.md">乙</a></p>`},
		{"break after an address", "见https://a.cn\n和", "<p>见<a href=\"https://a.cn\" rel=\"external noopener\" class=\"bare\">https://a.cn</a>\n和</p>"},
		{"break within a quotation", "> 甲\n> 乙", "<blockquote>\n<p>甲乙</p>\n</blockquote>"},
		{"hard break", "甲\\\n乙", "<p>甲<br>\n乙</p>"},
		{"heading keeps Chinese", "# 工作要求", `<h1 id="工作要求">工作要求</h1>`},
		{"heading repeats", "# 目标\n\n# 目标", "<h1 id=\"目标\">目标</h1>\n<h1 id=\"目标-2\">目标</h1>"},
		{"heading with a link", "# 见 [甲](b.md)", `<h1 id="见-甲">见 <a href="b.md">甲</a></h1>`},
		{"heading with a tag", "# 按 <kbd>回车</kbd>", `<h1 id="按-回车">按 <kbd>回车</kbd></h1>`},
		{"heading below a line", "要求\n---", `<h2 id="要求">要求</h2>`},
		{"heading with marks", "## 一、要求（初级）", `<h2 id="一-要求-初级">一、要求（初级）</h2>`},
		{"heading with Latin", "# Go 语言 1.26", `<h1 id="go-语言-1-26">Go 语言 1.26</h1>`},
		{"heading of marks only", "# ……", `<h1 id="section">……</h1>`},
		{"heading like a part of the page", "# Plan\n\n# plan 2\n\n# X1\n\n# Planning", "<h1 id=\"plan-2\">Plan</h1>\n<h1 id=\"plan-2-2\">plan 2</h1>\n<h1 id=\"x1-2\">X1</h1>\n<h1 id=\"planning\">Planning</h1>"},
		{"heading numbered like a repeat", "# 目标\n\n# 目标 2\n\n# 目标", "<h1 id=\"目标\">目标</h1>\n<h1 id=\"目标-2\">目标 2</h1>\n<h1 id=\"目标-3\">目标</h1>"},
		{"table aligned by class", "| 甲 | 乙 |\n|:-:|--:|\n| 1 | 2 |", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th class=\"align-center\">甲</th>\n<th class=\"align-right\">乙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class=\"align-center\">1</td>\n<td class=\"align-right\">2</td>\n</tr>\n</tbody>\n</table></div>"},
		{"list", "- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"},
		{"allowed tag", "按 <kbd>回车</kbd>，H<sub>2</sub>O", "<p>按 <kbd>回车</kbd>，H<sub>2</sub>O</p>"},
		{"line break tag", "甲<br>乙<br/>丙", "<p>甲<br>乙<br>丙</p>"},
		{"ruby", "<ruby>治<rt>zhì</rt></ruby>", "<p><ruby>治<rt>zhì</rt></ruby></p>"},
		{"allowed tag at the head of a line", "<kbd>回车</kbd>键", "<p><kbd>回车</kbd>键</p>"},
		{"line break alone", "<br>\n甲", "<p><br>\n甲</p>"},
		{"tag in the text of an image", "![<kbd>甲</kbd>](a.png)", `<p><img src="a.png" alt="甲" loading="lazy" decoding="async"></p>`},
		{"details", "<details>\n<summary>甲 *乙*</summary>\n\n- 丙\n\n</details>\n丁", "<details>\n<summary>甲 <em>乙</em></summary>\n<ul>\n<li>丙</li>\n</ul>\n</details>\n<p>丁</p>"},
		{"details on one line with its summary", "甲\n<details><summary>乙</summary>\n丙\n</details>", "<p>甲</p>\n<details>\n<summary>乙</summary>\n<p>丙</p>\n</details>"},
		{"details in details", "<details>\n<summary>甲</summary>\n<details>\n<summary>乙</summary>\n</details>\n丙\n</details>", "<details>\n<summary>甲</summary>\n<details>\n<summary>乙</summary>\n</details>\n<p>丙</p>\n</details>"},
		{"details with code", "<details>\n<summary>甲</summary>\n```\n</details>\n```\n</details>", "<details>\n<summary>甲</summary>\n<figure class=\"codebox\"><pre tabindex=\"0\"><code class=\"code-text\"><span class=\"line\">&lt;/details&gt;\n</span></code></pre></figure>\n</details>"},
		{"details in a list", "- 甲\n  <details>\n  <summary>乙</summary>\n  丙\n  </details>\n- 丁", "<ul>\n<li>甲\n<details>\n<summary>乙</summary>\n<p>丙</p>\n</details>\n</li>\n<li>丁</li>\n</ul>"},
		{"angle bracket as text", `a \< b`, "<p>a &lt; b</p>"},
		{"strike", "~~旧~~新", "<p><del>旧</del>新</p>"},
		{"reference", "学会[[1.1.1]]。", "<p>学会[[1.1.1|]]。</p>"},
		{"reference with a label", "[[1.1.1@中级|入户 走访]]", "<p>[[1.1.1@中级|入户 走访]]</p>"},
		{"reference from a Chinese keyboard", "【【１．１．１＠中级｜走访】】和［［社区］］", "<p>[[１．１．１＠中级|走访]]和[[社区|]]</p>"},
		{"reference in a table", "| 甲 |\n|---|\n| [[1.1.1\\|走访]] |", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th>甲</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>[[1.1.1|走访]]</td>\n</tr>\n</tbody>\n</table></div>"},
		{"reference in bold", "**见[[1.1.1]]。**后", "<p><strong>见[[1.1.1|]]。</strong>后</p>"},
		{"reference in a heading", "## 见[[1.1.1]]", `<h2 id="见1-1-1">见[[1.1.1|]]</h2>`},
		{"reference in code is none", "`[[1.1.1]]`", "<p><code>[[1.1.1]]</code></p>"},
		{"escaped reference is none", `\[\[1.1.1]]`, "<p>[[1.1.1]]</p>"},
		{"reference after a break", "甲，\n[[社区]]", "<p>甲，[[社区|]]</p>"},
		{"reference with angle brackets", "[[<b>|<i>]]", "<p>[[&lt;b&gt;|&lt;i&gt;]]</p>"},
		{"title of a book in brackets", "【甲】乙", "<p>【甲】乙</p>"},
		{"admonition", "> [!NOTE]\n> 甲\n> 乙", "<div class=\"adm note\" role=\"note\"><p class=\"adm-title\">{adm-note}</p>\n<p>甲乙</p>\n</div>"},
		{"admonition with a title", "> [!tip] 甲 & 乙\n>\n> 丙", "<div class=\"adm tip\" role=\"note\"><p class=\"adm-title\">甲 &amp; 乙</p>\n<p>丙</p>\n</div>"},
		{"admonition without text", "> [!CAUTION]", "<div class=\"adm caution\" role=\"note\"><p class=\"adm-title\">{adm-caution}</p>\n</div>"},
		{"admonition with a list", "> [!WARNING]\n> - 甲", "<div class=\"adm warning\" role=\"note\"><p class=\"adm-title\">{adm-warning}</p>\n<ul>\n<li>甲</li>\n</ul>\n</div>"},
		{"quotation is no admonition", "> 甲\n> [!NOTE]", "<blockquote>\n<p>甲\n[!NOTE]</p>\n</blockquote>"},
		{"tasks", "- [ ] 甲\n- [x] 乙", "<ul>\n<li class=\"task\"><span class=\"box\" role=\"img\" aria-label=\"{task-open}\"></span> 甲</li>\n<li class=\"task\"><span class=\"box done\" role=\"img\" aria-label=\"{task-done}\"></span> 乙</li>\n</ul>"},
		{"definitions", "网格\n: 一片楼。", "<dl>\n<dt>网格</dt>\n<dd>一片楼。</dd>\n</dl>"},
		{"footnote", "甲[^1]。\n\n[^1]: 《条例》。", "<p>甲<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote-ref\" role=\"doc-noteref\">1</a></sup>。</p>\n<div class=\"footnotes\" role=\"doc-endnotes\"><ol>\n<li id=\"fn:1\">\n<p>《条例》。&#160;<a class=\"back\" href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"{footnote-back}\">↩</a></p>\n</li>\n</ol></div>"},
		{"figure", "![甲](a.png \"图 1 & 乙\")", "<figure><img src=\"a.png\" alt=\"甲\" loading=\"lazy\" decoding=\"async\"><figcaption>图 1 &amp; 乙</figcaption></figure>"},
		{"image amid text", "见![甲](a.png \"乙\")", `<p>见<img src="a.png" alt="甲" loading="lazy" decoding="async" title="乙"></p>`},
		{"code", "```go title=\"例\" {2} linenos\nvar x = 1\ny\n```", `<figure class="codebox"><figcaption>例</figcaption><pre tabindex="0"><code class="code-text numbered"><span class="line"><span class="kd">var</span> <span class="nx">x</span> <span class="p">=</span> <span class="mi">1</span>` + "\n" + `</span><span class="line marked"><span class="nx">y</span>` + "\n</span></code></pre></figure>"},
		{"code in no language", "```\na < b\n```", "<figure class=\"codebox\"><pre tabindex=\"0\"><code class=\"code-text\"><span class=\"line\">a &lt; b\n</span></code></pre></figure>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			page, problems := render(c.text)
			got := strings.TrimSpace(filled(page))
			if got != c.want || diag.Errors(problems) > 0 {
				t.Errorf("got  %s\nwant %s\nproblems %v", got, c.want, problems)
			}
			laws(t, c.text)
		})
	}
}

func TestNoSpaceAtLineBreaksOfChinese(t *testing.T) {
	for _, mark := range []string{"，", "。", "；", "：", "！", "？", "（", "）", "“", "”", "‘", "’", "《", "》", "、", "…", "—", "「", "」", "【", "】", "·", "～", "％"} {
		page, _ := render("甲" + mark + "\n乙")
		if want := "<p>甲" + mark + "乙</p>\n"; page.HTML != want {
			t.Errorf("after %s: got %q, want %q", mark, page.HTML, want)
		}
	}
	if page, _ := render("one\ntwo"); page.HTML != "<p>one\ntwo</p>\n" {
		t.Errorf("between Latin words: %q", page.HTML)
	}
}

func TestWhatIsNotPublished(t *testing.T) {
	for _, c := range []struct{ name, text, code, hint string }{
		{"bold tag", "甲<b>乙</b>", "raw-html", "**"},
		{"reference left open", "见[[1.1.1]。", "bad-reference", "[[1.1.1]]"},
		{"reference left open, in Chinese", "见【【1.1.1】。", "bad-reference", "[[1.1.1]]"},
		{"reference to nothing", "见[[ ]]", "bad-reference", "[[1.1.1]]"},
		{"link without an address", "[甲]()", "empty-link", "地址"},
		{"link without words", "见[](a.md)", "empty-link", "文字"},
		{"link in Chinese brackets", "[甲]（https://a.cn）", "bad-link", "英文"},
		{"link in Chinese square brackets", "［甲］(a.md)", "bad-link", "英文"},
		{"link torn apart", "[甲] (a.md)", "bad-link", "紧挨"},
		{"link to one's own disk", `[甲](C:\\课件\\a.docx)`, "bad-link", "content/"},
		{"link to a file address", "[甲](file:///c/a.docx)", "bad-link", "content/"},
		{"image elsewhere", "![甲](https://a.cn/a.png)", "external-image", "下载"},
		{"image without words", "![](a.png)", "image-without-alt", "图上"},
		{"heading that skips", "## 甲\n\n#### 乙", "heading-level", "### 乙"},
		{"heading of the first level", "# 甲", "heading-level", "## 甲"},
		{"footnote that nobody needs", "甲\n\n[^1]: 乙", "unused-footnote", "[^1]"},
		{"footnote that is missing", "甲[^2]", "unknown-footnote", "[^2]"},
		{"admonition of no sort", "> [!NOTES]\n> 甲", "unknown-admonition", "[!NOTE]"},
		{"code with odd words", "```go 甲\nx\n```", "bad-code-info", "title"},
		{"attribute on an allowed tag", `<mark class="x">甲</mark>`, "raw-html", ""},
		{"unclosed", "甲<kbd>乙", "raw-html", "</kbd>"},
		{"not opened", "甲</kbd>乙", "raw-html", "<kbd>"},
		{"crossed", "<sub><sup>甲</sub></sup>", "raw-html", ""},
		{"open at the end of a block", "<kbd>甲\n\n乙</kbd>", "raw-html", ""},
		{"crossing emphasis", "<kbd>*甲</kbd>*", "raw-html", "成对"},
		{"crossing a link", "[<sub>甲](b)</sub>", "raw-html", ""},
		{"rt alone", "<rt>甲</rt>", "raw-html", "<ruby>"},
		{"ruby without rt", "<ruby>甲</ruby>", "raw-html", "<rt>"},
		{"details without an end", "<details>\n<summary>甲</summary>\n乙", "raw-html", "</details>"},
		{"details without a summary", "<details>\n甲\n</details>", "raw-html", "<summary>"},
		{"details within a line", "甲 <details>", "raw-html", "各写一行"},
		{"summary alone", "甲 <summary>乙</summary>", "raw-html", "<details>"},
		{"end of details alone", "甲\n\n</details>", "raw-html", ""},
		{"details deeper than anyone writes", strings.Repeat("<details>\n", 5000), "raw-html", ""},
		{"comment over paragraphs", "<!-- 甲\n\n乙 -->", "raw-html", "删去"},
		{"cell beyond the header", "| a |\n|---|\n| 1 | 2 |", "extra-cells", "竖线"},
		{"table of a million cells", strings.Repeat("a|", 2000) + "\n" + strings.Repeat("-|", 2000) + "\n" + strings.Repeat("|\n", 2000), "too-complex", ""},
		{"paragraph of stars", strings.Repeat("*a_ ", maxMarks), "too-complex", "空行"},
		{"block", "<div>\n甲\n</div>", "raw-html", ""},
		{"script", "<script>alert(1)</script>", "raw-html", ""},
		{"comment", "甲<!-- 乙 -->", "raw-html", ""},
		{"handler", `<img src=x onerror=alert(1)>`, "raw-html", ""},
		{"javascript", "[甲](javascript:alert(1))", "unsafe-link", ""},
		{"javascript in capitals", "[甲](JavaScript:alert(1))", "unsafe-link", ""},
		{"javascript with a break", "[甲](java&#10;script:alert(1))", "unsafe-link", ""},
		{"javascript percent", "[甲](javascript%3aalert(1))", "unsafe-link", ""},
		{"data", "![甲](data:text/html;base64,xx)", "unsafe-link", ""},
		{"vbscript autolink", "<vbscript:x>", "unsafe-link", ""},
		{"reference", "[甲][1]\n\n[1]: javascript:alert(1)", "unsafe-link", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			page, problems := render(c.text)
			if len(problems) == 0 || problems[0].Code != c.code {
				t.Fatalf("problems %v, want %s; page %s", problems, c.code, page.HTML)
			}
			if !strings.Contains(problems[0].Hint, c.hint) || problems[0].Pos.Line == 0 {
				t.Errorf("problem %+v has no place, or does not hint at %q", problems[0], c.hint)
			}
			if dirty.MatchString(strings.ReplaceAll(filled(page), `<div class="`, "")) {
				t.Errorf("passed on: %s", page.HTML)
			}
			laws(t, c.text)
		})
	}
}

// dirty is HTML that must never come out.
var dirty = regexp.MustCompile(`(?i)<(script|img[^>]*onerror|div|b>)|<[^>]*\s(style|on[a-z]+)=|(href|src)="\s*(javascript|vbscript|data):`)

func TestHeadingsAndLinksAreListed(t *testing.T) {
	page, _ := render("# 甲 *乙*\n\n见[丙](b.md#丁)和![图](c.png)，<https://a.cn>\n")
	if len(page.Headings) != 1 || page.Headings[0].ID != "甲-乙" || page.Headings[0].Text != "甲 乙" {
		t.Errorf("headings %+v", page.Headings)
	}
	var got []string
	for _, l := range page.Links {
		got = append(got, l.Destination)
		if l.Pos.Line != 3 {
			t.Errorf("%s stands at %v", l.Destination, l.Pos)
		}
	}
	if strings.Join(got, " ") != "b.md#丁 c.png https://a.cn" || !page.Links[1].Image {
		t.Errorf("links %+v", page.Links)
	}
}

func TestReferencesKnowTheirSentence(t *testing.T) {
	page, _ := render("## 目标\n\n学会[[1.1.1]]，\n再看[[社区|何谓社区]]。\n\n- 甲[[乙]]\n")
	for i, want := range []struct{ text, before, after string }{
		{"学会，再看何谓社区。", "学会", "，再看何谓社区。"},
		{"学会，再看何谓社区。", "学会，再看", "何谓社区。"},
		{"甲", "甲", ""},
	} {
		r := page.References[i]
		b := page.Blocks[r.Block]
		if b.Text != want.text || b.Text[:r.Offset] != want.before || b.Text[r.Offset:] != want.after || b.Anchor != "目标" {
			t.Errorf("%q stands in %q at %d under %q", r.Target, b.Text, r.Offset, b.Anchor)
		}
	}
	if p := page.References[2].Pos; p.Line != 6 || p.Column != 4 {
		t.Errorf("the last stands at %v", p)
	}
}

// Terms are explained in running text alone, and what a run holds is its text.
func TestRunsAreRunningText(t *testing.T) {
	page, _ := render("## 社区一\n\n社区二**社区三**[社区四](a.md)`社区五`[[社区六]]\n\n| 社区七 |\n|---|\n| 社区八 &amp; |\n\n![社区九](a.png)\n\n```\n社区十\n```\n")
	var got []string
	for _, r := range page.Runs {
		got = append(got, page.HTML[r.Start:r.End])
	}
	if s := strings.Join(got, " "); s != "社区二 社区三 社区七 社区八 &amp;" {
		t.Errorf("runs: %s", s)
	}
}

func TestCharactersAreCountedForTheReadingTime(t *testing.T) {
	if page, _ := render("## 目标\n\n用 Word 写 3 份表。\n"); page.Characters != 8 {
		t.Errorf("%d characters", page.Characters)
	}
}

func FuzzRender(f *testing.F) {
	for _, seed := range append(lines, "<kbd>甲\n\n- <kbd>", "[甲](javascript:1)", "**甲。**乙\n\n| 甲 |\n|:-:|\n| 乙 |\n", "> > > # 甲\n1. - <b>") {
		f.Add(seed)
	}
	f.Add("<details>\n<summary>甲</summary>\n> <details>\n</details>\n```\n</details>")
	f.Add("> [!NOTE] 甲\n> [[乙\\|丙]]\n\n![丁](戊 \"己\")\n\n- [x] 庚[^1]\n\n[^1]: 辛\n\n壬\n: 癸\n\n```go {1-2} linenos title=a\nx\n```")
	f.Add("见https://a.cn/x_y，<ruby>甲<rt>乙</ruby></rt>\n**[<kbd>](a)</kbd>**")
	f.Fuzz(func(t *testing.T, text string) { laws(t, text) })
}
