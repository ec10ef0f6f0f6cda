package markdown

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// ofPages are the anchors that pages of content/ have beside those of their headings: they
// are the layouts' own, and those of what a page explains.
var ofPages = regexp.MustCompile(`^(?:main|explained|explained-title|teaches|assesses|plan|files|mentioned|x[0-9]+)$`)

// ids makes anchors of headings: letters and numbers of any script stay, all else becomes
// a hyphen, and one that repeats, or that the page has elsewhere, is numbered.
type ids struct {
	taken map[string]bool
	last  map[string]int // the number that a repeated anchor got last
}

func newIDs() *ids { return &ids{taken: map[string]bool{}, last: map[string]int{}} }

// next makes the anchor of a heading from its plain text.
func (s *ids) next(text string) string {
	text = strings.Map(func(c rune) rune {
		if unicode.In(c, unicode.Cf, unicode.Me, unicode.Variation_Selector) {
			return -1 // never seen, as what makes a picture of a sign
		}
		return c
	}, text)
	words := strings.FieldsFunc(text, func(c rune) bool {
		return !unicode.In(c, unicode.L, unicode.N, unicode.M)
	})
	base := strings.ToLower(strings.Join(words, "-"))
	if base == "" {
		base = "section"
	}
	id := base
	for n := max(2, s.last[base]+1); s.taken[id] || ofPages.MatchString(id); n++ {
		id = fmt.Sprintf("%s-%d", base, n)
		s.last[base] = n
	}
	s.taken[id] = true
	return id
}
