package graph

import (
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/standard"
)

// around are the files beside the page content/lessons/x.md that a test is about.
var around = []File{
	{Path: "content/lessons/tu.png", Address: "lessons/tu.png", Image: true, Width: 800, Height: 600, Size: 1000},
	{Path: "content/lessons/大图.jpg", Address: "lessons/大图.jpg", Image: true, Size: 3 << 20},
	{Path: "content/lessons/kuan.jpg", Address: "lessons/kuan.jpg", Image: true, Width: 6000, Height: 10},
	{Path: "content/lessons/shouce.pdf", Address: "lessons/shouce.pdf"},
	{Path: "content/files/biao.xlsx", Address: "files/biao.xlsx"},
}

func linked(t *testing.T, markdown string) (Target, []string) {
	t.Helper()
	g, problems := site{
		standards: []*standard.Standard{community(), earlier()}, files: around,
		pages: append(slices.Clone(fellows), "index.md: ---\ntitle: 站\n---\n", "lessons/x.md: "+markdown+"\n\n## 自家\n"),
	}.join(t)
	return g.pageAt(t, "lessons/x.html").Links[0], told(problems)
}

func TestLinksLeadWhereTheyMean(t *testing.T) {
	for _, c := range []struct{ name, markdown, want string }{
		{"a page", "[文](chuji/ruhu.md)", "lessons/chuji/ruhu.html lesson"},
		{"a page with an anchor", "[文](chuji/ruhu.md#敲门之前)", "lessons/chuji/ruhu.html#敲门之前 lesson"},
		{"an anchor that is escaped", "[文](chuji/ruhu.md#%E6%95%B2%E9%97%A8%E4%B9%8B%E5%89%8D)", "lessons/chuji/ruhu.html#敲门之前 lesson"},
		{"a page by its address", "[文](chuji/ruhu.html)", "lessons/chuji/ruhu.html lesson"},
		{"a page that is a folder", "[文](zhongji/yishi/index.md)", "lessons/zhongji/yishi/index.html lesson"},
		{"up and down again", "[文](../help/index.md)", "help/index.html lesson"},
		{"the home page", "[文](../index.md)", "index.html lesson"},
		{"the page itself", "[文](#自家)", "lessons/x.html#自家 lesson"},
		{"a page with a query", "[文](chuji/ruhu.md?print)", "lessons/chuji/ruhu.html?print lesson"},
		{"an image", "![图](tu.png)", "lessons/tu.png file"},
		{"a link to an image", "[图](tu.png)", "lessons/tu.png file"},
		{"a file", "[册](shouce.pdf)", "lessons/shouce.pdf file"},
		{"a place in a file", "[册](shouce.pdf#page=3)", "lessons/shouce.pdf#page=3 file"},
		{"a code's page", "[文](../100001/1.1.1.html)", "100001/1.1.1.html code"},
		{"a level on a code's page", "[文](../100001/1.1.1.html#zhongji)", "100001/1.1.1.html#zhongji requirement"},
		{"a code of an older edition", "[文](../100001/1.0/3.1.1.html)", "100001/1.0/3.1.1.html code"},
		{"a term", "[文](../100001/terms.html#term-2.1)", "100001/terms.html#term-2.1 term"},
		{"a task", "[文](../100001/1.1.html)", "100001/1.1.html standard"},
		{"a standard", "[文](../100001/index.html)", "100001/index.html standard"},
		{"a page that the program makes", "[文](../100001/compare.html#x)", "100001/compare.html#x loose"},
		{"a folder", "[文](../100001/)", "100001 loose"},
		{"another site", "[文](https://example.org/a.md)", "https://example.org/a.md outside"},
		{"mail", "[文](mailto:a@example.org)", "mailto:a@example.org outside"},
	} {
		t.Run(c.name, func(t *testing.T) {
			target, problems := linked(t, c.markdown)
			if got := target.Address + target.Query + " " + sort(target); got != c.want || len(problems) > 0 {
				t.Errorf("leads to %s, want %s; problems %q", got, c.want, problems)
			}
		})
	}
}

// sort says what a target is.
func sort(t Target) string {
	switch {
	case t.Outside:
		return "outside"
	case t.Requirement != nil:
		return "requirement"
	case t.Skill != nil:
		return "code"
	case t.Term != nil:
		return "term"
	case t.Lesson != nil:
		return "lesson"
	case t.File != nil:
		return "file"
	case t.Standard != nil:
		return "standard"
	}
	return "loose"
}

func TestDeadLinksAreToldWithTheirFix(t *testing.T) {
	for _, c := range []struct{ name, markdown, want string }{
		{"a misspelt page", "[文](chuji/ruhuu.md)", "unknown-lesson: 没有“chuji/ruhuu.md”这一课 | 是不是“chuji/ruhu.md”？"},
		{"a page in another folder", "[文](ruhu.md)", "unknown-lesson: 没有“ruhu.md”这一课 | 是不是“chuji/ruhu.md”？"},
		{"a misspelt page in another folder", "[文](gaoji/ruhuu.md)", "unknown-lesson: 没有“gaoji/ruhuu.md”这一课 | 是不是“chuji/ruhu.md”？"},
		{"a page that is a folder", "[文](zhongji/yishi.md)", "unknown-lesson: 没有“zhongji/yishi.md”这一课 | 是不是“zhongji/yishi/index.md”？"},
		{"a folder that is a page", "[文](chuji/ruhu/index.md)", "unknown-lesson: 没有“chuji/ruhu/index.md”这一课 | 是不是“chuji/ruhu.md”？"},
		{"a folder's page in another folder", "[文](gaoji/yishi/index.md)", "unknown-lesson: 没有“gaoji/yishi/index.md”这一课 | 是不是“zhongji/yishi/index.md”？"},
		{"a page without .md", "[文](chuji/ruhu)", "unknown-lesson: 没有“chuji/ruhu”这一课 | 是不是“chuji/ruhu.md”？"},
		{"a folder with a page", "[文](zhongji/yishi/)", "unknown-lesson: 没有“zhongji/yishi/”这一课 | 是不是“zhongji/yishi/index.md”？"},
		{"another case", "[文](chuji/Ruhu.md)", "unknown-lesson: 没有“chuji/Ruhu.md”这一课 | 大小写或全半角不同：是不是“chuji/ruhu.md”？"},
		{"a page that is not written yet", "[文](jiashishuyi.md)", "unknown-lesson: 没有“jiashishuyi.md”这一课 | 地址从这一页所在的文件夹 content/lessons 算起；还没有写的课不能链接"},
		{"an image in another case", "![图](TU.png)", "unknown-image: 没有“TU.png”这张图片 | 大小写或全半角不同：是不是“tu.png”？"},
		{"a misspelt image", "![图](tuu.png)", "unknown-image: 没有“tuu.png”这张图片 | 是不是“tu.png”？"},
		{"an image that is none", "![图](shouce.pdf)", "unknown-image: “shouce.pdf”不是图片 | 链接写作 [文字](shouce.pdf)，前面没有“!”"},
		{"a page as an image", "![图](chuji/ruhu.md)", "unknown-image: “chuji/ruhu.md”不是图片 | 链接写作 [文字](chuji/ruhu.md)，前面没有“!”"},
		{"a large image", "![图](大图.jpg)", "large-image: 图片有 3.0 MB，手机上要等很久 | 缩到 1 MB 以内：宽 1600 像素已经够用"},
		{"a wide image", "![图](kuan.jpg)", "large-image: 图片有 6000×10 像素，比屏幕大得多 | 宽 1600 像素已经够用"},
		{"a file in another folder", "[册](biao.xlsx)", "unknown-file: 没有“biao.xlsx”这个文件 | 是不是“../files/biao.xlsx”？"},
		{"a file that is not there", "[册](zhongjiesuan.docx)", "unknown-file: 没有“zhongjiesuan.docx”这个文件 | 地址从这一页所在的文件夹 content/lessons 算起"},
		{"out of content", "[文](../../standard/a.md)", "broken-link: “../../standard/a.md”在 content/ 之外 | 只能链接站点里的页面和文件"},
		{"from the server's root", "[文](/lessons/chuji/ruhu.html)", "broken-link: “/lessons/chuji/ruhu.html”从服务器的根算起，换个文件夹就断了 | 写相对地址：chuji/ruhu.html"},
		{"a backslash", `[文](chuji\ruhu.md)`, `broken-link: 地址“chuji\ruhu.md”里有反斜杠 | 写作 chuji/ruhu.md`},
		{"a percent sign", "[文](100%25%.md)", "broken-link: 地址“100%25%.md”写得不对 | 地址里的百分号写作 %25"},
		{"a colon in a name", "[文](第1课:入户.md)", "broken-link: 地址“第1课:入户.md”写得不对 | 文件名里不要用英文冒号，Windows 不认；改掉文件名"},
		{"no host", "[文](https:///a)", "broken-link: 网址“https:///a”里没有域名 | 写作 https://域名/…；站内的链接写相对地址"},
		{"a host without a scheme", "[文](www.example.org/a)", "broken-link: “www.example.org/a”不是站内的地址 | 网址写全：https://www.example.org/a"},
		{"a domain without a scheme", "[文](mca.gov.cn)", "broken-link: “mca.gov.cn”不是站内的地址 | 网址写全：https://mca.gov.cn"},
		{"nothing but the sign", "[文](#)", "broken-link: “#”没有写明去处 | 在“#”后面写上标题；指向别的页面写相对地址"},
		{"an anchor", "[文](chuji/ruhu.md#敲门之后)", "unknown-anchor: “入户走访”里没有“#敲门之后”这个位置 | 是不是“#敲门之前”？"},
		{"an anchor of the page itself", "[文](#自己家)", "unknown-anchor: 这一页里没有“#自己家”这个位置 | 是不是“#自家”？"},
		{"an anchor of a page by its address", "[文](chuji/ruhu.html#敲门之后)", "unknown-anchor: “入户走访”里没有“#敲门之后”这个位置 | 是不是“#敲门之前”？"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := linked(t, c.markdown)
			if len(problems) != 1 || !strings.HasPrefix(problems[0], "lessons/x.md:4:1 "+c.want) {
				t.Errorf("got  %q\nwant %q", problems, "lessons/x.md:4:1 "+c.want)
			}
		})
	}
}

// What only the finished site can tell is handed on, and nothing else.
func TestLooseLinks(t *testing.T) {
	g := site{standards: []*standard.Standard{community()}, files: around, pages: append(slices.Clone(fellows), "index.md: ---\ntitle: 站\n---\n[表](100001/coverage.csv)\n",
		"lessons/x.md: [甲](../100001/1.1.1.html#chujii)[乙](../100001/compare.html)[[1.1.1#oben]][[志愿服务#x]]"+
			"[[1.1.1@初级]][[志愿服务]][[ruhu#敲门之前]][丙](https://example.org/#a)[丁](../100001/1.1.1.html#chuji)\n")}.sound(t)
	var got []string
	for _, l := range g.Loose() {
		known := "open"
		if l.Known {
			known = "known"
		}
		got = append(got, strings.Join([]string{l.Address, l.Anchor, known, l.Written}, " "))
	}
	want := []string{
		"100001/1.1.1.html chujii known ../100001/1.1.1.html#chujii",
		"100001/compare.html  open ../100001/compare.html",
		"100001/1.1.1.html oben known 1.1.1#oben",
		"100001/terms.html x known 志愿服务#x",
		"100001/coverage.csv  open 100001/coverage.csv",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if d := g.Loose()[0].DeadAnchor(); d.Hint != "是不是“#chuji”？" {
		t.Errorf("hint %q", d.Hint)
	}
	if d := g.Loose()[2].DeadAnchor(); d.Hint != "可以用的有：#chuji、#zhongji" {
		t.Errorf("hint %q", d.Hint)
	}
	if d := g.Loose()[1].DeadLink("100001/text.html"); d.Hint != "是不是“../100001/text.html”？" {
		t.Errorf("hint %q", d.Hint)
	}
}
