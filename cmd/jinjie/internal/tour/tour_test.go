package tour

import (
	"slices"
	"testing"

	"jinjie/cmd/jinjie/internal/render"
)

func TestASampleOfEveryKind(t *testing.T) {
	site := New(t)
	samples := site.Samples()
	for _, kind := range render.Kinds {
		if !slices.ContainsFunc(samples, func(p Page) bool { return p.Kind == string(kind) }) {
			t.Errorf("there is no page of the kind %s", kind)
		}
	}
	for _, address := range telling {
		site.Page(t, address)
	}
	t.Logf("%d pages, %d samples", len(site.Pages), len(samples))
}
