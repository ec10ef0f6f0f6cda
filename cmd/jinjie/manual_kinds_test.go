package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/build"
	"jinjie/cmd/jinjie/internal/check"
	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/frontmatter"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/importer"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/markdown"
	"jinjie/cmd/jinjie/internal/render"
	"jinjie/cmd/jinjie/internal/standard"
)

var update = flag.Bool("update", false, "write the generated part of the manual anew")

// kindGroups are the sorts of problems as the manual lists them.
var kindGroups = []struct {
	title string
	kinds []diag.Kind
}{
	{"写法", markdown.Kinds()},
	{"课和页面", lesson.Kinds()},
	{"文件头", frontmatter.Kinds()},
	{"引用、链接和图片", graph.Kinds()},
	{"标准的文件", standard.Kinds()},
	{"标准自身、递进和覆盖", check.Kinds()},
	{"文件和文件夹", files.Kinds()},
	{"导入", slices.Concat(importer.Kinds(), []diag.Kind{editedFiles, differentEdition})},
	{"站点和主题", slices.Concat(build.Kinds(), render.ThemeKinds())},
}

// The heading of the manual's page below which all is generated.
const kindsHeading = "\n## 全部检查\n"

// TestTheManualListsAllChecks holds the page of checks against the table of rules. With
// -update it writes the list anew.
func TestTheManualListsAllChecks(t *testing.T) {
	name := filepath.Join(manualDir, "jiancha.md")
	page := strings.ReplaceAll(readFile(t, name), "\r\n", "\n")
	head, list, ok := strings.Cut(page, kindsHeading)
	if !ok {
		t.Fatalf("%s has no heading %q", name, strings.TrimSpace(kindsHeading))
	}
	want := listOfKinds(t)
	if list == want {
		return
	}
	if *update {
		if err := os.WriteFile(name, []byte(head+kindsHeading+want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("%s does not list the checks as they are; go test ./cmd/jinjie -run %s -update", name, t.Name())
}

// listOfKinds writes all sorts of problems as Markdown.
func listOfKinds(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	var listed []string
	for _, g := range kindGroups {
		listed = append(listed, codesOf(g.kinds)...)
	}
	all := codesOf(kinds())
	slices.Sort(all)
	slices.Sort(listed)
	if !slices.Equal(all, listed) {
		t.Fatalf("the manual's groups hold\n%v\nand the program knows\n%v", listed, all)
	}
	fmt.Fprintf(&b, "\n共 %d 项。这一节由程序生成，与 `jinjie check --explain 代码` 说的一样。\n", len(all))
	for _, g := range kindGroups {
		fmt.Fprintf(&b, "\n### %s\n", g.title)
		for _, k := range g.kinds {
			fmt.Fprintf(&b, "\n#### %s\n\n**%s：%s。** %s\n", k.Code, k.Severity, k.Title, literal(k.Why))
		}
	}
	return b.String()
}

func codesOf(list []diag.Kind) []string {
	var codes []string
	for _, k := range list {
		codes = append(codes, k.Code)
	}
	return codes
}

// literal writes text so that a page shows it as it is, and finds nothing in it to mend.
func literal(text string) string {
	var b strings.Builder
	for _, c := range text {
		if strings.ContainsRune("\\`*_<>[]~&|#\"'!{}^:;,?()-", c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// TestTheListOfChecksReadsAsTheProgramSays: what the page shows of each check is its
// explanation, character by character, without a problem.
func TestTheListOfChecksReadsAsTheProgramSays(t *testing.T) {
	l, problems := lesson.Parse("content/help/jiancha.md", readFile(t, filepath.Join(manualDir, "jiancha.md")))
	for _, d := range problems {
		t.Errorf("%v %s", d.Pos, d.Message)
	}
	shown := words(l.Body.HTML)
	for _, k := range kinds() {
		if !strings.Contains(shown, k.Title+"。 "+words(escaped(k.Why))) {
			t.Errorf("the page does not show of %s: %s", k.Code, k.Why)
		}
		if !strings.Contains(l.Body.HTML, `id="`+k.Code+`"`) {
			t.Errorf("the page has no anchor %s", k.Code)
		}
	}
}

// escaped writes text as HTML.
func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}
