// Package search reads what pages show, and makes of it an index that a browser searches
// without a server. No other package knows its format but the theme's scripts
// search-index.js, which reads it, and search.js, which asks it.
//
// # What is read
//
// [Read] takes the text within <main data-search> of a finished page, so that what is found
// is what pages show, whatever theme made them. Text is read in blocks: it runs on across
// the marks of a line, the numbers of footnotes (role="doc-noteref") and soft breaks, and
// ends where an element begins or ends that stands by itself. Left out are
//
//	data-nosearch, hidden, aria-hidden="true"                  whatever has them
//	nav, form, button, select, textarea, svg, script, style,   ways through the site, controls,
//	template, noscript, iframe, object, canvas, audio, video   and what is no text
//
// A page is a document. So is each element with an id and data-doc, which may name its kind:
// requirement, lesson or term; these are listed in their own groups. What stands in it does
// not belong to the page's own document. More is said by attributes, of the document that
// the element is or stands in:
//
//	data-doc-level="初级"     the level that it belongs to
//	data-doc-code="3.3.1"     the code that it is about
//	data-doc-title="志愿服务"  what it is called, if not by its first heading
//
// # What is found
//
// Every text of two characters or more, wherever it stands within a block, in exactly the
// documents that it stands in; width and case are folded, one character for one (see
// foldUnit). Codes, also without their stops, where they are no part of other numbers; the
// pinyin of titles, initials or in full, from any of their characters on. Several words mean
// pages that have all of them, the whole phrase first.
//
// # The parts
//
// search/index.js names the folder of the current index, which is called by its hash; all
// else stands there. Each part is a script that calls jinjie(name, text), since from a disk
// a browser loads nothing else. A browser loads r, and then what a question needs.
//
//	r      where everything is
//	g0 …   grams: where two characters or more stand
//	w0 …   words: codes, and the pinyin of titles
//	s0 …   sets: which documents share texts
//	d0 …   documents: what they are, and the texts that stand in them alone
//	c0 …   texts that are headings, or stand in several documents
//
// Numbers are written in 92 characters of ASCII (see number). Documents are numbered in the
// order in which results are listed: by group, current editions first. A text that stands in
// several documents is kept once. The blocks that stand in the same documents make a class
// (see library); the text of a class is its blocks, each followed by one character that
// stands for its end. A place is a class and an offset in its text, in UTF-16 units.
//
// A gram is a string of two characters. One that stands in more than 4096 places is split:
// all strings that are longer by one are grams too, and so on, to 24 characters. So that a
// text can be read from grams that stand seldom, a gram is also split where what follows its
// first character is one that was split. Each place is told with the longest gram that
// begins there. A gram that was split because it stands often tells its documents instead,
// which is what is asked for when it is the whole question. All grams are sorted by their
// characters, what begins with one behind it; what does not stand often is in one part.
//
// To find a text, take the longest gram that it begins with. If that is all of it, its
// documents or places are the answer. If not, it does not stand often; keep those of its
// places behind which the places of the next gram follow, and so on to the end. As soon as
// few are left, look them up in the texts, which will be shown anyway. No step needs more
// than 4096 places, whatever the size of the site.
//
// Entries of g and w: a key (how many characters it has in common with the one before, how
// many follow, these), then in w a list of documents, in g a number: 0, the documents are
// those of the next entry; 1, a list of documents follows; n+2, n places follow. Lists of
// documents: how many, then for each its distance times four, plus 3 if it is headed by it,
// 2 or 1 if it says so often. Places: see gramWriter. Entries of s: see sets. Parts d and c
// hold items that end with U+0002, d with what is said of a document before U+0003; an item
// that is too long goes on in the next part.
//
// r holds, between U+0002: the number of documents; where the parts of d begin, and of c; of
// s; the first keys of g, and of w; the levels' names; and the sorts of documents (see shapes).
package search

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"strings"
)

// Dir is the folder of a site that holds the index, and Pointer the file in it that says
// which index is the current one. It alone keeps its address.
const (
	Dir     = "search/"
	Pointer = Dir + "index.js"
)

// A File is a part of the index.
type File struct {
	Path string // from the site's root, such as "search/1f3a…/g0.js"
	Data []byte
}

// An Index is a finished index. It depends on the pages and their order alone.
type Index struct {
	Hash  string // of all parts; the folder that they stand in
	Files []File // the pointer first
}

// Build makes the index of pages, which come in the order in which they are listed.
func Build(pages []Entry) Index {
	lib := arrange(pages)
	c := lay(lib)
	words := c.words()
	docs, classes, sets := lib.docTexts(), lib.classTexts(), lib.sets()
	levels, kinds := lib.shapes()
	lib.forget()
	if len(c.text) > 1<<20 {
		runtime.GC() // what was let go of is as much as what follows needs
	}
	c.find()
	grams := c.grams()
	r := root{len(lib.docs), docs.starts, classes.starts, sets.starts, firsts(grams), firsts(words), levels, kinds}
	var x Index
	x.add("r", r.text())
	x.addAll("g", data(grams))
	x.addAll("w", data(words))
	x.addAll("d", docs.parts)
	x.addAll("c", classes.parts)
	x.addAll("s", sets.parts)
	x.seal()
	return x
}

// data takes the data out of parts.
func data(parts []part) [][]byte {
	list := make([][]byte, len(parts))
	for i := range parts {
		list[i], parts[i].data = parts[i].data, nil
	}
	return list
}

// addAll adds parts under numbered names, and lets go of each.
func (x *Index) addAll(name string, parts [][]byte) {
	for i := range parts {
		x.add(fmt.Sprint(name, i), parts[i])
		parts[i] = nil
	}
}

// add adds a part: a script that calls one function with the part's name and its text.
func (x *Index) add(name string, text []byte) {
	out := make([]byte, 0, len(text)+len(text)/32+32)
	out = append(out, `jinjie("`+name+`",`...)
	out = append(literal(out, text), ")\n"...)
	x.Files = append(x.Files, File{name + ".js", out})
}

// seal names the folder of the parts, and adds the pointer to it.
func (x *Index) seal() {
	h := sha256.New()
	for _, f := range x.Files {
		fmt.Fprintf(h, "%s %d\n", f.Path, len(f.Data))
		h.Write(f.Data)
	}
	x.Hash = hex.EncodeToString(h.Sum(nil)[:8])
	for i := range x.Files {
		x.Files[i].Path = Dir + x.Hash + "/" + x.Files[i].Path
	}
	x.Files = slices.Insert(x.Files, 0, File{Pointer, fmt.Appendf(nil, "jinjie(\"\",%q)\n", x.Hash)})
}

// A root says where everything is.
type root struct {
	count         int // of documents
	docs, classes []stretch
	sets          []int
	grams, words  []byte
	levels        []string
	kinds         string
}

// text writes the root: see the package comment.
func (r root) text() []byte {
	return []byte(strings.Join([]string{
		string(number(nil, r.count)),
		string(ascending(nil, r.docs)),
		string(ascending(nil, r.classes)),
		string(distances(nil, r.sets)),
		string(r.grams),
		string(r.words),
		strings.Join(r.levels, "\n"),
		r.kinds,
	}, string(endItem)))
}

// ascending writes where parts of texts begin: how far each item is from the one before,
// and the offset in it.
func ascending(out []byte, starts []stretch) []byte {
	last := 0
	for _, s := range starts {
		out = number(number(out, s.item-last), s.offset)
		last = s.item
	}
	return out
}

func distances(out []byte, list []int) []byte {
	last := 0
	for _, n := range list {
		out = number(out, n-last)
		last = n
	}
	return out
}

// firsts writes the first keys of parts, as the keys in a part are written.
func firsts(parts []part) []byte {
	var p packer
	for _, x := range parts {
		p.key(x.first)
	}
	return p.now.data
}

// shapes writes of what sort documents are. Pages whose documents have the same groups and
// levels have one shape; a row of such pages is written as the shape's number and how many
// they are. Behind U+0003 follow the shapes: whether outdated, how many documents, and of
// each its group plus four times its level, counted from one.
func (lib *library) shapes() (levels []string, kinds string) {
	var rows, shapes []byte
	known := map[string]int{}
	last, count := -1, 0
	flush := func() {
		if count > 0 {
			rows = number(number(rows, last), count)
		}
	}
	for i := 0; i < len(lib.docs); {
		e := &lib.entries[lib.docs[i].entry]
		shape := number(number(nil, number01(e.Outdated)), len(e.Page.Docs))
		for range e.Page.Docs {
			d := &lib.docs[i]
			shape = number(shape, int(d.group)+4*level(&levels, d.Level))
			i++
		}
		n, ok := known[string(shape)]
		if !ok {
			n = len(known)
			known[string(shape)] = n
			shapes = append(shapes, shape...)
		}
		if n != last {
			flush()
			last, count = n, 0
		}
		count++
	}
	flush()
	return levels, string(rows) + string(endAbout) + string(shapes)
}

// level is the number of a level's name, counted from one; 0 is none.
func level(names *[]string, name string) int {
	name = oneLine(name)
	if name == "" {
		return 0
	}
	i := slices.Index(*names, name)
	if i < 0 {
		i = len(*names)
		*names = append(*names, name)
	}
	return i + 1
}
