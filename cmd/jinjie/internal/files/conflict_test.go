package files

import (
	"fmt"
	"path/filepath"
	"testing"
)

func TestConflictsOfAMergeAreReported(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a page", "甲\n<<<<<<< HEAD\n乙\n=======\n丙\n>>>>>>> main\n", "[content/a.md:2:1 merge-conflict]"},
		{"with the common ancestor", "<<<<<<< ours\n乙\n||||||| base\n甲\n=======\n丙\n>>>>>>> theirs\n", "[content/a.md:1:1 merge-conflict]"},
		{"lines of Windows, behind a byte order mark", "\ufeff甲\r\n<<<<<<< HEAD\r\n乙\r\n=======\r\n丙\r\n>>>>>>> main\r\n", "[content/a.md:2:1 merge-conflict]"},
		{"two, of which the first is told", "<<<<<<< a\n=======\n>>>>>>> b\n<<<<<<< a\n=======\n>>>>>>> b\n", "[content/a.md:1:1 merge-conflict]"},
		{"talk of the mark", "记号是 <<<<<<< HEAD，\n=======\n和 >>>>>>> main。\n", "[]"},
		{"shown with an indent", "  <<<<<<< HEAD\n  =======\n  >>>>>>> main\n", "[]"},
		{"no end", "<<<<<<< HEAD\n=======\n", "[]"},
		{"out of order", "<<<<<<< HEAD\n>>>>>>> main\n=======\n", "[]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			write(t, filepath.Join(root, "content/a.md"), c.text)
			write(t, filepath.Join(root, "content/as-it-is.txt"), c.text) // not parsed, none of ours
			_, problems, err := ReadTree(root, keepText)
			if err != nil {
				t.Fatal(err)
			}
			got := []string{}
			for _, d := range problems {
				got = append(got, d.Pos.String()+" "+d.Code)
			}
			if fmt.Sprint(got) != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}
