package render

import (
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

var linkedData = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

// A node is a node of JSON-LD as a reader takes it apart.
type node = map[string]any

// nodes reads the JSON-LD of a page: the nodes of its graph.
func nodes(t *testing.T, page string) []node {
	t.Helper()
	m := linkedData.FindAllStringSubmatch(page, -1)
	if len(m) != 1 {
		t.Fatalf("the page has %d blocks of JSON-LD", len(m))
	}
	var whole node
	if err := json.Unmarshal([]byte(m[0][1]), &whole); err != nil {
		t.Fatalf("%v: %s", err, m[0][1])
	}
	if whole["@context"] != "https://schema.org" {
		t.Errorf("the context is %v", whole["@context"])
	}
	list, ok := whole["@graph"].([]any)
	if !ok {
		return []node{whole}
	}
	var all []node
	for _, n := range list {
		all = append(all, n.(node))
	}
	return all
}

// first is the first node of a type.
func first(t *testing.T, list []node, typ string) node {
	t.Helper()
	i := slices.IndexFunc(list, func(n node) bool { return n["@type"] == typ })
	if i < 0 {
		t.Fatalf("no %s among %v", typ, list)
	}
	return list[i]
}

// names lists a property of the nodes at a property of n.
func namesAt(n node, property, inner string) string {
	var all []string
	list, _ := n[property].([]any)
	for _, x := range list {
		all = append(all, x.(node)[inner].(string))
	}
	return strings.Join(all, " ")
}

func TestLinkedData(t *testing.T) {
	g := sample(t, 2)
	g.Home.BaseURL = "https://a.cn/s/"
	pages := renderAll(t, g, theme(t))
	skill := nodes(t, pages["9/1.1.1.html"])
	term := first(t, skill, "DefinedTerm")
	if term["@id"] != "https://a.cn/s/9/1.1.1.html#l1" || term["termCode"] != "1.1.1" || term["name"] != "1 级 1.1.1" ||
		term["description"] != "了解志愿服务<事>，能做 & 说。" || term["inDefinedTermSet"].(node)["@id"] != "https://a.cn/s/9/index.html" {
		t.Errorf("the code is %v", term)
	}
	crumbs := first(t, skill, "BreadcrumbList")
	if got := namesAt(crumbs, "itemListElement", "item"); got != "https://a.cn/s/index.html https://a.cn/s/9/index.html https://a.cn/s/9/1.html https://a.cn/s/9/1.1.html https://a.cn/s/9/1.1.1.html" {
		t.Errorf("the way is %s", got)
	}
	set := first(t, nodes(t, pages["9/index.html"]), "DefinedTermSet")
	if set["@id"] != "https://a.cn/s/9/index.html" || set["name"] != "小标准" || set["identifier"] != "9" || set["copyrightNotice"] != "不得翻印。" || set["publisher"].(node)["name"] != "甲" {
		t.Errorf("the standard is %v", set)
	}
	lesson := first(t, nodes(t, pages["lessons/jia.html"]), "LearningResource")
	if got := namesAt(lesson, "teaches", "@id"); got != "https://a.cn/s/9/1.1.1.html#l1 https://a.cn/s/9/1.1.2.html#l1" {
		t.Errorf("it teaches %s", got)
	}
	if got := namesAt(lesson, "assesses", "termCode"); got != "1.1.1" {
		t.Errorf("it assesses %s", got)
	}
	if lesson["name"] != "甲 <课>" || lesson["educationalLevel"] != "1 级" || lesson["dateModified"] != "2026-01-02" || namesAt(lesson, "isPartOf", "@id") != "https://a.cn/s/lessons/course.html" {
		t.Errorf("the lesson is %v", lesson)
	}
	course := first(t, nodes(t, pages["lessons/course.html"]), "Course")
	if got := namesAt(course, "hasPart", "name"); got != "甲 <课> 乙课" {
		t.Errorf("the course has %s", got)
	}
	terms := nodes(t, pages["9/terms.html"])
	if one := first(t, terms, "DefinedTerm"); one["name"] != "志愿服务" || one["description"] != "定义" || one["@id"] != "https://a.cn/s/9/terms.html#term-1.1" {
		t.Errorf("the term is %v", one)
	}
	if site := nodes(t, pages["index.html"])[0]; site["@type"] != "WebSite" || site["url"] != "https://a.cn/s/" {
		t.Errorf("the site is %v", site)
	}
}

// Without an address of the site what can be relative is, and what cannot is left out.
func TestLinkedDataWithoutAnAddress(t *testing.T) {
	pages := renderAll(t, sample(t, 2), theme(t))
	lesson := nodes(t, pages["lessons/jia.html"])
	if got := namesAt(lesson[0], "teaches", "@id"); len(lesson) != 1 || got != "../9/1.1.1.html#l1 ../9/1.1.2.html#l1" {
		t.Errorf("it teaches %s, among %v", got, lesson)
	}
	for name, page := range pages {
		if strings.Contains(page, "BreadcrumbList") || strings.Contains(page, "og:url") || strings.Contains(page, "og:image") || strings.Contains(page, `rel="canonical"`) {
			t.Errorf("%s holds what needs an address", name)
		}
	}
}

// Whatever its texts hold, the data of a page are valid, whole, and end where they end.
func TestLinkedDataHoldWhateverTheTextsHold(t *testing.T) {
	for _, nasty := range []string{`</script><script>alert(1)</script>`, `<!--<script>`, `"quoted" \ back`, "tab\tand\u2028line", `& &amp; ' {{.}}`, "]]>"} {
		g := sample(t, 1)
		s := g.Standards[0]
		s.Title, s.Publisher = nasty, nasty
		s.Terms[0].Name = nasty
		s.Skill("1.1.1").Task.Name = nasty
		q := s.Skill("1.1.1").Steps[0]
		q.Text, q.Sentence, q.Terms = standard.Text{Printed: nasty}, standard.Sentence{Rest: nasty}, nil
		for _, l := range g.Lessons {
			l.Title, l.Summary = nasty, nasty
		}
		g.Home.Title, g.Home.BaseURL = nasty, "https://a.cn/"
		pages := renderAll(t, g, theme(t))
		for _, name := range []string{"index.html", "9/index.html", "9/1.html", "9/1.1.html", "9/1.1.1.html", "9/terms.html", "9/errata.html", "9/l1.html", "lessons/jia.html", "lessons/course.html", "help/index.html"} {
			said := ""
			for _, n := range nodes(t, pages[name]) {
				text, _ := json.Marshal(n)
				said += string(text)
			}
			quoted, _ := json.Marshal(nasty)
			if !strings.Contains(said, string(quoted)) && !strings.Contains(said, strings.Trim(string(quoted), `"`)) {
				t.Errorf("%s with %q says %s", name, nasty, said)
			}
			if strings.Contains(pages[name], "<script>alert") {
				t.Errorf("%s runs what a text says", name)
			}
		}
	}
}

var property = regexp.MustCompile(`<meta (?:name="[a-z]*" )?property="og:([a-z_]+)" content="([^"]*)">`)

func TestOpenGraph(t *testing.T) {
	g := sample(t, 1)
	g.Home.BaseURL = "https://a.cn/s/"
	g.Home.Logo.File = &graph.File{Address: "校徽.png", Width: 100, Height: 50}
	got := map[string]string{}
	for _, m := range property.FindAllStringSubmatch(renderAll(t, g, theme(t))["lessons/jia.html"], -1) {
		got[m[1]] = html.UnescapeString(m[2])
	}
	for name, want := range map[string]string{
		"title": "甲 <课>——站点", "type": "article", "site_name": "站点", "description": "一句 & 话",
		"url": "https://a.cn/s/lessons/jia.html", "image": "https://a.cn/s/%E6%A0%A1%E5%BE%BD.png",
	} {
		if got[name] != want {
			t.Errorf("og:%s is %q, want %q", name, got[name], want)
		}
	}
	g.Home.Logo.File.Address = "logo.svg"
	if page := renderAll(t, g, theme(t))["lessons/jia.html"]; strings.Contains(page, "og:image") {
		t.Error("a picture stands for the site that no reader of it shows")
	}
}
