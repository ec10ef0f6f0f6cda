package standard

import (
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// A Text is a piece of the official text as printed, with the errata that touch it.
type Text struct {
	Printed string
	Marks   []Mark   // in order, without overlap
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
