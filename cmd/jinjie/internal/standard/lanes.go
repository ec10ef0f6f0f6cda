package standard

import (
	"path"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// A Lane (内容递进) joins statements of several levels that are about the same matter,
// whatever their codes. It is one row of progressions.csv. A lane of one statement says
// that it was reviewed and has no counterpart.
type Lane struct {
	Name     string      // 递进, such as “政策咨询”
	Codes    [][]LaneRef // by level, those of Standard.Levels; empty where the lane lacks one
	Reason   string      // 依据
	Reviewer string      // 审核人; empty while the lane is 待审
	Date     string      // 日期
	Pos      diag.Pos
}

// A LaneRef names a requirement by its code after errata.
type LaneRef struct {
	Code string
	Pos  diag.Pos
}

// The columns of progressions.csv beside those named after the levels.
const (
	laneName, laneReason, laneReviewer, laneDate = "递进", "依据", "审核人", "日期"
)

// lanes reads progressions.csv, if there is one.
func (r *reader) lanes() {
	name := path.Join(r.s.Dir, "progressions.csv")
	if _, ok := r.tree.File(name); !ok {
		return
	}
	text, ok := r.text(name, "")
	if !ok {
		return
	}
	var problems []diag.Diagnostic
	r.s.Lanes, problems = ParseLanes(name, text, r.s.Levels)
	r.s.HasLanes = true
	r.report(problems...)
}

// ParseLanes reads progressions.csv: 递进, a column for each level by its name, 依据, 审核人
// and 日期. A cell holds codes separated by spaces. That codes exist, and stand in one lane
// only, is for the rules to say.
func ParseLanes(file, text string, levels []Level) ([]Lane, []diag.Diagnostic) {
	if strings.Trim(text, space) == "" {
		return nil, nil
	}
	columns := []string{laneName}
	for _, l := range levels {
		columns = append(columns, fold(l.Name))
	}
	columns = append(columns, laneReason, laneReviewer, laneDate)
	sh, problems := readSheet(file, text, len(columns)-2, func(name string) string { return name })
	if bad := laneColumns(file, sh, columns); len(bad) > 0 {
		return nil, append(problems, bad...)
	}
	var lanes []Lane
	seen := map[string]bool{}
	for _, row := range sh.rows {
		cell := func(name string) Cell { return sh.cell(row, name) }
		lane := Lane{
			Name: cell(laneName).Text, Reason: cell(laneReason).Text,
			Reviewer: cell(laneReviewer).Text, Date: cell(laneDate).Text, Pos: row.pos,
		}
		filled := false
		for _, l := range levels {
			refs := laneRefs(cell(fold(l.Name)))
			filled = filled || len(refs) > 0
			lane.Codes = append(lane.Codes, refs)
		}
		switch {
		case lane.Name == "":
			problems = append(problems, badLane.At(row.pos, "“递进”一格是空的").WithHint("写上这条递进讲的是什么，例如“政策咨询”"))
		case seen[lane.Name]:
			problems = append(problems, badLane.At(row.pos, "递进“%s”重复", lane.Name))
		case !filled:
			problems = append(problems, badLane.At(row.pos, "递进“%s”没有写编码", lane.Name))
		}
		seen[lane.Name] = true
		lanes = append(lanes, lane)
	}
	return lanes, problems
}

func laneColumns(file string, sh sheet, columns []string) []diag.Diagnostic {
	var lacking []string
	for _, c := range columns {
		if !slices.Contains(sh.columns, c) {
			lacking = append(lacking, c)
		}
	}
	if len(lacking) == 0 {
		return nil
	}
	return []diag.Diagnostic{badLane.At(diag.Pos{File: file, Line: 1, Column: 1}, "表头缺少“%s”一列", strings.Join(lacking, "”“")).
		WithHint("表头应为：%s", strings.Join(columns, ","))}
}

// laneRefs cuts a cell into codes with their places.
func laneRefs(c Cell) []LaneRef {
	var refs []LaneRef
	rest, pos := c.Text, c.Pos
	for rest != "" {
		word := strings.TrimLeft(rest, " 　,，、;；")
		pos = advance(pos, rest[:len(rest)-len(word)])
		end := strings.IndexAny(word, " 　,，、;；")
		if end < 0 {
			end = len(word)
		}
		if end > 0 {
			refs = append(refs, LaneRef{fold(word[:end]), pos})
		}
		pos = advance(pos, word[:end])
		rest = word[end:]
	}
	return refs
}
