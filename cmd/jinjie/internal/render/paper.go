package render

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/graph"
)

// What follows is shown on paper alone.

// A Cover is the drawing on the first sheet of a printed book: the standard's levels as
// strata of lines, a lower one running on under those that rest on it. Its measures are
// units of the drawing.
type Cover struct {
	Width, Height int
	Tight         bool // words are longer than their steps, and end where these do
	Steps         []CoverStep
}

// A CoverStep is one level of the drawing.
type CoverStep struct {
	Level Level
	Here  bool   // whether the book is this level's
	Edge  string // the path of its riser and tread
	Grain string // the path of the hairlines between its tread and the one below
	X, Y  int    // where its words begin, or end if the drawing is tight
}

const (
	coverWidth = 520
	coverRise  = 64            // of one level, where there are not too many
	coverClimb = 5 * coverRise // of all levels at most: what a sheet has room for
	coverRoom  = 40            // above the highest tread, for its words
	coverGrain = 8             // from hairline to hairline
	coverWord  = 15            // of a character of the words
	coverEdge  = 55            // from the last words to the edge of the sheet
)

// cover draws the levels; here is the index of the book's own, or -1.
func (v viewer) cover(here int) Cover {
	levels := v.frame.Standard.Levels
	rise := min(coverRise, coverClimb/max(len(levels), 1))
	c := Cover{Width: coverWidth, Height: coverRoom + len(levels)*rise}
	for i, l := range levels {
		x, base := i*coverWidth/len(levels), c.Height-i*rise
		tread := base - rise
		var grain strings.Builder
		for y := tread + coverGrain; y < base; y += coverGrain {
			fmt.Fprintf(&grain, "M%d %dH%d", x, y, coverWidth)
		}
		c.Steps = append(c.Steps, CoverStep{
			Level: l, Here: i == here,
			Edge:  fmt.Sprintf("M%d %dV%dH%d", x, base, tread, coverWidth),
			Grain: grain.String(), X: x + 4, Y: tread - 12,
		})
		words := coverWord * utf8.RuneCountInString(l.Name+" "+l.Verb)
		c.Tight = c.Tight || words > coverWidth/len(levels)
	}
	for i := range c.Steps {
		if c.Tight {
			c.Steps[i].X = min((i+1)*coverWidth/len(levels)-4, coverWidth-coverEdge)
		}
	}
	return c
}

// notes are the errata of tags in full, each once.
func (v viewer) notes(tags ...[]Tag) []Note {
	var list []Note
	var told []string
	for _, tag := range slices.Concat(tags...) {
		i := slices.IndexFunc(v.s.Errata, func(e graph.Erratum) bool { return e.ID == tag.ID })
		if i >= 0 && !slices.Contains(told, tag.ID) {
			told = append(told, tag.ID)
			list = append(list, v.note(i))
		}
	}
	return list
}

// annotated shows step i of a skill with its errata in full.
func (v viewer) annotated(k *graph.Skill, i int) Requirement {
	r := v.requirement(k, i)
	r.Notes = v.notes(r.Tags)
	return r
}
