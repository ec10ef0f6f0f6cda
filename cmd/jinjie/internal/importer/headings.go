package importer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A heading is what a line says as a heading.
type heading struct {
	depth   int
	numbers []int // of one that is numbered, such as 6, 2
	bare    bool  // whether the number stands alone, its name on the next line
}

var (
	// numberedLine is a line that opens with a number of the kind that headings have.
	numberedLine = regexp.MustCompile(`^(` + digits + `{1,2}(?:[.．]` + digits + `{1,2})*)([.．、]?)([\s\p{Z}]*)(.*)$`)
	// knownName is a heading that has no number.
	knownName = regexp.MustCompile(`^(?:前言|引言|序言?|参考文献|索引|致谢|编制说明|附录[A-Z]?|附录[A-Z]?[（(].{1,8}[）)].{0,30}|附录[A-Z][^。]{1,30})$`)
	// chineseNumber is a heading numbered in Chinese.
	chineseNumber = regexp.MustCompile(`^(?:第[一二三四五六七八九十]{1,3}(章|节|部分)|([一二三四五六七八九十]{1,3})、)[\s\p{Z}]*[^。；;]{1,40}$`)
	// measured are the characters behind a number that counts something.
	measured = regexp.MustCompile(`^[年月日个项条种类级名位次第款号%％至—\-~学课小时分]`)
)

// headingOf tells whether the line l, found in a document whose last numbered heading was
// last, is a heading.
func headingOf(l *line, last []int) (heading, bool) {
	s := l.text.s
	if l.cells != nil || !l.bullet.empty() || s == "" || columns(s) > 120 {
		return heading{}, false
	}
	if knownName.MatchString(fold(s)) {
		return heading{depth: 1}, true
	}
	if h, ok := numberedHeading(s, last); ok {
		return h, true
	}
	if m := chineseNumber.FindStringSubmatch(s); m != nil && !endsOpen(s) {
		if m[1] == "节" {
			return heading{depth: 2}, true
		}
		return heading{depth: 1}, true
	}
	return heading{}, false
}

// numberedHeading reads a heading such as “3.1 社区 community”. Its number must go on
// where the last one left off: a line may open with a number for many reasons.
func numberedHeading(s string, last []int) (heading, bool) {
	m := numberedLine.FindStringSubmatch(s)
	if m == nil || endsOpen(s) {
		return heading{}, false
	}
	h := heading{numbers: numbersOf(m[1]), bare: m[4] == ""}
	h.depth = len(h.numbers)
	name, _ := utf8.DecodeRuneInString(m[4])
	switch {
	case h.bare:
		return h, h.depth > 1 && m[2] == "" && follows(h.numbers, last)
	case !unicode.IsLetter(name) && !strings.ContainsRune("《【“（", name):
		return heading{}, false
	case m[2] == "" && m[3] == "" && (!unicode.Is(unicode.Han, name) || measured.MatchString(m[4])):
		return heading{}, false
	}
	return h, follows(h.numbers, last)
}

func numbersOf(s string) []int {
	var list []int
	for part := range strings.SplitSeq(fold(s), ".") {
		n, _ := strconv.Atoi(part)
		list = append(list, n)
	}
	return list
}

// follows tells whether a heading with these numbers may come after last: the next
// chapter, the first section below, or any section beside it, as printed numbers may be
// wrong there.
func follows(numbers, last []int) bool {
	n := len(numbers)
	switch {
	case n == 1:
		return len(last) == 0 && numbers[0] <= 1 || len(last) > 0 && numbers[0] > last[0] && numbers[0] <= last[0]+2
	case n <= len(last):
		return slices.Equal(numbers[:n-1], last[:n-1])
	}
	return n == len(last)+1 && slices.Equal(numbers[:n-1], last) && numbers[n-1] <= 2
}

// endsOpen tells whether a line ends as a sentence or a part of one, not as a heading.
func endsOpen(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("。；;，,、：:！？", last)
}

// sentenceEnds tells whether a text is complete: it ends with a stop, perhaps inside a
// closing mark.
func sentenceEnds(s string) bool {
	s = strings.TrimRight(s, "”’）)】》」』")
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("。；;！？!?", last)
}

// captionLine is the caption of a table.
var captionLine = regexp.MustCompile(`^(?:续[\s\p{Z}]*)?(?:附?表|Table)[\s\p{Z}]*[0-9０-９A-Z一二三四五六七八九十]+(?:[-.．－—][0-9０-９]+)*[\s\p{Z}]*[：:、.．]?[\s\p{Z}]*[^。；;]*$|^续表[^。；;]{0,40}$`)

// numberOfTable is a caption's number alone, its title on the next line.
var numberOfTable = regexp.MustCompile(`^(?:续[\s\p{Z}]*)?表[\s\p{Z}]*[0-9０-９]+[\s\p{Z}]*[：:]?$`)

// continued is how a caption says that its table goes on from the page before.
var continued = regexp.MustCompile(`^续|[（(][\s\p{Z}]*续(?:表|上表)?[\s\p{Z}]*[0-9]*[\s\p{Z}]*[）)]|续表`)

func isCaption(s string) bool {
	return captionLine.MatchString(s) && columns(s) <= 120
}

// isHeaderText tells whether a line without columns holds nothing but the names of a
// level's table's columns.
func isHeaderText(s string) bool { return len(headerNames(s)) > 1 }
