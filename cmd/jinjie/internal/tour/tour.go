// Package tour builds one site that has a page of every kind, for tests that try each in a
// browser or hold its bytes against a law. Only tests import it.
//
// The site is that of this repository, with its real and long texts, and beside it a
// standard of five levels without verbs whose numbers start anew in each level, a standard
// with an older edition, a lesson that uses the whole dialect, and an old address.
package tour

import (
	"embed"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jinjie/cmd/jinjie/internal/build"
	"jinjie/cmd/jinjie/internal/diag"
)

//go:embed testdata/more.txtar
var more embed.FS

// A Site is a site as it is published.
type Site struct {
	Dir   string // its folder
	Pages []Page // all of them, by address
}

// A Page is one HTML file of a site.
type Page struct {
	Address string // such as "590008/1.1.1.html"
	Kind    string // the name of its template, such as "skill"
	HTML    string
}

// New builds the site, which lasts as long as the test. A base address may be given.
func New(t *testing.T, base ...string) *Site {
	t.Helper()
	source, dir := t.TempDir(), filepath.Join(t.TempDir(), "site")
	lay(t, source)
	options := build.Options{Source: source, Destination: dir}
	if len(base) > 0 {
		options.BaseURL = base[0]
	}
	_, problems, err := build.Run(options)
	if err != nil || diag.Errors(problems) > 0 {
		t.Fatal(err, problems)
	}
	return open(t, dir)
}

// lay puts the sources together.
func lay(t *testing.T, source string) {
	t.Helper()
	root := repository(t)
	for _, dir := range []string{"content", "standard"} {
		check(t, os.CopyFS(filepath.Join(source, dir), os.DirFS(filepath.Join(root, dir))))
	}
	claim(t, filepath.Join(source, "content"))
	data, err := more.ReadFile("testdata/more.txtar")
	check(t, err)
	unpack(t, source, txtar.Parse(data))
	unpack(t, source, archive(t, root, "five.txtar"))
	small := archive(t, root, "site.txtar")
	unpack(t, source, small)
	for i := range small.Files { // the same once more, as a newer edition
		f := &small.Files[i]
		f.Name = strings.Replace(f.Name, "standard/100001", "standard/100001-2", 1)
		if path.Base(f.Name) == "standard.md" {
			f.Data = []byte(strings.Replace(string(f.Data), `version: "1.0"`, `version: "2.0"`, 1))
			f.Data = []byte(strings.Replace(string(f.Data), "edition: 2021年1.0版", "edition: 2026年2.0版", 1))
		}
	}
	unpack(t, source, small)
}

// claim makes the repository's own pages say which standard they speak of: beside others
// their codes alone are no names.
func claim(t *testing.T, content string) {
	t.Helper()
	check(t, filepath.WalkDir(content, func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".md" || filepath.Dir(name) == content {
			return err
		}
		data, err := os.ReadFile(name)
		if rest, ok := strings.CutPrefix(string(data), "---\n"); ok && err == nil && !strings.Contains(rest, "\nstandard:") {
			err = os.WriteFile(name, []byte("---\nstandard: \"590008\"\n"+rest), 0o666)
		}
		return err
	}))
}

// archive reads an archive of the program's own tests, less its pages: the home page and
// what belongs to it are this site's.
func archive(t *testing.T, root, name string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join(root, "cmd/jinjie/testdata", name))
	check(t, err)
	a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, "content/") })
	return a
}

func unpack(t *testing.T, dir string, a *txtar.Archive) {
	t.Helper()
	for _, f := range a.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		check(t, os.MkdirAll(filepath.Dir(name), 0o777))
		check(t, os.WriteFile(name, f.Data, 0o666))
	}
}

// repository is the folder of this repository.
func repository(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	check(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("this is no part of the repository")
		}
		dir = filepath.Dir(dir)
	}
}

var bodyClass = regexp.MustCompile(`<body class="([^" ]*)`)

// open reads the pages of a published site.
func open(t *testing.T, dir string) *Site {
	t.Helper()
	s := &Site{Dir: dir}
	check(t, filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".html" {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		page := Page{Address: filepath.ToSlash(rel), HTML: string(data)}
		if m := bodyClass.FindStringSubmatch(page.HTML); m != nil {
			page.Kind = m[1]
		}
		s.Pages = append(s.Pages, page)
		return err
	}))
	return s
}

// telling are pages that show more of their kind than the first one does.
var telling = []string{
	"590008/3.2.3.html", "590008/3.3.1.html", "590008/zhongji.html", "lessons/chuji/minzhu-juece.html",
	"lessons/more/index.html", "100001/1.0/1.1.1.html", "100001/1.0/index.html", "4-10-01/siji.html",
}

// Samples are the pages worth a look: of each kind one in each standard of three and of
// five levels, and some more.
func (s *Site) Samples() []Page {
	var list []Page
	seen := map[string]bool{}
	for _, p := range s.Pages {
		dir, _, _ := strings.Cut(p.Address, "/")
		key := p.Kind + " " + dir
		if dir != "100001" && !seen[key] || slices.Contains(telling, p.Address) {
			list = append(list, p)
		}
		seen[key] = true
	}
	return list
}

// Page is the page at an address.
func (s *Site) Page(t *testing.T, address string) Page {
	t.Helper()
	for _, p := range s.Pages {
		if p.Address == address {
			return p
		}
	}
	t.Fatalf("there is no page %s", address)
	return Page{}
}

// URL is the address of a page as it is opened from the disk. What may follow the name
// of its file stands in more, such as "?level=chuji#1.1".
func (s *Site) URL(address string, more ...string) string {
	return "file://" + filepath.ToSlash(filepath.Join(s.Dir, filepath.FromSlash(address))) + strings.Join(more, "")
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
