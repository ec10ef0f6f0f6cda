package markdown

import (
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
)

// A fact is one thing that the dialect holds: what a text becomes, and which problems it has.
type fact struct{ name, text, want, problems string }

// hold renders each text and compares its HTML, with plain words in the holes, and the
// codes of its problems.
func hold(t *testing.T, facts []fact) {
	t.Helper()
	seen := map[string]bool{}
	for _, f := range facts {
		if seen[f.name] {
			t.Errorf("two facts are named %q", f.name)
		}
		seen[f.name] = true
		t.Run(f.name, func(t *testing.T) {
			page, problems := render(f.text)
			if got := strings.TrimSpace(filled(page)); got != f.want {
				t.Errorf("%q\ngot  %s\nwant %s", f.text, got, f.want)
			}
			if got := codes(problems); got != f.problems {
				t.Errorf("%q: got the problems %q, want %q: %v", f.text, got, f.problems, problems)
			}
			laws(t, f.text)
		})
	}
}

func codes(problems []diag.Diagnostic) string {
	var list []string
	for _, p := range problems {
		list = append(list, p.Code)
	}
	return strings.Join(list, " ")
}

// fullMarks are the marks of Chinese, with those of other scripts that it shares.
const fullMarks = "，。、；：！？（）【】《》〈〉「」『』〔〕〖〗［］｛｝“”‘’…—·～￥％＃＆＊＋－／＝＠＼＾＿｀｜〃〜︰﹏・"

func TestEmphasisStandsBesideEveryMark(t *testing.T) {
	tags := map[string]string{"*": "em", "**": "strong", "~~": "del"}
	for _, mark := range strings.Split(fullMarks, "") {
		for delimiter, tag := range tags {
			for _, text := range []string{
				"甲" + delimiter + "乙" + mark + delimiter + "丙",
				"甲" + delimiter + mark + "乙" + delimiter + "丙",
				"甲" + delimiter + mark + delimiter + "丙",
				"甲" + mark + delimiter + "乙" + delimiter + mark + "丙",
				"Go" + delimiter + mark + "Go" + mark + delimiter + "Go",
				"Go" + mark + delimiter + "Go" + delimiter + mark + "Go",
				delimiter + "乙" + mark + delimiter + "`x`",
				"[甲](a.md)" + delimiter + mark + "乙" + delimiter,
			} {
				page, problems := render(text)
				if n := strings.Count(page.HTML, "<"+tag+">"); n != 1 || strings.Contains(page.HTML, delimiter) || len(problems) > 0 {
					t.Errorf("%q becomes %q, %v", text, page.HTML, problems)
				}
			}
		}
	}
}

func TestLineBreaksBesideEveryMark(t *testing.T) {
	for _, mark := range strings.Split(fullMarks, "") {
		for _, text := range []string{"甲" + mark + "\n乙", "甲\n" + mark + "乙", "甲" + mark + "\n" + mark + "乙", "**甲" + mark + "**\n乙", "甲\n*" + mark + "乙*", "Go甲" + mark + "\nGo", "Go\n" + mark + "甲Go"} {
			for _, frame := range []string{"%", "> %", "- %", "1. %", "[^1]: %\n\n[^1]", "词\n: %"} {
				whole := strings.ReplaceAll(frame, "%", text)
				if page, _ := render(whole); strings.Contains(strings.NewReplacer(">\n", ">", "\n<", "<").Replace(page.HTML), "\n") {
					t.Errorf("%q keeps the break: %q", whole, page.HTML)
				}
			}
		}
	}
}

func TestChineseEmphasis(t *testing.T) {
	hold(t, []fact{
		{"bold and code side by side", "**甲**`乙`**丙**", "<p><strong>甲</strong><code>乙</code><strong>丙</strong></p>", ""},
		{"code between Chinese", "用`go build`命令", "<p>用<code>go build</code>命令</p>", ""},
		{"code with full-width marks", "写`，。`即可", "<p>写<code>，。</code>即可</p>", ""},
		{"code keeps its stars", "`**甲。**`乙", "<p><code>**甲。**</code>乙</p>", ""},
		{"bold of a code and a mark", "见**`a.go`，**再写", "<p>见<strong><code>a.go</code>，</strong>再写</p>", ""},
		{"bold within quotes", "称“**社区**”的", "<p>称“<strong>社区</strong>”的</p>", ""},
		{"bold around quotes and brackets", "**“社区”（村）**工作", "<p><strong>“社区”（村）</strong>工作</p>", ""},
		{"bold within brackets", "（**甲**）", "<p>（<strong>甲</strong>）</p>", ""},
		{"bold within a book title", "《**条例**》", "<p>《<strong>条例</strong>》</p>", ""},
		{"bold after a number and before a unit", "共**136**条，占**50%**以上", "<p>共<strong>136</strong>条，占<strong>50%</strong>以上</p>", ""},
		{"bold around a price", "每人**￥5**元", "<p>每人<strong>￥5</strong>元</p>", ""},
		{"bold with Latin brackets amid Latin", "用Go**(语言)**写", "<p>用Go<strong>(语言)</strong>写</p>", ""},
		{"bold with Latin quotes amid Latin", `用Go**"语言"**写`, "<p>用Go<strong>&quot;语言&quot;</strong>写</p>", ""},
		{"bold of a Latin name with marks", "学**C++**语言", "<p>学<strong>C++</strong>语言</p>", ""},
		{"bold between Latin words without spaces", "a**b**c", "<p>a<strong>b</strong>c</p>", ""},
		{"bold with spaces inside is reported", "** 重点 **后", "<p>** 重点 **后</p>", "unread-markup"},
		{"bold with a space before its end is reported", "**重点 **后", "<p>**重点 **后</p>", "unread-markup"},
		{"bold with an ideographic space is reported", "**　重点**后", "<p>**　重点**后</p>", "unread-markup"},
		{"bold left open is reported", "**重点后文", "<p>**重点后文</p>", "unread-markup"},
		{"power is reported", "2**3=8", "<p>2**3=8</p>", "unread-markup"},
		{"strike with spaces is reported", "~~ 旧 ~~新", "<p>~~ 旧 ~~新</p>", "unread-markup"},
		{"stars in code are none", "`**` 与 `~~`", "<p><code>**</code> 与 <code>~~</code></p>", ""},
		{"escaped stars are none", `写作 \*\*甲\*\*`, "<p>写作 **甲**</p>", ""},
		{"one star is multiplication", "3*4=12，5 * 6=30", "<p>3*4=12，5 * 6=30</p>", ""},
		{"blanks to fill in", "姓名____，____年____月", "<p>姓名____，____年____月</p>", ""},
		{"underscores in a file name", "见 ru_hu_mo_pai", "<p>见 ru_hu_mo_pai</p>", ""},
		{"italic with underscores between marks", "，_重点_。", "<p>，<em>重点</em>。</p>", ""},
		{"triple stars amid Chinese", "甲***乙。***丙", "<p>甲<em><strong>乙。</strong></em>丙</p>", ""},
		{"italic beside bold", "*甲。***乙，**丙", "<p><em>甲。</em><strong>乙，</strong>丙</p>", ""},
		{"bold over a line break", "**甲，\n乙。**丙", "<p><strong>甲，乙。</strong>丙</p>", ""},
		{"bold of a rare character", "**𠮷。**野家", "<p><strong>𠮷。</strong>野家</p>", ""},
		{"bold of a picture sign", "**☀️**晴", "<p><strong>☀️</strong>晴</p>", ""},
		{"bold of a reference", "前**[[1.1.1]]**后", "<p>前<strong>[[1.1.1|]]</strong>后</p>", ""},
		{"bold of a link with a mark", "前**[甲](a.md)。**后", `<p>前<strong><a href="a.md">甲</a>。</strong>后</p>`, ""},
		{"bold in an entry before a colon", "- **甲**：乙\n- **丙：**丁", "<ul>\n<li><strong>甲</strong>：乙</li>\n<li><strong>丙：</strong>丁</li>\n</ul>", ""},
		{"bold in a cell", "| **甲。**乙 |\n|---|\n| *丙，*丁 |", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th><strong>甲。</strong>乙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><em>丙，</em>丁</td>\n</tr>\n</tbody>\n</table></div>", ""},
		{"bold in a heading", "## **一、**目标", `<h2 id="一-目标"><strong>一、</strong>目标</h2>`, ""},
		{"strike beside quotes", "“~~旧~~”改为“新”", "<p>“<del>旧</del>”改为“新”</p>", ""},
		{"highlight and strike", "<mark>~~旧，~~</mark>新", "<p><mark><del>旧，</del></mark>新</p>", ""},
	})
}

func TestChineseLineBreaks(t *testing.T) {
	hold(t, []fact{
		{"Han and Han", "社区\n治理", "<p>社区治理</p>", ""},
		{"Han and Latin", "使用\nGo 语言", "<p>使用\nGo 语言</p>", ""},
		{"Latin and Han", "使用 Go\n语言", "<p>使用 Go\n语言</p>", ""},
		{"Latin and Latin", "one\ntwo", "<p>one\ntwo</p>", ""},
		{"Han and digits", "共\n136 条", "<p>共\n136 条</p>", ""},
		{"digits and Han", "共 136\n条", "<p>共 136\n条</p>", ""},
		{"digits and digits", "2025\n2026", "<p>2025\n2026</p>", ""},
		{"Han and numbers in circles", "包括\n①甲", "<p>包括①甲</p>", ""},
		{"units of one sign", "100㎡\n的房", "<p>100㎡的房</p>", ""},
		{"the number zero", "二〇\n〇六", "<p>二〇〇六</p>", ""},
		{"closing quotes of Chinese before Latin", "他说“好”\nGo", "<p>他说“好”Go</p>", ""},
		{"closing quotes of Latin before Latin", "“Go”\nand", "<p>“Go”\nand</p>", ""},
		{"closing quotes of Latin before Chinese", "用“Go”\n写", "<p>用“Go”写</p>", ""},
		{"opening quotes before Chinese behind Latin", "Go\n“好”", "<p>Go“好”</p>", ""},
		{"dash of Chinese before Latin", "使用——\nGo", "<p>使用——Go</p>", ""},
		{"dots of Latin before Latin", "well…\nthen", "<p>well…\nthen</p>", ""},
		{"ideographic space before a break", "甲　\n乙", "<p>甲　乙</p>", ""},
		{"ideographic space after a break", "甲\n　　乙", "<p>甲　　乙</p>", ""},
		{"kana", "カ\nナ", "<p>カナ</p>", ""},
		{"between bold and bold", "**甲**\n**乙**", "<p><strong>甲</strong><strong>乙</strong></p>", ""},
		{"between code and Chinese", "`甲`\n乙", "<p><code>甲</code>乙</p>", ""},
		{"between code and a mark", "`go`\n，乙", "<p><code>go</code>，乙</p>", ""},
		{"inside code it is a space", "`甲\n乙`", "<p><code>甲 乙</code></p>", ""},
		{"before a reference", "使用\n[[1.1.1]]，学会", "<p>使用[[1.1.1|]]，学会</p>", ""},
		{"before a reference behind Latin", "Go\n[[1.1.1]]", "<p>Go\n[[1.1.1|]]</p>", ""},
		{"before a reference with a Latin label", "使用\n[[1.1.1|Go]]", "<p>使用\n[[1.1.1|Go]]</p>", ""},
		{"after a footnote", "甲[^1]\n乙\n\n[^1]: 丙", "<p>甲<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote-ref\" role=\"doc-noteref\">1</a></sup>乙</p>\n<div class=\"footnotes\" role=\"doc-endnotes\"><ol>\n<li id=\"fn:1\">\n<p>丙&#160;<a class=\"back\" href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"{footnote-back}\">↩</a></p>\n</li>\n</ol></div>", ""},
		{"before an image", "甲\n![乙](a.png)\n丙", `<p>甲<img src="a.png" alt="乙" loading="lazy" decoding="async">丙</p>`, ""},
		{"in a link", "[甲\n乙](a.md)", `<p><a href="a.md">甲乙</a></p>`, ""},
		{"in an entry", "- 甲\n  乙\n- 丙\n丁", "<ul>\n<li>甲乙</li>\n<li>丙丁</li>\n</ul>", ""},
		{"in a quotation, lazily", "> 甲\n乙\n> 丙", "<blockquote>\n<p>甲乙丙</p>\n</blockquote>", ""},
		{"in a footnote", "甲[^1]\n\n[^1]: 乙\n    丙", "<p>甲<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote-ref\" role=\"doc-noteref\">1</a></sup></p>\n<div class=\"footnotes\" role=\"doc-endnotes\"><ol>\n<li id=\"fn:1\">\n<p>乙丙&#160;<a class=\"back\" href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"{footnote-back}\">↩</a></p>\n</li>\n</ol></div>", ""},
		{"in a definition", "网格\n: 一片\n  楼。", "<dl>\n<dt>网格</dt>\n<dd>一片楼。</dd>\n</dl>", ""},
		{"in a heading", "甲\n乙\n---", `<h2 id="甲乙">甲乙</h2>`, "unread-markup"},
		{"in a title", "![甲](a.png \"图一，\n乙\")", `<figure><img src="a.png" alt="甲" loading="lazy" decoding="async"><figcaption>图一，乙</figcaption></figure>`, ""},
		{"hard by two spaces", "甲  \n乙", "<p>甲<br>\n乙</p>", ""},
		{"hard by a backslash", "甲，\\\n乙", "<p>甲，<br>\n乙</p>", ""},
		{"hard by a tag", "甲<br>\n乙", "<p>甲<br>乙</p>", ""},
		{"with CRLF", "甲\r\n乙，\r\nGo\r\n", "<p>甲乙，Go</p>", ""},
		{"with CR alone", "甲\r乙\r\r丙", "<p>甲乙</p>\n<p>丙</p>", ""},
		{"with a line separator", "甲 乙", "<p>甲 乙</p>", ""},
	})
}

func TestChineseHeadings(t *testing.T) {
	hold(t, []fact{
		{"numbered in Chinese", "## 一、学习目标", `<h2 id="一-学习目标">一、学习目标</h2>`, ""},
		{"with a code", "## 1.1.1 政务咨询", `<h2 id="1-1-1-政务咨询">1.1.1 政务咨询</h2>`, ""},
		{"with a code in full width", "## １．１．１ 政务咨询", `<h2 id="１-１-１-政务咨询">１．１．１ 政务咨询</h2>`, ""},
		{"in full width and half width", "## ＡＢＣ\n\n## abc", "<h2 id=\"ａｂｃ\">ＡＢＣ</h2>\n<h2 id=\"abc\">abc</h2>", ""},
		{"year with a zero", "## 二〇二六年", `<h2 id="二〇二六年">二〇二六年</h2>`, ""},
		{"numbers in circles", "## ①准备", `<h2 id="①准备">①准备</h2>`, ""},
		{"Roman numbers", "## Ⅱ 级", `<h2 id="ⅱ-级">Ⅱ 级</h2>`, ""},
		{"picture sign", "## ☀️ 天气", "<h2 id=\"天气\">☀️ 天气</h2>", ""},
		{"key picture", "## 1️⃣ 准备", "<h2 id=\"1-准备\">1️⃣ 准备</h2>", ""},
		{"zero width space", "## 学\u200b习", "<h2 id=\"学习\">学\u200b习</h2>", ""},
		{"only marks", "## ——\n\n## ！", "<h2 id=\"section\">——</h2>\n<h2 id=\"section-2\">！</h2>", ""},
		{"thrice the same", "## 目标\n\n## 目标\n\n## 目标", "<h2 id=\"目标\">目标</h2>\n<h2 id=\"目标-2\">目标</h2>\n<h2 id=\"目标-3\">目标</h2>", ""},
		{"same but for marks", "## 目标！\n\n## “目标”", "<h2 id=\"目标\">目标！</h2>\n<h2 id=\"目标-2\">“目标”</h2>", ""},
		{"same but for case", "## Go\n\n## GO", "<h2 id=\"go\">Go</h2>\n<h2 id=\"go-2\">GO</h2>", ""},
		{"rare character", "## 𠮷野", `<h2 id="𠮷野">𠮷野</h2>`, ""},
		{"accents", "## zhì lǐ", `<h2 id="zhì-lǐ">zhì lǐ</h2>`, ""},
		{"with bold", "## **重点**内容", `<h2 id="重点内容"><strong>重点</strong>内容</h2>`, ""},
		{"with code", "## 用 `go build` 构建", `<h2 id="用-go-build-构建">用 <code>go build</code> 构建</h2>`, ""},
		{"with a reference", "## 见[[1.1.1|政务]]", `<h2 id="见政务">见[[1.1.1|政务]]</h2>`, ""},
		{"with a wide reference", "## 见【【1.1.1】】", `<h2 id="见1-1-1">见[[1.1.1|]]</h2>`, ""},
		{"with a footnote", "## 甲[^1]\n\n[^1]: 乙", "<h2 id=\"甲\">甲<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote-ref\" role=\"doc-noteref\">1</a></sup></h2>\n<div class=\"footnotes\" role=\"doc-endnotes\"><ol>\n<li id=\"fn:1\">\n<p>乙&#160;<a class=\"back\" href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"{footnote-back}\">↩</a></p>\n</li>\n</ol></div>", ""},
		{"closing hashes", "## 目标 ##", `<h2 id="目标">目标</h2>`, ""},
		{"no space is reported", "##目标", "<p>##目标</p>", "unread-markup"},
		{"ideographic space is reported", "##　目标", "<p>##　目标</p>", "unread-markup"},
		{"full-width hash is reported", "＃＃ 目标", "<p>＃＃ 目标</p>", "unread-markup"},
		{"topic is no heading", "#社区治理#很热", "<p>#社区治理#很热</p>", ""},
		{"empty is reported", "##", `<h2 id="section"></h2>`, "heading-level"},
		{"paragraph over a rule is reported", "这一段很长，\n写了两行。\n---", `<h2 id="这一段很长-写了两行">这一段很长，写了两行。</h2>`, "unread-markup"},
		{"byte order mark before it", "\ufeff## 目标", `<h2 id="目标">目标</h2>`, ""},
	})
}

func TestChineseReferences(t *testing.T) {
	hold(t, []fact{
		{"term", "见[[社区治理]]。", "<p>见[[社区治理|]]。</p>", ""},
		{"code with level", "[[1.1.1@中级]]", "<p>[[1.1.1@中级|]]</p>", ""},
		{"code of a standard", "[[590008/1.1.1@中级]]", "<p>[[590008/1.1.1@中级|]]</p>", ""},
		{"label", "[[1.1.1|入户走访]]", "<p>[[1.1.1|入户走访]]</p>", ""},
		{"label with spaces", "[[1.1.1| 入户 走访 ]]", "<p>[[1.1.1|入户 走访]]</p>", ""},
		{"label behind a full-width line", "[[1.1.1｜走访]]", "<p>[[1.1.1|走访]]</p>", ""},
		{"two lines", "[[甲|乙|丙]]", "<p>[[甲|乙|丙]]</p>", ""},
		{"wide brackets", "见【【1.1.1】】。", "<p>见[[1.1.1|]]。</p>", ""},
		{"wide brackets with a label", "【【1.1.1｜入户 走访】】", "<p>[[1.1.1|入户 走访]]</p>", ""},
		{"wide brackets with underscores", "【【ru_hu|甲*乙】】", "<p>[[ru_hu|甲*乙]]</p>", ""},
		{"full-width brackets", "［［社区］］", "<p>[[社区|]]</p>", ""},
		{"wide and narrow mixed are reported", "【【1.1.1]] 与 [[1.1.1】】", "<p>【【1.1.1]] 与 [[1.1.1】】</p>", "bad-reference bad-reference"},
		{"mixed pairs are reported", "【[1.1.1]】", "<p>【[1.1.1]】</p>", "bad-reference"},
		{"left open is reported", "见[[1.1.1]。", "<p>见[[1.1.1]。</p>", "bad-reference"},
		{"over a line is reported", "见[[社区\n治理]]", "<p>见[[社区治理]]</p>", "bad-reference"},
		{"empty is reported", "[[]]", "<p></p>", "bad-reference"},
		{"empty target is reported", "[[|甲]]", "<p>|甲</p>", "bad-reference"},
		{"beside marks", "“[[甲]]”、《[[乙]]》（[[丙]]）", "<p>“[[甲|]]”、《[[乙|]]》（[[丙|]]）</p>", ""},
		{"beside another", "[[甲]][[乙]]", "<p>[[甲|]][[乙|]]</p>", ""},
		{"in bold with a mark", "**见[[甲]]。**后", "<p><strong>见[[甲|]]。</strong>后</p>", ""},
		{"in italic and strike", "*[[甲]]*~~[[乙]]~~", "<p><em>[[甲|]]</em><del>[[乙|]]</del></p>", ""},
		{"label with marks of markup is reported", "[[甲|**乙**]]", "<p>[[甲|**乙**]]</p>", "unread-markup"},
		{"in a heading of the second level", "## [[1.1.1]]", `<h2 id="1-1-1">[[1.1.1|]]</h2>`, ""},
		{"in an entry", "- [[甲]]\n- [x] [[乙]]", "<ul>\n<li>[[甲|]]</li>\n<li class=\"task\"><span class=\"box done\" role=\"img\" aria-label=\"{task-done}\"></span> [[乙|]]</li>\n</ul>", ""},
		{"in a quotation", "> [[甲]]", "<blockquote>\n<p>[[甲|]]</p>\n</blockquote>", ""},
		{"in a footnote", "甲[^1]\n\n[^1]: 见[[乙]]", "<p>甲<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote-ref\" role=\"doc-noteref\">1</a></sup></p>\n<div class=\"footnotes\" role=\"doc-endnotes\"><ol>\n<li id=\"fn:1\">\n<p>见[[乙|]]&#160;<a class=\"back\" href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"{footnote-back}\">↩</a></p>\n</li>\n</ol></div>", ""},
		{"in a definition list", "[[甲]]\n: [[乙]]", "<dl>\n<dt>[[甲|]]</dt>\n<dd>[[乙|]]</dd>\n</dl>", ""},
		{"in the title of an admonition", "> [!NOTE] 见[[甲]]\n> 乙", "<div class=\"adm note\" role=\"note\"><p class=\"adm-title\">见[[甲|]]</p>\n<p>乙</p>\n</div>", ""},
		{"in an allowed tag", "<mark>[[甲]]</mark>", "<p><mark>[[甲|]]</mark></p>", ""},
		{"in code is none", "`[[甲]]`和`【【乙】】`", "<p><code>[[甲]]</code>和<code>【【乙】】</code></p>", ""},
		{"in a block of code is none", "```\n[[甲]]【【乙】】\n```", "<figure class=\"codebox\"><pre tabindex=\"0\"><code class=\"code-text\"><span class=\"line\">[[甲]]【【乙】】\n</span></code></pre></figure>", ""},
		{"escaped is none", `\[[甲]] \[\[乙]]`, "<p>[[甲]] [[乙]]</p>", ""},
		{"in a cell", "| 甲 |\n|---|\n| [[1.1.1\\|走访]] |", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th>甲</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>[[1.1.1|走访]]</td>\n</tr>\n</tbody>\n</table></div>", ""},
		{"in a cell with a full-width line", "| 甲 |\n|---|\n| [[1.1.1｜走访]] |", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th>甲</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>[[1.1.1|走访]]</td>\n</tr>\n</tbody>\n</table></div>", ""},
		{"in a cell with a bare line is reported with its cure", "| 甲 |\n|---|\n| [[1.1.1|走访]] |", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th>甲</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>[[1.1.1</td>\n</tr>\n</tbody>\n</table></div>", "bad-reference"},
		{"in a header with a bare line is reported", "| [[1.1.1|走访]] |\n|---|\n| 甲 |", "<p>| [[1.1.1|走访]] |\n|---|\n| 甲 |</p>", "unread-markup"},
		{"wide in a cell with a bare line is reported", "| 甲 | 乙 |\n|---|---|\n| 【【1.1.1|走访】】 | 丙 |", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th>甲</th>\n<th>乙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>【【1.1.1</td>\n<td>走访】】</td>\n</tr>\n</tbody>\n</table></div>", "bad-reference"},
		{"in the words of a link is reported", "[见[[甲]]](a.md)", `<p><a href="a.md">见甲</a></p>`, "bad-reference"},
		{"wide in the words of a link is reported", "[见【【甲】】](a.md)", `<p><a href="a.md">见【【甲】】</a></p>`, "bad-reference"},
		{"in the words of an image is reported", "![见[[甲]]](a.png)", `<p><img src="a.png" alt="见甲" loading="lazy" decoding="async"></p>`, "bad-reference"},
		{"before an address is reported", "[[甲]](a.md)", "<p>[[甲|]](a.md)</p>", "bad-reference"},
		{"three brackets", "[[[甲]]]", "<p>[[[甲|]]]</p>", ""},
		{"with an escaped mark", `[[a\*b]]`, "<p>[[a*b|]]</p>", ""},
		{"with a character reference", "[[a&amp;b]]", "<p>[[a&amp;b|]]</p>", ""},
		{"one bracket of Chinese is text", "【甲】与［乙］", "<p>【甲】与［乙］</p>", ""},
	})
}

func TestChineseLists(t *testing.T) {
	hold(t, []fact{
		{"definition", "网格\n: 一片楼。", "<dl>\n<dt>网格</dt>\n<dd>一片楼。</dd>\n</dl>", ""},
		{"definition with a full-width colon", "网格\n：一片楼。", "<dl>\n<dt>网格</dt>\n<dd>一片楼。</dd>\n</dl>", ""},
		{"definition without a space", "网格\n:一片楼。", "<dl>\n<dt>网格</dt>\n<dd>一片楼。</dd>\n</dl>", ""},
		{"definition with an ideographic space", "网格\n:　一片楼。", "<dl>\n<dt>网格</dt>\n<dd>一片楼。</dd>\n</dl>", ""},
		{"definitions of one term", "网格\n：一片楼。\n：几栋楼。", "<dl>\n<dt>网格</dt>\n<dd>一片楼。</dd>\n<dd>几栋楼。</dd>\n</dl>", ""},
		{"definitions of two terms", "网格\n：一片楼。\n\n社区\n：许多楼。", "<dl>\n<dt>网格</dt>\n<dd>一片楼。</dd>\n<dt>社区</dt>\n<dd>许多楼。</dd>\n</dl>", ""},
		{"definition of two names", "网格\n格子\n：一片楼。", "<dl>\n<dt>网格</dt>\n<dt>格子</dt>\n<dd>一片楼。</dd>\n</dl>", ""},
		{"definition with paragraphs", "网格\n：一片楼。\n\n  又一段。", "<dl>\n<dt>网格</dt>\n<dd>\n<p>一片楼。</p>\n<p>又一段。</p>\n</dd>\n</dl>", ""},
		{"definition with a list", "网格\n：包括：\n\n  - 甲\n  - 乙", "<dl>\n<dt>网格</dt>\n<dd>包括：\n<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n</dd>\n</dl>", ""},
		{"definition in a quotation", "> 网格\n> ：一片楼。", "<blockquote>\n<dl>\n<dt>网格</dt>\n<dd>一片楼。</dd>\n</dl>\n</blockquote>", ""},
		{"colon alone begins no definition", "：甲", "<p>：甲</p>", ""},
		{"colon within a line is none", "网格：一片楼", "<p>网格：一片楼</p>", ""},
		{"smile is none", "甲\n:smile:", "<p>甲\n:smile:</p>", ""},
		{"tasks", "- [ ] 甲\n- [x] 乙", "<ul>\n<li class=\"task\"><span class=\"box\" role=\"img\" aria-label=\"{task-open}\"></span> 甲</li>\n<li class=\"task\"><span class=\"box done\" role=\"img\" aria-label=\"{task-done}\"></span> 乙</li>\n</ul>", ""},
		{"tasks numbered", "1. [ ] 甲\n2. [X] 乙", "<ol>\n<li class=\"task\"><span class=\"box\" role=\"img\" aria-label=\"{task-open}\"></span> 甲</li>\n<li class=\"task\"><span class=\"box done\" role=\"img\" aria-label=\"{task-done}\"></span> 乙</li>\n</ol>", ""},
		{"task without a space", "- [x]甲", "<ul>\n<li class=\"task\"><span class=\"box done\" role=\"img\" aria-label=\"{task-done}\"></span> 甲</li>\n</ul>", ""},
		{"task with an ideographic space", "- [　]　甲", "<ul>\n<li class=\"task\"><span class=\"box\" role=\"img\" aria-label=\"{task-open}\"></span> 甲</li>\n</ul>", ""},
		{"task with a tick", "- [√] 甲", "<ul>\n<li class=\"task\"><span class=\"box done\" role=\"img\" aria-label=\"{task-done}\"></span> 甲</li>\n</ul>", ""},
		{"task in Chinese brackets is reported", "- 【 】甲\n- ［x］乙", "<ul>\n<li>【 】甲</li>\n<li>［x］乙</li>\n</ul>", "unread-markup unread-markup"},
		{"task without a box is reported", "- [] 甲", "<ul>\n<li>[] 甲</li>\n</ul>", "unread-markup"},
		{"link named x is no task", "- [x](a.md)", "<ul>\n<li><a href=\"a.md\">x</a></li>\n</ul>", ""},
		{"task amid text is none", "- 甲 [ ] 乙", "<ul>\n<li>甲 [ ] 乙</li>\n</ul>", ""},
		{"list without a space is reported", "-甲\n-乙", "<p>-甲\n-乙</p>", "unread-markup"},
		{"numbers of Chinese are reported", "1、甲\n2、乙", "<p>1、甲\n2、乙</p>", "unread-markup"},
		{"numbers without a space are reported", "1.甲\n2.乙", "<p>1.甲\n2.乙</p>", "unread-markup"},
		{"numbers in brackets are reported", "（1）甲；\n（2）乙", "<p>（1）甲；（2）乙</p>", "unread-markup"},
		{"numbers that are broken are fine", "1、甲  \n2、乙\\\n3、丙", "<p>1、甲<br>\n2、乙<br>\n3、丙</p>", ""},
		{"a table of a word processor is reported", "项目\t要求\n亮证\t进门前", "<p>项目\t要求亮证\t进门前</p>", "unread-markup"},
		{"one line with a tab is none", "甲\t乙\n丙", "<p>甲\t乙丙</p>", ""},
		{"numbers that do not begin at one are reported", "步骤：\n2. 甲\n3. 乙", "<p>步骤：2. 甲\n3. 乙</p>", "unread-markup"},
		{"numbers in paragraphs of their own are fine", "一、甲\n\n二、乙", "<p>一、甲</p>\n<p>二、乙</p>", ""},
		{"list directly below a paragraph", "包括：\n- 甲\n- 乙", "<p>包括：</p>\n<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>", ""},
		{"list with paragraphs", "- 甲\n\n  乙\n- 丙", "<ul>\n<li>\n<p>甲</p>\n<p>乙</p>\n</li>\n<li>\n<p>丙</p>\n</li>\n</ul>", ""},
	})
}

func TestChineseBlocks(t *testing.T) {
	hold(t, []fact{
		{"admonition with a Chinese title", "> [!WARNING] 先敲门，再**说明**来意\n> 不进屋。", "<div class=\"adm warning\" role=\"note\"><p class=\"adm-title\">先敲门，再<strong>说明</strong>来意</p>\n<p>不进屋。</p>\n</div>", ""},
		{"admonition with words behind the mark", "> [!NOTE]先敲门", "<div class=\"adm note\" role=\"note\"><p class=\"adm-title\">先敲门</p>\n</div>", ""},
		{"admonition in lower case", "> [!note]\n> 甲", "<div class=\"adm note\" role=\"note\"><p class=\"adm-title\">{adm-note}</p>\n<p>甲</p>\n</div>", ""},
		{"admonition with a list and code", "> [!TIP]\n> - 甲\n>\n> ```\n> 乙\n> ```", "<div class=\"adm tip\" role=\"note\"><p class=\"adm-title\">{adm-tip}</p>\n<ul>\n<li>甲</li>\n</ul>\n<figure class=\"codebox\"><pre tabindex=\"0\"><code class=\"code-text\"><span class=\"line\">乙\n</span></code></pre></figure>\n</div>", ""},
		{"admonition in Chinese is reported", "> [!注意]\n> 甲", "<blockquote>\n<p>[!注意]\n甲</p>\n</blockquote>", "unknown-admonition"},
		{"admonition in Chinese brackets is reported", "> 【!NOTE】\n> 甲", "<blockquote>\n<p>【!NOTE】甲</p>\n</blockquote>", "unknown-admonition"},
		{"admonition with a Chinese mark is reported", "> [！NOTE]\n> 甲", "<blockquote>\n<p>[！NOTE]\n甲</p>\n</blockquote>", "unknown-admonition"},
		{"admonition in bold is reported", "> **[!NOTE]**\n> 甲", "<blockquote>\n<p><strong>[!NOTE]</strong>\n甲</p>\n</blockquote>", "unknown-admonition"},
		{"admonition of other programs is reported", "> [!INFO]\n> 甲", "<blockquote>\n<p>[!INFO]\n甲</p>\n</blockquote>", "unknown-admonition"},
		{"containers of other programs are reported", "::: tip 甲\n乙\n:::", "<p>::: tip 甲乙\n:::</p>", "unread-markup"},
		{"boxes of other programs are reported", "!!! note \"甲\"\n乙", "<p>!!! note &quot;甲&quot;\n乙</p>", "unread-markup"},
		{"quotation by a Chinese mark is reported", "》 甲", "<p>》 甲</p>", "unread-markup"},
		{"quotation in a quotation", "> 甲\n>\n> > 乙，\n> > 丙", "<blockquote>\n<p>甲</p>\n<blockquote>\n<p>乙，丙</p>\n</blockquote>\n</blockquote>", ""},
		{"footnote with a Chinese name", "甲[^条例]。\n\n[^条例]: 《条例》第三条。", "<p>甲<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote-ref\" role=\"doc-noteref\">1</a></sup>。</p>\n<div class=\"footnotes\" role=\"doc-endnotes\"><ol>\n<li id=\"fn:1\">\n<p>《条例》第三条。&#160;<a class=\"back\" href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"{footnote-back}\">↩</a></p>\n</li>\n</ol></div>", ""},
		{"footnote twice referred to", "甲[^1]乙[^1]\n\n[^1]: 丙", "<p>甲<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote-ref\" role=\"doc-noteref\">1</a></sup>乙<sup id=\"fnref1:1\"><a href=\"#fn:1\" class=\"footnote-ref\" role=\"doc-noteref\">1</a></sup></p>\n<div class=\"footnotes\" role=\"doc-endnotes\"><ol>\n<li id=\"fn:1\">\n<p>丙&#160;<a class=\"back\" href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"{footnote-back}\">↩</a>&#160;<a class=\"back\" href=\"#fnref1:1\" role=\"doc-backlink\" aria-label=\"{footnote-back}\">↩</a></p>\n</li>\n</ol></div>", ""},
		{"footnote beside a mark and bold", "**甲。**[^1]，乙\n\n[^1]: 丙", "<p><strong>甲。</strong><sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote-ref\" role=\"doc-noteref\">1</a></sup>，乙</p>\n<div class=\"footnotes\" role=\"doc-endnotes\"><ol>\n<li id=\"fn:1\">\n<p>丙&#160;<a class=\"back\" href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"{footnote-back}\">↩</a></p>\n</li>\n</ol></div>", ""},
		{"footnote with a Chinese colon is reported", "甲[^1]\n\n[^1]：乙", "<p>甲[^1]</p>\n<p>[^1]：乙</p>", "unknown-footnote unknown-footnote"},
		{"footnote in Chinese brackets is reported", "甲［^1］", "<p>甲［^1］</p>", "unknown-footnote"},
		{"footnote that is missing is reported", "甲[^条例]", "<p>甲[^条例]</p>", "unknown-footnote"},
		{"footnote written twice is reported", "甲[^1]\n\n[^1]: 乙\n\n[^1]: 丙", "<p>甲<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote-ref\" role=\"doc-noteref\">1</a></sup></p>\n<div class=\"footnotes\" role=\"doc-endnotes\"><ol>\n<li id=\"fn:1\">\n<p>乙&#160;<a class=\"back\" href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"{footnote-back}\">↩</a></p>\n</li>\n</ol></div>", "unused-footnote"},
		{"footnote in a link is reported", "[甲[^1]](a.md)\n\n[^1]: 乙", "<p><a href=\"a.md\">甲</a></p>\n<div class=\"footnotes\" role=\"doc-endnotes\"><ol>\n<li id=\"fn:1\">\n<p>乙&#160;<a class=\"back\" href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"{footnote-back}\">↩</a></p>\n</li>\n</ol></div>", "bad-link"},
		{"footnote without a reference in a quotation is reported", "> [^1]: 甲", "<blockquote>\n</blockquote>", "unused-footnote"},
		{"code with a Chinese title", "```text title=“登记表” {2，3-4}\n甲\n乙\n```", "<figure class=\"codebox\"><figcaption>登记表</figcaption><pre tabindex=\"0\"><code class=\"code-text\"><span class=\"line\">甲\n</span><span class=\"line marked\">乙\n</span></code></pre></figure>", ""},
		{"code with a title in single quotes", "```text title='登记 表' linenos\n甲\n```", "<figure class=\"codebox\"><figcaption>登记 表</figcaption><pre tabindex=\"0\"><code class=\"code-text numbered\"><span class=\"line\">甲\n</span></code></pre></figure>", ""},
		{"code with an unknown word is reported", "```go 甲\nx\n```", "<figure class=\"codebox\"><pre tabindex=\"0\"><code class=\"code-text\"><span class=\"line\"><span class=\"nx\">x</span>\n</span></code></pre></figure>", "bad-code-info"},
		{"code with Chinese fences is reported", "···go\n甲\n···", "<p>···go\n甲···</p>", "unread-markup"},
		{"code by four spaces of prose is reported", "    社区是居民的家。", "<figure class=\"codebox\"><pre tabindex=\"0\"><code class=\"code-text\"><span class=\"line\">社区是居民的家。\n</span></code></pre></figure>", "unread-markup"},
		{"code by four spaces", "    go build", "<figure class=\"codebox\"><pre tabindex=\"0\"><code class=\"code-text\"><span class=\"line\">go build\n</span></code></pre></figure>", ""},
		{"diagrams stay code", "```mermaid\ngraph TD\n```", "<figure class=\"codebox\"><pre tabindex=\"0\"><code class=\"code-text\"><span class=\"line\">graph TD\n</span></code></pre></figure>", ""},
		{"formulas stay text", `面积 $S = \pi r^2$`, `<p>面积 $S = \pi r^2$</p>`, ""},
		{"details", "<details>\n<summary>**甲**：[[乙]]</summary>\n\n丙\n</details>", "<details>\n<summary><strong>甲</strong>：[[乙|]]</summary>\n<p>丙</p>\n</details>", ""},
		{"details with an attribute is reported", "<details open>\n<summary>甲</summary>\n乙\n</details>", "", "raw-html"},
	})
}

func TestChineseTables(t *testing.T) {
	hold(t, []fact{
		{"aligned by class", "| 甲 | 乙 | 丙 |\n|:--|:-:|--:|\n| 一 | 二 | 三 |", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th class=\"align-left\">甲</th>\n<th class=\"align-center\">乙</th>\n<th class=\"align-right\">丙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class=\"align-left\">一</td>\n<td class=\"align-center\">二</td>\n<td class=\"align-right\">三</td>\n</tr>\n</tbody>\n</table></div>", ""},
		{"too few cells", "| 甲 | 乙 |\n|---|---|\n| 一 |", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th>甲</th>\n<th>乙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>一</td>\n<td></td>\n</tr>\n</tbody>\n</table></div>", ""},
		{"too many cells are reported", "| 甲 | 乙 |\n|---|---|\n| 一 | 二 | 三 |", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th>甲</th>\n<th>乙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>一</td>\n<td>二</td>\n</tr>\n</tbody>\n</table></div>", "extra-cells"},
		{"escaped lines", "| 甲\\|乙 |\n|---|\n| `丙\\|丁` |", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th>甲|乙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><code>丙|丁</code></td>\n</tr>\n</tbody>\n</table></div>", ""},
		{"without outer lines", "甲 | 乙\n--- | ---\n一 | 二", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th>甲</th>\n<th>乙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>一</td>\n<td>二</td>\n</tr>\n</tbody>\n</table></div>", ""},
		{"full-width line is text", "| 甲｜乙 |\n|---|\n| 丙 |", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th>甲｜乙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>丙</td>\n</tr>\n</tbody>\n</table></div>", ""},
		{"with a break", "| 甲 |\n|---|\n| 乙<br>丙 |", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th>甲</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>乙<br>丙</td>\n</tr>\n</tbody>\n</table></div>", ""},
		{"with full-width lines is reported", "｜甲｜乙｜\n｜---｜---｜\n｜一｜二｜", "<p>｜甲｜乙｜｜---｜---｜｜一｜二｜</p>", "unread-markup"},
		{"with dashes of Chinese is reported", "| 甲 | 乙 |\n| —— | —— |\n| 一 | 二 |", "<p>| 甲 | 乙 |\n| —— | —— |\n| 一 | 二 |</p>", "unread-markup"},
		{"with colons of Chinese is reported", "| 甲 | 乙 |\n|：--|--：|\n| 一 | 二 |", "<p>| 甲 | 乙 |\n|：--|--：|\n| 一 | 二 |</p>", "unread-markup"},
		{"without a ruler is reported", "| 甲 | 乙 |\n| 一 | 二 |", "<p>| 甲 | 乙 |\n| 一 | 二 |</p>", "unread-markup"},
		{"with a short ruler is reported", "| 甲 | 乙 |\n|---|\n| 一 | 二 |", "<p>| 甲 | 乙 |\n|---|\n| 一 | 二 |</p>", "unread-markup"},
		{"below a paragraph", "如下：\n| 甲 |\n|---|\n| 一 |", "<p>如下：</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th>甲</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>一</td>\n</tr>\n</tbody>\n</table></div>", ""},
		{"in an entry", "- 甲\n\n  | 乙 |\n  |---|\n  | 丙 |", "<ul>\n<li>甲\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th>乙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>丙</td>\n</tr>\n</tbody>\n</table></div>\n</li>\n</ul>", ""},
	})
}

func TestChineseLinksAndImages(t *testing.T) {
	hold(t, []fact{
		{"figure", `![登记表](a.png "图 1　入户登记表")`, `<figure><img src="a.png" alt="登记表" loading="lazy" decoding="async"><figcaption>图 1　入户登记表</figcaption></figure>`, ""},
		{"figure in a link", `[![登记表](a.png "图 1")](b.md)`, `<figure><a href="b.md"><img src="a.png" alt="登记表" loading="lazy" decoding="async"></a><figcaption>图 1</figcaption></figure>`, ""},
		{"image alone", "![登记表](a.png)", `<p><img src="a.png" alt="登记表" loading="lazy" decoding="async"></p>`, ""},
		{"image amid text", `见![登记表](a.png "图 1")，`, `<p>见<img src="a.png" alt="登记表" loading="lazy" decoding="async" title="图 1">，</p>`, ""},
		{"image with Chinese quotes is reported", "![登记表](a.png “图 1”)", "<p>![登记表](a.png “图 1”)</p>", "bad-link"},
		{"image with a Chinese mark is reported", "！[登记表](a.png)", "<p>！<a>登记表</a></p>", "bad-link"},
		{"image in Chinese brackets is reported", "![登记表]（a.png）", "<p>![登记表]（a.png）</p>", "bad-link"},
		{"exclamation before a link is fine", "快看！[登记表](b.md)", `<p>快看！<a href="b.md">登记表</a></p>`, ""},
		{"link of Chinese", "见[入户走访](../走访.md#步骤)。", `<p>见<a href="../走访.md#步骤">入户走访</a>。</p>`, ""},
		{"link with a title", `[甲](a.md "乙 “丙”")`, `<p><a href="a.md" title="乙 “丙”">甲</a></p>`, ""},
		{"link with a space is reported", "[甲](a b.md)", "<p>[甲](a b.md)</p>", "bad-link"},
		{"link with a space in angle brackets", "[甲](<a b.md>)", `<p><a href="a b.md">甲</a></p>`, ""},
		{"link in Chinese brackets is reported", "[甲]（a.md）、［乙］(b.md)", "<p>[甲]（a.md）、［乙］(b.md)</p>", "bad-link bad-link"},
		{"link with a Chinese colon is reported", "[甲](https：//a.cn)", "<p><a>甲</a></p>", "bad-link"},
		{"link with one slash is reported", "[甲](https:/a.cn)", "<p><a>甲</a></p>", "bad-link"},
		{"link with a misspelt scheme is reported", "[甲](htpps://a.cn)", "<p><a>甲</a></p>", "bad-link"},
		{"link to mail", "[甲](mailto:a@b.cn)", `<p><a href="mailto:a@b.cn" rel="external noopener">甲</a></p>`, ""},
		{"link to a share is reported", `[甲](\\server\a.docx)`, "<p><a>甲</a></p>", "bad-link"},
		{"link with a percent sign", "[甲](https://a.cn/100%)", `<p><a href="https://a.cn/100%25" rel="external noopener">甲</a></p>`, ""},
		{"link with Chinese in its address", "[甲](https://a.cn/社区?q=词)", `<p><a href="https://a.cn/%E7%A4%BE%E5%8C%BA?q=%E8%AF%8D" rel="external noopener">甲</a></p>`, ""},
		{"link of spaces is reported", "[ ](a.md)", `<p><a href="a.md"> </a></p>`, "empty-link"},
		{"brackets before Chinese brackets are text", "[甲]（见附表）", "<p>[甲]（见附表）</p>", ""},
		{"address in angle brackets", "<https://a.cn/社区>", `<p><a href="https://a.cn/%E7%A4%BE%E5%8C%BA" rel="external noopener" class="bare">https://a.cn/社区</a></p>`, ""},
		{"address before a mark", "见 https://a.cn/x，然后", `<p>见 <a href="https://a.cn/x" rel="external noopener" class="bare">https://a.cn/x</a>，然后</p>`, ""},
		{"address in Chinese brackets", "（https://a.cn/(x)）", `<p>（<a href="https://a.cn/(x)" rel="external noopener" class="bare">https://a.cn/(x)</a>）</p>`, ""},
		{"address of mail", "写信到<a@b.cn>", `<p>写信到<a href="mailto:a@b.cn" rel="external noopener" class="bare">a@b.cn</a></p>`, ""},
		{"address in the words of a link", "[见 <https://a.cn>](b.md)", `<p><a href="b.md">见 https://a.cn</a></p>`, ""},
		{"by reference with a Chinese name", "见[甲][条例]\n\n[条例]: a.md \"《条例》\"", `<p>见<a href="a.md" title="《条例》">甲</a></p>`, ""},
	})
}
