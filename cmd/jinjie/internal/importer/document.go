package importer

import (
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// A blockKind is a sort of block in the document.
type blockKind int

const (
	paragraph blockKind = iota
	headingBlock
	item
	caption
	grid
)

// A block is what standard.md prints at one place.
type block struct {
	kind  blockKind
	depth int // of a heading
	text  text
	mark  text     // of an item: its mark in the source, if it stands in the file as well
	rows  [][]text // of a grid
	table *table   // of a caption
	at    int      // offset in the source
}

// A document is a standard as its source tells it.
type document struct {
	acc      *account
	blocks   []block
	tables   []*table
	problems []diag.Diagnostic
}

// A builder reads lines into a document.
type builder struct {
	*document
	lines   []line
	table   *table // being read, or nil
	latest  *table // the last one, as long as no heading came since
	caption int    // the block of a caption that has no table yet, or -1
	level   text   // the level that a heading or a label named since the last table
	depth   int    // of the heading that named it
	last    []int  // the numbers of the last numbered heading
	headed  bool   // whether a heading came yet
	marked  int    // the number of # of the last heading that had some
	plain   bool   // whether no heading of the document is numbered or known by name
	gap     bool   // whether blank lines stand before the line
	turned  bool   // whether a page's end stands before the line
	named   bool   // whether the line before was the name of an area or a task
}

// readDocument reads the text of the file name.
func readDocument(name, source string) *document {
	acc := newAccount(name, source)
	p := newPage(acc)
	var lines []line
	if isCSV(name, source) {
		lines = p.csvLines()
	} else {
		lines = p.lines()
		p.furniture(lines)
	}
	b := &builder{document: &document{acc: acc}, lines: lines, caption: -1, depth: 1}
	b.plain = !b.anyHeading()
	for i := range lines {
		switch l := &lines[i]; {
		case l.gone:
			b.turned = true
		case l.blank():
			b.gap = true
			b.turned = b.turned || l.page
		default:
			b.turned = b.turned || l.page
			b.line(i)
			b.gap, b.turned = false, false
		}
	}
	b.recover()
	return b.document
}

// anyHeading tells whether the document has a heading that is known by its number or
// its name.
func (b *builder) anyHeading() bool {
	for i := range b.lines {
		if !b.lines[i].gone {
			if h, ok := headingOf(&b.lines[i], nil); ok && (len(h.numbers) > 0 || h.depth == 1) {
				return true
			}
		}
	}
	return false
}

func (b *builder) line(i int) {
	named := b.named
	b.named = false
	if b.lines[i].cells != nil {
		b.row(i)
		return
	}
	if b.lines[i].text.empty() {
		return
	}
	b.gather(i)
	l := &b.lines[i]
	b.acc.drop(l.bullet, "列表符号")
	switch {
	case isCaption(l.text.s) && (hasLevel(l.text.s) || continued.MatchString(l.text.s) || b.tableAhead(i)):
		b.newCaption(l.text, text{})
	case b.headerLine(i):
	case b.spacedRow(i):
	case b.table != nil && b.inTable(i, named):
	case b.label(i):
	case b.heading(i):
	case b.bareTable(i):
	default:
		b.prose(l)
	}
}

func hasLevel(s string) bool {
	at, _ := levelIn(s)
	return at >= 0
}

// gather joins the next line to a number that stands alone: that of a table's caption or
// of a heading, whose title is printed below it.
func (b *builder) gather(i int) {
	l := &b.lines[i]
	h, ok := headingOf(l, b.last)
	if !numberOfTable.MatchString(l.text.s) && !(ok && h.bare && b.table == nil) {
		return
	}
	if j := b.next(i); j >= 0 && b.lines[j].cells == nil && !endsOpen(b.lines[j].text.s) {
		l.text = l.text.plus(gap).plus(b.lines[j].text)
		b.lines[j].text = text{}
	}
}

// next is the next line behind i that says something, or -1.
func (b *builder) next(i int) int {
	for j := i + 1; j < len(b.lines); j++ {
		if l := &b.lines[j]; !l.gone && !l.blank() {
			return j
		}
	}
	return -1
}

// tableAhead tells whether a level's table begins right behind line i.
func (b *builder) tableAhead(i int) bool {
	j := b.next(i)
	if j < 0 {
		return false
	}
	l := &b.lines[j]
	if l.cells != nil {
		return isHeader(l.cells) || hasCode(l.cells)
	}
	return isHeaderText(l.text.s) || codeFirst.MatchString(l.text.s) || roleOf(l.text.s) != noRole
}

// codeAhead tells whether one of the next n lines begins with a code, and no line before
// it is a heading of the document.
func (b *builder) codeAhead(i, n int) bool {
	for j := b.next(i); j >= 0 && n > 0; j, n = b.next(j), n-1 {
		l := &b.lines[j]
		if l.cells != nil && hasCode(l.cells) || codeFirst.MatchString(l.text.s) {
			return true
		}
		if knownName.MatchString(fold(l.text.s)) || isCaption(l.text.s) {
			return false
		}
	}
	return false
}

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

// row reads a row of a table.
func (b *builder) row(i int) {
	l := &b.lines[i]
	only, filled := onlyCell(l.cells)
	switch {
	case filled == 0:
	case filled == 1 && isCaption(only.s) && (hasLevel(only.s) || b.tableAhead(i)):
		b.newCaption(only.oneLine(), text{})
	case isHeader(l.cells):
		b.header(l.cells)
	case isCaption(l.cells[0].s) && isHeader(l.cells[1:]):
		b.newCaption(l.cells[0], text{})
		b.header(l.cells[1:])
	case filled == 1 && l.pipes && b.tableAhead(i) && isLabel(only.s):
		b.newCaption(only.oneLine(), levelText(only))
	case b.table != nil || b.reopen(hasCode(l.cells)) || hasCode(l.cells) && b.start(nil):
		b.addRow(l)
	case l.pipes && (filled > 1 || b.inGrid()):
		b.gridRow(l)
	default:
		flat := *l
		flat.text, flat.cells = l.flat(), nil
		b.lines[i] = flat
		b.line(i)
	}
}

func onlyCell(cells []text) (only text, filled int) {
	for _, c := range cells {
		if !c.empty() {
			filled++
			only = c
		}
	}
	return only, filled
}

// addRow adds a row to the table, or to that of the level which the row names.
func (b *builder) addRow(l *line) {
	cells := l.cells
	if b.table.has(levelRole) {
		cells = b.byLevel(cells)
	}
	if len(cells) > len(b.table.cols) {
		if _, filled := onlyCell(cells[len(b.table.cols):]); filled > 0 {
			b.table.addLoose(cells, make([]int, len(cells)))
			return
		}
	}
	b.table.add(cells)
}

// byLevel turns to the table of the level that a row names in its own column, and
// returns the row without it.
func (b *builder) byLevel(cells []text) []text {
	cols := b.table.cols
	cells = append([]text(nil), cells...)
	from := b.table
	for i, c := range cells {
		if i >= len(cols) || cols[i] != levelRole || c.empty() {
			continue
		}
		if !sameName(c.s, b.table.level.s) {
			b.turnTo(c.oneLine())
		} else {
			b.acc.drop(c, "重复的等级")
		}
		cells[i] = text{}
	}
	if b.table != from {
		b.inherit(cells, from)
	}
	return cells
}

// turnTo opens the table of a level that a row names, or goes back to it.
func (b *builder) turnTo(name text) {
	from := b.table
	for _, t := range b.tables {
		if sameName(t.level.s, name.s) {
			b.acc.drop(name, "重复的等级")
			b.table, b.latest = t, t
			return
		}
	}
	if from.level.empty() && len(from.rows) == 0 {
		from.level = name
	} else {
		b.add(name, from.cols, from.names)
	}
	b.blocks = append(b.blocks, block{kind: caption, text: name, table: b.table, at: name.start()})
}

// inherit gives the table of another level the area and the task that a row with empty
// cells takes from the row above.
func (b *builder) inherit(cells []text, from *table) {
	filled := [roles]bool{}
	for i, c := range cells {
		if i < len(from.cols) {
			filled[from.cols[i]] = !c.empty()
		}
	}
	if !filled[areaRole] && !sameName(from.area.s, b.table.area.s) {
		b.table.putArea(from.area)
	}
	if !filled[areaRole] && !filled[taskRole] && !sameName(from.task.s, b.table.task.s) {
		b.table.putTask(from.task)
	}
}

// gridRow adds a row of a table that is none of a level's.
func (b *builder) gridRow(l *line) {
	cells := make([]text, len(l.cells))
	for i, c := range l.cells {
		cells[i] = c.oneLine()
	}
	if n := len(b.blocks); b.inGrid() {
		b.blocks[n-1].rows = append(b.blocks[n-1].rows, cells)
		return
	}
	b.blocks = append(b.blocks, block{kind: grid, rows: [][]text{cells}, at: l.at})
}

// inGrid tells whether the line before was a row of a grid.
func (b *builder) inGrid() bool {
	n := len(b.blocks)
	return n > 0 && b.blocks[n-1].kind == grid && !b.gap
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
			cells = append(cells, text{s: name})
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
	for j := i; j >= 0 && roleOf(b.lines[j].text.s) != noRole; j = b.next(j) {
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

// isLabel tells whether a line names a level and says nothing else.
func isLabel(s string) bool {
	start, end := levelIn(s)
	if start < 0 || columns(s) > 40 {
		return false
	}
	rest := fold(s[:start] + s[end:])
	for _, word := range []string{"职业技能等级要求", "职业技能要求", "技能要求", "等级要求", "工作要求", "要求", "标准", "等级"} {
		rest = strings.Replace(rest, word, "", 1)
	}
	return strings.Trim(rest, "一二三四五六七0123456789.,、:;()[]【】<>《》-") == ""
}

// levelText is the level's name in t.
func levelText(t text) text {
	if start, end := levelIn(t.s); start >= 0 {
		return t.sub(start, end)
	}
	return text{}
}

// label reads a line that names the level of the table behind it, without being a
// numbered heading.
func (b *builder) label(i int) bool {
	l := &b.lines[i]
	if !isLabel(l.text.s) {
		return false
	}
	if h, ok := headingOf(l, b.last); ok && len(h.numbers) > 0 {
		return false
	}
	if !b.tableAhead(i) && !b.codeAhead(i, 4) {
		return false
	}
	if j := b.next(i); isCaption(b.lines[j].text.s) {
		return false
	}
	b.newCaption(l.text, levelText(l.text))
	return true
}

// heading reads a line that is a heading, by its marks, its number or its name.
func (b *builder) heading(i int) bool {
	l := &b.lines[i]
	h, ok := headingOf(l, b.last)
	if !ok && (l.depth == 0 || !b.headed && !b.plain) {
		return false
	}
	if !ok {
		h.depth = b.depthOf(l.depth)
	}
	if h.numbers != nil {
		b.last = h.numbers
	}
	if l.depth > 0 && ok {
		b.marked = l.depth - h.depth
	}
	b.headed = true
	b.table, b.latest, b.caption = nil, nil, -1
	if name := levelText(l.text); !name.empty() {
		b.level, b.depth = name, h.depth
	} else if h.depth <= b.depth {
		b.level = text{}
	}
	b.blocks = append(b.blocks, block{kind: headingBlock, depth: min(h.depth, 6), text: l.text, at: l.at})
	return true
}

// depthOf is the depth of a heading that has marks but no number: relative to those that
// have both.
func (b *builder) depthOf(marks int) int { return max(marks-b.marked, 1) }

// prose reads running text.
func (b *builder) prose(l *line) {
	b.table = nil
	kind, mark := paragraph, text{}
	if !l.bullet.empty() || entry.MatchString(l.text.s) {
		kind = item
	}
	if l.bullet.s == "-" {
		mark = l.bullet
	}
	if n := len(b.blocks) - 1; n >= 0 && kind == paragraph && b.goesOn(&b.blocks[n], l) {
		b.blocks[n].text = b.blocks[n].text.join(l.text)
		return
	}
	b.blocks = append(b.blocks, block{kind: kind, text: l.text, mark: mark, at: l.at})
}

// goesOn tells whether a line is the rest of the block before it, which the end of a
// line or of a page has cut.
func (b *builder) goesOn(last *block, l *line) bool {
	if last.kind != paragraph && last.kind != item || !b.headed && !b.plain || sentenceEnds(last.text.s) || last.text.empty() {
		return false
	}
	if isNote(l.text.s) || strings.HasSuffix(last.text.s, "：") || strings.HasPrefix(l.text.s, "【") {
		return false
	}
	from := b.lastLine(last)
	switch {
	case b.turned:
		return strings.ContainsAny(last.text.s, "，、") && sentenceEnds(l.text.s)
	case b.gap:
		return false
	}
	return columns(from) >= 56
}

// lastLine is the last line of the source that a block is made of.
func (b *builder) lastLine(last *block) string {
	end := last.text.at[len(last.text.at)-1]
	start := strings.LastIndexAny(b.acc.source[:end], "\r\n") + 1
	return strings.TrimSpace(b.acc.source[start : end+1])
}
