package search

import (
	"sync"
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"
)

// folds holds what each UTF-16 unit is folded to. Folding never changes the length of a
// text, so that a place in the folded text is the same place in the text as written.
var folds = sync.OnceValue(func() *[1 << 16]uint16 {
	var table [1 << 16]uint16
	for c := range table {
		table[c] = foldUnit(uint16(c))
	}
	return &table
})

// foldUnit folds the width of a character, and its case. What Unicode (UAX #15) takes for
// another form of the same character is that character: full-width letters, half-width
// katakana, ideographs and radicals that are encoded twice. What would become several
// characters stays.
func foldUnit(u uint16) uint16 {
	c := rune(u)
	if c == 0xa0 || 0x2e80 <= c && c <= 0x3000 || 0xf900 <= c && c <= 0xfaff || 0xff00 <= c && c <= 0xffef {
		if said := []rune(norm.NFKC.String(string(c))); len(said) == 1 && said[0] < 1<<16 {
			c = said[0]
		}
	}
	if l := unicode.ToLower(c); l < 1<<16 && c != 'İ' { // whose small form is two characters
		c = l
	}
	return uint16(c)
}

// fold appends a text as it is compared: its UTF-16 units, folded.
func fold(out []uint16, text string) []uint16 {
	table := folds()
	for _, c := range text {
		if c < 1<<16 {
			out = append(out, table[c])
		} else {
			out = utf16.AppendRune(out, c)
		}
	}
	return out
}

// folded is a short text as it is compared.
func folded(text string) string { return string(utf16.Decode(fold(nil, text))) }
