package graph

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/standard"
)

// terms tells where pages name terms, and who mentions them in what words.
func terms(g *Graph) string {
	var b strings.Builder
	for _, l := range g.published() {
		for _, use := range l.Terms {
			fmt.Fprintln(&b, l.Address, use.Term.Address, use.Start, use.End)
		}
	}
	for _, s := range g.Standards {
		for _, term := range s.Terms {
			for _, q := range Quotes(term.MentionedBy) {
				fmt.Fprintln(&b, term.Address, q.From.Address, q.Before, q.Said, q.After)
			}
		}
	}
	return b.String()
}

// What a graph takes over from one before it makes no difference: not where a page's
// standard has changed its terms, and not where the page belongs to another standard now.
func TestAnEarlierGraphMakesNoDifference(t *testing.T) {
	kept := 0
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 7))
		s := randomSite(rng)
		content := s.content(t)
		before, _ := Build(s.standards, content)
		later := slices.Clone(s.standards)
		switch rng.IntN(4) {
		case 0: // nothing
		case 1:
			changed := *later[0]
			changed.Terms = append([]standard.Term{{Name: "走访", ID: "term-2.0"}}, changed.Terms...)
			later[0] = &changed
		case 2:
			later = later[:1]
		case 3:
			later = later[2:]
		}
		content.Lessons = content.Lessons[rng.IntN(2):]
		cold, coldProblems := Build(later, content)
		content.Before = before
		warm, warmProblems := Build(later, content)
		if terms(warm) != terms(cold) {
			t.Errorf("seed %d: warm\n%scold\n%s", seed, terms(warm), terms(cold))
		}
		if !slices.Equal(told(warmProblems), told(coldProblems)) {
			t.Errorf("seed %d: other problems", seed)
		}
		for page, n := range warm.namings {
			if old, ok := before.namings[page]; ok && len(n.inHTML) > 0 && len(old.inHTML) > 0 && &old.inHTML[0] == &n.inHTML[0] {
				kept++
			}
		}
	}
	if kept < 100 {
		t.Errorf("only %d pages were taken over", kept)
	}
}
