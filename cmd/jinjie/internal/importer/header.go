package importer

import "strings"

// isHeader tells whether the cells are the header of a level's table.
func isHeader(cells []text) bool {
	seen, known, filled := [roles]bool{}, 0, 0
	for _, c := range cells {
		if c.empty() {
			continue
		}
		filled++
		if r := roleOf(c.s); r != noRole {
			seen[r] = true
			known++
		}
	}
	return seen[skillRole] && known >= 2 && 2*known >= filled
}

// hasCode tells whether a row holds a requirement, going by its code.
func hasCode(cells []text) bool {
	for _, c := range cells {
		if codeFirst.MatchString(c.s) {
			return true
		}
	}
	return false
}

// headerLine reads a header whose columns are kept apart by spaces, or stand one a line.
func (b *builder) headerLine(i int) bool {
	l := &b.lines[i]
	if roleOf(l.text.s) != noRole && (b.table != nil || b.caption >= 0 || !b.level.empty() || b.columnsAhead(i)) {
		return b.headerLines(i)
	}
	if !isHeaderText(l.text.s) {
		return false
	}
	cells := fields(l.text)
	if !isHeader(cells) {
		cells = nil
		for _, name := range headerNames(l.text.s) {
			cells = append(cells, inserted(name))
		}
		if !isHeader(cells) {
			return false
		}
		b.acc.drop(l.text, "表头")
	}
	b.header(cells)
	return true
}

// columnsAhead tells whether the next line is the name of a column as well.
func (b *builder) columnsAhead(i int) bool {
	j := b.next(i)
	return j >= 0 && roleOf(b.lines[j].text.s) != noRole
}

// headerLines reads a header that has one column a line.
func (b *builder) headerLines(i int) bool {
	var cells []text
	var at []int
	for j := i; j >= 0 && roleOf(b.lines[j].text.s) != noRole && len(cells) < int(roles); j = b.next(j) {
		cells = append(cells, b.lines[j].text)
		at = append(at, j)
	}
	if !isHeader(cells) {
		return false
	}
	b.header(cells)
	for _, j := range at[1:] {
		b.lines[j].text = text{}
	}
	return true
}

// fields cuts t at its white space.
func fields(t text) []text {
	var list []text
	from := 0
	for _, f := range strings.Fields(t.s) {
		start := from + strings.Index(t.s[from:], f)
		list = append(list, t.sub(start, start+len(f)))
		from = start + len(f)
	}
	return list
}

// spacedRow reads a row whose cells only spaces keep apart.
func (b *builder) spacedRow(i int) bool {
	l := &b.lines[i]
	cells := spaced(l.text)
	if len(cells) < 2 || !hasCode(cells) && b.table == nil {
		return false
	}
	if b.table == nil && !b.reopen(hasCode(cells)) && !b.start(nil) {
		return false
	}
	if !hasCode(cells) && kindOf(cells[0].s) == noRole && !b.table.unfinished() {
		return false
	}
	xs := make([]int, len(cells))
	from := 0
	for k, c := range cells {
		at := from + strings.Index(l.text.s[from:], c.s)
		xs[k] = l.indent + columns(l.text.s[:at])
		from = at + len(c.s)
	}
	b.table.addLoose(cells, xs)
	return true
}
