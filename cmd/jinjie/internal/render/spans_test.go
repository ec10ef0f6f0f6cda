package render

import (
	"cmp"
	"math/rand/v2"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// A stretch is bytes of a text with what they are to show as.
type stretch struct {
	start, end int
	what       string
}

// covered is what the last stretch says that covers the bytes from start to end and says
// anything; a stretch whose edge lies between them is a fault.
func covered(t *testing.T, list []stretch, start, end int) string {
	t.Helper()
	what := ""
	for _, s := range list {
		switch {
		case s.start <= start && end <= s.end:
			what = cmp.Or(s.what, what)
		case s.start < end && start < s.end:
			t.Fatalf("a run from %d to %d crosses %+v", start, end, s)
		}
	}
	return what
}

// randomSentence makes a requirement's sentence, cut anywhere, with errata, terms, links
// and changes anywhere in it, and tells where they are.
func randomSentence(random *rand.Rand, s *graph.Standard) (q *graph.Requirement, marks, terms, links []stretch, changes []change) {
	words := []string{"了解", strings.Repeat("志愿服务", random.IntN(3)) + "，", "能a做" + strings.Repeat("事", random.IntN(3)), ""}
	printed := strings.Join(words, "")
	in := &standard.Requirement{Text: standard.Text{Printed: printed}}
	in.Sentence = standard.Sentence{Verb: words[0], Knowledge: words[1], Ability: words[2], Rest: words[3]}
	q = &graph.Requirement{Requirement: in, Skill: s.Skills[0]}
	within := func(from, to int) (start, end int) {
		start = from + random.IntN(to-from)
		return start, start + 1 + random.IntN(to-start)
	}
	for at := 0; at < len(printed) && random.IntN(3) > 0; at = in.Text.Marks[len(in.Text.Marks)-1].End {
		start, end := within(at, len(printed))
		in.Text.Marks = append(in.Text.Marks, standard.Mark{Start: start, End: end, Erratum: 1})
		marks = append(marks, stretch{start, end, "marked"})
	}
	if random.IntN(2) > 0 {
		start, end := within(0, len(printed))
		q.Terms = []graph.Mention{{Term: s.Terms[0], Start: start, End: end}}
		terms = append(terms, stretch{start, end, "term terms.html#term-1.1"})
	}
	link := func(start, end int) {
		i := random.IntN(len(s.Targets))
		in.Text.Spans = append(in.Text.Spans, standard.Span{Start: start, End: end, Link: i})
		links = append(links, stretch{start, end, []string{"ref 1.1.2.html", "ref https://a.cn/", "", "term terms.html#term-1.1"}[i]})
	}
	for at := 0; at < len(printed) && random.IntN(3) > 0; {
		start, end := within(at, len(printed))
		if link(start, end); random.IntN(3) == 0 {
			link(within(start, end))
		}
		at = end
	}
	if random.IntN(2) > 0 {
		start, end := within(0, len(printed))
		changes = append(changes, change{start, end, "new"})
	}
	return q, marks, terms, links, changes
}

// The runs of a sentence join to the printed text, whatever is marked and linked; they are
// cut at every edge; and what is written in the text wins over the term that it names.
func TestPartsJoinToThePrintedText(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	s := sample(t, 1).Standards[0]
	s.Targets = []graph.Target{
		{Address: "9/1.1.2.html", Skill: s.Skills[1]}, {Address: "https://a.cn/", Outside: true}, {},
		{Address: s.Terms[0].Address, Term: s.Terms[0]},
	}
	v := viewer{s: s, page: "9/1.1.1.html"}
	for range 5000 {
		q, marks, terms, links, changes := randomSentence(random, s)
		at := 0
		for _, p := range v.parts(q, changes) {
			for _, r := range p.Runs {
				end := at + len(r.Text)
				if end > len(q.Text.Printed) || r.Text == "" || q.Text.Printed[at:end] != r.Text {
					t.Fatalf("%q has no run %q at %d", q.Text.Printed, r.Text, at)
				}
				lead := cmp.Or(covered(t, links, at, end), covered(t, terms, at, end))
				if got := strings.TrimSpace(r.Class + " " + r.Href); got != lead || r.Outside != strings.Contains(lead, "a.cn") {
					t.Errorf("%q at %d leads to %q, want %q", r.Text, at, got, lead)
				}
				if r.Marked != (covered(t, marks, at, end) != "") {
					t.Errorf("%q at %d: marked %t", r.Text, at, r.Marked)
				}
				at = end
			}
		}
		if at != len(q.Text.Printed) {
			t.Fatalf("parts of %q end at %d", q.Text.Printed, at)
		}
	}
}

// led gives words of a text somewhere to lead, written as a link's address or in [[ ]].
func led(s *standard.Standard, text *standard.Text, words, written string) {
	at := strings.Index(text.Printed, words)
	text.Spans = append(text.Spans, standard.Span{Start: at, End: at + len(words), Link: len(s.Links)})
	s.Links = append(s.Links, standard.Link{Target: strings.Trim(written, "[]"), Reference: strings.HasPrefix(written, "[[")})
}

// speaking is the sample whose text refers to everything.
func speaking(t *testing.T) *graph.Graph {
	t.Helper()
	s := sample(t, 3).Standards[0].Standard
	s.Dir = "standard/9"
	c := &s.Chapters[0]
	led(s, &c.Title, "范围", "#ch-1")
	c.Blocks[0].Text.Printed = "甲 <乙>，志愿服务、1.1.1、某课。另见邮箱。"
	mark := strings.Index(c.Blocks[0].Text.Printed, "服务、1.")
	c.Blocks[0].Text.Marks = []standard.Mark{{Start: mark, End: mark + len("服务、1."), Erratum: 1}}
	led(s, &c.Blocks[0].Text, "<乙>", "https://a.cn/?b=\"c\"&d=丁")
	led(s, &c.Blocks[0].Text, "志愿服务", "[[志愿服务]]")
	led(s, &c.Blocks[0].Text, "1.1.1", "[[1.1.1@l3]]")
	led(s, &c.Blocks[0].Text, "某课", "../../content/lessons/jia.md?p=1#目标")
	led(s, &c.Blocks[0].Text, "邮箱", "mailto:a@b.cn")
	led(s, &c.Blocks[1].Text, "丙", "tel:12345")
	led(s, &c.Blocks[3].Rows[1][0], "身", "[[1.1.2]]")
	led(s, &s.Terms[0].Definition[0], "定", "[[1.1]]")
	led(s, &s.References[0].Text, "丙", "https://b.cn/")
	led(s, &s.Catalogues[0].Schools[0].Text, "甲", "../lessons/yi/index.html")
	s.Catalogues[0].Schools[0].Majors[0].Links = []int{len(s.Links) - 1}
	s.Levels[0].Description = standard.Text{Printed: "一级：了解甲。"}
	led(s, &s.Levels[0].Description, "解甲", "[[jia]]")
	g, problems := graph.Build([]*standard.Standard{s}, content(s))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return g
}

func TestTextsShowTheirLinks(t *testing.T) {
	g := speaking(t)
	th := theme(t)
	pages := renderAll(t, g, th)
	for name, page := range pages {
		checkPage(t, name, page, pages, assetsOf(th, g))
	}
	for _, c := range []struct{ page, want string }{
		{"9/text.html", `<h2>1 <a class="ref" href="#ch-1">范围</a></h2>`},
		{"9/text.html", `<p>甲 <a class="ref" href="https://a.cn/?b=%22c%22&amp;d=%e4%b8%81" rel="external noopener">&lt;乙&gt;</a>，` +
			`<a class="term" href="terms.html#term-1.1">志愿</a><a class="term err" href="terms.html#term-1.1">服务</a><span class="err">、</span>` +
			`<a class="ref err" href="1.1.1.html#l3">1.</a><a class="ref" href="1.1.1.html#l3">1.1</a>、` +
			`<a class="ref" href="../lessons/jia.html?p=1#%E7%9B%AE%E6%A0%87">某课</a>。另见<a class="ref" href="mailto:a@b.cn" rel="external noopener">邮箱</a>。<a class="tag"`},
		{"9/text.html", `<li>[1] <a class="ref" href="tel:12345" rel="external noopener">丙</a></li>`},
		{"9/text.html", `<td><a class="ref" href="1.1.2.html">身</a></td>`},
		{"9/terms.html", `<p><a class="ref" href="1.1.html">定</a>义</p>`},
		{"9/references.html", `<a class="ref" href="https://b.cn/" rel="external noopener">丙</a></li>`},
		{"9/majors.html", `<li><a class="ref" href="../lessons/yi/index.html">甲</a></li>`},
		{"9/index.html", `<p class="whole desc"><a class="ref" href="../lessons/jia.html">甲</a>。</p>`},
		{"9/l1.html", `一级：了<a class="ref" href="../lessons/jia.html">解甲</a>。`},
		{"lessons/yi/index.html", `<p><a class="ref" href="../../9/1.1.html">定</a>义</p>`}, // where the term is explained
		{"9/terms.html", `<a href="text.html#ch-1">标准原文 1 范围</a><q>甲 &lt;乙&gt;，<b>志愿服务</b>、1.1.1、某课。</q>`},
		{"9/1.1.1.html", `<a href="text.html#ch-1">标准原文 1 范围</a><q>甲 &lt;乙&gt;，志愿服务、<b>1.1.1</b>、某课。</q>`},
		{"9/1.1.2.html", `<a href="text.html#ch-1">标准原文 1 范围</a></li>`},
		{"lessons/jia.html", `<a href="../9/text.html#ch-1">标准原文 1 范围</a><q>甲 &lt;乙&gt;，志愿服务、1.1.1、<b>某课</b>。</q>`},
	} {
		if !strings.Contains(pages[c.page], c.want) {
			t.Errorf("%s lacks %s\n%s", c.page, c.want, lineWith(pages[c.page], anyTag.ReplaceAllString(c.want, "")))
		}
	}
}

// lineWith is the first line of a page that says something like what is wanted.
func lineWith(page, want string) string {
	for line := range strings.Lines(page) {
		if said := anyTag.ReplaceAllString(line, ""); strings.TrimSpace(said) != "" && strings.Contains(said, strings.TrimSpace(want)) {
			return line
		}
	}
	return ""
}

// The text of another standard is cited under its title, that of an older edition with it.
func TestCitationsNameTheirStandard(t *testing.T) {
	own := sample(t, 1).Standards[0].Standard
	says := func(code, version, edition string, c standard.Chapter) *standard.Standard {
		s := *own
		s.Code, s.Title, s.Version, s.Edition = code, "别的", version, edition
		c.Blocks = []standard.Block{{Text: standard.Text{Printed: "见1.1.1"}}}
		led(&s, &c.Blocks[0].Text, "1.1.1", "[[9/1.1.1]]")
		s.Chapters = []standard.Chapter{c}
		return &s
	}
	g, problems := graph.Build([]*standard.Standard{
		own, says("8", "1", "一版", standard.Chapter{Name: "前言", ID: "前言"}), says("8", "0", "零版", standard.Chapter{Name: "封面", ID: "cover"}),
	}, graph.Content{Home: graph.Home{Title: "站点"}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	page := renderAll(t, g, theme(t))["9/1.1.1.html"]
	for _, want := range []string{
		`<a href="../8/text.html#%E5%89%8D%E8%A8%80">《别的职业技能等级标准》标准原文 前言</a><q>见<b>1.1.1</b></q>`,
		`<a href="../8/0/text.html#cover">《别的职业技能等级标准》（零版）标准原文 封面</a><q>见<b>1.1.1</b></q>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s\n%s", want, lineWith(page, "标准原文 前言"))
		}
	}
}
