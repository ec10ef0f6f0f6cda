package compare

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// agree cuts the words that the lexicon does not know once more, where both clauses have
// a string of two characters or more in such words: what stands in both is a word here.
func agree(a, b []word) (x, y []word) {
	a, b = apart(a, b), apart(b, a)
	for range maxAgreements {
		i, j, common := longestLoose(a, b)
		if common == "" {
			break
		}
		a, b = split(a, i, common), split(b, j, common)
	}
	return a, b
}

// apart cuts the words of a that b does not have, where b has both their halves: a term
// that stands whole in one clause and with a word inside in the other.
func apart(a, b []word) []word {
	other := map[string]bool{}
	for _, w := range b {
		other[w.text] = true
	}
	var out []word
	for _, w := range a {
		if first, second := halves(w.text, other); !other[w.text] && first != "" {
			out = append(out, word{first, false}, word{second, false})
		} else {
			out = append(out, w)
		}
	}
	return out
}

// halves cuts w into two words of other, of two characters or more each; empty if it cannot.
func halves(w string, other map[string]bool) (first, second string) {
	n := 0
	for i := range w {
		if n >= 2 && utf8.RuneCountInString(w[i:]) >= 2 && other[w[:i]] && other[w[i:]] {
			return w[:i], w[i:]
		}
		n++
	}
	return "", ""
}

// maxAgreements bounds how many strings two clauses are cut by.
const maxAgreements = 8

// longestLoose finds the longest string of two characters or more that stands in a loose
// word of a and in one of b, and is not the whole of both.
func longestLoose(a, b []word) (i, j int, common string) {
	most := 1
	for m, x := range a {
		for n, y := range b {
			if !x.loose || !y.loose || x.text == y.text || min(len(x.text), len(y.text)) <= 3*most {
				continue
			}
			if s := commonString([]rune(x.text), []rune(y.text)); len([]rune(s)) > most {
				i, j, common, most = m, n, s, len([]rune(s))
			}
		}
	}
	return i, j, common
}

// commonString is the longest string that stands in both a and b, the first of several.
func commonString(a, b []rune) string {
	best, end := 0, 0
	row := make([]int, len(b)+1)
	for i := range a {
		for j := len(b) - 1; j >= 0; j-- {
			row[j+1] = 0
			if a[i] == b[j] {
				row[j+1] = row[j] + 1
			}
			if row[j+1] > best {
				best, end = row[j+1], i+1
			}
		}
	}
	return string(a[end-best : end])
}

// split cuts the part out of word i. The part is known from then on.
func split(words []word, i int, part string) []word {
	before, after, _ := strings.Cut(words[i].text, part)
	out := slices.Clone(words[:i])
	for _, w := range []word{{before, true}, {part, false}, {after, true}} {
		if w.text != "" {
			out = append(out, w)
		}
	}
	return append(out, words[i+1:]...)
}
