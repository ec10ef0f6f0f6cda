package frontmatter

import (
	"regexp"
	"strings"
	"unicode"

	"jinjie/cmd/jinjie/internal/diag"
)

// The most that front matter may hold.
const (
	maxSize  = 64 << 10 // bytes
	maxDepth = 20       // maps and lists inside one another
	// maxNesting bounds what the YAML library gets to see. It counts roughly, so it is
	// far above maxDepth, which holds for the values that were read.
	maxNesting = 10 * maxDepth
	// maxProblems is how many problems of one block are told: more, nobody reads.
	maxProblems = 50
)

// limits tells what must be known of text before the library sees it. The place of text
// in its file is start.
func limits(text string, start int, lines *diag.Lines) (diag.Diagnostic, bool) {
	if len(text) > maxSize {
		return tooMuch.At(lines.Pos(start), "文件头有 %d KB，不能超过 %d KB", (len(text)+1023)>>10, maxSize>>10).
			WithHint("如果正文混了进来，请检查结束处的 ---"), true
	}
	if at := strings.IndexFunc(text, invisible); at >= 0 {
		c := []rune(text[at:])[0]
		return badYAML.At(lines.Pos(start+at), "文件头里有看不见的控制字符 U+%04X", c).WithHint("删去这个字符"), true
	}
	if at, ok := nested(text); ok {
		return tooMuch.At(lines.Pos(start+at), "文件头超过 %d 层", maxDepth), true
	}
	for at, line := range linesOf(text) {
		if document.MatchString(line) {
			return refused.At(lines.Pos(start+at), "文件头分成了几份（%s）", line[:3]).
				WithHint("只写一份；结束文件头的“---”单独占一行"), true
		}
	}
	return diag.Diagnostic{}, false
}

// document is a line that begins or ends one of several YAML documents (YAML 1.2.2,
// section 9.1), wherever it stands.
var document = regexp.MustCompile(`^(?:---|\.\.\.)(?:[ \t]|$)`)

// invisible tells of characters that YAML refuses, or takes for a line break where no
// editor shows one.
func invisible(c rune) bool {
	return unicode.IsControl(c) && !strings.ContainsRune("\t\n\r", c) || c == '\u2028' || c == '\u2029'
}

// nested finds where text has far too many levels, if it has: brackets that are open at
// once, or the indentation and the hyphens at the beginning of a line.
func nested(text string) (at int, found bool) {
	open := 0
	for at, line := range linesOf(text) {
		steps := len(line) - len(strings.TrimLeft(line, " -?\t"))
		open += strings.Count(line, "[") + strings.Count(line, "{")
		if max(open, steps) > maxNesting {
			return at, true
		}
		open = max(0, open-strings.Count(line, "]")-strings.Count(line, "}"))
	}
	return 0, false
}
