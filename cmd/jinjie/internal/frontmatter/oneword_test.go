package frontmatter

import (
	"fmt"
	"strings"
	"testing"
)

// Where one word belongs, another sort of value is told with what to write in its place.
func TestOneWordIsAskedFor(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a word", "title: 甲", ""},
		{"nothing", "title:", ""},
		{"a list of one", "title: [甲]", "2:8 title 只能写一个值，不能是列表 | 不用列表，写作 title: 甲"},
		{"a list of one, in a line of its own", "title:\n  - 甲 乙", "3:3 title 只能写一个值，不能是列表 | 不用列表，写作 title: 甲 乙"},
		{"a list of several", "title: [甲, 乙]", "2:8 title 只能写一个值，不能是列表 | 只留一项，写作 title: 甲"},
		{"an empty list", "title: []", "2:8 title 只能写一个值，不能是列表 | 不用列表，写作 title: 文字"},
		{"what must be quoted", "title: ['甲: 乙']", "2:8 title 只能写一个值，不能是列表 | 不用列表，写作 title: '甲: 乙'"},
		{"what is too long to show", "title: [" + strings.Repeat("长", 40) + "]", "2:8 title 只能写一个值，不能是列表 | 不用列表，写作 title: 文字"},
		{"a map", "title: {a: 1}", "2:8 title 只能写一个值，不能是一组键和值 | 写作 title: 文字"},
		{"a list in a list", "skills: [[1.1.1]]", "2:10 skills 的每一项应当是一个词 | 只用一层方括号，写作 skills: [1.1.1]"},
		{"a map in a list", "skills:\n  - a: 1", "3:5 skills 的每一项应当是一个词 | 写作 skills: [甲, 乙]"},
		{"nothing in a list", "skills:\n  - 1.1.1\n  -", "4:4 skills 的每一项应当是一个词 | 删去空着的这一项"},
		{"what is refused in a list", "skills: [&a 1.1.1]", ""},
	} {
		d, _ := Parse("a.md", doc(c.text))
		r := NewReader(d.Fields, d.Pos)
		r.Text("title")
		r.Texts("skills")
		got := ""
		for _, p := range r.Close() {
			got += fmt.Sprintf("%d:%d %s | %s", p.Pos.Line, p.Pos.Column, p.Message, p.Hint)
		}
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}
