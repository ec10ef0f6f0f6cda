package markdown

import (
	"sort"
	"strings"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/diag"
)

// An input is the Markdown that is read, and the problems found in it.
type input struct {
	lines    *diag.Lines
	source   []byte
	start    int    // offset of source in the file
	moved    []move // by at
	problems []diag.Diagnostic

	work    int  // spent on pairing markup, see affordable
	asked   int  // how often blocks were asked whether they go on
	tooDeep bool // whether that was reported
	notes   int  // footnotes written so far
}

// A move says that the bytes of the source from at on stand by further on in the file.
type move struct{ at, by int }

// unseen are the characters that nobody sees at the head of a line, and that would hide
// its markup: byte order marks and others of no width, as they come with copied text.
const unseen = "\ufeff\u200b\u200e\u2060"

// newInput takes the text from the byte start on. Every line end becomes a line feed: of
// CRLF goldmark leaves bits in titles and code, and it knows no CR alone. A NUL character,
// of which marks are made, becomes a space, and a byte that is no UTF-8 a replacement
// character. The characters in drop are left out at the head of a line.
func newInput(lines *diag.Lines, text string, start int, drop string) *input {
	in := &input{lines: lines, start: start}
	if len(text)-start > maxText {
		return in // reported by readable; not worth its memory
	}
	text = text[start:]
	in.source = make([]byte, 0, len(text))
	head := true
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case c == '\r':
			in.source = append(in.source, '\n')
			n += len(text[i+1:]) - len(strings.TrimPrefix(text[i+1:], "\n"))
		case c == 0:
			in.source = append(in.source, ' ')
		case head && strings.ContainsRune(drop, c):
		default:
			in.source = utf8.AppendRune(in.source, c)
		}
		head = c == '\n' || c == '\r' || head && strings.ContainsRune(drop, c)
		i += n
		in.move(i - len(in.source))
	}
	return in
}

// move notes how far what follows stands from its place in the file.
func (in *input) move(by int) {
	last := 0
	if n := len(in.moved); n > 0 {
		last = in.moved[n-1].by
	}
	if by != last {
		in.moved = append(in.moved, move{len(in.source), by})
	}
}

// pos is the place of the byte at an offset of the source.
func (in *input) pos(offset int) diag.Pos {
	by := 0
	if n := sort.Search(len(in.moved), func(i int) bool { return in.moved[i].at > offset }); n > 0 {
		by = in.moved[n-1].by
	}
	return in.lines.Pos(in.start + offset + by)
}

// maxProblems bounds the problems of one file: what nobody would read to its end.
const maxProblems = 1000

func (in *input) report(d diag.Diagnostic) {
	if len(in.problems) == maxProblems {
		d = tooComplex.At(d.Pos, "这个文件的问题超过 %d 个，后面的不再列出", maxProblems).WithHint("先改好前面的")
	}
	if len(in.problems) <= maxProblems {
		in.problems = append(in.problems, d)
	}
}

// short cuts what is quoted in a message.
func short(text string) string {
	const most = 60
	n := 0
	for i := range text {
		if n++; n > most {
			return text[:i] + "…"
		}
	}
	return text
}
