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
		{Kind: Paragraph, Text: "第一段第二行，接着latin words more"},
		{Kind: Item, Text: "[1] 甲"},
		{Kind: Item, Text: "乙"},
		{Kind: Paragraph, Text: "表 1 要求", Link: "tables/a.csv"},
		{Kind: Table},
		{Kind: Paragraph, Text: "引文"},
		{Kind: Paragraph, Text: "代码"},
		{Kind: Item, Text: "编号"},
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

func TestRawHTMLIsRefusedInAStandard(t *testing.T) {
	for _, text := range []string{"<div>甲</div>", "甲<b>乙</b>", "<!-- 甲 -->"} {
		if _, problems := blocks(text); len(problems) == 0 || problems[0].Code != "raw-html" {
			t.Errorf("%q: %v", text, problems)
		}
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
