package graph

import (
	"cmp"
	"math"
	"path"
	"slices"

	"jinjie/cmd/jinjie/internal/lesson"
)

// compareRequirements orders requirements by standard, code and level.
func compareRequirements(a, b *Requirement) int {
	return cmp.Or(
		cmp.Compare(a.Skill.Task.Area.Standard.Base, b.Skill.Task.Area.Standard.Base),
		compareNumbers(a.Code, b.Code),
		cmp.Compare(a.Level, b.Level))
}

// order sets the pages before and behind each lesson: those of its first course; lessons
// without a course follow one another by standard, level, task, their order and address.
func (g *Graph) order() {
	var loose []*Lesson
	for _, l := range g.Lessons {
		slices.SortFunc(l.Courses, func(a, b *Lesson) int { return cmp.Compare(a.Address, b.Address) })
	}
	for _, l := range g.Lessons {
		if l.Kind == lesson.Course {
			chain(l.Lessons, func(x *Lesson) bool { return x.Courses[0] == l })
		}
		if l.Kind == lesson.Teaching && len(l.Courses) == 0 {
			loose = append(loose, l)
		}
	}
	slices.SortStableFunc(loose, compareLessons)
	chain(loose, func(*Lesson) bool { return true })
	g.bind()
}

// bind sets the pages before and behind each page that is no lesson, in a folder with an
// index.md: that one, then the others by their order and address. Such a folder reads as
// a book, like the manual.
func (g *Graph) bind() {
	books := map[string][]*Lesson{}
	for _, l := range g.Lessons {
		if dir := path.Dir(l.Path); l.Kind == lesson.Plain && dir != "content" {
			books[dir] = append(books[dir], l)
		}
	}
	for dir, book := range books {
		slices.SortStableFunc(book, compareLeaves)
		if book[0].Path != dir+"/index.md" {
			continue
		}
		chain(book, func(*Lesson) bool { return true })
		for _, l := range book {
			l.Book = book
		}
	}
}

// compareLeaves orders the pages of a book: its index.md first.
func compareLeaves(a, b *Lesson) int {
	last := func(l *Lesson) int {
		if path.Base(l.Path) == "index.md" {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(last(a), last(b)), cmp.Compare(a.Order, b.Order), cmp.Compare(a.Address, b.Address))
}

// chain links each lesson of a row to its neighbours, where the row is its own.
func chain(row []*Lesson, own func(*Lesson) bool) {
	for i, l := range row {
		if !own(l) {
			continue
		}
		if i > 0 {
			l.Prev = row[i-1]
		}
		if i+1 < len(row) {
			l.Next = row[i+1]
		}
	}
}

// compareLessons orders lessons as they are taught: by standard, level, task, order, address.
func compareLessons(a, b *Lesson) int {
	return cmp.Or(
		cmp.Compare(a.standardBase(), b.standardBase()),
		cmp.Compare(a.ranked(), b.ranked()),
		compareNumbers(a.firstTask(), b.firstTask()),
		cmp.Compare(a.Order, b.Order),
		cmp.Compare(a.Address, b.Address))
}

func (l *Lesson) standardBase() string {
	if l.Standard == nil {
		return "\uffff"
	}
	return l.Standard.Base
}

// Rank is the level at which the lesson stands among others: its own, or the lowest that
// it teaches; -1 if it has none.
func (l *Lesson) Rank() int {
	rank := l.Level
	if rank < 0 && len(l.Teaches) > 0 {
		rank = slices.MinFunc(l.Teaches, func(a, b *Requirement) int { return cmp.Compare(a.Level, b.Level) }).Level
	}
	return rank
}

// ranked is the lesson's rank; behind all if it has none.
func (l *Lesson) ranked() int {
	if rank := l.Rank(); rank >= 0 {
		return rank
	}
	return math.MaxInt
}

func (l *Lesson) firstTask() string {
	if len(l.Teaches) == 0 {
		return "\uffff"
	}
	return l.Teaches[0].Skill.Task.Number
}

// Tasks lists the tasks of what the lesson teaches, each once, in order.
func (l *Lesson) Tasks() []*Task {
	var list []*Task
	for _, q := range l.Teaches {
		if !slices.Contains(list, q.Skill.Task) {
			list = append(list, q.Skill.Task)
		}
	}
	return list
}
