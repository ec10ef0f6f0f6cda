package frontmatter

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// A Reader asks a map for its keys. It remembers what it was asked for, so that in the
// end it can tell which keys nobody knows.
type Reader struct {
	fields   []Field
	at       diag.Pos
	asked    []string
	names    map[string]string // other names of keys
	written  map[string]string // keys that are written under another name → that name
	problems []diag.Diagnostic
	inner    []*Reader
}

// NewReader reads fields; at is the place to name for keys that are missing.
func NewReader(fields []Field, at diag.Pos) *Reader { return &Reader{fields: fields, at: at} }

// Translate makes keys known by other names as well: names tells the key that each of them
// means. Of a key that is written under two names the first counts, and the other is a
// problem. It comes before all questions.
func (r *Reader) Translate(names map[string]string) {
	r.names, r.written = names, map[string]string{}
	before := map[string]Field{}
	var fields []Field
	for _, f := range r.fields {
		key := cmp.Or(names[f.Key], f.Key)
		if first, ok := before[key]; ok {
			r.Problem(repeated(first, f, "“%s”和前面的“%s”是同一个键", f.Key, first.Key))
			continue
		}
		before[key] = f
		if key != f.Key {
			r.written[key] = f.Key
		}
		f.Key = key
		fields = append(fields, f)
	}
	r.fields = fields
}

// Written is key as the author wrote it, for messages.
func (r *Reader) Written(key string) string { return cmp.Or(r.written[key], key) }

// Value returns the value of key; false if the key is missing or has none.
func (r *Reader) Value(key string) (Value, bool) {
	r.asked = append(r.asked, key)
	for _, f := range r.fields {
		if f.Key == key {
			return f.Value, f.Value.Kind != Null
		}
	}
	return Value{Pos: r.at}, false
}

// Has tells whether key is written, with a value or without.
func (r *Reader) Has(key string) bool {
	return slices.ContainsFunc(r.fields, func(f Field) bool { return f.Key == key })
}

// Text returns the word or sentence of key, or "" if there is none.
func (r *Reader) Text(key string) string {
	v, ok := r.Value(key)
	if ok && v.Kind != Scalar {
		r.Problem(notOne(r.Written(key), v))
	}
	return v.Text
}

// Texts returns the words of a list; a single word counts as a list of one.
func (r *Reader) Texts(key string) []Value {
	v, ok := r.Value(key)
	switch {
	case !ok:
		return nil
	case v.Kind == Scalar:
		return []Value{v}
	case v.Kind == Map:
		r.Problem(wrongType.At(v.Pos, "%s 应当是一个列表", r.Written(key)).WithHint("写作 %s: [甲, 乙]", r.Written(key)))
	}
	var list []Value
	for _, item := range v.Items {
		if item.Kind != Scalar {
			r.Problem(wrongType.At(item.Pos, "%s 的每一项应当是一个词", r.Written(key)).WithHint("%s", itemHint(r.Written(key), item)))
			continue
		}
		list = append(list, item)
	}
	return list
}

// Bool returns the truth of key, or missing if there is none.
func (r *Reader) Bool(key string, missing bool) bool {
	v, ok := r.Value(key)
	if !ok {
		return missing
	}
	switch strings.ToLower(v.Text) {
	case "true", "yes", "是":
		return true
	case "false", "no", "否":
		return false
	}
	r.Problem(wrongType.At(v.Pos, "%s 只能是 true 或 false", r.Written(key)).WithHint("写作 %s: true；不需要就整行删去", r.Written(key)))
	return missing
}

// Map returns a reader of the map at key; it is empty if there is none. Its problems
// come with those of r.
func (r *Reader) Map(key string) *Reader {
	v, ok := r.Value(key)
	if ok && v.Kind != Map {
		d := wrongType.At(v.Pos, "%s 应当写成 {键: 值, 键: 值}", r.Written(key))
		if before, _, wide := strings.Cut(v.Text, "："); wide {
			d = d.WithHint("“%s”后面的中文冒号改用英文冒号，后面空一格", before)
		}
		r.Problem(d)
	}
	in := NewReader(v.Fields, v.Pos)
	r.inner = append(r.inner, in)
	return in
}

// Maps returns readers of a list of maps.
func (r *Reader) Maps(key string) []*Reader {
	v, ok := r.Value(key)
	if ok && v.Kind != List {
		r.Problem(wrongType.At(v.Pos, "%s 应当是一个列表，每项写成 {键: 值, 键: 值}", r.Written(key)))
	}
	var list []*Reader
	for _, item := range v.Items {
		if item.Kind != Map {
			r.Problem(wrongType.At(item.Pos, "%s 的每一项应当写成 {键: 值, 键: 值}", r.Written(key)))
			continue
		}
		in := NewReader(item.Fields, item.Pos)
		list = append(list, in)
	}
	r.inner = append(r.inner, list...)
	return list
}

// Pos returns the place of the value of key, or of the map if the key is missing.
func (r *Reader) Pos(key string) diag.Pos {
	for _, f := range r.fields {
		if f.Key == key {
			return f.Value.Pos
		}
	}
	return r.at
}

// Problem notes a problem.
func (r *Reader) Problem(d diag.Diagnostic) { r.problems = append(r.problems, d) }

// Close returns all problems, those of inner maps too, with one for every key that was
// never asked for.
func (r *Reader) Close() []diag.Diagnostic {
	problems := r.problems
	for _, f := range r.fields {
		if slices.Contains(r.asked, f.Key) {
			continue
		}
		problems = append(problems, r.unknown(f))
	}
	for _, in := range r.inner {
		problems = append(problems, in.Close()...)
	}
	return problems
}

// unknown tells of a key that was never asked for, and what it was likely meant to be.
func (r *Reader) unknown(f Field) diag.Diagnostic {
	d := unknownKey.At(f.Pos, "不认识的键“%s”", f.Key)
	if before, _, wide := strings.Cut(f.Key, "："); wide && slices.Contains(r.asked, cmp.Or(r.names[before], before)) {
		return d.WithHint("“%s”后面的中文冒号改用英文冒号，后面空一格", before)
	}
	known := slices.Clone(r.asked)
	for _, name := range slices.Sorted(maps.Keys(r.names)) {
		if slices.Contains(r.asked, r.names[name]) {
			known = append(known, name)
		}
	}
	if near := diag.Nearest(f.Key, known); near != "" {
		return d.WithHint("是不是 %s？", near)
	}
	return d
}
