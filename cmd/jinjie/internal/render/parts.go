package render

import "jinjie/cmd/jinjie/internal/graph"

// An AreaView is the page of an area.
type AreaView struct {
	Frame      Frame
	Area       AreaRow
	Renamed    bool // whether a level calls it otherwise
	Names      []LevelName
	Glyphs     []Glyph
	Tree       []AreaRow // the standard's parts, the tasks of this area only
	Prev, Next Link
}

// A LevelName is what one level calls an area or a task.
type LevelName struct {
	Level Level
	Name  string // empty where the level's table lacks it
	Text  Text   // the cell as printed
}

// A TaskView is the page of a task.
type TaskView struct {
	Frame      Frame
	Area       Link
	Number     string
	Name       string
	Renamed    bool // whether a level calls it otherwise
	Names      []LevelName
	Skills     []SkillRow
	Notes      []Note
	Tree       []AreaRow // the standard's parts, the codes of this task only
	Prev, Next Link
}

// A SkillRow is a code with what each level asks for.
type SkillRow struct {
	Code  string
	Href  string
	Steps []Requirement
}

func (v viewer) area(a *graph.Area) AreaView {
	view := AreaView{Frame: v.frame, Area: v.areaRow(a), Glyphs: v.glyphs(), Tree: v.tree(a, nil)}
	for i, in := range a.Levels {
		name := LevelName{Level: v.frame.Standard.Levels[i]}
		if in != nil {
			name.Name, name.Text = in.Name, v.text(in.Text)
			view.Renamed = view.Renamed || in.Name != a.Name || len(in.Text.Errata()) > 0
		}
		view.Names = append(view.Names, name)
	}
	if a.Prev != nil {
		view.Prev = Link{Href: rel(v.page, a.Prev.File), Text: a.Prev.Name}
	}
	if a.Next != nil {
		view.Next = Link{Href: rel(v.page, a.Next.File), Text: a.Next.Name}
	}
	return view
}

func (v viewer) task(t *graph.Task) TaskView {
	view := TaskView{
		Frame: v.frame, Number: t.Number, Name: t.Name,
		Area: Link{Href: rel(v.page, t.Area.File), Text: t.Area.Name},
		Tree: v.tree(t.Area, t),
	}
	for i, in := range t.Levels {
		name := LevelName{Level: v.frame.Standard.Levels[i]}
		if in != nil {
			name.Name, name.Text = in.Name, v.text(in.Text)
			view.Renamed = view.Renamed || in.Name != t.Name || len(in.Text.Errata()) > 0
			for _, e := range in.Text.Errata() {
				view.Notes = append(view.Notes, v.note(e))
			}
		}
		view.Names = append(view.Names, name)
	}
	for _, k := range t.Skills {
		view.Skills = append(view.Skills, v.skillRow(k))
	}
	if t.Prev != nil {
		view.Prev = Link{Href: rel(v.page, t.Prev.File), Text: t.Prev.Number + " " + t.Prev.Name}
	}
	if t.Next != nil {
		view.Next = Link{Href: rel(v.page, t.Next.File), Text: t.Next.Number + " " + t.Next.Name}
	}
	return view
}

func (v viewer) skillRow(k *graph.Skill) SkillRow {
	row := SkillRow{Code: k.Code, Href: rel(v.page, k.File)}
	for i := range k.Steps {
		row.Steps = append(row.Steps, v.requirement(k, i))
	}
	return row
}

// A SkillView is the page of a code: the climb.
type SkillView struct {
	Frame      Frame
	Area, Task Link
	TaskNumber string
	Code       string
	Renamed    bool // whether the task's name changes with the level
	Names      []LevelName
	Steps      []Requirement
	Notes      []Note
	Lessons    []LevelLessons
	Mentions   []Mention // of the code as such
	Lanes      []Lane
	Knot       Knot      // of the lanes, where any leads to another code
	LaneState  string    // "agrees", "differs", or "open" where not all was reviewed
	Tree       []AreaRow // the standard's parts, the codes of this page's task only
	Prev, Next Link
}

func (v viewer) skill(k *graph.Skill) SkillView {
	view := SkillView{
		Frame: v.frame, Code: k.Code, TaskNumber: k.Task.Number,
		Area: Link{Href: rel(v.page, k.Task.Area.File), Text: k.Task.Area.Name},
		Task: Link{Href: rel(v.page, k.Task.File), Text: k.Task.Name},
		Tree: v.tree(k.Task.Area, k.Task),
	}
	for i, in := range k.Task.Levels {
		name := LevelName{Level: v.frame.Standard.Levels[i]}
		if in != nil {
			name.Name, name.Text = in.Name, v.text(in.Text)
			view.Renamed = view.Renamed || in.Name != k.Task.Name
		}
		view.Names = append(view.Names, name)
	}
	for i := range k.Steps {
		view.Steps = append(view.Steps, v.noted(k, i, &view.Notes))
	}
	view.Lanes, view.LaneState = v.lanesOf(k)
	if len(view.Lanes) > 0 {
		view.Knot = v.knot(k)
	}
	view.Lessons, view.Mentions = v.lessonsOf(k), mentions(v.page, v.s, k.CitedBy, k.MentionedBy)
	if k.Prev != nil {
		view.Prev = Link{Href: rel(v.page, k.Prev.File), Text: k.Prev.Code}
	}
	if k.Next != nil {
		view.Next = Link{Href: rel(v.page, k.Next.File), Text: k.Next.Code}
	}
	return view
}

// LevelLessons are the lessons that have to do with one level of a code.
type LevelLessons struct {
	Level    Level
	Code     string
	State    string // as in the coverage
	Teaches  []Link
	Assesses []Link
	Mentions []Mention
}

func (v viewer) lessonsOf(k *graph.Skill) []LevelLessons {
	var list []LevelLessons
	for i, q := range k.Steps {
		if q != nil {
			list = append(list, LevelLessons{
				Level: level(v.s, v.page, i), Code: q.Code, State: stateNames[q.State()],
				Teaches: v.lessonLinks(q.TaughtBy), Assesses: v.lessonLinks(q.AssessedBy),
				Mentions: mentions(v.page, v.s, q.CitedBy, q.MentionedBy),
			})
		}
	}
	return list
}

// noted shows step i with its tags leading to notes on the page itself.
func (v viewer) noted(k *graph.Skill, i int, notes *[]Note) Requirement {
	r := v.requirement(k, i)
	if k.Steps[i] == nil {
		return r
	}
	for j := range r.Tags {
		for n, e := range v.s.Errata {
			if e.ID == r.Tags[j].ID {
				note := v.note(n)
				note.Number = len(*notes) + 1
				*notes = append(*notes, note)
				r.Tags[j].Number = note.Number
				r.Tags[j].Href = "#" + note.ID
				r.Notes = append(r.Notes, note)
			}
		}
	}
	return r
}

// tree lists the standard's parts, with tasks below one area and codes below one task
// only: a page must not repeat the whole tree. The task may be nil.
func (v viewer) tree(in *graph.Area, open *graph.Task) []AreaRow {
	var rows []AreaRow
	for _, a := range v.s.Areas {
		row := AreaRow{Number: a.Number, Name: a.Name, Href: rel(v.page, a.File), Current: v.page == a.File}
		if a == in {
			row.Tasks = v.branch(a, open)
		}
		rows = append(rows, row)
	}
	return rows
}

func (v viewer) branch(a *graph.Area, open *graph.Task) []TaskRow {
	var rows []TaskRow
	for _, t := range a.Tasks {
		row := TaskRow{Number: t.Number, Name: t.Name, Href: rel(v.page, t.File), Current: v.page == t.File}
		if t == open {
			for _, k := range t.Skills {
				row.Skills = append(row.Skills, SkillLink{Code: k.Code, Href: rel(v.page, k.File), Current: v.page == k.File})
			}
		}
		rows = append(rows, row)
	}
	return rows
}
