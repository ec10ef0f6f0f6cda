package search

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
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
	c := newConcordance(lib)
	docs, classes, sets := lib.docTexts(), lib.classTexts(), lib.sets()
	words, grams := c.words(), c.grams()
	var x Index
	x.add("r", []byte(lib.root(docs, classes, sets, grams, words)))
	x.addAll("g", data(grams))
	x.addAll("w", data(words))
	x.addAll("d", docs.parts)
	x.addAll("c", classes.parts)
	x.addAll("s", sets.parts)
	x.seal()
	return x
}

func data(parts []part) [][]byte {
	var list [][]byte
	for _, p := range parts {
		list = append(list, p.data)
	}
	return list
}

// addAll adds parts under numbered names.
func (x *Index) addAll(name string, parts [][]byte) {
	for i, p := range parts {
		x.add(fmt.Sprint(name, i), p)
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

// root says where everything is: see the package comment for its seven texts.
func (lib *library) root(docs, classes *scroll, sets setScroll, grams, words []part) string {
	levels, kinds := lib.shapes()
	fields := []string{
		string(number(nil, len(lib.docs))),
		string(ascending(nil, docs.starts)),
		string(ascending(nil, classes.starts)),
		string(distances(nil, sets.starts)),
		string(firsts(grams)),
		string(firsts(words)),
		strings.Join(levels, "\n"),
		kinds,
	}
	return strings.Join(fields, string(endItem))
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
