package render

import (
	"regexp"
	"strconv"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// templatePlace is how text/template and html/template begin an error:
// “template: NAME:LINE:COLUMN: …” or “html/template:NAME:LINE:COLUMN: …”.
var templatePlace = regexp.MustCompile(`^(?:html/)?template: ?([^:]+):(\d+)(?::(\d+))?: (.*)$`)

// faults puts the commonest errors of templates into Chinese.
var faults = []struct {
	pattern *regexp.Regexp
	chinese string
}{
	{regexp.MustCompile(`function "([^"]+)" not defined`), "没有“$1”这个函数"},
	{regexp.MustCompile(`can't evaluate field (\S+) in type`), "这个页面没有“$1”这项数据"},
	{regexp.MustCompile(`no such template "([^"]+)"|template "([^"]+)" not defined`), "没有名为“$1$2”的模板"},
	{regexp.MustCompile(`no words for "([^"]+)"`), "界面文字里没有“$1”"},
	{regexp.MustCompile(`unexpected EOF`), "模板没有写完，可能缺少 {{end}}"},
	{regexp.MustCompile(`unexpected \{\{end\}\}`), "多出一个 {{end}}"},
	{regexp.MustCompile(`unclosed action`), "“{{”没有配对的“}}”"},
	{regexp.MustCompile(`undefined variable "([^"]+)"`), "没有定义变量“$1”"},
}

// diagnostic turns an error into a diagnostic if one of the site's own files caused it.
func (t *Theme) diagnostic(err error) (diag.Diagnostic, bool) {
	if err == nil {
		return diag.Diagnostic{}, false
	}
	m := templatePlace.FindStringSubmatch(err.Error())
	if m == nil {
		return diag.Diagnostic{}, false
	}
	name := m[1]
	if name == "base.html" {
		name = "layouts/base.html"
	}
	place, own := t.places[name]
	if !own {
		return diag.Diagnostic{}, false
	}
	line, _ := strconv.Atoi(m[2])
	column, _ := strconv.Atoi(m[3])
	pos := diag.Pos{File: place, Line: line, Column: column + 1, Offset: column}
	for _, f := range faults {
		if in := f.pattern.FindStringSubmatchIndex(m[4]); in != nil {
			said := string(f.pattern.ExpandString(nil, f.chinese, m[4], in))
			return templateError.At(pos, "%s", said), true
		}
	}
	return templateError.At(pos, "模板读不通：%s", strings.TrimSpace(m[4])), true
}
