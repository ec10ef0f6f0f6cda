package standard

import (
	"regexp"
	"slices"
	"strings"
)

// school is a kind of school with its majors: 中等职业学校：社会工作、….
var school = regexp.MustCompile(`^([^：:。、，]{2,20})[：:]`)

// catalogue reads one section of the chapter 适用院校专业.
func (r *reader) catalogue(c *Chapter) {
	cat := Catalogue{Number: c.Number, Name: c.Name}
	for _, b := range c.Blocks {
		m := school.FindStringSubmatch(b.Text.Printed)
		if m == nil {
			continue
		}
		cat.Schools = append(cat.Schools, School{Kind: m[1], Text: b.Text, Majors: majors(b.Text, len(m[0]))})
	}
	if len(cat.Schools) > 0 {
		r.s.Catalogues = append(r.s.Catalogues, cat)
	}
}

// majors cuts the corrected text behind start at 、 and takes off the final 。.
func majors(t Text, start int) []Major {
	var list []Major
	var m Major
	var name strings.Builder
	depth := 0
	flush := func() {
		if m.Name = strings.TrimSpace(name.String()); m.Name != "" {
			list = append(list, m)
		}
		name.Reset()
		m = Major{}
	}
	for _, p := range t.corrected(start) {
		m.Errata = with(m.Errata, p.erratum)
		switch {
		case p.char == '、' && depth <= 0:
			flush()
			m.Errata = with(nil, p.erratum) // a corrected separator touches both its neighbours
			continue
		case p.char == '（' || p.char == '(':
			depth++
		case p.char == '）' || p.char == ')':
			depth--
		}
		if p.char != '。' {
			m.Links = with(m.Links, p.link)
			name.WriteRune(p.char)
		}
	}
	flush()
	return list
}

// with returns list with an index that it lacks; -1 is none.
func with(list []int, index int) []int {
	if index < 0 || slices.Contains(list, index) {
		return list
	}
	return append(list, index)
}

// A piece is a character of a corrected text.
type piece struct {
	char    rune
	erratum int // that it comes from, or -1
	link    int // that it is a word of, or -1
}

// corrected walks the corrected text from the printed byte start.
func (t Text) corrected(start int) []piece {
	var list []piece
	printed := func(from, to, erratum int) {
		for i, c := range t.Printed[from:to] {
			list = append(list, piece{c, erratum, t.linkAt(from + i)})
		}
	}
	at := start
	for _, m := range t.Marks {
		if m.Start < start {
			continue
		}
		printed(at, m.Start, -1)
		if m.Corrects {
			for _, c := range m.Correction {
				list = append(list, piece{c, m.Erratum, t.linkAt(m.Start)})
			}
		} else {
			printed(m.Start, m.End, m.Erratum)
		}
		at = m.End
	}
	printed(at, len(t.Printed), -1)
	return list
}
