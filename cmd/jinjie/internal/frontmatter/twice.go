package frontmatter

import "jinjie/cmd/jinjie/internal/diag"

// repeated reports a key that is written a second time. The one before counts.
func repeated(before, again Field, format string, args ...any) diag.Diagnostic {
	d := repeatedKey.At(again.Pos, format, args...).WithRelated(before.Pos, "前一次")
	if before.Pos.Line == again.Pos.Line {
		return d.WithHint("两处只留一处；现在读的是前一处")
	}
	return d.WithHint("两行只留一行；现在读的是第 %d 行", before.Pos.Line)
}
