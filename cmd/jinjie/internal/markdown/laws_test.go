package markdown

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/diag"
)

// laws holds what is true of every text, be it sense or not.
func laws(t *testing.T, text string) {
	t.Helper()
	page, problems := render(text)
	for _, fault := range slices.Concat(
		tagFaults(filled(page)), textFaults(page), referenceFaults(page), linkFaults(page),
		runFaults(page), holeFaults(page), headingFaults(page), problemFaults(problems),
		lineEndFaults(text, page, problems),
	) {
		t.Errorf("%q becomes %q: %s", text, page.HTML, fault)
	}
}

// tagsIn are the tags that a page may have, with the attributes that each may have.
var tagsIn = map[string]string{
	"p": "class", "ul": "", "ol": "start", "li": "id class", "blockquote": "", "hr": "", "br": "",
	"h1": "id", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id",
	"pre": "tabindex", "code": "class", "span": "class role aria-label", "figure": "class", "figcaption": "",
	"em": "", "strong": "", "del": "", "sup": "id", "sub": "", "kbd": "", "mark": "", "ruby": "", "rt": "",
	"a": "href rel title class role aria-label", "img": "src alt loading decoding title",
	"table": "", "thead": "", "tbody": "", "tr": "", "th": "class", "td": "class", "div": "class tabindex role aria-label",
	"dl": "", "dt": "", "dd": "", "details": "", "summary": "",
}

// within tells in which tag alone a tag may stand.
var within = map[string]string{
	"li": "ul ol", "thead": "table", "tbody": "table", "tr": "thead tbody", "th": "tr", "td": "tr", "dt": "dl", "dd": "dl",
	"figcaption": "figure", "summary": "details", "rt": "ruby", "pre": "figure", "table": "div",
}

var (
	anyPiece   = regexp.MustCompile(`<[^<>]*>|[^<>]+|[<>]`)
	oneTag     = regexp.MustCompile(`^<(/?)([a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)>$`)
	oneAttr    = regexp.MustCompile(` ([a-z-]+)="([^"]*)"`)
	ampersand  = regexp.MustCompile(`&(?:amp|lt|gt|quot|#[0-9]+);|&`)
	blockTag   = regexp.MustCompile(`^(?:p|ul|ol|li|blockquote|hr|h[1-6]|pre|figure|figcaption|table|thead|tbody|tr|th|td|div|dl|dt|dd|details|summary|section)$`)
	inlineIn   = regexp.MustCompile(`^(?:p|h[1-6]|th|td|dt|summary|figcaption|pre|em|strong|del|a|sup|sub|kbd|mark|ruby|rt|span|code)$`)
	stripped   = regexp.MustCompile(`<[^>]*>`)
	notRunning = regexp.MustCompile(`^(?:a|h[1-6]|code|summary|dt|figcaption)$`)
	tagBegin   = regexp.MustCompile(`<(/?)([a-z0-9]+)`)
	unsafe     = regexp.MustCompile(`(?i)^\s*(?:javascript|vbscript|data):`)
)

// tagFaults tells what is wrong with HTML, more strictly than a browser: which tags and
// attributes it has, what stands in what, and that all is closed and escaped.
func tagFaults(page string) (faults []string) {
	var open []string
	for _, piece := range anyPiece.FindAllString(page, -1) {
		if len(piece) < 2 || piece[0] != '<' {
			if slices.Contains(ampersand.FindAllString(piece, -1), "&") || piece == "<" || piece == ">" {
				faults = append(faults, fmt.Sprintf("%q is not escaped", piece))
			}
			continue
		}
		m := oneTag.FindStringSubmatch(piece)
		if m == nil {
			return append(faults, piece+" is no tag")
		}
		name := m[2]
		if m[1] != "" {
			if len(open) == 0 || open[len(open)-1] != name {
				return append(faults, piece+" closes nothing")
			}
			open = open[:len(open)-1]
			continue
		}
		faults = append(faults, misplaced(name, open)...)
		faults = append(faults, attributeFaults(name, m[3])...)
		if name != "br" && name != "hr" && name != "img" {
			open = append(open, name)
		}
	}
	if len(open) > 0 {
		faults = append(faults, "<"+open[len(open)-1]+"> is left open")
	}
	return faults
}

func misplaced(name string, open []string) (faults []string) {
	parent := ""
	if len(open) > 0 {
		parent = open[len(open)-1]
	}
	if wanted, ok := within[name]; ok && !slices.Contains(strings.Fields(wanted), parent) {
		faults = append(faults, fmt.Sprintf("<%s> stands in <%s>", name, parent))
	}
	for _, outer := range open {
		if name == "a" && outer == "a" || blockTag.MatchString(name) && inlineIn.MatchString(outer) {
			faults = append(faults, fmt.Sprintf("<%s> stands within <%s>", name, outer))
		}
	}
	return faults
}

func attributeFaults(name, attributes string) (faults []string) {
	allowed, ok := tagsIn[name]
	if !ok {
		faults = append(faults, "<"+name+"> is passed on")
	}
	for _, m := range oneAttr.FindAllStringSubmatch(attributes, -1) {
		switch {
		case !slices.Contains(strings.Fields(allowed), m[1]):
			faults = append(faults, fmt.Sprintf("<%s> has %s", name, m[1]))
		case slices.Contains(ampersand.FindAllString(m[2], -1), "&"):
			faults = append(faults, fmt.Sprintf("%q is not escaped", m[2]))
		case (m[1] == "href" || m[1] == "src") && unsafe.MatchString(html.UnescapeString(m[2])):
			faults = append(faults, "it leads to "+m[2])
		}
	}
	return faults
}

// textFaults compares the texts of a page's blocks with what its HTML shows, block by block.
func textFaults(page Page) (faults []string) {
	var want []string
	for _, b := range page.Blocks {
		if b.Text != "" {
			want = append(want, b.Text)
		}
	}
	got := shownTexts(page)
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) {
			return append(faults, fmt.Sprintf("it shows %q and says %q", got, want))
		}
		g, w := got[i], want[i]
		space := " "
		if strings.Contains(g, "\v") { // a break that the reader sees, and a search does not
			space = ""
		}
		if strings.Join(strings.Fields(g), space) != strings.Join(strings.Fields(w), space) {
			faults = append(faults, fmt.Sprintf("it shows %q and says %q", g, w))
		}
	}
	return faults
}

var (
	noteMark = regexp.MustCompile(`<sup id="fnref[^>]*>.*?</sup>|&#160;<a class="back"[^>]*>↩</a>`)
	image    = regexp.MustCompile(`<img [^>]*>`)
)

// shownTexts are the texts of a page as a browser shows them, with "\v" for <br>.
func shownTexts(page Page) (texts []string) {
	var b strings.Builder
	at := 0
	for _, h := range page.Holes {
		b.WriteString(page.HTML[at:h.At])
		at = h.At
		if h.Kind == RefHole {
			b.WriteString(escape(page.References[h.Index].Label))
		}
	}
	rest := image.ReplaceAllString(noteMark.ReplaceAllString(b.String()+page.HTML[at:], ""), "")
	var text strings.Builder
	flush := func() {
		if said := html.UnescapeString(text.String()); strings.Trim(said, "\v") != "" && strings.TrimSpace(said) != "" {
			texts = append(texts, said)
		}
		text.Reset()
	}
	for _, piece := range anyPiece.FindAllString(rest, -1) {
		m := oneTag.FindStringSubmatch(piece)
		switch {
		case m == nil:
			text.WriteString(piece)
		case m[2] == "br":
			text.WriteString("\v")
		case blockTag.MatchString(m[2]):
			flush()
		}
	}
	flush()
	return texts
}

func referenceFaults(page Page) (faults []string) {
	last := Reference{}
	for _, r := range page.References {
		if r.Block < 0 || r.Block >= len(page.Blocks) || r.Offset < 0 || r.Offset > len(page.Blocks[r.Block].Text) {
			faults = append(faults, fmt.Sprintf("the reference %+v stands nowhere", r))
			continue
		}
		if rest := page.Blocks[r.Block].Text[r.Offset:]; !strings.HasPrefix(rest, r.Label) || len(rest) > 0 && !utf8.RuneStart(rest[0]) {
			faults = append(faults, fmt.Sprintf("the reference %+v stands before %q", r, rest))
		}
		if r.Block < last.Block || r.Block == last.Block && r.Offset < last.Offset {
			faults = append(faults, fmt.Sprintf("the reference %+v is out of order", r))
		}
		if r.Target == "" || r.Pos.Line < 1 {
			faults = append(faults, fmt.Sprintf("the reference %+v has no target or no place", r))
		}
		last = r
	}
	return faults
}

// linkFaults compares the words of the links into the site with what stands in their tags.
func linkFaults(page Page) (faults []string) {
	for i, l := range page.Links {
		if l.Block >= len(page.Blocks) || l.Block < 0 && l.Block != -1 || l.Pos.Line < 1 || l.Destination == "" {
			faults = append(faults, fmt.Sprintf("the link %+v stands nowhere", l))
		}
		if l.Block < 0 {
			continue
		}
		text := page.Blocks[l.Block].Text
		if l.Start < 0 || l.End < l.Start || l.End > len(text) {
			faults = append(faults, fmt.Sprintf("the link %+v is not in %q", l, text))
			continue
		}
		hole := slices.IndexFunc(page.Holes, func(h Hole) bool { return h.Kind == HrefHole && h.Index == i })
		if hole < 0 {
			continue
		}
		tag, _, _ := strings.Cut(page.HTML[page.Holes[hole].At:], "</a>")
		_, words, _ := strings.Cut(tag, ">")
		words = html.UnescapeString(stripped.ReplaceAllString(strings.ReplaceAll(words, "<br>", " "), ""))
		if squeeze(words) != squeeze(text[l.Start:l.End]) {
			faults = append(faults, fmt.Sprintf("the link %+v says %q in the text and %q in the page", l, text[l.Start:l.End], words))
		}
	}
	return faults
}

func squeeze(text string) string { return strings.Join(strings.Fields(text), "") }

func runFaults(page Page) (faults []string) {
	last := 0
	for _, r := range page.Runs {
		if r.Start < last || r.End <= r.Start || r.End > len(page.HTML) {
			return append(faults, fmt.Sprintf("the run %+v is out of order", r))
		}
		if said := page.HTML[r.Start:r.End]; strings.ContainsAny(said, "<>\"") || !utf8.ValidString(said) {
			faults = append(faults, fmt.Sprintf("the run %q is no text", said))
		}
		if slices.ContainsFunc(page.Holes, func(h Hole) bool { return r.Start < h.At && h.At < r.End }) {
			faults = append(faults, fmt.Sprintf("the run %q has a hole", page.HTML[r.Start:r.End]))
		}
		if slices.ContainsFunc(openAt(page.HTML[:r.Start]), notRunning.MatchString) {
			faults = append(faults, fmt.Sprintf("the run %q is not running text", page.HTML[r.Start:r.End]))
		}
		last = r.End
	}
	return faults
}

// openAt are the tags that are open at the end of a piece of HTML.
func openAt(piece string) (open []string) {
	if len(piece) > 10000 {
		return nil // checking each run of a long page would take the square of its length
	}
	for _, m := range tagBegin.FindAllStringSubmatch(piece, -1) {
		switch {
		case m[2] == "br" || m[2] == "hr" || m[2] == "img":
		case m[1] == "":
			open = append(open, m[2])
		case len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	return open
}

func holeFaults(page Page) (faults []string) {
	if strings.Contains(page.HTML, mark) {
		faults = append(faults, "a mark is left")
	}
	last := 0
	refs := 0
	for _, h := range page.Holes {
		if h.At < last || h.At > len(page.HTML) {
			return append(faults, fmt.Sprintf("the hole %+v is out of order", h))
		}
		last = h.At
		before := page.HTML[:h.At]
		ok := true
		switch h.Kind {
		case RefHole:
			ok = h.Index == refs && strings.LastIndex(before, "<") <= strings.LastIndex(before, ">")
			refs++
		case HrefHole:
			ok = h.Index < len(page.Links) && !page.Links[h.Index].Image && strings.HasSuffix(before, `<a href="`)
		case ImageHole:
			ok = h.Index < len(page.Links) && page.Links[h.Index].Image && strings.HasSuffix(before, "<img ")
		case WordHole:
			ok = slices.Contains(Words(), h.Word)
		}
		if !ok {
			faults = append(faults, fmt.Sprintf("the hole %+v is wrong", h))
		}
	}
	if refs != len(page.References) {
		faults = append(faults, fmt.Sprintf("%d references have %d holes", len(page.References), refs))
	}
	return faults
}

func headingFaults(page Page) (faults []string) {
	seen := map[string]bool{}
	for _, h := range page.Headings {
		if h.ID == "" || seen[h.ID] || strings.ContainsFunc(h.ID, unicode.IsSpace) || h.Pos.Line < 1 {
			faults = append(faults, fmt.Sprintf("the heading %+v has no anchor of its own, or no place", h))
		}
		seen[h.ID] = true
	}
	return faults
}

func problemFaults(problems []diag.Diagnostic) (faults []string) {
	for _, p := range problems {
		if p.Pos.Line < 1 || p.Message == "" || p.Hint == "" {
			faults = append(faults, fmt.Sprintf("the problem %+v has no place, no message or no cure", p))
		}
	}
	return faults
}

// lineEndFaults holds that a text says the same with the line ends of Windows and of old
// Macs, and that its problems stand at the same places.
func lineEndFaults(text string, page Page, problems []diag.Diagnostic) (faults []string) {
	if strings.Contains(text, "\r") {
		return nil
	}
	for _, end := range []string{"\r\n", "\r"} {
		other, found := render(strings.ReplaceAll(text, "\n", end))
		if other.HTML != page.HTML || codes(found) != codes(problems) {
			return append(faults, fmt.Sprintf("with %q it becomes %q, %v", end, other.HTML, found))
		}
		for i, p := range found {
			if p.Pos != problems[i].Pos {
				faults = append(faults, fmt.Sprintf("with %q a problem moves from %v to %v", end, problems[i].Pos, p.Pos))
			}
		}
	}
	return faults
}
