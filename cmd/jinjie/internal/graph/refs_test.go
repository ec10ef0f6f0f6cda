package graph

import (
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/standard"
)

func TestReferencesLeadWhereTheyMean(t *testing.T) {
	both := []*standard.Standard{community(), earlier(), housework()}
	for _, c := range []struct{ name, head, written, want string }{
		{"a code", "", "1.1.1", "100001/1.1.1.html 1.1.1"},
		{"a code in full width", "", "１．１．１", "100001/1.1.1.html 1.1.1"},
		{"a code with Chinese stops", "", "1。1。1", "100001/1.1.1.html 1.1.1"},
		{"a code at a level by name", "", "1.1.1@中级", "100001/1.1.1.html#zhongji 中级 1.1.1"},
		{"a code at a level by ID", "", "1.1.1@zhongji", "100001/1.1.1.html#zhongji 中级 1.1.1"},
		{"a level in full width", "", "１．１．１＠中级", "100001/1.1.1.html#zhongji 中级 1.1.1"},
		{"a code of the standard by name", "", "100001/1.1.1", "100001/1.1.1.html 1.1.1"},
		{"a code of the current edition", "", "100001/2.0/1.1.1@初级", "100001/1.1.1.html#chuji 初级 1.1.1"},
		{"a code of an older edition", "", "100001/1.0/3.1.1", "100001/1.0/3.1.1.html 3.1.1"},
		{"a code of another standard", "", "200002/4.1.1@高级", "200002/4.1.1.html#gaoji 高级 4.1.1"},
		{"a code from a page of another standard", "standard: 200002", "4.1.1", "200002/4.1.1.html 4.1.1"},
		{"a code from a page of an older edition", "standard: 100001/1.0", "3.1.1", "100001/1.0/3.1.1.html 3.1.1"},
		{"a code with a level as its anchor", "", "1.1.1#zhongji", "100001/1.1.1.html#zhongji 中级 1.1.1"},
		{"a code with another anchor", "", "1.1.1#oben", "100001/1.1.1.html#oben 1.1.1"},
		{"a code on a page with a level", "level: 中级", "1.1.1", "100001/1.1.1.html#zhongji 1.1.1"},
		{"a code on a page with a level by ID", "level: zhongji", "1.1.1", "100001/1.1.1.html#zhongji 1.1.1"},
		{"a code that the page's level lacks", "level: 初级", "2.1.1", "100001/2.1.1.html 2.1.1"},
		{"another level than the page's", "level: 初级", "1.1.1@中级", "100001/1.1.1.html#zhongji 中级 1.1.1"},
		{"another standard's step of that name", "level: 中级", "200002/1.1.1", "200002/1.1.1.html#zhongji 1.1.1"},
		{"an anchor before the page's level", "level: 初级", "1.1.1#oben", "100001/1.1.1.html#oben 1.1.1"},
		{"a task", "", "1.2", "100001/1.2.html 1.2 任务1.2（初级）"},
		{"an area", "", "2", "100001/2.html 领域2"},
		{"a task of another standard", "", "200002/4.1", "200002/4.1.html 4.1 任务4.1（中级）"},
		{"a standard", "", "100001", "100001/index.html 社区服务"},
		{"another standard", "", "200002", "200002/index.html 家政服务"},
		{"an older edition", "", "100001/1.0", "100001/1.0/index.html 社区服务（2018年1.0版）"},
		{"a term", "", "志愿服务", "100001/terms.html#term-2.1 志愿服务"},
		{"a term of another standard", "", "200002/收纳", "200002/terms.html#term-2.2 收纳"},
		{"a term of an older edition", "", "100001/1.0/旧术语", "100001/1.0/terms.html#term-2.1 旧术语"},
		{"a term from a page of an older edition", "standard: 100001/1.0", "旧术语", "100001/1.0/terms.html#term-2.1 旧术语"},
		{"a lesson by the last part of its name", "", "ruhu", "lessons/chuji/ruhu.html 入户走访"},
		{"a lesson with its folder", "", "chuji/ruhu", "lessons/chuji/ruhu.html 入户走访"},
		{"a lesson by its whole name", "", "lessons/chuji/ruhu", "lessons/chuji/ruhu.html 入户走访"},
		{"a lesson by its file", "", "content/lessons/chuji/ruhu.md", "lessons/chuji/ruhu.html 入户走访"},
		{"a lesson by its title", "", "入户走访", "lessons/chuji/ruhu.html 入户走访"},
		{"a lesson that is a folder", "", "yishi", "lessons/zhongji/yishi/index.html 议事"},
		{"a lesson that is a folder by its file", "", "zhongji/yishi/index.md", "lessons/zhongji/yishi/index.html 议事"},
		{"a page that is no lesson", "", "help", "help/index.html 怎样使用"},
		{"an anchor", "", "ruhu#敲门之前", "lessons/chuji/ruhu.html#敲门之前 入户走访"},
		{"a second anchor of that name", "", "ruhu#敲门之前-2", "lessons/chuji/ruhu.html#敲门之前-2 入户走访"},
		{"an anchor behind a wide mark", "", "ruhu ＃ 敲门之前", "lessons/chuji/ruhu.html#敲门之前 入户走访"},
		{"an anchor that is escaped", "", "ruhu#%E6%95%B2%E9%97%A8%E4%B9%8B%E5%89%8D", "lessons/chuji/ruhu.html#敲门之前 入户走访"},
		{"a place on the page itself", "", "#自家", "lessons/x.html#自家 自家"},
	} {
		t.Run(c.name, func(t *testing.T) {
			head := c.head
			if !strings.Contains(head, "standard:") {
				head += "\nstandard: 100001"
			}
			page := "lessons/x.md: ---\ntitle: 某课\n" + strings.TrimSpace(head) + "\n---\n见[[" + c.written + "]]。\n\n## 自家\n"
			g := site{standards: both, pages: append(slices.Clone(fellows), page)}.sound(t)
			l := g.pageAt(t, "lessons/x.html")
			if got := l.Refs[0].Address + " " + l.Refs[0].Name; got != c.want {
				t.Errorf("[[%s]] leads to %s, want %s", c.written, got, c.want)
			}
		})
	}
}

// A code without a level counts, on a page that has one, for that level.
func TestACodeCountsForThePagesLevel(t *testing.T) {
	g := site{pages: []string{
		"lessons/a.md: ---\ntitle: 甲\nlevel: 中级\n---\n[[1.1.1]]，[[1.1.2]]。\n",
		"lessons/b.md: [[1.1.1]]。\n",
	}}.sound(t)
	s := g.Standards[0]
	for what, got := range map[string]struct {
		list []Backlink
		want string
	}{
		"中级 1.1.1":      {s.Skill("1.1.1").Steps[1].MentionedBy, "lessons/a.html"},
		"初级 1.1.1":      {s.Skill("1.1.1").Steps[0].MentionedBy, ""},
		"1.1.1 as such": {s.Skill("1.1.1").MentionedBy, "lessons/b.html"},
		"1.1.2 as such": {s.Skill("1.1.2").MentionedBy, "lessons/a.html"},
	} {
		var from []string
		for _, b := range got.list {
			from = append(from, b.From.Address)
		}
		if strings.Join(from, " ") != got.want {
			t.Errorf("%s is mentioned by %v, want %s", what, from, got.want)
		}
	}
}

func TestUnknownReferencesAreToldWithTheirFix(t *testing.T) {
	for _, c := range []struct{ name, written, want string }{
		{"a code", "1.1.9", "unknown-skill: 标准 100001 中没有编码为“1.1.9”的职业技能要求 | 是不是“1.1.1”？"},
		{"a code far from all", "77.88.99", "unknown-skill: 标准 100001 中没有编码为“77.88.99”的职业技能要求 | 这项标准的编码从 1.1.1 到 2.1.1"},
		{"a code of another standard", "4.1.1@高级", "unknown-skill: 标准 100001 中没有编码为“4.1.1”的职业技能要求 | 标准 200002 有“4.1.1”，写作 [[200002/4.1.1@高级]]"},
		{"a code of an older edition", "3.1.1", "unknown-skill: 标准 100001 中没有编码为“3.1.1”的职业技能要求 | 标准 100001/1.0 有“3.1.1”，写作 [[100001/1.0/3.1.1]]"},
		{"a task of another standard", "4.1", "unknown-skill: 标准 100001 中没有编码为“4.1”的职业技能要求 | 标准 200002 有“4.1”，写作 [[200002/4.1]]"},
		{"a task at a level", "1.1@初级", "unknown-skill: 标准 100001 中没有编码为“1.1”的职业技能要求 | “1.1”是工作任务，不分等级：写作 [[1.1]]"},
		{"a level", "1.1.1@高级", "unknown-level: 标准 100001 没有“高级”这个等级 | 可以写：初级、中级"},
		{"a level that the code lacks", "1.1.2@中级", "level-without-skill: 中级没有另列编码 1.1.2 | 编码 1.1.2 见于初级"},
		{"spaces around the sign", "1.1.1 @ 中级", "unknown-reference: 没有叫“1.1.1 @ 中级”的术语或课 | “@”的前后不留空格：写作 [[1.1.1@中级]]"},
		{"a sign without a level", "1.1.1@", "unknown-reference: 没有叫“1.1.1@”的术语或课 | 在“@”后面写上等级，或者删去“@”"},
		{"a lesson at a level", "ruhu@中级", "unknown-reference: 没有叫“ruhu@中级”的术语或课 | 等级只能写在编码后面：写作 [[ruhu]]"},
		{"a lesson in its folder at a level", "chuji/ruhu＠中级", "unknown-reference: 没有叫“chuji/ruhu＠中级”的术语或课 | 等级只能写在编码后面：写作 [[chuji/ruhu]]"},
		{"a misspelt lesson at a level", "ruhuu@中级", "unknown-reference: 没有叫“ruhuu@中级”的术语或课 | 等级只能写在编码后面：是不是“ruhu”？"},
		{"a term at a level", "志愿服务@初级", "unknown-reference: 没有叫“志愿服务@初级”的术语或课 | 等级只能写在编码后面：写作 [[志愿服务]]"},
		{"nothing at a level", "某某某某某@初级", "unknown-reference: 没有叫“某某某某某@初级”的术语或课 | 等级只能写在编码后面"},
		{"a standard", "100002/1.1.1", "unknown-standard: 站点里没有标准“100002” | 是不是“100001”？"},
		{"a standard far from all", "7/1.1.1", "unknown-standard: 站点里没有标准“7” | 站点里有：100001、100001/1.0、200002"},
		{"a term", "志原服务", "unknown-reference: 没有叫“志原服务”的术语或课 | 是不是“志愿服务”？"},
		{"a term of another standard", "收纳", "unknown-reference: 标准 100001 没有术语“收纳” | 标准 200002 有，写作 [[200002/收纳]]"},
		{"a term of an older edition", "旧术语", "unknown-reference: 标准 100001 没有术语“旧术语” | 标准 100001/1.0 有，写作 [[100001/1.0/旧术语]]"},
		{"a lesson", "ruhuu", "unknown-reference: 没有叫“ruhuu”的术语或课 | 是不是“ruhu”？"},
		{"a lesson in its folder", "chuji/ruhuu", "unknown-reference: 没有叫“chuji/ruhuu”的术语或课 | 是不是“chuji/ruhu”？"},
		{"a lesson in a wrong folder", "gaoji-jineng-peixun/ruhu", "unknown-reference: 没有叫“gaoji-jineng-peixun/ruhu”的术语或课 | 是不是“ruhu”？"},
		{"a misspelt lesson in a wrong folder", "gaoji-jineng-peixun/ruhuu", "unknown-reference: 没有叫“gaoji-jineng-peixun/ruhuu”的术语或课 | 是不是“ruhu”？"},
		{"a number in a folder of lessons", "chuji/01", "unknown-reference: 没有叫“chuji/01”的术语或课 | 写编码、术语，或者课的文件名（不带 .md）；还没有写的课不能引用"},
		{"a lesson in capitals", "RUHU", "unknown-reference: 没有叫“RUHU”的术语或课 | 是不是“ruhu”？"},
		{"a title", "入户走防", "unknown-reference: 没有叫“入户走防”的术语或课 | 是不是“入户走访”？"},
		{"one name of two lessons", "tongmingg", "unknown-reference: 没有叫“tongmingg”的术语或课 | 是不是“lessons/a/tongming”或“lessons/b/tongming”？"},
		{"nothing like it", "完全无关的名字", "unknown-reference: 没有叫“完全无关的名字”的术语或课 | 写编码、术语，或者课的文件名（不带 .md）；还没有写的课不能引用"},
		{"an anchor", "ruhu#敲门之后", "unknown-anchor: “入户走访”里没有“#敲门之后”这个位置 | 是不是“#敲门之前”？"},
		{"an anchor in capitals", "ruhu#SWOT-分析", "unknown-anchor: “入户走访”里没有“#SWOT-分析”这个位置 | 是不是“#swot-分析”？"},
		{"an anchor far from all", "ruhu#尾声", "unknown-anchor: “入户走访”里没有“#尾声”这个位置 | 可以用的有：#敲门之前、#敲门之前-2、#swot-分析"},
		{"an anchor of a page without headings", "yishi#开头", "unknown-anchor: “议事”里没有“#开头”这个位置 | “议事”没有小标题，删去“#”和后面的字"},
		{"an anchor of the page itself", "#别处", "unknown-anchor: 这一页里没有“#别处”这个位置 | 这一页没有小标题，删去“#”和后面的字"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pages := append(slices.Clone(fellows), "lessons/x.md: ---\ntitle: 某课\nstandard: 100001\n---\n见[["+c.written+"]]。\n",
				"lessons/a/tongming.md: ---\ntitle: 一\n---\n", "lessons/b/tongming.md: ---\ntitle: 二\n---\n")
			_, problems := site{standards: []*standard.Standard{community(), earlier(), housework()}, pages: pages}.join(t)
			if got := told(problems); len(got) != 1 || got[0] != "lessons/x.md:5:2 "+c.want {
				t.Errorf("got  %q\nwant %q", got, "lessons/x.md:5:2 "+c.want)
			}
		})
	}
}

// A page of no standard in particular looks in all current ones.
func TestUnknownReferencesOfSeveralStandards(t *testing.T) {
	_, problems := site{standards: []*standard.Standard{community(), earlier(), housework()}, pages: []string{"x.md: [[旧术语]]和[[7.7.7]]\n"}}.join(t)
	want := []string{
		"x.md:4:1 unknown-reference: 站点的 2 项标准没有术语“旧术语” | 标准 100001/1.0 有，写作 [[100001/1.0/旧术语]]",
		"x.md:4:9 unknown-skill: 站点的 2 项标准中没有编码为“7.7.7”的职业技能要求 | ",
	}
	if got := told(problems); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestAmbiguousNamesAreToldWithTheCandidates(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a code of two standards", "见[[1.1.1@中级]]。", "“1.1.1@中级”有几种可能：[[100001/1.1.1@中级]]、[[200002/1.1.1@中级]]"},
		{"a task of two standards", "见[[1.1]]。", "“1.1”有几种可能：[[100001/1.1]]、[[200002/1.1]]"},
		{"a term of two standards", "见[[志愿服务]]。", "“志愿服务”有几种可能：术语 [[100001/志愿服务]]、术语 [[200002/志愿服务]]"},
		{"a term and a lesson", "见[[收纳]]。", "“收纳”有几种可能：术语 [[200002/收纳]]、课 [[lessons/收纳]]"},
		{"a code and a lesson", "见[[4.1.1]]。", "“4.1.1”有几种可能：[[200002/4.1.1]]、课 [[lessons/4.1.1]]"},
		{"two lessons of a name", "见[[tong]]。", "“tong”有几种可能：课 [[lessons/a/tong]]、课 [[lessons/b/tong]]"},
		{"two lessons of a title", "见[[同题]]。", "“同题”有几种可能：课 [[lessons/a/tong]]、课 [[lessons/b/tong]]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := site{standards: []*standard.Standard{community(), housework()}, pages: []string{
				"lessons/a/tong.md: ---\ntitle: 同题\n---\n", "lessons/b/tong.md: ---\ntitle: 同题\n---\n",
				"lessons/4.1.1.md: ---\ntitle: 四\n---\n", "lessons/收纳.md: ---\ntitle: 收拾\n---\n", "x.md: " + c.text + "\n",
			}}.join(t)
			want := []string{"x.md:4:2 ambiguous-reference: " + c.want + " | 写出其中一个全名"}
			if got := told(problems); !slices.Equal(got, want) {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
}

// The names that an ambiguity offers lead to one thing each.
func TestFullNamesAreNotAmbiguous(t *testing.T) {
	site{standards: []*standard.Standard{community(), housework()}, pages: []string{
		"lessons/a/tong.md: ---\ntitle: 同题\n---\n", "lessons/b/tong.md: ---\ntitle: 同题\n---\n",
		"lessons/4.1.1.md: ---\ntitle: 四\n---\n", "lessons/收纳.md: ---\ntitle: 收拾\n---\n",
		"x.md: [[100001/1.1.1@中级]][[200002/1.1]][[100001/志愿服务]][[200002/收纳]][[lessons/收纳]][[200002/4.1.1]][[lessons/4.1.1]][[lessons/a/tong]]\n",
	}}.sound(t)
}

func TestReferencesToDrafts(t *testing.T) {
	draft := "lessons/draft.md: ---\ntitle: 草\ndraft: true\n---\n[[other]]\n"
	other := "lessons/other.md: ---\ntitle: 另\ndraft: true\n---\n"
	pages := []string{draft, other, "lessons/x.md: 见[[draft]]和[文](draft.md)，也见[页](draft.html)。\n"}
	_, problems := site{pages: pages}.join(t)
	const hint = " | 去掉这个链接，或者删去草稿里的 draft"
	want := []string{
		"lessons/x.md:4:2 draft-link: “draft”是草稿，还没有发布" + hint,
		"lessons/x.md:4:12 draft-link: “draft.md”是草稿，还没有发布" + hint,
		"lessons/x.md:4:28 draft-link: “draft.html”是草稿，还没有发布" + hint,
	}
	if got := told(problems); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if at := problems[0].Related; len(at) != 1 || at[0].Pos.File != "content/lessons/draft.md" {
		t.Errorf("the draft is not named: %+v", at)
	}
	g := site{pages: pages, drafts: true}.sound(t)
	if l := g.pageAt(t, "lessons/draft.html"); len(Quotes(l.MentionedBy)) != 1 || l.MentionedBy[0].From.Address != "lessons/x.html" {
		t.Errorf("a published draft is mentioned by %+v", l.MentionedBy)
	}
	g = site{pages: pages[:2]}.sound(t) // drafts may lead to drafts
	if len(g.Lessons) != 0 {
		t.Errorf("drafts are published: %v", g.Lessons)
	}
}

// A draft of the same name makes no reference ambiguous, until it is published.
func TestADraftStandsInNobodysWay(t *testing.T) {
	pages := []string{
		"lessons/a/tong.md: ---\ntitle: 一\n---\n", "lessons/b/tong.md: ---\ntitle: 二\ndraft: true\n---\n", "lessons/x.md: [[tong]]\n",
	}
	g := site{pages: pages}.sound(t)
	if got := g.pageAt(t, "lessons/x.html").Refs[0].Address; got != "lessons/a/tong.html" {
		t.Errorf("leads to %s", got)
	}
	if _, problems := (site{pages: pages, drafts: true}).join(t); len(problems) != 1 || problems[0].Code != "ambiguous-reference" {
		t.Errorf("with drafts: %q", told(problems))
	}
}

func TestAStandardThatCannotBeReadHidesNothingElse(t *testing.T) {
	_, problems := site{standards: []*standard.Standard{{Dir: "standard/x"}}, pages: []string{
		"lessons/x.md: ---\ntitle: 某课\nskills: [1.1.1@初级]\n---\n[[1.1.1]][[志愿服务]][文](none.md)\n"}}.join(t)
	if got := told(problems); len(got) != 1 || !strings.Contains(got[0], "unknown-lesson") {
		t.Errorf("got %q", got)
	}
}
