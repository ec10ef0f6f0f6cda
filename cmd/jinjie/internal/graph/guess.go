package graph

import (
	"slices"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
)

// maxCandidates is how many names a guess compares in full.
const maxCandidates = 40

// A guesser tells which of many names a word was most likely meant to be. It compares in
// full only the names that share most characters and pairs of characters with the word,
// so that a site with thousands of misspelt words is still told about all of them.
type guesser struct {
	names   []string
	folded  []string          // the names, without regard to case and width
	holders map[[2]rune][]int // names that hold a character (a pair with 0) or a pair
	shared  []int             // scratch: what each name shares with the word
	known   map[string]string
}

func newGuesser(names []string) *guesser {
	g := &guesser{names: names, holders: map[[2]rune][]int{}, shared: make([]int, len(names)), known: map[string]string{}}
	for i, name := range names {
		g.folded = append(g.folded, files.FoldKey(name))
		for part := range parts(g.folded[i]) {
			g.holders[part] = append(g.holders[part], i)
		}
	}
	return g
}

// parts are the characters and the pairs of neighbours of a word.
func parts(word string) map[[2]rune]bool {
	set := map[[2]rune]bool{}
	last := rune(0)
	for _, c := range word {
		set[[2]rune{c}] = true
		if last != 0 {
			set[[2]rune{last, c}] = true
		}
		last = c
	}
	return set
}

// near returns the name that word was most likely meant to be, or "" where none is near.
// Of equally near ones the first wins.
func (g *guesser) near(word string) string {
	best, ok := g.known[word]
	if !ok {
		best = g.guess(files.FoldKey(word))
		g.known[word] = best
	}
	return best
}

func (g *guesser) guess(word string) string {
	clear(g.shared)
	wanted := parts(word)
	for part := range wanted {
		for _, i := range g.holders[part] {
			g.shared[i]++
		}
	}
	least := g.least(len(wanted))
	var names, folded []string
	for i, n := range g.shared {
		if n >= least && (n > least || len(names) < maxCandidates) {
			names, folded = append(names, g.names[i]), append(folded, g.folded[i])
		}
	}
	if i := slices.Index(folded, diag.Nearest(word, folded)); i >= 0 {
		return names[i]
	}
	return ""
}

// least is how many of a word's parts a name must share to be compared: the most that
// maxCandidates names still share.
func (g *guesser) least(most int) int {
	having := make([]int, most+1)
	for _, n := range g.shared {
		having[n]++
	}
	total := 0
	for n := most; n > 1; n-- {
		if total += having[n]; total >= maxCandidates {
			return n
		}
	}
	return 1
}
