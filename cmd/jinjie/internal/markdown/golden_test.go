package markdown

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jinjie/cmd/jinjie/internal/diag"
)

var update = flag.Bool("update", false, "rewrite the outputs in testdata")

// TestGolden renders each archive's in.md and holds all that a page has against the other
// files of the archive.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.TrimSpace(string(ar.Comment)) == "" {
				t.Error("the archive does not say why it is there")
			}
			text := string(ar.Files[0].Data)
			laws(t, text)
			page, problems := Render(diag.NewLines("in.md", text), text, 0)
			check(t, ar, "html", filled(page))
			check(t, ar, "page", dump(page))
			check(t, ar, "problems", told(problems))
			if *update {
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func check(t *testing.T, ar *txtar.Archive, name, got string) {
	t.Helper()
	i := slices.IndexFunc(ar.Files, func(f txtar.File) bool { return f.Name == name })
	if i < 0 {
		ar.Files = append(ar.Files, txtar.File{Name: name})
		i = len(ar.Files) - 1
	}
	if want := string(ar.Files[i].Data); got != want && !*update {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
	ar.Files[i].Data = []byte(got)
}

// told writes problems as the command does.
func told(problems []diag.Diagnostic) string {
	var b bytes.Buffer
	if err := diag.WriteText(&b, diag.Sort(problems)); err != nil {
		panic(err)
	}
	return b.String()
}

// dump writes what a page has beside its HTML: every offset as the text that stands there.
func dump(p Page) string {
	var b strings.Builder
	for _, h := range p.Headings {
		fmt.Fprintf(&b, "标题 %v %d %s #%s\n", h.Pos, h.Depth, h.Text, h.ID)
	}
	for i, block := range p.Blocks {
		fmt.Fprintf(&b, "块 %d %v #%s %q\n", i, block.Pos, block.Anchor, block.Text)
	}
	for _, r := range p.References {
		text := p.Blocks[r.Block].Text
		fmt.Fprintf(&b, "引用 %v %q %q 块 %d：%q ← 此处 → %q\n", r.Pos, r.Target, r.Label, r.Block, text[:r.Offset], text[r.Offset:])
	}
	for _, l := range p.Links {
		words := ""
		if l.Block >= 0 {
			words = p.Blocks[l.Block].Text[l.Start:l.End]
		}
		fmt.Fprintf(&b, "链接 %v %s 图=%v 块 %d：%q\n", l.Pos, l.Destination, l.Image, l.Block, words)
	}
	for _, r := range p.Runs {
		fmt.Fprintf(&b, "正文 %q\n", p.HTML[r.Start:r.End])
	}
	fmt.Fprintf(&b, "字数 %d\n", p.Characters)
	return b.String()
}
