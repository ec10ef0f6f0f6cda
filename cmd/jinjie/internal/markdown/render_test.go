package markdown

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/diag"
)

func render(text string) (Page, []diag.Diagnostic) {
	return Render(diag.NewLines("a.md", text), text, 0)
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
		{"latin emphasis as ever", "a **b** c", "<p>a <strong>b</strong> c</p>"},
		{"latin stars inside words stay", "2 * 3 * 4", "<p>2 * 3 * 4</p>"},
		{"underscores inside words stay", "a_b_c", "<p>a_b_c</p>"},
		{"escaped stars", `\*\*甲\*\*`, "<p>**甲**</p>"},
		{"break after a comma", "甲，\n乙", "<p>甲，\n乙</p>"},
		{"heading keeps Chinese", "# 工作要求", `<h1 id="工作要求">工作要求</h1>`},
		{"heading repeats", "# 目标\n\n# 目标", "<h1 id=\"目标\">目标</h1>\n<h1 id=\"目标-2\">目标</h1>"},
		{"heading with marks", "## 一、要求（初级）", `<h2 id="一-要求-初级">一、要求（初级）</h2>`},
		{"heading with Latin", "# Go 语言 1.26", `<h1 id="go-语言-1-26">Go 语言 1.26</h1>`},
		{"heading of marks only", "# ……", `<h1 id="section">……</h1>`},
		{"heading numbered like a repeat", "# 目标\n\n# 目标 2\n\n# 目标", "<h1 id=\"目标\">目标</h1>\n<h1 id=\"目标-2\">目标 2</h1>\n<h1 id=\"目标-3\">目标</h1>"},
		{"table aligned by class", "| 甲 | 乙 |\n|:-:|--:|\n| 1 | 2 |", "<table>\n<thead>\n<tr>\n<th class=\"align-center\">甲</th>\n<th class=\"align-right\">乙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class=\"align-center\">1</td>\n<td class=\"align-right\">2</td>\n</tr>\n</tbody>\n</table>"},
		{"list", "- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"},
		{"allowed tag", "按 <kbd>回车</kbd>，H<sub>2</sub>O", "<p>按 <kbd>回车</kbd>，H<sub>2</sub>O</p>"},
		{"line break tag", "甲<br>乙<br/>丙", "<p>甲<br>乙<br>丙</p>"},
		{"ruby", "<ruby>治<rt>zhì</rt></ruby>", "<p><ruby>治<rt>zhì</rt></ruby></p>"},
		{"angle bracket as text", `a \< b`, "<p>a &lt; b</p>"},
		{"strike", "~~旧~~新", "<p><del>旧</del>新</p>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			page, problems := render(c.text)
			got := strings.TrimSpace(page.HTML)
			if c.name == "break after a comma" {
				// A browser shows a line feed between Chinese as a space: there must be none.
				if got != "<p>甲，乙</p>" {
					t.Errorf("got %q", got)
				}
				return
			}
			if got != c.want || len(problems) > 0 {
				t.Errorf("got  %s\nwant %s\nproblems %v", got, c.want, problems)
			}
		})
	}
}

func TestNoSpaceAtLineBreaksOfChinese(t *testing.T) {
	for _, mark := range []string{"，", "。", "；", "：", "！", "？", "）", "”", "》", "、", "…", "—", "」"} {
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
		{"attribute on an allowed tag", `<mark class="x">甲</mark>`, "raw-html", ""},
		{"unclosed", "甲<kbd>乙", "raw-html", "</kbd>"},
		{"not opened", "甲</kbd>乙", "raw-html", "<kbd>"},
		{"crossed", "<sub><sup>甲</sub></sup>", "raw-html", ""},
		{"open at the end of a block", "<kbd>甲\n\n乙</kbd>", "raw-html", ""},
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
			if dirty.MatchString(page.HTML) {
				t.Errorf("passed on: %s", page.HTML)
			}
		})
	}
}

// dirty is HTML that must never come out.
var dirty = regexp.MustCompile(`(?i)<(script|img[^>]*onerror|div|b>)|<[^>]*\s(style|on[a-z]+)=|(href|src)="\s*(javascript|vbscript|data):`)

func TestHeadingsAndLinksAreListed(t *testing.T) {
	page, _ := render("# 甲 *乙*\n\n见[丙](b.md#丁)和![图](c.png)，<https://a.cn>\n")
	if len(page.Headings) != 1 || page.Headings[0] != (PageHeading{1, "甲 乙", "甲-乙"}) {
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

func FuzzRender(f *testing.F) {
	for _, seed := range append(lines, "<kbd>甲\n\n- <kbd>", "[甲](javascript:1)", "**甲。**乙\n\n| 甲 |\n|:-:|\n| 乙 |\n", "> > > # 甲\n1. - <b>") {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		page, problems := render(text)
		if dirty.MatchString(tags.ReplaceAllString(page.HTML, "$0")) {
			t.Errorf("%q passes on %q", text, page.HTML)
		}
		seen := map[string]bool{}
		for _, h := range page.Headings {
			if h.ID == "" || seen[h.ID] {
				t.Errorf("heading %+v has no anchor of its own", h)
			}
			seen[h.ID] = true
		}
		for _, p := range problems {
			if p.Pos.Line < 1 {
				t.Errorf("a problem without a place: %+v", p)
			}
		}
	})
}

var tags = regexp.MustCompile(`<[^>]*>`)
