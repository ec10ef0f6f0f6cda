package frontmatter

import (
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
	problems []diag.Diagnostic
	inner    []*Reader
}

// NewReader reads fields; at is the place to name for keys that are missing.
func NewReader(fields []Field, at diag.Pos) *Reader { return &Reader{fields: fields, at: at} }

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

// Word returns the value of key as a word or a sentence; false if there is none.
func (r *Reader) Word(key string) (Value, bool) {
	v, ok := r.Value(key)
	if ok && v.Kind != Scalar {
		r.Problem(notOne(key, v))
		return Value{Pos: v.Pos}, false
	}
	return v, ok
}

// Text returns the word or sentence of key, or "" if there is none.
func (r *Reader) Text(key string) string {
	v, _ := r.Word(key)
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
		r.Problem(wrongType.At(v.Pos, "%s 应当是一个列表", key).WithHint("写作 %s: [甲, 乙]", key))
	}
	var list []Value
	for _, item := range v.Items {
		if item.Kind != Scalar {
			r.Problem(wrongType.At(item.Pos, "%s 的每一项应当是一个词", key).WithHint("%s", itemHint(key, item)))
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
	r.Problem(wrongType.At(v.Pos, "%s 只能是 true 或 false", key).WithHint("写作 %s: true；不需要就整行删去", key))
	return missing
}

// Map returns a reader of the map at key; it is empty if there is none. Its problems
// come with those of r.
func (r *Reader) Map(key string) *Reader {
	v, ok := r.Value(key)
	if ok && v.Kind != Map {
		d := wrongType.At(v.Pos, "%s 应当写成 {键: 值, 键: 值}", key)
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
		r.Problem(wrongType.At(v.Pos, "%s 应当是一个列表，每项写成 {键: 值, 键: 值}", key))
	}
	var list []*Reader
	for _, item := range v.Items {
		if item.Kind != Map {
			r.Problem(wrongType.At(item.Pos, "%s 的每一项应当写成 {键: 值, 键: 值}", key))
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
	if before, _, wide := strings.Cut(f.Key, "："); wide && slices.Contains(r.asked, before) {
		return d.WithHint("“%s”后面的中文冒号改用英文冒号，后面空一格", before)
	}
	if near := diag.Nearest(f.Key, r.asked); near != "" {
		return d.WithHint("是不是 %s？", near)
	}
	return d
}
