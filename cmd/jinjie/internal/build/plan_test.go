package build

import (
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
)

func TestCollisions(t *testing.T) {
	page := func(address string) claim {
		return claim{address, "标准“社区服务”的网页", diag.Pos{File: "standard/1/standard.md", Line: 2, Column: 7}}
	}
	file := func(name string) claim {
		return claim{name, "content/" + name, diag.Pos{File: "content/" + name}}
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
		{"only the width differs", []claim{file("a1.txt"), file("ａ１.txt")}, "content/ａ１.txt: "},
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

func TestLinkTargets(t *testing.T) {
	for _, c := range []struct {
		destination string
		want        target
		within      bool
	}{
		{"1/1.1.html", target{"1/1.1.html", ""}, true},
		{"./1/../1/1.1.html#chuji", target{"1/1.1.html", "chuji"}, true},
		{"#目标", target{"index.html", "目标"}, true},
		{"#%E7%9B%AE%E6%A0%87", target{"index.html", "目标"}, true},
		{"a%20b.txt", target{"a b.txt", ""}, true},
		{"?q=1", target{"index.html", ""}, true},
		{"/1/", target{"/1/", ""}, true},
		{"1/", target{"1/", ""}, true},
		{"https://example.org/", target{}, false},
		{"//example.org/", target{}, false},
		{"mailto:a@example.org", target{}, false},
	} {
		got, within := link{destination: c.destination}.target()
		if got != c.want || within != c.within {
			t.Errorf("%s leads to %+v, %t; want %+v, %t", c.destination, got, within, c.want, c.within)
		}
	}
}

func TestDeadLinksAreGuessedAt(t *testing.T) {
	claims := []claim{{address: "index.html"}, {address: "1/index.html"}, {address: "1/1.1.html"}, {address: "a b.txt"}}
	for _, c := range []struct {
		destination, hint string
		dead              bool
	}{
		{"1/1.1.html", "", false},
		{"a%20b.txt", "", false},
		{"#here", "", false},
		{"https://example.org/none", "", false},
		{"1/", "是不是“1/index.html”？", true},
		{"1", "是不是“1/index.html”？", true},
		{"/1/1.1.html", "是不是“1/1.1.html”？", true},
		{"1/1.1.htm", "是不是“1/1.1.html”？", true},
		{"../1/1.1.html", "是不是“1/1.1.html”？", true},
		{"something-else-altogether", "", true},
		{"%zz", "", true},
	} {
		problems := deadLinks([]link{{destination: c.destination}}, claims)
		if (len(problems) == 1) != c.dead || c.dead && problems[0].Hint != c.hint {
			t.Errorf("%s: %+v, want dead %t, hint %q", c.destination, problems, c.dead, c.hint)
		}
	}
}

func TestDeadAnchors(t *testing.T) {
	pages := map[string][]byte{"1/1.1.html": []byte(`<h2 id="chuji">初级</h2><h2 id="a&amp;b">`)}
	for destination, dead := range map[string]bool{
		"1/1.1.html#chuji": false, "1/1.1.html#a&b": false, "1/1.1.html": false, "note.txt#5": false,
		"1/1.1.html#gaoji": true, "1/1.1.html#huji": true,
	} {
		if got := len(deadAnchors([]link{{destination: destination}}, pages)) > 0; got != dead {
			t.Errorf("%s: dead is %t, want %t", destination, got, dead)
		}
	}
}
