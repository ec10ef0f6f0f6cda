package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text is a stretch of the source as the files print it. Every byte knows its offset
// in the source; white space that joins two fragments has none.
type text struct {
	s  string
	at []int // by byte of s: its offset in the source, or -1
}

func (t text) empty() bool { return t.s == "" }

// sub is the part of t from byte i to byte j.
func (t text) sub(i, j int) text { return text{t.s[i:j], t.at[i:j]} }

// trim takes white space off both ends.
func (t text) trim() text {
	start := len(t.s) - len(strings.TrimLeftFunc(t.s, unicode.IsSpace))
	end := len(strings.TrimRightFunc(t.s, unicode.IsSpace))
	if start >= end {
		return text{}
	}
	return t.sub(start, end)
}

// start is the offset in the source of the first character, or -1 for an empty text.
func (t text) start() int {
	for _, at := range t.at {
		if at >= 0 {
			return at
		}
	}
	return -1
}

// plus is t with u behind it.
func (t text) plus(u text) text {
	return text{t.s + u.s, append(t.at[:len(t.at):len(t.at)], u.at...)}
}

// inserted is s as a text that the source does not have.
func inserted(s string) text { return text{s, slices.Repeat([]int{-1}, len(s))} }

var gap = inserted(" ")

// join puts two fragments of one text together that a line's or a page's end has cut
// apart: with a space only between two Latin words, as Chinese has none.
func (t text) join(u text) text {
	t, u = t.trim(), u.trim()
	last, _ := utf8.DecodeLastRuneInString(t.s)
	next, _ := utf8.DecodeRuneInString(u.s)
	if !t.empty() && !u.empty() && last < 0x2000 && next < 0x2000 {
		return t.plus(gap).plus(u)
	}
	return t.plus(u)
}

// joinAll joins the fragments of one text, as [text.join] does, but all at once: joining
// one by one would copy a long text again and again.
func joinAll(first text, rest []text) text {
	if len(rest) == 0 {
		return first
	}
	var b strings.Builder
	var at []int
	last := rune(utf8.RuneError)
	for _, t := range append([]text{first}, rest...) {
		if t = t.trim(); t.empty() {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(t.s); b.Len() > 0 && last < 0x2000 && next < 0x2000 {
			b.WriteString(gap.s)
			at = append(at, gap.at...)
		}
		b.WriteString(t.s)
		at = append(at, t.at...)
		last, _ = utf8.DecodeLastRuneInString(t.s)
	}
	return text{b.String(), at}
}

// oneLine joins the lines of t, as tags such as <br> leave them.
func (t text) oneLine() text {
	if !strings.ContainsRune(t.s, '\n') {
		return t.trim()
	}
	return joinAll(text{}, t.lines())
}

// lines are the lines of t that are not blank.
func (t text) lines() []text {
	var list []text
	start := 0
	for i := 0; i <= len(t.s); i++ {
		if i == len(t.s) || t.s[i] == '\n' {
			if line := t.sub(start, i).trim(); !line.empty() {
				list = append(list, line)
			}
			start = i + 1
		}
	}
	return list
}

// columns is the width of s on a page: two for a Chinese character, one for a Latin one.
func columns(s string) int {
	n := 0
	for _, c := range s {
		n++
		if c >= 0x2000 {
			n++
		}
	}
	return n
}
