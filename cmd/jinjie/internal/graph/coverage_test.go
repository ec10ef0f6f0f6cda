package graph

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/standard"
)

func all(*Requirement) bool { return true }

// A site by hand: six requirements, three lessons.
func TestCoverageByHand(t *testing.T) {
	g := site{pages: []string{
		"lessons/a.md: ---\ntitle: 甲\nlevel: 初级\nskills: [1.1.1, 1.1.2]\nassesses: [1.1.1]\nhours: 2\n---\n见[[1.2.1]]，也见[[2.1.1]]。\n",
		"lessons/b.md: ---\ntitle: 乙\nskills: [1.1.1@初级, 1.1.1@中级]\nhours: 1.5\nreviewed:\n  1.1.1@中级: 0123456789ab\n---\n",
		"lessons/c.md: ---\ntitle: 丙\nskills: [2.1.1@中级]\nhours: 4\ndraft: true\n---\n",
		"lessons/d.md: ---\ntitle: 丁\nassesses: [1.2.1@中级]\nhours: 8\n---\n",
	}}.sound(t)
	s := g.Standards[0]
	level := func(i int) func(*Requirement) bool { return func(q *Requirement) bool { return q.Level == i } }
	area := func(number string) func(*Requirement) bool {
		return func(q *Requirement) bool { return q.Skill.Task.Area.Number == number }
	}
	task := func(number string, i int) func(*Requirement) bool {
		return func(q *Requirement) bool { return q.Skill.Task.Number == number && q.Level == i }
	}
	for _, c := range []struct {
		name string
		keep func(*Requirement) bool
		want Tally
	}{
		{"all", all, Tally{All: 6, Taught: 2, Mentioned: 1, Outdated: 1, Untaught: 2, Assessed: 2, Lessons: 2, Hours: 3.5}},
		{"the lower level", level(0), Tally{All: 3, Taught: 2, Mentioned: 1, Assessed: 1, Lessons: 2, Hours: 3.5}},
		{"the higher level", level(1), Tally{All: 3, Outdated: 1, Untaught: 2, Assessed: 1, Lessons: 1, Hours: 1.5}},
		{"area 1", area("1"), Tally{All: 5, Taught: 2, Mentioned: 1, Outdated: 1, Untaught: 1, Assessed: 2, Lessons: 2, Hours: 3.5}},
		{"area 2", area("2"), Tally{All: 1, Untaught: 1}},
		{"task 1.1 at the lower level", task("1.1", 0), Tally{All: 2, Taught: 2, Assessed: 1, Lessons: 2, Hours: 3.5}},
		{"task 1.2 at the lower level", task("1.2", 0), Tally{All: 1, Mentioned: 1}},
		{"nothing", func(*Requirement) bool { return false }, Tally{}},
	} {
		if got := s.Tally(c.keep); got != c.want {
			t.Errorf("%s: got  %+v\nwant %+v", c.name, got, c.want)
		}
	}
	if got := fmt.Sprint(s.Comprised(0), s.Comprised(1)); got != "[0] [0 1]" {
		t.Errorf("levels comprise %s", got)
	}
}

// A mention of a code at no level in particular says nothing of any level.
func TestACodeAsSuchIsNoMentionOfALevel(t *testing.T) {
	g := site{pages: []string{"lessons/a.md: [[1.1.1]]\n"}}.sound(t)
	if got := g.Standards[0].Skill("1.1.1").Steps[0].State(); got != Untaught {
		t.Errorf("state %v", got)
	}
}

// Over random sites: states make up the whole, parts make up their totals but for hours,
// and no lesson's hours count twice in one total.
func TestTotalsAddUp(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 3))
		g, _ := randomSite(rng).join(t)
		hours := 0.0
		for _, l := range g.Lessons {
			l.Hours = float64(rng.IntN(40)) / 4
			if l.Kind == lesson.Teaching {
				hours += l.Hours
			}
		}
		for _, s := range g.Standards {
			whole := s.Tally(all)
			if whole.Taught+whole.Mentioned+whole.Outdated+whole.Untaught != whole.All {
				t.Fatalf("seed %d: the states do not make up the whole: %+v", seed, whole)
			}
			if whole.Hours > hours {
				t.Fatalf("seed %d: %v hours are taught, lessons have %v", seed, whole.Hours, hours)
			}
			var areas, levels, single Tally
			for _, a := range s.Areas {
				areas = plus(areas, s.Tally(func(q *Requirement) bool { return q.Skill.Task.Area == a }))
			}
			for i := range s.Levels {
				levels = plus(levels, s.Tally(func(q *Requirement) bool { return q.Level == i }))
			}
			for _, k := range s.Skills {
				for _, q := range k.Steps {
					single = plus(single, s.Tally(func(o *Requirement) bool { return o == q }))
				}
			}
			for name, parts := range map[string]Tally{"areas": areas, "levels": levels, "requirements": single} {
				if parts.Hours < whole.Hours || parts.Lessons < whole.Lessons {
					t.Errorf("seed %d: the %s have fewer hours or lessons than the whole", seed, name)
				}
				parts.Hours, parts.Lessons = whole.Hours, whole.Lessons
				if parts != whole {
					t.Errorf("seed %d: the %s add up to %+v, the whole is %+v", seed, name, parts, whole)
				}
			}
		}
	}
}

func plus(a, b Tally) Tally {
	return Tally{a.All + b.All, a.Taught + b.Taught, a.Mentioned + b.Mentioned, a.Outdated + b.Outdated, a.Untaught + b.Untaught,
		a.Assessed + b.Assessed, a.Lessons + b.Lessons, a.Hours + b.Hours}
}

// reviewed writes a lesson that was reviewed against the texts of now.
func reviewed(t *testing.T, name, level string, codes ...string) string {
	t.Helper()
	s := site{}.sound(t).Standards[0]
	text := "---\ntitle: " + name + "\nlevel: " + level + "\nskills: [" + strings.Join(codes, ", ") + "]\nreviewed:\n"
	for _, code := range codes {
		text += "  " + code + "@" + level + ": " + s.Skill(code).Steps[s.LevelNamed(level)].Fingerprint() + "\n"
	}
	return "lessons/" + name + ".md: " + text + "---\n"
}

// When the text of a requirement changes, exactly its lessons are marked.
func TestExactlyTheLessonsOfAChangedTextAreMarked(t *testing.T) {
	pages := []string{
		reviewed(t, "a", "初级", "1.1.1", "1.1.2"), reviewed(t, "b", "中级", "1.1.1"), reviewed(t, "c", "初级", "1.2.1"), reviewed(t, "d", "初级", "1.1.1"),
		"lessons/e.md: ---\ntitle: e\nskills: [1.1.1@初级]\n---\n", // never reviewed: nothing is known
		"lessons/f.md: " + strings.Replace(strings.TrimPrefix(reviewed(t, "f", "初级", "1.1.1"), "lessons/f.md: "), "skills:", "assesses:", 1),
	}
	for _, c := range []struct {
		name    string
		change  func(*standard.Standard)
		marked  string // lessons, with the codes at issue
		waiting string // requirements that are taught against another text
	}{
		{"nothing", func(*standard.Standard) {}, "", ""},
		{"the lower level's text", func(s *standard.Standard) {
			s.Levels[0].Areas[0].Tasks[0].Requirements[0].Text.Printed = "了解别的"
		},
			"a 初级 1.1.1, d 初级 1.1.1, f 初级 1.1.1", "初级 1.1.1"},
		{"the higher level's text", func(s *standard.Standard) {
			s.Levels[1].Areas[0].Tasks[0].Requirements[0].Text.Printed = "熟悉别的"
		},
			"b 中级 1.1.1", "中级 1.1.1"},
		{"the knowledge beside it", func(s *standard.Standard) {
			s.Levels[0].Areas[0].Tasks[1].Requirements[0].Knowledge.Printed = "相关知识"
		},
			"c 初级 1.2.1", "初级 1.2.1"},
		{"a correction of it", func(s *standard.Standard) {
			s.Errata = []standard.Erratum{{ID: "E1"}}
			s.Levels[0].Areas[0].Tasks[0].Requirements[1].Text.Marks = []standard.Mark{{Start: 0, End: 6, Correction: "知道", Corrects: true}}
		}, "a 初级 1.1.2", "初级 1.1.2"},
		{"a doubt about it", func(s *standard.Standard) {
			s.Errata = []standard.Erratum{{ID: "E1"}}
			s.Levels[0].Areas[0].Tasks[0].Requirements[1].Text.Marks = []standard.Mark{{Start: 0, End: 6}}
		}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			std := community()
			c.change(std)
			g := site{standards: []*standard.Standard{std}, pages: pages}.sound(t)
			var marked, waiting []string
			for _, l := range g.Lessons {
				for _, q := range l.Outdated {
					marked = append(marked, l.Title+" "+q.Name)
				}
			}
			for _, k := range g.Standards[0].Skills {
				for _, q := range k.Steps {
					if q != nil && q.State() == Outdated {
						waiting = append(waiting, q.Name)
					}
				}
			}
			if got := strings.Join(marked, ", "); got != c.marked {
				t.Errorf("marked are %q, want %q", got, c.marked)
			}
			if got := strings.Join(waiting, ", "); got != c.waiting {
				t.Errorf("waiting are %q, want %q", got, c.waiting)
			}
		})
	}
}

func TestReviewsBelongToWhatALessonTeachesOrAssesses(t *testing.T) {
	g := site{standards: []*standard.Standard{community(), earlier()}, pages: []string{
		"lessons/x.md: ---\ntitle: 某课\nstandard: 100001\nlevel: 初级\nskills: [1.1.1, 1.1.1@中级]\nassesses: [1.1.2]\nreviewed:\n" +
			"  1.1.1: 0123456789ab\n  1.1.1@zhongji: 0123456789ab\n  100001/2.0/1.1.2@初级: 0123456789ab\n  100001/1.0/1.1.1@初级: 0123456789ab\n" +
			"  1.2.1: 0123456789ab\n  7.7.7@初级: 0123456789ab\n---\n"}}.sound(t)
	var got []string
	for _, q := range g.pageAt(t, "lessons/x.html").Reviews {
		name := "-"
		if q != nil {
			name = q.Name
		}
		got = append(got, name)
	}
	if want := "初级 1.1.1, 中级 1.1.1, 初级 1.1.2, -, -, -"; strings.Join(got, ", ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
