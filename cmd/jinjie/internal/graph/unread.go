package graph

import (
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/standard"
)

// A page whose front matter could not be read has one problem, and that is told. What
// would follow from it is not: its title, its old addresses, its standard and the codes
// that it teaches may be those that others refer to, or miss. The same holds of a level
// whose table could not be read, and of the codes that it may list.

// maySay tells whether a word stands in the front matter of a page that could not be read.
func (g *Graph) maySay(word string) bool {
	return slices.ContainsFunc(g.unread, func(l *Lesson) bool { return l.MaySay(word) })
}

// MayTeach tells whether a page that could not be read may teach q. One of which nothing
// could be read may teach anything.
func (g *Graph) MayTeach(q *Requirement) bool {
	return slices.ContainsFunc(g.unread, func(l *Lesson) bool { return l.MaySay(q.Code) || l.Illegible() })
}

// mayRedirect tells whether an address may be an old one of a page that could not be read.
func (g *Graph) mayRedirect(address string) bool {
	name := strings.TrimSuffix(strings.TrimSuffix(address, ".html"), "/index")
	return slices.ContainsFunc(g.unread, func(l *Lesson) bool {
		return l.MaySay(name) && (l.MaySay("aliases") || l.MaySay("旧址"))
	})
}

// mayList tells whether a code that was not found may stand in a table that could not be
// read. What counts: the table of the level that the code names, or if it names none, the
// table of any level. A code that a level lists is found, at that level; so what is left
// is what only a level can have whose table has an error. The number of a task or an area
// is no code, and a level that the standard lacks has no table.
func (s *Standard) mayList(c lesson.Code) bool {
	if s.tasks[c.Code] != nil || s.areas[c.Code] != nil {
		return false
	}
	return slices.ContainsFunc(s.Levels, func(l standard.Level) bool {
		return l.Unread && (c.Level == "" || c.Level == l.Name || c.Level == l.ID)
	})
}

// homeless tells whether it is unknown which of several standards a page's codes belong to.
func (r *resolver) homeless(l *Lesson) bool {
	return l.Unread && l.Lesson.Standard.Text == "" && len(r.g.Standards) > 1
}

// note remembers a page that could not be read.
func (g *Graph) note(l *Lesson) {
	if l.Unread && l.Kind != lesson.Home {
		g.unread = append(g.unread, l)
	}
}
