package render

import (
	"fmt"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
)

// What follows is shown on paper alone.

// A Cover is the drawing on the first sheet of a printed book: the standard's levels as
// strata of lines, a lower one running on under those that rest on it. Its measures are
// units of the drawing.
type Cover struct {
	Width, Height int
	Steps         []CoverStep
}

// A CoverStep is one level of the drawing.
type CoverStep struct {
	Level Level
	Here  bool   // whether the book is this level's
	Edge  string // the path of its riser and tread
	Grain string // the path of the hairlines between its tread and the one below
	X, Y  int    // where its words begin
}

const (
	coverWidth = 520
	coverRise  = 64 // of one level
	coverRoom  = 40 // above the highest tread, for its words
	coverGrain = 8  // from hairline to hairline
)

// cover draws the levels; here is the index of the book's own, or -1.
func (v viewer) cover(here int) Cover {
	levels := v.frame.Standard.Levels
	c := Cover{Width: coverWidth, Height: coverRoom + len(levels)*coverRise}
	for i, l := range levels {
		x, base := i*coverWidth/len(levels), c.Height-i*coverRise
		tread := base - coverRise
		var grain strings.Builder
		for y := tread + coverGrain; y < base; y += coverGrain {
			fmt.Fprintf(&grain, "M%d %dH%d", x, y, coverWidth)
		}
		c.Steps = append(c.Steps, CoverStep{
			Level: l, Here: i == here,
			Edge:  fmt.Sprintf("M%d %dV%dH%d", x, base, tread, coverWidth),
			Grain: grain.String(), X: x + 4, Y: tread - 12,
		})
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
