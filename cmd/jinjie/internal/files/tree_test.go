package files

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"
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
		"content/outdir": "symlink-out", "content/loop": "symlink-again", "content/broken.md": "unreadable", "content/big.md": "too-large",
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

// A link may lead to a source that is not hidden, and to nothing else; and a few links
// must not make many files.
func TestLinksLeadNowhereElse(t *testing.T) {
	outside := t.TempDir()
	write(t, filepath.Join(outside, "secret.md"), "秘密")
	for _, c := range []struct {
		name, target, link string // the link stands in content/
		code               string // of the problem, or empty
		found              string // a file that is read through the link, or empty
	}{
		{"to a file beside it", "a.md", "b.md", "", "content/b.md"},
		{"to a folder beside it", "d", "e", "", "content/e/c.md"},
		{"to a table of a standard", "../standard/1/t.csv", "t.csv", "", "content/t.csv"},
		{"to a file outside", filepath.Join(outside, "secret.md"), "b.md", "symlink-out", ""},
		{"to a folder outside", outside, "e", "symlink-out", ""},
		{"to a device", os.DevNull, "z.md", "symlink-out", ""},
		{"to the site's folder", "..", "e", "symlink-out", ""},
		{"to the published site", "../public", "e", "symlink-out", ""},
		{"to what git keeps", "../.git/config", "c.txt", "symlink-out", ""},
		{"to a hidden file among the sources", ".draft.md", "c.md", "symlink-out", ""},
		{"to its own folder", ".", "e", "symlink-again", ""},
		{"to the folder of all", "../content", "e", "symlink-again", ""},
		{"to itself", "b.md", "b.md", "unreadable", ""},
		{"to nothing", "none.md", "b.md", "unreadable", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			for _, name := range []string{"content/a.md", "content/d/c.md", "content/.draft.md", "standard/1/t.csv", "public/index.html", ".git/config"} {
				write(t, filepath.Join(root, name), "甲")
			}
			symlink(t, filepath.FromSlash(c.target), filepath.Join(root, "content", c.link))
			tree, problems, err := ReadTree(root, keepText)
			code := ""
			for _, p := range problems {
				code += p.Code
				if p.Pos.File != "content/"+c.link || strings.Contains(p.Message, "EvalSymlinks") {
					t.Errorf("reported as %+v", p)
				}
			}
			if err != nil || code != c.code {
				t.Fatal(err, problems)
			}
			if _, ok := tree.File(c.found); ok != (c.found != "") {
				t.Errorf("%q is found: %v", c.found, ok)
			}
			if want := 3; c.found == "" && len(tree.Files) != want {
				t.Errorf("%d files, want %d", len(tree.Files), want)
			}
		})
	}
}

func TestLinksInLinkedFoldersAreNotFollowed(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "content/m0/a.md"), "甲")
	const depth, width = 20, 3
	for i := 1; i <= depth; i++ {
		dir := filepath.Join(root, "content", fmt.Sprintf("m%d", i))
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		for j := range width {
			symlink(t, filepath.Join("..", fmt.Sprintf("m%d", i-1)), filepath.Join(dir, fmt.Sprint(j)))
		}
	}
	tree, problems, err := ReadTree(root, keepText)
	if err != nil || len(tree.Files) != 1+width || len(problems) != (depth-1)*width*width {
		t.Errorf("%v, %d files, %d problems", err, len(tree.Files), len(problems))
	}
	folders := 1 + 1 + depth + depth*width // content, m0, the rest, and what the links lead to
	if n := len(Look(root).Folders()); n != folders {
		t.Errorf("%d folders are surveyed, want %d", n, folders)
	}
}

func TestASourceFolderMayBeALinkWithinTheSite(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "texts/a.md"), "甲")
	write(t, filepath.Join(root, "themes"), "一个文件")
	symlink(t, "texts", filepath.Join(root, "content"))
	symlink(t, t.TempDir(), filepath.Join(root, "standard"))
	tree, problems, err := ReadTree(root, keepText)
	if err != nil || len(problems) != 2 || problems[0].Code != "symlink-out" || problems[1].Code != "unreadable" {
		t.Fatal(err, problems)
	}
	if len(tree.Files) != 1 || tree.Files[0].Path != "content/a.md" {
		t.Errorf("files %v", tree.Files)
	}
}

func TestNamesThatLookAlikeAreToldApart(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "content/caf\u00e9.md"), "甲")
	write(t, filepath.Join(root, "content/cafe\u0301.md"), "乙")
	tree, problems, err := ReadTree(root, keepText)
	if len(tree.Files) < 2 {
		t.Skip("the disk takes the two names for one")
	}
	if err != nil || len(problems) != 1 || problems[0].Code != "colliding-names" || !strings.Contains(problems[0].Message, "编码不同") {
		t.Errorf("%v, %v", err, problems)
	}
}

func TestMessagesShowNoControlCharacters(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "content/a.md"), "甲")
	for _, name := range []string{"a\n\x1b[31m.md", "a\u202eb.md", "a\xffb.md"} {
		if err := os.WriteFile(filepath.Join(root, "content", name), nil, 0o666); err != nil {
			t.Skip(err)
		}
	}
	tree, problems, err := ReadTree(root, keepText)
	if err != nil || len(problems) != 3 || len(tree.Files) != 1 {
		t.Fatal(err, problems)
	}
	for _, p := range problems {
		if said := p.Pos.File + p.Message; strings.ContainsFunc(said, func(c rune) bool { return c < ' ' || c == '\u202e' }) || !utf8.ValidString(said) {
			t.Errorf("%q", said)
		}
	}
}

func TestPicturesInTheTree(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "content/a.png"), drawn(t, "png"))
	write(t, filepath.Join(root, "content/b.png"), "走访")
	tree, problems, err := ReadTree(root, keepText)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	a, _ := tree.File("content/a.png")
	if _, broken := a.Broken(); broken || a.Width != 30 || a.Height != 20 || a.Data != nil {
		t.Errorf("a picture is read as %+v", a)
	}
	b, _ := tree.File("content/b.png")
	if d, broken := b.Broken(); !broken || d.Code != "broken-image" || d.Pos.File != "content/b.png" || b.Width != 0 || b.Size != 6 {
		t.Errorf("a broken picture is read as %+v: %v", b, d)
	}
}

func TestPagesHaveALimitOfTheirOwn(t *testing.T) {
	root := t.TempDir()
	for name, size := range map[string]int64{"content/a.md": maxMarkdown, "content/b.MD": maxMarkdown + 1, "content/c.csv": maxMarkdown + 1, "content/d.csv": maxParsed + 1, "content/e.mp4": maxParsed + 1} {
		write(t, filepath.Join(root, name), "")
		if err := os.Truncate(filepath.Join(root, name), size); err != nil {
			t.Fatal(err)
		}
	}
	_, problems, err := ReadTree(root, func(name string) bool { return !strings.HasSuffix(name, ".mp4") })
	var got []string
	for _, p := range problems {
		got = append(got, p.Pos.File+" "+p.Message)
	}
	if want := "[content/b.MD 文件有 2.1 MB，不能超过 2 MB content/d.csv 文件有 16.1 MB，不能超过 16 MB]"; err != nil || fmt.Sprint(got) != want {
		t.Errorf("%v %v, want %s", err, got, want)
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
