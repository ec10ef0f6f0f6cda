package graph

import (
	"iter"
	"path"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/standard"
)

// A resolver finds what names and links mean. Every lookup is one in a map; what is only
// needed to say what was likely meant is made when it is first asked for.
type resolver struct {
	g         *Graph
	in        Content
	all       []*Lesson            // drafts too
	byPath    map[string]*Lesson   // by source path
	byAddress map[string]*Lesson   // drafts too
	byName    map[string][]*Lesson // by every tail of the name: "lessons/a/b", "a/b", "b"
	byTitle   map[string][]*Lesson
	folders   map[string]bool    // of pages, by every tail: "lessons/a", "a"
	terms     map[string][]*Term // of all editions, by name; of twins the first
	sources   *sources
	parsed    map[string]parsedName          // by what stands between [[ and ]]
	read      map[outlook]map[string]*Target // see references
	official  map[string]Target              // by source path: the texts of standards and their tables
	anchors   map[holder]*anchors
	names     *diag.Guesser               // of all names that a reference can have; see nameGuesser
	codes     map[*Standard]*diag.Guesser // see codeGuesser
	problems  []diag.Diagnostic
}

func newResolver(g *Graph, in Content) *resolver {
	r := &resolver{
		g: g, in: in, byPath: map[string]*Lesson{}, byAddress: map[string]*Lesson{},
		byName: map[string][]*Lesson{}, byTitle: map[string][]*Lesson{}, folders: map[string]bool{},
		terms: map[string][]*Term{}, sources: newSources(in.Files),
		parsed: map[string]parsedName{}, read: map[outlook]map[string]*Target{}, official: map[string]Target{}, anchors: map[holder]*anchors{}, codes: map[*Standard]*diag.Guesser{},
	}
	for _, page := range in.Lessons {
		if l, ok := place(page, in.Drafts); ok {
			r.enter(l)
		}
	}
	for _, s := range g.Standards {
		for name, t := range s.termNames {
			r.terms[name] = append(r.terms[name], t)
		}
		s.sources(r.official)
	}
	return r
}

// enter makes a page known under its names.
func (r *resolver) enter(l *Lesson) {
	r.all = append(r.all, l)
	r.g.note(l)
	r.byPath[l.Path] = l
	r.byAddress[l.Address] = l
	r.sources.add(l.Path)
	if l.Kind == lesson.Home {
		return
	}
	for tail := range tails(l.Name) {
		r.byName[tail] = append(r.byName[tail], l)
		r.folders[path.Dir(tail)] = true
	}
	r.byTitle[l.Title] = append(r.byTitle[l.Title], l)
}

// tails yields a name, and what is left of it without its first folder, and so on.
func tails(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for ok := true; ok && yield(name); {
			_, name, ok = strings.Cut(name, "/")
		}
	}
}

func (r *resolver) report(d diag.Diagnostic) { r.problems = append(r.problems, d) }

// missed reports what could not be found. Where a standard could not be read nothing is
// certain, and its own problem says enough.
func (r *resolver) missed(d diag.Diagnostic) {
	if !r.g.partial {
		r.report(d)
	}
}

// edition finds a standard by what precedes its codes: "590008" is the current edition,
// "590008/1.0" a certain one, the current one too.
func (g *Graph) edition(name string) *Standard {
	if s := g.byBase[name+"/"]; s != nil {
		return s
	}
	code, version, _ := strings.Cut(name, "/")
	if s := g.byBase[code+"/"]; s != nil && s.Version == version {
		return s
	}
	return nil
}

// name is what precedes the codes of s: "590008", or "590008/1.0".
func (s *Standard) name() string { return strings.TrimSuffix(s.Base, "/") }

// scope lists the standards in which a code is looked for.
func (r *resolver) scope(from viewpoint, explicit string) []*Standard {
	if explicit != "" {
		if s := r.g.edition(explicit); s != nil {
			return []*Standard{s}
		}
		return nil
	}
	switch {
	case from.standard != nil:
		return []*Standard{from.standard}
	case r.homeless(from.page):
		return r.g.Standards
	}
	return r.current()
}

// current lists the current edition of each standard.
func (r *resolver) current() []*Standard {
	return slices.DeleteFunc(slices.Clone(r.g.Standards), func(s *Standard) bool { return s.Current != s })
}

// target finds what a code means within s.
func (s *Standard) target(c lesson.Code) (Target, bool) {
	if k := s.skills[c.Code]; k != nil {
		t := Target{Address: k.File, Name: k.Code, Checked: true, Standard: s, Skill: k}
		if c.Level == "" {
			return t, true
		}
		level := s.LevelNamed(c.Level)
		if level < 0 || k.Steps[level] == nil {
			return Target{}, false
		}
		t.Requirement = k.Steps[level]
		t.Address, t.Name = t.Requirement.Address, t.Requirement.Name
		return t, true
	}
	switch {
	case c.Level != "":
	case s.tasks[c.Code] != nil:
		task := s.tasks[c.Code]
		return Target{Address: task.File, Name: task.Number + " " + task.Name, Checked: true, Standard: s}, true
	case s.areas[c.Code] != nil:
		area := s.areas[c.Code]
		return Target{Address: area.File, Name: area.Name, Checked: true, Standard: s}, true
	}
	return Target{}, false
}

// LevelNamed finds a level by its name or its ID; -1 if there is none.
func (s *Standard) LevelNamed(name string) int {
	return slices.IndexFunc(s.Levels, func(l standard.Level) bool { return l.Name == name || l.ID == name })
}

// levelIn finds the level that a page names as s has it; -1 if it names none that s has.
func (l *Lesson) levelIn(s *Standard) int {
	return s.LevelNamed(l.levelName)
}

func lessonTarget(l *Lesson) Target {
	return Target{Address: l.Address, Name: l.called(), Checked: true, Lesson: l}
}

// called is what a page is called where it is named; the home page has no title of its own.
func (l *Lesson) called() string {
	if l.Kind == lesson.Home {
		return "首页"
	}
	return l.Title
}

func termTarget(t *Term) Target {
	return Target{Address: t.Address, Name: t.Name, Checked: true, Standard: t.Standard, Term: t}
}

func standardTarget(s *Standard) Target {
	name := s.Title
	if s.Current != s {
		name += "（" + s.Edition + "）"
	}
	return Target{Address: s.Base + "index.html", Name: name, Checked: true, Standard: s}
}

// textTarget is the page of a standard's text.
func textTarget(s *Standard) Target {
	return Target{Address: s.Page("text"), Name: "标准原文", Checked: true, Standard: s}
}

// text is the standard whose text t leads to, or nil.
func (t Target) text() *Standard {
	if page, _, _ := strings.Cut(t.Address, "#"); t.Standard == nil || page != t.Standard.Page("text") {
		return nil
	}
	return t.Standard
}
