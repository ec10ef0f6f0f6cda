package markdown

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// joinLines takes away the line breaks in running text that a browser would show as a
// space where Chinese has none.
func joinLines(root ast.Node, source []byte) {
	var waiting []*ast.Text // texts that a line break follows, with nothing said since
	last := ""
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeBlock {
			waiting, last = nil, ""
		}
		if !entering {
			return ast.WalkContinue, nil
		}
		if said := said(n, source); said != "" {
			if joint(last, said) == "" {
				for _, t := range waiting {
					t.SetSoftLineBreak(false)
				}
			}
			waiting, last = nil, said
		}
		if t, ok := n.(*ast.Text); ok && t.SoftLineBreak() {
			waiting = append(waiting, t)
		}
		if n.Kind() == ast.KindImage {
			return ast.WalkSkipChildren, nil // its words are an attribute
		}
		return ast.WalkContinue, nil
	})
}

// unknownEdge is what a line break is joined by beside what is not known yet, or no text:
// it is Chinese, or stands amid Chinese without a space.
const unknownEdge = "图"

// said is the text that an inline node itself says, its children aside.
func said(n ast.Node, source []byte) string {
	switch n := n.(type) {
	case *ast.Text:
		value := string(n.Segment.Value(source))
		if n.IsRaw() {
			return strings.NewReplacer("\r\n", " ", "\n", " ").Replace(value)
		}
		return unescape(value)
	case *ast.String:
		if !n.IsCode() { // code is an allowed tag
			return string(n.Value)
		}
	case *ast.AutoLink:
		return string(n.Label(source))
	case *refNode:
		return n.edge()
	case *ast.Image:
		return unknownEdge
	}
	return ""
}

// unescape resolves backslashes and character references (CommonMark 0.31, sections 2.4
// and 2.5).
func unescape(text string) string {
	if !strings.ContainsAny(text, `\&`) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		rest := text[i:]
		switch {
		case rest[0] == '\\' && len(rest) > 1 && util.IsPunct(rest[1]):
			b.WriteByte(rest[1])
			i += 2
		case rest[0] == '&':
			value, n := reference(rest)
			b.WriteString(value)
			i += n
		default:
			b.WriteByte(rest[0])
			i++
		}
	}
	return b.String()
}

// reference reads the character reference that text begins with, or its “&” alone, and
// tells how many bytes that are.
func reference(text string) (value string, n int) {
	end := strings.IndexByte(text[:min(len(text), 40)], ';')
	if end < 0 {
		return text[:1], 1
	}
	whole := text[:end+1]
	if m := numeric.FindStringSubmatch(whole); m != nil {
		code, base := m[1], 10
		if m[2] != "" {
			code, base = m[2], 16
		}
		c, _ := strconv.ParseInt(code, base, 32)
		if c == 0 || !utf8.ValidRune(rune(c)) {
			c = utf8.RuneError
		}
		return string(rune(c)), len(whole)
	}
	if value = string(util.ResolveEntityNames([]byte(whole))); value == whole {
		return text[:1], 1
	}
	return value, len(whole)
}

// numeric is a character reference by number.
var numeric = regexp.MustCompile(`^&#(?:([0-9]{1,7})|[xX]([0-9a-fA-F]{1,6}));$`)

// joint is what a line break between two texts stands for: nothing between Chinese
// characters, beside full-width marks and beside white space, else a space.
func joint(before, after string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	if fullMark(last) || fullMark(next) || unicode.IsSpace(last) || unicode.IsSpace(next) ||
		wide(last) && wide(next) || endsWide(before) || beginsWide(after) {
		return ""
	}
	return " "
}

// shared are the marks that Chinese has in common with other scripts.
const shared = "“”‘’…—―·"

// endsWide tells whether text ends in a shared mark that is Chinese by what it follows, as
// in “他说‘好’” and not in “Go’”.
func endsWide(text string) bool {
	bare := strings.TrimRight(text, shared)
	last, _ := utf8.DecodeLastRuneInString(bare)
	return len(bare) < len(text) && wide(last)
}

// beginsWide tells whether text begins with a shared mark that is Chinese by what follows.
func beginsWide(text string) bool {
	bare := strings.TrimLeft(text, shared)
	next, _ := utf8.DecodeRuneInString(bare)
	return len(bare) < len(text) && wide(next)
}

// wide tells whether a character is Chinese, or a mark that is as wide in Chinese.
func wide(c rune) bool {
	return unicode.In(c, unicode.Han, wides) || strings.ContainsRune(shared, c)
}

// wides are blocks of Unicode whose characters are as wide as Chinese ones: numbers in
// circles; marks, kana and signs of East Asia; vertical and small forms; full-width forms.
var wides = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x2460, Hi: 0x24ff, Stride: 1}, {Lo: 0x2776, Hi: 0x2793, Stride: 1},
	{Lo: 0x3001, Hi: 0x312f, Stride: 1}, {Lo: 0x3190, Hi: 0x33ff, Stride: 1},
	{Lo: 0xfe10, Hi: 0xfe1f, Stride: 1}, {Lo: 0xfe30, Hi: 0xfe6f, Stride: 1},
	{Lo: 0xff01, Hi: 0xffef, Stride: 1},
}}

// fullMark tells whether a character is a mark that is always wide, such as ， and not
// one such as ” that English shares.
func fullMark(c rune) bool {
	return c >= 0x3001 && wide(c) && unicode.In(c, unicode.P, unicode.S)
}
