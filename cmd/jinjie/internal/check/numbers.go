package check

import (
	"fmt"
	"strconv"
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// A count watches a run of numbers that should be 1, 2, 3, ….
type count struct {
	what   string // what is counted, for the message
	prefix string // before the last part, such as "3.2."
	last   int
	before *span
	report func(finding)
}

// next takes the next number; at are its printed words.
func (c *count) next(number string, at span) {
	tail, ok := strings.CutPrefix(number, c.prefix)
	n, err := strconv.Atoi(tail)
	if !ok || err != nil {
		return // another rule's matter
	}
	f := finding{at: at, other: c.before, hint: doubtHint(at.text)}
	switch {
	case n == c.last+1:
	case n > c.last+2:
		f.said = fmt.Sprintf("%s从 %s%d 跳到 %s，缺 %s%d 至 %s%d", c.what, c.prefix, c.last, number, c.prefix, c.last+1, c.prefix, n-1)
	case n == c.last+2:
		f.said = fmt.Sprintf("%s缺 %s%d", c.what, c.prefix, n-1)
	case n == c.last:
		// The same number twice: the rules about repetition report it.
	default:
		f.said = fmt.Sprintf("%s的编号 %s 排在 %s%d 后面", c.what, number, c.prefix, c.last)
	}
	if c.last == 0 && n > 1 {
		f.said = fmt.Sprintf("%s从 %s 开始，没有 %s1", c.what, number, c.prefix)
	}
	if f.said != "" {
		c.report(f)
	}
	c.last, c.before = n, &at
}

func skippedNumber(s *graph.Standard, report func(finding)) {
	for i := range s.Levels {
		l := &s.Levels[i]
		if l.Unread {
			continue // what seems to be skipped may stand there
		}
		areas := count{what: l.Name + "的领域", report: report}
		for _, a := range l.Areas {
			areas.next(a.Number, whole(a.Text))
			tasks := count{what: l.Name + "的任务", prefix: a.Number + ".", report: report}
			for _, t := range a.Tasks {
				tasks.next(t.Number, whole(t.Text))
				codes := count{what: l.Name + "的编码", prefix: t.Number + ".", report: report}
				for _, q := range t.Requirements {
					codes.next(q.Code, whole(q.Printed))
				}
			}
		}
	}
	skippedChapters(s, report)
	for _, refs := range [][]standard.Reference{s.References, s.Normative} {
		list := count{what: "参考文献", report: report}
		for _, r := range refs {
			if r.Number != "" {
				list.next(r.Number, span{r.Text, 0, strings.IndexAny(r.Text.Printed, "]］】") + 1})
			}
		}
	}
}

// skippedChapters counts the chapters, and within each its sections.
func skippedChapters(s *graph.Standard, report func(finding)) {
	counts := map[string]*count{}
	for _, c := range s.Chapters {
		if c.Number == "" {
			continue
		}
		prefix := strings.TrimSuffix(c.Number, lastPart(c.Number))
		if counts[prefix] == nil {
			counts[prefix] = &count{what: "章条", prefix: prefix, report: report}
		}
		counts[prefix].next(c.Number, whole(c.Title))
	}
}

func repeatedChapter(s *graph.Standard, report func(finding)) {
	first := map[string]standard.Text{}
	for _, c := range s.Chapters {
		if c.Number == "" {
			continue
		}
		if before, ok := first[c.Number]; ok {
			other := whole(before)
			report(finding{at: whole(c.Title), other: &other, said: fmt.Sprintf("章条编号“%s”重复", c.Number), hint: doubtHint(c.Title)})
			continue
		}
		first[c.Number] = c.Title
	}
}
