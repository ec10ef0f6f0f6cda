package build

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/rogpeppe/go-internal/txtar"

	"jinjie/cmd/jinjie/internal/browse"
	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/render"
)

// A sight is a page of a built site to look at.
type sight struct {
	name string // of its picture, such as "large-skill"
	kind render.Kind
	url  string
}

// A site to look at: the repository's own, a small one with every kind of page, one with
// five levels and no verbs, and one with many levels, long names and a wide table.
var siteSources = []struct {
	name, archive string
	more          []string // pages beside the first one of each kind
}{
	{"large", "", []string{"590008/1.1.3.html", "590008/3.2.3.html", "590008/3.3.1.html", "590008/3.4.6.html", "590008/2.3.html", "590008/gaoji.html"}},
	{"small", "testdata/clean.txtar", []string{"lessons/chuji/ruhu/index.html"}},
	{"five", "../../testdata/five.txtar", nil},
	{"eight", "testdata/eight.txtar", nil},
}

// sights builds sites, all or the named one, and lists one page of each kind in each.
func sights(t *testing.T, only string) []sight {
	t.Helper()
	var list []sight
	for _, s := range siteSources {
		if only != "" && only != s.name {
			continue
		}
		source, out := "../../../..", filepath.Join(t.TempDir(), s.name)
		if s.archive != "" {
			source = t.TempDir()
			unpackTo(t, s.archive, source)
		}
		if _, problems, err := Run(Options{Source: source, Destination: out}); err != nil || diag.Errors(problems) > 0 {
			t.Fatalf("%s: %v\n%s", s.name, err, said(problems))
		}
		g, _, err := Graph(Options{Source: source})
		if err != nil {
			t.Fatal(err)
		}
		root := render.RootPath(g.Home.BaseURL)
		server := httptest.NewServer(http.StripPrefix(root, http.FileServer(http.Dir(out))))
		t.Cleanup(server.Close)
		list = append(list, sightsOf(s.name, server.URL+root, g, s.more)...)
	}
	return list
}

func unpackTo(t *testing.T, archive, dir string) {
	t.Helper()
	a, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
}

func sightsOf(site, root string, g *graph.Graph, more []string) []sight {
	var list []sight
	seen := map[render.Kind]bool{render.Redirect: true} // leads on at once
	for _, ref := range render.Index(g) {
		also := slices.Contains(more, ref.Address)
		if seen[ref.Kind] && !also {
			continue
		}
		seen[ref.Kind] = true
		name := site + "-" + string(ref.Kind)
		if also {
			name += "-" + strings.TrimSuffix(filepath.Base(ref.Address), ".html")
		}
		list = append(list, sight{name, ref.Kind, root + ref.Address})
	}
	return list
}

// emulate shows pages as a reader's system would ask for them.
func emulate(t *testing.T, tab context.Context, features ...*emulation.MediaFeature) {
	t.Helper()
	browse.Do(t, tab, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
		return err
	}))
}

func scheme(value string) *emulation.MediaFeature {
	return &emulation.MediaFeature{Name: "prefers-color-scheme", Value: value}
}

//go:embed testdata/looks.js
var looks string

// unseen is a shift that no reader notices: a line that moved by its own height on a whole
// page. A busy machine may draw a page of which half has arrived.
const unseen = 0.001

// watchShifts counts how far what a reader looks at has moved while the page was loading.
const watchShifts = `window.moved = 0; new PerformanceObserver(function (list) {
	list.getEntries().forEach(function (e) { window.moved += e.value })
}).observe({type: 'layout-shift', buffered: true});
requestAnimationFrame(function () { setTimeout(function () { window.watched = true }) }); true`

// shift is how far a page moves while it loads: the least of three times if it does, since
// a busy machine may draw what has arrived by half, and what a page does by itself it does
// each time.
func shift(t *testing.T, tab context.Context, url string, width int64) float64 {
	t.Helper()
	least := math.Inf(1)
	for range 3 {
		visit(t, tab, url, width)
		browse.Value[bool](t, tab, watchShifts)
		browse.Becomes(t, tab, "window.watched === true")
		if least = min(least, browse.Value[float64](t, tab, "window.moved")); least <= unseen {
			break
		}
	}
	return least
}

// What can be measured of the looks of every kind of page, at every width.
func TestPagesLookAsTheyShould(t *testing.T) {
	tab := browse.Tab(t)
	list := sights(t, "")
	for _, width := range []int64{320, 360, 768, 1440} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			emulate(t, tab, scheme("light"))
			for _, s := range list {
				if !strings.HasPrefix(s.name, "large") && width != 320 && width != 1440 {
					continue // the other sites have the same pages at their extremes
				}
				if moved := shift(t, tab, s.url, width); moved > unseen {
					t.Errorf("%s moves while it loads: %v", s.name, moved)
				}
				complain(t, tab, s.name, "{targets: true, lineHeight: 1.7, measure: 42, contrast: true}")
				complain(t, tab, s.name+" in large type", largeType(width))
			}
		})
	}
	t.Run("dark", func(t *testing.T) {
		emulate(t, tab, scheme("dark"))
		for _, s := range list {
			visit(t, tab, s.url, 1440)
			complain(t, tab, s.name, "{contrast: true}")
		}
	})
}

// largeType is twice as large where there is room for it (WCAG 2.2, 1.4.4: a phone turns
// its window into a narrower one instead), and the largest that the page offers.
func largeType(width int64) string {
	if width >= 768 {
		return "{size: '200%'}"
	}
	return "{size: '131.25%'}"
}

func complain(t *testing.T, tab context.Context, name, rules string) {
	t.Helper()
	for _, c := range browse.Value[[]string](t, tab, looks+"("+rules+")") {
		t.Errorf("%s: %s", name, c)
	}
}

func visit(t *testing.T, tab context.Context, url string, width int64) {
	t.Helper()
	browse.Do(t, tab, chromedp.EmulateViewport(width, max(width*2/3, 640)), chromedp.Navigate(url))
	browse.Becomes(t, tab, "document.readyState === 'complete'")
}

// TestShots writes pictures of every kind of page into the folder that JINJIE_SHOTS names,
// for people to look at; JINJIE_SHOTS_OF names the pages, or parts of their names.
func TestShots(t *testing.T) {
	dir := os.Getenv("JINJIE_SHOTS")
	if dir == "" {
		t.Skip("JINJIE_SHOTS names no folder")
	}
	tab := browse.Tab(t)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	list := sights(t, "")
	for _, theme := range []string{"light", "dark"} {
		emulate(t, tab, scheme(theme))
		for _, width := range []int64{360, 768, 1440} {
			for _, s := range list {
				name := fmt.Sprintf("%s-%d-%s.png", s.name, width, theme)
				if wanted(name, os.Getenv("JINJIE_SHOTS_OF")) {
					shoot(t, tab, s.url, width, filepath.Join(dir, name))
				}
			}
		}
	}
}

func wanted(name, filter string) bool {
	return slices.ContainsFunc(strings.Fields(cmp.Or(filter, name)), func(part string) bool { return strings.Contains(name, part) })
}

func shoot(t *testing.T, tab context.Context, url string, width int64, name string) {
	t.Helper()
	visit(t, tab, url, width)
	ctx, cancel := context.WithTimeout(tab, time.Minute)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, png, 0o666); err != nil {
		t.Fatal(err)
	}
}
