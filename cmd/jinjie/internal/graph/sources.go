package graph

import (
	"maps"
	"path"
	"slices"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
)

// sources are the files of content/, as links name them. What a folder's index.md is can
// be guessed from the folder's name alone, as if it were the page's.
type sources struct {
	files   map[string]*File         // that are no pages, by source path
	folded  map[string]string        // fold key of a source path → the path
	pages   map[string]string        // source path, as if no page were a folder → the path
	byBase  map[string][]string      // source paths by their last part, as if no page were a folder
	byDir   map[string][]string      // last parts by their folder, as if no page were a folder
	similar map[string]*diag.Guesser // of a folder's last parts, under "" of all; made when asked for
}

func newSources(list []File) *sources {
	s := &sources{
		files: map[string]*File{}, folded: map[string]string{}, pages: map[string]string{},
		byBase: map[string][]string{}, byDir: map[string][]string{}, similar: map[string]*diag.Guesser{},
	}
	for i := range list {
		s.files[list[i].Path] = &list[i]
		s.add(list[i].Path)
	}
	return s
}

func (s *sources) add(file string) {
	s.folded[files.FoldKey(file)] = file
	flat := flatten(file)
	s.pages[flat] = file
	s.byBase[path.Base(flat)] = append(s.byBase[path.Base(flat)], file)
	s.byDir[path.Dir(flat)] = append(s.byDir[path.Dir(flat)], path.Base(flat))
}

// flatten is the path of a page as if it were no folder: "a/b/index.md" is "a/b.md".
func flatten(file string) string {
	if path.Base(file) == "index.md" {
		return path.Dir(file) + ".md"
	}
	return file
}

func (s *sources) has(file string) bool { return s.folded[files.FoldKey(file)] == file }

// near guesses the source that a dead link means: one that is written otherwise, the same
// name in another folder, a similar one in the same, or a similar one anywhere.
func (s *sources) near(source string) string {
	for _, name := range []string{flatten(source), source + ".md"} {
		if file := s.pages[name]; file != "" {
			return file
		}
	}
	dir, base := path.Dir(flatten(source)), path.Base(flatten(source))
	if same := s.byBase[base]; len(same) > 0 {
		return slices.Min(same)
	}
	if near := s.guesser(dir).Nearest(base); near != "" {
		return s.pages[dir+"/"+near]
	}
	if near := s.guesser("").Nearest(base); near != "" {
		return slices.Min(s.byBase[near])
	}
	return ""
}

// guesser knows the last parts of the paths in a folder, or of all paths.
func (s *sources) guesser(dir string) *diag.Guesser {
	if s.similar[dir] == nil {
		names := slices.Sorted(slices.Values(s.byDir[dir]))
		if dir == "" {
			names = slices.Sorted(maps.Keys(s.byBase))
		}
		s.similar[dir] = diag.NewGuesser(names, files.FoldKey)
	}
	return s.similar[dir]
}
