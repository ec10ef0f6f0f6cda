package files

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A journal says what is still to be done to make a folder hold the new site. It is the
// file .jinjie/journal.json; while it is there, the site is between old and new, and all
// that is needed to finish stands in .jinjie/stage.
type journal struct {
	First  []string `json:"first"` // paths in the site that stand in the way of the moves
	Moves  []move   `json:"moves"`
	Remove []string `json:"remove"` // paths in the site, after the moves
}

// A move takes a staged file to its place.
type move struct {
	From string `json:"from"` // in .jinjie/stage
	To   string `json:"to"`   // in the site
}

const (
	journalName = "journal.json"
	stageName   = "stage"
)

// inPlace replaces the files of dest one by one.
func (p *plan) inPlace() error {
	stage := filepath.Join(p.dest, own, stageName)
	j, err := p.prepare(stage)
	if err != nil {
		p.disk.RemoveAll(stage)
		return err
	}
	data, err := json.Marshal(j)
	if err != nil {
		return err
	}
	draft := filepath.Join(stage, journalName)
	if err := p.disk.WriteFile(draft, data); err != nil {
		p.disk.RemoveAll(stage)
		return fmt.Errorf("不能写入 %s：%s", draft, Reason(err))
	}
	if err := p.disk.Sync(stage); err != nil {
		p.disk.RemoveAll(stage)
		return fmt.Errorf("不能写入 %s：%s", stage, Reason(err))
	}
	// From this rename on the new site is sure to come.
	if err := p.disk.Rename(draft, filepath.Join(p.dest, own, journalName)); err != nil {
		p.disk.RemoveAll(stage)
		return fmt.Errorf("不能写入 %s：%s", filepath.Join(p.dest, own), Reason(err))
	}
	return j.finish(p.disk, p.dest)
}

// prepare stages every new file: assets first, so that no page ever lacks what it loads.
func (p *plan) prepare(stage string) (journal, error) {
	if err := p.disk.RemoveAll(stage); err != nil {
		return journal{}, fmt.Errorf("不能清理 %s：%s", stage, Reason(err))
	}
	if err := p.disk.MkdirAll(stage); err != nil {
		return journal{}, fmt.Errorf("不能建立文件夹 %s：%s", stage, Reason(err))
	}
	var j journal
	j.First, j.Remove = inTheWay(p.remove, p.write)
	order := slices.Clone(p.write)
	slices.SortStableFunc(order, func(a, b Artifact) int { return cmp.Compare(rank(a.Path), rank(b.Path)) })
	staged := map[string]string{}
	for i, a := range order {
		name := strconv.Itoa(i)
		if err := p.put(a, filepath.Join(stage, name)); err != nil {
			return journal{}, err
		}
		staged[a.Path] = name
		j.Moves = append(j.Moves, move{name, a.Path})
	}
	data, err := p.next.encode(p.disk, func(name string) string {
		if n, ok := staged[name]; ok {
			return filepath.Join(stage, n)
		}
		return filepath.Join(p.dest, filepath.FromSlash(name))
	})
	if err != nil {
		return journal{}, err
	}
	if err := p.disk.WriteFile(filepath.Join(stage, manifestName), data); err != nil {
		return journal{}, fmt.Errorf("不能写入 %s：%s", stage, Reason(err))
	}
	j.Moves = append(j.Moves, move{manifestName, own + "/" + manifestName})
	return j, nil
}

// rank puts what pages load before the pages.
func rank(name string) int {
	if strings.HasSuffix(name, ".html") {
		return 1
	}
	return 0
}

// finish does what a journal says. Everything that was done already is passed over, so it
// may be called again after a crash at any point.
func (j journal) finish(d disk, dest string) error {
	stage := filepath.Join(dest, own, stageName)
	if err := removeAll(d, dest, j.First); err != nil {
		return err
	}
	for _, m := range j.Moves {
		from, to := filepath.Join(stage, m.From), filepath.Join(dest, filepath.FromSlash(m.To))
		if _, err := d.Lstat(from); errors.Is(err, fs.ErrNotExist) {
			continue // moved before the crash
		}
		if err := d.MkdirAll(filepath.Dir(to)); err != nil {
			return fmt.Errorf("不能建立文件夹 %s：%s", filepath.Dir(to), Reason(err))
		}
		if err := d.Rename(from, to); err != nil {
			return fmt.Errorf("不能写入 %s：%s", to, blocked(to, err))
		}
	}
	if err := removeAll(d, dest, j.Remove); err != nil {
		return err
	}
	if err := d.Sync(dest); err != nil {
		return fmt.Errorf("不能写入 %s：%s", dest, Reason(err))
	}
	if err := d.Remove(filepath.Join(dest, own, journalName)); err != nil {
		return fmt.Errorf("不能写入 %s：%s", filepath.Join(dest, own), Reason(err))
	}
	d.RemoveAll(stage) // if it stays, the next call takes it away
	return nil
}

// removeAll takes files of the site away, and the folders that they leave empty.
func removeAll(d disk, dest string, names []string) error {
	for _, name := range names {
		full := filepath.Join(dest, filepath.FromSlash(name))
		if !isFolder(d, full) { // which was made in its place before a crash
			if err := d.Remove(full); err != nil && !errors.Is(err, fs.ErrNotExist) && !isNotDir(err) {
				return fmt.Errorf("不能删除 %s：%s", full, blocked(full, err))
			}
		}
		for _, dir := range parents(name) {
			full := filepath.Join(dest, filepath.FromSlash(dir))
			if isFolder(d, full) && d.Remove(full) != nil {
				break // not empty
			}
		}
	}
	return nil
}

func isFolder(d disk, name string) bool {
	info, err := d.Lstat(name)
	return err == nil && info.IsDir()
}

// recoverJournal finishes what a call that was killed has begun.
func recoverJournal(d disk, dest string) error {
	data, err := d.ReadFile(filepath.Join(dest, own, journalName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var j journal
	if err == nil {
		err = json.Unmarshal(data, &j)
	}
	if err != nil {
		return fmt.Errorf("读不出 %s：%s", filepath.Join(dest, own, journalName), Reason(err))
	}
	return j.finish(d, dest)
}
