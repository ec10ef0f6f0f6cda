package graph

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/lesson"
)

// numeric is a code or number as standards have them.
var numeric = regexp.MustCompile(`^[0-9]+(?:\.[0-9]+)*$`)

// An outlook is all of a page that decides what a reference in its text means.
type outlook struct {
	standard            *Standard
	level               string
	homeless, published bool
}

// references finds where the references of a page's text lead. Where the sound ones lead
// is remembered: the same ones stand in page after page.
func (r *resolver) references(l *Lesson) []*Target {
	key := outlook{l.Standard, l.Lesson.Level.Text, r.homeless(l), l.published}
	known := r.read[key]
	if known == nil {
		known = map[string]*Target{}
		r.read[key] = known
	}
	list := make([]*Target, len(l.Body.References))
	for i, ref := range l.Body.References {
		t, ok := known[ref.Target]
		if !ok {
			problems := len(r.problems)
			found := r.reference(l.from(true), ref.Target, ref.Pos)
			t = &found
			if len(r.problems) == problems && t.Address != "" && !strings.ContainsAny(ref.Target, "#＃") {
				known[ref.Target] = t
			}
		}
		list[i] = t
	}
	return list
}

// reference finds what stands between [[ and ]].
func (r *resolver) reference(from viewpoint, written string, pos diag.Pos) Target {
	name, anchor := split(written)
	if name == "" && anchor != "" {
		return r.here(from, anchor, pos)
	}
	code, isCode := r.parse(name)
	var found []Target
	if isCode {
		found = r.named(from, code)
	}
	if len(found) == 0 || code.Level == "" {
		found = append(found, r.called(from, name)...)
	}
	if len(found) == 0 {
		found = targets(r.byTitle[name])
	}
	if len(found) == 0 {
		found = r.cited(from, name)
	}
	found = withoutDrafts(from, found)
	switch {
	case len(found) == 0:
		r.unknown(from, name, code, pos)
		return Target{}
	case len(found) > 1:
		r.ambiguous(from, name, found, pos)
		return Target{}
	}
	t := found[0]
	if anchor == "" && code.Level == "" {
		t = t.at(from.page)
	}
	return r.anchored(from, r.admit(from, t, name, pos), anchor, pos)
}

// parse takes a code apart. The same ones stand in page after page.
func (r *resolver) parse(name string) (lesson.Code, bool) {
	p, ok := r.parsed[name]
	if !ok {
		p.code, p.ok = lesson.ParseCode(name)
		r.parsed[name] = p
	}
	return p.code, p.ok
}

// A parsedName is what lesson.ParseCode makes of a name.
type parsedName struct {
	code lesson.Code
	ok   bool
}

// split takes a name and an anchor apart.
func split(written string) (name, anchor string) {
	at := strings.IndexAny(written, "#＃")
	if at < 0 {
		return strings.TrimSpace(written), ""
	}
	anchor = strings.TrimPrefix(strings.TrimPrefix(written[at:], "#"), "＃")
	return strings.TrimSpace(written[:at]), strings.TrimSpace(anchor)
}

// here finds a place on the page itself; it is called what its heading says.
func (r *resolver) here(from viewpoint, anchor string, pos diag.Pos) Target {
	t := r.anchored(from, from.itself(), anchor, pos)
	if _, id, ok := strings.Cut(t.Address, "#"); ok {
		t.Name = r.anchorsOf(t).texts[id]
	}
	return t
}

// named finds the codes, tasks, areas and standards that a code can mean.
func (r *resolver) named(from viewpoint, c lesson.Code) []Target {
	var found []Target
	if s := r.g.edition(strings.TrimPrefix(c.Standard+"/"+c.Code, "/")); s != nil && c.Level == "" {
		found = append(found, standardTarget(s))
	}
	for _, s := range r.scope(from, c.Standard) {
		if t, ok := s.target(c); ok {
			found = append(found, t)
		}
	}
	return found
}

// at is where a code leads as a page reads it: on a page that has a level to that level's
// place, if the code exists there. It is still called by the code alone.
func (t Target) at(page *Lesson) Target {
	if page == nil || t.Skill == nil || t.Requirement != nil {
		return t
	}
	if level := page.levelIn(t.Standard); level >= 0 && t.Skill.Steps[level] != nil {
		t.Requirement = t.Skill.Steps[level]
		t.Address = t.Requirement.Address
	}
	return t
}

// called finds the terms and lessons of a name.
func (r *resolver) called(from viewpoint, name string) []Target {
	var found []Target
	for _, t := range r.termsNamed(from, name) {
		found = append(found, termTarget(t))
	}
	return append(found, targets(r.byName[plainName(name)])...)
}

// termsNamed finds the terms of a name: those of the standard that precedes it, or else of
// the page's own, or else of all current ones.
func (r *resolver) termsNamed(from viewpoint, name string) []*Term {
	scope := r.scope(from, "")
	if at := strings.LastIndex(name, "/"); at >= 0 {
		if s := r.g.edition(width.Fold.String(name[:at])); s != nil {
			scope, name = []*Standard{s}, name[at+1:]
		}
	}
	var found []*Term
	for _, t := range r.terms[name] {
		if slices.Contains(scope, t.Standard) {
			found = append(found, t)
		}
	}
	return found
}

// plainName is a lesson's name without what a file's path may have beside it.
func plainName(name string) string {
	return strings.TrimPrefix(strings.TrimSuffix(strings.TrimSuffix(name, ".md"), "/index"), "content/")
}

func targets(list []*Lesson) []Target {
	var found []Target
	for _, l := range list {
		found = append(found, lessonTarget(l))
	}
	return found
}

// withoutDrafts leaves drafts out where something published has the same name: what is not
// published stands in nobody's way.
func withoutDrafts(from viewpoint, found []Target) []Target {
	draft := func(t Target) bool { return t.Lesson != nil && !t.Lesson.published }
	if !from.published() || !slices.ContainsFunc(found, func(t Target) bool { return !draft(t) }) {
		return found
	}
	return slices.DeleteFunc(found, draft)
}

// admit holds back what is a draft from pages that are published.
func (r *resolver) admit(from viewpoint, t Target, written string, pos diag.Pos) Target {
	if t.Lesson != nil && !t.Lesson.published && from.published() {
		r.report(draftLink.At(pos, "“%s”是草稿，还没有发布", written).
			WithRelated(t.Lesson.Pos, "草稿在这里").WithHint("去掉这个链接，或者删去草稿里的 draft"))
		return Target{}
	}
	return t
}

// anchored adds an anchor to a target. Those of lessons are held against their headings,
// those of a standard's text against its chapters; those of other pages against the
// finished page.
func (r *resolver) anchored(from viewpoint, t Target, anchor string, pos diag.Pos) Target {
	if anchor == "" || t.Address == "" {
		return t
	}
	if decoded, err := url.PathUnescape(anchor); err == nil {
		anchor = decoded
	}
	if a := r.anchorsOf(t); a != nil && (t.Lesson == nil || !t.Lesson.Body.Unread) {
		if _, ok := a.texts[anchor]; !ok {
			r.noAnchor(from, t, anchor, pos)
			return t
		}
	}
	if t.Skill != nil {
		if level := slices.IndexFunc(t.Skill.Steps, func(q *Requirement) bool { return q != nil && q.anchor() == anchor }); level >= 0 {
			t.Requirement = t.Skill.Steps[level]
			t.Name = t.Requirement.Name
		}
	}
	file, _, _ := strings.Cut(t.Address, "#")
	t.Address = file + "#" + anchor
	return t
}

// anchor is q's place on the page of its code.
func (q *Requirement) anchor() string { return q.Skill.Task.Area.Standard.Levels[q.Level].ID }
