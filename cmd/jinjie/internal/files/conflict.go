package files

import (
	"bytes"
	"regexp"

	"jinjie/cmd/jinjie/internal/diag"
)

var mergeConflict = diag.Kind{Code: "merge-conflict", Severity: diag.Error,
	Title: "合并冲突没有处理完",
	Why: "几个人改了同一处，git 合并时把两种写法都留在文件里，前后各加一行记号：<<<<<<< 以下是自己的，======= 以下是对方的，到 >>>>>>> 为止。" +
		"请定下要哪一种，或者两种合成一种，再删去这三行记号。"}

// conflict is what git leaves of two changes to one place (git-merge, “How conflicts are
// presented”): three lines of marks, each with its sign seven times at its beginning.
var conflict = regexp.MustCompile(`(?ms)^<{7} [^\n]*$.*^={7}\r?$.*^>{7} `)

// conflicts reports the first conflict that a text still holds.
func (w *walker) conflicts(name string, data []byte) {
	if !bytes.Contains(data, []byte("<<<<<<< ")) {
		return
	}
	text, ok := Decode(data)
	if at := conflict.FindStringIndex(text.String); ok && at != nil {
		pos := diag.NewLines(name, text.String).Pos(at[0])
		w.problems = append(w.problems, mergeConflict.At(pos, "合并冲突没有处理完").
			WithHint("定下要哪一种写法，删去 <<<<<<<、=======、>>>>>>> 三行"))
	}
}
