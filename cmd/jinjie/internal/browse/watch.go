package browse

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A Watcher gathers what a tab complains of, and what it asks for and does not get.
type Watcher struct {
	mu    sync.Mutex
	said  []string
	asked map[network.RequestID]string
}

// Watch watches a tab from now on: the console, faults of scripts, violations of the
// page's policy, and every request.
func Watch(t *testing.T, tab context.Context) *Watcher {
	t.Helper()
	w := &Watcher{asked: map[network.RequestID]string{}}
	if err := chromedp.Listen(tab, w.hear); err != nil {
		t.Fatal(err)
	}
	Call(t, tab, network.Enable, network.EnableParams{})
	Call(t, tab, log.Enable, cdp.Empty{})
	return w
}

func (w *Watcher) hear(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *log.EventEntryAdded: // a broken policy among others
		w.said = append(w.said, e.Entry.Text+" "+e.Entry.URL)
	case *runtime.EventConsoleAPICalled:
		w.said = append(w.said, "console."+string(e.Type))
	case *runtime.EventExceptionThrown:
		w.said = append(w.said, e.ExceptionDetails.Text)
	case *network.EventRequestWillBeSent:
		w.asked[e.RequestID] = e.Request.URL
	case *network.EventLoadingFailed:
		if !e.Canceled { // by a page that leads away
			w.said = append(w.said, "did not get "+w.asked[e.RequestID]+": "+e.ErrorText)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			w.said = append(w.said, "did not get "+e.Response.URL)
		}
	}
}

// Take returns what has gathered since it was last asked, and every request for what does
// not lie below root.
func (w *Watcher) Take(root string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	said := w.said
	for _, address := range w.asked {
		if !strings.HasPrefix(address, root) && !strings.HasPrefix(address, "data:") {
			said = append(said, "asks for "+address)
		}
	}
	w.said, w.asked = nil, map[network.RequestID]string{}
	return said
}
