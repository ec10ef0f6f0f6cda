package markdown

import (
	"jinjie/cmd/jinjie/internal/diag"
)

// A Page is Markdown turned into HTML with holes: what a link, a reference or an image
// becomes is known only when all pages are. No syntax tree outlives it.
type Page struct {
	HTML       string // safe: no raw HTML, no scripts, no style attributes
	Holes      []Hole // by At
	Runs       []Run  // by Start
	Headings   []PageHeading
	Links      []Link
	References []Reference
	Blocks     []TextBlock
	Characters int  // Chinese characters and Latin words, for the reading time
	Unread     bool // something of it was too complex to be read: what it lacks, its source may hold
}

// A HoleKind says what belongs into a hole.
type HoleKind int

const (
	// RefHole takes a whole link for a reference.
	RefHole HoleKind = iota
	// HrefHole takes the escaped value of a link's href.
	HrefHole
	// ImageHole takes the attributes src, width and height of an image.
	ImageHole
	// WordHole takes a word of the interface.
	WordHole
)

// A Hole is a place in a page's HTML that is filled when pages are made.
type Hole struct {
	At    int // offset in HTML
	Kind  HoleKind
	Index int    // into References for a RefHole, into Links for a HrefHole or an ImageHole
	Word  string // of a WordHole: the word's key
}

// A Run is a stretch of plain running text in a page's HTML, outside links, headings and
// code: there, terms may be explained.
type Run struct{ Start, End int }

// A PageHeading is a heading of a page.
type PageHeading struct {
	Depth int // 1 to 6
	Text  string
	ID    string // its anchor, unique on the page
	Pos   diag.Pos
}

// A Link is a link or an image of a page, as written.
type Link struct {
	Destination string // markup and escapes taken away
	Image       bool
	Pos         diag.Pos
	Block       int // index into Blocks; -1 for an image, or where no block holds it
	Start, End  int // bytes of the block's text: its words
}

// A Reference is what stands between [[ and ]].
type Reference struct {
	Target string // as written, such as "1.1.1@中级"
	Label  string // as written behind “|”, or empty
	Pos    diag.Pos
	Block  int // index into Blocks
	Offset int // in the block's text: where the label stands; without one nothing stands there
}

// A TextBlock is the text of one paragraph, heading, cell, caption or piece of code. All
// blocks together are what a page shows, but for words of the interface and the numbers of
// footnotes. References without a label leave nothing in it: what they show is not known yet.
type TextBlock struct {
	Text   string
	Anchor string // of the heading above it, or empty
	Pos    diag.Pos
}

// Words lists the keys of all words that a [WordHole] can ask for.
func Words() []string {
	words := []string{"table", "task-open", "task-done", "footnote-back"}
	for _, sort := range admonitions {
		words = append(words, "adm-"+sort)
	}
	return words
}
