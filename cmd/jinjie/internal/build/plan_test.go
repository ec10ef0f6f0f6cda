package build

import (
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/graph"
)

func TestCollisions(t *testing.T) {
	page := func(address string) claim {
		return claim{address, "标准“社区服务”的网页", byProgram, diag.Pos{File: "standard/1/standard.md", Line: 2, Column: 7}}
	}
	file := func(name string) claim {
		return claim{name, "“content/" + name + "”", byFile, diag.Pos{File: "content/" + name}}
	}
	for _, c := range []struct {
		name   string
		claims []claim
		want   string // of the report, or empty
	}{
		{"different addresses", []claim{page("1/index.html"), file("1/note.txt"), file("1/notes/a.txt")}, ""},
		{"a name that begins alike", []claim{file("a/b"), file("a/b.txt"), file("a.txt")}, ""},
		{"a copied file at a page's address", []claim{page("1/index.html"), file("1/index.html")},
			"content/1/index.html: 这个文件与标准“社区服务”的网页的地址相同：“1/index.html”"},
		{"only the case differs", []claim{page("1/index.html"), file("1/INDEX.html")}, "“1/index.html”"},
		{"only the width differs", []claim{page("1/ａ１.html"), file("1/a1.html")}, "content/1/a1.html: "},
		{"names that differ in width only, as the tree has told", []claim{file("a1.txt"), file("ａ１.txt")}, ""},
		{"two pages", []claim{page("1/1.html"), page("1/1.html")}, "standard/1/standard.md:2:7: 标准“社区服务”的网页“1/1.html”与"},
		{"a file in place of a folder", []claim{page("1/index.html"), file("1")}, "content/1: 这个文件“1”已经是"},
		{"a folder in place of a file", []claim{file("notes"), file("Notes/a.txt")}, "content/Notes/a.txt: 这个文件不能放在“notes”里面"},
		{"a folder further up", []claim{file("a"), file("a/b/c/d.txt")}, "不能放在“a”里面"},
	} {
		t.Run(c.name, func(t *testing.T) {
			problems := collisions(c.claims)
			got := said(problems)
			if c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			for _, d := range problems {
				if d.Code != "duplicate-address" || len(d.Related) == 0 {
					t.Errorf("%s names one of the two only", d.Message)
				}
			}
		})
	}
}

// Both sides of a collision are named with their places: the one that came later, and
// beside it the one that has the address.
func TestCollisionsOfASiteNameBothPlaces(t *testing.T) {
	const page = "---\ntitle: 甲\n---\n"
	const moved = "---\ntitle: 甲\naliases: [lessons/jiu, 100001/compare]\n---\n"
	for _, c := range []struct {
		name        string
		files       map[string]string
		want, other string
	}{
		{"a page and a code's", map[string]string{"100001/1.1.2.md": page},
			"content/100001/1.1.2.md:1:1: 这一页与编码 1.1.2 的网页的地址相同：“100001/1.1.2.html”", "standard/100001/tables/chuji.csv:3:3 编码 1.1.2 的网页"},
		{"a page and a task's", map[string]string{"100001/1.2.md": page},
			"content/100001/1.2.md:1:1: 这一页与工作任务 1.2 的网页的地址相同：“100001/1.2.html”", "standard/100001/tables/chuji.csv:4:2 工作任务 1.2 的网页"},
		{"a page and an area's", map[string]string{"100001/1.md": page},
			"content/100001/1.md:1:1: 这一页与工作领域 1 的网页的地址相同：“100001/1.html”", "standard/100001/tables/chuji.csv:2:1 工作领域 1 的网页"},
		{"a page and a level's", map[string]string{"100001/zhongji.md": page},
			"content/100001/zhongji.md:1:1: 这一页与等级“中级”的手册的地址相同：“100001/zhongji.html”", "standard/100001/standard.md:12:10 等级“中级”的手册"},
		{"a page and the standard's", map[string]string{"100001/index.md": page},
			"content/100001/index.md:1:1: 这一页与标准“社区服务”的网页的地址相同：“100001/index.html”", "standard/100001/standard.md:2:7 标准“社区服务”的网页"},
		{"an old address and the standard's", map[string]string{"lessons/a.md": moved},
			"content/lessons/a.md:3:24: 这个旧址与标准“社区服务”的网页的地址相同：“100001/compare.html”", "standard/100001/standard.md:2:7 标准“社区服务”的网页"},
		{"a file and a page", map[string]string{"help/a.md": page, "help/A.html": "某"},
			"content/help/A.html: 这个文件与“content/help/a.md”的网页的地址相同：“help/a.html”", "content/help/a.md:1:1 “content/help/a.md”的网页"},
		{"a file and an old address", map[string]string{"lessons/a.md": strings.Replace(moved, "100001/compare", "x", 1), "lessons/jiu.html": "某"},
			"content/lessons/jiu.html: 这个文件与“content/lessons/a.md”的旧址的地址相同：“lessons/jiu.html”", "content/lessons/a.md:3:11 “content/lessons/a.md”的旧址"},
		{"a file and the home page", map[string]string{"index.html": "某"},
			"content/index.html: 这个文件与首页的地址相同：“index.html”", "content/index.md:1:1 首页"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := unpack(t)
			for name, text := range c.files {
				write(t, filepath.Join(dir, "content", name), text)
			}
			_, problems, err := Check(Options{Source: dir})
			problems = slices.DeleteFunc(problems, func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
			if err != nil || len(problems) != 1 || said(problems) != c.want+" [duplicate-address]\n" {
				t.Fatalf("%v, got\n%swant\n%s", err, said(problems), c.want)
			}
			if related := problems[0].Related; len(related) != 1 || related[0].Pos.String()+" "+related[0].Message != c.other {
				t.Errorf("beside it %v, want %s", related, c.other)
			}
		})
	}
}

func TestDeadLinksAreGuessedAt(t *testing.T) {
	claims := []claim{{address: "index.html"}, {address: "1/index.html"}, {address: "1/1.1.html"}, {address: "a b.txt"}}
	for _, c := range []struct {
		address, hint string
		dead          bool
	}{
		{"1/1.1.html", "", false},
		{"a b.txt", "", false},
		{"1", "是不是“1/index.html”？", true},
		{"1/1.1.htm", "是不是“1/1.1.html”？", true},
		{"../1/1.1.html", "是不是“1/1.1.html”？", true},
		{"something-else-altogether", "", true},
	} {
		problems := deadLinks([]graph.Loose{{Address: c.address}}, claims)
		if (len(problems) == 1) != c.dead || c.dead && problems[0].Hint != c.hint {
			t.Errorf("%s: %+v, want dead %t, hint %q", c.address, problems, c.dead, c.hint)
		}
	}
	if problems := deadLinks([]graph.Loose{{Address: "known-elsewhere", Known: true}}, claims); len(problems) > 0 {
		t.Errorf("a page that is known to be there: %v", problems)
	}
}

// Ten thousand dead links among as many addresses are all told, each with its fix. What
// is done for one of them does not grow with the site: a bound on what it allocates holds.
func TestThousandsOfDeadLinksAreGuessedAt(t *testing.T) {
	const many = 10_000
	var claims []claim
	var links []graph.Loose
	for i := range many {
		claims = append(claims, claim{address: fmt.Sprintf("lessons/ke-%05d.html", i)})
		links = append(links, graph.Loose{Address: fmt.Sprintf("lessons/ke-%05d.htm", i)})
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	problems := deadLinks(links, claims)
	runtime.ReadMemStats(&after)
	guessed := 0
	for i, d := range problems {
		if d.Hint == "是不是“"+claims[i].address+"”？" {
			guessed++
		}
	}
	if len(problems) != many || guessed < many*9/10 {
		t.Errorf("%d dead links are told, %d of them with their fix", len(problems), guessed)
	}
	if each := (after.Mallocs - before.Mallocs) / many; each > 1000 {
		t.Errorf("%d allocations a link", each)
	}
}

func TestDeadAnchors(t *testing.T) {
	pages := map[string][]byte{"1/1.1.html": []byte(`<h2 id="chuji">初级</h2><h2 id="a&amp;b">`)}
	for anchor, dead := range map[string]bool{"chuji": false, "a&b": false, "": false, "gaoji": true, "huji": true} {
		if got := len(deadAnchors([]graph.Loose{{Address: "1/1.1.html", Anchor: anchor}}, pages)) > 0; got != dead {
			t.Errorf("%s: dead is %t, want %t", anchor, got, dead)
		}
	}
}
