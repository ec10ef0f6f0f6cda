package build

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/render"
)

// Benchmarks of sites of different sizes. Each reports, beside the usual, what one page
// costs, since that is what must not grow with the site:
//
//	ns/page        time
//	B/page         bytes allocated, most of them soon free again
//	live-B/page    bytes that are still held when the phase is done
//
// Run them with
//
//	go test -run '^$' -bench . -benchtime 3x ./cmd/jinjie/internal/build

// benchSizes are the numbers of standards of the sites.
var benchSizes = []int{1, 25, 100}

// BenchmarkBuild is the whole way, from the sources to the published site.
func BenchmarkBuild(b *testing.B) {
	eachSize(b, func(b *testing.B, dir string) {
		out := b.TempDir()
		measure(b, func(i int) (any, int) {
			result, problems, err := Run(Options{Source: dir, Destination: filepath.Join(out, strconv.Itoa(i))})
			if err != nil || len(problems) > 0 {
				b.Fatalf("%v\n%s", err, said(problems))
			}
			return nil, result.Pages
		})
	})
}

// BenchmarkOpen is reading, parsing, joining and checking.
func BenchmarkOpen(b *testing.B) {
	eachSize(b, func(b *testing.B, dir string) {
		measure(b, func(int) (any, int) {
			s := opened(b, dir)
			return s, s.result().Pages
		})
	})
}

// BenchmarkRender is making all pages of a site that has been read.
func BenchmarkRender(b *testing.B) {
	eachSize(b, func(b *testing.B, dir string) {
		s := opened(b, dir)
		measure(b, func(int) (any, int) {
			made, problems, err := s.make()
			if err != nil || len(problems) > 0 {
				b.Fatalf("%v\n%s", err, said(problems))
			}
			return made, len(render.Index(s.graph))
		})
	})
}

// BenchmarkPublish is writing a site that has been made into a new folder.
func BenchmarkPublish(b *testing.B) {
	eachSize(b, func(b *testing.B, dir string) {
		s := opened(b, dir)
		made, _, err := s.make()
		if err != nil {
			b.Fatal(err)
		}
		artifacts := s.artifacts(made)
		out := b.TempDir()
		measure(b, func(i int) (any, int) {
			_, problems, err := files.Publish(filepath.Join(out, strconv.Itoa(i)), files.Site{Artifacts: artifacts, Inputs: "1"})
			if err != nil || len(problems) > 0 {
				b.Fatalf("%v\n%s", err, said(problems))
			}
			return nil, len(render.Index(s.graph))
		})
	})
}

// BenchmarkMistakes is checking a site where every lesson names ten things that are not
// there, as after a word of the standard was changed.
func BenchmarkMistakes(b *testing.B) {
	eachSize(b, func(b *testing.B, dir string) {
		spoil(b, dir)
		measure(b, func(int) (any, int) {
			result, problems, err := Check(Options{Source: dir})
			if err != nil || diag.Errors(problems) < 10*result.Lessons {
				b.Fatal(err, len(problems))
			}
			return nil, result.Pages
		})
	})
}

// spoil puts references to nothing into all lessons of a site.
func spoil(tb testing.TB, dir string) {
	lessons, err := filepath.Glob(filepath.Join(dir, "content/lessons/*/*-*.md"))
	if err != nil {
		tb.Fatal(err)
	}
	for _, name := range lessons {
		text, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		put(tb, name, string(text)+"\n见[[网格化管理]]、[[社区协商]]、[[9.9.9]]、[[1.1.1@特级]]、[[chuji-1-9]]、[课](chuji-1-9.md)、![图](tu.png)、[页](../../100001/1.1.9.html)、[[社区自治]]和[[志愿者]]。\n")
	}
}

func eachSize(b *testing.B, run func(b *testing.B, dir string)) {
	for _, n := range benchSizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			run(b, generate(b, n))
		})
	}
}

// measure runs a phase again and again, and reports what it costs a page. The phase
// returns what it has made, so that it can be weighed, and for how many pages.
func measure(b *testing.B, phase func(i int) (made any, pages int)) {
	var before, after runtime.MemStats
	var made any
	pages, live := 0, uint64(0)
	runtime.GC()
	runtime.ReadMemStats(&before)
	i := 0
	for b.Loop() {
		made = nil
		made, pages = phase(i)
		i++
	}
	runtime.ReadMemStats(&after)
	allocated := after.TotalAlloc - before.TotalAlloc
	runtime.GC()
	runtime.ReadMemStats(&after)
	if after.HeapAlloc > before.HeapAlloc {
		live = after.HeapAlloc - before.HeapAlloc
	}
	runtime.KeepAlive(phase)
	runtime.KeepAlive(made)
	all := float64(pages) * float64(i)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/all, "ns/page")
	b.ReportMetric(float64(allocated)/all, "B/page")
	b.ReportMetric(float64(live)/float64(pages), "live-B/page")
	b.ReportMetric(float64(pages), "pages")
}

// What a page costs is the same in a large site as in a small one: what each standard
// more takes is counted, of memory that is allocated and of memory that is kept.
func TestAPageCostsTheSameInALargeSite(t *testing.T) {
	costOf(t, 1) // the first time fills what is filled once
	var costs [3]cost
	for i := range costs {
		costs[i] = costOf(t, 1<<i)
	}
	small, large := costs[1].less(costs[0]), costs[2].less(costs[1])
	for _, c := range []struct {
		name         string
		small, large float64
	}{
		{"allocations", small.allocations, large.allocations},
		{"bytes allocated", small.allocated, large.allocated},
		{"bytes kept of the sources", small.opened, large.opened},
		{"bytes kept of the pages", small.made, large.made},
	} {
		before, after := c.small/small.pages, c.large/large.pages
		t.Logf("%s a page: %.0f, then %.0f", c.name, before, after)
		if after > before*1.05 {
			t.Errorf("%s a page grow from %.0f to %.0f", c.name, before, after)
		}
	}
}

// A cost is what making a site takes.
type cost struct {
	pages, allocations float64
	allocated          float64 // bytes, most of them soon free again
	opened, made       float64 // bytes that are kept after reading, and of all pages
}

func (c cost) less(d cost) cost {
	return cost{c.pages - d.pages, c.allocations - d.allocations, c.allocated - d.allocated, c.opened - d.opened, c.made - d.made}
}

// costOf makes a site of n standards.
func costOf(t *testing.T, n int) cost {
	dir := generate(t, n)
	var before, read, all runtime.MemStats
	weigh(&before)
	s := opened(t, dir)
	weigh(&read)
	made, problems, err := s.make()
	if err != nil || len(problems) > 0 {
		t.Fatal(err, said(problems))
	}
	artifacts := s.artifacts(made)
	made = nil
	weigh(&all)
	runtime.KeepAlive(artifacts)
	return cost{
		pages: float64(len(render.Index(s.graph))), allocations: float64(all.Mallocs - before.Mallocs), allocated: float64(all.TotalAlloc - before.TotalAlloc),
		opened: float64(read.HeapAlloc) - float64(before.HeapAlloc), made: float64(all.HeapAlloc) - float64(read.HeapAlloc),
	}
}

// weigh counts the memory that is in use.
func weigh(m *runtime.MemStats) {
	runtime.GC()
	runtime.GC() // pools are emptied by the second
	runtime.ReadMemStats(m)
}

// A page that was parsed is HTML, plain text and places: no syntax tree outlives it, which
// alone takes eight times the source.
func TestParsedPagesKeepLittle(t *testing.T) {
	tree, _, err := files.ReadTree(generate(t, 2), parsed)
	if err != nil {
		t.Fatal(err)
	}
	source := 0
	for _, f := range tree.Under("content") {
		source += len(f.Data)
	}
	var before, after runtime.MemStats
	weigh(&before)
	s := &snapshot{tree: tree, pages: map[string]parsedPage{}}
	pages, _ := s.readPages(nil)
	weigh(&after)
	kept := float64(after.HeapAlloc-before.HeapAlloc) / float64(source)
	t.Logf("%d pages keep %.1f bytes for each of their source", len(pages), kept)
	if kept > 6 {
		t.Errorf("%d pages keep %.1f bytes for each of their source", len(pages), kept)
	}
	runtime.KeepAlive(s)
	runtime.KeepAlive(pages)
}

// opened reads the site in dir, which must be sound.
func opened(tb testing.TB, dir string) *snapshot {
	tb.Helper()
	s, err := open(Options{Source: dir})
	if err != nil || len(s.problems) > 0 {
		tb.Fatal(fmt.Sprint(err), "\n", said(s.problems))
	}
	return s
}

// generate writes a sound site of n standards to a new folder, the same each time. Each
// standard has the shape of 590008: 3 levels, 3 areas, 11 tasks, 48 codes and 136
// requirements; each task has a lesson at each level, of about 2,000 Chinese characters,
// and the lessons of a standard make a course. Names of terms are the same in all
// standards, and names of lessons but for their folder, as in a school with many.
func generate(tb testing.TB, n int) string {
	tb.Helper()
	dir := tb.TempDir()
	put(tb, filepath.Join(dir, "content/index.md"), "---\ntitle: 大站\nbase_url: https://example.edu.cn/skills/\n---\n\n各项标准和课。\n")
	for i := range n {
		g := newGenerated(100001 + i)
		for name, text := range g.files() {
			put(tb, filepath.Join(dir, name), text)
		}
	}
	return dir
}

// A generated is one standard with its lessons, as it is written.
type generated struct {
	code  string
	tasks []genTask
	words *rand.Rand
}

// A genTask is a task: its number, and how many codes each level has of it.
type genTask struct {
	number, name string
	codes        [3]int
}

var (
	genLevels = [...]struct{ id, name, verb string }{{"chuji", "初级", "了解"}, {"zhongji", "中级", "熟悉"}, {"gaoji", "高级", "掌握"}}
	genAreas  = [...]string{"政务管理", "村务治理", "社区服务"}
	genTerms  = [...]string{"社区治理", "特殊群体", "社区服务站", "志愿服务", "网格管理", "居务公开", "议事协商", "便民服务", "社会组织", "基层自治"}
	genFields = [...]string{"入户走访", "政策宣传", "信息采集", "台账整理", "会议组织", "选举筹备", "活动策划", "资源链接", "矛盾调解", "骨干培育", "需求评估", "档案管理"}
	genKinds  = [...]string{"流程", "方法", "规范", "要点"}
	genDeeds  = [3]string{"能独立开展%s的%s工作。", "能组织他人完成%s的%s任务。", "能评估并改进%s的%s方案。"}
)

// newGenerated makes the standard of a code. The tasks have the sizes of those of 590008.
func newGenerated(number int) *generated {
	g := &generated{code: fmt.Sprint(number), words: rand.New(rand.NewPCG(590008, uint64(number)))}
	sizes := []string{"1.1 444", "1.2 444", "1.3 444", "2.1 444", "2.2 444", "2.3 444", "3.1 445", "3.2 344", "3.3 455", "3.4 446", "3.5 444"}
	for i, s := range sizes {
		t := genTask{number: s[:3], name: genFields[i] + "工作"}
		for level := range t.codes {
			t.codes[level] = int(s[4+level] - '0')
		}
		g.tasks = append(g.tasks, t)
	}
	return g
}

// requirement is what a level asks for under a code of a task; no two are the same.
func (g *generated) requirement(level, task, code int) string {
	n := task*6 + code
	field, kind := genFields[n%len(genFields)], genKinds[n/len(genFields)%len(genKinds)]
	return genLevels[level].verb + genTerms[n%len(genTerms)] + "中" + field + "的" + kind + "，" + fmt.Sprintf(genDeeds[level], field+kind, genFields[(n+5)%len(genFields)]+strings.Repeat("与协调", n/48))
}

// markup is what chapters holds and its source does not: the tables follow there.
var markup = regexp.MustCompile(`(?m)^(?:#+ |- |\[表.*\n)`)

// files are all files of the standard and its lessons, by name.
func (g *generated) files() map[string]string {
	dir := "standard/" + g.code + "/"
	files := map[string]string{}
	text := g.chapters()
	source := markup.ReplaceAllString(text, "")
	for level := range genLevels {
		table, printed := g.table(level)
		files[dir+genLevels[level].id+".csv"] = table
		source += printed
	}
	files[dir+"source.txt"] = source
	files[dir+"standard.md"] = g.head(source) + text
	files[dir+"progressions.csv"] = g.lanes()
	var names []string
	for t := range g.tasks {
		for level := range genLevels {
			name := g.lessonName(level, t)
			files["content/lessons/"+name+".md"] = g.lesson(level, t)
			names = append(names, name)
		}
	}
	files["content/lessons/"+g.code+"/kecheng.md"] = fmt.Sprintf("---\ntitle: %s 课程\nstandard: %q\nweekly: 4\nlessons: [%s]\n---\n\n依次讲授各课。\n", g.code, g.code, strings.Join(names, ", "))
	return files
}

func (g *generated) head(source string) string {
	sum := sha256.Sum256([]byte(source))
	var b strings.Builder
	fmt.Fprintf(&b, "---\ncode: %q\ntitle: 社区工作%s\nedition: 2021年1.0版\nversion: \"1.0\"\npublisher: 某培训中心\nissued: 2021年12月\nrights: 未经同意，不得翻印。\n", g.code, g.code)
	fmt.Fprintf(&b, "source: {file: source.txt, sha256: %q}\nlevels:\n", hex.EncodeToString(sum[:]))
	for i, l := range genLevels {
		fmt.Fprintf(&b, "  - {id: %s, name: %s, verb: %s, table: %s.csv, comprises: %t}\n", l.id, l.name, l.verb, l.id, i > 0)
	}
	return b.String() + "---\n\n"
}

// chapters is the text of the standard; without its markup it is in the source.
func (g *generated) chapters() string {
	var b strings.Builder
	fmt.Fprintf(&b, "社区工作%s\n\n职业技能等级标准\n\n标准代码：%s\n\n（2021年1.0版）\n\n# 1 范围\n\n本标准适用于社区工作职业技能的培训与考核。\n\n# 2 术语和定义\n\n", g.code, g.code)
	for i, t := range genTerms {
		fmt.Fprintf(&b, "## 2.%d %s term %d\n\n指与%s有关的各项工作的统称，由各单位按照规定分工开展。\n\n", i+1, t, i+1, genFields[i])
	}
	b.WriteString("# 3 面向职业岗位（群）\n\n")
	for _, l := range genLevels {
		fmt.Fprintf(&b, "【社区工作】（%s）：主要面向社区服务站，从事相应的服务工作。\n\n", l.name)
	}
	b.WriteString("# 4 职业技能要求\n\n## 4.1 职业技能等级划分\n\n社区工作职业技能等级分为三个等级：初级、中级、高级，高级别涵盖低级别职业技能要求。\n\n")
	for _, l := range genLevels {
		fmt.Fprintf(&b, "【社区工作】（%s）：%s相关要求，能开展相应的工作。\n\n", l.name, l.verb)
	}
	b.WriteString("## 4.2 职业技能等级要求描述\n\n")
	for i, l := range genLevels {
		fmt.Fprintf(&b, "[表%d 社区工作职业技能等级要求（%s）](%s.csv)\n\n", i+1, l.name, l.id)
	}
	return b.String() + "# 参考文献\n\n- [1] 社区工作指南\n"
}

// table is a level's table as CSV, and as the source prints it.
func (g *generated) table(level int) (csv, printed string) {
	var b, p strings.Builder
	b.WriteString("工作领域,工作任务,编码,职业技能要求\n")
	fmt.Fprintf(&p, "\n表%d 社区工作职业技能等级要求（%s）\n", level+1, genLevels[level].name)
	for i, t := range g.tasks {
		area := t.number[:1] + ". " + genAreas[t.number[0]-'1']
		fmt.Fprintf(&p, "%s\n%s %s\n", area, t.number, t.name)
		for c := range t.codes[level] {
			text := g.requirement(level, i, c)
			fmt.Fprintf(&b, "%s,%s %s,%s.%d,%s\n", area, t.number, t.name, t.number, c+1, text)
			fmt.Fprintf(&p, "%s.%d %s\n", t.number, c+1, text)
		}
	}
	return b.String(), p.String()
}

// lanes puts the requirements of each code into one reviewed lane.
func (g *generated) lanes() string {
	var b strings.Builder
	b.WriteString("递进,初级,中级,高级,依据,审核人,日期\n")
	for _, t := range g.tasks {
		for c := range t.codes[2] {
			var cells [3]string
			for level := range cells {
				if c < t.codes[level] {
					cells[level] = fmt.Sprintf("%s.%d", t.number, c+1)
				}
			}
			fmt.Fprintf(&b, "%s之%d,%s,,某人,2026-01-02\n", t.name, c+1, strings.Join(cells[:], ","))
		}
	}
	return b.String()
}

// lessonName is unique by its folder only.
func (g *generated) lessonName(level, task int) string {
	return g.code + "/" + genLevels[level].id + "-" + strings.ReplaceAll(g.tasks[task].number, ".", "-")
}

// lesson is the page of a task at a level.
func (g *generated) lesson(level, task int) string {
	t := g.tasks[task]
	var codes, reviewed []string
	for c := range t.codes[level] {
		code := fmt.Sprintf("%s.%d", t.number, c+1)
		codes = append(codes, code)
		sum := sha256.Sum256([]byte(g.requirement(level, task, c) + "\n"))
		reviewed = append(reviewed, fmt.Sprintf("  %s@%s: %s", code, genLevels[level].name, hex.EncodeToString(sum[:6])))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s（%s）\nstandard: %q\nlevel: %s\nskills: [%s]\nassesses: [%s]\nhours: 4\nsummary: 能按照规定做好%s。\nupdated: 2026-03-01\n",
		t.name, genLevels[level].name, g.code, genLevels[level].name, strings.Join(codes, ", "), codes[0], t.name)
	fmt.Fprintf(&b, "aliases: [jiu/%s.html]\nreviewed:\n%s\n---\n\n", g.lessonName(level, task), strings.Join(reviewed, "\n"))
	b.WriteString("## 学习目标\n\n")
	for _, code := range codes {
		fmt.Fprintf(&b, "- 说得出[[%s|%s]]。\n", code, g.sentence(20))
	}
	for n := 1; han(b.String()) < 1700; n++ {
		fmt.Fprintf(&b, "\n## 第%d步：%s\n\n%s[[%s]]%s\n\n", n, g.pick(genFields[:]), g.sentence(90), codes[n%len(codes)], g.sentence(60))
		fmt.Fprintf(&b, "%s参见[[%s]]和[[%s]]，%s\n\n1. %s\n2. %s\n\n", g.sentence(60), g.pick(genTerms[:]), g.lessonName((level+n)%3, (task+n)%11), g.sentence(60), g.sentence(30), g.sentence(30))
	}
	b.WriteString("## 常用表格\n\n| 项目 | 做法 | 要求 |\n| --- | --- | :-: |\n")
	for _, code := range codes {
		fmt.Fprintf(&b, "| %s | %s | [[%s\\|看要求]] |\n", g.pick(genFields[:]), g.sentence(20), code)
	}
	fmt.Fprintf(&b, "\n> [!NOTE]\n> %s\n\n## 练习\n\n- [ ] %s\n- [ ] 对照[上一课](%s.md)，%s\n", g.sentence(50), g.sentence(30), strings.TrimPrefix(g.lessonName(level, (task+10)%11), g.code+"/"), g.sentence(30))
	return b.String()
}

func (g *generated) pick(list []string) string { return list[g.words.IntN(len(list))] }

// sentence is a sentence of about so many characters.
func (g *generated) sentence(characters int) string {
	var b strings.Builder
	for han(b.String()) < characters-8 {
		b.WriteString("先把" + g.pick(genFields[:]) + "的" + g.pick(genKinds[:]) + "讲清楚，再" + g.pick([]string{"请教", "核对", "记下", "告诉"}) + g.pick(genTerms[:]) + "的负责人，")
	}
	return strings.TrimSuffix(b.String(), "，") + "。"
}

// han counts Chinese characters.
func han(text string) int {
	n := 0
	for _, c := range text {
		if unicode.Is(unicode.Han, c) {
			n++
		}
	}
	return n
}

// put writes a file of a generated site.
func put(tb testing.TB, name, text string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		tb.Fatal(err)
	}
}
