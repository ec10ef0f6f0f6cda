package files

import (
	"cmp"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
)

// A manifest says what publishing wrote into a folder and from which inputs. It is the
// file .jinjie/manifest.json there.
type manifest struct {
	Version int     `json:"version"`
	Inputs  string  `json:"inputs"`
	Files   []entry `json:"files"`
}

// An entry is a file that we wrote. It holds no times, so that two builds of the same
// inputs are the same to the byte, manifest and all.
type entry struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	Former bool   `json:"former,omitempty"` // an asset of the build before, kept for one more
}

const (
	manifestName    = "manifest.json"
	manifestVersion = 1
)

// untouched tells whether the file of that name is still as we left it. Its bytes decide:
// a program may change a file and keep its size and time.
func (e entry) untouched(d disk, name string) bool {
	info, err := d.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != e.Size {
		return false
	}
	sum, err := d.Hash(name)
	return err == nil && sum == e.SHA256
}

// readManifest reads the manifest of dest; without one, or with one that cannot be read,
// nothing in dest is ours.
func readManifest(d disk, dest string) manifest {
	data, err := d.ReadFile(filepath.Join(dest, own, manifestName))
	var m manifest
	if err != nil || json.Unmarshal(data, &m) != nil || m.Version != manifestVersion {
		return manifest{}
	}
	return m
}

// encode measures the files below dir, which is the site or its stage, and writes out the
// manifest. at tells where a file of the site stands now.
func (m *manifest) encode(d disk, at func(path string) string) ([]byte, error) {
	for i := range m.Files {
		e := &m.Files[i]
		info, err := d.Lstat(at(e.Path))
		if err != nil {
			return nil, fmt.Errorf("读不出 %s：%s", at(e.Path), Reason(err))
		}
		e.Size = info.Size()
	}
	slices.SortFunc(m.Files, func(a, b entry) int { return cmp.Compare(a.Path, b.Path) })
	data, err := json.MarshalIndent(m, "", " ")
	return append(data, '\n'), err
}
