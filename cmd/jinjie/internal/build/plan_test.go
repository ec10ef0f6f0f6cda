package build

import (
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/graph"
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

func TestDeadAnchors(t *testing.T) {
	pages := map[string][]byte{"1/1.1.html": []byte(`<h2 id="chuji">初级</h2><h2 id="a&amp;b">`)}
	for anchor, dead := range map[string]bool{"chuji": false, "a&b": false, "": false, "gaoji": true, "huji": true} {
		if got := len(deadAnchors([]graph.Loose{{Address: "1/1.1.html", Anchor: anchor}}, pages)) > 0; got != dead {
			t.Errorf("%s: dead is %t, want %t", anchor, got, dead)
		}
	}
}
