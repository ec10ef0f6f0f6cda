package standard

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/frontmatter"
)

// portable is what an id or a code that becomes a file's name must look like.
var portable = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.-]*$`)

// reserved are the names of fixed pages that no level or code may take.
var reserved = []string{
	"index", "compare", "progressions", "coverage", "lessons", "text",
	"majors", "terms", "references", "errata",
}

// reservedTop are the names at the top of a site that no standard's code may take.
var reservedTop = []string{"index", "lessons", "help", "assets", "search", "404", "sitemap", "feed", "robots"}

// ValidName tells whether name may become a file's name as it is.
func ValidName(name string) bool {
	return portable.MatchString(name) && !strings.HasSuffix(name, ".") && !slices.Contains(reserved, strings.ToLower(name))
}

// settings reads the front matter of standard.md.
func (r *reader) settings(doc frontmatter.Document) {
	m := frontmatter.NewReader(doc.Fields, doc.Pos)
	s := r.s
	s.Pos = m.Pos("code")
	s.Code, s.Title = m.Text("code"), m.Text("title")
	s.Edition, s.Version = m.Text("edition"), m.Text("version")
	s.Publisher, s.Issued = m.Text("publisher"), m.Text("issued")
	s.Rights, s.Original = m.Text("rights"), m.Text("original")
	source := m.Map("source")
	s.Source = Source{File: source.Text("file"), SHA256: strings.ToLower(source.Text("sha256"))}
	for _, v := range m.Texts("common") {
		s.Common = append(s.Common, v.Text)
	}
	r.alignment(m)
	r.levels(m)
	r.report(m.Close()...)
	r.required(m)
}

func (r *reader) alignment(m *frontmatter.Reader) {
	switch word := m.Text("alignment"); word {
	case "", "codes":
	case "lanes":
		r.s.Alignment = ByLanes
	default:
		r.report(badAlignment.At(m.Pos("alignment"), "alignment 不能是“%s”", word).WithHint("可以写 codes 或 lanes"))
	}
}

// required reports what the front matter lacks and what cannot become an address.
func (r *reader) required(m *frontmatter.Reader) {
	s := r.s
	for _, k := range []struct{ key, value string }{{"code", s.Code}, {"title", s.Title}} {
		if k.value == "" {
			r.report(missingKey.At(m.Pos(k.key), "文件头没有写 %s", k.key))
		}
	}
	if s.Code != "" && (!ValidName(s.Code) || slices.Contains(reservedTop, strings.ToLower(s.Code))) {
		r.report(badName.At(s.Pos, "标准代码“%s”不能用作文件夹名", s.Code))
	}
	var lacking []string
	for _, k := range []struct{ key, value string }{
		{"edition", s.Edition}, {"version", s.Version}, {"publisher", s.Publisher}, {"issued", s.Issued}, {"rights", s.Rights},
	} {
		if k.value == "" {
			lacking = append(lacking, k.key)
		}
	}
	if len(lacking) > 0 {
		r.report(incomplete.At(m.Pos("code"), "文件头没有写 %s", strings.Join(lacking, "、")))
	}
	if s.Version != "" && !ValidName(s.Version) {
		r.report(badVersion.At(m.Pos("version"), "版本号“%s”不能用作文件夹名", s.Version).WithHint("例如 2.0"))
	}
}

// levels reads the list of levels, lowest first.
func (r *reader) levels(m *frontmatter.Reader) {
	seen := map[string]bool{}
	for _, e := range m.Maps("levels") {
		l := Level{
			ID: e.Text("id"), Name: e.Text("name"), Verb: e.Text("verb"),
			Table: e.Text("table"), Comprises: e.Bool("comprises", false), Pos: e.Pos("id"),
		}
		switch {
		case l.Table == "":
			r.report(badLevels.At(l.Pos, "等级“%s”没有写表格文件（table）", l.Name).WithHint("例如 table: tables/%s.csv", cmp.Or(l.ID, "chuji")))
		case l.ID == "" || l.Name == "":
			r.report(badLevels.At(l.Pos, "等级缺少标识（id）或名称（name）"))
		case seen[strings.ToLower(l.ID)] || seen[l.Name]:
			r.report(badLevels.At(l.Pos, "等级“%s”（%s）重复", l.Name, l.ID))
		case !ValidName(l.ID):
			r.report(badName.At(l.Pos, "等级标识“%s”不能用作文件名", l.ID))
		}
		seen[strings.ToLower(l.ID)], seen[l.Name] = true, true
		r.s.Levels = append(r.s.Levels, l)
	}
	if len(r.s.Levels) == 0 {
		r.report(missingKey.At(m.Pos("levels"), "文件头没有写等级（levels）"))
	}
}

// verbs lists the opening verbs of all levels.
func (s *Standard) verbs() []string {
	var verbs []string
	for _, l := range s.Levels {
		if l.Verb != "" {
			verbs = append(verbs, l.Verb)
		}
	}
	return verbs
}

// levelNamed returns the index of the level with that name or id, or -1.
func (s *Standard) levelNamed(name string) int {
	return slices.IndexFunc(s.Levels, func(l Level) bool { return l.Name == name || l.ID == name })
}
