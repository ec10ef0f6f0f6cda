package standard

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
)

func FuzzParseTable(f *testing.F) {
	for _, seed := range []string{
		"工作领域,工作任务,编码,职业技能要求\n1. 甲,1.1 乙,1.1.1,了解事，能做事。\n,,1.1.2,\"了解,\n能做\"\n",
		"职业功能\t工作内容\t技能要求\t相关知识要求\r\n1. 甲\t1.1 乙\t1.1.1 能做\t知识\r\n",
		"\ufeff工作领域,工作任务,编码,职业技能要求\n,,,\n,,,,,\n\"", "", ",", "\"\n", "a\x00b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		table, problems := ParseTable("t.csv", text)
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1
		for _, d := range problems {
			if d.Pos.Line > lines || d.Message == "" {
				t.Errorf("a problem beyond the text: %v", d)
			}
		}
		for _, r := range table.Rows {
			if r.Code.Text == "" || r.Text.Text == "" || r.Text.Pos.Line < 1 {
				t.Errorf("a row without code, text or place: %+v", r)
			}
		}
		if len(table.Rows) == 0 && len(problems) == 0 {
			t.Error("nothing was read and nothing said")
		}
	})
}

func FuzzParseErrata(f *testing.F) {
	f.Add("编号,类别,位置,原文,更正,依据,状态,审核人,日期\nE1,更正,1,甲,乙,因,待核,,\n")
	f.Add("编号,类别\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		list, problems := ParseErrata("errata.csv", text)
		seen := map[string]bool{}
		for _, e := range list {
			if e.sound && (e.ID == "" || e.Printed == "" || e.Kind == 0 || seen[e.ID]) {
				t.Errorf("taken as sound: %+v", e.Erratum)
			}
			seen[e.ID] = true
			if !e.sound && diag.Errors(problems) == 0 {
				t.Errorf("unsound without a problem: %+v", e.Erratum)
			}
		}
	})
}

func FuzzSplit(f *testing.F) {
	f.Add("了解社区区情民意，能初步掌握居民的政策需求。")
	f.Add("，能")
	f.Add("了解，能")
	f.Fuzz(func(t *testing.T, text string) {
		s := split(text, []string{"了解", "熟悉", "了"})
		if got := s.Verb + s.Knowledge + s.Ability + s.Rest; got != text {
			t.Errorf("parts join to %q, want %q", got, text)
		}
		if (s.Knowledge == "") != (s.Ability == "") || s.Ability != "" && s.Rest != "" {
			t.Errorf("half a split: %+v", s)
		}
	})
}

// Whatever is marked: the runs join to the printed text, and each mark is one run.
func TestRunsJoinToThePrintedText(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		text := Text{Printed: strings.Repeat("社a治，", random.IntN(4))}
		at := 0
		for i := range random.IntN(4) {
			start := at + random.IntN(4)
			end := start + 1 + random.IntN(4)
			if end > len(text.Printed) {
				break
			}
			text.Marks = append(text.Marks, Mark{Start: start, End: end, Erratum: i})
			at = end
		}
		var b strings.Builder
		var errata []int
		for _, run := range text.Runs() {
			if run.Text == "" {
				t.Fatalf("an empty run in %+v", text)
			}
			b.WriteString(run.Text)
			if run.Erratum >= 0 {
				errata = append(errata, run.Erratum)
			}
		}
		if b.String() != text.Printed || !slices.Equal(errata, text.Errata()) {
			t.Fatalf("runs of %+v join to %q, errata %v", text, b.String(), errata)
		}
	}
}

func TestCorrected(t *testing.T) {
	text := Text{Printed: "甲乙丙丁", Marks: []Mark{
		{Start: 0, End: 3, Correction: "子丑", Corrects: true},
		{Start: 3, End: 6},
		{Start: 9, End: 12, Correction: "", Corrects: true},
	}}
	if got, want := text.Corrected(), "子丑乙丙"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if !text.Touched(3, 4) || text.Touched(6, 9) {
		t.Error("marks touch what they do not cover")
	}
}

func TestNumberOf(t *testing.T) {
	for _, c := range []struct{ text, number, rest string }{
		{"3.1 社区 community", "3.1", "社区 community"},
		{"1. 政务管理", "1", "政务管理"},
		{"１．１　政情咨询", "1.1", "政情咨询"},
		{"2、居（村）务治理", "2", "居（村）务治理"},
		{"3.3服务开展", "3.3", "服务开展"},
		{"前 言", "", "前 言"},
		{"附录 A", "", "附录 A"},
	} {
		if number, rest := numberOf(c.text); number != c.number || rest != c.rest {
			t.Errorf("numberOf(%q) = %q, %q; want %q, %q", c.text, number, rest, c.number, c.rest)
		}
	}
}

func TestCloseUp(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"前 言", "前言"}, {"目　 次", "目次"}, {"社区 community", "社区 community"},
		{"making the  affairs", "making the affairs"}, {"附录 A 样例", "附录 A 样例"}, {"", ""},
	} {
		if got := closeUp(c.text); got != c.want {
			t.Errorf("closeUp(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzParseLanes(f *testing.F) {
	f.Add("递进,初级,中级,依据,审核人,日期\n甲,1.1.1 1.1.2,１．１．１,因,某人,2026-01-02\n")
	f.Add("递进\n\"")
	f.Add("递进,初级,中级,依据,审核人,日期\n, 、，,,,,\n")
	levels := []Level{{Name: "初级"}, {Name: "中级"}}
	f.Fuzz(func(t *testing.T, text string) {
		lanes, problems := ParseLanes("progressions.csv", text, levels)
		for _, lane := range lanes {
			if len(lane.Codes) != len(levels) {
				t.Fatalf("%d levels", len(lane.Codes))
			}
			empty := true
			for _, refs := range lane.Codes {
				for _, r := range refs {
					empty = false
					if r.Code == "" || r.Pos.Line < 1 {
						t.Errorf("a code without text or place: %+v", r)
					}
				}
			}
			if (empty || lane.Name == "") && len(problems) == 0 {
				t.Errorf("nothing said of %+v", lane)
			}
		}
	})
}
