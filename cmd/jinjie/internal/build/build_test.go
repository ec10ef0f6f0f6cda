package build

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
)

// unpack writes the small sound site of the command's tests to a new folder.
func unpack(t *testing.T) string {
	t.Helper()
	archive, err := txtar.ParseFile("../../testdata/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// artifacts makes the site in dir without publishing it.
func artifacts(t *testing.T, dir string) (map[string]string, []diag.Diagnostic) {
	t.Helper()
	s, err := open(Options{Source: dir})
	if err != nil {
		t.Fatal(err)
	}
	made, problems, err := s.make()
	if err != nil {
		t.Fatal(err)
	}
	site := map[string]string{}
	for _, a := range s.artifacts(made) {
		site[a.Path] = string(a.Data)
	}
	return site, problems
}

// said joins problems to one text, less their hints.
func said(problems []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range problems {
		b.WriteString(d.Pos.String() + ": " + d.Message + " [" + d.Code + "]\n")
	}
	return b.String()
}

func TestSameSourcesGiveSameBytes(t *testing.T) {
	one, problems := artifacts(t, unpack(t))
	if len(problems) > 0 {
		t.Fatalf("the small site has problems:\n%s", said(problems))
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	two, _ := artifacts(t, unpack(t))
	if !maps.Equal(one, two) {
		t.Error("two builds differ")
	}
}

func TestAnErratumChangesOnlyWhereItsWordsStand(t *testing.T) {
	dir := unpack(t)
	before, _ := artifacts(t, dir)
	write(t, filepath.Join(dir, "standard/100001/errata.csv"),
		"编号,类别,位置,原文,更正,依据,状态,审核人,日期\nE01,存疑,初级/1.1/1.1.2,登记系统,,所指不明,待核,,\n")
	after, problems := artifacts(t, dir)
	if diag.Errors(problems) > 0 {
		t.Fatal(said(problems))
	}
	for name, same := range map[string]bool{
		"100001/1.1.2.html": false, "100001/chuji.html": false, "100001/errata.html": false, "100001/text.html": false,
		"100001/zhongji.html": false, // which comprises the lower level's requirements
		"100001/1.2.1.html":   true, "100001/1.2.html": true, "100001/terms.html": true,
		"404.html": true, "robots.txt": true,
	} {
		if (before[name] == after[name]) != same {
			t.Errorf("%s: unchanged is %t, want %t", name, before[name] == after[name], same)
		}
	}
}

func TestRunPublishesAllOrNothing(t *testing.T) {
	dir := unpack(t)
	opts := Options{Source: dir, Destination: filepath.Join(dir, "public"), Program: "test"}
	result, problems, err := Run(opts)
	if err != nil || len(problems) > 0 || result.Pages != 17 || result.Requirements != 6 || result.Report.Written == 0 {
		t.Fatalf("first build: %+v, %v\n%s", result, err, said(problems))
	}
	page := filepath.Join(dir, "public/100001/1.1.1.html")
	before, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if result, _, err = Run(opts); err != nil || !result.Report.Nothing || result.Pages != 17 {
		t.Errorf("second build: %+v, %v; want nothing to do", result, err)
	}
	write(t, filepath.Join(dir, "standard/100001/tables/chuji.csv"), "工作领域\n")
	if _, problems, err = Run(opts); err != nil || diag.Errors(problems) == 0 {
		t.Errorf("a broken table: %v\n%s", err, said(problems))
	}
	if after, err := os.ReadFile(page); err != nil || !bytes.Equal(before, after) {
		t.Errorf("a failed build changed the published site (%v)", err)
	}
}

func TestFingerprintCoversAllThatTheSiteDependsOn(t *testing.T) {
	tree := files.Tree{Files: []files.File{{Path: "content/a", Size: 1}, {Path: "content/b", Size: 2}}}
	opts := Options{Program: "p"}
	base := fingerprint(tree, opts)
	others := map[string]string{
		"program":  fingerprint(tree, Options{Program: "q"}),
		"base url": fingerprint(tree, Options{Program: "p", BaseURL: "https://a/"}),
		"drafts":   fingerprint(tree, Options{Program: "p", Drafts: true}),
		"name":     fingerprint(files.Tree{Files: []files.File{{Path: "content/c", Size: 1}, tree.Files[1]}}, opts),
		"content":  fingerprint(files.Tree{Files: []files.File{{Path: "content/a", Size: 1, Hash: [32]byte{1}}, tree.Files[1]}}, opts),
		"removal":  fingerprint(files.Tree{Files: tree.Files[:1]}, opts),
	}
	for what, other := range others {
		if other == base {
			t.Errorf("another %s gives the same fingerprint", what)
		}
	}
	if fingerprint(tree, opts) != base || fingerprint(tree, Options{}) != "" {
		t.Error("the same inputs differ, or an unknown program has a fingerprint")
	}
}

func TestDraftsArePublishedOnlyWhenAsked(t *testing.T) {
	dir := unpack(t)
	write(t, filepath.Join(dir, "content/lessons/one.md"), "---\ntitle: 一\ndraft: true\n---\n正文\n")
	write(t, filepath.Join(dir, "content/lessons/TWO.MD"), "---\ntitle: 二\n---\n正文\n")
	for _, drafts := range []bool{false, true} {
		s, err := open(Options{Source: dir, Drafts: drafts})
		if err != nil {
			t.Fatal(err)
		}
		made, problems, err := s.make()
		if err != nil || diag.Errors(problems) > 0 {
			t.Fatalf("%v\n%s", err, said(problems))
		}
		site := map[string]bool{}
		for _, a := range s.artifacts(made) {
			site[a.Path] = true
		}
		if site["lessons/one.html"] != drafts || !site["lessons/TWO.html"] || site["lessons/one.md"] {
			t.Errorf("with drafts %t: %v", drafts, site)
		}
	}
}

// What belongs to a draft is published with it, and before that only what published pages
// use; that nobody may find the rest by its address.
func TestFilesOfADraftArePublishedWithIt(t *testing.T) {
	dir := unpack(t)
	write(t, filepath.Join(dir, "content/lessons/one/index.md"), "---\ntitle: 一\ndraft: true\n---\n[答案](daan.csv)[表](biao.csv)\n")
	write(t, filepath.Join(dir, "content/lessons/one/daan.csv"), "甲\n")
	write(t, filepath.Join(dir, "content/lessons/one/biao.csv"), "乙\n")
	write(t, filepath.Join(dir, "content/lessons/two.md"), "---\ntitle: 二\nskills: [1.1.1@初级]\n---\n见[[1.1.1]]和[表](one/biao.csv)。\n")
	for _, drafts := range []bool{false, true, false} {
		opts := Options{Source: dir, Destination: filepath.Join(dir, "public"), Drafts: drafts}
		if _, problems, err := Run(opts); err != nil || diag.Errors(problems) > 0 {
			t.Fatalf("%v\n%s", err, said(problems))
		}
		for name, want := range map[string]bool{"one/index.html": drafts, "one/daan.csv": drafts, "one/biao.csv": true, "two.html": true} {
			if _, err := os.Stat(filepath.Join(dir, "public/lessons", name)); (err == nil) != want {
				t.Errorf("with drafts %t: %s is published: %t", drafts, name, err == nil)
			}
		}
		l, err := OpenLive(opts)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := l.Copied("lessons/one/daan.csv"); ok != drafts {
			t.Errorf("with drafts %t: the preview has the draft's file: %t", drafts, ok)
		}
	}
}

func TestAnErrorInAStandardMakesNoDeadLinks(t *testing.T) {
	dir := unpack(t)
	write(t, filepath.Join(dir, "standard/100001/standard.md"), "---\ntitle：社区服务\n---\n")
	if _, problems := artifacts(t, dir); diag.Errors(problems) == 0 || strings.Contains(said(problems), "[broken-link]") || strings.Contains(said(problems), "[unknown-") {
		t.Errorf("problems:\n%s", said(problems))
	}
}

func TestASitesOwnThemeWinsFileByFile(t *testing.T) {
	dir := unpack(t)
	write(t, filepath.Join(dir, "content/index.md"), "---\ntitle: 小站\ntheme: mine\n---\n")
	write(t, filepath.Join(dir, "themes/default/layouts/404.html"), `{{define "main"}}没有{{end}}`)
	write(t, filepath.Join(dir, "themes/mine/layouts/404.html"), `{{define "main"}}找不到{{end}}`)
	site, problems := artifacts(t, dir)
	if len(problems) > 0 || !strings.Contains(site["404.html"], "找不到") {
		t.Errorf("404.html is\n%s\n%s", site["404.html"], said(problems))
	}
	write(t, filepath.Join(dir, "themes/mine/layouts/404.html"), `{{define "main"}}
{{.Nothing}}{{end}}`)
	if _, problems = artifacts(t, dir); !strings.HasPrefix(said(problems), "themes/mine/layouts/404.html:2:") {
		t.Errorf("a broken template: %s", said(problems))
	}
}
