package serve

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A saver replays what an editor does to save a file, as the system calls that it makes;
// pause stands between them.
type saver struct {
	name string
	save func(name, text string, pause func()) error
}

// first does the steps in order and returns the first error.
func first(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func create(name, text string) func() error {
	return func() error { return os.WriteFile(name, []byte(text), 0o666) }
}

func remove(name string) func() error { return func() error { return os.Remove(name) } }

func rename(from, to string) func() error { return func() error { return os.Rename(from, to) } }

func wait(pause func()) func() error { return func() error { pause(); return nil } }

var savers = []saver{
	{"vim", func(name, text string, pause func()) error { // backupcopy=no, with its probe for a writable folder
		probe, old := filepath.Join(filepath.Dir(name), "4913"), name+"~"
		return first(create(probe, ""), remove(probe), rename(name, old), wait(pause), create(name, text), wait(pause), remove(old))
	}},
	{"VS Code", func(name, text string, pause func()) error { // truncates, then writes
		return first(create(name, ""), wait(pause), create(name, text))
	}},
	{"Emacs", func(name, text string, pause func()) error {
		lock := filepath.Join(filepath.Dir(name), ".#"+filepath.Base(name))
		return first(create(lock, "x"), rename(name, name+"~"), wait(pause), create(name, text), remove(lock), remove(name+"~"))
	}},
	{"JetBrains", func(name, text string, pause func()) error { // safe write
		tmp, old := name+"___jb_tmp___", name+"___jb_old___"
		return first(create(tmp, text), rename(name, old), wait(pause), rename(tmp, name), wait(pause), remove(old))
	}},
	{"Notepad", func(name, text string, pause func()) error { // writes over the old text, then cuts the rest
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = f.WriteAt([]byte(text), 0)
		pause()
		return first(func() error { return err }, func() error { return f.Truncate(int64(len(text))) })
	}},
	{"WPS", func(name, text string, pause func()) error { // a file of its own beside it, the old one deleted
		lock, tmp := filepath.Join(filepath.Dir(name), "~$"+filepath.Base(name)), filepath.Join(filepath.Dir(name), "~wps1.tmp")
		return first(create(lock, "x"), create(tmp, text), remove(name), wait(pause), rename(tmp, name), remove(lock))
	}},
	{"a rename over it", func(name, text string, pause func()) error {
		return first(create(name+".tmp", text), wait(pause), rename(name+".tmp", name))
	}},
	{"written twice", func(name, text string, pause func()) error {
		return first(create(name, text), wait(pause), create(name, text))
	}},
}

// Whatever an editor does to save a file: a page asked for during the save shows the old
// text or the new, never neither; afterwards it shows the new, and was told to load once.
func TestEditorsSaves(t *testing.T) {
	for _, poll := range []bool{false, true} {
		for _, e := range savers {
			t.Run(fmt.Sprintf("%s, polling %t", e.name, poll), func(t *testing.T) {
				r := start(t, unpack(t), func(o *Options) { o.Poll = poll })
				page := r.open(t, "lessons/a.html")
				page.next(ample)
				name := filepath.Join(r.dir, "content/lessons/a.md")
				reloads := 0
				for i := range 3 {
					said := strings.Repeat(fmt.Sprintf("第%d稿", i), 3-i)
					stop := make(chan struct{})
					var asked sync.WaitGroup
					var missed atomic.Int64
					asked.Go(func() {
						for {
							select {
							case <-stop:
								return
							default:
							}
							if status, html := r.get(t, "lessons/a.html"); status != 200 || !strings.Contains(html, "说的是") {
								missed.Add(1)
							}
						}
					})
					begun := time.Now()
					err := e.save(name, text(said), func() { time.Sleep(quiet / 2) })
					if err != nil {
						t.Fatal(err)
					}
					took := time.Since(begun) // on a busy machine so long that the file may count as gone
					if _, html := r.get(t, "lessons/a.html"); !strings.Contains(html, "说的是"+said+"。") {
						t.Errorf("save %d: the page is old", i)
					}
					close(stop)
					asked.Wait()
					if n := missed.Load(); n > 0 && took < patience {
						t.Errorf("save %d: during it the page answered %d times without a text", i, n)
					}
					if got := page.next(ample); got != "reload" {
						t.Errorf("save %d: the open page is told %q", i, got)
					}
					told := 1
					for _, more := range page.all(150 * time.Millisecond) {
						if more == "reload" {
							told++
						}
					}
					// One reload a burst. On a busy machine a save may count as two.
					if bursts := strings.Count(r.log(), "rebuilt"); told > 2 || reloads+told > bursts {
						t.Errorf("save %d: the open page is told %d times, %d times in all for %d bursts", i, told, reloads+told, bursts)
					}
					reloads += told
				}
			})
		}
	}
}

// A checkout of a thousand files, with git's lock held meanwhile, is one burst.
func TestACheckoutIsOneReload(t *testing.T) {
	dir := unpack(t)
	r := start(t, dir, nil)
	page := r.open(t, "lessons/index.html")
	page.next(ample)
	lock := filepath.Join(dir, ".git/index.lock")
	write(t, lock, "")
	begun := time.Now()
	for i := range 1000 {
		write(t, filepath.Join(dir, fmt.Sprintf("content/lessons/many/n%d.md", i)), text(fmt.Sprint(i)))
	}
	os.Remove(lock)
	if got := page.next(ample); got != "reload" {
		t.Errorf("it is told %q", got)
	}
	more := 0
	for _, e := range page.all(time.Second) {
		if e == "reload" {
			more++
		}
	}
	if bursts := int(time.Since(begun)/longest) + 1; more > bursts { // none is longer than that
		t.Errorf("it is told %d times more, over %d bursts at the most", more, bursts)
	}
	if status, html := r.get(t, "lessons/many/n999.html"); status != 200 || !strings.Contains(html, "说的是999") {
		t.Errorf("the last one answers %d", status)
	}
}

// Git's lock is seen from a folder within its working tree, also where that is a further one.
func TestGitAtWorkIsSeen(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "main/.git/index.lock"), "")
	write(t, filepath.Join(dir, "main/site/content/index.md"), "")
	write(t, filepath.Join(dir, "main/.git/worktrees/other/index.lock"), "")
	write(t, filepath.Join(dir, "other/.git"), "gitdir: "+filepath.Join(dir, "main/.git/worktrees/other")+"\n")
	write(t, filepath.Join(dir, "sub/.git"), "gitdir: ../main/.git/worktrees/other\n")
	write(t, filepath.Join(dir, "idle/.git"), "gitdir: ../main/.git/worktrees/none\n")
	for name, want := range map[string]bool{"main": true, "main/site": true, "other": true, "sub": true, "idle": false} {
		if got := newMirror(filepath.Join(dir, name), Options{}).busy(); got != want {
			t.Errorf("in %s git is busy: %t, want %t", name, got, want)
		}
	}
}

// Folders that come, go and move are followed.
func TestFoldersAreFollowed(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("polling %t", poll), func(t *testing.T) {
			dir := unpack(t)
			r := start(t, dir, func(o *Options) { o.Poll = poll })
			status := func(address string, want int) {
				t.Helper()
				if got, _ := r.get(t, address); got != want {
					t.Errorf("%s answers %d, want %d", address, got, want)
				}
			}
			write(t, filepath.Join(dir, "content/deep/er/b.md"), text("深"))
			status("deep/er/b.html", 200)
			write(t, filepath.Join(dir, "content/deep/er/c.md"), text("更深"))
			status("deep/er/c.html", 200)
			if err := os.Rename(filepath.Join(dir, "content/deep"), filepath.Join(dir, "content/moved")); err != nil {
				t.Fatal(err)
			}
			status("deep/er/b.html", 404)
			status("moved/er/b.html", 200)
			write(t, filepath.Join(dir, "content/moved/er/d.md"), text("移"))
			status("moved/er/d.html", 200)
			if err := os.RemoveAll(filepath.Join(dir, "content/moved")); err != nil {
				t.Fatal(err)
			}
			status("moved/er/d.html", 404)
			write(t, filepath.Join(dir, "content/moved/e.md"), text("回"))
			status("moved/e.html", 200)
			if err := os.Rename(filepath.Join(dir, "standard"), filepath.Join(dir, "elsewhere")); err != nil {
				t.Fatal(err)
			}
			if _, problems := r.get(t, "100001/1.1.1.html"); problems == "" {
				t.Error("no answer")
			}
			if err := os.Rename(filepath.Join(dir, "elsewhere"), filepath.Join(dir, "standard")); err != nil {
				t.Fatal(err)
			}
			status("100001/1.1.1.html", 200)
			write(t, filepath.Join(dir, "content/lessons/a.md"), text("终"))
			if _, html := r.get(t, "lessons/a.html"); !strings.Contains(html, "说的是终") {
				t.Error("the page is old")
			}
		})
	}
}
