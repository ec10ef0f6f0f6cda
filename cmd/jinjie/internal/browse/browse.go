// Package browse drives a real browser in tests. Only tests import it.
//
// Chromium is looked for where chromedp looks. Where there is none a test is skipped with a
// word, and fails instead if JINJIE_REQUIRE_BROWSER is set. It reaches loopback and files only.
package browse

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

const (
	patience = 30 * time.Second // for one action
	ample    = 20 * time.Second // for what is to come about by itself
)

// Tab opens an empty tab of a Chromium without a window, which ends with the test.
func Tab(t *testing.T) context.Context {
	t.Helper()
	tab, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(
		chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	))
	t.Cleanup(cancel)
	late := time.AfterFunc(2*patience, cancel)
	err := chromedp.Do(tab, chromedp.Navigate("about:blank"))
	late.Stop()
	if err == nil { // several tabs at once: each takes itself for the one in use
		_, err = chromedp.Call(tab, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	}
	if err != nil && os.Getenv("JINJIE_REQUIRE_BROWSER") != "" {
		t.Fatalf("no browser: %v", err)
	}
	if err != nil {
		t.Skipf("no browser: %v", err)
	}
	return tab
}

// Do runs actions one after the other.
func Do(t *testing.T, tab context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// Value is what an expression gives in the page, or what it promises.
func Value[T any](t *testing.T, tab context.Context, expression string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, patience)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return got
}

// Call sends a command of the browser's protocol.
func Call[P, R any](t *testing.T, tab context.Context, command cdp.Command[P, R], params P) R {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, patience)
	defer cancel()
	got, err := chromedp.Call(ctx, command, params)
	if err != nil {
		t.Fatalf("%s: %v", command.Method, err)
	}
	return got
}

// Becomes waits until an expression holds in the page. A page that is being loaded cannot
// answer, and is asked again.
func Becomes(t *testing.T, tab context.Context, expression string) {
	t.Helper()
	for end := time.Now().Add(ample); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(tab, 5*time.Second)
		holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		cancel()
		if err == nil && holds {
			return
		}
	}
	t.Fatalf("it never holds that %s", expression)
}
