package build

import (
	"fmt"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/parallel"
	"jinjie/cmd/jinjie/internal/render"
)

// A rendered is what came of one page.
type rendered struct {
	html     []byte
	problems []diag.Diagnostic
	err      error
}

// renderAll renders the pages side by side and returns them by address; which one was
// ready first does not show.
func renderAll(g *graph.Graph, theme *render.Theme, refs []render.Ref) (map[string][]byte, []diag.Diagnostic, error) {
	done := make([]rendered, len(refs))
	site := render.NewSite(g, nil)
	parallel.Do(len(refs), func(i int) { done[i] = renderOne(site, theme, refs[i].Address) })
	pages := make(map[string][]byte, len(refs))
	var problems []diag.Diagnostic
	for i, r := range done {
		if r.err != nil {
			return nil, nil, r.err
		}
		pages[refs[i].Address] = r.html
		problems = append(problems, r.problems...)
	}
	return pages, problems, nil
}

func renderOne(site *render.Site, theme *render.Theme, address string) rendered {
	page, ok := site.View(address)
	if !ok {
		return rendered{err: fmt.Errorf("没有“%s”这个网页", address)}
	}
	html, problems, err := theme.Render(page)
	return rendered{html, problems, err}
}
