package files

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func keepText(name string) bool { return strings.HasSuffix(name, ".md") }

func TestReadTree(t *testing.T) {
	root := t.TempDir()
	for name, data := range map[string]string{
		"content/index.md": "首页", "content/a/图.png": "图", "standard/1/standard.md": "标准", "themes/x/css/a.css": "a{}",
		"content/.hidden": "x", "content/~$a.docx": "x", "content/a.md~": "x", "content/b.md.swp": "x", "content/4913": "x",
		"content/Thumbs.db": "x", "other/c.md": "x", "content/.git/config": "x",
	} {
		write(t, filepath.Join(root, name), data)
	}
	tree, problems, err := ReadTree(root, keepText)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	var got []string
	for _, f := range tree.Files {
		got = append(got, fmt.Sprintf("%s %d %v", f.Path, f.Size, f.Data != nil))
	}
	want := "[content/a/图.png 3 false content/index.md 6 true standard/1/standard.md 6 true themes/x/css/a.css 3 false]"
	if fmt.Sprint(got) != want {
		t.Errorf("got  %v\nwant %s", got, want)
	}
	if f, ok := tree.File("content/a/图.png"); !ok || f.Hash != sha256.Sum256([]byte("图")) {
		t.Error("an image's hash is wrong, or it is not found")
	}
	if _, ok := tree.File("content/none"); ok {
		t.Error("a file that is not there is found")
	}
	if n := len(tree.Under("content")); n != 2 {
		t.Errorf("%d files under content", n)
	}
	if n := len(tree.Under("con")); n != 0 {
		t.Errorf("%d files under con", n)
	}
}

func TestReadTreeReports(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("names that Windows cannot hold")
	}
	root, outside := t.TempDir(), t.TempDir()
	write(t, filepath.Join(root, "content/index.md"), "首页")
	write(t, filepath.Join(root, "content/con.md"), "x")
	write(t, filepath.Join(root, "content/a.md"), "x")
	write(t, filepath.Join(root, "content/A.md"), "x")
	write(t, filepath.Join(outside, "secret.md"), "x")
	os.Symlink(filepath.Join(outside, "secret.md"), filepath.Join(root, "content/out.md"))
	os.Symlink(outside, filepath.Join(root, "content/outdir"))
	os.Symlink("index.md", filepath.Join(root, "content/in.md"))
	os.Symlink(".", filepath.Join(root, "content/loop"))
	os.Symlink("nowhere", filepath.Join(root, "content/broken.md"))
	big, err := os.Create(filepath.Join(root, "content/big.md"))
	if err != nil {
		t.Fatal(err)
	}
	big.Truncate(200 << 20)
	big.Close()
	tree, problems, err := ReadTree(root, keepText)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, p := range problems {
		got[p.Pos.File] = p.Code
	}
	want := map[string]string{
		"content/con.md": "unportable-name", "content/a.md": "colliding-names", "content/out.md": "symlink-out",
		"content/outdir": "symlink-out", "content/broken.md": "unreadable", "content/big.md": "too-large",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if f, ok := tree.File("content/in.md"); !ok || string(f.Data) != "首页" {
		t.Error("a link inside the tree is not followed")
	}
	if _, ok := tree.File("content/loop/index.md"); ok {
		t.Error("a folder was read through a link to itself")
	}
	if _, _, err := ReadTree(filepath.Join(root, "none"), keepText); err == nil {
		t.Error("a root that is not there is no error")
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.txt"), "甲")
	if data, problems := ReadFile(filepath.Join(dir, "a.txt")); string(data) != "甲" || len(problems) > 0 {
		t.Errorf("%q %v", data, problems)
	}
	big, _ := os.Create(filepath.Join(dir, "big"))
	big.Truncate(200 << 20)
	big.Close()
	for name, code := range map[string]string{"none": "unreadable", ".": "unreadable", "big": "too-large"} {
		_, problems := ReadFile(filepath.Join(dir, name))
		if len(problems) != 1 || problems[0].Code != code {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

func TestInstall(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "standard", "1")
	files := map[string][]byte{"standard.md": []byte("甲"), "tables/a.csv": []byte("乙")}
	if err := Install(dir, files); err != nil {
		t.Fatal(err)
	}
	want(t, dir, "standard.md=甲", "tables/a.csv=乙")
	write(t, filepath.Join(dir, "errata.csv"), "勘误")
	write(t, filepath.Join(dir, "tables/a.csv"), "改过")
	files["tables/b.csv"] = []byte("丙")
	same, differing, missing, err := Compare(dir, files)
	if err != nil || fmt.Sprint(same, differing, missing) != "[standard.md] [tables/a.csv] [tables/b.csv]" {
		t.Errorf("%v %v %v %v", same, differing, missing, err)
	}
	if err := Install(dir, files); err != nil {
		t.Fatal(err)
	}
	want(t, dir, "errata.csv=勘误", "standard.md=甲", "tables/a.csv=乙", "tables/b.csv=丙")
	for _, parent := range []string{dir, filepath.Dir(dir)} {
		entries, _ := os.ReadDir(parent)
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), ".") {
				t.Errorf("%s was left behind", e.Name())
			}
		}
	}
}

func TestAFailedInstallLeavesNothing(t *testing.T) {
	parent := filepath.Join(t.TempDir(), "standard")
	dir := filepath.Join(parent, "1")
	// The second file cannot be written: its folder is the first file.
	files := map[string][]byte{"a": []byte("甲"), "a/b": []byte("乙")}
	if err := Install(dir, files); err == nil {
		t.Fatal("no error")
	}
	if entries, _ := os.ReadDir(parent); len(entries) > 0 {
		t.Errorf("%v was left behind", entries)
	}
	write(t, filepath.Join(dir, "standard.md"), "旧")
	files["standard.md"] = []byte("新")
	if err := Install(dir, files); err == nil {
		t.Fatal("no error")
	}
	want(t, dir, "standard.md=旧")
}

func TestCreateLeavesWhatExistsAlone(t *testing.T) {
	name := filepath.Join(t.TempDir(), "待审.csv")
	if err := Create(name, []byte("甲")); err != nil {
		t.Fatal(err)
	}
	if err := Create(name, []byte("乙")); err == nil || !strings.Contains(err.Error(), "没有覆盖") {
		t.Errorf("got %v", err)
	}
	if data, _ := os.ReadFile(name); string(data) != "甲" {
		t.Errorf("the file holds %q", data)
	}
	if err := Create(filepath.Join(name, "x"), nil); err == nil {
		t.Error("a file below a file was made")
	}
}
