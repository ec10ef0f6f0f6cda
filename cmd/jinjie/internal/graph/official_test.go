package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/standard"
)

// saying gives s the chapters that a text reads as, in the folder standard/NAME.
func saying(s *standard.Standard, name, text string) *standard.Standard {
	const head = "---\ncode: \"0\"\nlevels: [{id: chuji, name: 初级, table: tables/chuji.csv}, {id: zhongji, name: 中级, table: tables/zhongji.csv}]\n---\n"
	dir := "standard/" + name
	read, _ := standard.Parse(files.Tree{Files: []files.File{{Path: dir + "/standard.md", Data: []byte(head + text)}}}, dir)
	s.Dir, s.Chapters, s.Links = dir, read.Chapters, read.Links
	for i := range s.Levels {
		s.Levels[i].Table = "tables/" + s.Levels[i].ID + ".csv"
	}
	return s
}

// spoken is where the fourth line of a standard's text, a paragraph of the chapter 4.2,
// stands in its file.
const spoken = "standard/100001/standard.md:8"

// official joins a site whose current standard says one thing, beside an older edition, a
// standard of another kind and the usual pages.
func official(t *testing.T, says string, pages ...string) (*Graph, []string) {
	t.Helper()
	g, problems := site{
		standards: []*standard.Standard{
			saying(community(), "100001", "# 前言\n\n# 4.2 院校专业\n"+says+"\n\n[表 1](tables/chuji.csv)\n"),
			saying(earlier(), "100001-1.0", "# 1 范围\n"), saying(housework(), "200002", "# 1 范围\n\n# 2 术语\n"),
		},
		files: around, pages: append(slices.Clone(fellows), pages...),
	}.join(t)
	return g, told(problems)
}

// What the text of a standard shows of a draft's folder may be seen.
func TestAFileThatATextLinksToIsNotWithheld(t *testing.T) {
	for says, want := range map[string]bool{"见[册](../../content/lessons/shouce.pdf)。": false, "见册。": true} {
		g, problems := official(t, says, "lessons/index.md: ---\ntitle: 课\ndraft: true\n---\n")
		if got := g.Withheld("content/lessons/shouce.pdf"); got != want || len(problems) > 0 {
			t.Errorf("%s: withheld %t, want %t; problems %q", says, got, want, problems)
		}
	}
}

func TestTextsOfStandardsLeadWhereTheyMean(t *testing.T) {
	for _, c := range []struct{ name, says, want string }{
		{"a code", "[[1.1.1]]", "100001/1.1.1.html code"},
		{"a code at a level", "[[1.1.1@中级|本条]]", "100001/1.1.1.html#zhongji requirement"},
		{"a code with a level as its anchor", "[[1.1.1#chuji|本条]]", "100001/1.1.1.html#chuji requirement"},
		{"a code of two standards", "[[1.2.1]]", "100001/1.2.1.html code"},
		{"a code of another standard", "[[200002/4.1.1@高级|甲]]", "200002/4.1.1.html#gaoji requirement"},
		{"a code of an older edition", "[[100001/1.0/3.1.1|甲]]", "100001/1.0/3.1.1.html code"},
		{"a task", "[[1.2]]", "100001/1.2.html standard"},
		{"an area", "[[2]]", "100001/2.html standard"},
		{"a standard", "[[200002|家政]]", "200002/index.html standard"},
		{"a term", "[[社区治理]]", "100001/terms.html#term-2.2 term"},
		{"a term of two standards", "[[志愿服务]]", "100001/terms.html#term-2.1 term"},
		{"a term of another standard", "[[200002/收纳|收纳]]", "200002/terms.html#term-2.2 term"},
		{"a lesson", "[[ruhu|入户]]", "lessons/chuji/ruhu.html lesson"},
		{"a heading of a lesson", "[[ruhu#敲门之前|入户]]", "lessons/chuji/ruhu.html#敲门之前 lesson"},
		{"a chapter", "[[#ch-4.2|4.2]]", "100001/text.html#ch-4.2 standard"},
		{"a chapter without a number", "[[#前言|前言]]", "100001/text.html#前言 standard"},
		{"a chapter by a link", "[前言](#前言)", "100001/text.html#前言 standard"},
		{"its own file", "[前言](standard.md#前言)", "100001/text.html#前言 standard"},
		{"the file of another standard", "[术语](../200002/standard.md#ch-2)", "200002/text.html#ch-2 standard"},
		{"the file of an older edition", "[旧](../100001-1.0/standard.md)", "100001/1.0/text.html standard"},
		{"a table that is printed", "见[表 1](tables/chuji.csv)", "100001/text.html#ch-4.2 standard"},
		{"a table that is not printed", "见[表 2](tables/zhongji.csv)", "100001/zhongji.html standard"},
		{"a lesson by its file", "[课](../../content/lessons/chuji/ruhu.md)", "lessons/chuji/ruhu.html lesson"},
		{"a heading by its file", "[课](../../content/lessons/chuji/ruhu.md#敲门之前)", "lessons/chuji/ruhu.html#敲门之前 lesson"},
		{"a page that is a folder", "[课](../../content/lessons/zhongji/yishi/index.md)", "lessons/zhongji/yishi/index.html lesson"},
		{"a file", "[册](../../content/lessons/shouce.pdf#page=3)", "lessons/shouce.pdf#page=3 file"},
		{"a lesson by its address", "[课](../lessons/chuji/ruhu.html?print#敲门之前)", "lessons/chuji/ruhu.html#敲门之前?print lesson"},
		{"a code's page", "[码](1.1.1.html#zhongji)", "100001/1.1.1.html#zhongji requirement"},
		{"a term's place", "[术语](terms.html#term-2.1)", "100001/terms.html#term-2.1 term"},
		{"a page that the program makes", "[对照](compare.html)", "100001/compare.html loose"},
		{"another site", "[某](https://example.org/a.md#b)", "https://example.org/a.md#b outside"},
		{"an address", "<https://example.org/>", "https://example.org/ outside"},
		{"mail", "<a@example.org>", "mailto:a@example.org outside"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, problems := official(t, c.says)
			s := g.Standards[0]
			if len(s.Targets) != 1 || len(problems) > 0 {
				t.Fatalf("leads to %d targets; problems %q", len(s.Targets), problems)
			}
			target := s.Targets[0]
			if got := target.Address + target.Query + " " + sort(target); got != c.want {
				t.Errorf("leads to %s, want %s", got, c.want)
			}
		})
	}
}

func TestDeadEndsInTextsOfStandardsAreToldWithTheirFix(t *testing.T) {
	const draft = "lessons/caogao.md: ---\ntitle: 草稿\ndraft: true\n---\n"
	for _, c := range []struct{ name, says, want string }{
		{"a code", "见[[1.1.9]]", "unknown-skill: 标准 100001 中没有编码为“1.1.9”的职业技能要求 | 是不是“1.1.1”？"},
		{"a code of another standard", "见[[4.1.1]]", "unknown-skill: 标准 100001 中没有编码为“4.1.1”的职业技能要求 | 标准 200002 有“4.1.1”，写作 [[200002/4.1.1|原文的字]]"},
		{"a code of an older edition", "见[[3.1.1]]", "unknown-skill: 标准 100001 中没有编码为“3.1.1”的职业技能要求 | 标准 100001/1.0 有“3.1.1”，写作 [[100001/1.0/3.1.1|原文的字]]"},
		{"a level", "见[[1.1.1@高级|甲]]", "unknown-level: 标准 100001 没有“高级”这个等级 | 可以写：初级、中级"},
		{"a level that the code lacks", "见[[2.1.1@初级|甲]]", "level-without-skill: 初级没有另列编码 2.1.1 | 编码 2.1.1 见于中级"},
		{"a task at a level", "见[[1.1@初级|甲]]", "unknown-skill: 标准 100001 中没有编码为“1.1”的职业技能要求 | “1.1”是工作任务，不分等级：写作 [[1.1|原文的字]]"},
		{"a standard", "见[[100002/1.1.1|甲]]", "unknown-standard: 站点里没有标准“100002” | 是不是“100001”？"},
		{"a term", "见[[志原服务]]", "unknown-reference: 没有叫“志原服务”的术语或课 | 是不是“志愿服务”？"},
		{"a term of another standard", "见[[收纳]]", "unknown-reference: 标准 100001 没有术语“收纳” | 标准 200002 有，写作 [[200002/收纳|原文的字]]"},
		{"a lesson", "见[[ruhuu|甲]]", "unknown-reference: 没有叫“ruhuu”的术语或课 | 是不是“ruhu”？"},
		{"a draft", "见[[caogao|甲]]", "draft-link: “caogao”是草稿，还没有发布 | 去掉这个链接，或者删去草稿里的 draft"},
		{"a draft by its file", "见[甲](../../content/lessons/caogao.md)", "draft-link: “../../content/lessons/caogao.md”是草稿，还没有发布 | 去掉这个链接，或者删去草稿里的 draft"},
		{"a draft by its address", "见[甲](../lessons/caogao.html)", "draft-link: “../lessons/caogao.html”是草稿，还没有发布 | 去掉这个链接，或者删去草稿里的 draft"},
		{"a term and a lesson", "见[[社区治理]]", "ambiguous-reference: “社区治理”有几种可能：术语 [[100001/社区治理|原文的字]]、课 [[lessons/社区治理|原文的字]] | 写出其中一个全名"},
		{"two lessons", "见[[tong|甲]]", "ambiguous-reference: “tong”有几种可能：课 [[lessons/a/tong|原文的字]]、课 [[lessons/b/tong|原文的字]] | 写出其中一个全名"},
		{"a heading", "见[[ruhu#敲门之后|甲]]", "unknown-anchor: “入户走访”里没有“#敲门之后”这个位置 | 是不是“#敲门之前”？"},
		{"a heading by its file", "见[甲](../../content/lessons/chuji/ruhu.md#尾声)", "unknown-anchor: “入户走访”里没有“#尾声”这个位置 | 可以用的有：#敲门之前、#敲门之前-2、#swot-分析"},
		{"a chapter by its number", "见[[#4.2|4.2]]", "unknown-anchor: “标准原文”里没有“#4.2”这个位置 | 是不是“#ch-4.2”？"},
		{"a chapter by its name", "见[甲](#院校专业)", "unknown-anchor: “标准原文”里没有“#院校专业”这个位置 | 是不是“#ch-4.2”？"},
		{"a chapter that is not there", "见[甲](#附录)", "unknown-anchor: “标准原文”里没有“#附录”这个位置 | 可以用的有：#前言、#ch-4.2"},
		{"a chapter of another standard", "见[甲](../200002/text.html#ch-9)", "unknown-anchor: “标准原文”里没有“#ch-9”这个位置 | 是不是“#ch-1”？"},
		{"a chapter of another standard by its file", "见[甲](../200002/standard.md#术语)", "unknown-anchor: “标准原文”里没有“#术语”这个位置 | 是不是“#ch-2”？"},
		{"the file of a standard", "见[甲](../200003/standard.md)", "unknown-standard: 没有“../200003/standard.md”这项标准 | 是不是“../200002/standard.md”？"},
		{"the file of a standard far from all", "见[甲](../sheying/standard.md)", "unknown-standard: 没有“../sheying/standard.md”这项标准 | 站点里有：../100001-1.0/standard.md、standard.md、../200002/standard.md"},
		{"a lesson as seen from content", "见[甲](lessons/chuji/ruhu.md)", "unknown-lesson: 没有“lessons/chuji/ruhu.md”这一课 | 是不是“../../content/lessons/chuji/ruhu.md”？"},
		{"a lesson without its folder", "见[甲](../../content/lessons/ruhu.md)", "unknown-lesson: 没有“../../content/lessons/ruhu.md”这一课 | 是不是“../../content/lessons/chuji/ruhu.md”？"},
		{"a lesson that is not written yet", "见[甲](../../content/jiashishuyi.md)", "unknown-lesson: 没有“../../content/jiashishuyi.md”这一课 | 地址从 standard/100001 算起；课和附件在 content/ 里，写作 ../../content/…；还没有写的课不能链接"},
		{"a file in another folder", "见[甲](shouce.pdf)", "unknown-file: 没有“shouce.pdf”这个文件 | 是不是“../../content/lessons/shouce.pdf”？"},
		{"a file of the standard", "见[甲](source.txt)", "unknown-file: 没有“source.txt”这个文件 | 地址从 standard/100001 算起；课和附件在 content/ 里，写作 ../../content/…"},
		{"out of the site", "见[甲](../../README.md)", "broken-link: “../../README.md”在 content/ 之外 | 只能链接站点里的页面和文件"},
		{"from the server's root", "见[甲](/lessons/chuji/ruhu.html)", "broken-link: “/lessons/chuji/ruhu.html”从服务器的根算起，换个文件夹就断了 | 写相对地址：../lessons/chuji/ruhu.html"},
		{"a backslash", `见[甲](lessons\ruhu.md)`, `broken-link: 地址“lessons\ruhu.md”里有反斜杠 | 写作 lessons/ruhu.md`},
		{"a domain without a scheme", "见[甲](www.mca.gov.cn)", "broken-link: “www.mca.gov.cn”不是站内的地址 | 网址写全：https://www.mca.gov.cn"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := official(t, c.says, draft, "lessons/社区治理.md: 课\n", "lessons/a/tong.md: 一\n", "lessons/b/tong.md: 二\n")
			if want := spoken + ":2 " + c.want; len(problems) != 1 || problems[0] != want {
				t.Errorf("got  %q\nwant %q", problems, want)
			}
		})
	}
}

// What only the finished site can tell is handed on, with the way from the page of the text.
func TestLooseLinksOfTexts(t *testing.T) {
	g, problems := official(t, "[甲](compare.html)[乙](1.1.1.html#chujii)[[1.1.1]][[#前言|丙]][丁](tables/zhong.csv)[戊](https://example.org/)")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var got []string
	for _, l := range g.Loose() {
		got = append(got, fmt.Sprintf("%s#%s %t %s", l.Address, l.Anchor, l.Known, l.Written))
	}
	want := []string{
		"100001/compare.html# false compare.html", "100001/1.1.1.html#chujii true 1.1.1.html#chujii",
		"100001/text.html#前言 true #前言", "100001/tables/zhong.csv# false tables/zhong.csv",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	d := g.Loose()[0].DeadLink("lessons/chuji/ruhu.html")
	if d.Hint != "是不是“../lessons/chuji/ruhu.html”？" || d.Pos.String() != spoken+":1" {
		t.Errorf("%v %s", d.Pos, d.Hint)
	}
}

// A page of content/ may link to the text by its file, and to its chapters.
func TestPagesLinkToTexts(t *testing.T) {
	g, problems := official(t, "某", "lessons/x.md: [甲](../../standard/100001/standard.md#前言)[乙](../100001/text.html#ch-4.2)[丙](../100001/text.html#ch-4.3)\n")
	want := []string{"lessons/x.md:4:73 unknown-anchor: “标准原文”里没有“#ch-4.3”这个位置 | 是不是“#ch-4.2”？"}
	if !slices.Equal(problems, want) {
		t.Errorf("got  %q\nwant %q", problems, want)
	}
	links := g.pageAt(t, "lessons/x.html").Links
	if links[0].Address != "100001/text.html#前言" || links[1].Address != "100001/text.html#ch-4.2" {
		t.Errorf("lead to %s and %s", links[0].Address, links[1].Address)
	}
}

func TestTextsOfStandardsLeadToDraftsThatArePublished(t *testing.T) {
	s := saying(community(), "100001", "# 1 范围\n[[caogao|甲]]\n")
	g := site{standards: []*standard.Standard{s}, drafts: true, pages: []string{"lessons/caogao.md: ---\ntitle: 草稿\ndraft: true\n---\n"}}.sound(t)
	if l := g.pageAt(t, "lessons/caogao.html"); len(l.CitedBy) != 1 {
		t.Errorf("the draft is cited by %v", l.CitedBy)
	}
}

// Everything knows where the texts of standards mention it, with the sentence around.
func TestCitations(t *testing.T) {
	s := saying(community(), "100001", "[[志愿服务]]\n\n# 2 术语\n\n## 2.1 [[志愿服务]]\n\n是[[志愿服务]]，见[[1.1.1]]。好，[课](../../content/lessons/x.md)也讲[[1.1.1]]。好，[[x|课]]也讲1.1.1。\n\n"+
		"| 甲 | [[1.1.1@中级\\|表]] |\n|---|---|\n| [见[[社区治理]]](#ch-2) | [[1.1]] |\n")
	s.Terms[0].Number = "2.1"
	g := site{standards: []*standard.Standard{s}, pages: []string{"lessons/x.md: 课\n"}}.sound(t)
	std := g.Standards[0]
	for _, c := range []struct {
		what string
		list []Citation
		want string
	}{
		{"the term", std.Terms[0].CitedBy, "封面 |志愿服务|"},
		{"the other term", std.Terms[1].CitedBy, "2.1 见|社区治理|"},
		{"the code", std.Skill("1.1.1").CitedBy, "2.1 是志愿服务，见|1.1.1|。; 2.1 好，课也讲|1.1.1|。"},
		{"the requirement", std.Skill("1.1.1").Steps[1].CitedBy, "2.1 |表|"},
		{"the lesson", g.pageAt(t, "lessons/x.html").CitedBy, "2.1 好，|课|也讲1.1.1。"},
	} {
		var got []string
		for _, b := range c.list {
			name := b.Chapter.Number
			if name == "" {
				name = b.Chapter.Name
			}
			got = append(got, name+" "+b.Before+"|"+b.Said+"|"+b.After)
			if b.Address() != "100001/text.html#"+b.Chapter.ID {
				t.Errorf("%s is cited at %s", c.what, b.Address())
			}
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s is cited by %q, want %q", c.what, got, c.want)
		}
	}
	if q := std.Skill("1.1.1").Steps[1]; q.State() != Untaught {
		t.Errorf("a citation counts as coverage: %v", q.State())
	}
}
