package build

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/standard"
)

// homeTree is a tree with that home page and a theme “campus”.
func homeTree(text string) files.Tree {
	return files.Tree{Files: []files.File{
		{Path: lesson.HomeFile, Data: []byte(text), Size: int64(len(text))},
		{Path: "themes/campus/css/a.css", Data: []byte("a{}")},
	}}
}

// home reads the settings of a tree.
func home(tree files.Tree, standards []*standard.Standard, baseURL string) (graph.Home, []diag.Diagnostic) {
	pages, problems := (&snapshot{tree: tree, pages: map[string]parsedPage{}}).readPages(nil)
	h, more := readHome(tree, pages, standards, baseURL)
	return h, append(problems, more...)
}

func TestSettings(t *testing.T) {
	for _, c := range []struct {
		name, text, override string
		want                 graph.Home
		says                 string // among the problems, or empty for none
	}{
		{"nothing written", "", "", graph.Home{Title: "社区服务", Language: "zh-CN"}, ""},
		{"no front matter", "一句话。\n", "", graph.Home{Title: "社区服务", Language: "zh-CN"}, ""},
		{"all written", "---\ntitle: 站\nsummary: 一句\nfooter: 脚\nlanguage: en\ntheme: campus\nbase_url: https://a.cn/b\nedit_url: https://git.example/\n---\n", "",
			graph.Home{Title: "站", Summary: "一句", Footer: "脚", Language: "en", Theme: "campus", BaseURL: "https://a.cn/b/", EditURL: "https://git.example/"}, ""},
		{"the default theme by name", "---\ntitle: 站\ntheme: default\n---\n", "", graph.Home{Title: "站", Language: "zh-CN"}, ""},
		{"the command line wins", "---\ntitle: 站\nbase_url: nonsense\n---\n", "https://b.cn/",
			graph.Home{Title: "站", Language: "zh-CN", BaseURL: "https://b.cn/"}, ""},
		{"an address without a scheme", "---\ntitle: 站\nbase_url: a.cn\n---\n", "",
			graph.Home{Title: "站", Language: "zh-CN"}, "content/index.md:3:11: base_url 不能是“a.cn”：网址须以 http:// 或 https:// 开头 [bad-setting]"},
		{"an unknown theme", "---\ntitle: 站\ntheme: campsu\n---\n", "",
			graph.Home{Title: "站", Language: "zh-CN"}, "content/index.md:3:8: 没有“themes/campsu”这个主题 [unknown-theme]"},
		{"a language that is none", "---\ntitle: 站\nlanguage: 中文\n---\n", "",
			graph.Home{Title: "站", Language: "zh-CN"}, "content/index.md:3:11: language 不能是“中文” [bad-setting]"},
		{"an edit_url that is none", "---\ntitle: 站\nedit_url: here\n---\n", "",
			graph.Home{Title: "站", Language: "zh-CN"}, "content/index.md:3:11: edit_url 不能是“here”"},
		{"an unknown key", "---\ntitle: 站\ntilte: 站\n---\n", "",
			graph.Home{Title: "站", Language: "zh-CN"}, "content/index.md:3:1: "},
		{"no text at all", "\x00\x01", "", graph.Home{Title: "社区服务", Language: "zh-CN"}, "content/index.md: 这不是文本文件 [page-not-text]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, problems := home(homeTree(c.text), []*standard.Standard{{Title: "社区服务"}}, c.override)
			if !reflect.DeepEqual(h, c.want) {
				t.Errorf("got %+v, want %+v", h, c.want)
			}
			if got := said(problems); c.says == "" && got != "" || !strings.Contains(got, c.says) {
				t.Errorf("problems %q, want %q", got, c.says)
			}
		})
	}
}

// setting reads one setting of a site, and what is said of it.
func setting(lines string) (graph.Home, string) {
	h, problems := home(homeTree("---\n"+lines+"\n---\n"), nil, "")
	text := ""
	for _, d := range problems {
		text += fmt.Sprintf("%v: %s [%s]\n\t%s\n", d.Pos, d.Message, d.Code, d.Hint)
	}
	return h, text
}

func TestSettingsOfTheFrame(t *testing.T) {
	for _, c := range []struct {
		name, lines string
		got         func(graph.Home) any
		want        any
		says        string
	}{
		{"short title", "简称: 技能", func(h graph.Home) any { return h.Short }, "技能", ""},
		{"title in Chinese", "站名: 技能", func(h graph.Home) any { return h.Title }, "技能", ""},
		{"english default title", "language: en", func(h graph.Home) any { return h.Title }, "Vocational skill standard", ""},
		{"a language nobody speaks", "language: fr", func(h graph.Home) any { return h.Language }, "fr", "content/index.md:2:11: 没有 fr 的界面文字，网页上用中文 [unknown-language]"},

		{"icp", "icp: 京ICP备12345678号-1", func(h graph.Home) any { return h.ICP }, "京ICP备12345678号-1", ""},
		{"icp as a keyboard makes it", "备案号: 京icp备１２３４５６７８号－1", func(h graph.Home) any { return h.ICP }, "京ICP备12345678号-1", ""},
		{"icp that is none", "icp: 12345678", func(h graph.Home) any { return h.ICP }, "", "content/index.md:2:6: icp 不能是“12345678” [bad-setting]"},
		{"police", "公安备案号: 京公网安备 11010502030143号", func(h graph.Home) any { return h.Police }, graph.Police{Number: "京公网安备11010502030143号", Code: "11010502030143"}, ""},
		{"police less 号", "police: 京公网安备11010502030143", func(h graph.Home) any { return h.Police.Number }, "京公网安备11010502030143号", ""},
		{"police with its icon", "police: {number: 京公网安备11010502030143号, icon: gongan.png}", func(h graph.Home) any { return h.Police.Icon.Link.Destination }, "gongan.png", ""},
		{"police too short", "police: 京公网安备1101号", func(h graph.Home) any { return h.Police.Number }, "", "content/index.md:2:9: police 不能是“京公网安备1101号” [bad-setting]\n\t照备案的号码写"},
		{"police without a number", "police: {icon: gongan.png}", func(h graph.Home) any { return h.Police.Number }, "", "content/index.md:2:9: police 没有写明号码 [bad-setting]\n\t照备案的号码写"},

		{"logo", "logo: img/logo.svg", func(h graph.Home) any { return h.Logo.Link.Destination }, "img/logo.svg", ""},
		{"logo with words", "标志: {文件: logo.svg, 说明: 校徽}", func(h graph.Home) any { return h.Logo.Alt }, "校徽", ""},
		{"logo elsewhere", "logo: https://a.cn/logo.svg", func(h graph.Home) any { return h.Logo.Link.Destination }, "", "content/index.md:2:7: 图片“https://a.cn/logo.svg”在别的网站上 [external-image]"},
		{"logo without file", "logo: {alt: 校徽}", func(h graph.Home) any { return h.Logo.Link.Destination }, "", "content/index.md:2:7: logo 没有写明文件 [bad-setting]"},

		{"nav", "nav:\n  使用说明: help/index.md\n  学院: https://a.cn/", func(h graph.Home) any {
			return []string{h.Nav[0].Text, h.Nav[0].Link.Destination, h.Nav[1].Link.Destination}
		}, []string{"使用说明", "help/index.md", "https://a.cn/"}, ""},
		{"nav as a list", "nav: [a]", func(h graph.Home) any { return len(h.Nav) }, 0, "content/index.md:2:6: nav 应当一行写一个链接 [bad-setting]"},
		{"nav without an address", "nav: {学院: }", func(h graph.Home) any { return len(h.Nav) }, 0, "导航“学院”没有地址 [bad-setting]"},
		{"nav that runs a program", "nav: {学院: 'javascript:alert(1)'}", func(h graph.Home) any { return len(h.Nav) }, 0, "[unsafe-link]"},
		{"nav the wrong way round", "nav: {'https://a.cn/': 学院}", func(h graph.Home) any { return len(h.Nav) }, 0, "导航的文字和地址写反了 [bad-setting]\n\t文字在前，地址在后：学院: https://a.cn/"},

		{"feedback by mail", "feedback: a.b@example.edu.cn", func(h graph.Home) any { return h.Feedback }, graph.Feedback{Mail: "a.b@example.edu.cn"}, ""},
		{"feedback by mailto", "纠错: mailto:a@b.cn", func(h graph.Home) any { return h.Feedback }, graph.Feedback{Mail: "a@b.cn"}, ""},
		{"feedback in a form", "feedback: https://a.cn/f?p={url}&t={title}&c={code}", func(h graph.Home) any { return h.Feedback.Form }, "https://a.cn/f?p={url}&t={title}&c={code}", ""},
		{"feedback with an unknown part", "feedback: https://a.cn/f?p={ulr}", func(h graph.Home) any { return h.Feedback.Form }, "", "feedback 里的“{ulr}”不认识，可以写 {url}、{title}、{code}"},
		{"feedback to nobody", "feedback: a@b", func(h graph.Home) any { return h.Feedback }, graph.Feedback{}, "信箱写得不对"},
		{"feedback by telephone", "feedback: 010-12345678", func(h graph.Home) any { return h.Feedback }, graph.Feedback{}, "网址须以 http:// 或 https:// 开头"},
		{"feedback that runs a program", "feedback: 'javascript:alert({url})'", func(h graph.Home) any { return h.Feedback }, graph.Feedback{}, "网址须以"},

		{"analytics", "analytics: https://s.a.cn:8443/x.js?id=1", func(h graph.Home) any { return h.Analytics }, graph.Analytics{Script: "https://s.a.cn:8443/x.js?id=1", Origin: "https://s.a.cn:8443"}, ""},
		{"analytics with data", "analytics: {script: https://s.a.cn/x.js, data-website-id: a1}", func(h graph.Home) any { return h.Analytics.Attributes }, []graph.Attribute{{Name: "data-website-id", Value: "a1"}}, ""},
		{"analytics with more", "analytics: {script: https://s.a.cn/x.js, onload: alert(1)}", func(h graph.Home) any { return h.Analytics.Attributes == nil }, true, "不认识的键“onload”"},
		{"analytics that opens the policy", "analytics: \"https://s.a.cn;script-src/x.js\"", func(h graph.Home) any { return h.Analytics }, graph.Analytics{}, "域名须是 ASCII 的"},
		{"analytics of a Chinese domain", "统计: https://统计.中国/x.js", func(h graph.Home) any { return h.Analytics }, graph.Analytics{}, "xn--"},
		{"analytics of the site's own", "analytics: stats.js", func(h graph.Home) any { return h.Analytics }, graph.Analytics{}, "analytics 不能是“stats.js”：网址须以"},

		{"analytics without a script", "统计: {src: https://s.a.cn/x.js}", func(h graph.Home) any { return h.Analytics }, graph.Analytics{}, "统计 没有写明脚本 [bad-setting]\n\t写统计脚本的网址，例如 统计: https://"},

		{"colours", "colours: {levels: ['#1f705d', '#2C4A96', b2361b], accent: '#abc', dark: {accent: '＃ＦＦＦ'}}", func(h graph.Home) any {
			return []string{h.Colours.Light.Levels[1].Hex, h.Colours.Light.Levels[2].Hex, h.Colours.Light.Accent.Hex, h.Colours.Dark.Accent.Hex}
		}, []string{"#2c4a96", "#b2361b", "#aabbcc", "#ffffff"}, ""},
		{"colours in Chinese", "颜色: {等级: ['#1f705d'], 强调: '#000', 深色: {等级: ['#fff']}}", func(h graph.Home) any { return h.Colours.Dark.Levels[0].Hex }, "#ffffff", ""},
		{"a colour by name", "colours: {accent: 靛}", func(h graph.Home) any { return h.Colours.Light.Accent }, graph.Colour{}, "content/index.md:2:19: accent 里的“靛”不是颜色 [bad-setting]\n\t颜色写作"},
		{"a colour that became a comment", "colours:\n  accent: #1f705d", func(h graph.Home) any { return h.Colours.Light.Accent }, graph.Colour{}, "accent 没有写颜色：“#”后面的字当作了注释"},
		{"too many colours", "colours: {levels: ['#000','#000','#000','#000','#000','#000']}", func(h graph.Home) any { return len(h.Colours.Light.Levels) }, 5, "levels 最多写 5 种颜色"},
		{"an unknown key within", "colours: {acent: '#000'}", func(h graph.Home) any { return h.Colours.Light.Accent }, graph.Colour{}, "不认识的键“acent” [unknown-key]\n\t是不是 accent？"},
		{"an unknown key", "fedback: a@b.cn", func(h graph.Home) any { return h.Feedback }, graph.Feedback{}, "content/index.md:2:1: 不认识的键“fedback” [unknown-key]\n\t是不是 feedback？"},
		{"two names of one key", "颜色: {}\ncolors: {}", func(h graph.Home) any { return h.Colours.Light.Accent }, graph.Colour{}, "[repeated-key]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, text := setting(c.lines)
			if got := c.got(h); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
			if c.says == "" && text != "" || !strings.Contains(text, c.says) {
				t.Errorf("it says %q, want %q", text, c.says)
			}
		})
	}
}

func TestASiteOfSeveralStandardsHasAGeneralTitle(t *testing.T) {
	h, _ := home(files.Tree{}, []*standard.Standard{{Title: "甲"}, {Title: "乙"}}, "")
	if h.Title != "职业技能等级标准" {
		t.Errorf("the title is %q", h.Title)
	}
}

func TestParseBaseURL(t *testing.T) {
	for _, c := range []struct{ address, want, reason string }{
		{"https://example.edu.cn", "https://example.edu.cn/", ""},
		{"https://example.edu.cn/skills", "https://example.edu.cn/skills/", ""},
		{" http://example.edu.cn:8080/a/ ", "http://example.edu.cn:8080/a/", ""},
		{"https://例子.中国/技能", "https://例子.中国/%E6%8A%80%E8%83%BD/", ""},
		{"example.edu.cn", "", "网址须以 http:// 或 https:// 开头"},
		{"ftp://example.edu.cn/", "", "网址须以 http:// 或 https:// 开头"},
		{"https:///a", "", "网址里没有域名"},
		{"https://user:secret@example.edu.cn/", "", "网址里不能有用户名和密码"},
		{"https://example.edu.cn/?a", "", "网址里不能有“?”和“#”"},
		{"https://example.edu.cn/?", "", "网址里不能有“?”和“#”"},
		{"https://example.edu.cn/#a", "", "网址里不能有“?”和“#”"},
		{"https://exa mple/", "", "这不是网址"},
		{"", "", "网址须以 http:// 或 https:// 开头"},
	} {
		if base, reason := ParseBaseURL(c.address); base != c.want || reason != c.reason {
			t.Errorf("%q: %q, %q; want %q, %q", c.address, base, reason, c.want, c.reason)
		}
	}
}

// FuzzReadHome holds that no home page makes the program fail, and that every problem
// stands at a place of the file.
func FuzzReadHome(f *testing.F) {
	f.Add("---\ntitle: 站\nbase_url: https://a.cn/\n---\n# 一\n\n[二](1/1.html#三)\n")
	f.Add("---\ntheme: [campus]\nlanguage: {}\n---\n")
	f.Add("---\ntitle：站\n---\n<script>")
	f.Add("---\nicp: 京ICP备12345678号\npolice: {number: 京公网安备11010502030143号, icon: a.png}\nnav: {甲: b.md}\nlogo: a.svg\n---\n")
	f.Add("---\nfeedback: https://a.cn/{url}\nanalytics: {script: 'https://a.cn;/x', data-a: b}\ncolours: {levels: ['#fff', 1], dark: {accent: #}}\n---\n")
	f.Fuzz(func(t *testing.T, text string) {
		h, problems := home(homeTree(text), nil, "")
		if h.Title == "" || h.Language == "" {
			t.Errorf("home %+v", h)
		}
		if o := h.Analytics.Origin; strings.ContainsAny(o, " ;,'\"*") || (o == "") != (h.Analytics.Script == "") {
			t.Errorf("%q may stand in no policy", o)
		}
		for _, d := range problems {
			if d.Pos.File != lesson.HomeFile || d.Message == "" {
				t.Errorf("a problem at %v: %q", d.Pos, d.Message)
			}
		}
		if base, reason := ParseBaseURL(text); reason == "" {
			if again, reason := ParseBaseURL(base); again != base || reason != "" {
				t.Errorf("%q gives %q, which gives %q, %q", text, base, again, reason)
			}
		}
	})
}
