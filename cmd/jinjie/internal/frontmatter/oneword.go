package frontmatter

import (
	"regexp"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/diag"
)

// notOne reports a value that is a list or a map where one word or sentence belongs.
func notOne(key string, v Value) diag.Diagnostic {
	if v.Kind == Map {
		return wrongType.At(v.Pos, "%s 只能写一个值，不能是一组键和值", key).WithHint("写作 %s: 文字", key)
	}
	d := wrongType.At(v.Pos, "%s 只能写一个值，不能是列表", key)
	if len(v.Items) > 1 {
		return d.WithHint("只留一项，写作 %s: %s", key, example(v.Items))
	}
	return d.WithHint("不用列表，写作 %s: %s", key, example(v.Items))
}

// itemHint tells how to write an entry of a list that is no word.
func itemHint(key string, item Value) string {
	switch item.Kind {
	case Null:
		return "删去空着的这一项"
	case List:
		return "只用一层方括号，写作 " + key + ": [" + example(item.Items) + "]"
	}
	return "写作 " + key + ": [甲, 乙]"
}

// marked is text in which YAML would see marks of its own.
var marked = regexp.MustCompile(`^[-?:,\[\]{}#&*!|>'"%@\x60]|:(?:\s|$)|\s#|\n`)

// example is the first word of a list as it can be written behind a key, or what stands
// for one.
func example(items []Value) string {
	const longest = 24 // characters that a hint can still show
	for _, item := range items {
		if item.Kind != Scalar || item.Text == "" || utf8.RuneCountInString(item.Text) > longest {
			continue
		}
		if marked.MatchString(item.Text) {
			return quoted(item.Text)
		}
		return item.Text
	}
	return "文字"
}
