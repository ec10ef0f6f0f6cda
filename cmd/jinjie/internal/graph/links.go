package graph

import (
	"net/url"
	"path"
	"regexp"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/markdown"
)

// links finds where all references and links of a page lead.
func (r *resolver) links(l *Lesson) {
	from := l.from(true)
	l.Refs, l.Links = r.references(l), make([]Target, 0, len(l.Body.Links))
	for _, link := range l.Body.Links {
		t := r.follow(from, link)
		if t.File != nil && link.Image {
			r.large(t.File, link.Pos)
		}
		l.Links = append(l.Links, t)
	}
}

// What a phone on a slow line can still be asked to load.
const (
	maxImageBytes  = 1 << 20
	maxImagePixels = 4000
)

func (r *resolver) large(f *File, pos diag.Pos) {
	switch {
	case f.Size > maxImageBytes:
		r.report(largeImage.At(pos, "图片有 %.1f MB，手机上要等很久", float64(f.Size)/(1<<20)).WithHint("缩到 1 MB 以内：宽 1600 像素已经够用"))
	case f.Width > maxImagePixels || f.Height > maxImagePixels:
		r.report(largeImage.At(pos, "图片有 %d×%d 像素，比屏幕大得多", f.Width, f.Height).WithHint("宽 1600 像素已经够用"))
	}
}

// follow finds where an ordinary link leads, with its query.
func (r *resolver) follow(from viewpoint, link markdown.Link) Target {
	t := r.link(from, link)
	if u, err := url.Parse(link.Destination); err == nil && u.RawQuery != "" && !t.Outside {
		t.Query = "?" + u.RawQuery
	}
	return t
}

// link finds where an ordinary link leads, its query aside.
func (r *resolver) link(from viewpoint, link markdown.Link) Target {
	destination, pos := link.Destination, link.Pos
	u, err := url.Parse(destination)
	if err == nil && u.Host == "" && (u.Scheme == "http" || u.Scheme == "https") {
		r.report(brokenLink.At(pos, "网址“%s”里没有域名", destination).WithHint("写作 https://域名/…；站内的链接写相对地址"))
		return Target{}
	}
	switch {
	case err != nil:
		r.report(brokenLink.At(pos, "地址“%s”写得不对", destination).WithHint("%s", mend(destination)))
		return Target{}
	case u.Scheme != "" || u.Host != "":
		return Target{Address: destination, Outside: true, Checked: true}
	case u.Path == "" && u.Fragment == "" && u.RawQuery == "":
		r.report(brokenLink.At(pos, "“%s”没有写明去处", destination).WithHint("在“#”后面写上标题；指向别的页面写相对地址"))
		return Target{}
	case u.Path == "":
		return r.anchored(from, from.itself(), u.Fragment, pos)
	case strings.HasPrefix(u.Path, "/"):
		r.rooted(from, u.Path, pos)
		return Target{}
	case strings.Contains(u.Path, `\`):
		r.report(brokenLink.At(pos, "地址“%s”里有反斜杠", destination).WithHint("写作 %s", strings.ReplaceAll(destination, `\`, "/")))
		return Target{}
	}
	return r.relative(from, u, link)
}

// mend tells how to write an address that is none.
func mend(destination string) string {
	if before, _, ok := strings.Cut(destination, ":"); ok && !strings.ContainsAny(before, "/%") {
		return "文件名里不要用英文冒号，Windows 不认；改掉文件名"
	}
	return "地址里的百分号写作 %25"
}

// relative finds where a link leads that is written as seen from its source or its page:
// to a page's source, to a file, or to an address of the site.
func (r *resolver) relative(from viewpoint, u *url.URL, link markdown.Link) Target {
	destination, pos := link.Destination, link.Pos
	source, address := path.Join(from.folder(), u.Path), from.join(u.Path)
	if t, ok := r.official[source]; ok && !link.Image {
		return r.anchored(from, t, u.Fragment, pos)
	}
	if outside(address, "") && outside(source, "content/") {
		r.report(brokenLink.At(pos, "“%s”在 content/ 之外", destination).WithHint("只能链接站点里的页面和文件"))
		return Target{}
	}
	if other := r.byPath[source]; other != nil && !link.Image {
		return r.anchored(from, r.admit(from, lessonTarget(other), destination, pos), u.Fragment, pos)
	}
	if f := r.sources.files[source]; f != nil && (f.Image || !link.Image) {
		t := Target{Address: f.Address, Name: path.Base(f.Path), Checked: true, File: f}
		if u.Fragment != "" { // such as “#page=3” of a PDF
			t.Address += "#" + u.Fragment
		}
		return t
	}
	if link.Image && r.sources.has(source) {
		r.report(unknownImage.At(pos, "“%s”不是图片", destination).WithHint("链接写作 [文字](%s)，前面没有“!”", destination))
		return Target{}
	}
	if t, ok := r.published(address, u.Fragment); ok && !link.Image {
		return r.anchored(from, r.admit(from, t, destination, pos), u.Fragment, pos)
	}
	return r.elsewhere(from, u, source, link)
}

// outside tells whether a clean path leads out of a folder, such as "content/"; "" is where
// the path begins.
func outside(name, folder string) bool {
	return !strings.HasPrefix(name+"/", folder) || strings.HasPrefix(name+"/", "../")
}

// published finds what the page at an address of the site is about.
func (r *resolver) published(address, anchor string) (Target, bool) {
	if l := r.byAddress[address]; l != nil {
		return lessonTarget(l), true
	}
	return r.g.part(address, anchor)
}

// part finds what of a standard has its page, or its place on one, at an address.
func (g *Graph) part(address, anchor string) (Target, bool) {
	dir, file := path.Split(address)
	name, html := strings.CutSuffix(file, ".html")
	s := g.byBase[dir]
	switch {
	case s == nil || !html:
		return Target{}, false
	case name == "index":
		return standardTarget(s), true
	case name == "text":
		return textTarget(s), true
	case name == "terms" && s.termIDs[anchor] != nil:
		return termTarget(s.termIDs[anchor]), true
	}
	return s.target(lesson.Code{Code: name})
}

// rooted reports an address that begins at the server's root.
func (r *resolver) rooted(from viewpoint, address string, pos diag.Pos) {
	r.report(brokenLink.At(pos, "“%s”从服务器的根算起，换个文件夹就断了", address).
		WithHint("写相对地址：%s", way(from.join("."), strings.TrimLeft(address, "/"))))
}

// way is the way from a folder to a file; the folder “.” holds everything.
func way(dir, file string) string {
	from, to := strings.Split(dir, "/"), strings.Split(file, "/")
	if dir == "." {
		from = nil
	}
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// domain is an address that was likely meant to lead out of the site.
var domain = regexp.MustCompile(`(?i)^(?:www\.[^/]+|[0-9a-z-]+(?:\.[0-9a-z-]+)*\.(?:com|cn|net|org))(?:/|$)`)

// elsewhere judges a link that leads to no source. Whether it leads to a page that the
// program makes is for whoever knows all addresses.
func (r *resolver) elsewhere(from viewpoint, u *url.URL, source string, link markdown.Link) Target {
	ext := path.Ext(source)
	kind, what := unknownFile, "这个文件"
	switch {
	case link.Image:
		kind, what = unknownImage, "这张图片"
	case path.Base(source) == textFile && !outside(source, "standard/"):
		r.noText(from, u.Path, source, link.Pos)
		return Target{}
	case ext == ".md" || r.sources.pages[source+".md"] != "":
		kind, what = unknownLesson, "这一课"
	case domain.MatchString(u.Path):
		r.report(brokenLink.At(link.Pos, "“%s”不是站内的地址", link.Destination).WithHint("网址写全：https://%s", link.Destination))
		return Target{}
	}
	if other, ok := r.sources.folded[files.FoldKey(source)]; ok {
		r.report(kind.At(link.Pos, "没有“%s”%s", u.Path, what).
			WithHint("大小写或全半角不同：是不是“%s”？", way(from.folder(), other)))
		return Target{}
	}
	if kind.Code == unknownFile.Code && (ext == ".html" || ext == ".csv" || ext == "") {
		t := Target{Address: from.join(u.Path), Name: u.Path}
		if u.Fragment != "" {
			t.Address += "#" + u.Fragment
		}
		return t
	}
	d := kind.At(link.Pos, "没有“%s”%s", u.Path, what)
	switch near := r.sources.near(source); {
	case near != "":
		d = d.WithHint("是不是“%s”？", way(from.folder(), near))
	case kind.Code == unknownLesson.Code:
		d = d.WithHint("%s；还没有写的课不能链接", from.rule())
	default:
		d = d.WithHint("%s", from.rule())
	}
	r.report(d)
	return Target{}
}
