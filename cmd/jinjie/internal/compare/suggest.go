package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/standard"
)

// A Proposal is a lane that the texts suggest, for a person to review. It is never
// published as fact.
type Proposal struct {
	Name   string     // the words that its statements share, or those of a lone one
	Codes  [][]string // by level
	Score  float64    // the likeness of its least like neighbours, from 0 to 1; 0 for a lone one
	Reason string     // in Chinese
}

// A link joins two statements of different levels.
type link struct {
	a, b  *standard.Requirement // a of the lower level
	score float64
}

// What makes a link. The values were found on the standard 590008; the test that measures
// them there prints precision and recall.
const (
	enough   = 0.30 // likeness that makes a link
	sameCode = 0.08 // worth of an equal code: codes mostly agree
	merge    = 0.62 // likeness that links a statement to one that is linked already
	skip     = 0.40 // likeness that links over a level that has no part in the lane
)

// Suggest proposes lanes for s from its texts alone: within each task, the statements of
// neighbouring levels that are most alike are joined, one to one first; then what is left
// over joins a statement that is taken, if it is very like it, or one two levels on.
func (l *Lexicon) Suggest(s *standard.Standard) []Proposal {
	tasks := byTask(s)
	var proposals []Proposal
	for _, t := range tasks {
		links := l.links(t)
		proposals = append(proposals, l.lanes(s, t, links)...)
	}
	return proposals
}

// byTask gathers the requirements of each task by level; tasks in the order of their numbers'
// first appearance.
func byTask(s *standard.Standard) [][][]*standard.Requirement {
	index := map[string]int{}
	var tasks [][][]*standard.Requirement
	for i := range s.Levels {
		for _, a := range s.Levels[i].Areas {
			for _, t := range a.Tasks {
				n, ok := index[t.Number]
				if !ok {
					n = len(tasks)
					index[t.Number] = n
					tasks = append(tasks, make([][]*standard.Requirement, len(s.Levels)))
				}
				for k := range t.Requirements {
					tasks[n][i] = append(tasks[n][i], &t.Requirements[k])
				}
			}
		}
	}
	return tasks
}

// links joins the statements of one task.
func (l *Lexicon) links(task [][]*standard.Requirement) []link {
	var links []link
	up, down := map[*standard.Requirement]bool{}, map[*standard.Requirement]bool{}
	join := func(candidates []link, least float64, oneToOne bool) {
		for _, c := range candidates {
			free := !up[c.a] && !down[c.b]
			if c.score < least || oneToOne && !free || !oneToOne && up[c.a] && down[c.b] {
				continue
			}
			links = append(links, c)
			up[c.a], down[c.b] = true, true
		}
	}
	for i := 1; i < len(task); i++ {
		pairs := l.pairs(task[i-1], task[i])
		join(pairs, enough, true)
		join(pairs, merge, false)
	}
	for i := 2; i < len(task); i++ {
		join(l.pairs(task[i-2], task[i]), skip, true)
	}
	return links
}

// pairs scores every pair of two levels, the likest first.
func (l *Lexicon) pairs(lower, higher []*standard.Requirement) []link {
	var list []link
	for _, a := range lower {
		for _, b := range higher {
			score := l.Likeness(a, b)
			if a.Code == b.Code {
				score += sameCode
			}
			list = append(list, link{a, b, min(score, 1)})
		}
	}
	slices.SortStableFunc(list, func(x, y link) int { return cmp.Compare(y.score, x.score) })
	return list
}

// lanes follows the links of a task to lanes, ordered by their first statement.
func (l *Lexicon) lanes(s *standard.Standard, task [][]*standard.Requirement, links []link) []Proposal {
	lane := map[*standard.Requirement]*[]*standard.Requirement{}
	var order []*[]*standard.Requirement
	for _, level := range task {
		for _, q := range level {
			members := &[]*standard.Requirement{q}
			lane[q] = members
			order = append(order, members)
		}
	}
	least := map[*[]*standard.Requirement]float64{}
	for _, k := range links {
		into, from := lane[k.a], lane[k.b]
		if into == from {
			continue
		}
		*into = append(*into, *from...)
		score := k.score
		for _, m := range []*[]*standard.Requirement{into, from} {
			if x, ok := least[m]; ok {
				score = min(score, x)
			}
		}
		least[into] = score
		for _, q := range *from {
			lane[q] = into
		}
		*from = nil
	}
	var proposals []Proposal
	for _, members := range order {
		if len(*members) > 0 {
			proposals = append(proposals, l.proposal(s, *members, least[members]))
		}
	}
	return proposals
}

// proposal describes a lane.
func (l *Lexicon) proposal(s *standard.Standard, members []*standard.Requirement, score float64) Proposal {
	p := Proposal{Codes: make([][]string, len(s.Levels)), Score: score}
	for _, q := range members {
		p.Codes[q.Level] = append(p.Codes[q.Level], q.Code)
	}
	for _, codes := range p.Codes {
		slices.Sort(codes)
	}
	shared := l.shared(members)
	p.Name = strings.Join(shared, "")
	switch {
	case len(members) == 1:
		p.Reason = "各级没有相近的一条"
	case len(shared) > 0:
		p.Reason = fmt.Sprintf("都有“%s”", strings.Join(shared, "”“"))
	default:
		p.Reason = "编码相同，文字相近"
	}
	return p
}

// mostShared is how many words name a lane.
const mostShared = 3

// shared lists the words that all members have in common, the most telling ones in the
// order of the first member's sentence.
func (l *Lexicon) shared(members []*standard.Requirement) []string {
	in := map[string]int{}
	for _, q := range members {
		for w := range l.weights(q.Text.Printed[len(q.Sentence.Verb):]) {
			in[w]++
		}
	}
	var words []string
	for _, w := range l.Words(members[0].Text.Printed[len(members[0].Sentence.Verb):]) {
		if in[w] == len(members) && len([]rune(w)) > 1 && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	best := slices.Clone(words)
	slices.SortStableFunc(best, func(a, b string) int { return cmp.Compare(l.idf[b], l.idf[a]) })
	best = best[:min(mostShared, len(best))]
	return slices.DeleteFunc(words, func(w string) bool { return !slices.Contains(best, w) })
}
