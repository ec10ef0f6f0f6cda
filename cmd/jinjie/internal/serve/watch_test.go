package serve

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// shows fails unless the page at an address says something, as the disk has it.
func (r *running) shows(t *testing.T, address, said string) {
	t.Helper()
	if status, html := r.get(t, address); status != 200 || !strings.Contains(html, "说的是"+said+"。") {
		t.Errorf("%s answers %d and does not say %s", address, status, said)
	}
}

// A folder that links lead to is watched for its own sake: links and their targets come,
// go and move one by one.
func TestFoldersBehindLinksAreFollowed(t *testing.T) {
	dir := unpack(t)
	path := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(to, path(name)); err != nil {
			t.Skip("no symbolic links:", err)
		}
	}
	move := func(from, to string) {
		t.Helper()
		if err := os.Rename(path(from), path(to)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, path("content/real/b.md"), text("实"))
	link("real", "content/link") // before its target by name
	r := start(t, dir, nil)
	r.shows(t, "link/b.html", "实")
	os.Remove(path("content/link"))
	r.shows(t, "real/b.html", "实")
	write(t, path("content/real/b.md"), text("没有链接"))
	r.shows(t, "real/b.html", "没有链接")
	link("real", "content/link")
	move("content/real", "content/moved")
	os.Remove(path("content/link"))
	link("moved", "content/link")
	r.shows(t, "link/b.html", "没有链接")
	write(t, path("content/moved/b.md"), text("移了"))
	r.shows(t, "moved/b.html", "移了")
	r.shows(t, "link/b.html", "移了")

	move("content", "docs") // a folder of sources may itself be a link within the site
	link("docs", "content")
	r.shows(t, "moved/b.html", "移了")
	write(t, path("docs/moved/b.md"), text("在链接里"))
	r.shows(t, "moved/b.html", "在链接里")
	write(t, path("docs/new/deep/c.md"), text("新的"))
	r.shows(t, "new/deep/c.html", "新的")
	write(t, path("docs/new/deep/c.md"), text("又新"))
	r.shows(t, "new/deep/c.html", "又新")
}

// A site whose folder goes is told of once, and followed again when it is back.
func TestASiteThatComesBackIsFollowed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	if err := os.Rename(unpack(t), dir); err != nil {
		t.Fatal(err)
	}
	r := start(t, dir, nil)
	r.get(t, "")
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * again)
	if log := r.log(); strings.Count(log, "failed") != 1 || !strings.Contains(log, "polling") {
		t.Errorf("the log says:\n%s", log)
	}
	if err := os.Rename(unpack(t), dir); err != nil {
		t.Fatal(err)
	}
	r.shows(t, "lessons/a.html", "一")
	page := r.open(t, "lessons/a.html")
	page.next(ample)
	write(t, filepath.Join(dir, "content/lessons/a.md"), text("回来了"))
	if got := page.next(ample); got != "reload" {
		t.Errorf("it is told %q", got)
	}
	r.shows(t, "lessons/a.html", "回来了")
}

// Where a new folder cannot be watched, the disk is looked at.
func TestAFolderThatCannotBeWatchedIsLookedAt(t *testing.T) {
	dir := unpack(t)
	r := start(t, dir, nil)
	r.get(t, "")
	e := r.server.mirror.watch.(*events)
	e.w.Close() // so that it takes no more folders
	write(t, filepath.Join(dir, "content/new/b.md"), text("新"))
	e.follow(filepath.Join(dir, "content/new"))
	page := r.open(t, "new/b.html")
	page.next(ample)
	write(t, filepath.Join(dir, "content/new/b.md"), text("更新"))
	if got := page.next(ample); got != "reload" {
		t.Errorf("it is told %q", got)
	}
	if log := r.log(); strings.Count(log, "polling") != 1 {
		t.Errorf("the log says:\n%s", log)
	}
	if got := unheard(&os.PathError{Op: "add", Path: "x", Err: syscall.ENOSPC}); strings.Contains(got, "磁盘") {
		t.Errorf("of too many folders it says %q", got)
	}
	if got := unheard(errors.New("x")); !strings.HasSuffix(got, "x") {
		t.Errorf("of another reason it says %q", got)
	}
}

// Another right to read changes what can be read, and no byte.
func TestRightsAreHints(t *testing.T) {
	dir := unpack(t)
	r := start(t, dir, nil)
	r.get(t, "")
	m := newMirror(dir, r.server.opts)
	e := &events{m: m, root: dir, w: r.server.mirror.watch.(*events).w}
	e.heard(fsnotify.Event{Name: filepath.Join(dir, "content", "lessons", "a.md"), Op: fsnotify.Chmod})
	if got := m.take(); len(got) != 1 || got[0] != "content/lessons/a.md" {
		t.Errorf("hints %v", got)
	}
}
