package graph

import (
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/standard"
)

// library is community with literature.
func library() *standard.Standard {
	s := community()
	entry := func(number, id, text string) standard.Reference {
		return standard.Reference{Number: number, ID: id, Text: standard.Text{Printed: text}}
	}
	s.References = []standard.Reference{entry("1", "ref-1", "[1] 甲"), entry("2", "ref-2", "[2] 乙")}
	s.Normative = []standard.Reference{entry("", "norm-1", "GB/T 20647.1-2006 社区服务指南 第1部分：总则"), entry("", "norm-2", "GB/T 20647.10-2006 别的")}
	return s
}

func TestLiteratureIsReferredTo(t *testing.T) {
	for written, want := range map[string]string{
		"[[参考文献[2]]]":              "100001/references.html#ref-2 参考文献[2]",
		"[[参考文献2]]":                "100001/references.html#ref-2 参考文献[2]",
		"[[参考文献［２］]]":              "100001/references.html#ref-2 参考文献[2]",
		"[[参考文献[2]|那份通知]]":         "100001/references.html#ref-2 参考文献[2]",
		"[[100001/参考文献[1]]]":       "100001/references.html#ref-1 参考文献[1]",
		"[[GB/T 20647.1-2006]]":    "100001/references.html#norm-1 GB/T 20647.1-2006",
		"[[GB/T 20647.1—2006]]":    "100001/references.html#norm-1 GB/T 20647.1—2006",
		"[[GB/T 20647.1—2006|指南]]": "100001/references.html#norm-1 GB/T 20647.1—2006",
	} {
		g := site{standards: []*standard.Standard{library()}, pages: []string{"lessons/x.md: 见" + written + "。\n"}}.sound(t)
		l := g.pageAt(t, "lessons/x.html")
		if got := l.Refs[0].Address + " " + l.Refs[0].Name; len(l.Refs) != 1 || got != want {
			t.Errorf("%s: got %s, want %s", written, got, want)
		}
	}
}

func TestLiteratureThatIsNotThere(t *testing.T) {
	for written, want := range map[string]string{
		"[[参考文献[3]]]":           "没有参考文献[3] | 标准 100001 的参考文献是 [1] 到 [2]",
		"[[GB/T 20647.2-2006]]": "没有叫“GB/T 20647.2-2006”的术语或课",
		"[[GB/T 20647.1]]":      "没有叫“GB/T 20647.1”的术语或课",
	} {
		_, problems := site{standards: []*standard.Standard{library()}, pages: []string{"lessons/x.md: 见" + written + "。\n"}}.join(t)
		if list := told(problems); len(list) != 1 || !strings.Contains(list[0], want) {
			t.Errorf("%s: got %q, want %s", written, list, want)
		}
	}
}
