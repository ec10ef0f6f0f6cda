package frontmatter

import (
	"fmt"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
)

func doc(lines ...string) string { return "---\n" + strings.Join(lines, "\n") + "\n---\n正文\n" }

func TestValuesStayAsWritten(t *testing.T) {
	d, problems := Parse("a.md", doc(
		`version: 1.10`, `code: "590008"`, `empty:`, `nothing: ""`, `hours: 2学时`,
		`skills: [1.1.1@初级, 1.10, '１．２']`, `levels:`, `  - {id: chuji, name: 初级}`, `title: 走访：入门`, `yes: 007`,
	))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	r := NewReader(d.Fields, d.Pos)
	for key, want := range map[string]string{
		"version": "1.10", "code": "590008", "empty": "", "nothing": "", "hours": "2学时", "title": "走访：入门", "yes": "007", "absent": "",
	} {
		if got := r.Text(key); got != want {
			t.Errorf("%s = %q, want %q", key, got, want)
		}
	}
	if _, ok := r.Value("empty"); ok {
		t.Error("a key without a value counts as given")
	}
	if _, ok := r.Value("nothing"); !ok {
		t.Error("an empty string counts as missing")
	}
	var skills []string
	for _, v := range r.Texts("skills") {
		skills = append(skills, fmt.Sprintf("%s@%d:%d", v.Text, v.Pos.Line, v.Pos.Column))
	}
	if got, want := strings.Join(skills, " "), "1.1.1@初级@7:10 1.10@7:20 １．２@7:26"; got != want {
		t.Errorf("skills: got %s, want %s", got, want)
	}
	levels := r.Maps("levels")
	if len(levels) != 1 || levels[0].Text("name") != "初级" || levels[0].Text("id") != "chuji" {
		t.Errorf("levels: %+v", levels)
	}
	if problems := r.Close(); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestPartsCoverTheText(t *testing.T) {
	for _, c := range []struct{ name, text, body string }{
		{"no front matter", "# 标题\n", "# 标题\n"},
		{"empty", "---\n---\n正文", "正文"},
		{"crlf", "---\r\ntitle: 甲\r\n---\r\n正文\r\n", "正文\r\n"},
		{"spaces behind the fence", "--- \ntitle: 甲\n---\t\n正文", "正文"},
		{"rule later in the text", "正文\n\n---\n\n后文", "正文\n\n---\n\n后文"},
		{"four hyphens", "----\ntitle: 甲\n---\n", "----\ntitle: 甲\n---\n"},
		{"nothing", "", ""},
		{"only comments", "---\n# 说明\n---\n正文", "正文"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, problems := Parse("a.md", c.text)
			if d.Body != c.body || c.text[d.BodyStart:] != c.body || len(problems) > 0 {
				t.Errorf("body %q from %d, problems %v; want %q", d.Body, d.BodyStart, problems, c.body)
			}
		})
	}
}

func TestFaultsHaveAPlaceACauseAndAFix(t *testing.T) {
	deep := "a: " + strings.Repeat("[", 30) + strings.Repeat("]", 30)
	for _, c := range []struct{ name, text, want, hint string }{
		{"unclosed", "---\ntitle: 甲\n正文\n", "a.md:1:1 unclosed-front-matter 文件头没有结束", "---"},
		{"wide colon", doc("title: 甲", "code：590008"), "a.md:3:5 bad-front-matter 文件头写法有误：“code”后面是中文冒号", "英文冒号"},
		{"wide colon alone", doc("title：甲"), "a.md:2:6 bad-front-matter 文件头应当一行一项，写作“键: 值”：“title”后面是中文冒号", "英文冒号"},
		{"tab", doc("levels:", "\t- a"), "a.md:3:1 bad-front-matter 文件头写法有误：行首用了制表符", "空格"},
		{"colon in a value", doc("title: a: b"), "a.md:2:1 bad-front-matter 文件头写法有误：“title”的值里有英文冒号", "英文引号"},
		{"open quote", doc(`title: "甲`, "code: 1"), "a.md:2:1 bad-front-matter 文件头写法有误：英文引号没有成对", ""},
		{"open bracket", doc("skills: [1.1.1", "code: 1"), "a.md:2:1 bad-front-matter 文件头写法有误：方括号没有成对", ""},
		{"a list", doc("- 甲"), "a.md:2:1 bad-front-matter 文件头应当一行一项，写作“键: 值”", "键: 值"},
		{"repeated key", doc("title: 甲", "title: 乙"), "a.md:3:1 repeated-key 键“title”重复", ""},
		{"anchor", doc("a: &x 1", "b: *x"), "a.md:2:4 refused-yaml 文件头不支持锚点（&x）", "引号"},
		{"tag", doc("a: !!binary aGk="), "a.md:2:4 refused-yaml 文件头不支持标签（!!binary）", "引号"},
		{"bomb", doc("a: &a [x,x]", "b: &b [*a,*a]", "c: [*b,*b]"), "a.md:2:4 refused-yaml 文件头不支持锚点（&a）", ""},
		{"depth", doc(deep), "a.md:2:1 large-front-matter 文件头超过 20 层", ""},
		{"size", doc("a: " + strings.Repeat("x", 70<<10)), "a.md:2:1 large-front-matter 文件头有 70 KB，不能超过 64 KB", ""},
		{"two documents", "---\na: 1\n--- # 二\nb: 2\n---\n", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := Parse("a.md", c.text)
			if len(problems) == 0 {
				if c.want != "" {
					t.Fatal("no problem")
				}
				return
			}
			p := problems[0]
			if got := fmt.Sprintf("%v %s %s", p.Pos, p.Code, p.Message); c.want != "" && got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if !strings.Contains(p.Hint, c.hint) {
				t.Errorf("hint %q does not say %q", p.Hint, c.hint)
			}
		})
	}
}

func TestReaderReportsTypesAndUnknownKeys(t *testing.T) {
	d, problems := Parse("a.md", doc("titel: 甲", "code: [1]", "draft: 也许", "levels: 初级", "source: 1", "skills: {a: 1}", "map: {b: 1}"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	r := NewReader(d.Fields, d.Pos)
	r.Text("title")
	r.Text("code")
	if r.Bool("draft", true) != true {
		t.Error("an unreadable truth is not the missing one")
	}
	r.Maps("levels")
	r.Map("source")
	r.Texts("skills")
	r.Map("map").Text("a")
	var got []string
	for _, p := range diag.Sort(r.Close()) {
		got = append(got, fmt.Sprintf("%d %s %s", p.Pos.Line, p.Code, p.Hint))
	}
	want := []string{
		"2 unknown-key 是不是 title？", "3 wrong-type ", "4 wrong-type ", "5 wrong-type ", "6 wrong-type ",
		"7 wrong-type 写作 skills: [甲, 乙]", "8 unknown-key ",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		doc("title: 甲", "levels:", "  - {id: a}"), "---\n---\n", "---\r\na：1\r\n---\r\n", doc("a: &x [*x]"),
		doc("? [a]", ": b"), doc(strings.Repeat("- ", 100)), doc("a: |", "  b"), "---\n\x00\n---\n", doc("<<: {a: 1}"),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, problems := Parse("a.md", text)
		if text[d.BodyStart:] != d.Body {
			t.Errorf("the body does not stand where it says")
		}
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1
		check := func(pos diag.Pos) {
			if pos.Line < 0 || pos.Line > lines {
				t.Errorf("a place beyond the text: %v of %d lines", pos, lines)
			}
		}
		for _, p := range problems {
			check(p.Pos)
		}
		var walk func(Value, int)
		walk = func(v Value, depth int) {
			if depth > maxDepth+1 {
				t.Fatal("too deep")
			}
			check(v.Pos)
			for _, item := range v.Items {
				walk(item, depth+1)
			}
			for _, field := range v.Fields {
				walk(field.Value, depth+1)
			}
		}
		for _, field := range d.Fields {
			walk(field.Value, 1)
		}
	})
}
