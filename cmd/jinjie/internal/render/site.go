package render

import (
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// A HomeView is the site's first page.
type HomeView struct {
	Frame     Frame
	Summary   string
	Body      []BodyPart
	Explained []Explanation
	Standards []StandardCard
}

// A StandardCard is a standard on the home page.
type StandardCard struct {
	Standard Standard
	Counts   Counts
	Areas    []AreaRow
	Others   []Link   // editions that are no longer current
	Specimen Specimen // of the only standard of a site
}

// A Specimen is a code whose climb the home page shows; its Code is empty where no code
// stands at every level with contents that go on from level to level.
type Specimen struct {
	Code, Href string
	Task       Link
	Steps      []Requirement
}

// Counts are the sums that an overview names.
type Counts struct {
	Areas, Tasks, Skills, Requirements int
}

func (site *Site) homeView() HomeView {
	g := site.g
	const page = "index.html"
	v := HomeView{Frame: siteFrame(g, page, Home), Summary: g.Home.Summary}
	v.Frame.Data = siteData(g)
	if g.Front != nil {
		v.Body, v.Explained = body(g, g.Front, page)
	}
	for _, s := range g.Standards {
		if s.Current != s {
			continue
		}
		at := viewer{g: g, s: s, page: page, lexicon: site.lexicons[s.Standard]}
		card := StandardCard{Standard: describe(g, s, page), Counts: counts(s), Areas: at.areaRows()}
		for _, e := range s.Editions[1:] {
			card.Others = append(card.Others, Link{Href: rel(page, e.Base+"index.html"), Text: e.Edition})
		}
		if v.Standards = append(v.Standards, card); len(v.Standards) == 1 {
			v.Standards[0].Specimen = at.specimen()
		} else {
			v.Standards[0].Specimen = Specimen{}
		}
	}
	return v
}

// specimen picks the code with the shortest sentences among those whose wording grows at
// every level. It holds no more codes against one another than a reader would.
func (v viewer) specimen() Specimen {
	var best Specimen
	least := 0
	if v.s.Alignment != standard.ByCode || len(v.s.Levels) < 2 {
		return best
	}
	for tried, k := range v.s.Skills {
		if tried == 200 {
			break
		}
		steps, length := v.grown(k)
		if length > 0 && (least == 0 || length < least) {
			least = length
			best = Specimen{Code: k.Code, Href: rel(v.page, k.File), Task: Link{Href: rel(v.page, k.Task.File), Text: k.Task.Name}, Steps: steps}
		}
	}
	return best
}

// grown shows the steps of k with the number of their characters; 0 unless every level
// says something new about the same thing.
func (v viewer) grown(k *graph.Skill) (steps []Requirement, length int) {
	for i, q := range k.Steps {
		if q == nil {
			return nil, 0
		}
		r := v.requirement(k, i)
		odd := r.OddVerb || len(r.Tags) > 0 || r.Kin.Stranger != "" || len(r.Kin.From)+len(r.Kin.To) > 0
		if odd || i > 0 && (len(r.Kin.Delta) == 0 || len(r.Kin.Delta[0].New) == 0) {
			return nil, 0
		}
		steps, length = append(steps, r), length+utf8.RuneCountInString(r.Plain)
	}
	return steps, length
}

func counts(s *graph.Standard) Counts {
	c := Counts{Areas: len(s.Areas), Tasks: len(s.Tasks), Skills: len(s.Skills)}
	for range s.Requirements() {
		c.Requirements++
	}
	return c
}

// A SearchView is the page of the search. It does not depend on what there is to be found.
type SearchView struct {
	Frame     Frame
	Standards []Standard // the current editions, for other ways to find things
}

func searchView(g *graph.Graph) SearchView {
	v := SearchView{Frame: siteFrame(g, searchPage, Search)}
	for _, s := range g.Standards {
		if s.Current == s {
			v.Standards = append(v.Standards, describe(g, s, searchPage))
		}
	}
	return v
}

// A NotFoundView is the page for addresses that lead nowhere. A server shows it at any
// depth, so its links begin at the site's root.
type NotFoundView struct {
	Frame     Frame
	Standards []Link
}

func notFoundView(g *graph.Graph) NotFoundView {
	v := NotFoundView{Frame: siteFrame(g, "404.html", NotFound)}
	for _, s := range g.Standards {
		if s.Current == s {
			v.Standards = append(v.Standards, Link{Href: v.Frame.Root + rel(".", s.Base+"index.html"), Text: s.Title + " " + s.Code})
		}
	}
	return v
}
