package render

import "jinjie/cmd/jinjie/internal/graph"

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
	Others   []Link // editions that are no longer current
}

// Counts are the sums that an overview names.
type Counts struct {
	Areas, Tasks, Skills, Requirements int
}

func homeView(g *graph.Graph) HomeView {
	const page = "index.html"
	v := HomeView{Frame: siteFrame(g, page, Home), Summary: g.Home.Summary}
	if g.Front != nil {
		v.Body, v.Explained = body(g, g.Front, page)
	}
	for _, s := range g.Standards {
		if s.Current != s {
			continue
		}
		card := StandardCard{Standard: describe(g, s, page), Counts: counts(s), Areas: viewer{g: g, s: s, page: page}.areaRows()}
		for _, e := range s.Editions[1:] {
			card.Others = append(card.Others, Link{Href: rel(page, e.Base+"index.html"), Text: e.Edition})
		}
		v.Standards = append(v.Standards, card)
	}
	return v
}

func counts(s *graph.Standard) Counts {
	c := Counts{Areas: len(s.Areas), Tasks: len(s.Tasks), Skills: len(s.Skills)}
	for range s.Requirements() {
		c.Requirements++
	}
	return c
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
