package render

import (
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// An OverviewView is a standard's first page: its levels as strata, its tasks as a
// street, and the matrix of area, task and level.
type OverviewView struct {
	Frame  Frame
	Counts Counts
	Steps  []Stratum
	Glyphs []Glyph
	Areas  []AreaRow
	Filter Filter // of the matrix
}

// A Stratum is a level in the picture of the climb.
type Stratum struct {
	Level       Level
	Description Text // of the chapter 等级划分, without the words that name the level
}

// An AreaRow is an area with its tasks.
type AreaRow struct {
	Number, Name, Href string
	Tasks              []TaskRow
	Own                []int // requirements by level
	Total              int
	Skills             int
	Current            bool
}

// A TaskRow is a task with its codes.
type TaskRow struct {
	Number, Name, Href string
	Cells              []Cell // by level
	Skills             []SkillLink
	Current            bool
}

// A Cell is what one level's table has for a task.
type Cell struct {
	Level  Level
	Name   string // the task's name, where it is not the lowest level's
	Tags   []Tag
	Skills []SkillLink // all codes of the task; None where this level lists none
	Own    int
}

// A SkillLink is a code to follow.
type SkillLink struct {
	Code    string
	Href    string
	Glyph   string // ID of the shape of the levels that list it
	None    bool
	Tags    []Tag
	Current bool
	Traits  Traits // of the requirement, where it is one
}

func (v viewer) overview() OverviewView {
	o := OverviewView{Frame: v.frame, Counts: counts(v.s), Areas: v.areaRows(), Glyphs: v.glyphs(), Filter: v.filter("matrix-table")}
	for i, l := range v.s.Levels {
		o.Steps = append(o.Steps, Stratum{Level: v.frame.Standard.Levels[i], Description: v.described(l.Description, l.Verb)})
	}
	return o
}

// described shows a level's paragraph from behind the words that name the level, and
// behind its verb, which the page shows by itself.
func (v viewer) described(t standard.Text, verb string) Text {
	start := strings.IndexAny(t.Printed, "：:")
	if start < 0 {
		return v.text(t)
	}
	rest := strings.TrimLeft(t.Printed[start:], "：: ")
	rest = strings.TrimPrefix(rest, verb)
	start = len(t.Printed) - len(rest)
	return Text{Runs: v.runs(t, start, len(t.Printed), nil, nil), Tags: v.tags(t)}
}

func (v viewer) areaRows() []AreaRow {
	var rows []AreaRow
	for _, a := range v.s.Areas {
		rows = append(rows, v.areaRow(a))
	}
	return rows
}

func (v viewer) areaRow(a *graph.Area) AreaRow {
	row := AreaRow{Number: a.Number, Name: a.Name, Href: rel(v.page, a.File), Own: make([]int, len(v.s.Levels)), Current: v.page == a.File}
	for _, t := range a.Tasks {
		task := v.taskRow(t)
		row.Tasks = append(row.Tasks, task)
		row.Skills += len(t.Skills)
		for i, c := range task.Cells {
			row.Own[i] += c.Own
			row.Total += c.Own
		}
	}
	return row
}

func (v viewer) taskRow(t *graph.Task) TaskRow {
	row := TaskRow{Number: t.Number, Name: t.Name, Href: rel(v.page, t.File), Current: v.page == t.File}
	for _, k := range t.Skills {
		row.Skills = append(row.Skills, SkillLink{
			Code: k.Code, Href: rel(v.page, k.File), Glyph: glyphID(k), Current: v.page == k.File,
		})
	}
	for i := range v.s.Levels {
		row.Cells = append(row.Cells, v.cell(t, i))
	}
	return row
}

func (v viewer) cell(t *graph.Task, i int) Cell {
	c := Cell{Level: level(v.s, v.page, i)}
	if in := t.Levels[i]; in != nil {
		c.Tags = v.tags(in.Text)
		if in.Name != t.Name {
			c.Name = in.Name
		}
	}
	for _, k := range t.Skills {
		link := SkillLink{Code: k.Code, None: true}
		if q := k.Steps[i]; q != nil {
			c.Own++
			link = SkillLink{Code: k.Code, Href: rel(v.page, q.Address), Tags: v.tags(q.Printed), Traits: v.traits(q)}
		}
		c.Skills = append(c.Skills, link)
	}
	return c
}
