package render

import (
	"reflect"
	"testing"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// viewOf makes the view of a page of g.
func viewOf[V any](t *testing.T, g *graph.Graph, address string) V {
	t.Helper()
	p, ok := NewSite(g, nil).View(address)
	view, is := p.View.(V)
	if !ok || !is {
		t.Fatalf("%s has the view %T", address, p.View)
	}
	return view
}

// The verb of a requirement is what it opens with, whatever its level's is; what opens
// with no verb of a level can be chosen too, last.
func TestVerbsToChooseAreThoseThatOccur(t *testing.T) {
	s := sample(t, 3).Standards[0].Standard
	for i, verb := range []string{"了解", "熟悉", "掌握"} {
		s.Levels[i].Verb = verb
	}
	first := func(i int) *standard.Requirement { return &s.Levels[i].Areas[0].Tasks[0].Requirements[0] }
	first(1).Sentence.Verb = "掌握"
	first(2).Sentence.Verb = ""
	g, problems := graph.Build([]*standard.Standard{s}, content(s))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	view := viewOf[CompareView](t, g, "9/compare.html")
	want := []Option{{Value: "了解", Text: "了解"}, {Value: "掌握", Text: "掌握"}, {Value: "-"}}
	if !reflect.DeepEqual(view.Filter.Verbs, want) {
		t.Errorf("the verbs are %+v, want %+v", view.Filter.Verbs, want)
	}
	for i, want := range []Traits{{true, "了解", "taught"}, {true, "掌握", "untaught"}, {true, "-", "untaught"}} {
		if got := view.Areas[0].Tasks[0].Skills[0].Steps[i].Traits; got != want {
			t.Errorf("the traits at level %d are %+v, want %+v", i+1, got, want)
		}
	}
}

// What leaves no choice is not asked: one level, one area, one task, verbs of a standard
// without verbs, states of a site without lessons.
func TestOnlyChoicesAreOffered(t *testing.T) {
	s := sample(t, 1).Standards[0].Standard
	for i := range s.Levels[0].Areas[0].Tasks[0].Requirements {
		s.Levels[0].Areas[0].Tasks[0].Requirements[i].Sentence.Verb = ""
	}
	g, _ := graph.Build([]*standard.Standard{s}, graph.Content{})
	got := viewOf[OverviewView](t, g, "9/index.html").Filter
	if want := (Filter{Scope: "matrix-table", Total: 2, Columns: got.Columns}); !reflect.DeepEqual(got, want) {
		t.Errorf("the filter is %+v, want %+v", got, want)
	}
	full := viewOf[CoverageView](t, sample(t, 3), "9/coverage.html").Filter
	if len(full.Levels) != 3 || len(full.States) != 4 || !full.Assessed || full.Total != 5 {
		t.Errorf("the filter of the coverage is %+v", full)
	}
}

// Pages without a filter say nothing of what is taught in their requirements: they need
// not be made again when that changes.
func TestOnlyPagesWithAFilterTellTraits(t *testing.T) {
	for _, row := range viewOf[TaskView](t, sample(t, 3), "9/1.1.html").Skills {
		for _, step := range row.Steps {
			if step.Traits != (Traits{}) {
				t.Errorf("%s tells %+v", step.Code, step.Traits)
			}
		}
	}
	for _, area := range viewOf[HomeView](t, sample(t, 3), "index.html").Standards[0].Areas {
		for _, task := range area.Tasks {
			for _, link := range task.Cells[0].Skills {
				if link.Traits != (Traits{}) {
					t.Errorf("%s tells %+v", link.Code, link.Traits)
				}
			}
		}
	}
}
