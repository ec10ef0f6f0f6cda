package render

import (
	"html/template"
	"net/url"
	"path"
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
)

// An Image is a picture in the frame of a page; without one its Src is empty.
type Image struct {
	Src           string
	Alt           string
	Width, Height int // in CSS pixels, as it is shown; 0 where they are not known
}

// A NavLink is a link of the site's own navigation.
type NavLink struct {
	Href, Text string
	Outside    bool // whether it leads out of the site
	Current    bool // whether it is the page itself
}

// Police is the 公安备案号 of the site; without one its Number is empty.
type Police struct {
	Number string
	Href   string // of its entry in the register of the 公安部
	Icon   Image
}

// Feedback is where readers report mistakes on a page.
type Feedback struct {
	Mail    string // an address of mail, or empty
	Form    string // the address of a form, or empty; {title} in it stands for the page's title
	Address string // of the page: absolute where the site's is known, else from the site's root
}

// Analytics is a script of another site's that counts visits; without one its Script is empty.
type Analytics struct {
	Script     string
	Origin     string // what a page's policy allows for it
	Attributes []Attribute
}

// An Attribute is an attribute of an element; its name begins with “data-”.
type Attribute struct {
	Name, Value string
}

// How high pictures in a frame are, in CSS pixels.
const logoHeight, iconHeight = 32, 20

// settle puts into a frame what the settings show on every page.
func (f *Frame) settle(g *graph.Graph, page string) {
	h := g.Home
	f.Short = h.Short
	f.Logo = f.picture(h.Logo, logoHeight)
	f.ICP = h.ICP
	if h.Police.Number != "" {
		f.Police = Police{
			Number: h.Police.Number, Icon: f.picture(h.Police.Icon, iconHeight),
			Href: "https://beian.mps.gov.cn/#/query/webSearch?code=" + h.Police.Code,
		}
	}
	for _, n := range h.Nav {
		if n.Target.Address == "" {
			continue
		}
		link := NavLink{Href: f.href(page, n.Target), Text: n.Text, Outside: n.Target.Outside, Current: n.Target.Address == page}
		f.Nav = append(f.Nav, link)
	}
	f.Feedback = feedbackOn(h, page)
	f.Analytics = Analytics{Script: h.Analytics.Script, Origin: h.Analytics.Origin}
	for _, a := range h.Analytics.Attributes {
		f.Analytics.Attributes = append(f.Analytics.Attributes, Attribute{a.Name, a.Value})
	}
	if icon := g.Icon(); icon != "" {
		f.Icon = rel(".", icon)
	}
	if h.BaseURL != "" && h.Logo.File != nil && path.Ext(h.Logo.File.Address) != ".svg" { // no reader of the tag shows SVG
		f.Picture = h.BaseURL + rel(".", h.Logo.File.Address)
	}
}

// href is where a target stands as seen from a page; one that a server shows at any depth
// begins at the root.
func (f *Frame) href(page string, t graph.Target) string {
	if f.Kind == NotFound && !t.Outside {
		return f.Root + href(".", t)
	}
	return href(page, t)
}

// picture shows a picture so high, its width in proportion.
func (f *Frame) picture(p graph.Picture, height int) Image {
	if p.File == nil {
		return Image{}
	}
	i := Image{Src: f.Root + rel(".", p.File.Address), Alt: p.Alt, Height: height}
	if p.File.Width > 0 && p.File.Height > 0 {
		i.Width = max((p.File.Width*height+p.File.Height/2)/p.File.Height, 1)
	}
	return i
}

// feedbackOn is where readers report mistakes on a page.
func feedbackOn(h graph.Home, page string) Feedback {
	if h.Feedback == (graph.Feedback{}) {
		return Feedback{}
	}
	f := Feedback{Mail: h.Feedback.Mail, Address: page}
	if h.BaseURL != "" {
		f.Address = h.BaseURL + rel(".", page)
	}
	code := strings.TrimSuffix(page[strings.LastIndexByte(page, '/')+1:], ".html")
	f.Form = strings.NewReplacer("{url}", escaped(f.Address), "{code}", escaped(code)).Replace(h.Feedback.Form)
	return f
}

// escaped is a text as it can stand anywhere in an address.
func escaped(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

// form is the address of a form with the title of the page in it.
func form(address, title string) template.URL {
	return template.URL(strings.ReplaceAll(address, "{title}", escaped(title)))
}

// attributes writes the attributes of an element. Reading the settings has checked the names.
func attributes(list []Attribute) template.HTMLAttr {
	var b strings.Builder
	for _, a := range list {
		b.WriteString(" " + a.Name + `="` + template.HTMLEscapeString(a.Value) + `"`)
	}
	return template.HTMLAttr(b.String())
}

// title is what a page about a part of a standard is called.
func (v viewer) title(kind Kind, name string) string {
	switch kind {
	case Area:
		return name + " " + v.s.Area(name).Name
	case Task:
		return name + " " + v.s.Task(name).Name
	case Skill:
		return name + " " + v.s.Skill(name).Task.Name
	case Handbook:
		return v.s.Levels[levelIndex(v.s, name)].Name
	}
	return ""
}

// titleWords are the words that name the pages of a standard that are there once.
var titleWords = map[Kind]string{
	NotFound: "not-found-title", Compare: "compare-title", Document: "text-title", Majors: "majors-title", Terms: "terms-title",
	References: "references-title", Errata: "errata-title", Lanes: "progressions-title", Coverage: "coverage-title",
	Lessons: "lessons-title", LessonList: "lessons-title",
}
