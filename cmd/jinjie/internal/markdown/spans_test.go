package markdown

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// led writes the spans of all blocks as "words → target", references in their brackets.
func led(list []Block) []string {
	var said []string
	add := func(text string, spans []Span) {
		for _, s := range spans {
			target := s.Target
			if s.Reference {
				target = "[[" + target + "]]"
			}
			said = append(said, fmt.Sprintf("%d:%d %s → %s", s.Pos.Line, s.Pos.Column, text[s.Start:s.End], target))
		}
	}
	for _, b := range list {
		add(b.Text, b.Spans)
		for _, row := range b.Rows {
			for _, c := range row {
				add(c.Text, c.Spans)
			}
		}
	}
	return said
}

func TestWordsThatLeadSomewhere(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"reference", "见[[1.1.1]]。", "1:2 1.1.1 → [[1.1.1]]"},
		{"label", "见[[1.1.1@中级|本条]]。", "1:2 本条 → [[1.1.1@中级]]"},
		{"anchor", "见[[#ch-4.2|4.2]]。", "1:2 4.2 → [[#ch-4.2]]"},
		{"link", "见[甲 *乙*](a.md#节)。", "1:2 甲 乙 → a.md#节"},
		{"heading", "## 3.1 [[社区]]", "1:8 社区 → [[社区]]"},
		{"entry", "- [1] [[社区|甲]]", "1:7 甲 → [[社区]]"},
		{"numbered entry", "1. 见[[社区]]", "1:5 社区 → [[社区]]"},
		{"cell", "| 甲 [[社区]] |\n|---|\n| [[1.1.1\\|乙]] |", "1:5 社区 → [[社区]]; 3:3 乙 → [[1.1.1]]"},
		{"second line", "甲\n见[[社区]]", "2:2 社区 → [[社区]]"},
		{"behind wide spaces", "　　见[[社区]]", "1:4 社区 → [[社区]]"},
		{"behind a line break", "abc\n[def](a.md)", "2:1 def → a.md"},
		{"reference within a link", "[见[[社区]]一节](a.md)", "1:1 见社区一节 → a.md; 1:3 社区 → [[社区]]"},
		{"address", "见<https://a.cn/b>。", "1:2 https://a.cn/b → https://a.cn/b"},
		{"mail", "见<a@b.cn>。", "1:2 a@b.cn → mailto:a@b.cn"},
		{"bare address", "见 https://a.cn 。", ""},
		{"code", "`[[1.1.1]]`\n\n    [[1.1.1]]", ""},
		{"escaped", `见\[\[1.1.1]]和\[甲](a.md)`, ""},
		{"caption", "[表 1](tables/a.csv)", "1:1 表 1 → tables/a.csv"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, problems := blocks(c.text)
			if got := strings.Join(led(list), "; "); got != c.want || len(problems) > 0 {
				t.Errorf("got %q, %v; want %q", got, problems, c.want)
			}
		})
	}
}

// A link that may not be published is told, and its words stand all the same.
func TestLinksThatHaveNoPlaceInAStandard(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"program", "见[甲](javascript:alert(1))。", "a.md:1:2 unsafe-link"},
		{"hidden program", "见[甲](JaVa&#x0A;Script:alert(1))。", "a.md:1:2 unsafe-link"},
		{"program as an address", "见<javascript:alert(甲)>。", "a.md:1:2 unsafe-link"},
		{"program in a cell", "| 甲 |\n|---|\n| [甲](data:x) |", "a.md:3:3 unsafe-link"},
		{"own disk", `见[甲](D:\a.docx)。`, "a.md:1:2 bad-link"},
		{"no address", "见[甲]()。", "a.md:1:2 empty-link"},
		{"no words", "见[](a.md)甲。", "a.md:1:2 empty-link"},
		{"empty reference", "见[[ ]]甲。", "a.md:1:2 bad-reference"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, problems := blocks(c.text)
			if len(problems) != 1 || problems[0].Pos.String()+" "+problems[0].Code != c.want {
				t.Errorf("got %v, want %s", problems, c.want)
			}
			if said := fmt.Sprint(list); !strings.Contains(said, "甲") || len(led(list)) > 0 {
				t.Errorf("read as %s", said)
			}
		})
	}
}

// Whatever is written, spans keep to what [Span] says.
func FuzzSpans(f *testing.F) {
	for _, text := range lines {
		f.Add(text + "[[" + text + "|" + text + "]]" + text + "[" + text + "](a.md)\n" + text)
	}
	f.Add("| [a](b) | [[c\\|d]] |\n|---|---|\n| [e [[f]] g](h) | <http://i.cn> |")
	f.Add("[a\n[[b]]\nc](d)\n[ e ](f)\n[![g](h)](i)")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		list, _ := blocks(text)
		for _, b := range list {
			checkSpans(t, b.Text, b.Spans)
			for _, row := range b.Rows {
				for _, c := range row {
					checkSpans(t, c.Text, c.Spans)
				}
			}
		}
	})
}

func checkSpans(t *testing.T, text string, spans []Span) {
	t.Helper()
	for i, s := range spans {
		if s.Start < 0 || s.Start >= s.End || s.End > len(text) {
			t.Fatalf("%q: the span %d to %d", text, s.Start, s.End)
		}
		if words := text[s.Start:s.End]; !utf8.ValidString(words) || s.Target == "" || s.Pos.Line < 1 {
			t.Errorf("%q: %+v", text, s)
		}
		for _, before := range spans[:i] {
			if s.Start < before.Start || s.Start < before.End && s.End > before.End {
				t.Errorf("%q: %+v behind %+v", text, s, before)
			}
		}
	}
}
