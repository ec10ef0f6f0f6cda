package tour

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"jinjie/cmd/jinjie/internal/browse"
)

// arm numbers what a reader can work with, in the order of the page, and remembers how
// each looks at rest. Of radio buttons of one name the keyboard reaches the chosen one.
const arm = `(function () {
	var all = 'a[href],button,input,select,textarea,summary,[tabindex]'
	window.look = function (n) {
		var s = getComputedStyle(n.type === 'radio' && n.labels.length ? n.labels[0] : n)
		return [s.outlineStyle + s.outlineWidth, s.boxShadow, s.borderColor, s.backgroundColor, s.clipPath].join()
	}
	window.stops = Array.from(document.querySelectorAll(all)).filter(n => n.checkVisibility() && n.tabIndex >= 0 && !n.disabled && !(n.type === 'radio' && !n.checked))
	stops.forEach(function (n, i) { n.dataset.stop = i; n.restLook = look(n) })
	scrollTo(0, 0)
	return stops.length
})()`

// A stop is where the focus stands.
type stop struct {
	N       int    // its number, or -1 for the page itself
	Name    string // what it says
	Marked  bool   // whether it looks otherwise than at rest
	InSight bool
}

const here = `(function () {
	var n = document.activeElement
	if (n === document.body || !n.dataset.stop) return {N: -1, Name: n.outerHTML.slice(0, 80)}
	var shown = n.type === 'radio' && n.labels.length ? n.labels[0] : n
	var seen = Array.from(shown.getClientRects()).some(r => r.width > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth)
	return {N: +n.dataset.stop, Name: (n.textContent || n.value || n.id).trim().slice(0, 40), Marked: look(n) !== n.restLook, InSight: seen}
})()`

// atTheStart puts the focus before everything: the page of the search begins in its field.
const atTheStart = `(document.body.tabIndex = -1, document.body.focus(), document.documentElement.style.scrollBehavior = 'auto', true)`

// TestTheKeyboardReachesEverything walks with Tab through each kind of page: whatever can
// be worked with is reached, in the order in which it stands, looks reached, stands in
// sight, and lets go again.
func TestTheKeyboardReachesEverything(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	for _, p := range site.Samples() {
		if p.Kind == "redirect" {
			continue
		}
		t.Run(p.Address, func(t *testing.T) {
			browse.Do(t, tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(site.URL(p.Address)))
			browse.Value[bool](t, tab, atTheStart)
			walk(t, tab, browse.Value[int](t, tab, arm))
		})
	}
}

// walk presses Tab once for every stop and once more. On long pages a part in the middle
// is passed over: its stops are of the same sorts.
func walk(t *testing.T, tab context.Context, stops int) {
	t.Helper()
	const most = 40
	if stops == 0 {
		t.Fatal("there is nothing to reach")
	}
	for want := 0; want < stops; want++ {
		if want == most && stops > 2*most {
			want = stops - most
			browse.Value[bool](t, tab, fmt.Sprintf(`(stops[%d].focus(), true)`, want-1))
		}
		press(t, tab, kb.Tab)
		got := browse.Value[stop](t, tab, here)
		if got.N != want {
			t.Fatalf("Tab leads to %d %q instead of %d %s", got.N, got.Name, want, browse.Value[string](t, tab, fmt.Sprintf(`stops[%d].outerHTML.slice(0, 120)`, want)))
		}
		if !got.Marked || !got.InSight {
			t.Errorf("%d %q: looks reached: %t, in sight: %t", got.N, got.Name, got.Marked, got.InSight)
		}
	}
	press(t, tab, kb.Tab)
	if got := browse.Value[stop](t, tab, here); got.N > 0 {
		t.Errorf("behind the last comes %d %q", got.N, got.Name)
	}
}

// The first stop leads over the navigation to the text itself.
func TestSkippingToTheText(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	for _, p := range site.Samples() {
		if p.Kind == "redirect" {
			continue
		}
		browse.Do(t, tab, chromedp.Navigate(site.URL(p.Address)))
		browse.Value[bool](t, tab, atTheStart)
		browse.Value[int](t, tab, arm)
		press(t, tab, kb.Tab)
		is(t, tab, `document.activeElement.className + ' ' + document.activeElement.textContent`, "skip 跳到正文")
		press(t, tab, kb.Enter)
		browse.Becomes(t, tab, `location.hash === '#main'`)
		press(t, tab, kb.Tab)
		is(t, tab, `document.activeElement === document.body || !document.activeElement.closest('.head')`, true)
	}
}

// What the focus opens, Escape closes, and the focus stays where it was.
func TestEscapeCloses(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	browse.Do(t, tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(site.URL("lessons/more/index.html")))
	browse.Value[bool](t, tab, `(document.querySelector('.lesson-body a.ref[data-x]').focus(), true)`)
	browse.Becomes(t, tab, `!!document.getElementById('card-x')`)
	press(t, tab, kb.Escape)
	browse.Becomes(t, tab, `!document.getElementById('card-x') && document.activeElement.matches('a.ref[data-x]')`)
	press(t, tab, kb.Tab)
	browse.Becomes(t, tab, `document.activeElement !== document.body && !document.activeElement.closest('.card-x')`)
	browse.Value[bool](t, tab, `(document.querySelector('summary').focus(), true)`)
	press(t, tab, kb.Enter)
	browse.Becomes(t, tab, `document.querySelector('details').open`)
	press(t, tab, kb.Enter)
	browse.Becomes(t, tab, `!document.querySelector('details').open`)
}

// No page takes a single letter for a command where a reader types.
func TestLettersCanBeTyped(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	var with []string
	for _, p := range site.Samples() {
		if strings.Contains(p.HTML, `type="search"`) || strings.Contains(p.HTML, `type="text"`) {
			with = append(with, p.Address)
		}
	}
	for _, address := range slices.Compact(with) {
		browse.Do(t, tab, chromedp.Navigate(site.URL(address)))
		browse.Value[bool](t, tab, `(document.querySelector('input[type=search],input[type=text]').focus(), true)`)
		press(t, tab, "/", "a")
		is(t, tab, `document.activeElement.value`, "/a")
	}
}
