package search

import (
	"maps"
	"math/bits"
	"slices"

	"jinjie/cmd/jinjie/internal/parallel"
)

const (
	often   = 4096 // places beyond which a gram is split by what follows it
	deepest = 24   // characters beyond which none is
)

// A concordance finds places in the text of all classes.
type concordance struct {
	lib    *library
	text   []uint16 // folded; each block ends with 0
	starts []int32  // where each class begins in text, and where the last ends
	chunks []int32  // the class of text[64*i]
	places []int32  // sorted by the two characters that stand there, then by themselves
	shares []share
	often  *frequent
}

// A share is places that are worked on at a time: all that some characters stand at.
type share struct {
	places []int32
	firsts []run // the characters that stand there
	pairs  []run // the characters behind these
}

// A run is the places in a row where the same character stands, so many.
type run struct {
	char  uint16
	count int32
}

// A frequent is a string that stands in more than often places, or a single character that
// one begins with, or none; next are those that are one character longer.
type frequent struct {
	next map[uint16]*frequent
	runs []run // what follows it, in the order of its places
}

func (o *frequent) follow(c uint16) *frequent {
	if o == nil {
		return nil
	}
	return o.next[c]
}

// find finds and sorts the places.
func (c *concordance) find() {
	c.sort()
	c.often = &frequent{next: map[uint16]*frequent{}}
	found := make([]map[uint16]*frequent, len(c.shares))
	parallel.Do(len(c.shares), func(i int) { found[i] = c.frequents(&c.shares[i]) })
	for _, f := range found {
		maps.Copy(c.often.next, f)
	}
}

// enough is how many places make a share.
const enough = 500_000

// divide divides the places, which are in the order of the characters that stand there.
func (c *concordance) divide(firsts []run) {
	rest, from, size := c.places, 0, int32(0)
	for i, r := range firsts {
		if size += r.count; size >= enough || i == len(firsts)-1 {
			c.shares = append(c.shares, share{places: rest[:size], firsts: firsts[from : i+1]})
			rest, from, size = rest[size:], i+1, 0
		}
	}
}

// frequents finds the strings that stand often among the places of a share, and puts these
// in their order.
func (c *concordance) frequents(x *share) map[uint16]*frequent {
	s := sorter{concordance: c}
	found := map[uint16]*frequent{}
	rest := x.places
	for _, first := range x.firsts {
		pairs := s.order(rest[:first.count], 1)
		x.pairs = append(x.pairs, pairs...)
		for _, second := range pairs {
			if second.count > often {
				if found[first.char] == nil {
					found[first.char] = &frequent{next: map[uint16]*frequent{}}
				}
				found[first.char].next[second.char] = s.split(rest[:second.count], 2)
			}
			rest = rest[second.count:]
		}
	}
	return found
}

// lay lays out the text of the classes.
func lay(lib *library) *concordance {
	c := &concordance{lib: lib}
	size := 0
	for i := range lib.classes {
		for _, b := range lib.classes[i].blocks {
			size += len(b)/2 + 1
		}
	}
	c.text = make([]uint16, 0, size)
	for i := range c.lib.classes {
		c.starts = append(c.starts, int32(len(c.text)))
		for _, b := range c.lib.classes[i].blocks {
			c.text = append(fold(c.text, b), 0)
		}
	}
	c.starts = append(c.starts, int32(len(c.text)))
	class := int32(0)
	for at := 0; at < len(c.text); at += 64 {
		for c.starts[class+1] <= int32(at) {
			class++
		}
		c.chunks = append(c.chunks, class)
	}
	return c
}

// classAt finds the class of a place, which may be the one of the place before.
func (c *concordance) classAt(at, class int32) int32 {
	if c.starts[class] <= at && at < c.starts[class+1] {
		return class
	}
	class = c.chunks[at>>6]
	for c.starts[class+1] <= at {
		class++
	}
	return class
}

// sort finds the places, sorts them by the first character, by counting, and divides them.
// Places of the same stay in their order.
func (c *concordance) sort() {
	counts := make([]int32, 1<<16+1)
	pairs := func(do func(at int, first uint16)) {
		for i := 1; i < len(c.text); i++ {
			if c.text[i] != 0 && c.text[i-1] != 0 {
				do(i-1, c.text[i-1])
			}
		}
	}
	pairs(func(_ int, first uint16) { counts[int(first)+1]++ })
	var firsts []run
	for i := 1; i < len(counts); i++ {
		if counts[i] > 0 {
			firsts = append(firsts, run{uint16(i - 1), counts[i]})
		}
		counts[i] += counts[i-1]
	}
	c.places = make([]int32, counts[1<<16])
	pairs(func(at int, first uint16) {
		c.places[counts[first]] = int32(at)
		counts[first]++
	})
	c.divide(firsts)
}

// A sorter sorts places by what stands behind them.
type sorter struct {
	*concordance
	counts [1 << 16]int32 // room to count characters in; zero between uses
	spare  []int32        // room for places
	read   []uint16       // room for the characters behind them
}

// split puts the places of a string of so many characters in the order of what follows
// it, as long as that stands often.
func (s *sorter) split(places []int32, length int32) *frequent {
	o := &frequent{map[uint16]*frequent{}, s.order(places, length)}
	for _, r := range o.runs {
		if r.char != 0 && r.count > often && length+1 < deepest {
			o.next[r.char] = s.split(places[:r.count], length+1)
		}
		places = places[r.count:]
	}
	return o
}

// order puts places in the order of the character that stands so far behind them, and tells
// how they are ordered; those with the same stay in their order.
func (s *sorter) order(places []int32, behind int32) []run {
	s.read = s.read[:0]
	for _, at := range places { // from all over the text, and so by itself: waits overlap
		s.read = append(s.read, s.text[at+behind])
	}
	var met []uint16
	for _, u := range s.read {
		if s.counts[u] == 0 {
			met = append(met, u)
		}
		s.counts[u]++
	}
	slices.Sort(met)
	runs := make([]run, len(met))
	begin := int32(0)
	for i, u := range met {
		runs[i] = run{u, s.counts[u]}
		begin, s.counts[u] = begin+s.counts[u], begin
	}
	if len(met) > 1 {
		s.spare = append(s.spare[:0], places...)
		for i, at := range s.spare {
			u := s.read[i]
			places[s.counts[u]] = at
			s.counts[u]++
		}
	}
	for _, u := range met {
		s.counts[u] = 0
	}
	return runs
}

// A gramWriter writes grams into parts, in their order.
type gramWriter struct {
	sorter
	tally *tally
	parts packer
	gram  [deepest + 1]uint16 // what is being written
}

// grams writes all grams.
func (c *concordance) grams() []part {
	parts := make([][]part, len(c.shares))
	parallel.Do(len(c.shares), func(i int) {
		w := gramWriter{sorter: sorter{concordance: c}, tally: newTally(c), parts: packer{limit: gramPart}}
		rest := c.shares[i].places
		for _, second := range c.shares[i].pairs {
			w.pair(rest[:second.count])
			rest = rest[second.count:]
		}
		parts[i] = w.parts.finish()
	})
	return slices.Concat(parts...)
}

// pair writes all grams that begin with the same two characters.
func (w *gramWriter) pair(places []int32) {
	first, second := w.text[places[0]], w.text[places[0]+1]
	w.gram[0], w.gram[1] = first, second
	if o := w.often.follow(first).follow(second); o != nil {
		w.split(places, 2, o, w.often.follow(second))
		return
	}
	w.parts.room(0)
	w.whole(places, 2, w.often.follow(second))
}

// split writes a gram of so many characters that stands often, and all that begin with it.
// Of these o knows which stand often, and tail which do without the first character.
func (w *gramWriter) split(places []int32, length int32, o, tail *frequent) {
	if len(o.runs) == 1 && o.next[o.runs[0].char] != nil {
		w.parts.room(0)
		w.parts.key(w.gram[:length])
		w.parts.number(0) // what follows says the same of a longer gram
		w.parts.held = true
	} else {
		list := w.tally.of(places)
		w.parts.room(2 * len(list))
		w.parts.key(w.gram[:length])
		w.parts.number(1)
		w.parts.list(list)
	}
	for _, r := range o.runs {
		w.gram[length] = r.char
		if next := o.next[r.char]; next != nil {
			w.split(places[:r.count], length+1, next, tail.follow(r.char))
		} else if r.char != 0 {
			w.parts.room(0)
			w.whole(places[:r.count], length+1, tail.follow(r.char))
		}
		places = places[r.count:]
	}
}

// whole writes a gram that does not stand often: its places, less those where what follows
// its first character does stand often. These follow with longer grams.
func (w *gramWriter) whole(places []int32, length int32, tail *frequent) {
	stay, longer := w.part(places, length, tail)
	w.parts.key(w.gram[:length])
	w.parts.number(2 + len(stay))
	w.write(stay)
	for _, r := range w.order(longer, length) {
		w.gram[length] = r.char
		w.whole(longer[:r.count], length+1, tail.follow(r.char))
		longer = longer[r.count:]
	}
}

// part parts the places of a gram from those that belong to longer ones.
func (w *gramWriter) part(places []int32, length int32, tail *frequent) (stay, longer []int32) {
	if tail == nil || len(tail.next) == 0 || length == deepest {
		return places, nil
	}
	w.spare = w.spare[:0]
	n := 0
	for _, at := range places {
		if tail.next[w.text[at+length]] != nil {
			w.spare = append(w.spare, at)
		} else {
			places[n] = at
			n++
		}
	}
	copy(places[n:], w.spare)
	return places[:n], places[n:]
}

// write writes places. One in the same class as the one before: twice the distance. One in
// another: twice the distance of the classes, less one, and its offset in the class. Before
// the first stands the beginning of class 0.
func (w *gramWriter) write(places []int32) {
	lastClass, lastAt := int32(0), int32(0)
	for _, at := range places {
		class := w.classAt(at, lastClass)
		offset := at - w.starts[class]
		if class == lastClass {
			w.parts.number(int(2 * (offset - lastAt)))
		} else {
			w.parts.number(int(2*(class-lastClass) - 1))
			w.parts.number(int(offset))
		}
		lastClass, lastAt = class, offset
	}
}

// A hit is a document that something stands in.
type hit struct {
	doc     int32
	times   int32
	heading bool // in its heading too
}

// A tally counts documents.
type tally struct {
	c       *concordance
	classes []int32  // how often each was met; zero between uses
	docs    []hit    // zero between uses
	met     []uint64 // which of docs are not
	some    []int32  // room for classes
	list    []hit    // room for what is returned
}

func newTally(c *concordance) *tally {
	n := len(c.lib.docs)
	return &tally{c: c, classes: make([]int32, len(c.lib.classes)), docs: make([]hit, n), met: make([]uint64, n/64+1)}
}

// of lists the documents that some places are in, in their order; until it is called again.
func (t *tally) of(places []int32) []hit {
	classes, class := t.some[:0], int32(0)
	for _, at := range places {
		class = t.c.classAt(at, class)
		if t.classes[class] == 0 {
			classes = append(classes, class)
		}
		t.classes[class]++
	}
	t.some = classes
	for _, class := range classes {
		t.add(class, t.classes[class])
		t.classes[class] = 0
	}
	return t.take()
}

// add counts what stands so many times in a class.
func (t *tally) add(class, times int32) {
	t.c.lib.members(int(class), func(doc int, heading bool) {
		h := &t.docs[doc]
		h.doc = int32(doc)
		h.times += times
		h.heading = h.heading || heading
		t.met[doc/64] |= 1 << (doc % 64)
	})
}

// take returns what was counted, and begins anew.
func (t *tally) take() []hit {
	list := t.list[:0]
	for i, word := range t.met {
		for ; word != 0; word &= word - 1 {
			doc := 64*i + bits.TrailingZeros64(word)
			list = append(list, t.docs[doc])
			t.docs[doc] = hit{}
		}
		t.met[i] = 0
	}
	t.list = list
	return list
}
