package render

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// A Link is an address, relative to the page it stands on, with its words.
type Link struct {
	Href    string
	Text    string
	Current bool // the page itself
}

// A Frame is what every page shows around its own matter.
type Frame struct {
	Lang      string // of the page, such as "zh-CN"
	Site      string // the site's title
	Short     string // a shorter one for the head, or empty
	Kind      Kind
	Root      string // from the page to the site's root: "", "../", …; "/" on 404.html
	Canonical string // absolute address of the page, or empty
	Footer    string // a line of the site's own, or empty
	Standard  Standard
	Others    []Link // other editions of the same standard
	Main      []Link // what the head of a page leads to; Text is a key of the theme's words
	More      []Link // what it leads to behind “更多”, likewise
	Alone     bool   // whether the site holds one standard only
	Lessons   string // of the site's list of lessons, or empty
	Manual    string // of the site's manual, content/help/index.md, or empty

	Title     string // what the page is called, less what it belongs to; empty where TitleWord names it
	TitleWord string // key of what a page is called that is there once, such as "terms-title"; or empty
	Logo      Image
	Icon      string // address of the site's own picture for the browser's tab, from the root; or empty
	Nav       []NavLink
	ICP       string // ICP备案号, or empty
	Police    Police
	Feedback  Feedback
	Analytics Analytics
	Picture   string // absolute address of a picture that stands for the site, or empty
	Data      string // what the page is about, as JSON-LD; empty for none
}

// A Standard is what pages say about their standard; its Code is empty on pages of the site.
type Standard struct {
	Code, Title, Edition, Publisher, Issued, Rights, Original string
	Href                                                      string // of its overview
	Pages                                                     Pages
	Outdated                                                  bool // a newer edition is current
	Current                                                   Link // the current edition, where this is outdated
	Levels                                                    []Level
	Climbs                                                    bool // whether one code is one skill at every level
	Comprises                                                 bool // whether a level comprises lower ones
	Columns                                                   Columns
}

// Pages are the addresses of a standard's fixed pages; empty where it has none.
type Pages struct {
	Overview, Compare, Progressions, Lessons, Coverage, Document, Majors, Terms, References, Errata string
}

// A Level is a level in the words and the shape of the interface.
type Level struct {
	Class    string // "l1" for the lowest; its colour and shape, as classOf writes them
	ID       string
	Name     string
	Verb     string
	Href     string // of its handbook
	Own      int    // requirements of its own
	All      int    // with those of the levels it comprises
	Below    []Link // the levels it comprises, lowest first
	Above    []Link // the levels that comprise it, lowest first
	Handbook bool   // whether the page is its handbook
}

// rel makes the address of to, which may have an anchor, relative to the page at from.
func rel(from, to string) string {
	file, anchor, hasAnchor := strings.Cut(to, "#")
	if hasAnchor {
		anchor = "#" + (&url.URL{Fragment: anchor}).EscapedFragment()
	}
	if file == from && hasAnchor {
		return anchor
	}
	up := strings.Split(path.Dir(from), "/")
	down := strings.Split(file, "/")
	if up[0] == "." {
		up = nil
	}
	for len(up) > 0 && len(down) > 1 && up[0] == down[0] {
		up, down = up[1:], down[1:]
	}
	for i, part := range down {
		down[i] = url.PathEscape(part)
	}
	return strings.Repeat("../", len(up)) + strings.Join(down, "/") + anchor
}

// manual is the address of the page that opens the manual.
const manual = "help/index.html"

func siteFrame(g *graph.Graph, page string, kind Kind) Frame {
	f := bareFrame(g, page, kind)
	f.nav(g, page)
	return f
}

// bareFrame is a frame whose head leads nowhere yet.
func bareFrame(g *graph.Graph, page string, kind Kind) Frame {
	f := Frame{
		Lang: g.Home.Language, Site: g.Home.Title, Kind: kind, Footer: g.Home.Footer,
		Root:  strings.Repeat("../", strings.Count(page, "/")),
		Alone: len(g.Standards) == 1,
	}
	f.Standard.Columns = columns(new(standard.Standard).Columns())
	if kind == NotFound { // a server shows it at any depth
		f.Root = RootPath(g.Home.BaseURL)
	}
	if g.Teaching {
		f.Lessons = f.Root + lessonList
	}
	if l, ok := g.Find(manual); ok && l.Address == manual {
		f.Manual = f.Root + manual
	}
	if g.Home.BaseURL != "" && kind != NotFound {
		f.Canonical = g.Home.BaseURL + rel(".", page)
	}
	f.TitleWord = titleWords[kind]
	f.settle(g, page)
	return f
}

// nav fills in what the head of a page of the site leads to: the pages of the standard, if
// there is one only, else the lessons.
func (f *Frame) nav(g *graph.Graph, page string) {
	current := slices.DeleteFunc(slices.Clone(g.Standards), func(s *graph.Standard) bool { return s.Current != s })
	if len(current) == 1 {
		f.navOf(pages(g, current[0], page))
	} else if f.Lessons != "" {
		f.Main = []Link{{f.Lessons, "lessons-title", f.Kind == LessonList}}
	}
}

// navOf fills in what the head of a page of a standard leads to.
func (f *Frame) navOf(p Pages) {
	if p.Lessons == "" {
		p.Lessons = f.Lessons
	}
	f.Main = f.entries([]Link{{p.Overview, "overview", f.Kind == Overview}, {p.Compare, "compare", f.Kind == Compare},
		{p.Lessons, "lessons-title", f.Kind == Lessons || f.Kind == LessonList}, {p.Document, "text", f.Kind == Document}})
	f.More = f.entries([]Link{{p.Progressions, "progressions", f.Kind == Lanes}, {p.Coverage, "coverage-nav", f.Kind == Coverage},
		{p.Majors, "majors", f.Kind == Majors}, {p.Terms, "terms", f.Kind == Terms},
		{p.References, "references", f.Kind == References}, {p.Errata, "errata", f.Kind == Errata}})
}

// entries keeps the links that lead anywhere. Those of 404.html begin at the site's root.
func (f *Frame) entries(links []Link) []Link {
	links = slices.DeleteFunc(links, func(l Link) bool { return l.Href == "" })
	if f.Kind == NotFound {
		for i := range links {
			links[i].Href = f.Root + strings.TrimPrefix(links[i].Href, f.Root)
		}
	}
	return links
}

func standardFrame(g *graph.Graph, s *graph.Standard, page string, kind Kind) Frame {
	f := bareFrame(g, page, kind)
	f.Standard = describe(g, s, page)
	f.navOf(f.Standard.Pages)
	if s.Current != s {
		f.Standard.Outdated = true
		f.Standard.Current = Link{Href: rel(page, s.Current.Base+"index.html"), Text: s.Current.Edition}
	}
	for _, e := range s.Editions {
		if e != s {
			f.Others = append(f.Others, Link{Href: rel(page, e.Base+"index.html"), Text: e.Edition})
		}
	}
	return f
}

// describe tells about s with links from page.
func describe(g *graph.Graph, s *graph.Standard, page string) Standard {
	d := Standard{
		Code: s.Code, Title: s.Title, Edition: s.Edition, Publisher: s.Publisher,
		Issued: s.Issued, Rights: s.Rights, Original: s.Original,
		Href: rel(page, s.Base+"index.html"), Climbs: s.Alignment == standard.ByCode,
		Columns: columns(s.Columns()),
	}
	d.Pages = pages(g, s, page)
	for i := range s.Levels {
		d.Levels = append(d.Levels, level(s, page, i))
		d.Comprises = d.Comprises || len(d.Levels[i].Below) > 0
	}
	return d
}

// pages are the fixed pages of s as seen from page.
func pages(g *graph.Graph, s *graph.Standard, page string) Pages {
	return Pages{
		Overview: rel(page, s.Base+"index.html"), Progressions: pageOf(g, s, page, Lanes),
		Lessons: pageOf(g, s, page, Lessons), Coverage: pageOf(g, s, page, Coverage),
		Compare: pageOf(g, s, page, Compare), Document: pageOf(g, s, page, Document), Majors: pageOf(g, s, page, Majors),
		Terms: pageOf(g, s, page, Terms), References: pageOf(g, s, page, References), Errata: pageOf(g, s, page, Errata),
	}
}

func pageOf(g *graph.Graph, s *graph.Standard, page string, k Kind) string {
	if !has(g, s, k) {
		return ""
	}
	return rel(page, s.Page(string(k)))
}

// level describes level i. A level comprises all lower ones if it says so.
func level(s *graph.Standard, page string, i int) Level {
	in := &s.Levels[i]
	l := Level{
		Class: classOf(i, len(s.Levels)), ID: in.ID, Name: in.Name, Verb: in.Verb,
		Href: rel(page, s.Page(in.ID)), Handbook: page == s.Page(in.ID),
	}
	for range in.Requirements() {
		l.Own++
	}
	l.All = l.Own
	for j := range s.Levels {
		other := &s.Levels[j]
		link := Link{Href: rel(page, s.Page(other.ID)), Text: other.Name}
		switch {
		case j < i && in.Comprises:
			l.Below = append(l.Below, link)
			for range other.Requirements() {
				l.All++
			}
		case j > i && other.Comprises:
			l.Above = append(l.Above, link)
		}
	}
	return l
}

// colourOf is the CSS class of level i alone; the theme has five colours and begins again.
func colourOf(i int) string { return "l" + string(rune('1'+i%5)) }

// classOf is the CSS class of level i of n: its colour, and the shape of its stair, which
// has n steps. A stair of three is the usual one and has no class of its own; where there
// are more levels than colours, another tells how high the level stands.
func classOf(i, n int) string {
	if n == 3 {
		return colourOf(i)
	}
	class := colourOf(i) + " of" + string(rune('0'+min(n, 9)))
	if n > 5 {
		class += " k" + string(rune('1'+min(i, 8)))
	}
	return class
}

// anchorOf is the anchor of an address.
func anchorOf(address string) string {
	_, anchor, _ := strings.Cut(address, "#")
	return anchor
}
