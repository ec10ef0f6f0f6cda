package render

import (
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
)

// A LessonView is a page of content/: a lesson, a course, or another page.
type LessonView struct {
	Frame      Frame
	Title      string
	Summary    string
	Draft      bool
	Level      Level // Class is empty without one
	Hours      string
	Minutes    int // to read it
	Updated    string
	Tasks      []Link
	Teaches    []Step
	Assesses   []Step
	Outdated   []Step // taught, but their text has changed since the lesson was written
	Body       []BodyPart
	Answers    bool // whether it ends with something closed, such as the answers to its questions
	Contents   []HeadingLink
	Explained  []Explanation
	Files      []Attachment
	Courses    []Link
	Mentions   []Mention
	Plan       []PlanRow // of a course
	PlanFile   string
	TotalHours string
	Prev, Next Link
	Book       []Link // of a page that is no lesson: the pages of its folder, the first leading to all; see graph.Lesson.Book
	EditHref   string
	SourceFile string
}

// A HeadingLink is an entry of a page's table of contents.
type HeadingLink struct {
	Depth int // 2 or 3
	Href  string
	Text  string
}

// An Attachment is a file of the lesson's own.
type Attachment struct {
	Href, Name, Size string
}

// A PlanRow is a lesson in the teaching plan of a course.
type PlanRow struct {
	Week  string // such as "1"
	Until string // the last week, where it takes more than one
	Link  Link
	Hours string
	Tasks []Link
	Codes []Link
	Level []Level
}

// maxBook is the number of pages in a folder above which not each of them lists all: a
// list on every page grows with the square of their number.
const maxBook = 60

// lessonPage makes the view of a page of content/.
func lessonPage(g *graph.Graph, l *graph.Lesson) LessonView {
	page := l.Address
	v := LessonView{
		Frame: pageFrame(g, l), Title: l.Title, Summary: l.Summary, Draft: l.Draft,
		Hours: hours(l.Hours), Updated: l.Updated,
		Minutes:    l.Minutes(),
		Answers:    strings.HasSuffix(strings.TrimSpace(l.Body.HTML), "</details>"),
		SourceFile: l.Path,
	}
	if g.Home.EditURL != "" {
		v.EditHref = g.Home.EditURL + rel(".", l.Path)
	}
	if l.Standard != nil && l.Rank() >= 0 && l.Rank() < len(l.Standard.Levels) {
		v.Level = level(l.Standard, page, l.Rank())
	}
	for _, t := range l.Tasks() {
		v.Tasks = append(v.Tasks, Link{Href: rel(page, t.File), Text: t.Number + " " + t.Name})
	}
	v.Teaches, v.Assesses, v.Outdated = steps(g, page, l.Teaches), steps(g, page, l.Assesses), steps(g, page, l.Outdated)
	v.Body, v.Explained = body(g, l, page)
	for _, h := range l.Body.Headings {
		if h.Depth == 2 || h.Depth == 3 {
			v.Contents = append(v.Contents, HeadingLink{h.Depth, rel(page, page+"#"+h.ID), h.Text})
		}
	}
	for _, f := range l.Files {
		v.Files = append(v.Files, Attachment{rel(page, f.Address), path.Base(f.Path), size(f.Size)})
	}
	for _, c := range l.Courses {
		v.Courses = append(v.Courses, Link{Href: rel(page, c.Address), Text: c.Title})
	}
	v.Mentions = mentions(page, l.Standard, l.CitedBy, l.MentionedBy)
	v.plan(l)
	if len(l.Book) <= maxBook {
		for _, leaf := range l.Book {
			v.Book = append(v.Book, Link{Href: rel(page, leaf.Address), Text: leaf.Title, Current: leaf == l})
		}
	}
	if l.Prev != nil {
		v.Prev = Link{Href: rel(page, l.Prev.Address), Text: l.Prev.Title}
	}
	if l.Next != nil {
		v.Next = Link{Href: rel(page, l.Next.Address), Text: l.Next.Title}
	}
	return v
}

// pageFrame is the frame of a page of content/: that of its standard, if it has one.
func pageFrame(g *graph.Graph, l *graph.Lesson) Frame {
	kind := kindOfLesson(l)
	f := siteFrame(g, l.Address, kind)
	if l.Standard != nil && kind != Plain {
		f = standardFrame(g, l.Standard, l.Address, kind)
	}
	f.Title, f.Data = l.Title, lessonData(g, l)
	return f
}

func kindOfLesson(l *graph.Lesson) Kind {
	switch l.Kind {
	case lesson.Teaching:
		return Lesson
	case lesson.Course:
		return Course
	}
	return Plain
}

func steps(g *graph.Graph, page string, list []*graph.Requirement) []Step {
	var out []Step
	for _, q := range list {
		v := viewer{g: g, s: q.Skill.Task.Area.Standard, page: page}
		out = append(out, v.step(q))
	}
	return out
}

func lessonLink(page string, l *graph.Lesson) Link {
	return Link{Href: rel(page, l.Address), Text: l.Title}
}

// plan makes the teaching plan of a course. With hours a week, lessons fill the weeks one
// after another; without, each lesson has a week of its own.
func (v *LessonView) plan(l *graph.Lesson) {
	if l.Kind != lesson.Course {
		return
	}
	total := 0.0
	for i, x := range l.Lessons {
		row := PlanRow{Link: lessonLink(l.Address, x), Hours: hours(x.Hours)}
		row.Week, row.Until = weeks(i, total, x.Hours, l.Weekly)
		total += x.Hours
		for _, t := range x.Tasks() {
			row.Tasks = append(row.Tasks, Link{Href: rel(l.Address, t.File), Text: t.Number + " " + t.Name})
		}
		for _, q := range x.Teaches {
			row.Codes = append(row.Codes, Link{Href: rel(l.Address, q.Address), Text: q.Code})
			lv := level(q.Skill.Task.Area.Standard, l.Address, q.Level)
			if !slices.ContainsFunc(row.Level, func(o Level) bool { return o.ID == lv.ID }) {
				row.Level = append(row.Level, lv)
			}
		}
		v.Plan = append(v.Plan, row)
	}
	v.TotalHours = hours(total)
	v.PlanFile = rel(l.Address, planFile(l))
}

// planFile is the address of a course's plan as CSV.
func planFile(l *graph.Lesson) string {
	return strings.TrimSuffix(l.Address, ".html") + ".csv"
}

// weeks tells in which weeks a lesson is taught that begins after so many hours; last is
// empty where it is one.
func weeks(index int, before, hours, weekly float64) (first, last string) {
	if weekly <= 0 || hours <= 0 {
		return strconv.Itoa(index + 1), ""
	}
	from := int(before/weekly) + 1
	to := int(math.Ceil((before+hours)/weekly - 1e-9))
	if to <= from {
		return strconv.Itoa(from), ""
	}
	return strconv.Itoa(from), strconv.Itoa(to)
}

// hours writes a number of hours; empty for none.
func hours(n float64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatFloat(math.Round(n*100)/100, 'f', -1, 64)
}

// size writes a number of bytes.
func size(n int64) string {
	switch {
	case n < 1<<10:
		return strconv.FormatInt(n, 10) + " B"
	case n < 1<<20:
		return strconv.FormatInt((n+1<<9)>>10, 10) + " KB"
	}
	return strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64) + " MB"
}

// A LessonsView lists lessons by level, and courses.
type LessonsView struct {
	Frame   Frame
	Title   string // of the site's own page content/lessons/index.md, or empty
	Body    []BodyPart
	Groups  []LessonGroup
	Courses []CourseCard
	Lessons int
	Hours   string
}

// A LessonGroup is what one standard's level has of lessons; Level.Class is empty for
// lessons without one.
type LessonGroup struct {
	Standard Standard // empty where the page is the standard's own
	Level    Level
	Lessons  []LessonRow
	Hours    string
}

// A LessonRow is a lesson in a list.
type LessonRow struct {
	Link    Link
	Summary string
	Hours   string
	Tasks   []Link
	Codes   []Link
	Draft   bool
}

// A CourseCard is a course in a list.
type CourseCard struct {
	Link    Link
	Summary string
	Lessons int
	Hours   string
}

func (v viewer) lessons() LessonsView {
	list := v.s.Lessons
	view := LessonsView{Frame: v.frame, Lessons: len(list), Hours: total(list)}
	view.Groups = lessonGroups(list, v.s, v.page)
	view.Courses = courseCards(v.s.Courses, v.page)
	return view
}

// allLessons makes the site's list of lessons.
func allLessons(g *graph.Graph, page string) LessonsView {
	view := LessonsView{Frame: siteFrame(g, page, LessonList)}
	if own, ok := g.Find(page); ok {
		view.Title = own.Title
		view.Body, _ = body(g, own, page)
	}
	var all, loose []*graph.Lesson
	for _, l := range g.Lessons {
		if l.Kind == lesson.Teaching {
			all = append(all, l)
			if l.Standard == nil {
				loose = append(loose, l)
			}
		}
	}
	for _, s := range g.Standards {
		for _, group := range lessonGroups(own(s.Lessons, s), s, page) {
			if len(g.Standards) > 1 {
				group.Standard = describe(g, s, page)
			}
			view.Groups = append(view.Groups, group)
		}
	}
	view.Groups = append(view.Groups, lessonGroups(loose, nil, page)...)
	var courses []*graph.Lesson
	for _, l := range g.Lessons {
		if l.Kind == lesson.Course {
			courses = append(courses, l)
		}
	}
	view.Courses = courseCards(courses, page)
	view.Lessons, view.Hours = len(all), total(all)
	return view
}

// own keeps the lessons whose standard s is, so that each stands in one list.
func own(list []*graph.Lesson, s *graph.Standard) []*graph.Lesson {
	return slices.DeleteFunc(slices.Clone(list), func(l *graph.Lesson) bool { return l.Standard != s })
}

func total(list []*graph.Lesson) string {
	sum := 0.0
	for _, l := range list {
		sum += l.Hours
	}
	return hours(sum)
}

// lessonGroups puts lessons, in their order, into groups by level.
func lessonGroups(list []*graph.Lesson, s *graph.Standard, page string) []LessonGroup {
	var groups []LessonGroup
	for start := 0; start < len(list); {
		end := start + 1
		for end < len(list) && list[end].Rank() == list[start].Rank() {
			end++
		}
		group := LessonGroup{Hours: total(list[start:end])}
		if rank := list[start].Rank(); s != nil && rank >= 0 && rank < len(s.Levels) {
			group.Level = level(s, page, rank)
		}
		for _, l := range list[start:end] {
			group.Lessons = append(group.Lessons, lessonRow(l, page))
		}
		groups = append(groups, group)
		start = end
	}
	return groups
}

func lessonRow(l *graph.Lesson, page string) LessonRow {
	row := LessonRow{Link: lessonLink(page, l), Summary: l.Summary, Hours: hours(l.Hours), Draft: l.Draft}
	for _, t := range l.Tasks() {
		row.Tasks = append(row.Tasks, Link{Href: rel(page, t.File), Text: t.Number + " " + t.Name})
	}
	for _, q := range l.Teaches {
		row.Codes = append(row.Codes, Link{Href: rel(page, q.Address), Text: q.Code})
	}
	return row
}

func courseCards(list []*graph.Lesson, page string) []CourseCard {
	var cards []CourseCard
	for _, c := range list {
		cards = append(cards, CourseCard{Link: lessonLink(page, c), Summary: c.Summary, Lessons: len(c.Lessons), Hours: total(c.Lessons)})
	}
	return cards
}

// A RedirectView is a page at an old address.
type RedirectView struct {
	Frame  Frame
	Target Link
}

// redirect makes the page at an old address of l.
func redirect(g *graph.Graph, l *graph.Lesson, page string) RedirectView {
	v := RedirectView{Frame: siteFrame(g, page, Redirect), Target: lessonLink(page, l)}
	v.Frame.Title = l.Title
	if g.Home.BaseURL != "" {
		v.Frame.Canonical = g.Home.BaseURL + rel(".", l.Address)
	}
	return v
}
