package render

import (
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// A Filter is what a reader can choose of the requirements on a page. What leaves no
// choice is left out: the verbs of a standard without verbs, the state where no lessons are.
//
// The page marks each requirement with its traits, and what it stands in with the number
// of its area and task and the ID of its level; themes/default/js/filter.js does the rest.
type Filter struct {
	Scope    string // ID of the element that holds the requirements
	Levels   []Option
	Verbs    []Option // the verbs that requirements open with, in the order of the levels
	Areas    []Option
	Tasks    []TaskOptions // by area
	Columns  Columns       // what areas and tasks are called
	States   []string      // "untaught", …, as in a coverage row
	Assessed bool          // whether to ask if a requirement is assessed
	Total    int           // requirements on the page
}

// An Option is one value to choose.
type Option struct {
	Value string
	Text  string
	Class string // of a level
}

// TaskOptions are the tasks of one area.
type TaskOptions struct {
	Area  Option
	Tasks []Option
}

// otherVerb stands for all requirements that open with no verb of a level.
const otherVerb = "-"

// Traits are what a requirement can be chosen by, beside its level and its place.
type Traits struct {
	Shown bool   // whether the page has a filter
	Verb  string // that it opens with, or "-"
	State string // as in a coverage row; empty where no lessons are
}

// filter makes the filter of a page of v's standard.
func (v viewer) filter(scope string) Filter {
	f := Filter{Scope: scope, Total: counts(v.s).Requirements, Columns: v.frame.Standard.Columns}
	for _, l := range v.frame.Standard.Levels {
		f.Levels = append(f.Levels, Option{Value: l.ID, Text: l.Name, Class: l.Class})
	}
	f.Verbs = v.verbs()
	for _, a := range v.s.Areas {
		area := Option{Value: a.Number, Text: strings.TrimSpace(a.Number + " " + a.Name)}
		group := TaskOptions{Area: area}
		for _, t := range a.Tasks {
			group.Tasks = append(group.Tasks, Option{Value: t.Number, Text: strings.TrimSpace(t.Number + " " + t.Name)})
		}
		f.Areas, f.Tasks = append(f.Areas, area), append(f.Tasks, group)
	}
	if has(v.g, v.s, Coverage) {
		f.States = []string{"untaught", "mentioned", "outdated", "taught"}
	}
	return f.withChoices(len(v.s.Tasks))
}

// withChoices leaves out what offers a single value.
func (f Filter) withChoices(tasks int) Filter {
	if len(f.Levels) < 2 {
		f.Levels = nil
	}
	if len(f.Verbs) < 2 {
		f.Verbs = nil
	}
	if len(f.Areas) < 2 {
		f.Areas = nil
	}
	if tasks < 2 {
		f.Tasks = nil
	}
	return f
}

// verbs lists the verbs that requirements open with, in the order of the levels' verbs,
// and last what opens with none. The verb is read from the sentence, not from its level.
func (v viewer) verbs() []Option {
	found := map[string]bool{}
	for q := range v.s.Requirements() {
		found[verbOf(q.Sentence)] = true
	}
	var list []Option
	for _, l := range v.s.Levels {
		if found[l.Verb] && l.Verb != "" {
			list = append(list, Option{Value: l.Verb, Text: l.Verb})
			delete(found, l.Verb)
		}
	}
	if found[otherVerb] {
		list = append(list, Option{Value: otherVerb})
	}
	return list
}

func verbOf(s standard.Sentence) string {
	if s.Verb == "" {
		return otherVerb
	}
	return s.Verb
}

// traits tells the traits of q on the pages that have a filter; elsewhere they are empty,
// so that such a page does not change with what is taught.
func (v viewer) traits(q *graph.Requirement) Traits {
	if k := v.frame.Kind; k != Overview && k != Compare && k != Coverage {
		return Traits{}
	}
	t := Traits{Shown: true, Verb: verbOf(q.Sentence)}
	if has(v.g, v.s, Coverage) {
		t.State = stateNames[q.State()]
	}
	return t
}
