package check

import (
	"fmt"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// atRef is the span of a code in progressions.csv, which no erratum speaks of.
func atRef(ref standard.LaneRef) span {
	return whole(standard.Text{Printed: ref.Code, Pos: ref.Pos, Place: ref.Code})
}

// atLane is the span of a lane's name.
func atLane(l standard.Lane) span {
	return whole(standard.Text{Printed: l.Name, Pos: l.Pos, Place: l.Name})
}

func laneCode(s *graph.Standard, report func(finding)) {
	for _, l := range s.Standard.Lanes {
		for i, refs := range l.Codes {
			if s.Levels[i].Unread {
				continue // it may list them
			}
			for _, ref := range refs {
				if k := s.Skill(ref.Code); k != nil && k.Steps[i] != nil {
					continue
				}
				f := finding{at: atRef(ref), said: fmt.Sprintf("%s没有编码 %s", s.Levels[i].Name, ref.Code)}
				if k := s.Skill(ref.Code); k != nil {
					var has []string
					for j, q := range k.Steps {
						if q != nil {
							has = append(has, s.Levels[j].Name)
						}
					}
					f.hint = fmt.Sprintf("%s 只在%s有", ref.Code, strings.Join(has, "、"))
				} else if near := nearestCode(s, i, ref.Code); near != "" {
					f.hint = fmt.Sprintf("是不是 %s？", near)
				}
				report(f)
			}
		}
	}
}

// nearestCode finds the code of a level that is most like one that does not exist.
func nearestCode(s *graph.Standard, level int, code string) string {
	var codes []string
	for q := range s.Levels[level].Requirements() {
		codes = append(codes, q.Code)
	}
	return diag.Nearest(code, codes)
}

func laneTwice(s *graph.Standard, report func(finding)) {
	type key struct {
		level int
		code  string
	}
	first := map[key]standard.LaneRef{}
	lane := map[key]string{}
	for _, l := range s.Standard.Lanes {
		for i, refs := range l.Codes {
			for _, ref := range refs {
				k := key{i, ref.Code}
				before, ok := first[k]
				if !ok {
					first[k], lane[k] = ref, l.Name
					continue
				}
				other := atRef(before)
				report(finding{at: atRef(ref), other: &other, said: fmt.Sprintf("%s %s 已经在递进“%s”里", s.Levels[i].Name, ref.Code, lane[k]),
					hint: "一条要求只能在一条递进里，删去其中一处"})
			}
		}
	}
}

func laneAcrossTasks(s *graph.Standard, report func(finding)) {
lanes:
	for _, l := range s.Lanes {
		for _, step := range l.Steps {
			for _, q := range step {
				first := l.First()
				if l.Reason != "" || !first.Elsewhere(q) {
					continue
				}
				report(finding{at: atLane(*l.Lane), said: fmt.Sprintf("递进“%s”跨了任务“%s”和“%s”，没有写依据", l.Name, taskOf(first), taskOf(q)),
					hint: "在“依据”一格写明为什么相连"})
				continue lanes
			}
		}
	}
}

// taskOf names the task of q as its level has it.
func taskOf(q *graph.Requirement) string {
	return strings.TrimSpace(q.TaskHere().Number + " " + q.TaskHere().Name)
}

func laneUnreviewed(s *graph.Standard, report func(finding)) {
	for _, l := range s.Standard.Lanes {
		if l.Reviewer == "" {
			report(finding{at: atLane(l), said: fmt.Sprintf("递进“%s”待审，不发布", l.Name), hint: "审定后写上审核人和日期"})
		}
	}
}

func noLane(s *graph.Standard, report func(finding)) {
	if !s.HasLanes {
		return
	}
	for q := range s.Requirements() {
		if joined := s.Requirement(q); joined != nil && joined.Lane == nil {
			report(finding{at: span{q.Printed, 0, 0}, said: name(s, q) + " 未审：不在任何递进里",
				hint: "在 progressions.csv 里给它一行；没有相承的，单独成行，写明依据"})
		}
	}
}
