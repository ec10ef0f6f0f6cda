package graph

import (
	"path"

	"jinjie/cmd/jinjie/internal/lesson"
)

// own shares out the files of folders that are pages. A published page has them among its
// own; those of a draft stay behind with it.
func (g *Graph) own(r *resolver) {
	folders := map[string]*Lesson{}
	for _, l := range r.all {
		if path.Base(l.Path) == "index.md" {
			folders[path.Dir(l.Path)] = l
		}
	}
	shown := g.shown()
	g.withheld = map[string]bool{}
	for i := range r.in.Files {
		f := &r.in.Files[i]
		l := owner(folders, f)
		switch {
		case l == nil:
		case !l.published:
			g.withheld[f.Path] = !shown[f]
		case !f.Image && l.Kind != lesson.Plain:
			l.Files = append(l.Files, f)
		}
	}
}

// owner finds the page whose folder holds a file, in the folder itself or below it, where
// no folder further down is a page; nil if there is none. The home page owns nothing.
func owner(folders map[string]*Lesson, f *File) *Lesson {
	for dir := path.Dir(f.Path); dir != "content" && dir != "."; dir = path.Dir(dir) {
		if l := folders[dir]; l != nil {
			return l
		}
	}
	return nil
}

// shown are the files that published pages show or link to, those of standards too.
func (g *Graph) shown() map[*File]bool {
	shown := map[*File]bool{}
	add := func(targets []Target) {
		for _, t := range targets {
			if t.File != nil {
				shown[t.File] = true
			}
		}
	}
	for _, l := range g.published() {
		add(l.Links)
	}
	for _, s := range g.Standards {
		add(s.Targets)
	}
	for _, link := range g.Home.Nav {
		add([]Target{link.Target})
	}
	add([]Target{{File: g.Home.Logo.File}, {File: g.Home.Police.Icon.File}})
	return shown
}

// Withheld tells whether a file of content/, by its path, is not published: it belongs to
// the folder of a draft that is not published itself, and no published page shows it or
// links to it. One that does has decided that the file may be seen, so that is no fault as
// a link to the draft would be.
func (g *Graph) Withheld(path string) bool { return g.withheld[path] }
