package render

import (
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// A CoverageView shows how far lessons cover a standard.
type CoverageView struct {
	Frame  Frame
	Total  Tally
	Levels []LevelTally
	Areas  []AreaTally
	Rows   []CoverageRow
	File   string // the same as CSV
	Map    []HeatTask
	Filter Filter
}

// A Tally counts requirements by state.
type Tally struct {
	All, Taught, Mentioned, Outdated, Untaught, Assessed, Lessons int
	Hours                                                         string
	Percent                                                       int // taught, of all; whole percent, rounded down
}

// A LevelTally counts a level's own requirements, and with the lower ones it comprises.
type LevelTally struct {
	Level Level
	Own   Tally
	With  Tally
	More  bool // whether it comprises others
}

// An AreaTally counts the requirements of an area, with those of its tasks.
type AreaTally struct {
	Link   Link
	Number string
	Total  Tally
	Levels []Tally
	Tasks  []AreaTally
}

// A HeatTask is a row of the picture: a task with its requirements by level.
type HeatTask struct {
	Link  Link
	Cells []HeatCell
}

// A HeatCell is what one level has of a task.
type HeatCell struct {
	Level Level
	Marks []HeatMark
}

// A HeatMark is one requirement in the picture.
type HeatMark struct {
	Code  string
	Href  string // of its row
	State string
}

// A CoverageRow is one requirement.
type CoverageRow struct {
	ID       string // its anchor
	Step     Step
	Area     string // its number, to filter by
	Task     Link
	TaskNo   string
	State    string // "taught", "mentioned", "outdated" or "untaught"
	Traits   Traits
	Teaches  []Link
	Assesses []Link
	Mentions []Link
}

var stateNames = map[graph.State]string{
	graph.Taught: "taught", graph.Mentioned: "mentioned", graph.Outdated: "outdated", graph.Untaught: "untaught",
}

func (v viewer) coverage() CoverageView {
	s := v.s
	all := func(*graph.Requirement) bool { return true }
	view := CoverageView{Frame: v.frame, Total: v.tally(all), File: rel(v.page, coverageFile(s)), Filter: v.filter("coverage")}
	view.Filter.Assessed = true
	for i := range s.Levels {
		view.Levels = append(view.Levels, LevelTally{
			Level: level(s, v.page, i),
			Own:   v.tally(func(q *graph.Requirement) bool { return q.Level == i }),
			With:  v.tally(v.comprised(i)),
			More:  len(s.Comprised(i)) > 1,
		})
	}
	for _, a := range s.Areas {
		view.Areas = append(view.Areas, v.areaTally(a))
		for _, t := range a.Tasks {
			view.Map = append(view.Map, v.heat(t))
		}
	}
	for i := range s.Levels {
		for _, k := range s.Skills {
			if q := k.Steps[i]; q != nil {
				view.Rows = append(view.Rows, v.coverageRow(q))
			}
		}
	}
	return view
}

func (v viewer) comprised(level int) func(*graph.Requirement) bool {
	in := map[int]bool{}
	for _, i := range v.s.Comprised(level) {
		in[i] = true
	}
	return func(q *graph.Requirement) bool { return in[q.Level] }
}

func (v viewer) tally(keep func(*graph.Requirement) bool) Tally {
	t := v.s.Tally(keep)
	out := Tally{All: t.All, Taught: t.Taught, Mentioned: t.Mentioned, Outdated: t.Outdated, Untaught: t.Untaught,
		Assessed: t.Assessed, Lessons: t.Lessons, Hours: hours(t.Hours)}
	if t.All > 0 {
		out.Percent = t.Taught * 100 / t.All
	}
	return out
}

func (v viewer) areaTally(a *graph.Area) AreaTally {
	out := AreaTally{
		Link: Link{Href: rel(v.page, a.File), Text: a.Name}, Number: a.Number,
		Total: v.tally(func(q *graph.Requirement) bool { return q.Skill.Task.Area == a }),
	}
	for i := range v.s.Levels {
		out.Levels = append(out.Levels, v.tally(func(q *graph.Requirement) bool { return q.Skill.Task.Area == a && q.Level == i }))
	}
	for _, t := range a.Tasks {
		row := AreaTally{
			Link: Link{Href: rel(v.page, t.File), Text: t.Name}, Number: t.Number,
			Total: v.tally(func(q *graph.Requirement) bool { return q.Skill.Task == t }),
		}
		for i := range v.s.Levels {
			row.Levels = append(row.Levels, v.tally(func(q *graph.Requirement) bool { return q.Skill.Task == t && q.Level == i }))
		}
		out.Tasks = append(out.Tasks, row)
	}
	return out
}

func (v viewer) heat(t *graph.Task) HeatTask {
	row := HeatTask{Link: Link{Href: rel(v.page, t.File), Text: t.Number + " " + t.Name}}
	for i := range v.s.Levels {
		cell := HeatCell{Level: level(v.s, v.page, i)}
		for _, k := range t.Skills {
			if q := k.Steps[i]; q != nil {
				cell.Marks = append(cell.Marks, HeatMark{q.Code, "#" + rowID(v.s, q), stateNames[q.State()]})
			}
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// rowID is the anchor of a requirement's row.
func rowID(s *graph.Standard, q *graph.Requirement) string {
	return "q-" + s.Levels[q.Level].ID + "-" + q.Code
}

func (v viewer) coverageRow(q *graph.Requirement) CoverageRow {
	t := q.Skill.Task
	row := CoverageRow{
		ID: rowID(v.s, q), Step: v.step(q), Area: t.Area.Number, TaskNo: t.Number,
		Task: Link{Href: rel(v.page, t.File), Text: t.Name}, State: stateNames[q.State()], Traits: v.traits(q),
	}
	row.Teaches, row.Assesses = v.lessonLinks(q.TaughtBy), v.lessonLinks(q.AssessedBy)
	row.Mentions = v.lessonLinks(mentioners(q))
	return row
}

// mentioners lists the pages that mention q and do not teach it, each once.
func mentioners(q *graph.Requirement) []*graph.Lesson {
	var list []*graph.Lesson
	seen := map[*graph.Lesson]bool{}
	for _, l := range q.TaughtBy {
		seen[l] = true
	}
	for _, b := range q.MentionedBy {
		if !seen[b.From] {
			seen[b.From] = true
			list = append(list, b.From)
		}
	}
	return list
}

func (v viewer) lessonLinks(list []*graph.Lesson) []Link {
	var links []Link
	for _, l := range list {
		links = append(links, lessonLink(v.page, l))
	}
	return links
}

// coverageFile is the address of the coverage as CSV.
func coverageFile(s *graph.Standard) string { return s.Base + "coverage.csv" }

// coverageCSV writes the coverage of s as a spreadsheet reads it.
func coverageCSV(s *graph.Standard, words map[string]string) []byte {
	c := columns(s.Columns())
	rows := [][]string{{words["level"], words[c.Area.Name], words[c.Task.Name], words[c.Code.Name], words[c.Text.Name],
		words["coverage-state"], words["taught-by"], words["assessed-by"], words["mentioned-by"], words["hours"]}}
	for i := range s.Levels {
		for _, k := range s.Skills {
			q := k.Steps[i]
			if q == nil {
				continue
			}
			rows = append(rows, []string{
				s.Levels[i].Name, k.Task.Area.Number + " " + k.Task.Area.Name, k.Task.Number + " " + k.Task.Name, k.Code,
				q.Text.Corrected(), words["state-"+stateNames[q.State()]],
				titles(q.TaughtBy, words), titles(q.AssessedBy, words), titles(mentioners(q), words), hoursOf(q.TaughtBy),
			})
		}
	}
	return spreadsheet(rows)
}

// spreadsheet writes rows for people to open. A title that begins as a formula does gets an
// apostrophe, or a spreadsheet would reckon with it and follow its links.
func spreadsheet(rows [][]string) []byte {
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(cell)[0]) {
				row[i] = "'" + cell
			}
		}
	}
	return standard.FormatCSV(rows)
}

func hoursOf(list []*graph.Lesson) string {
	sum := 0.0
	for _, l := range list {
		sum += l.Hours
	}
	return hours(sum)
}

func titles(list []*graph.Lesson, words map[string]string) string {
	out := ""
	for i, l := range list {
		if i > 0 {
			out += words["semicolon"]
		}
		out += l.Title
	}
	return out
}

// planCSV writes the teaching plan of a course.
func planCSV(l *graph.Lesson, words map[string]string) []byte {
	task := columns(new(standard.Standard).Columns()).Task
	if l.Standard != nil {
		task = columns(l.Standard.Columns()).Task
	}
	rows := [][]string{{words["week"], words["lesson"], words["hours"], words[task.Name], words["plan-codes"], words["level"]}}
	v := LessonView{}
	v.plan(l)
	for _, r := range v.Plan {
		week := r.Week
		if r.Until != "" {
			week += words["range"] + r.Until
		}
		row := []string{week, r.Link.Text, r.Hours, linkTexts(r.Tasks, words), linkTexts(r.Codes, words), ""}
		for i, lv := range r.Level {
			if i > 0 {
				row[5] += words["and"]
			}
			row[5] += lv.Name
		}
		rows = append(rows, row)
	}
	rows = append(rows, []string{"", words["sum"], v.TotalHours, "", "", ""})
	return spreadsheet(rows)
}

func linkTexts(links []Link, words map[string]string) string {
	out := ""
	for i, l := range links {
		if i > 0 {
			out += words["and"]
		}
		out += l.Text
	}
	return out
}

// tables lists the spreadsheets beside the pages.
func tables(g *graph.Graph, words map[string]string) []extra {
	var list []extra
	for _, s := range g.Standards {
		if has(g, s, Coverage) {
			list = append(list, extra{coverageFile(s), func() []byte { return coverageCSV(s, words) }})
		}
	}
	for _, l := range g.Lessons {
		if kindOfLesson(l) == Course {
			list = append(list, extra{planFile(l), func() []byte { return planCSV(l, words) }})
		}
	}
	return list
}
