package tour

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"jinjie/cmd/jinjie/internal/browse"
)

// A root is where a site is opened from.
type root struct {
	name, address string
	width         int64
}

// roots opens the site from the disk on the narrowest of phones, which is also a desk at a
// zoom of 400 %, and from a sub-folder of a server on a desk.
func roots(t *testing.T) (*Site, []root) {
	t.Helper()
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	site := New(t, server.URL+"/some/folder/")
	mux.Handle("/some/folder/", http.StripPrefix("/some/folder/", http.FileServer(http.Dir(site.Dir))))
	return site, []root{{"from the disk", site.URL("") + "/", 320}, {"from a server", server.URL + "/some/folder/", 1280}}
}

// A look is what a page looks like.
type look struct {
	Over  int // pixels over the window's edge
	Title string
	Font  string // of the body: the stylesheet is there
}

const looks = `({
	Over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
	Title: document.title, Font: getComputedStyle(document.body).fontFamily,
})`

// TestEveryPageAsItIs opens each kind of page from the disk and from a server: no request
// fails or leaves the site, the policy is kept, no script is at fault, the page is as wide
// as its window and not bare, and every button can be pressed.
func TestEveryPageAsItIs(t *testing.T) {
	tab := browse.Tab(t)
	site, roots := roots(t)
	watch := browse.Watch(t, tab)
	for _, root := range roots {
		t.Run(root.name, func(t *testing.T) {
			for _, p := range site.Samples() {
				if p.Kind == "404" && strings.HasPrefix(root.address, "file:") {
					continue // a server's page: its links begin at the server's root
				}
				browse.Do(t, tab, chromedp.EmulateViewport(root.width, 800), chromedp.Navigate(root.address+p.Address))
				if p.Kind == "redirect" {
					browse.Becomes(t, tab, `document.body && document.body.className === 'lesson' && document.readyState === 'complete'`)
				}
				got := browse.Value[look](t, tab, looks)
				if got.Over > 0 || got.Title == "" || !strings.Contains(got.Font, "sans-serif") {
					t.Errorf("%s at %d px: %+v", p.Address, root.width, got)
				}
				pressAll(t, tab)
				for _, said := range watch.Take(root.address) {
					t.Errorf("%s: %s", p.Address, said)
				}
			}
		})
	}
}

// pressAll presses every button that shows; what would print is only counted.
func pressAll(t *testing.T, tab context.Context) {
	t.Helper()
	browse.Value[bool](t, tab, `(window.print = function () {}, Array.from(document.querySelectorAll('button'))
		.filter(b => b.checkVisibility()).forEach(b => b.click()), true)`)
}

// What the tests above would not hear is heard: each sort of trouble once.
func TestTroubleIsHeard(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	root := site.URL("") + "/"
	watch := browse.Watch(t, tab)
	for _, c := range []struct{ what, statement, want string }{
		{"a picture from elsewhere", `document.body.insertAdjacentHTML('beforeend', '<img src="https://example.org/x.png">')`, "https://example.org/x.png"},
		{"a style within the page", `document.body.insertAdjacentHTML('beforeend', '<i style="color:red">x</i>')`, "Content Security Policy"},
		{"a file that is not there", `document.body.insertAdjacentHTML('beforeend', '<img src="no-such-file.png">')`, "no-such-file.png"},
		{"a fault", `setTimeout(function () { nothing() })`, "Uncaught"},
		{"a word to the console", `console.warn('x')`, "console.warn"},
	} {
		browse.Do(t, tab, chromedp.Navigate(root+"index.html"))
		watch.Take(root)
		browse.Value[bool](t, tab, `(function () {`+c.statement+`; return true })()`)
		said := ""
		for tries := 0; tries < 200 && !strings.Contains(said, c.want); tries++ {
			said += strings.Join(watch.Take(root), "\n")
			browse.Value[bool](t, tab, `new Promise(r => setTimeout(r, 20, true))`)
		}
		if !strings.Contains(said, c.want) {
			t.Errorf("%s: heard %q, want %q", c.what, said, c.want)
		}
	}
}

// The theme is switched, and the next page remembers it; from a folder as from a server.
func TestTheThemeIsRemembered(t *testing.T) {
	tab := browse.Tab(t)
	_, roots := roots(t)
	for _, root := range roots {
		browse.Do(t, tab, chromedp.Navigate(root.address+"index.html"))
		browse.Value[bool](t, tab, `(localStorage.clear(), true)`)
		browse.Do(t, tab, chromedp.Navigate(root.address+"index.html"))
		before := browse.Value[string](t, tab, `getComputedStyle(document.body).backgroundColor`)
		browse.Becomes(t, tab, `(function () {
			document.querySelectorAll('[data-set=theme] button').forEach(function (b) { if (b.textContent === '深色') b.click() })
			return document.documentElement.dataset.theme === 'dark'
		})()`)
		dark := browse.Value[string](t, tab, `getComputedStyle(document.body).backgroundColor`)
		if dark == before {
			t.Errorf("%s: the dark page is %s like the light one", root.name, dark)
		}
		browse.Do(t, tab, chromedp.Navigate(root.address+"590008/index.html"))
		is(t, tab, `document.documentElement.dataset.theme + getComputedStyle(document.body).backgroundColor`, "dark"+dark)
	}
}
