package files

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// A ground is what dest holds where a new site is to stand: some of it an earlier build
// wrote, and it may go; the rest stays.
type ground struct {
	disk disk
	dest string
	old  map[string]entry  // of the last build, by path
	seen map[string]string // what was said of each folder that was looked at
}

func newGround(d disk, dest string, old manifest) *ground {
	g := &ground{disk: d, dest: dest, old: map[string]entry{}, seen: map[string]string{}}
	for _, e := range old.Files {
		g.old[e.Path] = e
	}
	return g
}

func (g *ground) full(name string) string { return filepath.Join(g.dest, filepath.FromSlash(name)) }

// ours tells whether an earlier build wrote the file of that name and nobody changed it.
func (g *ground) ours(name string) bool {
	e, ok := g.old[name]
	return ok && e.untouched(g.disk, g.full(name))
}

// obstacle finds what keeps a file of ours from standing at name, and says in Chinese what
// it is; same tells that the file stands there already.
func (g *ground) obstacle(name string, same bool) (at, said string) {
	if at, said := g.onTheWay(name); said != "" || same {
		return at, said
	}
	info, err := g.disk.Lstat(g.full(name))
	if err != nil {
		return "", "" // nothing is there; or else writing will tell
	}
	if _, written := g.old[name]; written && !info.IsDir() || info.IsDir() && g.onlyOurs(name) {
		return "", ""
	}
	return name, "目标文件夹里已有这个文件，它不是 jinjie 写的"
}

// onTheWay finds a folder of name that is none, or is a link: what is written below a
// link stands somewhere else.
func (g *ground) onTheWay(name string) (at, said string) {
	for _, dir := range parents(name) {
		said, known := g.seen[dir]
		if !known {
			said = g.look(dir)
			g.seen[dir] = said
		}
		if said != "" {
			return dir, said
		}
	}
	return "", ""
}

func (g *ground) look(dir string) string {
	info, err := g.disk.Lstat(g.full(dir))
	switch {
	case err != nil || info.IsDir():
		return ""
	case info.Mode()&(fs.ModeSymlink|fs.ModeIrregular) != 0:
		return "目标文件夹里的这个文件夹是一个链接，指到别处"
	case g.ours(dir):
		return ""
	}
	return "目标文件夹里已有这个文件，占着文件夹的位置，它不是 jinjie 写的"
}

// onlyOurs tells whether a folder holds files of ours and nothing else.
func (g *ground) onlyOurs(dir string) bool {
	entries, err := g.disk.ReadDir(g.full(dir))
	if err != nil || len(entries) == 0 {
		return false
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		if e.IsDir() && !g.onlyOurs(name) || !e.IsDir() && !g.ours(name) {
			return false
		}
	}
	return true
}

// sameFile tells whether two names are names of one file, as on a disk that does not
// distinguish case.
func (g *ground) sameFile(a, b string) bool {
	x, errX := g.disk.Lstat(g.full(a))
	y, errY := g.disk.Lstat(g.full(b))
	return errors.Join(errX, errY) == nil && os.SameFile(x, y)
}

// inTheWay picks those of the files that go which must go first: they stand where a folder
// is to be made, or in a folder where a file is to stand.
func inTheWay(remove []string, write []Artifact) (first, last []string) {
	folders, files := map[string]bool{}, map[string]bool{}
	for _, a := range write {
		files[a.Path] = true
		for _, dir := range parents(a.Path) {
			folders[dir] = true
		}
	}
	for _, name := range remove {
		blocks := folders[name]
		for _, dir := range parents(name) {
			blocks = blocks || files[dir]
		}
		if blocks {
			first = append(first, name)
		} else {
			last = append(last, name)
		}
	}
	return first, last
}
