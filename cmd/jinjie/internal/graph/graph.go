// Package graph joins standards and lessons into one site: it gives every thing its name and its
// address, and knows every link in both directions.
//
// Its values are complete when made and never changed afterwards; everything that
// writes pages, checks rules or makes an index reads them side by side.
package graph

import (
	"crypto/sha256"
	"encoding/hex"

	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/standard"
)

// A Graph is the whole site.
type Graph struct {
	Standards []*Standard // by code, the current edition of each first
	Home      Home
	Front     *Lesson   // content/index.md; nil without one
	Lessons   []*Lesson // every other page that is published, by address

	Teaching bool // whether there are lessons or courses

	icon      string // see Icon
	partial   bool   // whether it is not certain what standards there are: one was left out, or stands twice
	namings   map[*lesson.Lesson]naming
	withheld  map[string]bool // see Withheld
	unread    []*Lesson       // pages whose front matter could not be read, drafts too
	byBase    map[string]*Standard
	byAddress map[string]*Lesson // pages, under their old addresses too
}

// A Standard is one edition with its parts joined across levels.
type Standard struct {
	*standard.Standard
	Base     string      // its addresses begin so: "590008/", or "590008/2.0/" for an edition that is no longer current
	Current  *Standard   // the current edition of the same code; itself if it is the one
	Editions []*Standard // all editions of the same code, newest first, itself among them
	Areas    []*Area
	Tasks    []*Task  // of all areas, in order
	Skills   []*Skill // of all tasks, in order

	Terms   []*Term
	Targets []Target  // where the references and links of the text lead: one for each of Links
	Errata  []Erratum // one for each of the standard's errata, with the places of its words
	Lanes   []*Lane   // as progressions.csv has them

	Lessons []*Lesson // as they are taught
	Courses []*Lesson // by address

	skills map[string]*Skill
	areas  map[string]*Area
	tasks  map[string]*Task
	joined map[*standard.Requirement]*Requirement

	termIDs    map[string]*Term  // by ID
	termNames  map[string]*Term  // by name; of twins the first
	termFirsts map[rune][]string // names by their first character, the longest first
}

// An Area is a 工作领域 across levels.
type Area struct {
	Number     string
	Standard   *Standard
	Name       string // at the lowest level that has it; by lanes, what all levels call it
	File       string // its address, such as "590008/1.html"
	Tasks      []*Task
	Levels     []*standard.Area // by level; nil where a level's table lacks it
	Prev, Next *Area
}

// A Task is a 工作任务 across levels.
type Task struct {
	Number     string
	Name       string // at the lowest level that has it; by lanes, what all levels call it
	File       string // such as "590008/1.1.html"
	Area       *Area
	Skills     []*Skill
	Levels     []*standard.Task // by level; nil where a level's table lacks it
	Prev, Next *Task
}

// A Skill is one code (编码) with what each level asks for under it.
type Skill struct {
	Code       string
	File       string // such as "590008/1.1.1.html"
	Task       *Task
	Steps      []*Requirement // by level; nil where a level lists none
	Prev, Next *Skill

	MentionedBy []Backlink // of the code as such, at no level in particular; see [Backlink]
	CitedBy     []Citation // of the code as such; see [Citation]
}

// A Requirement is a requirement in its place in the graph.
type Requirement struct {
	*standard.Requirement
	Skill   *Skill
	Address string    // page and anchor, such as "590008/1.1.1.html#chuji"
	Name    string    // such as "初级 1.1.1"
	Terms   []Mention // the terms it uses, in order
	Lane    *Lane     // the lane it stands in, or nil

	TaughtBy    []*Lesson // by address
	AssessedBy  []*Lesson
	MentionedBy []Backlink // pages: they count as coverage
	CitedBy     []Citation // the texts of standards: they do not
	outdated    bool       // taught against another text
}

// A Mention is one use of a term in a requirement's printed text.
type Mention struct {
	Term       *Term
	Start, End int // bytes of the printed text
}

// A Term is a term in its place in the graph.
type Term struct {
	*standard.Term
	Address     string // such as "590008/terms.html#term-3.6"
	Standard    *Standard
	Twins       []*Term        // other entries that define the same name
	MentionedBy []Backlink     // pages
	CitedBy     []Citation     // the texts of standards, but for the term's own entry
	UsedBy      []*Requirement // in order; what links here
	number      int            // among the standard's terms
}

// An Erratum is an erratum with the places where its words are shown.
type Erratum struct {
	*standard.Erratum
	Address string // its own entry, such as "590008/errata.html#E01"
	Shown   []Link // where the marked words stand
}

// A Link is an address with the words that name it.
type Link struct {
	Address string
	Name    string
}

// Standard returns the current edition of the standard with that code, or nil.
func (g *Graph) Standard(code string) *Standard {
	for _, s := range g.Standards {
		if s.Code == code && s.Current == s {
			return s
		}
	}
	return nil
}

// At returns the edition whose pages stand in dir, such as "590008/", or nil.
func (g *Graph) At(dir string) *Standard { return g.byBase[dir] }

// Area returns the area with that number, or nil.
func (s *Standard) Area(number string) *Area { return s.areas[number] }

// Task returns the task with that number, or nil.
func (s *Standard) Task(number string) *Task { return s.tasks[number] }

// Skill returns the skill with that code, or nil.
func (s *Standard) Skill(code string) *Skill { return s.skills[code] }

// Requirement returns q in its place in the graph, or nil where its code was taken
// before at the same level.
func (s *Standard) Requirement(q *standard.Requirement) *Requirement { return s.joined[q] }

// Fingerprint identifies the corrected text of q, with its related knowledge: the first 12
// hexadecimal digits of its SHA-256.
func (q *Requirement) Fingerprint() string {
	sum := sha256.Sum256([]byte(q.Text.Corrected() + "\n" + q.Knowledge.Corrected()))
	return hex.EncodeToString(sum[:6])
}

// TaskHere is q's task as its own level's table has it.
func (q *Requirement) TaskHere() *standard.Task { return q.Skill.Task.Levels[q.Level] }

// AreaHere is q's area as its own level's table has it.
func (q *Requirement) AreaHere() *standard.Area { return q.Skill.Task.Area.Levels[q.Level] }

// Page returns the address of one of the standard's fixed pages, such as "errata".
func (s *Standard) Page(name string) string { return s.Base + name + ".html" }
