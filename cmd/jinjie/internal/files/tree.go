package files

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"jinjie/cmd/jinjie/internal/diag"
)

// A File is one file of the author's tree.
type File struct {
	Path string   // slash-separated, from the site's folder
	Size int64    // bytes
	Hash [32]byte // SHA-256 of its bytes
	Data []byte   // its bytes; nil if it is not parsed, or could not be read, which is reported

	Width, Height int    // of a picture, in pixels as browsers show it; 0 if not known
	Fault         string // Chinese: why a picture cannot be shown; empty if nothing is known against it
}

// Broken reports a picture that cannot be shown; false if nothing is known against f.
func (f File) Broken() (diag.Diagnostic, bool) {
	return brokenImage.At(diag.Pos{File: f.Path}, "图片显示不出来：%s", f.Fault).WithHint("重新导出或者复制一次"), f.Fault != ""
}

// A Tree is the author's files at one moment.
type Tree struct {
	Files []File // sorted by Path
}

// File returns the file at path.
func (t Tree) File(path string) (File, bool) {
	i, ok := slices.BinarySearchFunc(t.Files, path, func(f File, p string) int { return cmp.Compare(f.Path, p) })
	if !ok {
		return File{}, false
	}
	return t.Files[i], true
}

// Under returns the files below the folder dir.
func (t Tree) Under(dir string) []File {
	start, _ := slices.BinarySearchFunc(t.Files, dir+"/", func(f File, p string) int { return cmp.Compare(f.Path, p) })
	end := start
	for end < len(t.Files) && strings.HasPrefix(t.Files[end].Path, dir+"/") {
		end++
	}
	return t.Files[start:end]
}

// How large a file that is parsed may be, in bytes. Reading hostile Markdown takes
// seconds a megabyte, and no lesson has 700,000 characters.
const (
	maxParsed   = 16 << 20
	maxMarkdown = 2 << 20
)

// limit is how large the parsed file of that name may be.
func limit(name string) int64 {
	if strings.EqualFold(path.Ext(name), ".md") {
		return maxMarkdown
	}
	return maxParsed
}

// sources are the folders of a site that hold sources.
var sources = []string{"content", "standard", "themes"}

// treeKinds lists every sort of problem that reading a tree can report.
func treeKinds() []diag.Kind {
	return []diag.Kind{unreadable, tooLarge, linkOut, linkAgain, unportable, colliding, brokenImage, mergeConflict}
}

var (
	unreadable = diag.Kind{Code: "unreadable", Severity: diag.Error,
		Title: "文件或文件夹读不出来",
		Why:   "没有读取权限的文件、管道和设备进不了网站，少了它，别的页面也可能出错。请检查权限，或者把它移出站点。"}
	tooLarge = diag.Kind{Code: "too-large", Severity: diag.Error,
		Title: "文件过大",
		Why:   "Markdown 文件不超过 2 MB，别的要解析的文件（表格、模板）不超过 16 MB。更大的多半放错了地方，或者把图片嵌在了文字里；图片和附件不受此限。"}
	linkOut = diag.Kind{Code: "symlink-out", Severity: diag.Error,
		Title: "符号链接指向源文件之外",
		Why:   "符号链接只能指向 content/、standard/、themes/ 里不隐藏的文件，否则一个链接就可能把不该公开的文件带上网。请把文件复制进来。"}
	linkAgain = diag.Kind{Code: "symlink-again", Severity: diag.Warning,
		Title: "符号链接绕回来了",
		Why:   "符号链接指回它所在的文件夹，或者链接到的文件夹里又有指向文件夹的链接，一层层跟进去没有尽头，所以没有跟。请把文件复制进来。"}
	unportable = diag.Kind{Code: "unportable-name", Severity: diag.Error,
		Title: "名字不能通用",
		Why:   "文件名会成为网页地址，须在 Windows、网页服务器和 U 盘上都能用：不用 con、aux 等设备名和 < > : \" | ? * 等字符，不用在网址里另有含义的 # % +（IIS 不提供这样的文件），没有看不见的字符，不以点或空格结尾，也不过长。"}
	colliding = diag.Kind{Code: "colliding-names", Severity: diag.Error,
		Title: "两个名字是同一个地址",
		Why:   "只差大小写或全角半角的两个文件，在 Windows 和 macOS 上是同一个文件，发布后会互相覆盖；看上去一样而编码不同的（如 macOS 拆开写的声调）也是。"}
	brokenImage = diag.Kind{Code: "broken-image", Severity: diag.Warning,
		Title: "图片显示不出来",
		Why:   "文件的内容不是它的扩展名所说的图片，或者没有传完，网页上会是一个空框。请重新导出或者复制一次。"}
)

// A walker reads a tree.
type walker struct {
	root     string // resolved, absolute
	keep     func(path string) bool
	roots    []string // of the sources, resolved: where links may lead
	files    []File
	problems []diag.Diagnostic
	survey   Survey   // if it is not nil, files are looked at and not read
	links    bool     // whether a symbolic link was met
	linked   bool     // whether one led to the folder that is being read
	open     []string // resolved folders that are being read, against cycles
}

// ReadTree reads the sources of the site in root: content/, standard/ and themes/. keep
// says whether a file's bytes are held, because it is parsed; of others only size and
// hash are known. An error means that root itself cannot be read.
func ReadTree(root string, keep func(path string) bool) (Tree, []diag.Diagnostic, error) {
	r, err := Read(root, keep)
	return r.Tree, r.Problems, err
}

func newWalker(root string, keep func(path string) bool) (*walker, error) {
	resolved, err := filepath.Abs(root)
	if err == nil {
		resolved, err = filepath.EvalSymlinks(resolved)
	}
	w := &walker{root: resolved, keep: keep}
	for _, dir := range sources {
		if full, _ := w.place(dir); full != "" {
			w.roots = append(w.roots, full)
		}
	}
	return w, err
}

// source reads one of the folders of sources, if it is there.
func (w *walker) source(dir string) {
	full, problem := w.place(dir)
	switch {
	case problem.Code != "":
		w.problems = append(w.problems, problem)
	case full != "":
		w.links = w.links || full != filepath.Join(w.root, dir)
		w.folder(dir, full)
	}
}

// place finds where one of the folders of sources stands on the disk; empty if there is
// none that can be read. The folder may be a link within the site.
func (w *walker) place(dir string) (full string, problem diag.Diagnostic) {
	at := diag.Pos{File: dir}
	full = filepath.Join(w.root, dir)
	info, err := os.Stat(full)
	if errors.Is(err, fs.ErrNotExist) {
		return "", diag.Diagnostic{}
	}
	if err == nil {
		full, err = filepath.EvalSymlinks(full)
	}
	switch {
	case err != nil:
		return "", unreadable.At(at, "读不出来：%s", Reason(err))
	case !info.IsDir():
		return "", unreadable.At(at, "%s 应当是文件夹，这里是一个文件", dir).WithHint("把这个文件移走或者改名")
	case !inside(full, w.root):
		return "", linkOut.At(at, "符号链接指向站点之外").WithHint(copyHint)
	}
	return full, diag.Diagnostic{}
}

// reading is what the walker has read.
func (w *walker) reading() Reading {
	slices.SortFunc(w.files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	w.collisions()
	return Reading{Tree{w.files}, w.problems, w.links}
}

// report notes a problem of the file or folder name.
func (w *walker) report(k diag.Kind, name, hint, format string, args ...any) {
	d := k.At(diag.Pos{File: printable(name)}, format, args...)
	d.Hint = hint
	w.problems = append(w.problems, d)
}

// printable is a name as a message can show it.
func printable(name string) string {
	return strings.Map(func(c rune) rune {
		if invisible(c) {
			return unicode.ReplacementChar
		}
		return c
	}, strings.ToValidUTF8(name, string(unicode.ReplacementChar)))
}

const copyHint = "把文件复制进站点，代替这个链接"

// ignored tells whether a name is none of the author's: hidden files, and what editors,
// office programs and systems leave behind.
func ignored(name string) bool {
	switch {
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"), strings.HasSuffix(name, "~"):
		return true
	case name == "4913", name == "Thumbs.db", name == "desktop.ini":
		return true
	case strings.Contains(name, "___jb_"), strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"):
		return true
	}
	switch path.Ext(name) {
	case ".swp", ".swx", ".tmp":
		return true
	}
	return false
}

// folder reads the folder name, which stands at full on the disk.
func (w *walker) folder(name, full string) {
	entries, err := os.ReadDir(full)
	if err != nil {
		w.report(unreadable, name, "", "文件夹读不出来：%s", Reason(err))
	}
	if info, err := os.Stat(full); err == nil && w.survey != nil {
		w.survey.add(name, info)
	}
	w.open = append(w.open, full)
	for _, e := range entries {
		if !ignored(e.Name()) {
			w.entry(name+"/"+e.Name(), filepath.Join(full, e.Name()), e)
		}
	}
	w.open = w.open[:len(w.open)-1]
}

// entry reads what a folder holds.
func (w *walker) entry(name, full string, e fs.DirEntry) {
	switch kind := e.Type(); {
	case kind.IsDir():
		w.folder(name, full)
	case kind&(fs.ModeSymlink|fs.ModeIrregular) != 0: // of which Windows has several sorts
		w.link(name, full)
	default:
		info, err := e.Info()
		w.plain(name, full, info, err)
	}
}

// link reads what a symbolic link leads to, if that is one of the sources. Links to
// folders are not followed from folders that a link led to: a few links could make
// millions of files.
func (w *walker) link(name, full string) {
	w.links = true
	target, err := filepath.EvalSymlinks(full)
	if err != nil {
		w.report(unreadable, name, "", "符号链接读不出来：%s", Reason(err))
		return
	}
	info, err := os.Stat(target)
	switch {
	case !w.public(target):
		w.report(linkOut, name, copyHint, "符号链接指向站点的源文件之外")
	case err != nil || !info.IsDir():
		w.plain(name, target, info, err)
	case w.linked || slices.Contains(w.open, target):
		w.report(linkAgain, name, copyHint, "符号链接绕了回来，没有跟进去")
	default:
		w.linked = true
		w.folder(name, target)
		w.linked = false
	}
}

// public tells whether a place on the disk is among the sources, and nothing hidden.
func (w *walker) public(full string) bool {
	for _, root := range w.roots {
		if rel, err := filepath.Rel(root, full); err == nil && inside(full, root) {
			parts := strings.Split(filepath.ToSlash(rel), "/")
			return rel == "." || !slices.ContainsFunc(parts, ignored)
		}
	}
	return false
}

// plain reads what is no folder: a file, or what cannot be read as one.
func (w *walker) plain(name, full string, info fs.FileInfo, err error) {
	switch {
	case err != nil:
		w.report(unreadable, name, "", "读不出来：%s", Reason(err))
	case !info.Mode().IsRegular():
		w.report(unreadable, name, "移出站点", "这不是普通文件，而是管道、设备一类")
	case w.survey != nil:
		w.survey.add(name, info)
	default:
		w.file(name, full, info.Size())
	}
}

func (w *walker) file(name, full string, size int64) {
	if _, reason := Address(name); reason != "" {
		w.report(unportable, name, "换一个名字，最好只用小写英文字母、数字和连字符", "名字不能通用：%s", reason)
		return
	}
	f := File{Path: name, Size: size}
	parsed := w.keep(name)
	if parsed && size > limit(name) {
		w.report(tooLarge, name, shorten(name), "文件有 %s MB，不能超过 %d MB", megabytes(size), limit(name)>>20)
	} else if data, hash, err := read(full, parsed); err != nil {
		w.report(unreadable, name, "", "读不出来：%s", Reason(err))
	} else if f.Data, f.Hash = data, hash; parsed {
		f.Size = int64(len(data))
		w.conflicts(name, data)
	} else if isPicture(name) {
		f.Width, f.Height, f.Fault = measure(full)
	}
	w.files = append(w.files, f)
}

// shorten says how a text that is too large is mended, if it is a page.
func shorten(name string) string {
	if limit(name) == maxMarkdown {
		return "分成几个文件；嵌在文字里的图片另存为文件"
	}
	return ""
}

func megabytes(size int64) string {
	return strconv.FormatFloat(math.Ceil(float64(size)/(1<<20)*10)/10, 'f', -1, 64)
}

// read hashes a file and, if keep is set, returns its bytes.
func read(name string, keep bool) ([]byte, [32]byte, error) {
	if keep {
		data, err := os.ReadFile(name)
		if data == nil {
			data = []byte{}
		}
		return data, sha256.Sum256(data), err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, [32]byte{}, err
	}
	defer f.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, f)
	return nil, [32]byte(hash.Sum(nil)), err
}

// collisions reports names that a disk without regard to case takes for one.
func (w *walker) collisions() {
	first := map[string]string{}
	for _, f := range w.files {
		key := FoldKey(f.Path)
		before, ok := first[key]
		switch {
		case !ok:
			first[key] = f.Path
		case norm.NFC.String(f.Path) == norm.NFC.String(before):
			w.report(colliding, f.Path, "删去一个，或者改掉其中一个名字", "另一个文件的名字看上去与它一样，只是字符的编码不同")
		default:
			w.report(colliding, f.Path, "改掉其中一个名字", "与 %s 只差大小写或全半角", before)
		}
	}
}

// ReadFile reads one file that a person named, to import it. The diagnostic tells what
// the person can mend.
func ReadFile(name string) ([]byte, []diag.Diagnostic) {
	at := diag.Pos{File: filepath.ToSlash(name)}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, []diag.Diagnostic{unreadable.At(at, "没有这个文件")}
	case err != nil:
		return nil, []diag.Diagnostic{unreadable.At(at, "读不出来：%s", Reason(err))}
	case info.IsDir():
		return nil, []diag.Diagnostic{unreadable.At(at, "这是文件夹，不是文件")}
	case info.Size() > maxParsed:
		return nil, []diag.Diagnostic{tooLarge.At(at, "文件有 %s MB，不能超过 %d MB", megabytes(info.Size()), maxParsed>>20)}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, []diag.Diagnostic{unreadable.At(at, "读不出来：%s", Reason(err))}
	}
	return data, nil
}
