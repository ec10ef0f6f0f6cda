package render

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jinjie/themes"
)

var update = flag.Bool("update", false, "write the tables of views in the manual anew; what a field means is told there, by hand")

// themeManual is the page of the manual about themes.
const themeManual = "../../../../content/help/zidingyi-zhuti.md"

// untold begins the meaning of a field that nobody has put into Chinese yet.
const untold = "※"

// The manual lists every type that templates see with all its fields in their order, and
// tells what each means. With -update its tables follow the types; what is new is marked, to
// be told in Chinese.
func TestTheManualTellsTheViews(t *testing.T) {
	data, err := os.ReadFile(themeManual)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), "\n## 各种数据\n")
	if !ok {
		t.Fatal("the manual has no section 各种数据")
	}
	intro, _, _ := strings.Cut(rest, "\n### ")
	meanings := readMeanings(rest)
	_, after, _ := strings.Cut(rest, "\n## ")
	whole := before + "\n## 各种数据\n" + intro + "\n" + viewTables(meanings, comments(t))
	if after != "" {
		whole += "\n## " + after
	}
	if *update {
		if err := os.WriteFile(themeManual, []byte(whole), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if whole != string(data) {
		t.Errorf("the tables of %s are not those of the views: run go test -run Manual -update, and tell in Chinese what is marked with %s\n%s",
			filepath.Base(themeManual), untold, difference(string(data), whole))
	}
	for _, line := range strings.Split(whole, "\n") {
		if (strings.HasPrefix(line, "|") || typeHeading.MatchString(line)) && strings.Contains(line, untold) {
			t.Errorf("not yet told: %s", line)
		}
	}
	for _, k := range Kinds {
		want := fmt.Sprintf("| `%s.html` | `%s` |", k, reflect.TypeOf(views[k]).Name())
		if !strings.Contains(before, want) {
			t.Errorf("the list of kinds lacks %s", want)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(functions(nil))) {
		if !strings.Contains(before, "| `"+name+" ") && !strings.Contains(before, "| `"+name+"` ") {
			t.Errorf("the list of functions lacks %s", name)
		}
	}
}

var (
	documented  = regexp.MustCompile("`(--[a-z0-9]+)`")
	propertySet = regexp.MustCompile(`[{;\s](--[a-z0-9]+):`)
)

// The custom properties that the manual names are those of the stylesheets.
func TestTheManualNamesTheTokens(t *testing.T) {
	data, err := os.ReadFile(themeManual)
	if err != nil {
		t.Fatal(err)
	}
	styles, _ := fs.Glob(themes.Default, "default/css/*.css")
	known := map[string]bool{}
	for _, name := range styles {
		css, _ := fs.ReadFile(themes.Default, name)
		for _, m := range propertySet.FindAllSubmatch(css, -1) {
			known[string(m[1])] = true
		}
	}
	for _, m := range documented.FindAllSubmatch(data, -1) {
		if !known[string(m[1])] {
			t.Errorf("no stylesheet sets %s", m[1])
		}
	}
}

// difference is the first line in which two texts differ.
func difference(was, is string) string {
	a, b := strings.Split(was, "\n"), strings.Split(is, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "is   " + a[i] + "\nwant " + b[i]
		}
	}
	return fmt.Sprintf("is %d lines, want %d", len(a), len(b))
}

var (
	typeHeading = regexp.MustCompile("^### ([A-Za-z]+)(.*)$")
	fieldRow    = regexp.MustCompile("^\\| `([A-Za-z]+)` \\| [^|]* \\| (.*) \\|$")
)

// readMeanings reads what the manual says: of types, and of fields as TYPE.FIELD.
func readMeanings(text string) map[string]string {
	meanings := map[string]string{}
	typ := ""
	for _, line := range strings.Split(text, "\n") {
		if m := typeHeading.FindStringSubmatch(line); m != nil {
			typ = m[1]
			meanings[typ] = m[2]
		} else if m := fieldRow.FindStringSubmatch(line); m != nil {
			meanings[typ+"."+m[1]] = m[2]
		}
	}
	return meanings
}

// comments are the comments of all fields of the package's types, as TYPE.FIELD.
func comments(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]string{}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if s, ok := spec.Type.(*ast.StructType); ok {
				for _, field := range s.Fields.List {
					for _, name := range field.Names {
						list[spec.Name.Name+"."+name.Name] = strings.TrimSpace(field.Comment.Text())
					}
				}
			}
			return true
		})
	}
	return list
}

// viewTables writes the section of the manual.
func viewTables(meanings, comments map[string]string) string {
	var b strings.Builder
	seen := map[reflect.Type]bool{}
	var queue []reflect.Type
	add := func(typ reflect.Type) {
		for typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() == reflect.Struct && !seen[typ] {
			seen[typ] = true
			queue = append(queue, typ)
		}
	}
	for _, k := range Kinds {
		add(reflect.TypeOf(views[k]))
	}
	for len(queue) > 0 {
		typ := queue[0]
		queue = queue[1:]
		if meanings[typ.Name()] == "" {
			meanings[typ.Name()] = " " + untold
		}
		fmt.Fprintf(&b, "### %s%s\n\n| 数据 | 类型 | 含义 |\n| --- | --- | --- |\n", typ.Name(), meanings[typ.Name()])
		for i := range typ.NumField() {
			f := typ.Field(i)
			key := typ.Name() + "." + f.Name
			said := meanings[key]
			if said == "" {
				said = strings.TrimSpace(untold + " " + strings.ReplaceAll(comments[key], "|", "/"))
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.Name, typeName(f.Type), said)
			add(f.Type)
		}
		b.WriteString("\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// typeName is what the manual calls a type.
func typeName(typ reflect.Type) string {
	switch typ.Kind() {
	case reflect.Slice:
		return typeName(typ.Elem()) + "的列表"
	case reflect.Struct:
		return "`" + typ.Name() + "`"
	case reflect.Bool:
		return "是否"
	case reflect.Int:
		return "整数"
	}
	return "文字"
}
