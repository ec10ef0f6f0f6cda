package importer

import "strings"

// bareTable opens a table that has a caption or a level but no header.
func (b *builder) bareTable(i int) bool {
	l := &b.lines[i]
	code := codeFirst.MatchString(l.text.s)
	if !code && !(kindOf(l.text.s) != noRole && b.caption >= 0 && b.codeAhead(i, 4)) {
		return false
	}
	if !b.reopen(code) && !b.start(nil) {
		return false
	}
	return b.inTable(i, false)
}

// inTable reads a line of running text inside a table; false if it belongs to none, and
// the table is at its end.
func (b *builder) inTable(i int, named bool) bool {
	l, t := &b.lines[i], b.table
	h, isHeading := headingOf(l, b.last)
	switch s := l.text.s; {
	case l.depth > 0, knownName.MatchString(fold(s)), isHeading && h.depth > 1 && isLabel(s):
	case codeFirst.MatchString(s):
		t.putLoose(l)
		return true
	case namesAndCode(l.text):
		t.putLoose(l)
		return true
	case b.isTask(i), b.isArea(i, isHeading && len(h.numbers) == 1):
		t.putLoose(l)
		b.named = true
		return true
	case isHeading || !l.bullet.empty() || isNote(s):
	case named && t.fresh && isName(s):
		t.extendName(l.text)
		b.named = true
		return true
	case t.unfinished() && (t.stops() && !isLabel(s) || !b.gap || b.turned):
		t.putSkill(l.text)
		return true
	}
	b.table = nil
	return false
}

// namesAndCode tells whether a line holds a requirement behind the name of its task, or
// of its area and its task.
func namesAndCode(c text) bool {
	names, rest := beforeCode(c)
	return !rest.empty() && isName(names.s) && (kindOf(names.s) == areaRole || kindOf(names.s) == taskRole)
}

// isNote tells whether a line is a note below a table.
func isNote(s string) bool {
	return strings.HasPrefix(s, "注：") || strings.HasPrefix(s, "注:") || strings.HasPrefix(s, "说明：")
}

// isTask tells whether a line is the name of a task, and not a section's heading: its
// area is open, and a code follows.
func (b *builder) isTask(i int) bool {
	s, t := b.lines[i].text.s, b.table
	m := taskFirst.FindStringSubmatch(s)
	if m == nil || columns(s) > 80 || sentenceEnds(s) {
		return false
	}
	a := areaFirst.FindStringSubmatch(t.area.s)
	return (a == nil || fold(a[1]) == fold(m[1])) && b.codeAhead(i, 4)
}

// isArea tells whether a line is the name of an area; where it could be the next
// chapter's heading as well, what follows must be a task of it.
func (b *builder) isArea(i int, chapter bool) bool {
	s, t := b.lines[i].text.s, b.table
	m := areaFirst.FindStringSubmatch(s)
	if m == nil || columns(s) > 100 || sentenceEnds(s) || !b.codeAhead(i, 6) {
		return false
	}
	if _, _, both := cutNames(b.lines[i].text); both {
		return true
	}
	number := numbersOf(m[1])[0]
	open := areaFirst.FindStringSubmatch(t.area.s)
	if open != nil && number != numbersOf(open[1])[0] && number != numbersOf(open[1])[0]+1 {
		return false
	}
	j := b.next(i)
	next := taskFirst.FindStringSubmatch(b.lines[j].text.s)
	return !chapter || next != nil && fold(next[1]) == fold(m[1])
}
