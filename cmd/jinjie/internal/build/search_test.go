package build

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"index/suffixarray"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/width"

	"jinjie/cmd/jinjie/internal/search"
	"jinjie/cmd/jinjie/internal/search/searchtest"
)

// A searchable is a site with its index, and what a plain look through its texts needs.
type searchable struct {
	entries []search.Entry
	index   search.Index
	reader  *searchtest.Reader

	number map[string]int // of documents, by address and anchor
	blocks []searchBlock
	all    []byte // the folded blocks, each ended by a zero
	at     *suffixarray.Index
}

// A searchBlock is a block of a document.
type searchBlock struct {
	doc  string
	text string
	from int // in all
}

// newSearchable makes the site in dir.
func newSearchable(tb testing.TB, dir string) *searchable {
	tb.Helper()
	s, err := open(Options{Source: dir})
	if err != nil {
		tb.Fatal(err)
	}
	made, problems, err := s.make()
	if err != nil || made == nil {
		tb.Fatal(err, said(problems))
	}
	w := &searchable{entries: made.entries, index: search.Build(made.entries), number: map[string]int{}}
	w.reader = w.open(tb, s)
	for i, doc := range w.reader.Documents() {
		w.number[doc] = i
	}
	for _, e := range made.entries {
		for i, d := range e.Page.Docs {
			doc := e.Address
			if i > 0 {
				doc += "#" + d.Anchor
			}
			if _, ok := w.number[doc]; !ok {
				tb.Fatalf("the index has no document %s", doc)
			}
			for _, b := range d.Blocks {
				w.blocks = append(w.blocks, searchBlock{doc, b, len(w.all)})
				w.all = append(append(w.all, plainFold(b)...), 0)
			}
		}
	}
	w.at = suffixarray.New(w.all)
	return w
}

// open is a reader that has loaded nothing, with the scripts as the site publishes them.
func (w *searchable) open(tb testing.TB, s *snapshot) *searchtest.Reader {
	theme, _, err := s.loadTheme()
	if err != nil {
		tb.Fatal(err)
	}
	var scripts [][]byte
	for _, name := range searchtest.Scripts {
		name, _, _ := strings.Cut(name, ".")
		for _, a := range theme.Assets() {
			if strings.HasPrefix(a.Path, "assets/"+name+".") {
				scripts = append(scripts, a.Data)
			}
		}
	}
	return searchtest.New(tb, scripts, w.index.Files)
}

// plainFold folds width and case.
func plainFold(text string) string { return strings.ToLower(width.Fold.String(text)) }

// plainly lists the documents that a text stands in, by looking.
func (w *searchable) plainly(text string) []int {
	found := map[int]bool{}
	for _, offset := range w.at.Lookup([]byte(plainFold(text)), -1) {
		i, _ := slices.BinarySearchFunc(w.blocks, offset+1, func(b searchBlock, at int) int { return b.from - at })
		found[w.number[w.blocks[i-1].doc]] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// sample picks 2 to 12 characters of some block, or what is none: characters of two blocks.
func (w *searchable) sample(random *rand.Rand) string {
	for {
		text := []rune(w.blocks[random.IntN(len(w.blocks))].text)
		n := 2 + random.IntN(11)
		if len(text) < n {
			continue
		}
		from := random.IntN(len(text) - n + 1)
		said := string(text[from : from+n])
		if random.IntN(10) == 0 { // it seldom stands anywhere
			other := []rune(w.blocks[random.IntN(len(w.blocks))].text)
			said = string(text[from:from+n/2]) + string(other[:min(len(other), n-n/2)])
		}
		if said == strings.TrimSpace(said) && !strings.Contains(said, "@") && utf8.RuneCountInString(said) > 1 {
			return said
		}
	}
}

// The law of the search: a text is found in the documents that it stands in, and in no
// others. As a query it finds these as well, and others only if it may also be a code,
// pinyin, or words that are apart.
func (w *searchable) law(t *testing.T, samples int, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 6))
	found := 0
	for i := range samples {
		q := w.sample(random)
		want := w.plainly(q)
		found += len(want)
		w.same(t, q, w.reader.Found(q), want, true)
		if i%10 == 0 {
			w.same(t, q, w.reader.Matched(q), want, !strings.Contains(q, " ") && !isLatin(q))
		}
	}
	t.Logf("%d samples found %d documents", samples, found)
	if found < samples {
		t.Errorf("%d samples found %d documents only", samples, found)
	}
}

// same reports documents that were not found, that were found twice and, if only those
// that are wanted may be found, others.
func (w *searchable) same(t *testing.T, q string, got, want []int, only bool) {
	t.Helper()
	slices.Sort(got)
	if missing := without(want, got); len(missing) > 0 {
		t.Fatalf("%q is not found in %d of %d documents, such as %d", q, len(missing), len(want), missing[0])
	}
	if wrong := without(got, want); len(wrong) > 0 && only {
		t.Fatalf("%q is found in %d documents where it does not stand, such as %d", q, len(wrong), wrong[0])
	}
	if again := slices.Compact(slices.Clone(got)); len(again) != len(got) {
		t.Fatalf("%q finds a document twice", q)
	}
}

// samples is how many of n are taken: a tenth, or all of them with JINJIE_SUBSTRINGS in the
// environment; fewer where each takes ten times as long.
func samples(n int) int {
	switch {
	case raced:
		return n / 40
	case os.Getenv("JINJIE_SUBSTRINGS") == "":
		return n / 10
	}
	return n
}

// isLatin tells whether a text has nothing but what codes and pinyin have.
func isLatin(text string) bool {
	return strings.IndexFunc(plainFold(text), func(c rune) bool { return c > 0x7f }) < 0
}

func without(list, other []int) []int {
	return slices.DeleteFunc(slices.Clone(list), func(n int) bool {
		_, ok := slices.BinarySearch(other, n)
		return ok
	})
}

// The site of this repository, with the lessons in it.
func TestEverySubstringIsFound(t *testing.T) {
	t.Parallel()
	newSearchable(t, filepath.Join("..", "..", "..", "..")).law(t, samples(14000), 1)
}

// A site whose texts repeat each other, so that many strings stand often.
func TestEverySubstringOfALargerSiteIsFound(t *testing.T) {
	t.Parallel()
	newSearchable(t, generate(t, 2)).law(t, samples(6000), 2)
}

// What a question makes the browser load, on a site with four standards. The bounds are
// those that hold for 10,000 pages.
func TestQuestionsLoadLittle(t *testing.T) {
	const rawMost, zippedMost, partMost = 400 << 10, 150 << 10, 64 << 10
	dir := generate(t, 4)
	w := newSearchable(t, dir)
	for _, f := range w.index.Files {
		if len(f.Data) > partMost {
			t.Errorf("%s has %d bytes", f.Path, len(f.Data))
		}
	}
	s := opened(t, dir)
	for _, q := range []string{
		"社区", "志愿服务", "的负责人", "入户走访的流程讲清楚", "先把信息采集的方法讲清楚，再核对居务公开的负责人", "没有的字句",
		"3.3.1", "331", "中级 3.3.1", "3.3.1@高级", "zyfw", "zhiyuanfuwu", "特殊群体 台账整理", "term 3",
	} {
		reader := w.open(t, s) // with nothing loaded
		a := reader.Run(q, "{}")
		raw, zipped := 0, 0
		for _, part := range reader.Loaded {
			raw += len(part)
			zipped += zippedSize(part)
		}
		t.Logf("%s: %d results, %d parts, %d bytes, %d compressed", q, a.Total, len(reader.Loaded), raw, zipped)
		if raw > rawMost || zipped > zippedMost || len(a.Results) != min(a.Total, 10) {
			t.Errorf("%s: %d of %d results load %d bytes, %d compressed", q, len(a.Results), a.Total, raw, zipped)
		}
		if (a.Total == 0) != (q == "没有的字句") {
			t.Errorf("%s: %d results", q, a.Total)
		}
	}
}

func zippedSize(data []byte) int {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(data)
	z.Close()
	return b.Len()
}

// Two builds have the same index, whatever is done side by side.
func TestTheIndexIsTheSameEachTime(t *testing.T) {
	w := newSearchable(t, generate(t, 2))
	for range 3 {
		again := search.Build(w.entries)
		if again.Hash != w.index.Hash || len(again.Files) != len(w.index.Files) {
			t.Fatalf("the index is %s, then %s", w.index.Hash, again.Hash)
		}
	}
}

// Pages that are not found: those that lead elsewhere, those that are not there, drafts,
// and the page of the search itself.
func TestOnlyPagesWithSomethingToSayAreSearched(t *testing.T) {
	dir := unpack(t)
	write(t, filepath.Join(dir, "content/lessons/a.md"), "---\ntitle: 甲\nskills: [1.1.1@初级]\naliases: [jiu/a.html]\n---\n正文\n")
	write(t, filepath.Join(dir, "content/lessons/b.md"), "---\ntitle: 乙\nskills: [1.1.1@初级]\ndraft: true\n---\n还没有写完\n")
	w := newSearchable(t, dir)
	var addresses []string
	for _, e := range w.entries {
		addresses = append(addresses, e.Address)
	}
	for _, not := range []string{"404.html", "search.html", "jiu/a.html", "lessons/b.html"} {
		if slices.Contains(addresses, not) {
			t.Errorf("%s is searched", not)
		}
	}
	for _, page := range []string{"index.html", "lessons/a.html", "lessons/index.html", "100001/index.html", "100001/1.1.1.html", "100001/text.html"} {
		if !slices.Contains(addresses, page) {
			t.Errorf("%s is not searched", page)
		}
	}
	if got := w.reader.Matched("还没有写完"); len(got) > 0 {
		t.Errorf("a draft is found")
	}
}

// The number of a task, and of a standard, leads to its page before all that name it.
func TestNumbersLeadToTheirPages(t *testing.T) {
	w := newSearchable(t, unpack(t))
	for query, want := range map[string]string{"1.1": "100001/1.1.html", "11": "100001/1.1.html", "１．１": "100001/1.1.html", "100001": "100001/index.html"} {
		if a := w.reader.Run(query, "{group: 3}"); a.Total == 0 || a.Results[0].Href() != want {
			t.Errorf("%s leads to %+v, want %s", query, a.Results, want)
		}
	}
}

// An edition that is not current says so, and comes behind the one that is.
func TestOlderEditionsComeLast(t *testing.T) {
	dir := unpack(t)
	if err := os.CopyFS(filepath.Join(dir, "standard/older"), os.DirFS(filepath.Join(dir, "standard/100001"))); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "standard/older/standard.md")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	older := strings.NewReplacer(`version: "1.0"`, `version: "0.9"`, "version: '1.0'", "version: '0.9'", "version: 1.0", `version: "0.9"`).Replace(string(text))
	if older == string(text) {
		t.Fatal("the standard tells no version")
	}
	write(t, name, older)
	w := newSearchable(t, dir)
	a := w.reader.Run("能开展宣传", "{count: 50}")
	seen := map[int][]int{} // by group
	for _, r := range a.Results {
		seen[r.Group] = append(seen[r.Group], r.Old)
		if r.Context == "" || (r.Old == 1) != strings.Contains(r.Address, "/0.9/") {
			t.Errorf("%s says %q, old %d", r.Href(), r.Context, r.Old)
		}
	}
	if old := seen[0]; len(old) < 2 || !slices.IsSorted(old) || old[len(old)-1] != 1 {
		t.Errorf("the editions come as %v", seen)
	}
}

// The preview makes the index when it is asked for, of pages that it then makes; after an
// edit it reads those again that the edit changed, and nothing before it is asked again.
func TestTheIndexFollowsTheSourcesWhenAskedFor(t *testing.T) {
	dir := unpack(t)
	lesson := func(word string) string {
		return "---\ntitle: 甲\nskills: [1.1.1@初级]\n---\n" + word + "。\n"
	}
	write(t, filepath.Join(dir, "content/lessons/a.md"), lesson("第一稿"))
	write(t, filepath.Join(dir, "content/lessons/b.md"), "---\ntitle: 乙\nskills: [1.1.2@初级]\n---\n不变。\n")
	l, err := OpenLive(Options{Source: dir})
	if err != nil {
		t.Fatal(err)
	}
	first, ok := l.Beside(search.Pointer)
	if !ok || len(l.Held()) > 0 {
		t.Fatalf("the index is there: %t; pages are held: %v", ok, l.Held())
	}
	read := l.findings.read
	search1, _ := l.Page("search.html")
	write(t, filepath.Join(dir, "content/lessons/a.md"), lesson("第二稿"))
	if l, err = l.Next([]string{"content/lessons/a.md"}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Page("lessons/a.html"); err != nil {
		t.Fatal(err)
	}
	if l.findings.of == l {
		t.Fatal("the index was made for a page")
	}
	search2, _ := l.Page("search.html")
	if search2.Made || search2.Key == search1.Key || !bytes.Equal(search2.HTML, search1.HTML) {
		t.Error("the page of the search is to be loaded again, as it is")
	}
	if second, _ := l.Beside(search.Pointer); bytes.Equal(first, second) {
		t.Error("the index is as before")
	}
	for address, now := range l.findings.read {
		kept := &now.page.Docs[0] == &read[address].page.Docs[0]
		if changed := address == "lessons/a.html"; kept == changed {
			t.Errorf("%s was read again: %t", address, !kept)
		}
	}
	if held := l.Held(); !slices.Equal(held, []string{"lessons/a.html", "search.html"}) {
		t.Errorf("pages are held: %v", held)
	}
}

// A source with errors leaves the page of before in the index.
func TestABrokenPageIsFoundAsItWas(t *testing.T) {
	dir := unpack(t)
	write(t, filepath.Join(dir, "content/lessons/a.md"), "---\ntitle: 甲\nskills: [1.1.1@初级]\n---\n白鹭飞过。\n")
	l, err := OpenLive(Options{Source: dir})
	if err != nil {
		t.Fatal(err)
	}
	l.Beside(search.Pointer)
	before := l.findings.read["lessons/a.html"]
	write(t, filepath.Join(dir, "content/lessons/a.md"), "---\ntitle: 甲\nskills: [9.9.9@初级]\n---\n白鹭。\n")
	if l, err = l.Next(nil); err != nil {
		t.Fatal(err)
	}
	l.Beside(search.Pointer)
	if after := l.findings.read["lessons/a.html"]; !after.shows || !slices.Contains(after.page.Docs[0].Blocks, "白鹭飞过。") || after.key != before.key {
		t.Errorf("the index has %v", after.page)
	}
}

// BenchmarkSearch is reading all pages of a site, and making their index.
func BenchmarkSearch(b *testing.B) {
	eachSize(b, func(b *testing.B, dir string) {
		made, _, err := opened(b, dir).make()
		if err != nil {
			b.Fatal(err)
		}
		for _, what := range []string{"read", "build"} {
			b.Run(what, func(b *testing.B) {
				measure(b, func(int) (any, int) {
					if what == "build" {
						return search.Build(made.entries), len(made.entries)
					}
					for _, e := range made.entries {
						search.Read(made.pages[e.Address])
					}
					return nil, len(made.entries)
				})
			})
		}
	})
}

// A question is answered by the scripts alone; this is what an engine without a compiler
// takes for it once the parts are there. A browser is many times as fast.
func BenchmarkAsk(b *testing.B) {
	dir := generate(b, 4)
	w := newSearchable(b, dir)
	for _, q := range []string{"社区", "入户走访的流程讲清楚", "3.3.1", "zyfw"} {
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				if a := w.reader.Run(q, "{}"); a.Total == 0 {
					b.Fatal(fmt.Sprint(a))
				}
			}
		})
	}
}
