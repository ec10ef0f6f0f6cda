package importer

import (
	"regexp"
	"strings"
	"unicode"
)

// furniture leaves out what belongs to pages and not to the text: page numbers, rules,
// the list of contents, heads that run along.
func (p *page) furniture(lines []line) {
	for i := range lines {
		l := &lines[i]
		switch flat := l.flat(); {
		case flat.empty():
		case isRuler(l):
			p.leaveLine(l, p.ruling())
		case ruler.MatchString(strings.Join(strings.Fields(flat.s), "")):
			p.leaveLine(l, "分隔线")
		case pageNumber(flat.s) && !l.pipes:
			p.leaveLine(l, "页码")
		}
	}
	p.contents(lines)
	p.runningHeads(lines)
	p.runningHeads(lines) // a second head stands at the edge once the first is gone
}

// leaveLine leaves a whole line out.
func (p *page) leaveLine(l *line, reason string) {
	l.gone = true
	p.acc.drop(l.bullet, reason)
	p.acc.drop(l.text, reason)
	for _, c := range l.cells {
		p.acc.drop(c, reason)
	}
}

// ruler is a line drawn across the page or between the rows of a table.
var ruler = regexp.MustCompile(`^[-_=*~+:|─━—–┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝═]{3,}$`)

// isRuler tells whether a row is the rule below the header of a Markdown table.
func isRuler(l *line) bool {
	some := false
	for _, c := range l.cells {
		if strings.Trim(c.s, "-:─━═┼ ") != "" {
			return false
		}
		some = some || !c.empty()
	}
	return some && l.pipes
}

// pageNumberLine is a page's number on a line of its own.
var pageNumberLine = regexp.MustCompile(`^(?:[-–—―─·.•~]*([0-9]{1,3}|[ivxIVX]{1,6}|[Ⅰ-Ⅻⅰ-ⅻ])[-–—―─·.•~]*|第[0-9]{1,3}页[,，/]?(?:共[0-9]{1,3}页)?|[Pp]age[0-9]{1,3}(?:of[0-9]{1,3})?|[0-9]{1,3}/[0-9]{1,3})$`)

func pageNumber(s string) bool { return pageNumberLine.MatchString(fold(s)) }

var (
	// contentsName is the heading of a list of contents.
	contentsName = regexp.MustCompile(`^(?:目次|目录|Contents|CONTENTS)$`)
	// led is an entry of it: dots or a wide gap, and the page's number.
	led = regexp.MustCompile(`^(.*?[^\s\p{Z}])[\s\p{Z}]*(?:[.．·•…⋯。_-]{3,}|[…⋯]+|[.．·•…⋯ ]{4,}|[\s\p{Z}]{2,}|\t)[.．·•…⋯\s\p{Z}]*(?:[0-9０-９]{1,3}|[ivxIVX]{1,6}|[Ⅰ-Ⅻⅰ-ⅻ])$`)
	// linked is one in Markdown.
	linked = regexp.MustCompile(`^\[[^\]]*\]\(#[^)]*\)$`)
	// numberAtEnd is the number of a page behind a single space.
	numberAtEnd = regexp.MustCompile(`^(.*[^\s\p{Z}])[\s\p{Z}]+[0-9０-９]{1,3}$`)
)

// contents leaves out the list of contents: from its heading on as far as lines look like
// its entries; and three or more entries with leaders without such a heading.
func (p *page) contents(lines []line) {
	titles := map[string]int{}
	for i := range lines {
		titles[fold(lines[i].flat().s)]++
	}
	for i := 0; i < len(lines); i++ {
		if lines[i].gone || lines[i].blank() {
			continue
		}
		named := contentsName.MatchString(fold(lines[i].flat().s))
		start := i
		if named {
			start++
		}
		entries, end := entriesFrom(lines, start, titles, named)
		if entries >= 3 || named {
			for j := i; j < end; j++ {
				if !lines[j].gone {
					p.leaveLine(&lines[j], "目次")
				}
			}
			i = max(i, end-1)
		}
	}
}

// entriesFrom counts the lines from start on that are entries of a list of contents, and
// tells where they end. Below its heading an entry may lack its leader.
func entriesFrom(lines []line, start int, titles map[string]int, named bool) (entries, end int) {
	end = start
	for i := start; i < len(lines); i++ {
		l := &lines[i]
		if l.gone || l.blank() {
			continue
		}
		if l.pipes || !isEntry(l, titles, named) {
			return entries, end
		}
		if named {
			title := fold(l.flat().s)
			titles[title]-- // the heading itself is the last line that reads like this
		}
		entries++
		end = i + 1
	}
	return entries, end
}

func isEntry(l *line, titles map[string]int, named bool) bool {
	flat := l.flat()
	if len(l.cells) > 0 && isPlainNumber(l.cells[len(l.cells)-1].s) && len(l.cells) <= 3 {
		return named || !codeAnywhere.MatchString(flat.s)
	}
	if led.MatchString(flat.s) && (named || !wide.MatchString(flat.s) || strings.ContainsAny(flat.s, ".．·•…⋯")) {
		return true
	}
	if !named {
		return false
	}
	if linked.MatchString(flat.s) {
		return true
	}
	if m := numberAtEnd.FindStringSubmatch(flat.s); m != nil && titles[fold(m[1])] > 0 {
		return true
	}
	return titles[fold(flat.s)] > 1
}

func isPlainNumber(s string) bool {
	s = strings.TrimLeft(fold(s), ".·•…⋯")
	return s != "" && len(s) <= 3 && strings.Trim(s, "0123456789") == ""
}

// edgeNumber is a page's number at either end of a head that runs along.
var edgeNumber = regexp.MustCompile(`^(?:[-–—·]*([0-9]{1,3})[-–—·]*[\s\p{Z}|]+)?(.*?)(?:[\s\p{Z}|]+[-–—·]*([0-9]{1,3})[-–—·]*|[\s\p{Z}|]*第[\s\p{Z}]*([0-9]{1,3})[\s\p{Z}]*页.*)?$`)

// runningHeads leaves out short lines that come back page after page: three times or
// more, or at every edge of a page. The first is kept where it stands on the cover.
func (p *page) runningHeads(lines []line) {
	found := map[string][]int{}
	var order []string
	for i := range lines {
		if key := headKey(&lines[i]); key != "" {
			if len(found[key]) == 0 {
				order = append(order, key)
			}
			found[key] = append(found[key], i)
		}
	}
	for _, key := range order {
		at := found[key]
		edges := 0
		for _, i := range at {
			if edge(lines, i) {
				edges++
			}
		}
		rows := lines[at[0]].cells != nil
		if edges >= 2 && len(at)-edges <= 1 || len(at) >= 3 && !rows {
			if onCover(lines, at[0]) {
				at = at[1:]
			}
			for _, i := range at {
				p.leaveLine(&lines[i], "页眉或页脚")
			}
		}
	}
}

// onCover tells whether line i is among the first lines of the source.
func onCover(lines []line, i int) bool {
	n := 0
	for j := range lines[:i] {
		if lines[j].gone {
			return false
		}
		if !lines[j].blank() {
			n++
		}
	}
	return n < 8
}

// headKey is what is the same in every copy of a running head; "" for a line that can be
// none.
func headKey(l *line) string {
	if l.gone || l.cells != nil && l.pipes || !l.bullet.empty() {
		return ""
	}
	s := l.flat().s
	if s == "" || columns(s) > 80 || endsOpen(s) {
		return ""
	}
	m := edgeNumber.FindStringSubmatch(s)
	key := fold(m[2])
	if n := strings.IndexFunc(key, unicode.IsLetter); n < 0 || len([]rune(key)) < 4 || isHeaderText(s) || codeFirst.MatchString(key) ||
		areaFirst.MatchString(m[2]) || taskFirst.MatchString(m[2]) || roleOf(key) != noRole {
		return ""
	}
	return key
}

// edge tells whether a line stands at the top or the bottom of a page: beside a page
// number, a form feed, or another line left out.
func edge(lines []line, i int) bool {
	if lines[i].page {
		return true
	}
	for j := i - 1; j >= 0; j-- {
		if !lines[j].blank() {
			if lines[j].gone {
				return true
			}
			break
		}
	}
	for j := i + 1; j < len(lines); j++ {
		if lines[j].page {
			return true
		}
		if !lines[j].blank() {
			return lines[j].gone
		}
	}
	return false
}
