package graph

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/parallel"
	"jinjie/cmd/jinjie/internal/standard"
)

var repeatedStandard = diag.Kind{Code: "repeated-standard", Severity: diag.Error,
	Title: "同一标准的同一版本有两份",
	Why:   "同一标准代码可以有几个版本，最新的一版用 590008/ 这样的地址，旧版用 590008/2.0/。两个文件夹的代码和版本号都相同时，地址就会冲突。"}

// Build joins the standards and the content of a site. Problems are those of names,
// addresses and links. Standards without a code are left out: reading them has reported it.
func Build(standards []*standard.Standard, content Content) (*Graph, []diag.Diagnostic) {
	g := &Graph{Home: content.Home, byBase: map[string]*Standard{}}
	var problems []diag.Diagnostic
	for _, std := range standards {
		if std.Code != "" {
			g.Standards = append(g.Standards, &Standard{Standard: std})
		} else {
			g.partial = true
		}
	}
	slices.SortStableFunc(g.Standards, func(a, b *Standard) int {
		return cmp.Or(compareNumbers(a.Code, b.Code), compareNumbers(b.Version, a.Version))
	})
	for start := 0; start < len(g.Standards); {
		end := start + 1
		for end < len(g.Standards) && g.Standards[end].Code == g.Standards[start].Code {
			end++
		}
		repeated := address(g.Standards[start:end:end])
		g.partial = g.partial || len(repeated) > 0
		problems = append(problems, repeated...)
		start = end
	}
	for _, s := range g.Standards {
		g.byBase[s.Base] = s
	}
	parallel.Do(len(g.Standards), func(i int) {
		s := g.Standards[i]
		s.join()
		s.linkTerms()
		s.joinLanes(content.Drafts)
		s.placeErrata()
	})
	return g, append(problems, g.joinLessons(content)...)
}

// address gives the editions of one standard, newest first, their addresses.
func address(editions []*Standard) []diag.Diagnostic {
	var problems []diag.Diagnostic
	for i, s := range editions {
		s.Current, s.Editions = editions[0], editions
		s.Base = s.Code + "/"
		if i == 0 {
			continue
		}
		s.Base += s.Version + "/"
		if other := editions[i-1]; s.Version == other.Version {
			problems = append(problems, repeatedStandard.At(s.Pos, "标准 %s 的版本“%s”有两份", s.Code, s.Version).
				WithRelated(other.Pos, "另一份").
				WithHint("删去一个文件夹，或者更正文件头里的 version"))
		}
	}
	return problems
}

// join merges the levels' tables into areas, tasks and skills, ordered by number.
func (s *Standard) join() {
	s.areas, s.tasks, s.skills = map[string]*Area{}, map[string]*Task{}, map[string]*Skill{}
	s.joined = map[*standard.Requirement]*Requirement{}
	for i := range s.Levels {
		for j := range s.Levels[i].Areas {
			s.joinArea(i, &s.Levels[i].Areas[j])
		}
	}
	slices.SortStableFunc(s.Areas, func(a, b *Area) int { return compareNumbers(a.Number, b.Number) })
	for _, a := range s.Areas {
		slices.SortStableFunc(a.Tasks, func(a, b *Task) int { return compareNumbers(a.Number, b.Number) })
		s.Tasks = append(s.Tasks, a.Tasks...)
		for _, t := range a.Tasks {
			slices.SortStableFunc(t.Skills, func(a, b *Skill) int { return compareNumbers(a.Code, b.Code) })
			s.Skills = append(s.Skills, t.Skills...)
		}
	}
	if s.Alignment == standard.ByLanes {
		s.nameByAll()
	}
	s.neighbours()
}

// nameByAll names areas and tasks by what all levels call them: where numbers start anew
// in each level, no one level's name stands for the number.
func (s *Standard) nameByAll() {
	for _, a := range s.Areas {
		a.Name = allNames(a.Levels, func(in *standard.Area) string { return in.Name })
	}
	for _, t := range s.Tasks {
		t.Name = allNames(t.Levels, func(in *standard.Task) string { return in.Name })
	}
}

// allNames joins the different names of what levels have; nil where a level has none.
func allNames[T any](levels []*T, name func(*T) string) string {
	var names []string
	for _, in := range levels {
		if in != nil && !slices.Contains(names, name(in)) {
			names = append(names, name(in))
		}
	}
	return strings.Join(names, "、")
}

func (s *Standard) joinArea(level int, in *standard.Area) {
	area := s.areas[in.Number]
	if area == nil {
		area = &Area{Standard: s, Number: in.Number, Name: in.Name, File: s.Page(in.Number), Levels: make([]*standard.Area, len(s.Levels))}
		s.areas[in.Number] = area
		s.Areas = append(s.Areas, area)
	}
	if area.Levels[level] == nil {
		area.Levels[level] = in
	}
	for i := range in.Tasks {
		s.joinTask(level, area, &in.Tasks[i])
	}
}

func (s *Standard) joinTask(level int, area *Area, in *standard.Task) {
	task := s.tasks[in.Number]
	if task == nil {
		task = &Task{Number: in.Number, Name: in.Name, File: s.Page(in.Number), Area: area, Levels: make([]*standard.Task, len(s.Levels))}
		s.tasks[in.Number] = task
		area.Tasks = append(area.Tasks, task)
	}
	if task.Levels[level] == nil {
		task.Levels[level] = in
	}
	for i := range in.Requirements {
		s.joinRequirement(level, task, &in.Requirements[i])
	}
}

func (s *Standard) joinRequirement(level int, task *Task, in *standard.Requirement) {
	skill := s.skills[in.Code]
	if skill == nil {
		skill = &Skill{Code: in.Code, File: s.Page(in.Code), Task: task, Steps: make([]*Requirement, len(s.Levels))}
		s.skills[in.Code] = skill
		task.Skills = append(task.Skills, skill)
	}
	if skill.Steps[level] != nil {
		return // the code is taken: a rule reports it
	}
	q := &Requirement{
		Requirement: in,
		Skill:       skill,
		Address:     skill.File + "#" + s.Levels[level].ID,
		Name:        s.Levels[level].Name + " " + in.Code,
	}
	skill.Steps[level] = q
	s.joined[in] = q
}

// neighbours links each area, task and skill to those before and behind it.
func (s *Standard) neighbours() {
	for i := 1; i < len(s.Areas); i++ {
		s.Areas[i].Prev, s.Areas[i-1].Next = s.Areas[i-1], s.Areas[i]
	}
	for i := 1; i < len(s.Tasks); i++ {
		s.Tasks[i].Prev, s.Tasks[i-1].Next = s.Tasks[i-1], s.Tasks[i]
	}
	for i := 1; i < len(s.Skills); i++ {
		s.Skills[i].Prev, s.Skills[i-1].Next = s.Skills[i-1], s.Skills[i]
	}
}

// compareNumbers orders numbers and versions part by part: 1.2 before 1.10. A part that
// is no number stands behind those that are, and compares as text.
func compareNumbers(a, b string) int {
	for {
		x, restA, moreA := strings.Cut(a, ".")
		y, restB, moreB := strings.Cut(b, ".")
		switch c := compareParts(x, y); {
		case c != 0:
			return c
		case moreA && moreB:
			a, b = restA, restB
		case moreA:
			return 1
		case moreB:
			return -1
		default:
			return 0
		}
	}
}

func compareParts(x, y string) int {
	if x == y {
		return 0
	}
	n, errX := strconv.Atoi(x)
	m, errY := strconv.Atoi(y)
	switch {
	case errX == nil && errY == nil:
		return cmp.Compare(n, m)
	case errX == nil:
		return -1
	case errY == nil:
		return 1
	}
	return cmp.Compare(x, y)
}
