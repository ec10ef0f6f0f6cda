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
	sameCode = 0.08 // worth of an equal code, where codes mostly agree
	sameTask = 0.08 // worth of a task of the same name, where codes start anew
	merge    = 0.62 // likeness that links a statement to one that is linked already
	skip     = 0.40 // likeness that links over a level that has no part in the lane
)

// Suggest proposes lanes for s from its texts alone. The statements of neighbouring levels
// that are most alike are joined, one to one first; then what is left over joins a
// statement that is taken, if it is very like it, or one two levels on. Lanes stay within
// a task, unless numbers start anew in each level: there they say nothing, and statements
// are looked for in the whole of the neighbouring level.
func (l *Lexicon) Suggest(s *standard.Standard) []Proposal {
	g := suggester{l: l, s: s, profiles: map[*standard.Requirement]profile{}, tasks: map[*standard.Requirement]string{}}
	var proposals []Proposal
	for _, group := range g.groups() {
		proposals = append(proposals, g.lanes(group, g.links(group))...)
	}
	return proposals
}

// A suggester proposes the lanes of one standard.
type suggester struct {
	l        *Lexicon
	s        *standard.Standard
	profiles map[*standard.Requirement]profile
	tasks    map[*standard.Requirement]string // names of the tasks
}

// groups gathers the requirements among which lanes are looked for, by level: those of
// each task, in the order of first appearance, or all of them.
func (g *suggester) groups() [][][]*standard.Requirement {
	index := map[string]int{}
	var groups [][][]*standard.Requirement
	for i := range g.s.Levels {
		for _, a := range g.s.Levels[i].Areas {
			for _, t := range a.Tasks {
				key := t.Number
				if g.s.Alignment == standard.ByLanes {
					key = ""
				}
				n, ok := index[key]
				if !ok {
					n = len(groups)
					index[key] = n
					groups = append(groups, make([][]*standard.Requirement, len(g.s.Levels)))
				}
				for k := range t.Requirements {
					q := &t.Requirements[k]
					groups[n][i] = append(groups[n][i], q)
					g.profiles[q], g.tasks[q] = g.l.profile(q), t.Name
				}
			}
		}
	}
	return groups
}

// links joins the statements of one group.
func (g *suggester) links(group [][]*standard.Requirement) []link {
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
	for i := 1; i < len(group); i++ {
		pairs := g.pairs(group[i-1], group[i])
		join(pairs, enough, true)
		join(pairs, merge, false)
	}
	for i := 2; i < len(group); i++ {
		join(g.pairs(group[i-2], group[i]), skip, true)
	}
	return links
}

// pairs scores the pairs of two levels that have a word in common, the likest first.
func (g *suggester) pairs(lower, higher []*standard.Requirement) []link {
	with := map[string][]int{} // lower statements by word
	for i, q := range lower {
		for _, w := range g.profiles[q].whole {
			with[w.word] = append(with[w.word], i)
		}
	}
	var list []link
	for _, b := range higher {
		seen := make([]bool, len(lower))
		for _, w := range g.profiles[b].whole {
			for _, i := range with[w.word] {
				if !seen[i] {
					seen[i] = true
					list = append(list, link{lower[i], b, g.score(lower[i], b)})
				}
			}
		}
	}
	slices.SortStableFunc(list, func(x, y link) int {
		return cmp.Or(cmp.Compare(y.score, x.score), compareRows(x.a, y.a), compareRows(x.b, y.b))
	})
	return list
}

// compareRows orders statements of one level as its table has them.
func compareRows(a, b *standard.Requirement) int {
	return cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Code, b.Code))
}

func (g *suggester) score(a, b *standard.Requirement) float64 {
	score := g.profiles[a].likeness(g.profiles[b])
	switch {
	case g.s.Alignment == standard.ByLanes && g.tasks[a] == g.tasks[b]:
		score += sameTask
	case g.s.Alignment == standard.ByCode && a.Code == b.Code:
		score += sameCode
	}
	return min(score, 1)
}

// lanes follows the links of a group to lanes, ordered by their first statement.
func (g *suggester) lanes(group [][]*standard.Requirement, links []link) []Proposal {
	lane := map[*standard.Requirement]*[]*standard.Requirement{}
	var order []*[]*standard.Requirement
	for _, level := range group {
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
			proposals = append(proposals, g.proposal(*members, least[members]))
		}
	}
	return proposals
}

// proposal describes a lane.
func (g *suggester) proposal(members []*standard.Requirement, score float64) Proposal {
	slices.SortStableFunc(members, func(a, b *standard.Requirement) int { return cmp.Compare(a.Level, b.Level) })
	p := Proposal{Codes: make([][]string, len(g.s.Levels)), Score: score}
	for _, q := range members {
		p.Codes[q.Level] = append(p.Codes[q.Level], q.Code)
	}
	for _, codes := range p.Codes {
		slices.Sort(codes)
	}
	shared := g.l.shared(members)
	p.Name = strings.Join(shared, "")
	if p.Name == "" {
		p.Name = strings.Join(g.l.shared(members[:1]), "")
	}
	if p.Name == "" {
		p.Name = members[0].Code
	}
	switch {
	case len(members) == 1:
		p.Reason = "各级没有相近的一条"
	case len(shared) > 0:
		p.Reason = fmt.Sprintf("都有“%s”", strings.Join(shared, "”“"))
	default:
		p.Reason = "相邻等级之间文字相近"
	}
	if across := g.across(members); across != "" {
		p.Reason += "；" + across
	}
	return p
}

// across says through which tasks a lane leads, if they are called differently.
func (g *suggester) across(members []*standard.Requirement) string {
	var names []string
	for _, q := range members {
		if name := g.tasks[q]; g.s.Alignment == standard.ByLanes && (len(names) == 0 || names[len(names)-1] != name) {
			names = append(names, name)
		}
	}
	if len(names) < 2 {
		return ""
	}
	return "由“" + strings.Join(names, "”到“") + "”"
}

// mostShared is how many words name a lane.
const mostShared = 3

// shared lists the words that all members have in common, the most telling ones in the
// order of the first member's sentence.
func (l *Lexicon) shared(members []*standard.Requirement) []string {
	in := map[string]int{}
	for _, q := range members {
		for _, w := range l.weights(q.Text.Printed[len(q.Sentence.Verb):]) {
			in[w.word]++
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
