package render

import (
	"net/url"
	"path"
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
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
	Kind      Kind
	Root      string // from the page to the site's root: "", "../", …; "/" on 404.html
	Canonical string // absolute address of the page, or empty
	Footer    string // a line of the site's own, or empty
	Standard  Standard
	Others    []Link // other editions of the same standard
	Alone     bool   // whether the site holds one standard only
	Lessons   string // of the site's list of lessons, or empty
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
}

// Pages are the addresses of a standard's fixed pages; empty where it has none.
type Pages struct {
	Overview, Compare, Progressions, Lessons, Coverage, Document, Majors, Terms, References, Errata string
}

// A Level is a level in the words and the shape of the interface.
type Level struct {
	Class    string // "l1" for the lowest; its colour and shape
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

func siteFrame(g *graph.Graph, page string, kind Kind) Frame {
	f := Frame{
		Lang: g.Home.Language, Site: g.Home.Title, Kind: kind, Footer: g.Home.Footer,
		Root:  strings.Repeat("../", strings.Count(page, "/")),
		Alone: len(g.Standards) == 1,
	}
	if kind == NotFound { // a server shows it at any depth
		f.Root = RootPath(g.Home.BaseURL)
	}
	if g.Teaching {
		f.Lessons = f.Root + lessonList
	}
	if g.Home.BaseURL != "" && kind != NotFound {
		f.Canonical = g.Home.BaseURL + rel(".", page)
	}
	return f
}

func standardFrame(g *graph.Graph, s *graph.Standard, page string, kind Kind) Frame {
	f := siteFrame(g, page, kind)
	f.Standard = describe(g, s, page)
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
		Href: rel(page, s.Base+"index.html"), Climbs: s.Alignment == 0,
	}
	d.Pages = Pages{
		Overview: d.Href, Progressions: pageOf(g, s, page, Lanes),
		Lessons: pageOf(g, s, page, Lessons), Coverage: pageOf(g, s, page, Coverage),
		Compare: pageOf(g, s, page, Compare), Document: pageOf(g, s, page, Document), Majors: pageOf(g, s, page, Majors),
		Terms: pageOf(g, s, page, Terms), References: pageOf(g, s, page, References), Errata: pageOf(g, s, page, Errata),
	}
	for i := range s.Levels {
		d.Levels = append(d.Levels, level(s, page, i))
	}
	return d
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
		Class: classOf(i), ID: in.ID, Name: in.Name, Verb: in.Verb,
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

// classOf is the CSS class of level i; the theme has five colours and begins again.
func classOf(i int) string { return "l" + string(rune('1'+i%5)) }

// anchorOf is the anchor of an address.
func anchorOf(address string) string {
	_, anchor, _ := strings.Cut(address, "#")
	return anchor
}
