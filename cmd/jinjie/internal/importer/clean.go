package importer

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Markup is taken out of a working copy of the source in place, so that every offset
// stays what it was: nothing stands for a byte that is gone, soft for a line break that
// a tag has made.
const (
	nothing = '\x01'
	soft    = '\x02'
)

// A page is the source while markup is taken out of it.
type page struct {
	acc      *account
	work     []byte       // as long as the source
	markdown bool         // whether the source is written in Markdown
	tags     bool         // whether it holds HTML
	unquoted int          // how many quotation marks of a CSV file close nowhere
	made     map[int]bool // offsets of bytes that a character reference stands for
}

func newPage(acc *account) *page {
	p := &page{acc: acc, work: []byte(acc.source), made: map[int]bool{}}
	p.markdown = markdownSign.MatchString(acc.source)
	p.tags = tag.MatchString(acc.source)
	return p
}

// markdownSign is what only Markdown has: a heading's marks, or the rule below the
// header of a table.
var markdownSign = regexp.MustCompile(`(?m)^[ \t]*(?:#{1,6}[ \t]+[^\s\p{Z}]|\|?[ \t]*(?::-+:?|-+:|-{2,})[ \t]*\|[-:| \t]*\r?$)`)

// hide takes the bytes from start to end out; the first becomes mark.
func (p *page) hide(start, end int, mark byte, reason string) {
	p.acc.leave(start, end, reason)
	for i := start; i < end; i++ {
		p.work[i] = nothing
	}
	if start < end {
		p.work[start] = mark
	}
}

// clean takes out all markup but that of tables, which structure has read before.
func (p *page) clean() {
	if p.tags {
		p.hideTags()
	}
	if p.tags || p.markdown {
		p.entities()
	}
	if p.markdown {
		p.escapes()
	}
	p.emphasis()
}

// invisible takes out what prints nothing: control characters and marks of no width.
func (p *page) invisible() {
	for at, c := range p.acc.source {
		if unicode.IsControl(c) && !unicode.IsSpace(c) || strings.ContainsRune("\u200b\u200c\u200d\u2060\ufeff\u00ad", c) {
			p.hide(at, at+utf8.RuneLen(c), nothing, "不可见的控制字符")
		}
	}
}

// unprinted are the parts of an HTML file that no browser shows.
var unprinted = regexp.MustCompile(`(?is)<!--.*?-->|<!doctype[^>]*>|<\?xml[^>]*>|<head\b.*?</head[\s\p{Z}]*>|<style\b.*?</style[\s\p{Z}]*>|<script\b.*?</script[\s\p{Z}]*>`)

func (p *page) unprinted() {
	for _, m := range unprinted.FindAllIndex(p.work, -1) {
		p.hide(m[0], m[1], nothing, "网页里不显示的部分")
	}
}

// tag is a tag of HTML; only these names count, as <x> may be text.
var tag = regexp.MustCompile(`(?i)<(/?)(html|body|head|title|p|div|section|article|header|footer|main|br|hr|h[1-6]|ul|ol|li|dl|dt|dd|table|caption|colgroup|col|thead|tbody|tfoot|tr|td|th|b|strong|i|em|u|s|del|ins|span|font|a|sup|sub|small|big|center|pre|code|blockquote|img|o:p|mark)(?:[\s\p{Z}][^<>]*)?/?>`)

// inlineTag are the names of tags that break no line.
var inlineTag = regexp.MustCompile(`^(?i:b|strong|i|em|u|s|del|ins|span|font|a|sup|sub|small|big|code|img|o:p|mark)$`)

func (p *page) hideTags() {
	for _, m := range tag.FindAllSubmatchIndex(p.work, -1) {
		mark := byte(soft)
		if inlineTag.Match(p.work[m[4]:m[5]]) {
			mark = nothing
		}
		p.hide(m[0], m[1], mark, "HTML 标签")
	}
}

var entity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});`)

// entities puts the characters in place that character references stand for.
func (p *page) entities() {
	for _, m := range entity.FindAllIndex(p.work, -1) {
		ref := string(p.work[m[0]:m[1]])
		char := html.UnescapeString(ref)
		if char == ref || len(char) > len(ref) || strings.ContainsFunc(char, unicode.IsControl) || strings.Contains(char, "\ufffd") {
			continue
		}
		p.hide(m[0], m[1], nothing, "字符实体，已写成它所代表的字符")
		copy(p.work[m[0]:], char)
		for i := range len(char) {
			p.made[m[0]+i] = true
		}
	}
}

var escaped = regexp.MustCompile("\\\\[!-/:-@\\[-`{-~]")

// escapes takes out backslashes before marks.
func (p *page) escapes() {
	for _, m := range escaped.FindAllIndex(p.work, -1) {
		p.hide(m[0], m[0]+1, nothing, "Markdown 标记")
	}
}

// literal tells whether the mark at offset i was escaped.
func (p *page) literal(i int) bool {
	return i > 0 && p.work[i-1] == nothing && p.acc.source[i-1] == '\\'
}

// bold and slanted are emphasised words within one cell or line.
var (
	bold    = regexp.MustCompile(`(\*\*)[^*\s\p{Z}|](?:[^*\n\r|]*[^*\s\p{Z}|])?(\*\*)`)
	slanted = regexp.MustCompile(`(\*)[^*\s\p{Z}|](?:[^*\n\r|]*[^*\s\p{Z}|])?(\*)`)
)

func (p *page) emphasis() {
	p.hidePairs(bold)
	if p.markdown {
		p.hidePairs(slanted)
	}
}

func (p *page) hidePairs(pair *regexp.Regexp) {
	for _, m := range pair.FindAllSubmatchIndex(p.work, -1) {
		if p.literal(m[2]) || p.literal(m[4]) {
			continue
		}
		p.hide(m[2], m[3], nothing, "Markdown 标记")
		p.hide(m[4], m[5], nothing, "Markdown 标记")
	}
}

// text is the working copy from start to end, without what was taken out.
func (p *page) text(start, end int) text {
	var b strings.Builder
	at := make([]int, 0, end-start)
	for i := start; i < end; i++ {
		c := p.work[i]
		switch c {
		case nothing:
			continue
		case soft, '\r':
			c = '\n'
		}
		b.WriteByte(c)
		if p.made[i] {
			at = append(at, -1)
			continue
		}
		at = append(at, i)
	}
	return text{b.String(), at}
}
