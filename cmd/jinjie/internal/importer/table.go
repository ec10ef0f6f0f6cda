package importer

import (
	"regexp"
	"strings"
)

// A table is the table of one level while it is read.
type table struct {
	level text // the level's name as printed, or empty
	cols  []role
	names [roles]text // the columns' names as printed, or empty
	rows  []row

	area, task     text // of the rows to come
	areaAt, taskAt int  // the row that prints them, or -1 before there is one
	fresh          bool // whether the task has no row yet
	taskFrom       int  // the task's first row
	code           text // of a column of its own, before its sentence came
	knows          int  // the row whose knowledge was read last
	x              [roles]int

	acc *account
	doc *document
}

// A row is one requirement.
type row struct {
	area, task text // empty where they are those of the row above
	code       text
	skill      text
	more       []text // what ends of lines and pages have cut off skill, until all is read
	know       text
}

// end is the last fragment of the requirement's sentence.
func (r *row) end() *text {
	if n := len(r.more); n > 0 {
		return &r.more[n-1]
	}
	return &r.skill
}

// warn reports a place that can be read in more than one way.
func (t *table) warn(at text, format string, args ...any) {
	t.doc.report(unsure, at.start(), "请对照原文核对这一处", format, args...)
}

// asRow tells, for the cells of a row in the table's columns, what each holds.
func (t *table) asRow(cells []text) []role {
	list := make([]role, len(cells))
	shift := t.shift(cells)
	for i, c := range cells {
		if i+shift < len(t.cols) {
			list[i] = t.cols[i+shift]
		}
		switch kind := kindOf(c.s); {
		case c.empty():
			list[i] = noRole
		case kind == skillRole && list[i] != knowRole && (list[i] != codeRole || !isCode(c.s)):
			list[i] = skillRole
		case kind == taskRole && list[i] == areaRole, list[i] == noRole && kind != noRole:
			list[i] = kind
		case list[i] == noRole && i+shift >= len(t.cols):
			list[i] = skillRole
		}
	}
	return list
}

// shift is how many columns to the right a short row belongs that lacks the empty cells
// before it.
func (t *table) shift(cells []text) int {
	if len(cells) >= len(t.cols) {
		return 0
	}
	for i, c := range cells {
		if c.empty() {
			continue
		}
		for j := i; j < len(t.cols); j++ {
			if t.cols[j] == codeRole && isCode(c.s) {
				return min(j-i, len(t.cols)-len(cells))
			}
			if t.cols[j] == kindOf(c.s) {
				return min(j-i, len(t.cols)-len(cells))
			}
		}
		return 0
	}
	return 0
}

// kindOf tells by its number what a cell holds; noRole if it has none.
func kindOf(s string) role {
	s, _, _ = strings.Cut(s, "\n")
	switch {
	case codeFirst.MatchString(s):
		return skillRole
	case taskFirst.MatchString(s) && columns(s) <= 80:
		return taskRole
	case areaFirst.MatchString(s) && columns(s) <= 80:
		return areaRole
	}
	return noRole
}

// isCode tells whether a cell holds codes and nothing else.
func isCode(s string) bool {
	return strings.Trim(codeAnywhere.ReplaceAllString(s, ""), " \t\n\u3000.．、") == ""
}

// add reads a row whose cells stand in the table's columns.
func (t *table) add(cells []text) {
	kinds := t.asRow(cells)
	for _, want := range []role{areaRole, taskRole, codeRole, skillRole, knowRole} {
		for i, c := range cells {
			if kinds[i] == want {
				t.put(want, c)
			}
		}
	}
	for i, c := range cells {
		if kinds[i] == serialRole {
			t.acc.drop(c, "序号列")
		}
	}
}

// addLoose reads a row whose cells tell by their numbers alone what they hold; xs are
// their places across the line. A cell without a number belongs to the column that the
// last one at its place belonged to.
func (t *table) addLoose(cells []text, xs []int) {
	codes := 0
	for i, c := range cells {
		if c.empty() {
			continue
		}
		kind := kindOf(c.s)
		switch kind {
		case skillRole:
			if codes++; codes == 2 && t.has(knowRole) {
				kind = knowRole
			}
		case noRole:
			kind = t.columnAt(c, xs[i])
			if kind == areaRole || kind == taskRole {
				t.extend(kind, c)
				continue
			}
		}
		t.x[kind] = xs[i]
		t.put(kind, c)
	}
}

func (t *table) columnAt(c text, x int) role {
	for _, r := range []role{knowRole, skillRole, taskRole, areaRole} {
		if d := t.x[r] - x; t.x[r] >= 0 && d >= -1 && d <= 1 && (r > taskRole || isName(c.s)) {
			return r
		}
	}
	return skillRole
}

// isName tells whether a text could be a part of an area's or a task's name.
func isName(s string) bool { return columns(s) <= 60 && !strings.ContainsAny(s, "，。；") }

func (t *table) has(r role) bool {
	for _, c := range t.cols {
		if c == r {
			return true
		}
	}
	return false
}

// put reads a cell of a known column.
func (t *table) put(r role, c text) {
	switch r {
	case areaRole:
		t.putArea(c)
	case taskRole:
		t.putTask(c.oneLine())
	case codeRole:
		t.code = c
	case skillRole:
		t.putSkill(c)
	case knowRole:
		t.putKnow(c)
	}
}

// goesOn is how a name says that it goes on from the page before.
var goesOn = regexp.MustCompile(`[（(]续[）)]$`)

func sameName(a, b string) bool {
	return goesOn.ReplaceAllString(fold(a), "") == goesOn.ReplaceAllString(fold(b), "")
}

// putArea opens an area, or goes on with the one that is open.
func (t *table) putArea(c text) {
	if area, task, ok := cutNames(c); ok {
		t.putArea(area)
		t.putTask(task)
		return
	}
	c = c.oneLine()
	switch {
	case sameName(c.s, t.area.s):
		t.acc.drop(c, "重复的工作领域")
	case kindOf(c.s) == noRole && kindOf(t.area.s) == areaRole:
		t.extend(areaRole, c)
	default:
		t.area, t.areaAt = c, -1
		t.task, t.taskAt, t.fresh = text{}, -1, true
	}
}

// putTask opens a task, or goes on with the one that is open.
func (t *table) putTask(c text) {
	switch {
	case sameName(c.s, t.task.s):
		t.acc.drop(c, "重复的工作任务")
	case kindOf(c.s) == noRole && kindOf(t.task.s) == taskRole:
		t.extend(taskRole, c)
	default:
		t.task, t.taskAt, t.fresh = c, -1, true
	}
}

// extend adds the rest of a name that a line's or a page's end has cut.
func (t *table) extend(r role, c text) {
	name, at := &t.area, t.areaAt
	if r == taskRole {
		name, at = &t.task, t.taskAt
	}
	*name = name.join(c)
	if at >= 0 && r == taskRole {
		t.rows[at].task = *name
	} else if at >= 0 {
		t.rows[at].area = *name
	}
}

// areaAndTask is an area's and a task's name with a single space between them.
var areaAndTask = regexp.MustCompile(`^(` + digits + `+[.．、]?[\s\p{Z}]*[^0-9０-９\s\p{Z}][^0-9０-９]*?)[\s\p{Z}]+(` + digits + `+[.．]` + digits + `+[.．、]?[\s\p{Z}]*[^0-9０-９.．\s\p{Z}].*)$`)

// cutNames cuts an area and a task that stand in one cell.
func cutNames(c text) (area, task text, ok bool) {
	m := areaAndTask.FindStringSubmatchIndex(c.s)
	if m == nil || columns(c.s) > 100 {
		return text{}, text{}, false
	}
	return c.sub(m[2], m[3]), c.sub(m[4], m[5]), true
}

// open appends a requirement.
func (t *table) open(code, skill text) {
	r := row{code: code, skill: skill.oneLine()}
	if t.areaAt < 0 {
		r.area, t.areaAt = t.area, len(t.rows)
	}
	if t.fresh {
		r.task, t.taskAt, t.taskFrom = t.task, len(t.rows), len(t.rows)
		t.fresh = false
	}
	t.rows = append(t.rows, r)
}

// last is the requirement read last in the open task, or nil.
func (t *table) last() *row {
	if t.fresh || len(t.rows) == 0 {
		return nil
	}
	return &t.rows[len(t.rows)-1]
}

// unfinished tells whether the last requirement still lacks its end. In a table whose
// requirements have no stops only its text can tell.
func (t *table) unfinished() bool {
	last := t.last()
	return last != nil && !sentenceEnds(last.end().s)
}

// stops tells whether the table's requirements end with stops, so that one without is
// surely not complete.
func (t *table) stops() bool {
	n := 0
	for _, r := range t.rows[:max(len(t.rows)-1, 0)] {
		if sentenceEnds(r.end().s) {
			n++
		}
	}
	return 2*n >= len(t.rows)-1
}
