package markdown

import (
	"regexp"
	"strings"
)

// inline are the characters that mean something anywhere in a line. A bracket means
// something only if a link could begin there; so entries such as “[1] …” stay readable.
var inline = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `<`, `\<`, `~`, `\~`,
	`][[`, `\]\[\[`, `![[`, `\!\[\[`, `[[`, `\[\[`, `](`, `\](`, `][`, `\][`, `]:`, `\]:`, `![`, `\![`, `&`, `\&`,
)

// opening are the beginnings of a line that make it something else than a paragraph: a
// heading, a quotation, an entry of a list, a rule, or a line below a heading.
var opening = regexp.MustCompile(`^(?:[#>=+-]|[0-9]{1,9}([.)])(?:[ \t]|$)|:)`)

// Escape writes text, one line without white space around it, as a paragraph that
// [Blocks] reads back exactly.
func Escape(text string) string {
	out := inline.Replace(text)
	if m := opening.FindStringSubmatchIndex(out); m != nil {
		at := 0
		if m[2] >= 0 {
			at = m[2] // the dot behind a number
		}
		out = out[:at] + `\` + out[at:]
	}
	return out
}

// EscapeHeading writes text as a heading of that depth.
func EscapeHeading(depth int, text string) string {
	out := inline.Replace(text)
	if n := strings.TrimRight(out, "#"); n != out {
		out = n + strings.ReplaceAll(out[len(n):], "#", `\#`)
	}
	return strings.Repeat("#", depth) + " " + out
}

// EscapeItem writes text as an entry of a list.
func EscapeItem(text string) string { return "- " + Escape(text) }

// EscapeLink writes a paragraph that is one link with text as its label.
func EscapeLink(text, destination string) string {
	label := strings.NewReplacer(`[`, `\[`, `]`, `\]`).Replace(inlineLabel.Replace(text))
	return "[" + label + "](" + destination + ")"
}

// inlineLabel is inline without what concerns brackets, which a label escapes anyway.
var inlineLabel = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `<`, `\<`, `~`, `\~`, `!`, `\!`, `&`, `\&`,
)

// EscapeRow writes cells as a row of a table.
func EscapeRow(cells []string) string {
	var b strings.Builder
	b.WriteString("|")
	for _, c := range cells {
		b.WriteString(" " + strings.ReplaceAll(inline.Replace(c), "|", `\|`) + " |")
	}
	return b.String()
}
