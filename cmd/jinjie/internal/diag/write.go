package diag

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// WriteText writes problems for a person, one after another:
//
//	content/lessons/ruhuzoufang.md:4:10: 错误：标准 590008 中没有编码为“1.3.9”的职业技能要求 [unknown-skill]
//		提示：是不是“1.3.4”？
//		相关：standard/590008/tables/chuji.csv:12:1: 编码在这里
func WriteText(w io.Writer, list []Diagnostic) error {
	b := bufio.NewWriter(w)
	for _, d := range list {
		fmt.Fprintf(b, "%v: %v：%s [%s]\n", d.Pos, d.Severity, d.Message, d.Code)
		if d.Hint != "" {
			fmt.Fprintf(b, "\t提示：%s\n", d.Hint)
		}
		for _, r := range d.Related {
			fmt.Fprintf(b, "\t相关：%v: %s\n", r.Pos, r.Message)
		}
	}
	return b.Flush()
}

// jsonVersion is the version of the shape that WriteJSON writes; it grows when a field
// changes its meaning or goes, not when one is added.
const jsonVersion = 1

type jsonList struct {
	Version  int           `json:"version"`
	Errors   int           `json:"errors"`
	Warnings int           `json:"warnings"`
	Problems []jsonProblem `json:"problems"`
}

type jsonProblem struct {
	jsonPlace
	Severity string        `json:"severity"` // "error" or "warning"
	Code     string        `json:"code"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint,omitempty"`
	Related  []jsonRelated `json:"related,omitempty"`
}

type jsonRelated struct {
	jsonPlace
	Message string `json:"message"`
}

// A jsonPlace lacks file for the whole site, line and column for a whole file.
type jsonPlace struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`   // from 1
	Column int    `json:"column,omitempty"` // from 1, in characters
}

func placeOf(p Pos) jsonPlace { return jsonPlace{p.File, p.Line, p.Column} }

// level is the word for a severity in JSON and SARIF.
func (s Severity) level() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// WriteJSON writes problems as one object: version, errors, warnings, and problems, each
// with file, line, column, severity, code, message, and perhaps hint and related.
func WriteJSON(w io.Writer, list []Diagnostic) error {
	out := jsonList{Version: jsonVersion, Errors: Errors(list), Problems: []jsonProblem{}}
	out.Warnings = len(list) - out.Errors
	for _, d := range list {
		p := jsonProblem{placeOf(d.Pos), d.Severity.level(), d.Code, d.Message, d.Hint, nil}
		for _, r := range d.Related {
			p.Related = append(p.Related, jsonRelated{placeOf(r.Pos), r.Message})
		}
		out.Problems = append(out.Problems, p)
	}
	return encode(w, out)
}

func encode(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}
