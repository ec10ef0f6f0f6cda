// Package compare tells what changed between two statements of adjacent levels, and which
// statements belong together.
//
// A change reads as a person would mark it with a highlighter: in whole words. Chinese is
// written without spaces, so clauses are cut into words first, by a [Lexicon]: general
// words, the standard's own terms, and strings that the standard repeats in different
// company, which is what makes a string a word (Harris 1955: the freedom of its neighbours).
package compare

import (
	_ "embed"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/standard"
)

//go:embed words.txt
var list string

// general scores the general words; it is made once, when first asked for.
var general = sync.OnceValue(func() map[string]float64 {
	words := strings.Fields(list)
	score := make(map[string]float64, len(words))
	for _, w := range words {
		score[w] = listed(w)
	}
	return score
})

// A Lexicon cuts the clauses of one standard into words.
type Lexicon struct {
	score map[string]float64 // of the standard's own words: the higher, the rather it is one
	idf   map[string]float64 // of a word: how much it tells statements apart
}

// worth is the score of a word, the standard's own or a general one.
func (l *Lexicon) worth(w string) (float64, bool) {
	own, ok := l.score[w]
	common, listed := general()[w]
	return max(own, common), ok || listed
}

// How much a word is worth to the cutting. A single character costs; a longer word is
// worth more than shorter ones that could stand in its place.
const (
	single  = -2.0
	perChar = 2.0 // of a general word, less once the half of it
	longest = 8   // characters
)

// listed is the worth of a general word.
func listed(w string) float64 { return perChar*float64(utf8.RuneCountInString(w)) - perChar/2 }

// found is the worth of a string that the standard repeats: less than that of a general
// word, and less than that of two words it could be cut into.
func found(w string) float64 { return 1.5 + 0.6*float64(utf8.RuneCountInString(w)) }

// NewLexicon learns the words of s.
func NewLexicon(s *standard.Standard) *Lexicon {
	l := &Lexicon{score: map[string]float64{}, idf: map[string]float64{}}
	var texts []string
	for q := range s.Requirements() {
		texts = append(texts, q.Text.Printed)
	}
	for w := range repeated(texts) {
		l.score[w] = found(w)
	}
	for _, t := range s.Terms {
		if utf8.RuneCountInString(t.Name) > 1 {
			l.score[t.Name] = listed(t.Name) + perChar
		}
	}
	l.weigh(texts)
	return l
}

// weigh counts in how many statements each word stands.
func (l *Lexicon) weigh(texts []string) {
	in := map[string]int{}
	for _, t := range texts {
		words := l.Words(t)
		slices.Sort(words)
		for _, w := range slices.Compact(words) {
			in[w]++
		}
	}
	for w, n := range in {
		l.idf[w] = math.Log(float64(len(texts)+1) / float64(n))
	}
}

// breaks are the characters at which no word goes on: marks, and the little words that
// join others.
const breaks = "的和与及等或、，。；：！？“”《》 "

// repeated finds strings of two to four characters that stand at least three times, with
// different neighbours on both sides.
func repeated(texts []string) map[string]bool {
	type company struct {
		times       int
		left, right map[rune]bool
	}
	seen := map[string]*company{}
	for _, t := range texts {
		runes := []rune(t)
		for i := range runes {
			for n := 2; n <= 4 && i+n <= len(runes); n++ {
				w := runes[i : i+n]
				if slices.ContainsFunc(w, func(c rune) bool { return strings.ContainsRune(breaks, c) || !unicode.Is(unicode.Han, c) }) {
					break
				}
				c := seen[string(w)]
				if c == nil {
					c = &company{left: map[rune]bool{}, right: map[rune]bool{}}
					seen[string(w)] = c
				}
				c.times++
				c.left[at(runes, i-1)], c.right[at(runes, i+n)] = true, true
			}
		}
	}
	words := map[string]bool{}
	for w, c := range seen {
		if c.times >= 3 && len(c.left) >= 3 && len(c.right) >= 3 {
			words[w] = true
		}
	}
	return words
}

func at(runes []rune, i int) rune {
	if i < 0 || i >= len(runes) {
		return 0
	}
	return runes[i]
}

// whole is what is never cut inside: a character with another in brackets that may stand in
// its place, as in 居（村）民, a number, a word in Latin letters, and both in one, as in
// 9001:2015.
var whole = regexp.MustCompile(`\p{Han}（\p{Han}）\p{Han}|[0-9A-Za-z]+(?:[-.:/][0-9A-Za-z]+)*%?`)

// A word is a stretch of a clause that is not cut further.
type word struct {
	text  string
	loose bool // made of characters that belong to no word of the lexicon
}

// Words cuts text into words; joined, they are text. Marks and joining words stand alone.
func (l *Lexicon) Words(text string) []string { return texts(l.words(text)) }

func (l *Lexicon) words(text string) []word {
	var words []word
	start := 0
	for _, m := range whole.FindAllStringIndex(text, -1) {
		words = append(words, l.cut(text[start:m[0]])...)
		words = append(words, word{text: text[m[0]:m[1]]})
		start = m[1]
	}
	return append(words, l.cut(text[start:])...)
}

func texts(words []word) []string {
	var list []string
	for _, w := range words {
		list = append(list, w.text)
	}
	return list
}

// cut finds the cutting of greatest worth.
func (l *Lexicon) cut(text string) []word {
	starts := make([]int, 0, len(text)+1) // of the characters, and the end
	for i := range text {
		starts = append(starts, i)
	}
	starts = append(starts, len(text))
	best := make([]float64, len(starts))
	from := make([]int, len(starts))
	for end := 1; end < len(starts); end++ {
		c, _ := utf8.DecodeRuneInString(text[starts[end-1]:])
		best[end], from[end] = best[end-1]+l.alone(c), end-1
		for n := 2; n <= longest && n <= end; n++ {
			if score, ok := l.worth(text[starts[end-n]:starts[end]]); ok && best[end-n]+score >= best[end] {
				best[end], from[end] = best[end-n]+score, end-n
			}
		}
	}
	var words []string
	for end := len(starts) - 1; end > 0; end = from[end] {
		words = append(words, text[starts[from[end]]:starts[end]])
	}
	slices.Reverse(words)
	return l.gather(words)
}

// alone is the worth of a character by itself.
func (l *Lexicon) alone(c rune) float64 {
	if strings.ContainsRune(breaks+"能为在对向就将使并", c) {
		return 0
	}
	return single
}

// gather joins single characters that stand side by side and belong to no word: together
// they are a word that the lexicon does not know.
func (l *Lexicon) gather(cut []string) []word {
	var out []word
	loose := false
	for _, w := range cut {
		runes := []rune(w)
		free := len(runes) == 1 && unicode.Is(unicode.Han, runes[0]) && l.alone(runes[0]) < 0
		if free && loose {
			out[len(out)-1].text += w
		} else {
			out = append(out, word{w, free})
		}
		loose = free
	}
	return out
}
