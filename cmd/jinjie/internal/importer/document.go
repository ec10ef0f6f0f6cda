package importer

import (
	"fmt"
	"strconv"
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
	more  []text   // what ends of lines and pages have cut off text, until all is read
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
	unlisted int // how many problems more there are than are listed
}

// listed is how many problems of one file are worth listing.
const listed = 200

// report adds a problem at an offset of the source, as long as there are not too many.
func (d *document) report(kind diag.Kind, offset int, hint, format string, args ...any) {
	if len(d.problems) >= listed {
		d.unlisted++
		return
	}
	d.problems = append(d.problems, kind.At(d.acc.lines.Pos(max(offset, 0)), format, args...).WithHint("%s", hint))
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
	b.survey()
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
	b.finish()
	b.recover()
	return b.document
}

// survey finds out before reading whether any heading is known by its number or its name,
// and with which chapter an excerpt begins: with the first number that goes on further
// down.
func (b *builder) survey() {
	b.plain = true
	var chapters []int       // the single numbers that lines open with
	last := map[string]int{} // by the numbers of a line: how many of chapters stand before the last such line
	for i := range b.lines {
		l := &b.lines[i]
		if l.gone || l.cells != nil {
			continue
		}
		if _, ok := headingOf(l, nil); ok {
			b.plain = false
		}
		m := numberedLine.FindStringSubmatch(l.text.s)
		if m == nil || endsOpen(l.text.s) {
			continue
		}
		last[fold(m[1])] = len(chapters)
		if n := numbersOf(m[1]); len(n) == 1 {
			chapters = append(chapters, n[0])
		} else if len(chapters) == 0 {
			chapters = append(chapters, 0)
		}
	}
	for i, n := range chapters {
		if n <= 1 {
			return
		}
		if last[fmt.Sprintf("%d.1", n)] > i || last[strconv.Itoa(n+1)] > i {
			b.last, b.plain = []int{n - 1}, false
			return
		}
	}
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
		b.blocks[n].more = append(b.blocks[n].more, l.text)
		return
	}
	b.blocks = append(b.blocks, block{kind: kind, text: l.text, mark: mark, at: l.at})
}

// goesOn tells whether a line is the rest of the block before it, which the end of a
// line or of a page has cut.
func (b *builder) goesOn(last *block, l *line) bool {
	end := last.text
	if n := len(last.more); n > 0 {
		end = last.more[n-1]
	}
	if last.kind != paragraph && last.kind != item || !b.headed && !b.plain || end.empty() || sentenceEnds(end.s) {
		return false
	}
	if isNote(l.text.s) || strings.HasSuffix(end.s, "：") || strings.HasPrefix(l.text.s, "【") {
		return false
	}
	switch {
	case b.turned:
		return strings.ContainsAny(end.s, "，、") && sentenceEnds(l.text.s)
	case b.gap:
		return false
	}
	return columns(end.s) >= 56
}

// finish puts together what was read in pieces.
func (d *document) finish() {
	for i := range d.blocks {
		b := &d.blocks[i]
		b.text, b.more = joinAll(b.text, b.more), nil
	}
	for _, t := range d.tables {
		for i := range t.rows {
			r := &t.rows[i]
			r.skill, r.more = joinAll(r.skill, r.more), nil
		}
	}
}
