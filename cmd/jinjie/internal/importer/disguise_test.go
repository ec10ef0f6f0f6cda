package importer

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/standard"
)

// A disguise is one way in which a standard's text may come: how its tables are drawn,
// how a page ends, how codes are printed.
type disguise struct {
	table   func(p *printer, level string, rows []wanted)
	items   string              // what stands between two requirements of one cell; empty: a row each
	code    func(string) string // a code with what stands behind it
	caption func(n int, level string) string
	pageEnd []string // the lines of a page's end, or none
	again   bool     // whether the header is printed anew on each page
	heading func(string) string
	toc     func(string) string // an entry of the contents, or "" for none
	cut     int                 // behind how many characters of a cell the end of a page may cut it; 0: nowhere
}

// A printer prints a standard in a disguise.
type printer struct {
	strings.Builder
	d     disguise
	page  int
	lines int
}

func (p *printer) line(s string) { p.WriteString(s + "\n") }

// header prints the header of a table.
func (p *printer) row(sep, edge string, cells ...string) {
	p.line(edge + strings.Join(cells, sep) + edge)
}

// turn ends a page, if it is long enough; header prints a table's header anew.
func (p *printer) turn(header func()) bool {
	if p.lines++; len(p.d.pageEnd) == 0 || p.lines%7 != 0 {
		return false
	}
	p.page++
	for _, s := range p.d.pageEnd {
		p.line(strings.ReplaceAll(s, "#", fmt.Sprint(p.page)))
	}
	if header != nil && p.d.again {
		header()
	}
	return true
}

var headerCells = []string{"工作领域", "工作任务", "职业技能要求"}

// groups joins the requirements of one task.
func groups(rows []wanted) [][]wanted {
	var list [][]wanted
	for _, r := range rows {
		if n := len(list); n > 0 && list[n-1][0].task == r.task && list[n-1][0].area == r.area {
			list[n-1] = append(list[n-1], r)
			continue
		}
		list = append(list, []wanted{r})
	}
	return list
}

// cells are the rows of a level's table.
func (p *printer) cells(rows []wanted, emit func(cells ...string) bool) {
	area := ""
	for _, g := range groups(rows) {
		first := ""
		if g[0].area != area {
			first = g[0].area
		}
		area = g[0].area
		var texts []string
		for _, r := range g {
			texts = append(texts, p.d.code(r.code)+r.text)
		}
		if p.d.items != "" {
			texts = []string{strings.Join(texts, p.d.items)}
		}
		for i, text := range texts {
			task := g[0].task
			if i > 0 {
				first, task = "", ""
			}
			p.cell(first, task, text, emit)
		}
	}
}

// cell emits a row; where the page ends within it, its text is cut in two.
func (p *printer) cell(area, task, text string, emit func(cells ...string) bool) {
	if runes := []rune(text); p.d.cut > 0 && (p.lines+1)%7 == 0 && len(runes) > 12 {
		at := p.d.cut + p.lines*31%(len(runes)-p.d.cut)
		emit(area, task, string(runes[:at]))
		emit("", "", string(runes[at:]))
		return
	}
	emit(area, task, text)
}

func delimited(sep, edge, rule string) func(*printer, string, []wanted) {
	return func(p *printer, _ string, rows []wanted) {
		header := func() {
			p.row(sep, edge, headerCells...)
			if rule != "" {
				p.line(rule)
			}
		}
		header()
		p.cells(rows, func(cells ...string) bool {
			p.row(sep, edge, cells...)
			return p.turn(header)
		})
	}
}

// coded prints the code in a column of its own; order is that of the columns.
func coded(sep, edge string, order ...int) func(*printer, string, []wanted) {
	return func(p *printer, _ string, rows []wanted) {
		emit := func(cells ...string) {
			var ordered []string
			for _, i := range order {
				ordered = append(ordered, cells[i])
			}
			p.row(sep, edge, ordered...)
		}
		emit("工作领域", "工作任务", "编码", "职业技能要求")
		area, task := "", ""
		for _, r := range rows {
			cells := []string{r.area, r.task, r.code, r.text}
			if r.area == area {
				cells[0] = ""
			}
			if r.task == task && r.area == area {
				cells[1] = ""
			}
			area, task = r.area, r.task
			emit(cells...)
		}
	}
}

// repeated prints area and task anew in each row.
func repeated(sep, edge string) func(*printer, string, []wanted) {
	return func(p *printer, _ string, rows []wanted) {
		p.row(sep, edge, headerCells...)
		for _, r := range rows {
			p.row(sep, edge, r.area, r.task, p.d.code(r.code)+r.text)
		}
	}
}

// looseHTML prints a table as old programs do: capitals, no closing tags, empty cells.
func looseHTML(p *printer, _ string, rows []wanted) {
	p.line("<TABLE>\n<TR><TD>工作领域<TD>工作任务<TD>职业技能要求")
	p.cells(rows, func(cells ...string) bool {
		p.line("<TR><TD>" + strings.Join(cells, "\n<TD>"))
		return false
	})
	p.line("</TABLE>")
}

// bare prints every cell on a line of its own.
func bare(p *printer, _ string, rows []wanted) {
	for _, c := range headerCells {
		p.line(c)
	}
	p.cells(rows, func(cells ...string) bool {
		for _, c := range cells {
			if c != "" {
				p.line(c)
			}
		}
		return p.turn(func() { p.line(strings.Join(headerCells, " ")) })
	})
}

func htmlRows(p *printer, _ string, rows []wanted) {
	p.line("<table border=\"1\">\n<tr><th>工作领域</th><th>工作任务</th><th>职业技能要求</th></tr>")
	for i, g := range groups(rows) {
		p.WriteString("<tr>")
		if i == 0 || groups(rows)[i-1][0].area != g[0].area {
			n := 0
			for _, o := range groups(rows) {
				if o[0].area == g[0].area {
					n++
				}
			}
			fmt.Fprintf(p, "<td rowspan=\"%d\">%s</td>", n, g[0].area)
		}
		fmt.Fprintf(p, "<td>%s</td><td>", g[0].task)
		for _, r := range g {
			fmt.Fprintf(p, "<p>%s%s</p>\n", p.d.code(r.code), r.text)
		}
		p.line("</td></tr>")
	}
	p.line("</table>")
}

// aligned prints columns as they stand on the page, texts wrapped below each other.
func aligned(p *printer, _ string, rows []wanted) {
	pad := func(s string, n int) string { return s + strings.Repeat(" ", max(n-columns(s), 2)) }
	p.line(pad("工作领域", 24) + pad("工作任务", 36) + "职业技能要求")
	p.cells(rows, func(cells ...string) bool {
		runes := []rune(cells[2])
		p.line(pad(cells[0], 24) + pad(cells[1], 36) + string(runes[:min(len(runes), 18)]))
		for at := 18; at < len(runes); at += 18 {
			p.line(strings.Repeat(" ", 60) + string(runes[at:min(len(runes), at+18)]))
		}
		return p.turn(nil)
	})
}

var (
	asPrinted = disguise{
		table: delimited("\t", "", ""),
		items: " ",
		code:  func(c string) string { return c + " " },
		caption: func(n int, level string) string {
			return fmt.Sprintf("表 %d 社区治理职业技能等级要求（%s）", n, level)
		},
		heading: func(s string) string { return s },
		toc:     func(s string) string { return s + "......3" },
	}
	wideDigits = strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９", ".", "．")
)

// with is the disguise that change makes of the one as printed.
func with(change func(d *disguise)) disguise {
	d := asPrinted
	change(&d)
	return d
}

func (d disguise) print(source string, all []wanted) string {
	p := &printer{d: d}
	lines := strings.Split(source, "\n")
	tables := slices.IndexFunc(lines, tableStart.MatchString)
	rest := slices.Index(lines[tables:], "参考文献") + tables
	contents := slices.Index(lines, "目 次")
	preface := contents + 1 + slices.Index(lines[contents+1:], "前 言")
	for _, s := range lines[:contents] {
		p.line(s)
	}
	if d.toc("") != "" {
		p.line(d.heading("目 次"))
		for _, s := range lines[preface:] {
			if isChapter(s) {
				p.line(d.toc(s))
			}
		}
		p.line("")
	}
	p.chapters(lines[preface:tables])
	for i, level := range []string{"初级", "中级", "高级"} {
		if c := d.caption(i+1, level); c != "" {
			p.line(c + "\n")
		}
		d.table(p, level, slices.DeleteFunc(slices.Clone(all), func(r wanted) bool { return r.level != level }))
		p.line("")
	}
	p.chapters(lines[rest:])
	return p.String()
}

// isChapter tells whether a line of the real source is a chapter's heading.
func isChapter(s string) bool {
	return s == "前 言" || s == "参考文献" || len(s) > 2 && s[0] >= '1' && s[0] <= '6' && s[1] == ' '
}

func (p *printer) chapters(lines []string) {
	for _, s := range lines {
		if isChapter(s) {
			s = p.d.heading(s)
		}
		p.line(s)
		if s == "" {
			p.turn(nil)
		}
	}
}

// disguises are the forms in which the first standard must give the same requirements.
var disguises = map[string]disguise{
	"as printed":               asPrinted,
	"a row each":               with(func(d *disguise) { d.items = "" }),
	"nothing between items":    with(func(d *disguise) { d.items = ""; d.items = "\u200b" }),
	"breaks between items":     with(func(d *disguise) { d.items = "<br>" }),
	"paragraphs between items": with(func(d *disguise) { d.items = "</p> <p>" }),
	"markdown": with(func(d *disguise) {
		d.table, d.items = delimited(" | ", "|", "| --- | :-- | ---: |"), "<br/>"
		d.heading = func(s string) string { return "## " + s }
		d.caption = func(n int, level string) string {
			return fmt.Sprintf("**表 %d　职业技能等级要求（%s）**", n, level)
		}
	}),
	"markdown, a row each": with(func(d *disguise) {
		d.table, d.items = delimited("|", "|", "|---|---|---|"), ""
		d.heading = func(s string) string { return "# " + s + " #" }
		d.caption = func(_ int, level string) string { return "### " + level }
	}),
	"markdown, escaped and bold": with(func(d *disguise) {
		d.table = delimited(" | ", "|", "|:-:|:-:|:-:|")
		d.code = func(c string) string { return "**" + strings.ReplaceAll(c, ".", `\.`) + "** " }
	}),
	"drawn": with(func(d *disguise) { d.table = delimited("│", "│", "├──┼──┼──┤") }),
	"html":  with(func(d *disguise) { d.table = htmlRows }),
	"spaces": with(func(d *disguise) {
		d.table = delimited("    ", "", "")
		d.toc = func(s string) string { return s + "……………… 4" }
	}),
	"full-width spaces":    with(func(d *disguise) { d.table = delimited("　　", "", "") }),
	"spaces, a row each":   with(func(d *disguise) { d.table, d.items = delimited("   ", "", ""), "" }),
	"aligned and wrapped":  with(func(d *disguise) { d.table, d.items = aligned, "" }),
	"bare lines":           with(func(d *disguise) { d.table, d.items = bare, "" }),
	"bare lines, joined":   with(func(d *disguise) { d.table = bare }),
	"code without a space": with(func(d *disguise) { d.code = func(c string) string { return c } }),
	"code with 、":          with(func(d *disguise) { d.code = func(c string) string { return c + "、" } }),
	"code with a stop":     with(func(d *disguise) { d.code = func(c string) string { return c + ". " } }),
	"full-width code":      with(func(d *disguise) { d.code = func(c string) string { return wideDigits.Replace(c) + "　" } }),
	"code on its own line": with(func(d *disguise) {
		d.table, d.items = bare, ""
		d.code = func(c string) string { return c + "\n" }
	}),
	"page numbers": with(func(d *disguise) {
		d.items, d.pageEnd, d.again = "", []string{"", "- # -", ""}, true
	}),
	"page numbers without blank lines": with(func(d *disguise) {
		d.items, d.pageEnd = "", []string{"#"}
	}),
	"running heads": with(func(d *disguise) {
		d.items, d.pageEnd, d.again = "", []string{"", "第 # 页 共 10 页", "\f社区治理职业技能等级标准", ""}, true
	}),
	"running heads with numbers": with(func(d *disguise) {
		d.table, d.items = bare, ""
		d.pageEnd, d.again = []string{"", "社区治理职业技能等级标准  #", ""}, true
	}),
	"sentences cut": with(func(d *disguise) {
		d.items, d.cut, d.pageEnd, d.again = "", 2, []string{"", "— # —", "", "\f"}, true
	}),
	"sentences cut, markdown": with(func(d *disguise) {
		d.table = delimited(" | ", "|", "")
		d.cut, d.pageEnd, d.again = 2, []string{"", "#", ""}, true
	}),
	"sentences cut, bare": with(func(d *disguise) {
		d.table, d.items = bare, ""
		d.cut, d.pageEnd, d.again = 6, []string{"", "#", ""}, true
	}),
	"level in a numbered heading": with(func(d *disguise) {
		d.caption = func(n int, level string) string { return fmt.Sprintf("6.2.%d %s", n, level) }
	}),
	"level on a line": with(func(d *disguise) {
		d.caption = func(_ int, level string) string { return "（" + level + "）" }
	}),
	"caption with a colon": with(func(d *disguise) {
		d.caption = func(n int, l string) string { return fmt.Sprintf("表%d：职业技能要求（%s）", n, l) }
	}),
	"caption with full-width space": with(func(d *disguise) {
		d.caption = func(n int, l string) string { return fmt.Sprintf("表%d　%s职业技能要求", n, l) }
	}),
	"caption on two lines": with(func(d *disguise) {
		d.caption = func(n int, l string) string { return fmt.Sprintf("表 %d\n职业技能要求（%s）", n, l) }
	}),
	"caption with a full-width number": with(func(d *disguise) {
		d.caption = func(n int, l string) string {
			return "表" + wideDigits.Replace(fmt.Sprint(n)) + "　职业技能要求（" + l + "）"
		}
	}),
	"caption with a compound number": with(func(d *disguise) {
		d.caption = func(n int, l string) string { return fmt.Sprintf("表 6-%d %s职业技能要求", n, l) }
	}),
	"caption with a Chinese number": with(func(d *disguise) {
		d.caption = func(n int, l string) string {
			return "表" + string([]rune("一二三")[n-1]) + " " + l + "职业技能要求"
		}
	}),
	"level behind a Chinese number": with(func(d *disguise) {
		d.caption = func(n int, l string) string { return "（" + string([]rune("一二三")[n-1]) + "）" + l }
	}),
	"level in black brackets":               with(func(d *disguise) { d.caption = func(_ int, l string) string { return "【" + l + "】" } }),
	"pipes inside only":                     with(func(d *disguise) { d.table = delimited(" | ", "", "--- | --- | ---") }),
	"one space between columns":             with(func(d *disguise) { d.table = delimited(" ", "", "") }),
	"no-break space behind the code":        with(func(d *disguise) { d.code = func(c string) string { return c + "\u00a0" } }),
	"code in a column of its own":           with(func(d *disguise) { d.table = coded("\t", "", 0, 1, 2, 3) }),
	"code in a column of its own, markdown": with(func(d *disguise) { d.table = coded(" | ", "|", 0, 1, 2, 3) }),
	"columns in another order":              with(func(d *disguise) { d.table = coded("\t", "", 2, 3, 0, 1) }),
	"cells repeated in each row":            with(func(d *disguise) { d.table = repeated("\t", "") }),
	"cells repeated in each row, markdown":  with(func(d *disguise) { d.table = repeated(" | ", "|") }),
	"code with a bracket":                   with(func(d *disguise) { d.code = func(c string) string { return c + "） " } }),
	"code with a colon":                     with(func(d *disguise) { d.code = func(c string) string { return c + "：" } }),
	"bare lines with blank lines": with(func(d *disguise) {
		d.table, d.items = bare, ""
		d.code = func(c string) string { return "\n" + c + "\n\n" }
	}),
	"web page": with(func(d *disguise) {

		d.table = htmlRows
		d.heading = func(s string) string { return "<H2><b>" + s + "</b></H2>" }
		d.caption = func(n int, level string) string {
			return fmt.Sprintf("<p align=center>表&nbsp;%d 职业技能要求（%s）</p>", n, level)
		}
		d.toc = func(s string) string { return "<li>" + s + "......3</li>" }
	}),
	"web page, cells without ends": with(func(d *disguise) { d.table = looseHTML }),
	"pages of ten": with(func(d *disguise) {

		d.items, d.cut, d.pageEnd, d.again = "", 2, []string{"", "# / 10", "\f社区治理职业技能等级标准", "标准代码：590008", ""}, true
	}),
	"page number before the running head": with(func(d *disguise) {

		d.table, d.items = bare, ""
		d.cut, d.pageEnd = 6, []string{"# 社区治理职业技能等级标准"}
	}),
	"pages in English":         with(func(d *disguise) { d.items, d.pageEnd = "", []string{"", "Page # of 10", ""} }),
	"no contents":              with(func(d *disguise) { d.toc = func(string) string { return "" } }),
	"contents with tabs":       with(func(d *disguise) { d.toc = func(s string) string { return s + "\t12" } }),
	"contents without leaders": with(func(d *disguise) { d.toc = func(s string) string { return s + " 12" } }),
	"contents without numbers": with(func(d *disguise) { d.toc = func(s string) string { return s + "\u200b" } }),
	"full-width space in headings": with(func(d *disguise) {
		d.heading = func(s string) string { return strings.Replace(s, " ", "　", 1) }
	}),
	"full-width digits in headings": with(func(d *disguise) {
		d.heading = func(s string) string { return wideDigits.Replace(s) }
	}),
}

func TestEveryDisguiseGivesTheSameRequirements(t *testing.T) {
	source := realSource(t)
	all := independent(t, source)
	for name, d := range disguises {
		t.Run(name, func(t *testing.T) {
			text := d.print(source, all)
			imp, problems := Read("标准.txt", []byte(text), Options{})
			if len(imp.Files) == 0 {
				t.Fatal(problems)
			}
			want := slices.Clone(all)
			if name == "full-width code" {
				for i := range want {
					want[i].code = wideDigits.Replace(want[i].code)
				}
			}
			if have := got(t, imp); !slices.Equal(want, have) {
				report(t, want, have)
				t.Log(problems)
			}
			checkAccount(t, text, imp)
			checkChapters(t, source, imp)
			checkParse(t, imp)
			if imp.Code != "590008" || imp.Title != "社区治理" || imp.Version != "2.0" || imp.Counts.Chapters < 22 {
				t.Errorf("%q %q %q, %d chapters", imp.Code, imp.Title, imp.Version, imp.Counts.Chapters)
			}
			for _, p := range problems {
				t.Errorf("%v: %s [%s]", p.Pos, p.Message, p.Code)
			}
		})
	}
}

// checkChapters holds headings and paragraphs against those of the source as it is.
func checkChapters(t *testing.T, source string, imp Import) {
	t.Helper()
	plain, _ := Read("590008.txt", []byte(source), Options{})
	want, have := outline(t, plain), outline(t, imp)
	for i := range min(len(want), len(have)) {
		if want[i] != have[i] {
			t.Errorf("block %d\n got %q\nwant %q", i, have[i], want[i])
			return
		}
	}
	if len(want) != len(have) {
		t.Errorf("%d blocks, want %d", len(have), len(want))
	}
}

// outline lists the headings and the texts of standard.md, less white space; captions and
// the headings that stand in for them are left out.
func outline(t testing.TB, imp Import) []string {
	var list []string
	for _, b := range body(t, imp) {
		if b.Link == "" && !isLabel(b.Text) {
			list = append(list, fmt.Sprint(b.Kind, b.Depth, " ", fold(b.Text)))
		}
	}
	return list
}

// checkParse reads the files as the site will: nothing may be wrong with them.
func checkParse(t *testing.T, imp Import) {
	t.Helper()
	var tree files.Tree
	for _, name := range slices.Sorted(maps.Keys(imp.Files)) {
		data := imp.Files[name]
		tree.Files = append(tree.Files, files.File{Path: "standard/590008/" + name, Size: int64(len(data)), Data: data})
	}
	s, problems := standard.Parse(tree, "standard/590008")
	for _, d := range problems {
		t.Errorf("read back: %v: %s [%s]", d.Pos, d.Message, d.Code)
	}
	n := 0
	for r := range s.Requirements() {
		if n++; r.Source.Line == 0 {
			t.Errorf("%s is not found in the source", r.Printed.Printed)
		}
	}
	if n != imp.Counts.Requirements {
		t.Errorf("%d requirements are read back, want %d", n, imp.Counts.Requirements)
	}
}

func TestEncodingsAndLineEndsGiveTheSameFiles(t *testing.T) {
	source := realSource(t)
	want, _ := Read("590008.txt", []byte(source), Options{})
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(source)
	if err != nil {
		t.Fatal(err)
	}
	little, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(source)
	big, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(source)
	for name, data := range map[string]string{
		"CRLF":              strings.ReplaceAll(source, "\n", "\r\n"),
		"CR":                strings.ReplaceAll(source, "\n", "\r"),
		"byte order mark":   "\ufeff" + source,
		"GB18030":           gb,
		"UTF-16LE":          little,
		"UTF-16BE":          big,
		"no final newline":  strings.TrimRight(source, "\n"),
		"trailing blanks":   strings.ReplaceAll(source, "\n", " \u3000\n"),
		"more blank lines":  strings.ReplaceAll(source, "\n", "\n\n\n"),
		"fewer blank lines": strings.ReplaceAll(source, "\n\n", "\n"),
	} {
		imp, problems := Read("590008.txt", []byte(data), Options{})
		if len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
		if string(imp.Files["source.txt"]) != data {
			t.Errorf("%s: the source is not kept byte for byte", name)
		}
		for file, w := range want.Files {
			if g := imp.Files[file]; file != "source.txt" && withoutHash(g) != withoutHash(w) {
				t.Errorf("%s: %s differs\n%s", name, file, firstDifference(withoutHash(g), withoutHash(w)))
			}
		}
	}
}

func withoutHash(data []byte) string {
	var keep []string
	for line := range strings.SplitSeq(string(data), "\n") {
		if !strings.HasPrefix(line, "source:") {
			keep = append(keep, line)
		}
	}
	return strings.Join(keep, "\n")
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf(" got %q\nwant %q", g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// TestNothingIsLostOfDamagedText cuts, doubles and shuffles the lines of all disguises
// at random: whatever is read, the account must hold.
func TestNothingIsLostOfDamagedText(t *testing.T) {
	source := realSource(t)
	all := independent(t, source)
	random := rand.New(rand.NewPCG(1, 2))
	var names []string
	for name := range disguises {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		text := damage(disguises[name].print(source, all), random)
		imp, _ := Read("damaged.txt", []byte(text), Options{})
		if len(imp.Files) == 0 {
			continue
		}
		if checkAccount(t, text, imp); t.Failed() {
			t.Fatalf("round %d: %s", i, name)
		}
	}
}

// damage does a few random things to lines and characters.
func damage(text string, random *rand.Rand) string {
	lines := strings.SplitAfter(text, "\n")
	for range 12 {
		i, j := random.IntN(len(lines)), random.IntN(len(lines))
		switch random.IntN(5) {
		case 0:
			lines[i], lines[j] = lines[j], lines[i]
		case 1:
			lines[i] = lines[j] + lines[i]
		case 2:
			r := []rune(lines[i])
			at := random.IntN(len(r) + 1)
			lines[i] = string(r[:at]) + "\n" + string(r[at:])
		case 3:
			lines[i] = strings.TrimSuffix(lines[i], "\n")
		case 4:
			lines[i] = strings.ReplaceAll(lines[i], "。", "")
		}
	}
	return strings.Join(lines, "")
}
