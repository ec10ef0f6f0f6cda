package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"jinjie/cmd/jinjie/internal/render"
	"jinjie/cmd/jinjie/internal/search"
)

// Elements within a line of text, as far as pages have any.
const inlineElements = " a abbr b bdi br button cite code del dfn em i img input ins kbd label mark output q rb rp rt ruby s select small span strong sub sup svg time u var wbr "

// Elements whose text is not what a page has to say.
const silentElements = " nav form button select svg script style template noscript rp "

// silent tells whether what an element holds is no matter of the search.
func silent(n *html.Node) bool {
	if strings.Contains(silentElements, " "+n.Data+" ") {
		return true
	}
	for _, a := range n.Attr {
		if a.Key == "data-nosearch" || a.Key == "hidden" || a.Key == "aria-hidden" && a.Val == "true" {
			return true
		}
	}
	return false
}

// A shown gathers the blocks of text that a browser shows, from a tree as browsers build it.
type shown struct {
	line   strings.Builder
	noted  strings.Builder // with the numbers of notes
	notes  bool            // whether there are any
	ruby   []string
	blocks []string
}

func (s *shown) end() {
	texts := []string{s.line.String(), strings.Join(s.ruby, " ")}
	if s.notes {
		texts = append(texts, s.noted.String())
	}
	for _, text := range texts {
		text = strings.Join(strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(" \t\r\n\f", c) }), " ")
		if text != "" {
			s.blocks = append(s.blocks, text)
		}
	}
	s.line.Reset()
	s.noted.Reset()
	s.notes, s.ruby = false, nil
}

func (s *shown) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		switch {
		case n.Parent.Data == "rt":
			s.ruby = append(s.ruby, n.Data)
		case slices.Contains(n.Parent.Attr, html.Attribute{Key: "role", Val: "doc-noteref"}):
			s.noted.WriteString(n.Data)
			s.notes = true
		default:
			s.line.WriteString(n.Data)
			s.noted.WriteString(n.Data)
		}
		return
	case html.ElementNode:
		block := !strings.Contains(inlineElements, " "+n.Data+" ")
		if block {
			s.end()
			defer s.end()
		}
		if n.Data == "br" {
			s.line.WriteString(" ")
			s.noted.WriteString(" ")
		}
		if silent(n) {
			return
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.walk(c)
	}
}

// searchedMain finds <main data-search> in a tree.
func searchedMain(n *html.Node) *html.Node {
	if n.Type == html.ElementNode && n.Data == "main" && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "data-search" }) {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := searchedMain(c); found != nil {
			return found
		}
	}
	return nil
}

// TestAllThatPagesSayIsSearched holds what the search reads of each page against a reading
// by a parser that builds the tree of browsers: each block of text once.
func TestAllThatPagesSayIsSearched(t *testing.T) {
	kinds := map[string]int{}
	pages := pagesOf(t, built(t))
	maps.Copy(pages, pagesOf(t, started(t))) // what this site has not
	for name, page := range pages {
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		main := searchedMain(root)
		if main == nil {
			t.Errorf("%s has nothing to search", name)
			continue
		}
		var want shown
		want.walk(main)
		read, _ := search.Read([]byte(page))
		var got []string
		for _, d := range read.Docs {
			got = append(got, d.Blocks...)
		}
		slices.Sort(got)
		slices.Sort(want.blocks)
		if !slices.Equal(got, want.blocks) {
			t.Errorf("%s: %s", name, firstDifference(got, want.blocks))
		}
		_, class, _ := strings.Cut(page, `<body class="`)
		class, _, _ = strings.Cut(class, `"`)
		kinds[class] += len(got)
	}
	for _, k := range render.Kinds {
		if kinds[string(k)] == 0 {
			t.Errorf("no page of kind %s says anything", k)
		}
	}
}

// started builds the site that a beginner has, with a page that has moved.
func started(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	if code, _, stderr := jinjie(t, "init", dir); code != exitFine {
		t.Fatalf("jinjie init: exit %d\n%s", code, stderr)
	}
	page := "---\ntitle: 关于本站\naliases: [guanyu.html]\n---\n\n联系我们。\n"
	if err := os.WriteFile(filepath.Join(dir, "content", "about.md"), []byte(page), 0o666); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := jinjie(t, "build", "-s", dir, "-d", filepath.Join(dir, "public")); code != exitFine {
		t.Fatalf("jinjie build: exit %d\n%s", code, stderr)
	}
	return filepath.Join(dir, "public")
}

func firstDifference(got, want []string) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return "reads “" + got[i] + "” where the page shows “" + want[i] + "”"
		}
	}
	return "reads more or less than the page shows"
}

// The documents of a code's page are its levels, those of the terms and of the text are
// terms and chapters: a result leads to them.
func TestSectionsAreDocuments(t *testing.T) {
	pages := pagesOf(t, built(t))
	docs := func(name string) []search.Doc {
		p, ok := search.Read([]byte(pages[filepath.ToSlash(name)]))
		if !ok {
			t.Fatalf("there is no %s", name)
		}
		return p.Docs
	}
	code := docs("590008/3.3.1.html")
	if len(code) != 4 || code[0].Title != "3.3.1 服务开展" || code[0].Code != "3.3.1" {
		t.Fatalf("the page of 3.3.1 has %d documents; the first is %q", len(code), code[0].Title)
	}
	for i, want := range []string{"chuji 初级", "zhongji 中级", "gaoji 高级"} {
		d := code[i+1]
		if got := d.Anchor + " " + d.Level; got != want || d.Kind != "requirement" || d.Code != "3.3.1" || d.Title != "3.3.1 服务开展" {
			t.Errorf("a level of 3.3.1 is %+v", d)
		}
	}
	if d := docs("590008/3.2.3.html"); len(d) != 3 {
		t.Errorf("3.2.3 has %d documents, though a level asks for nothing", len(d))
	}
	terms := docs("590008/terms.html")
	if !slices.ContainsFunc(terms, func(d search.Doc) bool { return d.Kind == "term" && d.Title == "志愿服务" }) {
		t.Error("志愿服务 is no document of the terms")
	}
	if d := docs("590008/text.html"); len(d) < 10 {
		t.Errorf("the text has %d documents", len(d))
	}
	if d := docs("lessons/chuji/zhiyuan-fuwu.html"); d[0].Level != "初级" || len(d[0].Places) < 4 {
		t.Errorf("a lesson is of level %q and has %d places", d[0].Level, len(d[0].Places))
	}
}
