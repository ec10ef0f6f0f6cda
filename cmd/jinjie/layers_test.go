package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors is the floor plan: a room imports rooms of lower floors only, never its neighbours.
var floors = [][]string{
	{"diag", "parallel", "browse"},
	{"files", "themes"},
	{"frontmatter", "markdown"},
	{"standard", "lesson"},
	{"graph", "compare", "importer"},
	{"check", "render", "search", "export"},
	{"build"},
	{"tour"},
	{"serve"},
	{"jinjie"}, // the roof
}

// alone names the rooms that may use a package: what they alone know. Tests may use any.
var alone = map[string][]string{
	"os":                         {"files", "serve", "jinjie", "browse", "tour"},
	"time":                       {"files", "serve", "jinjie", "browse"},
	"math/rand":                  {},
	"math/rand/v2":               {},
	"net/http":                   {"serve"},
	"github.com/yuin/goldmark":   {"markdown"},
	"github.com/alecthomas":      {"markdown"},
	"go.yaml.in/yaml":            {"frontmatter"},
	"github.com/evanw/esbuild":   {"render"},
	"html/template":              {"render"},
	"github.com/fsnotify":        {"serve"},
	"github.com/spf13":           {"jinjie"},
	"github.com/xuri/excelize":   {"export"},
	"github.com/mozillazg":       {"search", "jinjie"},
	"github.com/dop251":          {"search"},
	"golang.org/x/net":           {},
	"encoding/csv":               {"standard", "importer", "export"},
	"golang.org/x/sys":           {"files"},
	"golang.org/x/text/encoding": {"files"},
	"github.com/chromedp":        {"browse"},
	"github.com/rogpeppe":        {"tour"},
}

func TestRoomsImportLowerFloorsOnly(t *testing.T) {
	for _, root := range []string{".", "../../themes"} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if d.IsDir() && d.Name() == "testdata" {
				return fs.SkipDir
			}
			if err == nil && strings.HasSuffix(name, ".go") {
				checkImports(t, filepath.ToSlash(name))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// checkImports holds the imports of one file, a test's as well, against the plan.
func checkImports(t *testing.T, file string) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	room := roomOf(path.Join("jinjie/cmd/jinjie", path.Dir(file)))
	for _, spec := range f.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		if strings.HasPrefix(imported, "jinjie/") {
			other := roomOf(imported)
			if other != room && floor(t, other) >= floor(t, room) {
				t.Errorf("%s: %s (floor %d) imports %s (floor %d)", file, room, floor(t, room), other, floor(t, other))
			}
		}
		for known, rooms := range alone {
			if within(imported, known) && !slices.Contains(rooms, room) && !strings.HasSuffix(file, "_test.go") {
				t.Errorf("%s: %s imports %s, which only %q may know", file, room, imported, rooms)
			}
		}
	}
}

// roomOf names the room that a package belongs to: the folder below internal, or the last element.
func roomOf(pkg string) string {
	if _, rest, ok := strings.Cut(pkg, "/internal/"); ok {
		room, _, _ := strings.Cut(rest, "/")
		return room
	}
	return path.Base(pkg)
}

func floor(t *testing.T, room string) int {
	n := slices.IndexFunc(floors, func(rooms []string) bool { return slices.Contains(rooms, room) })
	if n < 0 {
		t.Errorf("no floor for the room %s", room)
	}
	return n
}

// within tells whether pkg is known or a package below it, of whatever major version.
func within(pkg, known string) bool {
	return pkg == known || strings.HasPrefix(pkg, strings.TrimSuffix(known, "/")+"/")
}
