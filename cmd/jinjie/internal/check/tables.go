package check

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// eachTask calls visit for every task of every level's table.
func eachTask(s *graph.Standard, visit func(l *standard.Level, a *standard.Area, t *standard.Task)) {
	for i := range s.Levels {
		l := &s.Levels[i]
		for j := range l.Areas {
			for k := range l.Areas[j].Tasks {
				visit(l, &l.Areas[j], &l.Areas[j].Tasks[k])
			}
		}
	}
}

// name is how a message names a requirement: “初级 3.3.1”.
func name(s *graph.Standard, q *standard.Requirement) string {
	return s.Levels[q.Level].Name + " " + q.Code
}

// lastPart is the last part of a number: “4” of “3.2.4”.
func lastPart(number string) string { return number[strings.LastIndex(number, ".")+1:] }

// erratumHint tells which row of errata.csv would correct t.
func erratumHint(t standard.Text, correction string) string {
	return fmt.Sprintf("如系印刷之误，在 errata.csv 里写一条更正：位置“%s”，原文“%s”，更正“%s”", t.Place, t.Printed, correction)
}

// doubtHint tells that what is printed so can be recorded as a doubt.
func doubtHint(t standard.Text) string {
	return fmt.Sprintf("原文如此的，在 errata.csv 里记为存疑：位置“%s”", t.Place)
}

func repeatedCode(s *graph.Standard, report func(finding)) {
	for i := range s.Levels {
		first := map[string]*standard.Requirement{}
		used := map[string]bool{}
		for q := range s.Levels[i].Requirements() {
			used[q.Code] = true
		}
		eachTask(s, func(l *standard.Level, _ *standard.Area, t *standard.Task) {
			if l != &s.Levels[i] {
				return
			}
			for k := range t.Requirements {
				q := &t.Requirements[k]
				before := first[q.Code]
				if before == nil {
					first[q.Code] = q
					continue
				}
				f := finding{at: whole(q.Printed), lasting: true, said: fmt.Sprintf("%s的编码“%s”重复", l.Name, q.Code)}
				other := whole(before.Printed)
				f.other = &other
				f.hint = fmt.Sprintf("如系印刷之误，在 errata.csv 里写一条更正：位置“%s”，原文“%s”", q.Printed.Place, q.Printed.Printed)
				if own := t.Number + "." + lastPart(q.Code); !used[own] {
					f.hint = erratumHint(q.Printed, own)
				}
				report(f)
			}
		})
	}
}

func codeOutsideTask(s *graph.Standard, report func(finding)) {
	eachTask(s, func(_ *standard.Level, _ *standard.Area, t *standard.Task) {
		for k := range t.Requirements {
			q := &t.Requirements[k]
			if t.Number != "" && !strings.HasPrefix(q.Code, t.Number+".") {
				report(finding{at: whole(q.Printed),
					said: fmt.Sprintf("编码“%s”列在任务“%s %s”之下", q.Code, t.Number, t.Name),
					hint: erratumHint(q.Printed, t.Number+"."+lastPart(q.Code))})
			}
		}
	})
}

func taskOutsideArea(s *graph.Standard, report func(finding)) {
	eachTask(s, func(_ *standard.Level, a *standard.Area, t *standard.Task) {
		if a.Number != "" && t.Number != "" && !strings.HasPrefix(t.Number, a.Number+".") {
			report(finding{at: whole(t.Text), said: fmt.Sprintf("任务“%s %s”列在领域“%s %s”之下", t.Number, t.Name, a.Number, a.Name),
				hint: doubtHint(t.Text)})
		}
	})
}

func repeatedTask(s *graph.Standard, report func(finding)) {
	for i := range s.Levels {
		first := map[string]standard.Text{}
		eachTask(s, func(l *standard.Level, _ *standard.Area, t *standard.Task) {
			if l != &s.Levels[i] || t.Number == "" {
				return
			}
			if before, ok := first[t.Number]; ok {
				other := whole(before)
				report(finding{at: whole(t.Text), other: &other, said: fmt.Sprintf("任务“%s”在%s的表里出现两次", t.Number, l.Name)})
				return
			}
			first[t.Number] = t.Text
		})
	}
}

func openingVerb(s *graph.Standard, report func(finding)) {
	for q := range s.Requirements() {
		verb := s.Levels[q.Level].Verb
		if verb == "" || q.Sentence.Verb == verb {
			continue
		}
		end := strings.Index(q.Text.Printed, "，")
		if end < 0 {
			end = len(q.Text.Printed)
		}
		report(finding{at: span{q.Text, 0, end}, said: fmt.Sprintf("%s 没有以“%s”开头", name(s, q), verb), hint: doubtHint(q.Text)})
	}
}

// noFullStop holds a standard to its own habit: where most requirements are sentences with
// a stop, one without may be cut short. The national five-level standards use none.
func noFullStop(s *graph.Standard, report func(finding)) {
	var without []*standard.Requirement
	all := 0
	for q := range s.Requirements() {
		all++
		if !strings.HasSuffix(q.Text.Corrected(), "。") {
			without = append(without, q)
		}
	}
	if 2*len(without) > all {
		return
	}
	for _, q := range without {
		_, n := utf8.DecodeLastRuneInString(q.Text.Printed)
		at := span{q.Text, len(q.Text.Printed) - n, len(q.Text.Printed)}
		report(finding{at: at, said: name(s, q) + " 没有以句号结尾", hint: "对照官方文件，看句子是否完整"})
	}
}

func sameText(s *graph.Standard, report func(finding)) {
	for i := range s.Levels {
		first := map[string]*standard.Requirement{}
		for q := range s.Levels[i].Requirements() {
			text := q.Text.Corrected()
			if before := first[text]; before != nil {
				other := whole(before.Text)
				report(finding{at: whole(q.Text), other: &other,
					said: fmt.Sprintf("%s 与 %s 文字相同", name(s, q), before.Code), hint: doubtHint(q.Text)})
				continue
			}
			first[text] = q
		}
	}
}

// shortAbility is the length, in characters, below which an ability clause leans on the
// knowledge clause before it: “能进行全面解答” answers whatever that names.
const shortAbility = 10

func sameAbility(s *graph.Standard, report func(finding)) {
	type first struct {
		q    *standard.Requirement
		task string
	}
	for i := range s.Levels {
		seen := map[string][]first{}
		eachTask(s, func(l *standard.Level, _ *standard.Area, t *standard.Task) {
			if l != &s.Levels[i] {
				return
			}
			for k := range t.Requirements {
				q := &t.Requirements[k]
				promise := strings.TrimRight(q.Sentence.Ability, "。")
				if promise == "" {
					continue
				}
				for _, before := range seen[promise] {
					if before.q.Text.Corrected() == q.Text.Corrected() ||
						before.task != t.Number && utf8.RuneCountInString(promise) < shortAbility {
						continue
					}
					other := abilityOf(before.q)
					report(finding{at: abilityOf(q), other: &other,
						said: fmt.Sprintf("%s 与 %s 的能力相同：“%s”", name(s, q), before.q.Code, promise), hint: doubtHint(q.Text)})
					break
				}
				seen[promise] = append(seen[promise], first{q, t.Number})
			}
		})
	}
}

// abilityOf is the ability clause of a requirement.
func abilityOf(q *standard.Requirement) span {
	start := len(q.Sentence.Verb) + len(q.Sentence.Knowledge)
	return span{q.Text, start, start + len(q.Sentence.Ability)}
}

func taskRenamed(s *graph.Standard, report func(finding)) {
	if s.Alignment == standard.ByLanes {
		return // codes start anew in each level: the same number is another task
	}
	for _, a := range s.Areas {
		for i, in := range a.Levels {
			if in != nil && in.Name != a.Name {
				report(finding{at: whole(in.Text), hint: doubtHint(in.Text),
					said: fmt.Sprintf("领域 %s 在%s叫“%s”，在较低等级叫“%s”", a.Number, s.Levels[i].Name, in.Name, a.Name)})
			}
		}
	}
	for _, t := range s.Tasks {
		for i, in := range t.Levels {
			if in != nil && in.Name != t.Name {
				report(finding{at: whole(in.Text), hint: doubtHint(in.Text),
					said: fmt.Sprintf("任务 %s 在%s叫“%s”，在较低等级叫“%s”", t.Number, s.Levels[i].Name, in.Name, t.Name)})
			}
		}
	}
}
