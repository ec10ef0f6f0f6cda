package standard

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/frontmatter"
	"jinjie/cmd/jinjie/internal/markdown"
)

// CoverName is the name of the chapter that stands before the first heading.
const CoverName = "封面"

// numbered is a heading that begins with its number, such as “3.1 社区 community”.
var numbered = regexp.MustCompile(`^([0-9０-９]+(?:[.．][0-9０-９]+)*)[.．、]?[\s\x{3000}]*(.*)$`)

// numberOf splits a heading or a table's cell into its number and the rest; the
// number is folded to half width, and empty where there is none.
func numberOf(text string) (number, rest string) {
	m := numbered.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return "", strings.TrimSpace(text)
	}
	return fold(m[1]), strings.TrimSpace(m[2])
}

// chapters reads the body of standard.md.
func (r *reader) chapters(doc frontmatter.Document, text string) {
	blocks, problems := markdown.Blocks(doc.Lines, text, doc.BodyStart)
	r.report(problems...)
	ids := map[string]bool{}
	for _, b := range blocks {
		if b.Kind == markdown.Heading {
			r.s.Chapters = append(r.s.Chapters, r.chapter(b, ids))
			continue
		}
		if len(r.s.Chapters) == 0 {
			ids["cover"] = true
			r.s.Chapters = append(r.s.Chapters, Chapter{Name: CoverName, ID: "cover"})
		}
		c := &r.s.Chapters[len(r.s.Chapters)-1]
		c.Blocks = append(c.Blocks, r.block(b))
	}
	r.uncaptioned()
}

// printed makes the text of a block or a cell, and notes its links.
func (r *reader) printed(text string, spans []markdown.Span, pos diag.Pos) Text {
	t := Text{Printed: text, Pos: pos}
	for _, s := range spans {
		t.Spans = append(t.Spans, Span{s.Start, s.End, len(r.s.Links)})
		r.s.Links = append(r.s.Links, Link{s.Target, s.Reference, s.Pos})
	}
	return t
}

func (r *reader) chapter(b markdown.Block, ids map[string]bool) Chapter {
	c := Chapter{Depth: b.Depth, Title: r.printed(b.Text, b.Spans, b.Pos)}
	c.Number, c.Name = numberOf(b.Text)
	c.Name = closeUp(c.Name)
	c.ID = "ch-" + c.Number
	if c.Number == "" {
		c.ID = strings.ReplaceAll(c.Name, " ", "-")
	}
	for base, n := c.ID, 2; ids[c.ID]; n++ {
		c.ID = fmt.Sprintf("%s-%d", base, n)
	}
	ids[c.ID] = true
	return c
}

// closeUp drops the spaces between Chinese characters that spread a printed heading
// (“前 言”); those beside Latin words stay.
func closeUp(text string) string {
	runes := []rune(text)
	var b strings.Builder
	for i, c := range runes {
		if unicode.IsSpace(c) && i > 0 && i < len(runes)-1 {
			before, after := runes[i-1], nextInk(runes[i:])
			if unicode.IsSpace(before) || unicode.Is(unicode.Han, before) && unicode.Is(unicode.Han, after) {
				continue
			}
			c = ' '
		}
		b.WriteRune(c)
	}
	return b.String()
}

func nextInk(runes []rune) rune {
	for _, c := range runes {
		if !unicode.IsSpace(c) {
			return c
		}
	}
	return 0
}

// block turns a Markdown block into a block of the document.
func (r *reader) block(b markdown.Block) Block {
	switch {
	case b.Kind == markdown.Table:
		return Block{Kind: Grid, Rows: r.gridRows(b.Rows)}
	case b.Kind == markdown.Item:
		return Block{Kind: Item, Text: r.printed(b.Text, b.Spans, b.Pos)}
	case strings.HasSuffix(strings.ToLower(b.Link), ".csv"):
		return r.caption(b)
	}
	return Block{Kind: Paragraph, Text: r.printed(b.Text, b.Spans, b.Pos)}
}

func (r *reader) gridRows(rows [][]markdown.Cell) [][]Text {
	out := make([][]Text, len(rows))
	for i, row := range rows {
		for _, c := range row {
			out[i] = append(out[i], r.printed(c.Text, c.Spans, c.Pos))
		}
	}
	return out
}

// caption reads a paragraph that links to a level's table. That link says where the table
// stands, and leads nowhere; what stands within it may.
func (r *reader) caption(b markdown.Block) Block {
	spans := b.Spans
	if len(spans) > 0 && !spans[0].Reference {
		spans = spans[1:]
	}
	text := r.printed(b.Text, spans, b.Pos)
	for i, l := range r.s.Levels {
		if l.Table == b.Link {
			return Block{Kind: Caption, Text: text, Level: i}
		}
	}
	var tables []string
	for _, l := range r.s.Levels {
		tables = append(tables, l.Table)
	}
	d := unknownTable.At(b.Pos, "题注链接的表格 %s 没有在文件头登记", b.Link)
	if near := diag.Nearest(b.Link, tables); near != "" {
		d = d.WithHint("是不是 %s？", near)
	}
	r.report(d)
	return Block{Kind: Paragraph, Text: text}
}

// uncaptioned reports tables that the document does not print, and ones printed twice.
func (r *reader) uncaptioned() {
	times := make([]int, len(r.s.Levels))
	for _, c := range r.s.Chapters {
		for _, b := range c.Blocks {
			if b.Kind == Caption {
				if times[b.Level]++; times[b.Level] == 2 {
					r.report(unknownTable.At(b.Text.Pos, "表格 %s 有两处题注", r.s.Levels[b.Level].Table))
				}
			}
		}
	}
	for i, n := range times {
		if l := r.s.Levels[i]; n == 0 && l.Table != "" {
			r.report(uncaptioned.At(l.Pos, "正文里没有等级“%s”的表格", l.Name).
				WithHint("在正文里另起一段，写上题注和链接，例如 [表 1 职业技能等级要求（%s）](%s)", l.Name, l.Table))
		}
	}
}
