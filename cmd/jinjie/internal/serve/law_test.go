package serve

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"jinjie/cmd/jinjie/internal/build"
	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/search"
)

// An author changes the sources of a site at random.
type author struct {
	t      *testing.T
	dir    string
	random *rand.Rand
	good   map[string]string // files that were broken, as they were
}

func (a *author) path(name string) string { return filepath.Join(a.dir, filepath.FromSlash(name)) }

func (a *author) write(name, text string) { write(a.t, a.path(name), text) }

// swap puts one word in the place of another, or back.
func (a *author) swap(name, one, other string) {
	data, err := os.ReadFile(a.path(name))
	if err != nil {
		return
	}
	old, new := one, other
	if !strings.Contains(string(data), old) {
		old, new = new, old
	}
	a.write(name, strings.ReplaceAll(string(data), old, new))
}

func (a *author) lesson() string { return fmt.Sprintf("content/lessons/l%d.md", a.random.IntN(4)) }

// deeds are what an author does.
var deeds = []struct {
	name string
	do   func(a *author)
}{
	{"write a lesson", func(a *author) { a.write(a.lesson(), text(fmt.Sprint("稿", a.random.IntN(1000)))) }},
	{"change the open lesson", func(a *author) { a.write("content/lessons/a.md", text(fmt.Sprint("稿", a.random.IntN(1000)))) }},
	{"rename a lesson", func(a *author) { os.Rename(a.path(a.lesson()), a.path(a.lesson())) }},
	{"delete a lesson", func(a *author) { os.Remove(a.path(a.lesson())) }},
	{"a requirement", func(a *author) {
		a.swap("standard/100001/tables/chuji.csv", "能开展宣传。", "能开展宣讲。")
		a.swap("standard/100001/source.txt", "能开展宣传。", "能开展宣讲。")
	}},
	{"an erratum", func(a *author) {
		a.write("standard/100001/errata.csv", fmt.Sprintf("编号,类别,位置,原文,更正,依据,状态,审核人,日期\nE01,更正,初级/1.1/1.1.2,登记系统,登记平台%d,据,待核,,\n", a.random.IntN(9)))
	}},
	{"a lane", func(a *author) {
		a.write("standard/100001/progressions.csv", fmt.Sprintf("递进,初级,中级,依据,审核人,日期\n甲,1.1.1,1.1.1,据%d,甲,\n乙,1.1.2,1.1.2,据,甲,\n丙,1.2.1,1.2.1,据,甲,\n", a.random.IntN(9)))
	}},
	{"a template", func(a *author) {
		a.write("themes/default/layouts/404.html", fmt.Sprintf("{{define \"main\"}}没有第%d页{{end}}", a.random.IntN(9)))
	}},
	{"a stylesheet", func(a *author) {
		a.write("themes/default/css/99-own.css", fmt.Sprintf("p{margin:%dpx}", a.random.IntN(9)))
	}},
	{"the settings", func(a *author) { a.swap("content/index.md", "title: 小站", "title: 大站") }},
	{"a picture", func(a *author) { a.write("content/files/note.txt", fmt.Sprint(a.random.IntN(1000))) }},
	{"break a file", func(a *author) {
		name := []string{"content/lessons/a.md", "standard/100001/tables/zhongji.csv", "content/index.md"}[a.random.IntN(3)]
		if _, broken := a.good[name]; broken {
			return
		}
		data, err := os.ReadFile(a.path(name))
		if err != nil {
			return
		}
		a.good[name] = string(data)
		a.write(name, "---\ntitle: [坏\n---\n工作领域\n")
	}},
	{"mend what is broken", func(a *author) { a.mend() }},
	{"a folder", func(a *author) {
		os.Rename(a.path("content/more"), a.path("content/most"))
		a.write("content/more/x.md", text("夹"))
	}},
	{"touch", func(a *author) {
		now := time.Now()
		os.Chtimes(a.path("content/lessons/a.md"), now, now)
	}},
}

func (a *author) mend() {
	for name, text := range a.good {
		a.write(name, text)
	}
	clear(a.good)
}

// number reads a number from the environment, for longer runs than the usual one.
func number(name string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return usual
}

// The law: after every edit each page is that of a cold build, byte for byte, less the
// script; an open page that changed was told to load once, and one that did not was not;
// and nothing was made that was not asked for. Asking for the index makes what it needs,
// and keeps no page.
func TestTheLaw(t *testing.T) {
	seed := uint64(number("JINJIE_SEED", int(time.Now().UnixNano()%1e6)))
	t.Logf("JINJIE_SEED=%d", seed)
	dir := unpack(t)
	a := &author{t: t, dir: dir, random: rand.New(rand.NewPCG(seed, 1)), good: map[string]string{}}
	r := start(t, dir, nil)
	asked := []string{"lessons/a.html", "100001/1.1.1.html"}
	watched := map[string]*opened{}
	shown := map[string]string{}
	for _, address := range asked {
		watched[address] = r.open(t, address)
		watched[address].next(ample)
		_, shown[address] = r.get(t, address)
	}
	for step := range number("JINJIE_EDITS", 50) {
		deed := deeds[a.random.IntN(len(deeds))]
		deed.do(a)
		where := fmt.Sprintf("JINJIE_SEED=%d, step %d, %s", seed, step, deed.name)
		if held := r.server.mirror.current().Held(); slices.ContainsFunc(held, func(h string) bool { return !slices.Contains(asked, h) }) {
			t.Fatalf("%s: made without being asked for: %v", where, held)
		}
		for address, page := range watched {
			_, now := r.get(t, address)
			want := 0
			if unnamed(now) != unnamed(shown[address]) {
				want = 1
			}
			shown[address] = now
			if got := reloads(page, want); got != want {
				t.Fatalf("%s: %s was told to load %d times, want %d", where, address, got, want)
			}
		}
		asked = a.compare(r, asked, where)
	}
}

// assetName is the name of a stylesheet or script, which changes with the theme's files.
var assetName = regexp.MustCompile(`assets/[^"]*`)

// unnamed is a page less the names of assets.
func unnamed(page string) string { return assetName.ReplaceAllString(page, "") }

// reloads counts how often an open page is told to load: it waits for as many as it wants,
// and a little for more.
func reloads(o *opened, want int) int {
	n := 0
	for {
		patience := 60 * time.Millisecond
		if n < want {
			patience = ample
		}
		e := o.next(patience)
		switch e {
		case "":
			return n
		case "reload":
			n++
		}
	}
}

// compare holds some pages against a cold build, and returns which have been asked for.
func (a *author) compare(r *running, asked []string, where string) []string {
	a.t.Helper()
	cold, err := build.OpenLive(build.Options{Source: a.dir})
	if err != nil {
		a.t.Fatal(err)
	}
	if diag.Errors(cold.Problems()) > 0 {
		return asked // no build, no pages
	}
	if pointer, ok := cold.Beside(search.Pointer); a.random.IntN(4) == 0 && ok {
		if status, now := r.get(a.t, search.Pointer); now != string(pointer) || status != 200 {
			a.t.Fatalf("%s: the index is not as a cold build makes it", where)
		}
	}
	addresses := cold.Addresses()
	for range 3 {
		address := addresses[a.random.IntN(len(addresses))]
		p, err := cold.Page(address)
		if err != nil {
			a.t.Fatalf("%s: %v", where, err)
		}
		if status, page := r.get(a.t, address); page != string(p.HTML) || status != 200 {
			a.t.Fatalf("%s: %s answers %d and is not as a cold build makes it", where, address, status)
		}
		if !slices.Contains(asked, address) {
			asked = append(asked, address)
		}
	}
	return asked
}
