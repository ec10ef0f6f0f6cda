package serve

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"jinjie/cmd/jinjie/internal/browse"
	"jinjie/cmd/jinjie/internal/build"
)

func says(text string) string { return fmt.Sprintf("document.body.innerText.includes(%q)", text) }

// long is a lesson that does not fit a window, with a section that opens.
func long(said string) string {
	return text(said) + strings.Repeat("\n一段话，为了让这一页比窗口长。\n", 80) + "\n<details>\n<summary>答案</summary>\n\n藏着的。\n\n</details>\n"
}

func TestInABrowserASaveShowsAtOnceAndKeepsThePlace(t *testing.T) {
	tab := browse.Tab(t)
	r := start(t, unpack(t), nil)
	name := filepath.Join(r.dir, "content/lessons/a.md")
	write(t, name, long("一"))
	browse.Do(t, tab, chromedp.EmulateViewport(800, 600), chromedp.Navigate(r.url+"lessons/a.html"))
	browse.Becomes(t, tab, says("说的是一"))
	browse.Value[bool](t, tab, `(document.querySelector('details').open = true, scrollTo({top: 500, behavior: 'instant'}), window.loaded = 1, true)`)
	write(t, name, long("二"))
	browse.Becomes(t, tab, says("说的是二"))
	browse.Becomes(t, tab, "Math.abs(scrollY - 500) < 3 && document.querySelector('details').open && !window.loaded")
	browse.Value[bool](t, tab, "(window.loaded = 2, true)")
	write(t, filepath.Join(r.dir, "content/files/note.txt"), "别的")
	write(t, filepath.Join(r.dir, "themes/default/css/99-own.css"), "body{caret-color:rgb(1,2,3)}")
	browse.Becomes(t, tab, "getComputedStyle(document.body).caretColor === 'rgb(1, 2, 3)'")
	browse.Becomes(t, tab, "document.querySelectorAll('link[rel=stylesheet]:not([data-live])').length === 1")
	if got := browse.Value[string](t, tab, "window.loaded + ' ' + (Math.abs(scrollY - 500) < 3)"); got != "2 true" {
		t.Errorf("an edit of the stylesheet loaded the page again, or moved it: %s", got)
	}
}

// Of stylesheets that follow each other faster than they load the last one holds.
func TestInABrowserTheLastStylesheetHolds(t *testing.T) {
	tab := browse.Tab(t)
	r := start(t, unpack(t), nil)
	browse.Do(t, tab, chromedp.Navigate(r.url+"lessons/a.html"))
	browse.Becomes(t, tab, says("说的是一"))
	slow := network.Conditions{URLPattern: r.url + "assets/*", Latency: 400, DownloadThroughput: -1, UploadThroughput: -1}
	browse.Call(t, tab, network.Enable, network.EnableParams{})
	browse.Call(t, tab, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{&slow}})
	for i := range 4 {
		write(t, filepath.Join(r.dir, "themes/default/css/99-own.css"), fmt.Sprintf("body{caret-color:rgb(1,2,%d)}", i))
		time.Sleep(10 * quiet)
	}
	browse.Becomes(t, tab, "getComputedStyle(document.body).caretColor === 'rgb(1, 2, 3)'")
	browse.Becomes(t, tab, "document.querySelectorAll('link[rel=stylesheet]:not([data-live])').length === 1")
}

func TestInABrowserTheOverlayComesAndGoes(t *testing.T) {
	tab := browse.Tab(t)
	r := start(t, unpack(t), nil)
	name := filepath.Join(r.dir, "content/lessons/a.md")
	browse.Do(t, tab, chromedp.Navigate(r.url+"lessons/a.html"))
	browse.Becomes(t, tab, says("说的是一"))
	browse.Value[bool](t, tab, "(window.loaded = 1, true)")
	write(t, name, "---\ntitle: 甲\nskills: [1.1.9@初级]\n---\n坏的。\n")
	browse.Becomes(t, tab, "!!document.getElementById('jinjie-live')")
	for _, want := range []string{"说的是一", "没有编码为“1.1.9”的职业技能要求", "content/lessons/a.md:3:10", "unknown-skill", "提示：", "1 个错误"} {
		if !browse.Value[bool](t, tab, says(want)) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if got := browse.Value[string](t, tab, "document.querySelector('#jinjie-live mark').textContent"); got != "1.1.9@初级" {
		t.Errorf("marked is %q", got)
	}
	if got := browse.Value[string](t, tab, "document.querySelector('#jinjie-live a').getAttribute('href')"); !strings.HasPrefix(got, "ed://open/") || !strings.HasSuffix(got, "/content/lessons/a.md:3:10") {
		t.Errorf("the editor's link is %q", got)
	}
	if got := browse.Value[string](t, tab, "getComputedStyle(document.getElementById('jinjie-live')).position"); got != "fixed" {
		t.Errorf("the overlay is %s: its stylesheet is kept away", got)
	}
	write(t, name, text("一"))
	browse.Becomes(t, tab, "!document.getElementById('jinjie-live') && !document.getElementById('jinjie-live-badge')")
	if !browse.Value[bool](t, tab, "window.loaded === 1") {
		t.Error("mending to the same text loaded the page again")
	}
	// A warning is a badge that opens the list.
	write(t, name, "---\ntitle: 甲\nskills: [1.1.1@初级]\n---\n说的是一，没有引用。\n")
	browse.Becomes(t, tab, "!!document.getElementById('jinjie-live-badge')")
	if browse.Value[bool](t, tab, "!!document.getElementById('jinjie-live')") {
		t.Error("a warning covers the page")
	}
	browse.Value[bool](t, tab, "(document.getElementById('jinjie-live-badge').click(), true)")
	if !browse.Value[bool](t, tab, says("正文里没有提到 1.1.1")) {
		t.Error("the badge does not open the list")
	}
}

// hidden makes a page believe that it is not shown until window.shown is set: a browser
// without a window shows all its tabs.
const hidden = `Object.defineProperty(document, 'visibilityState', {get: () => window.shown ? 'visible' : 'hidden'})`

// Twenty tabs of one browser, of which one shows: the others hold no stream, so that the
// seventh is not kept waiting, and each catches up when it is shown.
func TestInABrowserManyTabs(t *testing.T) {
	first := browse.Tab(t)
	r := start(t, unpack(t), nil)
	tabs := []context.Context{first}
	for range 19 {
		tab, cancel := chromedp.NewContext(first)
		t.Cleanup(cancel)
		tabs = append(tabs, tab)
	}
	for _, tab := range tabs {
		_, err := chromedp.Call(tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: hidden})
		if err != nil {
			t.Fatal(err)
		}
		browse.Do(t, tab, chromedp.Navigate(r.url+"lessons/a.html"))
		browse.Becomes(t, tab, says("说的是一"))
	}
	write(t, filepath.Join(r.dir, "content/lessons/a.md"), text("二"))
	for i, tab := range tabs {
		if !browse.Value[bool](t, tab, says("说的是一")) {
			t.Errorf("tab %d is not shown, and was loaded all the same", i)
		}
		browse.Value[bool](t, tab, "(window.shown = true, document.dispatchEvent(new Event('visibilitychange')), true)")
		browse.Becomes(t, tab, says("说的是二"))
	}
}

func TestInABrowserARestartedServerIsFoundAgain(t *testing.T) {
	tab := browse.Tab(t)
	dir := unpack(t)
	r := start(t, dir, nil)
	browse.Do(t, tab, chromedp.Navigate(r.url+"lessons/a.html"))
	browse.Becomes(t, tab, says("说的是一"))
	address := strings.TrimSuffix(strings.TrimPrefix(r.url, "http://"), "/")
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "content/lessons/a.md"), text("二"))
	start(t, dir, func(o *Options) { o.Addr = address; o.Site = build.Options{Source: dir} })
	browse.Becomes(t, tab, says("说的是二"))
}
