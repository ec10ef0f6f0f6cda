package graph

import (
	"slices"

	"jinjie/cmd/jinjie/internal/lesson"
)

// frontMatter finds the standard, the level and the requirements that a page's front
// matter names.
func (r *resolver) frontMatter(l *Lesson) {
	if w := l.Lesson.Standard; w.Text != "" {
		if l.Standard = r.g.edition(w.Text); l.Standard == nil {
			r.noStandard(w.Text, w.Pos)
		}
	} else if current := r.current(); len(current) == 1 && !r.homeless(l) {
		l.Standard = current[0]
	}
	r.level(l)
	l.Teaches = r.requirements(l, l.Lesson.Skills)
	l.Assesses = r.requirements(l, l.Lesson.Assesses)
	if named := slices.Concat(l.Teaches, l.Assesses); l.Standard == nil && len(named) > 0 {
		l.Standard = named[0].Skill.Task.Area.Standard
		l.Level = l.levelIn(l.Standard)
	}
}

// level finds the level that a page names; where the site has several standards, any of
// them may have it.
func (r *resolver) level(l *Lesson) {
	scope := r.scope(l.from(false), "")
	if l.Lesson.Level.Text == "" || len(scope) == 0 {
		return
	}
	for _, s := range scope {
		if l.Level = l.levelIn(s); l.Level >= 0 {
			return
		}
	}
	r.noLevel(scope, l.Lesson.Level.Text, l.Lesson.Level.Pos)
}

// requirements finds what a list of codes means, each once, in order.
func (r *resolver) requirements(l *Lesson, codes []lesson.Code) []*Requirement {
	var list []*Requirement
	for _, c := range codes {
		q := r.requirement(l, c)
		if q == nil {
			continue
		}
		if slices.Contains(list, q) {
			r.report(listedTwice.At(c.Pos, "%s 列了两次", q.Name).WithHint("删去一个"))
			continue
		}
		list = append(list, q)
	}
	slices.SortFunc(list, compareRequirements)
	return list
}

// requirement finds the requirement that a code of the front matter means.
func (r *resolver) requirement(l *Lesson, c lesson.Code) *Requirement {
	from := l.from(false)
	if c.Level == "" {
		c.Level = l.levelName
		if c.Level != "" && l.Level < 0 && len(r.g.Standards) > 0 || c.Level == "" && l.Unread {
			return nil // the level's own problem says enough, or the page's
		}
	}
	var found []Target
	for _, s := range r.scope(from, c.Standard) {
		if k := s.skills[c.Code]; k != nil && c.Level == "" {
			r.report(unknownLevel.At(c.Pos, "没有写明 %s 是哪个等级", c.Code).
				WithHint("写作 %s@%s，或者在文件头写上 level", c.Written, k.levels()[0]))
			return nil
		}
		if t, ok := s.target(c); ok && t.Requirement != nil {
			found = append(found, t)
		}
	}
	switch {
	case len(found) == 0:
		r.unknownCode(from, c, c.Pos)
		return nil
	case len(found) > 1:
		r.ambiguous(from, c.Written, found, c.Pos)
		return nil
	}
	return found[0].Requirement
}

// course finds the lessons of a course.
func (r *resolver) course(l *Lesson) {
	from := l.from(false)
	listed := map[*Lesson]bool{}
	for _, w := range l.Lesson.Lessons {
		found := targets(r.byName[plainName(w.Text)])
		if len(found) == 0 {
			found = targets(r.byTitle[w.Text])
		}
		switch found = withoutDrafts(from, found); {
		case len(found) == 0:
			r.noLesson(w)
		case len(found) > 1:
			r.ambiguous(from, w.Text, found, w.Pos)
		case r.admit(from, found[0], w.Text, w.Pos).Lesson != nil:
			r.enlist(l, found[0].Lesson, w, listed)
		}
	}
}

// noLesson reports a lesson of a course that does not exist.
func (r *resolver) noLesson(w lesson.Word) {
	if r.g.maySay(w.Text) {
		return
	}
	d := unknownLesson.At(w.Pos, "没有叫“%s”的课", w.Text)
	if near := r.meant(w.Text); near != "" {
		d = d.WithHint("是不是“%s”？", near)
	} else {
		d = d.WithHint("写课的文件名（不带 .md）；还没有写的课先不列")
	}
	r.report(d)
}

// enlist puts a lesson into a course.
func (r *resolver) enlist(course, l *Lesson, w lesson.Word, listed map[*Lesson]bool) {
	switch {
	case l.Kind != lesson.Teaching:
		r.report(unknownLesson.At(w.Pos, "“%s”不是课", w.Text).WithHint("课程里只能列 content/lessons/ 里的课"))
	case listed[l]:
		r.report(listedTwice.At(w.Pos, "“%s”列了两次", w.Text).WithHint("删去一个"))
	default:
		listed[l] = true
		course.Lessons = append(course.Lessons, l)
		if course.published {
			l.Courses = append(l.Courses, course)
		}
	}
}

// means tells whether a code of the page can mean q, by standard and level.
func (l *Lesson) means(c lesson.Code, q *Requirement) bool {
	s := q.Skill.Task.Area.Standard
	if c.Code != q.Code || c.Standard != "" && c.Standard != s.name() && c.Standard != s.Code+"/"+s.Version {
		return false
	}
	if c.Level == "" {
		return l.Lesson.Level.Text == "" || l.levelIn(s) == q.Level
	}
	return s.LevelNamed(c.Level) == q.Level
}

// reviewed finds the requirement that a fingerprint belongs to, among those that the
// lesson teaches or assesses.
func (l *Lesson) reviewed(review lesson.Review) *Requirement {
	for _, q := range slices.Concat(l.Teaches, l.Assesses) {
		if l.means(review.Code, q) {
			return q
		}
	}
	return nil
}
