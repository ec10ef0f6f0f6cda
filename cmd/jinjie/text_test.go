package main

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What follows reads the source of the first standard on its own, by what its pages look
// like, and shares no code with the program.

// A sentence is a requirement as the independent reader finds it.
type sentence struct {
	level string // such as "chuji"
	code  string // as its task demands, such as "3.3.1"
	text  string // such as "了解社区区情民意，能初步掌握居民的政策需求。"
}

var (
	paragraphTag = regexp.MustCompile(`</?p>`)
	pageBreak    = regexp.MustCompile(`([^。\n])\n+\t\t`)
	caption      = regexp.MustCompile(`(?m)^表 ?\d .*（(.级)）`)
	row          = regexp.MustCompile(`(\d\.\d\.\d) ([^。]+。)|(\d\.\d) [^\t\d]+\t`)
	levelIDs     = map[string]string{"初级": "chuji", "中级": "zhongji", "高级": "gaoji"}
)

// sentences reads the tables of the source.
func sentences(source string) []sentence {
	source = pageBreak.ReplaceAllString(paragraphTag.ReplaceAllString(source, ""), "$1")
	tables := caption.FindAllStringSubmatchIndex(source, -1)
	var found []sentence
	for i, table := range tables {
		end := strings.LastIndex(source, "参考文献")
		if i+1 < len(tables) {
			end = tables[i+1][0]
		}
		level, task := levelIDs[source[table[2]:table[3]]], ""
		for _, m := range row.FindAllStringSubmatch(source[table[1]:end], -1) {
			if m[3] != "" {
				task = m[3]
				continue
			}
			// The rows of 3.3 at the lowest level are printed 2.3.x: their task decides.
			found = append(found, sentence{level, task + m[1][strings.LastIndex(m[1], "."):], m[2]})
		}
	}
	return found
}

// chapterLines lists the lines of the document that are no table and no list of contents.
func chapterLines(source string) []string {
	cover, rest, _ := strings.Cut(source, "目 次")
	chapters := rest[strings.LastIndex(rest, "前 言"):]
	tables := caption.FindStringIndex(chapters)[0]
	references := strings.LastIndex(chapters, "参考文献")
	var lines []string
	for line := range strings.Lines(cover + chapters[:tables] + chapters[references:]) {
		if line = strings.TrimPrefix(strings.TrimSpace(line), "- "); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

var (
	tag    = regexp.MustCompile(`<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

// words returns the text of a page without its tags.
func words(page string) string {
	return spaces.ReplaceAllString(html.UnescapeString(tag.ReplaceAllString(page, "")), " ")
}

// section returns the part of a page that the element with that id opens, up to the next
// level's.
func section(page, id string) string {
	_, rest, _ := strings.Cut(page, fmt.Sprintf(` id="%s"`, id))
	for _, other := range levelIDs {
		if before, _, ok := strings.Cut(rest, fmt.Sprintf(` id="%s"`, other)); ok && other != id {
			rest = before
		}
	}
	return rest
}

func readSource(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(repository, "standard/590008/source.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

func TestEveryRequirementStandsOnItsPageVerbatim(t *testing.T) {
	all := sentences(readSource(t))
	counts, codes := map[string]int{}, map[string]bool{}
	for _, s := range all {
		counts[s.level]++
		codes[s.code] = true
	}
	if counts["chuji"] != 43 || counts["zhongji"] != 45 || counts["gaoji"] != 48 || len(codes) != 48 {
		t.Fatalf("the independent reader found %v in %d codes, want 43, 45 and 48 in 48", counts, len(codes))
	}
	pages := pagesOf(t, built(t))
	document := words(pages["590008/text.html"])
	for _, s := range all {
		name := "590008/" + s.code + ".html"
		if !strings.Contains(words(section(pages[name], s.level)), s.text) {
			t.Errorf("%s#%s lacks %q", name, s.level, s.text)
		}
		if handbook := "590008/" + s.level + ".html"; !strings.Contains(words(pages[handbook]), s.text) {
			t.Errorf("%s lacks %q", handbook, s.text)
		}
		if !strings.Contains(document, s.text) {
			t.Errorf("590008/text.html lacks %q", s.text)
		}
	}
}

func TestEveryLineOfTheChaptersStandsOnThePageOfTheText(t *testing.T) {
	lines := chapterLines(readSource(t))
	if len(lines) != 91 { // 6 of the cover, 57 of the chapters, 28 of the references
		t.Fatalf("the independent reader found %d lines, want 91", len(lines))
	}
	document := words(pagesOf(t, built(t))["590008/text.html"])
	for _, line := range lines {
		if !strings.Contains(document, spaces.ReplaceAllString(line, " ")) {
			t.Errorf("590008/text.html lacks %q", line)
		}
	}
}

func TestRightsStandInEveryFoot(t *testing.T) {
	const rights = "未经北京中民福祉教育科技有限公司同意，不得印刷、销售"
	for name, page := range pagesOf(t, built(t)) {
		if strings.HasPrefix(name, "590008/") && !strings.Contains(words(page), rights) {
			t.Errorf("%s does not carry the statement of rights", name)
		}
	}
}
