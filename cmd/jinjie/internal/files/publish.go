package files

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// An Artifact is one file of the finished site.
type Artifact struct {
	Path string   // slash-separated, from the site's root
	Data []byte   // its bytes, or nil if they are those of From
	From string   // absolute name of a file to copy
	Hash [32]byte // SHA-256 of the bytes; only used with From
}

// A Site is everything that is to be published.
type Site struct {
	Artifacts []Artifact
	Inputs    string // fingerprint of the sources, the settings and the program
	Sources   string // the author's folder, which must not be overwritten
}

// A Report says what publishing has done.
type Report struct {
	Written, Unchanged, Removed int
	Way                         string // "exchange" or "in-place"
	Nothing                     bool   // the site was current; nothing was touched
}

func publishKinds() []diag.Kind { return []diag.Kind{strangerFile, badDestination, editedOutput} }

var (
	strangerFile = diag.Kind{Code: "stranger-file", Severity: diag.Error,
		Title: "目标文件夹里有别人的文件",
		Why:   "目标文件夹里有一个不是 jinjie 写的文件，正好占着某个网页的位置。为了不毁掉它，停下来不发布。请把它移走，或者换一个目标文件夹。"}
	badDestination = diag.Kind{Code: "bad-destination", Severity: diag.Error,
		Title: "不能发布到这个文件夹",
		Why:   "发布会写入和删除目标文件夹里的文件，所以它不能是源文件所在的文件夹、系统的根、个人的主文件夹，也不能是指到别处去的链接。通常用站点里的 public。"}
	editedOutput = diag.Kind{Code: "edited-output", Severity: diag.Warning,
		Title: "发布过的文件被改过",
		Why:   "上次发布的一个文件现在不再需要，但有人改过它，所以没有删除。不要了的话，请自己删掉。"}
)

// Publish makes the folder dest hold site: all or nothing. A crash at any instant leaves
// the old site or the new one, or a journal that the next call finishes.
//
// Where the system can exchange two folders at once, the new site is staged beside the old
// one, with hard links to what did not change, and exchanged for it. Elsewhere (Windows,
// mount points, disks without links) every new file is staged inside dest, a journal says
// what is to be moved where, and then pages are replaced one by one, removals last.
//
// Only files that an earlier call wrote are ever removed; other files in dest stay, and one
// at a page's address is a problem. Files that did not change keep their times.
func Publish(dest string, site Site) (Report, []diag.Diagnostic, error) {
	return publishOn(osDisk{}, dest, site)
}

// publishOn is Publish on any disk, so that tests can make one fail.
func publishOn(d disk, dest string, site Site) (Report, []diag.Diagnostic, error) {
	dest, problem, err := destination(dest, site.Sources)
	if err != nil || problem != nil {
		return Report{}, problem, err
	}
	if err := d.MkdirAll(filepath.Join(dest, own)); err != nil {
		return Report{}, nil, fmt.Errorf("不能写入目标文件夹 %s：%s", dest, Reason(err))
	}
	unlock, err := d.Lock(filepath.Join(dest, own, "lock"))
	if err != nil {
		return Report{}, nil, fmt.Errorf("目标文件夹 %s 正由另一个 jinjie 写入，或者不能加锁：%s", dest, Reason(err))
	}
	defer unlock()
	if err := recoverJournal(d, dest); err != nil {
		return Report{}, nil, fmt.Errorf("上次发布没有完成，接着做时出错：%w", err)
	}
	if err := cleanStages(d, dest); err != nil {
		return Report{}, nil, err
	}
	p, problems, err := newPlan(d, dest, site)
	if err != nil || diag.Errors(problems) > 0 {
		return Report{}, problems, err
	}
	way := "exchange"
	err = p.exchange()
	if errors.Is(err, errNoExchange) {
		way = "in-place"
		err = p.inPlace()
	}
	if err != nil {
		return Report{}, problems, err
	}
	return Report{Written: len(p.write), Unchanged: len(p.keep), Removed: len(p.remove), Way: way}, problems, nil
}

// own is the folder in dest that holds what publishing itself needs.
const own = ".jinjie"

// destination resolves dest and refuses what must never be published into.
func destination(dest, sources string) (string, []diag.Diagnostic, error) {
	refuse := func(reason string) (string, []diag.Diagnostic, error) {
		return "", []diag.Diagnostic{badDestination.At(diag.Pos{}, "不能发布到 %s：%s", dest, reason).
			WithHint("用 -d 指定别的文件夹，例如 -d public")}, nil
	}
	full, err := filepath.Abs(dest)
	if err != nil {
		return "", nil, err
	}
	root := resolve(sources)
	switch info, err := os.Lstat(full); {
	case err == nil && info.Mode()&fs.ModeSymlink != 0:
		if target := resolve(full); sources == "" || !inside(target, root) {
			return refuse("它是一个链接，指到站点之外")
		}
	case err == nil && !info.IsDir():
		return refuse("它是一个文件，不是文件夹")
	}
	full = resolve(full)
	home, _ := os.UserHomeDir() // only to keep off it
	switch {
	case filepath.Dir(full) == full:
		return refuse("它是系统的根文件夹")
	case home != "" && full == resolve(home):
		return refuse("它是个人的主文件夹")
	case sources != "" && inside(root, full):
		return refuse("源文件就在里面")
	}
	for _, dir := range []string{"content", "standard", "themes", "cmd", ".git"} {
		if sources != "" && inside(full, filepath.Join(root, dir)) {
			return refuse("那里放的是源文件（" + dir + "）")
		}
	}
	return full, nil, nil
}

// resolve follows the links of a path as far as it exists.
func resolve(name string) string {
	if name == "" {
		return ""
	}
	name, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	rest := ""
	for dir := name; ; dir = filepath.Dir(dir) {
		if full, err := filepath.EvalSymlinks(dir); err == nil {
			return filepath.Join(full, rest)
		}
		if filepath.Dir(dir) == dir {
			return name
		}
		rest = filepath.Join(filepath.Base(dir), rest)
	}
}

// inside tells whether name is dir or stands in it.
func inside(name, dir string) bool {
	rel, err := filepath.Rel(dir, name)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// A plan says what has to be done to make dest hold the site.
type plan struct {
	disk disk
	dest string
	site Site
	old  manifest
	next manifest

	write  []Artifact // new or changed
	keep   []string   // paths of ours that stay as they are
	remove []string   // paths of ours that go
}

// fingerprinted is an asset whose name tells its content.
var fingerprinted = regexp.MustCompile(`^(?:assets/.+\.[0-9a-f]{8,}\.[a-z0-9]+|search/[0-9a-f]{16}/[a-z0-9]+\.js)$`)

// newPlan compares the site with what dest holds.
func newPlan(d disk, dest string, site Site) (*plan, []diag.Diagnostic, error) {
	p := &plan{disk: d, dest: dest, site: site}
	p.old = readManifest(d, dest)
	p.next = manifest{Version: manifestVersion, Inputs: site.Inputs}
	g := newGround(d, dest, p.old)
	var problems []diag.Diagnostic
	now := map[string]string{} // by fold key
	for _, a := range site.Artifacts {
		if reason := CheckName(a.Path); reason != "" || strings.HasPrefix(a.Path, own+"/") {
			return nil, nil, fmt.Errorf("地址 %s 不能用：%s", a.Path, reason)
		}
		now[FoldKey(a.Path)] = a.Path
		e := entry{Path: a.Path, SHA256: a.hash()}
		same, err := p.holds(a.Path, e.SHA256)
		if err != nil {
			return nil, nil, err
		}
		if at, said := g.obstacle(a.Path, same); said != "" {
			problems = append(problems, strangerFile.At(diag.Pos{File: at}, "%s", said).
				WithHint("移走 %s，或者用 -d 换一个目标文件夹", g.full(at)))
			continue
		}
		if same {
			p.keep = append(p.keep, a.Path)
		} else {
			p.write = append(p.write, a)
		}
		p.next.Files = append(p.next.Files, e)
	}
	return p, append(problems, p.leave(now, g)...), nil
}

// hash is the SHA-256 of an artifact, in hexadecimal.
func (a Artifact) hash() string {
	if a.Data == nil && a.From != "" {
		return hex.EncodeToString(a.Hash[:])
	}
	sum := sha256.Sum256(a.Data)
	return hex.EncodeToString(sum[:])
}

// holds tells whether dest has a file of that name with the bytes of sum.
func (p *plan) holds(name, sum string) (bool, error) {
	full := filepath.Join(p.dest, filepath.FromSlash(name))
	info, err := p.disk.Lstat(full)
	switch {
	case errors.Is(err, fs.ErrNotExist) || isNotDir(err):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("读不出 %s：%s", full, Reason(err))
	case !info.Mode().IsRegular():
		return false, nil
	}
	got, err := p.disk.Hash(full)
	if err != nil {
		return false, fmt.Errorf("读不出 %s：%s", full, Reason(err))
	}
	return got == sum, nil
}

// leave decides about files of the last build that the site no longer has: assets whose
// names tell their content stay for one build more, since a tab may still be open; what
// somebody edited stays for good. now holds the new site's addresses by fold key.
func (p *plan) leave(now map[string]string, g *ground) []diag.Diagnostic {
	var problems []diag.Diagnostic
	for _, e := range p.old.Files {
		address, taken := now[FoldKey(e.Path)]
		_, said := g.onTheWay(e.Path)
		_, err := p.disk.Lstat(g.full(e.Path))
		switch {
		case address == e.Path, taken && g.sameFile(e.Path, address): // it is written anew
		case err != nil || said != "": // gone already
		case !g.ours(e.Path):
			problems = append(problems, editedOutput.At(diag.Pos{File: e.Path}, "不再需要这个文件，但它被改过，没有删除"))
		case fingerprinted.MatchString(e.Path) && !e.Former:
			e.Former = true
			p.next.Files = append(p.next.Files, e)
			p.keep = append(p.keep, e.Path)
		default:
			p.remove = append(p.remove, e.Path)
		}
	}
	return problems
}

// put writes an artifact's bytes to name, whose folder exists.
func (p *plan) put(a Artifact, name string) error {
	var err error
	if a.Data == nil && a.From != "" {
		err = p.disk.Copy(a.From, name)
	} else {
		err = p.disk.WriteFile(name, a.Data)
	}
	if err != nil {
		return fmt.Errorf("不能写入 %s：%s", filepath.Join(p.dest, filepath.FromSlash(a.Path)), Reason(err))
	}
	return nil
}

// Current tells whether dest holds exactly the site that was made from inputs, and nobody
// has changed it: every file is read and held against its hash.
func Current(dest, inputs string) bool {
	full, err := filepath.Abs(dest)
	if err != nil || inputs == "" {
		return false
	}
	d := osDisk{}
	full = resolve(full)
	if _, err := d.Lstat(filepath.Join(full, own, journalName)); err == nil {
		return false
	}
	m := readManifest(d, full)
	if m.Inputs != inputs || len(m.Files) == 0 {
		return false
	}
	return !slices.ContainsFunc(m.Files, func(e entry) bool {
		return !e.untouched(d, filepath.Join(full, filepath.FromSlash(e.Path)))
	})
}

// parents lists the folders of a slash-separated path, the innermost first.
func parents(name string) []string {
	var dirs []string
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		dirs = append(dirs, dir)
	}
	return dirs
}
