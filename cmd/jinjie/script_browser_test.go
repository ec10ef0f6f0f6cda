package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"jinjie/cmd/jinjie/internal/browse"
)

// evaluate runs statements in the page.
func evaluate(t *testing.T, tab context.Context, statements string) {
	t.Helper()
	browse.Value[bool](t, tab, "(function () {"+statements+"; return true })()")
}

// TestScriptsInABrowser tries what pages do beyond being read: explanations and
// copying. All of it works from the disk.
func TestScriptsInABrowser(t *testing.T) {
	tab := browse.Tab(t)
	site := filepath.Join(t.TempDir(), "site")
	buildTo(t, site)
	root := "file://" + filepath.ToSlash(site) + "/"
	open := func(page string, width int64) {
		t.Helper()
		browse.Do(t, tab, chromedp.EmulateViewport(width, 800), chromedp.Navigate(root+page))
	}
	const lesson = "lessons/chuji/zhengxin-souji.html"

	t.Run("a mouse opens an explanation, Escape closes it", func(t *testing.T) {
		open(lesson, 1280)
		evaluate(t, tab, `window.link = document.querySelector('.lesson-body a.ref[data-x]'); link.dispatchEvent(new MouseEvent('mouseenter'))`)
		browse.Becomes(t, tab, `!!document.getElementById('card-x') && /了解|熟悉|掌握/.test(document.getElementById('card-x').textContent)`)
		browse.Becomes(t, tab, `link.getAttribute('aria-describedby') === 'card-x'`)
		evaluate(t, tab, `document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))`)
		browse.Becomes(t, tab, `!document.getElementById('card-x')`)
	})
	t.Run("a tap opens it, a second tap leads on", func(t *testing.T) {
		open(lesson, 390)
		evaluate(t, tab, `window.link = document.querySelector('.lesson-body a.ref[data-x]'); window.stopped = [];
			addEventListener('click', function (e) { stopped.push(e.defaultPrevented); e.preventDefault() });
			window.tap = function () {
				link.dispatchEvent(new PointerEvent('pointerdown', {pointerType: 'touch', bubbles: true}));
				link.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))
			}; tap()`)
		browse.Becomes(t, tab, `!!document.getElementById('card-x') && stopped.join() === 'true'`)
		browse.Becomes(t, tab, `document.documentElement.scrollWidth <= innerWidth && document.getElementById('card-x').getBoundingClientRect().left >= 0`)
		evaluate(t, tab, `tap()`)
		browse.Becomes(t, tab, `stopped.join() === 'true,false'`)
		evaluate(t, tab, `document.body.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))`)
		browse.Becomes(t, tab, `!document.getElementById('card-x')`)
	})
	t.Run("a term is explained too", func(t *testing.T) {
		open("lessons/chuji/zhiyuan-fuwu.html", 1280)
		evaluate(t, tab, `document.querySelector('a.term[data-x]').dispatchEvent(new MouseEvent('mouseenter'))`)
		browse.Becomes(t, tab, `!!document.getElementById('card-x') && document.getElementById('card-x').textContent.length > 20`)
	})
	t.Run("of a terminal what was typed is copied", func(t *testing.T) {
		open("help/shangshou.html", 1280)
		evaluate(t, tab, `Object.defineProperty(window, 'isSecureContext', {value: true});
			Object.defineProperty(navigator, 'clipboard', {value: {writeText: function (text) { window.got = text; return Promise.resolve() }}});
			document.querySelector('.codebox .copy').click()`)
		browse.Becomes(t, tab, `window.got === 'jinjie init 我的站点\ncd 我的站点'`)
		evaluate(t, tab, `Array.prototype.filter.call(document.querySelectorAll('.codebox'), function (box) { return box.querySelector('figcaption') })[0].querySelector('.copy').click()`)
		browse.Becomes(t, tab, `/^---\ntitle: 爱护图书\n/.test(window.got)`)
	})
	t.Run("a citation is copied, or selected where copying is forbidden", func(t *testing.T) {
		open("590008/1.1.1.html", 1280)
		evaluate(t, tab, `window.button = document.querySelector('button.copy'); button.click()`)
		browse.Becomes(t, tab, `button.textContent === '已复制' || button.textContent === '请长按选取后复制' && getSelection().toString().length > 10`)
		evaluate(t, tab, `document.execCommand = function () { return false }; Object.defineProperty(navigator, 'clipboard', {value: undefined}); button.click()`)
		browse.Becomes(t, tab, `button.textContent === '请长按选取后复制' && getSelection().toString().indexOf('社区治理') > 0`)
	})
}

// TestTeachingPlansPasteIntoWord: a plan is a plain table, each cell of one paragraph,
// without spans over rows or columns.
func TestTeachingPlansPasteIntoWord(t *testing.T) {
	site := filepath.Join(t.TempDir(), "site")
	buildTo(t, site)
	page := readFile(t, filepath.Join(site, "lessons/chuji/kecheng.html"))
	_, table, ok := strings.Cut(page, `<table class="plain plan">`)
	table, _, closed := strings.Cut(table, "</table>")
	if !ok || !closed {
		t.Fatal("there is no plan")
	}
	for _, bad := range []string{"rowspan", "colspan", "<p>", "<br", "<div", "<ul"} {
		if strings.Contains(table, bad) {
			t.Errorf("the plan holds %s", bad)
		}
	}
	if rows := strings.Count(table, "<tr>"); rows != 1+11+1 {
		t.Errorf("the plan has %d rows, want a head, 11 lessons and a sum", rows)
	}
	csv := readFile(t, filepath.Join(site, "lessons/chuji/kecheng.csv"))
	if !strings.HasPrefix(csv, "\ufeff周次,课,学时,工作任务,要求编码,等级\r\n") || strings.Count(csv, "\r\n") != 13 {
		t.Errorf("the plan as CSV is\n%s", csv)
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
