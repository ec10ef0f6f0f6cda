package markdown

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/diag"
)

func blocks(text string) ([]Block, []diag.Diagnostic) {
	return Blocks(diag.NewLines("a.md", text), text, 0)
}

func TestBlocks(t *testing.T) {
	const text = "# 前 言\n\n第一段\n第二行，接着\nlatin words\nmore\n\n- [1] 甲\n- 乙\n\n[表 1 要求](tables/a.csv)\n\n" +
		"| 甲 | 乙 |\n|---|---|\n| 1\\|2 | **丙** |\n\n> 引文\n\n```\n代码\n```\n\n1. 编号\n\n   续段\n"
	list, problems := blocks(text)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := []Block{
		{Kind: Heading, Depth: 1, Text: "前 言"},
		{Kind: Paragraph, Text: "第一段第二行，接着 latin words more"},
		{Kind: Item, Depth: 1, Text: "[1] 甲"},
		{Kind: Item, Depth: 1, Text: "乙"},
		{Kind: Paragraph, Text: "表 1 要求", Link: "tables/a.csv"},
		{Kind: Table},
		{Kind: Paragraph, Text: "引文"},
		{Kind: Paragraph, Text: "代码"},
		{Kind: Item, Depth: 1, Text: "1. 编号"},
		{Kind: Paragraph, Text: "续段"},
	}
	if len(list) != len(want) {
		t.Fatalf("got %d blocks, want %d: %+v", len(list), len(want), list)
	}
	for i, w := range want {
		got := list[i]
		if got.Kind != w.Kind || got.Depth != w.Depth || got.Text != w.Text || got.Link != w.Link {
			t.Errorf("block %d: got %+v, want %+v", i, got, w)
		}
	}
	rows := list[5].Rows
	if len(rows) != 2 || rows[1][0].Text != "1|2" || rows[1][1].Text != "丙" {
		t.Errorf("table: %+v", rows)
	}
	for i, line := range []int{1, 3, 8, 9, 11, 13, 17, 20, 23, 25} {
		if list[i].Pos.Line != line {
			t.Errorf("block %d stands at %v, want line %d", i, list[i].Pos, line)
		}
	}
	if p := list[2].Pos; p.Column != 3 {
		t.Errorf("the entry begins at %v", p)
	}
}

func TestNothingOfAStandardIsLost(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"joined within a quotation", "> 甲\n> 乙", "甲乙"},
		{"joined before markup", "甲\n**乙**", "甲乙"},
		{"joined after a mark", "甲，\nabc", "甲，abc"},
		{"joined between Latin and Chinese", "abc\n甲", "abc 甲"},
		{"hard break of Chinese", "甲\\\n乙", "甲乙"},
		{"hard break of Latin", "a  \nb", "a b"},
		{"break tag", "甲<br>乙<br>c<br>d", "甲乙 c d"},
		{"allowed tags", "H<sub>2</sub>O 与 <ruby>治<rt>zhì</rt></ruby>", "H2O 与 治zhì"},
		{"references and escapes together", `a\*b &amp; c &copy; &#x4e2d;`, "a*b & c © 中"},
		{"an escaped reference", `\&amp; &copy`, "&amp; &copy"},
		{"bold before Chinese", "**重点。**后文", "重点。后文"},
		{"definition of a link", "[甲]: 乙 \"丙\"", `[甲]: 乙 "丙"`},
		{"footnote", "甲[^1]\n\n[^1]: 注", "甲[^1]|[^1]: 注"},
		{"numbered list", "1. 甲\n2. 乙\n   丙", "1. 甲|2. 乙丙"},
		{"numbered list with brackets", "3) 甲\n7) 乙", "3) 甲|7) 乙"},
		{"nested list", "- 甲\n  1. 乙", "甲|1. 乙"},
		{"code with a language", "```go 甲\n乙\n   丙\n```", "go 甲|乙|丙"},
		{"indented code", "    甲\n      乙", "甲|乙"},
		{"code over two lines", "`a\nb`", "a b"},
		{"image", "![图](a.png)", "图"},
		{"address", "见 <https://a.cn>", "见 https://a.cn"},
		{"link", "见[甲 *乙*](a.md)。", "见甲 乙。"},
		{"details", "<details>\n<summary>甲</summary>\n乙\n</details>", "甲|乙"},
		{"tilde", "3~5岁，~~甲~~", "3~5岁，~~甲~~"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, problems := blocks(c.text)
			var said []string
			for _, b := range list {
				said = append(said, b.Text)
			}
			if got := strings.Join(said, "|"); got != c.want || len(problems) > 0 {
				t.Errorf("got %q, %v; want %q", got, problems, c.want)
			}
		})
	}
}

func TestWhatHasNoPlaceInAStandard(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"block of HTML", "甲\n\n<div>乙</div>", "a.md:3:1 raw-html"},
		{"tag", "甲<b>乙</b>", "a.md:1:2 raw-html"},
		{"comment", "<!-- 甲\n\n乙 -->", "a.md:1:1 raw-html"},
		{"cell beyond the header", "| a | b |\n|---|---|\n| 1 | 2 | 3 |", "a.md:3:11 extra-cells"},
		{"table of a million cells", strings.Repeat("a|", 2000) + "\n" + strings.Repeat("-|", 2000) + "\n" + strings.Repeat("|\n", 2000), "a.md:1:1 too-complex"},
		{"paragraph of brackets", "甲\n\n" + strings.Repeat("[a](", maxMarks), "a.md:3:1 too-complex"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := blocks(c.text)
			if len(problems) == 0 || problems[0].Pos.String()+" "+problems[0].Code != c.want {
				t.Errorf("got %v, want %s", problems, c.want)
			}
		})
	}
	if _, problems := blocks("| a | b |\n|---|---|\n| 1 | 2\\|3 | |"); len(problems) > 0 {
		t.Errorf("an empty cell too many, or an escaped line, is a fault: %v", problems)
	}
}

var lines = []string{
	"了解社区区情民意，能初步掌握居民的政策需求。", "【社区治理】（初级）：了解", "[1] MZ/T 071-2016 社区", "GB/T 1.1-2020《标准化》",
	"1. 甲", "1) 甲", "3.1 社区", "12.", "# 甲", "#甲", "甲 #", "甲 ##", "- 甲", "-甲", "+ 甲", "* 甲", "---", "***", "===", "> 甲", "~~~", "```", "    甲",
	"*甲*", "**甲**", "_甲_", "__甲__", "`甲`", "[甲](乙)", "[甲][乙]", "[甲]: 乙", "[[1.1.1]]", "![甲](乙)", "<b>甲", "<http://a.cn>", "a < b", "&amp;", "&#20;", "AT&T",
	"\\", "甲\\", "\\*", "甲|乙", "|甲|", "|---|", "~~甲~~", ": 甲", "甲\t乙", "甲  乙", "http://a.cn", "a@b.cn", "[ ] 甲", "[x] 甲", "[^1]", "{#id}", "甲 {#id}", "$x$", "“甲”‘乙’", "１．１", "\"'", "…", "&", "]", "[", "!", "![", "](", "*_`~", "甲\u00a0乙", "甲\u3000乙", "é", "😀", "(c)", "--", "…甲", "0.", "000000001. a", "1234567890. a", "\\- 甲", "\\# 甲", "<!-- a -->", "&lt;", "&copy", "\\&amp;",
}

func TestEscapedTextReadsBackExactly(t *testing.T) {
	for _, text := range lines {
		roundTrip(t, text)
	}
}

// Whatever is not markup of any kind must come through whole and in order.
func FuzzBlocks(f *testing.F) {
	for _, text := range lines {
		f.Add(text + "\n\n> " + text + "\n1. " + text)
	}
	f.Add("| a | b |\n|---|---|\n| 1 | 2 | 3 |")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		list, problems := blocks(text)
		var said strings.Builder
		for _, b := range list {
			said.WriteString(b.Text)
			for _, row := range b.Rows {
				for _, c := range row {
					said.WriteString(c.Text)
				}
			}
			if b.Pos.Line < 1 {
				t.Errorf("%+v has no place", b)
			}
		}
		if strings.ContainsAny(text, "&<[(") || len(problems) > 0 {
			return // references, tags, addresses of links
		}
		want, got := onlyHan(text), onlyHan(said.String())
		if want != got {
			t.Errorf("%q is left of %q: %q", got, want, text)
		}
	})
}

func onlyHan(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Han, c) {
			return c
		}
		return -1
	}, text)
}

func FuzzEscape(f *testing.F) {
	for _, text := range lines {
		f.Add(text)
	}
	f.Fuzz(roundTrip)
}

// roundTrip holds the law: whatever one line says, it reads back as it is, as a
// paragraph, a heading, an entry, a caption and a cell.
func roundTrip(t *testing.T, text string) {
	if !utf8.ValidString(text) || strings.ContainsFunc(text, func(c rune) bool {
		return unicode.IsControl(c) && c != '\t' || c == utf8.RuneError || c == '\ufeff'
	}) {
		return
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return
	}
	const table = "| h |\n|---|\n"
	for _, c := range []struct {
		source string
		kind   BlockKind
		link   string
	}{
		{Escape(text), Paragraph, ""},
		{EscapeHeading(2, text), Heading, ""},
		{EscapeItem(text), Item, ""},
		{EscapeLink(text, "tables/a.csv"), Paragraph, "tables/a.csv"},
		{table + EscapeRow([]string{text}), Table, ""},
	} {
		list, problems := blocks("甲\n\n" + c.source + "\n\n乙\n")
		if len(list) != 3 || len(problems) > 0 {
			t.Fatalf("%q written as %q reads as %+v, %v", text, c.source, list, problems)
		}
		got := list[1]
		said := got.Text
		if c.kind == Table {
			said = got.Rows[1][0].Text
		}
		if got.Kind != c.kind || got.Link != c.link || said != text {
			t.Errorf("%q written as %q reads as %+v", text, c.source, got)
		}
	}
}
