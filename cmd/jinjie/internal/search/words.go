package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/mozillazg/go-pinyin"
)

// A lexicon leads from words that are not read as text to documents: from codes, and from
// the pinyin of titles.
type lexicon struct {
	c     *concordance
	words map[string][]hit
}

// words writes the lexicon.
func (c *concordance) words() []part {
	lex := lexicon{c, map[string][]hit{}}
	lex.addCodes()
	lex.addTitles()
	keys := slices.SortedFunc(maps.Keys(lex.words), func(a, b string) int {
		return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
	})
	p := packer{limit: wordPart}
	for _, key := range keys {
		list := lex.words[key]
		p.room(2 * len(list))
		p.key(utf16.Encode([]rune(key)))
		p.list(list)
	}
	return p.finish()
}

// addCodes adds each code, and each as it is without its dots, behind “=”. A code stands
// where it is not a part of another or of a number; a document that is about it counts as
// headed by it.
func (lex *lexicon) addCodes() {
	about := map[string][]int32{} // documents, by code
	places := map[string][]int32{}
	for i, d := range lex.c.lib.docs {
		if code := folded(d.Code); code != "" {
			about[code] = append(about[code], int32(i))
			places[code] = nil
		}
	}
	lex.c.eachToken(len(places) > 0, func(at int32, token string) {
		if list, ok := places[token]; ok {
			places[token] = append(list, at)
		}
	})
	written := map[string][]string{} // codes, by how they may be typed
	for _, code := range slices.Sorted(maps.Keys(places)) {
		written[code] = append(written[code], code)
		if hasty := undotted(code); hasty != code {
			written[hasty] = append(written[hasty], code)
		}
	}
	t := newTally(lex.c)
	for typed, codes := range written {
		var at, docs []int32
		for _, code := range codes {
			at, docs = append(at, places[code]...), append(docs, about[code]...)
		}
		slices.Sort(at)
		lex.words["="+typed] = withHeaded(t.of(at), docs)
	}
}

// withHeaded joins the documents that show a code with those that are about it.
func withHeaded(list []hit, about []int32) []hit {
	all := slices.Clone(list)
	for i := range all {
		all[i].heading = false
	}
	for _, doc := range about {
		all = append(all, hit{doc: doc, times: 1, heading: true})
	}
	slices.SortStableFunc(all, func(a, b hit) int { return cmp.Compare(a.doc, b.doc) })
	out := all[:0]
	for _, h := range all {
		if k := len(out) - 1; k >= 0 && out[k].doc == h.doc {
			out[k].heading = out[k].heading || h.heading
		} else {
			out = append(out, h)
		}
	}
	return out
}

// undotted is a code as it is typed in a hurry.
func undotted(code string) string { return strings.ReplaceAll(code, ".", "") }

// eachToken calls do with everything in the text that may be a code: letters, digits,
// stops and hyphens in a row, also the pieces between hyphens; if anything may.
func (c *concordance) eachToken(any bool, do func(at int32, token string)) {
	for i := 0; any && i < len(c.text); i++ {
		if !isCode(c.text[i]) {
			continue
		}
		end, digit := i, false
		for end < len(c.text) && isCode(c.text[end]) {
			digit = digit || '0' <= c.text[end] && c.text[end] <= '9'
			end++
		}
		if digit {
			token := string(utf16.Decode(c.text[i:end]))
			whole := strings.Trim(token, ".-")
			do(int32(i), whole)
			if strings.Contains(whole, "-") {
				for piece := range strings.SplitSeq(whole, "-") {
					do(int32(i), strings.Trim(piece, "."))
				}
			}
		}
		i = end
	}
}

func isCode(u uint16) bool {
	return '0' <= u && u <= '9' || 'a' <= u && u <= 'z' || u == '.' || u == '-'
}

// How much of a title its pinyin leads to: from how many of its characters on, how many
// characters far, and how many readings of them. What goes farther is found in pieces: see
// spelled of search.js.
const (
	titleStarts   = 48
	titleInitials = 12
	titleReadings = 16
)

// addTitles adds the pinyin of titles: of initials and in full, from each character on.
func (lex *lexicon) addTitles() {
	titles := map[string][]hit{}
	for i := range lex.c.lib.docs {
		d := &lex.c.lib.docs[i]
		if d.Title != "" && d.Kind != "requirement" { // it is found by its page
			titles[d.Title] = append(titles[d.Title], hit{doc: int32(i), times: 1})
		}
	}
	spell := newSpeller()
	words := map[string]map[int32]bool{} // key → documents, true: from the first character on
	for _, title := range slices.Sorted(maps.Keys(titles)) {
		syllables := spell.title(title)
		for from := range min(len(syllables), titleStarts) {
			for _, key := range spell.keys(syllables[from:]) {
				if words[key] == nil {
					words[key] = map[int32]bool{}
				}
				for _, h := range titles[title] {
					words[key][h.doc] = words[key][h.doc] || from == 0
				}
			}
		}
	}
	for key, docs := range words {
		var list []hit
		for _, doc := range slices.Sorted(maps.Keys(docs)) {
			list = append(list, hit{doc: doc, times: 1, heading: docs[doc]})
		}
		lex.words[key] = list
	}
}

// A speller knows how characters are read.
type speller struct {
	args  pinyin.Args
	known map[rune][]string
}

func newSpeller() *speller {
	args := pinyin.NewArgs()
	args.Heteronym = true
	return &speller{args, map[rune][]string{}}
}

// title lists the syllables of a title, each with all its readings. A Latin letter or a
// digit is a syllable; all other signs are passed over.
func (s *speller) title(text string) [][]string {
	var list [][]string
	for _, c := range folded(text) {
		if said := s.character(c); len(said) > 0 {
			list = append(list, said)
		}
	}
	return list
}

func (s *speller) character(c rune) []string {
	if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
		return []string{string(c)}
	}
	said, ok := s.known[c]
	if !ok {
		for _, reading := range pinyin.SinglePinyin(c, s.args) {
			said = appendNew(said, reading)
			if i := strings.IndexByte(reading, 'v'); i >= 0 { // as ü is typed by some
				said = appendNew(said, reading[:i]+"u"+reading[i+1:])
			}
		}
		s.known[c] = said
	}
	return said
}

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// keys lists what is typed for some syllables: their initials, and all their letters.
func (s *speller) keys(syllables [][]string) []string {
	syllables = syllables[:min(len(syllables), titleInitials)]
	short, full := []string{""}, []string{""}
	for _, said := range syllables {
		var initials []string
		for _, reading := range said {
			initials = appendNew(initials, reading[:1])
		}
		short, full = times(short, initials), times(full, said)
	}
	keys := short
	for _, key := range full {
		keys = appendNew(keys, key)
	}
	return slices.DeleteFunc(keys, func(key string) bool { return len(key) < 2 })
}

// times continues each of the heads with each of the tails; where that would be too many,
// with the commonest alone, which comes first.
func times(heads, tails []string) []string {
	if len(heads)*len(tails) > titleReadings {
		tails = tails[:1]
	}
	var list []string
	for _, head := range heads {
		for _, tail := range tails {
			list = append(list, head+tail)
		}
	}
	return list
}
