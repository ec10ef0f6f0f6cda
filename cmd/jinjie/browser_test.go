package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// onePageOfEachKind are the pages that the browser opens.
var onePageOfEachKind = []string{
	"index.html", "404.html", "590008/index.html", "590008/3.html", "590008/3.3.html", "590008/1.1.1.html",
	"590008/3.2.3.html", "590008/3.3.1.html", "590008/3.4.6.html", "590008/zhongji.html", "590008/compare.html",
	"590008/coverage.html", "590008/lessons.html", "590008/progressions.html", "lessons/index.html", "lessons/chuji/kecheng.html",
	"lessons/chuji/zhengxin-souji.html", "lessons/chuji/minzhu-juece.html", "590008/text.html", "590008/majors.html", "590008/terms.html", "590008/references.html", "590008/errata.html",
}

// TestPagesInABrowser opens pages from the disk on a phone, and from a sub-folder of a
// server on a desk: nothing may be reported to the console, asked for elsewhere, or stand
// out over the edge.
func TestPagesInABrowser(t *testing.T) {
	tab := browser(t)
	site := filepath.Join(t.TempDir(), "site")
	server := httptest.NewServer(http.StripPrefix("/some/folder/", http.FileServer(http.Dir(site))))
	defer server.Close()
	buildTo(t, site, "-b", server.URL+"/some/folder/")
	watch := watched(t, tab)
	for _, c := range []struct {
		name, root string
		width      int64
	}{
		{"from the disk", "file://" + filepath.ToSlash(site) + "/", 360},
		{"from a server", server.URL + "/some/folder/", 1440},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, page := range onePageOfEachKind {
				if page == "404.html" && c.width == 360 {
					continue // a server's page: its links begin at the server's root
				}
				openPage(t, tab, c.root+page, c.width)
				for _, said := range watch.take(c.root) {
					t.Errorf("%s: %s", page, said)
				}
			}
		})
	}
}

// A look is what a page looks like.
type look struct {
	Over  int // pixels over the window's edge
	Title string
	Font  string // of the body: the stylesheet is there
}

// openPage opens a page and wants it to be as wide as the window, and not bare.
func openPage(t *testing.T, tab context.Context, address string, width int64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 800), chromedp.Navigate(address)); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[look](`({
		Over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
		Title: document.title,
		Font: getComputedStyle(document.body).fontFamily,
	})`))
	if err != nil || got.Over > 0 || got.Title == "" || !strings.Contains(got.Font, "sans-serif") {
		t.Errorf("%s at %d px: %+v %v", address, width, got, err)
	}
}

// A watch gathers what a browser complains of and asks for.
type watch struct {
	mu   sync.Mutex
	said []string
	asks []string
}

func watched(t *testing.T, tab context.Context) *watch {
	t.Helper()
	w := &watch{}
	err := chromedp.Listen(tab, func(event any) {
		w.mu.Lock()
		defer w.mu.Unlock()
		switch e := event.(type) {
		case *log.EventEntryAdded:
			w.said = append(w.said, e.Entry.Text+" "+e.Entry.URL)
		case *runtime.EventConsoleAPICalled:
			w.said = append(w.said, "console."+string(e.Type))
		case *runtime.EventExceptionThrown:
			w.said = append(w.said, e.ExceptionDetails.Text)
		case *network.EventRequestWillBeSent:
			w.asks = append(w.asks, e.Request.URL)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// take returns what has gathered, with the requests that lead out of root.
func (w *watch) take(root string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	said := w.said
	for _, address := range w.asks {
		if !strings.HasPrefix(address, root) && !strings.HasPrefix(address, "data:") {
			said = append(said, "asks for "+address)
		}
	}
	w.said, w.asks = nil, nil
	return said
}

// browser starts a Chromium without a window. Where there is none the test is skipped,
// unless JINJIE_REQUIRE_BROWSER is set.
func browser(t *testing.T) context.Context {
	t.Helper()
	tab, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(
		chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	))
	t.Cleanup(cancel)
	_, err := chromedp.Call(tab, network.Enable, network.EnableParams{})
	if err == nil {
		_, err = chromedp.Call(tab, log.Enable, cdp.Empty{})
	}
	if err != nil && os.Getenv("JINJIE_REQUIRE_BROWSER") != "" {
		t.Fatalf("no browser: %v", err)
	}
	if err != nil {
		t.Skipf("no browser: %v", err)
	}
	return tab
}
