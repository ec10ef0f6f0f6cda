package main

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
)

// withinSite is the path of a file from the site's folder, as sources are named; what is
// named so already, or stands elsewhere, is left as it is.
func withinSite(source, arg string) string {
	written := path.Clean(filepath.ToSlash(arg))
	if _, err := os.Stat(arg); err != nil {
		return written // as messages name it
	}
	root, err := filepath.Abs(source)
	full, err2 := filepath.Abs(arg)
	if err != nil || err2 != nil {
		return written
	}
	rel, err := filepath.Rel(root, full)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return written
	}
	return filepath.ToSlash(rel)
}

// A selection is what a person has named of a site: files, or folders of them.
type selection []string

// selected finds what args name among the sources of a site.
func selected(cmd *cobra.Command, source string, args, sources []string) (selection, error) {
	known := withFolders(sources)
	var list selection
	for _, arg := range args {
		name := withinSite(source, arg)
		if _, found := slices.BinarySearch(known, name); !found {
			e := &usageError{command: cmd.CommandPath(), message: "站点的源文件里没有“" + arg + "”"}
			if near := nearPath(name, known); near != "" {
				e.hint = "是不是“" + near + "”？"
			}
			return nil, e
		}
		list = append(list, name)
	}
	return list, nil
}

// holds tells whether a file is selected.
func (s selection) holds(file string) bool {
	return slices.ContainsFunc(s, func(name string) bool {
		return name == "." || name == file || strings.HasPrefix(file, name+"/")
	})
}

// withFolders lists files with all the folders that hold them, sorted.
func withFolders(files []string) []string {
	seen := map[string]bool{".": true}
	list := []string{"."}
	for _, f := range files {
		for ; !seen[f]; f = path.Dir(f) {
			seen[f] = true
			list = append(list, f)
		}
	}
	slices.Sort(list)
	return list
}

// nearPath guesses which path was meant: one of a similar spelling, or of the same name
// in another folder.
func nearPath(name string, known []string) string {
	if near := diag.NewGuesser(known, files.FoldKey).Nearest(name); near != "" {
		return near
	}
	i := slices.IndexFunc(known, func(k string) bool { return files.FoldKey(path.Base(k)) == files.FoldKey(path.Base(name)) })
	if i < 0 {
		return ""
	}
	return known[i]
}
