package render

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// The official text stays Chinese whatever the language of the interface, and so may the
// lessons. A screen reader has to know where the language changes (WCAG 2.2, 3.1.2).

// hanLanguages are the languages that Chinese characters may belong to: in a page in one of
// them nothing is marked.
var hanLanguages = []string{"zh", "yue", "wuu", "nan", "hak", "gan", "lzh", "ja", "ko"}

// marksHan tells whether Chinese words are marked in a page in language.
func marksHan(language string) bool {
	tag, _, _ := strings.Cut(strings.ToLower(language), "-")
	return !slices.Contains(hanLanguages, tag)
}

// hanRun is a run of Chinese characters with the letters, figures and Chinese punctuation that
// stand among them, as in “2021年1.0版”. Quotation marks at its end belong to what is around it.
var hanRun = regexp.MustCompile(`[0-9A-Za-z.]*\p{Han}(?:[\p{Han}0-9A-Za-z.\x{3001}-\x{303f}\x{ff01}-\x{ff5e}“”‘’…—·%-]|\s+[0-9.]*\p{Han})*`)

// runEnds cannot end a run.
const runEnds = "”’“‘…—·.%-"

// hanRuns finds the runs of Chinese characters in a text.
func hanRuns(text []byte) [][]int {
	runs := hanRun.FindAllIndex(text, -1)
	for _, r := range runs {
		r[1] = r[0] + len(bytes.TrimRight(text[r[0]:r[1]], runEnds))
	}
	return runs
}

// textOnly are elements that hold text and no others that could mark a part of it.
var textOnly = []string{"title", "option", "textarea", "text", "tspan", "desc"}

// raw are elements whose content is no text to read.
var raw = []string{"script", "style"}

// markHan marks the Chinese words of a page as Chinese: an element that holds nothing else,
// or the words in it.
func markHan(html []byte) []byte {
	if !hanRun.Match(html) {
		return html
	}
	out := make([]byte, 0, len(html)+len(html)/8)
	opened, name := -1, "" // where, in out, the name of the start tag just written ends
	for len(html) > 0 {
		at := bytes.IndexByte(html, '<')
		if at < 0 {
			at = len(html)
		}
		out = markText(out, html[:at], html[at:], opened, name)
		html = html[at:]
		end := tagEnd(html)
		start := len(out)
		out = append(out, html[:end]...)
		name = tagName(html[:end])
		html = html[end:]
		if opened = -1; name == "" {
			continue
		}
		opened = start + 1 + len(name)
		if slices.Contains(raw, name) {
			end := bytes.Index(html, []byte("</"+name))
			out, html, opened = append(out, html[:max(end, 0)]...), html[max(end, 0):], -1
		}
	}
	return out
}

// markText writes text, which stands between the start tag that was just written, if opened
// is not negative, and rest.
func markText(out, text, rest []byte, opened int, name string) []byte {
	runs := hanRuns(text)
	if len(runs) == 0 || opened >= 0 && bytes.Contains(out[opened:], []byte(` lang="`)) {
		return append(out, text...)
	}
	alone := opened >= 0 && bytes.HasPrefix(rest, []byte("</"+name+">"))
	whole := len(bytes.TrimSpace(text)) == runs[0][1]-runs[0][0]
	if alone && whole || opened >= 0 && slices.Contains(textOnly, name) {
		out = slices.Insert(out, opened, []byte(` lang="zh-CN"`)...)
		return append(out, text...)
	}
	at := 0
	for _, r := range runs {
		out = append(out, text[at:r[0]]...)
		out = append(out, `<span lang="zh-CN">`...)
		out = append(out, text[r[0]:r[1]]...)
		out = append(out, "</span>"...)
		at = r[1]
	}
	return append(out, text[at:]...)
}

// tagEnd is where the tag, or comment, ends that html begins with.
func tagEnd(html []byte) int {
	if bytes.HasPrefix(html, []byte("<!--")) {
		if end := bytes.Index(html, []byte("-->")); end >= 0 {
			return end + len("-->")
		}
		return len(html)
	}
	quote := byte(0)
	for i, c := range html {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(html)
}

// tagName is the name of a start tag; empty for all else.
func tagName(tag []byte) string {
	end := 1
	for end < len(tag) && (tag[end] >= 'a' && tag[end] <= 'z' || tag[end] >= '0' && tag[end] <= '9' && end > 1) {
		end++
	}
	if end < 2 {
		return ""
	}
	return string(tag[1:end])
}
