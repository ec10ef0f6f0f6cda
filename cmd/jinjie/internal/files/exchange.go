package files

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
)

// errNoExchange means that this disk or system cannot exchange two folders, or cannot
// link files: the other way has to do.
var errNoExchange = errors.New("no exchange of folders here")

// exchange stages the whole folder beside dest and exchanges the two.
func (p *plan) exchange() error {
	if !canExchange {
		return errNoExchange
	}
	stage := filepath.Join(stageOf(p.dest), stagedSite)
	// After the exchange the stage holds the old site. If it cannot be removed, the next
	// build does it.
	defer removeStage(p.disk, p.dest)
	if err := p.stage(stage); err != nil {
		return err
	}
	if err := p.disk.Sync(stage); err != nil {
		return fmt.Errorf("不能写入 %s：%s", stage, Reason(err))
	}
	if err := p.disk.Exchange(stage, p.dest); err != nil {
		return errNoExchange
	}
	p.disk.Sync(filepath.Dir(p.dest))
	return nil
}

// stage builds the folder as it is to be: our files, new or linked, and strangers' files.
func (p *plan) stage(stage string) error {
	if err := p.disk.MkdirAll(filepath.Join(stage, own)); err != nil {
		return errNoExchange // the folder around dest is not ours to write in
	}
	if err := p.link(own+"/lock", stage); err != nil {
		return err
	}
	settled := map[string]bool{}
	for _, name := range p.remove {
		settled[name] = true
	}
	for _, a := range p.write {
		settled[a.Path] = true
		if err := p.folder(stage, a.Path); err != nil {
			return err
		}
		if err := p.put(a, filepath.Join(stage, filepath.FromSlash(a.Path))); err != nil {
			return err
		}
	}
	for _, name := range p.keep {
		settled[name] = true
		if err := p.folder(stage, name); err != nil {
			return err
		}
		if err := p.link(name, stage); err != nil {
			return err
		}
	}
	if err := p.strangers(stage, "", settled); err != nil {
		return err
	}
	data, err := p.next.encode(p.disk, func(name string) string { return filepath.Join(stage, filepath.FromSlash(name)) })
	if err != nil {
		return err
	}
	if err := p.disk.WriteFile(filepath.Join(stage, own, manifestName), data); err != nil {
		return fmt.Errorf("不能写入 %s：%s", stage, Reason(err))
	}
	return nil
}

func (p *plan) folder(stage, name string) error {
	dir := filepath.Join(stage, filepath.FromSlash(path.Dir(name)))
	if err := p.disk.MkdirAll(dir); err != nil {
		return fmt.Errorf("不能建立文件夹 %s：%s", dir, Reason(err))
	}
	return nil
}

// link gives a file of dest a second name in the stage.
func (p *plan) link(name, stage string) error {
	name = filepath.FromSlash(name)
	if err := p.disk.Link(filepath.Join(p.dest, name), filepath.Join(stage, name)); err != nil {
		return errNoExchange
	}
	return nil
}

// strangers links everything below dir that is not settled yet into the stage: what others
// put there, and what they made of files of ours. Empty folders stay, too, unless only
// files of ours stood in them.
func (p *plan) strangers(stage, dir string, settled map[string]bool) error {
	entries, err := p.disk.ReadDir(filepath.Join(p.dest, filepath.FromSlash(dir)))
	if err != nil {
		return fmt.Errorf("读不出 %s：%s", filepath.Join(p.dest, dir), Reason(err))
	}
	if len(entries) == 0 && dir != "" {
		return p.folder(stage, dir+"/x")
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case name == own:
			continue
		case e.IsDir():
			if err := p.strangers(stage, name, settled); err != nil {
				return err
			}
		case !settled[name]:
			if err := p.stranger(stage, name, e); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *plan) stranger(stage, name string, e fs.DirEntry) error {
	if err := p.folder(stage, name); err != nil {
		return err
	}
	if e.Type()&fs.ModeSymlink == 0 {
		return p.link(name, stage)
	}
	target, err := p.disk.Readlink(filepath.Join(p.dest, filepath.FromSlash(name)))
	if err == nil {
		err = p.disk.Symlink(target, filepath.Join(stage, filepath.FromSlash(name)))
	}
	if err != nil {
		return errNoExchange
	}
	return nil
}

// stagedSite is the one thing that a stage holds. By that it is known as ours, even if the
// process was killed while it took the stage away: the folder goes first, the stage last.
const stagedSite = "site"

// cleanStages takes away the stage of a call that was killed, if it is surely ours.
func cleanStages(d disk, dest string) error {
	stage := stageOf(dest)
	entries, err := d.ReadDir(stage)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() != stagedSite }) {
		return fmt.Errorf("%s 占着暂存的位置，但不像是 jinjie 留下的，请移走它", stage)
	}
	if err := removeStage(d, dest); err != nil {
		return fmt.Errorf("不能清理 %s：%s", stage, Reason(err))
	}
	return nil
}

func removeStage(d disk, dest string) error {
	stage := stageOf(dest)
	if err := d.RemoveAll(filepath.Join(stage, stagedSite)); err != nil {
		return err
	}
	return d.RemoveAll(stage)
}
