package compare

import (
	"cmp"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/standard"
)

// byAbility is the part of the ability clause in the likeness of two statements.
const byAbility = 0.65

// A weighted is a word of a clause with its weight.
type weighted struct {
	word   string
	weight float64
}

// A profile is what the likeness of a statement rests on: the words that carry meaning,
// each once, ordered, so that sums never depend on chance.
type profile struct {
	knowledge, ability, whole []weighted // whole: of both clauses
}

func (l *Lexicon) profile(q *standard.Requirement) profile {
	knowledge, ability := clauses(q)
	return profile{l.weights(knowledge), l.weights(ability), l.weights(knowledge + ability)}
}

// Likeness tells how much two statements are about the same matter, from 0 to 1: the
// share of the words that they have in common, rare words counting more. The ability
// clause, what one can do, tells more than the knowledge clause.
func (l *Lexicon) Likeness(a, b *standard.Requirement) float64 {
	return l.profile(a).likeness(l.profile(b))
}

func (p profile) likeness(q profile) float64 {
	if len(p.ability) == 0 || len(q.ability) == 0 {
		return overlap(p.whole, q.whole)
	}
	return (1-byAbility)*overlap(p.knowledge, q.knowledge) + byAbility*overlap(p.ability, q.ability)
}

// overlap is the weight of the common words of two clauses over the mean weight of both
// (Dice 1945).
func overlap(a, b []weighted) float64 {
	common, total := 0.0, 0.0
	for _, w := range a {
		total += w.weight
	}
	for _, w := range b {
		total += w.weight
	}
	for len(a) > 0 && len(b) > 0 {
		switch c := strings.Compare(a[0].word, b[0].word); {
		case c < 0:
			a = a[1:]
		case c > 0:
			b = b[1:]
		default:
			common += min(a[0].weight, b[0].weight)
			a, b = a[1:], b[1:]
		}
	}
	if total == 0 {
		return 0
	}
	return 2 * common / total
}

// weights lists the words of a clause that carry meaning.
func (l *Lexicon) weights(clause string) []weighted {
	var list []weighted
	for _, w := range l.Words(clause) {
		if strings.Contains(slight+"能为在对向等其", w) {
			continue
		}
		weight := l.idf[w]
		if weight == 0 {
			weight = 1
		}
		list = append(list, weighted{w, weight})
	}
	slices.SortFunc(list, func(a, b weighted) int { return cmp.Compare(a.word, b.word) })
	return slices.CompactFunc(list, func(a, b weighted) bool { return a.word == b.word })
}
