package lesson

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/diag"
)

const file = "content/lessons/a.md"

// written writes codes as a test compares them.
func written(codes []Code) string {
	var list []string
	for _, c := range codes {
		list = append(list, strings.TrimPrefix(c.Standard+"/"+c.Code+"@"+c.Level, "/"))
	}
	return strings.Join(list, " ")
}

func wordsOf(list []Word) string {
	var out []string
	for _, w := range list {
		out = append(out, w.Text)
	}
	return strings.Join(out, "|")
}

func said(problems []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range problems {
		fmt.Fprintf(&b, "%v %s %s（%s）\n", d.Pos, d.Code, d.Message, d.Hint)
	}
	return b.String()
}

func TestEveryKeyHasItsPlace(t *testing.T) {
	text := `---
title: 入户走访
skills: [1.1.10@初级, 1.3.1, 590008/1.0/2.1.1@zhongji]
assesses: [1.3.1]
level: 初级
standard: 590008
hours: 1.5
summary: 一句话
order: -3
draft: true
aliases: [lessons/old.html, 旧 名]
updated: 2026-03-01
reviewed:
  1.3.1@初级: 0123456789ab
weekly: 4
---
## 目标

正文
`
	l, problems := Parse(file, text)
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	if l.Name != "lessons/a" || l.Kind != Teaching || l.Title != "入户走访" || l.Summary != "一句话" || l.Level.Text != "初级" ||
		l.Standard.Text != "590008" || l.Hours != 1.5 || l.Order != -3 || !l.Draft || l.Updated != "2026-03-01" || l.Weekly != 4 {
		t.Errorf("read %+v", l)
	}
	if got := written(l.Skills); got != "1.1.10@初级 1.3.1@ 590008/1.0/2.1.1@zhongji" {
		t.Errorf("skills %s", got)
	}
	if wordsOf(l.Aliases) != "lessons/old.html|旧 名" || len(l.Reviewed) != 1 || l.Reviewed[0].Hash != "0123456789ab" {
		t.Errorf("aliases %v, reviewed %v", l.Aliases, l.Reviewed)
	}
	if pos := l.Skills[1].Pos; pos.Line != 3 || pos.Column != 21 {
		t.Errorf("the second code stands at %v", pos)
	}
}

func TestKindsOfPages(t *testing.T) {
	for name, want := range map[string]Kind{
		"content/lessons/a.md": Teaching, "content/lessons/x/index.md": Teaching, "content/lessons/index.md": Plain,
		"content/help/a.md": Plain, "content/index.md": Home,
	} {
		if l, _ := Parse(name, "---\ntitle: 甲\n---\n"); l.Kind != want {
			t.Errorf("%s is %d, want %d", name, l.Kind, want)
		}
	}
	l, _ := Parse(file, "---\ntitle: 甲\n课程: [a, b c、d]\n周学时: 2\n---\n")
	if l.Kind != Course || wordsOf(l.Lessons) != "a|b c|d" || l.Weekly != 2 {
		t.Errorf("course %+v", l)
	}
	for name, want := range map[string]string{
		"content/lessons/a.md": "lessons/a", "content/lessons/x/index.md": "lessons/x", "content/B.MD": "B",
	} {
		if got := NameOf(name); got != want {
			t.Errorf("%s is called %s, want %s", name, got, want)
		}
	}
}

// What a Chinese keyboard makes of front matter is understood.
func TestWhatAChineseKeyboardWrites(t *testing.T) {
	for _, c := range []struct {
		line string
		got  func(l *Lesson) string
		want string
	}{
		{"标题: 甲", func(l *Lesson) string { return l.Title }, "甲"},
		{"要求: [1.1.1]", func(l *Lesson) string { return written(l.Skills) }, "1.1.1@"},
		{"考核: [1.1.1@中级]", func(l *Lesson) string { return written(l.Assesses) }, "1.1.1@中级"},
		{"等级: 中级", func(l *Lesson) string { return l.Level.Text }, "中级"},
		{"摘要: 一句", func(l *Lesson) string { return l.Summary }, "一句"},
		{"草稿: 是", func(l *Lesson) string { return fmt.Sprint(l.Draft) }, "true"},
		{"顺序: ３", func(l *Lesson) string { return fmt.Sprint(l.Order) }, "3"},
		{"skills: ［1.1.1，1.3.1］", func(l *Lesson) string { return written(l.Skills) }, "1.1.1@ 1.3.1@"},
		{"skills: 【1.1.1、1.3.1】", func(l *Lesson) string { return written(l.Skills) }, "1.1.1@ 1.3.1@"},
		{"skills: 1.1.1、1.3.1", func(l *Lesson) string { return written(l.Skills) }, "1.1.1@ 1.3.1@"},
		{"skills: [1.1.1，1.3.1]", func(l *Lesson) string { return written(l.Skills) }, "1.1.1@ 1.3.1@"},
		{"skills: 1.1.1 1.3.1", func(l *Lesson) string { return written(l.Skills) }, "1.1.1@ 1.3.1@"},
		{"skills: [１．１．１＠中级]", func(l *Lesson) string { return written(l.Skills) }, "1.1.1@中级"},
		{"skills: [1。1。1]", func(l *Lesson) string { return written(l.Skills) }, "1.1.1@"},
		{"skills: [590008／1.1.1]", func(l *Lesson) string { return written(l.Skills) }, "590008/1.1.1@"},
		{"skills:\n  - 1.1.1\n  - 1.10", func(l *Lesson) string { return written(l.Skills) }, "1.1.1@ 1.10@"},
		{"hours: 2学时", func(l *Lesson) string { return fmt.Sprint(l.Hours) }, "2"},
		{"学时: １.５ 课时", func(l *Lesson) string { return fmt.Sprint(l.Hours) }, "1.5"},
		{"updated: 2026年3月1日", func(l *Lesson) string { return l.Updated }, "2026-03-01"},
		{"updated: 2026/3/1", func(l *Lesson) string { return l.Updated }, "2026-03-01"},
		{"updated: 2024-02-29", func(l *Lesson) string { return l.Updated }, "2024-02-29"},
		{"updated: 2026-03-01 10:00", func(l *Lesson) string { return l.Updated }, "2026-03-01"},
		{"updated: 2026 年 3 月 1 日", func(l *Lesson) string { return l.Updated }, "2026-03-01"},
		{"更新: 2026年3月1号", func(l *Lesson) string { return l.Updated }, "2026-03-01"},
		{"学时: 2个学时", func(l *Lesson) string { return fmt.Sprint(l.Hours) }, "2"},
		{"周学时: 每周4学时", func(l *Lesson) string { return fmt.Sprint(l.Weekly) }, "4"},
		{"weekly: 4 学时／周", func(l *Lesson) string { return fmt.Sprint(l.Weekly) }, "4"},
		{"hours:", func(l *Lesson) string { return fmt.Sprint(l.Hours) }, "0"},
		{"hours: \"\"", func(l *Lesson) string { return fmt.Sprint(l.Hours) }, "0"},
		{"skills: [“1.1.1”，“1.3.1@中级”]", func(l *Lesson) string { return written(l.Skills) }, "1.1.1@ 1.3.1@中级"},
		{"等级: “中级”", func(l *Lesson) string { return l.Level.Text }, "中级"},
		{"summary: >\n  一句，\n  又一句。", func(l *Lesson) string { return l.Summary }, "一句， 又一句。"},
		{"standard: ５９０００８", func(l *Lesson) string { return l.Standard.Text }, "590008"},
	} {
		text := "---\n" + c.line + "\ntitle: 某课\n---\n"
		if strings.HasPrefix(c.line, "标题") {
			text = "---\n" + c.line + "\n---\n"
		}
		l, problems := Parse(file, text)
		if got := c.got(l); got != c.want || len(problems) > 0 {
			t.Errorf("%s: %q, want %q; %s", c.line, got, c.want, said(problems))
		}
	}
}

func TestMistakesAreNamedWithTheirFix(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"title：甲", "bad-front-matter"},
		{"skils: [1.1.1]", "2:1 unknown-key 不认识的键“skils”（是不是 skills？）"},
		{"要术: [1.1.1]", "2:1 unknown-key 不认识的键“要术”（是不是 要求？）"},
		{"标题：甲", "bad-front-matter"},
		{"skills: {a: b}", "wrong-type"},
		{"skills: [[1.1.1]]", "wrong-type"},
		{"skills: [走访]", "2:10 bad-code “走访”不是编码"},
		{"skills: [1.1.1@]", "bad-code"},
		{"skills: [1.1.1, 1.1.1@中级@高级]", "2:17 bad-code"},
		{"hours: 四", "2:8 bad-value hours 应当是大于 0 的数，不能是“四”（例如 hours: 2）"},
		{"学时: 两学时", "2:5 bad-value 学时 应当是大于 0 的数，不能是“两学时”（例如 学时: 2）"},
		{"weekly: 四", "bad-value weekly 应当是大于 0 的数，不能是“四”（例如 weekly: 2）"},
		{"hours: 0", "bad-value"},
		{"hours: -1", "bad-value"},
		{"hours: 1e9", "bad-value"},
		{"order: 第三", "bad-value order 应当是整数，不能是“第三”（例如 order: 3）"},
		{"顺序: 99999999999999999999", "bad-value"},
		{"updated: 去年", "bad-value updated 应当是日期，不能是“去年”（例如 updated: 2026-03-01）"},
		{"updated: 0226-03-01", "bad-value"},
		{"updated: {a: 1}", "wrong-type"},
		{"updated: 2026-02-29", "bad-value"},
		{"updated: 2026-13-01", "bad-value"},
		{"draft: 也许", "wrong-type"},
		{"reviewed: 是", "bad-value"},
		{"reviewed: {1.1.1: xyz}", "bad-value “xyz”不是指纹"},
		{"reviewed: {走访: 0123456789ab}", "bad-code"},
		{"标题: 乙", "3:1 repeated-key “title”和前面的“标题”是同一个键（两行只留一行；现在读的是第 2 行）"},
		{"课: [甲]\n课程: [乙]", "3:1 repeated-key “课程”和前面的“课”是同一个键（两行只留一行；现在读的是第 2 行）"},
		{"hours: [2]", "2:8 wrong-type hours 只能写一个值，不能是列表（不用列表，写作 hours: 2）"},
		{"顺序:\n  - 3", "3:3 wrong-type 顺序 只能写一个值，不能是列表（不用列表，写作 顺序: 3）"},
		{"updated: [2026-03-01]", "2:10 wrong-type updated 只能写一个值，不能是列表（不用列表，写作 updated: 2026-03-01）"},
	} {
		_, problems := Parse(file, "---\n"+c.line+"\ntitle: 某课\n---\n")
		if !strings.Contains(said(problems), c.want) {
			t.Errorf("%s: %s, want %s", c.line, said(problems), c.want)
		}
	}
}

func TestAPageWithoutATitleGetsOneAndIsTold(t *testing.T) {
	for text, want := range map[string]string{"正文": "a", "## 怎么做\n\n正文": "怎么做", "---\nlevel: 初级\n---\n": "a", "---\ntitle: \"  \"\n---\n": "a"} {
		l, problems := Parse(file, text)
		if l.Title != want || !strings.Contains(said(problems), "missing-title") {
			t.Errorf("%q is called %q; %s", text, l.Title, said(problems))
		}
	}
}

// Where a title may stand among what could not be read, it is not called missing.
func TestATitleThatCouldNotBeReadIsNotMissing(t *testing.T) {
	for name, text := range map[string]string{
		"no end": "---\ntitle: 甲\n\n正文\n", "a tag": "---\ntitle: !!str 甲\n---\n", "a list": "---\ntitle: [甲]\n---\n", "a slip": "---\ntitle: 甲\nlevel：初级\n---\n",
	} {
		l, problems := Parse(file, text)
		if l.Title != "a" || len(problems) == 0 || strings.Contains(said(problems), "missing-title") {
			t.Errorf("%s: %q; %s", name, l.Title, said(problems))
		}
	}
}

func TestReadingTime(t *testing.T) {
	for characters, want := range map[int]int{0: 0, 1: 1, 400: 1, 401: 2, 2000: 5} {
		l, _ := Parse(file, "---\ntitle: 甲\n---\n"+strings.Repeat("走", characters))
		if l.Minutes() != want {
			t.Errorf("%d characters take %d minutes, want %d", characters, l.Minutes(), want)
		}
	}
}

func TestAPageThatIsNoText(t *testing.T) {
	for data, want := range map[string]string{
		"---\ntitle: 走访居民\n---\n记\xff下": file + ":4:2 page-not-text 文本在这里损坏：有不成字的字节 FF",
		"PK\x03\x04\x00\xff":            file + " page-not-text 这不是文本文件",
	} {
		if got := said([]diag.Diagnostic{Garbled(file, []byte(data))}); !strings.HasPrefix(got, want) {
			t.Errorf("%q: got %s, want %s", data, got, want)
		}
	}
}

func TestOnlyTheHomePageKeepsItsFrontMatter(t *testing.T) {
	home, _ := Parse(HomeFile, "---\ntitle: 站\n---\n")
	if other, _ := Parse(file, "---\ntitle: 甲\n---\n"); other.Settings() != nil || home.Settings().Text("title") != "站" {
		t.Error("settings are kept where nobody asks for them, or are lost")
	}
}

func TestFilesThatWereMeantToBePages(t *testing.T) {
	for name, hint := range map[string]string{
		"content/lessons/走访.md.txt": "改名为 content/lessons/走访.md", "content/a.markdown": "改名为 content/a.md", "content/a.MD.docx": "改名为 content/a.md",
	} {
		if d, ok := Misnamed(name); !ok || d.Hint != hint {
			t.Errorf("%s: %q", name, d.Hint)
		}
	}
	for name, hint := range map[string]string{"content/x/Index.md": "改名为 content/x/index.md", "content/INDEX.MD": "改名为 content/index.md"} {
		if _, problems := Parse(name, "---\ntitle: 甲\n---\n"); len(problems) != 1 || problems[0].Hint != hint {
			t.Errorf("%s: %s", name, said(problems))
		}
	}
	for _, name := range []string{"content/a.md", "content/a.txt", "content/md.txt"} {
		if _, ok := Misnamed(name); ok {
			t.Errorf("%s is taken for a page", name)
		}
	}
}

var noted = []Review{{Code{Code: "1.1.1", Level: "初级", Written: "1.1.1@初级"}, "0123456789ab"}, {Code{Code: "1.1.2", Level: "初级", Written: "1.1.2@初级"}, "ba9876543210"}}

func TestReviewsAreRecordedAndNothingElseChanges(t *testing.T) {
	block := "reviewed:\n  1.1.1@初级: 0123456789ab\n  1.1.2@初级: ba9876543210\n"
	for _, c := range []struct{ name, text, want string }{
		{"none before", "---\ntitle: 甲\nskills: [1.1.1] # 备注\n---\n正文\n---\n", "---\ntitle: 甲\nskills: [1.1.1] # 备注\n" + block + "---\n正文\n---\n"},
		{"in the place of old ones", "---\ntitle: 甲\nreviewed:\n  1.1.1@初级: ffffffffffff\n\n# 下一项\nlevel: 初级\n---\n", "---\ntitle: 甲\n" + block + "# 下一项\nlevel: 初级\n---\n"},
		{"in one line, in Chinese", "---\n复核: {1.1.1: ffffffffffff}\ntitle: 甲\n---\n", "---\n" + block + "title: 甲\n---\n"},
		{"last", "---\ntitle: 甲\nreviewed:\n  1.1.1: ffffffffffff\n---\n\n## 乙\n", "---\ntitle: 甲\n" + block + "---\n\n## 乙\n"},
		{"Windows", "---\r\ntitle: 甲\r\n---\r\n正文\r\n", "---\r\ntitle: 甲\r\n" + strings.ReplaceAll(block, "\n", "\r\n") + "---\r\n正文\r\n"},
		{"no end of the last line", "---\ntitle: 甲\n---", "---\ntitle: 甲\n" + block + "---"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Record(file, c.text, noted)
			if err != nil || got != c.want {
				t.Errorf("%v\ngot  %q\nwant %q", err, got, c.want)
			}
			again, err := Record(file, got, noted)
			if err != nil || again != got {
				t.Errorf("a second time: %v %q", err, again)
			}
			if bare, err := Record(file, got, nil); err != nil || strings.Contains(bare, "reviewed") {
				t.Errorf("taken out again: %v %q", err, bare)
			}
		})
	}
	for name, text := range map[string]string{
		"no front matter": "正文", "on one line": "---\n{title: 甲, level: 初级}\n---\n", "indented": "---\n title: 甲\n---\n", "no end": "---\ntitle: 甲\n",
		"with errors": "---\ntitle: 甲\ntitle: 乙\n---\n",
	} {
		if out, err := Record(file, text, noted); err == nil {
			t.Errorf("%s: %q", name, out)
		}
	}
}

// FuzzParse holds that no page makes the program fail, that whatever is named has a place
// in the text, and that recording a review changes nothing else.
func FuzzParse(f *testing.F) {
	f.Add("---\ntitle: 甲\nskills: ［１．１．１、1.3.1@中级］\nhours: 2学时\nreviewed:\n  1.1.1: 0123456789ab\n---\n[[1.1.1]]\n")
	f.Add("---\r\n课程: [a b,c]\r\nupdated: 2026年3月1日\r\n---\r\n")
	f.Add("\ufeff---\n复核: {1.1.1: ffffffffffff}\n---\n> [!NOTE]\n")
	f.Add("---\ntitle: |\n  甲\n  乙\n标题: 丙\naliases:\n  - \"a，b\"\n  - >\n    c、\n    d\nskills: “1.1.1”\n---\n")
	f.Add("---\nhours: [2]\norder: 第三\nweekly: 每周4学时\nupdated: {a: b}\nlevel:\n---\n## 目标\n\n| a | b |\n| - | - |\n")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
			return
		}
		l, problems := Parse(file, text)
		if strings.TrimSpace(l.Title) == "" || strings.Contains(l.Title, "\n") {
			t.Errorf("%q is called %q", text, l.Title)
		}
		lines := diag.NewLines(file, text)
		placed := func(pos diag.Pos) {
			if pos.Line < 1 || lines.At(pos.Line, pos.Column) != pos {
				t.Errorf("%+v is no place of the text", pos)
			}
		}
		for _, p := range problems {
			placed(p.Pos)
			if p.Message == "" {
				t.Errorf("nothing is said: %+v", p)
			}
		}
		for _, c := range slices.Concat(l.Skills, l.Assesses) {
			placed(c.Pos)
		}
		for _, w := range slices.Concat(l.Aliases, l.Lessons, []Word{l.Level, l.Standard}) {
			placed(w.Pos)
		}
		if l.Hours < 0 || l.Weekly < 0 || l.Minutes() < 0 {
			t.Errorf("hours %v, %v, minutes %v", l.Hours, l.Weekly, l.Minutes())
		}
		out, err := Record(file, text, noted)
		if err != nil {
			return
		}
		after, _ := Parse(file, out)
		if after.Title != l.Title || !slices.Equal(after.Skills, shifted(l.Skills, after.Skills)) || len(after.Reviewed) != len(noted) {
			t.Errorf("%q becomes %q", text, out)
		}
	})
}

// shifted puts the places of other into codes: recording may move lines.
func shifted(codes, other []Code) []Code {
	out := slices.Clone(codes)
	for i := range out {
		if i < len(other) {
			out[i].Pos = other[i].Pos
		}
	}
	return out
}
