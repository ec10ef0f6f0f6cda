package render

import (
	"bytes"
	"compress/gzip"
	"path"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

func texts(links []Link) string {
	var list []string
	for _, l := range links {
		name := l.Text
		if l.Current {
			name += "*"
		}
		list = append(list, name)
	}
	return strings.Join(list, " ")
}

func TestTheHeadLeadsToTheOnlyStandard(t *testing.T) {
	g := sample(t, 3)
	f := siteFrame(g, "lessons/index.html", LessonList)
	if got, want := texts(f.Main), "overview compare lessons-title* text"; got != want {
		t.Errorf("the head leads to %s, want %s", got, want)
	}
	if got, want := texts(f.More), "coverage-nav majors terms references errata"; got != want {
		t.Errorf("the menu leads to %s, want %s", got, want)
	}
	if got := f.Main[0].Href; got != "../9/index.html" {
		t.Errorf("the overview is at %s", got)
	}
	f = standardFrame(g, g.Standards[0], "9/terms.html", Terms)
	if got, want := texts(f.More), "coverage-nav majors terms* references errata"; got != want {
		t.Errorf("the menu leads to %s, want %s", got, want)
	}
	lost := siteFrame(g, "404.html", NotFound)
	if got := lost.Main[0].Href; got != "/9/index.html" {
		t.Errorf("on 404.html the overview is at %s", got)
	}
}

func TestTheHeadLeadsToLessonsAmongSeveralStandards(t *testing.T) {
	one, other := sample(t, 2).Standards[0].Standard, sample(t, 2).Standards[0].Standard
	other.Code = "8"
	g, _ := graph.Build([]*standard.Standard{one, other}, content(one))
	f := siteFrame(g, "index.html", Home)
	if got := texts(f.Main) + "|" + texts(f.More); got != "lessons-title|" {
		t.Errorf("the head leads to %s", got)
	}
	home, _ := NewSite(g, nil).View("index.html")
	for _, card := range home.View.(HomeView).Standards {
		if card.Specimen.Code != "" {
			t.Errorf("the home page shows %s of one standard among several", card.Specimen.Code)
		}
	}
}

// grows makes every level of a code say more than the one below, and another code longer.
func grows(t *testing.T) *graph.Graph {
	t.Helper()
	s := sample(t, 3).Standards[0].Standard
	s.Errata, s.Lanes, s.HasLanes = nil, nil, false
	for i, ability := range []string{"能开展宣传。", "能开展宣传，并组织活动。", "能开展宣传，并组织活动，提出改进方案。"} {
		for j := range s.Levels[i].Areas[0].Tasks[0].Requirements {
			q := &s.Levels[i].Areas[0].Tasks[0].Requirements[j]
			q.Sentence = standard.Sentence{Verb: "了解", Knowledge: "政策，", Ability: ability}
			q.Printed.Marks, q.Text = nil, standard.Text{Printed: "了解政策，" + ability}
		}
	}
	g, problems := graph.Build([]*standard.Standard{s}, content(s))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return g
}

func TestTheHomePageShowsACodeThatGrows(t *testing.T) {
	pages := renderAll(t, grows(t), theme(t))
	home := pages["index.html"]
	for _, want := range []string{`<div class="climb stairs n3">`, `<a class="num" href="9/1.1.1.html">1.1.1</a>`, "<ins>"} {
		if !strings.Contains(home, want) {
			t.Errorf("the home page lacks %s", want)
		}
	}
	plain := renderAll(t, sample(t, 3), theme(t))["index.html"] // whose levels say the same
	if strings.Contains(plain, `class="climb`) {
		t.Error("the home page shows a code that does not grow")
	}
}

func TestStairsHaveAsManyStepsAsLevels(t *testing.T) {
	for _, c := range []struct {
		level, levels int
		want          string
	}{{0, 1, "l1 of1"}, {1, 2, "l2 of2"}, {2, 3, "l3"}, {0, 5, "l1 of5"}, {6, 7, "l2 of7 k7"}, {9, 10, "l5 of9 k9"}} {
		if got := classOf(c.level, c.levels); got != c.want {
			t.Errorf("level %d of %d is %q, want %q", c.level, c.levels, got, c.want)
		}
	}
	for n, want := range map[int]string{1: "climb flat", 2: "climb stairs n2", 5: "climb stairs n5", 7: "climb flat"} {
		page := renderAll(t, sample(t, n), theme(t))["9/index.html"]
		if !strings.Contains(page, `<div class="`+want+`">`) {
			t.Errorf("the overview of %d levels is no %q", n, want)
		}
	}
}

func TestAKnotShowsHowContentsRunThroughTheCodes(t *testing.T) {
	g := withLanes(t, "编写组")
	p, _ := NewSite(g, nil).View("9/1.1.1.html")
	knot := p.View.(SkillView).Knot
	if len(knot.Levels) != 3 || len(knot.Nodes) != 5 {
		t.Fatalf("%d levels and %d codes, want 3 and 5", len(knot.Levels), len(knot.Nodes))
	}
	if len(knot.Lines) != 2 || !knot.Lines[0].On || !knot.Lines[1].On {
		t.Errorf("lines are %+v", knot.Lines)
	}
	here := 0
	for _, n := range knot.Nodes {
		if n.Here {
			here++
		}
		if n.X < 0 || n.Y < 0 || n.X > knot.Width || n.Y > knot.Height {
			t.Errorf("%s is outside of the picture", n.Code)
		}
	}
	if here != 3 {
		t.Errorf("%d places of the page's code, want 3", here)
	}
}

func TestATreeOpensOneBranchOnly(t *testing.T) {
	s := sample(t, 1).Standards[0].Standard
	task := s.Levels[0].Areas[0].Tasks[0]
	second := standard.Area{Number: "2", Name: "另一领域", Text: standard.Text{Printed: "2. 另一领域"}, Tasks: []standard.Task{{Number: "2.1", Name: "另一任务", Text: standard.Text{Printed: "2.1 另一任务"}}}}
	q := task.Requirements[0]
	q.Code, q.Printed, q.Text.Marks = "2.1.1", standard.Text{Printed: "2.1.1"}, nil
	second.Tasks[0].Requirements = []standard.Requirement{q}
	s.Levels[0].Areas = append(s.Levels[0].Areas, second)
	g, _ := graph.Build([]*standard.Standard{s}, content(s))
	p, _ := NewSite(g, nil).View("9/1.1.2.html")
	var b strings.Builder
	for _, a := range p.View.(SkillView).Tree {
		b.WriteString(a.Number)
		for _, t := range a.Tasks {
			b.WriteString(" " + t.Number)
			for _, k := range t.Skills {
				b.WriteString(" " + k.Code)
				if k.Current {
					b.WriteString("*")
				}
			}
		}
		b.WriteString("; ")
	}
	if got, want := b.String(), "1 1.1 1.1.1 1.1.2*; 2; "; got != want {
		t.Errorf("the tree is %q, want %q", got, want)
	}
}

// What a first visit costs: the stylesheet and the scripts that every page loads.
func TestAssetsAreLight(t *testing.T) {
	weight := map[string]int{}
	for _, a := range theme(t).Assets() {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write(a.Data)
		w.Close()
		name, _, _ := strings.Cut(path.Base(a.Path), ".")
		weight[name+path.Ext(a.Path)] = b.Len()
	}
	if got := weight["site.css"]; got == 0 || got > 12<<10 {
		t.Errorf("the stylesheet weighs %d bytes", got)
	}
	if got := weight["site.js"] + weight["theme.js"]; weight["theme.js"] == 0 || got > 6<<10 {
		t.Errorf("the scripts of every page weigh %d bytes", got)
	}
}

// That a higher level comprises the lower ones is said only where the standard says so.
func TestPagesSayThatLevelsCompriseOthersOnlyWhereTheyDo(t *testing.T) {
	const said = "高级别涵盖低级别"
	for _, comprises := range []bool{true, false} {
		g := withLanes(t, "编写组")
		for i := range g.Standards[0].Levels {
			g.Standards[0].Levels[i].Comprises = comprises && i > 0
		}
		pages := renderAll(t, g, theme(t))
		for _, name := range []string{"9/index.html", "9/1.html", "9/1.1.1.html", "9/progressions.html"} {
			if got := strings.Contains(pages[name], said); got != comprises {
				t.Errorf("%s, where levels comprise others is %v: says so is %v", name, comprises, got)
			}
		}
	}
	if strings.Contains(renderAll(t, sample(t, 1), theme(t))["9/index.html"], said) {
		t.Error("a level that stands alone comprises others")
	}
}

// However many levels there are and whatever they are called, the drawing on a cover has
// room on its sheet, and its words stand on their own steps.
func TestCoversHaveRoomForAllLevels(t *testing.T) {
	for _, c := range []struct {
		levels int
		name   string
		tight  bool
	}{{1, "合格", false}, {3, "高级", false}, {5, "一级", false}, {5, "一级/高级技师", true}, {8, "首席技师", true}} {
		g := sample(t, c.levels)
		for i := range g.Standards[0].Levels {
			g.Standards[0].Levels[i].Name = c.name
		}
		got := viewOf[DocumentView](t, g, "9/text.html").Cover
		if got.Height > coverRoom+coverClimb || got.Tight != c.tight {
			t.Errorf("%d levels named %s: %d high, tight is %v", c.levels, c.name, got.Height, got.Tight)
		}
		if last := got.Steps[c.levels-1]; c.tight && last.X > coverWidth-coverEdge {
			t.Errorf("%d levels named %s: the last words end at %d", c.levels, c.name, last.X)
		}
	}
}
