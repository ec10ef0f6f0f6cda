package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/standard"
)

// sample makes a standard of two levels; each row is "level task code text".
func sample(code, version string, rows ...string) *standard.Standard {
	s := &standard.Standard{Code: code, Version: version, Levels: []standard.Level{
		{ID: "chuji", Name: "初级"}, {ID: "zhongji", Name: "中级"},
	}}
	for _, row := range rows {
		f := strings.Fields(row)
		level := int(f[0][0] - '1')
		l := &s.Levels[level]
		areaNumber, _, _ := strings.Cut(f[1], ".")
		if n := len(l.Areas); n == 0 || l.Areas[n-1].Number != areaNumber {
			l.Areas = append(l.Areas, standard.Area{Number: areaNumber, Name: "领域" + areaNumber})
		}
		area := &l.Areas[len(l.Areas)-1]
		if n := len(area.Tasks); n == 0 || area.Tasks[n-1].Number != f[1] {
			area.Tasks = append(area.Tasks, standard.Task{Number: f[1], Name: fmt.Sprintf("任务%s（%s）", f[1], l.Name)})
		}
		task := &area.Tasks[len(area.Tasks)-1]
		task.Requirements = append(task.Requirements, standard.Requirement{
			Level: level, Code: f[2], Printed: standard.Text{Printed: f[2]}, Text: standard.Text{Printed: f[3]},
		})
	}
	return s
}

func TestJoinOrdersByNumberAcrossLevels(t *testing.T) {
	g, problems := Build([]*standard.Standard{sample("1", "1.0",
		"1 1.1 1.1.1 甲", "1 1.1 1.1.10 乙", "1 1.10 1.10.1 丙",
		"2 1.1 1.1.2 丁", "2 1.1 1.1.1 戊", "2 1.2 1.2.1 己",
	)}, Content{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s := g.Standards[0]
	var got []string
	for _, skill := range s.Skills {
		steps := ""
		for _, q := range skill.Steps {
			if q == nil {
				steps += "-"
				continue
			}
			steps += q.Text.Printed
		}
		got = append(got, skill.Code+steps)
	}
	want := []string{"1.1.1甲戊", "1.1.2-丁", "1.1.10乙-", "1.2.1-己", "1.10.1丙-"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	skill := s.Skill("1.1.2")
	if skill.Prev.Code != "1.1.1" || skill.Next.Code != "1.1.10" || skill.File != "1/1.1.2.html" {
		t.Errorf("1.1.2 stands between %v and %v at %s", skill.Prev.Code, skill.Next.Code, skill.File)
	}
	if q := skill.Steps[1]; q.Address != "1/1.1.2.html#zhongji" || q.Name != "中级 1.1.2" {
		t.Errorf("got %s %s", q.Address, q.Name)
	}
	if task := s.Tasks[0]; task.Name != "任务1.1（初级）" || task.Levels[1].Name != "任务1.1（中级）" {
		t.Errorf("task names: %q, %q", task.Name, task.Levels[1].Name)
	}
}

func TestRepeatedCodeKeepsTheFirst(t *testing.T) {
	std := sample("1", "1.0", "1 1.1 1.1.1 甲", "1 1.2 1.1.1 乙")
	g, _ := Build([]*standard.Standard{std}, Content{})
	s := g.Standards[0]
	if len(s.Skills) != 1 || s.Skills[0].Steps[0].Text.Printed != "甲" {
		t.Errorf("got %d skills, the first %v", len(s.Skills), s.Skills[0])
	}
	if q := s.Requirement(&std.Levels[0].Areas[0].Tasks[1].Requirements[0]); q != nil {
		t.Errorf("the second row of a repeated code has a place: %s", q.Address)
	}
}

func TestNewestEditionIsCurrent(t *testing.T) {
	old, newer := sample("7", "2.0", "1 1.1 1.1.1 甲"), sample("7", "10.0", "1 1.1 1.1.1 乙")
	g, problems := Build([]*standard.Standard{old, newer, sample("8", "1", "1 1.1 1.1.1 丙")}, Content{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var bases []string
	for _, s := range g.Standards {
		bases = append(bases, s.Base)
	}
	if want := []string{"7/", "7/2.0/", "8/"}; !slices.Equal(bases, want) {
		t.Errorf("got %v, want %v", bases, want)
	}
	if s := g.Standard("7"); s.Version != "10.0" || g.Standards[1].Current != s || len(s.Editions) != 2 {
		t.Errorf("current edition is %s", s.Version)
	}
	_, problems = Build([]*standard.Standard{sample("7", "2.0"), sample("7", "2.0")}, Content{})
	if len(problems) != 1 || problems[0].Code != "repeated-standard" {
		t.Errorf("the same version twice: %v", problems)
	}
}

func TestTermsAreLinkedLongestLeftmostOnce(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"longest wins", "了解社区服务站的工作", "社区服务站"},
		{"leftmost wins", "社区治理服务", "社区治理"},
		{"too common", "了解社区民意", ""},
		{"common inside a longer one", "社区服务类企业", "社区服务"},
		{"once a requirement", "志愿服务与志愿服务", "志愿服务"},
		{"several in order", "志愿服务和社区治理", "志愿服务 社区治理"},
		{"none", "了解流程", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			std := sample("1", "1", "1 1.1 1.1.1 "+c.text)
			std.Common = []string{"社区"}
			for i, name := range []string{"社区", "社区治理", "社区服务", "社区服务站", "志愿服务", "治理服务", "志愿服务"} {
				std.Terms = append(std.Terms, standard.Term{Name: name, ID: fmt.Sprintf("term-%d", i)})
			}
			g, _ := Build([]*standard.Standard{std}, Content{})
			q := g.Standards[0].Skills[0].Steps[0]
			var got []string
			for _, m := range q.Terms {
				got = append(got, q.Text.Printed[m.Start:m.End])
				if m.Term.Name != q.Text.Printed[m.Start:m.End] {
					t.Errorf("%q links to %q", q.Text.Printed[m.Start:m.End], m.Term.Name)
				}
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

// Links in equal links out: a term knows exactly the requirements that mention it.
func TestTermsKnowTheirUses(t *testing.T) {
	std := sample("1", "1", "1 1.1 1.1.1 志愿服务", "1 1.1 1.1.2 便民服务", "2 1.1 1.1.1 志愿服务与便民服务")
	std.Terms = []standard.Term{{Name: "志愿服务", ID: "a"}, {Name: "便民服务", ID: "b"}, {Name: "志愿服务", ID: "c"}}
	g, _ := Build([]*standard.Standard{std}, Content{})
	s := g.Standards[0]
	out, in := map[string]bool{}, map[string]bool{}
	for _, skill := range s.Skills {
		for _, q := range skill.Steps {
			if q != nil {
				for _, m := range q.Terms {
					out[q.Address+" → "+m.Term.Address] = true
				}
			}
		}
	}
	for _, term := range s.Terms {
		for _, q := range term.UsedBy {
			in[q.Address+" → "+term.Address] = true
		}
	}
	if len(out) != 4 || fmt.Sprint(out) != fmt.Sprint(in) {
		t.Errorf("out %v\nin  %v", out, in)
	}
	if len(s.Terms[0].Twins) != 1 || s.Terms[0].Twins[0] != s.Terms[2] || len(s.Terms[1].Twins) != 0 {
		t.Error("twins are not told apart")
	}
}

func TestErrataKnowWhereTheirWordsStand(t *testing.T) {
	std := sample("1", "1", "1 1.1 1.1.1 甲乙")
	std.Errata = []standard.Erratum{{ID: "E1"}, {ID: "E2"}, {ID: "E3"}}
	mark := func(text *standard.Text, i int) {
		text.Printed = "甲乙"
		text.Marks = []standard.Mark{{Start: 0, End: len("甲"), Erratum: i}}
	}
	mark(&std.Levels[0].Areas[0].Tasks[0].Requirements[0].Text, 0)
	mark(&std.Levels[0].Areas[0].Tasks[0].Text, 1)
	std.Chapters = []standard.Chapter{{Number: "3.1", ID: "ch-3.1"}}
	mark(&std.Chapters[0].Title, 2)
	std.Chapters[0].Title.Place = "3.1"
	std.Terms = []standard.Term{{Number: "3.1", Name: "甲", ID: "term-3.1", Title: std.Chapters[0].Title}}
	g, _ := Build([]*standard.Standard{std}, Content{})
	var got []string
	for _, e := range g.Standards[0].Errata {
		for _, link := range e.Shown {
			got = append(got, e.ID+" "+link.Address)
		}
	}
	want := []string{
		"E1 1/1.1.1.html#chuji", "E2 1/1.1.html",
		"E3 1/text.html#ch-3.1", "E3 1/terms.html#term-3.1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func TestCompareNumbers(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"1.2", "1.10", -1}, {"1.1", "1.1", 0}, {"2", "1.9", 1}, {"1", "1.1", -1},
		{"2.0", "2.0b", -1}, {"A.2", "A.10", -1}, {"1.1.1", "A.1", -1}, {"", "1", 1},
	} {
		if got := compareNumbers(c.a, c.b); got != c.want {
			t.Errorf("compareNumbers(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if got := compareNumbers(c.b, c.a); got != -c.want {
			t.Errorf("compareNumbers(%q, %q) = %d, want %d", c.b, c.a, got, -c.want)
		}
	}
}

func TestLanesJoinAcrossCodes(t *testing.T) {
	std := sample("1", "1", "1 1.1 1.1.1 甲", "1 1.1 1.1.2 乙", "1 1.1 1.1.3 丙", "2 1.1 1.1.1 丁", "2 1.1 1.1.2 戊")
	ref := func(codes ...string) []standard.LaneRef {
		var refs []standard.LaneRef
		for _, c := range codes {
			refs = append(refs, standard.LaneRef{Code: c})
		}
		return refs
	}
	std.Lanes = []standard.Lane{
		{Name: "跨", Reviewer: "某人", Codes: [][]standard.LaneRef{ref("1.1.2", "1.1.9"), ref("1.1.1")}},
		{Name: "单", Reviewer: "某人", Codes: [][]standard.LaneRef{ref("1.1.1"), nil}},
		{Name: "待审", Codes: [][]standard.LaneRef{ref("1.1.3"), ref("1.1.2")}},
	}
	g, _ := Build([]*standard.Standard{std}, Content{})
	s := g.Standards[0]
	across, alone, open := s.Lanes[0], s.Lanes[1], s.Lanes[2]
	if !across.Crosses() || across.Alone() || !alone.Alone() || alone.Crosses() || !open.Crosses() {
		t.Error("lanes are not told apart")
	}
	if across.Task != s.Tasks[0] || across.Address != "1/progressions.html#lane-1" || len(across.Steps[0]) != 1 {
		t.Errorf("got %+v", across)
	}
	q := s.Skill("1.1.2").Steps[0]
	if up := q.Above(); len(up) != 1 || up[0].Text.Printed != "丁" || len(q.Below()) != 0 {
		t.Errorf("1.1.2 goes on as %v", up)
	}
	if down := s.Skill("1.1.1").Steps[1].Below(); len(down) != 1 || down[0] != q {
		t.Errorf("what goes on does not lead back: %v", down)
	}
	if up := s.Skill("1.1.3").Steps[0].Above(); up != nil {
		t.Error("a lane that was not reviewed joins levels")
	}
	if got := s.Skill("1.1.1").Steps[0]; got.Lane != alone || got.Above() != nil {
		t.Error("a lone requirement goes on")
	}
}
