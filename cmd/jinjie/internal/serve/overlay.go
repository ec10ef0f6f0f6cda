package serve

import (
	_ "embed"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/build"
	"jinjie/cmd/jinjie/internal/diag"
)

//go:embed live.js
var liveScript []byte

//go:embed live.css
var liveStyle []byte

func script(w http.ResponseWriter, r *http.Request)     { send(w, r, "live.js", liveScript) }
func stylesheet(w http.ResponseWriter, r *http.Request) { send(w, r, "live.css", liveStyle) }

// A problem is a diagnostic as the overlay shows it.
type problem struct {
	Error   bool   `json:"error"`
	Place   string `json:"place"` // such as “content/a.md:4:10”
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	Code    string `json:"code"`
	Href    string `json:"href,omitempty"` // opens the place in the editor
	Lines   []line `json:"lines,omitempty"`
}

// A line is one of the excerpt around a problem's place.
type line struct {
	Number int    `json:"n"`
	Before string `json:"a"`
	Marked string `json:"m,omitempty"` // the word at the place
	After  string `json:"z,omitempty"`
}

// mostShown is how many problems the overlay lists; the terminal has them all.
const mostShown = 50

// shown lists the problems of a site, errors first.
func shown(live *build.Live, editor string) []problem {
	list := []problem{}
	for _, severe := range []bool{true, false} {
		for _, d := range live.Problems() {
			if (d.Severity == diag.Error) == severe && len(list) < mostShown {
				list = append(list, show(live, d, editor))
			}
		}
	}
	return list
}

func show(live *build.Live, d diag.Diagnostic, editor string) problem {
	p := problem{Error: d.Severity == diag.Error, Place: d.Pos.String(), Message: d.Message, Hint: d.Hint, Code: d.Code}
	text, ok := live.Source(d.Pos.File)
	if d.Pos.File == "" || !ok {
		return p
	}
	lines := strings.Split(text, "\n")
	column := 1
	if n := d.Pos.Line; n >= 1 && n <= len(lines) {
		p.Lines = excerpt(lines, d.Pos)
		column = utf16Column(lines[n-1], d.Pos.Column)
	}
	p.Href = editorLink(editor, filepath.Join(live.Folder(), filepath.FromSlash(d.Pos.File)), max(d.Pos.Line, 1), column)
	return p
}

// around is how many lines are shown on either side of a problem's place; longest lines
// are cut.
const (
	around     = 2
	longLine   = 160
	lineBefore = 60
)

// excerpt shows the lines around a place, with the word there set apart.
func excerpt(lines []string, pos diag.Pos) []line {
	var out []line
	for n := max(1, pos.Line-around); n <= min(len(lines), pos.Line+around); n++ {
		text := []rune(strings.TrimRight(lines[n-1], "\r"))
		if n != pos.Line {
			out = append(out, line{Number: n, Before: string(text[:min(len(text), longLine)])})
			continue
		}
		at := min(max(pos.Column-1, 0), len(text))
		from := max(0, at-lineBefore)
		end := min(at+wordLength(text[at:]), at+longLine)
		before := string(text[from:at])
		if from > 0 {
			before = "……" + before
		}
		out = append(out, line{n, before, string(text[at:end]), string(text[end:min(len(text), at+longLine)])})
	}
	return out
}

// wordLength is how many characters of text belong to its first word: a reference as a
// whole, else up to the next mark.
func wordLength(text []rune) int {
	if s := string(text); strings.HasPrefix(s, "[[") || strings.HasPrefix(s, "【【") {
		if i := strings.IndexAny(s, "]】"); i > 0 {
			return min(utf8.RuneCountInString(s[:i])+2, len(text))
		}
	}
	n := 0
	for n < len(text) && !strings.ContainsRune(" \t，。；：、,;:[](){}“”", text[n]) {
		n++
	}
	return min(max(n, 1), len(text))
}

// utf16Column turns a column in characters into one in UTF-16 units, as editors count.
func utf16Column(text string, column int) int {
	runes := []rune(text)
	return len(utf16.Encode(runes[:min(max(column-1, 0), len(runes))])) + 1
}

// inQueries escapes what a path may hold as it is, and a query may not: some editors are
// told of the file in one.
var inQueries = strings.NewReplacer("&", "%26", "+", "%2B", "=", "%3D", ";", "%3B")

// editorLink makes the link that opens a file at a place; empty without a form.
func editorLink(form, file string, line, column int) string {
	if form == "" {
		return ""
	}
	name := filepath.ToSlash(file)
	if !strings.HasPrefix(name, "/") { // C:/…
		name = "/" + name
	}
	return strings.NewReplacer(
		"{file}", inQueries.Replace((&url.URL{Path: name}).EscapedPath()),
		"{line}", strconv.Itoa(line),
		"{column}", strconv.Itoa(column),
	).Replace(form)
}
