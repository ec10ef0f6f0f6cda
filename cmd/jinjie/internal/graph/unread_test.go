package graph

import (
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/standard"
)

// What a page may say that could not be read is no mistake of those that rely on it, nor
// of its own text; what has nothing to do with it is told as ever.
func TestNothingFollowsFromAPageThatCouldNotBeRead(t *testing.T) {
	one := []*standard.Standard{community()}
	several := []*standard.Standard{community(), earlier(), housework()}
	for _, c := range []struct {
		name      string
		standards []*standard.Standard
		unread, x string // the page that could not be read, and one beside it
		want      []string
	}{
		{"its title", one, "title：入户\n---\n", "见[[入户]]。", nil},
		{"another title", one, "title：入户\n---\n", "见[[议事堂]]。", []string{"x.md:4:2 unknown-reference"}},
		{"its title in a course", one, "title：入户\n---\n", "---\ntitle: 程\nlessons: [入户]\n---\n", nil},
		{"another title in a course", one, "title：入户\n---\n", "---\ntitle: 程\nlessons: [议事堂]\n---\n", []string{"x.md:3:11 unknown-lesson"}},
		{"a place in its text", one, "title: 入户\n\n## 敲门\n", "见[[u#敲门]]和[课](u.md#敲门)。", nil},
		{"a place in a text that was read", one, "title：入户\n---\n## 敲门\n", "见[[u#开门]]。", []string{"x.md:4:2 unknown-anchor"}},
		{"which of several standards it names", several, "standard：100001\n---\n见[[1.1.1]]、[[1.1]]和[[志愿服务]]。\n", "", nil},
		{"which edition it names", several, "standard：100001/1.0\n---\n见[[3.1.1]]和[[旧术语]]。\n", "", nil},
		{"its level", one, "level: &a 初级\nskills: [1.1.1]\n---\n", "", nil},
		{"a code of its text that no standard has", several, "standard：100001\n---\n见[[9.9.9]]。\n", "", []string{"u.md:4:2 unknown-skill"}},
		{"a code of its front matter that no standard has", one, "level: &a 初级\nskills: [9.9.9@初级]\n---\n", "", []string{"u.md:3:10 unknown-skill"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := site{standards: c.standards, faulty: true, pages: []string{"lessons/u.md: ---\n" + c.unread, "lessons/x.md: " + c.x}}
			_, problems := s.join(t)
			var got []string
			for _, p := range told(problems) {
				fields := strings.Fields(strings.TrimPrefix(p, "lessons/"))
				got = append(got, fields[0]+" "+strings.TrimSuffix(fields[1], ":"))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", told(problems), c.want)
			}
		})
	}
}

// Where a level's table has an error, what only it can list may be there.
func TestACodeMayStandInATableThatCouldNotBeRead(t *testing.T) {
	s := community() // whose higher level is read in part: 1.1.1 and 2.1.1 are
	s.Levels[1].Unread = true
	for _, c := range []struct {
		name, head, text string
		want             []string
	}{
		{"a code of no level", "", "[[7.7.7]]", nil},
		{"a code at that level", "", "[[7.7.7@中级]]", nil},
		{"a code at that level by ID", "", "[[7.7.7@zhongji]]", nil},
		{"a code that another level has, at that level", "", "[[1.1.2@中级]]", nil},
		{"a code that is taught", "skills: [7.7.7@中级, 1.1.2@中级]\n", "", nil},
		{"a code that is taught, on a page of that level", "level: 中级\nassesses: [7.7.7]\n", "", nil},
		{"a task of the level", "", "[[7.7]]", nil},
		{"a code at a level that was read", "", "[[7.7.7@初级]]", []string{"unknown-skill"}},
		{"a code that is taught, on a page of a level that was read", "level: 初级\nskills: [7.7.7]\n", "", []string{"unknown-skill"}},
		{"a code that only that level lists, at another", "", "[[2.1.1@初级]]", []string{"level-without-skill"}},
		{"a level that is not there", "", "[[7.7.7@高级]]", []string{"unknown-skill"}},
		{"a level that is not there, of a code that is", "", "[[1.1.1@高级]]", []string{"unknown-level"}},
		{"a task in the place of a code", "skills: [1.2@中级]\n", "", []string{"unknown-skill"}},
		{"a name that is no code", "", "[[某课]]", []string{"unknown-reference"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := site{standards: []*standard.Standard{s}, pages: []string{"lessons/x.md: ---\ntitle: 某页\n" + c.head + "---\n" + c.text + "\n"}}.join(t)
			var got []string
			for _, d := range problems {
				got = append(got, d.Code)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", told(problems), c.want)
			}
		})
	}
}

func TestAnOldAddressMayBeThatOfAPageThatCouldNotBeRead(t *testing.T) {
	links := "[甲](jiu.html)[乙](../old/index.html)[丙](nirgends.html)\n"
	for head, want := range map[string]string{
		"title：入户\naliases: [lessons/jiu, /old/]": "lessons/nirgends.html",
		"标题：入户\n旧址: [lessons/jiu.html]":           "old/index.html lessons/nirgends.html",
		"title：入户\nsummary: lessons/jiu":          "lessons/jiu.html old/index.html lessons/nirgends.html",
	} {
		g, _ := site{faulty: true, pages: []string{"lessons/u.md: ---\n" + head + "\n---\n", "lessons/x.md: " + links}}.join(t)
		var got []string
		for _, l := range g.Loose() {
			got = append(got, l.Address)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: loose are %q, want %s", head, got, want)
		}
	}
}

func TestAPageThatCouldNotBeReadMayTeach(t *testing.T) {
	for head, want := range map[string]bool{
		"title: 甲\nskills: [1.2.1@初级]": false, "title：甲\nskills: [1.2.1]": true, "title：甲\n要求: １．２．１": true, "title：甲\nskills: [1.1.1]": false,
	} {
		g, _ := site{faulty: true, pages: []string{"lessons/u.md: ---\n" + head + "\n---\n"}}.join(t)
		if got := g.MayTeach(g.Standards[0].Skill("1.2.1").Steps[0]); got != want {
			t.Errorf("%q: may teach 1.2.1 is %t, want %t", head, got, want)
		}
	}
}
