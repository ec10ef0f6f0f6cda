package serve

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"jinjie/cmd/jinjie/internal/build"
)

// A state is what decides whether an open page is old.
type state struct {
	key  [32]byte // of its bytes, asset names aside, and of what it loads
	look string   // the addresses of the theme's assets
}

// stateOf tells what the page at an address is like now; where there is none, what stands
// in its place.
func stateOf(live *build.Live, address string) state {
	st := state{look: strings.Join(live.Assets(), " ")}
	for _, try := range append(spellings(address), "404.html") {
		if p, err := live.Page(try); err == nil {
			st.key = p.Key
			break
		}
	}
	return st
}

// An event is what an open page is told.
type event struct {
	name string // "reload", "style" or "problems"
	data string
}

// A client is an open page.
type client struct {
	page  string
	state state
	send  chan event // closed when the client is let go
}

// backlog is how many events may wait for a page that does not take them. One that lags
// further behind is let go; when it comes back it is compared anew.
const backlog = 8

// A hub knows the open pages.
type hub struct {
	editor string // as in Options

	mu       sync.Mutex
	live     *build.Live // as last told
	problems string      // as last told
	clients  map[*client]bool
}

func newHub(editor string) *hub { return &hub{editor: editor, clients: map[*client]bool{}} }

func (h *hub) begin(live *build.Live) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.live, h.problems = live, problemList(live, h.editor)
}

// publish tells open pages what has changed since the last time: those whose bytes did to
// load again, the others of new stylesheets, and all of other problems, those too that
// showed when pages were made.
func (h *hub) publish(live *build.Live) (changed, problems bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if changed = live != h.live; changed {
		for c := range h.clients {
			if e, ok := c.compare(stateOf(live, c.page)); ok {
				h.tell(c, e)
			}
		}
	}
	list := problemList(live, h.editor)
	problems = list != h.problems
	h.live, h.problems = live, list
	if problems {
		for c := range h.clients {
			h.tell(c, event{"problems", list})
		}
	}
	return changed, problems
}

// compare tells what a page must do to be as it should be now.
func (c *client) compare(now state) (event, bool) {
	was := c.state
	c.state = now
	switch {
	case was.key != now.key, scripts(was.look) != scripts(now.look):
		return event{"reload", ""}, true
	case was.look != now.look:
		return event{"style", now.look}, true
	}
	return event{}, false
}

// scripts are the assets that take effect only when a page is loaded: all but stylesheets.
func scripts(look string) string {
	list := strings.Fields(look)
	return strings.Join(slices.DeleteFunc(list, func(a string) bool { return path.Ext(a) == ".css" }), " ")
}

// tell sends an event to a client, or lets it go.
func (h *hub) tell(c *client, e event) {
	if !h.clients[c] {
		return
	}
	select {
	case c.send <- e:
	default:
		delete(h.clients, c)
		close(c.send)
	}
}

// join adds an open page and tells it at once what it lacks. The page says what it knows
// of itself, and is held against the site as it is once no change can pass it by.
func (h *hub) join(page, key, look string, current func() *build.Live) *client {
	h.mu.Lock()
	defer h.mu.Unlock()
	live := current()
	c := &client{page: page, state: seenState(live, page, key, look), send: make(chan event, backlog)}
	h.clients[c] = true
	if e, ok := c.compare(stateOf(live, page)); ok {
		h.tell(c, e)
	}
	h.tell(c, event{"problems", problemList(live, h.editor)})
	return c
}

func (h *hub) leave(c *client) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.clients, c)
}

// How long an open page may take to accept what it is told, and how often it hears that
// the server is still there.
const (
	writePatience = 5 * time.Second
	heartbeat     = 20 * time.Second
)

// events is the stream of server-sent events of one open page (HTML Living Standard,
// section 9.2). The page says which it is and what it knows of itself.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	if _, err := s.mirror.fresh(); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	query := r.URL.Query()
	c := s.hub.join(query.Get("page"), query.Get("key"), query.Get("look"), s.mirror.current)
	defer s.hub.leave(c)
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	write := func(text string) bool {
		out.SetWriteDeadline(time.Now().Add(writePatience))
		if _, err := w.Write([]byte(text)); err != nil {
			return false
		}
		return out.Flush() == nil
	}
	if !write("retry: 300\n\n") {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case e, open := <-c.send:
			if !open || !write(fmt.Sprintf("event: %s\ndata: %s\n\n", e.name, e.data)) {
				return
			}
		case <-beat.C:
			if !write(": \n\n") {
				return
			}
		}
	}
}

// seenState is what a page says of itself. It names its key by the first bytes; if they
// are those of the key as it is now, they mean that key.
func seenState(live *build.Live, page, key, look string) state {
	now := stateOf(live, page)
	if key == hex.EncodeToString(now.key[:8]) {
		return state{now.key, look}
	}
	return state{[32]byte{1}, look}
}

// problemList writes the problems as the overlay reads them.
func problemList(live *build.Live, editor string) string {
	data, err := json.Marshal(shown(live, editor))
	if err != nil {
		return "[]"
	}
	return string(data)
}
