package standard

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/files"
)

// written is a standard.md with holes: each @ takes words, plain or with something written
// around them.
const written = `---
code: "1"
title: 标准
levels: [{id: chuji, name: 初级, table: t.csv}]
---
@

# 1 @范围

@，@。
再说@。

- @
- [1] @

# 3 术语

## 3.1 @词 word

@的@

# 4 专业

高等职业学校：@、@（@、@）。

| 甲 | @ |
|---|---|
| @ | 见@ |

# 5 岗位

初级：@，做@。

[表 1 @](t.csv)
`

// around is what can be written around words, and what then is printed; the first are no
// links.
var around = [][2]string{
	{"%s", "%s"}, {"[[1.1.1|%s]]", "%s"}, {"[[#ch-1|%s]]", "%s"}, {"[[词]]%s", "词%s"},
	{"[%s](x.md)", "%s"}, {"[**%s**](z.md)", "%s"}, {"[%s](https://a.cn/b#c)", "%s"},
	{"[见[[词|%s]]](../y.md)", "见%s"}, {"<https://a.cn>%s", "https://a.cn%s"},
}

const plain = 4 // so many of them

// A reference only adds a link: with all that is written around words or without, what is
// printed is the same, with the same errata and all that is read out of it.
func TestReferencesChangeNothingThatIsPrinted(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	total := 0
	for range 300 {
		with, without := written, written
		for strings.Contains(without, "@") {
			line := without[:strings.Index(without, "@")]
			line = line[strings.LastIndex(line, "\n")+1:]
			word := []string{"甲", "乙丙", "a b", "1.1.1", "民 意"}[random.IntN(5)]
			as := around[random.IntN(len(around))]
			said := fmt.Sprintf(as[0], word)
			switch {
			case strings.HasPrefix(line, "|"):
				said = strings.ReplaceAll(said, "|", `\|`)
			case strings.HasPrefix(line, "[表"): // a link holds no other
				as = around[random.IntN(plain)]
				said = fmt.Sprintf(as[0], word)
			}
			with = strings.Replace(with, "@", said, 1)
			without = strings.Replace(without, "@", fmt.Sprintf(as[1], word), 1)
		}
		a, b := read(with), read(without)
		total += len(a.Links)
		checkLinks(t, a)
		if len(b.Links) > 0 {
			t.Fatalf("plain words lead somewhere: %+v", b.Links)
		}
		if as, bs := less(a), less(b); as != bs {
			t.Fatalf("got\n%s\nwant\n%s\nfrom %s", as, bs, with)
		}
	}
	if total < 2000 {
		t.Errorf("there were %d links only", total)
	}
}

func read(text string) *Standard {
	tree := files.Tree{Files: []files.File{
		{Path: "standard/1/errata.csv", Data: []byte("编号,类别,位置,原文,更正,依据,状态,审核人,日期\n" +
			"E1,更正,4 第1段,高等职业,高职,因,待核,,\nE2,存疑,1 第1段,再说,,因,待核,,\nE3,更正,3.1 第1段,的,之,因,待核,,\nE4,更正,表1 题注,表 1,表一,因,待核,,\n")},
		{Path: "standard/1/standard.md", Data: []byte(text)},
		{Path: "standard/1/t.csv", Data: []byte("工作领域,工作任务,编码,职业技能要求\n1. 甲,1.1 乙,1.1.1,了解\n")},
	}}
	s, _ := Parse(tree, "standard/1")
	return s
}

// less takes the links out of a standard, and writes what is left.
func less(s *Standard) string {
	s.Links = nil
	for _, spot := range s.spots() {
		spot.text.Spans = nil
	}
	for i := range s.Levels {
		s.Levels[i].Jobs.Spans = nil
	}
	for _, c := range s.Catalogues {
		for _, school := range c.Schools {
			for i := range school.Majors {
				school.Majors[i].Links = nil
			}
		}
	}
	return dump(s)
}

// checkLinks holds all texts of s, and the copies of them, against what [Text] and [Span]
// say, and wants each link to have words in exactly one place of the document.
func checkLinks(t *testing.T, s *Standard) {
	t.Helper()
	times := make([]int, len(s.Links))
	for _, spot := range s.spots() {
		checkSpans(t, *spot.text)
		for _, span := range spot.text.Spans {
			times[span.Link]++
		}
	}
	for i, n := range times {
		if n != 1 || s.Links[i].Pos.Line < 1 || s.Links[i].Target == "" {
			t.Errorf("%+v has words in %d places", s.Links[i], n)
		}
	}
	for _, term := range s.Terms {
		checkSpans(t, term.Title)
	}
	for _, text := range []Text{s.Levels[0].Caption, s.Levels[0].Jobs, s.Catalogues[0].Schools[0].Text} {
		checkSpans(t, text)
	}
}

func checkSpans(t *testing.T, text Text) {
	t.Helper()
	for i, s := range text.Spans {
		if s.Start < 0 || s.Start >= s.End || s.End > len(text.Printed) || !utf8.ValidString(text.Printed[s.Start:s.End]) {
			t.Fatalf("%q has no words from %d to %d", text.Printed, s.Start, s.End)
		}
		for _, before := range text.Spans[:i] {
			if s.Start < before.Start || s.Start < before.End && s.End > before.End || s.Link <= before.Link {
				t.Errorf("%q: %+v behind %+v", text.Printed, s, before)
			}
		}
	}
}

// Errata and links overlap freely: neither knows of the other.
func TestErrataAndLinksOverlap(t *testing.T) {
	s := read(strings.NewReplacer("再说@", "再[说甲](x.md)", "@的@", "甲[[1.1.1|的乙]]", "高等职业学校：@、", "高等[职业](x.md)学校：[甲](y.md)、").Replace(written))
	for _, c := range []struct {
		text Text
		want string
	}{
		{s.Chapters[1].Blocks[0].Text, "@，@。再说甲。 再说 说甲"},
		{s.Terms[0].Definition[0], "甲的乙 的 的乙"},
		{s.Catalogues[0].Schools[0].Text, "高等职业学校：甲、@（@、@）。 高等职业 职业 甲"},
	} {
		got := c.text.Printed
		for _, m := range c.text.Marks {
			got += " " + c.text.Printed[m.Start:m.End]
		}
		for _, span := range c.text.Spans {
			got += " " + c.text.Printed[span.Start:span.End]
		}
		if got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	if m := s.Catalogues[0].Schools[0].Majors[0]; m.Name != "甲" || !reflect.DeepEqual(m.Links, []int{3}) {
		t.Errorf("the first major is %+v", m)
	}
}
