package markdown

import (
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// An input is the Markdown that is read, and the problems found in it.
type input struct {
	lines    *diag.Lines
	source   []byte
	start    int // offset of source in the file
	problems []diag.Diagnostic
}

func newInput(lines *diag.Lines, text string, start int) *input {
	in := &input{lines: lines, source: []byte(text[start:]), start: start}
	for i, c := range in.source {
		if c == 0 { // text that was decoded has none; marks are made of them
			in.source[i] = ' '
		}
	}
	return in
}

// pos is the place of the byte at an offset of the source.
func (in *input) pos(offset int) diag.Pos { return in.lines.Pos(in.start + offset) }

func (in *input) report(d diag.Diagnostic) { in.problems = append(in.problems, d) }

// maxMarks bounds the characters of markup between two empty lines. Pairing them takes
// the square of their number in time, and no paragraph that a person wrote has as many.
const maxMarks = 10000

// readable reports a stretch without an empty line that holds too much markup to be read
// in a sensible time, and tells whether there is none.
func (in *input) readable() bool {
	at, begin, marks := 0, 0, 0
	for line := range strings.Lines(string(in.source)) {
		if strings.TrimSpace(line) == "" {
			marks, begin = 0, at+len(line)
		}
		for i := range len(line) {
			if strings.IndexByte("*_~[]<`>", line[i]) >= 0 {
				marks++
			}
		}
		if marks > maxMarks {
			in.report(tooComplex.At(in.pos(begin), "这一段里的标记超过 %d 个", maxMarks).WithHint("用空行分成几段"))
			return false
		}
		at += len(line)
	}
	return true
}
