package graph

import (
	"slices"
	"strings"
)

// linkTerms finds the terms that requirements use: the longest match at the leftmost
// place, each term once a requirement, never inside another term, and never one that
// the standard lists as too common.
func (s *Standard) linkTerms() {
	byName, all := map[string]*Term{}, map[string][]*Term{}
	s.termIDs = map[string]*Term{}
	for i := range s.Standard.Terms {
		t := &Term{Term: &s.Standard.Terms[i], Standard: s, number: i}
		t.Address = s.Page("terms") + "#" + t.ID
		s.Terms = append(s.Terms, t)
		s.termIDs[t.ID] = t
		all[t.Name] = append(all[t.Name], t)
		if t.Name != "" {
			byName[t.Name] = all[t.Name][0]
		}
	}
	for _, t := range s.Terms {
		t.Twins = slices.DeleteFunc(slices.Clone(all[t.Name]), func(o *Term) bool { return o == t })
	}
	s.termNames, s.termFirsts = byName, namesByFirst(byName)
	for _, skill := range s.Skills {
		for _, q := range skill.Steps {
			if q != nil {
				q.Terms = s.mentions(q.Text.Printed)
				for _, m := range q.Terms {
					m.Term.UsedBy = append(m.Term.UsedBy, q)
				}
			}
		}
	}
}

// namesByFirst groups names by their first character, the longest first.
func namesByFirst(byName map[string]*Term) map[rune][]string {
	byFirst := map[rune][]string{}
	for name := range byName {
		first := []rune(name)[0]
		byFirst[first] = append(byFirst[first], name)
	}
	for _, names := range byFirst {
		slices.SortFunc(names, func(a, b string) int {
			if len(a) != len(b) {
				return len(b) - len(a)
			}
			return strings.Compare(a, b)
		})
	}
	return byFirst
}

// mentions finds the terms that a text names, each once; it walks once from the left.
func (s *Standard) mentions(text string) []Mention {
	var list []Mention
	skip := 0
	for at, first := range text {
		if at < skip {
			continue
		}
		for _, name := range s.termFirsts[first] {
			if !strings.HasPrefix(text[at:], name) {
				continue
			}
			skip = at + len(name)
			term := s.termNames[name]
			known := slices.ContainsFunc(list, func(m Mention) bool { return m.Term == term })
			if !known && !slices.Contains(s.Common, name) {
				list = append(list, Mention{term, at, skip})
			}
			break
		}
	}
	return list
}
