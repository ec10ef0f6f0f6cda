package render

import (
	"html"
	"slices"
	"strconv"
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/markdown"
)

// A BodyPart is a stretch of a page's text: checked HTML, then a word of the interface.
type BodyPart struct {
	HTML string
	Word string // the key of a word, or empty
}

// An Explanation tells what a page refers to, so that it can be read without leaving it.
type Explanation struct {
	ID    string // its anchor on the page, such as "x1"
	Name  string // such as "初级 1.1.1" or "志愿服务"
	Href  string
	Task  string // of a code: its task
	Steps []Step // of a code: what the levels ask for
	Texts []Text // of a term: its definition
}

// A Step is what one level asks for, in brief.
type Step struct {
	Level Level
	Href  string
	Code  string
	Parts []Part
}

// A bodyMaker fills the holes of a page's text.
type bodyMaker struct {
	g     *graph.Graph
	l     *graph.Lesson
	page  string // the address of the page that shows it
	parts []BodyPart
	b     strings.Builder

	explained map[string]string // address of what is explained → its ID
	list      []Explanation
}

// body fills the holes of a page's text and explains what it refers to.
func body(g *graph.Graph, l *graph.Lesson, page string) ([]BodyPart, []Explanation) {
	m := &bodyMaker{g: g, l: l, page: page, explained: map[string]string{}}
	in := &l.Body
	at := 0
	terms := l.Terms
	for _, h := range in.Holes {
		at, terms = m.text(at, h.At, terms)
		m.hole(h)
	}
	m.text(at, len(in.HTML), terms)
	if m.b.Len() > 0 {
		m.parts = append(m.parts, BodyPart{HTML: m.b.String()})
	}
	return m.parts, m.list
}

// text writes the HTML from one offset to another, with the terms that are named in it
// first, and returns where it stopped and the terms that are left.
func (m *bodyMaker) text(from, to int, terms []graph.TermUse) (int, []graph.TermUse) {
	source := m.l.Body.HTML
	for len(terms) > 0 && terms[0].End <= to {
		use := terms[0]
		m.b.WriteString(source[from:use.Start])
		id := m.explain(graph.Target{Address: use.Term.Address, Term: use.Term, Standard: use.Term.Standard, Name: use.Term.Name})
		m.anchor(link{class: "term", href: rel(m.page, use.Term.Address), x: id}, source[use.Start:use.End])
		from, terms = use.End, terms[1:]
	}
	m.b.WriteString(source[from:to])
	return to, terms
}

func (m *bodyMaker) hole(h markdown.Hole) {
	switch h.Kind {
	case markdown.WordHole:
		m.parts = append(m.parts, BodyPart{m.b.String(), h.Word})
		m.b.Reset()
	case markdown.HrefHole:
		if t := m.l.Links[h.Index]; t.Address != "" {
			m.b.WriteString(html.EscapeString(href(m.page, t)))
		} else {
			m.b.WriteString("#")
		}
	case markdown.ImageHole:
		m.image(m.l.Links[h.Index])
	case markdown.RefHole:
		m.reference(h.Index)
	}
}

func (m *bodyMaker) image(t graph.Target) {
	if t.File == nil {
		m.b.WriteString(`src=""`)
		return
	}
	m.b.WriteString(`src="` + html.EscapeString(rel(m.page, t.Address)) + `"`)
	if t.File.Width > 0 && t.File.Height > 0 {
		m.b.WriteString(` width="` + strconv.Itoa(t.File.Width) + `" height="` + strconv.Itoa(t.File.Height) + `"`)
	}
}

func (m *bodyMaker) reference(index int) {
	ref, t := m.l.Body.References[index], m.l.Refs[index]
	label := ref.Label
	if label == "" {
		label = t.Name
	}
	if label == "" {
		label = ref.Target
	}
	label = html.EscapeString(label)
	if t.Address == "" {
		m.b.WriteString(label)
		return
	}
	class := "ref"
	switch {
	case t.Term != nil:
		class = "term"
	case ref.Label != "": // running text, that may break anywhere
	case t.Requirement != nil:
		class = "ref code " + colourOf(t.Requirement.Level)
	case t.Skill != nil:
		class = "ref code"
	}
	m.anchor(link{class, rel(m.page, t.Address), m.explain(*t), toldOnPaper(ref.Label, *t)}, label)
}

// toldOnPaper is the name that paper prints behind a label that does not say it, where a
// link cannot be followed.
func toldOnPaper(label string, t graph.Target) string {
	if label == "" || t.Term != nil || strings.Contains(label, t.Name) {
		return ""
	}
	return t.Name
}

// A link is the tag of a link: its class, its address, the ID of its explanation, if it
// has one, and what paper says behind it, if anything.
type link struct{ class, href, x, paper string }

func (m *bodyMaker) anchor(l link, label string) {
	m.b.WriteString(`<a class="` + l.class + `" href="` + html.EscapeString(l.href) + `"`)
	if l.x != "" {
		m.b.WriteString(` data-x="` + l.x + `"`)
	}
	if l.paper != "" {
		m.b.WriteString(` data-to="` + html.EscapeString(l.paper) + `"`)
	}
	m.b.WriteString(`>` + label + `</a>`)
}

// explain notes what a target is, once a page, and returns the ID of its explanation.
func (m *bodyMaker) explain(t graph.Target) string {
	if t.Skill == nil && t.Term == nil {
		return ""
	}
	if id, ok := m.explained[t.Address]; ok {
		return id
	}
	id := "x" + strconv.Itoa(len(m.list)+1)
	m.explained[t.Address] = id
	v := viewer{g: m.g, s: t.Standard, page: m.page}
	x := Explanation{ID: id, Name: t.Name, Href: rel(m.page, t.Address)}
	if t.Term != nil {
		for _, text := range slices.Concat(t.Term.Definition, t.Term.Notes) {
			x.Texts = append(x.Texts, v.text(text))
		}
	} else {
		x.Task = t.Skill.Task.Name
		if t.Requirement != nil {
			x.Task = t.Requirement.TaskHere().Name
		}
		for _, q := range t.Skill.Steps {
			if q != nil && (t.Requirement == nil || q == t.Requirement) {
				x.Steps = append(x.Steps, v.step(q))
			}
		}
	}
	m.list = append(m.list, x)
	return id
}

// step shows a requirement in brief.
func (v viewer) step(q *graph.Requirement) Step {
	return Step{
		Level: level(v.s, v.page, q.Level), Href: rel(v.page, q.Address), Code: q.Code,
		Parts: v.parts(q, nil),
	}
}
