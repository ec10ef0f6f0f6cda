package graph

import (
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/lesson"
)

// A page whose front matter could not be read has one problem, and that is told. What
// would follow from it is not: its title, its old addresses, its standard and the codes
// that it teaches may be those that others refer to, or miss.

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
