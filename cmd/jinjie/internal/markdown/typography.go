package markdown

import (
	"bytes"
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"jinjie/cmd/jinjie/internal/diag"
)

var typography = diag.Kind{Code: "typography", Severity: diag.Warning,
	Title: "标点、数字或者用字不合规范",
	Why: "课和手册的标点按 GB/T 15834—2011，数字按 GB/T 15835—2011，量和单位按 GB/T 3101，用规范汉字：中文句子里用全角标点，省略号是“……”，破折号是“——”，" +
		"数字和字母用半角，单位符号与数字之间空一格。标准的原文不受这一条约束。代码里的文字不查；有意这样写的，在前面加反斜杠：\\\"。"}

// A Slip is a place where the typography of a text is off.
type Slip struct {
	Start, End int // bytes of the text
	Message    string
	Hint       string
}

// At reports the slip at a place.
func (s Slip) At(pos diag.Pos) diag.Diagnostic {
	return typography.At(pos, "%s", s.Message).WithHint("%s", s.Hint)
}

// slips are patterns that are wrong wherever they stand. The part in round brackets is
// what is wrong; the message may name it as $1. A pattern is only tried on a text that has
// its trait.
var slips = []struct {
	of            trait
	pattern       *regexp.Regexp
	message, hint string
}{
	{markPair, regexp.MustCompile(`([，、；：][，、；：。]+|。[，、；：])`), "两个标点连用：“$1”", "留下一个"},
	{markPair, regexp.MustCompile(`(。。+)`), "句号重复：“$1”", "省略写作“……”，否则留下一个"},
	{ellipsis, regexp.MustCompile(`(?:^|[^…])(…(?:……)*)(?:[^…]|$)`), "省略号是六个点，占两个字：“$1”", "写作“……”"},
	{dash, regexp.MustCompile(`([―─－]{2,})`), "破折号用错了字符：“$1”", "写作“——”"},
	{wideLetter, regexp.MustCompile(`([０-９Ａ-Ｚａ-ｚ％]+)`), "数字和字母用半角：“$1”", "改用英文输入法重写"},
	{corner, regexp.MustCompile(`([「」『』])`), "引号用错了：“$1”", "引号写作“ ”，里面一层写作‘ ’"},
	{spaced, regexp.MustCompile(`([ \t]+[，。、；：？！”’）》]|[，。、；：？！“‘（《][ \t]+)[^ \t\n]`), "全角标点旁边不空格：“$1”", "删去空格"},
	{unit, regexp.MustCompile(`(?:^|[^0-9A-Za-z.\-])[0-9][0-9.]*[ \t]?(K[Gg]|K[Mm]|C[Mm]|M[Mm]|ML|Ml)(?:[^0-9A-Za-z]|$)`), "单位符号的大小写不对：“$1”", "千克 kg，千米 km，厘米 cm，毫米 mm，毫升 mL"},
	{unit, regexp.MustCompile(`[0-9][ \t]?([kcm]?m[23])(?:[^0-9A-Za-z]|$)`), "平方和立方用上标：“$1”", "写作 m²、m³，或者“平方米”“立方米”"},
	{unit, regexp.MustCompile(`(?:^|[^0-9A-Za-z.\-])([0-9][0-9.]*(?:km|cm|mm|kg|mg|mL|min|kW|Hz|m|g|L|h|s))(?:[^0-9A-Za-z²³/]|$)`), "数字和单位符号之间空一格：“$1”", "例如 5 km，或者写汉字：5千米"},
}

// A trait is what two neighbouring characters of a text have that may be a slip. Most texts
// have none, and looking for it costs less than the patterns do.
type trait uint

const (
	markPair trait = 1 << iota
	ellipsis
	dash
	wideLetter
	corner
	spaced
	unit
)

// traits finds the traits of a text.
func traits(text string) trait {
	var all trait
	var before rune
	for _, c := range text {
		switch {
		case strings.ContainsRune("，、；：。", c) && strings.ContainsRune("，、；：。", before) && before != 0:
			all |= markPair
		case c == '…':
			all |= ellipsis
		case c == '―' || c == '─' || c == '－':
			all |= dash
		case '０' <= c && c <= '９' || 'Ａ' <= c && c <= 'Ｚ' || 'ａ' <= c && c <= 'ｚ' || c == '％':
			all |= wideLetter
		case '「' <= c && c <= '』':
			all |= corner
		case 'A' <= c && c <= 'z' && (before == ' ' || before == '\t' || '0' <= before && before <= '9'):
			all |= unit
		}
		if blank(c) && before >= utf8.RuneSelf || blank(before) && c >= utf8.RuneSelf {
			all |= spaced
		}
		before = c
	}
	return all
}

func blank(c rune) bool { return c == ' ' || c == '\t' }

// Typography finds what is off in a piece of Chinese text: marks by GB/T 15834—2011,
// numerals by GB/T 15835—2011, units by GB/T 3101, and characters that are traditional. It
// reports what is certainly off, in order. A character behind a backslash is meant so.
func Typography(text string) []Slip {
	var list []Slip
	if !strings.ContainsFunc(text, func(c rune) bool { return unicode.Is(unicode.Han, c) }) {
		return nil // no Chinese text
	}
	has := traits(text)
	for _, s := range slips {
		if has&s.of == 0 {
			continue
		}
		for _, m := range s.pattern.FindAllStringSubmatchIndex(text, -1) {
			said := text[m[2]:m[3]]
			list = append(list, Slip{m[2], m[3], strings.ReplaceAll(s.message, "$1", short(said)), s.hint})
		}
	}
	list = append(list, halfWidth(text)...)
	list = append(list, traditional(text)...)
	list = slices.DeleteFunc(list, func(s Slip) bool { return strings.HasSuffix(text[:s.Start], `\`) })
	slices.SortStableFunc(list, func(a, b Slip) int { return a.Start - b.Start })
	return list
}

// fullWidth are the marks of a Chinese sentence for those of a Latin one.
var fullWidth = map[rune]string{',': "，", ';': "；", ':': "：", '?': "？", '!': "！", '(': "（", ')': "）"}

// halfWidth finds marks of half width that belong to a Chinese sentence.
func halfWidth(text string) []Slip {
	var list []Slip
	skip := 0
	for at, c := range text {
		if at < skip || c >= utf8.RuneSelf {
			continue
		}
		run := len(text[at:]) - len(strings.TrimLeft(text[at:], string(c)))
		before, after := beside(text, at, at+run)
		near := chinese(before) || chinese(after)
		add := func(message, hint string) {
			list = append(list, Slip{at, at + run, strings.ReplaceAll(message, "$1", text[at:at+run]), hint})
		}
		switch wide := fullWidth[c]; {
		case c == '!' && strings.ContainsRune("[［【", before): // an admonition that was not read
		case wide != "" && near && !emoticon(text, at):
			add("中文句子里的“$1”是半角的", "写作“"+wide+"”")
		case (c == '"' || c == '\'') && near:
			add("引号是直的：“$1”", "引号写作“ ”，里面一层写作‘ ’")
		case c == '.' && run >= 3 && near:
			add("省略号是点出来的：“$1”", "写作“……”")
		case c == '.' && run == 1 && chinese(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after) || c == '.' && run == 1 && chinese(before) && unicode.Is(unicode.Han, after):
			add("句号是英文的", "写作“。”")
		case c == '-' && run >= 2 && near:
			add("破折号是连字符拼的：“$1”", "写作“——”")
		case c == '~' && run == 1 && (ranged(before) && ranged(after)):
			add("表示范围的“~”是半角的", "写作“～”")
		}
		skip = at + run
	}
	return list
}

// beside returns the characters before and behind a stretch; 0 at the ends.
func beside(text string, start, end int) (before, after rune) {
	before, size := utf8.DecodeLastRuneInString(text[:start])
	if size == 0 {
		before = 0
	}
	after, size = utf8.DecodeRuneInString(text[end:])
	if size == 0 {
		after = 0
	}
	return before, after
}

// chinese tells whether a character belongs to a Chinese sentence.
func chinese(c rune) bool {
	return unicode.Is(unicode.Han, c) || strings.ContainsRune("，。、；：？！“”‘’（）《》〈〉【】……——", c) && c != 0
}

// ranged tells whether a character may stand at the end of a range.
func ranged(c rune) bool { return unicode.IsDigit(c) || unicode.Is(unicode.Han, c) || c == '%' }

// emoticon tells of brackets and colons that draw, such as ":)".
func emoticon(text string, at int) bool {
	return strings.HasPrefix(text[at:], ":)") || strings.HasPrefix(text[at:], ":(") || at > 0 && text[at-1] == ':' && (text[at] == ')' || text[at] == '(')
}

// traditionalPairs are traditional characters, each with its simplified one. A character
// is left out if the set of GB/T 2312—1980 has it. The pairs are those of the OpenCC project.
//
//go:embed traditional.txt
var traditionalPairs string

// simplified gives the simplified character for a traditional one.
var simplified = sync.OnceValue(func() map[rune]rune {
	pairs := map[rune]rune{}
	for pair := range strings.FieldsSeq(traditionalPairs) {
		of := []rune(pair)
		pairs[of[0]] = of[1]
	}
	return pairs
})

// traditional finds characters that are not those in use on the mainland.
func traditional(text string) []Slip {
	var list []Slip
	pairs := simplified()
	for at, c := range text {
		if c < '一' {
			continue
		}
		if to, ok := pairs[c]; ok {
			list = append(list, Slip{at, at + utf8.RuneLen(c), "“" + string(c) + "”是繁体字或者异体字", "写作“" + string(to) + "”"})
		}
	}
	return list
}

// typography reports what is off in the text of a block, its code aside.
func (c *checker) typography(n ast.Node) {
	text, offsets := c.prose(n)
	for _, s := range Typography(text) {
		// What the source does not have in one piece stands on two sides of a mark: a space
		// behind the bold words that open an item sets them off.
		if from := offsets(s.Start); bytes.HasPrefix(c.source[from:], []byte(text[s.Start:s.End])) {
			c.report(s.At(c.pos(from)))
		}
	}
}

// prose joins the source of what a block says, the words of links and references too, and
// tells where each byte of it stands. Code, addresses and bare references are a \x01.
func (c *checker) prose(block ast.Node) (string, func(int) int) {
	var t located
	ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.AutoLink, *ast.CodeSpan, *ast.RawHTML:
			if entering {
				t.hide()
			}
			return ast.WalkSkipChildren, nil
		case *refNode:
			if !entering {
				break
			}
			if at := strings.Index(string(lineAt(c.source, n.at)), n.label); n.label != "" && at >= 0 {
				t.add(n.label, n.at+at)
			} else {
				t.hide()
			}
		case *ast.Text:
			if entering && !n.IsRaw() {
				t.add(string(n.Segment.Value(c.source)), n.Segment.Start)
				if endsLine(c.source[n.Segment.Stop:]) {
					t.WriteByte('\n')
				}
			}
		}
		return ast.WalkContinue, nil
	})
	return t.String(), func(at int) int { return t.offset(at, first(block)) }
}
