package check

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// captionForm is a caption: 表, its number, its words, and the level in brackets at the end.
var captionForm = regexp.MustCompile(`^表[\s\x{3000}]*([0-9]+)[\s\x{3000}]*(.*)$`)

// bracketed is the last bracket of a caption.
var bracketed = regexp.MustCompile(`^(.*)[（(]([^（）()]*)[）)]([^（）()]*)$`)

func caption(s *graph.Standard, report func(finding)) {
	n := 0
	for _, c := range s.Chapters {
		for _, b := range c.Blocks {
			if b.Kind != standard.Caption {
				continue
			}
			n++
			for _, said := range captionFaults(s, b, n) {
				report(finding{at: whole(b.Text), said: said, hint: fmt.Sprintf("在 errata.csv 里记为更正、存疑或转录：位置“%s”", b.Text.Place)})
			}
		}
	}
}

// captionFaults tells what is wrong with the n-th caption, as corrected.
func captionFaults(s *graph.Standard, b standard.Block, n int) []string {
	var faults []string
	text := b.Text.Corrected()
	m := captionForm.FindStringSubmatch(text)
	if m == nil {
		return nil // a table need not be numbered
	}
	if number, _ := strconv.Atoi(m[1]); number != n {
		faults = append(faults, fmt.Sprintf("题注编号是 %s，这是第 %d 张表", m[1], n))
	}
	in := bracketed.FindStringSubmatch(m[2])
	if in == nil {
		return faults
	}
	if in[3] != "" {
		faults = append(faults, fmt.Sprintf("题注末尾多出“%s”", in[3]))
	}
	level := s.Levels[b.Level].Name
	for _, l := range s.Levels {
		if l.Name == in[2] && l.Name != level {
			faults = append(faults, fmt.Sprintf("题注写的是“%s”，这是%s的表", in[2], level))
		}
	}
	return faults
}

// levelParagraphs lists, for each chapter that takes the levels one by one, its
// paragraphs about a level.
func levelParagraphs(s *graph.Standard, visit func(c *standard.Chapter, paragraphs []standard.Text)) {
	for i := range s.Chapters {
		c := &s.Chapters[i]
		if !strings.Contains(c.Name, "岗位") && !strings.Contains(c.Name, "等级划分") {
			continue
		}
		var list []standard.Text
		for _, b := range c.Blocks {
			if s.LevelOf(b.Text) >= 0 {
				list = append(list, b.Text)
			}
		}
		visit(c, list)
	}
}

// head is the part of a paragraph that names its level.
func head(t standard.Text) span {
	end := strings.IndexAny(t.Printed, "：:")
	if end < 0 {
		end = len(t.Printed)
	}
	return span{t, 0, end}
}

func repeatedLevel(s *graph.Standard, report func(finding)) {
	levelParagraphs(s, func(c *standard.Chapter, paragraphs []standard.Text) {
		first := map[int]standard.Text{}
		for _, p := range paragraphs {
			i := s.LevelOf(p)
			if before, ok := first[i]; ok {
				other := head(before)
				report(finding{at: head(p), other: &other,
					said: fmt.Sprintf("“%s”在“%s”里说了两次", s.Levels[i].Name, c.Name),
					hint: fmt.Sprintf("两段中写错的一段，在 errata.csv 里更正：位置“%s”或“%s”", before.Place, p.Place)})
				continue
			}
			first[i] = p
		}
	})
}

func missingLevelText(s *graph.Standard, report func(finding)) {
	levelParagraphs(s, func(c *standard.Chapter, paragraphs []standard.Text) {
		if len(paragraphs) == 0 {
			return // the chapter does not take the levels one by one
		}
		said := map[int]bool{}
		for _, p := range paragraphs {
			said[s.LevelOf(p)] = true
		}
		for i, l := range s.Levels {
			if !said[i] {
				report(finding{at: whole(c.Title), said: fmt.Sprintf("“%s”没有说到%s", c.Name, l.Name), hint: doubtHint(c.Title)})
			}
		}
	})
}

func repeatedTerm(s *graph.Standard, report func(finding)) {
	first := map[string]standard.Text{}
	for _, t := range s.Standard.Terms {
		if before, ok := first[t.Name]; ok {
			other := whole(before)
			report(finding{at: whole(t.Title), other: &other, said: fmt.Sprintf("术语“%s”定义了两次", t.Name), hint: doubtHint(t.Title)})
			continue
		}
		first[t.Name] = t.Title
	}
}

func repeatedMajor(s *graph.Standard, report func(finding)) {
	for _, c := range s.Catalogues {
		for _, school := range c.Schools {
			seen := map[string]bool{}
			for _, m := range school.Majors {
				if seen[m.Name] {
					at := strings.LastIndex(school.Text.Printed, m.Name)
					f := finding{at: whole(school.Text), said: fmt.Sprintf("%s的专业“%s”列了两次", school.Kind, m.Name), hint: doubtHint(school.Text)}
					if at >= 0 {
						f.at = span{school.Text, at, at + len(m.Name)}
					}
					report(f)
				}
				seen[m.Name] = true
			}
		}
	}
}
