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
	"jinjie/cmd/jinjie/internal/standard"
)

// findings runs the rules over the sound standard after changes, each "old → new", and
// with rows of errata.
func findings(t *testing.T, changes []string, errata ...string) []string {
	t.Helper()
	ar, err := txtar.ParseFile("testdata/sound.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var tree files.Tree
	for _, c := range changes {
		if name, data, ok := strings.Cut(c, " → "); ok && strings.HasSuffix(name, ".csv") {
			ar.Files = append(ar.Files, txtar.File{Name: "standard/1/" + name, Data: []byte(data)})
		}
	}
	for _, f := range ar.Files {
		text := string(f.Data)
		for _, c := range changes {
			old, new, _ := strings.Cut(c, " → ")
			if strings.HasSuffix(old, ".csv") {
				continue
			}
			text = strings.Replace(text, strings.ReplaceAll(old, "⏎", "\n"), strings.ReplaceAll(new, "⏎", "\n"), 1)
		}
		tree.Files = append(tree.Files, files.File{Path: f.Name, Data: []byte(text), Size: int64(len(text))})
	}
	if len(errata) > 0 {
		text := "编号,类别,位置,原文,更正,依据,状态,审核人,日期\n"
		for i, e := range errata {
			text += fmt.Sprintf("E%d,%s,据,待核,,\n", i+1, e)
		}
		tree.Files = append(tree.Files, files.File{Path: "standard/1/errata.csv", Data: []byte(text), Size: int64(len(text))})
	}
	slices.SortFunc(tree.Files, func(a, b files.File) int { return strings.Compare(a.Path, b.Path) })
	s, problems := standard.Parse(tree, "standard/1")
	for _, d := range problems {
		if strings.Contains(d.Code, "erratum") {
			t.Fatalf("the erratum itself is wrong: %v %s", d.Pos, d.Message)
		}
	}
	g, _ := graph.Build([]*standard.Standard{s}, graph.Content{Home: graph.Home{}})
	var got []string
	for _, d := range diag.Sort(Run(g)) {
		got = append(got, fmt.Sprintf("%s:%d:%d %s %s", strings.TrimPrefix(d.Pos.File, "standard/1/"), d.Pos.Line, d.Pos.Column, d.Code, d.Message))
	}
	return got
}

func TestASoundStandardHasNoFindings(t *testing.T) {
	if got := findings(t, nil); len(got) > 0 {
		t.Errorf("got %q", got)
	}
}

// Each case plants one fault, says what is found, and gives an erratum that settles it.
var faults = []struct {
	name    string
	changes []string
	want    []string
	settles string
}{
	{"repeated code in another task", []string{",1.2 办理,1.2.1,了解 → ,1.2 办理,1.1.1,了解"}, []string{
		"chuji.csv:4:9 code-outside-task 编码“1.1.1”列在任务“1.2 办理”之下",
		"chuji.csv:4:9 repeated-code 初级的编码“1.1.1”重复",
	}, "更正,初级/1.2/1.1.1,1.1.1,1.2.1"},
	{"repeated code in the same task", []string{",,1.1.2,了解 → ,,1.1.1,了解"}, []string{
		"chuji.csv:3:3 repeated-code 初级的编码“1.1.1”重复",
	}, "更正,初级/1.1/1.1.1#2,1.1.1,1.1.2"},
	{"code outside its task", []string{",1.2 办理,1.2.1,了解 → ,1.2 办理,3.2.1,了解"}, []string{
		"chuji.csv:4:9 code-outside-task 编码“3.2.1”列在任务“1.2 办理”之下",
	}, "存疑,初级/1.2/3.2.1,3.2.1,"},
	{"task outside its area", []string{"2. 服务,2.1 志愿,2.1.1,了解 → 2. 服务,3.1 志愿,3.1.1,了解"}, []string{
		"chuji.csv:5:7 task-outside-area 任务“3.1 志愿”列在领域“2 服务”之下",
	}, "存疑,初级/3.1,3.1 志愿,"},
	{"task in two places", []string{"2. 服务,2.1 志愿,2.1.1,了解志愿，能解答。 → 2. 服务,2.1 志愿,2.1.1,了解志愿，能解答。⏎1. 政务,1.1 咨询,1.1.3,了解民情，能劝。"}, []string{
		"chuji.csv:6:1 skipped-number 初级的领域的编号 1 排在 2 后面",
		"chuji.csv:6:7 repeated-task 任务“1.1”在初级的表里出现两次",
		"chuji.csv:6:14 skipped-number 初级的编码从 1.1.3 开始，没有 1.1.1",
	}, ""},
	{"skipped code", []string{",,1.1.2,了解 → ,,1.1.3,了解"}, []string{
		"chuji.csv:3:3 skipped-number 初级的编码缺 1.1.2",
	}, "存疑,初级/1.1/1.1.3,1.1.3,"},
	{"several skipped", []string{",,1.1.2,了解 → ,,1.1.5,了解"}, []string{
		"chuji.csv:3:3 skipped-number 初级的编码从 1.1.1 跳到 1.1.5，缺 1.1.2 至 1.1.4",
	}, "存疑,初级/1.1/1.1.1,1.1.1,"},
	{"first code missing", []string{"1.1 咨询,1.1.1,熟悉 → 1.1 咨询,1.1.2,熟悉"}, []string{
		"zhongji.csv:2:14 skipped-number 中级的编码从 1.1.2 开始，没有 1.1.1",
	}, "存疑,中级/1.1/1.1.2,1.1.2,"},
	{"skipped chapter", []string{"# 3 适用专业 → # 8 适用专业"}, []string{
		"standard.md:27:3 skipped-number 章条从 2 跳到 8，缺 3 至 7",
		"standard.md:31:3 skipped-number 章条的编号 4 排在 8 后面",
	}, "存疑,8,8 适用专业,"},
	{"repeated chapter", []string{"## 2.2 治理 → ## 2.1 治理"}, []string{
		"standard.md:23:4 repeated-chapter 章条编号“2.1”重复",
	}, "存疑,2.1,2.1 治理,"},
	{"skipped reference", []string{"- [2] 乙文 → - [4] 乙文"}, []string{
		"standard.md:52:3 skipped-number 参考文献从 1 跳到 4，缺 2 至 3",
	}, "存疑,参考文献[4],[4],"},
	{"opening verb", []string{"了解政策，能解答 → 通晓政策，能解答"}, []string{
		"chuji.csv:3:9 opening-verb 初级 1.1.2 没有以“了解”开头",
	}, "存疑,初级/1.1/1.1.2,通晓,"},
	{"verb of another level", []string{"了解政策，能解答 → 熟悉政策，能解答"}, []string{
		"chuji.csv:3:9 opening-verb 初级 1.1.2 没有以“了解”开头",
	}, "更正,初级/1.1/1.1.2,熟悉,了解"},
	{"no full stop", []string{"能审核居民提交的材料。 → 能审核居民提交的材料"}, []string{
		"zhongji.csv:3:29 no-full-stop 中级 1.2.1 没有以句号结尾",
	}, "转录,中级/1.2/1.2.1,材料,材料。"},
	{"doubled marks", []string{"熟悉志愿，能动员 → 熟悉志愿，，能动员"}, []string{
		"zhongji.csv:4:24 odd-punctuation 中级 2.1.1 有标点连用“，，”",
	}, "存疑,中级/2.1/2.1.1,，，,"},
	{"half-width mark", []string{"熟悉志愿，能动员 → 熟悉志愿;能动员"}, []string{
		"zhongji.csv:4:23 odd-punctuation 中级 2.1.1 有半角标点或空格“愿;”",
	}, "存疑,中级/2.1/2.1.1,志愿;,"},
	{"unpaired bracket", []string{"民意（村）情 → 民意（村情"}, []string{
		"chuji.csv:2:24 odd-punctuation 初级 1.1.1 的“（”没有成对",
	}, "存疑,初级/1.1/1.1.1,（,"},
	{"same text", []string{"了解政策，能解答。 → 了解民意（村）情，能掌握居民的政策需求。"}, []string{
		"chuji.csv:3:9 same-text 初级 1.1.2 与 1.1.1 文字相同",
	}, "存疑,初级/1.1/1.1.1,民意,"},
	{"same ability in a task", []string{"了解政策，能解答。 → 了解政策，能掌握居民的政策需求。"}, []string{
		"chuji.csv:3:14 same-ability 初级 1.1.2 与 1.1.1 的能力相同：“能掌握居民的政策需求”",
	}, "存疑,初级/1.1/1.1.1,掌握,"},
	{"same long ability in another task", []string{"能查验居民提交的材料 → 能掌握居民的政策需求"}, []string{
		"chuji.csv:4:20 same-ability 初级 1.2.1 与 1.1.1 的能力相同：“能掌握居民的政策需求”",
	}, "存疑,初级/1.2/1.2.1,能掌握,"},
	{"task renamed", []string{",1.2 办理,1.2.1,熟悉 → ,1.2 审批,1.2.1,熟悉"}, []string{
		"zhongji.csv:3:2 task-renamed 任务 1.2 在中级叫“审批”，在较低等级叫“办理”",
	}, "存疑,中级/1.2,审批,"},
	{"area renamed", []string{"2. 服务,2.1 志愿,2.1.1,熟悉 → 2. 社区服务,2.1 志愿,2.1.1,熟悉"}, []string{
		"zhongji.csv:4:1 task-renamed 领域 2 在中级叫“社区服务”，在较低等级叫“服务”",
	}, "存疑,中级/2,社区服务,"},
	{"caption with a header glued on", []string{"[表 2 要求（中级）] → [表 2 要求（中级）工作领域]"}, []string{
		"standard.md:47:1 caption 题注末尾多出“工作领域”",
	}, "转录,表2 题注,（中级）工作领域,（中级）"},
	{"caption of another level", []string{"[表 2 要求（中级）] → [表 2 要求（初级）]"}, []string{
		"standard.md:47:1 caption 题注写的是“初级”，这是中级的表",
	}, "更正,表2 题注,初级,中级"},
	{"caption misnumbered", []string{"[表 2 要求（中级）] → [表 3 要求（中级）]"}, []string{
		"standard.md:47:1 caption 题注编号是 3，这是第 2 张表",
	}, "存疑,表3 题注,表 3,"},
	{"level repeated", []string{"（初级）：面向 → （中级）：面向"}, []string{
		"standard.md:31:3 missing-level-text “面向职业岗位”没有说到初级",
		"standard.md:35:1 repeated-level “中级”在“面向职业岗位”里说了两次",
	}, "更正,4 第1段,（中级）,（初级）"},
	{"level missing", []string{"⏎中级：熟悉。⏎ → "}, []string{
		"standard.md:37:3 missing-level-text “等级划分”没有说到中级",
	}, "存疑,5,5 等级划分,"},
	{"term defined twice", []string{"## 2.2 治理 → ## 2.2 社区"}, []string{
		"standard.md:23:4 repeated-term 术语“社区”定义了两次",
	}, "存疑,2.1,2.1 社区,"},
	{"lane of an unknown code", []string{lanes("政策,1.1.1 1.1.9,1.1.1,,甲,", "丙,1.1.2,,,甲,", "办理,1.2.1,1.2.1,,甲,", "志愿,2.1.1,2.1.1,,甲,")}, []string{
		"progressions.csv:2:10 lane-code 初级没有编码 1.1.9",
	}, ""},
	{"lane of a code whose row could not be read", []string{",,1.1.2,了解政策，能解答。 → ,1.1.2",
		lanes("政策,1.1.1 1.1.2,1.1.1,,甲,", "办理,1.2.1,1.2.1,,甲,", "志愿,2.1.1,2.1.1,,甲,")}, nil, ""},
	{"row between others that could not be read", []string{",1.2 办理,1.2.1,了解流程，能查验居民提交的材料。 → 1.2.1,了解流程"}, nil, ""},
	{"lane of a code that the level lacks", []string{lanes("政策,1.1.1,1.1.1 1.1.2,,甲,", "丙,1.1.2,,,甲,", "办理,1.2.1,1.2.1,,甲,", "志愿,2.1.1,2.1.1,,甲,")}, []string{
		"progressions.csv:2:16 lane-code 中级没有编码 1.1.2",
	}, ""},
	{"requirement in two lanes", []string{lanes("政策,1.1.1,1.1.1,,甲,", "丙,1.1.2 1.1.1,,,甲,", "办理,1.2.1,1.2.1,,甲,", "志愿,2.1.1,2.1.1,,甲,")}, []string{
		"progressions.csv:3:9 lane-twice 初级 1.1.1 已经在递进“政策”里",
	}, ""},
	{"lane across tasks without a reason", []string{lanes("政策,1.1.1 1.1.2,1.1.1,,甲,", "办理,1.2.1,1.2.1 2.1.1,,甲,", "志愿,2.1.1,,,甲,")}, []string{
		"progressions.csv:3:1 lane-across-tasks 递进“办理”跨了任务“1.2 办理”和“2.1 志愿”，没有写依据",
	}, ""},
	{"lane without a reviewer", []string{lanes("政策,1.1.1 1.1.2,1.1.1,,,", "办理,1.2.1,1.2.1,,甲,", "志愿,2.1.1,2.1.1,,甲,")}, []string{
		"progressions.csv:2:1 lane-unreviewed 递进“政策”待审，不发布",
	}, ""},
	{"requirement in no lane", []string{lanes("政策,1.1.1,1.1.1,,甲,", "办理,1.2.1,1.2.1,,甲,", "志愿,2.1.1,2.1.1,,甲,")}, []string{
		"chuji.csv:3:3 no-lane 初级 1.1.2 未审：不在任何递进里",
	}, ""},
	{"major listed twice", []string{"社会工作、家政服务 → 社会工作、家政服务、社会工作"}, []string{
		"standard.md:29:18 repeated-major 中等职业学校的专业“社会工作”列了两次",
	}, "存疑,3 第1段,家政服务、社会工作,"},
}

// lanes is a change that puts a file of lanes beside the standard.
func lanes(rows ...string) string {
	return "progressions.csv → 递进,初级,中级,依据,审核人,日期\n" + strings.Join(rows, "\n") + "\n"
}

func TestFaultsAreFoundAndSettled(t *testing.T) {
	for _, c := range faults {
		t.Run(c.name, func(t *testing.T) {
			if got := findings(t, c.changes); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if c.settles == "" {
				return
			}
			row := c.settles
			if strings.Count(row, ",") == 2 {
				row += ","
			}
			if got := findings(t, c.changes, row); len(got) > 0 {
				t.Errorf("%s does not settle %q", row, got)
			}
		})
	}
}

func TestADoubtDoesNotSettleARepeatedCode(t *testing.T) {
	got := findings(t, []string{",,1.1.2,了解 → ,,1.1.1,了解"}, "存疑,初级/1.1/1.1.1#2,1.1.1,")
	if len(got) != 1 || !strings.Contains(got[0], "repeated-code") {
		t.Errorf("got %q", got)
	}
}

func TestShortAbilitiesMayRepeatAcrossTasks(t *testing.T) {
	if got := findings(t, []string{"能查验居民提交的材料 → 能解答"}); len(got) > 0 {
		t.Errorf("got %q", got)
	}
}

func TestAStandardWithoutStopsIsNotAskedForThem(t *testing.T) {
	bare := []string{"需求。⏎,,1.1.2 → 需求⏎,,1.1.2", "解答。⏎,1.2 → 解答⏎,1.2", "材料。⏎2. 服务,2.1 志愿,2.1.1,了解 → 材料⏎2. 服务,2.1 志愿,2.1.1,了解", "了解志愿，能解答。 → 了解志愿，能解答"}
	if got := findings(t, bare); len(got) > 0 {
		t.Errorf("got %q", got)
	}
	if got := findings(t, bare[:1]); len(got) != 1 || !strings.Contains(got[0], "no-full-stop") {
		t.Errorf("one of many without a stop: got %q", got)
	}
}

func TestStandardsByLanesMayNameTasksAnew(t *testing.T) {
	got := findings(t, []string{"rights: 甲 → rights: 甲⏎alignment: lanes", ",1.2 办理,1.2.1,熟悉 → ,1.2 审批,1.2.1,熟悉"})
	if len(got) > 0 {
		t.Errorf("got %q", got)
	}
}

func TestTheHintIsTheRowToWrite(t *testing.T) {
	var tree files.Tree
	ar, err := txtar.ParseFile("testdata/sound.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ar.Files {
		text := strings.Replace(string(f.Data), "2.1 志愿,2.1.1,了解", "2.1 志愿,1.1.1,了解", 1)
		tree.Files = append(tree.Files, files.File{Path: f.Name, Data: []byte(text), Size: int64(len(text))})
	}
	slices.SortFunc(tree.Files, func(a, b files.File) int { return strings.Compare(a.Path, b.Path) })
	s, _ := standard.Parse(tree, "standard/1")
	g, _ := graph.Build([]*standard.Standard{s}, graph.Content{Home: graph.Home{}})
	for _, d := range Run(g) {
		if !strings.Contains(d.Hint, "位置“初级/2.1/1.1.1”，原文“1.1.1”，更正“2.1.1”") {
			t.Errorf("%s: hint %q", d.Code, d.Hint)
		}
	}
}

func TestEveryRuleFiresAndIsExplained(t *testing.T) {
	fired := map[string]bool{}
	for _, c := range faults {
		for _, f := range c.want {
			fired[strings.Fields(f)[1]] = true
		}
	}
	for _, c := range pageFaults {
		for _, f := range c.want {
			fired[strings.Fields(f)[1]] = true
		}
	}
	seen := map[string]bool{}
	for _, k := range Kinds() {
		if !fired[k.Code] {
			t.Errorf("no case makes %s fire", k.Code)
		}
		if seen[k.Code] || k.Title == "" || len([]rune(k.Why)) < 15 || k.Severity == 0 {
			t.Errorf("%s is not explained, or stands twice", k.Code)
		}
		seen[k.Code] = true
	}
}
