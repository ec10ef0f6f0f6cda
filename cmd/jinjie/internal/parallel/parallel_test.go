package parallel

import (
	"slices"
	"strings"
	"testing"
)

func TestDoCallsEachOnce(t *testing.T) {
	counts := make([]int, 1000)
	Do(len(counts), func(i int) { counts[i]++ })
	if slices.Min(counts) != 1 || slices.Max(counts) != 1 {
		t.Error("some calls were made never or twice")
	}
	Do(0, func(int) { t.Error("called for nothing") })
}

func TestDoHandsOnAPanic(t *testing.T) {
	defer func() {
		if p, _ := recover().(string); !strings.HasPrefix(p, "broken\n") {
			t.Errorf("recovered %q, want the panic with its stack", p)
		}
	}()
	Do(10, func(i int) {
		if i == 7 {
			panic("broken")
		}
	})
}
