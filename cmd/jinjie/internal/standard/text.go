package standard

import (
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// A Text is a piece of the official text as printed, with the errata that touch it and
// the words of it that lead somewhere.
//
// Printed is what the source says, character for character. Marks and Spans are stretches
// of it, told in bytes: they add nothing to it, hide nothing and know nothing of each
// other, so that they may overlap. Whoever cuts Printed, at their edges or anywhere else,
// keeps counting bytes from its beginning; then the pieces join to Printed again, and
// a piece is marked, or leads somewhere, if a stretch covers it.
type Text struct {
	Printed string
	Marks   []Mark   // in order, without overlap
	Spans   []Span   // in order; see [Span]
	Place   string   // its 位置 as errata.csv writes it, such as "初级/3.3/2.3.1"
	Pos     diag.Pos // of its first character
}

// A Mark is a span of a text that an erratum speaks of.
type Mark struct {
	Start, End int    // bytes of Printed
	Erratum    int    // index into Standard.Errata
	Correction string // what should stand there; only if Corrects
	Corrects   bool
}

// A Span is a span of a text whose words are a reference or a link. It has at least one
// character. A span may stand within the one before it, where the words of a link hold a
// reference; the inner one counts for its words.
type Span struct {
	Start, End int // bytes of Printed
	Link       int // index into Standard.Links
}

// A Link is a reference or a link of standard.md, as written. Where it leads is for
// package graph to find.
type Link struct {
	Target    string // of a reference: what stands in [[ ]] less its label; of a link: its address
	Reference bool   // whether it stands in [[ ]]
	Pos       diag.Pos
}

// A Run is a stretch of a text: plain, or the words of one erratum.
type Run struct {
	Text    string // as printed
	Erratum int    // index into Standard.Errata, or -1
}

// Empty tells whether nothing is printed.
func (t Text) Empty() bool { return t.Printed == "" }

// Corrected returns the text with its corrections made.
func (t Text) Corrected() string {
	var b strings.Builder
	end := 0
	for _, m := range t.Marks {
		if m.Corrects {
			b.WriteString(t.Printed[end:m.Start])
			b.WriteString(m.Correction)
			end = m.End
		}
	}
	b.WriteString(t.Printed[end:])
	return b.String()
}

// Runs cuts the printed text at its marks; joined, the runs are the printed text.
func (t Text) Runs() []Run {
	var runs []Run
	end := 0
	for _, m := range t.Marks {
		if m.Start > end {
			runs = append(runs, Run{t.Printed[end:m.Start], -1})
		}
		runs = append(runs, Run{t.Printed[m.Start:m.End], m.Erratum})
		end = m.End
	}
	if end < len(t.Printed) {
		runs = append(runs, Run{t.Printed[end:], -1})
	}
	return runs
}

// Touched tells whether a mark overlaps the bytes from start to end.
func (t Text) Touched(start, end int) bool {
	for _, m := range t.Marks {
		if m.Start < end && start < m.End {
			return true
		}
	}
	return false
}

// Errata lists the errata of t, each once, in order.
func (t Text) Errata() []int {
	var list []int
	for _, m := range t.Marks {
		if len(list) == 0 || list[len(list)-1] != m.Erratum {
			list = append(list, m.Erratum)
		}
	}
	return list
}

// linkAt returns the link that the printed byte at is a word of, or -1.
func (t Text) linkAt(at int) int {
	link := -1
	for _, s := range t.Spans {
		if s.Start <= at && at < s.End {
			link = s.Link
		}
	}
	return link
}
