package graph

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/parallel"
)

// Content is what a site has beside its standards.
type Content struct {
	Home    Home
	Lessons []*lesson.Lesson // every page of content/, drafts too
	Files   []File           // what is published as it is
	Drafts  bool             // whether drafts are published
	Before  *Graph           // an earlier graph of the site, or nil; makes the new one sooner, and no different
}

// A File is a file of content/ that is published as it is, if it is: see [Graph.Withheld].
type File struct {
	Path          string // in the author's tree
	Address       string
	Size          int64 // bytes
	Width, Height int   // of an image, in CSS pixels; 0 if not known
	Image         bool
}

// A Lesson is a page of content/ in its place in the graph: a lesson, a course, another
// page, or the home page.
type Lesson struct {
	*lesson.Lesson
	Address  string    // such as "lessons/ruhu-mopai.html"
	Standard *Standard // that its codes belong to; nil where none is certain
	Level    int       // of codes without a level; -1 if it names none
	Teaches  []*Requirement
	Assesses []*Requirement
	Links    []Target       // one for each of Body.Links
	Refs     []*Target      // one for each of Body.References; pages share them
	Terms    []TermUse      // where running text names a term first
	Reviews  []*Requirement // one for each of Lesson.Reviewed: what it is of; nil if the lesson neither teaches nor assesses it
	Outdated []*Requirement // whose text is not that of its review
	Files    []*File        // of a folder with index.md: its own files that are no images

	Lessons     []*Lesson     // of a course, in its order
	Courses     []*Lesson     // that the lesson belongs to, by address
	Redirects   []lesson.Word // old addresses, with the places that name them
	Prev, Next  *Lesson       // in its first course, else by level and task; of a page of a book, in it
	Book        []*Lesson     // of a page that is no lesson, in a folder with an index.md: the pages of the folder, that one first
	MentionedBy []Backlink
	CitedBy     []Citation

	published bool
	levelName string // as Lesson.Level has it, in half width
}

// A Target is where a reference or a link leads.
type Target struct {
	Address     string // page, or page and anchor; empty if it leads nowhere
	Name        string // what it is called
	Query       string // of a link, with its question mark; or empty
	Outside     bool   // whether it leads out of the site
	Checked     bool   // whether the page is known to be there; else whoever knows all addresses must look
	Standard    *Standard
	Skill       *Skill
	Requirement *Requirement
	Term        *Term
	Lesson      *Lesson
	File        *File
}

// A TermUse is a place where a page names a term: bytes of the HTML of its body.
type TermUse struct {
	Term       *Term
	Start, End int
}

// A Backlink is a mention of something, seen from there. In a list of backlinks the home
// page comes first and then all pages by address, and the mentions of one page stand side
// by side, in their order on it. [Quotes] tells in what words they stand.
type Backlink struct {
	From *Lesson
	at   stretch // what is named; its block is -1 if it stands in none
	said string  // the words that name it, as a reader sees them
	self int     // the number of the reference, or -1
}

// joinLessons gives pages their addresses and joins them with all that they refer to.
func (g *Graph) joinLessons(in Content) []diag.Diagnostic {
	r := newResolver(g, in)
	for _, l := range r.all {
		if l.Kind == lesson.Home {
			g.Front = l
		} else if l.published {
			g.Lessons = append(g.Lessons, l)
		}
	}
	slices.SortFunc(g.Lessons, func(a, b *Lesson) int { return cmp.Compare(a.Address, b.Address) })
	for _, l := range r.all { // drafts too: their author wants to know
		r.frontMatter(l)
	}
	g.findNamings(in.Before, r.all)
	for _, l := range r.all {
		r.links(l)
		r.course(l)
		g.explain(l)
	}
	for _, s := range g.Standards {
		r.text(s)
	}
	r.home()
	g.byAddress = map[string]*Lesson{}
	for _, l := range g.Lessons {
		g.Teaching = g.Teaching || l.Kind == lesson.Teaching || l.Kind == lesson.Course
		g.byAddress[l.Address] = l
	}
	r.aliases()
	g.teach()
	parallel.Do(2, func(i int) { // neither reads what the other writes
		if i == 0 {
			g.mention()
			g.cite()
		} else {
			g.order()
			g.share()
		}
	})
	g.own(r)
	return r.problems
}

// place makes the lesson of a page, with its address; false if its name makes none, which
// reading the tree has reported.
func place(in *lesson.Lesson, drafts bool) (*Lesson, bool) {
	address, reason := files.Address(strings.TrimPrefix(in.Path, "content/"))
	if reason != "" {
		return nil, false
	}
	l := &Lesson{Lesson: in, Address: address, Level: -1, published: !in.Draft || drafts, levelName: in.Level.Text}
	if strings.ContainsFunc(l.levelName, wide) {
		l.levelName = width.Fold.String(l.levelName)
	}
	return l, true
}

// wide tells whether a character may have another width as well.
func wide(c rune) bool { return width.LookupRune(c).Folded() != 0 }

// Find returns the page at an address, or the page that an old address leads to.
func (g *Graph) Find(address string) (*Lesson, bool) {
	l, ok := g.byAddress[address]
	return l, ok
}

// teach tells requirements which lessons teach and assess them. Lessons stand by address.
func (g *Graph) teach() {
	for _, l := range g.Lessons {
		for _, q := range l.Teaches {
			q.TaughtBy = append(q.TaughtBy, l)
		}
		for _, q := range l.Assesses {
			q.AssessedBy = append(q.AssessedBy, l)
		}
		for _, review := range l.Reviewed {
			q := l.reviewed(review)
			l.Reviews = append(l.Reviews, q)
			if q != nil && q.Fingerprint() != review.Hash {
				l.Outdated = append(l.Outdated, q)
				q.outdated = q.outdated || slices.Contains(l.Teaches, q)
			}
		}
		slices.SortFunc(l.Outdated, compareRequirements)
		l.Outdated = slices.Compact(l.Outdated)
	}
}

// share tells standards their lessons, as they are taught, and their courses, by address.
func (g *Graph) share() {
	for _, l := range g.Lessons {
		switch l.Kind {
		case lesson.Teaching:
			for _, s := range l.standards() {
				s.Lessons = append(s.Lessons, l)
			}
		case lesson.Course:
			for _, s := range l.standards() {
				s.Courses = append(s.Courses, l)
			}
		}
	}
	for _, s := range g.Standards {
		slices.SortStableFunc(s.Lessons, compareLessons)
	}
}

// standards lists the standards that a page belongs to: its own, those of what it teaches,
// and those of a course's lessons.
func (l *Lesson) standards() []*Standard {
	var list []*Standard
	add := func(s *Standard) {
		if s != nil && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	add(l.Standard)
	for _, q := range l.Teaches {
		add(q.Skill.Task.Area.Standard)
	}
	for _, x := range l.Lessons {
		add(x.Standard)
	}
	return list
}
