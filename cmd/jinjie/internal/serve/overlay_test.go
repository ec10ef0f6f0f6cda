package serve

import (
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
)

func TestTheWordAtAPlaceIsMarked(t *testing.T) {
	for _, c := range []struct {
		name, text string
		column     int
		want       string
	}{
		{"a code in a list", "skills: [1.1.1, 1.1.9@初级]", 17, "skills: [1.1.1, ‹1.1.9@初级›]"},
		{"a reference", "见[[没有的|名]]，再说。", 2, "见‹[[没有的|名]]›，再说。"},
		{"a reference in full width", "见【【没有的】】。", 2, "见‹【【没有的】】›。"},
		{"a reference without an end", "见[[没有的", 2, "见‹[›[没有的"},
		{"a mark", "甲，乙", 2, "甲‹，›乙"},
		{"the end of the line", "甲乙", 3, "甲乙‹›"},
		{"beyond the end", "甲乙", 99, "甲乙‹›"},
		{"no column", "甲乙，丙", 0, "‹甲乙›，丙"},
		{"an empty line", "", 1, "‹›"},
		{"far along a long line", strings.Repeat("字", 100) + "，错误，", 102, "……" + strings.Repeat("字", 59) + "，‹错误›，"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := excerpt([]string{"前", c.text, "后"}, diag.Pos{Line: 2, Column: c.column})
			if len(lines) != 3 || lines[0].Before != "前" || lines[2].Number != 3 {
				t.Fatalf("got %+v", lines)
			}
			if got := lines[1].Before + "‹" + lines[1].Marked + "›" + lines[1].After; got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestEditorsAreTakenToThePlace(t *testing.T) {
	if got := utf16Column("甲😀乙", 3); got != 4 {
		t.Errorf("the third character stands at %d in UTF-16 units, want 4", got)
	}
	for _, c := range []struct{ form, file, want string }{
		{"vscode://file{file}:{line}:{column}", "/家/a b.md", "vscode://file/%E5%AE%B6/a%20b.md:3:4"},
		{"vscode://file{file}:{line}:{column}", "C:/site/a.md", "vscode://file/C:/site/a.md:3:4"},
		{"idea://open?file={file}&line={line}", "/a&b=c/d+e;f #1?.md", "idea://open?file=/a%26b%3Dc/d%2Be%3Bf%20%231%3F.md&line=3"},
		{"", "/a.md", ""},
	} {
		if got := editorLink(c.form, c.file, 3, 4); got != c.want {
			t.Errorf("%s leads to %q, want %q", c.file, got, c.want)
		}
	}
}
