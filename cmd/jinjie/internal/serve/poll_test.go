package serve

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"jinjie/cmd/jinjie/internal/files"
)

// A file that had come and gone between two surveys may have been read in between.
func TestWhatWasReadAndIsGoneIsNotShown(t *testing.T) {
	dir := unpack(t)
	r := start(t, dir, func(o *Options) { o.Poll = true })
	name := filepath.Join(dir, "content/lessons/b.md")
	write(t, name, text("过客"))
	r.shows(t, "lessons/b.html", "过客")
	p := r.server.mirror.watch.(*poller)
	p.mu.Lock()
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	p.last, p.young = files.Look(dir), nil // as if it had been seen to be gone before it was read
	p.mu.Unlock()
	if status, _ := r.get(t, "lessons/b.html"); status != 404 {
		t.Errorf("it answers %d", status)
	}
}

// Disks that count seconds by twos do not tell apart two saves of the same length.
func TestSavesOnADiskOfCoarseTimesAreSeen(t *testing.T) {
	dir := unpack(t)
	name := filepath.Join(dir, "content/lessons/a.md")
	save := func(said string, at time.Time) {
		t.Helper()
		write(t, name, text(said))
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	r := start(t, dir, func(o *Options) { o.Poll = true })
	at := time.Now().Truncate(time.Second)
	save("甲", at)
	r.shows(t, "lessons/a.html", "甲")
	time.Sleep(2 * youth)
	r.shows(t, "lessons/a.html", "甲")
	save("乙", at)
	r.shows(t, "lessons/a.html", "乙")
}
