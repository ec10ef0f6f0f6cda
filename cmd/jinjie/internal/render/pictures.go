package render

import (
	"fmt"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
)

// A Glyph is the small stair that shows which levels list a code.
type Glyph struct {
	ID            string
	Width, Height int
	Bars          []Bar
}

// A Bar is one step of a glyph.
type Bar struct {
	Class      string
	X, Y, W, H int
	Hollow     bool // the level lists no such code
}

// The measures of a glyph's steps, in its own units.
const (
	barWidth, barGap, barRise = 8, 1, 6
)

func glyphID(k *graph.Skill) string {
	var b strings.Builder
	b.WriteString("g")
	for _, q := range k.Steps {
		if q == nil {
			b.WriteByte('0')
		} else {
			b.WriteByte('1')
		}
	}
	return b.String()
}

// glyphs draws every shape that a code of the standard has.
func (v viewer) glyphs() []Glyph {
	var list []Glyph
	seen := map[string]bool{}
	for _, k := range v.s.Skills {
		if id := glyphID(k); !seen[id] {
			seen[id] = true
			list = append(list, draw(id, k))
		}
	}
	return list
}

func draw(id string, k *graph.Skill) Glyph {
	n := len(k.Steps)
	g := Glyph{ID: id, Width: n*(barWidth+barGap) - barGap, Height: n*barRise - 1}
	for i, q := range k.Steps {
		h := (i+1)*barRise - 1
		g.Bars = append(g.Bars, Bar{
			Class: colourOf(i), X: i * (barWidth + barGap), Y: g.Height - h, W: barWidth, H: h, Hollow: q == nil,
		})
	}
	return g
}

// A Knot is the picture of how contents run through the codes of a task: a column is a
// level, a row a code, and a line joins what goes on from one another. It climbs to the
// right. What it shows stands in words beside it.
type Knot struct {
	Width, Height int
	Levels        []KnotLevel
	Lines         []KnotLine
	Nodes         []KnotNode
}

// A KnotLevel is the foot of a column.
type KnotLevel struct {
	Class, Name string
	X, Y        int
}

// A KnotLine joins two requirements.
type KnotLine struct {
	Path string // as SVG writes it
	On   bool   // of a lane through the code of the page
}

// A KnotNode is a requirement.
type KnotNode struct {
	Class string
	Code  string
	X, Y  int
	Here  bool // it stands on the page
}

// The measures of a knot, in CSS pixels. A column is as wide as a line between two codes
// needs, a row as high as a line of text; a level stands knotRise above the one below. The
// more levels, the narrower the columns: on a phone the whole is no wider than the page.
const (
	knotColumn, knotLeast, knotRow, knotRise, knotLabel = 150, 92, 30, 18, 58
)

// knot draws the lanes of k's task.
func (v viewer) knot(k *graph.Skill) Knot {
	rows, columns := len(k.Task.Skills), len(v.s.Levels)
	column := min(knotColumn, max(knotLeast, 2*knotColumn/max(columns-1, 1)))
	n := Knot{Width: (columns-1)*column + knotLabel, Height: rows*knotRow + columns*knotRise + knotRow}
	at := func(q *graph.Requirement) (x, y int) {
		row := slices.Index(k.Task.Skills, q.Skill)
		return q.Level * column, row*knotRow + (columns-q.Level)*knotRise
	}
	for i, l := range v.s.Levels {
		n.Levels = append(n.Levels, KnotLevel{colourOf(i), l.Name, i * column, n.Height - 4 - i*knotRise})
	}
	for _, other := range k.Task.Skills {
		for _, q := range other.Steps {
			if q == nil {
				continue
			}
			x, y := at(q)
			n.Nodes = append(n.Nodes, KnotNode{colourOf(q.Level), q.Code, x, y, other == k})
			for _, b := range q.Below() {
				if b.Skill.Task == k.Task && reviewed(b) {
					bx, by := at(b)
					n.Lines = append(n.Lines, KnotLine{curve(bx+knotLabel-8, by, x-8, y), passes(q.Lane, k)})
				}
			}
		}
	}
	slices.SortStableFunc(n.Lines, func(a, b KnotLine) int { return strings.Compare(fmt.Sprint(a.On), fmt.Sprint(b.On)) })
	return n
}

// passes tells whether a lane holds a requirement of k.
func passes(l *graph.Lane, k *graph.Skill) bool {
	return l != nil && slices.ContainsFunc(k.Steps, func(q *graph.Requirement) bool { return q != nil && q.Lane == l })
}

// curve is a line that leaves and arrives level.
func curve(x, y, toX, toY int) string {
	half := (toX - x) / 2
	return fmt.Sprintf("M%d %dc%d 0 %d %d %d %d", x, y, half, half, toY-y, toX-x, toY-y)
}
