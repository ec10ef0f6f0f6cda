package graph

import (
	"maps"
	"path"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/markdown"
	"jinjie/cmd/jinjie/internal/standard"
)

// textFile is the file of a standard's folder that holds its text.
const textFile = "standard.md"

// text finds where the references and links in the text of s lead.
func (r *resolver) text(s *Standard) {
	from := s.from()
	for _, l := range s.Links {
		t := Target{}
		if l.Reference {
			t = r.reference(from, l.Target, l.Pos)
		} else {
			t = r.follow(from, markdown.Link{Destination: l.Target, Pos: l.Pos})
		}
		s.Targets = append(s.Targets, t)
	}
}

// sources notes what the files of a standard's folder become: its text a page, and each
// level's table a part of that page, or where the text prints none, of the level's own.
func (s *Standard) sources(found map[string]Target) {
	found[path.Join(s.Dir, textFile)] = textTarget(s)
	for _, l := range s.Levels {
		if l.Table != "" {
			found[path.Join(s.Dir, l.Table)] = Target{Address: s.Page(l.ID), Name: l.Name, Checked: true, Standard: s}
		}
	}
	for _, c := range s.Chapters {
		for _, b := range c.Blocks {
			if b.Kind == standard.Caption {
				t := textTarget(s)
				t.Address, t.Name = t.Address+"#"+c.ID, b.Text.Corrected()
				found[path.Join(s.Dir, s.Levels[b.Level].Table)] = t
			}
		}
	}
}

// noText reports a link to the text of a standard that the site does not have.
func (r *resolver) noText(from viewpoint, written, source string, pos diag.Pos) {
	var folders, ways []string
	for _, name := range slices.Sorted(maps.Keys(r.official)) {
		if path.Base(name) == textFile {
			folders = append(folders, path.Dir(name))
			ways = append(ways, way(from.folder(), name))
		}
	}
	d := unknownStandard.At(pos, "没有“%s”这项标准", written)
	if near := diag.Nearest(path.Dir(source), folders); near != "" {
		d = d.WithHint("是不是“%s”？", ways[slices.Index(folders, near)])
	} else {
		d = d.WithHint("站点里有：%s", strings.Join(ways, "、"))
	}
	r.missed(d)
}
