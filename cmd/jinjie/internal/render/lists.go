package render

import (
	"fmt"
	"slices"

	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/standard"
)

// A MajorsView shows the majors by kind of school, the catalogues side by side.
type MajorsView struct {
	Frame      Frame
	Catalogues []Catalogue
	Schools    []School
}

// A Catalogue is a column of the page of majors.
type Catalogue struct {
	Number, Name string
	Href         string // of its section in the document
}

// A School is a kind of school with its majors by catalogue.
type School struct {
	Kind  string
	ID    string
	Lists []MajorList
}

// A MajorList is what one catalogue lists for one kind of school.
type MajorList struct {
	Catalogue Catalogue
	Majors    []Major
	Tags      []Tag
}

// A Major is a major's name, after errata.
type Major struct {
	Run  Run  // without marks: the tags tell of errata
	Both bool // stands in another catalogue for the same kind of school too
	Tags []Tag
}

func (v viewer) majors() MajorsView {
	view := MajorsView{Frame: v.frame}
	for _, c := range v.s.Catalogues {
		view.Catalogues = append(view.Catalogues, Catalogue{
			Number: c.Number, Name: c.Name, Href: rel(v.page, v.s.Page("text")+"#"+v.chapterID(c.Number)),
		})
	}
	var kinds []string
	for _, c := range v.s.Catalogues {
		for _, s := range c.Schools {
			if !slices.Contains(kinds, s.Kind) {
				kinds = append(kinds, s.Kind)
			}
		}
	}
	for i, kind := range kinds {
		school := v.school(kind, view.Catalogues)
		school.ID = fmt.Sprintf("school-%d", i+1)
		view.Schools = append(view.Schools, school)
	}
	return view
}

func (v viewer) school(kind string, columns []Catalogue) School {
	s := School{Kind: kind}
	times := map[string]int{}
	for _, c := range v.s.Catalogues {
		for _, in := range c.Schools {
			if in.Kind == kind {
				for _, m := range in.Majors {
					times[m.Name]++
				}
			}
		}
	}
	for i, c := range v.s.Catalogues {
		list := MajorList{Catalogue: columns[i]}
		for _, in := range c.Schools {
			if in.Kind != kind {
				continue
			}
			list.Tags = v.tags(in.Text)
			for _, m := range in.Majors {
				list.Majors = append(list.Majors, v.major(m, times[m.Name] > 1))
			}
		}
		s.Lists = append(s.Lists, list)
	}
	return s
}

// major shows a major; it leads where the first of its words does that lead somewhere.
func (v viewer) major(m standard.Major, both bool) Major {
	out := Major{Run: Run{Text: m.Name}, Both: both, Tags: v.errataTags(m.Errata)}
	for _, i := range slices.Backward(m.Links) {
		v.target(&out.Run, v.s.Targets[i])
	}
	return out
}

func (v viewer) errataTags(errata []int) []Tag {
	var tags []Tag
	for _, i := range errata {
		e := v.s.Errata[i]
		tags = append(tags, Tag{ID: e.ID, Word: erratumWord(e.Kind), Href: rel(v.page, e.Address)})
	}
	return tags
}

// chapterID returns the anchor of the chapter with that number.
func (v viewer) chapterID(number string) string {
	i := slices.IndexFunc(v.s.Chapters, func(c standard.Chapter) bool { return c.Number == number })
	if i < 0 {
		return ""
	}
	return v.s.Chapters[i].ID
}

// A TermsView lists the terms.
type TermsView struct {
	Frame Frame
	Terms []Term
}

// A Term is an entry of the terms.
type Term struct {
	ID, Number, Name, English string
	Href                      string // of its section in the document
	Title                     Text   // the heading as printed
	Definition, Notes         []Text
	Twins                     []Link
	Common                    bool // stands too often to be linked
	UsedBy                    []Use
	Mentions                  []Mention // pages that use it
}

// A Use is a requirement that uses a term.
type Use struct {
	Level Level
	Link  Link
}

func (v viewer) terms() TermsView {
	view := TermsView{Frame: v.frame}
	for _, t := range v.s.Terms {
		term := Term{
			ID: t.ID, Number: t.Number, Name: t.Name, English: t.English,
			Href:   rel(v.page, v.s.Page("text")+"#"+v.chapterID(t.Number)),
			Title:  v.text(t.Title),
			Common: slices.Contains(v.s.Common, t.Name),
		}
		for _, text := range t.Definition {
			term.Definition = append(term.Definition, v.text(text))
		}
		for _, text := range t.Notes {
			term.Notes = append(term.Notes, v.text(text))
		}
		for _, twin := range t.Twins {
			term.Twins = append(term.Twins, Link{Href: rel(v.page, twin.Address), Text: twin.Number})
		}
		for _, q := range t.UsedBy {
			term.UsedBy = append(term.UsedBy, v.use(q))
		}
		term.Mentions = mentions(v.page, v.s, t.CitedBy, t.MentionedBy)
		view.Terms = append(view.Terms, term)
	}
	return view
}

func (v viewer) use(q *graph.Requirement) Use {
	return Use{Level: level(v.s, v.page, q.Level), Link: Link{Href: rel(v.page, q.Address), Text: q.Name}}
}

// A ReferencesView lists the references.
type ReferencesView struct {
	Frame      Frame
	Normative  []Entry
	References []Entry
}

// An Entry is a reference.
type Entry struct {
	ID   string
	Text Text
}

func (v viewer) references() ReferencesView {
	view := ReferencesView{Frame: v.frame}
	for _, r := range v.s.Normative {
		view.Normative = append(view.Normative, Entry{r.ID, v.text(r.Text)})
	}
	for _, r := range v.s.References {
		view.References = append(view.References, Entry{r.ID, v.text(r.Text)})
	}
	return view
}

// An ErrataView lists all errata by kind.
type ErrataView struct {
	Frame  Frame
	Total  int
	Groups []NoteGroup
}

// A NoteGroup holds the errata of one kind.
type NoteGroup struct {
	Class     string
	Word      string // key of what the 类别 is called
	Confirmed int
	Notes     []Note
}

func (v viewer) errata() ErrataView {
	view := ErrataView{Frame: v.frame, Total: len(v.s.Errata)}
	for _, k := range []standard.ErratumKind{standard.Correction, standard.Doubt, standard.Transcription} {
		group := NoteGroup{Class: noteClasses[k], Word: erratumWord(k)}
		for i, e := range v.s.Errata {
			if e.Kind == k {
				group.Notes = append(group.Notes, v.note(i))
				if e.Confirmed {
					group.Confirmed++
				}
			}
		}
		if len(group.Notes) > 0 {
			view.Groups = append(view.Groups, group)
		}
	}
	return view
}
