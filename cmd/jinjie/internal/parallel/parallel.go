// Package parallel does things side by side that do not depend on each other.
package parallel

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
)

// Do calls do with 0 … n-1, on as many processors as there are. A panic in one of
// the calls comes out of Do itself, where the caller can still meet it.
func Do(n int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	panics := make([]any, min(n, runtime.GOMAXPROCS(0)))
	for w := range panics {
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					panics[w] = fmt.Sprintf("%v\n%s", p, debug.Stack())
				}
			}()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
	if w := slices.IndexFunc(panics, func(p any) bool { return p != nil }); w >= 0 {
		panic(panics[w])
	}
}
