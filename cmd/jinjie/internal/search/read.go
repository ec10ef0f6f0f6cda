package search

import (
	"bytes"
	"html"
	"sync"
)

// A Page is the text that one page of the site shows, in documents: its own first, then
// the sections that are documents of their own, in their order.
type Page struct {
	Docs []Doc
}

// A Doc is what a search finds: a page less its marked sections, or one of these.
type Doc struct {
	Anchor string   // of a section, within its page; empty: the page's own
	Kind   string   // of a section, as data-doc names it; empty: the page's own
	Level  string   // the level that it belongs to, such as “初级”, or empty
	Code   string   // the code that it is about, or empty
	Title  string   // what it is headed by
	Head   int      // which block is its heading; -1: none
	Blocks []string // its text
	Places []Place  // where its blocks stand
}

// A Place is an anchor within a page: it leads to the blocks from Block on.
type Place struct {
	Block  int
	Anchor string // empty: none is nearer than the document's own
}

// Read returns the text that the HTML of a page shows within <main data-search>; false if
// there is no such element. What is no proper HTML is read as far as it goes.
func Read(page []byte) (Page, bool) { return new(Texts).Read(page) }

// Texts keep the blocks of many pages, each that is repeated once. They may be used by
// several goroutines; the zero Texts are ready.
type Texts struct {
	shelves [64]struct {
		mu     sync.Mutex
		blocks map[string]string
	}
}

// keep returns a block that is the same as those before.
func (x *Texts) keep(block []byte) string {
	n := len(block)
	s := &x.shelves[(n+int(block[n-1])*5+int(block[n/2])*7)%len(x.shelves)]
	s.mu.Lock()
	defer s.mu.Unlock()
	kept, ok := s.blocks[string(block)]
	if !ok {
		if s.blocks == nil {
			s.blocks = map[string]string{}
		}
		kept = string(block)
		s.blocks[kept] = kept
	}
	return kept
}

// Read is [Read]; what it returns shares its blocks with the other pages.
func (x *Texts) Read(page []byte) (Page, bool) {
	r := reader{texts: x, src: page}
	for r.at < len(r.src) && !r.done {
		r.next()
	}
	r.flush()
	return r.page(), len(r.docs) > 0
}

// A reader goes through the bytes of a page once.
type reader struct {
	texts *Texts
	src   []byte
	at    int
	done  bool // main has ended

	head string    // the words of the title element
	docs []*found  // begun with main
	open []element // from main on
	said []byte    // the text of all blocks

	line  []byte  // the block that is being read
	gloss []byte  // what stands above it, as ruby text
	noted []byte  // the block with the numbers of its notes, if it has any
	from  element // where the line began
}

// A found is a document whose blocks are still being read.
type found struct {
	Doc
	blocks [][2]int // where they stand in what was said
}

// An element is one that is open.
type element struct {
	tag     *tag
	block   bool   // it begins and ends a block
	heading bool   // or stands in one
	gloss   bool   // or stands in one
	note    bool   // it is the number of a note, or stands in one
	doc     *found // what its text belongs to; nil: to nothing
	anchor  string // the nearest, its own included
}

// page puts together what was read.
func (r *reader) page() Page {
	p := Page{Docs: make([]Doc, len(r.docs))}
	for i, d := range r.docs {
		d.Blocks = make([]string, len(d.blocks))
		for j, b := range d.blocks {
			d.Blocks[j] = r.texts.keep(r.said[b[0]:b[1]])
		}
		if d.Title == "" && d.Head >= 0 {
			d.Title = d.Blocks[d.Head]
		}
		p.Docs[i] = d.Doc
	}
	if len(p.Docs) > 0 && p.Docs[0].Title == "" {
		p.Docs[0].Title = r.head
	}
	return p
}

// next reads one piece: a tag or a stretch of text.
func (r *reader) next() {
	rest := r.src[r.at:]
	switch n := bytes.IndexByte(rest, '<'); {
	case n < 0:
		r.text(rest)
		r.at = len(r.src)
	case n > 0:
		r.text(rest[:n])
		r.at += n
	case bytes.HasPrefix(rest, []byte("<!--")):
		r.pass(len("<!--"), "-->")
	case len(rest) > 1 && (rest[1] == '!' || rest[1] == '?'):
		r.pass(2, ">")
	case len(rest) > 2 && rest[1] == '/' && isLetter(rest[2]):
		t, _ := r.tag(2)
		r.end(t)
	case len(rest) > 1 && isLetter(rest[1]):
		t, attrs := r.tag(1)
		r.begin(t, attrs)
	default:
		r.text(rest[:1])
		r.at++
	}
}

// pass passes over what ends with a mark, the mark included.
func (r *reader) pass(from int, mark string) {
	n := bytes.Index(r.src[r.at+from:], []byte(mark))
	if n < 0 {
		r.at = len(r.src)
		return
	}
	r.at += from + n + len(mark)
}

// tag reads the tag that begins here, and its attributes as they are written.
func (r *reader) tag(from int) (t *tag, attrs []byte) {
	i := r.at + from
	start := i
	for i < len(r.src) && !isSpace(r.src[i]) && r.src[i] != '>' && r.src[i] != '/' {
		i++
	}
	t = tagOf(r.src[start:i])
	start = i
	for i < len(r.src) && r.src[i] != '>' {
		c := r.src[i]
		i++
		if c != '=' {
			continue
		}
		for i < len(r.src) && isSpace(r.src[i]) {
			i++
		}
		if i < len(r.src) && (r.src[i] == '"' || r.src[i] == '\'') {
			n := bytes.IndexByte(r.src[i+1:], r.src[i])
			if n < 0 {
				n = len(r.src)
			}
			i = min(i+n+2, len(r.src))
		}
	}
	attrs = r.src[start:i]
	r.at = min(i+1, len(r.src))
	return t, attrs
}

// begin enters an element.
func (r *reader) begin(t *tag, attrs []byte) {
	if len(r.docs) == 0 {
		r.before(t, attrs)
		return
	}
	in := &r.open[len(r.open)-1]
	e := element{tag: t, block: !t.inline && in.doc != nil, heading: in.heading || t.heading, gloss: in.gloss || t.name == "rt", note: in.note, doc: in.doc, anchor: in.anchor}
	var section *found
	if t.silent {
		e.doc = nil
	} else if e.doc != nil && len(attrs) > 0 {
		section = e.take(attributesOf(attrs))
	}
	if e.block {
		r.flush()
	}
	if section != nil {
		r.docs = append(r.docs, section)
	}
	switch {
	case t.name == "br":
		r.text([]byte(" "))
	case t.raw:
		r.words(t.name)
	case !t.void:
		r.open = append(r.open, e)
	}
}

// before meets an element that stands before main.
func (r *reader) before(t *tag, attrs []byte) {
	switch {
	case t.name == "main":
		if a := attributesOf(attrs); a.search {
			own := &found{Doc: Doc{Head: -1}}
			own.learn(a)
			r.docs = append(r.docs, own)
			r.open = append(r.open, element{tag: t, block: true, doc: own})
		}
	case t.name == "title":
		r.head = string(tidy(nil, []byte(html.UnescapeString(string(r.words(t.name))))))
	case t.raw:
		r.words(t.name)
	}
}

// words passes over the content of an element that holds no markup, and its end tag.
func (r *reader) words(name string) []byte {
	for i := r.at; ; {
		n := bytes.Index(r.src[i:], []byte("</"))
		if n < 0 || i+n+2+len(name) > len(r.src) {
			content := r.src[r.at:]
			r.at = len(r.src)
			return content
		}
		i += n + 2
		if bytes.EqualFold(r.src[i:i+len(name)], []byte(name)) {
			content := r.src[r.at : i-2]
			r.at = i - 2
			r.pass(0, ">")
			return content
		}
	}
}

// take takes in what an element says of itself. It returns the document that begins with
// it, if one does.
func (e *element) take(a attributes) *found {
	if a.silent {
		e.doc = nil
		return nil
	}
	if a.id != "" {
		e.anchor = a.id
	}
	e.note = e.note || a.note
	var section *found
	if a.doc != "" && a.id != "" {
		section = &found{Doc: Doc{Anchor: a.id, Kind: a.doc, Head: -1}}
		e.doc, e.block = section, true
	}
	e.doc.learn(a)
	return section
}

// learn takes in what an element says of the document it stands in, unless one before it
// has said so.
func (d *Doc) learn(a attributes) {
	set := func(field *string, value string) {
		if *field == "" {
			*field = value
		}
	}
	set(&d.Level, a.level)
	set(&d.Code, a.code)
	set(&d.Title, a.title)
}

// end leaves an element, and with it those within that were not closed. The end of what
// is not open is passed over.
func (r *reader) end(t *tag) {
	i := len(r.open) - 1
	for i >= 0 && r.open[i].tag.name != t.name {
		i--
	}
	if i < 0 {
		return
	}
	for j := len(r.open) - 1; j >= i; j-- {
		if e := &r.open[j]; e.block {
			r.flush()
			if e.tag.heading && e.doc != nil && j > 0 {
				r.open[j-1].anchor = e.anchor // it heads what follows
			}
		}
		r.open = r.open[:j]
	}
	r.done = i == 0
}

// text adds to the line what is shown of a stretch of text.
func (r *reader) text(raw []byte) {
	if len(r.open) == 0 {
		return
	}
	in := &r.open[len(r.open)-1]
	if in.doc == nil {
		return
	}
	if bytes.IndexByte(raw, '&') >= 0 {
		raw = []byte(html.UnescapeString(string(raw)))
	}
	if len(r.line)+len(r.gloss)+len(r.noted) == 0 {
		r.from = *in
	}
	if in.gloss {
		r.gloss = append(append(r.gloss, ' '), raw...)
		return
	}
	if in.note && len(r.noted) == 0 {
		r.noted = append(r.noted, r.line...)
	}
	if in.note || len(r.noted) > 0 {
		r.noted = append(r.noted, raw...)
	}
	if !in.note {
		r.line = append(r.line, raw...)
	}
}

// flush ends the block that is being read. Ruby text becomes a block of its own, so that
// the words under it read on; a sentence with the numbers of notes is read without them, and
// once more as it stands.
func (r *reader) flush() {
	if len(r.line)+len(r.gloss)+len(r.noted) == 0 {
		return
	}
	r.add(r.line)
	r.add(r.gloss)
	r.add(r.noted)
	r.line, r.gloss, r.noted = r.line[:0], r.gloss[:0], r.noted[:0]
}

// add adds a block to the document that it began in.
func (r *reader) add(line []byte) {
	start := len(r.said)
	if r.said = tidy(r.said, line); len(r.said) == start {
		return
	}
	d, anchor := r.from.doc, r.from.anchor
	if r.from.heading && d.Head < 0 {
		d.Head = len(d.blocks)
	}
	if anchor == d.Anchor {
		anchor = ""
	}
	last := ""
	if n := len(d.Places); n > 0 {
		last = d.Places[n-1].Anchor
	}
	if anchor != last {
		d.Places = append(d.Places, Place{len(d.blocks), anchor})
	}
	d.blocks = append(d.blocks, [2]int{start, len(r.said)})
}
