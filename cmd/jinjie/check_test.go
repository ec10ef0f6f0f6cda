package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A terminal stands for one that shows both streams, and tells how they were written.
type terminal struct {
	bytes.Buffer
	writes []string
}

func (w *terminal) Write(p []byte) (int, error) {
	w.writes = append(w.writes, string(p))
	return w.Buffer.Write(p)
}

// manyFaults is a site whose list of problems is longer than any buffer in between.
func manyFaults(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := unpack("testdata/site.txtar", dir); err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	page.WriteString("---\ntitle: 甲\nskills: [1.1.1@初级]\n---\n[[1.1.1]]\n")
	for i := range 2000 {
		fmt.Fprintf(&page, "\n[[1.1.%d]]\n", i+7)
	}
	name := filepath.Join(dir, "content", "lessons", "a.md")
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(page.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

// On a terminal the list stands together, and what is said of it on a line below.
func TestTheListStandsAboveWhatIsSaidOfIt(t *testing.T) {
	dir := manyFaults(t)
	for format := range formats {
		var both terminal
		if code := run([]string{"check", "-s", dir, "--format", format}, &both, &both); code != exitSources {
			t.Fatalf("%s: exit %d", format, code)
		}
		const closing = "检查完毕，有 2000 个错误、2 个警告\n"
		if len(both.writes) != 2 || both.writes[1] != closing || !strings.HasSuffix(both.writes[0], "\n") {
			t.Errorf("%s: %d writes, of which the last is %q", format, len(both.writes), both.writes[len(both.writes)-1])
		}
		if got := strings.Count(both.String(), "unknown-skill"); got < 2000 || !strings.HasSuffix(both.String(), "\n"+closing) {
			t.Errorf("%s: %d problems, then %q", format, got, both.String()[max(0, both.Len()-200):])
		}
	}
}
