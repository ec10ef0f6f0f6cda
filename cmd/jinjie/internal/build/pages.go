package build

import (
	"fmt"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/parallel"
	"jinjie/cmd/jinjie/internal/render"
	"jinjie/cmd/jinjie/internal/search"
)

// A rendered is what came of one page.
type rendered struct {
	html     []byte
	text     search.Page // what it shows
	shows    bool        // whether it shows what is searched
	problems []diag.Diagnostic
	err      error
}

// renderAll renders the pages side by side and returns them by address, with what is to be
// searched of them; which one was ready first does not show.
func renderAll(g *graph.Graph, theme *render.Theme, refs []render.Ref) (map[string][]byte, []search.Entry, []diag.Diagnostic, error) {
	done := make([]rendered, len(refs))
	site := render.NewSite(g, nil)
	var texts search.Texts
	parallel.Do(len(refs), func(i int) { done[i] = renderOne(site, theme, refs[i], &texts) })
	pages := make(map[string][]byte, len(refs))
	var entries []search.Entry
	var problems []diag.Diagnostic
	for i, r := range done {
		if r.err != nil {
			return nil, nil, nil, r.err
		}
		pages[refs[i].Address] = r.html
		problems = append(problems, r.problems...)
		if r.shows {
			entries = append(entries, entryOf(g, refs[i], r.text))
		}
	}
	return pages, entries, problems, nil
}

func renderOne(site *render.Site, theme *render.Theme, ref render.Ref, texts *search.Texts) rendered {
	page, ok := site.View(ref.Address)
	if !ok {
		return rendered{err: fmt.Errorf("没有“%s”这个网页", ref.Address)}
	}
	var r rendered
	if r.html, r.problems, r.err = theme.Execute(page); searched(ref.Kind) {
		r.text, r.shows = texts.Read(r.html)
	}
	r.html = theme.NameAssets(r.html)
	return r
}
