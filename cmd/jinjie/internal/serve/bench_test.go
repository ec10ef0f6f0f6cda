package serve

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"jinjie/cmd/jinjie/internal/build"
)

// tasks are those of the first standard, each with codes that all its levels have.
var tasks = []string{"1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4", "3.5"}

func codes(task string) []string {
	if task == "3.2" {
		return []string{"3.2.1", "3.2.2", "3.2.4"}
	}
	return []string{task + ".1", task + ".2", task + ".3", task + ".4"}
}

// site makes a site of n standards, each with a lesson a task and level of some 2,000
// characters, which teaches and names its codes; 93 standards make ten thousand pages.
func site(b *testing.B, n int) string {
	b.Helper()
	dir := b.TempDir()
	const first = "../../../../standard/590008"
	write(b, filepath.Join(dir, "content/index.md"), "---\ntitle: 大站\n---\n首页\n")
	paragraph := strings.Repeat("敲门之前先想好这一趟只问哪三件事，问得少，才听得见。", 6)
	for i := range n {
		code := fmt.Sprint(100001 + i)
		err := filepath.WalkDir(first, func(name string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(name)
			rel, _ := filepath.Rel(first, name)
			text := strings.Replace(string(data), "code: \"590008\"", "code: \""+code+"\"", 1)
			write(b, filepath.Join(dir, "standard", code, rel), text)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		for k := range 33 {
			level, taught := []string{"初级", "中级", "高级"}[k/11], codes(tasks[k%11])
			text := fmt.Sprintf("---\ntitle: 第%d课\nstandard: %s\nskills: [%s]\nlevel: %s\nhours: 2\n---\n", k, code, strings.Join(taught, ", "), level)
			for p := range 12 {
				text += fmt.Sprintf("\n## 第%d步\n\n%s见[[%s]]，也见[[志愿服务]]。\n", p, paragraph, taught[p%len(taught)])
			}
			write(b, filepath.Join(dir, "content/lessons", code, fmt.Sprintf("k%d.md", k)), text)
		}
	}
	return dir
}

// percentile is the value below which that part of a list lies.
func percentile(list []time.Duration, part float64) float64 {
	list = slices.Sorted(slices.Values(list))
	at := min(int(part*float64(len(list))), len(list)-1)
	return float64(list[at].Microseconds()) / 1000
}

// BenchmarkSave times how long it takes from the write of a lesson to its new page, as a
// browser gets it; and how long a server takes from its start to the first page.
func BenchmarkSave(b *testing.B) {
	for _, n := range []int{1, 93} {
		b.Run(fmt.Sprintf("standards=%d", n), func(b *testing.B) {
			dir := site(b, n)
			begun := time.Now()
			r := start(b, dir, nil)
			r.get(b, "lessons/100001/k0.html")
			first := time.Since(begun)
			name := filepath.Join(dir, "content/lessons/100001/k0.md")
			data, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				said := fmt.Sprintf("第%d稿", i)
				saved := time.Now()
				write(b, name, strings.Replace(string(data), "敲门之前", said, 1))
				if _, html := r.get(b, "lessons/100001/k0.html"); !strings.Contains(html, said) {
					b.Fatal("the page is old")
				}
				took = append(took, time.Since(saved))
				time.Sleep(2 * quiet) // an author does not save while a page is pushed
			}
			b.ReportMetric(percentile(took, 0.5), "ms-median")
			b.ReportMetric(percentile(took, 0.95), "ms-p95")
			b.ReportMetric(float64(first.Milliseconds()), "ms-first-page")
			b.ReportMetric(float64(len(r.server.mirror.current().Addresses())), "pages")
		})
	}
}

// BenchmarkLook times one look at a disk of ten thousand files; a poller pauses for
// pauseLooks times as long, so that it takes at most one part in so many of a processor.
func BenchmarkLook(b *testing.B) {
	dir := b.TempDir()
	for i := range 10000 {
		write(b, filepath.Join(dir, fmt.Sprintf("content/%d/%d.md", i/100, i)), "一")
	}
	p := &poller{m: newMirror(dir, Options{})}
	for b.Loop() {
		p.sync()
	}
}

// BenchmarkEdits reports what ten thousand edits leave in memory.
func BenchmarkEdits(b *testing.B) {
	dir := unpack(b)
	live, err := build.OpenLive(build.Options{Source: dir})
	if err != nil {
		b.Fatal(err)
	}
	name := filepath.Join(dir, "content/lessons/a.md")
	heap := func() float64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / (1 << 20)
	}
	edit := func(i int) {
		write(b, name, text(fmt.Sprint(i)))
		if live, err = live.Next([]string{"content/lessons/a.md"}); err != nil {
			b.Fatal(err)
		}
		for _, address := range []string{"lessons/a.html", "100001/1.1.1.html"} {
			if _, err := live.Page(address); err != nil {
				b.Fatal(err)
			}
		}
	}
	for i := range 100 {
		edit(i)
	}
	before, n := heap(), 0
	for b.Loop() {
		for range 10000 {
			edit(n)
			n++
		}
	}
	b.ReportMetric(before, "MB-before")
	b.ReportMetric(heap(), "MB-after")
	runtime.KeepAlive(live)
}
