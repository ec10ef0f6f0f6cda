package importer

import (
	"slices"
	"strings"
	"unicode"

	"jinjie/cmd/jinjie/internal/diag"
)

// An account says of every byte of the source what became of it.
type account struct {
	source  string
	lines   *diag.Lines
	entries []uint8  // by byte: 0 for nothing yet, 1 for written, else 2 + index into reasons
	reasons []string // why bytes are left out
}

const (
	unclaimed = iota
	written
	firstReason
)

func newAccount(file, source string) *account {
	return &account{source: source, lines: diag.NewLines(file, source), entries: make([]uint8, len(source))}
}

// claim notes that t stands in the files.
func (a *account) claim(t text) {
	for _, at := range t.at {
		if at >= 0 {
			a.entries[at] = written
		}
	}
}

// drop notes that t is left out, unless it is written as well.
func (a *account) drop(t text, reason string) {
	for _, at := range t.at {
		if at >= 0 {
			a.leave(at, at+1, reason)
		}
	}
}

// leave notes that the bytes from start to end are left out, but for those written.
func (a *account) leave(start, end int, reason string) {
	i := slices.Index(a.reasons, reason)
	if i < 0 {
		i = len(a.reasons)
		a.reasons = append(a.reasons, reason)
	}
	for at := start; at < end; at++ {
		if a.entries[at] != written {
			a.entries[at] = uint8(firstReason + i)
		}
	}
}

// A stretch is a run of bytes with one entry; white space belongs to no run.
type stretch struct {
	start, end int
	entry      uint8
}

// stretches walks the source and calls yield for each run of characters with the same
// entry within one line.
func (a *account) stretches(yield func(stretch)) {
	var cur stretch
	flush := func() {
		if cur.end > cur.start {
			yield(cur)
		}
		cur = stretch{}
	}
	for at, c := range a.source {
		switch entry := a.entries[at]; {
		case c == '\n' || c == '\r':
			flush()
		case unicode.IsSpace(c):
		case cur.end > cur.start && cur.entry == entry:
			cur.end = at + len(string(c))
		default:
			flush()
			cur = stretch{at, at + len(string(c)), entry}
		}
	}
	flush()
}

// unclaimed lists what no rule has spoken for.
func (a *account) unclaimed() []stretch {
	var list []stretch
	a.stretches(func(s stretch) {
		if s.entry == unclaimed {
			list = append(list, s)
		}
	})
	return list
}

// dropped lists what is left out; neighbours with one reason are one entry.
func (a *account) dropped() []Dropped {
	var list []Dropped
	var texts []string
	flush := func() {
		if len(list) > 0 {
			list[len(list)-1].Text = strings.Join(texts, "")
		}
		texts = nil
	}
	a.stretches(func(s stretch) {
		if s.entry < firstReason {
			return
		}
		line, reason := a.lines.Pos(s.start).Line, a.reasons[s.entry-firstReason]
		words := a.source[s.start:s.end]
		if n := len(list); n > 0 && list[n-1].Reason == reason {
			if list[n-1].Last != line {
				words = "\n" + words
			} else {
				words = " " + words
			}
			list[n-1].Last = line
			texts = append(texts, words)
			return
		}
		flush()
		list = append(list, Dropped{Line: line, Last: line, Reason: reason})
		texts = append(texts, words)
	})
	flush()
	return list
}
