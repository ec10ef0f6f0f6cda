package diag

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/width"
)

// fold takes case and width away.
func fold(name string) string { return strings.ToLower(width.Fold.String(name)) }

func TestGuesses(t *testing.T) {
	names := []string{"ruhu-zoufang", "zhiyuan-fuwu", "志愿服务", "社区治理", "a", "lessons/chuji/ruhu-zoufang", "Ruhu"}
	for word, want := range map[string]string{
		"ruhu-zoufang": "ruhu-zoufang", "ruhu-zufang": "ruhu-zoufang", "RUHU-ZOUFANG": "ruhu-zoufang", "志原服务": "志愿服务", "愿志服务": "志愿服务",
		"ｒｕｈｕ": "Ruhu", "社区": "", "nothing-like-it": "", "": "", "b": "", "chuji/ruhu-zoufang": "ruhu-zoufang",
	} {
		if got := NewGuesser(names, fold).Nearest(word); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
	if got := NewGuesser(nil, fold).Nearest("x"); got != "" {
		t.Errorf("among nothing: %q", got)
	}
}

// A guess finds what comparing with every name would find, or something as near.
func TestGuessesAreAsGoodAsComparingAll(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	letters := []rune("abcdef入户走访志愿服务")
	word := func(n int) string {
		runes := make([]rune, n)
		for i := range runes {
			runes[i] = letters[rng.IntN(len(letters))]
		}
		return string(runes)
	}
	var names []string
	for range 2000 {
		names = append(names, word(4+rng.IntN(12)))
	}
	g, missed, found := NewGuesser(names, fold), 0, 0
	for range 500 {
		name := []rune(names[rng.IntN(len(names))])
		name[rng.IntN(len(name))] = '错'
		all := Nearest(string(name), names)
		if all == "" {
			continue
		}
		found++
		if got := g.Nearest(string(name)); got != all && Nearest(string(name), []string{all, got}) == all && !asNear(string(name), all, got) {
			missed++
		}
	}
	if found < 300 || missed*50 > found {
		t.Errorf("%d of %d guesses are worse than comparing all", missed, found)
	}
}

// asNear tells whether b is no farther from word than a: of equally near ones the first wins.
func asNear(word, a, b string) bool {
	return b != "" && Nearest(word, []string{b, a}) == b && Nearest(word, []string{a, b}) == a
}

// However many names there are, and however alike, a guess looks at no more than so many
// of them, and nearly always finds the one that was meant.
func TestAGuessLooksAtFewNames(t *testing.T) {
	const words = 100
	for _, many := range []int{100, 10_000, 100_000} {
		var names []string
		for i := range many {
			names = append(names, fmt.Sprintf("lessons/ke-%05d.html", i))
		}
		g, found := NewGuesser(names, fold), 0
		for i := range words {
			name := names[i*(many/words)]
			if g.Nearest(strings.TrimSuffix(name, "l")) == name {
				found++
			}
		}
		if found < words*9/10 {
			t.Errorf("of %d: %d of %d words were guessed", many, found, words)
		}
		if g.looks > words*maxLooks {
			t.Errorf("of %d: %d looks for %d words, want %d at most", many, g.looks, words, words*maxLooks)
		}
		if n := len(g.candidates("lessons/ke-0000x.html")); n > maxCandidates {
			t.Errorf("of %d: %d candidates, want %d at most", many, n, maxCandidates)
		}
	}
}
