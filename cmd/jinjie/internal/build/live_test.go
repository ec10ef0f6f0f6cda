package build

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/search"
)

// An edit changes the sources of a site in dir and tells the paths that it touched.
type edit struct {
	name string
	do   func(t *testing.T, dir string, random *rand.Rand) []string
}

// rewrite puts other words in the place of those that stand in a file, where they do.
func rewrite(name string, pairs ...string) func(*testing.T, string, *rand.Rand) []string {
	return func(t *testing.T, dir string, random *rand.Rand) []string {
		full := filepath.Join(dir, filepath.FromSlash(name))
		data, _ := os.ReadFile(full)
		k := 2 * random.IntN(len(pairs)/2)
		text := string(data)
		if strings.Contains(text, pairs[k]) {
			text = strings.ReplaceAll(text, pairs[k], pairs[k+1])
		} else {
			text = strings.ReplaceAll(text, pairs[k+1], pairs[k])
		}
		write(t, full, text)
		return []string{name}
	}
}

func lessonText(random *rand.Rand) string {
	return fmt.Sprintf("---\ntitle: 课%d\nskills: [1.1.%d]\nlevel: %s\nhours: %d\n---\n## 目标\n\n讲[[1.1.1]]和志愿服务，第%d稿。\n",
		random.IntN(5), 1+random.IntN(2), []string{"初级", "中级"}[random.IntN(2)], 1+random.IntN(3), random.IntN(1000))
}

var edits = []edit{
	{"write a lesson", func(t *testing.T, dir string, random *rand.Rand) []string {
		name := fmt.Sprintf("content/lessons/l%d.md", random.IntN(4))
		write(t, filepath.Join(dir, name), lessonText(random))
		return []string{name}
	}},
	{"delete a lesson", func(t *testing.T, dir string, random *rand.Rand) []string {
		name := fmt.Sprintf("content/lessons/l%d.md", random.IntN(4))
		os.Remove(filepath.Join(dir, name))
		return []string{name}
	}},
	{"rename a lesson", func(t *testing.T, dir string, random *rand.Rand) []string {
		from, to := fmt.Sprintf("content/lessons/l%d.md", random.IntN(4)), fmt.Sprintf("content/lessons/l%d.md", random.IntN(4))
		os.Rename(filepath.Join(dir, from), filepath.Join(dir, to))
		return []string{from, to}
	}},
	{"a lesson that mentions another", func(t *testing.T, dir string, random *rand.Rand) []string {
		write(t, filepath.Join(dir, "content/lessons/m.md"), fmt.Sprintf("---\ntitle: 连\nskills: [1.2.1@初级]\n---\n见[[l%d]]，[[1.2.1]]。\n", random.IntN(4)))
		return []string{"content/lessons/m.md"}
	}},
	{"break a lesson", func(t *testing.T, dir string, random *rand.Rand) []string {
		write(t, filepath.Join(dir, "content/lessons/l0.md"), "---\ntitle: 坏\nskills: [9.9.9@初级]\n---\n[[没有的]]\n")
		return []string{"content/lessons/l0.md"}
	}},
	{"mend a lesson", func(t *testing.T, dir string, random *rand.Rand) []string {
		write(t, filepath.Join(dir, "content/lessons/l0.md"), lessonText(random))
		return []string{"content/lessons/l0.md"}
	}},
	{"a requirement, in table and source", func(t *testing.T, dir string, random *rand.Rand) []string {
		swap := rewrite("standard/100001/tables/chuji.csv", "能开展宣传。", "能开展宣讲。")
		both := rewrite("standard/100001/source.txt", "能开展宣传。", "能开展宣讲。")
		return append(swap(t, dir, random), both(t, dir, random)...)
	}},
	{"a reference of the text", rewrite("standard/100001/standard.md", "不求回报", "不[[1.1.1|求回报]]",
		"社区服务站，从事", "[社区服务站](../../content/index.md)，从事", "志愿服务 vol", "志愿[[#ch-3|服务]] vol")},
	{"an erratum", func(t *testing.T, dir string, random *rand.Rand) []string {
		name := "standard/100001/errata.csv"
		if random.IntN(2) == 0 {
			os.Remove(filepath.Join(dir, name))
			return []string{name}
		}
		write(t, filepath.Join(dir, name), fmt.Sprintf("编号,类别,位置,原文,更正,依据,状态,审核人,日期\nE01,更正,初级/1.1/1.1.2,登记系统,登记平台%d,据,待核,,\n", random.IntN(3)))
		return []string{name}
	}},
	{"a lane", func(t *testing.T, dir string, random *rand.Rand) []string {
		name := "standard/100001/progressions.csv"
		write(t, filepath.Join(dir, name), fmt.Sprintf("递进,初级,中级,依据,审核人,日期\n甲,1.1.1,1.1.%d,据,%s,\n乙,1.1.2,,据,甲,\n丙,1.2.1,1.2.1,据,甲,\n", 1+random.IntN(2), []string{"", "甲"}[random.IntN(2)]))
		return []string{name}
	}},
	{"a template", func(t *testing.T, dir string, random *rand.Rand) []string {
		name := "themes/default/layouts/404.html"
		write(t, filepath.Join(dir, name), fmt.Sprintf("{{define \"main\"}}第%d版%s{{end}}", random.IntN(3), []string{"", "{{.Nothing}}", "{{"}[random.IntN(3)]))
		return []string{name}
	}},
	{"a stylesheet", func(t *testing.T, dir string, random *rand.Rand) []string {
		write(t, filepath.Join(dir, "themes/default/css/99-own.css"), fmt.Sprintf("p { margin: %dpx }", random.IntN(3)))
		return []string{"themes/default/css/99-own.css"}
	}},
	{"no theme of its own", func(t *testing.T, dir string, random *rand.Rand) []string {
		os.RemoveAll(filepath.Join(dir, "themes"))
		return []string{"themes"}
	}},
	{"the settings", rewrite("content/index.md", "title: 小站", "title: 大站", "base_url: https://example.org/skills/", "base_url: https://example.org/other/")},
	{"a file beside", func(t *testing.T, dir string, random *rand.Rand) []string {
		write(t, filepath.Join(dir, "content/files/note.txt"), fmt.Sprint(random.IntN(9)))
		return []string{"content/files/note.txt"}
	}},
	{"break a table", rewrite("standard/100001/tables/zhongji.csv", "工作领域,工作任务,编码", "工作领域,编码")},
	{"touch without a change", func(t *testing.T, dir string, random *rand.Rand) []string {
		data, err := os.ReadFile(filepath.Join(dir, "content/index.md"))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, "content/index.md"), string(data))
		return []string{"content/index.md"}
	}},
}

// The law: a site that follows its sources step by step is the site that they make at
// once. Where they have no errors, it is what a build publishes.
func TestLiveFollowsItsSources(t *testing.T) {
	dir := unpack(t)
	random := rand.New(rand.NewPCG(7, 8))
	l, err := OpenLive(Options{Source: dir})
	if err != nil {
		t.Fatal(err)
	}
	for step := range 80 {
		e := edits[random.IntN(len(edits))]
		paths := e.do(t, dir, random)
		before := l
		if l, err = l.Next(paths); err != nil {
			t.Fatal(err)
		}
		if e.name == "touch without a change" && l != before {
			t.Fatalf("step %d: a touch made another site", step)
		}
		cold, err := OpenLive(Options{Source: dir})
		if err != nil {
			t.Fatal(err)
		}
		if diff := differ(t, l, cold, dir); diff != "" {
			t.Fatalf("step %d, %s: %s", step, e.name, diff)
		}
	}
}

// differ tells where a live site is not as its sources make it.
func differ(t *testing.T, l, cold *Live, dir string) string {
	t.Helper()
	for _, address := range l.faulty {
		cold.Page(address) // which finds what l found
	}
	if got, want := said(l.Problems()), said(cold.Problems()); got != want {
		return fmt.Sprintf("problems:\n%s\nwant:\n%s", got, want)
	}
	if !slices.Equal(l.Addresses(), cold.Addresses()) {
		return fmt.Sprintf("pages %v, want %v", l.Addresses(), cold.Addresses())
	}
	for address := range cold.beside {
		if address == search.Pointer {
			continue // with errors, what was good before is still found
		}
		want, _ := cold.Beside(address)
		if got, ok := l.Beside(address); !ok || !bytes.Equal(got, want) {
			return address + " differs"
		}
	}
	if diag.Errors(cold.Problems()) > 0 {
		return ""
	}
	site, problems := artifacts(t, dir)
	l.Beside(search.Pointer) // what it points to is made when it is asked for
	for address, want := range site {
		if got, _ := l.Beside(address); strings.HasPrefix(address, search.Dir) && string(got) != want {
			return address + " is not as a build makes it"
		}
	}
	for _, address := range l.Addresses() {
		p, err := l.Page(address)
		if err != nil && diag.Errors(problems) == 0 {
			return fmt.Sprintf("%s: %v", address, err)
		}
		if diag.Errors(problems) == 0 && string(p.HTML) != site[address] {
			return address + " is not as a build makes it"
		}
		if again, _ := l.Page(address); again.Made {
			return address + " was made twice"
		}
	}
	return ""
}

func TestNothingIsMadeThatIsNotAskedFor(t *testing.T) {
	dir := unpack(t)
	write(t, filepath.Join(dir, "content/lessons/a.md"), "---\ntitle: 甲\nskills: [1.1.1@初级]\n---\n[[1.1.1]]，一。\n")
	l, err := OpenLive(Options{Source: dir})
	if err != nil {
		t.Fatal(err)
	}
	if len(l.made) > 0 {
		t.Errorf("%d pages were made before any was asked for", len(l.made))
	}
	made := func(address string) bool {
		t.Helper()
		p, err := l.Page(address)
		if err != nil {
			t.Fatal(err)
		}
		return p.Made
	}
	if !made("lessons/a.html") || !made("100001/1.1.1.html") || !made("100001/1.2.1.html") || len(l.made) != 3 {
		t.Errorf("%d pages were made, want the 3 that were asked for", len(l.made))
	}
	write(t, filepath.Join(dir, "content/lessons/a.md"), "---\ntitle: 甲\nskills: [1.1.1@初级]\n---\n[[1.1.1]]，二。\n")
	if l, err = l.Next([]string{"content/lessons/a.md"}); err != nil {
		t.Fatal(err)
	}
	if !made("lessons/a.html") || !made("100001/1.1.1.html") {
		t.Error("a changed lesson is not made anew with the page that quotes it")
	}
	if made("100001/1.2.1.html") {
		t.Error("a page that does not show the lesson was made anew")
	}
	write(t, filepath.Join(dir, "themes/default/css/99.css"), "p{margin:1px}")
	before, _ := l.Page("100001/1.2.1.html")
	if l, err = l.Next([]string{"themes/default/css/99.css"}); err != nil {
		t.Fatal(err)
	}
	if made("100001/1.2.1.html") {
		t.Error("an edit of the stylesheet made a page anew")
	}
	if after, _ := l.Page("100001/1.2.1.html"); bytes.Equal(before.HTML, after.HTML) || before.Key != after.Key {
		t.Error("the page does not name the new stylesheet, or has another key")
	}
}

func TestPagesThatAreGoneAreNotKept(t *testing.T) {
	dir := unpack(t)
	l, err := OpenLive(Options{Source: dir})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		before, after := fmt.Sprintf("content/lessons/n%d.md", i), fmt.Sprintf("content/lessons/n%d.md", i+1)
		os.Remove(filepath.Join(dir, before))
		write(t, filepath.Join(dir, after), "---\ntitle: 甲\nskills: [1.1.1@初级]\n---\n[[1.1.1]]。\n")
		if l, err = l.Next([]string{before, after}); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Page(fmt.Sprintf("lessons/n%d.html", i+1)); err != nil {
			t.Fatal(err)
		}
	}
	if held := l.Held(); !slices.Equal(held, []string{"lessons/n5.html"}) {
		t.Errorf("kept are %v", held)
	}
}

func TestTheLastGoodPageStaysUntilItsSourceIsMended(t *testing.T) {
	dir := unpack(t)
	lesson := filepath.Join(dir, "content/lessons/a.md")
	good := "---\ntitle: 甲\nskills: [1.1.1@初级]\n---\n[[1.1.1]]，好的。\n"
	write(t, lesson, good)
	l, err := OpenLive(Options{Source: dir})
	if err != nil {
		t.Fatal(err)
	}
	first, err := l.Page("lessons/a.html")
	if err != nil {
		t.Fatal(err)
	}
	step := func(paths ...string) {
		t.Helper()
		if l, err = l.Next(paths); err != nil {
			t.Fatal(err)
		}
	}
	write(t, lesson, "---\ntitle: 甲\nskills: [1.1.9@初级]\n---\n坏的。\n")
	step("content/lessons/a.md")
	if p, err := l.Page("lessons/a.html"); err != nil || !p.Old || !bytes.Equal(p.HTML, first.HTML) {
		t.Errorf("a broken lesson: %v, old %t", err, p.Old)
	}
	if p, err := l.Page("100001/1.2.1.html"); err != nil || p.Old {
		t.Errorf("another page: %v, old %t", err, p.Old)
	}
	if diag.Errors(l.Problems()) == 0 {
		t.Error("no problem is reported")
	}
	os.Remove(lesson)
	step("content/lessons/a.md")
	if _, err := l.Page("lessons/a.html"); err != ErrNoPage {
		t.Errorf("a deleted lesson: %v", err)
	}
	write(t, lesson, good)
	step("content/lessons/a.md")
	if p, err := l.Page("lessons/a.html"); err != nil || p.Old || !bytes.Equal(p.HTML, first.HTML) {
		t.Errorf("a mended lesson: %v, old %t", err, p.Old)
	}
	table := filepath.Join(dir, "standard/100001/tables/zhongji.csv")
	data, _ := os.ReadFile(table)
	code, _ := l.Page("100001/1.1.1.html")
	write(t, table, "工作领域\n")
	step("standard/100001/tables/zhongji.csv")
	if p, err := l.Page("100001/1.1.1.html"); err != nil || !p.Old || !bytes.Equal(p.HTML, code.HTML) {
		t.Errorf("a broken table: %v, old %t", err, p.Old)
	}
	write(t, table, string(data))
	step("standard/100001/tables/zhongji.csv")
	if p, err := l.Page("100001/1.1.1.html"); err != nil || p.Old || !bytes.Equal(p.HTML, code.HTML) {
		t.Errorf("a mended table: %v, old %t", err, p.Old)
	}
}

// A place on a page that the program makes is held against that page when the page that
// leads there is looked at.
func TestADeadAnchorIsToldWithItsPage(t *testing.T) {
	dir := unpack(t)
	name := filepath.Join(dir, "content/lessons/a.md")
	write(t, name, "---\ntitle: 甲\nskills: [1.1.1@初级]\n---\n讲[[1.1.1]]，见[要求](../100001/1.1.1.html#chuji)。\n")
	live, err := OpenLive(Options{Source: dir})
	if err != nil {
		t.Fatal(err)
	}
	step := func(old, new string) {
		t.Helper()
		data, _ := os.ReadFile(name)
		write(t, name, strings.Replace(string(data), old, new, 1))
		if live, err = live.Next([]string{"content/lessons/a.md"}); err != nil {
			t.Fatal(err)
		}
		if _, err := live.Page("lessons/a.html"); err != nil {
			t.Fatal(err)
		}
	}
	step("要求", "那一条")
	if diag.Errors(live.Problems()) > 0 {
		t.Fatalf("problems of a sound site: %s", said(live.Problems()))
	}
	step("#chuji", "#chujj")
	if said := said(live.Problems()); !strings.Contains(said, "a.md:5:13") || !strings.Contains(said, "没有“#chujj”这个位置") {
		t.Errorf("a dead anchor is told as %q", said)
	}
	if slices.Contains(live.Held(), "100001/1.1.1.html") {
		t.Error("the page that the link leads to is kept, and nobody asked for it")
	}
	write(t, filepath.Join(dir, "content/lessons/b.md"), "---\ntitle: 乙\nskills: [1.1.2@初级]\n---\n讲[[1.1.2]]。\n")
	if live, err = live.Next([]string{"content/lessons/b.md"}); err != nil {
		t.Fatal(err)
	}
	if said := said(live.Problems()); !strings.Contains(said, "没有“#chujj”这个位置") {
		t.Errorf("after an edit of another page the dead anchor is forgotten: %q", said)
	}
	step("#chujj", "#zhongji")
	if diag.Errors(live.Problems()) > 0 {
		t.Errorf("problems of the mended site: %s", said(live.Problems()))
	}
}

// A place that the navigation leads to is held against its page with the home page.
func TestADeadAnchorOfTheNavigationIsTold(t *testing.T) {
	dir := unpack(t)
	write(t, filepath.Join(dir, "content/index.md"), "---\ntitle: 站\nnav: {要求: 100001/1.1.1.html#chujj}\n---\n")
	live, err := OpenLive(Options{Source: dir})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := live.Page("index.html"); err != nil {
		t.Fatal(err)
	}
	if got := said(live.Problems()); !strings.Contains(got, "没有“#chujj”这个位置") {
		t.Errorf("it says %q", got)
	}
}

// The visits of authors to their preview are not counted.
func TestThePreviewDoesNotCountVisits(t *testing.T) {
	dir := unpack(t)
	write(t, filepath.Join(dir, "content/index.md"), "---\ntitle: 站\nanalytics: https://s.example.edu.cn/x.js\n---\n")
	live, err := OpenLive(Options{Source: dir})
	if err != nil {
		t.Fatal(err)
	}
	page, err := live.Page("index.html")
	if err != nil || bytes.Contains(page.HTML, []byte("s.example.edu.cn")) {
		t.Errorf("the preview loads the script (%v)", err)
	}
	if built, _ := artifacts(t, dir); !strings.Contains(built["index.html"], "s.example.edu.cn") {
		t.Error("the site does not load the script")
	}
}

// Colours that are hard to read are told of again as long as they stand there, and follow
// their lines.
func TestThePreviewFollowsTheColours(t *testing.T) {
	dir := unpack(t)
	front := filepath.Join(dir, "content/index.md")
	write(t, front, "---\ntitle: 站\ncolours: {accent: '#ffd200'}\n---\n")
	live, err := OpenLive(Options{Source: dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ text, want string }{
		{"---\ntitle: 站点\ncolours: {accent: '#ffd200'}\n---\n", "content/index.md:3:19: 颜色 #ffd200"},
		{"---\ntitle: 站点\n\ncolours: {accent: '#ffd200'}\n---\n", "content/index.md:4:19: 颜色 #ffd200"},
		{"---\ntitle: 站点\n\ncolours: {accent: '#5d3a9b'}\n---\n", ""},
	} {
		write(t, front, step.text)
		if live, err = live.Next(nil); err != nil {
			t.Fatal(err)
		}
		if got := said(live.Problems()); step.want == "" && strings.Contains(got, "颜色") || !strings.Contains(got, step.want) {
			t.Errorf("it says %q, want %q", got, step.want)
		}
	}
	for _, name := range live.Assets() {
		if css, _ := live.Beside(name); strings.HasSuffix(name, ".css") && !bytes.Contains(css, []byte("--accent:#5d3a9b")) {
			t.Error("the stylesheet does not have the new colour")
		}
	}
}
