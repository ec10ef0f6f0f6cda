package graph

import (
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/markdown"
)

// withHome joins a site of two pages, one of them a draft, and three files with settings.
func withHome(t *testing.T, h Home) (*Graph, []diag.Diagnostic) {
	t.Helper()
	in := Content{Home: h, Files: []File{
		{Path: "content/logo.svg", Address: "logo.svg", Image: true, Width: 300, Height: 100},
		{Path: "content/caogao/biao.pdf", Address: "caogao/biao.pdf"},
		{Path: "content/caogao/tu.png", Address: "caogao/tu.png", Image: true},
	}}
	for file, text := range map[string]string{
		"content/index.md":        "---\ntitle: 站\n---\n",
		"content/help/index.md":   "---\ntitle: 手册\n---\n## 一\n",
		"content/caogao/index.md": "---\ntitle: 草稿\ndraft: true\n---\n",
	} {
		l, _ := lesson.Parse(file, text)
		in.Lessons = append(in.Lessons, l)
	}
	return Build(nil, in)
}

func navTo(destination string) Home {
	return Home{Nav: []NavLink{{Text: "某处", Link: markdown.Link{Destination: destination, Pos: diag.Pos{File: lesson.HomeFile, Line: 2, Column: 6}}}}}
}

// Links of the navigation are resolved and checked as those of the home page's text are.
func TestNavigationIsJoined(t *testing.T) {
	for _, c := range []struct{ destination, address, says string }{
		{"help/index.md", "help/index.html", ""},
		{"help/index.md#一", "help/index.html#一", ""},
		{"https://a.cn/", "https://a.cn/", ""},
		{"590008/index.html", "590008/index.html", ""}, // for whoever knows all addresses
		{"caogao/biao.pdf", "caogao/biao.pdf", ""},
		{"hepl/index.md", "", "没有“hepl/index.md”这一课 是不是“help/index.md”？"},
		{"help/index.md#二", "help/index.html", "里没有“#二”这个位置"},
		{"caogao/index.md", "", "草稿"},
		{"/help/index.html", "", "从服务器的根算起"},
		{"www.a.cn", "", "网址写全：https://www.a.cn"},
	} {
		g, problems := withHome(t, navTo(c.destination))
		if got := g.Home.Nav[0].Target.Address; got != c.address && c.says == "" {
			t.Errorf("%s leads to %q, want %q", c.destination, got, c.address)
		}
		got := ""
		for _, d := range problems {
			got += d.Pos.String() + " " + d.Message + " " + d.Hint
		}
		if c.says == "" && got != "" || !strings.Contains(got, c.says) {
			t.Errorf("%s: it says %q, want %q", c.destination, got, c.says)
		}
		if got != "" && !strings.HasPrefix(got, "content/index.md:2:6") {
			t.Errorf("%s: the place is %s", c.destination, got)
		}
	}
	g, _ := withHome(t, navTo("590008/index.html"))
	if loose := g.Loose(); len(loose) != 1 || loose[0].Address != "590008/index.html" {
		t.Errorf("the loose links are %v", loose)
	}
	for destination, withheld := range map[string]bool{"caogao/biao.pdf": false, "help/index.md": true} {
		if g, _ := withHome(t, navTo(destination)); g.Withheld("content/caogao/biao.pdf") != withheld {
			t.Errorf("with a link to %s the draft's file is withheld: %t", destination, !withheld)
		}
	}
}

func TestLogosAreFound(t *testing.T) {
	for _, c := range []struct{ file, address, says string }{
		{"logo.svg", "logo.svg", ""},
		{"caogao/tu.png", "caogao/tu.png", ""},
		{"lgoo.svg", "", "没有“lgoo.svg”这张图片 是不是“logo.svg”？"},
		{"caogao/biao.pdf", "", "“caogao/biao.pdf”不是图片"},
	} {
		g, problems := withHome(t, Home{Logo: Picture{Link: markdown.Link{Destination: c.file, Image: true}}})
		got, said := "", ""
		if f := g.Home.Logo.File; f != nil {
			got = f.Address
		}
		for _, d := range problems {
			said += d.Message + " " + d.Hint
		}
		if got != c.address || c.says == "" && said != "" || !strings.Contains(said, c.says) {
			t.Errorf("%s is %q and says %q", c.file, got, said)
		}
		if g.Withheld("content/caogao/tu.png") != (c.file != "caogao/tu.png") {
			t.Errorf("with the logo %s the draft's picture is shared out wrongly", c.file)
		}
	}
}
