package graph

import (
	"cmp"
	"path"
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

	folder string   // of the address of the page that links
	places []string // that the linked page has for certain
}

// Loose lists the links of all pages, and of the texts of standards, that must be held against the finished site.
func (g *Graph) Loose() []Loose {
	var list []Loose
	for _, l := range g.published() {
		list = l.loose(list)
	}
	list = g.Home.loose(list)
	for _, s := range g.Standards {
		list = s.loose(list)
	}
	return slices.DeleteFunc(list, func(l Loose) bool { return g.mayRedirect(l.Address) })
}

// LooseOn lists those on the page at an address; those of the navigation are the home page's.
func (g *Graph) LooseOn(address string) []Loose {
	var list []Loose
	if l, ok := g.Find(address); ok {
		list = l.loose(nil)
	} else if g.Front != nil && address == g.Front.Address {
		list = g.Home.loose(g.Front.loose(nil))
	}
	for _, s := range g.Standards {
		if address == s.Page("text") {
			list = s.loose(nil)
		}
	}
	return slices.DeleteFunc(list, func(l Loose) bool { return g.mayRedirect(l.Address) })
}

func (l *Lesson) loose(list []Loose) []Loose {
	folder := path.Dir(l.Address)
	for i, t := range l.Links {
		list = t.loose(list, folder, l.Body.Links[i].Destination, l.Body.Links[i].Pos)
	}
	for i, t := range l.Refs {
		list = t.loose(list, folder, l.Body.References[i].Target, l.Body.References[i].Pos)
	}
	return list
}

func (h Home) loose(list []Loose) []Loose {
	for _, n := range h.Nav {
		list = n.Target.loose(list, ".", n.Link.Destination, n.Link.Pos)
	}
	return list
}

func (s *Standard) loose(list []Loose) []Loose {
	for i, t := range s.Targets {
		list = t.loose(list, path.Dir(s.Page("text")), s.Links[i].Target, s.Links[i].Pos)
	}
	return list
}

// published lists all pages that are published, the home page too.
func (g *Graph) published() []*Lesson {
	if g.Front == nil {
		return g.Lessons
	}
	return append(slices.Clip(g.Lessons), g.Front)
}

// loose adds to list what of a target could not be judged here, if anything.
func (t Target) loose(list []Loose, folder, written string, pos diag.Pos) []Loose {
	judged := t.Lesson != nil || t.Requirement != nil && t.Address == t.Requirement.Address || t.Term != nil && t.Address == t.Term.Address
	if t.Outside || judged {
		return list
	}
	address, anchor, _ := strings.Cut(t.Address, "#")
	if address == "" || t.Checked && anchor == "" {
		return list
	}
	l := Loose{Address: address, Anchor: anchor, Known: t.Checked, Written: written, Pos: pos, folder: folder}
	if t.Skill != nil {
		for _, q := range t.Skill.Steps {
			if q != nil {
				l.places = append(l.places, q.anchor())
			}
		}
	}
	return append(list, l)
}

// DeadLink reports a loose link whose page does not exist. The address that is meant by it
// may be empty.
func (l Loose) DeadLink(meant string) diag.Diagnostic {
	d := brokenLink.At(l.Pos, "网站里没有“%s”", l.Written)
	if meant != "" {
		d = d.WithHint("是不是“%s”？", way(cmp.Or(l.folder, "."), meant))
	}
	return d
}

// DeadAnchor reports a loose link whose page has no such place.
func (l Loose) DeadAnchor() diag.Diagnostic {
	d := unknownAnchor.At(l.Pos, "“%s”里没有“#%s”这个位置", l.Address, l.Anchor)
	switch near := diag.Nearest(l.Anchor, l.places); {
	case near != "":
		d = d.WithHint("是不是“#%s”？", near)
	case len(l.places) > 0:
		d = d.WithHint("可以用的有：#%s", strings.Join(l.places, "、#"))
	}
	return d
}
