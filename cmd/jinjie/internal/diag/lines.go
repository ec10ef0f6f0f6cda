package diag

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Lines turns byte offsets of one text into places. It is made once a file.
type Lines struct {
	file   string
	text   string
	starts []int // offset of each line's first byte
	runes  []int // characters before every stride-th byte: columns of long lines stay cheap
}

const stride = 1024

// NewLines indexes text, the decoded content of file. LF, CRLF and CR end a line.
func NewLines(file, text string) *Lines {
	l := &Lines{file: file, text: text, starts: []int{0}}
	count := 0
	for i := 0; i < len(text); i++ {
		if i%stride == 0 {
			l.runes = append(l.runes, count)
		}
		if utf8.RuneStart(text[i]) {
			count++
		}
		if text[i] == '\n' || text[i] == '\r' && !strings.HasPrefix(text[i+1:], "\n") {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// Pos returns the place of the byte at offset; beyond the text it is the text's end.
func (l *Lines) Pos(offset int) Pos {
	offset = min(max(offset, 0), len(l.text))
	line, found := slices.BinarySearch(l.starts, offset)
	if !found {
		line--
	}
	start := l.starts[line]
	return Pos{
		File:   l.file,
		Line:   line + 1,
		Column: l.before(offset) - l.before(start) + 1,
		Offset: offset - start,
	}
}

// before counts the characters of the text that begin before the byte at offset.
func (l *Lines) before(offset int) int {
	if len(l.runes) == 0 {
		return 0
	}
	from := min(offset/stride, len(l.runes)-1)
	n := l.runes[from]
	for i := from * stride; i < offset; i++ {
		if utf8.RuneStart(l.text[i]) {
			n++
		}
	}
	return n
}

// At returns the place of the character in column of line, both counted from 1.
func (l *Lines) At(line, column int) Pos {
	if line < 1 || line > len(l.starts) {
		return Pos{File: l.file}
	}
	offset := l.starts[line-1]
	for ; column > 1 && offset < len(l.text); column-- {
		_, n := utf8.DecodeRuneInString(l.text[offset:])
		offset += n
	}
	return l.Pos(offset)
}
