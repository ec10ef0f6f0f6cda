package render

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/themes"
)

// told lists problems with their places, codes and hints.
func told(problems []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range problems {
		fmt.Fprintf(&b, "%v %s %s", d.Pos, d.Code, d.Message)
		if d.Hint != "" {
			b.WriteString("｜" + d.Hint)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// override loads the default theme with one file of the site's own, and renders one page.
func override(t *testing.T, file, text string) (page string, problems []diag.Diagnostic) {
	t.Helper()
	th, problems, err := LoadTheme(themes.Default, []Override{{"themes/x", map[string][]byte{file: []byte(text)}}}, "zh-CN")
	if err != nil {
		t.Fatal(err)
	}
	view, _ := NewSite(sample(t, 2), nil).View("9/1.1.1.html")
	html, more, err := th.Render(view)
	if err != nil {
		t.Fatal(err)
	}
	return string(html), append(problems, more...)
}

func TestFaultsOfOverridesHaveTheirPlaceAndCause(t *testing.T) {
	const skill, text = "layouts/skill.html", "layouts/_text.html"
	for _, c := range []struct{ name, file, text, want string }{
		{"nothing wrong", skill, `{{define "main"}}自己的{{.Code}}{{end}}`, ""},
		{"a byte order mark", skill, "\ufeff{{define \"main\"}}自己的{{.Code}}{{end}}", ""},
		{"a partial of its own", "layouts/_mine.html", `{{define "mine"}}{{end}}`, ""},
		{"words for its keepers", "README.md", "说明", ""},
		{"another language", "strings/de.json", "{}", ""},
		{"another stylesheet", "css/99-mine.css", "a{color:red}", ""},

		{"unknown data", skill, "\n{{define \"main\"}}\n{{.Codex}}{{end}}", "themes/x/layouts/skill.html:3:3 template-error 这里没有“Codex”这项数据｜是不是“Code”？"},
		{"unknown data in a line of Chinese", skill, `{{define "main"}}编码{{.Codex}}{{end}}`, "themes/x/layouts/skill.html:1:22 template-error 这里没有“Codex”这项数据"},
		{"data of a small sort", skill, `{{define "main"}}{{.Area.Number}}{{end}}`, "这里没有“Number”这项数据｜可用的有：Href、Text、Current"},
		{"data of the frame", skill, `{{define "main"}}{{.Frame.Sit}}{{end}}`, "这里没有“Sit”这项数据｜是不是“Site”？"},
		{"unknown function", text, "\n{{nmaes .}}", "themes/x/layouts/_text.html:2:1 template-error 没有“nmaes”这个函数｜是不是“names”？"},
		{"unknown function that is like nothing", text, "\n{{nosuchthing}}", "themes/x/layouts/_text.html:2:1 template-error 没有“nosuchthing”这个函数\n"},
		{"unknown words", skill, `{{define "main"}}{{t "erata"}}{{end}}`, "themes/x/layouts/skill.html:1:20 template-error 界面文字里没有“erata”｜是不是“errata”？"},
		{"words that lack a value", skill, `{{define "main"}}{{t "lesson-count" | print}}{{t "coverage-hours" 1}}{{end}}`, "界面文字“coverage-hours”要填的值比给的多，这里给了 1 个"},
		{"unknown template", skill, `{{define "main"}}{{template "sentense" .}}{{end}}`, "themes/x/layouts/skill.html:1:29 template-error 没有名为“sentense”的模板｜是不是“sentence”？"},
		{"a function without its values", skill, `{{define "main"}}{{t}}{{end}}`, "“t”要 1 个参数，这里给了 0 个"},
		{"not closed", skill, `{{define "main"}}`, "themes/x/layouts/skill.html:1:1 template-error 模板没有写完，可能缺少 {{end}}"},
		{"closed too often", skill, "{{define \"main\"}}{{end}}\n{{end}}", "themes/x/layouts/skill.html:2:1 template-error 多出一个 {{end}}"},
		{"else alone", skill, "{{define \"main\"}}{{else}}{{end}}", "{{else}} 不在"},
		{"an action not closed", skill, "{{define \"main\"}}{{.Code", "“{{”没有配对的“}}”"},
		{"a quotation not closed", skill, `{{define "main"}}{{t "edit}}{{end}}`, "引号没有成对"},
		{"Chinese quotation marks", skill, `{{define "main"}}{{t “edit”}}{{end}}`, "“{{ }}”里有不认识的字符““”｜标点和引号用英文的"},
		{"a Chinese quotation mark behind a name", skill, `{{define "main"}}{{.Code“}}{{end}}`, "“{{ }}”里有不认识的字符““”｜标点和引号用英文的"},
		{"a name that a tag ends", skill, "{{define \"main\"}}\n<b>{{.Code</b>{{end}}", "themes/x/layouts/skill.html:2:1 template-error “{{ }}”里有不认识的字符“<”｜“{{”要用“}}”配上"},
		{"a brace missing", skill, `{{define "main"}}{{.Code} {{end}}`, "“{{ }}”里有不认识的字符“}”｜“{{”要用“}}”配上"},
		{"an unknown variable", skill, `{{define "main"}}{{$x}}{{end}}`, "没有定义变量“$x”"},
		{"nothing behind if", skill, `{{define "main"}}{{if}}{{end}}{{end}}`, "“if”后面没有写值"},
		{"a tag that one branch opens", skill, `{{define "main"}}<a {{if .Code}}href="{{end}}x">{{end}}`, "themes/x/layouts/skill.html:1:26 template-error 各分支写完以后，标签和引号的开合不一致"},
		{"an attribute not closed", skill, `{{define "main"}}<a href="{{.Code}}{{end}}`, "themes/x/layouts/skill.html template-error 默认主题的 layouts/base.html 配上自己的模板就用不了：标签或者引号没有写完"},
		{"a range over no list", skill, `{{define "main"}}{{range .Frame}}{{end}}{{end}}`, "{{range}} 后面不是列表"},
		{"an index too large", skill, `{{define "main"}}{{index .Steps 9}}{{end}}`, "列表没有这么多项"},
		{"templates without end", skill, `{{define "main"}}{{template "main" .}}{{end}}`, "模板一层套一层，没有尽头"},
		{"something that is nowhere foreseen", skill, `{{define "main"}}{{1x}}{{end}}`, "themes/x/layouts/skill.html:1:1 template-error 模板读不通：bad number syntax"},

		{"what others need is gone", text, "", "themes/x/layouts/_text.html template-error 这里没有定义模板“"},
		{"data of the wrong sort", skill, `{{define "main"}}{{template "sentence" .Frame}}{{end}}`, "themes/x/layouts/skill.html template-error 默认主题的 layouts/_text.html 第 9 行配上自己的模板就用不了：这里没有“Parts”这项数据"},

		{"a misspelt layout", "layouts/skil.html", "x", "themes/x/layouts/skil.html unused-theme-file 这个文件不代替默认主题的任何文件，也没有用上｜是不是 layouts/skill.html？"},
		{"a layout without the matter", skill, "<p>{{.Code}}</p>", "themes/x/layouts/skill.html template-error 这里没有定义模板“main”，网页的正文是空的｜正文写在 {{define \"main\"}}…{{end}} 里"},
		{"the matter under another name", skill, `{{define "mian"}}{{.Code}}{{end}}`, "这里没有定义模板“main”"},
		{"an empty layout", skill, "", "这里没有定义模板“main”"},
		{"a base that shows nothing", "layouts/base.html", "<p>{{.Frame.Site}}</p>", "themes/x/layouts/base.html template-error 这里没有用到模板“main”，网页的正文显示不出来｜在正文的位置写上 {{block \"main\" .}}{{end}}"},
		{"an empty base", "layouts/base.html", "", "这里没有用到模板“main”"},
		{"a layout in the wrong folder", "skill.html", "x", "themes/x/skill.html unused-theme-file 这个文件不代替默认主题的任何文件，也没有用上｜是不是 layouts/skill.html？"},
		{"a layout in a capital", "layouts/Skill.html", "x", "｜是不是 layouts/skill.html？"},
		{"a misspelt stylesheet", "css/20-ground.scss", "x", "｜是不是 css/20-ground.css？"},
		{"a picture that nothing shows", "img/bei.png", "x", "themes/x/img/bei.png unused-theme-file 这个文件不代替默认主题的任何文件，也没有用上｜在模板里写 {{.Frame.Root}}@@bei.png@@"},
		{"a picture that is not there", skill, "{{define \"main\"}}\n字<img src=\"{{.Frame.Root}}@@bei.png@@\">{{end}}", "themes/x/layouts/skill.html:2:29 template-error 主题里没有“bei.png”这个文件｜文件放进主题的 img/ 或者 js/"},
		{"a misspelt script", skill, `{{define "head"}}<script src="{{.Frame.Root}}@@filtre.js@@"></script>{{end}}{{define "main"}}{{end}}`, "｜是不是“filter.js”？"},
		{"a picture that a stylesheet lacks", "css/99-mine.css", "a{background:url(@@bei.png@@)}", "themes/x/css/99-mine.css:1:20 asset-error 主题里没有“bei.png”这个文件"},
		{"a script that nothing loads", "js/mine.js", "let a", "｜在模板里写 {{.Frame.Root}}@@mine.js@@"},

		{"a stylesheet that is not finished", "css/20-ground.css", "a { color: red", "themes/x/css/20-ground.css:1:15 asset-warning “{”没有配对的“}”"},
		{"an unknown property", "css/99-mine.css", "a{\n/* 字 */colr: red}", "themes/x/css/99-mine.css:2:8 asset-warning 没有“colr”这个样式属性｜是不是“color”？"},
		{"a script that is not finished", "js/site.js", "let = (", "themes/x/js/site.js:1:"},
		{"a script that cannot be read", "js/site.js", "\nvar 甲 = 1 +;", "themes/x/js/site.js:2:12 asset-error 这里不该有 \";\""},
	} {
		t.Run(c.name, func(t *testing.T) {
			page, problems := override(t, c.file, c.text)
			got := told(diag.Sort(problems))
			if c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			for _, d := range problems {
				if !strings.HasPrefix(d.Pos.File, "themes/x/"+c.file) {
					t.Errorf("it is told of %s", d.Pos.File)
				}
			}
			if c.file == skill && c.want == "" && !strings.Contains(page, "自己的1.1.1") {
				t.Error("the default layout was used")
			}
		})
	}
}

// A fault without a place is looked for in the layouts that the page is made with.
func TestLayoutsOfOtherPagesAreNotBlamed(t *testing.T) {
	own := Override{"themes/x", map[string][]byte{
		"layouts/_mine.html": []byte(`{{define "mine"}}{{end}}`),
		"layouts/area.html":  []byte(`{{define "main"}}{{.Area.Name}}{{end}}`),
		"layouts/skill.html": []byte(`{{define "main"}}<a href="{{.Code}}>{{end}}`),
	}}
	th, _, err := LoadTheme(themes.Default, []Override{own}, "zh-CN")
	if err != nil {
		t.Fatal(err)
	}
	view, _ := NewSite(sample(t, 1), nil).View("9/1.1.1.html")
	_, problems, err := th.Render(view)
	if err != nil || !strings.HasPrefix(told(problems), "themes/x/layouts/skill.html template-error ") {
		t.Error(err, told(problems))
	}
}

// Faults of the default theme's own, with nothing of the site's that could be to blame, are
// not the site's.
func TestOnlyOverridesAreBlamed(t *testing.T) {
	th, problems, err := LoadTheme(themes.Default, []Override{{"themes/x", map[string][]byte{"css/99-mine.css": []byte("a{}")}}}, "zh-CN")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	if _, ok := th.diagnostic(Skill, fmt.Errorf(`template: layouts/skill.html:3:4: executing "main" at <.X>: can't evaluate field X in type render.SkillView`)); ok {
		t.Error("a stylesheet is blamed for a layout")
	}
	if _, ok := th.diagnostic(Skill, fmt.Errorf("disk full")); ok {
		t.Error("a theme is blamed for a disk")
	}
}

// Pictures and scripts of a theme's own are published once something names them, and a
// stylesheet that shows a picture finds it beside itself.
func TestAThemeBringsItsOwnFiles(t *testing.T) {
	own := Override{"themes/x", map[string][]byte{
		"img/bei.svg":       []byte("<svg/>"),
		"js/mine.js":        []byte("console.log(1)"),
		"css/99-mine.css":   []byte(".brand{background:url(@@bei.svg@@)}"),
		"layouts/_own.html": []byte(`{{define "own"}}<script defer src="{{.Frame.Root}}@@mine.js@@"></script>{{end}}`),
		"layouts/404.html":  []byte(`{{define "head"}}{{template "own" .}}{{end}}{{define "main"}}{{end}}`),
	}}
	th, problems, err := LoadTheme(themes.Default, []Override{own}, "zh-CN")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, told(problems))
	}
	assets := map[string][]byte{}
	for _, a := range th.Assets() {
		assets[a.Path] = a.Data
	}
	page, _ := NewSite(sample(t, 1), nil).View("404.html")
	html, _, _ := th.Render(page)
	for name, in := range map[string][]byte{th.marks["mine.js"]: html, strings.TrimPrefix(th.marks["bei.svg"], "assets/"): assets[th.marks["site.css"]]} {
		if name == "" || !bytes.Contains(in, []byte(name)) {
			t.Errorf("nothing names %q", name)
		}
	}
	if assets[th.marks["bei.svg"]] == nil {
		t.Error("the picture is not published")
	}
}

// What a lesson says of the marks of assets stays as it is written.
func TestMarksInTextsAreText(t *testing.T) {
	g := sample(t, 1)
	g.Home.Title = "站点 @@site.css@@"
	view, _ := NewSite(g, nil).View("index.html")
	html, problems, err := theme(t).Render(view)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	page := string(html)
	if !strings.Contains(page, "<h1>站点 @@site.css@@</h1>") || strings.Contains(page, "站点 assets/") {
		t.Errorf("the title of the site was changed: %s", page[:min(len(page), 2000)])
	}
	if !strings.Contains(page, `<link rel="stylesheet" href="assets/site.`) {
		t.Error("the stylesheet is not named")
	}
}

// FuzzOverride holds that no file of a theme's own makes the program fail: what is wrong with
// it is told at a place of its own.
func FuzzOverride(f *testing.F) {
	f.Add("layouts/skill.html", `{{define "main"}}{{.Code}}<a href="{{end}}`)
	f.Add("layouts/_text.html", `{{define "runs"}}{{range .}}{{.Text}}{{end}}`)
	f.Add("layouts/base.html", "<script>{{.Frame.Site}}</script>{{block \"main\" .}}{{end}}")
	f.Add("css/10-tokens.css", ":root{--paper:#fff")
	f.Fuzz(func(t *testing.T, file, text string) {
		if !strings.HasPrefix(file, "layouts/") && !strings.HasPrefix(file, "css/") || strings.Contains(text, "template") && strings.Contains(text, "\"main\"") {
			return
		}
		th, problems, err := LoadTheme(themes.Default, []Override{{"themes/x", map[string][]byte{file: []byte(text)}}}, "zh-CN")
		if err != nil {
			t.Fatal(err)
		}
		view, _ := NewSite(sample(t, 1), nil).View("9/1.1.1.html")
		_, more, err := th.Render(view)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range append(problems, more...) {
			if !strings.HasPrefix(d.Pos.File, "themes/x/") || d.Message == "" {
				t.Errorf("%v %s", d.Pos, d.Message)
			}
		}
	})
}
