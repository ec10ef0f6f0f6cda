package render

import (
	"html/template"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/diag"
)

// templatePlace is how text/template and html/template begin an error:
// “template: NAME:LINE:COLUMN: …” or “html/template:NAME:LINE:COLUMN: …”, or less of it.
var templatePlace = regexp.MustCompile(`(?s)^(?:html/)?template: ?([^:]+):(?:(\d+):(?:(\d+):)?)? (.*)$`)

// A fault puts one error of templates into Chinese.
type fault struct {
	pattern *regexp.Regexp
	chinese string
	hint    func(t *Theme, said []string) string // nil for none
}

// faults are the commonest errors of templates, the most telling part of each first.
var faults = []fault{
	{regexp.MustCompile(`function "([^"]+)" not defined`), "没有“$1”这个函数", (*Theme).nearFunction},
	{regexp.MustCompile(`can't evaluate field (\S+) in type (\S+)`), "这里没有“$1”这项数据", (*Theme).nearField},
	{regexp.MustCompile(`no such template "([^"]+)"|template "([^"]+)" not defined`), "没有名为“$1$2”的模板", (*Theme).nearTemplate},
	{regexp.MustCompile(`no words for "([^"]*)"`), "界面文字里没有“$1”", (*Theme).nearWord},
	{regexp.MustCompile(`the words for "([^"]+)": only (\d+) values given`), "界面文字“$1”要填的值比给的多，这里给了 $2 个", nil},
	{regexp.MustCompile(`wrong number of args for (\S+): want (?:at least )?(\d+) got (\d+)`), "“$1”要 $2 个参数，这里给了 $3 个", nil},
	{regexp.MustCompile(`unexpected EOF`), "模板没有写完，可能缺少 {{end}}", nil},
	{regexp.MustCompile(`unexpected \{\{end\}\}`), "多出一个 {{end}}", nil},
	{regexp.MustCompile(`unexpected \{\{else\}\}`), "{{else}} 不在 {{if}}、{{with}} 或 {{range}} 里", nil},
	{regexp.MustCompile(`unclosed action`), "“{{”没有配对的“}}”", nil},
	{regexp.MustCompile(`unterminated`), "引号没有成对", nil},
	{regexp.MustCompile(`undefined variable "([^"]+)"`), "没有定义变量“$1”", nil},
	{regexp.MustCompile(`missing value for (\S+)`), "“$1”后面没有写值", nil},
	{regexp.MustCompile(`(?:unrecognized|bad) character(?:[^:]*:)? U\+[0-9A-F]+ '(.)'`), "“{{ }}”里有不认识的字符“$1”", signHint},
	{regexp.MustCompile(`unexpected (?:<)?"?([^">]+)"?(?:>)? in \w+`), "这里不该有“$1”", nil},
	{regexp.MustCompile(`branches end in different contexts`), "各分支写完以后，标签和引号的开合不一致", nil},
	{regexp.MustCompile(`ends in a non-text context|in attribute name|in unquoted attr`), "标签或者引号没有写完", nil},
	{regexp.MustCompile(`range can't iterate over`), "{{range}} 后面不是列表", nil},
	{regexp.MustCompile(`index out of range`), "列表没有这么多项", nil},
	{regexp.MustCompile(`incompatible types for comparison|non-comparable type`), "两边的值不能比较", nil},
	{regexp.MustCompile(`exceeded maximum template depth`), "模板一层套一层，没有尽头", nil},
}

func signHint(_ *Theme, said []string) string {
	switch r, _ := utf8.DecodeRuneInString(said[1]); {
	case r == '<' || r == '}':
		return "“{{”要用“}}”配上"
	case r < 0x80:
		return ""
	}
	return "标点和引号用英文的"
}

// diagnostic turns an error on a page of a kind into a diagnostic if one of the site's own
// files caused it.
func (t *Theme) diagnostic(k Kind, err error) (diag.Diagnostic, bool) {
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
	line, _ := strconv.Atoi(m[2])
	column, _ := strconv.Atoi(m[3])
	said, hint := t.explain(m[4])
	if t.src.places[name] == "" {
		return t.misled(k, name, line, said, m[4])
	}
	d := templateError.At(t.src.pos(name, line, column), "%s", said)
	if hint != "" {
		d = d.WithHint("%s", hint)
	}
	return d, true
}

// showsMain and definesMain are how layouts show the matter of a page, and hold it.
var (
	showsMain   = regexp.MustCompile("\\{\\{-?\\s*(?:template|block)\\s+[\"`]main[\"`]")
	definesMain = regexp.MustCompile("\\{\\{-?\\s*define\\s+[\"`]main[\"`]")
)

// bodiless reports a layout of the site's own that leaves pages of a kind without their
// matter: their own, if it does not define what the base shows, or a base that shows nothing.
func (f themeFiles) bodiless(k Kind, set *template.Template) []diag.Diagnostic {
	shown, defined := false, false
	for _, name := range f.under("layouts", ".html") {
		if k.uses(name) {
			shown = shown || showsMain.Match(f.files[name])
			defined = defined || definesMain.Match(f.files[name])
		}
	}
	page, base := f.places["layouts/"+string(k)+".html"], f.places["layouts/base.html"]
	main := set.Lookup("main") // the block of the base, if nothing defines it
	switch {
	case page == "" && !shown && base != "":
		return []diag.Diagnostic{templateError.At(diag.Pos{File: base}, "这里没有用到模板“main”，网页的正文显示不出来").
			WithHint(`在正文的位置写上 {{block "main" .}}{{end}}`)}
	case page != "" && shown && !defined && main != nil && parse.IsEmptyTree(main.Tree.Root):
		return []diag.Diagnostic{templateError.At(diag.Pos{File: page}, "这里没有定义模板“main”，网页的正文是空的").
			WithHint(`正文写在 {{define "main"}}…{{end}} 里`)}
	}
	return nil
}

// explain puts an error into Chinese, with the likely fix if there is one.
func (t *Theme) explain(english string) (said, hint string) {
	for _, f := range faults {
		if in := f.pattern.FindStringSubmatchIndex(english); in != nil {
			said = string(f.pattern.ExpandString(nil, f.chinese, english, in))
			if f.hint != nil {
				hint = f.hint(t, f.pattern.FindStringSubmatch(english))
			}
			return said, hint
		}
	}
	return "模板读不通：" + strings.TrimSpace(english), ""
}

var missingTemplate = regexp.MustCompile(`no such template "([^"]+)"|template "([^"]+)" not defined`)

// misled tells which of the site's own templates made one of the default theme fail: the one
// that takes the place of what defined a template that is missing, or one that hands on data
// of the wrong sort: that of the page's kind, if it is the site's own. Without templates of
// the site's own it is the default theme's fault.
func (t *Theme) misled(k Kind, name string, line int, said, english string) (diag.Diagnostic, bool) {
	var own []string
	for _, layout := range slices.Sorted(maps.Keys(t.src.places)) {
		if path.Dir(layout) == "layouts" && k.uses(layout) {
			own = append(own, layout)
		}
	}
	if i := slices.Index(own, "layouts/"+string(k)+".html"); i > 0 {
		own[0], own[i] = own[i], own[0]
	}
	if m := missingTemplate.FindStringSubmatch(english); m != nil {
		missing := m[1] + m[2]
		for _, layout := range own {
			if strings.Contains(string(t.src.covered[layout]), `define "`+missing+`"`) {
				return templateError.At(diag.Pos{File: t.src.places[layout]}, "这里没有定义模板“%s”，默认主题的 %s 要用它", missing, name).
					WithHint("把默认主题同名文件里的 {{define %q}}…{{end}} 抄过来再改", missing), true
			}
		}
	}
	if len(own) == 0 {
		return diag.Diagnostic{}, false
	}
	if name += " "; line > 0 {
		name += "第 " + strconv.Itoa(line) + " 行"
	}
	return templateError.At(diag.Pos{File: t.src.places[own[0]]}, "默认主题的 %s配上自己的模板就用不了：%s", name, said).
		WithHint("{{template}} 后面给的数据要与默认主题里的一样，标签和引号要写完"), true
}

// pos is a place in a file of the theme: a line, and bytes in it.
func (f themeFiles) pos(name string, line, column int) diag.Pos {
	lines := strings.Split(string(f.files[name]), "\n")
	p := diag.Pos{File: f.places[name], Line: line, Column: column + 1, Offset: column}
	if line >= 1 && line <= len(lines) && column <= len(lines[line-1]) {
		p.Column = utf8.RuneCountInString(lines[line-1][:column]) + 1
	}
	return p
}

// meant is a hint at what a name was likely meant to be.
func meant(name string, known []string) string {
	if near := diag.Nearest(name, known); near != "" {
		return "是不是“" + near + "”？"
	}
	return ""
}

func (t *Theme) nearFunction(said []string) string {
	return meant(said[1], append(slices.Sorted(maps.Keys(functions(nil))), "and", "eq", "ge", "gt", "index", "le", "len", "lt", "ne", "not", "or", "print", "printf", "slice"))
}

func (t *Theme) nearWord(said []string) string { return meant(said[1], keysOf(t.words)) }

var defined = regexp.MustCompile(`\{\{-?\s*(?:define|block) "([^"]+)"`)

func (t *Theme) nearTemplate(said []string) string {
	var known []string
	for _, name := range t.src.under("layouts", ".html") {
		for _, m := range defined.FindAllSubmatch(t.src.files[name], -1) {
			known = append(known, string(m[1]))
		}
	}
	return meant(said[1]+said[2], known)
}

// nearField is a hint at the fields of the type that lacks one.
func (t *Theme) nearField(said []string) string {
	fields := viewFields()[strings.TrimPrefix(said[2], "render.")]
	if hint := meant(said[1], fields); hint != "" || len(fields) == 0 {
		return hint
	}
	if len(fields) > 12 {
		return "可用的数据见使用手册“自己的主题”里的 " + strings.TrimPrefix(said[2], "render.")
	}
	return "可用的有：" + strings.Join(fields, "、")
}

// views are the views of all kinds of pages.
var views = map[Kind]any{
	Home: HomeView{}, NotFound: NotFoundView{}, Overview: OverviewView{}, Area: AreaView{}, Task: TaskView{}, Skill: SkillView{},
	Handbook: HandbookView{}, Compare: CompareView{}, Document: DocumentView{}, Majors: MajorsView{}, Terms: TermsView{},
	References: ReferencesView{}, Errata: ErrataView{}, Lanes: ProgressionsView{}, Coverage: CoverageView{}, Lessons: LessonsView{},
	LessonList: LessonsView{}, Lesson: LessonView{}, Course: LessonView{}, Plain: LessonView{}, Search: SearchView{}, Redirect: RedirectView{},
}

// viewFields lists the fields of all types that templates see, by the type's name.
func viewFields() map[string][]string {
	types := map[string][]string{}
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		for typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || types[typ.Name()] != nil {
			return
		}
		types[typ.Name()] = []string{}
		for i := range typ.NumField() {
			types[typ.Name()] = append(types[typ.Name()], typ.Field(i).Name)
			walk(typ.Field(i).Type)
		}
	}
	for _, v := range views {
		walk(reflect.TypeOf(v))
	}
	return types
}
