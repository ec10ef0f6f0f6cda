package build

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"maps"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/search"
)

// A hostile is what somebody puts into a sound site, by mistake or to do harm. What comes
// of it is a problem at a place, or a page at an address that stands on every disk; the
// rest of the site is as it was, and nothing outside is touched.
type hostile struct {
	name  string
	files map[string]string              // below the site's folder
	do    func(t *testing.T, dir string) // what files cannot say, or nil
	says  []string                       // "code place" of each problem; a place may lack its end
	pages map[string]string              // addresses that are new → what stands there
	free  bool                           // other problems of the new files may come, too
}

const fine = "---\ntitle: 甲\n---\n\n正文\n"

// one is a page with that text and nothing else.
func one(text string) map[string]string { return map[string]string{"content/x.md": text} }

// headed is a page with that front matter.
func headed(lines string) map[string]string { return one("---\n" + lines + "\n---\n正文\n") }

// linked is a page of that name, and another that links to it.
func linked(name, destination string) map[string]string {
	return map[string]string{"content/" + name: fine, "content/y.md": fine + "\n[那一页](" + destination + ")\n"}
}

// pictured is a file, and a page that shows it.
func pictured(name, data string) map[string]string {
	return map[string]string{"content/" + name: data, "content/x.md": fine + "\n![图](" + name + ")\n"}
}

func TestBadText(t *testing.T) {
	clean := soundSite(t)
	many := func(piece string, n int) map[string]string { return one(fine + strings.Repeat(piece, n) + "甲\n") }
	plain := map[string]string{"x.html": "正文"}
	for _, c := range []hostile{
		{name: "a lesson of 20 MB", do: func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "content/x.md"), fine)
			if err := os.Truncate(filepath.Join(dir, "content/x.md"), 20<<20); err != nil {
				t.Fatal(err)
			}
		}, says: []string{"too-large content/x.md"}},
		{name: "a lesson of 1 MB", files: many("走访居民，记下情况。\n\n", 1<<20/32), pages: plain},
		{name: "one line of 1 MB", files: many("走访居民，记下情况。", 1<<20/30), pages: plain},
		{name: "ten thousand quotations in one another", files: many("> ", 10000), free: true},
		{name: "ten thousand quotations without spaces", files: many(">", 10000), free: true},
		{name: "ten thousand brackets", files: many("[", 10000), free: true},
		{name: "ten thousand lists in one another", files: many("- ", 10000), free: true},
		{name: "ten thousand stars", files: many("**甲", 10000), free: true},
		{name: "ten thousand details in one another", files: many("<details>\n", 10000), free: true},
		{name: "invalid UTF-8", files: one(fine + "走访居民，记下\xff情况\n"), says: []string{"page-not-text content/x.md"}},
		{name: "UTF-8 that was cut off", files: one(fine + "走访居民，记下情\xe5\x86"), says: []string{"page-not-text content/x.md"}},
		{name: "NUL bytes", files: one(fine + "甲\x00乙\n"), says: []string{"page-not-text content/x.md"}},
		{name: "a Word file", files: one("PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xdf\xa4\xd2\x6c"), says: []string{"page-not-text content/x.md"}},
		{name: "UTF-16 without a mark", files: one("-\x00-\x00-\x00\n\x00"), says: []string{"page-not-text content/x.md"}},
		{name: "nothing", files: one(""), says: []string{"missing-title content/x.md:1:1"}, pages: map[string]string{"x.html": "<h1"}},
		{name: "a byte order mark and nothing", files: one("\ufeff"), says: []string{"missing-title content/x.md:1:1"}, pages: map[string]string{"x.html": "<h1"}},
		{name: "GBK", files: one("---\ntitle: \xbc\xd7\n---\n\n\xd5\xfd\xce\xc4\n"), pages: plain},
		{name: "UTF-16", files: one(utf16le("\ufeff" + fine)), pages: plain},
		{name: "the line ends of old", files: one(strings.ReplaceAll(fine, "\n", "\r")), pages: plain},
		{name: "the line ends of Windows and a mark", files: one("\ufeff" + strings.ReplaceAll(fine, "\n", "\r\n")), pages: plain},
		{name: "a script in the title", files: headed(`title: "</title><script>alert(1)</script>"`), pages: map[string]string{"x.html": "&lt;script&gt;alert(1)"}},
		{name: "a script in the summary", files: headed("title: 甲\nsummary: '\"><script>alert(1)</script>'"), pages: map[string]string{"x.html": "正文"}},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, clean) })
	}
}

func TestBadFrontMatter(t *testing.T) {
	clean := soundSite(t)
	for _, c := range []hostile{
		{name: "a bomb", files: headed("title: 甲\nskills: &a [x, x]\nassesses: &b [*a, *a]\nreviewed:\n  1.1.1: *b"),
			says: []string{"refused-yaml content/x.md:3:9", "refused-yaml content/x.md:4:11", "refused-yaml content/x.md:6:10"}, free: true},
		{name: "a tag", files: headed("title: 甲\nsummary: !!binary aGk="), says: []string{"refused-yaml content/x.md:3:10"}},
		{name: "a merge key", files: headed("title: 甲\n<<: {draft: true}"), says: []string{"refused-yaml content/x.md:3:1"}},
		{name: "a repeated key", files: headed("title: 甲\ntitle: 乙"), says: []string{"repeated-key content/x.md:3:1"}},
		{name: "a key in two languages", files: headed("title: 甲\n标题: 乙"), says: []string{"repeated-key content/x.md:3:1"}},
		{name: "a second document", files: one("---\ntitle: 甲\n--- # 二\ndraft: true\n---\n正文\n"), says: []string{"refused-yaml content/x.md:3:1"}},
		{name: "nine thousand brackets", files: headed("title: 甲\nskills: " + strings.Repeat("[", 9000) + strings.Repeat("]", 9000)), says: []string{"large-front-matter content/x.md:3:1"}},
		{name: "nine thousand hyphens", files: headed("title: 甲\nskills:\n " + strings.Repeat("- ", 9000) + "1.1.1"), says: []string{"large-front-matter content/x.md:4:1"}},
		{name: "70 KB", files: headed("title: 甲\nsummary: " + strings.Repeat("长", 70<<10/3)), says: []string{"large-front-matter content/x.md:2:1"}},
		{name: "no end", files: one("---\ntitle: 甲\n\n正文\n"), says: []string{"unclosed-front-matter content/x.md:1:1"}},
		{name: "a list", files: headed("- 甲"), says: []string{"bad-front-matter content/x.md:2:1"}},
		{name: "a control character", files: headed("title: 甲\x1b[31m"), says: []string{"bad-front-matter content/x.md:2:9"}},
		{name: "old addresses that leave the site", files: headed("title: 甲\naliases: [../../x.html, a/../../b.html, con.html, a?b, .jinjie/manifest]"),
			says: []string{"bad-alias content/x.md:3:11", "bad-alias content/x.md:3:25", "bad-alias content/x.md:3:41", "bad-alias content/x.md:3:51", "bad-alias content/x.md:3:56"}},
		{name: "an old address that is absolute", files: headed("title: 甲\naliases: [/etc/passwd]"), pages: map[string]string{"x.html": "正文", "etc/passwd.html": "x.html"}},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, clean) })
	}
}

func TestBadNames(t *testing.T) {
	clean := soundSite(t)
	unportable := func(name string) hostile {
		return hostile{name: fmt.Sprintf("%+q", name), files: map[string]string{"content/" + name: fine}, says: []string{"unportable-name content/" + name}}
	}
	cases := []hostile{
		{name: "dots within", files: linked("a..md", "a..md"), pages: map[string]string{"a..html": "正文", "y.html": `href="a..html"`}},
		{name: "an ellipsis", files: linked("….md", "….md"), pages: map[string]string{"….html": "正文", "y.html": `href="%E2%80%A6.html"`}},
		{name: "spaces", files: linked("a b  c.md", "<a b  c.md>"), pages: map[string]string{"a b  c.html": "正文", "y.html": `href="a%20b%20%20c.html"`}},
		{name: "a number sign in a link", files: linked("a.md", "a#b.md"), says: []string{"unknown-lesson content/y.md"}},
		{name: "a percent sign in a link", files: linked("a.md", "100%.md"), says: []string{"broken-link content/y.md"}},
		{name: "an escape out of the site", files: linked("a.md", "..%2f..%2fetc/passwd"), says: []string{"broken-link content/y.md"}},
		{name: "a link out of the site", files: linked("a.md", "../../../../etc/passwd"), says: []string{"broken-link content/y.md"}},
		{name: "a link to a source", files: linked("a.md", "../standard/100001/source.txt"), says: []string{"broken-link content/y.md"}},
		{name: "an emoji", files: linked("😀.md", "😀.md"), pages: map[string]string{"😀.html": "正文", "y.html": `href="%F0%9F%98%80.html"`}},
		{name: "an emoji of several", files: map[string]string{"content/👩\u200d🏫.md": fine}, pages: map[string]string{"👩\u200d🏫.html": "正文"}},
		{name: "quotes", files: linked("a&b'c.md", "a&b'c.md"), pages: map[string]string{"a&b'c.html": "正文", "y.html": `href="a&amp;b`}},
		{name: "two that differ by case", files: map[string]string{"content/A.md": fine, "content/a.md": fine}, says: []string{"colliding-names content/a.md"}, free: true},
		{name: "two that differ by width", files: map[string]string{"content/a1.md": fine, "content/ａ１.md": fine}, says: []string{"colliding-names content/ａ１.md"}, free: true},
		{name: "two that look alike", files: map[string]string{"content/caf\u00e9.md": fine, "content/cafe\u0301.md": fine}, says: []string{"colliding-names content/caf\u00e9.md"}, free: true},
		{name: "letters taken apart", files: map[string]string{"content/cafe\u0301.md": fine}, pages: map[string]string{"caf\u00e9.html": "正文"}},
		{name: "a folder called index", files: map[string]string{"content/index/a.md": fine, "content/index/index.md": fine}, pages: map[string]string{"index/a.html": "正文", "index/index.html": "正文"}},
		{name: "a page beside a folder of its name", files: map[string]string{"content/a.md": fine, "content/a/index.md": fine}, pages: map[string]string{"a.html": "正文", "a/index.html": "正文"}},
		{name: "a page beside its own result", files: map[string]string{"content/a.md": fine, "content/a.html": "<p>"}, says: []string{"duplicate-address content/a.html"}},
		{name: "a page in a folder called like a page", files: map[string]string{"content/x.md/y.md": fine}, pages: map[string]string{"x.md/y.html": "正文"}},
		{name: "a folder in a page's place", files: map[string]string{"content/x.html/y.md": fine, "content/x.md": fine}, says: []string{"duplicate-address"}, free: true},
		{name: "a page in the place of another", files: map[string]string{"content/404.md": fine}, says: []string{"duplicate-address"}, free: true},
		{name: "a file in the place of a table", files: map[string]string{"content/robots.txt": "User-agent: *"}, says: []string{"duplicate-address content/robots.txt"}},
		{name: "the home page by another name", files: map[string]string{"content/INDEX.md": fine}, says: []string{"not-markdown-name content/INDEX.md", "colliding-names content/index.md"}, free: true},
		{name: "an ending alone", files: map[string]string{"content/.md": fine, "content/...md": fine}, pages: map[string]string{}},
		{name: "what publishing keeps for itself", files: map[string]string{"content/.jinjie/manifest.json": "{}"}, pages: map[string]string{}},
		{name: "folders eighty deep", files: map[string]string{"content/" + strings.Repeat("d/", 80) + "a.md": fine}, pages: map[string]string{strings.Repeat("d/", 80) + "a.html": "正文"}},
		{name: "folders a hundred deep", files: map[string]string{"content/" + strings.Repeat("d/", 100) + "a.md": fine}, says: []string{"unportable-name content/" + strings.Repeat("d/", 100) + "a.md"}},
	}
	for _, name := range []string{"a?b.md", "a:b.md", "a|b.md", "a<b>.md", `a"b.md`, "a*.md", `a\b.md`, "a#b.md", "100%.md", "%41.md", "C++.md", "con.md", "aux/a.md", "nul", "lpt1.txt", "a./b.md", "b.md ", "b\u3000",
		strings.Repeat("a", 240) + ".md", strings.Repeat("长", 70) + ".md"} {
		cases = append(cases, unportable(name))
	}
	for _, odd := range []string{"\t", "\n", "\x1b", "\u202e", "\u200b", "\xff"} {
		c := unportable("a" + odd + "b.md")
		c.says = []string{"unportable-name content/a\ufffdb.md"} // as a message can show it
		cases = append(cases, c)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { c.test(t, clean) })
	}
}

func TestBadLinksAndFiles(t *testing.T) {
	clean := soundSite(t)
	link := func(target, name string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.Symlink(filepath.FromSlash(target), filepath.Join(dir, filepath.FromSlash(name))); err != nil {
				t.Skip(err)
			}
		}
	}
	for _, c := range []hostile{
		{name: "a link to a file", files: one(fine), do: link("x.md", "content/b.md"), pages: map[string]string{"x.html": "正文", "b.html": "正文"}},
		{name: "a link to a folder", files: map[string]string{"content/d/x.md": fine}, do: link("d", "content/e"), pages: map[string]string{"d/x.html": "正文", "e/x.html": "正文"}},
		{name: "a link to a file outside", do: link("../../outside/secret.txt", "content/b.txt"), says: []string{"symlink-out content/b.txt"}},
		{name: "a link to a page outside", do: link("../../outside/secret.md", "content/b.md"), says: []string{"symlink-out content/b.md"}},
		{name: "a link to a folder outside", do: link("../../outside", "content/b"), says: []string{"symlink-out content/b"}},
		{name: "a link to the system", do: link("/", "content/b"), says: []string{"symlink-out content/b"}},
		{name: "a link to the site", do: link("..", "content/b"), says: []string{"symlink-out content/b"}},
		{name: "a link to what git keeps", files: map[string]string{".git/config": "秘密"}, do: link("../.git/config", "content/b.txt"), says: []string{"symlink-out content/b.txt"}},
		{name: "a link to its folder", do: link(".", "content/b"), says: []string{"symlink-again content/b"}, pages: map[string]string{}},
		{name: "a link to itself", do: link("b", "content/b"), says: []string{"unreadable content/b"}},
		{name: "a link to nothing", do: link("none.md", "content/b.md"), says: []string{"unreadable content/b.md"}},
		{name: "a table outside", do: func(t *testing.T, dir string) {
			os.Remove(filepath.Join(dir, "standard/100001/errata.csv"))
			link("../../../outside/secret.txt", "standard/100001/errata.csv")(t, dir)
		}, says: []string{"symlink-out standard/100001/errata.csv"}},
		{name: "a socket", do: socket("content/b.md"), says: []string{"unreadable content/b.md"}},
		{name: "a socket as a picture", do: socket("content/b.png"), says: []string{"unreadable content/b.png"}},
		{name: "a page that may not be read", files: one(fine), do: func(t *testing.T, dir string) {
			name := filepath.Join(dir, "content/x.md")
			os.Chmod(name, 0)
			if f, err := os.Open(name); err == nil {
				f.Close()
				t.Skip("everything may be read here")
			}
		}, says: []string{"unreadable content/x.md"}},
		{name: "a file in the place of themes", files: map[string]string{"themes": "x"}, says: []string{"unreadable themes"}},
		{name: "a link that leads the site out", do: func(t *testing.T, dir string) {
			if err := os.MkdirAll(filepath.Join(dir, "public"), 0o777); err != nil {
				t.Fatal(err)
			}
			link("../../outside", "public/100001")(t, dir)
		}, says: []string{"stranger-file 100001"}},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, clean) })
	}
}

func TestBadPictures(t *testing.T) {
	clean := soundSite(t)
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" `
	measured := map[string]string{"x.html": `width="30" height="20"`}
	for _, c := range []hostile{
		{name: "a sound one", files: pictured("a.png", b.String()), pages: measured},
		{name: "a png called jpg", files: pictured("a.jpg", b.String()), pages: measured},
		{name: "an svg", files: pictured("a.svg", svg+`width="30" height="20"/>`), pages: measured},
		{name: "an svg with a script", files: pictured("a.svg", svg+`width="30" height="20"><script>alert(1)</script></svg>`), pages: measured},
		{name: "an svg with entities that grow", files: pictured("a.svg", `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>`+svg+`width="30" height="20" id="&b;"/>`), pages: measured},
		{name: "one that is not there", files: one(fine + "\n![图](a.png)\n"), says: []string{"unknown-image content/x.md:7:1"}},
		{name: "words", files: pictured("a.png", "走访"), free: true},
		{name: "nothing", files: pictured("a.png", ""), free: true},
		{name: "one pixel by two thousand million", files: pictured("a.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x77\x35\x94\x00\x08\x02\x00\x00\x00\x96\x0f\x48\x88"), free: true},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, clean) })
	}
	for name, data := range map[string]string{"a.png": b.String()[:20], "a.jpg": "\xff\xd8\xff\xe0\x00\x10JFIF", "a.gif": "GIF89a\x1e",
		"a.webp": "RIFF\xff\xff\xff\xffWEBPVP8X", "a.avif": "\x00\x00\x00\x20ftypavif\x00\x00", "a.svg": svg} {
		c := hostile{name: name + " cut off", files: pictured(name, data), free: true}
		t.Run(c.name, func(t *testing.T) { c.test(t, clean) })
	}
}

// socket makes what can be opened by a program only.
func socket(name string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		if runtime.GOOS == "windows" {
			t.Skip("no sockets in folders")
		}
		t.Chdir(filepath.Join(dir, filepath.Dir(name))) // their names must be short
		listener, err := net.Listen("unix", filepath.Base(name))
		if err != nil {
			t.Skip(err)
		}
		t.Cleanup(func() { listener.Close() })
	}
}

func utf16le(text string) string {
	var b strings.Builder
	for _, c := range text {
		b.Write([]byte{byte(c), byte(c >> 8)})
	}
	return b.String()
}

// A sound is a site without faults: its sources, and what is published of them.
type sound struct {
	dir       string
	published map[string]string
}

func soundSite(t *testing.T) sound {
	t.Helper()
	s := sound{dir: unpack(t)}
	dest := filepath.Join(t.TempDir(), "public")
	if _, problems, err := Run(Options{Source: s.dir, Destination: dest}); err != nil || len(problems) > 0 {
		t.Fatal(err, said(problems))
	}
	s.published = everything(t, dest)
	return s
}

// test puts c into a sound site beside a folder with secrets, builds it, and looks at what
// became of all of it.
func (c hostile) test(t *testing.T, clean sound) {
	base := t.TempDir()
	dir, dest := filepath.Join(base, "site"), filepath.Join(base, "site/public")
	if err := os.CopyFS(dir, os.DirFS(clean.dir)); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(base, "outside/secret.txt"), "秘密")
	write(t, filepath.Join(base, "outside/secret.md"), "秘密")
	c.plant(t, dir)
	around, before := everything(t, base), everything(t, dest)
	_, problems, err := Run(Options{Source: dir, Destination: dest})
	if err != nil {
		t.Fatal(err)
	}
	c.judge(t, problems)
	after := everything(t, dest)
	if diag.Errors(problems) == 0 {
		c.compare(t, clean.published, after)
	} else if delete(after, ".jinjie/lock"); !maps.Equal(before, after) {
		t.Errorf("a site with errors is published: %v", slices.Sorted(maps.Keys(after)))
	}
	published := func(name, _ string) bool { return strings.HasPrefix(name, "site/public/") }
	rest := everything(t, base)
	maps.DeleteFunc(around, published)
	maps.DeleteFunc(rest, published)
	if !maps.Equal(around, rest) {
		t.Errorf("something beside the published site has changed:\n%v\n%v", around, rest)
	}
}

func (c hostile) plant(t *testing.T, dir string) {
	for name, data := range c.files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		err := os.MkdirAll(filepath.Dir(full), 0o777)
		if err == nil {
			err = os.WriteFile(full, []byte(data), 0o666)
		}
		if err != nil {
			t.Skip("this disk has no such names:", err)
		}
	}
	for name := range c.files {
		entries, _ := os.ReadDir(filepath.Dir(filepath.Join(dir, filepath.FromSlash(name))))
		if !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return strings.HasSuffix(name, "/"+e.Name()) || name == e.Name() }) {
			t.Skip("this disk changes names")
		}
	}
	if c.do != nil {
		c.do(t, dir)
	}
}

// judge holds what was said against what should be.
func (c hostile) judge(t *testing.T, problems []diag.Diagnostic) {
	if len(problems) != len(c.says) && !c.free {
		t.Errorf("said\n%s\nwant %q", said(problems), c.says)
	}
	for _, want := range c.says {
		code, place, _ := strings.Cut(want, " ")
		if !slices.ContainsFunc(problems, func(d diag.Diagnostic) bool {
			return d.Code == code && (place == "" || strings.HasPrefix(d.Pos.String(), place))
		}) {
			t.Errorf("said\n%s\nwant %q", said(problems), want)
		}
	}
	for _, d := range problems {
		_, ours := c.files[d.Pos.File]
		named := slices.ContainsFunc(c.says, func(s string) bool { return strings.Contains(s, d.Pos.File) })
		if !ours && !named && d.Pos.File != "" {
			t.Errorf("a problem of another file: %v %s", d.Pos, d.Message)
		}
	}
}

// compare holds the published site against the sound one.
func (c hostile) compare(t *testing.T, before, after map[string]string) {
	follows := func(address string) bool { // what the other pages are
		return slices.ContainsFunc([]string{"sitemap.xml", ".jinjie/", search.Dir}, func(p string) bool { return strings.HasPrefix(address, p) })
	}
	for address, text := range before {
		if after[address] != text && !follows(address) {
			t.Errorf("%s has changed", address)
		}
	}
	for address := range after {
		if _, known := before[address]; known {
			continue
		}
		if reason := files.CheckName(address); reason != "" {
			t.Errorf("%q stands not on every disk: %s", address, reason)
		}
		if strings.Contains(after[address], "秘密") || strings.Contains(after[address], "<script>alert") && strings.HasSuffix(address, ".html") {
			t.Errorf("%s holds\n%s", address, after[address])
		}
	}
	for address, holds := range c.pages {
		if !strings.Contains(after[address], holds) {
			t.Errorf("%s should hold %q, and is\n%s", address, holds, after[address])
		}
	}
}

// everything reads all files below a folder, links as links.
func everything(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		switch {
		case err != nil || d.IsDir():
		case d.Type()&fs.ModeSymlink != 0:
			all[rel], _ = os.Readlink(name)
		case d.Type().IsRegular():
			data, _ := os.ReadFile(name)
			all[rel] = string(data)
		}
		return nil
	})
	return all
}
