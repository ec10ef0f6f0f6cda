package frontmatter

import (
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"jinjie/cmd/jinjie/internal/diag"
)

// parse reads text, which begins at offset start of the file.
func parse(text string, start int, lines *diag.Lines) ([]Field, []diag.Diagnostic) {
	if d, found := limits(text, start, lines); found {
		return nil, []diag.Diagnostic{d}
	}
	p := &parser{cursor: newCursor(text, lines.Pos(start))}
	var root yaml.Node
	if f := read(text, &root); f != nil {
		return nil, []diag.Diagnostic{p.explain(text, *f)}
	}
	if len(root.Content) == 0 || root.Content[0].Kind == yaml.ScalarNode {
		return nil, nil // nothing but comments
	}
	top, _ := p.value(root.Content[0], 1)
	return top.Fields, p.problems
}

// A parser turns nodes of YAML into fields.
type parser struct {
	cursor   *cursor
	problems []diag.Diagnostic
}

func (p *parser) report(d diag.Diagnostic) {
	if len(p.problems) < maxProblems {
		p.problems = append(p.problems, d)
	}
}

// value turns a node, depth maps and lists deep, into a value; false if it is not taken,
// which is reported.
func (p *parser) value(n *yaml.Node, depth int) (Value, bool) {
	v := Value{Pos: p.cursor.pos(n.Line, n.Column)}
	if p.refuse(n, v.Pos) {
		return v, false
	}
	if n.Kind != yaml.ScalarNode && depth > maxDepth {
		p.report(tooMuch.At(v.Pos, "文件头超过 %d 层", maxDepth))
		return v, false
	}
	switch n.Kind {
	case yaml.ScalarNode:
		v.Text, v.inset = n.Value, p.cursor.inset(v.Pos, n.Value)
		if v.Kind = Scalar; n.ShortTag() == "!!null" && n.Style == 0 {
			v.Kind, v.Text = Null, ""
		}
	case yaml.SequenceNode:
		v.Kind = List
		for _, item := range n.Content {
			if w, ok := p.value(item, depth+1); ok {
				v.Items = append(v.Items, w)
			}
		}
	case yaml.MappingNode:
		v.Kind = Map
		v.Fields = p.fields(n, depth)
	}
	return v, true
}

// refuse reports what settings do not need.
func (p *parser) refuse(n *yaml.Node, pos diag.Pos) bool {
	what := ""
	switch {
	case n.Kind == yaml.AliasNode:
		what = "引用（*" + n.Value + "）"
	case n.Anchor != "":
		what = "锚点（&" + n.Anchor + "）"
	case n.Style&yaml.TaggedStyle != 0:
		what = "标签（" + n.Tag + "）"
	case n.ShortTag() == "!!merge":
		what = "合并键（<<）"
	}
	if what == "" {
		return false
	}
	p.report(refused.At(pos, "文件头不支持%s", what).WithHint("把值直接写出来；如果这是文字，请用英文引号括起"))
	return true
}

func (p *parser) fields(n *yaml.Node, depth int) []Field {
	var fields []Field
	seen := map[string]Field{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		pos := p.cursor.pos(key.Line, key.Column)
		if p.refuse(key, pos) {
			continue
		}
		if key.Kind != yaml.ScalarNode {
			p.report(badYAML.At(pos, "键只能是一个词"))
			continue
		}
		if before, ok := seen[key.Value]; ok {
			p.report(repeated(before, Field{Key: key.Value, Pos: pos}, "键“%s”重复", key.Value))
			continue
		}
		seen[key.Value] = Field{Key: key.Value, Pos: pos}
		v, _ := p.value(n.Content[i+1], depth+1)
		fields = append(fields, Field{key.Value, pos, v})
	}
	return fields
}

// A cursor turns the places of YAML, line and column in characters from 1, into places
// of the file. It goes on from where it was, so that thousands of places in one long line
// do not take the square of that in time.
type cursor struct {
	lines  []string // of the YAML
	start  diag.Pos // where the YAML begins: the first column of a line
	line   int      // where the cursor stands
	column int
	offset int
}

func newCursor(text string, start diag.Pos) *cursor {
	c := &cursor{start: start, line: 1, column: 1}
	for _, line := range linesOf(text) {
		c.lines = append(c.lines, line)
	}
	return c
}

// pos returns the place in the file; what lies beyond the text is the end of its line.
func (c *cursor) pos(line, column int) diag.Pos {
	line = min(max(line, 1), max(len(c.lines), 1))
	if line != c.line || column < c.column {
		c.line, c.column, c.offset = line, 1, 0
	}
	for c.column < column && c.line <= len(c.lines) && c.offset < len(c.lines[c.line-1]) {
		_, n := utf8.DecodeRuneInString(c.lines[c.line-1][c.offset:])
		c.offset += n
		c.column++
	}
	return diag.Pos{File: c.start.File, Line: c.start.Line + line - 1, Column: c.column, Offset: c.offset}
}

// inset tells how many bytes behind a place, in quotation marks or not, text stands as it
// is; negative if it does not.
func (c *cursor) inset(pos diag.Pos, text string) int {
	line := pos.Line - c.start.Line
	if line < 0 || line >= len(c.lines) {
		return -1
	}
	for n := range 2 {
		if rest := c.lines[line]; pos.Offset+n <= len(rest) && strings.HasPrefix(rest[pos.Offset+n:], text) {
			return n
		}
	}
	return -1
}

// at returns the place of the byte at offset of a line, counted from 1.
func (c *cursor) at(line, offset int) diag.Pos {
	return c.pos(line, utf8.RuneCountInString(c.lines[line-1][:offset])+1)
}

// replaced returns the text with another line in place of one, counted from 1.
func (c *cursor) replaced(line int, with string) string {
	lines := slices.Clone(c.lines)
	lines[line-1] = with
	return strings.Join(lines, "\n")
}
