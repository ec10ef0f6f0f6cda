package standard

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// The columns of errata.csv.
var errataColumns = []string{"编号", "类别", "位置", "原文", "更正", "依据", "状态", "审核人", "日期"}

// errata reads errata.csv, if there is one, and marks the texts it speaks of.
func (r *reader) errata() {
	name := path.Join(r.s.Dir, "errata.csv")
	if _, ok := r.tree.File(name); !ok {
		return
	}
	text, ok := r.text(name, "")
	if !ok {
		return
	}
	list, problems := ParseErrata(name, text)
	r.report(problems...)
	spots := r.s.spots()
	for i, e := range list {
		r.s.Errata = append(r.s.Errata, e.Erratum)
		if !e.sound {
			continue
		}
		if d, ok := apply(spots, i, e, r.s.Errata); !ok && !r.follows(e) {
			r.report(d)
		}
	}
}

// follows tells whether an erratum speaks of a table that could not be read.
func (r *reader) follows(e ParsedErratum) bool {
	place := samePlace(e.Place)
	for _, l := range r.s.Levels {
		if l.Unread && (strings.HasPrefix(place, samePlace(l.Name)+"/") || strings.HasPrefix(place, l.ID+"/")) {
			return true
		}
	}
	return false
}

// A ParsedErratum is a row of errata.csv with the places of its cells.
type ParsedErratum struct {
	Erratum
	PlacePos, PrintedPos diag.Pos
	sound                bool // nothing in the row itself is wrong
}

// ParseErrata reads errata.csv. Rows with mistakes of their own are kept, so that
// they can be shown, but are applied to nothing.
func ParseErrata(file, text string) ([]ParsedErratum, []diag.Diagnostic) {
	if strings.Trim(text, space) == "" {
		return nil, nil
	}
	sh, problems := readSheet(file, text, 4, func(name string) string { return name })
	var lacking []string
	for _, c := range errataColumns {
		if !slices.Contains(sh.columns, c) {
			lacking = append(lacking, c)
		}
	}
	if len(lacking) > 0 {
		at := diag.Pos{File: file, Line: 1, Column: 1}
		return nil, append(problems, badErratum.At(at, "表头缺少“%s”一列", strings.Join(lacking, "”“")).
			WithHint("表头应为：%s", strings.Join(errataColumns, ",")))
	}
	var list []ParsedErratum
	seen := map[string]bool{}
	for _, row := range sh.rows {
		e, bad := parseErratum(sh, row)
		if seen[e.ID] && e.ID != "" {
			bad = append(bad, badErratum.At(sh.cell(row, "编号").Pos, "编号“%s”重复", e.ID))
		}
		seen[e.ID] = true
		e.sound = len(bad) == 0
		problems = append(problems, bad...)
		list = append(list, e)
	}
	return list, problems
}

// parseErratum reads one row and reports what is wrong in the row itself.
func parseErratum(sh sheet, row row) (ParsedErratum, []diag.Diagnostic) {
	cell := func(name string) Cell { return sh.cell(row, name) }
	e := ParsedErratum{Erratum: Erratum{
		ID: cell("编号").Text, Place: cell("位置").Text, Printed: cell("原文").Text,
		Correction: cell("更正").Text, Reason: cell("依据").Text,
		Confirmed: cell("状态").Text == "已确认", Reviewer: cell("审核人").Text,
		Date: cell("日期").Text, Pos: row.pos,
	}, PlacePos: cell("位置").Pos, PrintedPos: cell("原文").Pos}
	var bad []diag.Diagnostic
	report := func(column, format string, args ...any) {
		bad = append(bad, badErratum.At(cell(column).Pos, format, args...))
	}
	for _, name := range []string{"编号", "位置", "原文", "依据"} {
		if cell(name).Text == "" {
			report(name, "“%s”一格是空的", name)
		}
	}
	if e.ID != "" && !portable.MatchString(e.ID) {
		report("编号", "编号“%s”不能用作网页的锚点，只能用数字、英文字母、点和连字符", e.ID)
	}
	if state := cell("状态").Text; state != "待核" && state != "已确认" {
		report("状态", "状态不能是“%s”，应为待核或已确认", state)
	}
	e.Kind = kindNamed(cell("类别").Text)
	switch {
	case e.Kind == 0:
		report("类别", "类别不能是“%s”，应为更正、存疑或转录", cell("类别").Text)
	case e.Kind == Correction && e.Correction == "":
		report("更正", "更正须写出更正后的文字；暂不能断定的，类别写作存疑")
	case e.Kind == Doubt && e.Correction != "":
		report("更正", "存疑不改动原文，“更正”一格应留空")
	case e.Correction == e.Printed && e.Correction != "":
		report("更正", "更正后的文字与原文相同")
	}
	return e, bad
}

func kindNamed(word string) ErratumKind {
	for _, k := range []ErratumKind{Correction, Doubt, Transcription} {
		if k.String() == word {
			return k
		}
	}
	return 0
}

// apply marks the one text where erratum i stands; else it says why none is marked.
func apply(spots []spot, i int, e ParsedErratum, errata []Erratum) (diag.Diagnostic, bool) {
	texts := at(spots, e.Place)
	if len(texts) == 0 {
		return noSuchPlace(spots, e), false
	}
	hit, start, end, count := find(texts, e.Printed)
	if count != 1 {
		return wrongCount(e, texts, count), false
	}
	m := Mark{start, end, i, e.Correction, e.Kind != Doubt && e.Correction != ""}
	if n := slices.IndexFunc(hit.Marks, func(o Mark) bool { return o.Start < m.End && m.Start < o.End }); n >= 0 {
		other := errata[hit.Marks[n].Erratum]
		return erratumOverlap.At(e.PrintedPos, "“%s”与 %s 的“%s”重叠", e.Printed, other.ID, other.Printed).
			WithRelated(other.Pos, other.ID), false
	}
	hit.Marks = append(hit.Marks, m)
	slices.SortFunc(hit.Marks, func(a, b Mark) int { return cmp.Compare(a.Start, b.Start) })
	return diag.Diagnostic{}, true
}

// find returns where words stand in texts, and how often. Words that are a whole text, such
// as a code or a task's name, are found in whatever width that text is printed.
func find(texts []*Text, words string) (hit *Text, start, end, count int) {
	for _, t := range texts {
		if n := strings.Count(t.Printed, words); n > 0 {
			hit, start, count = t, strings.Index(t.Printed, words), count+n
			end = start + len(words)
		}
	}
	if count > 0 {
		return hit, start, end, count
	}
	for _, t := range texts {
		if fold(t.Printed) == fold(words) {
			hit, end, count = t, len(t.Printed), count+1
		}
	}
	return hit, 0, end, count
}

func noSuchPlace(spots []spot, e ParsedErratum) diag.Diagnostic {
	var known []string
	for _, s := range spots {
		known = append(known, s.text.Place)
	}
	d := erratumPlace.At(e.PlacePos, "标准里没有“%s”这个位置", e.Place)
	if near := diag.Nearest(e.Place, known); near != "" {
		d = d.WithHint("是不是“%s”？", near)
	}
	return d
}

func wrongCount(e ParsedErratum, texts []*Text, count int) diag.Diagnostic {
	if count > 1 {
		return erratumText.At(e.PrintedPos, "“%s”在“%s”处出现了 %d 次，应恰好一次", e.Printed, e.Place, count).
			WithHint("把原文写长一些，或者把位置写细，例如“%s 第1段”", e.Place)
	}
	d := erratumText.At(e.PrintedPos, "“%s”处没有“%s”", e.Place, e.Printed)
	return d.WithHint("这里印的是“%s”", excerpt(texts[len(texts)-1].Printed))
}

// excerpt shortens text to what fits into a message.
func excerpt(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "……"
	}
	return text
}
