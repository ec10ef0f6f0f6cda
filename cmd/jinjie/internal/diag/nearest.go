package diag

import "slices"

// Nearest returns the candidate that word was most likely meant to be, or "" where
// none is near: more than a third of the longer one's characters would have to change.
// Of equally near ones the first in the list wins.
func Nearest(word string, candidates []string) string {
	best, least := "", 0
	for _, c := range candidates {
		d := distance([]rune(word), []rune(c))
		if best == "" || d < least {
			best, least = c, d
		}
	}
	if longer := max(len([]rune(word)), len([]rune(best))); best == "" || least*3 > longer+1 {
		return ""
	}
	return best
}

// distance counts the insertions, deletions, replacements and swaps of neighbours
// that turn a into b (optimal string alignment).
func distance(a, b []rune) int {
	var before, last []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before, last = last, slices.Clone(row)
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
