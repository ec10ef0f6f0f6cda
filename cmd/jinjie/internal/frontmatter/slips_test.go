package frontmatter

import (
	"strings"
	"testing"
)

func TestSlipsAreNamedWithTheirFix(t *testing.T) {
	const bad = " bad-front-matter 文件头写法有误："
	for _, c := range []struct{ name, text, want, hint string }{
		{"wide colon", doc("title: 甲", "code：590008"), "a.md:3:5" + bad + "“code”后面是中文冒号", "英文冒号"},
		{"wide colon with more below", doc("title: 甲", "code：1", "order: 2"), "a.md:3:5" + bad + "“code”后面是中文冒号", ""},
		{"wide colon alone", doc("title：甲"), "a.md:2:6" + bad + "“title”后面是中文冒号", "英文冒号"},
		{"wide colons everywhere", doc("title：甲", "code：1"), "a.md:2:6" + bad + "“title”后面是中文冒号", ""},
		{"wide colon in a list of maps", doc("levels:", "  - id: a", "    name：初级", "    verb: 了解"), "a.md:4:9" + bad + "“name”后面是中文冒号", ""},
		{"wide colon with CRLF", "---\r\ntitle: 甲\r\ncode：1\r\n---\r\n", "a.md:3:5" + bad + "“code”后面是中文冒号", ""},
		{"no space behind a colon", doc("title:甲", "code: 1"), "a.md:2:6" + bad + "“title”的冒号后面缺一个空格", "键: 值"},
		{"no space behind the only colon", doc("title:甲"), "a.md:2:6" + bad + "“title”的冒号后面缺一个空格", ""},
		{"tab", doc("levels:", "\t- a"), "a.md:3:1" + bad + "行首用了制表符", "空格"},
		{"tab behind spaces", doc("levels:", "  \t- a: 1", "  \t  b: 2"), "a.md:3:3" + bad + "行首用了制表符", "空格"},
		{"colon in a value", doc("title: a: b"), "a.md:2:9" + bad + "“title”的值里有英文冒号", "英文引号"},
		{"colon in a value and a fine line below", doc("title: 走访: 入门", "code: 1"), "a.md:2:10" + bad + "“title”的值里有英文冒号", ""},
		{"open quote", doc(`title: "甲`, "code: 1"), "a.md:2:8" + bad + "“title”的英文引号没有成对", `补上 "`},
		{"open quote far above", doc(`title: "甲`, "a: 1", "b: [1, 2]", "c: 走访：入门"), "a.md:2:8" + bad + "“title”的英文引号没有成对", ""},
		{"quote alone", doc("title: '"), "a.md:2:8" + bad + "“title”的英文引号没有成对", ""},
		{"words behind a quote", doc(`title: "甲"和"乙"`), "a.md:2:11" + bad + "“title”的英文引号后面还有文字", "“ ”"},
		{"backslash in quotes", doc(`title: "C:\课"`), "a.md:2:11" + bad + "“title”的英文双引号里有反斜杠", `\\`},
		{"open bracket", doc("skills: [1.1.1", "code: 1"), "a.md:2:9" + bad + "“skills”的方括号没有成对", "补上 ]"},
		{"open brace", doc("source: {file: a", "code: 1"), "a.md:2:9" + bad + "“source”的花括号没有成对", "补上 }"},
		{"bracket closed in full width", doc("skills: [1.1.1］", "code: 1"), "a.md:2:9" + bad + "“skills”的方括号没有成对", "中文括号"},
		{"bracket closed twice", doc("skills: [1.1.1]]", "code: 1"), "a.md:2:9" + bad + "“skills”的方括号没有成对", "删去"},
		{"list over lines without an end", doc("skills: [", "  1.1.1,", "  1.1.2", "code: 1"), "a.md:2:9" + bad + "方括号没有成对，或者各项之间少了英文逗号", ""},
		{"list over lines is not blamed", doc("skills: [", "  1.1.1 ]", "title: a: b"), "a.md:4:9" + bad + "“title”的值里有英文冒号", ""},
		{"value that begins with @", doc("title: @甲"), "a.md:2:8" + bad + "“title”的值不能以“@”开头", "引号"},
		{"value that begins with a star", doc("title: *甲* 乙"), "a.md:2:8" + bad + "“title”的值不能以“*”开头", "引号"},
		{"value that begins with a hyphen", doc("title: - 甲"), "a.md:2:8" + bad + "“title”的值不能以“-”开头", "引号"},
		{"value that begins with a percent sign", doc("title: %甲"), "a.md:2:8" + bad + "“title”的值不能以“%”开头", "引号"},
		{"indented key", doc("title: 甲", "  code: 1"), "a.md:3:1" + bad + "行首的空格与前后各行不齐", "同一列"},
		{"first key indented", doc("  title: 甲", "code: 1"), "a.md:2:1" + bad + "行首的空格与前后各行不齐", "同一列"},
		{"a list", doc("- 甲"), "a.md:2:1 bad-front-matter 文件头应当一行一项，写作“键: 值”", "键: 值"},
		{"a sentence", doc("甲"), "a.md:2:1 bad-front-matter 文件头应当一行一项，写作“键: 值”", "键: 值"},
		{"directive", doc("%TAG ! x", "甲"), "a.md:3:1 bad-front-matter 文件头写法有误", "键: 值"},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, c.text, c.want, c.hint) })
	}
}

func TestFencesAreGuessed(t *testing.T) {
	for _, c := range []struct{ name, text, want, hint string }{
		{"no end", "---\ntitle: 甲\n正文\n", "a.md:1:1 unclosed-front-matter 文件头没有结束", "第 3 行不像设置"},
		{"no end before a heading", "---\ntitle: 甲\nskills:\n  - 1\n\n# 标题\n", "a.md:1:1 unclosed-front-matter 文件头没有结束", "第 6 行不像设置"},
		{"nothing but settings", "---\ntitle: 甲\n", "a.md:1:1 unclosed-front-matter 文件头没有结束", "另起一行"},
		{"four hyphens", "---\ntitle: 甲\n----\n正文\n", "a.md:1:1 unclosed-front-matter 文件头没有结束", "第 3 行的“----”"},
		{"Chinese dash", "---\ntitle: 甲\n——\n正文\n", "a.md:1:1 unclosed-front-matter 文件头没有结束", "第 3 行的“——”"},
		{"empty line above", "\n\n---\ntitle: 甲\n---\n正文\n", "a.md:3:1 bad-front-matter 文件头前面有空行", "第一行"},
		{"byte order mark", "\ufeff---\ntitle: 甲\n", "a.md:1:2 unclosed-front-matter 文件头没有结束", ""},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, c.text, c.want, c.hint) })
	}
	if d, _ := Parse("a.md", "\n---\ntitle: 甲\n---\n正文\n"); len(d.Fields) != 1 || d.Body != "正文\n" {
		t.Errorf("front matter below an empty line is not read: %+v", d)
	}
}

// Text within the limits that is meant to do harm ends in few problems, each with a place.
func TestHostileTextIsRead(t *testing.T) {
	for name, c := range map[string]struct {
		text     string
		problems bool
	}{
		"one long list":     {"a: [" + strings.Repeat("x,", 32000) + "]", false},
		"one long map":      {"a: {" + strings.Repeat("x: 1, ", 9000) + "}", true},
		"many open quotes":  {strings.Repeat("a: \"x\n", 9000), true},
		"many wide colons":  {strings.Repeat("a：x\n", 9000), true},
		"many repeated":     {strings.Repeat("a:\n", 20000), true},
		"many single marks": {strings.Repeat("'", 65000), true},
	} {
		_, problems := Parse("a.md", "---\n"+c.text+"\n---\n")
		if len(problems) > maxProblems || len(problems) > 0 != c.problems {
			t.Errorf("%s: %d problems", name, len(problems))
		}
		for _, p := range problems {
			if p.Pos.Line < 2 {
				t.Errorf("%s: %+v", name, p)
			}
		}
	}
}
