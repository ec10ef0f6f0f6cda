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

	drafts bool // whether drafts are published
}

// Open tells whether nobody has reviewed the lane yet (待审).
func (l *Lane) Open() bool { return l.Reviewer == "" }

// Published tells whether pages show the lane. One that is open is a draft.
func (l *Lane) Published() bool { return !l.Open() || l.drafts }

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

// First is the lane's first requirement at its lowest level, or nil.
func (l *Lane) First() *Requirement {
	for _, step := range l.Steps {
		if len(step) > 0 {
			return step[0]
		}
	}
	return nil
}

// Elsewhere tells whether q and other stand in different tasks. Where numbers start anew
// in each level, a task is told by its area's name and its own.
func (q *Requirement) Elsewhere(other *Requirement) bool {
	if q.Skill.Task.Area.Standard.Alignment == standard.ByLanes {
		return q.AreaHere().Name != other.AreaHere().Name || q.TaskHere().Name != other.TaskHere().Name
	}
	return q.Skill.Task != other.Skill.Task
}

// joinLanes finds the requirements of each lane. One that stands in two lanes counts in
// the first; a rule reports it.
func (s *Standard) joinLanes(drafts bool) {
	for i := range s.Standard.Lanes {
		in := &s.Standard.Lanes[i]
		lane := &Lane{
			Lane:    in,
			Address: fmt.Sprintf("%s#lane-%d", s.Page("progressions"), i+1),
			Steps:   make([][]*Requirement, len(s.Levels)),
			drafts:  drafts,
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
