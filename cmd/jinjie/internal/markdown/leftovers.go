package markdown

import (
	"bytes"
	"regexp"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"jinjie/cmd/jinjie/internal/diag"
)

var unreadMarkup = diag.Kind{Code: "unread-markup", Severity: diag.Warning,
	Title: "像是标记，却没有读成标记",
	Why:   "标题的 # 和列表的 -、1. 后面都要空一格，加粗的 ** 要紧挨着文字，记号都用英文的。没有读成标记的记号会原样显示，几行也会连成一段。只想显示记号，就在前面加反斜杠：\\*\\*。"}

// hidden stands in written for a piece of markup that was read, so that nothing is matched
// across it; hiddenRef for a reference. A line break alone is one of the text.
const (
	hidden    = "\n\x01"
	hiddenRef = "\n\ufffc\n\x01"
)

// somewhere is how an address in round brackets begins or ends, as a leftover shows it.
const somewhere = `(?:https?://|\.{0,2}/|#|[^()（）\n]*\.(?:md|html?|pdf|png|jpe?g|gif|svg|webp|docx?|xlsx?))[^()（）\n]*`

var (
	openRef  = regexp.MustCompile(`(?:^|[^\\])(\[\[|【【|［［)`)
	mixedRef = regexp.MustCompile(`(?:^|[^\\])((?:\[[【［]|[【［]\[|【［|［【)[0-9０-９]+[.．][0-9０-９][^\n\[\]【】［］]*[\]】］]{2})`)
	shutRef  = regexp.MustCompile(`^[^\n\[\]【】［］]*\n[^\n\x01\x{fffc}\[\]【】［］]*(?:\]\]|】】|］］)`)
	refLink  = regexp.MustCompile(`\x{fffc}\n\x01(\(` + somewhere + `\))`)
	oddLink  = regexp.MustCompile(`(?:^|[^\\!！])([!！]?[\[［][^\[\]［］\n^][^\[\]［］\n]*[\]］][ \t]*[(（][ \t]*` + somewhere + `[)）]?)`)
	openNote = regexp.MustCompile(`(?:^|[^\\])([\[［【][\^＾]([^\[\]［］【】\s]+)[\]］】])(：?)`)
	stars    = regexp.MustCompile(`(?:^|[^\\*])(\*\*+)`)
	tildes   = regexp.MustCompile(`(?:^|[^\\~])(~~)(?:[^~]|$)`)
)

// leftovers looks over the text of a block for markup that was meant and not read.
func (c *checker) leftovers(n ast.Node) {
	text, offsets := c.written(n)
	if !strings.ContainsAny(text, "[［【") && !strings.Contains(text, "**") && !strings.Contains(text, "~~") && !strings.Contains(text, hiddenRef+"(") {
		return // no pattern can match; most text is plain
	}
	find := func(pattern *regexp.Regexp, most int, say func(at diag.Pos, m []string)) {
		for _, m := range pattern.FindAllStringSubmatchIndex(text, most) {
			said := make([]string, 0, 3)
			for i := 2; i < len(m); i += 2 {
				said = append(said, text[m[i]:m[i+1]])
			}
			say(c.pos(offsets(m[2])), said)
		}
	}
	for _, m := range openRef.FindAllStringSubmatchIndex(text, -1) {
		if at := offsets(m[2]); n.Kind() != extast.KindTableCell || barRef.FindIndex(lineAt(c.source, at)) == nil {
			c.report(openReference(c.pos(at), text[m[2]:m[3]], text[m[3]:]))
		}
	}
	find(mixedRef, -1, func(at diag.Pos, m []string) {
		c.report(badReference.At(at, "引用的括号不成对：“%s”", short(m[0])).WithHint("写作 [[%s]]", strings.Trim(short(m[0]), "[]【】［］")))
	})
	find(refLink, -1, func(at diag.Pos, m []string) {
		c.report(badReference.At(at, "引用后面不写地址：“%s”", short(m[0])).WithHint("要么只写 [[1.1.1]]，要么写 [文字](地址)"))
	})
	find(oddLink, -1, func(at diag.Pos, m []string) { c.report(oddly(at, m[0])) })
	find(openNote, -1, func(at diag.Pos, m []string) { c.report(missingNote(at, m[0], m[1], m[2])) })
	find(stars, 1, func(at diag.Pos, m []string) {
		c.report(unreadMarkup.At(at, "“%s”会原样显示", short(m[0])).WithHint(`加粗写作 **文字**，星号紧挨着文字，前后成对；要显示星号，写作 \*\*`))
	})
	find(tildes, 1, func(at diag.Pos, m []string) {
		c.report(unreadMarkup.At(at, "“~~”会原样显示").WithHint(`删除线写作 ~~文字~~，紧挨着文字，前后成对；要显示它，写作 \~\~`))
	})
}

// openReference tells what is wrong with a reference that was begun, by what follows it.
func openReference(at diag.Pos, bracket, after string) diag.Diagnostic {
	if shutRef.MatchString(after) {
		return badReference.At(at, "引用中间换了行").WithHint("把 [[ 与 ]] 写在同一行")
	}
	return badReference.At(at, "引用没有结束：“%s”没有配对", bracket).WithHint("写作 [[1.1.1]]；只想显示方括号，写作 \\[\\[")
}

// oddly tells what is wrong with a link that was not read.
func oddly(at diag.Pos, said string) diag.Diagnostic {
	d := badLink.At(at, "链接写法有误：“%s”", short(said))
	switch image := strings.HasPrefix(said, "!") || strings.HasPrefix(said, "！"); {
	case image:
		return d.WithHint("写作 ![说明](地址 \"标题\")，叹号、括号和引号都用英文的，紧挨着写；地址里有空格就写成 <地址>")
	case strings.Contains(said, "]("):
		return d.WithHint("写作 [文字](地址)，括号和引号都用英文的；地址里有空格就写成 <地址>")
	}
	return d.WithHint("写作 [文字](地址)，括号用英文的，紧挨着写")
}

// missingNote tells what is wrong with a reference to a footnote that was not read.
func missingNote(at diag.Pos, said, name, colon string) diag.Diagnostic {
	if colon != "" {
		return unknownNote.At(at, "脚注 %s 后面的冒号是中文的", short(said)).WithHint("写作 [^%s]: 说明", short(name))
	}
	if said != "[^"+name+"]" {
		return unknownNote.At(at, "脚注的括号是中文的：“%s”", short(said)).WithHint("写作 [^%s]", short(name))
	}
	return unknownNote.At(at, "没有脚注 %s", short(said)).WithHint("在文末另起一段写上 %s: 说明", short(said))
}

// A located is a text that is put together from pieces of a source.
type located struct {
	strings.Builder
	pieces []piece
}

// A piece begins at a byte of the text, and at an offset of the source.
type piece struct{ at, from int }

func (t *located) add(text string, from int) {
	t.pieces = append(t.pieces, piece{t.Len(), from})
	t.WriteString(text)
}

// hide puts a sign for something whose words do not matter.
func (t *located) hide() { t.WriteByte('\x01') }

// offset tells where in the source a byte of the text stands; before the first piece it is
// at begin.
func (t *located) offset(at, begin int) int {
	i := sort.Search(len(t.pieces), func(i int) bool { return t.pieces[i].at > at })
	if i == 0 {
		return begin
	}
	return t.pieces[i-1].from + at - t.pieces[i-1].at
}

// written joins the source of a block's plain texts, and tells where each byte of it stands.
func (c *checker) written(block ast.Node) (string, func(int) int) {
	var t located
	ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.AutoLink:
			if entering {
				t.Write(n.Label(c.source))
			}
		case *refNode:
			if entering {
				t.WriteString(hiddenRef)
			}
		case *ast.CodeSpan, *ast.Link, *ast.Image:
			if entering {
				t.WriteString(hidden)
			}
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if entering && !n.IsRaw() {
				t.add(string(n.Segment.Value(c.source)), n.Segment.Start)
				if endsLine(c.source[n.Segment.Stop:]) { // the break itself may be gone, see joinLines
					t.WriteByte('\n')
				}
			}
		}
		return ast.WalkContinue, nil
	})
	return t.String(), func(at int) int { return t.offset(at, first(block)) }
}

// endsLine tells whether nothing but what breaks a line comes before its end.
func endsLine(rest []byte) bool {
	for _, c := range rest {
		if c == '\n' {
			return true
		}
		if c != ' ' && c != '\t' && c != '\\' {
			return false
		}
	}
	return true
}

// lineAt is the source from an offset to the end of its line.
func lineAt(source []byte, offset int) []byte {
	line, _, _ := bytes.Cut(source[offset:], []byte("\n"))
	return line
}
