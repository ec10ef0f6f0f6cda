package graph

import (
	"fmt"
	"slices"

	"jinjie/cmd/jinjie/internal/standard"
)

// A Lane is a lane in its place in the graph.
type Lane struct {
	*standard.Lane
	Address string           // such as "590008/progressions.html#lane-3"
	Steps   [][]*Requirement // by level; codes that do not exist are left out
	Task    *Task            // of its first requirement
}

// Published tells whether the lane was reviewed; one that was not is for the preview.
func (l *Lane) Published() bool { return l.Reviewer != "" }

// Crosses tells whether the lane joins different codes.
func (l *Lane) Crosses() bool {
	code := ""
	for _, step := range l.Steps {
		for _, q := range step {
			if code != "" && q.Code != code {
				return true
			}
			code = q.Code
		}
	}
	return false
}

// Alone tells whether the lane holds one requirement only: reviewed, without counterpart.
func (l *Lane) Alone() bool {
	n := 0
	for _, step := range l.Steps {
		n += len(step)
	}
	return n == 1
}

// joinLanes finds the requirements of each lane. One that stands in two lanes counts in
// the first; a rule reports it.
func (s *Standard) joinLanes() {
	for i := range s.Standard.Lanes {
		in := &s.Standard.Lanes[i]
		lane := &Lane{
			Lane:    in,
			Address: fmt.Sprintf("%s#lane-%d", s.Page("progressions"), i+1),
			Steps:   make([][]*Requirement, len(s.Levels)),
		}
		for level, refs := range in.Codes {
			for _, ref := range refs {
				q := s.at(level, ref.Code)
				if q == nil || slices.Contains(lane.Steps[level], q) {
					continue
				}
				lane.Steps[level] = append(lane.Steps[level], q)
				if lane.Task == nil {
					lane.Task = q.Skill.Task
				}
				if q.Lane == nil {
					q.Lane = lane
				}
			}
		}
		s.Lanes = append(s.Lanes, lane)
	}
}

// at returns the requirement of that code at a level, or nil.
func (s *Standard) at(level int, code string) *Requirement {
	if skill := s.skills[code]; skill != nil {
		return skill.Steps[level]
	}
	return nil
}

// Below returns what q goes on from: the requirements of the nearest lower level in its
// published lane, and that level; none if it begins the lane.
func (q *Requirement) Below() []*Requirement {
	if q.Lane == nil || !q.Lane.Published() {
		return nil
	}
	for i := q.Level - 1; i >= 0; i-- {
		if len(q.Lane.Steps[i]) > 0 {
			return q.Lane.Steps[i]
		}
	}
	return nil
}

// Above returns what goes on from q: the requirements of the nearest higher level in its
// published lane.
func (q *Requirement) Above() []*Requirement {
	if q.Lane == nil || !q.Lane.Published() {
		return nil
	}
	for i := q.Level + 1; i < len(q.Lane.Steps); i++ {
		if len(q.Lane.Steps[i]) > 0 {
			return q.Lane.Steps[i]
		}
	}
	return nil
}
