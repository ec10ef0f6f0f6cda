// Package searchtest runs the search without a browser: the scripts that the browser runs,
// in an engine for JavaScript written in Go. Only tests import it.
package searchtest

import (
	"encoding/json"
	"path"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"jinjie/cmd/jinjie/internal/search"
)

// Scripts are the names of the scripts of the theme that make up the search, in the order
// in which a page loads them. The one that draws the page is not among them.
var Scripts = []string{"search-index.js", "search.js"}

// A Reader searches an index as a browser does: it loads the parts that it asks for.
type Reader struct {
	tb     testing.TB
	vm     *goja.Runtime
	parts  map[string][]byte // by name
	loaded map[string]bool
	Loaded [][]byte // what the last question made it load
}

// New is a reader of an index, which has loaded nothing yet.
func New(tb testing.TB, scripts [][]byte, files []search.File) *Reader {
	tb.Helper()
	r := &Reader{tb: tb, vm: goja.New(), parts: map[string][]byte{}, loaded: map[string]bool{}}
	for _, s := range scripts {
		if _, err := r.vm.RunString(string(s)); err != nil {
			tb.Fatal(err)
		}
	}
	for _, f := range files {
		r.parts[strings.TrimSuffix(path.Base(f.Path), ".js")] = f.Data
	}
	return r
}

// Found lists the documents that a text stands in, by number, in no order.
func (r *Reader) Found(text string) []int {
	r.tb.Helper()
	var list []int
	r.call("jinjie.attempt(function () { return jinjie.find(jinjie.fold("+quoted(text)+")).map(function (h) { return h.doc }) })", &list)
	return list
}

// Matched lists the documents that a query finds, by number, in no order: as text, as a
// code, as pinyin, and with its words apart.
func (r *Reader) Matched(query string) []int {
	r.tb.Helper()
	var a struct{ Docs []int }
	r.call("jinjie.matched("+quoted(query)+")", &a)
	return a.Docs
}

// An Answer is what the page shows of a query.
type Answer struct {
	Short   bool           // the query is
	Total   int            // of results
	Groups  []int          // how many of each group
	Levels  map[string]int // how many of each level
	Results []Result
}

// A Result is one of those that are shown.
type Result struct {
	Group, More                         int
	Old                                 int // 1: of an edition that is not current
	Level, Address, Anchor, Title, Page string
	Context                             string
	Pieces                              []string // of the excerpt: every other one is marked
}

// Href is where a result leads.
func (r Result) Href() string { return strings.TrimSuffix(r.Address+"#"+r.Anchor, "#") }

// Excerpt is the text around the match.
func (r Result) Excerpt() string { return strings.Join(r.Pieces, "") }

// Run asks for the first ten results. The filters are JSON, such as {level: "初级"}.
func (r *Reader) Run(query, filters string) Answer {
	r.tb.Helper()
	var a Answer
	r.call("(function (want) { want.count = want.count || 10; return jinjie.run("+quoted(query)+", want) })("+filters+")", &a)
	return a
}

// Documents lists where all documents stand, by number.
func (r *Reader) Documents() []string {
	r.tb.Helper()
	var list []string
	r.call(`jinjie.attempt(function () {
		var list = []
		for (var i = 0; i < jinjie.root.docs; i++) list.push(i)
		var out = []
		jinjie.each(list, function (i) {
			var page = jinjie.about(jinjie.root.page[i])
			out.push(jinjie.root.page[i] === i ? page.href : page.href + '#' + jinjie.about(i).href)
		})
		return out
	})`, &list)
	return list
}

func quoted(s string) string {
	q, _ := json.Marshal(s)
	return string(q)
}

// call evaluates an expression, and loads what that needs until it has its value.
func (r *Reader) call(expression string, value any) {
	r.tb.Helper()
	r.Loaded = nil
	for range 1000 {
		v, err := r.vm.RunString("JSON.stringify(" + expression + ")")
		if err != nil {
			r.tb.Fatalf("%s: %v", expression, err)
		}
		var lacks struct{ Need []string }
		json.Unmarshal([]byte(v.String()), &lacks) // what is no object lacks nothing
		if lacks.Need == nil {
			if err := json.Unmarshal([]byte(v.String()), value); err != nil {
				r.tb.Fatalf("%s: %v", expression, err)
			}
			return
		}
		r.load(lacks.Need)
	}
	r.tb.Fatalf("%s: it never has enough", expression)
}

func (r *Reader) load(names []string) {
	r.tb.Helper()
	for _, name := range names {
		if r.loaded[name] || r.parts[name] == nil {
			r.tb.Fatalf("it asks for the part %q, which it has or which is none", name)
		}
		r.loaded[name] = true
		r.Loaded = append(r.Loaded, r.parts[name])
		if _, err := r.vm.RunString(string(r.parts[name])); err != nil {
			r.tb.Fatalf("part %s: %v", name, err)
		}
	}
}
