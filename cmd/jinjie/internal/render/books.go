package render

import (
	"slices"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// A HandbookView is the page of one level, to read and to print.
type HandbookView struct {
	Frame       Frame
	Level       Level
	Cover       Cover
	Description Text
	Jobs        Text
	Open        bool // some wordings are held against each other by code alone: nobody has reviewed it
	Areas       []HandbookArea
}

// A HandbookArea is an area in a handbook.
type HandbookArea struct {
	Number, Name, Href string
	Lower              bool   // listed by lower levels only
	Of                 string // the lower level whose own area it is, where numbers start anew in each level
	Class              string // of that level
	Tasks              []HandbookTask
}

// A HandbookTask is a task in a handbook, under its name at that level.
type HandbookTask struct {
	ID                 string // its anchor
	Number, Name, Href string
	Tags               []Tag
	Notes              []Note // of Tags
	Lower              bool
	Skills             []HandbookSkill
}

// A HandbookSkill is a code in a handbook: the level's own requirement, if it has one,
// and those of the levels that it comprises.
type HandbookSkill struct {
	Code, Href string
	Has        bool
	Own        Requirement
	Below      []Requirement // the highest first
	Delta      []Delta       // of Own against what it goes on from by content; at most one
}

func (v viewer) handbook(i int) HandbookView {
	l := v.s.Levels[i]
	view := HandbookView{
		Frame: v.frame, Level: v.frame.Standard.Levels[i], Cover: v.cover(i),
		Description: v.text(l.Description), Jobs: v.text(l.Jobs),
	}
	if v.s.Alignment == standard.ByLanes {
		view.Areas = v.areasOf(i, i)
		for j := i - 1; j >= 0 && l.Comprises; j-- {
			view.Areas = append(view.Areas, v.areasOf(j, i)...)
		}
		return view
	}
	for _, a := range v.s.Areas {
		area := HandbookArea{Number: a.Number, Name: a.Name, Href: rel(v.page, a.File), Lower: a.Levels[i] == nil}
		for _, t := range a.Tasks {
			if task := v.handbookTask(t, i); len(task.Skills) > 0 {
				area.Tasks = append(area.Tasks, task)
			}
		}
		if len(area.Tasks) > 0 {
			view.Areas = append(view.Areas, area)
		}
	}
	for _, a := range view.Areas {
		for _, t := range a.Tasks {
			for _, k := range t.Skills {
				view.Open = view.Open || k.Own.Kin.Open && len(k.Delta) > 0
			}
		}
	}
	return view
}

// handbookTask shows a task in the handbook of level i, with the codes that the level or
// those it comprises list.
func (v viewer) handbookTask(t *graph.Task, i int) HandbookTask {
	task := HandbookTask{ID: "task-" + t.Number, Number: t.Number, Name: t.Name, Href: rel(v.page, t.File), Lower: t.Levels[i] == nil}
	if in := t.Levels[i]; in != nil {
		task.Name, task.Tags = in.Name, v.tags(in.Text)
		task.Notes = v.notes(task.Tags)
	}
	for _, k := range t.Skills {
		skill := v.handbookSkill(k, i)
		for j := i - 1; j >= 0 && v.s.Levels[i].Comprises; j-- {
			if k.Steps[j] != nil {
				skill.Below = append(skill.Below, v.annotated(k, j))
			}
		}
		if skill.Has || len(skill.Below) > 0 {
			task.Skills = append(task.Skills, skill)
		}
	}
	return task
}

// handbookSkill shows a code in the handbook of level i, held against what it goes on
// from by content, or by code as long as that was not reviewed.
func (v viewer) handbookSkill(k *graph.Skill, i int) HandbookSkill {
	skill := HandbookSkill{Code: k.Code, Href: rel(v.page, k.File), Has: k.Steps[i] != nil, Own: v.annotated(k, i)}
	skill.Delta = skill.Own.Kin.Delta
	if q := k.Steps[i]; q != nil && len(q.Below()) > 0 {
		d, changes := v.delta(q, v.closest(q, q.Below()))
		skill.Own.Parts, skill.Delta = v.parts(q, changes), []Delta{d}
	}
	return skill
}

// areasOf lists the areas of level j as its own table has them, for the handbook of level
// i: where numbers start anew in each level, a lower level's part stands by itself.
func (v viewer) areasOf(j, i int) []HandbookArea {
	var areas []HandbookArea
	lower := j != i
	for k := range v.s.Levels[j].Areas {
		in := &v.s.Levels[j].Areas[k]
		area := HandbookArea{Number: in.Number, Name: in.Name, Href: rel(v.page, v.s.Area(in.Number).File), Lower: lower}
		if lower {
			area.Of, area.Class = v.s.Levels[j].Name, classOf(j, len(v.s.Levels))
		}
		for n := range in.Tasks {
			t := &in.Tasks[n]
			task := HandbookTask{ID: "task-" + v.s.Levels[j].ID + "-" + t.Number, Number: t.Number, Name: t.Name, Href: rel(v.page, v.s.Task(t.Number).File), Tags: v.tags(t.Text), Lower: lower}
			task.Notes = v.notes(task.Tags)
			for m := range t.Requirements {
				if q := v.s.Requirement(&t.Requirements[m]); q != nil {
					task.Skills = append(task.Skills, v.handbookSkill(q.Skill, j))
				}
			}
			area.Tasks = append(area.Tasks, task)
		}
		areas = append(areas, area)
	}
	return areas
}

// A CompareView shows all codes side by side.
type CompareView struct {
	Frame  Frame
	Open   bool // as in HandbookView
	Areas  []CompareArea
	Filter Filter
}

// A CompareArea is an area on the page that compares.
type CompareArea struct {
	Number, Name, Href string
	Tasks              []CompareTask
}

// A CompareTask is a task on the page that compares.
type CompareTask struct {
	Number, Name, Href string
	Cells              []Cell
	Skills             []SkillRow
}

func (v viewer) compare() CompareView {
	view := CompareView{Frame: v.frame, Filter: v.filter("compare")}
	for _, a := range v.s.Areas {
		area := CompareArea{Number: a.Number, Name: a.Name, Href: rel(v.page, a.File)}
		for _, t := range a.Tasks {
			row := v.taskRow(t)
			task := CompareTask{Number: t.Number, Name: t.Name, Href: row.Href, Cells: row.Cells}
			for _, k := range t.Skills {
				row := v.skillRow(k)
				for _, step := range row.Steps {
					view.Open = view.Open || step.Kin.Open && len(step.Kin.Delta) > 0
				}
				task.Skills = append(task.Skills, row)
			}
			area.Tasks = append(area.Tasks, task)
		}
		view.Areas = append(view.Areas, area)
	}
	return view
}

// A DocumentView is the whole document as printed.
type DocumentView struct {
	Frame    Frame
	Cover    Cover
	Chapters []Chapter
}

// A Chapter is a chapter of the document.
type Chapter struct {
	ID     string
	Depth  int // 1 or more; 0 for the cover
	Name   string
	Number string
	Title  Text
	Notes  []Note // of Title
	Blocks []Block
}

// A Block is a paragraph, a run of list entries, or a table.
type Block struct {
	Kind  string // "p", "list", "table" or "grid"
	Text  Text   // of a paragraph; the caption of a table
	Notes []Note // of Text, or of the cells of Grid
	Items []ListEntry
	Table Table
	Grid  [][]Text
}

// A ListEntry is an entry of a list.
type ListEntry struct {
	Text  Text
	Notes []Note
}

// A Table is a level's table as printed.
type Table struct {
	Level   Level
	Related bool // whether it has the column 相关知识要求
	Tasks   []TableTask
}

// A TableTask is the rows of one task. Its area is told by the area's first task.
type TableTask struct {
	Area      Text
	AreaName  string // as printed
	AreaFirst bool
	Task      Text
	Rows      []TableRow
}

// A TableRow is one row.
type TableRow struct {
	Code      Text
	Href      string
	Text      Text
	Knowledge Text
	Notes     []Note // of the row's cells; the first row tells those of area and task
}

func (v viewer) document() DocumentView {
	view := DocumentView{Frame: v.frame, Cover: v.cover(-1)}
	for _, c := range v.s.Chapters {
		chapter := Chapter{ID: c.ID, Depth: c.Depth, Name: c.Name, Number: c.Number, Title: v.text(c.Title)}
		chapter.Notes = v.notes(chapter.Title.Tags)
		for _, b := range c.Blocks {
			chapter.add(v.block(b))
		}
		view.Chapters = append(view.Chapters, chapter)
	}
	return view
}

// add appends a block; entries of one list join.
func (c *Chapter) add(b Block) {
	if n := len(c.Blocks); b.Kind == "list" && n > 0 && c.Blocks[n-1].Kind == "list" {
		c.Blocks[n-1].Items = append(c.Blocks[n-1].Items, b.Items...)
		return
	}
	c.Blocks = append(c.Blocks, b)
}

func (v viewer) block(b standard.Block) Block {
	text := v.text(b.Text)
	notes := v.notes(text.Tags)
	switch b.Kind {
	case standard.Item:
		return Block{Kind: "list", Items: []ListEntry{{text, notes}}}
	case standard.Caption:
		return Block{Kind: "table", Text: text, Notes: notes, Table: v.table(b.Level)}
	case standard.Grid:
		g := Block{Kind: "grid"}
		var tags []Tag
		for _, row := range b.Rows {
			var cells []Text
			for _, c := range row {
				cells = append(cells, v.text(c))
				tags = append(tags, v.tags(c)...)
			}
			g.Grid = append(g.Grid, cells)
		}
		g.Notes = v.notes(tags)
		return g
	}
	return Block{Kind: "p", Text: text, Notes: notes}
}

func (v viewer) table(i int) Table {
	t := Table{Level: v.frame.Standard.Levels[i]}
	for _, a := range v.s.Levels[i].Areas {
		first := true
		for _, task := range a.Tasks {
			if len(task.Requirements) == 0 {
				continue
			}
			t.Tasks = append(t.Tasks, v.tableTask(&a, &task, first))
			first = false
		}
	}
	for _, task := range t.Tasks {
		for _, row := range task.Rows {
			t.Related = t.Related || len(row.Knowledge.Runs) > 0
		}
	}
	return t
}

// tableTask shows the rows of a task; first tells that it is its area's first.
func (v viewer) tableTask(a *standard.Area, t *standard.Task, first bool) TableTask {
	task := TableTask{Area: v.text(a.Text), AreaName: a.Text.Printed, AreaFirst: first, Task: v.text(t.Text)}
	for k := range t.Requirements {
		q := &t.Requirements[k]
		row := TableRow{Code: v.text(q.Printed), Text: v.text(q.Text)}
		if !q.Knowledge.Empty() {
			row.Knowledge = v.text(q.Knowledge)
		}
		if joined := v.s.Requirement(q); joined != nil {
			row.Href = rel(v.page, joined.Address)
		}
		var above []Tag
		if k == 0 {
			above = task.Task.Tags
			if first {
				above = slices.Concat(task.Area.Tags, above)
			}
		}
		row.Notes = v.notes(above, row.Code.Tags, row.Text.Tags, row.Knowledge.Tags)
		task.Rows = append(task.Rows, row)
	}
	return task
}
