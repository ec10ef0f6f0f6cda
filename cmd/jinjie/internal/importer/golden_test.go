package importer

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jinjie/cmd/jinjie/internal/diag"
)

var update = flag.Bool("update", false, "write what is got into the golden archives")

// TestGolden reads every archive of testdata: the first file is the source, in the form
// that its name tells; the others are all that an import gives.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		t.Run(filepath.Base(name), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			source := a.Files[0]
			imp, problems := Read(source.Name, source.Data, Options{})
			have := append([]txtar.File{source}, results(imp, problems)...)
			if len(imp.Files) > 0 {
				checkMissing(t, string(source.Data), imp)
			}
			if *update {
				a.Files = have
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			compare(t, have, a.Files)
		})
	}
}

// results are the files of an import as an archive shows them: tables without byte order
// mark and carriage returns, the source's hash left out.
func results(imp Import, problems []diag.Diagnostic) []txtar.File {
	var list []txtar.File
	for _, name := range slices.Sorted(maps.Keys(imp.Files)) {
		if strings.HasPrefix(name, "source.") || name == ".gitattributes" {
			continue
		}
		data := strings.NewReplacer("\ufeff", "", "\r\n", "\n").Replace(string(imp.Files[name]))
		if name == "standard.md" {
			data = strings.TrimPrefix(withoutHash([]byte(data)), "---\n")
		}
		list = append(list, txtar.File{Name: name, Data: []byte(data)})
	}
	var b strings.Builder
	for _, d := range imp.Dropped {
		fmt.Fprintf(&b, "%d-%d %s: %s\n", d.Line, d.Last, d.Reason, strings.ReplaceAll(d.Text, "\n", "⏎"))
	}
	list = append(list, txtar.File{Name: "dropped", Data: []byte(b.String())})
	b.Reset()
	for _, d := range problems {
		fmt.Fprintf(&b, "%s: %v：%s [%s]\n", d.Pos, d.Severity, d.Message, d.Code)
		if d.Hint != "" {
			fmt.Fprintf(&b, "\t提示：%s\n", d.Hint)
		}
	}
	return append(list, txtar.File{Name: "problems", Data: []byte(b.String())})
}

func compare(t *testing.T, have, want []txtar.File) {
	t.Helper()
	for i, h := range have {
		switch {
		case i >= len(want) || want[i].Name != h.Name:
			t.Fatalf("the archive lacks %s:\n%s", h.Name, h.Data)
		case string(want[i].Data) != string(h.Data):
			t.Errorf("%s differs\n%s\n--- got\n%s", h.Name, firstDifference(string(h.Data), string(want[i].Data)), h.Data)
		}
	}
	if len(want) > len(have) {
		t.Errorf("%s is not made", want[len(have)].Name)
	}
}
