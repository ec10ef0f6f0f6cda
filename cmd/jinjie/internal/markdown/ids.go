package markdown

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// ids makes anchors of headings: letters and digits of any script stay, all else becomes
// a hyphen, and one that repeats is numbered.
type ids struct {
	taken map[string]bool
	last  map[string]int // the number that a repeated anchor got last
}

func newIDs() *ids { return &ids{taken: map[string]bool{}, last: map[string]int{}} }

// Generate makes the anchor of a heading.
func (s *ids) Generate(value []byte, _ ast.NodeKind) []byte {
	words := strings.FieldsFunc(string(util.UnescapePunctuations(value)), func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.Is(unicode.Mn, c) && !unicode.Is(unicode.Mc, c)
	})
	base := strings.ToLower(strings.Join(words, "-"))
	if base == "" {
		base = "section"
	}
	id := base
	for n := max(2, s.last[base]+1); s.taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
		s.last[base] = n
	}
	s.taken[id] = true
	return []byte(id)
}

// Put notes an anchor that is taken.
func (s *ids) Put(value []byte) { s.taken[string(value)] = true }
