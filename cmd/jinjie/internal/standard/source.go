package standard

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/diag"
)

// A source is the text of a source file without white space and markup, and with the
// offset of every byte in the file. Where a page break cuts a sentence, what stands at
// the break (a page number, the table's header again) is left out of the second form.
type source struct {
	text         string
	lines        *diag.Lines
	heads        repetition
	whole, joint squeezed
	used         []bool // by byte of text: whether the standard holds it
	next         int    // where in whole the last requirement was found
}

// squeezed is a text without white space and markup.
type squeezed struct {
	text    string
	offsets []int // by byte of text
}

// markup is what a source may hold beside its text: tags of HTML.
var markup = regexp.MustCompile(`</?[A-Za-z][^<>]*>|<!--[^<>]*-->`)

// furniture is a line that a page break brings along: a page number, a table's rule, or
// the mark of a table that goes on.
var furniture = regexp.MustCompile(`^[\s\x{3000}|]*(?:` +
	`[-—–－·\s\x{3000}]*[0-9０-９]{1,4}[-—–－·\s\x{3000}]*` + // 3, - 3 -
	`|[0-9０-９]{1,4}\s*[/／]\s*[0-9０-９]{1,4}` + // 3 / 10
	`|第\s*[0-9０-９]+\s*页.*` + // 第 3 页 共 10 页
	`|(?i:page)\s*[0-9]+(?:\s*of\s*[0-9]+)?` +
	`|[|:\s-]*-[|:\s-]*` + // |---|---|
	`|[（(]?续表?[）)]?` +
	`)[\s\x{3000}|]*$`)

// often is how many times a line must stand to be taken for a running head or foot.
const often = 3

// A repetition counts lines that are the same but for figures.
type repetition map[string]int

func (r repetition) key(line string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return -1
		}
		return c
	}, strings.Trim(fold(markup.ReplaceAllString(line, "")), "#*|"))
}

// running tells whether a line is a running head or foot: short, no sentence, and there
// on page after page.
func (r repetition) running(line string) bool {
	key := r.key(line)
	return r[key] >= often && utf8.RuneCountInString(key) <= 40 && !strings.HasSuffix(key, "。")
}

func repetitionsIn(text string) repetition {
	r := repetition{}
	for line := range strings.Lines(strings.ReplaceAll(text, "\r", "\n")) {
		r[r.key(line)]++
	}
	return r
}

func newSource(file, text string) *source {
	heads := repetitionsIn(text)
	return &source{
		text:  text,
		used:  make([]bool, len(text)),
		lines: diag.NewLines(file, text),
		heads: heads,
		whole: squeeze(text, func(string) bool { return true }),
		joint: squeeze(text, func(line string) bool {
			return !furniture.MatchString(line) && !isHeader(line) && !heads.running(line)
		}),
	}
}

// isHeader tells whether a line is the header of a table.
func isHeader(line string) bool {
	line = fold(line)
	return len(line) < 120 && (strings.Contains(line, colTask) || strings.Contains(line, "工作内容")) && strings.Contains(line, "技能要求")
}

// squeeze drops white space and markup from the lines that keep accepts.
func squeeze(text string, keep func(line string) bool) squeezed {
	var s squeezed
	var b strings.Builder
	start := 0
	for line := range strings.Lines(strings.ReplaceAll(text, "\r", "\n")) {
		if keep(strings.TrimRight(line, "\r\n")) {
			s.add(&b, line, start)
		}
		start += len(line)
	}
	s.text = b.String()
	return s
}

func (s *squeezed) add(b *strings.Builder, line string, start int) {
	tags := markup.FindAllStringIndex(line, -1)
	for i := 0; i < len(line); {
		if len(tags) > 0 && i == tags[0][0] {
			i = tags[0][1]
			tags = tags[1:]
			continue
		}
		said, n := character(line[i:])
		for _, c := range said {
			if !blank(c) {
				b.WriteRune(c)
				for range utf8.RuneLen(c) {
					s.offsets = append(s.offsets, start+i)
				}
			}
		}
		i += n
	}
}

// longestReference bounds a character reference, such as &nbsp; or &#12288;.
const longestReference = 10

// character returns the first character of text, or what a reference to one stands for,
// and how many bytes it takes.
func character(text string) (said string, n int) {
	if text[0] == '&' {
		if end := strings.IndexByte(text[:min(len(text), longestReference)], ';'); end > 0 {
			if said := html.UnescapeString(text[:end+1]); said != text[:end+1] {
				return said, end + 1
			}
		}
	}
	_, n = utf8.DecodeRuneInString(text)
	return text[:n], n
}

// blank tells whether a character counts as white space or as markup.
func blank(c rune) bool {
	return unicode.IsSpace(c) || strings.ContainsRune("\u200b\ufeff*|\\#", c)
}

// bare is text as squeeze leaves it.
func bare(text string) string {
	return strings.Map(func(c rune) rune {
		if blank(c) {
			return -1
		}
		return c
	}, text)
}

// has tells whether text occurs in the source.
func (s *source) has(text string) bool {
	text = bare(text)
	return s.use(s.whole, text) || s.use(s.joint, text)
}

// holds tells whether text occurs in the source, and notes nothing.
func (s *source) holds(text string) bool {
	text = bare(text)
	return strings.Contains(s.whole.text, text) || strings.Contains(s.joint.text, text)
}

// use notes every place where text occurs in form.
func (s *source) use(form squeezed, text string) bool {
	found := false
	for from := 0; ; {
		at := strings.Index(form.text[from:], text)
		if at < 0 || text == "" {
			return found
		}
		found = true
		from += at + len(text)
		s.mark(form, from-len(text), from)
	}
}

func (s *source) mark(form squeezed, start, end int) {
	for _, offset := range form.offsets[start:end] {
		s.used[offset] = true
	}
}

// requirement finds text right behind its code and returns the place of the code. It
// looks on from the last one found, so that what stands twice is found twice.
func (s *source) requirement(code, text string) (diag.Pos, bool) {
	code, text = bare(code), bare(text)
	if at, end := behind(s.whole.text, s.next, code, text); at >= 0 {
		s.next = end
		s.mark(s.whole, at, end)
		return s.lines.Pos(s.whole.offsets[at]), true
	}
	for _, form := range []squeezed{s.whole, s.joint} {
		if at, end := behind(form.text, 0, code, text); at >= 0 {
			s.mark(form, at, end)
			return s.lines.Pos(form.offsets[at]), true
		}
	}
	return diag.Pos{}, false
}

// behind finds, from the byte from on, where code stands with text behind it, and
// where text ends; -1 if nowhere. Marks such as a comma of CSV or 、 may stand between.
func behind(in string, from int, code, text string) (start, end int) {
	for {
		at := strings.Index(in[from:], text)
		if at < 0 || text == "" {
			return -1, -1
		}
		at += from
		head := strings.TrimRight(in[:at], `.．、:：,，")）`)
		if strings.HasSuffix(head, code) {
			return len(head) - len(code), at + len(text)
		}
		from = at + len(text)
	}
}
