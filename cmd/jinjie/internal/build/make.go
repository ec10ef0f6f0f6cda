package build

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/render"
	"jinjie/cmd/jinjie/internal/search"
	"jinjie/themes"
)

// A made site is its pages, before they are files.
type madeSite struct {
	refs    []render.Ref
	pages   map[string][]byte // by address
	entries []search.Entry    // what is to be searched of them
	assets  []render.Asset    // what stands beside them
}

// make makes the pages of the site, and returns the problems of the sources with those
// that it met itself, sorted. Where there is an error among them there are no pages.
func (s *snapshot) make() (*madeSite, []diag.Diagnostic, error) {
	problems := slices.Clip(s.problems)
	theme, more, err := s.loadTheme()
	if err != nil {
		return nil, nil, fmt.Errorf("内置的主题有误：%w", err)
	}
	problems = append(problems, more...)
	refs := render.Index(s.graph)
	claims := s.claims(refs, beside(theme, s.graph))
	problems = append(problems, collisions(claims)...)
	if !slices.ContainsFunc(problems, keepsPagesAway) { // what an error keeps away is no dead link
		problems = append(problems, deadLinks(s.graph.Loose(), claims)...)
	}
	if diag.Errors(problems) > 0 {
		return nil, diag.Sort(problems), nil
	}
	pages, entries, more, err := renderAll(s.graph, theme, refs)
	if err != nil {
		return nil, nil, fmt.Errorf("内置的主题有误：%w", err)
	}
	problems = append(problems, more...)
	problems = append(problems, deadAnchors(s.graph.Loose(), pages)...)
	if diag.Errors(problems) > 0 {
		return nil, diag.Sort(problems), nil
	}
	assets := slices.Concat(theme.Assets(), theme.Extras(s.graph))
	return &madeSite{refs, pages, entries, assets}, diag.Sort(problems), nil
}

// beside lists the addresses of what stands beside the pages.
func beside(theme *render.Theme, g *graph.Graph) []string {
	list := []string{search.Pointer}
	for _, a := range theme.Assets() {
		list = append(list, a.Path)
	}
	return append(list, theme.ExtraPaths(g)...)
}

// keepsPagesAway tells whether a problem can be why a page is missing that a link leads to.
func keepsPagesAway(d diag.Diagnostic) bool {
	return d.Severity == diag.Error && !strings.HasPrefix(d.Pos.File, "content/") && !graph.AboutLinks(d)
}

// loadTheme puts the site's own files over the embedded theme: those of themes/default,
// over them those of the theme that the settings name, and over all the site's colours.
func (s *snapshot) loadTheme() (*render.Theme, []diag.Diagnostic, error) {
	own := []render.Override{s.override(defaultTheme)}
	if name := s.graph.Home.Theme; name != "" {
		own = append(own, s.override(name))
	}
	sheet, problems, err := render.ColourSheet(themes.Default, own, s.graph.Home.Colours)
	if err != nil {
		return nil, nil, err
	}
	if sheet != nil {
		own = append(own, render.Override{Dir: lesson.HomeFile, Files: map[string][]byte{render.ColourFile: sheet}})
	}
	theme, more, err := render.LoadTheme(themes.Default, own, s.graph.Home.Language)
	return theme, append(problems, more...), err
}

// override collects the files of one theme of the tree.
func (s *snapshot) override(name string) render.Override {
	dir := "themes/" + name
	o := render.Override{Dir: dir, Files: map[string][]byte{}}
	for _, f := range s.tree.Under(dir) {
		o.Files[strings.TrimPrefix(f.Path, dir+"/")] = f.Data
	}
	return o
}

// artifacts lists the site's files as they are published, and makes those of the search.
func (s *snapshot) artifacts(m *madeSite) []files.Artifact {
	if m == nil {
		return nil
	}
	var list []files.Artifact
	for _, ref := range m.refs {
		list = append(list, files.Artifact{Path: ref.Address, Data: m.pages[ref.Address]})
	}
	for _, a := range m.assets {
		list = append(list, files.Artifact{Path: a.Path, Data: a.Data})
	}
	entries := m.entries
	m.entries = nil // they need much room, and are not needed once they are indexed
	for _, f := range search.Build(entries).Files {
		list = append(list, files.Artifact{Path: f.Path, Data: f.Data})
	}
	for _, c := range s.copies {
		from := filepath.Join(s.root, filepath.FromSlash(c.file.Path))
		list = append(list, files.Artifact{Path: c.address, From: from, Hash: c.file.Hash})
	}
	return list
}
