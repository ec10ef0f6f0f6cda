package check

import (
	"slices"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
)

// A pageRule tests the pages of a site against its standards.
type pageRule struct {
	diag.Kind
	run func(g *graph.Graph, report func(diag.Diagnostic), kind diag.Kind)
}

// pageRules is the table of all rules about lessons.
var pageRules = []pageRule{
	{diag.Kind{Code: "lesson-without-skills", Severity: diag.Warning,
		Title: "课没有写明讲授的要求",
		Why:   "每一课在文件头的 skills（要求）里写明讲授哪些编码，编码页才能列出这一课，覆盖情况才算得准。content/lessons/ 之外的页面不必写。"},
		withoutSkills},
	{diag.Kind{Code: "taught-not-named", Severity: diag.Warning,
		Title: "讲授的编码正文里没有提到",
		Why:   "文件头里列为讲授的编码，正文里至少要用 [[1.1.1]] 提到一次，读者才知道哪一段讲的是它；列上而没有讲的，会让覆盖情况虚高。"},
		notNamed},
	{diag.Kind{Code: "untaught", Severity: diag.Warning,
		Title: "要求尚无课讲授",
		Why:   "这个等级已经有课，这一条要求却没有一课讲授。还没有一课的等级不报告，见课程覆盖情况页。"},
		untaught},
	{diag.Kind{Code: "review-due", Severity: diag.Warning,
		Title: "要求的文字已变，课待复核",
		Why:   "课是对着从前的文字写的，文字更正或换版以后要再看一遍。改好或确认不必改以后，运行 jinjie review 记下现在的文字。"},
		reviewDue},
	{diag.Kind{Code: "review-unused", Severity: diag.Warning,
		Title: "复核记录没有用处",
		Why:   "reviewed 里记着的编码，这一课既不讲授也不考核，记录就不起作用。运行 jinjie review 会重写这些记录。"},
		reviewUnused},
	{diag.Kind{Code: "course-without-lessons", Severity: diag.Warning,
		Title: "课程里没有课",
		Why:   "课程用 lessons 按次序列出各课，前后课和教学安排都由它而来。"},
		emptyCourse},
}

// What a rule misses in a page that could not be read may stand there all the same: of
// such pages ([lesson.Lesson.Unread], [markdown.Page.Unread]) the rules say nothing.

// eachLesson calls do with the pages of one kind.
func eachLesson(g *graph.Graph, kind lesson.Kind, do func(l *graph.Lesson)) {
	for _, l := range g.Lessons {
		if l.Kind == kind {
			do(l)
		}
	}
}

func withoutSkills(g *graph.Graph, report func(diag.Diagnostic), kind diag.Kind) {
	eachLesson(g, lesson.Teaching, func(l *graph.Lesson) {
		if len(l.Skills) == 0 && !l.Unread {
			report(kind.At(l.Pos, "这一课没有写明讲授的要求").WithHint("在文件头写上 skills: [1.1.1]；不是课的页面请放到 content/lessons/ 之外"))
		}
	})
}

func notNamed(g *graph.Graph, report func(diag.Diagnostic), kind diag.Kind) {
	eachLesson(g, lesson.Teaching, func(l *graph.Lesson) {
		if l.Body.Unread {
			return
		}
		var told []*graph.Skill // said once, whatever the levels
		for _, q := range l.Teaches {
			ref := func(t *graph.Target) bool { return t.Skill == q.Skill }
			link := func(t graph.Target) bool { return t.Skill == q.Skill }
			if !slices.ContainsFunc(l.Refs, ref) && !slices.ContainsFunc(l.Links, link) && !slices.Contains(told, q.Skill) {
				told = append(told, q.Skill)
				report(kind.At(codePos(l.Skills, q, l), "正文里没有提到 %s", q.Code).WithHint("在讲到它的那一句写上 [[%s]]", q.Code))
			}
		}
	})
}

// codePos is where a list of codes names q.
func codePos(codes []lesson.Code, q *graph.Requirement, l *graph.Lesson) diag.Pos {
	for _, c := range codes {
		if c.Code == q.Code {
			return c.Pos
		}
	}
	return l.Pos
}

func untaught(g *graph.Graph, report func(diag.Diagnostic), kind diag.Kind) {
	for _, s := range g.Standards {
		begun := map[int]bool{} // levels that some lesson teaches
		for _, l := range s.Lessons {
			for _, q := range l.Teaches {
				begun[q.Level] = true
			}
		}
		for _, k := range s.Skills {
			for _, q := range k.Steps {
				if q != nil && begun[q.Level] && len(q.TaughtBy) == 0 && !g.MayTeach(q) {
					report(kind.At(q.Text.Pos, "%s 尚无课讲授", q.Name).WithHint("在讲授它的课的 skills 里写上 %s@%s", q.Code, s.Levels[q.Level].Name))
				}
			}
		}
	}
}

func reviewDue(g *graph.Graph, report func(diag.Diagnostic), kind diag.Kind) {
	for _, l := range g.Lessons {
		for i, q := range l.Reviews {
			if q != nil && slices.Contains(l.Outdated, q) {
				report(kind.At(l.Reviewed[i].Code.Pos, "%s 的文字在复核之后变了", q.Name).
					WithRelated(q.Text.Pos, "现在的文字").WithHint("对照现在的文字看过以后，运行 jinjie review %s", l.Path))
			}
		}
	}
}

func reviewUnused(g *graph.Graph, report func(diag.Diagnostic), kind diag.Kind) {
	for _, l := range g.Lessons {
		for i, q := range l.Reviews {
			if r := l.Reviewed[i]; q == nil && !l.Unread && !unfound(l, r.Code) {
				report(kind.At(r.Code.Pos, "这一课没有讲授或考核 %s", r.Code.Written).WithHint("运行 jinjie review %s 重写记录", l.Path))
			}
		}
	}
}

// unfound tells whether a page lists a code that was not found: it has a problem of its own.
func unfound(l *graph.Lesson, c lesson.Code) bool {
	listed := func(o lesson.Code) bool { return o.Code == c.Code }
	found := func(q *graph.Requirement) bool { return q.Code == c.Code }
	return slices.ContainsFunc(slices.Concat(l.Skills, l.Lesson.Assesses), listed) &&
		!slices.ContainsFunc(slices.Concat(l.Teaches, l.Assesses), found)
}

func emptyCourse(g *graph.Graph, report func(diag.Diagnostic), kind diag.Kind) {
	eachLesson(g, lesson.Course, func(l *graph.Lesson) {
		if len(l.Lesson.Lessons) == 0 && !l.Unread {
			report(kind.At(l.Pos, "课程里没有课").WithHint("写作 lessons: [ruhu-mopai, …]"))
		}
	})
}
