// Package diag says what is wrong in the sources of a site, and where.
//
// A mistake of an author is data, never a Go error: a [Diagnostic] with a place,
// a severity, a stable English code, a Chinese message and, where there is one,
// the likely fix. Every code is declared once, as a [Kind], with the explanation
// that `jinjie check --explain` prints; a Diagnostic can be made in no other way.
//
// The package also writes lists of diagnostics: as text for a person, as JSON,
// and as SARIF 2.1.0 for the tools that read it.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Severity tells how much a problem matters.
type Severity int

const (
	// Warning: someone should look; the site is built all the same.
	Warning Severity = iota + 1
	// Error: the site would break or mislead; nothing is written.
	Error
)

// String returns the Chinese word that stands in messages.
func (s Severity) String() string {
	if s == Error {
		return "错误"
	}
	return "警告"
}

// A Kind is one sort of problem: its code and why it matters.
type Kind struct {
	Code     string   // stable and English, such as "unknown-skill"
	Severity Severity // what it counts as
	Title    string   // one line in Chinese, such as "编码重复"
	Why      string   // Chinese: what the rule guards, and how to mend what it finds
}

// At makes a diagnostic of this kind at pos; format and args as for [fmt.Sprintf].
func (k Kind) At(pos Pos, format string, args ...any) Diagnostic {
	return Diagnostic{Pos: pos, Severity: k.Severity, Code: k.Code, Message: fmt.Sprintf(format, args...)}
}

// A Diagnostic is one problem at one place.
type Diagnostic struct {
	Pos      Pos
	Severity Severity
	Code     string // the code of its Kind
	Message  string // Chinese, without a final stop
	Hint     string // the likely fix, or empty
	Related  []Related
}

// A Related is another place that helps to understand a problem.
type Related struct {
	Pos     Pos
	Message string
}

// WithHint returns d with the likely fix; format and args as for [fmt.Sprintf].
func (d Diagnostic) WithHint(format string, args ...any) Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// WithRelated returns d with one more place beside it.
func (d Diagnostic) WithRelated(pos Pos, message string) Diagnostic {
	d.Related = append(slices.Clip(d.Related), Related{pos, message})
	return d
}

// Sort orders problems by file, place, code and message, and drops what is said twice.
func Sort(list []Diagnostic) []Diagnostic {
	slices.SortStableFunc(list, func(a, b Diagnostic) int {
		return cmp.Or(a.Pos.compare(b.Pos), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(list, func(a, b Diagnostic) bool {
		return a.Pos == b.Pos && a.Code == b.Code && a.Message == b.Message
	})
}

// Errors counts the problems that stop a build.
func Errors(list []Diagnostic) int {
	n := 0
	for _, d := range list {
		if d.Severity == Error {
			n++
		}
	}
	return n
}

// A Pos is a place in a source file. Line and Column count from 1; Column counts
// characters (Unicode code points), Offset the bytes from the start of the line.
// A Pos with no Line means the whole file, the zero Pos the whole site.
type Pos struct {
	File   string // slash-separated, from the site's folder
	Line   int
	Column int
	Offset int
}

// String gives "file:line:column", less what is unknown.
func (p Pos) String() string {
	switch {
	case p.File == "":
		return "（整个站点）"
	case p.Line == 0:
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

func (p Pos) compare(q Pos) int {
	return cmp.Or(strings.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}
