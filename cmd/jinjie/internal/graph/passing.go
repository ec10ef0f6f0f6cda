package graph

import (
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/parallel"
	"jinjie/cmd/jinjie/internal/standard"
)

// A naming is where a page's running text names the terms of its standard: each term where
// it is named first.
type naming struct {
	standard *standard.Standard
	inHTML   []namedTerm
	inBlocks []namedTerm
}

// A namedTerm is a place that names a term: bytes of the HTML of a body, or of the text of
// one of its blocks.
type namedTerm struct {
	term int // number of the standard's term
	at   stretch
}

// explain finds where a page's running text names a term first.
func (g *Graph) explain(l *Lesson) {
	chosen := map[*Term]bool{} // the author has chosen the place
	for _, t := range l.Refs {
		chosen[t.Term] = true
	}
	for _, t := range l.Links {
		chosen[t.Term] = true
	}
	for _, n := range g.namings[l.Lesson].inHTML {
		if t := l.Standard.Terms[n.term]; !chosen[t] {
			l.Terms = append(l.Terms, TermUse{t, n.at.start, n.at.end})
		}
	}
}

// passing tells the terms that a page's running text names in passing, each with the first
// sentence that does.
func (g *Graph) passing(l *Lesson) {
	if len(l.Terms) == 0 {
		return
	}
	open := map[*Term]bool{}
	for _, use := range l.Terms {
		open[use.Term] = true
	}
	for _, n := range g.namings[l.Lesson].inBlocks {
		if t := l.Standard.Terms[n.term]; open[t] {
			delete(open, t)
			t.MentionedBy = append(t.MentionedBy, Backlink{l, n.at, t.Name, -1})
		}
	}
	for _, use := range l.Terms { // what line breaks or markup tear apart
		if open[use.Term] {
			use.Term.MentionedBy = append(use.Term.MentionedBy, Backlink{l, nowhere, use.Term.Name, -1})
		}
	}
}

// findNamings finds where pages name terms. What an earlier graph found is taken over: it
// depends on the page and its standard alone.
func (g *Graph) findNamings(before *Graph, pages []*Lesson) {
	g.namings = make(map[*lesson.Lesson]naming, len(pages))
	var open []*Lesson
	for _, l := range pages {
		if l.Standard == nil || len(l.Standard.Terms) == 0 {
			continue
		}
		if before != nil {
			if n, ok := before.namings[l.Lesson]; ok && n.standard == l.Standard.Standard {
				g.namings[l.Lesson] = n
				continue
			}
		}
		open = append(open, l)
	}
	found := make([]naming, len(open))
	parallel.Do(len(open), func(i int) { found[i] = open[i].nameTerms() })
	for i, l := range open {
		g.namings[l.Lesson] = found[i]
	}
}

func (l *Lesson) nameTerms() naming {
	n := naming{standard: l.Standard.Standard}
	seen := map[int]bool{}
	for _, run := range l.Body.Runs {
		for _, m := range l.Standard.mentions(l.Body.HTML[run.Start:run.End]) {
			if !seen[m.Term.number] {
				seen[m.Term.number] = true
				n.inHTML = append(n.inHTML, namedTerm{m.Term.number, stretch{-1, run.Start + m.Start, run.Start + m.End}})
			}
		}
	}
	clear(seen)
	for i, block := range l.Body.Blocks {
		for _, m := range l.Standard.mentions(block.Text) {
			if !seen[m.Term.number] {
				seen[m.Term.number] = true
				n.inBlocks = append(n.inBlocks, namedTerm{m.Term.number, stretch{i, m.Start, m.End}})
			}
		}
	}
	return n
}
