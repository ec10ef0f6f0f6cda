package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// A lookalike is how the first line of a paragraph begins that was meant to be something
// else. Other programs and Chinese keyboards write them, and all show in silence as text.
type lookalike struct {
	pattern *regexp.Regexp
	message string
	hint    string
}

var lookalikes = []lookalike{
	{regexp.MustCompile(`^#{1,6}[^ \t\n#\\][^#\n]*$`), "像是标题，“#”后面没有空格", "# 后面空一格：## 标题；要显示它，写作 \\#"},
	{regexp.MustCompile(`^＃+`), "标题的“＃”是全角的", "写作 ## 标题，# 用英文的，后面空一格"},
	{regexp.MustCompile(`^》`), "像是引文，却用了“》”", "引文每行以“> ”开头"},
	{regexp.MustCompile(`^(?:·{3}|｀{3})`), "像是代码块，却用了别的记号", "代码块的上下各写一行 ```"},
	{regexp.MustCompile(`^:::+[ \t]*\S`), "不认识“:::”开头的框", "提示框写作引文，第一行是 > [!NOTE]"},
	{regexp.MustCompile(`^(?:!!!|\?\?\?)\+?[ \t]+\S`), "不认识“!!!”开头的框", "提示框写作引文，第一行是 > [!NOTE]"},
	{regexp.MustCompile(`^[-+](?:\p{Han}|\*\*|\[\[|[《“（【])`), "像是列表，“-”后面没有空格", "列表每项以“- ”开头"},
	{regexp.MustCompile(`^[［【][ \t\x{3000}xX√✓]?[］】]`), "像是任务，方括号却是中文的", "写作 - [ ] 或者 - [x]"},
	{regexp.MustCompile(`^\[\](?:[ \t]|\p{Han})`), "像是任务，方括号里没有空格", "写作 - [ ] 或者 - [x]"},
}

// entry is how a line begins that is an entry of a list to its author.
const entry = `[ \t\x{3000}]*(?:[0-9０-９]{1,3}(?:[、．)）]|\.(?:\p{Han}|[ \t]))|[（(][0-9０-９一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、．]|[①-⑳•·●○■□◆▪]|[-+]\p{Han})`

var (
	listed = regexp.MustCompile(`^` + entry)
	// opensList is a line that an entry may follow. One that is broken for the reader too,
	// with two spaces or a mark, ends in neither.
	opensList = regexp.MustCompile(`^` + entry + `(?:.*[^\\> ])?[ ]?$|[：:]$`)
)

// lookOver reports paragraphs, headings and code that were likely meant to be something
// else.
func (in *input) lookOver(root ast.Node) {
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() != ast.TypeBlock || n.Lines().Len() == 0 {
			return ast.WalkContinue, nil
		}
		switch n.Kind() {
		case ast.KindParagraph, ast.KindTextBlock:
			in.paragraph(n)
		case ast.KindHeading:
			in.underlined(n)
		case ast.KindCodeBlock:
			in.indented(n)
		}
		return ast.WalkContinue, nil
	})
}

// line is a line of a block, without its end.
func (in *input) line(n ast.Node, i int) string {
	segment := n.Lines().At(i)
	return strings.TrimSuffix(string(segment.Value(in.source)), "\n")
}

func (in *input) unread(n ast.Node, line int, message, hint string) {
	in.report(unreadMarkup.At(in.pos(n.Lines().At(line).Start), "%s", message).WithHint("%s", hint))
}

func (in *input) paragraph(n ast.Node) {
	begin := in.line(n, 0)
	for _, l := range lookalikes {
		if l.pattern.MatchString(begin) {
			in.unread(n, 0, l.message, l.hint)
			return
		}
	}
	for i := 1; i < n.Lines().Len(); i++ {
		line := in.line(n, i)
		if fault := in.tabular(n, i, line); fault != "" {
			in.unread(n, i, "像是表格，却没有读成表格", fault)
			return
		}
		if listed.MatchString(line) && opensList.MatchString(in.line(n, i-1)) {
			in.unread(n, i, "像是列表的几行会连成一段", "列表前面空一行，每项以“- ”或者“1. ”开头；不是列表就用空行分成几段")
			return
		}
	}
}

var (
	// bars is a line of a table that lacks the ruler below its header.
	bars = regexp.MustCompile(`^[ \t]*[|｜].*[|｜][ \t]*$`)
	// tabbed is a line of a table as office programs paste it.
	tabbed = regexp.MustCompile(`[^ \t]\t+[^ \t]`)
	// nearRuler is a ruler with what a Chinese keyboard makes of it.
	nearRuler = regexp.MustCompile(`^[ \t]*[|｜]?[ \t]*[:：]?(?:-+|[—－]+)[:：]?[ \t]*[|｜][-—－:：|｜ \t]*$`)
)

// tabular tells how to mend the table that a line below the first is meant to be part of.
func (in *input) tabular(n ast.Node, i int, line string) string {
	above := in.line(n, i-1)
	switch {
	case nearRuler.MatchString(line) && !ruler.MatchString(line):
		return "竖线、横线和冒号用英文的：| --- | --- |"
	case nearRuler.MatchString(line) && strings.ContainsAny(above, "|｜") && barRef.MatchString(above):
		return `表头里引用的竖线写作 \|`
	case nearRuler.MatchString(line) && strings.Contains(above, "|"):
		return "表头和下面一行 | --- | 的格数要一样；文字里的竖线写作 \\|"
	case nearRuler.MatchString(line) && strings.Contains(above, "｜"):
		return "竖线用英文的：| 甲 | 乙 |"
	case i == 1 && bars.MatchString(line) && bars.MatchString(above):
		return "表头下面要有一行 | --- | --- |，几格就写几段，竖线用英文的"
	case i == 1 && tabbed.MatchString(line) && tabbed.MatchString(above) && !listed.MatchString(line):
		return "从 Word、Excel 粘来的表格，格与格之间是制表符；写作 | 甲 | 乙 |，表头下面加一行 | --- | --- |"
	}
	return ""
}

// sentence is the end of a sentence.
var sentence = regexp.MustCompile(`[。；！？，][”’）》]?[ \t]*$`)

// underlined reports a heading that a rule below a paragraph has made.
func (in *input) underlined(n ast.Node) {
	last := in.line(n, n.Lines().Len()-1)
	at := n.Lines().At(0).Start
	line := in.source[bytes.LastIndexByte(in.source[:at], '\n')+1 : at]
	if bytes.Contains(line, []byte("#")) || !sentence.MatchString(last) && n.Lines().Len() == 1 {
		return
	}
	in.unread(n, 0, "这一段因为下一行的 --- 或者 === 成了标题", "分隔线的上面空一行；标题写作 ## 标题")
}

// indented reports sentences that four spaces before them have made code.
func (in *input) indented(n ast.Node) {
	for i := range n.Lines().Len() {
		if sentence.MatchString(in.line(n, i)) {
			in.unread(n, 0, "行首空了四格，这几行成了代码", "段落前面不空格；代码的上下各写一行 ```")
			return
		}
	}
}
