package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/chromedp/chromedp"

	"jinjie/cmd/jinjie/internal/browse"
	"jinjie/cmd/jinjie/internal/search"
)

// TestSearchingInABrowser tries the search from the disk and from a server: the box on a
// page, the address, filters and keys. No request fails, and none leaves the site.
func TestSearchingInABrowser(t *testing.T) {
	tab := browse.Tab(t)
	site := built(t)
	server := httptest.NewServer(http.FileServer(http.Dir(site)))
	t.Cleanup(server.Close)
	w := browse.Watch(t, tab)
	for _, root := range []string{"file://" + filepath.ToSlash(site) + "/", server.URL + "/"} {
		t.Run(root[:4], func(t *testing.T) {
			tryBox(t, tab, root)
			tryPage(t, tab, root)
			tryKeys(t, tab, root)
			for _, said := range w.Take(root) {
				if !strings.Contains(said, "favicon.ico") {
					t.Error(said)
				}
			}
		})
	}
}

// presses makes press, which sends a key to what has the focus, as the page hears of it; prevented tells
// whether the page took it for itself.
const presses = `window.press = function (key, more) {
	var e = new KeyboardEvent('keydown', Object.assign({key: key, bubbles: true, cancelable: true}, more));
	(document.activeElement || document.body).dispatchEvent(e); return e.defaultPrevented }; `

// tryBox goes from a page to the search: by key, by writing, by sending the form.
func tryBox(t *testing.T, tab context.Context, root string) {
	t.Helper()
	browse.Do(t, tab, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(root+"590008/1.1.1.html"))
	evaluate(t, tab, presses+`if (!press('/')) throw 'not taken'`)
	browse.Becomes(t, tab, `document.activeElement.name === 'q'`)
	evaluate(t, tab, `if (press('/')) throw 'taken from the writer'; document.activeElement.blur(); if (!press('k', {ctrlKey: true})) throw 'not taken'`)
	browse.Becomes(t, tab, `document.activeElement.name === 'q'`)
	evaluate(t, tab, `document.activeElement.value = '志愿服务'; document.activeElement.form.submit()`)
	browse.Becomes(t, tab, `/\/search\.html\?q=/.test(location.href) && document.querySelectorAll('#finds h3 a').length >= 8`)
	browse.Becomes(t, tab, `/^找到 \d+ 条$/.test(document.getElementById('found').textContent) && document.getElementById('unfound').hidden`)
	browse.Becomes(t, tab, `document.querySelectorAll('#finds mark').length > 5 && Array.from(document.querySelectorAll('#finds mark')).every(function (m) { return m.textContent === '志愿服务' })`)
	browse.Becomes(t, tab, `Array.from(document.querySelectorAll('#finds h2')).map(function (h) { return h.firstChild.data.trim() }).join() === '职业技能要求,课与课程,术语,标准原文、对照等其他页面'`)
}

// tryPage writes, filters and asks for more on the page of the search.
func tryPage(t *testing.T, tab context.Context, root string) {
	t.Helper()
	const write = `window.write = function (text) { var q = document.getElementById('q'); q.value = text; q.dispatchEvent(new InputEvent('input', {bubbles: true})) };
		window.choose = function (name, value) { var s = document.querySelector('#find select[name=' + name + ']'); s.value = value; s.dispatchEvent(new Event('change', {bubbles: true})) };
		window.first = function () { var a = document.querySelector('#finds h3 a'); return a ? decodeURIComponent(a.getAttribute('href')) : '' }; `
	browse.Do(t, tab, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(root+"search.html?q="+url.QueryEscape("中级 3.3.1")))
	evaluate(t, tab, write)
	browse.Becomes(t, tab, `first() === '590008/3.3.1.html#zhongji'`)
	evaluate(t, tab, `write('331')`)
	browse.Becomes(t, tab, `first() === '590008/3.3.1.html' && new URLSearchParams(location.search).get('q') === '331'`)
	evaluate(t, tab, `write('zyfw')`)
	browse.Becomes(t, tab, `/志愿服务/.test(document.querySelector('#finds h3').textContent)`)
	evaluate(t, tab, `write('需求')`)
	browse.Becomes(t, tab, `document.querySelectorAll('#find select[name=level] option').length === 4 && /需求/.test(document.querySelector('#finds mark').textContent)`)
	evaluate(t, tab, `choose('level', '高级')`)
	browse.Becomes(t, tab, `Array.from(document.querySelectorAll('#finds li')).every(function (li) { return /^高级/.test(li.textContent) }) && new URLSearchParams(location.search).get('level') === '高级'`)
	evaluate(t, tab, `choose('level', ''); choose('kind', '0')`)
	browse.Becomes(t, tab, `document.querySelectorAll('#finds h2').length === 1 && document.querySelectorAll('#finds h3').length === 20`)
	evaluate(t, tab, `document.querySelector('#finds .more').click()`)
	browse.Becomes(t, tab, `document.querySelectorAll('#finds h3').length > 20 && document.activeElement === document.querySelectorAll('#finds h3 a')[20]`)
	evaluate(t, tab, `write('没有这样的字句')`)
	browse.Becomes(t, tab, `/没有找到/.test(document.getElementById('found').textContent) && !document.getElementById('unfound').hidden`)
	evaluate(t, tab, `write('没')`)
	browse.Becomes(t, tab, `/两个字/.test(document.getElementById('found').textContent)`)
	browse.Do(t, tab, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(root+"search.html?q="+url.QueryEscape("需求")+"&kind=1&level="+url.QueryEscape("初级")))
	browse.Becomes(t, tab, `document.querySelectorAll('#finds h2').length === 1 && /^课与课程/.test(document.querySelector('#finds h2').textContent) &&
		document.querySelector('#find select[name=kind]').value === '1' && document.querySelector('#find select[name=level]').value === '初级'`)
}

// What an address asks for that there is not is as if it did not ask.
func TestAddressesThatAskForNothing(t *testing.T) {
	tab := browse.Tab(t)
	root := "file://" + filepath.ToSlash(built(t)) + "/"
	for _, bad := range []string{"&kind=9", "&kind=x", "&level=x", "&kind=9&level=x&kind=0", "&kind=-1&level="} {
		browse.Do(t, tab, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(root+"search.html?q="+url.QueryEscape("志愿服务")+bad))
		browse.Becomes(t, tab, `document.querySelectorAll('#finds h2').length === 4 && document.querySelector('#find select[name=kind]').value === '' &&
			document.querySelector('#find select[name=level]').value === '' && !/kind|level/.test(location.search)`)
	}
}

// tryKeys goes through the results by keyboard, and on to a page.
func tryKeys(t *testing.T, tab context.Context, root string) {
	t.Helper()
	browse.Do(t, tab, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(root+"search.html?q="+url.QueryEscape("网格")))
	browse.Becomes(t, tab, `document.querySelectorAll('#finds h3 a').length > 2`)
	evaluate(t, tab, presses+`document.getElementById('q').focus(); press('ArrowDown'); press('ArrowDown')`)
	browse.Becomes(t, tab, `document.activeElement === document.querySelectorAll('#finds h3 a')[1]`)
	evaluate(t, tab, `press('ArrowUp'); press('ArrowUp')`)
	browse.Becomes(t, tab, `document.activeElement.id === 'q'`)
	evaluate(t, tab, `press('ArrowDown'); press('Escape')`)
	browse.Becomes(t, tab, `document.activeElement.id === 'q'`)
	evaluate(t, tab, `press('ArrowDown'); window.goal = document.activeElement.href; document.activeElement.click()`)
	browse.Becomes(t, tab, `!/search\.html/.test(location.href) && !!document.querySelector('main')`)
}

// TestABrowserReadsWhatIsSearched holds the documents of a page of each kind against the
// text that a browser has of them.
func TestABrowserReadsWhatIsSearched(t *testing.T) {
	tab := browse.Tab(t)
	site := built(t)
	pages := pagesOf(t, site)
	for _, name := range []string{
		"index.html", "590008/index.html", "590008/3.html", "590008/3.3.html", "590008/3.3.1.html", "590008/zhongji.html", "590008/compare.html",
		"590008/text.html", "590008/majors.html", "590008/terms.html", "590008/references.html", "590008/errata.html", "590008/progressions.html",
		"590008/coverage.html", "590008/lessons.html", "lessons/index.html", "lessons/chuji/kecheng.html", "lessons/chuji/zhiyuan-fuwu.html",
	} {
		browse.Do(t, tab, chromedp.EmulateViewport(1280, 800), chromedp.Navigate("file://"+filepath.ToSlash(filepath.Join(site, name))))
		ctx, cancel := context.WithTimeout(tab, 20*time.Second)
		said, err := chromedp.Run(ctx, chromedp.Evaluate[string](`(function () {
			var main = document.querySelector('main[data-search]').cloneNode(true)
			main.querySelectorAll('nav,form,button,select,svg,script,style,template,noscript,[role=doc-noteref],[data-nosearch],[hidden],[aria-hidden=true]').forEach(function (e) { e.remove() })
			var docs = []
			main.querySelectorAll('[data-doc][id]').forEach(function (e) { e.remove(); docs.push(e.textContent) })
			return JSON.stringify([main.textContent].concat(docs))
		})()`))
		cancel()
		var want []string
		if err != nil || json.Unmarshal([]byte(said), &want) != nil {
			t.Fatalf("%s: %v", name, err)
		}
		read, _ := search.Read([]byte(pages[name]))
		if len(read.Docs) != len(want) {
			t.Errorf("%s has %d documents, want %d", name, len(read.Docs), len(want))
			continue
		}
		for i, d := range read.Docs {
			if got, want := unspaced(strings.Join(unnoted(d.Blocks), "")), unspaced(want[i]); got != want {
				t.Errorf("%s#%s reads\n%s\nthe browser has\n%s", name, d.Anchor, got, want)
			}
		}
	}
}

// unnoted leaves out the blocks that repeat the one before with the numbers of its notes.
func unnoted(blocks []string) []string {
	undigited := func(text string) string {
		return strings.Map(func(c rune) rune {
			if unicode.IsDigit(c) {
				return -1
			}
			return c
		}, text)
	}
	var list []string
	for i, b := range blocks {
		if i == 0 || len(b) <= len(blocks[i-1]) || undigited(b) == "" || undigited(b) != undigited(blocks[i-1]) {
			list = append(list, b)
		}
	}
	return list
}

// unspaced is a text without white space.
func unspaced(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return -1
		}
		return c
	}, text)
}
