package search

import (
	"encoding/json"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"
)

// An engine is the code that the browser runs, with the parts of an index that it has
// asked for.
type engine struct {
	tb     testing.TB
	vm     *goja.Runtime
	files  map[string][]byte // by name of the part
	loaded map[string]bool
	fresh  []string // parts that the last query asked for
}

// newEngine prepares the script as a site publishes it, minified for the oldest browsers.
func newEngine(tb testing.TB, x Index) *engine {
	tb.Helper()
	source, err := scripts()
	if err != nil {
		tb.Fatal(err)
	}
	r := api.Transform(string(source), api.TransformOptions{
		Engines:          []api.Engine{{Name: api.EngineChrome, Version: "86"}, {Name: api.EngineSafari, Version: "14"}, {Name: api.EngineFirefox, Version: "78"}},
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true, Charset: api.CharsetUTF8,
	})
	if len(r.Errors) > 0 {
		tb.Fatal(r.Errors[0].Text)
	}
	e := &engine{tb: tb, vm: goja.New(), files: map[string][]byte{}, loaded: map[string]bool{}}
	if _, err := e.vm.RunString(string(r.Code)); err != nil {
		tb.Fatal(err)
	}
	for _, f := range x.Files {
		e.files[strings.TrimSuffix(path.Base(f.Path), ".js")] = f.Data
	}
	return e
}

// scripts are those that a page loads for the search, less the one that draws it.
func scripts() ([]byte, error) {
	var all []byte
	for _, name := range []string{"search-index.js", "search.js"} {
		data, err := os.ReadFile("../../../../themes/default/js/" + name)
		if err != nil {
			return nil, err
		}
		all = append(all, data...)
	}
	return all, nil
}

// call calls a function of the engine with JSON, and gives it the parts that it asks for
// until it has its answer.
func (e *engine) call(function, query, want string, answer any) {
	e.tb.Helper()
	e.fresh = nil
	quoted, _ := json.Marshal(query)
	for range 100 {
		v, err := e.vm.RunString("JSON.stringify(jinjie." + function + "(" + string(quoted) + "," + want + "))")
		if err != nil {
			e.tb.Fatalf("%q: %v", query, err)
		}
		var said struct{ Need []string }
		if err := json.Unmarshal([]byte(v.String()), &said); err != nil {
			e.tb.Fatal(err)
		}
		if said.Need == nil {
			if err := json.Unmarshal([]byte(v.String()), answer); err != nil {
				e.tb.Fatal(err)
			}
			return
		}
		e.feed(query, said.Need)
	}
	e.tb.Fatalf("%q: it asks for ever more", query)
}

func (e *engine) feed(query string, names []string) {
	for _, name := range names {
		if e.loaded[name] || e.files[name] == nil {
			e.tb.Fatalf("%q: it asks for %s, which it has or which is none", query, name)
		}
		if _, err := e.vm.RunString(string(e.files[name])); err != nil {
			e.tb.Fatalf("%s: %v", name, err)
		}
		e.loaded[name] = true
		e.fresh = append(e.fresh, name)
	}
}

// matched lists the documents that a query finds, sorted.
func (e *engine) matched(query string) []int {
	e.tb.Helper()
	var answer struct{ Docs []int }
	e.call("matched", query, "{}", &answer)
	return answer.Docs
}

// An answer is what a query finds, as a page shows it.
type answer struct {
	Short   bool
	Total   int
	Groups  []int
	Levels  map[string]int
	Results []struct {
		Doc, Group, Old, More             int
		Level, Address, Anchor, Title, Page, Context string
		Pieces                            []string
	}
}

func (e *engine) run(query string) answer {
	e.tb.Helper()
	var a answer
	e.call("run", query, "{count: 10}", &a)
	return a
}

// hrefs are the addresses of the results, in their order.
func (a answer) hrefs() []string {
	var list []string
	for _, r := range a.Results {
		list = append(list, strings.TrimSuffix(r.Address+"#"+r.Anchor, "#"))
	}
	return list
}
