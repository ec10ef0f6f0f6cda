package search

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Marks within the text of parts. No text holds them, since none holds control characters.
const (
	endItem  = '\x02' // of a document or a class
	endAbout = '\x03' // what is said of a document; its text follows
)

// longest is how many bytes a list may have that is said of a document.
const longest = 8 << 10

// A stretch is where a part of texts begins.
type stretch struct {
	item   int // the document or the class
	offset int // in its text, in UTF-16 units
}

// A scroll writes texts into parts.
type scroll struct {
	parts  [][]byte
	starts []stretch
	now    []byte
	begins stretch
}

// item writes one document or class: what is said of it, and its blocks. Only what is
// longer than a part is cut.
func (s *scroll) item(i int, about string, blocks []string) {
	text := strings.Join(blocks, "\n")
	if len(s.now) > 0 && len(s.now)+len(about)+len(text) > textPart {
		s.end(stretch{i, 0})
	}
	s.now = append(s.now, about...)
	for offset := 0; len(text) > 2*textPart; {
		n := 2 * textPart
		for !utf8.RuneStart(text[n]) {
			n--
		}
		s.now = append(s.now, text[:n]...)
		offset += units(text[:n])
		s.end(stretch{i, offset})
		text = text[n:]
	}
	s.now = append(append(s.now, text...), endItem)
}

// end ends a part; the next begins there.
func (s *scroll) end(next stretch) {
	s.parts = append(s.parts, s.now)
	s.starts = append(s.starts, s.begins)
	s.now, s.begins = nil, next
}

// units is the length of a text in UTF-16 units.
func units(text string) int {
	n := 0
	for _, c := range text {
		n += utf16.RuneLen(c)
	}
	return n
}

// docTexts writes of each document what it is, and the blocks that stand in it alone.
func (lib *library) docTexts() *scroll {
	var s scroll
	for i := range lib.docs {
		s.item(i, lib.about(i)+string(endAbout), lib.classes[i].blocks)
	}
	s.end(stretch{})
	return &s
}

// classTexts writes the blocks of all other classes.
func (lib *library) classTexts() *scroll {
	var s scroll
	n := len(lib.docs)
	for i := n; i < len(lib.classes); i++ {
		s.item(i-n, "", lib.classes[i].blocks)
	}
	s.end(stretch{})
	return &s
}

// about says what a document is: its address or anchor, its title, what it belongs to, the
// runs of blocks that it is made of, and where anchors lead to.
func (lib *library) about(i int) string {
	d := &lib.docs[i]
	e := &lib.entries[d.entry]
	fields := []string{d.Anchor, oneLine(d.Title), "", string(lib.runs(i)), places(d.Places)}
	if d.first {
		fields[0], fields[2] = e.Address, oneLine(e.Context)
	}
	return strings.Join(fields, "\t")
}

// runs writes the blocks of a document as runs within classes: which class, from which of
// its blocks on, how many. The document's own class is 0, that of its heading 1, and those
// that it shares are counted from 2.
func (lib *library) runs(i int) []byte {
	var out []byte
	n := len(lib.docs)
	for _, s := range lib.docs[i].strands {
		if len(out) > longest {
			break // it serves to find excerpts, and there will be one
		}
		class := s.class - 2*n + 2
		switch s.class {
		case i:
			class = 0
		case n + i:
			class = 1
		}
		out = number(number(number(out, class), s.block), s.count)
	}
	return out
}

// places writes from which blocks on which anchors lead there.
func places(list []Place) string {
	var b strings.Builder
	for _, p := range list {
		if b.Len() > longest {
			break // what follows is reached by the page itself
		}
		if !strings.ContainsAny(p.Anchor, " \t\n") {
			b.WriteString(strconv.Itoa(p.Block) + " " + p.Anchor + " ")
		}
	}
	return b.String()
}

// oneLine is a text without what parts are divided by.
func oneLine(text string) string { return string(tidy(nil, []byte(text))) }

// A setScroll writes which documents classes stand in.
type setScroll struct {
	parts  [][]byte
	starts []int // the class that a part begins with, less the classes of single documents
}

// sets writes the members of the classes of several documents: how many they have in
// common with the class before, how many follow, and these, each by its distance.
func (lib *library) sets() setScroll {
	var s setScroll
	var now []byte
	var last []int32
	shared := lib.classes[2*len(lib.docs):]
	for i, c := range shared {
		if len(now) >= setPart {
			s.parts = append(s.parts, now)
			now = nil
		}
		if len(now) == 0 {
			s.starts = append(s.starts, i)
			last = nil
		}
		same := 0
		for same < len(last) && same < len(c.members) && last[same] == c.members[same] {
			same++
		}
		now = number(number(now, same), len(c.members)-same)
		before := int32(0)
		if same > 0 {
			before = last[same-1]
		}
		for _, m := range c.members[same:] {
			now = number(now, int(m-before))
			before = m
		}
		last = c.members
	}
	if len(now) > 0 {
		s.parts = append(s.parts, now)
	}
	return s
}
