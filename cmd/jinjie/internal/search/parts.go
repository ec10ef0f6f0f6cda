package search

import (
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// How large parts become, in bytes: as soon as one has so much it ends. What cannot be cut
// makes them larger.
const (
	gramPart = 16 << 10
	textPart = 12 << 10
	setPart  = 8 << 10
	wordPart = 12 << 10
	fullPart = 48 << 10 // beyond which something large gets a part of its own
)

// A part is a piece of the index that is loaded as a whole.
type part struct {
	first []uint16 // its first key
	data  []byte
}

// A packer fills parts with entries whose keys ascend.
type packer struct {
	limit int
	parts []part
	now   part
	last  []uint16 // the key before
	held  bool     // the next entry must stand in the same part
}

// room ends the part if it is full, or has no room for something as large as that.
func (p *packer) room(size int) {
	if len(p.now.data) > 0 && !p.held && (len(p.now.data) >= p.limit || len(p.now.data)+size > fullPart) {
		p.parts = append(p.parts, p.now)
		p.now, p.last = part{}, nil
	}
	p.held = false
}

// key begins an entry: how many characters its key has in common with the one before, how
// many follow, and those.
func (p *packer) key(key []uint16) {
	if len(p.now.data) == 0 {
		p.now = part{slices.Clone(key), make([]byte, 0, p.limit+p.limit/8)}
	}
	same := 0
	for same < len(p.last) && same < len(key) && p.last[same] == key[same] {
		same++
	}
	p.number(same)
	p.number(len(key) - same)
	p.now.data = characters(p.now.data, key[same:])
	p.last = append(p.last[:0], key...)
}

// characters appends UTF-16 units as text. One of the two that make up a character beyond
// U+FFFF cannot stand in a text by itself: behind U+0001 stands another in its place.
func characters(out []byte, units []uint16) []byte {
	for _, u := range units {
		if utf16.IsSurrogate(rune(u)) {
			out = append(out, 1)
			u -= 0xd700
		}
		out = utf8.AppendRune(out, rune(u))
	}
	return out
}

func (p *packer) number(n int) { p.now.data = number(p.now.data, n) }

// list writes documents: how many, and for each how far it is from the one before, times
// four, with a mark: 3 in its heading, 2 four times or more, 1 twice or more.
func (p *packer) list(list []hit) {
	p.number(len(list))
	last := int32(0)
	for _, h := range list {
		mark := 0
		switch {
		case h.heading:
			mark = 3
		case h.times >= 4:
			mark = 2
		case h.times >= 2:
			mark = 1
		}
		p.number(int(h.doc-last)*4 + mark)
		last = h.doc
	}
}

func (p *packer) finish() []part {
	if len(p.now.data) > 0 {
		p.parts = append(p.parts, p.now)
	}
	return p.parts
}
