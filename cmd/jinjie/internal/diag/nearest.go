package diag

// Nearest returns the candidate that word was most likely meant to be, or "" where
// none is near: more than a third of the longer one's characters would have to change.
// Of equally near ones the first in the list wins. Among thousands of candidates, or for
// thousands of words, ask a [Guesser].
func Nearest(word string, candidates []string) string {
	said := []rune(word)
	best, least, longer := "", 0, 0
	for _, c := range candidates {
		name := []rune(c)
		if best != "" && max(len(said), len(name))-min(len(said), len(name)) >= least {
			continue // so many characters are missing at least
		}
		if d := distance(said, name); best == "" || d < least {
			best, least, longer = c, d, max(len(said), len(name))
		}
	}
	if least*3 > longer+1 {
		return ""
	}
	return best
}

// distance counts the insertions, deletions, replacements and swaps of neighbours
// that turn a into b (optimal string alignment).
func distance(a, b []rune) int {
	width := len(b) + 1
	rows := make([]int, 3*width)
	before, last, row := rows[:width], rows[width:2*width], rows[2*width:]
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}
