package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/standard"
)

// community is a small standard: 1.1.1 and 1.2.1 stand at both levels, 1.1.2 at the lower
// and 2.1.1 at the higher one alone.
func community() *standard.Standard {
	s := sample("100001", "2.0", "1 1.1 1.1.1 了解志愿服务", "1 1.1 1.1.2 了解登记", "1 1.2 1.2.1 了解需求",
		"2 1.1 1.1.1 熟悉志愿服务", "2 1.2 1.2.1 熟悉需求", "2 2.1 2.1.1 熟悉治理")
	s.Title, s.Edition = "社区服务", "2021年2.0版"
	s.Levels[1].Comprises = true
	s.Terms = []standard.Term{{Name: "志愿服务", ID: "term-2.1"}, {Name: "社区治理", ID: "term-2.2"}}
	return s
}

// earlier is the edition of community before it.
func earlier() *standard.Standard {
	s := sample("100001", "1.0", "1 1.1 1.1.1 知道志愿服务", "1 3.1 3.1.1 知道旧事")
	s.Title, s.Edition = "社区服务", "2018年1.0版"
	s.Terms = []standard.Term{{Name: "旧术语", ID: "term-2.1"}}
	return s
}

// housework is another standard with other levels; 1.1.1 and 志愿服务 stand in both.
func housework() *standard.Standard {
	s := sample("200002", "1.0", "1 1.1 1.1.1 了解家务", "2 1.1 1.1.1 熟悉家务", "2 4.1 4.1.1 熟悉收纳")
	s.Title, s.Edition = "家政服务", "2020年1.0版"
	s.Levels[0].Name, s.Levels[0].ID = "中级", "zhongji"
	s.Levels[1].Name, s.Levels[1].ID = "高级", "gaoji"
	s.Terms = []standard.Term{{Name: "志愿服务", ID: "term-2.1"}, {Name: "收纳", ID: "term-2.2"}}
	return s
}

// A site is what a test joins: standards, and pages of content/, each "name: text". A
// page without front matter is called by its name.
type site struct {
	standards []*standard.Standard
	pages     []string
	files     []File
	drafts    bool
	faulty    bool // pages may be faulty in themselves
}

func (s site) join(t *testing.T) (*Graph, []diag.Diagnostic) {
	t.Helper()
	if s.standards == nil {
		s.standards = []*standard.Standard{community()}
	}
	return Build(s.standards, s.content(t))
}

func (s site) content(t *testing.T) Content {
	t.Helper()
	content := Content{Files: s.files, Drafts: s.drafts}
	for _, page := range s.pages {
		name, text, _ := strings.Cut(page, ": ")
		if !strings.HasPrefix(text, "---\n") {
			text = "---\ntitle: " + strings.TrimSuffix(name, ".md") + "\n---\n" + text
		}
		l, problems := lesson.Parse("content/"+name, text)
		problems = slices.DeleteFunc(problems, func(d diag.Diagnostic) bool { return d.Code == "typography" }) // random text
		if len(problems) > 0 && !s.faulty {
			t.Fatalf("%s is faulty in itself: %v", name, problems)
		}
		content.Lessons = append(content.Lessons, l)
	}
	return content
}

// sound joins a site that has no problems.
func (s site) sound(t *testing.T) *Graph {
	t.Helper()
	g, problems := s.join(t)
	if len(problems) > 0 {
		t.Fatalf("problems: %q", told(problems))
	}
	return g
}

// page finds a page of a sound site.
func (g *Graph) pageAt(t *testing.T, address string) *Lesson {
	t.Helper()
	l, ok := g.Find(address)
	if !ok {
		t.Fatalf("no page at %s", address)
	}
	return l
}

// told writes problems as "file:line:column code: message | hint", less content/.
func told(problems []diag.Diagnostic) []string {
	var list []string
	for _, d := range diag.Sort(problems) {
		list = append(list, fmt.Sprintf("%s %s: %s | %s", strings.TrimPrefix(d.Pos.String(), "content/"), d.Code, d.Message, d.Hint))
	}
	return list
}

// fellows are the pages beside the one that a test is about.
var fellows = []string{
	"lessons/chuji/ruhu.md: ---\ntitle: 入户走访\n---\n\n## 敲门之前\n\n## 敲门之前\n\n## SWOT 分析\n",
	"lessons/zhongji/yishi/index.md: ---\ntitle: 议事\n---\n",
	"help/index.md: ---\ntitle: 怎样使用\n---\n",
}
