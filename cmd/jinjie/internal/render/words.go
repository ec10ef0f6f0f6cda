package render

import (
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// A Run is a stretch of printed text of one kind. Joined, the runs of a text are the
// text as printed.
type Run struct {
	Text    string
	Marked  bool   // an erratum speaks of it
	Href    string // of what it leads to or of the term it names, or empty
	Class   string // of such a link: "term" or "ref"
	Outside bool   // whether the link leads out of the site
	Change  string // "new" or "changed", where it differs from a lower level's words
}

// A Tag leads from a text to an erratum that touches it.
type Tag struct {
	ID     string // of the erratum, such as "E31"
	Word   string // key of what its 类别 is called, such as "erratum-doubt"
	Href   string // of its entry
	Number int    // of its note on the page, from 1; 0 if it has none there
}

// A Text is a text of the standard as a page shows it.
type Text struct {
	Runs []Run
	Tags []Tag
}

// A Part is a part of a requirement's sentence.
type Part struct {
	Kind string // "verb", "knowledge", "ability" or "rest"
	Runs []Run
}

// text shows t with its errata.
func (v viewer) text(t standard.Text) Text {
	return Text{Runs: v.runs(t, 0, len(t.Printed), nil, nil), Tags: v.tags(t)}
}

// tags lists the errata of texts, each once.
func (v viewer) tags(texts ...standard.Text) []Tag {
	var tags []Tag
	for _, t := range texts {
		for _, i := range t.Errata() {
			e := v.s.Errata[i]
			tag := Tag{ID: e.ID, Word: erratumWord(e.Kind), Href: rel(v.page, e.Address)}
			if !slices.Contains(tags, tag) {
				tags = append(tags, tag)
			}
		}
	}
	return tags
}

// runs cuts the bytes of t from start to end at every mark, link, mention and change.
func (v viewer) runs(t standard.Text, start, end int, mentions []graph.Mention, changes []change) []Run {
	cuts := []int{start, end}
	for _, m := range t.Marks {
		cuts = append(cuts, m.Start, m.End)
	}
	for _, s := range t.Spans {
		cuts = append(cuts, s.Start, s.End)
	}
	for _, m := range mentions {
		cuts = append(cuts, m.Start, m.End)
	}
	for _, c := range changes {
		cuts = append(cuts, c.start, c.end)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var runs []Run
	for i := 1; i < len(cuts); i++ {
		from, to := cuts[i-1], cuts[i]
		if from < start || to > end {
			continue
		}
		run := Run{Text: t.Printed[from:to], Marked: t.Touched(from, to)}
		for _, m := range mentions {
			if m.Start <= from && to <= m.End {
				run.Href, run.Class = rel(v.page, m.Term.Address), "term"
			}
		}
		v.lead(&run, t.Spans, from, to)
		for _, c := range changes {
			if c.start <= from && to <= c.end {
				run.Change = c.kind
			}
		}
		runs = append(runs, run)
	}
	return runs
}

// lead makes a run lead where the span that covers it does: what is written in the text
// wins over the term that it happens to name, and the inner of two spans over the outer.
func (v viewer) lead(run *Run, spans []standard.Span, from, to int) {
	for _, s := range spans {
		if s.Start <= from && to <= s.End {
			v.target(run, v.s.Targets[s.Link])
		}
	}
}

// target makes a run lead to a target, if that is anywhere.
func (v viewer) target(run *Run, t graph.Target) {
	if t.Address == "" {
		return
	}
	run.Href, run.Class, run.Outside = href(v.page, t), "ref", t.Outside
	if t.Term != nil {
		run.Class = "term"
	}
}

// href is the address of a target as seen from a page.
func href(page string, t graph.Target) string {
	if t.Outside {
		return t.Address
	}
	file, anchor, anchored := strings.Cut(rel(page, t.Address), "#")
	if anchored {
		return file + t.Query + "#" + anchor
	}
	return file + t.Query
}

// parts takes the sentence of q apart, with its marks, terms and changes.
func (v viewer) parts(q *graph.Requirement, changes []change) []Part {
	var parts []Part
	at := 0
	for _, p := range []struct{ kind, text string }{
		{"verb", q.Sentence.Verb}, {"knowledge", q.Sentence.Knowledge},
		{"ability", q.Sentence.Ability}, {"rest", q.Sentence.Rest},
	} {
		if p.text != "" {
			parts = append(parts, Part{p.kind, v.runs(q.Text, at, at+len(p.text), q.Terms, changes)})
			at += len(p.text)
		}
	}
	return parts
}
