package importer

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/markdown"
)

// A level is a table with what the front matter says of it.
type level struct {
	*table
	id, name, file string
	comprises      bool
}

// write makes the files of a document that was read from data.
func (d *document) write(name string, data []byte, opts Options) (Import, []diag.Diagnostic) {
	if len(d.tables) == 0 {
		return Import{}, append(d.problems, noTable.At(diag.Pos{File: name}, "文件里找不到职业技能要求的表格").
			WithHint("表头应含“工作领域、工作任务、职业技能要求”，每条要求前有 1.1.1 这样的编码"))
	}
	m := d.readMeta()
	levels := d.levels(name, m)
	m.code = codeOf(m, name, opts)
	d.unfilled(name, m)
	source := sourceName(name)
	imp := Import{Code: m.code, Title: m.title, Version: m.version, Dropped: d.acc.dropped(), Counts: d.count(levels)}
	imp.Files = map[string][]byte{
		"standard.md":    d.standardMD(m, levels, source, data),
		source:           data,
		".gitattributes": []byte(source + " -text\n*.csv -text\n"),
	}
	for _, l := range levels {
		imp.Files[l.file] = l.csv()
	}
	if d.unlisted > 0 {
		d.problems = append(d.problems, unsure.At(diag.Pos{File: name}, "另有 %d 处拿不准的地方没有逐一列出", d.unlisted).
			WithHint("这份文字与常见的排法相差太远，请先核对它是不是标准的正文或表格"))
	}
	return imp, d.problems
}

// sourceName is the name under which the source is kept: its kind stays.
func sourceName(name string) string {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".csv", ".tsv", ".md":
		return "source" + ext
	}
	return "source.txt"
}

// levels gives every table its level, from the lowest.
func (d *document) levels(file string, m meta) []level {
	var list []level
	known := true
	for i, t := range d.tables {
		l := level{table: t, name: strings.Join(strings.Fields(t.level.s), "")}
		if l.name == "" {
			l.name = d.nameless(i, file)
		}
		id, order := rankOf(l.name)
		if id == "" || slices.ContainsFunc(list, func(o level) bool { return o.id == id }) {
			id = fmt.Sprintf("level-%d", i+1)
		}
		l.id, l.file = id, "tables/"+id+".csv"
		known = known && order > 0
		list = append(list, l)
	}
	if known {
		slices.SortStableFunc(list, func(a, b level) int {
			_, x := rankOf(a.name)
			_, y := rankOf(b.name)
			return cmp.Compare(x, y)
		})
	}
	for i := range list {
		list[i].comprises = m.comprises && i > 0
	}
	return list
}

// nameless names a level that the text does not: after the file, if it is the only one.
func (d *document) nameless(i int, file string) string {
	if start, end := levelIn(file); start >= 0 && len(d.tables) == 1 {
		return file[start:end]
	}
	name := "不分级"
	if len(d.tables) > 1 {
		name = fmt.Sprintf("第%d级", i+1)
	}
	at := d.tables[i].rows[0].code.start()
	d.problems = append(d.problems, noLevel.At(d.acc.lines.Pos(max(at, 0)), "这里的表格没有写明等级，暂作“%s”", name).
		WithHint("在表格前加一行题注，例如“表 1 职业技能等级要求（初级）”，再重新导入；或者在 standard.md 的 levels 里改名"))
	return name
}

// unfilled reports what the front matter lacks.
func (d *document) unfilled(file string, m meta) {
	var lacking []string
	for _, k := range []struct{ value, what string }{
		{m.code, "标准代码（code）"}, {m.title, "名称（title）"}, {m.edition, "版次（edition）"}, {m.version, "版本号（version）"},
		{m.publisher, "制定单位（publisher）"}, {m.issued, "发布时间（issued）"}, {m.rights, "权利声明（rights）"},
	} {
		if k.value == "" {
			lacking = append(lacking, k.what)
		}
	}
	if len(lacking) > 0 {
		d.problems = append(d.problems, unfilled.At(diag.Pos{File: file}, "原文里没有找到%s", strings.Join(lacking, "、")).
			WithHint("请对照正式文本，在 standard.md 的文件头里补上"))
	}
}

func (d *document) count(levels []level) Counts {
	var c Counts
	areas, tasks, codes := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, l := range levels {
		c.Levels = append(c.Levels, LevelCount{l.name, len(l.rows)})
		c.Requirements += len(l.rows)
		for _, r := range l.rows {
			codes[fold(r.code.s)] = true
			if g := areaFirst.FindStringSubmatch(r.area.s); !r.area.empty() {
				areas[fold(firstOf(g, r.area.s))] = true
			}
			if g := taskFirst.FindStringSubmatch(r.task.s); g != nil {
				tasks[fold(g[1]+"."+g[2])] = true
			} else if !r.task.empty() {
				tasks[fold(r.task.s)] = true
			}
		}
	}
	c.Areas, c.Tasks, c.Codes = len(areas), len(tasks), len(codes)
	for _, b := range d.blocks {
		if b.kind == headingBlock {
			c.Chapters++
		}
	}
	return c
}

func firstOf(g []string, otherwise string) string {
	if g == nil {
		return otherwise
	}
	return g[1]
}

// claim notes everything that the files print.
func (d *document) claim() {
	for _, b := range d.blocks {
		d.acc.claim(b.mark)
		d.acc.claim(b.text)
		for _, cells := range b.rows {
			for _, c := range cells {
				d.acc.claim(c)
			}
		}
	}
	for _, t := range d.tables {
		for _, r := range t.rows {
			for _, c := range []text{r.area, r.task, r.code, r.skill, r.know} {
				d.acc.claim(c)
			}
		}
		for r, name := range t.names {
			if columnName(role(r), name) == fold(name.s) {
				d.acc.claim(name)
			}
		}
	}
}

// recover closes the account: what nothing has spoken for becomes a paragraph where it
// stood, and a problem.
func (d *document) recover() {
	d.tables = slices.DeleteFunc(d.tables, func(t *table) bool { return len(t.rows) == 0 })
	for i, b := range d.blocks {
		if b.table != nil && len(b.table.rows) == 0 {
			d.blocks[i].table = nil
		}
	}
	d.claim()
	var found []block
	for _, s := range d.acc.unclaimed() {
		t := text{d.acc.source[s.start:s.end], nil}
		for at := s.start; at < s.end; at++ {
			t.at = append(t.at, at)
		}
		d.acc.claim(t)
		d.report(lost, s.start, "请对照原文，把它移到应在的位置", "这段文字不知道应归入哪里，已原样留在正文里：“%s”", excerpt(t.s))
		found = append(found, block{text: t, at: s.start})
	}
	d.insert(found)
}

// insert puts blocks where they stand in the source; their places ascend.
func (d *document) insert(found []block) {
	var all []block
	for _, b := range d.blocks {
		for len(found) > 0 && found[0].at < b.at {
			all = append(all, found[0])
			found = found[1:]
		}
		all = append(all, b)
	}
	d.blocks = append(all, found...)
}

// standardMD writes the front matter and the chapters.
func (d *document) standardMD(m meta, levels []level, source string, data []byte) []byte {
	var w strings.Builder
	m.write(&w, levels, source, data)
	last := paragraph
	for _, b := range d.blocks {
		if b.kind != item || last != item {
			w.WriteString("\n")
		}
		last = b.kind
		w.WriteString(b.markdown(levels))
	}
	return []byte(w.String())
}

func (b block) markdown(levels []level) string {
	// White space that no reader sees is one space: a tab would begin a code block.
	words := strings.Join(strings.FieldsFunc(b.text.s, func(c rune) bool { return c == '\t' || c == '\n' }), " ")
	switch b.kind {
	case headingBlock:
		return markdown.EscapeHeading(b.depth, words) + "\n"
	case item:
		return markdown.EscapeItem(words) + "\n"
	case caption:
		for _, l := range levels {
			if l.table == b.table {
				return markdown.EscapeLink(words, l.file) + "\n"
			}
		}
	case grid:
		return b.grid()
	}
	return markdown.Escape(words) + "\n"
}

// grid writes a table that is none of a level's.
func (b block) grid() string {
	n := 0
	for _, cells := range b.rows {
		n = max(n, len(cells))
	}
	var w strings.Builder
	for i, cells := range b.rows {
		list := make([]string, n)
		for j, c := range cells {
			list[j] = c.s
		}
		w.WriteString(markdown.EscapeRow(list) + "\n")
		if i == 0 {
			w.WriteString("|" + strings.Repeat(" --- |", n) + "\n")
		}
	}
	return w.String()
}

// write writes the front matter.
func (m meta) write(w *strings.Builder, levels []level, source string, data []byte) {
	sum := sha256.Sum256(data)
	w.WriteString("---\n")
	for _, k := range []struct{ key, value string }{
		{"code", quote(m.code)}, {"title", scalar(m.title)}, {"edition", scalar(m.edition)}, {"version", quote(m.version)},
		{"publisher", scalar(m.publisher)}, {"issued", scalar(m.issued)}, {"rights", scalar(m.rights)}, {"original", quote("")},
		{"source", "{file: " + source + ", sha256: " + quote(hex.EncodeToString(sum[:])) + "}"},
		{"alignment", m.alignment()},
	} {
		fmt.Fprintf(w, "%s: %s\n", k.key, k.value)
	}
	if len(m.common) > 0 {
		var terms []string
		for _, t := range m.common {
			terms = append(terms, scalar(t))
		}
		fmt.Fprintf(w, "common: [%s]\n", strings.Join(terms, ", "))
	}
	w.WriteString("levels:\n")
	for _, l := range levels {
		fmt.Fprintf(w, "  - {id: %s, name: %s, verb: %s, table: %s, comprises: %t}\n", l.id, scalar(l.name), scalar(l.verb()), l.file, l.comprises)
	}
	w.WriteString("---\n")
}

func (m meta) alignment() string {
	if m.lanes {
		return "lanes"
	}
	return "codes"
}

// plainScalar are Chinese words with figures among them, which YAML reads as they are.
var plainScalar = regexp.MustCompile(`^[0-9A-Za-z.]*[\p{Han}《“][\p{Han}0-9A-Za-z./、，。；（）《》“”·—]*$`)

// scalar writes s as a value of YAML: bare if that is safe, else in quotation marks.
func scalar(s string) string {
	if plainScalar.MatchString(s) && s != "是" && s != "否" {
		return s
	}
	return quote(s)
}

var quoted = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// quote writes s in quotation marks.
func quote(s string) string { return `"` + quoted.Replace(s) + `"` }
