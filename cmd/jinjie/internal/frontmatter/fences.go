package frontmatter

import (
	"iter"
	"regexp"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// Fences are the two lines around front matter, as offsets in the text.
type fences struct {
	found bool
	open  int  // of the opening line
	blank bool // whether empty lines stand before it, which other programs do not allow
	yaml  int  // behind the opening line
	close int  // of the closing line; -1 without one
	body  int  // behind the closing line; where there is none, behind everything
}

var (
	// fence is a line that opens or closes front matter.
	fence = regexp.MustCompile(`^---[ \t]*$`)
	// setting looks like a line of front matter.
	setting = regexp.MustCompile(`^[^\s#:：][^:：]{0,60}[:：]`)
	// nearFence is a line that was likely meant to close front matter.
	nearFence = regexp.MustCompile(`^\s*(?:-{2,}|—{1,3}-*|－{2,3}|\.{3}|…|_{3}|\*{3})\s*$`)
)

// linesOf yields the lines of text without their ends, each with its offset.
func linesOf(text string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for at := 0; at < len(text); {
			line := text[at:]
			next := len(text)
			if n := strings.IndexAny(line, "\r\n"); n >= 0 {
				next = at + n + 1
				if strings.HasPrefix(line[n:], "\r\n") {
					next++
				}
				line = line[:n]
			}
			if !yield(at, line) {
				return
			}
			at = next
		}
	}
}

// findFences looks for front matter at the head of text. Below empty lines it counts only
// if a setting follows, since a rule may stand there as well.
func findFences(text string) fences {
	f := fences{close: -1}
	bom := len(text) - len(strings.TrimPrefix(text, "\ufeff"))
	for at, line := range linesOf(text[bom:]) {
		at += bom
		switch {
		case f.yaml > 0 && fence.MatchString(line):
			f.close, f.body = at, afterLine(text, at+len(line))
			return f
		case f.yaml > 0:
		case fence.MatchString(line):
			f.open, f.yaml = at, afterLine(text, at+len(line))
			if f.blank && !setting.MatchString(text[f.yaml:]) {
				return fences{close: -1, body: bom}
			}
			f.found, f.body = true, len(text)
		case strings.TrimSpace(line) != "":
			return fences{close: -1, body: bom}
		default:
			f.blank = true
		}
	}
	if !f.found {
		f.body = bom
	}
	return f
}

// afterLine returns the offset behind the line break at end.
func afterLine(text string, end int) int {
	for _, br := range []string{"\r\n", "\n", "\r"} {
		if strings.HasPrefix(text[end:], br) {
			return end + len(br)
		}
	}
	return end
}

// unclosed tells of front matter without an end, and where the end should likely be.
func (f fences) unclosed(text string, lines *diag.Lines) diag.Diagnostic {
	d := unclosed.At(lines.Pos(f.open), "文件头没有结束")
	for at, line := range linesOf(text[f.yaml:]) {
		place := lines.Pos(f.yaml + at)
		switch {
		case nearFence.MatchString(line):
			return d.WithHint("第 %d 行的“%s”应当正好是三个英文连字符 ---", place.Line, strings.TrimSpace(line))
		case line == "" || strings.HasPrefix(line, " ") || strings.HasPrefix(line, "-") || setting.MatchString(line):
		default:
			return d.WithHint("第 %d 行不像设置；在它前面另起一行，写上 ---", place.Line)
		}
	}
	return d.WithHint("在设置后面另起一行，写上 ---")
}
