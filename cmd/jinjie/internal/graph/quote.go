package graph

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/markdown"
)

// maxQuote is how many characters of a sentence are quoted on either side.
const maxQuote = 60

// A stretch is some bytes of the text of one of a page's blocks.
type stretch struct{ block, start, end int }

// nowhere is the stretch of what stands in no block.
var nowhere = stretch{block: -1}

// A Quote is a mention in its sentence, cut if that is long. Where nothing can be quoted
// only Said is there.
type Quote struct {
	From                *Lesson
	Before, Said, After string
}

// Quotes quotes mentions with their sentences. What one page names twice in the same words
// is quoted once.
func Quotes(list []Backlink) []Quote {
	var quotes []Quote
	var said map[string]bool // by the page at hand
	for i, b := range list {
		if i == 0 || list[i-1].From != b.From {
			said = map[string]bool{}
		}
		q := b.quote()
		if words := q.Before + q.Said + q.After; !said[words] {
			said[words] = true
			quotes = append(quotes, q)
		}
	}
	return quotes
}

// quote returns the sentence around a mention.
func (b Backlink) quote() Quote {
	if b.at == nowhere {
		return Quote{From: b.From, Said: b.said}
	}
	l, before, after := b.From, b.self, b.self+1
	if b.self < 0 {
		before = l.refsBefore(b.at.block, b.at.start+1)
		after = max(before, l.refsBefore(b.at.block, b.at.end))
	}
	return Quote{
		From:   l,
		Before: lastSentence(l.shownBefore(b.at, before)),
		Said:   b.said,
		After:  firstSentence(l.shownAfter(b.at, after)),
	}
}

// refsBefore counts the references of the page up to the byte at offset of a block,
// without those that stand at it.
func (l *Lesson) refsBefore(block, offset int) int {
	n, _ := slices.BinarySearchFunc(l.Body.References, offset, func(r markdown.Reference, at int) int {
		return cmp.Or(cmp.Compare(r.Block, block), cmp.Compare(r.Offset, at))
	})
	return n
}

// window is how many bytes of a text can matter for a quotation: one character more than
// is quoted, and the closing marks that may stand before it.
const window = 4 * (maxQuote + 4)

// shownBefore is what a block shows before a stretch, as far as it can matter; references
// before number last show there too.
func (l *Lesson) shownBefore(at stretch, last int) string {
	text := l.Body.Blocks[at.block].Text
	from := max(0, at.start-window)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	return l.shown(stretch{at.block, from, at.start}, l.refsBefore(at.block, from), last)
}

// shownAfter is what a block shows behind a stretch, as far as it can matter; references
// from number first on show there too.
func (l *Lesson) shownAfter(at stretch, first int) string {
	text := l.Body.Blocks[at.block].Text
	to := min(len(text), at.end+window)
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	return l.shown(stretch{at.block, at.end, to}, first, l.refsBefore(at.block, to+1))
}

// shown is a stretch as a reader sees it: with the names of what references from number
// first up to last lead to, where they have no label.
func (l *Lesson) shown(at stretch, first, last int) string {
	text := l.Body.Blocks[at.block].Text
	var b strings.Builder
	for i := first; i < last; i++ {
		if ref := l.Body.References[i]; ref.Label == "" {
			b.WriteString(text[at.start:ref.Offset])
			b.WriteString(l.Refs[i].Name)
			at.start = ref.Offset
		}
	}
	b.WriteString(text[at.start:at.end])
	return b.String()
}

const (
	sentenceEnds = "。！？!?\n"
	closingMarks = "”’）》」』】〕"
)

// lastSentence is what follows the last end of a sentence in text.
func lastSentence(text string) string {
	from, count, cut := len(text), 0, 0 // cut: where the last maxQuote characters begin
	for from > 0 {
		c, size := utf8.DecodeLastRuneInString(text[:from])
		if strings.ContainsRune(sentenceEnds, c) {
			break
		}
		from -= size
		if count++; count == maxQuote {
			cut = from
		}
	}
	// Closing marks belong to the sentence that ended.
	for from > 0 && from < len(text) {
		c, size := utf8.DecodeRuneInString(text[from:])
		if !strings.ContainsRune(closingMarks+" ", c) {
			break
		}
		from, count = from+size, count-1
	}
	if count > maxQuote {
		return "……" + text[cut+len(leading(text, cut)):]
	}
	return text[from:]
}

// firstSentence is text up to its first end of a sentence.
func firstSentence(text string) string {
	to, count, cut, ended := 0, 0, 0, false // cut: where the first maxQuote characters end
	for to < len(text) {
		c, size := utf8.DecodeRuneInString(text[to:])
		end := strings.ContainsRune(sentenceEnds, c)
		if c == '\n' || ended && !end && !strings.ContainsRune(closingMarks, c) {
			break
		}
		ended = ended || end
		to += size
		if count++; count == maxQuote {
			cut = to
		}
	}
	if count > maxQuote {
		return text[:cut-len(trailing(text, cut))] + "……"
	}
	return text[:to]
}

// leading is the rest of a code, a number or a Latin word that a cut at an offset would go
// through: half of a code is another code. A text that is nothing else is cut all the same.
func leading(text string, cut int) string {
	if cut == 0 || !isWordly(text[cut-1]) {
		return ""
	}
	end := cut
	for end < len(text) && isWordly(text[end]) {
		end++
	}
	if end == len(text) {
		return ""
	}
	return text[cut:end]
}

// trailing is the beginning of what a cut at an offset would go through: see leading.
func trailing(text string, cut int) string {
	if cut == len(text) || !isWordly(text[cut]) {
		return ""
	}
	begin := cut
	for begin > 0 && isWordly(text[begin-1]) {
		begin--
	}
	if begin == 0 {
		return ""
	}
	return text[begin:cut]
}

func isWordly(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '.' || c == '-'
}
