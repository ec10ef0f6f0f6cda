package frontmatter

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/diag"
)

func doc(lines ...string) string { return "---\n" + strings.Join(lines, "\n") + "\n---\n正文\n" }

func TestValuesStayAsWritten(t *testing.T) {
	d, problems := Parse("a.md", doc(
		`version: 1.10`, `code: "590008"`, `empty:`, `nothing: ""`, `hours: 2学时`,
		`skills: [1.1.1@初级, 1.10, '１．２']`, `levels:`, `  - {id: chuji, name: 初级}`, `title: 走访：入门`, `yes: 007`,
	))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	r := NewReader(d.Fields, d.Pos)
	for key, want := range map[string]string{
		"version": "1.10", "code": "590008", "empty": "", "nothing": "", "hours": "2学时", "title": "走访：入门", "yes": "007", "absent": "",
	} {
		if got := r.Text(key); got != want {
			t.Errorf("%s = %q, want %q", key, got, want)
		}
	}
	if _, ok := r.Value("empty"); ok {
		t.Error("a key without a value counts as given")
	}
	if _, ok := r.Value("nothing"); !ok {
		t.Error("an empty string counts as missing")
	}
	var skills []string
	for _, v := range r.Texts("skills") {
		skills = append(skills, fmt.Sprintf("%s@%d:%d", v.Text, v.Pos.Line, v.Pos.Column))
	}
	if got, want := strings.Join(skills, " "), "1.1.1@初级@7:10 1.10@7:20 １．２@7:26"; got != want {
		t.Errorf("skills: got %s, want %s", got, want)
	}
	levels := r.Maps("levels")
	if len(levels) != 1 || levels[0].Text("name") != "初级" || levels[0].Text("id") != "chuji" {
		t.Errorf("levels: %+v", levels)
	}
	if problems := r.Close(); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestPartsOfAValueHaveTheirPlace(t *testing.T) {
	for _, c := range []struct{ value, want string }{ // of what stands behind the comma
		{"a: 走，访", "2:6 1"}, {"a: '走，访'", "2:7 1"}, {`a: "走，访"`, "2:7 1"}, {"a: [b, 走，访]", "2:10 1"},
		{`a: "\u8d70，访"`, "2:4 0"}, {"a: >\n  走，访", "2:4 0"}, {"a: 走，\n  访", "2:4 0"}, {"a: '走''，访'", "2:4 0"},
	} {
		d, problems := Parse("a.md", doc(c.value))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		v := d.Fields[0].Value
		if v.Kind == List {
			v = v.Items[1]
		}
		at := v.At(strings.Index(v.Text, "，") + len("，"))
		inside := 0
		if at != v.Pos {
			inside = 1
		}
		if got := fmt.Sprintf("%d:%d %d", at.Line, at.Column, inside); got != c.want {
			t.Errorf("%s: %s, want %s", c.value, got, c.want)
		}
	}
}

func TestPartsCoverTheText(t *testing.T) {
	for _, c := range []struct{ name, text, body string }{
		{"no front matter", "# 标题\n", "# 标题\n"},
		{"empty", "---\n---\n正文", "正文"},
		{"crlf", "---\r\ntitle: 甲\r\n---\r\n正文\r\n", "正文\r\n"},
		{"spaces behind the fence", "--- \ntitle: 甲\n---\t\n正文", "正文"},
		{"rule later in the text", "正文\n\n---\n\n后文", "正文\n\n---\n\n后文"},
		{"four hyphens", "----\ntitle: 甲\n---\n", "----\ntitle: 甲\n---\n"},
		{"nothing", "", ""},
		{"only comments", "---\n# 说明\n---\n正文", "正文"},
		{"byte order mark", "\ufeff---\ntitle: 甲\n---\n正文", "正文"},
		{"byte order mark alone", "\ufeff正文", "正文"},
		{"old line ends", "---\rtitle: 甲\r---\r正文", "正文"},
		{"rule below an empty line", "\n---\n\n正文", "\n---\n\n正文"},
		{"closing fence without a line break", "---\ntitle: 甲\n---", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, problems := Parse("a.md", c.text)
			if d.Body != c.body || c.text[d.BodyStart:] != c.body || len(problems) > 0 {
				t.Errorf("body %q from %d, problems %v; want %q", d.Body, d.BodyStart, problems, c.body)
			}
		})
	}
}

// A repeated key or an empty line is a fault, and yet nothing is missing.
func TestADocumentTellsWhetherAllWasRead(t *testing.T) {
	for _, c := range []struct {
		name, text     string
		unread, closed bool
		head           string
	}{
		{"no front matter", "正文\n", false, false, ""},
		{"sound", doc("title: 甲"), false, true, "title: 甲\n"},
		{"a repeated key, whose first value counts", doc("title: 甲", "title: 乙"), false, true, "title: 甲\ntitle: 乙\n"},
		{"an empty line above", "\n---\ntitle: 甲\n---\n", false, true, "title: 甲\n"},
		{"a wide colon", doc("title：甲"), true, true, "title：甲\n"},
		{"an anchor", doc("title: &a 甲", "level: 初级"), true, true, "title: &a 甲\nlevel: 初级\n"},
		{"a list as a key", doc("[a]: 1"), true, true, "[a]: 1\n"},
		{"too large", doc("a: " + strings.Repeat("x", 64<<10)), true, true, "a: " + strings.Repeat("x", 64<<10) + "\n"},
		{"no end", "---\ntitle: 甲\n正文\n", true, false, "title: 甲\n正文\n"},
	} {
		d, _ := Parse("a.md", c.text)
		if d.Unread != c.unread || d.Closed != c.closed || d.Head != c.head {
			t.Errorf("%s: unread %t, closed %t, head %.40q", c.name, d.Unread, d.Closed, d.Head)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	deep := func(n int) string { return "a: " + strings.Repeat("[", n) + strings.Repeat("]", n) }
	steps := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.Repeat(" ", i) + "a:\n")
		}
		return b.String()
	}
	for _, c := range []struct{ name, text, want, hint string }{
		{"repeated key", doc("title: 甲", "title: 乙"), "a.md:3:1 repeated-key 键“title”重复", "两行只留一行；现在读的是第 2 行"},
		{"repeated key inside", doc("a: {b: 1, b: 2}"), "a.md:2:11 repeated-key 键“b”重复", "两处只留一处；现在读的是前一处"},
		{"anchor", doc("a: &x 1", "b: *x"), "a.md:2:4 refused-yaml 文件头不支持锚点（&x）", "引号"},
		{"tag", doc("a: !!binary aGk="), "a.md:2:4 refused-yaml 文件头不支持标签（!!binary）", "引号"},
		{"merge key", doc("a: 1", "<<: {b: 1}"), "a.md:3:1 refused-yaml 文件头不支持合并键（<<）", ""},
		{"bomb", doc("a: &a [x,x]", "b: &b [*a,*a]", "c: [*b,*b]"), "a.md:2:4 refused-yaml 文件头不支持锚点（&a）", ""},
		{"second document", "---\na: 1\n--- # 二\nb: 2\n---\n", "a.md:3:1 refused-yaml 文件头分成了几份（---）", "单独占一行"},
		{"end of a document", doc("a: 1", "...", "b: 2"), "a.md:3:1 refused-yaml 文件头分成了几份（...）", ""},
		{"list as a key", doc("[a]: 1"), "a.md:2:1 bad-front-matter 键只能是一个词", ""},
		{"too deep in brackets", doc(deep(21)), "a.md:2:23 large-front-matter 文件头超过 20 层", ""},
		{"too deep in steps", doc(steps(21)), "a.md:22:21 large-front-matter 文件头超过 20 层", ""},
		{"far too deep in brackets", doc("a: 1", deep(9000)), "a.md:3:1 large-front-matter 文件头超过 20 层", ""},
		{"far too deep in steps", doc(steps(300)), "a.md:203:1 large-front-matter 文件头超过 20 层", ""},
		{"far too deep in hyphens", doc(strings.Repeat("- ", 9000)), "a.md:2:1 large-front-matter 文件头超过 20 层", ""},
		{"too large", doc("a: " + strings.Repeat("x", 64<<10)), "a.md:2:1 large-front-matter 文件头有 65 KB，不能超过 64 KB", "---"},
		{"hidden line break", doc("a: 甲\u2028b: 乙"), "a.md:2:5 bad-front-matter 文件头里有看不见的控制字符 U+2028", "删去"},
		{"control character", doc("a: 1", "b: 甲\x01"), "a.md:3:5 bad-front-matter 文件头里有看不见的控制字符 U+0001", "删去"},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, c.text, c.want, c.hint) })
	}
	for _, c := range []struct{ name, text string }{
		{"twenty levels of brackets", doc(deep(19))},
		{"many brackets in words", doc("a: '" + strings.Repeat("[", 150) + "'")},
		{"a comment with three hyphens", doc("a: 1 # --- b")},
	} {
		if _, problems := Parse("a.md", c.text); len(problems) > 0 {
			t.Errorf("%s: %v", c.name, problems)
		}
	}
}

// expect holds the first problem of text against what it should say.
func expect(t *testing.T, text, want, hint string) {
	t.Helper()
	_, problems := Parse("a.md", text)
	if len(problems) == 0 {
		t.Fatal("no problem")
	}
	p := problems[0]
	if got := fmt.Sprintf("%v %s %s", p.Pos, p.Code, p.Message); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if !strings.Contains(p.Hint, hint) {
		t.Errorf("hint %q does not say %q", p.Hint, hint)
	}
	if at := p.Pos; diag.NewLines("a.md", text).At(at.Line, at.Column) != at {
		t.Errorf("the offset of %+v does not fit its column", at)
	}
}

func TestNoMoreProblemsThanAPersonReads(t *testing.T) {
	_, problems := Parse("a.md", doc(strings.Repeat("a: 1\n", 500)))
	if len(problems) != maxProblems {
		t.Errorf("%d problems", len(problems))
	}
}

func TestReaderReportsTypesAndUnknownKeys(t *testing.T) {
	d, problems := Parse("a.md", doc("titel: 甲", "code: [1]", "draft: 也许", "levels: 初级", "source: 1", "skills: {a: 1}", "map: {b: 1}", "hours：2: 3", "rest:", "  file：x"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	r := NewReader(d.Fields, d.Pos)
	r.Text("title")
	r.Text("code")
	if r.Bool("draft", true) != true {
		t.Error("an unreadable truth is not the missing one")
	}
	r.Maps("levels")
	r.Map("source")
	r.Texts("skills")
	r.Map("map").Text("a")
	r.Text("hours")
	r.Map("rest")
	var got []string
	for _, p := range diag.Sort(r.Close()) {
		got = append(got, fmt.Sprintf("%d %s %s", p.Pos.Line, p.Code, p.Hint))
	}
	want := []string{
		"2 unknown-key 是不是 title？", "3 wrong-type 不用列表，写作 code: 1", "4 wrong-type 写作 draft: true；不需要就整行删去", "5 wrong-type ", "6 wrong-type ",
		"7 wrong-type 写作 skills: [甲, 乙]", "8 unknown-key ",
		"9 unknown-key “hours”后面的中文冒号改用英文冒号，后面空一格", "11 wrong-type “file”后面的中文冒号改用英文冒号，后面空一格",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestKeysHaveOtherNames(t *testing.T) {
	d, problems := Parse("a.md", doc("标题: 甲", "title: 乙", "草搞: 是", "学时: [1]", "要求：1: 2"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	r := NewReader(d.Fields, d.Pos)
	r.Translate(map[string]string{"标题": "title", "草稿": "draft", "学时": "hours", "要求": "skills", "顺序": "order"})
	if got := r.Text("title"); got != "甲" || r.Written("title") != "标题" || r.Written("draft") != "draft" {
		t.Errorf("title %q, written %q", got, r.Written("title"))
	}
	r.Bool("draft", false)
	r.Text("hours")
	r.Texts("skills")
	var got []string
	for _, p := range diag.Sort(r.Close()) {
		got = append(got, fmt.Sprintf("%d %s %s %s", p.Pos.Line, p.Code, p.Message, p.Hint))
	}
	want := []string{
		"3 repeated-key “title”和前面的“标题”是同一个键 两行只留一行；现在读的是第 2 行",
		"4 unknown-key 不认识的键“草搞” 是不是 草稿？",
		"5 wrong-type 学时 只能写一个值，不能是列表 不用列表，写作 学时: 1",
		"6 unknown-key 不认识的键“要求：1” “要求”后面的中文冒号改用英文冒号，后面空一格",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		doc("title: 甲", "levels:", "  - {id: a}"), "---\n---\n", "---\r\na：1\r\n---\r\n", doc("a: &x [*x]"),
		doc("? [a]", ": b"), doc(strings.Repeat("- ", 100)), doc("a: |", "  b"), "---\n\x00\n---\n", doc("<<: {a: 1}"),
		"\ufeff\n---\na: \"甲\n\tb: [1\n", doc(`a: "\q"`, "b: 'x' y", "c: @d"),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, problems := Parse("a.md", text)
		if d.BodyStart < 0 || text[d.BodyStart:] != d.Body {
			t.Errorf("the body does not stand where it says")
		}
		if !d.Found && strings.TrimPrefix(text, "\ufeff") != d.Body {
			t.Errorf("without front matter, the body is not the text")
		}
		check := func(pos diag.Pos) {
			if pos.Line < 1 || utf8.ValidString(text) && diag.NewLines("a.md", text).At(pos.Line, pos.Column) != pos {
				t.Errorf("%+v is no place of the text", pos)
			}
		}
		for _, p := range problems {
			check(p.Pos)
		}
		if len(problems) > maxProblems+1 {
			t.Errorf("%d problems", len(problems))
		}
		walk(t, Value{Kind: Map, Fields: d.Fields, Pos: d.Pos}, 1, check)
	})
}

// walk checks the place of every key and value, and that depth has its bound.
func walk(t *testing.T, v Value, depth int, check func(diag.Pos)) {
	if depth > maxDepth+1 {
		t.Fatal("too deep")
	}
	check(v.Pos)
	for _, item := range v.Items {
		walk(t, item, depth+1, check)
	}
	for _, field := range v.Fields {
		check(field.Pos)
		walk(t, field.Value, depth+1, check)
	}
}
