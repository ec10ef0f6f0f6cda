package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	gmtext "github.com/yuin/goldmark/text"

	"jinjie/cmd/jinjie/internal/diag"
)

var (
	noAlt = diag.Kind{Code: "image-without-alt", Severity: diag.Warning,
		Title: "图片没有说明",
		Why:   "方括号里写一句话说明图上有什么：![入户登记表样张](dengji.png)。看不见图的读者靠它。"}
	skippedHeading = diag.Kind{Code: "heading-level", Severity: diag.Warning,
		Title: "标题跳级",
		Why:   "课的标题是一级标题，正文从 ## 写起，往下一级一级地来；跳级的标题在目录和读屏软件里接不上。"}
)

// Render turns the Markdown of text, which is valid UTF-8, from the byte start on into a
// page; lines are those of the whole text. What may not be published, or would be lost,
// is a problem, and is left out.
func Render(lines *diag.Lines, text string, start int) (Page, []diag.Diagnostic) {
	in := newInput(lines, text, start)
	if !in.readable() {
		return Page{}, in.problems
	}
	root := pageParser(in).Parse(gmtext.NewReader(in.source))
	in.raw(root)
	in.wideRefs(root)
	linkAddresses(root, in.source)
	joinLines(root, in.source)
	admonish(root)
	figures(root)
	c := &checker{input: in, ids: newIDs(), words: map[ast.Node]Link{},
		writers: writers{map[ast.Node]int{}, map[ast.Node]int{}}}
	c.check(root)
	var out bytes.Buffer
	if err := pageRenderer(in, &c.writers).Render(&out, in.source, root); err != nil {
		panic(err) // a buffer takes everything
	}
	c.page.HTML, c.page.Holes, c.page.Runs = split(out.String())
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
			c.link(n, n.Destination, max(n.Pos(), line))
		case *ast.Image:
			c.link(n, n.Destination, max(n.Pos(), line))
		case *ast.AutoLink:
			c.addressed(destination(n, c.source), max(n.Pos(), line))
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
	case n.Level == 1:
		c.report(skippedHeading.At(pos, "正文里不用一级标题").WithHint("页面的标题写在文件头的 title 里；这里写 ## %s", text))
	case n.Level > above+1:
		c.report(skippedHeading.At(pos, "标题跳级：%d 级标题下面直接是 %d 级", above, n.Level).WithHint("写作 %s %s", strings.Repeat("#", above+1), text))
	}
	c.depth = n.Level
}

// text notes the text of a block with the references in it.
func (c *checker) text(n ast.Node) {
	block := TextBlock{Anchor: c.anchor, Pos: c.pos(first(n))}
	if n.Kind() == ast.KindCodeBlock || n.Kind() == ast.KindFencedCodeBlock {
		block.Text = strings.TrimSpace(codeText(n, c.source))
	} else {
		var refs []refAt
		block.Text, refs = flat(n, c.source, shownKnown)
		for _, r := range refs {
			ref, ok := r.node.(*refNode)
			if !ok {
				c.words[r.node] = Link{Block: len(c.page.Blocks), Start: r.start, End: r.end}
			} else {
				c.writers.refs[ref] = len(c.page.References)
				c.page.References = append(c.page.References, Reference{
					Target: ref.target, Label: ref.label, Pos: c.pos(ref.at),
					Block: len(c.page.Blocks), Offset: r.start,
				})
			}
		}
		c.leftovers(n)
	}
	c.page.Characters += characters(block.Text)
	c.page.Blocks = append(c.page.Blocks, block)
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

// link notes a link or an image. One that may not be published is a problem, and has no
// entry: its text is written without it.
func (c *checker) link(n ast.Node, destination []byte, at int) {
	said := strings.TrimSpace(unescape(string(destination)))
	image := n.Kind() == ast.KindImage
	pos := c.pos(at)
	if !c.sound(said, image, pos) {
		return
	}
	if text := plain(n, c.source); text == "" && image {
		c.report(noAlt.At(pos, "图片“%s”没有说明", said).WithHint("写作 ![图上有什么](%s)", said))
	} else if text == "" && n.FirstChild() == nil {
		c.report(emptyLink.At(pos, "链接“%s”没有文字", said).WithHint("写作 [文字](%s)", said))
	}
	c.writers.links[n] = len(c.page.Links)
	link, ok := c.words[n]
	if !ok {
		link.Block = -1
	}
	link.Destination, link.Image, link.Pos = said, image, pos
	c.page.Links = append(c.page.Links, link)
}

var (
	openRef  = regexp.MustCompile(`(?:^|[^\\])(\[\[|【【|［［)`)
	oddLink  = regexp.MustCompile(`(?:^|[^\\!])([\[［][^\[\]［］\n]+[\]］](?:[ \t]+\(|（|\()[ \t]*(?:https?://|\.{0,2}/|#|[^()（）\s]*\.(?:md|html?|pdf|png|jpe?g|docx?|xlsx?))[^()（）\n]*[)）]?)`)
	openNote = regexp.MustCompile(`(?:^|[^\\])(\[\^[^\]\s]+\])`)
)

// leftovers looks over the text of a block for markup that was meant and not read.
func (c *checker) leftovers(n ast.Node) {
	text, offsets := c.written(n)
	find := func(pattern *regexp.Regexp, say func(at int, what string)) {
		for _, m := range pattern.FindAllStringSubmatchIndex(text, -1) {
			say(offsets(m[2]), text[m[2]:m[3]])
		}
	}
	find(openRef, func(at int, what string) {
		c.report(badReference.At(c.pos(at), "引用没有结束：“%s”没有配对", what).WithHint("写作 [[1.1.1]]；只想显示方括号，写作 \\[\\["))
	})
	find(oddLink, func(at int, what string) {
		c.report(badLink.At(c.pos(at), "链接写法有误：“%s”", what).WithHint("写作 [文字](地址)，括号用英文的，紧挨着写"))
	})
	find(openNote, func(at int, what string) {
		c.report(unknownNote.At(c.pos(at), "没有脚注 %s", what).WithHint("在文末另起一段写上 %s: 说明", what))
	})
}

// written joins the source of a block's plain texts, and tells where each byte of it stands.
func (c *checker) written(block ast.Node) (string, func(int) int) {
	var b strings.Builder
	type piece struct{ at, from int }
	var pieces []piece
	ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.AutoLink:
			if entering {
				b.Write(n.Label(c.source))
			}
		case *ast.CodeSpan, *ast.Link, *ast.Image, *refNode:
			if entering {
				b.WriteByte('\n') // nothing is matched across it
			}
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if entering && !n.IsRaw() {
				pieces = append(pieces, piece{b.Len(), n.Segment.Start})
				b.Write(n.Segment.Value(c.source))
				if n.SoftLineBreak() || n.HardLineBreak() {
					b.WriteByte('\n')
				}
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String(), func(at int) int {
		for i := len(pieces) - 1; i >= 0; i-- {
			if pieces[i].at <= at {
				return pieces[i].from + at - pieces[i].at
			}
		}
		return first(block)
	}
}
