package serve

import (
	"testing"

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
