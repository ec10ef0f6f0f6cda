package render

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/markdown"
	"jinjie/cmd/jinjie/internal/standard"
	"jinjie/themes"
)

// Views are plain data: what a template can see is what a page's key covers.
func TestViewsArePlainData(t *testing.T) {
	for _, k := range Kinds {
		typ := reflect.TypeOf(views[k])
		if typ == nil {
			t.Fatalf("the kind %s has no view", k)
		}
		plainData(t, typ, typ.Name(), map[reflect.Type]bool{})
	}
}

// Every page is made from the view that its kind is listed with.
func TestPagesHaveTheViewsOfTheirKinds(t *testing.T) {
	g := withLanes(t, "编写组")
	seen := map[Kind]bool{}
	for _, ref := range Index(g) {
		p, _ := NewSite(g, nil).View(ref.Address)
		if seen[p.Kind] = true; reflect.TypeOf(p.View) != reflect.TypeOf(views[p.Kind]) {
			t.Errorf("%s is made from a %T", ref.Address, p.View)
		}
	}
	for _, k := range Kinds {
		if !seen[k] {
			t.Errorf("no page is of the kind %s", k)
		}
	}
}

func plainData(t *testing.T, typ reflect.Type, path string, seen map[reflect.Type]bool) {
	t.Helper()
	if seen[typ] {
		return
	}
	seen[typ] = true
	switch typ.Kind() {
	case reflect.Struct:
		for i := range typ.NumField() {
			f := typ.Field(i)
			if !f.IsExported() {
				t.Errorf("%s.%s is not exported", path, f.Name)
			}
			plainData(t, f.Type, path+"."+f.Name, seen)
		}
	case reflect.Slice, reflect.Array:
		plainData(t, typ.Elem(), path+"[]", seen)
	case reflect.Pointer, reflect.Func, reflect.Interface, reflect.Map, reflect.Chan, reflect.UnsafePointer:
		t.Errorf("%s is a %s", path, typ.Kind())
	}
}

// sample makes a graph of one standard with n levels; the middle level lacks code 1.1.2.
func sample(t *testing.T, n int) *graph.Graph {
	t.Helper()
	s := &standard.Standard{Code: "9", Title: "小标准", Edition: "一版", Version: "1", Publisher: "甲", Issued: "今年", Rights: "不得翻印。"}
	text := func(printed string) standard.Text { return standard.Text{Printed: printed, Place: "某处"} }
	s.Errata = []standard.Erratum{{ID: "E1", Kind: standard.Correction, Printed: "9.9", Correction: "1.1.1"}, {ID: "E2", Kind: standard.Doubt, Printed: "事"}}
	for i := range n {
		l := standard.Level{ID: fmt.Sprintf("l%d", i+1), Name: fmt.Sprintf("%d 级", i+1), Verb: "了解", Comprises: i > 0, Table: "t.csv"}
		l.Caption = text("表 1")
		task := standard.Task{Number: "1.1", Name: "任务", Text: text("1.1 任务")}
		for j, code := range []string{"1.1.1", "1.1.2"} {
			if j == 1 && i == 1 {
				continue
			}
			q := standard.Requirement{Level: i, Code: code, Printed: text(code), Text: text("了解志愿服务<事>，能做 & 说。")}
			q.Sentence = standard.Sentence{Verb: "了解", Knowledge: "志愿服务<事>，", Ability: "能做 & 说。"}
			if i == 0 && j == 0 {
				q.Printed = text("9.9")
				q.Printed.Marks = []standard.Mark{{Start: 0, End: 3, Erratum: 0, Correction: "1.1.1", Corrects: true}}
				at := strings.Index(q.Text.Printed, "事")
				q.Text.Marks = []standard.Mark{{Start: at, End: at + len("事"), Erratum: 1}}
			}
			task.Requirements = append(task.Requirements, q)
		}
		l.Areas = []standard.Area{{Number: "1", Name: "领域", Text: text("1. 领域"), Tasks: []standard.Task{task}}}
		s.Levels = append(s.Levels, l)
	}
	s.Chapters = []standard.Chapter{{Number: "1", Name: "范围", Depth: 1, ID: "ch-1", Title: text("1 范围"), Blocks: []standard.Block{
		{Text: text("甲 <乙>")}, {Kind: standard.Item, Text: text("[1] 丙")}, {Kind: standard.Caption, Text: text("表 1")},
		{Kind: standard.Grid, Rows: [][]standard.Text{{text("头")}, {text("身")}}},
	}}}
	s.Terms = []standard.Term{{Number: "1.1", Name: "志愿服务", ID: "term-1.1", Title: text("1.1 志愿服务"), Definition: []standard.Text{text("定义")}}}
	s.References = []standard.Reference{{Number: "1", ID: "ref-1", Text: text("[1] 丙")}}
	s.Catalogues = []standard.Catalogue{{Number: "1", Name: "目录", Schools: []standard.School{{Kind: "学校", Text: text("学校：甲"), Majors: []standard.Major{{Name: "甲"}}}}}}
	g, problems := graph.Build([]*standard.Standard{s}, content(s))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return g
}

// sources are the pages of content/, by path: a home page, lessons, a course, and a page of
// another kind.
func sources(s *standard.Standard) map[string]string {
	level := s.Levels[0].ID
	return map[string]string{
		"content/index.md": "---\ntitle: 站点\n---\n从[[1.1.1]]读起，见[甲](lessons/jia.md)。\n",
		"content/lessons/jia.md": "---\ntitle: 甲 <课>\nskills: [1.1.1, 1.1.2]\nassesses: [1.1.1]\nlevel: " + level + "\nhours: 1.5\nsummary: 一句 & 话\nupdated: 2026-01-02\naliases: [jiu/jia, lessons/old.html]\n---\n" +
			"## 目标\n\n学[[1.1.1]]与[[1.1.2@" + level + "|某事]]，用志愿服务，见[[乙课]]。[[1.1]]\n\n> [!NOTE]\n> 注[^1]\n\n![图](tu.png \"题\")\n\n- [ ] 做\n\n```go linenos\nx\n```\n\n[^1]: 源\n",
		"content/lessons/yi/index.md": "---\ntitle: 乙课\n---\n## 一\n\n见[甲](../jia.md#目标)和[[志愿服务]]。\n",
		"content/lessons/course.md":   "---\ntitle: 课程\nlessons: [jia, yi]\nweekly: 2\n---\n说明\n",
		"content/help/index.md":       "---\ntitle: 手册\n---\n## 一\n\n[总览](../" + s.Code + "/index.html)\n",
	}
}

// content is what a site has beside its standard.
func content(s *standard.Standard) graph.Content {
	c := graph.Content{Home: graph.Home{Title: "站点", Language: "zh-CN", EditURL: "https://git.example/"}}
	pages := sources(s)
	for _, file := range slices.Sorted(maps.Keys(pages)) {
		l, _ := lesson.Parse(file, pages[file])
		c.Lessons = append(c.Lessons, l)
	}
	c.Files = []graph.File{
		{Path: "content/lessons/tu.png", Address: "lessons/tu.png", Image: true, Width: 3, Height: 2},
		{Path: "content/lessons/yi/表 一.docx", Address: "lessons/yi/表 一.docx", Size: 2048},
	}
	return c
}

func theme(t *testing.T) *Theme {
	t.Helper()
	th, problems, err := LoadTheme(themes.Default, nil, "zh-CN")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return th
}

// published are the files of content/ that stand beside the pages.
var published = []Asset{{Path: "lessons/tu.png"}, {Path: "lessons/yi/表 一.docx"}}

func renderAll(t *testing.T, g *graph.Graph, th *Theme) map[string]string {
	t.Helper()
	pages := map[string]string{}
	for _, ref := range Index(g) {
		p, ok := NewSite(g, nil).View(ref.Address)
		if !ok || p.Kind != ref.Kind {
			t.Fatalf("no view of %s", ref.Address)
		}
		html, problems, err := th.Render(p)
		if err != nil || len(problems) > 0 {
			t.Fatalf("%s: %v %v", ref.Address, err, problems)
		}
		pages[ref.Address] = string(html)
	}
	return pages
}

var (
	anyTag  = regexp.MustCompile(`<[^>]*>`)
	linked  = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	nested  = regexp.MustCompile(`<a [^>]*>([^<]|<[^/a]|</[^a]|</?a[^> ])*<a [^>]*>`)
	idGiven = regexp.MustCompile(` id="([^"]*)"`)
	unsafe  = regexp.MustCompile(`<[^>]* (style|on[a-z]+)=|<script>|<style|javascript:`)
)

// Whatever the number of levels: every link and anchor resolves, no id repeats, the
// sentence is unbroken once tags are gone, and nothing on a page is against its policy.
func TestPagesHoldTogether(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 5, 7} {
		t.Run(fmt.Sprintf("%d levels", n), func(t *testing.T) {
			g := sample(t, n)
			th := theme(t)
			pages := renderAll(t, g, th)
			files := assetsOf(th, g)
			for name, page := range pages {
				checkPage(t, name, page, pages, files)
			}
			said := anyTag.ReplaceAllString(pages["9/1.1.1.html"], "")
			if got := strings.Count(said, "了解志愿服务&lt;事&gt;，能做 &amp; 说。"); got < n {
				t.Errorf("the sentence stands unbroken %d times, want %d", got, n)
			}
			for name, page := range pages {
				if strings.HasPrefix(name, "9/") && !strings.Contains(page, `<p class="rights">不得翻印。</p>`) {
					t.Errorf("%s lacks the statement of rights", name)
				}
			}
		})
	}
}

func checkPage(t *testing.T, name, page string, pages map[string]string, files map[string]bool) {
	t.Helper()
	if bad := unsafe.FindString(page); bad != "" {
		t.Errorf("%s holds %s", name, bad)
	}
	if strings.Contains(page, "@@") || strings.Contains(page, string(inPages)) {
		t.Errorf("%s holds the mark of an asset that does not exist", name)
	}
	if bad := nested.FindString(page); bad != "" {
		t.Errorf("%s holds a link within a link: %s", name, bad)
	}
	ids := map[string]bool{}
	for _, m := range idGiven.FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("%s has two %s", name, m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range linked.FindAllStringSubmatch(page, -1) {
		file, anchor, _ := strings.Cut(m[1], "#")
		if plain, err := url.PathUnescape(anchor); err == nil {
			anchor = plain
		}
		if u, err := url.Parse(m[1]); err == nil && u.Scheme != "" {
			continue // out of the site
		}
		file, _, _ = strings.Cut(file, "?")
		if plain, err := url.PathUnescape(file); err == nil {
			file = plain
		}
		target := path.Join(path.Dir(name), file)
		if strings.HasPrefix(file, "/") {
			target = strings.TrimPrefix(file, "/")
		}
		if file == "" {
			target = name
		}
		other, ok := pages[target]
		if !ok && !files[target] {
			t.Errorf("%s leads to %s, which does not exist", name, m[1])
		}
		if anchor != "" && !strings.Contains(other, ` id="`+anchor+`"`) {
			t.Errorf("%s leads to %s, which has no such place", name, m[1])
		}
	}
}

func TestRel(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"a/b.html", "a/c.html", "c.html"},
		{"a/b.html", "index.html", "../index.html"},
		{"index.html", "a/b.html", "a/b.html"},
		{"a/b.html", "a/b.html#x", "#x"},
		{"a/b.html", "a/b.html", "b.html"},
		{"a/2.0/b.html", "a/b.html#前言", "../b.html#%E5%89%8D%E8%A8%80"},
		{"a/b.html", "lessons/走访 一.html", "../lessons/%E8%B5%B0%E8%AE%BF%20%E4%B8%80.html"},
		{"x.html", "y?.html", "y%3F.html"},
	} {
		if got := rel(c.from, c.to); got != c.want {
			t.Errorf("rel(%q, %q) = %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

// withLanes joins 1.1.1 of the first level with 1.1.2 of the third, over the second, and
// leaves the rest to their codes or alone.
func withLanes(t *testing.T, reviewer string) *graph.Graph {
	t.Helper()
	s := sample(t, 3).Standards[0].Standard
	ref := func(codes ...string) []standard.LaneRef {
		var refs []standard.LaneRef
		for _, c := range codes {
			refs = append(refs, standard.LaneRef{Code: c})
		}
		return refs
	}
	s.HasLanes = true
	s.Lanes = []standard.Lane{
		{Name: "跨编码的", Reason: "某个理由", Reviewer: reviewer, Codes: [][]standard.LaneRef{ref("1.1.1"), nil, ref("1.1.2")}},
		{Name: "同编码的", Reviewer: reviewer, Codes: [][]standard.LaneRef{nil, ref("1.1.1"), ref("1.1.1")}},
		{Name: "单独的", Reason: "没有对应", Reviewer: reviewer, Codes: [][]standard.LaneRef{ref("1.1.2"), nil, nil}},
	}
	q := &s.Levels[2].Areas[0].Tasks[0].Requirements[0]
	q.Text.Printed = "掌握志愿服务<事>，能做 & 说好。"
	q.Sentence = standard.Sentence{Verb: "掌握", Knowledge: "志愿服务<事>，", Ability: "能做 & 说好。"}
	g, problems := graph.Build([]*standard.Standard{s}, content(s))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return g
}

func TestLanesAreShownAndPairsOfOtherContentAreNotCompared(t *testing.T) {
	th := theme(t)
	pages := renderAll(t, withLanes(t, "编写组"), th)
	files := assetsOf(th, withLanes(t, "编写组"))
	for name, page := range pages {
		checkPage(t, name, page, pages, files)
	}
	skill := anyTag.ReplaceAllString(pages["9/1.1.1.html"], "")
	for _, want := range []string{
		"与1 级 1.1.1编码相同，内容不同，不作措辞对照。",
		"本条内容在3 级由1.1.2承接。",
		"经过本编码的内容递进有 2 条。", "某个理由", "本级没有相应的一条",
		"动词由“了解”进为“掌握”。",
	} {
		if !strings.Contains(skill, want) {
			t.Errorf("the skill page lacks %q", want)
		}
	}
	if strings.Contains(pages["9/1.1.1.html"], "<del") {
		t.Error("something is struck through")
	}
	lanes := anyTag.ReplaceAllString(pages["9/progressions.html"], "")
	for _, want := range []string{"共 3 条递进，其中 1 条跨编码，1 条已审、没有对应", "跨编码的", "单独的", "已审，无对应"} {
		if !strings.Contains(lanes, want) {
			t.Errorf("the page of lanes lacks %q", want)
		}
	}
	if said := strings.Count(skill, "掌握志愿服务&lt;事&gt;，能做 &amp; 说好。"); said < 2 {
		t.Errorf("the marked sentence stands unbroken %d times", said)
	}
}

func TestLanesThatNobodyReviewedAreNotPublished(t *testing.T) {
	pages := renderAll(t, withLanes(t, ""), theme(t))
	if _, ok := pages["9/progressions.html"]; ok {
		t.Error("there is a page of lanes")
	}
	for name, page := range pages {
		if strings.Contains(page, "跨编码的") || strings.Contains(page, "内容不同，不作") {
			t.Errorf("%s shows a lane that nobody reviewed", name)
		}
	}
	if !strings.Contains(pages["9/1.1.1.html"], "尚未审定") {
		t.Error("the skill page does not say that its lanes are open")
	}
}

// Without a review the wording is held against the lower level's under the same code, and
// the page says that nobody has judged the contents.
func TestWordingIsComparedByCodeUntilLanesAreReviewed(t *testing.T) {
	s := sample(t, 2).Standards[0].Standard
	lower, higher := &s.Levels[0].Areas[0].Tasks[0].Requirements[0], &s.Levels[1].Areas[0].Tasks[0].Requirements[0]
	lower.Text.Printed = "了解政策，能开展宣传工作。"
	lower.Sentence = standard.Sentence{Verb: "了解", Knowledge: "政策，", Ability: "能开展宣传工作。"}
	higher.Text.Printed = "熟悉政策，能开展宣传和动员工作。"
	higher.Sentence = standard.Sentence{Verb: "熟悉", Knowledge: "政策，", Ability: "能开展宣传和动员工作。"}
	s.Lanes, s.HasLanes = nil, false
	g, problems := graph.Build([]*standard.Standard{s}, content(s))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	pages := renderAll(t, g, theme(t))
	for page, want := range map[string]string{
		"9/1.1.1.html":   "内容是否相承，尚未审定。",
		"9/compare.html": "措辞按编码对照，内容是否相承尚未审定。",
		"9/zhongji.html": "措辞按编码对照，内容是否相承尚未审定。",
	} {
		if name := levelPage(g, page); !strings.Contains(pages[name], "<ins>动员</ins>") || !strings.Contains(pages[name], want) {
			t.Errorf("%s shows no difference, or does not say that it is by code", name)
		}
	}
	higher.Text.Printed = "熟悉水电维修，能查漏。"
	higher.Sentence = standard.Sentence{Verb: "熟悉", Knowledge: "水电维修，", Ability: "能查漏。"}
	g, _ = graph.Build([]*standard.Standard{s}, content(s))
	pages = renderAll(t, g, theme(t))
	if page := pages["9/1.1.1.html"]; strings.Contains(page, "<ins>") || strings.Contains(page, "改动表述") {
		t.Error("statements that have nothing in common are held against each other")
	}
}

// levelPage puts the file of the second level's handbook in the place of zhongji.html.
func levelPage(g *graph.Graph, page string) string {
	return strings.Replace(page, "zhongji.html", g.Standards[0].Levels[1].ID+".html", 1)
}

func TestOlderEditionsSayWhichIsCurrent(t *testing.T) {
	old, newer := *sample(t, 2).Standards[0].Standard, *sample(t, 2).Standards[0].Standard
	newer.Version, newer.Edition = "2", "二版"
	g, problems := graph.Build([]*standard.Standard{&old, &newer}, graph.Content{Home: graph.Home{Title: "站点"}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	pages := renderAll(t, g, theme(t))
	if page := pages["9/1/1.1.1.html"]; !strings.Contains(page, `这里是旧版（一版）。现行版本是<a href="../index.html">二版</a>`) {
		t.Error("the old edition does not lead to the current one")
	}
	if page := pages["9/1.1.1.html"]; strings.Contains(page, "旧版") {
		t.Error("the current edition calls itself old")
	}
	for name, page := range pages {
		checkPage(t, name, page, pages, assetsOf(theme(t), g))
	}
}

// assetsOf lists everything that stands beside the pages.
func assetsOf(th *Theme, g *graph.Graph) map[string]bool {
	files := map[string]bool{}
	for _, a := range slices.Concat(th.Assets(), th.Extras(g), published) {
		files[a.Path] = true
	}
	return files
}

func TestABrokenDefaultThemeIsAnError(t *testing.T) {
	files := fstest.MapFS{}
	fs.WalkDir(themes.Default, ".", func(name string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			data, _ := fs.ReadFile(themes.Default, name)
			files[name] = &fstest.MapFile{Data: data}
		}
		return err
	})
	files["default/layouts/skill.html"] = &fstest.MapFile{Data: []byte("{{")}
	if _, _, err := LoadTheme(files, nil, "zh-CN"); err == nil {
		t.Error("no error")
	}
}

func TestKeysTellPagesApart(t *testing.T) {
	g := sample(t, 3)
	th := theme(t)
	keys := map[[32]byte]string{}
	for _, ref := range Index(g) {
		p, _ := NewSite(g, nil).View(ref.Address)
		key, err := th.Key(p)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := th.Key(p); again != key {
			t.Errorf("%s has two keys", ref.Address)
		}
		if other := keys[key]; other != "" {
			t.Errorf("%s and %s have one key", ref.Address, other)
		}
		keys[key] = ref.Address
	}
	styled, _, err := LoadTheme(themes.Default, []Override{{"themes/x", map[string][]byte{"css/99-own.css": []byte("a{color:red}")}}}, "zh-CN")
	if err != nil {
		t.Fatal(err)
	}
	p, _ := NewSite(g, nil).View("9/1.1.1.html")
	a, _ := th.Key(p)
	if b, _ := styled.Key(p); a != b {
		t.Error("a change of the stylesheet changes the key of a page")
	}
}

// Every word that a layout asks for is in the file of words, and no word is left over.
func TestWordsAreUsedAndThere(t *testing.T) {
	data, err := fs.ReadFile(themes.Default, "default/strings/zh-CN.json")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{}
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{"and": true} // by the function names
	head := siteFrame(sample(t, 3), "index.html", Home)
	for _, l := range slices.Concat(head.Main, head.More) {
		asked[l.Text] = true
	}
	for _, key := range markdown.Words() {
		asked[key] = true
		if words[key] == "" {
			t.Errorf("pages of Markdown ask for %q", key)
		}
	}
	for _, key := range wordsOfViews() {
		asked[key] = true
		if words[key] == "" {
			t.Errorf("views ask for %q", key)
		}
	}
	layouts, _ := fs.Glob(themes.Default, "default/layouts/*.html")
	han := regexp.MustCompile(`\p{Han}`)
	for _, name := range layouts {
		text, _ := fs.ReadFile(themes.Default, name)
		for _, m := range regexp.MustCompile(`\bt "([^"]+)"`).FindAllSubmatch(text, -1) {
			asked[string(m[1])] = true
			if _, ok := words[string(m[1])]; !ok {
				t.Errorf("%s asks for %q", name, m[1])
			}
		}
		if said := han.Find(text); said != nil {
			t.Errorf("%s says %s itself", name, said)
		}
	}
	for key := range words {
		if !asked[key] {
			t.Errorf("nobody asks for %q", key)
		}
	}
}

func TestExtras(t *testing.T) {
	g := sample(t, 1)
	if got := extras(t, g); got["robots.txt"] != "User-agent: *\nAllow: /\n" || got["sitemap.xml"] != "" {
		t.Errorf("without an address of the site: %q", got)
	}
	g.Home.BaseURL = "https://example.com/s&t/"
	got := extras(t, g)
	if !strings.Contains(got["sitemap.xml"], "<loc>https://example.com/s&amp;t/9/1.1.1.html</loc>") {
		t.Errorf("sitemap: %q", got)
	}
	if !strings.HasSuffix(got["robots.txt"], "Sitemap: https://example.com/s&t/sitemap.xml\n") {
		t.Errorf("robots: %s", got["robots.txt"])
	}
	for _, not := range []string{"404.html", "jiu/jia.html"} {
		if strings.Contains(got["sitemap.xml"], not) {
			t.Errorf("the sitemap lists %s", not)
		}
	}
	if want := "\ufeff周次,课,学时,工作任务,要求编码,等级\r\n1,甲 <课>,1.5,1.1 任务,1.1.1、1.1.2,1 级\r\n2,乙课,,,,\r\n,合计,1.5,,,\r\n"; got["lessons/course.csv"] != want {
		t.Errorf("plan: %q", got["lessons/course.csv"])
	}
	if want := "\r\n1 级,1 领域,1.1 任务,1.1.2,了解志愿服务<事>，能做 & 说。,已讲授,甲 <课>,,,1.5\r\n"; !strings.HasSuffix(got["9/coverage.csv"], want) {
		t.Errorf("coverage: %q", got["9/coverage.csv"])
	}
}

// A spreadsheet does not reckon with what a title says.
func TestSpreadsheetsHoldNoFormulas(t *testing.T) {
	g := sample(t, 1)
	for _, l := range g.Lessons {
		l.Title = `=HYPERLINK("https://evil.example/","x")`
	}
	got := extras(t, g)
	for _, file := range []string{"9/coverage.csv", "lessons/course.csv"} {
		if !strings.Contains(got[file], `,"'=HYPERLINK(`) || strings.Contains(got[file], `"=`) {
			t.Errorf("%s: %q", file, got[file])
		}
	}
}

func extras(t *testing.T, g *graph.Graph) map[string]string {
	got := map[string]string{}
	for _, a := range theme(t).Extras(g) {
		got[a.Path] = string(a.Data)
	}
	return got
}

func TestALargeSiteHasAnIndexOfSitemaps(t *testing.T) {
	var all []*standard.Standard
	one := *sample(t, 1).Standards[0].Standard
	for i := range 4300 {
		s := one
		s.Code = fmt.Sprint("s", i)
		all = append(all, &s)
	}
	g, _ := graph.Build(all, graph.Content{Home: graph.Home{BaseURL: "https://example.com/"}})
	pages := len(Index(g)) - 2 // less 404.html and search.html
	assets := theme(t).Extras(g)
	index := string(assets[len(assets)-2].Data)
	if !strings.Contains(index, "<sitemapindex") || strings.Count(index, "<loc>") != (pages+perSitemap-1)/perSitemap {
		t.Errorf("%d pages, index %s", pages, index)
	}
	total := 0
	for _, a := range assets[:len(assets)-2] {
		n := strings.Count(string(a.Data), "<loc>")
		if total += n; n > perSitemap {
			t.Errorf("%s holds %d addresses", a.Path, n)
		}
	}
	if total != pages {
		t.Errorf("the sitemaps hold %d of %d pages", total, pages)
	}
}

func TestNotFoundLinksFromTheRoot(t *testing.T) {
	g := sample(t, 1)
	g.Home.BaseURL = "https://example.com/in/folder/"
	p, _ := NewSite(g, nil).View("404.html")
	html, _, _ := theme(t).Render(p)
	if !strings.Contains(string(html), `href="/in/folder/9/index.html"`) || !strings.Contains(string(html), `href="/in/folder/assets/`) {
		t.Errorf("got %s", html)
	}
}

// The layouts that show the text of a page of content/ have anchors of their own, which no
// heading in it takes.
func TestHeadingsTakeNoAnchorOfTheLayouts(t *testing.T) {
	given := regexp.MustCompile(` id="([^"{]+)"`)
	for _, name := range []string{"base", "_frame", "_paper", "_body", "home", "lesson-list", "lesson", "course", "page"} {
		layout, err := fs.ReadFile(themes.Default, "default/layouts/"+name+".html")
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range given.FindAllStringSubmatch(string(layout), -1) {
			l, _ := lesson.Parse("content/lessons/a.md", "---\ntitle: a\n---\n\n## "+m[1]+"\n")
			if len(l.Body.Headings) != 1 || l.Body.Headings[0].ID == m[1] {
				t.Errorf("%s has the anchor %q, and a heading takes it: %v", name, m[1], l.Body.Headings)
			}
		}
	}
}

// What a page says of itself to those who list it is what it says at its head.
func TestDescriptionsSayWhatThePagesSay(t *testing.T) {
	s := sample(t, 2).Standards[0].Standard
	s.Alignment = standard.ByLanes
	g, problems := graph.Build([]*standard.Standard{s}, graph.Content{Home: graph.Home{Title: "站点", Language: "zh-CN"}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	compared, _ := NewSite(g, nil).View("9/compare.html")
	sound, _ := NewSite(g, nil).View("9/errata.html")
	list := sound.View.(ErrataView)
	list.Total, list.Groups = 0, nil
	sound.View = list
	for want, page := range map[string]Page{"这项标准没有勘误，也没有存疑。": sound, "这项标准的编码在各等级各自起算，同一编码在不同等级不是同一项技能。": compared} {
		html, _, err := theme(t).Render(page)
		if err != nil || !strings.Contains(string(html), ` content="`+want+`">`) || !strings.Contains(string(html), `<p class="lead">`+want+`</p>`) {
			t.Errorf("%s does not say %s twice, %v", page.File, want, err)
		}
	}
}

// A landmark that a reader is led to leads on.
func TestNoNavigationIsEmpty(t *testing.T) {
	for name, page := range renderAll(t, sample(t, 1), theme(t)) {
		if bad := regexp.MustCompile(`<nav[^>]*>\s*</nav>`).FindString(page); bad != "" {
			t.Errorf("%s holds %s", name, bad)
		}
	}
}
