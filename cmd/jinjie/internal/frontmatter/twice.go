package frontmatter

import "jinjie/cmd/jinjie/internal/diag"

// Rename puts the usual names of keys in the place of others that they may be written
// under, such as Chinese ones. Under whatever names, a key that is written twice is a
// repeated key, of which the first counts.
func Rename(fields []Field, usual map[string]string) ([]Field, []diag.Diagnostic) {
	var out []Field
	var problems []diag.Diagnostic
	seen := map[string]Field{} // by usual name, as written
	for _, f := range fields {
		written := f
		if name := usual[f.Key]; name != "" {
			f.Key = name
		}
		if before, ok := seen[f.Key]; ok {
			problems = append(problems, repeated(before, written, "键“%s”重复：与“%s”是同一项", written.Key, before.Key))
			continue
		}
		seen[f.Key] = written
		out = append(out, f)
	}
	return out, problems
}

// repeated reports a key that is written a second time. The one before counts.
func repeated(before, again Field, format string, args ...any) diag.Diagnostic {
	d := repeatedKey.At(again.Pos, format, args...).WithRelated(before.Pos, "前一次")
	if before.Pos.Line == again.Pos.Line {
		return d.WithHint("两处只留一处；现在读的是前一处")
	}
	return d.WithHint("两行只留一行；现在读的是第 %d 行", before.Pos.Line)
}
