package serve

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jinjie/cmd/jinjie/internal/build"
)

// A change that is told between a page's request for its stream and its joining would be
// missed, did it join with the site as it was then.
func TestAPageJoinsWithTheSiteAsItIs(t *testing.T) {
	r := start(t, unpack(t), nil)
	r.get(t, "")
	h := r.server.hub
	h.join("lessons/a.html", "", "", func() *build.Live {
		if h.mu.TryLock() {
			t.Error("a change may be told before the page is among those that hear of it")
			h.mu.Unlock()
		}
		return r.server.mirror.current()
	})
}

// What shows only when a page is made is told to open pages and in the terminal, and is
// not taken for mended when something else changes.
func TestWhatShowsWhenAPageIsMadeIsTold(t *testing.T) {
	r := start(t, unpack(t), nil)
	page := r.open(t, "100001/1.2.1.html")
	page.next(ample)
	write(t, filepath.Join(r.dir, "content/lessons/a.md"), text("二")+"\n见[要求](../100001/1.1.1.html#chujj)。\n")
	if got := page.all(300 * time.Millisecond); len(got) > 0 {
		t.Errorf("before the page is made another is told %q", got)
	}
	r.get(t, "lessons/a.html")
	if got := page.next(ample); !strings.Contains(got, "没有“#chujj”这个位置") {
		t.Errorf("another open page is told %q", got)
	}
	if log := r.log(); strings.Count(log, "problems 1") != 1 {
		t.Errorf("the log says:\n%s", log)
	}
	write(t, filepath.Join(r.dir, "content/files/note.txt"), "别的")
	if got := page.all(300 * time.Millisecond); len(got) > 0 || strings.Contains(r.log(), "problems 0") {
		t.Errorf("after an edit of something else it is told %q, and the log says:\n%s", got, r.log())
	}
}
