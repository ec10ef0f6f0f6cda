package graph

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/lesson"
)

// Content is what a site has beside its standards.
type Content struct {
	Home    Home
	Lessons []*lesson.Lesson // every page of content/, drafts too
	Files   []File           // what is published as it is
	Drafts  bool             // whether drafts are published
}

// A File is a file of content/ that is published as it is.
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
	Refs     []Target       // one for each of Body.References
	Terms    []TermUse      // where running text names a term first
	Reviews  []*Requirement // one for each of Lesson.Reviewed: what it is of; nil if the lesson neither teaches nor assesses it
	Outdated []*Requirement // whose text is not that of its review
	Files    []*File        // of a folder with index.md: its own files that are no images

	Lessons     []*Lesson // of a course, in its order
	Courses     []*Lesson // that the lesson belongs to
	Redirects   []string  // old addresses
	Prev, Next  *Lesson   // in its first course, else by level and task
	MentionedBy []Backlink

	published bool
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

// A Backlink is a mention of something, seen from there: who mentions it, in what words.
type Backlink struct {
	From                *Lesson
	Before, Said, After string // the sentence around the mention
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
		r.codes(l)
	}
	for _, l := range r.all {
		r.links(l)
		r.course(l)
		g.explain(l)
	}
	g.byAddress = map[string]*Lesson{}
	for _, l := range g.Lessons {
		g.Teaching = g.Teaching || l.Kind == lesson.Teaching || l.Kind == lesson.Course
		g.byAddress[l.Address] = l
	}
	for _, l := range g.Lessons {
		r.aliases(l)
	}
	g.teach()
	g.order()
	g.mention()
	g.share()
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
	return &Lesson{Lesson: in, Address: address, Level: -1, published: !in.Draft || drafts}, true
}

// Find returns the page at an address, or the page that an old address leads to.
func (g *Graph) Find(address string) (*Lesson, bool) {
	l, ok := g.byAddress[address]
	return l, ok
}

// aliases makes addresses of a page's old ones.
func (r *resolver) aliases(l *Lesson) {
	for _, w := range l.Aliases {
		address := strings.TrimPrefix(strings.TrimPrefix(w.Text, "/"), "./")
		switch {
		case strings.HasSuffix(address, "/") || address == "":
			address += "index.html"
		case path.Ext(address) == ".md":
			address = strings.TrimSuffix(address, ".md") + ".html"
		case path.Ext(address) != ".html":
			address += ".html"
		}
		if reason := files.CheckName(address); reason != "" {
			r.report(badAlias.At(w.Pos, "旧址“%s”不能用：%s", w.Text, reason).WithHint("从站点的根写起，例如 lessons/jiu.html"))
			continue
		}
		l.Redirects = append(l.Redirects, address)
		if r.g.byAddress[address] == nil {
			r.g.byAddress[address] = l
		}
	}
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

// reviewed finds the requirement that a fingerprint belongs to, among those that the
// lesson teaches or assesses.
func (l *Lesson) reviewed(review lesson.Review) *Requirement {
	for _, list := range [][]*Requirement{l.Teaches, l.Assesses} {
		for _, q := range list {
			if q.Code == review.Code.Code && l.means(review.Code, q) {
				return q
			}
		}
	}
	return nil
}

// means tells whether a code of the lesson can mean q, by standard and level.
func (l *Lesson) means(c lesson.Code, q *Requirement) bool {
	s := q.Skill.Task.Area.Standard
	if c.Standard != "" && c.Standard != strings.TrimSuffix(s.Base, "/") {
		return false
	}
	if c.Level == "" {
		return l.Level == q.Level || l.Level < 0
	}
	level := &s.Levels[q.Level]
	return c.Level == level.Name || c.Level == level.ID
}

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
		if l.Kind == lesson.Course {
			chain(l.Lessons, func(x *Lesson) bool { return x.Courses[0] == l })
		}
		if l.Kind == lesson.Teaching && len(l.Courses) == 0 {
			loose = append(loose, l)
		}
	}
	slices.SortStableFunc(loose, compareLessons)
	chain(loose, func(*Lesson) bool { return true })
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
		cmp.Compare(a.rank(), b.rank()),
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

// rank is the lowest level that the lesson teaches, or its own; behind all if it has none.
func (l *Lesson) rank() int {
	rank := l.Level
	for _, q := range l.Teaches {
		if rank < 0 || q.Level < rank {
			rank = q.Level
		}
	}
	if rank < 0 {
		return 1000
	}
	return rank
}

// Rank is the level at which the lesson stands among others: its own, or the lowest that
// it teaches; -1 if it has none.
func (l *Lesson) Rank() int {
	if l.Level >= 0 {
		return l.Level
	}
	if r := l.rank(); r < 1000 {
		return r
	}
	return -1
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

// own finds the files of each folder that is a page: those below it that belong to no
// folder further down.
func (g *Graph) own(r *resolver) {
	folders := map[string]*Lesson{}
	for _, l := range g.Lessons {
		if path.Base(l.Path) == "index.md" {
			folders[path.Dir(l.Path)] = l
		}
	}
	for i := range r.in.Files {
		f := &r.in.Files[i]
		for dir := path.Dir(f.Path); dir != "content" && dir != "."; dir = path.Dir(dir) {
			if l := folders[dir]; l != nil {
				if !f.Image && l.Kind != lesson.Plain {
					l.Files = append(l.Files, f)
				}
				break
			}
		}
	}
}
