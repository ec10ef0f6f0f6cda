package files

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"jinjie/cmd/jinjie/internal/diag"
)

func keepMarkdown(name string) bool { return strings.HasSuffix(name, ".md") }

func put(t *testing.T, root, name, text string) {
	t.Helper()
	full := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// same tells where two readings differ; the order of problems does not count.
func same(a, b Reading) string {
	sorted := func(r Reading) []diag.Diagnostic { return diag.Sort(slices.Clone(r.Problems)) }
	switch {
	case !reflect.DeepEqual(a.Tree, b.Tree):
		return fmt.Sprintf("trees differ:\n%v\n%v", names(a.Tree), names(b.Tree))
	case !reflect.DeepEqual(sorted(a), sorted(b)):
		return fmt.Sprintf("problems differ:\n%v\n%v", sorted(a), sorted(b))
	}
	return ""
}

func names(t Tree) []string {
	var list []string
	for _, f := range t.Files {
		list = append(list, f.Path)
	}
	return list
}

// The law: reading again what changed is reading all.
func TestAgainIsReadAfterRandomChanges(t *testing.T) {
	root := t.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	put(t, root, "content/index.md", "首页")
	r, err := Read(root, keepMarkdown)
	if err != nil {
		t.Fatal(err)
	}
	places := []string{"content/a.md", "content/A.md", "content/x/b.md", "content/x/y/c.md", "content/x/d.png", "content/con.md",
		"standard/1/t.csv", "themes/m/css/1.css", "content/.e.md", "content/z", "content/x/y"}
	for step := range 300 {
		var dirty []string
		for range 1 + random.IntN(3) {
			name := places[random.IntN(len(places))]
			full := filepath.Join(root, filepath.FromSlash(name))
			switch random.IntN(4) {
			case 0:
				os.RemoveAll(full)
				dirty = append(dirty, name)
			case 1:
				to := places[random.IntN(len(places))]
				if os.Rename(full, filepath.Join(root, filepath.FromSlash(to))) == nil {
					dirty = append(dirty, name, to)
				}
			default:
				if info, err := os.Stat(full); err == nil && info.IsDir() || strings.HasSuffix(name, "/y") || strings.HasSuffix(name, "/z") {
					continue
				}
				os.MkdirAll(filepath.Dir(full), 0o777)
				if os.WriteFile(full, []byte(fmt.Sprint("文", random.IntN(3))), 0o666) == nil {
					dirty = append(dirty, filepath.ToSlash(name))
				}
			}
		}
		random.Shuffle(len(dirty), func(i, j int) { dirty[i], dirty[j] = dirty[j], dirty[i] })
		if r, err = r.Again(root, keepMarkdown, dirty); err != nil {
			t.Fatal(err)
		}
		all, err := Read(root, keepMarkdown)
		if err != nil {
			t.Fatal(err)
		}
		if diff := same(r, all); diff != "" {
			t.Fatalf("step %d, changed %v: %s", step, dirty, diff)
		}
	}
}

// A checkout names thousands of files; telling which lie within which takes no time.
func TestTheOutermostOfManyPathsAreFoundAtOnce(t *testing.T) {
	paths := []string{"content/b", "content/a.md", "content/a", "content/a", "content/a/x/y.md"}
	if got := strings.Join(outermost(paths), " "); got != "content/a content/a.md content/b" {
		t.Errorf("got %s", got)
	}
	for i := range 20000 {
		paths = append(paths, fmt.Sprintf("content/lessons/part-%d/number-%d.md", i/100, i))
	}
	begun := time.Now()
	if got := len(outermost(paths)); got != 20003 {
		t.Errorf("got %d paths", got)
	}
	if took := time.Since(begun); took > time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestAgainReadsAllWhereLinksHideWhatChanges(t *testing.T) {
	root := t.TempDir()
	put(t, root, "content/real/a.md", "一")
	if err := os.Symlink("real", filepath.Join(root, "content/link")); err != nil {
		t.Skip("no symbolic links:", err)
	}
	r, err := Read(root, keepMarkdown)
	if err != nil {
		t.Fatal(err)
	}
	put(t, root, "content/real/a.md", "二")
	if r, err = r.Again(root, keepMarkdown, []string{"content/real/a.md"}); err != nil {
		t.Fatal(err)
	}
	if f, _ := r.Tree.File("content/link/a.md"); string(f.Data) != "二" {
		t.Errorf("the linked file says %q", f.Data)
	}
}

func TestALinkThatIsNewIsReadAsAll(t *testing.T) {
	root := t.TempDir()
	put(t, root, "content/real/a.md", "一")
	r, err := Read(root, keepMarkdown)
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{"../real", ".", "../../content", t.TempDir()} {
		name := filepath.Join(root, "content/real/link")
		os.Remove(name)
		symlink(t, target, name)
		again, err := r.Again(root, keepMarkdown, []string{"content/real/link"})
		if err != nil {
			t.Fatal(err)
		}
		all, err := Read(root, keepMarkdown)
		if err != nil {
			t.Fatal(err)
		}
		if diff := same(again, all); diff != "" {
			t.Errorf("a link to %s: %s", target, diff)
		}
	}
}

func TestSurveysLookAtNothingElse(t *testing.T) {
	root, outside := t.TempDir(), t.TempDir()
	put(t, root, "content/a.md", "一")
	put(t, outside, "b.md", "一")
	symlink(t, outside, filepath.Join(root, "content/out"))
	symlink(t, "..", filepath.Join(root, "content/up"))
	if got := fmt.Sprint(slices.Sorted(maps.Keys(Look(root)))); got != "[content content/a.md]" {
		t.Errorf("surveyed %s", got)
	}
	if n := len(Look(filepath.Join(root, "none"))); n != 0 {
		t.Errorf("%d files in a folder that is not there", n)
	}
}

func TestSurveysTellWhatChanged(t *testing.T) {
	root := t.TempDir()
	put(t, root, "content/a.md", "一")
	put(t, root, "content/b.md", "一")
	put(t, root, "content/sub/c.md", "一")
	put(t, root, "content/.hidden", "一")
	before := Look(root)
	if got := strings.Join(before.Folders(), " "); got != "content content/sub" {
		t.Errorf("folders %s", got)
	}
	put(t, root, "content/a.md", "一二")
	put(t, root, "content/new/d.md", "一")
	put(t, root, "content/.hidden", "一二")
	put(t, root, "public/index.html", "一")
	os.RemoveAll(filepath.Join(root, "content/sub"))
	if got := strings.Join(before.Changed(Look(root)), " "); got != "content/a.md content/new content/new/d.md content/sub content/sub/c.md" {
		t.Errorf("changed: %s", got)
	}
	if got := Look(root).Changed(Look(root)); len(got) > 0 {
		t.Errorf("nothing changed, got %v", got)
	}
}

func TestWhatEditorsLeaveBehindIsIgnored(t *testing.T) {
	for name, want := range map[string]bool{
		"content/a.md": false, "content/lessons/入户.md": false, "themes/m/css/1.css": false,
		"content/.a.md.swp": true, "content/4913": true, "content/a.md~": true, "content/#a.md#": true, "content/.#a.md": true,
		"content/~$a.docx": true, "content/.~a.docx": true, "content/a.md___jb_tmp___": true, "content/a.md___jb_old___": true,
		"content/.git/x": true, "public/a.html": true, "README.md": true, "content/x.tmp": true, "standard": false,
	} {
		if got := Ignored(name); got != want {
			t.Errorf("%s is ignored: %t, want %t", name, got, want)
		}
	}
}
