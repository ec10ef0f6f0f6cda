package tour

import (
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"jinjie/cmd/jinjie/internal/browse"
)

// A row is a requirement as the spreadsheet of the coverage tells it: what the filters are
// held against shares no code and no markup with them.
type row map[string]string // by the name that a filter has in an address; "is" names it

var levelIDs = map[string]string{
	"初级": "chuji", "中级": "zhongji", "高级": "gaoji",
	"五级": "wuji", "四级": "siji", "三级": "sanji", "二级": "erji", "一级": "yiji",
}

var states = map[string]string{"已讲授": "taught", "仅提及": "mentioned", "待复核": "outdated", "未讲授": "untaught"}

// rows reads what coverage.csv says of a standard with these verbs.
func rows(t *testing.T, site *Site, standard string, verbs ...string) []row {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(site.Dir, standard, "coverage.csv"))
	check(t, err)
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	check(t, err)
	var list []row
	for _, r := range records[1:] {
		area, _, _ := strings.Cut(r[1], " ")
		task, _, _ := strings.Cut(r[2], " ")
		one := row{"is": levelIDs[r[0]] + " " + r[3], "level": levelIDs[r[0]], "area": area, "task": task, "verb": "-", "state": states[r[5]], "assessed": "no"}
		for _, v := range verbs {
			if strings.HasPrefix(r[4], v) {
				one["verb"] = v
			}
		}
		if r[7] != "" {
			one["assessed"] = "yes"
		}
		list = append(list, one)
	}
	return list
}

// keep says which rows a filter shows, sorted: those that have one of the chosen values of
// everything that is chosen of.
func keep(list []row, filter url.Values) []string {
	shown := []string{}
	for _, r := range list {
		fits := true
		for key, values := range filter {
			fits = fits && slices.Contains(values, r[key])
		}
		if fits {
			shown = append(shown, r["is"])
		}
	}
	slices.Sort(shown)
	return shown
}

// seen lists the requirements that a reader sees on a page, by level and code.
var seen = map[string]string{
	"index.html": `Array.from(document.querySelectorAll('.matrix td li a')).filter(a => a.getClientRects().length)
		.map(a => a.getAttribute('href')).map(h => h.split('#')[1] + ' ' + h.split('.html')[0])`,
	"compare.html": `Array.from(document.querySelectorAll('.sides td')).filter(td => td.querySelector('p.brief') && td.querySelector('p.brief').getClientRects().length)
		.map(td => document.querySelector('.sides thead').rows[0].cells[td.cellIndex].querySelector('a').getAttribute('href').split('.html')[0] + ' ' + td.parentNode.querySelector('.code').textContent)`,
	"coverage.html": `Array.from(document.querySelectorAll('.coverage-rows tbody tr')).filter(tr => tr.getClientRects().length)
		.map(tr => tr.id.replace('q-', '').replace('-', ' '))`,
}

// The pages that filter, and what each can filter by.
var filtered = []struct{ page, keys string }{
	{"index.html", "level verb area task state"}, {"compare.html", "level verb area task state"},
	{"coverage.html", "level verb area task state assessed"},
}

// choose sets the controls of the filter as a reader would leave them.
func choose(filter url.Values) string {
	return fmt.Sprintf(`(function (query) {
		var form = document.querySelector('form.filters')
		Array.from(form.elements).forEach(function (e) {
			if (e.type === 'checkbox') e.checked = query.getAll(e.name).includes(e.value)
			else if (e.tagName === 'SELECT') e.value = query.get(e.name) || ''
		})
		form.elements.level && (form.elements.level[0] || form.elements.level).dispatchEvent(new Event('change', {bubbles: true}))
		return true
	})(new URLSearchParams(%q))`, filter.Encode())
}

// leftovers are what a page still shows of parts in which nothing is left.
const leftovers = `(function () {
	var visible = n => n.getClientRects().length > 0
	var some = n => Array.from(n.querySelectorAll('[data-verb]')).some(i => visible(i) && !i.classList.contains('off'))
	var scope = document.getElementById(document.querySelector('form.filters').dataset.filter)
	var bad = Array.from(scope.querySelectorAll('[data-area],[data-task]')).filter(n => visible(n) && !n.dataset.verb && !some(n)).map(n => n.outerHTML.slice(0, 60))
	Array.from(scope.querySelectorAll('thead th[data-level]')).forEach(function (th) {
		var column = Array.from(th.closest('table').querySelectorAll('tbody td')).filter(td => td.cellIndex === th.cellIndex)
		if (visible(th) && !scope.querySelector('thead').hidden && getComputedStyle(th).display === 'table-cell' && !column.some(visible)) bad.push('an empty column')
	})
	return bad.join()
})()`

// holds compares what a page shows with what the filter keeps.
func holds(t *testing.T, tab context.Context, page string, list []row, filter url.Values) {
	t.Helper()
	want := keep(list, filter)
	got := browse.Value[[]string](t, tab, seen[page])
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Fatalf("%s?%s shows %d requirements, want %d\n%q\n%q", page, filter.Encode(), len(got), len(want), got, want)
	}
	if bad := browse.Value[string](t, tab, leftovers); bad != "" {
		t.Errorf("%s?%s still shows %s", page, filter.Encode(), bad)
	}
	say := fmt.Sprintf("显示 %d 条，共 %d 条要求", len(want), len(list))
	if len(filter) == 0 {
		say = fmt.Sprintf("共 %d 条要求", len(list))
	} else if len(want) == 0 {
		say = "没有符合条件的要求"
	}
	if got := browse.Value[string](t, tab, `document.querySelector('form.filters output').textContent`); got != say {
		t.Errorf("%s?%s says %q, want %q", page, filter.Encode(), got, say)
	}
}

// random chooses at random: of each key no, one or several values that occur.
func random(rng *rand.Rand, list []row, keys []string) url.Values {
	filter := url.Values{}
	for _, key := range keys {
		for n := rng.IntN(4) - 1; n > 0; n-- {
			value := list[rng.IntN(len(list))][key]
			if key == "level" || key == "verb" {
				if !slices.Contains(filter[key], value) {
					filter.Add(key, value)
				}
			} else {
				filter.Set(key, value)
			}
		}
	}
	return filter
}

// Whatever is chosen, a page shows what the spreadsheet says; its address says what is
// chosen; and that address, opened anew, shows the same.
func TestFiltersShowWhatFits(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	server := httptest.NewServer(http.FileServer(http.Dir(site.Dir)))
	defer server.Close()
	for _, standard := range []struct {
		code  string
		verbs []string
	}{{"590008", []string{"了解", "熟悉", "掌握"}}, {"4-10-01", nil}, {"100001", []string{"了解", "熟悉"}}} {
		list := rows(t, site, standard.code, standard.verbs...)
		for n, c := range filtered {
			t.Run(standard.code+"/"+c.page, func(t *testing.T) {
				rng := rand.New(rand.NewPCG(1, uint64(n)))
				keys := strings.Fields(c.keys)
				if standard.verbs == nil {
					keys = slices.DeleteFunc(keys, func(k string) bool { return k == "verb" })
				}
				if standard.code == "100001" { // one area, and no sentence opens otherwise
					keys = slices.DeleteFunc(keys, func(k string) bool { return k == "area" })
				}
				for i, root := range []string{site.URL(standard.code), server.URL + "/" + standard.code} {
					width := []int64{1280, 360}[i]
					browse.Do(t, tab, chromedp.EmulateViewport(width, 900), chromedp.Navigate(root+"/"+c.page))
					holds(t, tab, c.page, list, nil)
					for range 25 {
						filter := random(rng, list, keys)
						browse.Value[bool](t, tab, choose(filter))
						holds(t, tab, c.page, list, filter)
						remembers(t, tab, filter)
					}
					filter := random(rng, list, keys)
					browse.Do(t, tab, chromedp.Navigate(root+"/"+c.page+"?"+filter.Encode()+"&other=1&level=nosuch&area="))
					holds(t, tab, c.page, list, filter)
				}
			})
		}
	}
}

// remembers wants the address to say what is chosen, and nothing else.
func remembers(t *testing.T, tab context.Context, filter url.Values) {
	t.Helper()
	query, err := url.ParseQuery(strings.TrimPrefix(browse.Value[string](t, tab, "location.search"), "?"))
	if err != nil {
		t.Fatal(err)
	}
	for _, values := range []url.Values{query, filter} {
		for _, v := range values {
			slices.Sort(v)
		}
	}
	if query.Encode() != filter.Encode() {
		t.Errorf("the address says %s, want %s", query.Encode(), filter.Encode())
	}
}
