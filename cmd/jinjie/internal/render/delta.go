package render

import (
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/compare"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// A Delta is what a requirement says that a lower one did not.
type Delta struct {
	Base     string // the lower one's name, such as “初级 1.1.3”
	Href     string
	Class    string // of its level
	From, To string // the opening verbs, where they differ
	New      []string
	Changed  []Rewording
	Unsaid   []string
	Binds    bool // the level comprises the lower one, so what is unsaid binds all the same
	Plain    bool // nothing changed but the verb
}

// A Rewording is a wording in place of another.
type Rewording struct {
	Was, Is string
}

// A change marks bytes of a printed sentence.
type change struct {
	start, end int
	kind       string // "new" or "changed"
}

// delta holds q against a lower requirement, and tells which bytes of its sentence differ.
func (v viewer) delta(q, base *graph.Requirement) (Delta, []change) {
	c := v.lexicon().Compare(base.Requirement, q.Requirement)
	d := Delta{
		Base: base.Name, Href: rel(v.page, base.Address), Class: classOf(base.Level, len(v.s.Levels)),
		Plain: c.Plain(), Binds: v.s.Levels[q.Level].Comprises,
	}
	if c.From != c.To && c.From != "" && c.To != "" {
		d.From, d.To = c.From, c.To
	}
	var changes []change
	at := len(q.Sentence.Verb)
	if q.Knowledge.Empty() { // else the knowledge stands apart from the sentence
		changes = d.add(c.Knowledge, at, changes)
		at += c.Knowledge.Len()
	} else {
		d.add(c.Knowledge, 0, nil)
	}
	changes = d.add(c.Ability, at, changes)
	return d, changes
}

// add notes the differences of one clause, which begins at the byte at of the sentence.
func (d *Delta) add(clause compare.Clause, at int, changes []change) []change {
	for _, s := range clause.Spans {
		switch s.Kind {
		case compare.New:
			d.New = append(d.New, s.Text)
			changes = append(changes, change{at, at + len(s.Text), "new"})
		case compare.Changed:
			d.Changed = append(d.Changed, Rewording{s.Was, s.Text})
			changes = append(changes, change{at, at + len(s.Text), "changed"})
		}
		at += len(s.Text)
	}
	d.Unsaid = append(d.Unsaid, clause.Unsaid...)
	return changes
}

// closest picks, of several lower requirements, the one whose wording q is closest to.
func (v viewer) closest(q *graph.Requirement, below []*graph.Requirement) *graph.Requirement {
	best, most := below[0], -1.0
	for _, b := range below {
		if score := v.lexicon().Likeness(b.Requirement, q.Requirement); score > most {
			best, most = b, score
		}
	}
	return best
}

// lower returns the nearest lower requirement under the same code.
func lower(k *graph.Skill, i int) *graph.Requirement {
	for j := i - 1; j >= 0; j-- {
		if k.Steps[j] != nil {
			return k.Steps[j]
		}
	}
	return nil
}

// upper returns the nearest higher requirement under the same code.
func upper(k *graph.Skill, i int) *graph.Requirement {
	for j := i + 1; j < len(k.Steps); j++ {
		if k.Steps[j] != nil {
			return k.Steps[j]
		}
	}
	return nil
}

// reviewed tells whether q stands in a published lane.
func reviewed(q *graph.Requirement) bool { return q.Lane != nil && q.Lane.Published() }

// A Kinship is what the lanes say of a requirement and its neighbours under the same code.
type Kinship struct {
	Delta    []Delta // against the lower one of the same code, if the contents go on; at most one
	Open     bool    // whether nobody has said yet if the contents go on
	Stranger string  // the lower one under the same code, whose content is another; or empty
	From     []Link  // under other codes: what this goes on from
	To       []Link  // under other codes: what goes on from this
	ToLevel  string  // the level of those
}

// comparable is the likeness from which two statements of one code are held against each
// other while nobody has said whether their contents go on.
const comparable = 0.3

// kinship tells how q stands to its code's other levels, and marks its sentence where it
// may be held against the lower one.
func (v viewer) kinship(q *graph.Requirement) (Kinship, []change) {
	var k Kinship
	var changes []change
	below, above := q.Below(), q.Above()
	if same := lower(q.Skill, q.Level); v.s.Alignment == standard.ByCode && same != nil {
		k.Open = !reviewed(q) || !reviewed(same)
		switch {
		case slices.Contains(below, same), k.Open && v.lexicon().Likeness(same.Requirement, q.Requirement) >= comparable:
			var d Delta
			d, changes = v.delta(q, same)
			k.Delta = []Delta{d}
		case !k.Open && same.Lane != q.Lane:
			k.Stranger = same.Name
		}
	}
	for _, b := range below {
		if b.Skill != q.Skill {
			k.From = append(k.From, Link{Href: rel(v.page, b.Address), Text: b.Name})
		}
	}
	for _, a := range above {
		if a.Skill != q.Skill {
			k.To = append(k.To, Link{Href: rel(v.page, a.Address), Text: a.Code})
			k.ToLevel = v.s.Levels[a.Level].Name
		}
	}
	return k, changes
}

// A ProgressionsView lists the lanes by task.
type ProgressionsView struct {
	Frame   Frame
	Lanes   int // published ones
	Crossed int // of those, the ones that join different codes
	Alone   int // of those, the ones of one requirement
	Tasks   []LaneTask
}

// A LaneTask is a task with its lanes.
type LaneTask struct {
	Number, Name, Href string
	Lanes              []Lane
}

// A Lane is a lane as pages show it.
type Lane struct {
	ID, Name, Href string
	Reason         string
	Reviewer, Date string
	Crosses, Alone bool
	Open           bool // nobody has reviewed it yet: a draft
	Steps          []LaneStep
}

// A LaneStep is one level of a lane.
type LaneStep struct {
	Level        Level
	Requirements []LaneItem // none where the lane lacks the level
}

// A LaneItem is a requirement in a lane, held against the one that it goes on from.
type LaneItem struct {
	Code, Name string
	Href       string
	Here       bool   // it stands on this page
	Task       string // its task at its level, where that is not the first one's
	Parts      []Part
	Delta      []Delta // at most one
}

func (v viewer) progressions() ProgressionsView {
	view := ProgressionsView{Frame: v.frame}
	for _, t := range v.s.Tasks {
		task := LaneTask{Number: t.Number, Name: t.Name, Href: rel(v.page, t.File)}
		for _, l := range v.s.Lanes {
			if l.Task != t || !l.Published() {
				continue
			}
			lane := v.lane(l, nil)
			view.Lanes++
			if lane.Crosses {
				view.Crossed++
			}
			if lane.Alone {
				view.Alone++
			}
			task.Lanes = append(task.Lanes, lane)
		}
		if len(task.Lanes) > 0 {
			view.Tasks = append(view.Tasks, task)
		}
	}
	return view
}

// lane shows l; here is the skill whose page it stands on, or nil.
func (v viewer) lane(l *graph.Lane, here *graph.Skill) Lane {
	out := Lane{
		ID: anchorOf(l.Address), Name: l.Name, Href: rel(v.page, l.Address), Reason: l.Reason,
		Reviewer: l.Reviewer, Date: l.Date, Crosses: l.Crosses(), Alone: l.Alone(), Open: l.Open(),
	}
	first := l.First()
	for i, step := range l.Steps {
		s := LaneStep{Level: v.frame.Standard.Levels[i]}
		for _, q := range step {
			item := LaneItem{Code: q.Code, Name: q.Name, Href: rel(v.page, q.Address), Here: q.Skill == here}
			if first.Elsewhere(q) {
				item.Task = strings.TrimSpace(q.TaskHere().Number + " " + q.TaskHere().Name)
			}
			var changes []change
			if below := q.Below(); len(below) > 0 {
				var d Delta
				d, changes = v.delta(q, v.closest(q, below))
				item.Delta = []Delta{d}
			}
			item.Parts = v.parts(q, changes)
			s.Requirements = append(s.Requirements, item)
		}
		out.Steps = append(out.Steps, s)
	}
	return out
}

// lanesOf lists the published lanes through a skill, in the order of their levels, if any
// of them leads elsewhere than the code does.
func (v viewer) lanesOf(k *graph.Skill) (lanes []Lane, state string) {
	var through []*graph.Lane
	crosses := false
	for _, q := range k.Steps {
		switch {
		case q == nil:
			continue
		case !reviewed(q):
			return nil, "open"
		case !slices.Contains(through, q.Lane):
			through = append(through, q.Lane)
		}
		crosses = crosses || q.Lane.Crosses()
	}
	if len(through) == 1 && !crosses {
		return nil, "agrees"
	}
	for _, l := range through {
		lanes = append(lanes, v.lane(l, k))
	}
	return lanes, "differs"
}
