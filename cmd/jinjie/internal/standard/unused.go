package standard

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/diag"
)

// contents is a line of the contents list: dots or a tab before a page number.
var contents = regexp.MustCompile(`(?:[.．·…]{2,}|\t|\s{2,})[\s.．·…]*[0-9０-９IVXⅠ-Ⅻ]+[\s|]*$`)

// columnWords are the words of a table's header, which a caption's line may drag along.
var columnWords = []string{colArea, colTask, colCode, colText, colKnowledge, "职业功能", "工作内容", "技能要求"}

// unused reports lines of the source whose words stand nowhere in the standard. What a
// page break brings along, the contents list, headers and running heads do not count.
func (s *source) unused() []diag.Diagnostic {
	var problems []diag.Diagnostic
	start := 0
	for line := range strings.Lines(strings.ReplaceAll(s.text, "\r", "\n")) {
		said := markup.ReplaceAllString(line, "")
		if at, words := s.leftover(line, start); words != "" && !s.heads.running(line) && !isContents(said) && !isHeader(said) {
			problems = append(problems, sourceUnused.At(s.lines.Pos(at), "原文这里的文字没有收入正文：“%s”", excerpt(words)).
				WithHint("从版本库找回被删去的段落或表格行，或者重新导入"))
		}
		start += len(line)
	}
	return problems
}

func isContents(line string) bool {
	word := strings.Trim(fold(line), "#*")
	return word == "目次" || word == "目录" || contents.MatchString(strings.TrimRight(line, "\n"))
}

// leftover returns the letters of a line that nothing uses, and where they begin.
// Figures and marks alone are no loss: separators, page numbers.
func (s *source) leftover(line string, start int) (at int, words string) {
	if furniture.MatchString(strings.TrimRight(line, "\n")) {
		return 0, ""
	}
	var b strings.Builder
	var form squeezed
	form.add(&b, line, start)
	text := b.String()
	b.Reset()
	for i, c := range text {
		if s.used[form.offsets[i]] {
			continue
		}
		if b.Len() == 0 {
			at = form.offsets[i]
		}
		b.WriteString(text[i : i+utf8.RuneLen(c)])
	}
	words = b.String()
	for _, w := range columnWords {
		words = strings.ReplaceAll(words, w, "")
	}
	if !strings.ContainsFunc(words, unicode.IsLetter) {
		return 0, ""
	}
	return at, words
}
