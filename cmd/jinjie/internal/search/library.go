package search

import (
	"cmp"
	"slices"
	"strings"
)

// A Group is a sort of results.
type Group int

// The groups, in the order in which they are shown.
const (
	Requirements Group = iota
	Lessons
	Terms
	Others
)

// sectionGroups are the groups of sections that are documents, by what data-doc says.
var sectionGroups = map[string]Group{"requirement": Requirements, "lesson": Lessons, "term": Terms}

// An Entry is a page that is searched.
type Entry struct {
	Address  string // such as "590008/1.1.1.html"
	Group    Group  // of the page's own document
	Context  string // what it belongs to, as a result names it, or empty
	Outdated bool   // it belongs to an edition that is no longer current
	Page     Page
}

// A library is the documents of a site, each text once.
//
// A class is the set of documents in which a block stands. Blocks of one class stand
// together; the classes are numbered, and with them their text:
//
//	0 … n-1    what stands in document d alone: class d
//	n … 2n-1   the heading of document d, where it stands nowhere else: class n+d
//	2n …       what stands in several documents, by the first of them
type library struct {
	entries []Entry
	docs    []document
	classes []class
}

// A document is one of a page's, in the order of the library.
type document struct {
	*Doc
	entry   int
	first   bool // it is its page's own
	group   Group
	strands []strand // its blocks in their order
}

// A strand is a run of blocks of one class.
type strand struct{ class, block, count int }

// A class is the blocks that stand in the same documents.
type class struct {
	members []int32 // documents, times two, plus one where the blocks head them; nil: what its number says
	blocks  []string
}

// arrange puts pages in the order in which results are listed, and their blocks into classes.
func arrange(entries []Entry) *library {
	lib := &library{entries: slices.Clone(entries)}
	slices.SortStableFunc(lib.entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(number01(a.Outdated), number01(b.Outdated)))
	})
	for i := range lib.entries {
		e := &lib.entries[i]
		for j := range e.Page.Docs {
			d := document{Doc: &e.Page.Docs[j], entry: i, first: j == 0, group: e.Group}
			if g, ok := sectionGroups[d.Kind]; ok {
				d.group = g
			}
			lib.docs = append(lib.docs, d)
		}
	}
	lib.classify()
	return lib
}

func number01(b bool) int {
	if b {
		return 1
	}
	return 0
}

// crowd is how many documents a class may have and still stand with the first of them;
// those of more stand at the end, where they are in nobody's way.
const crowd = 64

// classify finds the classes.
func (lib *library) classify() {
	n := len(lib.docs)
	stands, blocks := lib.standings()
	lib.classes = make([]class, 2*n)
	place := make([]struct{ class, block int32 }, len(blocks))
	shared := map[string]int32{} // by members
	var sets [][]int32
	var waiting []int32 // blocks of shared classes, by the first place where they stand
	for id, members := range stands {
		switch {
		case len(members) > 1:
			key := bytesOf(members)
			set, ok := shared[key]
			if !ok {
				set = int32(len(sets))
				shared[key] = set
				sets = append(sets, members)
			}
			place[id].class = set
			waiting = append(waiting, int32(id))
		case members[0]%2 == 0:
			place[id].class = members[0] / 2
			place[id].block = lib.put(members[0]/2, blocks[id])
		default:
			place[id].class = int32(n) + members[0]/2
			place[id].block = lib.put(place[id].class, blocks[id])
		}
	}
	number := lib.addShared(sets)
	for _, id := range waiting {
		place[id].class = number[place[id].class]
		place[id].block = lib.put(place[id].class, blocks[id])
	}
	lib.thread(func(id int32) (int, int) { return int(place[id].class), int(place[id].block) })
}

func (lib *library) put(class int32, block string) int32 {
	c := &lib.classes[class]
	c.blocks = append(c.blocks, block)
	return int32(len(c.blocks) - 1)
}

// standings lists the distinct blocks in the order in which they are first met, and for
// each its members as a class has them. The blocks of documents are told by number in
// place of their text.
func (lib *library) standings() (stands [][]int32, blocks []string) {
	known := map[string]int32{}
	for i, d := range lib.docs {
		lib.docs[i].strands = make([]strand, 0, len(d.Blocks))
		for j, text := range d.Blocks {
			id, ok := known[text]
			if !ok {
				id = int32(len(blocks))
				known[text] = id
				blocks = append(blocks, text)
				stands = append(stands, nil)
			}
			member := int32(2 * i)
			if j == d.Head {
				member++
			}
			s := stands[id]
			if k := len(s) - 1; k >= 0 && s[k]/2 == member/2 {
				s[k] = max(s[k], member)
			} else {
				stands[id] = append(s, member)
			}
			lib.docs[i].strands = append(lib.docs[i].strands, strand{int(id), 0, 1})
		}
	}
	return stands, blocks
}

// addShared adds classes for sets of documents, and returns the number of each.
func (lib *library) addShared(sets [][]int32) []int32 {
	order := make([]int32, len(sets))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		x, y := sets[a], sets[b]
		return cmp.Or(cmp.Compare(number01(len(x) > crowd), number01(len(y) > crowd)), slices.Compare(x, y))
	})
	number := make([]int32, len(sets))
	for _, i := range order {
		number[i] = int32(len(lib.classes))
		lib.classes = append(lib.classes, class{members: sets[i]})
	}
	return number
}

// thread writes the blocks of each document as runs within classes.
func (lib *library) thread(place func(id int32) (class, block int)) {
	for i := range lib.docs {
		d := &lib.docs[i]
		runs := d.strands[:0]
		for _, s := range d.strands {
			class, block := place(int32(s.class))
			if k := len(runs) - 1; k >= 0 && runs[k].class == class && runs[k].block+runs[k].count == block {
				runs[k].count++
			} else {
				runs = append(runs, strand{class, block, 1})
			}
		}
		d.strands = runs
	}
}

// forget lets go of the texts, once they are written: they are the larger part of it all.
func (lib *library) forget() {
	lib.entries = nil
	for i := range lib.docs {
		lib.docs[i] = document{}
	}
	for i := range lib.classes {
		lib.classes[i].blocks = nil
	}
}

// members calls do for each document of a class.
func (lib *library) members(c int, do func(doc int, heading bool)) {
	switch n := len(lib.docs); {
	case c < n:
		do(c, false)
	case c < 2*n:
		do(c-n, true)
	default:
		for _, m := range lib.classes[c].members {
			do(int(m/2), m%2 == 1)
		}
	}
}

// bytesOf is a list as a key.
func bytesOf(list []int32) string {
	var b strings.Builder
	for _, n := range list {
		b.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)})
	}
	return b.String()
}
