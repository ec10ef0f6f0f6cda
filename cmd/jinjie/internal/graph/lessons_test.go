package graph

import (
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/standard"
)

func TestOldAddressesLeadToTheirPage(t *testing.T) {
	g := site{pages: []string{
		"lessons/a.md: ---\ntitle: 甲\naliases: [lessons/jiu, /old/, ./x.md, 旧/页.html, v1.2/文]\n---\n",
	}}.sound(t)
	l := g.pageAt(t, "lessons/a.html")
	want := []string{"lessons/jiu.html", "old/index.html", "x.html", "旧/页.html", "v1.2/文.html"}
	var got []string
	for _, old := range l.Redirects {
		got = append(got, old.Text)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, address := range want {
		if found, ok := g.Find(address); !ok || found != l {
			t.Errorf("%s leads to %v", address, found)
		}
	}
}

func TestFaultsOfOldAddressesAreToldWithTheirFix(t *testing.T) {
	for _, c := range []struct{ name, alias, want string }{
		{"out of the site", "../x", "旧址“../x”不能用：不是站点内的路径 | 从站点的根写起，例如 lessons/jiu.html"},
		{"a whole address", "https://example.org/x", "旧址“https://example.org/x”不能用：不是站点内的路径 | 从站点的根写起，例如 lessons/jiu.html"},
		{"a device", "con", "旧址“con”不能用：“con.html”是 Windows 的设备名 | 从站点的根写起，例如 lessons/jiu.html"},
		{"its own address", "lessons/a", "旧址“lessons/a”就是这一页现在的地址，或者已经写过 | 删去这一项"},
		{"its own address in capitals", "lessons/A.html", "旧址“lessons/A.html”就是这一页现在的地址，或者已经写过 | 删去这一项"},
		{"twice", "jiu, jiu.html", "旧址“jiu.html”就是这一页现在的地址，或者已经写过 | 删去这一项"},
		{"another page's address", "lessons/b", "旧址“lessons/b”已经是“乙”的地址 | 一个地址只能转到一页，删去一处"},
		{"another page's old address in full width", "ＷＡＳ", "旧址“ＷＡＳ”已经是“乙”的地址 | 一个地址只能转到一页，删去一处"},
		{"the home page", "/", "旧址“/”已经是“首页”的地址 | 一个地址只能转到一页，删去一处"},
		{"a code's page", "100001/1.1.1", "旧址“100001/1.1.1”已经是标准 100001 的网页 | 删去这一项"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := site{pages: []string{"lessons/b.md: ---\ntitle: 乙\n---\n", "help/z.md: ---\ntitle: 乙\naliases: [was]\n---\n",
				"index.md: ---\ntitle: 首页\n---\n", "lessons/a.md: ---\ntitle: 甲\naliases: [" + c.alias + "]\n---\n"}}.join(t)
			got := told(problems)
			if len(got) != 1 || !strings.HasPrefix(got[0], "lessons/a.md:3:") || !strings.HasSuffix(got[0], " bad-alias: "+c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// Lessons without a course follow one another by standard, level, task, order and address.
func TestLessonsWithoutACourseFollowTheStandard(t *testing.T) {
	pages := []string{
		"lessons/a.md: ---\ntitle: 无\n---\n",
		"lessons/b.md: ---\ntitle: 中二\nskills: [100001/2.1.1@中级]\n---\n",
		"lessons/c.md: ---\ntitle: 中一\nskills: [100001/1.2.1@中级]\n---\n",
		"lessons/d.md: ---\ntitle: 初后\nskills: [100001/1.1.1@初级]\norder: 2\n---\n",
		"lessons/e.md: ---\ntitle: 初先\nskills: [100001/1.1.2@初级]\norder: 1\n---\n",
		"lessons/f.md: ---\ntitle: 初末\nskills: [100001/1.2.1@初级, 100001/1.2.1@中级]\n---\n",
		"lessons/g.md: ---\ntitle: 自称中\nlevel: 中级\nskills: [100001/1.1.1@初级]\n---\n",
		"lessons/h.md: ---\ntitle: 家\nskills: [200002/1.1.1@中级]\n---\n",
		"help/i.md: ---\ntitle: 助\n---\n",
	}
	g := site{standards: []*standard.Standard{community(), housework()}, pages: pages}.sound(t)
	const want = "初先 初后 初末 自称中 中一 中二 家 无"
	var got []string
	for l := g.pageAt(t, "lessons/e.html"); l != nil; l = l.Next {
		got = append(got, l.Title)
		if l.Next != nil && l.Next.Prev != l {
			t.Errorf("the lesson behind %s does not lead back", l.Title)
		}
	}
	if strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if got := titles(g.Standards[0].Lessons); got != "初先 初后 初末 自称中 中一 中二" {
		t.Errorf("the standard's lessons are %s", got)
	}
	ranks := ""
	for _, l := range g.Standards[0].Lessons {
		ranks += string(rune('0' + l.Rank()))
	}
	if ranks != "000111" { // so that pages can group them by level
		t.Errorf("ranks %s", ranks)
	}
	if l := g.pageAt(t, "help/i.html"); l.Prev != nil || l.Next != nil {
		t.Error("a page that is no lesson has neighbours")
	}
}

func TestFilesBelongToTheNearestFolderThatIsAPage(t *testing.T) {
	g := site{
		pages: []string{"lessons/a/index.md: ---\ntitle: 甲\n---\n", "lessons/a/b/index.md: ---\ntitle: 乙\n---\n", "lessons/c.md: ---\ntitle: 丙\n---\n"},
		files: []File{
			{Path: "content/lessons/a/x.xlsx"}, {Path: "content/lessons/a/x.png", Image: true}, {Path: "content/lessons/a/deep/y.docx"},
			{Path: "content/lessons/a/b/z.pdf"}, {Path: "content/lessons/c.pdf"}, {Path: "content/robots-extra.txt"},
		},
	}.sound(t)
	var got []string
	for _, l := range g.Lessons {
		for _, f := range l.Files {
			got = append(got, l.Title+" "+f.Path)
		}
	}
	slices.Sort(got)
	want := []string{"乙 content/lessons/a/b/z.pdf", "甲 content/lessons/a/deep/y.docx", "甲 content/lessons/a/x.xlsx"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// The files of a draft's folder stay behind with it, unless a published page uses them.
func TestFilesOfADraftAreWithheld(t *testing.T) {
	const draft = "lessons/a/index.md: ---\ntitle: 甲\ndraft: true\n---\n![图](x.png)[册](y.pdf)\n"
	for _, c := range []struct {
		name   string
		drafts bool
		pages  []string
		file   string // below content/
		want   bool
	}{
		{"shown by the draft alone", false, []string{draft}, "lessons/a/x.png", true},
		{"used by nobody, further down", false, []string{draft}, "lessons/a/deep/z.csv", true},
		{"with drafts", true, []string{draft}, "lessons/a/x.png", false},
		{"in a folder that is published", false, []string{strings.Replace(draft, "draft: true\n", "", 1)}, "lessons/a/x.png", false},
		{"shown by another page", false, []string{draft, "lessons/b.md: ![图](a/x.png)\n"}, "lessons/a/x.png", false},
		{"linked to by another page", false, []string{draft, "help/b.md: [册](../lessons/a/y.pdf#page=2)\n"}, "lessons/a/y.pdf", false},
		{"shown by the home page", false, []string{draft, "index.md: ---\ntitle: 站\n---\n![图](lessons/a/x.png)\n"}, "lessons/a/x.png", false},
		{"beside what another page shows", false, []string{draft, "lessons/b.md: ![图](a/x.png)\n"}, "lessons/a/y.pdf", true},
		{"shown by another draft", false, []string{draft, "lessons/b.md: ---\ntitle: 乙\ndraft: true\n---\n![图](a/x.png)\n"}, "lessons/a/x.png", true},
		{"of a published folder in the draft's", false, []string{draft, "lessons/a/b/index.md: ---\ntitle: 乙\n---\n"}, "lessons/a/b/x.png", false},
		{"of a draft's folder in a published one", false, []string{draft, "lessons/index.md: ---\ntitle: 课\n---\n"}, "lessons/a/x.png", true},
		{"beside a draft that is no folder", false, []string{"lessons/a.md: ---\ntitle: 甲\ndraft: true\n---\n![图](x.png)\n"}, "lessons/x.png", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := site{pages: c.pages, drafts: c.drafts}
			for _, name := range []string{"lessons/a/x.png", "lessons/a/y.pdf", "lessons/a/deep/z.csv", "lessons/a/b/x.png", "lessons/x.png"} {
				s.files = append(s.files, File{Path: "content/" + name, Address: name, Image: strings.HasSuffix(name, ".png")})
			}
			g := s.sound(t)
			if got := g.Withheld("content/" + c.file); got != c.want {
				t.Errorf("%s is withheld: %t, want %t", c.file, got, c.want)
			}
			for _, l := range g.Lessons {
				for _, f := range l.Files {
					if g.Withheld(f.Path) {
						t.Errorf("%s lists %s, which is withheld", l.Path, f.Path)
					}
				}
			}
		})
	}
}

func TestTasksOfALessonAreListedOnce(t *testing.T) {
	g := site{pages: []string{"lessons/a.md: ---\ntitle: 甲\nskills: [1.1.1@初级, 1.1.1@中级, 1.1.2@初级, 2.1.1@中级]\n---\n"}}.sound(t)
	var got []string
	for _, task := range g.pageAt(t, "lessons/a.html").Tasks() {
		got = append(got, task.Number)
	}
	if strings.Join(got, " ") != "1.1 2.1" {
		t.Errorf("got %v", got)
	}
}

// Pages that are no lessons follow one another in a folder with an index.md, which comes
// first; in another folder, and beside the home page, each stands alone.
func TestAFolderWithAnIndexReadsAsABook(t *testing.T) {
	g := site{pages: []string{
		"index.md: ---\ntitle: 首页\n---\n",
		"loose.md: ---\ntitle: 散页\n---\n",
		"help/a.md: ---\ntitle: 乙\norder: 20\n---\n",
		"help/b.md: ---\ntitle: 甲\norder: 3\n---\n",
		"help/c.md: ---\ntitle: 丙\norder: 20\n---\n",
		"help/index.md: ---\ntitle: 手册\norder: 99\n---\n",
		"help/more/d.md: ---\ntitle: 丁\n---\n",
		"help/draft.md: ---\ntitle: 草\ndraft: true\n---\n",
		"notes/x.md: ---\ntitle: 天\n---\n",
		"notes/y.md: ---\ntitle: 地\n---\n",
	}}.sound(t)
	var got []string
	for l := g.pageAt(t, "help/index.html"); l != nil; l = l.Next {
		got = append(got, l.Title)
		if titles(l.Book) != "手册 甲 乙 丙" {
			t.Errorf("%s stands in the book %s", l.Title, titles(l.Book))
		}
		if l.Next != nil && l.Next.Prev != l {
			t.Errorf("the page behind %s does not lead back", l.Title)
		}
	}
	if strings.Join(got, " ") != "手册 甲 乙 丙" {
		t.Errorf("got %v", got)
	}
	for _, alone := range []string{"loose.html", "help/more/d.html", "notes/x.html"} {
		if l := g.pageAt(t, alone); l.Book != nil || l.Prev != nil || l.Next != nil {
			t.Errorf("%s stands in a book: %s", alone, titles(l.Book))
		}
	}
}
