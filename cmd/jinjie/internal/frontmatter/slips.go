package frontmatter

import (
	"errors"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"

	"jinjie/cmd/jinjie/internal/diag"
)

// A fault is what keeps text from being read as settings. Lines and columns count from 1
// in the YAML; from is the place where the construct begins that went wrong, if known.
type fault struct {
	line, column int
	from         yaml.Mark
	message      string // the library's, or empty
}

// read reads text into root and returns what is wrong with it, or nil.
func read(text string, root *yaml.Node) *fault {
	err := yaml.Unmarshal([]byte(text), root)
	var load *yaml.LoadError
	switch {
	case errors.As(err, &load):
		return &fault{load.Mark.Line, load.Mark.Column, load.ContextMark, load.Message}
	case err != nil:
		return &fault{line: 1, column: 1, message: err.Error()}
	case len(root.Content) == 0:
		return nil
	}
	top := root.Content[0]
	if top.Kind == yaml.MappingNode || top.Kind == yaml.ScalarNode && top.ShortTag() == "!!null" {
		return nil
	}
	return &fault{line: top.Line, column: top.Column}
}

// maxTries bounds how many lines are mended on trial for one fault.
const maxTries = 60

// explain tells a fault in Chinese. YAML often notices a slip only lines below it, so
// lines are mended on trial, from the fault upwards; a slip is named as the cause only if
// without it the text can be read further.
func (p *parser) explain(text string, f fault) diag.Diagnostic {
	tries := 0
	for _, kinds := range [][]slip{slips(), {indented}} {
		for line := min(max(f.line, 1), len(p.cursor.lines)); line > 0 && tries < maxTries; line-- {
			for _, s := range kinds {
				found, ok := s(p.cursor.lines[line-1])
				if !ok {
					continue
				}
				if tries++; p.helps(line, found.mended, f) {
					return badYAML.At(p.cursor.at(line, found.at), "文件头写法有误：%s", found.message).WithHint("%s", found.hint)
				}
			}
		}
	}
	return p.plainly(f)
}

// helps tells whether the text can be read further with one line mended.
func (p *parser) helps(line int, mended string, before fault) bool {
	var root yaml.Node
	after := read(p.cursor.replaced(line, mended), &root)
	return after == nil || after.line > max(before.line, line)
}

// plainly tells a fault whose cause is not known.
func (p *parser) plainly(f fault) diag.Diagnostic {
	const hint = "一行一项，写作“键: 值”，冒号用英文冒号，后面空一格"
	pos := p.cursor.pos(f.line, f.column)
	if f.message == "" {
		return badYAML.At(pos, "文件头应当一行一项，写作“键: 值”").WithHint(hint)
	}
	for _, known := range []struct{ said, message string }{
		{"',' or ']'", "方括号没有成对，或者各项之间少了英文逗号"},
		{"',' or '}'", "花括号没有成对，或者各项之间少了英文逗号"},
		{"unexpected end of stream", "英文引号没有成对"},
	} {
		if strings.Contains(f.message, known.said) {
			if f.from.Line > 0 {
				pos = p.cursor.pos(f.from.Line, f.from.Column)
			}
			return badYAML.At(pos, "文件头写法有误：%s", known.message)
		}
	}
	return badYAML.At(pos, "文件头写法有误").WithHint(hint)
}

// A finding is a slip of the hand in one line.
type finding struct {
	at      int // its offset in the line
	message string
	hint    string
	mended  string // the line without it
}

// A slip looks for one sort of slip in a line.
type slip func(line string) (finding, bool)

// slips lists what a Chinese keyboard, or a hand in haste, does to front matter; those
// that say more come first.
func slips() []slip {
	return []slip{wideColon, tabbed, joined, backslash, openBracket, openQuote, behindQuote, colonInside, oddStart}
}

// entry is a line with a key and, unless what follows is a list or a map, its value.
var entry = regexp.MustCompile(`^(\s*(?:- )*)([^\s:：'"\[{#][^:：]*):[ \t]+(.*\S)\s*$`)

// valueOf takes a line apart behind its key.
func valueOf(line string) (head, key, value string, ok bool) {
	m := entry.FindStringSubmatchIndex(line)
	if m == nil {
		return "", "", "", false
	}
	return line[:m[6]], line[m[4]:m[5]], line[m[6]:m[7]], true
}

// quoted writes a value in single quotation marks, in which nothing has a meaning.
func quoted(value string) string { return "'" + strings.ReplaceAll(value, "'", "''") + "'" }

var wideLine = regexp.MustCompile(`^\s*(?:- )*[{]?([^\s:：'"\[{#]+)(：)\s*(.*)$`)

func wideColon(line string) (finding, bool) {
	m := wideLine.FindStringSubmatchIndex(line)
	if m == nil {
		return finding{}, false
	}
	return finding{m[4], "“" + line[m[2]:m[3]] + "”后面是中文冒号", "改用英文冒号，后面空一格",
		line[:m[4]] + ": " + line[m[6]:m[7]]}, true
}

func tabbed(line string) (finding, bool) {
	text := strings.TrimLeft(line, " \t")
	indent := line[:len(line)-len(text)]
	at := strings.Index(indent, "\t")
	if at < 0 {
		return finding{}, false
	}
	return finding{at, "行首用了制表符", "改用空格缩进", strings.ReplaceAll(indent, "\t", "  ") + text}, true
}

var joinedLine = regexp.MustCompile(`^\s*(?:- )*([^\s:：'"\[{#]+)(:)([^\s/].*)$`)

func joined(line string) (finding, bool) {
	m := joinedLine.FindStringSubmatchIndex(line)
	if m == nil {
		return finding{}, false
	}
	return finding{m[4], "“" + line[m[2]:m[3]] + "”的冒号后面缺一个空格", "写作“键: 值”", line[:m[5]] + " " + line[m[6]:m[7]]}, true
}

func backslash(line string) (finding, bool) {
	head, key, value, ok := valueOf(line)
	at := strings.Index(value, `\`)
	if !ok || at < 0 || !strings.HasPrefix(value, `"`) {
		return finding{}, false
	}
	return finding{len(head) + at, "“" + key + "”的英文双引号里有反斜杠", `写作 \\，或者改用英文单引号括起`,
		head + strings.ReplaceAll(value, `\`, `\\`)}, true
}

func openBracket(line string) (finding, bool) {
	head, key, value, ok := valueOf(line)
	if !ok || !strings.HasPrefix(value, "[") && !strings.HasPrefix(value, "{") {
		return finding{}, false
	}
	opening, closing, name := value[:1], "]", "方括号"
	if opening == "{" {
		closing, name = "}", "花括号"
	}
	open := strings.Count(value, opening) - strings.Count(value, closing)
	f := finding{len(head), "“" + key + "”的" + name + "没有成对", "在末尾补上 " + closing, ""}
	if open < 0 {
		f.hint, f.mended = "删去多余的 "+closing, head+value[:len(value)+open]
		return f, strings.HasSuffix(value, strings.Repeat(closing, -open))
	}
	for _, wide := range []string{"］", "】", "｝"} {
		if rest, found := strings.CutSuffix(value, wide); found {
			value, f.hint = rest, "“"+wide+"”是中文括号，改用英文的 "+closing
		}
	}
	f.mended = head + value + strings.Repeat(closing, open)
	return f, open > 0
}

func openQuote(line string) (finding, bool) {
	head, key, value, ok := valueOf(line)
	if !ok || value[0] != '"' && value[0] != '\'' || len(value) > 1 && strings.HasSuffix(value, value[:1]) {
		return finding{}, false
	}
	return finding{len(head), "“" + key + "”的英文引号没有成对", "在末尾补上 " + value[:1], head + value + value[:1]}, true
}

func behindQuote(line string) (finding, bool) {
	head, key, value, ok := valueOf(line)
	if !ok || value[0] != '"' && value[0] != '\'' {
		return finding{}, false
	}
	end := strings.IndexByte(value[1:], value[0]) + 2
	if end < 2 || end == len(value) {
		return finding{}, false
	}
	return finding{len(head) + end, "“" + key + "”的英文引号后面还有文字", "值里的引号改用中文引号“ ”，或者把整个值用另一种英文引号括起",
		head + quoted(value)}, true
}

var innerColon = regexp.MustCompile(`:(?:\s|$)`)

func colonInside(line string) (finding, bool) {
	head, key, value, ok := valueOf(line)
	at := innerColon.FindStringIndex(value)
	if !ok || at == nil || strings.ContainsAny(value[:1], `'"[{`) {
		return finding{}, false
	}
	return finding{len(head) + at[0], "“" + key + "”的值里有英文冒号", "改用中文冒号，或者把整个值用英文引号括起", head + quoted(value)}, true
}

func oddStart(line string) (finding, bool) {
	head, key, value, ok := valueOf(line)
	if !ok || !strings.ContainsAny(value[:1], "@`%&*!|>,]}?-#") {
		return finding{}, false
	}
	return finding{len(head), "“" + key + "”的值不能以“" + value[:1] + "”开头", "把整个值用英文引号括起", head + quoted(value)}, true
}

// indented is tried last: taking indentation away could hide any other slip.
func indented(line string) (finding, bool) {
	text := strings.TrimLeft(line, " ")
	if text == line || text == "" {
		return finding{}, false
	}
	return finding{0, "行首的空格与前后各行不齐", "同一层的键从同一列写起", text}, true
}
