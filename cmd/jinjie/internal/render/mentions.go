package render

import (
	"cmp"
	"strings"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// A Mention is a page that mentions something, or a chapter of a standard's text, with
// the sentences that do.
type Mention struct {
	Link     Link
	Official bool   // whether it is a chapter of a standard's text
	Cover    bool   // whether that is what stands before the first heading, which has no name
	Standard string // the title of that standard, where it is not the page's own
	Edition  string // of that standard, where it is no longer current
	Level    Level
	Quotes   []Quote // none where nothing stands around the mention
}

// A Quote is a sentence around a mention.
type Quote struct {
	Before, Said, After string
}

// mentions shows who mentions something, seen from a page of the standard own, which may
// be nil: the texts of standards, then pages. The mentions of one page or chapter stand
// side by side.
func mentions(page string, own *graph.Standard, cited []graph.Citation, list []graph.Backlink) []Mention {
	var out []Mention
	for i, c := range cited {
		if i == 0 || cited[i-1].Chapter != c.Chapter {
			m := Mention{Link: Link{Href: rel(page, c.Address())}, Official: true, Cover: c.Chapter.Name == standard.CoverName}
			if !m.Cover {
				m.Link.Text = chapterName(c.Chapter)
			}
			if c.Standard != own {
				m.Standard = c.Standard.Title
				if c.Standard.Current != c.Standard {
					m.Edition = c.Standard.Edition
				}
			}
			out = append(out, m)
		}
		out[len(out)-1].quote(c.Before, c.Said, c.After)
	}
	quotes := graph.Quotes(list)
	for i, q := range quotes {
		if i == 0 || quotes[i-1].From != q.From {
			m := Mention{Link: lessonLink(page, q.From)}
			if s := q.From.Standard; s != nil && q.From.Rank() >= 0 && q.From.Rank() < len(s.Levels) {
				m.Level = level(s, page, q.From.Rank())
			}
			out = append(out, m)
		}
		out[len(out)-1].quote(q.Before, q.Said, q.After)
	}
	return out
}

// quote adds a sentence, if anything stands around the mention.
func (m *Mention) quote(before, said, after string) {
	if before != "" || after != "" {
		m.Quotes = append(m.Quotes, Quote{before, said, after})
	}
}

// chapterName is what a chapter is called where it is named.
func chapterName(c *standard.Chapter) string {
	return cmp.Or(strings.TrimSpace(c.Number+" "+c.Name), c.ID)
}
