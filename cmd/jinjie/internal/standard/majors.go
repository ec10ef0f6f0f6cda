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
	var name strings.Builder
	var errata []int
	depth := 0
	flush := func() {
		if n := strings.TrimSpace(name.String()); n != "" {
			list = append(list, Major{n, errata})
		}
		name.Reset()
		errata = nil
	}
	for _, p := range t.corrected(start) {
		if p.erratum >= 0 && !slices.Contains(errata, p.erratum) {
			errata = append(errata, p.erratum)
		}
		switch {
		case p.char == '、' && depth <= 0:
			flush()
			if p.erratum >= 0 { // a corrected separator touches both its neighbours
				errata = []int{p.erratum}
			}
			continue
		case p.char == '（' || p.char == '(':
			depth++
		case p.char == '）' || p.char == ')':
			depth--
		}
		if p.char != '。' {
			name.WriteRune(p.char)
		}
	}
	flush()
	return list
}

// A piece is a character of a corrected text with the erratum it comes from, or -1.
type piece struct {
	char    rune
	erratum int
}

// corrected walks the corrected text from the printed byte start.
func (t Text) corrected(start int) []piece {
	var list []piece
	add := func(text string, erratum int) {
		for _, c := range text {
			list = append(list, piece{c, erratum})
		}
	}
	at := start
	for _, m := range t.Marks {
		if m.Start < start {
			continue
		}
		add(t.Printed[at:m.Start], -1)
		words := t.Printed[m.Start:m.End]
		if m.Corrects {
			words = m.Correction
		}
		add(words, m.Erratum)
		at = m.End
	}
	add(t.Printed[at:], -1)
	return list
}
