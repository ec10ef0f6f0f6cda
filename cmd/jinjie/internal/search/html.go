package search

import (
	"bytes"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A tag is a sort of element.
type tag struct {
	name    string
	heading bool
	inline  bool // a line of text runs on within it; all others begin and end a block
	silent  bool // its text is not what the page has to say: ways through the site, controls, what is no text
	void    bool // it has no end tag (HTML Living Standard, 13.1.2)
	raw     bool // it holds no markup
}

// tags are all sorts of elements that are not simply blocks.
var tags = func() map[string]*tag {
	m := map[string]*tag{}
	each := func(list string, do func(t *tag)) {
		for _, name := range strings.Fields(list) {
			if m[name] == nil {
				m[name] = &tag{name: name}
			}
			do(m[name])
		}
	}
	each("h1 h2 h3 h4 h5 h6", func(t *tag) { t.heading = true })
	each(`a abbr audio b bdi bdo big br button canvas cite code data del dfn em font i iframe img input ins kbd label
		map mark meter object output picture progress q rb rp rt ruby s samp script select small span strike strong
		style sub sup svg template textarea time tt u var video wbr`, func(t *tag) { t.inline = true })
	each(`audio button canvas form iframe nav noscript object rp script select style svg template textarea title
		video`, func(t *tag) { t.silent = true })
	each("area base br col embed hr img input link meta param source track wbr", func(t *tag) { t.void = true })
	each("iframe noembed noframes script style textarea title xmp", func(t *tag) { t.raw = true })
	each("address article aside blockquote caption dd details div dl dt figcaption figure footer header li main ol p pre section summary table tbody td tfoot th thead tr ul",
		func(*tag) {})
	return m
}()

// tagOf is the tag of that name, in whatever letters.
func tagOf(name []byte) *tag {
	if t := tags[string(name)]; t != nil {
		return t
	}
	small := lower(name)
	if t := tags[small]; t != nil {
		return t
	}
	return &tag{name: small}
}

// lower is a name in small letters.
func lower(name []byte) string {
	if slices.IndexFunc(name, func(c byte) bool { return 'A' <= c && c <= 'Z' }) < 0 {
		return string(name)
	}
	return string(bytes.ToLower(name))
}

// attributes are what an element says that matters to a search.
type attributes struct {
	id, doc, level, code, title string
	search, silent              bool
	note                        bool // the number of a note
}

// attributesOf reads the attributes of a tag. Of two with one name the first counts.
func attributesOf(src []byte) attributes {
	var a attributes
	set := func(field *string, value []byte) {
		if *field == "" {
			*field = string(tidy(nil, []byte(html.UnescapeString(string(value)))))
		}
	}
	for len(src) > 0 {
		var name, value []byte
		name, value, src = attribute(src)
		switch lower(name) {
		case "id":
			set(&a.id, value)
		case "data-doc":
			set(&a.doc, value)
		case "data-doc-level":
			set(&a.level, value)
		case "data-doc-code":
			set(&a.code, value)
		case "data-doc-title":
			set(&a.title, value)
		case "data-search":
			a.search = true
		case "data-nosearch", "hidden":
			a.silent = true
		case "role":
			a.note = string(value) == "doc-noteref"
		case "aria-hidden":
			a.silent = a.silent || string(value) == "true"
		}
	}
	return a
}

// attribute reads the first attribute of src, and returns what follows it.
func attribute(src []byte) (name, value, rest []byte) {
	i := 0
	for i < len(src) && (isSpace(src[i]) || src[i] == '/') {
		i++
	}
	start := i
	for i < len(src) && !isSpace(src[i]) && src[i] != '/' && (src[i] != '=' || i == start) {
		i++
	}
	name = src[start:i]
	i = spaces(src, i)
	if i == len(src) || src[i] != '=' {
		return name, nil, src[i:]
	}
	i = spaces(src, i+1)
	if i < len(src) && (src[i] == '"' || src[i] == '\'') {
		value, rest, _ = bytes.Cut(src[i+1:], src[i:i+1])
		return name, value, rest
	}
	start = i
	for i < len(src) && !isSpace(src[i]) {
		i++
	}
	return name, src[start:i], src[i:]
}

// spaces passes over white space.
func spaces(src []byte, i int) int {
	for i < len(src) && isSpace(src[i]) {
		i++
	}
	return i
}

func isSpace[C byte | rune](c C) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// tidy appends a line as a browser shows it: white space of any length and width is one
// space, and there is none at its ends. Control characters and others that are not shown are
// left out. What a query is made of it, plain of search.js, is the same.
func tidy(out, line []byte) []byte {
	if !utf8.Valid(line) {
		line = bytes.ToValidUTF8(line, []byte("\uFFFD"))
	}
	start, gap := len(out), ""
	for i := 0; i < len(line); {
		c, n := 'x', 1 // a byte that begins neither white space nor what is not shown
		if line[i] <= ' ' {
			c = rune(line[i])
		} else if rare[line[i]] {
			c, n = utf8.DecodeRune(line[i:])
		}
		i += n
		switch {
		case c == 'x':
		case gap == "" && (c == 0xa0 || c == 0x3000):
			gap = string(c) // alone it keeps its width
			continue
		case isSpace(c) || isWide(c):
			gap = " "
			continue
		case c < ' ' || isUnseen(c):
			continue
		}
		if gap != "" && len(out) > start {
			out = append(out, gap...)
		}
		gap = ""
		out = append(out, line[i-n:i]...)
	}
	return out
}

// rare are the bytes that white space beyond ASCII begins with, and what is not shown.
var rare = [256]bool{0xc2: true, 0xe1: true, 0xe2: true, 0xe3: true, 0xef: true}

// isWide tells whether a character is white space beyond ASCII, as scripts take it.
func isWide(c rune) bool { return c > 0x7f && c != 0x85 && unicode.IsSpace(c) }

// isUnseen tells of a character whether it only says where a line may break, or nothing.
func isUnseen(c rune) bool { return c == 0xad || c == 0x200b || c == 0x2060 || c == 0xfeff }
