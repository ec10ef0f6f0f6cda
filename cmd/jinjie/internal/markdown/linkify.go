package markdown

import (
	"bytes"
	"regexp"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	gmtext "github.com/yuin/goldmark/text"
)

// address is a bare address. What may end a sentence is no part of its end.
var address = regexp.MustCompile(`https?://[0-9A-Za-z][-0-9A-Za-z.]*(?::[0-9]+)?(?:[/?#][-0-9A-Za-z._~:/?#@!$&'()+,;=%]*)?`)

// linkAddresses makes links of bare addresses right behind a Chinese character or mark,
// as in “见https://a.cn。”. GitHub's rule, which wants white space there, is goldmark's part.
func linkAddresses(root ast.Node, source []byte) {
	for _, t := range runningTexts(root) {
		for _, m := range addressesIn(t.Segment, source) {
			t = splitLink(t, m)
		}
	}
}

// addressesIn finds the addresses of a text that become links.
func addressesIn(text gmtext.Segment, source []byte) []gmtext.Segment {
	var found []gmtext.Segment
	for _, m := range address.FindAllIndex(text.Value(source), -1) {
		from, to := text.Start+m[0], text.Start+m[1]
		before, _ := utf8.DecodeLastRune(source[text.Start:from])
		if !wide(before) || to == text.Stop && goesOn(source[to:]) {
			continue
		}
		found = append(found, gmtext.NewSegment(from, from+len(ended(source[from:to]))))
	}
	return found
}

// ended is an address without the marks that end the sentence around it, or close its
// brackets.
func ended(address []byte) []byte {
	for {
		said := bytes.TrimRight(address, ".,;:!?'")
		if bytes.HasSuffix(said, []byte(")")) && bytes.Count(said, []byte(")")) > bytes.Count(said, []byte("(")) {
			said = said[:len(said)-1]
		}
		if len(said) == len(address) {
			return said
		}
		address = said
	}
}

// splitLink makes a link of one stretch of t and returns the text behind it.
func splitLink(t *ast.Text, at gmtext.Segment) *ast.Text {
	link := ast.NewAutoLink(ast.AutoLinkURL, ast.NewTextSegment(at))
	link.SetPos(at.Start)
	return splitText(t, at, link)
}

// splitText puts a node in the place of one stretch of t and returns the text behind it.
func splitText(t *ast.Text, at gmtext.Segment, node ast.Node) *ast.Text {
	rest := ast.NewTextSegment(gmtext.NewSegment(at.Stop, t.Segment.Stop))
	rest.SetSoftLineBreak(t.SoftLineBreak())
	rest.SetHardLineBreak(t.HardLineBreak())
	t.Segment = gmtext.NewSegment(t.Segment.Start, at.Start)
	t.SetSoftLineBreak(false)
	t.SetHardLineBreak(false)
	parent := t.Parent()
	parent.InsertAfter(parent, t, node)
	parent.InsertAfter(parent, node, rest)
	return rest
}

// runningTexts lists the texts below root that are no code and no part of a link.
func runningTexts(root ast.Node) []*ast.Text {
	var texts []*ast.Text
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Link, *ast.Image, *ast.CodeSpan:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if entering && !n.IsRaw() {
				texts = append(texts, n)
			}
		}
		return ast.WalkContinue, nil
	})
	return texts
}

// goesOn tells whether an address at the end of a text goes on in what follows it, as
// in “https://a.cn/x_y”: rather no link than a wrong one.
func goesOn(after []byte) bool {
	return len(after) > 0 && after[0] > ' ' && after[0] < utf8.RuneSelf
}
