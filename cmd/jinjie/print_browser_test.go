package main

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"jinjie/cmd/jinjie/internal/browse"
)

// What every sheet of the first standard says at its foot and at its head.
var (
	rights = browse.Plain("本标准的知识产权归属于北京中民福祉教育科技有限公司，未经北京中民福祉教育科技有限公司同意，不得印刷、销售。")
	head   = browse.Plain("社区治理职业技能等级标准 590008（2021年2.0版）")
)

// books are the pages with a cover, and how their running head names them.
var books = map[string]string{
	"590008/chuji.html": "初级手册", "590008/zhongji.html": "中级手册", "590008/gaoji.html": "高级手册", "590008/text.html": "标准原文",
}

// onePageOfEachKind are pages of the first standard and of its lessons.
var onePageOfEachKind = []string{
	"590008/index.html", "590008/3.html", "590008/3.3.html", "590008/1.1.1.html", "590008/3.2.3.html", "590008/3.3.1.html",
	"590008/3.4.6.html", "590008/zhongji.html", "590008/compare.html", "590008/coverage.html", "590008/lessons.html",
	"590008/progressions.html", "lessons/chuji/kecheng.html", "lessons/chuji/zhengxin-souji.html", "lessons/chuji/minzhu-juece.html",
	"590008/text.html", "590008/majors.html", "590008/terms.html", "590008/references.html", "590008/errata.html",
}

// A press prints pages of a site that stands on the disk, each once.
type press struct {
	t       *testing.T
	tab     context.Context
	site    string
	printed map[string][]browse.Sheet
}

func newPress(t *testing.T) press {
	return press{t, browse.Tab(t), built(t), map[string][]browse.Sheet{}}
}

// TestPaper looks at the site's pages as Chromium prints them.
func TestPaper(t *testing.T) {
	p := newPress(t)
	for _, c := range []struct {
		name string
		run  func(*testing.T, press)
	}{
		{"every kind of page prints", everyKindPrints},
		{"books print whole", booksPrintWhole},
		{"errata print as remarks", errataPrintAsRemarks},
		{"tables and headings break well", tablesAndHeadingsBreakWell},
		{"lessons print as hand-outs", lessonsPrintAsHandouts},
	} {
		t.Run(c.name, func(t *testing.T) {
			of := p
			of.t = t
			c.run(t, of)
		})
	}
}

// open opens a page of the site.
func (p press) open(name string) {
	p.t.Helper()
	browse.Do(p.t, p.tab, chromedp.Navigate("file://"+filepath.ToSlash(p.site)+"/"+name))
}

// print opens a page and prints it, or remembers how it was printed.
func (p press) print(name string) []browse.Sheet {
	p.t.Helper()
	p.open(name)
	if p.printed[name] == nil {
		_, p.printed[name] = browse.Print(p.t, p.tab)
	}
	return p.printed[name]
}

// run runs statements in the page.
func (p press) run(statements string) {
	p.t.Helper()
	browse.Value[bool](p.t, p.tab, "(function () {"+statements+"; return true })()")
}

// holding counts the sheets that hold text as a whole.
func holding(sheets []browse.Sheet, text string) int {
	n := 0
	for _, s := range sheets {
		if strings.Contains(s.Text, browse.Plain(text)) {
			n++
		}
	}
	return n
}

// Every page prints to A4, with the statement of rights once at the foot of every sheet
// and without what only a screen can use.
func everyKindPrints(t *testing.T, p press) {
	for _, name := range onePageOfEachKind {
		sheets := p.print(name)
		width, height := 210, 297
		if name == "590008/compare.html" {
			width, height = height, width
		}
		for i, s := range sheets {
			if s.Width != width || s.Height != height {
				t.Errorf("%s, sheet %d: %d × %d mm, want %d × %d", name, i+1, s.Width, s.Height, width, height)
			}
			if n := strings.Count(s.Text, rights); n == 0 || n > 1 && name != "590008/text.html" {
				t.Errorf("%s, sheet %d tells the rights %d times", name, i+1, n)
			}
			if cover := books[name] != "" && i == 0; strings.Contains(s.Text, head) == cover {
				t.Errorf("%s, sheet %d: the running head is there: %v", name, i+1, !cover)
			}
			for _, tool := range []string{"跳到正文", "打印或存为", "Ctrl+P", "在浏览器打开", "明暗", "显示全部", "前一课", "后一课", "前一编码", "后一编码", "前一任务", "后一任务", "复制到", "下载", "所在位置"} {
				if strings.Contains(s.Text, browse.Plain(tool)) && name != "590008/errata.html" {
					t.Errorf("%s, sheet %d says %q", name, i+1, tool)
				}
			}
		}
		if len(sheets) == 0 || books[name] != "" && len(sheets) < 3 {
			t.Errorf("%s prints on %d sheets", name, len(sheets))
		}
	}
}

// Handbooks and the document hold every requirement whole on one sheet, their covers say
// what they are, and their contents list every part.
func booksPrintWhole(t *testing.T, p press) {
	all := sentences(readSource(t))
	for name, title := range books {
		sheets := p.print(name)
		for _, s := range all {
			own := name == "590008/"+s.level+".html"
			if n := holding(sheets, s.text); (own || title == "标准原文") && n == 0 {
				t.Errorf("%s: no sheet holds the whole of %s %q", name, s.code, s.text)
			}
		}
		cover := []string{"社区治理", "职业技能等级标准", "590008", "2021年2.0版", "北京中民福祉教育科技有限公司 制定", "2021年12月 发布"}
		if title != "标准原文" {
			cover = append(cover, title)
		}
		for _, said := range cover {
			if !strings.Contains(sheets[0].Text, browse.Plain(said)) {
				t.Errorf("the cover of %s lacks %q", name, said)
			}
		}
		p.checkContents(name, sheets[1].Text)
	}
}

// checkContents wants a sheet of contents to list every task or chapter that the page
// shows, and no page number that nobody can know.
func (p press) checkContents(name, text string) {
	p.t.Helper()
	headings := browse.Value[[]string](p.t, p.tab, `Array.prototype.filter.call(
		document.querySelectorAll('.duty h4, .chapter.d1 h2, .chapter.d2 h3'),
		function (h) { return h.offsetParent }
	).map(function (h) { h = h.cloneNode(true); h.querySelectorAll('.tag,.remarks').forEach(function (x) { x.remove() }); return h.textContent })`)
	if len(headings) < 11 || !strings.Contains(text, "目次") {
		p.t.Errorf("%s: %d headings, and the second sheet begins %.20q", name, len(headings), text)
	}
	for _, h := range headings {
		if !strings.Contains(text, browse.Plain(h)) {
			p.t.Errorf("the contents of %s lack %q", name, h)
		}
	}
	if numbered := regexp.MustCompile(`[^\d.]\d+$`); numbered.MatchString(text) {
		p.t.Errorf("the contents of %s tell page numbers, which this browser cannot know", name)
	}
}

// Errata stand in full beside what they speak of.
func errataPrintAsRemarks(t *testing.T, p press) {
	data, err := os.ReadFile(filepath.Join(repository, "standard/590008/errata.csv"))
	if err != nil {
		t.Fatal(err)
	}
	errata, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil || len(errata) < 50 {
		t.Fatal(len(errata), err)
	}
	document, handbook := p.print("590008/text.html"), p.print("590008/zhongji.html")
	for _, e := range errata[1:] {
		remark := e[1] + e[0] + "（待核）原文作“" + e[3] + "”"
		if n := holding(document, remark); n != 1 {
			t.Errorf("%d sheets of the document hold %q", n, remark)
		}
		if n := holding(document, e[5]); n == 0 {
			t.Errorf("the document lacks the reason of %s", e[0])
		}
		if strings.HasPrefix(e[2], "中级/") && holding(handbook, remark) != 1 {
			t.Errorf("the handbook lacks %q", remark)
		}
	}
}

// Heads of tables are repeated, and no sheet ends with a heading.
func tablesAndHeadingsBreakWell(t *testing.T, p press) {
	rowhead := regexp.MustCompile(`表\d社区治理职业技能等级要求.{0,60}工作领域工作任务编码职业技能要求`)
	code := regexp.MustCompile(`\d\.\d\.\d(?:了解|熟悉|掌握|更正|存疑)`)
	for i, s := range p.print("590008/text.html") {
		if code.MatchString(s.Text) && !rowhead.MatchString(s.Text) {
			t.Errorf("sheet %d of the document has rows without a head", i+1)
		}
	}
	for name := range books {
		sheets := p.print(name)
		headings := browse.Value[[]string](t, p.tab, `Array.prototype.map.call(document.querySelectorAll('main h2, main h3, main h4'), function (h) {
			var next = h.nextElementSibling
			return h.textContent + (next && next.matches('.remarks') ? next.textContent : '')
		})`)
		for i, s := range sheets[2:] {
			for _, h := range headings {
				if strings.HasSuffix(s.Text, browse.Plain(h)) {
					t.Errorf("sheet %d of %s ends with the heading %q", i+3, name, h)
				}
			}
		}
	}
}

// Printing follows the switch of a handbook, and is light where the screen is dark.
func TestPrintingFollowsTheReader(t *testing.T) {
	p := newPress(t)
	low := "了解志愿服务相关知识，能开展社区志愿服务宣传。" // 初级 3.1.1
	own := p.print("590008/gaoji.html")
	if holding(own, low) != 0 || holding(own[:1], "高级另列的 48 条职业技能要求") != 1 {
		t.Error("a handbook without the lower levels has rows of theirs, or its cover does not say so")
	}
	p.run(`document.getElementById('all').click(); document.documentElement.setAttribute('data-theme', 'dark')`)
	browse.Call(p.t, p.tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	file, all := browse.Print(t, p.tab)
	if holding(all, low) != 1 || holding(all[:1], "高级连同初级、中级，共 136 条职业技能要求") != 1 || len(all) <= len(own) {
		t.Errorf("a handbook with the lower levels lacks rows of theirs, or its cover does not say so: %d sheets, %d without", len(all), len(own))
	}
	for _, s := range sentences(readSource(t)) {
		if holding(all, s.text) == 0 {
			t.Errorf("no sheet holds the whole of %s %s %q", s.level, s.code, s.text)
		}
	}
	for i := range all {
		if got := browse.Brightness(t, file, i+1); got < 200 {
			t.Errorf("sheet %d is dark: %d of 255", i+1, got)
		}
	}
}

// A lesson is printed as a hand-out: what is closed is opened, and the answers at its end
// lie on a sheet of their own, to be kept back.
func lessonsPrintAsHandouts(t *testing.T, p press) {
	sheets := p.print("lessons/chuji/zhengxin-souji.html")
	at := slices.IndexFunc(sheets, func(s browse.Sheet) bool { return strings.Contains(s.Text, "参考答案") })
	if at < 1 {
		t.Fatal("no sheet has the answers")
	}
	answers := sheets[at].Text
	if !strings.Contains(answers, browse.Plain("75÷1250＝6.0%。还要写清口径")) || strings.Contains(answers, "自测") || strings.Contains(answers, "本页提到的要求与术语") {
		t.Errorf("the sheet of answers holds %.200q", answers)
	}
	if holding(sheets, "建立起日常社区数据库和材料台账（1.3.2）") != 1 {
		t.Error("paper does not tell the code that a link leads to")
	}
}

// Where a browser prints nothing in margins, the foot of a table tells the rights.
func TestOtherBrowsersPrintTheRightsToo(t *testing.T) {
	p := newPress(t)
	sheets, err := filepath.Glob(filepath.Join(p.site, "assets/site.*.css"))
	if err != nil || len(sheets) != 1 {
		t.Fatal(sheets, err)
	}
	css := readFile(t, sheets[0])
	const condition = "@supports (width:attr(x type(<length>)))"
	if !strings.Contains(css, condition) {
		t.Fatal("the stylesheet asks for margins in other words")
	}
	if err := os.WriteFile(sheets[0], []byte(strings.ReplaceAll(css, condition, "@supports (no:yes)")), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"590008/zhongji.html", "590008/text.html", "590008/1.1.1.html", "590008/compare.html", "lessons/chuji/kecheng.html"} {
		for i, s := range p.print(name) {
			if n := strings.Count(s.Text, rights); n == 0 || n > 1 && name != "590008/text.html" {
				t.Errorf("%s, sheet %d tells the rights %d times", name, i+1, n)
			}
			if strings.Contains(s.Text, head) && i > 0 && s.Text[:len(head)] == head {
				t.Errorf("%s, sheet %d has a head in its margin: this tries nothing", name, i+1)
			}
		}
	}
}

// Addresses out of the site are printed once.
func TestAddressesArePrinted(t *testing.T) {
	p := newPress(t)
	dir := t.TempDir()
	if code, _, stderr := jinjie(t, "init", dir); code != exitFine {
		t.Fatal(stderr)
	}
	lesson := "---\ntitle: 走访\n---\n见[通知](https://example.org/a)，又见 https://example.org/b 。\n\n<details>\n<summary>甲</summary>\n\n乙丙丁\n\n</details>\n\n结尾。\n"
	if err := os.WriteFile(filepath.Join(dir, "content/lessons/zoufang.md"), []byte(lesson), 0o600); err != nil {
		t.Fatal(err)
	}
	p.site = filepath.Join(dir, "public")
	if code, _, stderr := jinjie(t, "build", "-s", dir); code != exitFine {
		t.Fatal(stderr)
	}
	sheets := p.print("lessons/zoufang.html")
	if holding(sheets, "见通知（https://example.org/a），又见https://example.org/b。") != 1 || holding(sheets, "乙丙丁") != 1 {
		t.Errorf("the lesson prints as %q", sheets[0].Text)
	}
}

// The print button needs a script; without one the page names the keys, and in the browser
// of an app the way out of it. The statement of rights stands beside it.
func TestPrintControl(t *testing.T) {
	p := newPress(t)
	shown := func(want string) {
		t.Helper()
		got := browse.Value[string](t, p.tab, `document.querySelector('.intro .print').innerText`)
		if plain := browse.Plain(got); plain != browse.Plain(want)+browse.Plain("打印以前，请先看权利声明：")+rights {
			t.Errorf("the print control says %q, want %q", got, want)
		}
	}
	p.open("590008/chuji.html")
	shown("打印或存为 PDF")
	p.run(`window.printed = 0; window.print = function () { printed++ }; document.querySelector('[data-print]').click()`)
	if n := browse.Value[int](t, p.tab, `printed`); n != 1 {
		t.Errorf("the button prints %d times", n)
	}
	for _, app := range []string{
		"Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/107.0 Mobile Safari/537.36 XWEB/5169 MMWEBSDK/20230604 MicroMessenger/8.0.38.2400",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 DingTalk/7.0.40",
	} {
		browse.Call(p.t, p.tab, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: app})
		p.open("590008/chuji.html")
		shown("在微信、钉钉等应用里打开的网页往往不能打印，也不能下载。请点右上角的“…”，选“在浏览器打开”。")
	}
	p.setScripts(false)
	p.open("590008/chuji.html")
	shown("要打印或存为 PDF，请按 Ctrl+P（苹果电脑按 ⌘P），纸张选 A4。")
}

func (p press) setScripts(on bool) {
	p.t.Helper()
	browse.Call(p.t, p.tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}
