package build

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"jinjie/cmd/jinjie/internal/browse"
	"jinjie/cmd/jinjie/internal/render"
)

// pageOf finds the page of a kind in the repository's own site.
func pageOf(t *testing.T, list []sight, kind render.Kind) string {
	t.Helper()
	for _, s := range list {
		if s.kind == kind {
			return s.url
		}
	}
	t.Fatalf("no page of the kind %s", kind)
	return ""
}

// What a reader sets holds at once and on the next page, and the buttons say what holds.
func TestToolsAreRemembered(t *testing.T) {
	tab := browse.Tab(t)
	list := sights(t, "small")
	emulate(t, tab, scheme("light"))
	visit(t, tab, pageOf(t, list, render.Skill), 1440)
	press := func(key string, i int) {
		t.Helper()
		browse.Value[bool](t, tab, fmt.Sprintf("(document.querySelectorAll('[data-set=%s] button')[%d].click(), true)", key, i))
	}
	pressed := `Array.prototype.map.call(document.querySelectorAll('[data-set]'), function (box) {
		return Array.prototype.findIndex.call(box.querySelectorAll('button'), function (b) { return b.getAttribute('aria-pressed') === 'true' })
	}).join('')`
	if got := browse.Value[string](t, tab, pressed); got != "000" {
		t.Errorf("at first %s is pressed", got)
	}
	light := browse.Value[string](t, tab, "getComputedStyle(document.body).backgroundColor")
	press("theme", 2)
	press("size", 1)
	press("contrast", 1)
	visit(t, tab, pageOf(t, list, render.Task), 1440)
	if got := browse.Value[string](t, tab, pressed); got != "211" {
		t.Errorf("on the next page %s is pressed, want 211", got)
	}
	if got := browse.Value[string](t, tab, "getComputedStyle(document.body).backgroundColor"); got == light {
		t.Error("the next page is not dark")
	}
	if got := browse.Value[string](t, tab, "getComputedStyle(document.documentElement).fontSize"); got != "19px" {
		t.Errorf("letters are %s", got)
	}
	press("theme", 0)
	press("size", 0)
	press("contrast", 0)
	if got := browse.Value[int](t, tab, "localStorage.length"); got != 0 {
		t.Errorf("%d choices are remembered that the system makes", got)
	}
}

func TestMenusAndListsBesideThePage(t *testing.T) {
	tab := browse.Tab(t)
	list := sights(t, "small")
	visit(t, tab, pageOf(t, list, render.Skill), 1440)
	browse.Becomes(t, tab, "document.querySelectorAll('.rail details:not([open])').length === 0")
	browse.Value[bool](t, tab, "(document.querySelector('.menu').open = true, document.querySelector('.menu a').focus(), document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true})), true)")
	browse.Becomes(t, tab, "!document.querySelector('.menu[open]') && document.activeElement === document.querySelector('.menu summary')")
	browse.Value[bool](t, tab, "(document.getElementById('source').scrollIntoView({behavior: 'instant'}), true)")
	browse.Becomes(t, tab, `(document.querySelector('.toc [aria-current]') || {}).hash === '#source'`)
	visit(t, tab, pageOf(t, list, render.Skill), 360)
	if got := browse.Value[int](t, tab, "document.querySelectorAll('.rail details[open]').length"); got != 0 {
		t.Errorf("%d lists are open on a phone", got)
	}
}

// Without scripts nothing stands there that does not work, and the menus still open.
func TestPagesWithoutScripts(t *testing.T) {
	tab := browse.Tab(t)
	list := sights(t, "small")
	browse.Do(t, tab, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	visit(t, tab, pageOf(t, list, render.Skill), 360)
	for selector, want := range map[string]bool{".tools": false, ".copy": false, ".head nav .menu": true, ".fold.tree": true} {
		if got := browse.Value[bool](t, tab, fmt.Sprintf("document.querySelector('%s').getClientRects().length > 0", selector)); got != want {
			t.Errorf("%s is shown: %v", selector, got)
		}
	}
}
