package main

import "testing"

func TestDroppedTextIsToldInFull(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"one line", "第 3 页", "第 3 页"},
		{"several lines", "目 次\n前 言.....\t1\n", "目 次\n\t\t前 言.....\t1"},
		{"a piece that repeats", "<p> </p> <p> </p>\n<p> </p>", "“</p>”3 处，“<p>”3 处"},
		{"twice is no repetition", "- 2 -\n- 3 -", "- 2 -\n\t\t- 3 -"},
	} {
		if got := told(c.text); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
