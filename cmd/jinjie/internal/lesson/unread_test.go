package lesson

import (
	"strings"
	"testing"
)

// What could not be read may say all that it seems to lack: it is told of once.
func TestNothingFollowsFromWhatCouldNotBeRead(t *testing.T) {
	for _, c := range []struct {
		name, text         string
		head, body         bool // whether they are unread
		maySay, doesNotSay string
		codes              string // of the problems
	}{
		{"all was read", "---\ntitle: 甲\nskills: [1.1.1]\n---\n正文\n", false, false, "", "甲", ""},
		{"a wide colon", "---\n标题：甲\n要求: ［１．１．１］\n---\n正文1.1.2\n", true, false, "甲 1.1.1", "1.1.2", "bad-front-matter"},
		{"a code with Chinese stops", "---\ntitle：甲\nskills: [1。1。1]\n---\n", true, false, "1.1.1", "", "bad-front-matter"},
		{"an anchor", "---\ntitle: &a 甲\n---\n", true, false, "甲", "乙", "refused-yaml"},
		{"no end", "---\ntitle: 甲\n\n正文\n", true, true, "甲 正文", "乙", "unclosed-front-matter"},
		{"a text that is too complex", "---\ntitle: 甲\n---\n" + strings.Repeat("*甲", 12000), false, true, "", "甲", "too-complex"},
		{"a title of another kind", "---\ntitle: [甲]\n---\n", false, false, "", "甲", "wrong-type"},
		{"no title, in a text that is too complex", "---\nlevel: 初级\n---\n" + strings.Repeat("*甲", 12000), false, true, "", "初级", "missing-title too-complex"},
	} {
		l, problems := Parse(file, c.text)
		var codes []string
		for _, d := range problems {
			codes = append(codes, d.Code)
		}
		if l.Unread != c.head || l.Body.Unread != c.body || strings.Join(codes, " ") != c.codes || l.Title == "" {
			t.Errorf("%s: unread %t and %t, called %q, problems %q", c.name, l.Unread, l.Body.Unread, l.Title, codes)
		}
		for _, word := range strings.Fields(c.maySay) {
			if !l.MaySay(word) {
				t.Errorf("%s: it cannot say %s", c.name, word)
			}
		}
		if l.MaySay(c.doesNotSay) || l.MaySay("") || l.Illegible() {
			t.Errorf("%s: it may say %q, or nothing, or is illegible", c.name, c.doesNotSay)
		}
	}
	for name, kind := range map[string]Kind{file: Teaching, HomeFile: Home, "content/help.md": Plain} {
		l := Unreadable(name)
		if !l.Unread || !l.Body.Unread || !l.Illegible() || l.Kind != kind || l.MaySay("甲") || (l.Settings() != nil) != (kind == Home) {
			t.Errorf("%s: %+v", name, l)
		}
	}
}
