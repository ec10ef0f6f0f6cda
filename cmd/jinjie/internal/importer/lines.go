package importer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line is a line of the source, or a row of a table in it, without markup.
type line struct {
	text   text   // of running text
	cells  []text // of a row; nil for running text
	grid   bool   // of a row: whether a cell's place tells its column
	pipes  bool   // of a row: whether it is surely one of a table, not a line with a tab
	indent int    // width of the white space before running text
	depth  int    // of a heading that is marked as such: the number of #, else 0
	bullet text   // the mark of an entry of a list, or empty
	page   bool   // whether a new page begins with it
	gone   bool   // whether it is left out
	at     int    // offset of its first byte in the source
}

func (l *line) blank() bool { return l.cells == nil && l.text.empty() }

// lineEnd ends a line; a form feed begins a new page as well.
var lineEnd = regexp.MustCompile("\r\n|[\n\r\f\v\u0085\u2028\u2029]")

// lines cuts the page into lines and the rows of its tables. Tags must not be taken out
// yet: where tables stand in HTML they say what the rows are.
func (p *page) lines() []line {
	p.invisible()
	p.unprinted()
	tables := p.htmlTables()
	p.clean()
	var list []line
	at := 0
	for _, t := range tables {
		list = append(list, p.linesBetween(at, t.start)...)
		for _, r := range t.rows {
			list = append(list, p.htmlLine(r))
		}
		at = t.end
	}
	return append(list, p.linesBetween(at, len(p.work))...)
}

// linesBetween cuts the bytes from start to end into lines.
func (p *page) linesBetween(start, end int) []line {
	var list []line
	page := false
	add := func(from, to int) {
		parts := p.line(from, to)
		parts[0].page = page
		page = page && parts[0].blank()
		list = append(list, parts...)
	}
	from := start
	for _, m := range lineEnd.FindAllIndex(p.work[start:end], -1) {
		add(from, start+m[0])
		page = page || p.work[start+m[0]] == '\f'
		from = start + m[1]
	}
	if from < end {
		add(from, end)
	}
	return list
}

var (
	hashes    = regexp.MustCompile(`^[ \t]*(#{1,6})[ \t]+`)
	hashed    = regexp.MustCompile(`[ \t]+(#+)[ \t]*$`)
	bullet    = regexp.MustCompile(`^[ \t]*([-*+•●▪■◆·○])[ \t]+`)
	quotation = regexp.MustCompile(`^[ \t]*(>)[ \t]?`)
	fence     = regexp.MustCompile("^[ \t]*(?:```|~~~)[A-Za-z]*[ \t]*$")
)

// line reads the bytes from start to end, one line of the source. It gives one line,
// or several where tags break it; at least one.
func (p *page) line(start, end int) []line {
	l := line{at: start}
	raw := p.work[start:end]
	switch {
	case isPiped(raw):
		l.cells, l.grid, l.pipes = p.piped(start, end), true, true
		return []line{l}
	case strings.Contains(strings.TrimRight(string(raw), " \t\u3000"), "\t"):
		l.cells, l.grid = p.tabbed(start, end), true
		return []line{l}
	}
	l.depth = p.headingTag(start, end)
	if p.markdown {
		start, end = p.marks(&l, start, end)
	}
	if m := bullet.FindSubmatchIndex(p.work[start:end]); m != nil && !p.literal(start+m[2]) && !pageNumber(string(p.work[start:end])) {
		l.bullet = p.text(start+m[2], start+m[3])
		start += m[1]
	}
	t := p.text(start, end)
	l.indent = columns(t.s) - columns(strings.TrimLeftFunc(t.s, unicode.IsSpace))
	return broken(l, t)
}

// marks takes the marks of a heading, a quotation or a code block off a line.
func (p *page) marks(l *line, start, end int) (int, int) {
	if fence.Match(p.work[start:end]) {
		p.acc.leave(start, end, "Markdown 标记")
		return end, end
	}
	if m := quotation.FindSubmatchIndex(p.work[start:end]); m != nil && !p.literal(start+m[2]) {
		p.acc.leave(start+m[2], start+m[3], "Markdown 标记")
		start += m[1]
	}
	m := hashes.FindSubmatchIndex(p.work[start:end])
	if m == nil || p.literal(start+m[2]) {
		return start, end
	}
	l.depth = m[3] - m[2]
	p.acc.leave(start+m[2], start+m[3], "Markdown 标记")
	start += m[1]
	if m := hashed.FindSubmatchIndex(p.work[start:end]); m != nil && !p.literal(start+m[2]) {
		p.acc.leave(start+m[2], start+m[3], "Markdown 标记")
		end = start + m[0]
	}
	return start, end
}

var headingTag = regexp.MustCompile(`(?i)<h([1-6])[\s\p{Z}>]`)

// headingTag is the depth of the heading that a tag in the line makes, or 0.
func (p *page) headingTag(start, end int) int {
	if m := headingTag.FindStringSubmatch(p.acc.source[start:end]); m != nil && p.tags {
		return int(m[1][0] - '0')
	}
	return 0
}

// broken makes a line of each part of t that tags have set apart.
func broken(l line, t text) []line {
	parts := t.lines()
	if len(parts) == 0 {
		return []line{l}
	}
	list := make([]line, len(parts))
	for i, part := range parts {
		list[i] = l
		list[i].text, list[i].at = part, part.start()
		if i > 0 {
			list[i].bullet = text{}
		}
	}
	return list
}

// pipe are the marks that separate cells: those of Markdown, their full-width form, and
// those that draw boxes.
const pipe = "|｜│┃║"

// isPiped tells whether a line is a row of a table drawn with pipes.
func isPiped(raw []byte) bool {
	s := strings.TrimSpace(strings.ReplaceAll(string(raw), string(nothing), ""))
	c, n := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune(pipe, c) || n == 0 {
		return strings.Count(s, "|") > 1 && roleOf(strings.SplitN(s, "|", 2)[0]) != noRole ||
			strings.Count(s, "|") > 1 && codeFirst.MatchString(strings.TrimSpace(s[strings.LastIndex(strings.TrimRight(s, "| "), "|")+1:]))
	}
	return strings.ContainsAny(s[n:], pipe)
}

// piped cuts a row at its pipes. One at either end only frames it.
func (p *page) piped(start, end int) []text {
	var cells []text
	from := start
	for i, c := range string(p.work[start:end]) {
		if strings.ContainsRune(pipe, c) && !p.literal(start+i) {
			p.acc.leave(start+i, start+i+utf8.RuneLen(c), p.ruling())
			cells = append(cells, p.text(from, start+i).trim())
			from = start + i + utf8.RuneLen(c)
		}
	}
	if rest := p.text(from, end).trim(); !rest.empty() {
		cells = append(cells, rest)
	}
	if first, _ := utf8.DecodeRuneInString(strings.TrimSpace(string(p.work[start:end]))); strings.ContainsRune(pipe, first) {
		cells = cells[1:]
	}
	return cells
}

// ruling is why the lines of a table are left out.
func (p *page) ruling() string {
	if p.markdown {
		return "Markdown 标记"
	}
	return "表格线"
}

// tabbed cuts a row at its tabs.
func (p *page) tabbed(start, end int) []text {
	var cells []text
	from := start
	for i := start; i < end; i++ {
		if p.work[i] == '\t' {
			cells = append(cells, p.text(from, i).trim())
			from = i + 1
		}
	}
	cells = append(cells, p.text(from, end).trim())
	for len(cells) > 1 && cells[len(cells)-1].empty() {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// wide is what separates columns that only white space keeps apart.
var wide = regexp.MustCompile(`[ \t\x{00a0}]{2,}|\x{3000}{2,}|[ \t\x{00a0}\x{3000}]{2,}`)

// spaced cuts t at its wide gaps.
func spaced(t text) []text {
	var cells []text
	from := 0
	for _, m := range wide.FindAllStringIndex(t.s, -1) {
		cells = append(cells, t.sub(from, m[0]))
		from = m[1]
	}
	return append(cells, t.sub(from, len(t.s)))
}

// flat is the whole of a line as running text, cells and all.
func (l *line) flat() text {
	t := l.text
	for _, c := range l.cells {
		switch {
		case t.empty():
			t = c
		case !c.empty():
			t = t.plus(gap).plus(c)
		}
	}
	return t.oneLine()
}
