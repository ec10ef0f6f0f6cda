package graph

import (
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/standard"
)

// names writes what requirements are called, with their addresses.
func names(list []*Requirement) string {
	var out []string
	for _, q := range list {
		out = append(out, q.Address)
	}
	return strings.Join(out, " ")
}

func TestCodesOfFrontMatterAreFound(t *testing.T) {
	for _, c := range []struct {
		name, head      string
		teaches, assess string
		standard        string
	}{
		{"a code at a level", "skills: [1.1.1@初级]\nstandard: 100001", "100001/1.1.1.html#chuji", "", "100001/"},
		{"the page's level", "skills: [1.1.1]\nlevel: 中级\nstandard: 100001", "100001/1.1.1.html#zhongji", "", "100001/"},
		{"the page's level by ID", "skills: [1.1.1]\nlevel: ｚｈｏｎｇｊｉ\nstandard: 100001", "100001/1.1.1.html#zhongji", "", "100001/"},
		{"another level than the page's", "skills: [1.1.1@初级]\nlevel: 中级\nstandard: 100001", "100001/1.1.1.html#chuji", "", "100001/"},
		{"in order", "skills: [2.1.1@中级, 1.1.1@中级, 1.1.1@初级]\nstandard: 100001", "100001/1.1.1.html#chuji 100001/1.1.1.html#zhongji 100001/2.1.1.html#zhongji", "", "100001/"},
		{"as a Chinese keyboard writes them", "要求: ［１．２．１＠初级、1.1.2@初级］\n标准: 100001", "100001/1.1.2.html#chuji 100001/1.2.1.html#chuji", "", "100001/"},
		{"of a standard that is named with them", "skills: [200002/4.1.1@高级]", "200002/4.1.1.html#gaoji", "", "200002/"},
		{"of an older edition", "skills: [3.1.1@初级]\nstandard: 100001/1.0", "100001/1.0/3.1.1.html#chuji", "", "100001/1.0/"},
		{"of an older edition that is named with them", "skills: [100001/1.0/3.1.1@初级]\nstandard: 100001", "100001/1.0/3.1.1.html#chuji", "", "100001/"},
		{"that only one standard has", "skills: [2.1.1@中级]", "100001/2.1.1.html#zhongji", "", "100001/"},
		{"that one standard has at the page's level", "skills: [1.1.1]\nlevel: 高级", "200002/1.1.1.html#gaoji", "", "200002/"},
		{"assessed alone", "assesses: [2.1.1@中级]", "", "100001/2.1.1.html#zhongji", "100001/"},
		{"none", "summary: 无", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := site{standards: []*standard.Standard{community(), earlier(), housework()},
				pages: []string{"lessons/x.md: ---\ntitle: 某课\n" + c.head + "\n---\n"}}.sound(t)
			l := g.pageAt(t, "lessons/x.html")
			base := ""
			if l.Standard != nil {
				base = l.Standard.Base
			}
			if names(l.Teaches) != c.teaches || names(l.Assesses) != c.assess || base != c.standard {
				t.Errorf("teaches %q, assesses %q, standard %q", names(l.Teaches), names(l.Assesses), base)
			}
		})
	}
}

// One name of a level is another level in another standard.
func TestALevelIsFoundByItsNameInEachStandard(t *testing.T) {
	g := site{standards: []*standard.Standard{community(), housework()}, pages: []string{
		"lessons/x.md: ---\ntitle: 某课\nlevel: 中级\nskills: [2.1.1, 200002/1.1.1]\n---\n",
		"lessons/y.md: ---\ntitle: 又一课\nlevel: 中级\nskills: [200002/1.1.1]\n---\n",
	}}.sound(t)
	if got := names(g.pageAt(t, "lessons/x.html").Teaches); got != "100001/2.1.1.html#zhongji 200002/1.1.1.html#zhongji" {
		t.Errorf("got %s", got)
	}
	if l := g.pageAt(t, "lessons/y.html"); l.Level != 0 || l.Standard.Code != "200002" {
		t.Errorf("the page's level is %d of %s", l.Level, l.Standard.Code)
	}
}

func TestFaultsOfFrontMatterAreToldWithTheirFix(t *testing.T) {
	for _, c := range []struct {
		name, head string
		want       []string
	}{
		{"an unknown code", "skills: [1.1.1@初级, 1.1.9@初级]\nstandard: 100001", []string{
			"3:20 unknown-skill: 标准 100001 中没有编码为“1.1.9”的职业技能要求 | 是不是“1.1.1”？"}},
		{"an unknown code of any standard", "skills: [7.7.7@初级]", []string{
			"3:10 unknown-skill: 站点的 2 项标准中没有编码为“7.7.7”的职业技能要求 | "}},
		{"a task", "skills: [1.1@初级]\nstandard: 100001", []string{
			"3:10 unknown-skill: 标准 100001 中没有编码为“1.1”的职业技能要求 | “1.1”是工作任务，请写出其中的编码，例如 1.1.1"}},
		{"an area", "skills: [2]\nlevel: 中级\nstandard: 100001", []string{
			"3:10 unknown-skill: 标准 100001 中没有编码为“2”的职业技能要求 | “2”是工作领域，请写出其中的编码，例如 2.1.1"}},
		{"no level", "skills: [1.1.1]\nstandard: 100001", []string{
			"3:10 unknown-level: 没有写明 1.1.1 是哪个等级 | 写作 1.1.1@初级，或者在文件头写上 level"}},
		{"no level, of a code that only the higher one has", "assesses: [2.1.1]\nstandard: 100001", []string{
			"3:12 unknown-level: 没有写明 2.1.1 是哪个等级 | 写作 2.1.1@中级，或者在文件头写上 level"}},
		{"a level that the code lacks", "skills: [1.1.2]\nlevel: 中级\nstandard: 100001", []string{
			"3:10 level-without-skill: 中级没有另列编码 1.1.2 | 编码 1.1.2 见于初级"}},
		{"an unknown level, told once", "skills: [1.1.1, 1.1.2]\nlevel: 技师\nstandard: 100001", []string{
			"4:8 unknown-level: 标准 100001 没有“技师”这个等级 | 可以写：初级、中级"}},
		{"a level that no standard has", "level: 技师", []string{
			"3:8 unknown-level: 站点的 2 项标准没有“技师”这个等级 | 可以写：初级、中级、高级"}},
		{"a level that another standard lacks", "level: 初级\nskills: [200002/1.1.1]\nstandard: 100001", []string{
			"4:10 unknown-level: 标准 200002 没有“初级”这个等级 | 可以写：中级、高级"}},
		{"an unknown standard", "standard: 100002\nskills: [1.1.2@初级]", []string{
			"3:11 unknown-standard: 站点里没有标准“100002” | 是不是“100001”？"}},
		{"a code of an unknown standard", "skills: [100003/1.1.1@初级]", []string{
			"3:10 unknown-standard: 站点里没有标准“100003” | 是不是“100001”？"}},
		{"a code of two standards", "skills: [1.1.1@中级]", []string{
			"3:10 ambiguous-reference: “1.1.1@中级”有几种可能：100001/1.1.1@中级、200002/1.1.1@中级 | 写出其中一个全名"}},
		{"a code of another standard", "skills: [4.1.1@高级]\nstandard: 100001", []string{
			"3:10 unknown-skill: 标准 100001 中没有编码为“4.1.1”的职业技能要求 | 标准 200002 有“4.1.1”，写作 200002/4.1.1@高级"}},
		{"a code twice", "skills: [1.1.1@初级, 1.1.1@chuji]\nstandard: 100001", []string{
			"3:20 listed-twice: 初级 1.1.1 列了两次 | 删去一个"}},
		{"a code that is taught and assessed", "skills: [1.1.1@初级]\nassesses: [1.1.1@初级]\nstandard: 100001", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := site{standards: []*standard.Standard{community(), housework()},
				pages: []string{"lessons/x.md: ---\ntitle: 某课\n" + c.head + "\n---\n"}}.join(t)
			got := told(problems)
			for i := range got {
				got[i] = strings.TrimPrefix(got[i], "lessons/x.md:")
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestASiteWithoutStandardsSaysSo(t *testing.T) {
	_, problems := site{standards: []*standard.Standard{}, pages: []string{"lessons/x.md: ---\ntitle: 某课\nlevel: 初级\nskills: [1.1.1]\n---\n"}}.join(t)
	want := []string{"lessons/x.md:4:10 unknown-standard: 站点里没有标准，编码没有所指 | 先用 jinjie import 导入一份标准"}
	if got := told(problems); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// titles lists what pages are called.
func titles(list []*Lesson) string {
	var out []string
	for _, l := range list {
		out = append(out, l.Title)
	}
	return strings.Join(out, " ")
}

func TestCoursesPutLessonsInOrder(t *testing.T) {
	g := site{pages: []string{
		"lessons/a.md: ---\ntitle: 甲\n---\n", "lessons/b.md: ---\ntitle: 乙\n---\n", "lessons/c.md: ---\ntitle: 丙\n---\n",
		"lessons/d/index.md: ---\ntitle: 丁\n---\n", "lessons/e.md: ---\ntitle: 戊\ndraft: true\n---\n",
		"lessons/k2.md: ---\ntitle: 二\nlessons: [b, a]\n---\n",
		"lessons/k1.md: ---\ntitle: 一\nlessons: [lessons/c.md, 甲, d/index]\n---\n",
		"lessons/k3.md: ---\ntitle: 三\ndraft: true\nlessons: [e, b]\n---\n",
	}}.sound(t)
	at := func(name string) *Lesson { return g.pageAt(t, "lessons/"+name+".html") }
	if got := titles(at("k1").Lessons) + "; " + titles(at("k2").Lessons); got != "丙 甲 丁; 乙 甲" {
		t.Errorf("courses list %s", got)
	}
	if got := titles(at("a").Courses) + "; " + titles(at("b").Courses); got != "一 二; 二" {
		t.Errorf("lessons belong to %s", got)
	}
	for _, c := range []struct{ name, prev, next string }{
		{"c", "", "甲"}, {"a", "丙", "丁"}, {"d/index", "甲", ""}, // in the first course
		{"b", "", "甲"}, // in its own, though 甲 has its neighbours in another
		{"k1", "", ""}, {"k2", "", ""},
	} {
		prev, next := "", ""
		if l := at(c.name); l.Prev != nil {
			prev = l.Prev.Title
		}
		if l := at(c.name); l.Next != nil {
			next = l.Next.Title
		}
		if prev != c.prev || next != c.next {
			t.Errorf("%s stands between %q and %q, want %q and %q", c.name, prev, next, c.prev, c.next)
		}
	}
	if got := titles(g.Standards[0].Courses); got != "一 二" {
		t.Errorf("the standard's courses are %s", got)
	}
}

func TestFaultsOfCoursesAreToldWithTheirFix(t *testing.T) {
	for _, c := range []struct{ name, listed, want string }{
		{"a misspelt lesson", "ruhuu", "unknown-lesson: 没有叫“ruhuu”的课 | 是不是“ruhu”？"},
		{"a lesson in a wrong folder", "gaoji-jineng-peixun/ruhu", "unknown-lesson: 没有叫“gaoji-jineng-peixun/ruhu”的课 | 是不是“ruhu”？"},
		{"a lesson that is not written yet", "jiashishuyi", "unknown-lesson: 没有叫“jiashishuyi”的课 | 写课的文件名（不带 .md）；还没有写的课先不列"},
		{"a page that is no lesson", "help", "unknown-lesson: “help”不是课 | 课程里只能列 content/lessons/ 里的课"},
		{"a course in a course", "kecheng", "unknown-lesson: “kecheng”不是课 | 课程里只能列 content/lessons/ 里的课"},
		{"a lesson twice", "ruhu, 入户走访", "listed-twice: “入户走访”列了两次 | 删去一个"},
		{"a draft", "cao", "draft-link: “cao”是草稿，还没有发布 | 去掉这个链接，或者删去草稿里的 draft"},
		{"a name of two lessons", "tong", "ambiguous-reference: “tong”有几种可能：课 lessons/a/tong、课 lessons/b/tong | 写出其中一个全名"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := site{pages: append(slices.Clone(fellows), "lessons/kecheng.md: ---\ntitle: 程\nlessons: ["+c.listed+"]\n---\n",
				"lessons/cao.md: ---\ntitle: 草\ndraft: true\n---\n",
				"lessons/a/tong.md: ---\ntitle: 一\n---\n", "lessons/b/tong.md: ---\ntitle: 二\n---\n")}.join(t)
			got := told(problems)
			if len(got) != 1 || !strings.HasSuffix(got[0], c.want) || !strings.HasPrefix(got[0], "lessons/kecheng.md:3:") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
