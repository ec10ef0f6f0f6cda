package build

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/render"
	"jinjie/cmd/jinjie/internal/search"
)

// A Live is a site that is made page by page, as pages are asked for. It shows its sources
// at one moment and never changes; [Live.Next] makes the one that follows. It may be used
// by several goroutines.
type Live struct {
	opts    Options
	reading files.Reading
	snap    *snapshot
	theme   *render.Theme
	look    [32]byte          // of what the theme was made from
	faults  []diag.Diagnostic // that loading the theme found
	site    *render.Site

	pages  map[string]bool   // addresses of the site's pages
	beside map[string]bool   // addresses of what stands beside them
	copies map[string]copied // files of content/, by address

	sources func() [32]byte // identifies all source files

	problems []diag.Diagnostic
	broken   []string // sources with errors: files, or the folders that a standard or a theme is made of

	findings *findings // of this moment or of one before

	mu     sync.Mutex
	made   map[string]*made // pages by address, of this moment and of those before
	faulty []string         // pages whose making found problems
}

// A made is a page that was made.
type made struct {
	key  [32]byte
	html []byte // asset names not yet in it
	now  bool   // it is known to be as the sources are now
	all  bool   // what it loads depends on all sources

	shows []string // addresses of what it loads beside assets: pictures
}

// A LivePage is a page as the preview shows it.
type LivePage struct {
	HTML []byte
	Key  [32]byte // the same for the same bytes, asset names aside, and what the page loads
	Old  bool     // the last good page: its sources have errors
	Made bool     // it was made just now
}

// ErrNoPage means that the site has no such page.
var ErrNoPage = errors.New("没有这个网页")

// OpenLive reads the sources of a site.
func OpenLive(opts Options) (*Live, error) {
	reading, err := files.Read(opts.Source, parsed)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoSource
	}
	if err != nil {
		return nil, fmt.Errorf("站点所在的文件夹读不出来：%s", files.Reason(err))
	}
	opts.preview = true
	return next(nil, reading, opts)
}

// Next reads once more what may have changed, by slash-separated paths from the site's
// folder, or everything if paths is nil. If nothing has changed it returns l itself.
func (l *Live) Next(paths []string) (*Live, error) {
	if paths == nil {
		paths = []string{"."}
	}
	reading, err := l.reading.Again(l.opts.Source, parsed, paths)
	if err != nil {
		return nil, fmt.Errorf("站点所在的文件夹读不出来：%s", files.Reason(err))
	}
	if slices.EqualFunc(reading.Tree.Files, l.reading.Tree.Files, sameFile) && slices.EqualFunc(reading.Problems, l.reading.Problems, sameProblem) {
		return l, nil
	}
	return next(l, reading, l.opts)
}

func sameFile(a, b files.File) bool { return a.Path == b.Path && a.Size == b.Size && a.Hash == b.Hash }

func sameProblem(a, b diag.Diagnostic) bool {
	return a.Pos == b.Pos && a.Code == b.Code && a.Message == b.Message
}

// next makes the site of a reading. What prev has parsed, learned and made is taken over
// where its sources are the same; with a nil prev the site is the same, only slower.
func next(prev *Live, reading files.Reading, opts Options) (*Live, error) {
	root, err := filepath.Abs(opts.Source)
	if err != nil {
		return nil, fmt.Errorf("找不到站点所在的文件夹：%w", err)
	}
	if prev == nil {
		prev = &Live{}
	}
	l := &Live{opts: opts, reading: reading, pages: map[string]bool{}, beside: map[string]bool{}, copies: map[string]copied{}, made: map[string]*made{}}
	l.sources = sync.OnceValue(func() [32]byte { return hashOf(reading.Tree.Files) })
	if l.findings = prev.findings; l.findings == nil {
		l.findings = &findings{}
	}
	l.snap = read(prev.snap, reading.Tree, slices.Clone(reading.Problems), root, opts)
	problems := slices.Concat(l.snap.problems, l.snap.drafts)
	more, err := l.dress(prev)
	if err != nil {
		return nil, err
	}
	problems = append(problems, more...)
	l.site = render.NewSite(l.snap.graph, prev.site)
	problems = append(problems, l.lay(problems)...)
	l.problems = diag.Sort(problems)
	l.broken = brokenSources(l.problems)
	prev.mu.Lock()
	for address, m := range prev.made {
		if !l.pages[address] && len(l.broken) == 0 {
			continue // it is gone for good
		}
		l.made[address] = &made{key: m.key, html: m.html, all: m.all, shows: m.shows}
	}
	faulty := slices.Clone(prev.faulty)
	prev.mu.Unlock()
	for _, address := range faulty { // what was found there is told as long as it stands
		if p, err := l.Page(address); err == nil && p.Old {
			l.faulty = append(l.faulty, address)
		}
	}
	return l, nil
}

// dress loads the theme, or takes over the one of prev.
func (l *Live) dress(prev *Live) ([]diag.Diagnostic, error) {
	home := l.snap.graph.Home
	settings := fmt.Sprint(home.Theme, " ", home.Language, " ", home.Colours)
	l.look = hashOf(append(slices.Clone(l.reading.Tree.Under("themes")), files.File{Path: settings}))
	if prev.theme != nil && prev.look == l.look {
		l.theme, l.faults = prev.theme, prev.faults
		return l.faults, nil
	}
	theme, problems, err := l.snap.loadTheme()
	if err != nil {
		return nil, fmt.Errorf("内置的主题有误：%w", err)
	}
	l.theme, l.faults = theme, problems
	return problems, nil
}

// lay finds every address of the site, and reports those that are wanted twice and links
// that lead to none.
func (l *Live) lay(problems []diag.Diagnostic) []diag.Diagnostic {
	refs := render.Index(l.snap.graph)
	others := beside(l.theme, l.snap.graph)
	for _, ref := range refs {
		l.pages[ref.Address] = true
	}
	for _, address := range others {
		l.beside[address] = true
	}
	for _, c := range l.snap.copies {
		l.copies[c.address] = c
	}
	claims := l.snap.claims(refs, others)
	more := collisions(claims)
	if !slices.ContainsFunc(append(problems, more...), keepsPagesAway) {
		more = append(more, deadLinks(l.snap.graph.Loose(), claims)...)
	}
	return more
}

// brokenSources lists what has errors: pages of content/ one by one, a standard or a theme
// as a whole.
func brokenSources(problems []diag.Diagnostic) []string {
	var list []string
	for _, d := range problems {
		if d.Severity != diag.Error || d.Pos.File == "" {
			continue
		}
		name := d.Pos.File
		if strings.HasPrefix(name, "themes/") {
			name = "themes"
		} else if strings.HasPrefix(name, "standard/") {
			name = path.Join(strings.SplitN(name, "/", 3)[:2]...)
		}
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// Problems lists what is wrong with the sources, sorted: all that a build reports before
// it renders, and the problems of drafts.
func (l *Live) Problems() []diag.Diagnostic {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.problems
}

// Result counts what the site holds.
func (l *Live) Result() Result { return l.snap.result() }

// Source returns the text of a source file, to show the place of a problem.
func (l *Live) Source(name string) (string, bool) {
	f, ok := l.reading.Tree.File(name)
	if !ok || f.Data == nil {
		return "", false
	}
	t, ok := files.Decode(f.Data)
	return t.String, ok
}

// Unlike lists the source files that a later survey does not have, or not of that size.
func (l *Live) Unlike(later files.Survey) []string {
	var list []string
	for _, f := range l.reading.Tree.Files {
		if stamp, ok := later[f.Path]; !ok || stamp.Size != f.Size {
			list = append(list, f.Path)
		}
	}
	return list
}

// Folder is the site's folder, absolute.
func (l *Live) Folder() string { return l.snap.root }

// Root is the path of the site's root on the server that it is published on, such as
// "/skills/"; it begins and ends with a slash.
func (l *Live) Root() string { return render.RootPath(l.snap.graph.Home.BaseURL) }

// Beside returns what stands beside the pages at an address: an asset of the theme, a
// table, robots.txt, a part of the search.
func (l *Live) Beside(address string) ([]byte, bool) {
	if strings.HasPrefix(address, search.Dir) {
		if data, ok := l.searchPart(address); ok {
			return data, true
		}
	}
	if !l.beside[address] {
		return nil, false
	}
	for _, a := range l.theme.Assets() {
		if a.Path == address {
			return a.Data, true
		}
	}
	return l.theme.Extra(l.snap.graph, address)
}

// Copied returns the file, on the disk, that is published as it is at an address.
func (l *Live) Copied(address string) (string, bool) {
	c, ok := l.copies[address]
	return filepath.Join(l.snap.root, filepath.FromSlash(c.file.Path)), ok
}

// Assets lists the addresses of the theme's stylesheets and scripts, sorted.
func (l *Live) Assets() []string {
	var list []string
	for _, a := range l.theme.Assets() {
		list = append(list, a.Path)
	}
	slices.Sort(list)
	return list
}

// Addresses lists the addresses of the site's pages, sorted.
func (l *Live) Addresses() []string { return slices.Sorted(maps.Keys(l.pages)) }

// Page returns the page at an address, such as "590008/1.1.1.html". It is made when it is
// first asked for, or taken over from before if its key is the same. Where its sources
// have errors the last good page stands in, if there is one. It fails with ErrNoPage.
func (l *Live) Page(address string) (LivePage, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	m := l.made[address]
	if m != nil && m.now {
		return l.show(m, false, false), nil
	}
	if m != nil && l.isBroken(address) || m != nil && !l.pages[address] && len(l.broken) > 0 {
		return l.show(m, true, false), nil
	}
	page, ok := l.site.View(address)
	if !ok || !l.pages[address] {
		delete(l.made, address)
		return LivePage{}, ErrNoPage
	}
	key, err := l.theme.Key(page)
	if err != nil {
		return LivePage{}, err
	}
	if m != nil && m.key == key {
		m.now = true
		l.note(address, l.deadAnchors(address))
		return l.show(m, false, false), nil
	}
	data, problems, err := l.theme.Execute(page)
	switch {
	case err != nil:
		return LivePage{}, err
	case data == nil && m != nil: // a template of the site's own is at fault
		l.note(address, problems)
		return l.show(m, true, false), nil
	case data == nil:
		l.note(address, problems)
		return LivePage{}, ErrNoPage
	}
	m = &made{key, data, true, page.Kind == render.Search, loaded(address, data)}
	l.made[address] = m
	l.note(address, l.deadAnchors(address))
	return l.show(m, false, true), nil
}

// deadAnchors reports where the page at an address leads to places that are not there. A
// build holds every page against all others; here the pages that one leads to are made for
// that, and not kept.
func (l *Live) deadAnchors(address string) []diag.Diagnostic {
	links := slices.DeleteFunc(l.snap.graph.LooseOn(address), func(link graph.Loose) bool { return link.Anchor == "" })
	pages := map[string][]byte{}
	for _, link := range links {
		if _, made := pages[link.Address]; made || l.isBroken(link.Address) {
			continue
		}
		page, ok := l.site.View(link.Address)
		if !ok {
			continue // a file, or nothing: that is told already
		}
		if data, _, err := l.theme.Execute(page); err == nil && data != nil {
			pages[link.Address] = data // what is wrong with it is told where it is asked for
		}
	}
	return deadAnchors(links, pages)
}

// note adds problems that showed while the page at an address was made.
func (l *Live) note(address string, problems []diag.Diagnostic) {
	for _, d := range problems {
		if slices.ContainsFunc(l.problems, func(o diag.Diagnostic) bool { return sameProblem(o, d) }) {
			continue
		}
		l.problems = diag.Sort(append(slices.Clone(l.problems), d))
		if !slices.Contains(l.faulty, address) {
			l.faulty = append(l.faulty, address)
		}
	}
}

func (l *Live) show(m *made, old, now bool) LivePage {
	key := m.key
	if m.all {
		key = hashOf([]files.File{{Hash: key}, {Hash: l.sources()}})
	}
	if len(m.shows) > 0 {
		all := []files.File{{Hash: key}}
		for _, address := range m.shows {
			all = append(all, l.copies[address].file)
		}
		key = hashOf(all)
	}
	return LivePage{HTML: l.theme.NameAssets(bytes.Clone(m.html)), Key: key, Old: old, Made: now}
}

// loaded lists the addresses of what the page at an address loads, the theme's assets aside.
func loaded(address string, page []byte) []string {
	var list []string
	for {
		_, rest, found := bytes.Cut(page, []byte(` src="`))
		if !found {
			return list
		}
		value, behind, _ := bytes.Cut(rest, []byte(`"`))
		if u, err := url.Parse(html.UnescapeString(string(value))); err == nil && u.Host == "" && !bytes.Contains(value, []byte("@@")) {
			list = append(list, path.Join(path.Dir(address), u.Path))
		}
		page = behind
	}
}

// isBroken tells whether the sources of the page at an address have errors.
func (l *Live) isBroken(address string) bool {
	if len(l.broken) == 0 {
		return false
	}
	if slices.Contains(l.broken, "themes") {
		return true
	}
	source := "content/index.md" // the settings
	if page, ok := l.snap.graph.Find(address); ok {
		source = page.Path
	} else if dir, _ := path.Split(address); l.snap.graph.At(dir) != nil {
		source = path.Dir(l.snap.graph.At(dir).Pos.File)
	}
	return slices.Contains(l.broken, source) || slices.Contains(l.broken, "content/index.md")
}

// Held lists the addresses of the pages that were made and are kept, sorted: those that
// were asked for at some time, and no others.
func (l *Live) Held() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Sorted(maps.Keys(l.made))
}
