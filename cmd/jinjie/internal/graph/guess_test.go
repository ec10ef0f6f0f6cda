package graph

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"jinjie/cmd/jinjie/internal/diag"
)

func TestGuesses(t *testing.T) {
	names := []string{"ruhu-zoufang", "zhiyuan-fuwu", "志愿服务", "社区治理", "a", "lessons/chuji/ruhu-zoufang", "Ruhu"}
	for word, want := range map[string]string{
		"ruhu-zoufang": "ruhu-zoufang", "ruhu-zufang": "ruhu-zoufang", "RUHU-ZOUFANG": "ruhu-zoufang", "志原服务": "志愿服务", "愿志服务": "志愿服务",
		"ｒｕｈｕ": "Ruhu", "社区": "", "nothing-like-it": "", "": "", "b": "", "chuji/ruhu-zoufang": "ruhu-zoufang",
	} {
		if got := newGuesser(names).near(word); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
	if got := newGuesser(nil).near("x"); got != "" {
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
	g, missed, found := newGuesser(names), 0, 0
	for range 500 {
		name := []rune(names[rng.IntN(len(names))])
		name[rng.IntN(len(name))] = '错'
		all := diag.Nearest(string(name), names)
		if all == "" {
			continue
		}
		found++
		if got := g.near(string(name)); got != all && diag.Nearest(string(name), []string{all, got}) == all && !asNear(string(name), all, got) {
			missed++
		}
	}
	if found < 300 || missed*50 > found {
		t.Errorf("%d of %d guesses are worse than comparing all", missed, found)
	}
}

// asNear tells whether b is no farther from word than a: of equally near ones the first wins.
func asNear(word, a, b string) bool {
	return b != "" && diag.Nearest(word, []string{b, a}) == b && diag.Nearest(word, []string{a, b}) == a
}

// A site whose every reference is misspelt is told of all of them in a few seconds, not
// in the minutes that comparing every one with every name would take.
func TestThousandsOfFaultsTakeNoLongTime(t *testing.T) {
	const lessons = 2000
	began := time.Now()
	s := site{}
	for i := range lessons {
		text := fmt.Sprintf("---\ntitle: 第%d课\nskills: [%d.%d.1@初级]\n---\n", i, i%90+3, i)
		text += fmt.Sprintf("[[ke-%05dx]]、[[1.%d.7]]、[课](ke-%05dy.md)、[[#节%d]]\n", i, i, i, i)
		s.pages = append(s.pages, fmt.Sprintf("lessons/ke-%05d.md: %s", i, text))
	}
	_, problems := s.join(t)
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
	if len(problems) != 5*lessons {
		t.Errorf("%d problems, want %d", len(problems), 5*lessons)
	}
	guessed := 0
	for _, d := range problems {
		if strings.Contains(d.Hint, "是不是“ke-") {
			guessed++
		}
	}
	if guessed != 2*lessons {
		t.Errorf("%d of %d misspelt names were guessed", guessed, 2*lessons)
	}
}
