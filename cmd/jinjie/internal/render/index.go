// Package render turns the graph into pages: it makes each page's view, which is plain
// data, and puts it into the templates of a theme.
//
// [Index] lists what pages there are; [View] makes the view of one. A page's bytes
// depend on its view and its theme alone, so that a page whose key has not changed
// need not be rendered again.
package render

import (
	"path"
	"slices"
	"strings"
	"sync"

	"jinjie/cmd/jinjie/internal/compare"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// A Kind is a sort of page: the name of its template.
type Kind string

// The kinds of pages.
const (
	Home       Kind = "home"
	NotFound   Kind = "404"
	Overview   Kind = "overview"
	Area       Kind = "area"
	Task       Kind = "task"
	Skill      Kind = "skill"
	Handbook   Kind = "handbook"
	Compare    Kind = "compare"
	Document   Kind = "text"
	Majors     Kind = "majors"
	Terms      Kind = "terms"
	References Kind = "references"
	Errata     Kind = "errata"
	Lanes      Kind = "progressions"
	Coverage   Kind = "coverage"
	Lessons    Kind = "lessons"     // of one standard
	LessonList Kind = "lesson-list" // of the site
	Lesson     Kind = "lesson"
	Course     Kind = "course"
	Plain      Kind = "page"
	Redirect   Kind = "redirect"
	Search     Kind = "search"
)

// Kinds lists all kinds of pages.
var Kinds = [...]Kind{Home, NotFound, Overview, Area, Task, Skill, Handbook, Compare, Document, Majors, Terms, References, Errata, Lanes,
	Coverage, Lessons, LessonList, Lesson, Course, Plain, Redirect, Search}

// fixed are the pages that every standard has, beside those of its parts.
var fixed = [...]Kind{Compare, Lanes, Lessons, Coverage, Document, Majors, Terms, References, Errata}

// A Ref names a page.
type Ref struct {
	Address string // such as "590008/1.1.1.html"
	Kind    Kind
}

// Index lists the site's pages in a fixed order. A standard's page of majors, terms or
// references is left out where the standard has none.
func Index(g *graph.Graph) []Ref {
	refs := []Ref{{"index.html", Home}, {"404.html", NotFound}, {searchPage, Search}}
	for _, s := range g.Standards {
		refs = append(refs, Ref{s.Base + "index.html", Overview})
		for _, l := range s.Levels {
			refs = append(refs, Ref{s.Page(l.ID), Handbook})
		}
		for _, k := range fixed {
			if has(g, s, k) {
				refs = append(refs, Ref{s.Page(string(k)), k})
			}
		}
		for _, a := range s.Areas {
			refs = append(refs, Ref{a.File, Area})
		}
		for _, t := range s.Tasks {
			refs = append(refs, Ref{t.File, Task})
		}
		for _, k := range s.Skills {
			refs = append(refs, Ref{k.File, Skill})
		}
	}
	return append(refs, contentRefs(g)...)
}

// searchPage is the address of the search.
const searchPage = "search.html"

// lessonList is the address of the site's list of lessons.
const lessonList = "lessons/index.html"

// contentRefs lists the pages of content/, with the list of lessons and the old addresses.
func contentRefs(g *graph.Graph) []Ref {
	var refs []Ref
	if slices.ContainsFunc(g.Lessons, func(l *graph.Lesson) bool { return kindOfLesson(l) != Plain }) {
		refs = append(refs, Ref{lessonList, LessonList})
	}
	listed := len(refs) > 0
	for _, l := range g.Lessons {
		if l.Address != lessonList || !listed {
			refs = append(refs, Ref{l.Address, kindOfLesson(l)})
		}
		for _, old := range l.Redirects {
			refs = append(refs, Ref{old.Text, Redirect})
		}
	}
	return refs
}

// has tells whether s has anything to show on a fixed page.
func has(g *graph.Graph, s *graph.Standard, k Kind) bool {
	switch k {
	case Lessons:
		return len(s.Lessons)+len(s.Courses) > 0
	case Coverage:
		return s.Current == s && g.Teaching
	case Majors:
		return len(s.Catalogues) > 0
	case Lanes:
		return slices.ContainsFunc(s.Lanes, func(l *graph.Lane) bool { return l.Published() && l.Task != nil })
	case Terms:
		return len(s.Terms) > 0
	case References:
		return len(s.References)+len(s.Normative) > 0
	}
	return true
}

// kindOf tells which page of s stands at name, such as "1.1.1" or "compare".
func kindOf(g *graph.Graph, s *graph.Standard, name string) (Kind, bool) {
	if name == "index" {
		return Overview, true
	}
	for _, k := range fixed {
		if name == string(k) {
			return k, has(g, s, k)
		}
	}
	if levelIndex(s, name) >= 0 {
		return Handbook, true
	}
	switch {
	case s.Area(name) != nil:
		return Area, true
	case s.Task(name) != nil:
		return Task, true
	case s.Skill(name) != nil:
		return Skill, true
	}
	return "", false
}

func levelIndex(s *graph.Standard, id string) int {
	for i, l := range s.Levels {
		if l.ID == id {
			return i
		}
	}
	return -1
}

// A Page is everything one HTML file depends on besides the theme.
type Page struct {
	File string // output file, such as "590008/1.1.1.html"
	Kind Kind
	View any // plain data only: no pointers into the graph, no functions
}

// A Site makes the views of a graph's pages. It may be used by several goroutines.
type Site struct {
	g        *graph.Graph
	lexicons map[*standard.Standard]func() *compare.Lexicon // each made when first asked for
}

// NewSite makes a site of a graph. What prev, if it is not nil, has learned of standards
// that are still the same is taken over.
func NewSite(g *graph.Graph, prev *Site) *Site {
	s := &Site{g: g, lexicons: map[*standard.Standard]func() *compare.Lexicon{}}
	for _, std := range g.Standards {
		var known func() *compare.Lexicon
		if prev != nil {
			known = prev.lexicons[std.Standard]
		}
		if known == nil {
			known = sync.OnceValue(func() *compare.Lexicon { return compare.NewLexicon(std.Standard) })
		}
		s.lexicons[std.Standard] = known
	}
	return s
}

// View makes the view of the page at address, such as "590008/1.1.1.html"; false if
// there is none.
func (site *Site) View(address string) (Page, bool) {
	g := site.g
	switch address {
	case "index.html":
		return Page{address, Home, site.homeView()}, true
	case "404.html":
		return Page{address, NotFound, notFoundView(g)}, true
	case searchPage:
		return Page{address, Search, searchView(g)}, true
	case lessonList:
		if _, ok := g.Find(address); !ok || g.Teaching {
			return Page{address, LessonList, allLessons(g, address)}, g.Teaching
		}
	}
	if l, ok := g.Find(address); ok && l.Address == address {
		return Page{address, kindOfLesson(l), lessonPage(g, l)}, true
	} else if ok {
		return Page{address, Redirect, redirect(g, l, address)}, true
	}
	dir, file := path.Split(address)
	s := g.At(dir)
	name, html := strings.CutSuffix(file, ".html")
	if s == nil || !html {
		return Page{}, false
	}
	kind, ok := kindOf(g, s, name)
	if !ok {
		return Page{}, false
	}
	v := viewer{g: g, s: s, page: address, frame: standardFrame(g, s, address, kind), lexicon: site.lexicons[s.Standard]}
	v.frame.Title, v.frame.Data = v.title(kind, name), v.dataOf(kind, name)
	return Page{address, kind, v.view(kind, name)}, true
}

// A viewer makes the views of one page of one standard.
type viewer struct {
	g     *graph.Graph
	s     *graph.Standard
	page  string // its address
	frame Frame

	lexicon func() *compare.Lexicon
}

func (v viewer) view(kind Kind, name string) any {
	switch kind {
	case Overview:
		return v.overview()
	case Area:
		return v.area(v.s.Area(name))
	case Task:
		return v.task(v.s.Task(name))
	case Skill:
		return v.skill(v.s.Skill(name))
	case Handbook:
		return v.handbook(levelIndex(v.s, name))
	case Compare:
		return v.compare()
	case Document:
		return v.document()
	case Majors:
		return v.majors()
	case Terms:
		return v.terms()
	case References:
		return v.references()
	case Lanes:
		return v.progressions()
	case Lessons:
		return v.lessons()
	case Coverage:
		return v.coverage()
	default:
		return v.errata()
	}
}
