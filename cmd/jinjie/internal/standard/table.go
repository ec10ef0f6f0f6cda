package standard

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// The columns of a level's table. Other standards call them otherwise: the national
// five-level standards have 职业功能, 工作内容, 技能要求 and 相关知识要求.
const (
	colArea      = "工作领域"
	colTask      = "工作任务"
	colCode      = "编码"
	colText      = "职业技能要求"
	colKnowledge = "相关知识要求"
)

var columnNames = map[string]string{
	"职业功能": colArea, "工作内容": colTask, "技能要求": colText, "相关知识": colKnowledge,
	"编号": colCode, "代码": colCode, "技能编码": colCode, "职业技能编码": colCode,
}

// A Table is a level's table as printed: one row a requirement.
type Table struct {
	Columns Columns
	Rows    []Row
}

// Columns are the names of a table's columns as it prints them, such as 职业功能 for the
// area; a name is empty where the table lacks the column.
type Columns struct {
	Area, Task, Code, Text, Knowledge string
}

// Columns are the names of the standard's columns: those of the first level whose table
// could be read, and the usual ones for what that table leaves out.
func (s *Standard) Columns() Columns {
	var c Columns
	for _, l := range s.Levels {
		if c = l.Columns; c.Area != "" {
			break
		}
	}
	return Columns{
		cmp.Or(c.Area, colArea), cmp.Or(c.Task, colTask), cmp.Or(c.Code, colCode),
		cmp.Or(c.Text, colText), cmp.Or(c.Knowledge, colKnowledge),
	}
}

// A Row is one row of a table; an empty Area or Task inherits from the row above.
type Row struct {
	Area, Task, Code, Text, Knowledge Cell
}

// ParseTable reads the table of one level: 工作领域,工作任务,编码,职业技能要求 and perhaps
// 相关知识要求, by whatever of the known names and in whatever order.
func ParseTable(file, text string) (Table, []diag.Diagnostic) {
	sh, problems := readSheet(file, text, 4, func(name string) string {
		if usual, ok := columnNames[name]; ok {
			return usual
		}
		return name
	})
	if len(sh.columns) == 0 {
		return Table{}, problems
	}
	if bad := columnProblems(file, sh); len(bad) > 0 {
		return Table{}, append(problems, bad...)
	}
	t := Table{Columns: Columns{sh.name(colArea), sh.name(colTask), sh.name(colCode), sh.name(colText), sh.name(colKnowledge)}}
	for _, r := range sh.rows {
		row := Row{sh.cell(r, colArea), sh.cell(r, colTask), sh.cell(r, colCode), sh.cell(r, colText), sh.cell(r, colKnowledge)}
		if row.Code.Text == "" {
			row.Code, row.Text = codeInText(row.Text)
		}
		if code, rest := codeInText(row.Knowledge); code.Text == row.Code.Text {
			row.Knowledge = rest
		}
		if d, ok := row.problem(len(t.Rows) == 0); ok {
			problems = append(problems, d)
			continue
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 && len(problems) == 0 {
		problems = append(problems, emptyTable.At(diag.Pos{File: file}, "表里没有一条要求"))
	}
	return t, problems
}

// codesInTexts tells whether a table without the column 编码 needs none: every
// requirement opens with its code.
func codesInTexts(sh sheet) bool {
	return len(sh.rows) > 0 && !slices.ContainsFunc(sh.rows, func(r row) bool {
		code, _ := codeInText(sh.cell(r, colText))
		return code.Text == ""
	})
}

// columnProblems reports columns that are unknown, named twice or missing. One that is
// likely misspelt is not reported as missing too.
func columnProblems(file string, sh sheet) []diag.Diagnostic {
	var problems []diag.Diagnostic
	at := diag.Pos{File: file, Line: 1, Column: 1}
	needed := []string{colArea, colTask, colCode, colText}
	known := append(needed[:4:4], colKnowledge)
	misspelt := map[string]bool{}
	for i, c := range sh.columns {
		switch {
		case !slices.Contains(known, c):
			d := badTable.At(at, "表头第 %d 列“%s”不认识", i+1, c)
			if near := diag.Nearest(c, known); near != "" {
				d = d.WithHint("是不是“%s”？", near)
				misspelt[near] = true
			}
			problems = append(problems, d)
		case slices.Index(sh.columns, c) < i:
			problems = append(problems, badTable.At(at, "表头有两列“%s”", c))
		}
	}
	for _, c := range needed {
		if slices.Contains(sh.columns, c) || misspelt[c] || c == colCode && codesInTexts(sh) {
			continue
		}
		problems = append(problems, badTable.At(at, "表头缺少“%s”一列", c).
			WithHint("表头应为：%s", strings.Join(needed, ",")))
	}
	return problems
}

// leadingCode is a code at the head of a sentence, such as “1.1.1 了解…”.
var leadingCode = regexp.MustCompile(`^([0-9０-９]+(?:[.．][0-9０-９]+)+)[.．、:：]?[ \t\x{00a0}\x{3000}]*`)

// codeInText takes the code from the head of a sentence where the cell 编码 is empty.
func codeInText(text Cell) (code, rest Cell) {
	m := leadingCode.FindStringSubmatch(text.Text)
	if m == nil {
		return Cell{Pos: text.Pos}, text
	}
	rest = Cell{text.Text[len(m[0]):], advance(text.Pos, m[0])}
	return Cell{m[1], text.Pos}, rest
}

// advance moves pos over text, which stands on one line.
func advance(pos diag.Pos, text string) diag.Pos {
	pos.Column += len([]rune(text))
	pos.Offset += len(text)
	return pos
}

// problem tells what a row lacks.
func (r Row) problem(first bool) (diag.Diagnostic, bool) {
	switch {
	case r.Text.Text == "" && r.Code.Text == "":
		return badTable.At(r.Area.Pos, "这一行没有编码，也没有职业技能要求"), true
	case r.Text.Text == "":
		return badTable.At(r.Text.Pos, "编码“%s”没有职业技能要求", r.Code.Text), true
	case r.Code.Text == "":
		return badTable.At(r.Text.Pos, "这一行没有编码").WithHint("在“编码”一列写上这条要求印出的编码"), true
	case first && (r.Area.Text == "" || r.Task.Text == ""):
		return badTable.At(r.Area.Pos, "第一行须写明工作领域和工作任务").WithHint("领域和任务与上一行相同才能留空"), true
	}
	return diag.Diagnostic{}, false
}

// table reads the table of level i into its areas, tasks and requirements. What cannot
// be read is noted, so that nothing that follows from it is reported as well.
func (r *reader) table(i int) {
	l := &r.s.Levels[i]
	text, ok := r.tableText(l)
	if !ok {
		l.Unread = true
		return
	}
	table, problems := ParseTable(path.Join(r.s.Dir, l.Table), text)
	r.report(problems...)
	l.Columns, l.Unread = table.Columns, diag.Errors(problems) > 0
	for _, row := range table.Rows {
		l.add(i, row)
	}
}

// tableText returns the content of a level's table, or reports why there is none.
func (r *reader) tableText(l *Level) (string, bool) {
	name := path.Join(r.s.Dir, l.Table)
	switch {
	case l.Table == "":
		return "", false // the front matter's fault, which is reported
	case l.Table != path.Clean(l.Table) || strings.HasPrefix(l.Table, "..") || path.IsAbs(l.Table):
		r.report(badLevels.At(l.Pos, "表格“%s”不在标准的文件夹里", l.Table))
		return "", false
	}
	if _, ok := r.tree.File(name); !ok {
		r.report(missingFile.At(l.Pos, "等级“%s”的表格 %s 不存在", l.Name, l.Table).
			WithHint("补上这张表，或者更正文件头里的 table"))
		return "", false
	}
	return r.text(name, "")
}

// add appends a row to the level, opening an area or a task where its cell says so.
func (l *Level) add(level int, row Row) {
	if n := len(l.Areas); n == 0 || row.Area.Text != "" && row.Area.Text != l.Areas[n-1].Text.Printed {
		l.Areas = append(l.Areas, Area{Text: Text{Printed: row.Area.Text, Pos: row.Area.Pos}})
		if row.Task.Text == "" && n > 0 { // a new area in the same task: as the table says
			row.Task.Text = l.Areas[n-1].lastTask()
		}
	}
	area := &l.Areas[len(l.Areas)-1]
	if n := len(area.Tasks); n == 0 || row.Task.Text != "" && row.Task.Text != area.Tasks[n-1].Text.Printed {
		area.Tasks = append(area.Tasks, Task{Text: Text{Printed: row.Task.Text, Pos: row.Task.Pos}})
	}
	task := &area.Tasks[len(area.Tasks)-1]
	task.Requirements = append(task.Requirements, Requirement{
		Level:     level,
		Printed:   Text{Printed: row.Code.Text, Pos: row.Code.Pos},
		Text:      Text{Printed: row.Text.Text, Pos: row.Text.Pos},
		Knowledge: Text{Printed: row.Knowledge.Text, Pos: row.Knowledge.Pos},
		Pos:       row.Text.Pos,
	})
}

func (a Area) lastTask() string {
	if n := len(a.Tasks); n > 0 {
		return a.Tasks[n-1].Text.Printed
	}
	return ""
}
