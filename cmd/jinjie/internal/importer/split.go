package importer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A codeSpan is where a code stands in a text, and where its sentence begins.
type codeSpan struct{ start, end, body int }

// codesIn finds the codes in s that begin a requirement. A code opens the text or a line
// of it, or stands behind a stop; in running text it must be of the same task as prev,
// the code before, and without any white space the very next one.
func codesIn(s, prev string) []codeSpan {
	var list []codeSpan
	for _, m := range codeAnywhere.FindAllStringIndex(s, -1) {
		code := fold(s[m[0]:m[1]])
		if !opensAt(s[:m[0]], code, prev) {
			continue
		}
		body := m[1] + len(behindCode.FindString(s[m[1]:]))
		list = append(list, codeSpan{m[0], m[1], body})
		prev = code
	}
	return list
}

func opensAt(before, code, prev string) bool {
	c, _ := utf8.DecodeLastRuneInString(before)
	trimmed := strings.TrimRightFunc(before, unicode.IsSpace)
	end, _ := utf8.DecodeLastRuneInString(trimmed)
	switch {
	case trimmed == "" || c == '\n' || strings.ContainsRune("。；;！？", end):
		return true
	case c < utf8.RuneSelf && !unicode.IsSpace(c): // a part of another number, such as GB/T1.1.1
		return false
	case unicode.IsSpace(c):
		return prev == "" || taskOf(code) == taskOf(prev)
	}
	return prev != "" && taskOf(code) == taskOf(prev) && lastNumber(code) == lastNumber(prev)+1
}

func taskOf(code string) string { return code[:max(strings.LastIndex(code, "."), 0)] }

func lastNumber(code string) int {
	n, _ := strconv.Atoi(code[strings.LastIndex(code, ".")+1:])
	return n
}

// putSkill reads what the column of the requirements holds: none, one or several of
// them, and perhaps first the rest of one that a page's end has cut.
func (t *table) putSkill(c text) {
	if !t.code.empty() {
		t.putCoded(c)
		return
	}
	c = t.glue(c)
	prev := ""
	if last := t.last(); last != nil {
		prev = fold(last.code.s)
	}
	spans := codesIn(c.s, prev)
	if len(spans) == 0 {
		t.goOn(c)
		return
	}
	if spans[0].start > 0 {
		t.goOn(c.sub(0, spans[0].start))
	}
	for i, s := range spans {
		end := len(c.s)
		if i+1 < len(spans) {
			end = spans[i+1].start
		}
		t.acc.drop(c.sub(s.end, s.body), "编码后的标点")
		t.open(c.sub(s.start, s.end), c.sub(min(s.body, end), end))
	}
}

// putCoded reads a cell whose code stands in a column of its own.
func (t *table) putCoded(c text) {
	codes, texts := t.code.lines(), c.lines()
	t.code = text{}
	if len(codes) == 1 {
		if m := codeFirst.FindStringIndex(c.s); m != nil && fold(c.s[:m[1]]) == fold(codes[0].s) {
			body := m[1] + len(behindCode.FindString(c.s[m[1]:]))
			t.acc.drop(c.sub(0, body), "与编码一列重复的编码")
			c = c.sub(body, len(c.s))
		}
		t.open(codes[0].oneLine(), c)
		return
	}
	if len(codes) != len(texts) {
		t.warn(codes[0], "一格里有 %d 个编码，对应的要求有 %d 行", len(codes), len(texts))
	}
	for i, code := range codes {
		var body text
		if i < len(texts) {
			body = texts[i]
		}
		t.open(code, body)
	}
	for _, rest := range texts[min(len(codes), len(texts)):] {
		t.goOn(rest)
	}
}

// cutCode is the beginning of a code at the end of a text that is cut there.
var cutCode = regexp.MustCompile(`(?:^|[\s\p{Z}。；;])(` + digits + `+(?:[.．]` + digits + `*){0,2})$`)

var digitFirst = regexp.MustCompile(`^` + digits)

// glue puts a code together that a page's end has cut in two.
func (t *table) glue(c text) text {
	last := t.last()
	if last == nil {
		return c
	}
	if last.skill.empty() && digitFirst.MatchString(c.s) && !codeFirst.MatchString(c.s) {
		joined := last.code.plus(c)
		t.drop()
		return joined
	}
	end := last.end()
	m := cutCode.FindStringSubmatchIndex(end.s)
	if m == nil || codeFirst.MatchString(c.s) {
		return c
	}
	if joined := end.sub(m[2], m[3]).plus(c); codeFirst.MatchString(joined.s) {
		*end = end.sub(0, m[2]).trim()
		return joined
	}
	return c
}

// drop takes the last row back; its names are printed by the next.
func (t *table) drop() {
	n := len(t.rows) - 1
	if t.areaAt == n {
		t.areaAt = -1
	}
	t.fresh = t.taskAt == n
	t.rows = t.rows[:n]
}

// goOn reads text without a code: the rest of the last requirement.
func (t *table) goOn(c text) {
	c = c.oneLine()
	last := t.last()
	switch {
	case c.empty():
	case last == nil:
		t.warn(c, "这条要求没有编码：“%s”", excerpt(c.s))
		t.open(text{}, c)
	default:
		if sentenceEnds(last.end().s) {
			t.warn(c, "这段文字没有编码，接在“%s”之后：“%s”", last.code.s, excerpt(c.s))
		}
		if last.skill.empty() {
			last.skill = c
		} else {
			last.more = append(last.more, c)
		}
	}
}

// putKnow reads the column 相关知识要求: entries with a code of their own go to the row of
// that code, printed as they are; what has no row goes to the last one of its task.
func (t *table) putKnow(c text) {
	last := t.last()
	if last == nil {
		t.warn(c, "这段相关知识没有对应的技能要求：“%s”", excerpt(c.oneLine().s))
		t.open(text{}, text{})
		last = t.last()
	}
	spans := codesIn(c.s, "")
	lead := len(c.s)
	if len(spans) > 0 {
		lead = spans[0].start
	}
	if rest := c.sub(0, lead).oneLine(); !rest.empty() {
		at := t.knows
		if at < t.taskFrom || !last.skill.empty() && t.rows[len(t.rows)-1].know.empty() && len(spans) == 0 && t.knowsDone() {
			at = len(t.rows) - 1
		}
		t.addKnow(at, rest)
	}
	for i, s := range spans {
		end := len(c.s)
		if i+1 < len(spans) {
			end = spans[i+1].start
		}
		t.addKnow(t.rowOf(fold(c.s[s.start:s.end])), c.sub(s.start, end).oneLine())
	}
}

// knowsDone tells whether the knowledge read last is complete.
func (t *table) knowsDone() bool {
	k := t.rows[t.knows].know.s
	return k == "" || sentenceEnds(k) || len(t.rows)-1 > t.knows
}

func (t *table) addKnow(at int, c text) {
	r := &t.rows[at]
	if r.know.empty() || t.knows == at && !codeFirst.MatchString(c.s) {
		r.know = r.know.join(c)
	} else {
		r.know = r.know.plus(gap).plus(c)
	}
	t.knows = at
}

// rowOf finds the row of a code in the open task; the last row if there is none.
func (t *table) rowOf(code string) int {
	i := slices.IndexFunc(t.rows[t.taskFrom:], func(r row) bool { return fold(r.code.s) == code })
	if i < 0 {
		return len(t.rows) - 1
	}
	return t.taskFrom + i
}

// excerpt is the beginning of a text, for a message.
func excerpt(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "……"
	}
	return s
}
