package markdown

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// fill repeats a piece to that many bytes.
func fill(piece string, size int) string { return strings.Repeat(piece, size/len(piece)) }

// nested are n lines of a list, each a level deeper.
func nested(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- 甲\n")
	}
	return b.String()
}

// unlike are runs of a mark, no two of one length: none closes another.
func unlike(mark string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(mark, i+1) + "甲")
	}
	return b.String()
}

// Lessons come from many hands: no text may keep the program busy for long, fill its memory
// or stop it. What is quadratic in these runs into the test's own time limit. A text that is
// beyond the bounds is reported; all others are read without that.
func TestHostileTextIsRead(t *testing.T) {
	for _, c := range []struct {
		name, text string
		tooComplex bool
	}{
		{"20 MB of prose", fill("社区治理，", 20<<20), true},
		{"20 MB of brackets", fill("[", 20<<20), true},
		{"5 MB of empty lines", fill("\n", 5<<20), true},
		{"1 MB of paragraphs", fill("社区治理是大家的事，**人人**有责，见[[1.1.1]]。\n\n", 1<<20), false},
		{"one line to the limit", fill("社区治理，", maxText), false},
		{"one line of 1 MB with markup", fill("社区**治理**，[[1.1.1]]和`代码`", 1<<20), true},
		{"lines of a paragraph", fill("社区治理\n", 1<<19), false},
		{"empty lines in a list", "- 甲\n" + fill("\n", 1<<20), false},
		{"empty lines in deep lists", nested(40) + fill("\n", 1<<20), true},
		{"carriage returns", fill("\r", 1<<20), false},
		{"spaces", fill(" ", 1<<20), false},
		{"tabs", fill("\t", 1<<18) + "甲", false},
		{"10,000 quotations in each other", fill("> ", 20000) + "甲", true},
		{"100,000 quotations in each other", fill(">", 100000) + "甲", true},
		{"10,000 lists in each other", fill("- ", 20000) + "甲", true},
		{"100,000 numbered lists in each other", fill("1. ", 300000) + "甲", true},
		{"1,000 lists in steps", nested(1000), true},
		{"lists in steps without depth", strings.Repeat("1. a\n   ", 5000), false},
		{"definitions in each other", "甲\n" + fill(": ", 20000) + "乙", false},
		{"footnotes in each other", fill("[^1]: ", 6000) + "甲", true},
		{"details in each other", fill("<details>\n", 10000), false},
		{"10,000 brackets", fill("[", maxMarks), false},
		{"10,000 brackets that close nothing", fill("]", maxMarks), false},
		{"100,000 brackets", fill("[", 100000), true},
		{"paragraphs of brackets", fill(fill("[", 5000)+"\n\n", 1<<20), true},
		{"10,000 stars", fill("*", maxMarks), false},
		{"open links", fill("[a](", 10000), false},
		{"open titles", fill(`[a](b "`, 10000) + fill("甲", 100000), false},
		{"open images", fill("![", maxMarks), false},
		{"stars and lines", fill("*a_ ", 10000), false},
		{"bold that never ends", fill("**甲", 10000), false},
		{"emphasis in each other", fill("*甲**", 5000) + fill("**甲*", 5000), false},
		{"strikes", fill("~~甲", 10000), false},
		{"open tags", fill("<kbd>", 10000), false},
		{"tags in each other", fill("<kbd>", 10000) + fill("</kbd>", 10000), false},
		{"open comments", fill("<!--", 20000), false},
		{"open CDATA", fill("<![CDATA[", 20000), false},
		{"open processing instructions", fill("<?", 20000), false},
		{"code that never ends", unlike("`", 130) + fill("甲", 30000), false},
		{"references", fill("[[1.1.1]]", 20000), false},
		{"100,000 references in one paragraph", fill("[[1.1.1]]", 900000), true},
		{"100,000 references in paragraphs", fill("[[1.1.1]]\n\n", 1100000), false},
		{"references left open", fill("[[1.1.1\n", 10000), false},
		{"wide references", fill("【【1】】", 20000), false},
		{"wide references left open", fill("【【", 1<<20), true},
		{"wide references left open in lines", fill("【【甲\n", 10000), false},
		{"character references", fill("&#", 10000), false},
		{"addresses amid Chinese", fill("看https://a.cn，", 100000), false},
		{"one long address", "https://a.cn/" + fill("a", 1<<20), false},
		{"addresses in brackets", fill("（https://a.cn/", 100000), false},
		{"mail", fill("a@", 100000), false},
		{"fences", fill("```\n\n", 100000), false},
		{"fences of languages that nobody knows", fill("```！*[\nx\n```\n", 100000), false},
		{"fences with many marked lines", fill("```go {1-99999}\nx\n```\n", 200000), false},
		{"a fence with a million marked lines", "```go {" + fill("1-99999,", 100000) + "}\n" + fill("x\n", 200000) + "```", false},
		{"equal headings", fill("# 目标\n\n", 200000), false},
		{"one heading of brackets", "# " + fill("[", 100000), true},
		{"definitions of links", fill("[a]: b\n", 30000) + "\n" + fill("[a]", 9000), false},
		{"definitions of links without a line between", fill("[a]: b\n", 1<<20), true},
		{"one long address used often", "[a]: " + fill("x", 4000) + "\n\n" + fill("[a]\n\n", 200000), true},
		{"footnotes", fill("[^1]\n\n", 60000) + fill("[^2]: a\n\n", 60000), true},
		{"wide empty table", fill("a|", 600) + "\n" + fill("-|", 600) + "\n" + fill("|\n", 600), false},
		{"table of a million cells", fill("a|", 4000) + "\n" + fill("-|", 4000) + "\n" + fill("|\n", 4000), true},
		{"what looks like a table", "|" + fill("[", 30000) + "\n-\n|-|\n" + fill("[\n", 5000), true},
		{"rows without a ruler", fill("| 甲 | 乙 |\n", 100000), false},
		{"entries of Chinese lists", fill("1、甲\n", 100000), false},
		{"a colon on each line", "甲\n" + fill("：乙\n", 100000), false},
		{"admonitions", fill("> [!NOTE]\n\n", 100000), false},
		{"invalid UTF-8", fill("\xff\xfe甲\xc3", 100000), false},
		{"NUL", fill("甲\x00**\x00**\n\n", 100000), false},
		{"byte order marks", fill("\ufeff", 100000) + "# 甲\n" + fill("\ufeff甲\n", 100000), false},
		{"line separators", fill("甲\u2028乙\u2029", 100000), false},
		{"marks upon marks", "# 甲" + fill("\u0301", 100000), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			page, problems := render(c.text)
			some := problems[:min(len(problems), maxProblems)] // the one behind says that there are more
			if got := strings.Contains(codes(some), tooComplex.Code); got != c.tooComplex {
				t.Errorf("too complex: got %v, want %v; %d problems", got, c.tooComplex, len(problems))
			}
			if most := 60*len(c.text) + 1<<20; len(page.HTML) > most || !utf8.ValidString(page.HTML) || len(problems) > maxProblems+1 {
				t.Errorf("%d bytes become %d with %d problems", len(c.text), len(page.HTML), len(problems))
			}
			if len(page.HTML) < 1<<20 {
				if faults := tagFaults(filled(page)); len(faults) > 0 {
					t.Error(faults[0])
				}
			}
			blocks(c.text)
		})
	}
}

// Code is coloured within bounds, so that no lexer is asked for more than was measured.
func TestHostileCodeIsWritten(t *testing.T) {
	for _, language := range []string{"go", "java", "yaml", "python"} {
		for name, text := range map[string]string{
			"one line":    fill("a ", 1<<20),
			"short lines": fill("a \n", maxCode),
			"empty lines": "a" + fill("\n", 1<<14),
			"brackets":    fill("{(\n", maxCode),
			"at the edge": fill(fill("a ", maxCodeLine/2)+"\n", maxCode),
			"many blocks": fill("x = 1\n```\n```"+language+"\n", 1<<19),
		} {
			t.Run(fmt.Sprintf("%s in %s", name, language), func(t *testing.T) {
				page, _ := render("```" + language + "\n" + text + "\n```\n")
				if n := strings.Count(page.HTML, `<span class="`); n == 0 {
					t.Error("nothing is written")
				}
			})
		}
	}
}
