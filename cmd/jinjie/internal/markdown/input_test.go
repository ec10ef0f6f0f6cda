package markdown

import (
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
)

func TestProblemsStandWhereTheyAreInTheFile(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"behind LF", "甲\n\n乙<b>", "a.md:3:2"},
		{"behind CRLF", "甲\r\n\r\n乙<b>", "a.md:3:2"},
		{"behind CR", "甲\r\r乙<b>", "a.md:3:2"},
		{"behind all of them", "甲\r\n\r\n乙\r\r丙\n\n丁<b>", "a.md:7:2"},
		{"behind bytes that are no UTF-8", "\xff甲\xfe\n\n\xff乙<b>", "a.md:3:3"},
		{"behind NUL", "甲\x00\x00<b>", "a.md:1:4"},
		{"behind a byte order mark", "甲\n\n\ufeff<b>", "a.md:3:2"},
		{"behind characters of no width", "\u200b\u2060甲<b>", "a.md:1:4"},
		{"behind a rare character", "𠮷<b>", "a.md:1:2"},
		{"in a deep quotation", "> > - 甲<b>", "a.md:1:8"},
		{"in a cell behind CRLF", "| 甲 |\r\n|---|\r\n| 乙<b> |\r\n", "a.md:3:4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := render(c.text)
			if len(problems) != 1 || problems[0].Pos.String() != c.want {
				t.Errorf("got %v, want one at %s", problems, c.want)
			}
		})
	}
}

// The official text is read as it is: a mark of no width is a character like others.
func TestOnlyPagesDropWhatNobodySees(t *testing.T) {
	const text = "\ufeff# 甲"
	if page, _ := render(text); len(page.Headings) != 1 {
		t.Errorf("a page has the headings %v", page.Headings)
	}
	if list, _ := blocks(text); len(list) != 1 || list[0].Text != text {
		t.Errorf("a standard has %+v", list)
	}
}

func TestManyProblemsAreCutShort(t *testing.T) {
	_, problems := render(strings.Repeat("甲<b>\n\n", 5000))
	if len(problems) != maxProblems+1 || problems[maxProblems].Code != tooComplex.Code || problems[maxProblems].Severity != diag.Error {
		t.Errorf("%d problems, the last is %v", len(problems), problems[len(problems)-1])
	}
}

func TestMessagesQuoteInShort(t *testing.T) {
	_, problems := render("[甲](javascript:" + strings.Repeat("长", 3000) + ")")
	if len(problems) != 1 || len(problems[0].Message) > 400 {
		t.Errorf("got %v", problems)
	}
}

// What stands above the text is no part of it, but its lines count.
func TestPagesBeginBelowTheirFrontMatter(t *testing.T) {
	const front, body = "---\ntitle: 甲\n---\n", "## 乙\n\n[[1.1.1]]和[丙](a.md)\n"
	page, _ := Render(diag.NewLines("a.md", front+body), front+body, len(front))
	alone, _ := render(body)
	if page.HTML != alone.HTML {
		t.Errorf("got %q, want %q", page.HTML, alone.HTML)
	}
	for _, pos := range []diag.Pos{page.References[0].Pos, page.Links[0].Pos, page.Blocks[1].Pos} {
		if pos.Line != 6 {
			t.Errorf("it stands at %v, not in line 6", pos)
		}
	}
}
