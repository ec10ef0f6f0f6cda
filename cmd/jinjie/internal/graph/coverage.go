package graph

import "slices"

// A State says how far lessons cover a requirement.
type State int

const (
	// Untaught: no lesson teaches or names it.
	Untaught State = iota
	// Mentioned: some page names it, none teaches it.
	Mentioned
	// Outdated: a lesson teaches it that was written against another text, and was not
	// reviewed since.
	Outdated
	// Taught: a lesson teaches it.
	Taught
)

// State tells how far lessons cover q.
func (q *Requirement) State() State {
	switch {
	case q.outdated:
		return Outdated
	case len(q.TaughtBy) > 0:
		return Taught
	case len(q.MentionedBy) > 0:
		return Mentioned
	}
	return Untaught
}

// A Tally counts requirements by state.
type Tally struct {
	All, Taught, Mentioned, Outdated, Untaught int
	Assessed                                   int
	Lessons                                    int     // that teach any of them
	Hours                                      float64 // of those lessons, each counted once
}

// Tally counts the requirements of s that are kept.
func (s *Standard) Tally(keep func(q *Requirement) bool) Tally {
	var t Tally
	counted := map[*Lesson]bool{}
	for _, k := range s.Skills {
		for _, q := range k.Steps {
			if q == nil || !keep(q) {
				continue
			}
			t.add(q)
			for _, l := range q.TaughtBy {
				if !counted[l] {
					counted[l] = true
					t.Lessons++
					t.Hours += l.Hours
				}
			}
		}
	}
	return t
}

func (t *Tally) add(q *Requirement) {
	t.All++
	switch q.State() {
	case Taught:
		t.Taught++
	case Outdated:
		t.Outdated++
	case Mentioned:
		t.Mentioned++
	case Untaught:
		t.Untaught++
	}
	if len(q.AssessedBy) > 0 {
		t.Assessed++
	}
}

// Comprised tells which levels a level comprises, itself among them.
func (s *Standard) Comprised(level int) []int {
	list := []int{level}
	if s.Levels[level].Comprises {
		for i := range level {
			list = append(list, i)
		}
	}
	slices.Sort(list)
	return list
}
