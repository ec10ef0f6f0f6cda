package tour

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"jinjie/cmd/jinjie/internal/browse"
)

// axe is the script of axe-core, which the variable JINJIE_AXE leads to. It comes from the
// npm registry and is no part of this repository; .ci/run installs it.
func axe(t *testing.T) string {
	t.Helper()
	name := os.Getenv("JINJIE_AXE")
	if name == "" && os.Getenv("JINJIE_REQUIRE_BROWSER") != "" {
		t.Fatal("JINJIE_AXE does not say where axe.min.js of the npm package axe-core is")
	}
	if name == "" {
		t.Skip("JINJIE_AXE does not say where axe.min.js of the npm package axe-core is")
	}
	script, err := os.ReadFile(name)
	check(t, err)
	return string(script)
}

// rules are those of WCAG 2.0 to 2.2, levels A and AA, and axe's own of good practice.
var rules = []string{"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"}

// A violation is what axe complains of.
type violation struct {
	ID, Help string
	Nodes    []struct {
		Target         []any
		FailureSummary string
	}
}

func (v violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s, %d times", v.ID, v.Help, len(v.Nodes))
	for i, n := range v.Nodes {
		if i < 3 {
			fmt.Fprintf(&b, "\n\t%v %s", n.Target, strings.ReplaceAll(n.FailureSummary, "\n", " "))
		}
	}
	return b.String()
}

// complaints runs axe on the open page. The page's policy keeps scripts out, but not those
// of the inspector.
func complaints(t *testing.T, tab context.Context, script string) []violation {
	t.Helper()
	if !browse.Value[bool](t, tab, `'axe' in window`) {
		browse.Value[bool](t, tab, script+"\n;true")
	}
	// A head that continues one above it is empty to the eye and named for the ear; axe wants
	// it to show text. That each has a name is looked after in its place.
	options, err := json.Marshal(map[string]any{"runOnly": rules, "resultTypes": []string{"violations"},
		"rules": map[string]any{"empty-table-header": map[string]bool{"enabled": false}}})
	check(t, err)
	return browse.Value[[]violation](t, tab, `axe.run(document, `+string(options)+`).then(r => r.violations.map(v => ({ID: v.id, Help: v.help,
		Nodes: v.nodes.map(n => ({Target: n.target, FailureSummary: n.failureSummary}))})))`)
}

// asked are pages that an address filters, which look otherwise.
var asked = []string{"590008/index.html?level=chuji&state=taught", "590008/compare.html?level=chuji", "4-10-01/coverage.html?level=yiji&area=9", "590008/coverage.html?verb=-"}

// TestAxe finds nothing to complain of on any kind of page: in light, in dark, and on a phone.
func TestAxe(t *testing.T) {
	script := axe(t)
	tab := browse.Tab(t)
	site := New(t)
	addresses := slices.Clone(asked)
	for _, p := range site.Samples() {
		if p.Kind != "redirect" { // it leads away before it can be looked at
			addresses = append(addresses, p.Address)
		}
	}
	for _, address := range addresses {
		for _, look := range []struct {
			theme string
			width int64
		}{{"light", 1280}, {"dark", 1280}, {"light", 360}} {
			browse.Do(t, tab, chromedp.EmulateViewport(look.width, 900), chromedp.Navigate(site.URL("")+"/"+address))
			browse.Value[bool](t, tab, fmt.Sprintf(`(document.documentElement.setAttribute('data-theme', %q), document.querySelectorAll('details').forEach(d => { d.open = true }), true)`, look.theme))
			is(t, tab, `Array.from(document.querySelectorAll('th')).filter(th => !th.textContent.trim() && !th.getAttribute('aria-label')).length`, 0)
			for _, v := range complaints(t, tab, script) {
				t.Errorf("%s, %s, %d px: %s", address, look.theme, look.width, v)
			}
		}
	}
}

// What axe is told to look for it finds: a page with a fault of each sort is complained of.
func TestAxeFindsFaults(t *testing.T) {
	script := axe(t)
	tab := browse.Tab(t)
	site := New(t)
	browse.Do(t, tab, chromedp.Navigate(site.URL("590008/coverage.html")))
	browse.Value[bool](t, tab, `(document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="x"><p id="pale">淡得看不清的一句话</p><h6>级</h6><input>'),
		document.getElementById('pale').style.color = '#ccc', document.documentElement.removeAttribute('lang'), true)`)
	var found []string
	for _, v := range complaints(t, tab, script) {
		found = append(found, v.ID)
	}
	for _, want := range []string{"image-alt", "color-contrast", "heading-order", "label", "html-has-lang"} {
		if !slices.Contains(found, want) {
			t.Errorf("%s is not found among %v", want, found)
		}
	}
}
