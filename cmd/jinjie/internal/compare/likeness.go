package compare

import (
	"strings"

	"jinjie/cmd/jinjie/internal/standard"
)

// byAbility is the part of the ability clause in the likeness of two statements.
const byAbility = 0.65

// Likeness tells how much two statements are about the same matter, from 0 to 1: the
// share of the words that they have in common, rare words counting more. The ability
// clause, what one can do, tells more than the knowledge clause.
func (l *Lexicon) Likeness(a, b *standard.Requirement) float64 {
	ak, aa := clauses(a)
	bk, ba := clauses(b)
	switch {
	case aa == "" && ba == "":
		return l.overlap(ak, bk)
	case aa == "" || ba == "":
		return l.overlap(ak+aa, bk+ba)
	}
	return (1-byAbility)*l.overlap(ak, bk) + byAbility*l.overlap(aa, ba)
}

// overlap is the weight of the common words of two clauses over the mean weight of both
// (Dice 1945).
func (l *Lexicon) overlap(a, b string) float64 {
	wa, wb := l.weights(a), l.weights(b)
	common, total := 0.0, 0.0
	for w, x := range wa {
		total += x
		if y, ok := wb[w]; ok {
			common += min(x, y)
		}
	}
	for _, y := range wb {
		total += y
	}
	if total == 0 {
		return 0
	}
	return 2 * common / total
}

// weights gives the words of a clause that carry meaning, each with its weight.
func (l *Lexicon) weights(clause string) map[string]float64 {
	weights := map[string]float64{}
	for _, w := range l.Words(clause) {
		if strings.Contains(slight+"能为在对向等其", w) {
			continue
		}
		weight := l.idf[w]
		if weight == 0 {
			weight = 1
		}
		weights[w] = weight
	}
	return weights
}
