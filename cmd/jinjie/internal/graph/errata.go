package graph

import (
	"slices"

	"jinjie/cmd/jinjie/internal/standard"
)

// placeErrata finds for each erratum the pages that show its words.
func (s *Standard) placeErrata() {
	for i := range s.Standard.Errata {
		e := &s.Standard.Errata[i]
		s.Errata = append(s.Errata, Erratum{Erratum: e, Address: s.Page("errata") + "#" + e.ID})
	}
	s.placeTables()
	s.placeChapters()
	for _, t := range s.Terms {
		s.shown(t.Title, t.Address, t.Number+" "+t.Name)
		for _, text := range append(slices.Clone(t.Definition), t.Notes...) {
			s.shown(text, t.Address, t.Number+" "+t.Name)
		}
	}
	for _, refs := range [][]standard.Reference{s.References, s.Normative} {
		for _, ref := range refs {
			s.shown(ref.Text, s.Page("references")+"#"+ref.ID, ref.Text.Place)
		}
	}
	for _, c := range s.Catalogues {
		for _, school := range c.Schools {
			s.shown(school.Text, s.Page("majors"), c.Number+" "+school.Kind)
		}
	}
}

func (s *Standard) placeTables() {
	for _, a := range s.Areas {
		for _, in := range a.Levels {
			if in != nil {
				s.shown(in.Text, a.File, in.Text.Place)
			}
		}
	}
	for _, t := range s.Tasks {
		for _, in := range t.Levels {
			if in != nil {
				s.shown(in.Text, t.File, in.Text.Place)
			}
		}
	}
	for _, skill := range s.Skills {
		for _, q := range skill.Steps {
			if q == nil {
				continue
			}
			for _, text := range []standard.Text{q.Printed, q.Text, q.Knowledge} {
				s.shown(text, q.Address, q.Name)
			}
		}
	}
}

func (s *Standard) placeChapters() {
	for _, c := range s.Chapters {
		address := s.Page("text") + "#" + c.ID
		s.shown(c.Title, address, c.Title.Place)
		for _, b := range c.Blocks {
			s.shown(b.Text, address, b.Text.Place)
			for _, row := range b.Rows {
				for _, cell := range row {
					s.shown(cell, address, cell.Place)
				}
			}
		}
	}
	for _, l := range s.Levels {
		s.shown(l.Description, s.Page(l.ID), l.Name)
		s.shown(l.Jobs, s.Page(l.ID), l.Name)
	}
}

// shown notes that the page at address prints text with its marks.
func (s *Standard) shown(text standard.Text, address, name string) {
	for _, i := range text.Errata() {
		link := Link{Address: address, Name: name}
		if !slices.Contains(s.Errata[i].Shown, link) {
			s.Errata[i].Shown = append(s.Errata[i].Shown, link)
		}
	}
}
