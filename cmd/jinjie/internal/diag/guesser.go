package diag

import (
	"cmp"
	"slices"
)

// The most that one guess looks at, however many names there are.
const (
	maxLooks      = 1 << 14 // names that share a part with the word, each counted for every part
	maxCandidates = 40      // names that are compared in full
)

// A Guesser tells which of many names a word was most likely meant to be. It finds what
// [Nearest] finds, or something as near, and compares in full only the names that share
// most characters and pairs of characters with the word: a site with thousands of
// misspelt words among thousands of names is still told about all of them at once. It
// remembers, so it serves one goroutine at a time.
type Guesser struct {
	names   []string
	folded  []string // the names as they are compared
	fold    func(string) string
	holders map[part][]int // the names that hold a part, by index
	known   map[string]string

	shared  []int // scratch: how many parts each name shares with the word
	touched []int // scratch: the names that share any
	looks   int   // at names, so far: the measure of its work
}

// A part of a word is a character (and 0), or a pair of neighbours.
type part [2]rune

// NewGuesser makes a guesser of names; fold takes away what does not matter in comparing
// them, such as case.
func NewGuesser(names []string, fold func(string) string) *Guesser {
	g := &Guesser{names: names, fold: fold, holders: map[part][]int{}, known: map[string]string{}, shared: make([]int, len(names))}
	for i, name := range names {
		g.folded = append(g.folded, fold(name))
		for p := range parts(g.folded[i]) {
			g.holders[p] = append(g.holders[p], i)
		}
	}
	return g
}

func parts(word string) map[part]bool {
	set := map[part]bool{}
	last := rune(0)
	for _, c := range word {
		set[part{c}] = true
		if last != 0 {
			set[part{last, c}] = true
		}
		last = c
	}
	return set
}

// Nearest returns the name that word was most likely meant to be, or "" where none is
// near. Of equally near ones the first wins.
func (g *Guesser) Nearest(word string) string {
	best, ok := g.known[word]
	if !ok {
		best = g.guess(g.fold(word))
		g.known[word] = best
	}
	return best
}

func (g *Guesser) guess(word string) string {
	candidates := g.candidates(word)
	slices.Sort(candidates)
	var folded []string
	for _, i := range candidates {
		folded = append(folded, g.folded[i])
	}
	if at := slices.Index(folded, Nearest(word, folded)); at >= 0 {
		return g.names[candidates[at]]
	}
	return ""
}

// candidates are the names that share most parts with word. The rarest parts are looked
// for first: what all names have in common tells nothing about them.
func (g *Guesser) candidates(word string) []int {
	most := g.share(g.rarestFirst(word))
	least := g.least(most)
	var above, equal []int
	for _, i := range g.touched {
		if n := g.shared[i]; n > least {
			above = append(above, i)
		} else if n == least {
			equal = append(equal, i)
		}
		g.shared[i] = 0
	}
	g.touched = g.touched[:0]
	return append(above, equal[:min(len(equal), max(0, maxCandidates-len(above)))]...)
}

// rarestFirst lists the parts of word that any name holds.
func (g *Guesser) rarestFirst(word string) []part {
	var list []part
	for p := range parts(word) {
		if len(g.holders[p]) > 0 {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b part) int {
		return cmp.Or(cmp.Compare(len(g.holders[a]), len(g.holders[b])), slices.Compare(a[:], b[:]))
	})
	return list
}

// share counts for each name the parts that it holds, as far as maxLooks goes, and
// returns how many parts were counted.
func (g *Guesser) share(list []part) int {
	left := maxLooks
	for n, p := range list {
		holders := g.holders[p]
		if len(holders) > left && n > 0 {
			return n
		}
		holders = holders[:min(len(holders), left)]
		left -= len(holders)
		g.looks += len(holders)
		for _, i := range holders {
			if g.shared[i] == 0 {
				g.touched = append(g.touched, i)
			}
			g.shared[i]++
		}
	}
	return len(list)
}

// least is how many of most parts a name must share to be compared: the most that
// maxCandidates names still share.
func (g *Guesser) least(most int) int {
	having := make([]int, most+1)
	for _, i := range g.touched {
		having[g.shared[i]]++
	}
	total := 0
	for n := most; n > 1; n-- {
		if total += having[n]; total >= maxCandidates {
			return n
		}
	}
	return 1
}
