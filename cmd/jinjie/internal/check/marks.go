package check

import (
	"fmt"
	"regexp"
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
)

// doubled are two marks where one would do; an ellipsis and a dash are double by nature.
var doubled = regexp.MustCompile(`[，。、；：！？][，。、；：！？]`)

// narrow is a half-width mark beside a Chinese character, or a space between two.
var narrow = regexp.MustCompile(`\p{Han}[,;:?!]|[,;:?!]\p{Han}|\p{Han}[ \x{3000}]+\p{Han}`)

// pairs are the marks that come in pairs.
var pairs = map[rune]rune{'（': '）', '《': '》', '“': '”', '‘': '’', '【': '】', '〔': '〕', '「': '」', '(': ')'}

// oddPunctuation looks at requirements only: in them every mark counts, and chapters
// have their own ways (contents, numbers, foreign words).
func oddPunctuation(s *graph.Standard, report func(finding)) {
	for q := range s.Requirements() {
		text := q.Text.Printed
		for _, rule := range []struct {
			pattern *regexp.Regexp
			said    string
		}{{doubled, "标点连用"}, {narrow, "半角标点或空格"}} {
			for _, at := range rule.pattern.FindAllStringIndex(text, -1) {
				report(finding{at: span{q.Text, at[0], at[1]}, hint: doubtHint(q.Text),
					said: fmt.Sprintf("%s 有%s“%s”", name(s, q), rule.said, text[at[0]:at[1]])})
			}
		}
		if at, mark := unpaired(text); mark != 0 {
			report(finding{at: span{q.Text, at, at + len(string(mark))}, hint: doubtHint(q.Text),
				said: fmt.Sprintf("%s 的“%c”没有成对", name(s, q), mark)})
		}
	}
}

// unpaired returns the first mark that lacks its partner, or 0.
func unpaired(text string) (int, rune) {
	type open struct {
		at   int
		mark rune
	}
	var stack []open
	for at, c := range text {
		if _, ok := pairs[c]; ok {
			stack = append(stack, open{at, c})
			continue
		}
		if !closes(c) {
			continue
		}
		if len(stack) == 0 || pairs[stack[len(stack)-1].mark] != c {
			return at, c
		}
		stack = stack[:len(stack)-1]
	}
	if len(stack) > 0 {
		return stack[0].at, stack[0].mark
	}
	return 0, 0
}

func closes(c rune) bool { return strings.ContainsRune("）》”’】〕」)", c) }
