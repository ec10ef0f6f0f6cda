package diag

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var (
	broken = Kind{Code: "broken", Severity: Error, Title: "坏了", Why: "坏的要修。"}
	odd    = Kind{Code: "odd", Severity: Warning, Title: "奇怪", Why: "看一看。"}
)

func sample() []Diagnostic {
	return []Diagnostic{
		broken.At(Pos{"content/走访 一.md", 4, 10, 12}, "没有“%s”", "1.3.9").WithHint("是不是“%s”？", "1.3.4").
			WithRelated(Pos{"a.csv", 2, 1, 0}, "编码在这里"),
		odd.At(Pos{File: "a.csv"}, "整个文件"),
		odd.At(Pos{}, "整个站点"),
	}
}

func TestWriteText(t *testing.T) {
	var b strings.Builder
	if err := WriteText(&b, sample()); err != nil {
		t.Fatal(err)
	}
	want := "content/走访 一.md:4:10: 错误：没有“1.3.9” [broken]\n\t提示：是不是“1.3.4”？\n\t相关：a.csv:2:1: 编码在这里\n" +
		"a.csv: 警告：整个文件 [odd]\n（整个站点）: 警告：整个站点 [odd]\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestWriteJSON(t *testing.T) {
	var b strings.Builder
	if err := WriteJSON(&b, sample()); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version, Errors, Warnings int
		Problems                  []map[string]any
	}
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	if got.Version != 1 || got.Errors != 1 || got.Warnings != 2 || len(got.Problems) != 3 {
		t.Errorf("got %+v", got)
	}
	first := got.Problems[0]
	if first["line"] != 4.0 || first["column"] != 10.0 || first["severity"] != "error" || first["hint"] != "是不是“1.3.4”？" {
		t.Errorf("got %v", first)
	}
	if _, ok := got.Problems[1]["line"]; ok {
		t.Error("a whole file has a line")
	}
	b.Reset()
	WriteJSON(&b, nil)
	if !strings.Contains(b.String(), `"problems": []`) {
		t.Errorf("no problems are not an empty list: %s", b.String())
	}
}

// The structure that SARIF 2.1.0 asks of a log, by section.
func TestWriteSARIF(t *testing.T) {
	var b strings.Builder
	if err := WriteSARIF(&b, sample(), []Kind{odd, broken}); err != nil {
		t.Fatal(err)
	}
	var log map[string]any
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	if log["version"] != "2.1.0" {
		t.Errorf("3.13.2 version: %v", log["version"])
	}
	run := log["runs"].([]any)[0].(map[string]any)
	if run["columnKind"] != "unicodeCodePoints" || run["language"] != "zh-CN" {
		t.Errorf("3.14: %v %v", run["columnKind"], run["language"])
	}
	rules := run["tool"].(map[string]any)["driver"].(map[string]any)["rules"].([]any)
	results := run["results"].([]any)
	if len(rules) != 2 || len(results) != 3 {
		t.Fatalf("%d rules, %d results", len(rules), len(results))
	}
	seen := map[string]bool{}
	for i, r := range results {
		r := r.(map[string]any)
		rule := rules[int(r["ruleIndex"].(float64))].(map[string]any)
		if rule["id"] != r["ruleId"] {
			t.Errorf("3.27.6 result %d points to rule %v, not %v", i, rule["id"], r["ruleId"])
		}
		if level := r["level"]; level != "error" && level != "warning" {
			t.Errorf("3.27.10 level %v", level)
		}
		print := r["partialFingerprints"].(map[string]any)["problem/v1"].(string)
		if seen[print] {
			t.Error("two results share a fingerprint")
		}
		seen[print] = true
	}
	first := results[0].(map[string]any)
	place := first["locations"].([]any)[0].(map[string]any)["physicalLocation"].(map[string]any)
	if got, want := place["artifactLocation"].(map[string]any)["uri"], "content/%E8%B5%B0%E8%AE%BF%20%E4%B8%80.md"; got != want {
		t.Errorf("3.4.3 uri %v, want %v", got, want)
	}
	if region := place["region"].(map[string]any); region["startLine"] != 4.0 || region["startColumn"] != 10.0 {
		t.Errorf("3.30 region %v", region)
	}
	second := results[1].(map[string]any)["locations"].([]any)[0].(map[string]any)["physicalLocation"].(map[string]any)
	if _, ok := second["region"]; ok {
		t.Error("a whole file has a region")
	}
	if _, ok := results[2].(map[string]any)["locations"]; ok {
		t.Error("the whole site has a location")
	}
}

func TestFingerprintsStayWhenLinesMove(t *testing.T) {
	list := sample()
	var before, after strings.Builder
	WriteSARIF(&before, list, nil)
	list[0].Pos.Line += 10
	WriteSARIF(&after, list, nil)
	cut := func(s string) []string {
		var out []string
		for line := range strings.Lines(s) {
			if strings.Contains(line, "problem/v1") {
				out = append(out, line)
			}
		}
		return out
	}
	if a, b := cut(before.String()), cut(after.String()); len(a) != 3 || !slices.Equal(a, b) {
		t.Errorf("before %v\nafter %v", a, b)
	}
}

func TestSortOrdersAndDropsRepeats(t *testing.T) {
	at := func(file string, line, column int) Diagnostic {
		return broken.At(Pos{File: file, Line: line, Column: column}, "甲")
	}
	list := Sort([]Diagnostic{at("b", 1, 1), at("a", 10, 1), at("a", 2, 5), at("a", 2, 1), at("a", 2, 5), odd.At(Pos{File: "a", Line: 2, Column: 5}, "甲")})
	var got []string
	for _, d := range list {
		got = append(got, d.Pos.String()+d.Code)
	}
	if want := "[a:2:1broken a:2:5broken a:2:5odd a:10:1broken b:1:1broken]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if Errors(list) != 4 {
		t.Errorf("%d errors", Errors(list))
	}
}

func TestWithRelatedLeavesOthersAlone(t *testing.T) {
	d := broken.At(Pos{}, "甲").WithRelated(Pos{File: "a"}, "一")
	x, y := d.WithRelated(Pos{File: "b"}, "二"), d.WithRelated(Pos{File: "c"}, "三")
	if x.Related[1].Pos.File != "b" || y.Related[1].Pos.File != "c" || len(d.Related) != 1 {
		t.Errorf("%v %v %v", d.Related, x.Related, y.Related)
	}
}

func TestPositionsCountCharacters(t *testing.T) {
	text := "甲乙\r\n丙a丁\r戊\n"
	l := NewLines("f", text)
	for _, c := range []struct {
		at   string
		want string
	}{
		{"甲", "f:1:1"}, {"乙", "f:1:2"}, {"丙", "f:2:1"}, {"a", "f:2:2"}, {"丁", "f:2:3"}, {"戊", "f:3:1"},
	} {
		pos := l.Pos(strings.Index(text, c.at))
		if pos.String() != c.want {
			t.Errorf("%s stands at %v, want %s", c.at, pos, c.want)
		}
		if back := l.At(pos.Line, pos.Column); back != pos {
			t.Errorf("At(%d, %d) = %v, want %v", pos.Line, pos.Column, back, pos)
		}
	}
	if end := l.Pos(1000); end.Line != 4 || end.Column != 1 {
		t.Errorf("beyond the end: %v", end)
	}
	if out := l.At(99, 1); out != (Pos{File: "f"}) {
		t.Errorf("beyond the last line: %v", out)
	}
}

func FuzzLines(f *testing.F) {
	f.Add("甲\r\n乙", 3)
	f.Add(strings.Repeat("甲a", stride), 3*stride)
	f.Fuzz(func(t *testing.T, text string, offset int) {
		if !utf8.ValidString(text) || offset < 0 || offset > len(text) {
			return
		}
		pos := NewLines("f", text).Pos(offset)
		start := 0
		for n, line := range NewLines("f", text).starts {
			if n+1 == pos.Line {
				start = line
			}
		}
		before := text[start:offset]
		if want := utf8.RuneCountInString(before) + 1; utf8.ValidString(before) && pos.Column != want {
			t.Errorf("column %d, want %d", pos.Column, want)
		}
		if start+pos.Offset != offset {
			t.Errorf("line %d and offset %d lead to %d, want %d", pos.Line, pos.Offset, start+pos.Offset, offset)
		}
	})
}

func TestNearest(t *testing.T) {
	for _, c := range []struct{ word, list, want string }{
		{"1.3.9", "1.3.1 1.3.4 2.1.1", "1.3.1"},
		{"titel", "title code", "title"},
		{"skils", "title skills", "skills"},
		{"职业技能要术", "工作领域 职业技能要求", "职业技能要求"},
		{"xyz", "title code", ""},
		{"", "title", ""},
		{"draft", "", ""},
	} {
		if got := Nearest(c.word, strings.Fields(c.list)); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"甲", "", 1}, {"甲乙", "乙甲", 1}, {"abc", "abd", 1}, {"kitten", "sitting", 3}, {"ab", "ba", 1}} {
		if got := distance([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
