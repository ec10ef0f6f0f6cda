package graph

import "jinjie/cmd/jinjie/internal/standard"

// A Citation is a mention of something in the text of a standard, seen from there: which
// chapter mentions it, in what words. Those in a list stand by standard, as the site has
// them, and in the order of the text.
type Citation struct {
	Standard            *Standard
	Chapter             *standard.Chapter
	Before, Said, After string // the sentence around the mention
}

// Address is the place of the chapter.
func (c Citation) Address() string { return c.Standard.Page("text") + "#" + c.Chapter.ID }

// A citer tells what one chapter cites.
type citer struct {
	standard *Standard
	chapter  *standard.Chapter
	told     map[citedIn]bool
}

// A citedIn is what a chapter says about the thing that keeps the list.
type citedIn struct {
	list  *[]Citation
	words string
}

// cite tells everything where the texts of standards mention it.
func (g *Graph) cite() {
	for _, s := range g.Standards {
		for i := range s.Chapters {
			c := citer{s, &s.Chapters[i], map[citedIn]bool{}}
			c.text(c.chapter.Title)
			for _, b := range c.chapter.Blocks {
				c.text(b.Text)
				for _, row := range b.Rows {
					for _, cell := range row {
						c.text(cell)
					}
				}
			}
		}
	}
}

// text tells what a text of the chapter mentions. What is named twice in one sentence is
// told once.
func (c citer) text(t standard.Text) {
	for _, span := range t.Spans {
		list := c.citations(c.standard.Targets[span.Link])
		if list == nil {
			continue
		}
		before, said, after := lastSentence(t.Printed[:span.Start]), t.Printed[span.Start:span.End], firstSentence(t.Printed[span.End:])
		if key := (citedIn{list, before + said + after}); !c.told[key] {
			c.told[key] = true
			*list = append(*list, Citation{c.standard, c.chapter, before, said, after})
		}
	}
}

// citations is the list of the citations of what a target leads to; nil if it keeps none.
// The entry of a term does not cite itself.
func (c citer) citations(t Target) *[]Citation {
	switch {
	case t.Requirement != nil:
		return &t.Requirement.CitedBy
	case t.Skill != nil:
		return &t.Skill.CitedBy
	case t.Term != nil && (t.Term.Standard != c.standard || t.Term.Number != c.chapter.Number || t.Term.Number == ""):
		return &t.Term.CitedBy
	case t.Lesson != nil:
		return &t.Lesson.CitedBy
	}
	return nil
}
