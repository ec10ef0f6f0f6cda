package render

import "jinjie/cmd/jinjie/internal/standard"

// Columns are what the columns of a standard's tables are called: standards differ in it.
// On a page of no standard they are the usual ones.
type Columns struct {
	Area, Task, Code, Text, Knowledge Column
}

// A Column is what a column is called, by keys of the interface's words, and as it is printed.
type Column struct {
	Name    string // key of its name, such as "col-area"
	Short   string // key of what running text calls it, such as "short-area"; of Area and Task only
	Count   string // key of so many of it, such as "count-area"; of Area, Task and Text only
	Printed string // such as "工作领域"
}

// columnWords are the columns that have words of their own in the interface, by their
// printed names; all others are called by the usual name.
var columnWords = map[string]string{
	"职业功能": "function", "工作内容": "content", "技能要求": "skill", "相关知识": "knowledge",
}

func columns(c standard.Columns) Columns {
	named := func(printed, usual string) Column {
		word := usual
		if other, ok := columnWords[printed]; ok {
			word = other
		}
		return Column{Name: "col-" + word, Short: "short-" + word, Count: "count-" + word, Printed: printed}
	}
	plain := func(c Column) Column { return Column{Name: c.Name, Count: c.Count, Printed: c.Printed} }
	out := Columns{
		Area: named(c.Area, "area"), Task: named(c.Task, "task"), Code: plain(named(c.Code, "code")),
		Text: plain(named(c.Text, "text")), Knowledge: plain(named(c.Knowledge, "related")),
	}
	out.Code.Count, out.Knowledge.Count = "", ""
	return out
}
