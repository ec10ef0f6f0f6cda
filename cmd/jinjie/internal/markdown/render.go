package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	gmtext "github.com/yuin/goldmark/text"

	"jinjie/cmd/jinjie/internal/diag"
)

var skippedHeading = diag.Kind{Code: "heading-level", Severity: diag.Warning,
	Title: "标题跳级",
	Why:   "课的标题是一级标题，正文从 ## 写起，往下一级一级地来；跳级的、空的标题在目录和读屏软件里接不上。"}

// Render turns the Markdown of text, which is valid UTF-8, from the byte start on into a
// page; lines are those of the whole text. What may not be published, or would be lost,
// is a problem, and is left out.
func Render(lines *diag.Lines, text string, start int) (Page, []diag.Diagnostic) {
	in := newInput(lines, text, start, unseen)
	if !in.readable(len(text) - start) {
		return Page{Unread: true}, in.problems
	}
	root := pageParser(in).Parse(gmtext.NewReader(in.source))
	in.raw(root)
	mergeTexts(root)
	in.wideRefs(root)
	linkAddresses(root, in.source)
	in.unnest(root)
	joinLines(root, in.source)
	admonish(root)
	figures(root)
	in.lookOver(root)
	c := &checker{input: in, ids: newIDs(), words: map[ast.Node]Link{},
		writers: writers{map[ast.Node]placed{}, map[ast.Node]int{}}, codes: map[ast.Node]codeInfo{}}
	c.check(root)
	var out bytes.Buffer
	if err := pageRenderer(c).Render(&out, in.source, root); err != nil {
		panic(err) // a buffer takes everything
	}
	c.page.HTML, c.page.Holes, c.page.Runs = split(out.String())
	c.page.Unread = slices.ContainsFunc(in.problems, func(d diag.Diagnostic) bool { return d.Code == tooComplex.Code })
	return c.page, in.problems
}

// A checker walks a parsed page: it gathers its headings, links, references and texts,
// and takes out links that may not be published.
type checker struct {
	*input
	ids     *ids
	writers writers
	page    Page
	anchor  string            // of the heading above
	depth   int               // of the heading above
	words   map[ast.Node]Link // where the words of a link stand; the rest of it is not known yet
	codes   map[ast.Node]codeInfo
	repeats int // bytes of addresses that links by reference repeated
}

func (c *checker) check(root ast.Node) {
	line := 0 // where the block begins: not every link knows its own place
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			line = n.Lines().At(0).Start
		}
		switch n := n.(type) {
		case *ast.Heading:
			c.heading(n)
		case *extast.Table:
			c.cells(n)
		case *extast.TableCell:
			align(n)
		case *ast.Link:
			if at := max(n.Pos(), line); !c.repeated(n.Reference, len(n.Destination)+len(n.Title), at) {
				c.link(n, n.Destination, at)
			}
		case *ast.Image:
			if at := max(n.Pos(), line); !c.repeated(n.Reference, len(n.Destination)+len(n.Title), at) {
				c.link(n, n.Destination, at)
			}
		case *ast.AutoLink:
			c.addressed(n, max(n.Pos(), line))
		}
		if leaf(n) {
			c.text(n)
		}
		return ast.WalkContinue, nil
	})
}

// leaf tells whether n holds text itself, and not in other blocks.
func leaf(n ast.Node) bool {
	switch n.Kind() {
	case ast.KindCodeBlock, ast.KindFencedCodeBlock:
		return true
	}
	return n.Type() == ast.TypeBlock && n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeInline
}

func (c *checker) heading(n *ast.Heading) {
	text := plain(n, c.source)
	c.anchor = c.ids.next(text)
	n.SetAttributeString("id", []byte(c.anchor))
	pos := c.pos(first(n))
	c.page.Headings = append(c.page.Headings, PageHeading{n.Level, text, c.anchor, pos})
	switch above := max(c.depth, 1); {
	case text == "" && n.FirstChild() == nil:
		c.report(skippedHeading.At(pos, "标题是空的").WithHint("在 # 后面写上文字，或者删去这一行"))
	case n.Level == 1:
		c.report(skippedHeading.At(pos, "正文里不用一级标题").WithHint("页面的标题写在文件头的 title 里；这里写 ## %s", short(text)))
	case n.Level > above+1:
		c.report(skippedHeading.At(pos, "标题跳级：%d 级标题下面直接是 %d 级", above, n.Level).WithHint("写作 %s %s", strings.Repeat("#", above+1), short(text)))
	}
	c.depth = n.Level
}

// text notes the text of a block with the references in it.
func (c *checker) text(n ast.Node) {
	switch n := n.(type) {
	case *ast.FencedCodeBlock:
		if n.Info != nil {
			info := c.codeInfo(unescape(string(n.Info.Segment.Value(c.source))), n.Info.Segment.Start)
			c.codes[n] = info
			c.block(n, info.title)
		}
		c.block(n, codeText(n, c.source))
	case *ast.CodeBlock:
		c.block(n, codeText(n, c.source))
	default:
		text, refs := flat(n, c.source, shownKnown)
		if f, ok := n.(*figure); ok {
			text = f.caption
		}
		c.refer(refs)
		known := len(c.problems)
		c.leftovers(n)
		if len(c.problems) == known { // in markup that was not read marks are no prose
			c.typography(n)
		}
		c.block(n, text)
	}
}

// refer notes what stands in the text of the block that comes next: its references, and
// where the words of its links are.
func (c *checker) refer(refs []refAt) {
	for _, r := range refs {
		ref, ok := r.node.(*refNode)
		if !ok {
			c.words[r.node] = Link{Block: len(c.page.Blocks), Start: r.start, End: r.end}
			continue
		}
		if strings.Contains(ref.label, "**") || strings.Contains(ref.label, "`") {
			c.report(unreadMarkup.At(c.pos(ref.at), "引用的文字“%s”里的记号会原样显示", short(ref.label)).WithHint("记号写在引用外面：**[[1.1.1|文字]]**"))
		}
		c.writers.refs[ref] = len(c.page.References)
		c.page.References = append(c.page.References, Reference{
			Target: ref.target, Label: ref.label, Pos: c.pos(ref.at),
			Block: len(c.page.Blocks), Offset: r.start,
		})
	}
}

// block adds the text of a block, if it says anything or something refers to it.
func (c *checker) block(n ast.Node, text string) {
	c.page.Blocks = append(c.page.Blocks, TextBlock{strings.TrimSpace(text), c.anchor, c.pos(first(n))})
	c.page.Characters += characters(text)
}

// characters counts Chinese characters and Latin words.
func characters(text string) int {
	n, inWord := 0, false
	for _, r := range text {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r)
		if unicode.Is(unicode.Han, r) {
			n++
			letter = false
		} else if letter && !inWord {
			n++
		}
		inWord = letter
	}
	return n
}
