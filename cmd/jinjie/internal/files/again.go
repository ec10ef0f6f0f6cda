package files

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// A Reading is a tree with the problems of reading it.
type Reading struct {
	Tree     Tree
	Problems []diag.Diagnostic // not sorted

	links bool // whether a symbolic link was met, so that a path does not tell all that it changes
}

// Read reads the sources of the site in root, as ReadTree does.
func Read(root string, keep func(path string) bool) (Reading, error) {
	w, err := newWalker(root, keep)
	if err != nil {
		return Reading{}, err
	}
	for _, dir := range sources {
		w.source(dir)
	}
	return w.reading(), nil
}

// Again reads the files and folders at paths once more, and takes the rest from r. Paths
// are slash-separated, from root; nothing need stand there any more. The result is that
// of Read, provided that nothing changed elsewhere.
func (r Reading) Again(root string, keep func(path string) bool, paths []string) (Reading, error) {
	paths = outermost(paths)
	if r.links || len(paths) > maxAgain || slices.Contains(paths, ".") {
		return Read(root, keep)
	}
	w, err := newWalker(root, keep)
	if err != nil {
		return Reading{}, err
	}
	for _, f := range r.Tree.Files {
		if !within(f.Path, paths) {
			w.files = append(w.files, f)
		}
	}
	shown := slices.Clone(paths) // as problems name them
	for i := range shown {
		shown[i] = printable(shown[i])
	}
	for _, d := range r.Problems {
		if d.Code != colliding.Code && !within(d.Pos.File, shown) {
			w.problems = append(w.problems, d)
		}
	}
	for _, name := range paths {
		switch top, _, _ := strings.Cut(name, "/"); {
		case !slices.Contains(sources, top) || hidden(name):
		case name == top:
			w.source(name)
		default:
			full := filepath.Join(w.root, filepath.FromSlash(name))
			if info, err := os.Lstat(full); err == nil {
				w.entry(name, full, fs.FileInfoToDirEntry(info))
			}
		}
	}
	if w.links { // a new one, which may lead to where others are being read
		return Read(root, keep)
	}
	return w.reading(), nil
}

// maxAgain is how many paths are read one by one; more are read with all the rest.
const maxAgain = 200

// outermost sorts paths and drops those that lie within another.
func outermost(paths []string) []string {
	known := make(map[string]bool, len(paths))
	for _, p := range paths {
		known[p] = true
	}
	return slices.DeleteFunc(slices.Sorted(maps.Keys(known)), func(p string) bool {
		for i, c := range p {
			if c == '/' && known[p[:i]] {
				return true
			}
		}
		return false
	})
}

// within tells whether name is one of the paths, or lies below one.
func within(name string, paths []string) bool {
	return slices.ContainsFunc(paths, func(p string) bool { return name == p || strings.HasPrefix(name, p+"/") })
}

// hidden tells whether a part of the path is none of the author's.
func hidden(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "/"), ignored)
}

// Ignored tells whether the file or folder at a path, slash-separated and from the site's
// folder, is none of the sources: it stands in no folder of sources, or is hidden, or is
// what editors, office programs and systems leave behind.
func Ignored(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	return !slices.Contains(sources, top) || hidden(name)
}

// A Survey tells by path what the disk says of each file and folder of the sources,
// without reading them: a file that changed has another stamp, but for what happens within
// the disk's own measure of time.
type Survey map[string]Stamp

// A Stamp is what the disk says of a file or folder.
type Stamp struct {
	Folder   bool
	Size     int64
	Modified int64 // nanoseconds
}

// Look surveys the sources of the site in root: what Read reads, and no more.
func Look(root string) Survey {
	w, err := newWalker(root, nil)
	if err != nil {
		return Survey{}
	}
	w.survey = Survey{}
	for _, dir := range sources {
		w.source(dir)
	}
	return w.survey
}

func (s Survey) add(name string, info fs.FileInfo) {
	s[name] = Stamp{info.IsDir(), info.Size(), info.ModTime().UnixNano()}
}

// Changed lists the files that differ between s and later, and the files and folders that
// one of them lacks, sorted.
func (s Survey) Changed(later Survey) []string {
	var list []string
	for name, stamp := range later {
		if old, ok := s[name]; !ok || old != stamp && !(old.Folder && stamp.Folder) {
			list = append(list, name)
		}
	}
	for name := range s {
		if _, ok := later[name]; !ok {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// Folders lists the folders of a survey, sorted.
func (s Survey) Folders() []string {
	var list []string
	for name, stamp := range s {
		if stamp.Folder {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}
