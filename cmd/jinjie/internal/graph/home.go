package graph

import (
	"slices"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/markdown"
)

// Home is what content/index.md says: the site's settings and its opening words. What is
// not written is empty, but for Title and Language.
type Home struct {
	Title     string // of the site
	Short     string // what its pages call it in their heads, where the title is long
	Summary   string // one line for search engines
	BaseURL   string // absolute, with a final slash
	EditURL   string // below which a source can be edited: "https://git.example.edu.cn/skills/edit/main/"
	Language  string // such as "zh-CN"
	Theme     string // name of a folder in themes/ that overrides the default
	Footer    string // a line of the site's own in every foot
	ICP       string // ICP备案号, such as "京ICP备12345678号-1"
	Police    Police
	Logo      Picture
	Nav       []NavLink // beside the navigation of the program's own
	Feedback  Feedback
	Analytics Analytics
	Colours   Colours
}

// Police is the 公安备案号 of a site.
type Police struct {
	Number string // as it is shown, such as "京公网安备11010502030143号"; empty without one
	Code   string // its 14 figures
	Icon   Picture
}

// A Picture is a file of content/ that pages show in their frame.
type Picture struct {
	Link markdown.Link // as written; its Destination is empty without one
	Alt  string        // what it shows, in words
	File *File         // nil where there is none
}

// A NavLink is a link of the site's navigation.
type NavLink struct {
	Text   string
	Link   markdown.Link // as written
	Target Target        // where it leads, which Build finds
}

// Feedback is where readers report mistakes: by mail, or in a form on the web. Both are
// empty where they cannot.
type Feedback struct {
	Mail string // such as "jiaowu@example.edu.cn"
	Form string // an address that may hold {url}, {title} and {code}, of the page
}

// Analytics is a script of another site's that counts visits.
type Analytics struct {
	Script     string      // its address; empty without one
	Origin     string      // of it: all that a page's policy allows, such as "https://stats.example.edu.cn"
	Attributes []Attribute // that the script reads from its element
}

// An Attribute is an attribute of an element of HTML; its name begins with “data-”.
type Attribute struct {
	Name, Value string
}

// Colours are a site's own colours, for light pages and for dark ones. Those that are not
// written are the theme's, or follow from the light ones.
type Colours struct {
	Light, Dark Palette
}

// A Palette are colours for one kind of light.
type Palette struct {
	Levels []Colour // of the levels, from the lowest; at most five
	Accent Colour
}

// A Colour is a colour as it is written down.
type Colour struct {
	Hex string // such as "#1f705d"; empty for none
	Pos diag.Pos
}

// icons are the names of the picture on the browser's tab, the best first, from the site's
// root.
var icons = []string{"favicon.svg", "favicon.png", "favicon.ico"}

// Icon is the address of the site's own picture for the browser's tab; empty without one.
func (g *Graph) Icon() string { return g.icon }

// home finds where the links and pictures of the settings lead.
func (r *resolver) home() {
	for _, name := range slices.Backward(icons) {
		if r.sources.files["content/"+name] != nil {
			r.g.icon = name
		}
	}
	front := r.byPath[lesson.HomeFile]
	if front == nil {
		return
	}
	h, from := &r.g.Home, front.from(true)
	h.Nav = slices.Clone(h.Nav)
	for i := range h.Nav {
		h.Nav[i].Target = r.follow(from, h.Nav[i].Link)
	}
	for _, p := range []*Picture{&h.Logo, &h.Police.Icon} {
		if p.Link.Destination == "" {
			continue
		}
		if p.File = r.follow(from, p.Link).File; p.File != nil {
			r.large(p.File, p.Link.Pos)
		}
	}
}
