package importer

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestCommittedStandardIsTheImportOfItsSource(t *testing.T) {
	imp, problems := Read("590008.txt", []byte(realSource(t)), Options{})
	if len(problems) > 0 {
		t.Errorf("problems: %v", problems)
	}
	for _, name := range slices.Sorted(maps.Keys(imp.Files)) {
		want, err := os.ReadFile(folder + name)
		if err != nil || string(want) != string(imp.Files[name]) {
			t.Errorf("%s is not what an import writes (%v)", name, err)
		}
	}
	if len(imp.Files) != 6 {
		t.Errorf("%d files, want 6", len(imp.Files))
	}
}

func TestAllRequirementsAreFound(t *testing.T) {
	source := realSource(t)
	imp, _ := Read("590008.txt", []byte(source), Options{})
	want, have := independent(t, source), got(t, imp)
	if !slices.Equal(want, have) {
		report(t, want, have)
	}
	checkAccount(t, source, imp)
	if n := imp.Counts; n.Requirements != 136 || n.Codes != 48 || n.Areas != 3 || n.Tasks != 11 || n.Chapters != 22 {
		t.Errorf("counts: %+v", n)
	}
}

// report says where two readings part.
func report(t testing.TB, want, have []wanted) {
	t.Helper()
	if len(want) != len(have) {
		t.Errorf("%d requirements, want %d", len(have), len(want))
	}
	for i := range min(len(want), len(have)) {
		if want[i] != have[i] {
			t.Errorf("requirement %d\n got %q\nwant %q", i, have[i], want[i])
			return
		}
	}
}

func TestChaptersAreAllThere(t *testing.T) {
	source := realSource(t)
	imp, _ := Read("590008.txt", []byte(source), Options{})
	var lines []string
	for _, b := range body(t, imp) {
		lines = append(lines, b.Text)
	}
	inContents := false
	for raw := range strings.SplitSeq(source, "\n") {
		line := strings.TrimPrefix(strings.TrimSpace(raw), "- ")
		inContents = inContents && line != "前 言" || line == "目 次"
		if line == "" || inContents || strings.Contains(raw, "\t") {
			continue
		}
		if !slices.Contains(lines, line) {
			t.Errorf("%q is not in standard.md", line)
		}
	}
}
