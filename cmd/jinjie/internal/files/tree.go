package files

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// A File is one file of the author's tree.
type File struct {
	Path string   // slash-separated, from the site's folder
	Size int64    // bytes
	Hash [32]byte // SHA-256 of its bytes
	Data []byte   // its bytes; nil if it is not parsed, or could not be read, which is reported

	Width, Height int // of a picture, in pixels as browsers show it; 0 if not known
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

// maxParsed is how large a file that is parsed may be, in bytes.
const maxParsed = 16 << 20

// sources are the folders of a site that hold sources.
var sources = []string{"content", "standard", "themes"}

// treeKinds lists every sort of problem that reading a tree can report.
func treeKinds() []diag.Kind {
	return []diag.Kind{unreadable, tooLarge, linkOut, unportable, colliding}
}

var (
	unreadable = diag.Kind{Code: "unreadable", Severity: diag.Error,
		Title: "文件或文件夹读不出来",
		Why:   "没有读取权限的文件进不了网站，少了它，别的页面也可能出错。请检查权限，或者把它移出站点。"}
	tooLarge = diag.Kind{Code: "too-large", Severity: diag.Error,
		Title: "文件过大",
		Why:   "要解析的文件（Markdown、表格、模板）不超过 16 MB。更大的多半放错了地方；图片和附件不受此限。"}
	linkOut = diag.Kind{Code: "symlink-out", Severity: diag.Error,
		Title: "符号链接指向站点之外",
		Why:   "站点之外的文件不会发布，否则一个链接就可能把不该公开的文件带上网。请把文件复制进来。"}
	unportable = diag.Kind{Code: "unportable-name", Severity: diag.Error,
		Title: "名字不能通用",
		Why:   "文件名会成为网页地址，须在 Windows、网页服务器和 U 盘上都能用：不用 con、aux 等设备名和 < > : \" | ? * 等字符，不以点或空格结尾，也不过长。"}
	colliding = diag.Kind{Code: "colliding-names", Severity: diag.Error,
		Title: "两个名字只差大小写或全半角",
		Why:   "在 Windows 和 macOS 上，只差大小写的两个文件是同一个文件，发布后会互相覆盖。"}
)

// A walker reads a tree.
type walker struct {
	root     string // resolved, absolute
	keep     func(path string) bool
	files    []File
	problems []diag.Diagnostic
	links    bool     // whether a symbolic link was met
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
	return &walker{root: resolved, keep: keep}, err
}

// source reads one of the folders of sources, if it is there.
func (w *walker) source(dir string) {
	if _, err := os.Stat(filepath.Join(w.root, dir)); err == nil {
		w.entry(dir)
	} else if !errors.Is(err, fs.ErrNotExist) {
		w.report(unreadable.At(diag.Pos{File: dir}, "读不出来：%s", Reason(err)))
	}
}

// reading is what the walker has read.
func (w *walker) reading() Reading {
	slices.SortFunc(w.files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	w.collisions()
	return Reading{Tree{w.files}, w.problems, w.links}
}

func (w *walker) report(d diag.Diagnostic) { w.problems = append(w.problems, d) }

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

// entry reads the file or folder at name.
func (w *walker) entry(name string) {
	written := filepath.Join(w.root, filepath.FromSlash(name))
	full, err := filepath.EvalSymlinks(written)
	w.links = w.links || full != written
	if err != nil {
		w.report(unreadable.At(diag.Pos{File: name}, "读不出来：%s", Reason(err)))
		return
	}
	if rel, err := filepath.Rel(w.root, full); err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		w.report(linkOut.At(diag.Pos{File: name}, "符号链接指向站点之外").WithHint("把文件复制进站点，代替这个链接"))
		return
	}
	info, err := os.Stat(full)
	switch {
	case err != nil:
		w.report(unreadable.At(diag.Pos{File: name}, "读不出来：%s", Reason(err)))
	case info.IsDir():
		w.folder(name, full)
	case info.Mode().IsRegular():
		w.file(name, full, info.Size())
	}
}

func (w *walker) folder(name, full string) {
	if slices.Contains(w.open, full) {
		return // a link to a folder that holds it
	}
	entries, err := os.ReadDir(full)
	if err != nil {
		w.report(unreadable.At(diag.Pos{File: name}, "文件夹读不出来：%s", Reason(err)))
	}
	w.open = append(w.open, full)
	for _, e := range entries {
		if !ignored(e.Name()) {
			w.entry(name + "/" + e.Name())
		}
	}
	w.open = w.open[:len(w.open)-1]
}

func (w *walker) file(name, full string, size int64) {
	if _, reason := Address(name); reason != "" {
		w.report(unportable.At(diag.Pos{File: name}, "名字不能通用：%s", reason).WithHint("换一个名字，最好只用小写英文字母、数字和连字符"))
		return
	}
	f := File{Path: name, Size: size}
	parsed := w.keep(name)
	if parsed && size > maxParsed {
		w.report(tooLarge.At(diag.Pos{File: name}, "文件有 %d MB，不能超过 %d MB", size>>20, maxParsed>>20))
	} else if data, hash, err := read(full, parsed); err != nil {
		w.report(unreadable.At(diag.Pos{File: name}, "读不出来：%s", Reason(err)))
	} else if f.Data, f.Hash = data, hash; parsed {
		f.Size = int64(len(data))
	} else if isPicture(name) {
		f.Width, f.Height = pictureSize(full)
	}
	w.files = append(w.files, f)
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
		if before, ok := first[key]; ok {
			w.report(colliding.At(diag.Pos{File: f.Path}, "与 %s 只差大小写或全半角", before).WithHint("改掉其中一个名字"))
			continue
		}
		first[key] = f.Path
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
		return nil, []diag.Diagnostic{tooLarge.At(at, "文件有 %d MB，不能超过 %d MB", info.Size()>>20, maxParsed>>20)}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, []diag.Diagnostic{unreadable.At(at, "读不出来：%s", Reason(err))}
	}
	return data, nil
}
