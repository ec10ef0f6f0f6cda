package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"jinjie": main})
}

// repository is the site that this repository holds.
const repository = "../.."

// jinjie runs the program in this process and returns what it says.
func jinjie(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(args, &out, &err)
	return code, out.String(), err.String()
}

// built builds the repository's site and returns its folder.
func built(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	buildTo(t, dir)
	return dir
}

// buildTo builds the repository's site into dir, with more flags if need be.
func buildTo(t *testing.T, dir string, flags ...string) {
	t.Helper()
	if code, _, stderr := jinjie(t, append([]string{"build", "-s", repository, "-d", dir}, flags...)...); code != exitFine {
		t.Fatalf("jinjie build: exit %d\n%s", code, stderr)
	}
}

// pagesOf reads all HTML files below dir, by slash-separated path.
func pagesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	pages := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		pages[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}
