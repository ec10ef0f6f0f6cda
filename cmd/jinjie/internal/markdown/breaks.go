package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// joinLines takes away the line breaks in running text that a browser would show as a
// space where Chinese has none.
func joinLines(root ast.Node, source []byte) {
	var waiting *ast.Text // the last text, if a line break follows it
	last := ""
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeBlock {
			waiting, last = nil, ""
		}
		if !entering {
			return ast.WalkContinue, nil
		}
		if said := said(n, source); said != "" {
			if waiting != nil && joint(last, said) == "" {
				waiting.SetSoftLineBreak(false)
			}
			waiting, last = nil, said
		}
		if t, ok := n.(*ast.Text); ok && t.SoftLineBreak() {
			waiting = t
		}
		return ast.WalkContinue, nil
	})
}

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
		return n.shown()
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
	if strings.HasPrefix(whole, "&#") {
		value = string(util.ResolveNumericReferences([]byte(whole)))
	} else {
		value = string(util.ResolveEntityNames([]byte(whole)))
	}
	if value == whole {
		return text[:1], 1
	}
	return value, len(whole)
}

// joint is what a line break between two texts stands for: nothing between Chinese
// characters and beside full-width marks, else a space.
func joint(before, after string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	if fullMark(last) || fullMark(next) || wide(last) && wide(next) {
		return ""
	}
	return " "
}

// wide tells whether a character is Chinese, or a mark that is as wide in Chinese.
func wide(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo) ||
		c >= 0x3001 && c <= 0x303f || c >= 0xff01 && c <= 0xffef || strings.ContainsRune("“”‘’…—·", c)
}

// fullMark tells whether a character is a mark that is always wide, such as ， and not
// one such as ” that English shares.
func fullMark(c rune) bool {
	return wide(c) && c >= 0x3001 && unicode.In(c, unicode.P, unicode.S)
}
