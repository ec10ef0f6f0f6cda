package graph

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/markdown"
	"jinjie/cmd/jinjie/internal/standard"
)

// A resolver finds what names and links mean. Every lookup is one in a map.
type resolver struct {
	g        *Graph
	in       Content
	all      []*Lesson            // drafts too
	byPath   map[string]*Lesson   // by source path
	byName   map[string][]*Lesson // by every tail of the name: "lessons/a/b", "a/b", "b"
	byTitle  map[string][]*Lesson
	files    map[string]*File   // by source path
	folded   map[string]string  // fold key of a source path → the path
	terms    map[string][]*Term // of the current editions, by name
	names    []string           // of lessons and terms, for hints
	problems []diag.Diagnostic
}

func newResolver(g *Graph, in Content) *resolver {
	r := &resolver{
		g: g, in: in, byPath: map[string]*Lesson{}, byName: map[string][]*Lesson{}, byTitle: map[string][]*Lesson{},
		files: map[string]*File{}, folded: map[string]string{}, terms: map[string][]*Term{},
	}
	for _, page := range in.Lessons {
		if l, ok := place(page, in.Drafts); ok {
			r.enter(l)
		}
	}
	for i := range in.Files {
		f := &in.Files[i]
		r.files[f.Path] = f
		r.folded[files.FoldKey(f.Path)] = f.Path
	}
	for _, s := range g.Standards {
		for _, t := range s.Terms {
			if s.Current == s && t.Name != "" && !slices.ContainsFunc(r.terms[t.Name], func(o *Term) bool { return slices.Contains(o.Twins, t) }) {
				r.terms[t.Name] = append(r.terms[t.Name], t)
				r.names = append(r.names, t.Name)
			}
		}
	}
	return r
}

// enter makes a lesson known under its names.
func (r *resolver) enter(l *Lesson) {
	r.all = append(r.all, l)
	r.byPath[l.Path] = l
	r.folded[files.FoldKey(l.Path)] = l.Path
	if l.Kind == lesson.Home {
		return
	}
	for tail := l.Name; ; {
		r.byName[tail] = append(r.byName[tail], l)
		_, rest, ok := strings.Cut(tail, "/")
		if !ok {
			r.names = append(r.names, tail)
			break
		}
		tail = rest
	}
	r.byTitle[l.Title] = append(r.byTitle[l.Title], l)
}

func (r *resolver) report(d diag.Diagnostic) { r.problems = append(r.problems, d) }

// missed reports what could not be found. Where a standard could not be read nothing is
// certain, and its own problem says enough.
func (r *resolver) missed(d diag.Diagnostic) {
	if !r.g.partial {
		r.report(d)
	}
}

// A viewpoint is from where a name is read: it decides what is near.
type viewpoint struct {
	standard *Standard // nil: any current one
	draft    bool      // whether the page is itself a draft, and may lead to drafts
}

// scope lists the standards in which a code is looked for.
func (r *resolver) scope(from viewpoint, explicit string) []*Standard {
	if explicit != "" {
		if s := r.g.byBase[explicit+"/"]; s != nil {
			return []*Standard{s}
		}
		return nil
	}
	if from.standard != nil {
		return []*Standard{from.standard}
	}
	var list []*Standard
	for _, s := range r.g.Standards {
		if s.Current == s {
			list = append(list, s)
		}
	}
	return list
}

// numeric is a code or number as standards have them.
var numeric = regexp.MustCompile(`^[0-9]+(?:\.[0-9]+)*$`)

// reference finds what stands between [[ and ]].
func (r *resolver) reference(from viewpoint, written string, pos diag.Pos) Target {
	name, anchor, _ := strings.Cut(written, "#")
	name = strings.TrimSpace(name)
	code, isCode := lesson.ParseCode(name)
	var found []Target
	if isCode {
		found = r.named(from, code)
	}
	if len(found) == 0 || code.Level == "" {
		found = append(found, r.called(from, name)...)
	}
	if len(found) == 0 {
		found = r.titled(name)
	}
	switch {
	case len(found) == 0:
		r.unknown(from, name, code, isCode, pos)
		return Target{}
	case len(found) > 1:
		r.ambiguous(name, found, pos)
		return Target{}
	}
	return r.anchored(r.admit(from, found[0], name, pos), anchor, pos)
}

// named finds the codes, tasks, areas and standards that a code can mean.
func (r *resolver) named(from viewpoint, c lesson.Code) []Target {
	var found []Target
	if s := r.g.byBase[width.Fold.String(c.Code)+"/"]; s != nil && c.Standard == "" && c.Level == "" {
		found = append(found, Target{Address: s.Base + "index.html", Name: s.Title, Checked: true, Standard: s})
	}
	for _, s := range r.scope(from, c.Standard) {
		if t, ok := s.target(c); ok {
			found = append(found, t)
		}
	}
	return found
}

// target finds what a code means within s.
func (s *Standard) target(c lesson.Code) (Target, bool) {
	if k := s.skills[c.Code]; k != nil {
		t := Target{Address: k.File, Name: k.Code, Checked: true, Standard: s, Skill: k}
		if c.Level == "" {
			return t, true
		}
		level := s.LevelNamed(c.Level)
		if level < 0 || k.Steps[level] == nil {
			return Target{}, false
		}
		t.Requirement = k.Steps[level]
		t.Address, t.Name = t.Requirement.Address, t.Requirement.Name
		return t, true
	}
	switch {
	case c.Level != "":
	case s.tasks[c.Code] != nil:
		task := s.tasks[c.Code]
		return Target{Address: task.File, Name: task.Number + " " + task.Name, Checked: true, Standard: s}, true
	case s.areas[c.Code] != nil:
		area := s.areas[c.Code]
		return Target{Address: area.File, Name: area.Name, Checked: true, Standard: s}, true
	}
	return Target{}, false
}

// LevelNamed finds a level by its name or its ID; -1 if there is none.
func (s *Standard) LevelNamed(name string) int {
	return slices.IndexFunc(s.Levels, func(l standard.Level) bool { return l.Name == name || l.ID == name })
}

// called finds the terms and lessons of a name.
func (r *resolver) called(from viewpoint, name string) []Target {
	var found []Target
	termName, within := name, ""
	if dir, rest, ok := strings.Cut(name, "/"); ok && r.g.byBase[dir+"/"] != nil {
		termName, within = rest, dir+"/"
	}
	for _, t := range r.terms[termName] {
		s := t.Standard
		if within == s.Base || within == "" && (from.standard == nil || from.standard == s) {
			found = append(found, Target{Address: t.Address, Name: t.Name, Checked: true, Standard: s, Term: t})
		}
	}
	for _, l := range r.byName[strings.TrimPrefix(strings.TrimSuffix(strings.TrimSuffix(name, ".md"), "/index"), "content/")] {
		found = append(found, lessonTarget(l))
	}
	return found
}

func (r *resolver) titled(name string) []Target {
	var found []Target
	for _, l := range r.byTitle[name] {
		found = append(found, lessonTarget(l))
	}
	return found
}

func lessonTarget(l *Lesson) Target {
	return Target{Address: l.Address, Name: l.Title, Checked: true, Lesson: l}
}

// admit holds back what is a draft from pages that are published.
func (r *resolver) admit(from viewpoint, t Target, written string, pos diag.Pos) Target {
	if t.Lesson != nil && !t.Lesson.published && !from.draft {
		r.report(draftLink.At(pos, "“%s”是草稿，还没有发布", written).
			WithRelated(t.Lesson.Pos, "草稿在这里").WithHint("去掉这个链接，或者删去草稿里的 draft"))
		return Target{}
	}
	return t
}

// anchored adds an anchor to a target and holds it against a lesson's headings; those of
// other pages are held against the finished page.
func (r *resolver) anchored(t Target, anchor string, pos diag.Pos) Target {
	if anchor == "" || t.Address == "" {
		return t
	}
	if decoded, err := url.PathUnescape(anchor); err == nil {
		anchor = decoded
	}
	if t.Lesson != nil {
		var ids []string
		for _, h := range t.Lesson.Body.Headings {
			ids = append(ids, h.ID)
		}
		if !slices.Contains(ids, anchor) {
			r.noAnchor(t, anchor, ids, pos)
		}
	}
	t.Address = strings.SplitN(t.Address, "#", 2)[0] + "#" + anchor
	return t
}

func (r *resolver) noAnchor(t Target, anchor string, ids []string, pos diag.Pos) {
	d := unknownAnchor.At(pos, "“%s”里没有“#%s”这个位置", t.Name, anchor)
	if near := diag.Nearest(anchor, ids); near != "" {
		d = d.WithHint("是不是“#%s”？", near)
	} else if len(ids) > 0 {
		d = d.WithHint("可以用的有：#%s", strings.Join(ids[:min(len(ids), 5)], "、#"))
	}
	r.report(d)
}

// unknown reports a name that means nothing, with the likeliest cause.
func (r *resolver) unknown(from viewpoint, name string, c lesson.Code, isCode bool, pos diag.Pos) {
	explicit := c.Standard != "" && r.g.byBase[c.Standard+"/"] != nil
	if isCode && (numeric.MatchString(c.Code) || explicit || c.Level != "") {
		r.unknownCode(from, c, pos)
		return
	}
	d := unknownReference.At(pos, "没有叫“%s”的术语或课", name)
	if near := diag.Nearest(name, r.names); near != "" {
		d = d.WithHint("是不是“%s”？", near)
	} else {
		d = d.WithHint("写编码、术语，或者课的文件名（不带 .md）")
	}
	r.missed(d)
}

// unknownCode reports a code that means nothing: is it the standard, the code or the level?
func (r *resolver) unknownCode(from viewpoint, c lesson.Code, pos diag.Pos) {
	scope := r.scope(from, c.Standard)
	if len(scope) == 0 {
		r.noStandard(c.Standard, pos)
		return
	}
	var codes []string
	for _, s := range scope {
		k := s.skills[c.Code]
		switch {
		case k == nil:
			for _, other := range s.Skills {
				codes = append(codes, other.Code)
			}
			continue
		case s.LevelNamed(c.Level) < 0:
			r.noLevel(s, c.Level, pos)
		default:
			r.noStep(s, k, s.LevelNamed(c.Level), pos)
		}
		return
	}
	where := "标准 " + scope[0].Code
	if len(scope) > 1 {
		where = fmt.Sprintf("站点的 %d 项标准", len(scope))
	}
	d := unknownSkill.At(pos, "%s 中没有编码为“%s”的职业技能要求", where, c.Code)
	if near := diag.Nearest(c.Code, codes); near != "" {
		d = d.WithHint("是不是“%s”？", near)
	}
	r.missed(d)
}

func (r *resolver) noStandard(code string, pos diag.Pos) {
	var known []string
	for _, s := range r.g.Standards {
		known = append(known, strings.TrimSuffix(s.Base, "/"))
	}
	d := unknownStandard.At(pos, "站点里没有标准“%s”", code)
	switch near := diag.Nearest(code, known); {
	case code == "":
		d = unknownStandard.At(pos, "站点里没有标准，编码没有所指").WithHint("先用 jinjie import 导入一份标准")
	case near != "":
		d = d.WithHint("是不是“%s”？", near)
	case len(known) > 0:
		d = d.WithHint("站点里有：%s", strings.Join(known, "、"))
	}
	r.missed(d)
}

func (r *resolver) noLevel(s *Standard, name string, pos diag.Pos) {
	var known []string
	for _, l := range s.Levels {
		known = append(known, l.Name)
	}
	d := unknownLevel.At(pos, "标准 %s 没有“%s”这个等级", s.Code, name)
	if near := diag.Nearest(name, known); near != "" {
		d = d.WithHint("是不是“%s”？", near)
	} else {
		d = d.WithHint("可以写：%s", strings.Join(known, "、"))
	}
	r.missed(d)
}

func (r *resolver) noStep(s *Standard, k *Skill, level int, pos diag.Pos) {
	var has []string
	for i, q := range k.Steps {
		if q != nil {
			has = append(has, s.Levels[i].Name)
		}
	}
	r.missed(levelWithoutSkill.At(pos, "%s没有另列编码 %s", s.Levels[level].Name, k.Code).
		WithHint("编码 %s 见于%s", k.Code, strings.Join(has, "、")))
}

// ambiguous reports a name that can mean several things, and names them.
func (r *resolver) ambiguous(name string, found []Target, pos diag.Pos) {
	var list []string
	for _, t := range found {
		switch {
		case t.Term != nil:
			list = append(list, "术语 [["+strings.TrimSuffix(t.Standard.Base, "/")+"/"+t.Term.Name+"]]")
		case t.Lesson != nil:
			list = append(list, "课 [["+t.Lesson.Name+"]]")
		case t.Skill == nil && t.Name == t.Standard.Title:
			list = append(list, "标准 "+t.Standard.Code)
		default:
			list = append(list, "[["+strings.TrimSuffix(t.Standard.Base, "/")+"/"+name+"]]")
		}
	}
	r.report(ambiguousReference.At(pos, "“%s”有几种可能：%s", name, strings.Join(list, "、")).WithHint("写出其中一个全名"))
}

// link finds where an ordinary link leads, as seen from a page.
func (r *resolver) link(l *Lesson, from viewpoint, link markdown.Link) Target {
	destination, image, pos := link.Destination, link.Image, link.Pos
	u, err := url.Parse(destination)
	switch {
	case err == nil && (u.Scheme != "" || u.Host != ""):
		return Target{Address: destination, Outside: true, Checked: true}
	case err != nil:
		r.report(brokenLink.At(pos, "地址“%s”写得不对", destination).WithHint("%s", "地址里的百分号写作 %25"))
		return Target{}
	case u.Path == "":
		return r.anchored(lessonTarget(l), u.Fragment, pos)
	case strings.HasPrefix(u.Path, "/"):
		r.rooted(l, u.Path, pos)
		return Target{}
	case strings.Contains(u.Path, `\`):
		r.report(brokenLink.At(pos, "地址“%s”里有反斜杠", destination).WithHint("写作 %s", strings.ReplaceAll(destination, `\`, "/")))
		return Target{}
	}
	source := path.Join(path.Dir(l.Path), u.Path)
	if !strings.HasPrefix(source, "content/") && source != "content" {
		r.report(brokenLink.At(pos, "“%s”在 content/ 之外", destination).WithHint("只能链接站点里的页面和文件"))
		return Target{}
	}
	if other := r.byPath[source]; other != nil {
		return r.anchored(r.admit(from, lessonTarget(other), destination, pos), u.Fragment, pos)
	}
	if f := r.files[source]; f != nil {
		if image && !f.Image {
			r.report(unknownImage.At(pos, "“%s”不是图片", destination).WithHint("链接到文件写作 [文字](%s)", destination))
			return Target{}
		}
		return Target{Address: f.Address, Name: path.Base(f.Path), Checked: true, File: f}
	}
	return r.elsewhere(l, u, source, link)
}

// rooted reports an address that begins at the server's root.
func (r *resolver) rooted(l *Lesson, address string, pos diag.Pos) {
	r.report(brokenLink.At(pos, "“%s”从服务器的根算起，换个文件夹就断了", address).
		WithHint("写相对地址：%s", relative(path.Dir(l.Path), "content/"+strings.TrimLeft(address, "/"))))
}

// relative is the way from a folder to a file.
func relative(dir, file string) string {
	from, to := strings.Split(dir, "/"), strings.Split(file, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// elsewhere judges a link that leads to no source. Whether it leads to a page that the
// program makes is for whoever knows all addresses.
func (r *resolver) elsewhere(l *Lesson, u *url.URL, source string, link markdown.Link) Target {
	image, pos := link.Image, link.Pos
	kind, what := unknownFile, "文件"
	switch {
	case image:
		kind, what = unknownImage, "图片"
	case strings.HasSuffix(source, ".md"):
		kind, what = unknownLesson, "课"
	}
	if other, ok := r.folded[files.FoldKey(source)]; ok {
		r.report(kind.At(pos, "没有“%s”这个%s", u.Path, what).
			WithHint("大小写或全半角不同：是不是“%s”？", relative(path.Dir(l.Path), other)))
		return Target{}
	}
	if ext := path.Ext(source); !image && (ext == ".html" || ext == ".csv" || ext == "") {
		t := Target{Address: path.Join(path.Dir(l.Address), u.Path), Name: u.Path}
		if u.Fragment != "" {
			t.Address += "#" + u.Fragment
		}
		return t
	}
	d := kind.At(pos, "没有“%s”这个%s", u.Path, what)
	if near := r.nearSource(l, source); near != "" {
		d = d.WithHint("是不是“%s”？", near)
	} else {
		d = d.WithHint("地址从这一页所在的文件夹 %s 算起", path.Dir(l.Path))
	}
	r.report(d)
	return Target{}
}

// nearSource guesses the source that a dead link means: the same name in another folder,
// or a similar one in the same.
func (r *resolver) nearSource(l *Lesson, source string) string {
	var same, near []string
	for _, known := range r.folded {
		if path.Base(known) == path.Base(source) {
			same = append(same, known)
		} else if path.Dir(known) == path.Dir(source) {
			near = append(near, known)
		}
	}
	slices.Sort(same)
	slices.Sort(near)
	if len(same) > 0 {
		return relative(path.Dir(l.Path), same[0])
	}
	if best := diag.Nearest(source, near); best != "" {
		return relative(path.Dir(l.Path), best)
	}
	return ""
}
