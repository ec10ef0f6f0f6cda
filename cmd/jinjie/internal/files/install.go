package files

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Compare holds files, by slash-separated path below dir, against what dir has: which are
// there byte for byte, which differ, and which are not there. Each list is sorted.
func Compare(dir string, files map[string][]byte) (same, differing, missing []string, err error) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			missing = append(missing, name)
		case err != nil:
			return nil, nil, nil, fmt.Errorf("读不出 %s：%s", filepath.Join(dir, name), Reason(err))
		case bytes.Equal(data, files[name]):
			same = append(same, name)
		default:
			differing = append(differing, name)
		}
	}
	return same, differing, missing, nil
}

// staging is how the folders and files of an unfinished installation begin; the tree
// reader overlooks them, and the next installation into the same place takes them away.
const staging = ".jinjie-"

// Install writes files, by slash-separated path, into dir. What dir holds besides stays.
// A new dir appears at once and complete; in one that exists every file is written beside
// its place first, and only when all are there do they take their places. After an error
// nothing has changed, unless the disk failed between two renames.
func Install(dir string, files map[string][]byte) error {
	dir = filepath.Clean(dir)
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return installNew(dir, files)
	}
	return installInto(dir, files)
}

// installNew writes a whole folder beside its place and renames it.
func installNew(dir string, files map[string][]byte) error {
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return fmt.Errorf("不能建立文件夹 %s：%s", parent, Reason(err))
	}
	stage := filepath.Join(parent, staging+filepath.Base(dir))
	if err := os.RemoveAll(stage); err != nil { // of an installation that was cut off
		return fmt.Errorf("不能清理 %s：%s", stage, Reason(err))
	}
	if err := writeAll(stage, files); err != nil {
		os.RemoveAll(stage)
		return err
	}
	if err := os.Rename(stage, dir); err != nil {
		os.RemoveAll(stage)
		return fmt.Errorf("不能建立文件夹 %s：%s", dir, Reason(err))
	}
	return nil
}

// writeAll writes files below dir.
func writeAll(dir string, files map[string][]byte) error {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			return fmt.Errorf("不能建立文件夹 %s：%s", filepath.Dir(full), Reason(err))
		}
		if err := writeSynced(full, files[name]); err != nil {
			return err
		}
	}
	return nil
}

// writeSynced writes a file and waits until the disk has it.
func writeSynced(name string, data []byte) error {
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("不能写入 %s：%s", name, Reason(err))
	}
	_, err = f.Write(data)
	err = cmpErr(err, f.Sync())
	if err = cmpErr(err, f.Close()); err != nil {
		return fmt.Errorf("不能写入 %s：%s", name, Reason(err))
	}
	return nil
}

// cmpErr returns the first error of the two.
func cmpErr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// installInto writes files beside their places in a folder that exists, then renames.
func installInto(dir string, files map[string][]byte) error {
	stage := filepath.Join(dir, strings.TrimSuffix(staging, "-"))
	if err := os.RemoveAll(stage); err != nil {
		return fmt.Errorf("不能清理 %s：%s", stage, Reason(err))
	}
	defer os.RemoveAll(stage)
	if err := writeAll(stage, files); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return fmt.Errorf("不能建立文件夹 %s：%s", filepath.Dir(to), Reason(err))
		}
		if err := os.Rename(filepath.Join(stage, filepath.FromSlash(name)), to); err != nil {
			return fmt.Errorf("不能写入 %s：%s", to, Reason(err))
		}
	}
	return nil
}

// Create writes a new file, with the folders it stands in; one that exists is left alone,
// and an error says so.
func Create(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return fmt.Errorf("不能建立文件夹 %s：%s", filepath.Dir(name), Reason(err))
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s 已经存在，没有覆盖；请换一个文件名，或者先移走它", name)
	}
	if err != nil {
		return fmt.Errorf("不能写入 %s：%s", name, Reason(err))
	}
	_, err = f.Write(data)
	if err = cmpErr(err, f.Close()); err != nil {
		os.Remove(name)
		return fmt.Errorf("不能写入 %s：%s", name, Reason(err))
	}
	return nil
}
