package render

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/standard"
	"jinjie/themes"
)

// pseudo puts a Greek letter of as many bytes in the place of each Chinese character, so
// that places in a text stay what they are.
func pseudo(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Han, r):
			return 0x1f00 + r%6
		case r >= 0x3000 && r <= 0x303f, r >= 0xff00 && r <= 0xffef:
			return 0x2020 // a dagger
		}
		return r
	}, text)
}

// pseudonymise puts pseudo-words in the place of all Chinese ones that v holds.
func pseudonymise(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		pseudonymise(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			pseudonymise(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			pseudonymise(v.Index(i))
		}
	case reflect.String:
		if v.CanSet() {
			v.SetString(pseudo(v.String()))
		}
	}
}

// english is the site of sample, or of withLanes, in pseudo-words, with an English interface.
func english(t *testing.T, s *standard.Standard) *graph.Graph {
	t.Helper()
	for i := range s.Levels {
		s.Levels[i].Columns = standard.Columns{Area: "域", Task: "务", Code: "码", Text: "求", Knowledge: "识"}
	}
	in := content(s)
	pseudonymise(reflect.ValueOf(s))
	for i, l := range in.Lessons {
		in.Lessons[i], _ = lesson.Parse(l.Path, pseudo(sources(s)[l.Path]))
	}
	for i := range in.Files {
		in.Files[i].Path, in.Files[i].Address = pseudo(in.Files[i].Path), pseudo(in.Files[i].Address)
	}
	in.Home.Title, in.Home.Language = pseudo("站点"), "en"
	g, problems := graph.Build([]*standard.Standard{s}, in)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return g
}

// chinese is what no English page holds.
var chinese = regexp.MustCompile(`[\p{Han}\x{3000}-\x{303f}\x{ff00}-\x{ffef}].{0,20}`)

// All words that are not the site's own come from the file of the language: a site whose
// own words hold no Chinese character has none on any of its English pages.
func TestEnglishPagesHoldNoOtherWords(t *testing.T) {
	th, problems, err := LoadTheme(themes.Default, nil, "en")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	lanes, byLanes := withLanes(t, "").Standards[0].Standard, sample(t, 2).Standards[0].Standard
	lanes.Lanes[0].Reviewer, lanes.Lanes[1].Reviewer, lanes.Lanes[2].Reviewer = "甲", "甲", "甲"
	byLanes.Alignment = standard.ByLanes
	byLanes.Levels[0].Areas[0].Tasks[0].Requirements[0].Knowledge = standard.Text{Printed: "有关的知识"}
	for name, s := range map[string]*standard.Standard{"by code": sample(t, 3).Standards[0].Standard, "with lanes": lanes, "by lanes": byLanes} {
		g := english(t, s)
		pages := renderAll(t, g, th)
		for _, a := range th.Extras(g) {
			pages[a.Path] = strings.TrimPrefix(string(a.Data), "\ufeff")
		}
		for address, page := range pages {
			if said := chinese.FindString(page); said != "" {
				t.Errorf("%s: %s says %s", name, address, said)
			}
		}
		if !strings.Contains(pages["9/1.1.1.html"], "Errata and doubts") {
			t.Errorf("%s: the interface is not English", name)
		}
	}
}

// On the English pages of a Chinese standard every Chinese word is marked as such, and the
// pages hold together as the Chinese ones do.
func TestChineseOnEnglishPagesIsMarked(t *testing.T) {
	th, _, err := LoadTheme(themes.Default, nil, "en")
	if err != nil {
		t.Fatal(err)
	}
	g := sample(t, 3)
	g.Home.Language = "en"
	pages := renderAll(t, g, th)
	marked := regexp.MustCompile(`<[^>]* lang="zh-CN"[^>]*>[^<]*`)
	data := regexp.MustCompile(`(?s)<script type="application/[^"]*">.*?</script>`)
	han := regexp.MustCompile(`\p{Han}`)
	for address, page := range pages {
		checkPage(t, address, page, pages, assetsOf(th, g))
		if !strings.Contains(page, `<html lang="en" `) {
			t.Errorf("%s is not an English page", address)
		}
		if said := han.FindString(anyTag.ReplaceAllString(marked.ReplaceAllString(data.ReplaceAllString(page, ""), ""), "")); said != "" {
			t.Errorf("%s holds %s unmarked", address, said)
		}
	}
	if !strings.Contains(pages["9/1.1.1.html"], `<b lang="zh-CN" class="verb">了解</b>`) {
		t.Error("the verb of a requirement is not marked")
	}
}

// One is no plural where a filter tells how much there is.
func TestAFilterOfOneRequirement(t *testing.T) {
	th, _, err := LoadTheme(themes.Default, nil, "en")
	if err != nil {
		t.Fatal(err)
	}
	g := sample(t, 1)
	g.Home.Language = "en"
	page, _ := NewSite(g, nil).View("9/compare.html")
	view := page.View.(CompareView)
	view.Filter.Total = 1
	page.View = view
	html, _, err := th.Render(page)
	if err != nil || strings.Count(string(html), "All 1 requirement<")+strings.Count(string(html), `data-all="All 1 requirement"`) != 2 {
		t.Errorf("%v: %s", err, regexp.MustCompile(`<output.*</output>`).Find(html))
	}
}
