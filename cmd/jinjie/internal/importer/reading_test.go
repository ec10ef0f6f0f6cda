package importer

import (
	"encoding/csv"
	"os"
	"regexp"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/frontmatter"
	"jinjie/cmd/jinjie/internal/markdown"
)

// folder is the committed import of the first standard.
const folder = "../../../../standard/590008/"

func realSource(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile(folder + "source.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A wanted is a requirement as a person reads it off the page.
type wanted struct {
	level, area, task, code, text string
}

var (
	tableStart = regexp.MustCompile(`^表\s*\d`)
	anyTag     = regexp.MustCompile(`</?p>`)
	printed    = regexp.MustCompile(`(\d+\.\d+\.\d+)\s*(.*?。)`)
	areaCell   = regexp.MustCompile(`^\d\. `)
)

// independent reads the requirements of the real source with nothing but regular
// expressions: what the importer must find as well.
func independent(t testing.TB, source string) []wanted {
	t.Helper()
	var list []wanted
	var level, area, task, rest string
	for line := range strings.SplitSeq(source, "\n") {
		if tableStart.MatchString(line) && strings.Contains(line, "职业技能等级要求（") {
			level = line[strings.Index(line, "（")+len("（"):][:len("初级")]
			continue
		}
		cells := strings.Split(line, "\t")
		if level == "" || len(cells) != 3 || cells[2] == "职业技能要求" {
			continue
		}
		if areaCell.MatchString(cells[0]) {
			area = cells[0]
		}
		if cells[1] != "" {
			task = cells[1]
		}
		text := rest + strings.TrimSpace(anyTag.ReplaceAllString(cells[2], " "))
		rest = ""
		if !strings.HasSuffix(text, "。") {
			at := strings.LastIndex(text, "。") + len("。")
			text, rest = text[:at], text[at:]
			rest = strings.TrimSpace(rest)
		}
		for _, m := range printed.FindAllStringSubmatch(text, -1) {
			list = append(list, wanted{level, area, task, m[1], m[2]})
		}
	}
	if len(list) != 136 {
		t.Fatalf("the reader of the test found %d requirements", len(list))
	}
	return list
}

// got reads the requirements back from the files of an import.
func got(t testing.TB, imp Import) []wanted {
	t.Helper()
	doc, problems := frontmatter.Parse("standard.md", string(imp.Files["standard.md"]))
	if len(problems) > 0 {
		t.Fatalf("the front matter cannot be read: %v\n%s", problems, imp.Files["standard.md"])
	}
	r := frontmatter.NewReader(doc.Fields, doc.Pos)
	var list []wanted
	for _, l := range r.Maps("levels") {
		name := l.Text("name")
		var area, task string
		for _, rec := range rowsOf(t, imp.Files[l.Text("table")])[1:] {
			if rec[0] != "" {
				area = rec[0]
			}
			if rec[1] != "" {
				task = rec[1]
			}
			list = append(list, wanted{name, area, task, rec[2], rec[3]})
		}
	}
	return list
}

// rowsOf reads a table's file.
func rowsOf(t testing.TB, data []byte) [][]string {
	t.Helper()
	s := string(data)
	if !strings.HasPrefix(s, "\ufeff") || strings.Count(s, "\n") != strings.Count(s, "\r\n") {
		t.Errorf("a table has no byte order mark or bare line feeds")
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// body reads the blocks of standard.md back.
func body(t testing.TB, imp Import) []markdown.Block {
	t.Helper()
	s := string(imp.Files["standard.md"])
	doc, _ := frontmatter.Parse("standard.md", s)
	blocks, problems := markdown.Blocks(diag.NewLines("standard.md", s), s, doc.BodyStart)
	if len(problems) > 0 {
		t.Errorf("standard.md cannot be read: %v", problems)
	}
	return blocks
}

// ink counts the characters of s that are not white space.
func ink(counts map[rune]int, s string, by int) {
	for _, c := range s {
		if !strings.ContainsRune(" \t\r\n\f\v\u0085\u00a0\u2028\u2029\u3000", c) {
			counts[c] += by
		}
	}
}

// checkAccount holds an import against its source: no character is missing, and none
// stands in the files that the source does not have.
func checkAccount(t testing.TB, source string, imp Import) {
	t.Helper()
	checkMissing(t, source, imp)
	extra := map[rune]int{}
	for _, s := range contents(t, imp, true) {
		ink(extra, s, 1)
	}
	ink(extra, source, -1)
	for c, n := range extra {
		if n > 0 {
			t.Errorf("%q stands %d times too often in the files", c, n)
		}
	}
}

// checkMissing tells whether every character of the source is in the files, or in the
// list of what was dropped.
func checkMissing(t testing.TB, source string, imp Import) {
	t.Helper()
	missing := map[rune]int{}
	ink(missing, source, 1)
	for _, s := range contents(t, imp, false) {
		ink(missing, s, -1)
	}
	for c, n := range missing {
		if n > 0 {
			t.Errorf("%q of the source is missing %d times", c, n)
		}
	}
}

// contents are all texts of an import and of what it dropped; strictly, without what the
// format of the files brings along: the tables' headers, the marks of lists, and the
// levels' names that stand in for captions.
func contents(t testing.TB, imp Import, strictly bool) []string {
	t.Helper()
	var list []string
	for _, d := range imp.Dropped {
		list = append(list, d.Text)
	}
	for name, data := range imp.Files {
		if !strings.HasPrefix(name, "tables/") {
			continue
		}
		for i, rec := range rowsOf(t, data) {
			if i > 0 || !strictly {
				list = append(list, rec...)
			}
		}
	}
	heading := ""
	for _, b := range body(t, imp) {
		if b.Kind == markdown.Heading {
			heading = b.Text
		}
		if b.Link != "" && strictly && strings.Contains(heading, b.Text) {
			continue
		}
		list = append(list, b.Text)
		if b.Kind == markdown.Item && !strictly {
			list = append(list, "-")
		}
		for _, row := range b.Rows {
			for _, c := range row {
				list = append(list, c.Text)
			}
		}
	}
	return list
}
