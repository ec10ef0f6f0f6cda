package build

import (
	"path"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/render"
)

// A claim is a file of the site that wants its address.
type claim struct {
	address string
	owner   string   // Chinese: what it is, as another's problem names it, such as “首页”
	sort    claimant // who wants it
	pos     diag.Pos // where that is written down, if anywhere
}

// A claimant is a sort of those who want an address.
type claimant int

const (
	byProgram claimant = iota // a page of a standard or of the site, or what stands beside the pages
	byPage                    // a page of content/, by its name
	byFile                    // a file of content/ that is published as it is, by its name
	byAlias                   // a page of content/, for an old address
)

// claims lists everything that wants an address: pages first, then what stands beside
// them, then the files of content/.
func (s *snapshot) claims(refs []render.Ref, beside []string) []claim {
	all := make([]claim, 0, len(refs)+len(beside)+len(s.copies))
	for _, ref := range refs {
		all = append(all, s.pageClaim(ref))
	}
	for _, address := range beside {
		all = append(all, claim{address, "程序生成的文件", byProgram, diag.Pos{}})
	}
	for _, c := range s.copies {
		all = append(all, claim{c.address, "“" + c.file.Path + "”", byFile, diag.Pos{File: c.file.Path}})
	}
	return all
}

// pageClaim names a page by who makes it: a page of content/, or a part of a standard.
func (s *snapshot) pageClaim(ref render.Ref) claim {
	switch ref.Kind {
	case render.Home:
		c := claim{address: ref.Address, owner: "首页"}
		if s.graph.Front != nil {
			c.pos = s.graph.Front.Pos
		}
		return c
	case render.Lesson, render.Course, render.Plain, render.Redirect:
		if l, ok := s.graph.Find(ref.Address); ok {
			return lessonClaim(l, ref)
		}
	}
	dir, file := path.Split(ref.Address)
	if std := s.graph.At(dir); std != nil {
		owner, pos := part(std, ref.Kind, strings.TrimSuffix(file, ".html"))
		return claim{ref.Address, owner, byProgram, pos}
	}
	return claim{ref.Address, "站点的固定网页", byProgram, diag.Pos{}}
}

// lessonClaim is a page's claim to its own address or to an old one.
func lessonClaim(l *graph.Lesson, ref render.Ref) claim {
	if ref.Kind != render.Redirect {
		return claim{ref.Address, "“" + l.Path + "”的网页", byPage, l.Pos}
	}
	c := claim{ref.Address, "“" + l.Path + "”的旧址", byAlias, l.Pos}
	if i := slices.IndexFunc(l.Redirects, func(w lesson.Word) bool { return w.Text == ref.Address }); i >= 0 {
		c.pos = l.Redirects[i].Pos
	}
	return c
}

// part says in Chinese which page of a standard it is that has that name, and where
// the part is first written down that the page is about.
func part(std *graph.Standard, kind render.Kind, name string) (string, diag.Pos) {
	switch kind {
	case render.Skill:
		for _, q := range std.Skill(name).Steps {
			if q != nil {
				return "编码 " + name + " 的网页", q.Printed.Pos
			}
		}
	case render.Task:
		for _, t := range std.Task(name).Levels {
			if t != nil {
				return std.Columns().Task + " " + name + " 的网页", t.Text.Pos
			}
		}
	case render.Area:
		for _, a := range std.Area(name).Levels {
			if a != nil {
				return std.Columns().Area + " " + name + " 的网页", a.Text.Pos
			}
		}
	case render.Handbook:
		for _, l := range std.Levels {
			if l.ID == name {
				return "等级“" + l.Name + "”的手册", l.Pos
			}
		}
	}
	return "标准“" + std.Title + "”的网页", std.Pos
}

// collisions reports each claim whose address is taken by one before it, as a file or as
// a folder. Addresses that differ in case or width only are the same one on Windows. Two
// sources whose own names differ in no more have been told of with the tree.
func collisions(claims []claim) []diag.Diagnostic {
	var problems []diag.Diagnostic
	taken := make(map[string]claim, len(claims)) // by fold key
	folders := map[string]claim{}                // by fold key: the first claim within
	for _, c := range claims {
		key := files.FoldKey(c.address)
		if first, ok := taken[key]; ok {
			if !sameName(c, first) {
				problems = append(problems, duplicate(c, first, "与%s的地址相同：“%s”", first.owner, first.address))
			}
			continue
		}
		if first, ok := folders[key]; ok {
			problems = append(problems, duplicate(c, first, "“%s”已经是%s所在的文件夹", c.address, first.owner))
		}
		taken[key] = c
		for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
			if first, ok := taken[dir]; ok {
				problems = append(problems, duplicate(c, first, "不能放在“%s”里面，它是%s，不是文件夹", first.address, first.owner))
			}
			if _, ok := folders[dir]; !ok {
				folders[dir] = c
			}
		}
	}
	return problems
}

// sameName tells whether two claims come from different files that a disk without regard
// to case takes for one.
func sameName(a, b claim) bool {
	return a.pos.File != b.pos.File && files.FoldKey(a.pos.File) == files.FoldKey(b.pos.File)
}

// duplicate reports a claim to what another has: said of it, and at its place, as far as
// it has one.
func duplicate(c, first claim, format string, args ...any) diag.Diagnostic {
	said, hint := c.owner+"“"+c.address+"”", "请改动标识、编号或者编码，使地址各不相同"
	switch c.sort {
	case byPage:
		said, hint = "这一页", "请给这个文件改名，或者移到别的文件夹"
	case byFile:
		said, hint = "这个文件", "请给这个文件改名，或者移到别的文件夹"
	case byAlias:
		said, hint = "这个旧址", "请删去这个旧址"
	}
	if c.sort != byAlias && (first.sort == byPage || first.sort == byFile) {
		hint = "请给其中一个改名"
	}
	d := duplicateAddress.At(c.pos, said+format, args...).WithHint("%s", hint)
	if first.pos.File != "" {
		d = d.WithRelated(first.pos, first.owner)
	}
	return d
}
