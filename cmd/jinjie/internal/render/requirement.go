package render

import (
	"path"
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// A Requirement is a requirement as pages show it; with None, the place of one that a
// level does not list.
type Requirement struct {
	Level     Level
	None      bool
	Code      string
	Printed   string // the code as printed, where that is another
	Href      string // of its place on its code's page
	Parts     []Part
	Plain     string // the whole sentence as printed, to copy
	Knowledge Text   // 相关知识要求, where the standard prints it apart
	Related   string // key of what the column of Knowledge is called
	Tags      []Tag
	Notes     []Note
	Kin       Kinship
	Traits    Traits
	OddVerb   bool     // does not open with the level's verb
	Task      string   // the task's name at this level, where it is not the task's
	Place     []string // area and task as this level has them, where numbers start anew in each level
	TaskTags  []Tag
	Caption   string // of the level's table, less its level
	TableLine int    // of the table's file
	Table     string // the table's file
	Source    int    // line of the source, or 0
	EditHref  string // where the table's file can be edited, or empty
}

// A Note is an erratum in full.
type Note struct {
	ID         string
	Number     int // on the page, from 1
	Href       string
	Word       string // key of what its 类别 is called, such as "erratum-doubt"
	Class      string // "correction", "doubt" or "transcription"
	Place      string
	Printed    string
	Correction string
	Reason     string
	Confirmed  bool
	Reviewer   string
	Date       string
	Shown      []Link
}

var noteClasses = map[standard.ErratumKind]string{
	standard.Correction: "correction", standard.Doubt: "doubt", standard.Transcription: "transcription",
}

// erratumWord is the key of the interface's word for a 类别.
func erratumWord(k standard.ErratumKind) string { return "erratum-" + noteClasses[k] }

// requirement shows step i of a skill.
func (v viewer) requirement(k *graph.Skill, i int) Requirement {
	r := Requirement{Level: level(v.s, v.page, i), Code: k.Code}
	if in := k.Task.Levels[i]; in != nil && in.Name != k.Task.Name {
		r.Task, r.TaskTags = in.Name, v.tags(in.Text)
	}
	q := k.Steps[i]
	if q == nil {
		r.None = true
		return r
	}
	r.Href, r.Traits = rel(v.page, q.Address), v.traits(q)
	if v.s.Alignment == standard.ByLanes {
		r.Place, r.Task = placeOf(q), ""
	}
	kin, changes := v.kinship(q)
	r.Kin = kin
	r.Parts, r.Plain = v.parts(q, changes), q.Text.Printed
	if q.Printed.Printed != q.Code {
		r.Printed = q.Printed.Printed
	}
	if !q.Knowledge.Empty() {
		r.Knowledge, r.Related = v.text(q.Knowledge), v.frame.Standard.Columns.Knowledge.Name
	}
	r.Tags = v.tags(q.Printed, q.Text, q.Knowledge)
	verb := v.s.Levels[i].Verb
	r.OddVerb = verb != "" && q.Sentence.Verb != verb
	r.Table, r.TableLine, r.Source = v.s.Levels[i].Table, q.Pos.Line, q.Source.Line
	if base := v.g.Home.EditURL; base != "" && v.s.Current == v.s {
		r.EditHref = base + rel(".", path.Join(v.s.Dir, r.Table))
	}
	r.Caption = v.s.Levels[i].Caption.Corrected()
	return r
}

// placeOf names the area and the task of q as its level has them.
func placeOf(q *graph.Requirement) []string {
	area, task := q.AreaHere(), q.TaskHere()
	return []string{strings.TrimSpace(area.Number + " " + area.Name), strings.TrimSpace(task.Number + " " + task.Name)}
}

// note shows erratum i in full.
func (v viewer) note(i int) Note {
	e := v.s.Errata[i]
	n := Note{
		ID: e.ID, Href: rel(v.page, e.Address), Word: erratumWord(e.Kind), Class: noteClasses[e.Kind], Place: e.Place,
		Printed: e.Printed, Correction: e.Correction, Reason: e.Reason,
		Confirmed: e.Confirmed, Reviewer: e.Reviewer, Date: e.Date,
	}
	for _, link := range e.Shown {
		n.Shown = append(n.Shown, Link{Href: rel(v.page, link.Address), Text: link.Name})
	}
	return n
}
