package frontmatter

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"

	"jinjie/cmd/jinjie/internal/diag"
)

// A parser turns YAML into fields.
type parser struct {
	lines    *diag.Lines
	first    int // the line of the file on which the YAML begins, from 1
	problems []diag.Diagnostic
}

// parse reads text, which begins at offset start of the file.
func parse(text string, start int, lines *diag.Lines) ([]Field, []diag.Diagnostic) {
	at := lines.Pos(start)
	if len(text) > maxSize {
		return nil, []diag.Diagnostic{tooMuch.At(at, "文件头有 %d KB，不能超过 %d KB", len(text)>>10, maxSize>>10)}
	}
	if depth, line := nesting(text); depth > maxDepth {
		return nil, []diag.Diagnostic{tooMuch.At(lines.At(at.Line+line, 1), "文件头超过 %d 层", maxDepth)}
	}
	p := &parser{lines: lines, first: at.Line}
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(text), &root); err != nil {
		return nil, []diag.Diagnostic{p.syntax(text, err)}
	}
	if len(root.Content) == 0 {
		return nil, nil
	}
	top := root.Content[0]
	if top.Kind != yaml.MappingNode {
		if top.Kind == yaml.ScalarNode && top.ShortTag() == "!!null" {
			return nil, nil
		}
		return nil, []diag.Diagnostic{p.guess(text, p.pos(top.Line, top.Column), "文件头应当一行一项，写作“键: 值”")}
	}
	return p.value(top, 0).Fields, p.problems
}

// nesting bounds the depth of text before YAML reads it: brackets that are open at once,
// or steps of indentation. It also tells the line, from 0.
func nesting(text string) (depth, line int) {
	open := 0
	for n, l := range strings.Split(text, "\n") {
		indent := len(l) - len(strings.TrimLeft(l, " -?"))
		open += strings.Count(l, "[") + strings.Count(l, "{")
		if d := max(open, (indent+1)/2); d > depth {
			depth, line = d, n
		}
		open = max(0, open-strings.Count(l, "]")-strings.Count(l, "}"))
	}
	return depth, line
}

// pos is the place of what YAML counts as line and column (in characters), both from 1.
func (p *parser) pos(line, column int) diag.Pos {
	return p.lines.At(p.first+max(line, 1)-1, max(column, 1))
}

func (p *parser) report(d diag.Diagnostic) { p.problems = append(p.problems, d) }

// value turns a node into a value.
func (p *parser) value(n *yaml.Node, depth int) Value {
	v := Value{Pos: p.pos(n.Line, n.Column)}
	if p.refuse(n, v.Pos) || depth > maxDepth {
		return v
	}
	switch n.Kind {
	case yaml.ScalarNode:
		v.Text = n.Value
		if v.Kind = Scalar; n.ShortTag() == "!!null" && n.Style == 0 {
			v.Kind, v.Text = Null, ""
		}
	case yaml.SequenceNode:
		v.Kind = List
		for _, item := range n.Content {
			v.Items = append(v.Items, p.value(item, depth+1))
		}
	case yaml.MappingNode:
		v.Kind = Map
		p.fields(&v, n, depth)
	}
	return v
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
	}
	if what == "" {
		return false
	}
	p.report(refused.At(pos, "文件头不支持%s", what).WithHint("把值直接写出来；如果这是文字，请用英文引号括起"))
	return true
}

func (p *parser) fields(v *Value, n *yaml.Node, depth int) {
	seen := map[string]diag.Pos{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		pos := p.pos(key.Line, key.Column)
		if p.refuse(key, pos) {
			continue
		}
		if key.Kind != yaml.ScalarNode {
			p.report(badYAML.At(pos, "键只能是一个词"))
			continue
		}
		if before, ok := seen[key.Value]; ok {
			p.report(repeatedKey.At(pos, "键“%s”重复", key.Value).WithRelated(before, "前一次"))
			continue
		}
		seen[key.Value] = pos
		v.Fields = append(v.Fields, Field{key.Value, pos, p.value(n.Content[i+1], depth+1)})
	}
}

// yamlLine finds the place in an error's text where the error itself does not tell it.
var yamlLine = regexp.MustCompile(`line (\d+)(?:, column (\d+))?`)

// repeated is how the library reports a key that stands twice.
var repeated = regexp.MustCompile(`mapping key "?(.*?)"? already defined at line (\d+)`)

// syntax tells in Chinese, and with a guess at the cause, what the library refused.
func (p *parser) syntax(text string, err error) diag.Diagnostic {
	line, column := 1, 1
	var load *yaml.LoadError
	if errors.As(err, &load) && load.Mark.Line > 0 {
		line, column = load.Mark.Line, load.Mark.Column+1
	} else if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		fmt.Sscan(m[1], &line)
	}
	if m := repeated.FindStringSubmatch(err.Error()); m != nil {
		before := 1
		fmt.Sscan(m[2], &before)
		return repeatedKey.At(p.pos(line, 1), "键“%s”重复", m[1]).WithRelated(p.pos(before, 1), "前一次")
	}
	return p.guess(text, p.pos(line, column), "文件头写法有误")
}

// wide is a key with a full-width colon behind it.
var wide = regexp.MustCompile(`^\s*(?:- )?([^\s:：'"\[{#]+)：`)

// bare is a plain value with a colon and a space inside, which YAML takes for a key.
var bare = regexp.MustCompile(`^\s*(?:- )?([^\s:'"\[{#]+):\s+([^'"\[{#|>\s][^'"]*: .*)$`)

// guess looks for what a Chinese keyboard, or a hand in haste, does to front matter; it
// looks from the top, since YAML may notice only far below.
func (p *parser) guess(text string, at diag.Pos, message string) diag.Diagnostic {
	for i, l := range strings.Split(text, "\n") {
		l = strings.TrimSuffix(l, "\r")
		place := p.pos(i+1, 1)
		if m := wide.FindStringSubmatchIndex(l); m != nil && !strings.Contains(l, ": ") {
			place = p.pos(i+1, len([]rune(l[:m[3]]))+1)
			return badYAML.At(place, "%s：“%s”后面是中文冒号", message, l[m[2]:m[3]]).WithHint("改用英文冒号，后面空一格")
		}
		if n := strings.Index(l, "\t"); n >= 0 && strings.TrimLeft(l[:n], " ") == "" {
			return badYAML.At(p.pos(i+1, n+1), "%s：行首用了制表符", message).WithHint("改用空格缩进")
		}
		if m := bare.FindStringSubmatch(l); m != nil {
			return badYAML.At(place, "%s：“%s”的值里有英文冒号", message, m[1]).WithHint("把整个值用英文引号括起")
		}
		if quote := unbalanced(l); quote != "" {
			return badYAML.At(place, "%s：%s没有成对", message, quote)
		}
	}
	return badYAML.At(at, "%s", message).WithHint("一行一项，写作“键: 值”，冒号用英文冒号，后面空一格")
}

// unbalanced names a quotation mark or bracket that a line opens and does not close.
func unbalanced(line string) string {
	_, value, ok := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	switch {
	case !ok || value == "":
		return ""
	case strings.HasPrefix(value, `"`) && strings.Count(value, `"`) == 1,
		strings.HasPrefix(value, `'`) && strings.Count(value, `'`) == 1:
		return "英文引号"
	case strings.HasPrefix(value, "[") && strings.Count(value, "[") > strings.Count(value, "]"):
		return "方括号"
	case strings.HasPrefix(value, "{") && strings.Count(value, "{") > strings.Count(value, "}"):
		return "花括号"
	}
	return ""
}
