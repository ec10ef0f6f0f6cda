package render

import (
	"encoding/json"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
)

// What a page is about stands on it once more for programs, as JSON-LD in the words of
// schema.org: a code's requirements and the terms as DefinedTerm, their standard as
// DefinedTermSet, lessons as LearningResource, courses as Course, and the way to the page as
// BreadcrumbList. Addresses are absolute where the site's is known, else relative to the
// page; a BreadcrumbList needs absolute ones and is left out without.

// A thing is a node of JSON-LD: those properties of schema.org that are used.
type thing struct {
	Context              string  `json:"@context,omitempty"`
	Graph                []thing `json:"@graph,omitempty"`
	Type                 string  `json:"@type,omitempty"`
	ID                   string  `json:"@id,omitempty"`
	Position             int     `json:"position,omitempty"`
	Name                 string  `json:"name,omitempty"`
	Item                 string  `json:"item,omitempty"`
	Identifier           string  `json:"identifier,omitempty"`
	TermCode             string  `json:"termCode,omitempty"`
	Description          string  `json:"description,omitempty"`
	Version              string  `json:"version,omitempty"`
	InLanguage           string  `json:"inLanguage,omitempty"`
	URL                  string  `json:"url,omitempty"`
	LearningResourceType string  `json:"learningResourceType,omitempty"`
	EducationalLevel     string  `json:"educationalLevel,omitempty"`
	DateModified         string  `json:"dateModified,omitempty"`
	CopyrightNotice      string  `json:"copyrightNotice,omitempty"`
	Publisher            *thing  `json:"publisher,omitempty"`
	InDefinedTermSet     *thing  `json:"inDefinedTermSet,omitempty"`
	Teaches              []thing `json:"teaches,omitempty"`
	Assesses             []thing `json:"assesses,omitempty"`
	HasPart              []thing `json:"hasPart,omitempty"`
	IsPartOf             []thing `json:"isPartOf,omitempty"`
	ItemListElement      []thing `json:"itemListElement,omitempty"`
}

// officialLanguage is the language of standards.
const officialLanguage = "zh-CN"

// A describer describes what one page is about.
type describer struct {
	g    *graph.Graph
	page string // its address
}

// iri names what stands at an address of the site.
func (d describer) iri(address string) string {
	if base := d.g.Home.BaseURL; base != "" {
		return base + rel(".", address)
	}
	return rel(d.page, address)
}

// data writes things as JSON-LD; empty for none.
func (d describer) data(things ...thing) string {
	things = slices.DeleteFunc(things, func(t thing) bool { return t.Type == "" })
	if len(things) == 0 {
		return ""
	}
	whole := thing{Context: "https://schema.org", Graph: things}
	if len(things) == 1 {
		whole = things[0]
		whole.Context = "https://schema.org"
	}
	out, err := json.Marshal(whole) // which writes <, > and & so that HTML does not see them
	if err != nil {
		panic(err) // there is nothing in it that could fail
	}
	return string(out)
}

// crumbs is the way to the page, from the site's first.
func (d describer) crumbs(way ...graph.Link) thing {
	if d.g.Home.BaseURL == "" {
		return thing{}
	}
	list := thing{Type: "BreadcrumbList"}
	for i, l := range append([]graph.Link{{Address: "index.html", Name: d.g.Home.Title}}, way...) {
		list.ItemListElement = append(list.ItemListElement, thing{Type: "ListItem", Position: i + 1, Name: l.Name, Item: d.iri(l.Address)})
	}
	return list
}

func standardLink(s *graph.Standard) graph.Link {
	return graph.Link{Address: s.Base + "index.html", Name: s.Title + " " + s.Code}
}

// set is a standard, as the set of its codes.
func (d describer) set(s *graph.Standard) thing {
	return thing{
		Type: "DefinedTermSet", ID: d.iri(s.Base + "index.html"), Name: s.Title, Identifier: s.Code, Version: s.Edition,
		InLanguage: officialLanguage, CopyrightNotice: s.Rights, Publisher: organization(s.Publisher),
	}
}

func organization(name string) *thing {
	if name == "" {
		return nil
	}
	return &thing{Type: "Organization", Name: name}
}

// requirement is what one level asks for under a code, in brief: its page has the whole.
func (d describer) requirement(q *graph.Requirement) thing {
	return thing{Type: "DefinedTerm", ID: d.iri(q.Address), Name: q.Name, TermCode: q.Code}
}

func (d describer) requirements(list []*graph.Requirement) []thing {
	var things []thing
	for _, q := range list {
		things = append(things, d.requirement(q))
	}
	return things
}

// dataOf describes a page of a standard.
func (v viewer) dataOf(kind Kind, name string) string {
	d, s := describer{v.g, v.page}, v.s
	top := standardLink(s)
	switch kind {
	case Overview:
		return d.data(d.set(s), d.crumbs(top))
	case Area:
		a := s.Area(name)
		return d.data(d.crumbs(top, graph.Link{Address: a.File, Name: a.Name}))
	case Task:
		t := s.Task(name)
		return d.data(d.crumbs(top, graph.Link{Address: t.Area.File, Name: t.Area.Name}, graph.Link{Address: t.File, Name: t.Name}))
	case Skill:
		return v.skillData(d, s.Skill(name))
	case Handbook:
		return d.data(d.crumbs(top, graph.Link{Address: v.page, Name: s.Levels[levelIndex(s, name)].Name}))
	case Terms:
		return v.termData(d)
	}
	return d.data(d.crumbs(top))
}

func (v viewer) skillData(d describer, k *graph.Skill) string {
	t := k.Task
	set := &thing{ID: d.iri(v.s.Base + "index.html")}
	var things []thing
	for _, q := range k.Steps {
		if q == nil {
			continue
		}
		one := d.requirement(q)
		one.Description, one.InDefinedTermSet = q.Text.Printed, set
		things = append(things, one)
	}
	return d.data(append(things, d.crumbs(standardLink(v.s), graph.Link{Address: t.Area.File, Name: t.Area.Name},
		graph.Link{Address: t.File, Name: t.Name}, graph.Link{Address: k.File, Name: k.Code}))...)
}

func (v viewer) termData(d describer) string {
	set := &thing{ID: d.iri(v.page)}
	things := []thing{{Type: "DefinedTermSet", ID: set.ID, InLanguage: officialLanguage, IsPartOf: []thing{{ID: d.iri(v.s.Base + "index.html")}}}}
	for _, t := range v.s.Terms {
		one := thing{Type: "DefinedTerm", ID: d.iri(t.Address), Name: t.Name, TermCode: t.Number, InDefinedTermSet: set}
		for _, text := range t.Definition {
			one.Description += text.Printed
		}
		things = append(things, one)
	}
	return d.data(append(things, d.crumbs(standardLink(v.s)))...)
}

// lessonData describes a page of content/.
func lessonData(g *graph.Graph, l *graph.Lesson) string {
	d := describer{g, l.Address}
	way := []graph.Link{{Address: l.Address, Name: l.Title}}
	one := thing{
		ID: d.iri(l.Address), Name: l.Title, Description: l.Summary, InLanguage: g.Home.Language, DateModified: l.Updated,
		Teaches: d.requirements(l.Teaches), Assesses: d.requirements(l.Assesses),
	}
	if l.Standard != nil {
		way = append([]graph.Link{standardLink(l.Standard)}, way...)
		if r := l.Rank(); r >= 0 && r < len(l.Standard.Levels) {
			one.EducationalLevel = l.Standard.Levels[r].Name
		}
	}
	switch l.Kind {
	case lesson.Teaching:
		one.Type, one.LearningResourceType = "LearningResource", "lesson"
		for _, c := range l.Courses {
			one.IsPartOf = append(one.IsPartOf, thing{Type: "Course", ID: d.iri(c.Address), Name: c.Title})
		}
	case lesson.Course:
		one.Type = "Course"
		for _, x := range l.Lessons {
			one.HasPart = append(one.HasPart, thing{Type: "LearningResource", ID: d.iri(x.Address), Name: x.Title})
		}
	default:
		return d.data(d.crumbs(way[len(way)-1]))
	}
	return d.data(one, d.crumbs(way...))
}

// siteData describes the site, on its first page.
func siteData(g *graph.Graph) string {
	site := thing{Type: "WebSite", Name: g.Home.Title, Description: strings.TrimSpace(g.Home.Summary), InLanguage: g.Home.Language, URL: g.Home.BaseURL}
	return describer{g, "index.html"}.data(site)
}
