package graph

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/standard"
)

func TestTermsAreExplainedAtFirstUse(t *testing.T) {
	for _, c := range []struct{ name, markdown, want string }{
		{"once a page", "志愿服务好。\n\n再说志愿服务。", "志愿服务 0"},
		{"each term", "社区治理与志愿服务。", "社区治理 0, 志愿服务 0"},
		{"not in a heading and its anchor", "## 志愿服务\n\n再说志愿服务。", "志愿服务 2"},
		{"not inside a link", "[志愿服务](ruhu.md)，再说志愿服务。", "志愿服务 1"},
		{"not in code", "`志愿服务`，再说志愿服务。", "志愿服务 1"},
		{"not where the author refers to it", "志愿服务见[[志愿服务]]。", ""},
		{"not where the author links to it", "志愿服务见[术语](../100001/terms.html#term-2.1)。", ""},
		{"in a cell", "| 甲 |\n|---|\n| 志愿服务 |", "志愿服务 0"},
		{"none", "别的。", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := site{pages: []string{"lessons/ruhu.md: 课\n", "lessons/x.md: " + c.markdown + "\n"}}.sound(t)
			l := g.pageAt(t, "lessons/x.html")
			var got []string
			for _, use := range l.Terms {
				html := l.Body.HTML
				if html[use.Start:use.End] != use.Term.Name {
					t.Errorf("%s stands at %q", use.Term.Name, html[use.Start:use.End])
				}
				got = append(got, fmt.Sprintf("%s %d", use.Term.Name, strings.Count(html[:use.Start], use.Term.Name)))
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

// A term that running text names is mentioned, with the first sentence that names it, and
// not where it is part of a longer term.
func TestTermsInPassingAreMentioned(t *testing.T) {
	std := community()
	std.Terms = append(std.Terms, standard.Term{Name: "社区", ID: "term-2.3"})
	g := site{standards: []*standard.Standard{std}, pages: []string{
		"lessons/x.md: 讲社区治理。\n\n讲**社**区。好。在社区里。\n", "lessons/y.md: 不提。\n", "lessons/z.md: 讲[[社区]]，也讲社区。\n"}}.sound(t)
	var got []string
	for _, b := range Quotes(g.Standards[0].Terms[2].MentionedBy) {
		got = append(got, b.From.Address+" "+b.Before+"|"+b.Said+"|"+b.After)
	}
	want := []string{"lessons/x.html 讲|社区|。", "lessons/z.html 讲|社区|，也讲社区。"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestNoPageMentionsItself(t *testing.T) {
	g := site{pages: []string{"lessons/x.md: [[x]]、[[#节]]、[文](#节)和[文](x.md)。\n\n## 节\n"}}.sound(t)
	if l := g.pageAt(t, "lessons/x.html"); len(l.MentionedBy) > 0 {
		t.Errorf("mentioned by %+v", l.MentionedBy)
	}
}

// pairs are "source → what it leads to".
type pairs map[string]bool

func (p pairs) add(from *Lesson, sort, to string) { p[from.Path+" "+sort+" "+to] = true }

// mentions adds what a target of a source leads to, if that keeps a list of mentions.
func (p pairs) mentions(source string, t Target) {
	to := ""
	switch {
	case t.Requirement != nil:
		to = t.Requirement.Address
	case t.Skill != nil:
		to = t.Skill.File
	case t.Term != nil:
		to = t.Term.Address
	case t.Lesson != nil && t.Lesson.Path != source:
		to = t.Lesson.Address
	default:
		return
	}
	p[source+" mentions "+to] = true
}

// out gathers what all published pages lead to: front matter, references, links, terms;
// and what the texts of standards lead to.
func out(g *Graph) pairs {
	p := pairs{}
	pages := slices.Clone(g.Lessons)
	if g.Front != nil {
		pages = append(pages, g.Front)
	}
	for _, l := range pages {
		for _, q := range l.Teaches {
			p.add(l, "teaches", q.Address)
		}
		for _, q := range l.Assesses {
			p.add(l, "assesses", q.Address)
		}
		for _, t := range l.Refs {
			p.mentions(l.Path, *t)
		}
		for _, t := range l.Links {
			p.mentions(l.Path, t)
		}
		for _, use := range l.Terms {
			p.add(l, "mentions", use.Term.Address)
		}
	}
	for _, s := range g.Standards {
		for _, t := range s.Targets {
			p.mentions(s.Dir, t)
		}
	}
	return p
}

// in gathers what everything says it is led to by.
func in(g *Graph) pairs {
	p := pairs{}
	told := func(list []Backlink, cited []Citation, to string) {
		for _, b := range list {
			p.add(b.From, "mentions", to)
		}
		for _, c := range cited {
			p[c.Standard.Dir+" mentions "+to] = true
		}
	}
	for _, s := range g.Standards {
		for _, k := range s.Skills {
			told(k.MentionedBy, k.CitedBy, k.File)
			for _, q := range k.Steps {
				if q == nil {
					continue
				}
				told(q.MentionedBy, q.CitedBy, q.Address)
				for _, l := range q.TaughtBy {
					p.add(l, "teaches", q.Address)
				}
				for _, l := range q.AssessedBy {
					p.add(l, "assesses", q.Address)
				}
			}
		}
		for _, term := range s.Terms {
			told(term.MentionedBy, term.CitedBy, term.Address)
		}
	}
	for _, l := range g.Lessons {
		told(l.MentionedBy, l.CitedBy, l.Address)
	}
	if g.Front != nil {
		told(g.Front.MentionedBy, g.Front.CitedBy, g.Front.Address)
	}
	return p
}

// randomSite makes a site of pages that say anything about anything, wrong things too.
func randomSite(rng *rand.Rand) site {
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	number := func() string { return fmt.Sprintf("p%d", rng.IntN(8)) }
	said := func() string {
		switch rng.IntN(10) {
		case 0:
			return "[[" + pick("1.1.1", "1.1.2", "1.2.1", "2.1.1", "4.1.1", "9.9.9") + "]]"
		case 1:
			return "[[" + pick("1.1.1@初级", "1.1.1@中级", "200002/1.1.1@高级", "1.1.2@中级", "100001/1.0/3.1.1") + "|某条]]"
		case 2:
			return "[[" + number() + "]]"
		case 3:
			return "[课](" + number() + pick(".md", ".html", ".md#节", ".md#无") + ")"
		case 4:
			return "[[" + pick("志愿服务", "收纳", "100001/社区治理", "200002/志愿服务", "1.1", "100001") + "]]"
		case 5:
			return pick("志愿服务", "社区治理", "收纳")
		case 6:
			return "[码](../" + pick("100001/1.1.1.html", "100001/1.1.1.html#zhongji", "200002/terms.html#term-2.2", "index.html") + ")"
		case 7:
			return pick("。", "！", "\n\n", "\n")
		case 8:
			return pick("[[#节]]", "[[p1#节]]", "![图](tu.png)", "[册](shouce.pdf)")
		}
		return "讲走访"
	}
	text := func() string {
		text := "[[1.1.1]]\n\n# 节\n\n"
		for range rng.IntN(12) {
			text += said() + pick("", "", "[课](../../content/lessons/"+number()+".md)", "[节](#节)", "\n\n# 再\n\n", "[见[[志愿服务]]](standard.md#再)")
		}
		return text + "\n\n| " + said() + " |\n|---|\n"
	}
	standards := []*standard.Standard{saying(community(), "100001", text()), saying(earlier(), "100001-1.0", text()), saying(housework(), "200002", text())}
	s := site{standards: standards, files: around, drafts: rng.IntN(2) == 0}
	for i := range 8 {
		head := pick("", "level: 初级\n", "level: 中级\n") + pick("", "standard: 100001\n", "standard: 200002\n", "standard: 100001/1.0\n") + pick("", "", "draft: true\n")
		head += "skills: [" + pick("", "1.1.1", "1.1.1@中级, 1.2.1@初级", "200002/4.1.1@高级") + "]\nassesses: [" + pick("", "2.1.1@中级", "1.1.1") + "]\n"
		text := "## 节\n\n"
		for range rng.IntN(20) {
			text += said()
		}
		s.pages = append(s.pages, fmt.Sprintf("lessons/p%d.md: ---\ntitle: 课%d\n%s---\n%s\n", i, i, head, text))
	}
	if rng.IntN(2) == 0 {
		s.pages = append(s.pages, "index.md: ---\ntitle: 站\n---\n[[1.1.1]]和[[p0]]。\n")
	}
	return s
}

// The law of backlinks: what leads to a thing is exactly what the thing says leads to it.
func TestInEqualsOut(t *testing.T) {
	total := 0
	for seed := range uint64(400) {
		g, _ := randomSite(rand.New(rand.NewPCG(seed, 1))).join(t)
		out, in := out(g), in(g)
		if !maps.Equal(out, in) {
			t.Fatalf("seed %d:\nout %q\nin  %q", seed, slices.Sorted(maps.Keys(out)), slices.Sorted(maps.Keys(in)))
		}
		total += len(out)
	}
	if total < 4000 {
		t.Errorf("the sites have %d links only", total)
	}
}

// Every list of mentions is in order of its pages, and the mentions of one page stand
// side by side.
func TestMentionsOfOnePageStandSideBySide(t *testing.T) {
	check := func(seed uint64, list []Backlink) {
		place := func(b Backlink) string {
			if b.From.Kind == lesson.Home {
				return ""
			}
			return b.From.Address
		}
		if !slices.IsSortedFunc(list, func(a, b Backlink) int { return strings.Compare(place(a), place(b)) }) {
			t.Errorf("seed %d: the mentions are not in order of their pages", seed)
		}
	}
	for seed := range uint64(200) {
		g, _ := randomSite(rand.New(rand.NewPCG(seed, 2))).join(t)
		for _, s := range g.Standards {
			for _, k := range s.Skills {
				check(seed, k.MentionedBy)
				for _, q := range k.Steps {
					if q != nil {
						check(seed, q.MentionedBy)
					}
				}
			}
			for _, term := range s.Terms {
				check(seed, term.MentionedBy)
			}
		}
		for _, l := range g.Lessons {
			check(seed, l.MentionedBy)
		}
	}
}
