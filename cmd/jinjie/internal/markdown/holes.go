package markdown

import (
	"strconv"
	"strings"
)

// While HTML is written, what is not known yet stands in it as a mark between two NUL
// bytes, which no text holds (input takes them away). split takes the marks out again.
const (
	mark     = "\x00"
	runOpen  = mark + "(" + mark
	runClose = mark + ")" + mark
)

func wordMark(key string) string { return mark + "w" + key + mark }

func holeMark(kind HoleKind, index int) string {
	return mark + string("rhi"[kind]) + strconv.Itoa(index) + mark
}

// split turns HTML with marks into HTML with holes.
func split(marked string) (html string, holes []Hole, runs []Run) {
	var b strings.Builder
	b.Grow(len(marked))
	start := -1
	for i, piece := range strings.Split(marked, mark) {
		if i%2 == 0 {
			b.WriteString(piece)
			continue
		}
		switch piece[0] {
		case '(':
			start = b.Len()
		case ')':
			filled := len(holes) > 0 && holes[len(holes)-1].At == start
			if n := len(runs); n > 0 && runs[n-1].End == start && !filled {
				runs[n-1].End = b.Len() // a line break stood between, see joinLines
			} else if b.Len() > start {
				runs = append(runs, Run{start, b.Len()})
			}
		case 'w':
			holes = append(holes, Hole{At: b.Len(), Kind: WordHole, Word: strings.Clone(piece[1:])})
		default:
			index, _ := strconv.Atoi(piece[1:])
			holes = append(holes, Hole{At: b.Len(), Kind: HoleKind(strings.IndexByte("rhi", piece[0])), Index: index})
		}
	}
	return b.String(), holes, runs
}
