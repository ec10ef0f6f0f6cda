package render

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/graph"
)

var policyMeta = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="([^"]*)">`)

// policy is the policy of a page: source lists by directive.
func policy(t *testing.T, page string) map[string]string {
	t.Helper()
	m := policyMeta.FindStringSubmatch(page)
	if m == nil || !strings.Contains(page[:strings.Index(page, m[0])], "<head>\n") {
		t.Fatal("the page has no policy")
	}
	lists := map[string]string{}
	for _, d := range strings.Split(html.UnescapeString(m[1]), "; ") {
		name, list, _ := strings.Cut(d, " ")
		lists[name] = list
	}
	return lists
}

// A script that counts visits opens the policy for its origin, where it needs it, and for
// nothing else; without one nothing is open.
func TestThePolicyIsOpenForTheConfiguredOriginOnly(t *testing.T) {
	const origin = "https://stats.example.edu.cn:8443"
	g := sample(t, 1)
	closed := renderAll(t, g, theme(t))
	g.Home.Analytics = graph.Analytics{
		Script: origin + "/a/x.js?id=1&b=2", Origin: origin,
		Attributes: []graph.Attribute{{Name: "data-website-id", Value: `a"b<c`}},
	}
	open := renderAll(t, g, theme(t))
	for name, page := range open {
		with, without := policy(t, page), policy(t, closed[name])
		for directive, list := range with {
			want := without[directive]
			if directive == "script-src" || directive == "connect-src" || directive == "img-src" {
				want += " " + origin
			}
			if list != want {
				t.Errorf("%s: %s is %q, want %q", name, directive, list, want)
			}
		}
		if len(with) != len(without) || without["default-src"] != "'none'" {
			t.Errorf("%s: the policies are %v and %v", name, with, without)
		}
		const element = `<script defer src="https://stats.example.edu.cn:8443/a/x.js?id=1&amp;b=2" data-website-id="a&#34;b&lt;c"></script>`
		if !strings.Contains(page, element) || strings.Contains(closed[name], "stats.example") {
			t.Errorf("%s does not load the script as it is told", name)
		}
	}
}

func TestTheFrameShowsTheSettings(t *testing.T) {
	g := sample(t, 1)
	g.Home.Short, g.Home.Footer = "技能", "© 某学院 & 某公司"
	g.Home.ICP = "京ICP备12345678号-1"
	g.Home.Police = graph.Police{Number: "京公网安备11010502030143号", Code: "11010502030143", Icon: graph.Picture{File: &graph.File{Address: "img/ga.png", Width: 40, Height: 44}}}
	g.Home.Logo = graph.Picture{Alt: "某学院“校徽”", File: &graph.File{Address: "img/校徽.svg", Width: 300, Height: 100}}
	lesson, _ := g.Find("lessons/jia.html")
	g.Home.Nav = []graph.NavLink{
		{Text: "甲课", Target: graph.Target{Address: lesson.Address, Lesson: lesson}},
		{Text: "学院", Target: graph.Target{Address: "https://a.cn/?a=1&b=2", Outside: true}},
		{Text: "没有去处"},
	}
	pages := renderAll(t, g, theme(t))
	for name, want := range map[string][]string{
		"9/1.1.1.html": {
			`<img src="../img/%E6%A0%A1%E5%BE%BD.svg" alt="某学院“校徽”" width="96" height="32">技能</a>`,
			`<a href="../lessons/jia.html">甲课</a><a href="https://a.cn/?a=1&amp;b=2" rel="external noopener">学院</a></nav>`,
			`<p>© 某学院 &amp; 某公司</p>`,
			`<a href="https://beian.miit.gov.cn/" rel="external noopener nofollow">京ICP备12345678号-1</a>`,
			`href="https://beian.mps.gov.cn/#/query/webSearch?code=11010502030143" rel="external noopener nofollow"><img src="../img/ga.png" alt="" width="18" height="20">京公网安备11010502030143号</a>`,
			`<title>1.1.1 任务：小标准 9（一版）</title>`,
		},
		"lessons/jia.html": {`<a href="jia.html" aria-current="page">甲课</a>`},
		"404.html":         {`<a href="/lessons/jia.html">甲课</a>`, `<img src="/img/%E6%A0%A1%E5%BE%BD.svg"`},
	} {
		for _, text := range want {
			if !strings.Contains(pages[name], text) {
				t.Errorf("%s lacks %s", name, text)
			}
		}
		if strings.Contains(pages[name], "没有去处") || strings.Contains(pages[name], `viewBox="0 0 26 17"`) {
			t.Errorf("%s shows what it should not", name)
		}
	}
	plain := renderAll(t, sample(t, 1), theme(t))["9/1.1.1.html"]
	for _, not := range []string{"beian", `class="own"`, "纠错", "<img", "mailto:"} {
		if strings.Contains(plain, not) {
			t.Errorf("without settings the page holds %q", not)
		}
	}
}

var mailto = regexp.MustCompile(`href="mailto:([^"]*)">纠错</a>`)

func TestMistakesAreReportedWithTheirPage(t *testing.T) {
	g := sample(t, 1)
	g.Home.Feedback.Mail = "a@b.cn"
	g.Home.BaseURL = "https://a.cn/s/"
	pages := renderAll(t, g, theme(t))
	for name, want := range map[string]string{
		"9/1.1.1.html":       "1.1.1 任务（小标准 9）",
		"9/index.html":       "小标准 9",
		"9/errata.html":      "勘误与存疑（小标准 9）",
		"9/l1.html":          "1 级（小标准 9）",
		"lessons/jia.html":   "甲 <课>（小标准 9）",
		"help/index.html":    "手册",
		"index.html":         "站点",
		"lessons/index.html": "课与课程",
	} {
		m := mailto.FindStringSubmatch(pages[name])
		if m == nil {
			t.Errorf("%s has no link", name)
			continue
		}
		address, query, _ := strings.Cut(html.UnescapeString(m[1]), "?")
		values, err := url.ParseQuery(query)
		if err != nil || address != "a@b.cn" || values.Get("subject") != "纠错："+want {
			t.Errorf("%s writes to %s about %v (%v)", name, address, values, err)
		}
		if body := values.Get("body"); !strings.HasPrefix(body, "页面："+want+"\n地址：https://a.cn/s/"+name+"\n") {
			t.Errorf("%s writes %q", name, body)
		}
		if strings.Contains(query, "+") {
			t.Errorf("%s has a plus sign in its mail, which mail programs show", name)
		}
	}
	g.Home.Feedback = graph.Feedback{Form: "https://f.cn/x?u={url}&t={title}&c={code}"}
	page := renderAll(t, g, theme(t))["9/1.1.1.html"]
	const want = `<a href="https://f.cn/x?u=https%3A%2F%2Fa.cn%2Fs%2F9%2F1.1.1.html&amp;t=1.1.1%20%E4%BB%BB%E5%8A%A1%EF%BC%88%E5%B0%8F%E6%A0%87%E5%87%86%209%EF%BC%89&amp;c=1.1.1" rel="external noopener nofollow">纠错</a>`
	if !strings.Contains(page, want) {
		t.Errorf("the form is %s", regexp.MustCompile(`<a[^>]*>纠错`).FindString(page))
	}
	g.Home.Feedback.Form, g.Home.BaseURL = "https://f.cn/{url}", ""
	if page := renderAll(t, g, theme(t))["9/1.1.1.html"]; !strings.Contains(page, `href="https://f.cn/9%2F1.1.1.html"`) {
		t.Error("without an address of the site the form does not learn of the page")
	}
}

func TestAnOwnIconWins(t *testing.T) {
	g := sample(t, 1)
	if page := renderAll(t, g, theme(t))["9/1.1.1.html"]; !strings.Contains(page, `<link rel="icon" href="../assets/favicon.`) {
		t.Error("the page has no icon")
	}
	s := g.Standards[0].Standard
	in := content(s)
	in.Files = append(in.Files, graph.File{Path: "content/favicon.ico", Address: "favicon.ico"}, graph.File{Path: "content/favicon.png", Address: "favicon.png"})
	g, _ = graph.Build(nil, in)
	if got := g.Icon(); got != "favicon.png" {
		t.Errorf("the icon is %q", got)
	}
	page, _ := NewSite(g, nil).View("help/index.html")
	if html, _, _ := theme(t).Render(page); !strings.Contains(string(html), `<link rel="icon" href="../favicon.png">`) {
		t.Error("the site's own icon is not shown")
	}
}

func TestTablesCanBeEditedWhereTheyStand(t *testing.T) {
	g := sample(t, 1)
	g.Standards[0].Dir = "standard/9"
	if page := renderAll(t, g, theme(t))["9/1.1.1.html"]; !strings.Contains(page, `<a href="https://git.example/standard/9/t.csv" rel="external">修改表格</a>`) {
		t.Error("the code's page does not lead to its table")
	}
	if page := renderAll(t, g, theme(t))["lessons/jia.html"]; !strings.Contains(page, `<a href="https://git.example/content/lessons/jia.md" rel="external">修改本页</a>`) {
		t.Error("the lesson does not lead to its source")
	}
}
