package frontmatter

import (
	"fmt"
	"strings"
	"testing"
)

func TestAKeyUnderTwoNamesIsARepeatedKey(t *testing.T) {
	usual := map[string]string{"标题": "title", "课": "lessons", "课程": "lessons"}
	for _, c := range []struct{ name, text, keys, want string }{
		{"usual names", "title: 甲\nlevel: 乙", "title level", ""},
		{"another name", "标题: 甲\nlevel: 乙", "title level", ""},
		{"the other name first", "标题: 甲\ntitle: 乙", "title", "3:1 “title”和前面的“标题”是同一个键 | 两行只留一行；现在读的是第 2 行"},
		{"the usual name first", "title: 甲\nx: 1\n标题: 乙", "title x", "4:1 “标题”和前面的“title”是同一个键 | 两行只留一行；现在读的是第 2 行"},
		{"two other names", "课: [a]\n课程: [b]", "lessons", "3:1 “课程”和前面的“课”是同一个键 | 两行只留一行；现在读的是第 2 行"},
		{"in one line", "{标题: 甲, title: 乙}", "title", "2:9 “title”和前面的“标题”是同一个键 | 两处只留一处；现在读的是前一处"},
	} {
		d, _ := Parse("a.md", doc(c.text))
		r := NewReader(d.Fields, d.Pos)
		r.Translate(usual)
		var keys []string
		for _, f := range r.fields {
			keys = append(keys, f.Key)
			r.Value(f.Key)
		}
		got := ""
		for _, p := range r.Close() {
			got += fmt.Sprintf("%d:%d %s | %s", p.Pos.Line, p.Pos.Column, p.Message, p.Hint)
		}
		if strings.Join(keys, " ") != c.keys || got != c.want {
			t.Errorf("%s: keys %q\ngot  %s\nwant %s", c.name, keys, got, c.want)
		}
	}
}
