package build

import (
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
			if h != c.want {
				t.Errorf("got %+v, want %+v", h, c.want)
			}
			if got := said(problems); c.says == "" && got != "" || !strings.Contains(got, c.says) {
				t.Errorf("problems %q, want %q", got, c.says)
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
	f.Fuzz(func(t *testing.T, text string) {
		h, problems := home(homeTree(text), nil, "")
		if h.Title == "" || h.Language == "" {
			t.Errorf("home %+v", h)
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
