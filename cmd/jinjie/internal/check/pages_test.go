package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/standard"
)

// pageFindings runs the rules over the sound standard with sound pages of content/, each
// "name: text".
func pageFindings(t *testing.T, pages ...string) []string {
	t.Helper()
	return findingsIn(t, true, pages...)
}

// findingsIn is pageFindings of pages that need not be sound.
func findingsIn(t *testing.T, sound bool, pages ...string) []string {
	t.Helper()
	ar, err := txtar.ParseFile("testdata/sound.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var tree files.Tree
	for _, f := range ar.Files {
		tree.Files = append(tree.Files, files.File{Path: f.Name, Data: f.Data, Size: int64(len(f.Data))})
	}
	slices.SortFunc(tree.Files, func(a, b files.File) int { return strings.Compare(a.Path, b.Path) })
	s, _ := standard.Parse(tree, "standard/1")
	var content graph.Content
	for _, page := range pages {
		name, text, _ := strings.Cut(page, ": ")
		l, problems := lesson.Parse("content/"+name, text)
		if len(problems) > 0 && sound {
			t.Fatalf("%s is faulty in itself: %v", name, problems)
		}
		content.Lessons = append(content.Lessons, l)
	}
	g, problems := graph.Build([]*standard.Standard{s}, content)
	if len(problems) > 0 {
		t.Fatalf("the pages do not join: %v", problems)
	}
	var got []string
	for _, d := range diag.Sort(Run(g)) {
		got = append(got, fmt.Sprintf("%s:%d:%d %s %s", d.Pos.File, d.Pos.Line, d.Pos.Column, d.Code, d.Message))
	}
	return got
}

// whole teaches all of the lower level, and names it.
const wholeLesson = "lessons/whole.md: ---\ntitle: 全\nskills: [1.1.1, 1.1.2, 1.2.1, 2.1.1]\nlevel: 初级\n---\n[[1.1.1]][[1.1.2]][[1.2.1]][[2.1.1]]\n"

// pageFaults plant one fault each in pages beside a lesson that has none.
var pageFaults = []struct {
	name  string
	pages []string
	want  []string
}{
	{"none", []string{wholeLesson}, nil},
	{"no lessons at all", []string{"help/a.md: ---\ntitle: 甲\n---\n"}, nil},
	{"a lesson without skills", []string{wholeLesson, "lessons/a.md: ---\ntitle: 甲\n---\n"}, []string{
		"content/lessons/a.md:1:1 lesson-without-skills 这一课没有写明讲授的要求",
	}},
	{"a page that is no lesson needs no skills", []string{wholeLesson, "help/a.md: ---\ntitle: 甲\n---\n"}, nil},
	{"a code that is listed and not named", []string{wholeLesson, "lessons/a.md: ---\ntitle: 甲\nskills: [1.1.1@初级, 1.1.2@初级]\n---\n[[1.1.1]]\n"}, []string{
		"content/lessons/a.md:3:20 taught-not-named 正文里没有提到 1.1.2",
	}},
	{"a code that is named by a label", []string{wholeLesson, "lessons/a.md: ---\ntitle: 甲\nskills: [1.1.1@初级]\n---\n[[1.1.1@初级|民意]]\n"}, nil},
	{"a level begun and not finished", []string{"lessons/a.md: ---\ntitle: 甲\nskills: [1.1.1]\nlevel: 中级\n---\n[[1.1.1]]\n"}, []string{
		"standard/1/zhongji.csv:3:15 untaught 中级 1.2.1 尚无课讲授",
		"standard/1/zhongji.csv:4:20 untaught 中级 2.1.1 尚无课讲授",
	}},
	{"another text than was reviewed", []string{wholeLesson, "lessons/a.md: ---\ntitle: 甲\nskills: [1.1.1]\nlevel: 初级\nreviewed:\n  1.1.1@初级: 0123456789ab\n---\n[[1.1.1]]\n"}, []string{
		"content/lessons/a.md:6:3 review-due 初级 1.1.1 的文字在复核之后变了",
	}},
	{"the same text as was reviewed", []string{wholeLesson, "lessons/a.md: ---\ntitle: 甲\nskills: [1.1.1]\nlevel: 初级\nreviewed:\n  1.1.1@初级: FINGERPRINT\n---\n[[1.1.1]]\n"}, nil},
	{"a review of what is not taught", []string{wholeLesson, "lessons/a.md: ---\ntitle: 甲\nskills: [1.1.1]\nlevel: 初级\nreviewed:\n  1.1.2@初级: 0123456789ab\n---\n[[1.1.1]]\n"}, []string{
		"content/lessons/a.md:6:3 review-unused 这一课没有讲授或考核 1.1.2@初级",
	}},
	{"a review of another level", []string{wholeLesson, "lessons/a.md: ---\ntitle: 甲\nskills: [1.1.1@初级]\nreviewed:\n  1.1.1@中级: 0123456789ab\n---\n[[1.1.1]]\n"}, []string{
		"content/lessons/a.md:5:3 review-unused 这一课没有讲授或考核 1.1.1@中级",
	}},
	{"a review of a code that is not there", []string{wholeLesson, "lessons/a.md: ---\ntitle: 甲\nskills: [1.1.1]\nlevel: 初级\nreviewed:\n  1.1.9@初级: 0123456789ab\n---\n[[1.1.1]]\n"}, []string{
		"content/lessons/a.md:6:3 review-unused 这一课没有讲授或考核 1.1.9@初级",
	}},
	{"a code that is named by an ordinary link", []string{wholeLesson, "lessons/a.md: ---\ntitle: 甲\nskills: [1.1.1@初级]\n---\n[民意](../1/1.1.1.html)\n"}, nil},
	{"a lesson that only assesses", []string{wholeLesson, "lessons/a.md: ---\ntitle: 甲\nassesses: [1.1.1@初级]\n---\n"}, []string{
		"content/lessons/a.md:1:1 lesson-without-skills 这一课没有写明讲授的要求",
	}},
	{"two levels of one code, one of them changed", []string{wholeLesson, "lessons/a.md: ---\ntitle: 甲\nskills: [1.1.1@初级, 1.1.1@中级]\nreviewed:\n  1.1.1@初级: FINGERPRINT\n  1.1.1@中级: 0123456789ab\n---\n[[1.1.1]]\n"}, []string{
		"content/lessons/a.md:6:3 review-due 中级 1.1.1 的文字在复核之后变了",
		"standard/1/zhongji.csv:3:15 untaught 中级 1.2.1 尚无课讲授",
		"standard/1/zhongji.csv:4:20 untaught 中级 2.1.1 尚无课讲授",
	}},
	{"a course without lessons", []string{wholeLesson, "lessons/a.md: ---\ntitle: 甲\nlessons: []\n---\n"}, []string{
		"content/lessons/a.md:1:1 course-without-lessons 课程里没有课",
	}},
}

func TestFaultsOfPagesAreFound(t *testing.T) {
	for _, c := range pageFaults {
		t.Run(c.name, func(t *testing.T) {
			pages := slices.Clone(c.pages)
			for i := range pages {
				pages[i] = strings.ReplaceAll(pages[i], "FINGERPRINT", fingerprint(t))
			}
			if got := pageFindings(t, pages...); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// Pages that could not be read have problems of their own; the rules say nothing beside.
func TestNothingFollowsFromPagesThatCouldNotBeRead(t *testing.T) {
	const most = "lessons/a.md: ---\ntitle: 甲\nskills: [1.1.1, 1.1.2, 2.1.1]\nlevel: 初级\n---\n[[1.1.1]][[1.1.2]][[2.1.1]]\n"
	for _, c := range []struct {
		name, page string
		want       []string
	}{
		{"a lesson without skills, as it seems", "title：乙\nskills: [1.2.1@初级]\n---\n", nil},
		{"a lesson that teaches another code", "title：乙\nskills: [1.1.1@初级]\n---\n", []string{"untaught 初级 1.2.1 尚无课讲授"}},
		{"a code that is not named, as it seems", "title: 乙\nskills: [1.2.1@初级]\n---\n" + strings.Repeat("*甲", 12000), nil},
		{"no skills, and a text that could not be read", "title: 乙\n---\n" + strings.Repeat("*甲", 12000), []string{"lesson-without-skills 这一课没有写明讲授的要求", "untaught 初级 1.2.1 尚无课讲授"}},
		{"a review of what is not taught, as it seems", "title: 乙\nskills: &a [1.2.1@初级]\nreviewed:\n  1.2.1@初级: 0123456789ab\n---\n", nil},
		{"a course without lessons, as it seems", "title: &a 乙\nlessons: []\n# 1.2.1\n---\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range findingsIn(t, false, most, "lessons/b.md: ---\n"+c.page) {
				got = append(got, strings.SplitN(f, " ", 2)[1])
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// fingerprint is that of 1.1.1 at the lower level, by the words of the sound standard.
func fingerprint(t *testing.T) string {
	t.Helper()
	q := graph.Requirement{Requirement: &standard.Requirement{Text: standard.Text{Printed: "了解民意（村）情，能掌握居民的政策需求。"}}}
	return q.Fingerprint()
}
