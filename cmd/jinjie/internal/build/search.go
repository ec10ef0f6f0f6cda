package build

import (
	"path"
	"strings"
	"sync"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/parallel"
	"jinjie/cmd/jinjie/internal/render"
	"jinjie/cmd/jinjie/internal/search"
)

// searched tells whether pages of a kind can be found.
func searched(k render.Kind) bool {
	return k != render.NotFound && k != render.Redirect && k != render.Search
}

// entryOf says of a page what a search does not read from it.
func entryOf(g *graph.Graph, ref render.Ref, text search.Page) search.Entry {
	e := search.Entry{Address: ref.Address, Group: search.Others, Page: text}
	switch ref.Kind {
	case render.Skill:
		e.Group = search.Requirements
	case render.Lesson, render.Course:
		e.Group = search.Lessons
	}
	dir, _ := path.Split(ref.Address)
	s := g.At(dir)
	if l, ok := g.Find(ref.Address); ok {
		s = l.Standard
	}
	if s != nil && len(g.Standards) > 1 {
		e.Context = strings.Join([]string{s.Title, s.Code, s.Edition}, " ")
		e.Outdated = s.Current != s
	}
	return e
}

// A findings is what searches of a site need, made when it is first asked for and kept
// from one moment of the site to the next. It may be used by several goroutines.
type findings struct {
	mu    sync.Mutex
	of    *Live               // the moment that the index was made of
	read  map[string]pageText // by address
	parts map[string][]byte   // of the index, by path
}

// A pageText is what was read from a page with that key.
type pageText struct {
	key   [32]byte
	page  search.Page
	shows bool
}

// searchPart returns a part of the index: the pointer as the sources are now, any other of
// the index that was made last, or else of what the sources make now.
func (l *Live) searchPart(address string) ([]byte, bool) {
	f := l.findings
	f.mu.Lock()
	defer f.mu.Unlock()
	data, ok := f.parts[address]
	if f.of != l && (!ok || address == search.Pointer) {
		f.make(l)
		data, ok = f.parts[address]
	}
	return data, ok
}

// make makes the index. A page is made for it only if its key is not that of what was read
// before, and is not kept.
func (f *findings) make(l *Live) {
	refs := render.Index(l.snap.graph)
	texts := make([]pageText, len(refs))
	parallel.Do(len(refs), func(i int) {
		if searched(refs[i].Kind) {
			texts[i] = l.read(refs[i].Address, f.read[refs[i].Address])
		}
	})
	var entries []search.Entry
	f.read = map[string]pageText{}
	for i, t := range texts {
		if t.shows {
			f.read[refs[i].Address] = t
			entries = append(entries, entryOf(l.snap.graph, refs[i], t.page))
		}
	}
	f.of, f.parts = l, map[string][]byte{}
	for _, part := range search.Build(entries).Files {
		f.parts[part.Path] = part.Data
	}
}

// read reads a page as [Live.Page] shows it: with errors in its sources, the last good one.
func (l *Live) read(address string, known pageText) pageText {
	l.mu.Lock()
	m := l.made[address]
	l.mu.Unlock()
	switch {
	case l.isBroken(address) && m != nil:
		return textOf(m.key, m.html, known)
	case l.isBroken(address) && known.shows:
		return known
	}
	page, ok := l.site.View(address)
	if !ok {
		return pageText{}
	}
	key, err := l.theme.Key(page)
	switch {
	case err != nil:
		return pageText{}
	case known.shows && known.key == key:
		return known
	case m != nil && m.key == key:
		return textOf(key, m.html, known)
	}
	html, _, err := l.theme.Execute(page) // its faults are told when it is asked for
	if err != nil || html == nil {
		return known
	}
	return textOf(key, html, known)
}

// textOf reads a page, unless that is known.
func textOf(key [32]byte, html []byte, known pageText) pageText {
	if known.shows && known.key == key {
		return known
	}
	page, shows := search.Read(html)
	return pageText{key, page, shows}
}
