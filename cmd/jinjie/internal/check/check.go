// Package check holds the rules by which a standard is tested against itself, and the
// lessons against the standards.
//
// A rule is a value in a table. It looks at a standard as its errata make it and reports
// findings, each with the printed words at issue. A finding whose words an erratum speaks
// of, a doubt too, is settled and not reported again.
package check

import (
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// A rule tests one standard.
type rule struct {
	diag.Kind
	run func(s *graph.Standard, report func(finding))
}

// A span is a stretch of a printed text.
type span struct {
	text       standard.Text
	start, end int // bytes
}

// whole is all of a text.
func whole(t standard.Text) span { return span{t, 0, len(t.Printed)} }

// settled tells whether an erratum speaks of the span.
func (s span) settled() bool { return s.text.Touched(s.start, s.end) }

// pos is the place of the span's first character.
func (s span) pos() diag.Pos {
	p := s.text.Pos
	p.Column += utf8.RuneCountInString(s.text.Printed[:s.start])
	p.Offset += s.start
	return p
}

// A finding is what a rule found.
type finding struct {
	at      span
	other   *span  // another place at issue; an erratum there settles the finding too
	said    string // the message
	hint    string
	lasting bool // no doubt settles it, only a correction that makes it go away
}

// Run applies every rule. The result is not sorted.
func Run(g *graph.Graph) []diag.Diagnostic {
	var problems []diag.Diagnostic
	for _, s := range g.Standards {
		problems = append(problems, Standard(s)...)
	}
	return append(problems, Pages(g)...)
}

// Standard tests one standard against itself. What it finds depends on the standard as it
// is written down alone, not on what else the site has.
func Standard(s *graph.Standard) []diag.Diagnostic {
	var problems []diag.Diagnostic
	for _, r := range rules {
		r.run(s, func(f finding) {
			if !f.lasting && (f.at.settled() || f.other != nil && f.other.settled()) {
				return
			}
			problems = append(problems, r.diagnostic(f))
		})
	}
	return problems
}

// Pages tests the pages of a site against its standards.
func Pages(g *graph.Graph) []diag.Diagnostic {
	var problems []diag.Diagnostic
	for _, r := range pageRules {
		r.run(g, func(d diag.Diagnostic) { problems = append(problems, d) }, r.Kind)
	}
	return problems
}

func (r rule) diagnostic(f finding) diag.Diagnostic {
	d := r.At(f.at.pos(), "%s", f.said)
	d.Hint = f.hint
	if f.other != nil {
		d = d.WithRelated(f.other.pos(), f.other.text.Place)
	}
	return d
}

// Kinds lists the problems that the rules can report.
func Kinds() []diag.Kind {
	var kinds []diag.Kind
	for _, r := range rules {
		kinds = append(kinds, r.Kind)
	}
	return append(kinds, PageKinds()...)
}

// PageKinds lists the problems that the rules can report about pages.
func PageKinds() []diag.Kind {
	var kinds []diag.Kind
	for _, r := range pageRules {
		kinds = append(kinds, r.Kind)
	}
	return kinds
}

// rules is the table of all rules.
var rules = []rule{
	{diag.Kind{Code: "repeated-code", Severity: diag.Error,
		Title: "编码重复",
		Why:   "同一等级里一个编码只能指一条要求，它决定网页的地址。印刷造成的重号，请在 errata.csv 里写一条更正；更正后的编码决定地址，页面仍显示印出的编码。"},
		repeatedCode},
	{diag.Kind{Code: "code-outside-task", Severity: diag.Error,
		Title: "编码不属于所在的任务",
		Why:   "编码的前几段应当是所在任务的编号，例如任务 3.3 下的编码以 3.3 开头，否则读者按编码会找到别的任务去。印刷有误的，请在 errata.csv 里更正。"},
		codeOutsideTask},
	{diag.Kind{Code: "task-outside-area", Severity: diag.Error,
		Title: "任务不属于所在的领域",
		Why:   "任务编号的第一段应当是所在领域的编号，例如领域 3 下的任务为 3.1、3.2。"},
		taskOutsideArea},
	{diag.Kind{Code: "repeated-task", Severity: diag.Warning,
		Title: "任务在一张表里出现两次",
		Why:   "同一任务的要求应当列在一起。隔开又出现一次，多半是行的次序或任务编号有误。"},
		repeatedTask},
	{diag.Kind{Code: "skipped-number", Severity: diag.Warning,
		Title: "编号跳号或倒退",
		Why:   "编码、任务、领域、章条和参考文献的编号应当从 1 起连续。跳过一个号，可能漏了一条；确实如此的，在 errata.csv 里记为存疑，就不再报告。"},
		skippedNumber},
	{diag.Kind{Code: "repeated-chapter", Severity: diag.Warning,
		Title: "章条编号重复",
		Why:   "两个章条用同一个编号，引用时就分不清是哪一个。"},
		repeatedChapter},
	{diag.Kind{Code: "opening-verb", Severity: diag.Warning,
		Title: "开头的动词不是本级的",
		Why:   "每个等级的要求以本级的动词开头，例如初级“了解”、中级“熟悉”、高级“掌握”，读者凭它判断程度。只看开头的动词，句中的不算。"},
		openingVerb},
	{diag.Kind{Code: "no-full-stop", Severity: diag.Warning,
		Title: "要求没有以句号结尾",
		Why:   "每条要求是一个完整的句子，没有句号的可能被截断了，要对照官方文件。"},
		noFullStop},
	{diag.Kind{Code: "odd-punctuation", Severity: diag.Warning,
		Title: "标点可疑",
		Why:   "要求里连用两个标点、汉字旁用了半角标点，或者括号、引号、书名号没有成对，多半是印刷或提取造成的。"},
		oddPunctuation},
	{diag.Kind{Code: "same-text", Severity: diag.Warning,
		Title: "两条要求文字相同",
		Why:   "同一等级里两条要求一字不差，多半是重复录入。"},
		sameText},
	{diag.Kind{Code: "same-ability", Severity: diag.Warning,
		Title: "两条要求的能力相同",
		Why:   "同一等级里两条要求许诺同样的能力，考核时分不开，可能有一处误写。不同任务之间，十个字以内的能力句往往承前省略了对象，不算相同。"},
		sameAbility},
	{diag.Kind{Code: "task-renamed", Severity: diag.Warning,
		Title: "名称随等级而变",
		Why:   "同一编号的领域或任务在各等级的名称不同，读者会疑心不是同一项。确实如此的，在 errata.csv 里记为存疑。"},
		taskRenamed},
	{diag.Kind{Code: "caption", Severity: diag.Warning,
		Title: "题注有误",
		Why:   "题注应当是“表 2 ……（中级）”的样子：编号与表格的次序一致，括号里是这张表的等级，括号后面没有别的文字。"},
		caption},
	{diag.Kind{Code: "repeated-level", Severity: diag.Warning,
		Title: "同一等级说了两次",
		Why:   "“面向职业岗位”和“等级划分”两章逐级分述，一个等级只应有一段。两段写着同一等级，其中一段多半写错了。"},
		repeatedLevel},
	{diag.Kind{Code: "missing-level-text", Severity: diag.Warning,
		Title: "有等级没有说到",
		Why:   "“面向职业岗位”和“等级划分”两章逐级分述，缺了一级，这一级的手册上就没有相应的内容。"},
		missingLevelText},
	{diag.Kind{Code: "repeated-term", Severity: diag.Warning,
		Title: "术语定义了两次",
		Why:   "一条术语只应有一个定义。定义了两次，读者不知道以哪一个为准；要求里的链接指向前一个。"},
		repeatedTerm},
	{diag.Kind{Code: "repeated-major", Severity: diag.Warning,
		Title: "专业重复",
		Why:   "同一目录里，同一类学校的专业不应列两次。"},
		repeatedMajor},
	{diag.Kind{Code: "lane-code", Severity: diag.Error,
		Title: "递进里的编码不存在",
		Why:   "递进表里写的编码须是那个等级更正以后的编码，否则递进就断在那里。"},
		laneCode},
	{diag.Kind{Code: "lane-twice", Severity: diag.Error,
		Title: "一条要求在两条递进里",
		Why:   "一条要求只能在一条递进里，否则它往上往下接哪一条就说不清。内容兼有两面的，取主要的一面，另一面写在依据里。"},
		laneTwice},
	{diag.Kind{Code: "lane-across-tasks", Severity: diag.Warning,
		Title: "递进跨了任务而没有依据",
		Why:   "递进通常在一项任务之内。跨任务相连要有理由，写在“依据”一格里，读者才好判断。"},
		laneAcrossTasks},
	{diag.Kind{Code: "lane-unreviewed", Severity: diag.Warning,
		Title: "递进待审",
		Why:   "没有审核人的递进只在预览里显示，不发布。审定后写上审核人和日期。"},
		laneUnreviewed},
	{diag.Kind{Code: "no-lane", Severity: diag.Warning,
		Title: "要求未审：不在任何递进里",
		Why:   "每条要求都应当看过它在上下级由哪一条相承。没有相承的，在递进表里单独成行，说明已审、无对应。"},
		noLane},
}
