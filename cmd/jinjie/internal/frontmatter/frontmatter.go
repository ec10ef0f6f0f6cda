// Package frontmatter reads the settings at the head of a Markdown file: a block of YAML
// between two lines of three hyphens. It alone knows YAML.
//
// Values are kept as they are written, so that 1.10 stays “1.10”, and every key and value
// knows its place. What YAML allows and settings do not need is refused, because lessons
// come from many hands: anchors, aliases, merge keys, tags, several documents, repeated
// keys, depth over 20, and more than 64 KB. What YAML itself cannot read is told in Chinese,
// with the slip of the hand behind it where mending that slip is seen to help.
package frontmatter

import (
	"slices"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/diag"
)

// A ValueKind is a sort of value.
type ValueKind int

const (
	// Null is a key without a value.
	Null ValueKind = iota
	// Scalar is a word, a number, a sentence.
	Scalar
	// List is a list of values.
	List
	// Map is a set of keys with values.
	Map
)

// A Value is what stands behind a key.
type Value struct {
	Kind   ValueKind
	Text   string  // of a scalar: as written, without quotation marks
	Items  []Value // of a list
	Fields []Field // of a map, in order
	Pos    diag.Pos

	inset int // bytes from Pos to where Text stands as it is; negative where it does not
}

// At is the place of the byte at an offset of v's text; of a text that is folded or has
// escapes, the place where it begins.
func (v Value) At(offset int) diag.Pos {
	p := v.Pos
	if v.inset >= 0 {
		p.Column += v.inset + utf8.RuneCountInString(v.Text[:offset])
		p.Offset += v.inset + offset
	}
	return p
}

// A Field is a key with its value.
type Field struct {
	Key   string
	Pos   diag.Pos // of the key
	Value Value
}

// A Document is a file taken apart. Places count in the whole file.
type Document struct {
	Found     bool // whether there is front matter
	Closed    bool // whether it has an end; without one all the text is front matter
	Unread    bool // whether something of it could not be read: keys that Fields lack may be written
	Fields    []Field
	Head      string // the front matter as written, without the lines around it
	Body      string // what follows the front matter
	BodyStart int    // offset of Body in the text
	Lines     *diag.Lines
	Pos       diag.Pos // of the front matter's first line, or of the file's
}

// Kinds lists every sort of problem that front matter can have.
func Kinds() []diag.Kind {
	return []diag.Kind{badYAML, unclosed, tooMuch, refused, repeatedKey, unknownKey, wrongType}
}

var (
	badYAML = diag.Kind{Code: "bad-front-matter", Severity: diag.Error,
		Title: "文件头写法有误",
		Why:   "文件头写在两行“---”之间，一行一项，写作“键: 值”，冒号用英文冒号，后面空一格。"}
	unclosed = diag.Kind{Code: "unclosed-front-matter", Severity: diag.Error,
		Title: "文件头没有结束",
		Why:   "文件头以单独一行“---”开始，也以单独一行“---”结束，否则正文会被当作设置。"}
	tooMuch = diag.Kind{Code: "large-front-matter", Severity: diag.Error,
		Title: "文件头过大或层次过多",
		Why:   "文件头只写设置，不超过 64 KB，层次不超过 20 层。正文请写在文件头后面。"}
	refused = diag.Kind{Code: "refused-yaml", Severity: diag.Error,
		Title: "文件头用了不支持的 YAML 写法",
		Why:   "文件头不用锚点（&）、引用（*）、合并键（<<）、标签（!），也不分成几份：它们会让一小段文字展开成极大的内容，也让别人读不懂。请把值直接写出来。"}
	repeatedKey = diag.Kind{Code: "repeated-key", Severity: diag.Error,
		Title: "键重复",
		Why:   "同一个键写了两次，无从知道以哪一次为准。中文的键和英文的键是同一个，例如课的“学时”就是 hours，也只写一次。"}
	unknownKey = diag.Kind{Code: "unknown-key", Severity: diag.Warning,
		Title: "不认识的键",
		Why:   "不认识的键不起作用，多半是拼写有误。"}
	wrongType = diag.Kind{Code: "wrong-type", Severity: diag.Error,
		Title: "值的类型不对",
		Why:   "有的键要一个词，有的要一个列表（[甲, 乙]），有的只能写 true 或 false。"}
)

// Parse takes text, the decoded content of file, apart. The document is always usable:
// what could not be read is missing from its fields, and told in the problems. A byte
// order mark is passed over; LF, CRLF and CR end a line.
func Parse(file, text string) (Document, []diag.Diagnostic) {
	d := Document{Lines: diag.NewLines(file, text)}
	f := findFences(text)
	d.Pos = d.Lines.Pos(f.open)
	d.BodyStart, d.Body = f.body, text[f.body:]
	switch {
	case !f.found:
		return d, nil
	case f.close < 0:
		d.Found, d.Unread, d.Head = true, true, text[f.yaml:]
		return d, []diag.Diagnostic{f.unclosed(text, d.Lines)}
	}
	d.Found, d.Closed, d.Head = true, true, text[f.yaml:f.close]
	fields, problems := parse(d.Head, f.yaml, d.Lines)
	d.Fields = fields
	// Of a repeated key one value is read: nothing is missing.
	d.Unread = slices.ContainsFunc(problems, func(p diag.Diagnostic) bool { return p.Code != repeatedKey.Code })
	if f.blank {
		problems = append(problems, badYAML.At(d.Pos, "文件头前面有空行").WithHint("把“---”移到文件的第一行"))
	}
	return d, problems
}
