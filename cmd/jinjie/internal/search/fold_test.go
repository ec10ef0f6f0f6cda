package search

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/browse"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"ＡＢｃ１．２＠，": "abc1.2@,", "ÀÉ ΣΩ Д": "àé σω д", "ｱｶ゛": "アカ゛", "⼈⼝豈": "人口豈", "a\u00a0b\u3000c": "a b c",
		"㎡ Ⅷ ① ﬁ İ": "㎡ ⅷ ① ﬁ İ", "😀𠮷": "😀𠮷",
	} {
		if got := folded(text); got != want {
			t.Errorf("%q is folded to %q, want %q", text, got, want)
		}
	}
}

// The script folds as the index is folded: each character of the scripts that a site has.
func TestABrowserFoldsAlike(t *testing.T) {
	tab := browse.Tab(t)
	script, err := os.ReadFile("../../../../themes/default/js/search-index.js")
	if err != nil {
		t.Fatal(err)
	}
	said := browse.Value[string](t, tab, string(script)+`;(function () {
		var out = []
		for (var i = 1; i < 0x10000; i++) out.push(jinjie.fold(String.fromCharCode(i)).charCodeAt(0).toString(16))
		return out.join(' ') })()`)
	for i, hex := range strings.Fields(said) {
		c := i + 1
		got, err := strconv.ParseUint(hex, 16, 16)
		if err != nil {
			t.Fatal(err)
		}
		young := 0x0530 <= c && c < 0x2e80 || 0xa000 <= c && c < 0xd800 // where Unicode still grows
		if want := folds()[c]; uint16(got) != want && !young {
			t.Errorf("U+%04X is folded to U+%04X in a browser, to U+%04X in the index", c, got, want)
		}
	}
}
