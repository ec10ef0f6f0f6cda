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
	often  *frequent
}

// A frequent is a string that stands in more than often places, or a single character that
// one begins with, or none; next are those that are one character longer.
type frequent struct{ next map[uint16]*frequent }

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
	shares := c.shares()
	found := make([]map[uint16]*frequent, len(shares))
	parallel.Do(len(shares), func(i int) { found[i] = c.frequents(shares[i]) })
	for _, f := range found {
		maps.Copy(c.often.next, f)
	}
}

// share is how many places are worked on at a time.
const share = 500_000

// shares divides the places, never within those of the same first character.
func (c *concordance) shares() [][]int32 {
	var list [][]int32
	rest := c.places
	for len(rest) > share {
		n := share
		for n < len(rest) && c.text[rest[n]] == c.text[rest[n-1]] {
			n++
		}
		list, rest = append(list, rest[:n]), rest[n:]
	}
	return append(list, rest)
}

// frequents finds the strings that stand often among the places of a share, and puts these
// in their order.
func (c *concordance) frequents(places []int32) map[uint16]*frequent {
	s := sorter{concordance: c}
	c.eachNext(places, 0, func(_ uint16, run []int32) { s.order(run, 1) })
	found := map[uint16]*frequent{}
	c.eachPair(places, func(pair []int32) {
		if len(pair) <= often {
			return
		}
		first, second := c.text[pair[0]], c.text[pair[0]+1]
		if found[first] == nil {
			found[first] = &frequent{next: map[uint16]*frequent{}}
		}
		found[first].next[second] = s.split(pair, 2)
	})
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

// classAt finds the class of a place.
func (c *concordance) classAt(at int32) int32 {
	class := c.chunks[at>>6]
	for c.starts[class+1] <= at {
		class++
	}
	return class
}

// sort finds the places, and sorts them by the first character, by counting. Places of the
// same stay in their order.
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
	for i := 1; i < len(counts); i++ {
		counts[i] += counts[i-1]
	}
	c.places = make([]int32, counts[1<<16])
	pairs(func(at int, first uint16) {
		c.places[counts[first]] = int32(at)
		counts[first]++
	})
}

// eachPair calls do with those of the places where the same two characters stand, in turn.
func (c *concordance) eachPair(rest []int32, do func(places []int32)) {
	for len(rest) > 0 {
		a, b := c.text[rest[0]], c.text[rest[0]+1]
		n := 1
		for n < len(rest) && c.text[rest[n]] == a && c.text[rest[n]+1] == b {
			n++
		}
		do(rest[:n])
		rest = rest[n:]
	}
}

// A sorter sorts places by what stands behind them.
type sorter struct {
	*concordance
	counts [1 << 16]int32 // room to count characters in; zero between uses
	spare  []int32        // room for places
}

// split puts the places of a string of so many characters in the order of what follows
// it, as long as that stands often.
func (c *sorter) split(places []int32, length int32) *frequent {
	o := &frequent{next: map[uint16]*frequent{}}
	c.order(places, length)
	c.eachNext(places, length, func(next uint16, run []int32) {
		if next != 0 && len(run) > often && length+1 < deepest {
			o.next[next] = c.split(run, length+1)
		}
	})
	return o
}

// order puts places in the order of the character that stands so far behind them; those
// with the same stay in their order.
func (c *sorter) order(places []int32, behind int32) {
	var met []uint16
	for _, at := range places {
		u := c.text[at+behind]
		if c.counts[u] == 0 {
			met = append(met, u)
		}
		c.counts[u]++
	}
	if len(met) > 1 {
		slices.Sort(met)
		c.spare = append(c.spare[:0], places...)
		begin := int32(0)
		for _, u := range met {
			begin, c.counts[u] = begin+c.counts[u], begin
		}
		for _, at := range c.spare {
			u := c.text[at+behind]
			places[c.counts[u]] = at
			c.counts[u]++
		}
	}
	for _, u := range met {
		c.counts[u] = 0
	}
}

// eachNext calls do with each run of places that the same character stands so far behind.
func (c *concordance) eachNext(places []int32, behind int32, do func(next uint16, run []int32)) {
	for len(places) > 0 {
		next := c.text[places[0]+behind]
		n := 1
		for n < len(places) && c.text[places[n]+behind] == next {
			n++
		}
		do(next, places[:n])
		places = places[n:]
	}
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
	shares := c.shares()
	parts := make([][]part, len(shares))
	parallel.Do(len(shares), func(i int) {
		w := gramWriter{sorter: sorter{concordance: c}, tally: newTally(c), parts: packer{limit: gramPart}}
		c.eachPair(shares[i], w.pair)
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
	next := w.text[places[0]+length]
	if same := next == w.text[places[len(places)-1]+length]; same && o.next[next] != nil {
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
	w.eachNext(places, length, func(next uint16, run []int32) {
		w.gram[length] = next
		if o.next[next] != nil {
			w.split(run, length+1, o.next[next], tail.follow(next))
		} else if next != 0 {
			w.parts.room(0)
			w.whole(run, length+1, tail.follow(next))
		}
	})
}

// whole writes a gram that does not stand often: its places, less those where what follows
// its first character does stand often. These follow with longer grams.
func (w *gramWriter) whole(places []int32, length int32, tail *frequent) {
	stay, longer := w.part(places, length, tail)
	w.parts.key(w.gram[:length])
	w.parts.number(2 + len(stay))
	w.write(stay)
	w.order(longer, length)
	w.eachNext(longer, length, func(next uint16, run []int32) {
		w.gram[length] = next
		w.whole(run, length+1, tail.follow(next))
	})
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
		class := w.classAt(at)
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
	classes := t.some[:0]
	for _, at := range places {
		class := t.c.classAt(at)
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
