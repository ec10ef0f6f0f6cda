package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"jinjie/cmd/jinjie/internal/diag"
)

var badCode = diag.Kind{Code: "bad-code-info", Severity: diag.Warning,
	Title: "代码块的说明有误",
	Why:   "``` 后面写语言，再写要用的几项：title=\"标题\"、{2,4-6}（着重的行）、linenos（行号），例如 ```go title=\"示例\" {2} linenos。"}

// A codeInfo is what stands behind the opening fence.
type codeInfo struct {
	language string
	title    string
	numbered bool
	marked   []lineRange
}

// A lineRange is a run of lines, counted from 1.
type lineRange struct{ first, last int }

// maxRanges bounds the runs of lines that are marked: each line is held against all.
const maxRanges = 100

var (
	codeTitle = regexp.MustCompile(`title[=＝](?:"([^"]*)"|“([^”]*)”|'([^']*)'|(\S+))`)
	codeLines = regexp.MustCompile(`[{｛]([0-9,，、\s–—-]*)[}｝]`)
)

// codeInfo reads the words behind a fence, which begin at an offset of the source.
func (in *input) codeInfo(text string, at int) codeInfo {
	var c codeInfo
	rest := text
	if m := codeTitle.FindStringSubmatch(rest); m != nil {
		c.title = m[1] + m[2] + m[3] + m[4]
		rest = strings.Replace(rest, m[0], "", 1)
	}
	if m := codeLines.FindStringSubmatch(rest); m != nil {
		c.marked = lineRanges(m[1])
		rest = strings.Replace(rest, m[0], "", 1)
	}
	for i, word := range strings.Fields(rest) {
		switch {
		case word == "linenos" || word == "showLineNumbers":
			c.numbered = true
		case i == 0:
			c.language = word
		default:
			in.report(badCode.At(in.pos(at), "不认识“%s”", short(word)).WithHint(`可以写 title="标题"、{2,4-6}、linenos`))
		}
	}
	return c
}

// lineRanges reads “2,4-6”.
func lineRanges(text string) (ranges []lineRange) {
	text = strings.NewReplacer("，", ",", "、", ",", "–", "-", "—", "-").Replace(text)
	for part := range strings.SplitSeq(text, ",") {
		first, last, isRange := strings.Cut(strings.TrimSpace(part), "-")
		from, err := strconv.Atoi(strings.TrimSpace(first))
		to := from
		if isRange {
			to, _ = strconv.Atoi(strings.TrimSpace(last))
		}
		if err == nil && len(ranges) < maxRanges {
			ranges = append(ranges, lineRange{from, to})
		}
	}
	return ranges
}

// marks tells whether a line is marked.
func (c codeInfo) marks(line int) bool {
	return slices.ContainsFunc(c.marked, func(r lineRange) bool { return r.first <= line && line <= r.last })
}

// codeRenderer writes blocks of code as HTML, each as its words behind the fence say.
type codeRenderer map[ast.Node]codeInfo

// RegisterFuncs tells which nodes it writes.
func (r codeRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	var left colourBudget = maxColoured
	write := func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			writeCode(w, r[n], codeText(n, source), &left)
		}
		return ast.WalkSkipChildren, nil
	}
	reg.Register(ast.KindFencedCodeBlock, write)
	reg.Register(ast.KindCodeBlock, write)
}

func writeCode(w util.BufWriter, info codeInfo, text string, left *colourBudget) {
	w.WriteString(`<figure class="codebox">`)
	if info.title != "" {
		w.WriteString(`<figcaption>` + escape(info.title) + `</figcaption>`)
	}
	w.WriteString(`<pre tabindex="0"><code class="code-text`)
	if info.numbered {
		w.WriteString(" numbered")
	}
	w.WriteString(`">`)
	for i, line := range coloured(info.language, text, left) {
		class := "line"
		if info.marks(i + 1) {
			class = "line marked"
		}
		fmt.Fprintf(w, `<span class="%s">%s</span>`, class, line)
	}
	w.WriteString("</code></pre></figure>\n")
}

// codeText is the text of a block of code.
func codeText(n ast.Node, source []byte) string {
	var b bytes.Buffer
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(source))
	}
	return b.String()
}

// coloured cuts code into lines of HTML, each with its line break, and marks its parts
// with chroma's classes. Code in an unknown language stays plain.
func coloured(language, text string, left *colourBudget) (lines []string) {
	for line := range strings.Lines(text) {
		lines = append(lines, escape(line))
	}
	lexer := lexerOf(language)
	if lexer == nil || !left.spend(lexer, text) {
		return lines
	}
	plain := lines
	defer func() {
		if recover() != nil { // a fault of the lexer, not of the author
			lines = plain
		}
	}()
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, text)
	if err != nil {
		return lines
	}
	return colouredLines(tokens.Tokens())
}

func colouredLines(tokens []chroma.Token) []string {
	var lines []string
	for _, line := range chroma.SplitTokensIntoLines(tokens) {
		var b strings.Builder
		for _, t := range line {
			class := chroma.StandardTypes[t.Type]
			if class == "" || strings.TrimSpace(t.Value) == "" {
				b.WriteString(escape(t.Value))
				continue
			}
			b.WriteString(`<span class="` + class + `">` + escape(t.Value) + `</span>`)
		}
		if b.Len() > 0 {
			lines = append(lines, b.String())
		}
	}
	return lines
}

func escape(text string) string { return string(util.EscapeHTML([]byte(text))) }
