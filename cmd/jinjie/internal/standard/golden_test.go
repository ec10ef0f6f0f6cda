package standard

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
)

var update = flag.Bool("update", false, "rewrite the outputs in testdata")

// TestGolden reads each archive's standard/1 and holds what was read, and what was
// reported, against the archive's last two files. In standard.md, HASH stands for the
// hash of the source, so that an archive can be edited by hand.
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
			s, problems := Parse(treeOf(ar), "standard/1")
			var said bytes.Buffer
			for _, d := range diag.Sort(problems) {
				fmt.Fprintf(&said, "%v: %v：%s [%s]\n", d.Pos, d.Severity, d.Message, d.Code)
				if d.Hint != "" {
					fmt.Fprintf(&said, "\t提示：%s\n", d.Hint)
				}
			}
			check(t, ar, "standard", dump(s))
			check(t, ar, "problems", said.String())
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

// treeOf makes a tree of the archive's files below standard/.
func treeOf(ar *txtar.Archive) files.Tree {
	var source []byte
	for _, f := range ar.Files {
		if strings.Contains(f.Name, "/source.") {
			source = f.Data
		}
	}
	sum := sha256.Sum256(source)
	var tree files.Tree
	for _, f := range ar.Files {
		if !strings.HasPrefix(f.Name, "standard/") {
			continue
		}
		data := bytes.ReplaceAll(f.Data, []byte("HASH"), []byte(hex.EncodeToString(sum[:])))
		tree.Files = append(tree.Files, files.File{Path: f.Name, Size: int64(len(data)), Data: data})
	}
	slices.SortFunc(tree.Files, func(a, b files.File) int { return strings.Compare(a.Path, b.Path) })
	return tree
}

// dump writes a standard as a person would want to check it.
func dump(s *Standard) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %s\n", s.Code, s.Title, s.Edition, s.Version)
	for _, l := range s.Levels {
		fmt.Fprintf(&b, "等级 %s %s %q 涵盖=%v 题注=%q\n", l.ID, l.Name, l.Verb, l.Comprises, l.Caption.Corrected())
		if l.Unread {
			b.WriteString("\t表格没有读全\n")
		}
		dumpText(&b, "\t描述 ", l.Description)
		dumpText(&b, "\t岗位 ", l.Jobs)
		for _, a := range l.Areas {
			fmt.Fprintf(&b, "\t领域 %s|%s\n", a.Number, a.Name)
			for _, task := range a.Tasks {
				fmt.Fprintf(&b, "\t任务 %s|%s\n", task.Number, task.Name)
				for _, q := range task.Requirements {
					dumpRequirement(&b, q)
				}
			}
		}
	}
	for _, c := range s.Chapters {
		fmt.Fprintf(&b, "章 %d %q %q #%s\n", c.Depth, c.Number, c.Name, c.ID)
		if len(c.Title.Spans) > 0 {
			dumpText(&b, "\t题 ", c.Title)
		}
		for _, block := range c.Blocks {
			dumpText(&b, fmt.Sprintf("\t块%d ", block.Kind), block.Text)
			for _, row := range block.Rows {
				for _, cell := range row {
					dumpText(&b, "\t\t格 ", cell)
				}
			}
		}
	}
	for _, t := range s.Terms {
		fmt.Fprintf(&b, "术语 %s|%s|%s #%s 定义%d 注%d\n", t.Number, t.Name, t.English, t.ID, len(t.Definition), len(t.Notes))
	}
	for _, c := range s.Catalogues {
		for _, school := range c.Schools {
			var majors []string
			for _, m := range school.Majors {
				majors = append(majors, fmt.Sprintf("{%s %v%s}", m.Name, m.Errata, strings.TrimSuffix(fmt.Sprintf(" →%v", m.Links), " →[]")))
			}
			fmt.Fprintf(&b, "专业 %s %s：%v\n", c.Number, school.Kind, majors)
		}
	}
	for _, refs := range [][]Reference{s.Normative, s.References} {
		for _, ref := range refs {
			fmt.Fprintf(&b, "文献 %q #%s %s\n", ref.Number, ref.ID, ref.Text.Printed)
		}
	}
	for i, l := range s.Links {
		fmt.Fprintf(&b, "链接%d %d:%d %v %s\n", i, l.Pos.Line, l.Pos.Column, l.Reference, l.Target)
	}
	for _, lane := range s.Lanes {
		fmt.Fprintf(&b, "递进 %s %v|%s|%s|%s\n", lane.Name, lane.Codes, lane.Reason, lane.Reviewer, lane.Date)
	}
	return b.String()
}

func dumpRequirement(b *strings.Builder, q Requirement) {
	fmt.Fprintf(b, "\t\t%s（%s）%s|%s|%s|%s %s 原文第%d行\n", q.Code, q.Printed.Printed,
		q.Sentence.Verb, q.Sentence.Knowledge, q.Sentence.Ability, q.Sentence.Rest, q.Text.Place, q.Source.Line)
	if corrected := q.Text.Corrected(); corrected != q.Text.Printed {
		fmt.Fprintf(b, "\t\t\t更正 %s\n", corrected)
	}
	if !q.Knowledge.Empty() {
		fmt.Fprintf(b, "\t\t\t知识 %s\n", q.Knowledge.Printed)
	}
}

func dumpText(b *strings.Builder, label string, t Text) {
	if t.Empty() {
		return
	}
	fmt.Fprintf(b, "%s<%s> ", label, t.Place)
	for _, run := range t.Runs() {
		if run.Erratum >= 0 {
			fmt.Fprintf(b, "{%d:%s}", run.Erratum, run.Text)
		} else {
			b.WriteString(run.Text)
		}
	}
	for _, s := range t.Spans {
		fmt.Fprintf(b, " →%d“%s”", s.Link, t.Printed[s.Start:s.End])
	}
	b.WriteString("\n")
}
