package tour

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"jinjie/cmd/jinjie/internal/browse"
)

// is wants an expression to give a value in the page.
func is[T comparable](t *testing.T, tab context.Context, expression string, want T) {
	t.Helper()
	if got := browse.Value[T](t, tab, expression); got != want {
		t.Errorf("%s is %v, want %v", expression, got, want)
	}
}

func press(t *testing.T, tab context.Context, keys ...string) {
	t.Helper()
	for _, k := range keys {
		browse.Do(t, tab, chromedp.KeyEvent(k))
	}
}

const visibleRows = `Array.from(document.querySelectorAll('.coverage-rows tbody tr')).filter(tr => tr.getClientRects().length).length`

func TestFiltersByKeyboard(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	browse.Do(t, tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(site.URL("590008/coverage.html")))
	browse.Value[bool](t, tab, `(document.querySelector('#rows').focus(), document.querySelector('#rows').tabIndex = -1, document.querySelector('#rows').focus(), true)`)
	press(t, tab, kb.Tab)
	is(t, tab, `document.activeElement.value`, "chuji")
	press(t, tab, " ")
	is(t, tab, visibleRows, 43)
	is(t, tab, `location.search`, "?level=chuji")
	press(t, tab, kb.Tab, " ") // two levels
	is(t, tab, visibleRows, 88)
	is(t, tab, `location.search`, "?level=chuji&level=zhongji")
	is(t, tab, `document.querySelector('output').textContent`, "显示 88 条，共 136 条要求")
	browse.Value[bool](t, tab, `(document.querySelector('[name=state]').focus(), true)`)
	press(t, tab, "未")
	browse.Becomes(t, tab, `document.querySelector('[name=state]').value === 'untaught'`)
	is(t, tab, visibleRows, 0)
	is(t, tab, `document.querySelector('output').textContent`, "没有符合条件的要求")
	is(t, tab, `document.querySelector('.coverage-rows').getClientRects().length`, 0)
	browse.Value[bool](t, tab, `(document.querySelector('.filters button').focus(), true)`)
	press(t, tab, kb.Enter)
	browse.Becomes(t, tab, visibleRows+` === 136 && location.search === '' && document.activeElement.textContent === '显示全部'`)
	is(t, tab, `document.querySelectorAll('.filters :checked[name=level]').length`, 0)
}

// Every control has a name of its own, groups have theirs, and what changes is told.
func TestFiltersAreTold(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	browse.Do(t, tab, chromedp.Navigate(site.URL("590008/compare.html")))
	told := aloud(t, tab)
	_, form, _ := strings.Cut(told, "form “筛选”")
	form, _, _ = strings.Cut(form, "heading")
	at := 0
	for _, want := range []string{
		"group “等级”", "checkbox “初级”", "checkbox “中级”", "checkbox “高级”", "group “动词”", "checkbox “了解”", "checkbox “其他”",
		"combobox “工作领域”", "combobox “工作任务”", "combobox “讲授情况”", "status", "共 136 条要求", "button “显示全部”",
	} {
		next := strings.Index(form[at:], want)
		if next < 0 {
			t.Fatalf("%q is not told, or not in its place:\n%s", want, form)
		}
		at += next
	}
}

func TestWithoutScriptsTablesAreWhole(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	list := rows(t, site, "590008", "了解", "熟悉", "掌握")
	browse.Call(t, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	for _, c := range filtered {
		browse.Do(t, tab, chromedp.Navigate(site.URL("590008/"+c.page, "?level=chuji")))
		if got := browse.Value[[]string](t, tab, seen[c.page]); len(got) != len(list) {
			t.Errorf("%s shows %d requirements, want all %d", c.page, len(got), len(list))
		}
		is(t, tab, `document.querySelector('form.filters').getClientRects().length`, 0)
	}
}

func TestBackKeepsTheFilter(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	server := httptest.NewServer(http.FileServer(http.Dir(site.Dir)))
	defer server.Close()
	for _, root := range []string{site.URL(""), server.URL} {
		browse.Do(t, tab, chromedp.Navigate(root+"/index.html"), chromedp.Navigate(root+"/590008/coverage.html"))
		before := browse.Value[int](t, tab, `history.length`)
		browse.Value[bool](t, tab, `(document.querySelector('[value=gaoji]').click(), document.querySelector('[value="掌握"]').click(), true)`)
		is(t, tab, visibleRows, 45)
		is(t, tab, `history.length`, before)
		browse.Value[bool](t, tab, `(document.querySelector('.coverage-rows tbody tr:not([hidden]) th a').click(), true)`)
		browse.Becomes(t, tab, `document.body.className === 'skill'`)
		browse.Value[bool](t, tab, `(history.back(), true)`)
		browse.Becomes(t, tab, `document.body.className === 'coverage' && document.readyState === 'complete' && `+visibleRows+` === 45 &&
			document.querySelector('[value=gaoji]').checked && !document.querySelector('[value=chuji]').checked`)
		browse.Value[bool](t, tab, `(history.back(), true)`)
		browse.Becomes(t, tab, `document.body.className === 'home'`)
	}
}

// A link to a row that the filter hides shows it all the same, and so does an address.
func TestAnchorsUncover(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	browse.Do(t, tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(site.URL("590008/coverage.html", "?level=chuji")))
	is(t, tab, visibleRows, 43)
	browse.Value[bool](t, tab, `(document.querySelector('.heat a[href="#q-chuji-1.1.2"]').click(), true)`)
	is(t, tab, visibleRows, 43)
	browse.Value[bool](t, tab, `(document.querySelector('.heat a[href="#q-gaoji-3.4.5"]').click(), true)`)
	inSight := func(id string) string {
		return fmt.Sprintf(`(function () { var r = document.getElementById(%q).getBoundingClientRect(); return r.height > 0 && r.top > 0 && r.bottom <= innerHeight })()`, id)
	}
	browse.Becomes(t, tab, inSight("q-gaoji-3.4.5"))
	is(t, tab, visibleRows, 136)
	is(t, tab, `location.search + location.hash`, "#q-gaoji-3.4.5")
	browse.Do(t, tab, chromedp.Navigate(site.URL("590008/compare.html", "?area=1#task-3.4")))
	browse.Becomes(t, tab, `(function () { var r = document.getElementById('task-3.4').getBoundingClientRect(); return r.height > 0 && r.top >= 0 && r.top < innerHeight })()`)
	is(t, tab, `location.search`, "")
}

func TestATaskOfAnotherAreaIsDropped(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	browse.Do(t, tab, chromedp.Navigate(site.URL("590008/compare.html", "?task=1.2")))
	set := func(name, value string) string {
		return fmt.Sprintf(`(function (e) { e.value = %q; e.dispatchEvent(new Event('change', {bubbles: true})); return true })(document.querySelector('[name=%s]'))`, value, name)
	}
	browse.Value[bool](t, tab, set("area", "1"))
	is(t, tab, `location.search`, "?area=1&task=1.2")
	browse.Value[bool](t, tab, set("area", "2"))
	is(t, tab, `location.search`, "?area=2")
	browse.Value[bool](t, tab, set("area", ""))
	is(t, tab, `location.search`, "")
}

// On paper stands what is shown and what was chosen, and no control.
func TestAFilteredPageOnPaper(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	browse.Do(t, tab, chromedp.Navigate(site.URL("590008/coverage.html", "?level=zhongji&verb=熟悉&area=2&assessed=no")))
	shown := browse.Value[int](t, tab, visibleRows)
	browse.Call(t, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	is(t, tab, visibleRows, shown)
	is(t, tab, `document.querySelector('form.filters').getClientRects().length`, 0)
	is(t, tab, `getComputedStyle(document.querySelector('.filter-said')).display`, "block")
	said := browse.Value[string](t, tab, `document.querySelector('.filter-said').textContent`)
	want := "筛选条件：等级：中级；动词：熟悉；工作领域：2 居（村）务治理；考核：未列入考核；"
	if shown == 0 {
		want += "没有符合条件的要求"
	} else {
		want += fmt.Sprintf("显示 %d 条，共 136 条要求", shown)
	}
	if said != want {
		t.Errorf("the page says %q, want %q", said, want)
	}
	browse.Do(t, tab, chromedp.Navigate(site.URL("590008/coverage.html")))
	is(t, tab, `document.querySelector('.filter-said').getClientRects().length`, 0)
}

// covered tells of the links of a table which a sticky head would hide when they are
// reached by the keyboard from below.
const covered = `(function () {
	var bad = []
	Array.from(document.querySelectorAll('.sticky tbody a')).filter(a => a.getClientRects().length).reverse().forEach(function (a) {
		a.focus()
		var r = a.getClientRects()[0]
		var top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2)
		if (!top || !(a.contains(top) || top.contains(a) && !top.closest('thead'))) bad.push(a.textContent)
	})
	return bad.join()
})()`

// Heads stay in sight while their table does, at any width, and hide nothing that is
// reached by keyboard or by an anchor.
func TestHeadsStayInSight(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	for _, c := range []struct {
		page, table string
		width       int64
	}{
		{"590008/index.html", ".matrix", 1280}, {"590008/index.html", ".matrix", 360}, {"4-10-01/index.html", ".matrix", 360},
		{"590008/compare.html", "#task-3.4 table", 1280}, {"590008/coverage.html", ".coverage-rows", 768}, {"4-10-01/compare.html", "#task-1\\\\.1 table", 1280},
	} {
		browse.Do(t, tab, chromedp.EmulateViewport(c.width, 500), chromedp.Navigate(site.URL(c.page)))
		table := fmt.Sprintf(`document.querySelector('%s')`, strings.Replace(c.table, "#task-3.4", "#task-3\\\\.4", 1))
		browse.Value[bool](t, tab, `(document.documentElement.style.scrollBehavior = 'auto', true)`)
		browse.Value[bool](t, tab, fmt.Sprintf(`(scrollBy(0, %s.getBoundingClientRect().top + Math.min(200, %[1]s.offsetHeight / 3)), true)`, table))
		browse.Becomes(t, tab, fmt.Sprintf(`Math.abs(%s.querySelector('thead th').getBoundingClientRect().top) < 1`, table))
		if bad := browse.Value[string](t, tab, covered); bad != "" {
			t.Errorf("%s at %d px: the head covers %s", c.page, c.width, bad)
		}
		is(t, tab, `document.documentElement.scrollWidth <= innerWidth`, true)
	}
}

// On a phone the codes of a comparison stay in sight beside their levels.
func TestCodesStayInSightOnAPhone(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	browse.Do(t, tab, chromedp.EmulateViewport(360, 400), chromedp.Navigate(site.URL("590008/compare.html")))
	browse.Value[bool](t, tab, `(document.documentElement.style.scrollBehavior = 'auto', window.head = document.querySelector('.sides tbody th'), scrollBy(0, head.getBoundingClientRect().top + 90), true)`)
	browse.Becomes(t, tab, `Math.abs(head.getBoundingClientRect().top) < 1`)
	if bad := browse.Value[string](t, tab, covered); bad != "" {
		t.Errorf("the code covers %s", bad)
	}
}

// The controls stand in their place when the page is drawn; nothing moves when the script
// comes, filter or not.
func TestFiltersShiftNothing(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	server := httptest.NewServer(http.FileServer(http.Dir(site.Dir)))
	defer server.Close()
	browse.Call(t, tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `window.shifts = 0; window.moved = []; new PerformanceObserver(l => l.getEntries().forEach(e => { shifts += e.value; e.sources.forEach(s => moved.push((s.node && (s.node.outerHTML || s.node.data) || "").slice(0, 60) + JSON.stringify(s.previousRect) + JSON.stringify(s.currentRect))) })).observe({type: 'layout-shift', buffered: true})`,
	})
	for _, c := range filtered {
		for _, query := range []string{"", "?level=gaoji"} {
			for _, width := range []int64{360, 1280} {
				at := chromedp.Navigate(server.URL + "/590008/" + c.page + query)
				got := 1.0
				for range 3 { // a busy machine may draw what has arrived by half; what a page does by itself it does each time
					browse.Do(t, tab, chromedp.EmulateViewport(width, 900), at)
					browse.Becomes(t, tab, `document.readyState === 'complete'`)
					browse.Value[bool](t, tab, `new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(true))))`)
					if got = browse.Value[float64](t, tab, `shifts`); got == 0 {
						break
					}
				}
				if got != 0 {
					t.Errorf("%s%s at %d px shifts by %.3f: %s", c.page, query, width, got, browse.Value[string](t, tab, `moved.join()`))
				}
			}
		}
	}
}
