package graph

import (
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// A Loose is a link whose end could not be judged here: a page that the program makes,
// or a place on one.
type Loose struct {
	Address string // of the page or file
	Anchor  string // or empty
	Known   bool   // whether the page is known to be there, so that only the anchor is open
	Written string
	Pos     diag.Pos
}

// Loose lists the links of all pages that must be held against the finished site.
func (g *Graph) Loose() []Loose {
	var list []Loose
	pages := g.Lessons
	if g.Front != nil {
		pages = append(slices.Clip(pages), g.Front)
	}
	for _, l := range pages {
		for i, t := range l.Links {
			list = t.loose(list, l.Body.Links[i].Destination, l.Body.Links[i].Pos)
		}
		for i, t := range l.Refs {
			list = t.loose(list, l.Body.References[i].Target, l.Body.References[i].Pos)
		}
	}
	return list
}

func (t Target) loose(list []Loose, written string, pos diag.Pos) []Loose {
	address, anchor, _ := strings.Cut(t.Address, "#")
	if t.Outside || address == "" || t.Lesson != nil || t.Checked && (anchor == "" || t.Requirement != nil || t.Term != nil) {
		return list
	}
	return append(list, Loose{address, anchor, t.Checked, written, pos})
}

// DeadLink reports a loose link whose page does not exist. What is meant by it may be empty.
func (l Loose) DeadLink(meant string) diag.Diagnostic {
	d := brokenLink.At(l.Pos, "网站里没有“%s”", l.Written)
	if meant != "" {
		d = d.WithHint("是不是“%s”？", meant)
	}
	return d
}

// DeadAnchor reports a loose link whose page has no such place.
func (l Loose) DeadAnchor() diag.Diagnostic {
	return unknownAnchor.At(l.Pos, "“%s”里没有“#%s”这个位置", l.Address, l.Anchor)
}
