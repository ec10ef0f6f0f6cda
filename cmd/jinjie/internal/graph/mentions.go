package graph

import (
	"net/url"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/markdown"
)

// codes finds the standard, the level and the requirements that a page's front matter names.
func (r *resolver) codes(l *Lesson) {
	if w := l.Lesson.Standard; w.Text != "" {
		if l.Standard = r.g.byBase[w.Text+"/"]; l.Standard == nil {
			r.noStandard(w.Text, w.Pos)
		}
	} else if current := r.scope(viewpoint{}, ""); len(current) == 1 {
		l.Standard = current[0]
	}
	if w := l.Lesson.Level; w.Text != "" {
		r.level(l, w)
	}
	l.Teaches = r.requirements(l, l.Lesson.Skills)
	l.Assesses = r.requirements(l, l.Lesson.Assesses)
	if l.Standard == nil && len(l.Teaches) > 0 {
		l.Standard = l.Teaches[0].Skill.Task.Area.Standard
	}
	for _, review := range l.Reviewed {
		r.requirement(l, review.Code)
	}
}

// level finds the level that a page names; where the site has several standards, any of
// them may have it.
func (r *resolver) level(l *Lesson, w lesson.Word) {
	scope := r.scope(viewpoint{standard: l.Standard}, "")
	for _, s := range scope {
		if l.Level = s.LevelNamed(w.Text); l.Level >= 0 {
			return
		}
	}
	if len(scope) > 0 {
		r.noLevel(scope[0], w.Text, w.Pos)
	}
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
			r.report(repeatedSkill.At(c.Pos, "%s 列了两次", q.Name).WithHint("删去一个"))
			continue
		}
		list = append(list, q)
	}
	slices.SortFunc(list, compareRequirements)
	return list
}

// requirement finds the requirement that a code of the front matter means.
func (r *resolver) requirement(l *Lesson, c lesson.Code) *Requirement {
	from := viewpoint{standard: l.Standard}
	scope := r.scope(from, c.Standard)
	var found []Target
	for _, s := range scope {
		level := c
		if c.Level == "" && l.Level >= 0 && l.Level < len(s.Levels) {
			level.Level = s.Levels[l.Level].ID
		}
		if k := s.skills[c.Code]; k != nil && level.Level == "" {
			r.report(unknownLevel.At(c.Pos, "没有写明 %s 是哪个等级", c.Code).
				WithHint("写作 %s@%s，或者在文件头写上 level", c.Code, s.Levels[0].Name))
			return nil
		}
		if t, ok := s.target(level); ok && t.Requirement != nil {
			found = append(found, t)
		}
	}
	switch {
	case len(found) == 0:
		if c.Level == "" && l.Level >= 0 && len(scope) > 0 && l.Level < len(scope[0].Levels) {
			c.Level = scope[0].Levels[l.Level].ID
		}
		r.unknownCode(from, c, c.Pos)
		return nil
	case len(found) > 1:
		r.ambiguous(c.Written, found, c.Pos)
		return nil
	}
	return found[0].Requirement
}

// links finds where all references and links of a page lead.
func (r *resolver) links(l *Lesson) {
	from := viewpoint{l.Standard, l.Draft}
	for _, ref := range l.Body.References {
		l.Refs = append(l.Refs, r.reference(from, ref.Target, ref.Pos))
	}
	for _, link := range l.Body.Links {
		t := r.link(l, from, link)
		if u, err := url.Parse(link.Destination); err == nil && u.RawQuery != "" && !t.Outside {
			t.Query = "?" + u.RawQuery
		}
		if t.File != nil && link.Image {
			r.large(t.File, link.Pos)
		}
		l.Links = append(l.Links, t)
	}
}

// What a phone on a slow line can still be asked to load.
const (
	maxImageBytes  = 1 << 20
	maxImagePixels = 4000
)

func (r *resolver) large(f *File, pos diag.Pos) {
	switch {
	case f.Size > maxImageBytes:
		r.report(largeImage.At(pos, "图片有 %.1f MB，手机上要等很久", float64(f.Size)/(1<<20)).WithHint("缩到 1 MB 以内：宽 1600 像素已经够用"))
	case f.Width > maxImagePixels || f.Height > maxImagePixels:
		r.report(largeImage.At(pos, "图片有 %d×%d 像素，比屏幕大得多", f.Width, f.Height).WithHint("宽 1600 像素已经够用"))
	}
}

// course finds the lessons of a course.
func (r *resolver) course(l *Lesson) {
	for _, w := range l.Lesson.Lessons {
		found := r.byName[strings.TrimPrefix(strings.TrimSuffix(w.Text, ".md"), "content/")]
		if len(found) == 0 {
			found = r.byTitle[w.Text]
		}
		switch {
		case len(found) == 0:
			d := unknownLesson.At(w.Pos, "没有叫“%s”的课", w.Text)
			if near := diag.Nearest(w.Text, r.names); near != "" {
				d = d.WithHint("是不是“%s”？", near)
			}
			r.report(d)
		case len(found) > 1:
			var all []Target
			for _, other := range found {
				all = append(all, lessonTarget(other))
			}
			r.ambiguous(w.Text, all, w.Pos)
		case r.admit(viewpoint{draft: l.Draft}, lessonTarget(found[0]), w.Text, w.Pos).Lesson != nil:
			r.enlist(l, found[0], w)
		}
	}
}

// enlist puts a lesson into a course.
func (r *resolver) enlist(course, l *Lesson, w lesson.Word) {
	switch {
	case l.Kind != lesson.Teaching:
		r.report(unknownLesson.At(w.Pos, "“%s”不是课", w.Text).WithHint("课程里只能列 content/lessons/ 里的课"))
	case slices.Contains(course.Lessons, l):
		r.report(repeatedSkill.At(w.Pos, "“%s”列了两次", w.Text).WithHint("删去一个"))
	default:
		course.Lessons = append(course.Lessons, l)
		if course.published {
			l.Courses = append(l.Courses, course)
		}
	}
}

// explain finds where a page's running text names a term first.
func (g *Graph) explain(l *Lesson) {
	s := l.Standard
	if s == nil || len(s.Terms) == 0 {
		return
	}
	done := map[*Term]bool{}
	for _, t := range l.Refs {
		if t.Term != nil {
			done[t.Term] = true // the author has chosen the place
		}
	}
	for _, run := range l.Body.Runs {
		for _, m := range s.mentions(l.Body.HTML[run.Start:run.End], s.termNames, s.termFirsts) {
			if !done[m.Term] {
				done[m.Term] = true
				l.Terms = append(l.Terms, TermUse{m.Term, run.Start + m.Start, run.Start + m.End})
			}
		}
	}
}

// mention tells everything who mentions it. A page that names the same thing twice in one
// sentence is told once.
func (g *Graph) mention() {
	pages := g.Lessons
	if g.Front != nil {
		pages = append([]*Lesson{g.Front}, pages...)
	}
	for _, l := range pages {
		for i, t := range l.Refs {
			ref := l.Body.References[i]
			said := ref.Label
			if said == "" {
				said = t.Name
			}
			t.told(l, l.quote(ref.Block, ref.Offset, ref.Offset+len(ref.Label), said, i))
		}
		for i, t := range l.Links {
			if link := l.Body.Links[i]; link.Block >= 0 {
				said := l.Body.Blocks[link.Block].Text[link.Start:link.End]
				t.told(l, l.quote(link.Block, link.Start, link.End, said, -1))
			}
		}
		for _, use := range l.Terms {
			use.Term.told(l)
		}
	}
}

// told notes a mention at what it leads to.
func (t Target) told(from *Lesson, b Backlink) {
	add := func(list *[]Backlink) {
		if !slices.Contains(latest(*list, from), b) {
			*list = append(*list, b)
		}
	}
	switch {
	case t.Requirement != nil:
		add(&t.Requirement.MentionedBy)
	case t.Skill != nil:
		if from.Level >= 0 && from.Standard == t.Standard && t.Skill.Steps[from.Level] != nil {
			add(&t.Skill.Steps[from.Level].MentionedBy)
		} else {
			add(&t.Skill.MentionedBy)
		}
	case t.Term != nil:
		add(&t.Term.MentionedBy)
	case t.Lesson != nil && t.Lesson != from:
		add(&t.Lesson.MentionedBy)
	}
}

// latest returns the mentions at the end of a list that come from one page. Pages are
// gone through one by one, so there are no others of that page.
func latest(list []Backlink, from *Lesson) []Backlink {
	n := len(list)
	for n > 0 && list[n-1].From == from {
		n--
	}
	return list[n:]
}

// told notes that a page uses the term in passing, with the first sentence that does.
func (t *Term) told(from *Lesson) {
	if len(latest(t.MentionedBy, from)) > 0 {
		return
	}
	for i, block := range from.Body.Blocks {
		if at := strings.Index(block.Text, t.Name); at >= 0 {
			t.MentionedBy = append(t.MentionedBy, from.quote(i, at, at+len(t.Name), t.Name, -1))
			return
		}
	}
	t.MentionedBy = append(t.MentionedBy, Backlink{From: from, Said: t.Name})
}

// quote returns the sentence around the bytes from start to end of a block, which show
// as said; self is the reference that is quoted, or -1.
func (l *Lesson) quote(block, start, end int, said string, self int) Backlink {
	before := func(i, offset int) bool { return offset < start || offset == start && (self < 0 || i < self) }
	after := func(i, offset int) bool { return offset > end || offset == end && i > self }
	return Backlink{
		From:   l,
		Before: lastSentence(l.shown(block, 0, start, before)),
		Said:   said,
		After:  firstSentence(l.shown(block, end, len(l.Body.Blocks[block].Text), after)),
	}
}

// shown is a stretch of a block's text, with the names of what those references lead to
// that are asked for and have no label.
func (l *Lesson) shown(block, start, end int, with func(i, offset int) bool) string {
	text := l.Body.Blocks[block].Text
	var b strings.Builder
	at := start
	first, _ := slices.BinarySearchFunc(l.Body.References, block, func(r markdown.Reference, n int) int { return r.Block - n })
	for i := first; i < len(l.Body.References) && l.Body.References[i].Block == block; i++ {
		if ref := l.Body.References[i]; ref.Label == "" && with(i, ref.Offset) && ref.Offset <= end && ref.Offset >= at {
			b.WriteString(text[at:ref.Offset])
			b.WriteString(l.Refs[i].Name)
			at = ref.Offset
		}
	}
	b.WriteString(text[at:end])
	return b.String()
}

// maxQuote is how many characters of a sentence are quoted on either side.
const maxQuote = 60

func isEnd(c rune) bool { return strings.ContainsRune("。！？!?\n", c) }

// lastSentence is what follows the last end of a sentence in text.
func lastSentence(text string) string {
	runes := []rune(text)
	from := len(runes)
	for from > 0 && !isEnd(runes[from-1]) {
		from--
	}
	// Closing marks belong to the sentence that ended.
	for from > 0 && from < len(runes) && strings.ContainsRune("”’）》」』", runes[from]) {
		from++
	}
	if len(runes)-from > maxQuote {
		return "……" + string(runes[len(runes)-maxQuote:])
	}
	return string(runes[from:])
}

// firstSentence is text up to its first end of a sentence.
func firstSentence(text string) string {
	runes := []rune(text)
	to := 0
	for to < len(runes) && !isEnd(runes[to]) {
		to++
	}
	if to < len(runes) && runes[to] != '\n' {
		to++
	}
	for to < len(runes) && strings.ContainsRune("”’）》」』", runes[to]) {
		to++
	}
	if to > maxQuote {
		return string(runes[:maxQuote]) + "……"
	}
	return string(runes[:to])
}
