package files

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"jinjie/cmd/jinjie/internal/diag"
)

// An oddDisk is the real disk, but it may lack exchanging, and it may fail or die at its
// n-th changing operation.
type oddDisk struct {
	osDisk
	noExchange bool
	fail       int  // the operation that goes wrong, from 1; 0 for none
	dies       bool // from there on nothing works any more, as if the process were killed
	err        error
	count      int
}

var errKilled = errors.New("killed")

func (d *oddDisk) step() error {
	d.count++
	switch {
	case d.fail == 0 || d.count < d.fail:
		return nil
	case d.dies:
		return errKilled
	case d.count == d.fail:
		return &fs.PathError{Op: "test", Path: "x", Err: d.err}
	}
	return nil
}

func (d *oddDisk) do(run func() error) error {
	if err := d.step(); err != nil {
		return err
	}
	return run()
}

// WriteFile leaves half a file behind when it goes wrong, as a full disk does.
func (d *oddDisk) WriteFile(name string, data []byte) error {
	if err := d.step(); err != nil {
		if d.count == d.fail {
			os.WriteFile(name, data[:len(data)/2], 0o666)
		}
		return err
	}
	return d.osDisk.WriteFile(name, data)
}
func (d *oddDisk) Copy(a, b string) error  { return d.do(func() error { return d.osDisk.Copy(a, b) }) }
func (d *oddDisk) MkdirAll(a string) error { return d.do(func() error { return d.osDisk.MkdirAll(a) }) }
func (d *oddDisk) Link(a, b string) error  { return d.do(func() error { return d.osDisk.Link(a, b) }) }
func (d *oddDisk) Symlink(a, b string) error {
	return d.do(func() error { return d.osDisk.Symlink(a, b) })
}
func (d *oddDisk) Rename(a, b string) error {
	return d.do(func() error { return d.osDisk.Rename(a, b) })
}
func (d *oddDisk) Remove(a string) error { return d.do(func() error { return d.osDisk.Remove(a) }) }
func (d *oddDisk) RemoveAll(a string) error {
	return d.do(func() error { return d.osDisk.RemoveAll(a) })
}
func (d *oddDisk) Sync(a string) error { return d.do(func() error { return nil }) }
func (d *oddDisk) Exchange(a, b string) error {
	if d.noExchange || !canExchange {
		return errors.ErrUnsupported
	}
	return d.do(func() error { return d.osDisk.Exchange(a, b) })
}

// site makes a site of files, "path=content" each.
func site(inputs string, files ...string) Site {
	s := Site{Inputs: inputs}
	for _, f := range files {
		name, data, _ := strings.Cut(f, "=")
		s.Artifacts = append(s.Artifacts, Artifact{Path: name, Data: []byte(data)})
	}
	return s
}

// content reads all files below dir but those that publishing keeps for itself.
func content(t *testing.T, dir string) map[string]string {
	t.Helper()
	got := map[string]string{}
	filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		rel, _ := filepath.Rel(dir, name)
		if rel = filepath.ToSlash(rel); strings.HasPrefix(rel, own) {
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 {
			target, _ := os.Readlink(name)
			got[rel] = "→" + target
		} else if !d.IsDir() {
			data, _ := os.ReadFile(name)
			got[rel] = string(data)
		}
		return nil
	})
	return got
}

func want(t *testing.T, dir string, files ...string) {
	t.Helper()
	wanted := map[string]string{}
	for _, f := range files {
		name, data, _ := strings.Cut(f, "=")
		wanted[name] = data
	}
	if got := content(t, dir); !maps.Equal(got, wanted) {
		t.Errorf("got  %q\nwant %q", got, wanted)
	}
}

func publish(t *testing.T, d disk, dest string, s Site) Report {
	t.Helper()
	r, problems, err := publishOn(d, dest, s)
	if err != nil || diag.Errors(problems) > 0 {
		t.Fatal(err, problems)
	}
	return r
}

// bothWays runs a test on a disk that exchanges folders and on one that does not.
func bothWays(t *testing.T, run func(t *testing.T, disk func() *oddDisk)) {
	if canExchange {
		t.Run("exchange", func(t *testing.T) { run(t, func() *oddDisk { return &oddDisk{} }) })
	}
	t.Run("in place", func(t *testing.T) { run(t, func() *oddDisk { return &oddDisk{noExchange: true} }) })
}

func write(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestPublishReplacesOneSiteByAnother(t *testing.T) {
	bothWays(t, func(t *testing.T, disk func() *oddDisk) {
		dest := filepath.Join(t.TempDir(), "公 开")
		publish(t, disk(), dest, site("1", "index.html=甲", "a/b/c.html=乙", "a/d.html=丙", "空.txt="))
		want(t, dest, "index.html=甲", "a/b/c.html=乙", "a/d.html=丙", "空.txt=")
		past := time.Unix(1e9, 0)
		os.Chtimes(filepath.Join(dest, "a/d.html"), past, past)
		before, _ := os.Lstat(filepath.Join(dest, "index.html"))

		r := publish(t, disk(), dest, site("2", "index.html=甲", "a/d.html=丙", "e.html=丁", "空.txt=x"))
		want(t, dest, "index.html=甲", "a/d.html=丙", "e.html=丁", "空.txt=x")
		if r.Written != 2 || r.Unchanged != 2 || r.Removed != 1 {
			t.Errorf("report %+v", r)
		}
		after, _ := os.Lstat(filepath.Join(dest, "index.html"))
		if !after.ModTime().Equal(before.ModTime()) {
			t.Error("a file that did not change has a new time")
		}
		if info, _ := os.Lstat(filepath.Join(dest, "a/d.html")); !info.ModTime().Equal(past) {
			t.Error("a file whose time was set, but whose bytes are the same, was written again")
		}
		if _, err := os.Lstat(filepath.Join(dest, "a/b")); err == nil {
			t.Error("the folder of a removed page is still there")
		}
		tidy(t, dest)
	})
}

// tidy tells whether publishing has left anything of its own lying about.
func tidy(t *testing.T, dest string) {
	t.Helper()
	entries, _ := os.ReadDir(filepath.Dir(dest))
	for _, e := range entries {
		if e.Name() != filepath.Base(dest) && strings.Contains(e.Name(), "jinjie") {
			t.Errorf("%s was left behind", e.Name())
		}
	}
	entries, _ = os.ReadDir(filepath.Join(dest, own))
	for _, e := range entries {
		if e.Name() != manifestName && e.Name() != "lock" {
			t.Errorf("%s/%s was left behind", own, e.Name())
		}
	}
}

func TestStrangersStay(t *testing.T) {
	bothWays(t, func(t *testing.T, disk func() *oddDisk) {
		dest := filepath.Join(t.TempDir(), "public")
		write(t, filepath.Join(dest, ".gitignore"), "*")
		write(t, filepath.Join(dest, "a/旧.txt"), "别人的")
		write(t, filepath.Join(dest, "same.html"), "一样")
		os.MkdirAll(filepath.Join(dest, "empty"), 0o777)
		publish(t, disk(), dest, site("1", "index.html=甲", "a/b.html=乙", "same.html=一样"))
		want(t, dest, ".gitignore=*", "a/旧.txt=别人的", "index.html=甲", "a/b.html=乙", "same.html=一样")
		publish(t, disk(), dest, site("2", "index.html=丙"))
		want(t, dest, ".gitignore=*", "a/旧.txt=别人的", "index.html=丙")
		if _, err := os.Lstat(filepath.Join(dest, "empty")); err != nil {
			t.Error("a stranger's empty folder is gone")
		}
	})
}

func TestAStrangerAtAPagesAddressIsAnError(t *testing.T) {
	bothWays(t, func(t *testing.T, disk func() *oddDisk) {
		dest := filepath.Join(t.TempDir(), "public")
		write(t, filepath.Join(dest, "index.html"), "别人的首页")
		_, problems, err := publishOn(disk(), dest, site("1", "index.html=甲", "a.html=乙"))
		if err != nil || len(problems) != 1 || problems[0].Code != "stranger-file" || problems[0].Pos.File != "index.html" {
			t.Fatal(err, problems)
		}
		want(t, dest, "index.html=别人的首页")
	})
}

func TestEditedFiles(t *testing.T) {
	bothWays(t, func(t *testing.T, disk func() *oddDisk) {
		dest := filepath.Join(t.TempDir(), "public")
		publish(t, disk(), dest, site("1", "index.html=甲", "gone.html=乙"))
		write(t, filepath.Join(dest, "index.html"), "被改过")
		write(t, filepath.Join(dest, "gone.html"), "被改过")
		if Current(dest, "1") {
			t.Error("an edited site counts as current")
		}
		_, problems, err := publishOn(disk(), dest, site("2", "index.html=甲"))
		if err != nil || len(problems) != 1 || problems[0].Code != "edited-output" {
			t.Fatal(err, problems)
		}
		want(t, dest, "index.html=甲", "gone.html=被改过")
	})
}

func TestFormerAssetsStayForOneBuild(t *testing.T) {
	bothWays(t, func(t *testing.T, disk func() *oddDisk) {
		dest := filepath.Join(t.TempDir(), "public")
		a, b, c := "assets/site.0123456789.css=1", "assets/site.abcdef0123.css=2", "assets/site.ffffffffff.css=3"
		publish(t, disk(), dest, site("1", a, "assets/plain.css=x"))
		publish(t, disk(), dest, site("2", b))
		want(t, dest, a, b)
		publish(t, disk(), dest, site("3", c))
		want(t, dest, b, c)
		publish(t, disk(), dest, site("4", b))
		want(t, dest, b, c)
	})
}

func TestCurrent(t *testing.T) {
	bothWays(t, func(t *testing.T, disk func() *oddDisk) {
		dest := filepath.Join(t.TempDir(), "public")
		if Current(dest, "1") {
			t.Error("nothing is current")
		}
		publish(t, disk(), dest, site("1", "index.html=甲", "a.html=乙"))
		if !Current(dest, "1") || Current(dest, "2") || Current(dest, "") {
			t.Error("current is not what it should be")
		}
		page := filepath.Join(dest, "a.html")
		info, _ := os.Lstat(page)
		write(t, page, "丙") // as long as it was
		os.Chtimes(page, info.ModTime(), info.ModTime())
		if Current(dest, "1") {
			t.Error("a page that was changed behind its time is current")
		}
		publish(t, disk(), dest, site("1", "index.html=甲", "a.html=乙"))
		want(t, dest, "index.html=甲", "a.html=乙")
		os.Remove(page)
		if Current(dest, "1") {
			t.Error("a site that lacks a page is current")
		}
	})
}

func TestCopiedFiles(t *testing.T) {
	bothWays(t, func(t *testing.T, disk func() *oddDisk) {
		dir := t.TempDir()
		from := filepath.Join(dir, "图.png")
		write(t, from, "图")
		s := Site{Inputs: "1", Artifacts: []Artifact{{Path: "图.png", From: from, Hash: sha256.Sum256([]byte("图"))}}}
		dest := filepath.Join(dir, "public")
		publish(t, disk(), dest, s)
		want(t, dest, "图.png=图")
		if r := publish(t, disk(), dest, s); r.Written != 0 {
			t.Errorf("copied again: %+v", r)
		}
	})
}

func TestAFileBecomesAFolderAndBack(t *testing.T) {
	bothWays(t, func(t *testing.T, disk func() *oddDisk) {
		dest := filepath.Join(t.TempDir(), "public")
		publish(t, disk(), dest, site("1", "index.html=甲", "a=文件"))
		publish(t, disk(), dest, site("2", "index.html=甲", "b=文件"))
		publish(t, disk(), dest, site("3", "index.html=甲", "b.d/c=文件"))
		want(t, dest, "index.html=甲", "b.d/c=文件")
		publish(t, disk(), dest, site("4", "index.html=甲", "b.d=文件"))
		want(t, dest, "index.html=甲", "b.d=文件")
		publish(t, disk(), dest, site("5", "index.html=甲", "b.d/c/e=文件"))
		want(t, dest, "index.html=甲", "b.d/c/e=文件")
	})
}

// What others put where a file or a folder of ours is to stand is left alone, and the next
// build that does not need the place goes on.
func TestObstaclesAreToldAndStay(t *testing.T) {
	outside := t.TempDir()
	write(t, filepath.Join(outside, "b"), "外面")
	for _, c := range []struct {
		name     string
		put      func(dest string)
		obstacle string
		stays    string
	}{
		{"a file in a folder's place", func(dest string) { write(t, filepath.Join(dest, "a"), "别人的") }, "a", "a=别人的"},
		{"a file further up", func(dest string) { write(t, filepath.Join(dest, "d"), "别人的") }, "d", "d=别人的"},
		{"a folder in a file's place", func(dest string) { write(t, filepath.Join(dest, "c/x"), "别人的") }, "c", "c/x=别人的"},
		{"an empty folder in a file's place", func(dest string) { os.MkdirAll(filepath.Join(dest, "c"), 0o777) }, "c", ""},
		{"a link in a folder's place", func(dest string) { symlink(t, outside, filepath.Join(dest, "a")) }, "a", "a=→" + outside},
		{"a link in a file's place", func(dest string) { symlink(t, filepath.Join(outside, "b"), filepath.Join(dest, "c")) }, "c", "c=→" + filepath.Join(outside, "b")},
	} {
		t.Run(c.name, func(t *testing.T) {
			bothWays(t, func(t *testing.T, disk func() *oddDisk) {
				dest := filepath.Join(t.TempDir(), "public")
				os.MkdirAll(dest, 0o777)
				c.put(dest)
				_, problems, err := publishOn(disk(), dest, site("1", "a/b=甲", "c=乙", "d/e/f=丙"))
				if err != nil || len(problems) != 1 || problems[0].Code != "stranger-file" || problems[0].Pos.File != c.obstacle {
					t.Fatal(err, problems)
				}
				stays := []string{c.stays, "index.html=甲"}
				if c.stays == "" {
					stays = stays[1:]
				}
				publish(t, disk(), dest, site("2", "index.html=甲"))
				want(t, dest, stays...)
				want(t, outside, "b=外面")
			})
		})
	}
}

func symlink(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Skip(err)
	}
}

// A folder of ours that somebody replaced by a link to its copy is no longer ours.
func TestNothingIsRemovedThroughALink(t *testing.T) {
	bothWays(t, func(t *testing.T, disk func() *oddDisk) {
		dest, outside := filepath.Join(t.TempDir(), "public"), t.TempDir()
		publish(t, disk(), dest, site("1", "index.html=甲", "a/b=乙"))
		if err := os.Rename(filepath.Join(dest, "a"), filepath.Join(outside, "a")); err != nil {
			t.Fatal(err)
		}
		symlink(t, filepath.Join(outside, "a"), filepath.Join(dest, "a"))
		publish(t, disk(), dest, site("2", "index.html=甲"))
		want(t, outside, "a/b=乙")
		want(t, dest, "index.html=甲", "a=→"+filepath.Join(outside, "a"))
	})
}

// Where a disk does not distinguish case, a page that is renamed in case only is one file
// under both names; a second name of one file stands for that here.
func TestAPageRenamedInCaseIsNotRemoved(t *testing.T) {
	bothWays(t, func(t *testing.T, disk func() *oddDisk) {
		dest := filepath.Join(t.TempDir(), "public")
		publish(t, disk(), dest, site("1", "index.html=甲", "A.html=乙"))
		publish(t, disk(), dest, site("2", "index.html=甲", "a.html=乙"))
		want(t, dest, "index.html=甲", "a.html=乙")
		if err := os.Link(filepath.Join(dest, "a.html"), filepath.Join(dest, "A.html")); err != nil {
			t.Skip(err)
		}
		if r := publish(t, disk(), dest, site("3", "index.html=甲", "A.html=乙")); r.Removed != 0 {
			t.Errorf("report %+v", r)
		}
		if got := content(t, dest)["A.html"]; got != "乙" {
			t.Errorf("the page holds %q", got)
		}
	})
}

func TestDangerousDestinations(t *testing.T) {
	root := t.TempDir()
	for _, dir := range []string{"content", "standard/1", ".git", "elsewhere"} {
		os.MkdirAll(filepath.Join(root, dir), 0o777)
	}
	outside := t.TempDir()
	write(t, filepath.Join(root, "file"), "x")
	os.Symlink(outside, filepath.Join(root, "out"))
	os.Symlink(filepath.Join(root, "elsewhere"), filepath.Join(root, "in"))
	home, _ := os.UserHomeDir()
	s := site("1", "index.html=甲")
	s.Sources = root
	for _, c := range []struct {
		name, dest string
		refused    bool
	}{
		{"the sources", root, true},
		{"above the sources", filepath.Dir(root), true},
		{"content", filepath.Join(root, "content"), true},
		{"inside standard", filepath.Join(root, "standard", "1"), true},
		{"a new folder in content", filepath.Join(root, "content", "new"), true},
		{"git's folder", filepath.Join(root, ".git"), true},
		{"the system's root", "/", true},
		{"home", home, true},
		{"a file", filepath.Join(root, "file"), true},
		{"a link out", filepath.Join(root, "out"), true},
		{"a link inside", filepath.Join(root, "in"), false},
		{"public", filepath.Join(root, "public"), false},
		{"another place", filepath.Join(outside, "public"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.dest == "" || runtime.GOOS == "windows" && strings.Contains(c.name, "link") {
				t.Skip("not on this system")
			}
			_, problems, err := Publish(c.dest, s)
			refused := len(problems) > 0 && problems[0].Code == "bad-destination"
			if err != nil || refused != c.refused {
				t.Errorf("refused %v, want %v: %v %v", refused, c.refused, problems, err)
			}
		})
	}
	if _, err := os.Lstat(filepath.Join(outside, "index.html")); err == nil {
		t.Error("a link led publishing out of the site")
	}
}

var (
	oldSite = []string{"index.html=旧", "a/same.html=同", "a/changed.html=旧", "assets/site.0123456789.css=旧", "later=旧", "file=旧", "folder/x/y=旧"}
	newSite = []string{"index.html=新", "a/same.html=同", "a/changed.html=新", "assets/site.abcdef0123.css=新", "later=旧", "file/x=新", "folder=新"}
)

// holdsEither tells whether dest is wholly the old site or wholly the new one; strangers
// must be there in both.
func holdsEither(t *testing.T, dest string) (old, new bool) {
	got := content(t, dest)
	if got["stranger"] != "别人的" {
		t.Error("the stranger's file is gone")
	}
	delete(got, "stranger")
	asMap := func(files []string) map[string]string {
		m := map[string]string{}
		for _, f := range files {
			name, data, _ := strings.Cut(f, "=")
			m[name] = data
		}
		return m
	}
	old = maps.Equal(got, asMap(oldSite))
	delete(got, "assets/site.0123456789.css") // of the build before: it may stay for one more
	return old, maps.Equal(got, asMap(newSite))
}

// Whatever operation fails, or is the last one before the process is killed: the old site
// or the new one stands, or a journal that the next build finishes; and the next build,
// on a sound disk, always makes the new site and leaves nothing behind.
func TestEveryOperationMayFailOrBeTheLast(t *testing.T) {
	for _, dies := range []bool{false, true} {
		for _, cause := range []error{syscall.ENOSPC, fs.ErrPermission} {
			bothWays(t, func(t *testing.T, disk func() *oddDisk) {
				for n := 1; ; n++ {
					dest := filepath.Join(t.TempDir(), "public")
					write(t, filepath.Join(dest, "stranger"), "别人的")
					publish(t, disk(), dest, site("1", oldSite...))
					d := disk()
					d.fail, d.dies, d.err = n, dies, cause
					_, _, err := publishOn(d, dest, site("2", newSite...))
					if d.count < n {
						return // every operation has had its turn
					}
					_, journal := os.Lstat(filepath.Join(dest, own, journalName))
					old, new := holdsEither(t, dest)
					if !old && !new && journal != nil {
						t.Fatalf("operation %d (dies: %v): neither old nor new: %q", n, dies, content(t, dest))
					}
					if err == nil && !new {
						t.Fatalf("operation %d: no error, but the site is not the new one", n)
					}
					if err != nil && !dies && strings.Contains(err.Error(), "test x") {
						t.Errorf("operation %d: the message is for machines: %v", n, err)
					}
					if !new && Current(dest, "2") {
						t.Errorf("operation %d: a half-written site counts as current", n)
					}
					publish(t, disk(), dest, site("2", newSite...))
					if _, new := holdsEither(t, dest); !new {
						t.Fatalf("operation %d: the next build made %q", n, content(t, dest))
					}
					tidy(t, dest)
				}
			})
		}
	}
}

// The first build may die as well.
func TestTheFirstBuildMayDie(t *testing.T) {
	bothWays(t, func(t *testing.T, disk func() *oddDisk) {
		for n := 1; ; n++ {
			dest := filepath.Join(t.TempDir(), "deep/public")
			d := disk()
			d.fail, d.dies = n, true
			publishOn(d, dest, site("1", oldSite...))
			if d.count < n {
				return
			}
			publish(t, disk(), dest, site("2", newSite...))
			got := content(t, dest)
			delete(got, "assets/site.0123456789.css") // if the first build got through
			wanted := map[string]string{}
			for _, f := range newSite {
				name, data, _ := strings.Cut(f, "=")
				wanted[name] = data
			}
			if !maps.Equal(got, wanted) {
				t.Fatalf("operation %d: got %q", n, got)
			}
			tidy(t, dest)
		}
	})
}

func TestSitesAtRandom(t *testing.T) {
	seed := uint64(7)
	random := rand.New(rand.NewPCG(seed, seed))
	bothWays(t, func(t *testing.T, disk func() *oddDisk) {
		dest := filepath.Join(t.TempDir(), "public")
		write(t, filepath.Join(dest, "x/stranger"), "别人的")
		for round := range 60 {
			var files []string
			for _, name := range []string{"a", "b/c", "b/d", "e/f/g", "x/h", "i.html"} {
				if random.IntN(3) > 0 {
					if name == "a" && random.IntN(2) > 0 {
						name = "a/z"
					}
					files = append(files, fmt.Sprintf("%s=%d", name, random.IntN(2)))
				}
			}
			publish(t, disk(), dest, site(fmt.Sprint(round), files...))
			want(t, dest, append(slices.Clone(files), "x/stranger=别人的")...)
		}
	})
}

// TestKilled is the promise on the real disk: a child publishes two sites in turn, and is
// killed at random instants.
func TestKilled(t *testing.T) {
	if dest := os.Getenv("JINJIE_TEST_PUBLISH"); dest != "" {
		for n := 0; ; n++ {
			d := &oddDisk{noExchange: os.Getenv("JINJIE_TEST_WAY") == "in place"}
			publishOn(d, dest, large(n%2))
		}
	}
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for _, way := range []string{"exchange", "in place"} {
		t.Run(way, func(t *testing.T) {
			dest := filepath.Join(t.TempDir(), "public")
			publish(t, &oddDisk{}, dest, large(0))
			for range 25 {
				c := exec.Command(os.Args[0], "-test.run=^TestKilled$")
				c.Env = append(os.Environ(), "JINJIE_TEST_PUBLISH="+dest, "JINJIE_TEST_WAY="+way)
				if err := c.Start(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Duration(20+rand.IntN(60)) * time.Millisecond)
				c.Process.Kill()
				c.Wait()
				if _, err := os.Lstat(filepath.Join(dest, own, journalName)); err == nil {
					if err := recoverJournal(osDisk{}, dest); err != nil {
						t.Fatal(err)
					}
				}
				whole(t, dest)
			}
			publish(t, &oddDisk{}, dest, large(1))
			whole(t, dest)
			tidy(t, dest)
		})
	}
}

// large is one of two sites of many pages; each page says which site it belongs to.
func large(n int) Site {
	s := Site{Inputs: fmt.Sprint(n)}
	for i := range 120 {
		s.Artifacts = append(s.Artifacts, Artifact{Path: fmt.Sprintf("d%d/p%d.html", i%7, i), Data: []byte(strings.Repeat(fmt.Sprint(n), 3000))})
	}
	s.Artifacts = append(s.Artifacts, Artifact{Path: fmt.Sprintf("only-%d.html", n), Data: []byte(strings.Repeat(fmt.Sprint(n), 3000))})
	return s
}

// whole fails unless every page in dest is complete and of one site.
func whole(t *testing.T, dest string) {
	t.Helper()
	pages := content(t, dest)
	if len(pages) != 121 {
		t.Fatalf("%d pages, want 121", len(pages))
	}
	first := ""
	for name, data := range pages {
		if first == "" {
			first = data[:1]
		}
		if data != strings.Repeat(first, 3000) {
			t.Fatalf("%s is of another site, or cut short (%d bytes)", name, len(data))
		}
	}
}

func TestTwoBuildsAtOnceWaitForEachOther(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "public")
	done := make(chan error)
	for n := range 4 {
		go func() {
			_, _, err := Publish(dest, large(n%2))
			done <- err
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	whole(t, dest)
	tidy(t, dest)
}
