package graph

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/lesson"
)

// unknown reports a name that means nothing, with the likeliest cause; c is the name as a
// code, if it has the form of one.
func (r *resolver) unknown(from viewpoint, name string, c lesson.Code, pos diag.Pos) {
	if c.Code != "" && r.meansCode(from, c) {
		r.unknownCode(from, c, pos)
		return
	}
	if r.g.maySay(name) {
		return
	}
	if number := entryNumber(name); number != "" {
		r.noEntry(from, name, number, pos)
		return
	}
	d := unknownReference.At(pos, "没有叫“%s”的术语或课", name)
	if bare, level, ok := cutLevel(name); ok {
		r.missed(d.WithHint("%s", r.levelHint(from, bare, level)))
		return
	}
	if others := r.terms[name]; len(others) > 0 { // found, if they were in scope
		s := others[0].Standard
		r.missed(unknownReference.At(pos, "%s没有术语“%s”", inStandards(r.scope(from, "")), name).
			WithHint("标准 %s 有，写作 %s", s.name(), from.write(s.name()+"/"+name)))
		return
	}
	if near := r.meant(name); near != "" {
		d = d.WithHint("是不是“%s”？", near)
	} else {
		d = d.WithHint("写编码、术语，或者课的文件名（不带 .md）；还没有写的课不能引用")
	}
	r.missed(d)
}

// meansCode tells whether a name that means nothing was likely meant to be a code, and
// not a lesson.
func (r *resolver) meansCode(from viewpoint, c lesson.Code) bool {
	if c.Standard != "" && r.g.edition(c.Standard) == nil && r.folders[c.Standard] {
		return false // it begins with a folder of lessons
	}
	if numeric.MatchString(c.Code) || c.Standard != "" && r.g.edition(c.Standard) != nil {
		return true
	}
	near := func(s *Standard) bool { return r.codeGuesser(s).Nearest(c.Code) != "" }
	return c.Level != "" && slices.ContainsFunc(r.scope(from, c.Standard), near)
}

// atSign is what stands between a name and a level, however it was typed.
var atSign = regexp.MustCompile(`\s*[@＠]\s*`)

// cutLevel takes a name and a level apart.
func cutLevel(name string) (bare, level string, ok bool) {
	at := atSign.FindStringIndex(name)
	if at == nil {
		return "", "", false
	}
	return name[:at[0]], name[at[1]:], true
}

// levelHint tells how to write a name that has a level and means nothing.
func (r *resolver) levelHint(from viewpoint, bare, level string) string {
	const rule = "等级只能写在编码后面"
	if c, ok := lesson.ParseCode(bare); ok && len(r.named(from, c)) > 0 {
		if level == "" {
			return "在“@”后面写上等级，或者删去“@”"
		}
		return "“@”的前后不留空格：写作 " + from.write(bare+"@"+level)
	}
	if len(r.called(from, bare)) > 0 || len(r.byTitle[bare]) > 0 {
		return rule + "：写作 " + from.write(bare)
	}
	if near := r.meant(bare); near != "" {
		return rule + "：是不是“" + near + "”？"
	}
	return rule
}

// nameGuesser knows every name that a reference to a lesson or a term can have.
func (r *resolver) nameGuesser() *diag.Guesser {
	if r.names == nil {
		var names []string
		for _, l := range r.all {
			if l.Kind != lesson.Home {
				names = slices.AppendSeq(names, tails(l.Name))
				names = append(names, l.Title)
			}
		}
		for _, s := range r.current() {
			names = append(names, slices.Sorted(maps.Keys(s.termNames))...)
		}
		r.names = diag.NewGuesser(names, files.FoldKey)
	}
	return r.names
}

// meant guesses which lesson or term an unknown name stands for; a lesson that was put
// into a wrong folder is found by the last part of its name. Lessons that share a name
// are told apart by their folders.
func (r *resolver) meant(name string) string {
	name = plainName(name)
	last := name[strings.LastIndex(name, "/")+1:]
	near := r.nameGuesser().Nearest(name)
	switch {
	case near != "":
	case len(r.byName[last]) > 0:
		near = last
	case last != name:
		near = r.nameGuesser().Nearest(last)
	}
	var all []string
	for _, l := range r.byName[near] {
		all = append(all, l.Name)
	}
	if len(all) < 2 {
		return near
	}
	return strings.Join(all[:min(len(all), 3)], "”或“")
}

// ambiguous reports a name that can mean several things, and names them.
func (r *resolver) ambiguous(from viewpoint, name string, found []Target, pos diag.Pos) {
	if from.standard == nil && r.homeless(from.page) {
		return
	}
	var list []string
	for _, t := range found {
		switch {
		case t.Term != nil:
			list = append(list, "术语 "+from.write(t.Standard.name()+"/"+t.Term.Name))
		case t.Lesson != nil:
			list = append(list, "课 "+from.write(t.Lesson.Name))
		case t.Address == t.Standard.Base+"index.html":
			list = append(list, "标准 "+t.Standard.Code)
		default:
			list = append(list, from.write(t.Standard.name()+"/"+name))
		}
	}
	r.report(ambiguousReference.At(pos, "“%s”有几种可能：%s", name, strings.Join(list, "、")).WithHint("写出其中一个全名"))
}
