package search

import (
	"fmt"
	"unicode/utf8"
)

// digits are the characters that numbers are written in: those of ASCII that mean nothing
// within a string of a script, nor within HTML.
const digits = " !#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"

// last is how many of the digits end a number; the others say that more follows.
const (
	last = 60
	more = len(digits) - last
)

// number appends a number that is not negative. A digit below 60 ends it; one from 60 on
// is added, and what follows counts 32 times.
func number(out []byte, n int) []byte {
	for n >= last {
		n -= last
		out = append(out, digits[last+n%more])
		n /= more
	}
	return append(out, digits[n])
}

// literal appends a text as a script writes it, in quotation marks.
func literal(out, text []byte) []byte {
	out = append(out, '"')
	for i := 0; i < len(text); {
		n := i
		for n < len(text) && !special[text[n]] {
			n++
		}
		out = append(out, text[i:n]...)
		if i = n; i == len(text) {
			break
		}
		c, size := utf8.DecodeRune(text[i:])
		i += size
		switch {
		case c == '"' || c == '\\':
			out = append(out, '\\', byte(c))
		case c == '\n':
			out = append(out, `\n`...)
		case c == '<' || c == '\u2028' || c == '\u2029' || c == '\ufeff':
			out = fmt.Appendf(out, `\u%04x`, c)
		default:
			out = utf8.AppendRune(out, c)
		}
	}
	return append(out, '"')
}

// special are the bytes that may begin a character that may not stand in a string of a
// script as it is. “<” may, but escaped it cannot end a script in a page; U+FEFF may, but
// no one sees it.
var special = [256]bool{'"': true, '\\': true, '\n': true, '<': true, 0xe2: true, 0xef: true}
