package graph

import (
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/lesson"
)

// aliases makes addresses of all pages' old ones. An address that is taken cannot be an
// old one as well, however its letters are written.
func (r *resolver) aliases() {
	taken := map[string]*Lesson{}
	if front := r.g.Front; front != nil {
		taken[files.FoldKey(front.Address)] = front
	}
	for _, l := range r.g.Lessons {
		taken[files.FoldKey(l.Address)] = l
	}
	for _, l := range r.g.Lessons {
		for _, w := range l.Aliases {
			address := aliasAddress(w.Text)
			key := files.FoldKey(address)
			if d, ok := r.aliasProblem(l, w, address, taken[key]); ok {
				r.report(d)
				continue
			}
			taken[key] = l
			l.Redirects = append(l.Redirects, lesson.Word{Text: address, Pos: w.Pos})
			r.g.byAddress[address] = l
		}
	}
}

// aliasAddress is the address that an alias means, as seen from the site's root.
func aliasAddress(written string) string {
	address := strings.TrimPrefix(strings.TrimPrefix(written, "/"), "./")
	switch {
	case strings.HasSuffix(address, "/") || address == "":
		return address + "index.html"
	case strings.HasSuffix(address, ".md"):
		return strings.TrimSuffix(address, ".md") + ".html"
	case !strings.HasSuffix(address, ".html"):
		return address + ".html"
	}
	return address
}

// aliasProblem tells why an address cannot be an old one of l, if it cannot; other is the
// page that has it already, or nil.
func (r *resolver) aliasProblem(l *Lesson, w lesson.Word, address string, other *Lesson) (diag.Diagnostic, bool) {
	t, of := r.g.part(address, "")
	switch reason := files.CheckName(address); {
	case reason != "":
		return badAlias.At(w.Pos, "旧址“%s”不能用：%s", w.Text, reason).WithHint("从站点的根写起，例如 lessons/jiu.html"), true
	case other == l:
		return badAlias.At(w.Pos, "旧址“%s”就是这一页现在的地址，或者已经写过", w.Text).WithHint("删去这一项"), true
	case other != nil:
		return badAlias.At(w.Pos, "旧址“%s”已经是“%s”的地址", w.Text, other.called()).
			WithRelated(other.Pos, "另一页").WithHint("一个地址只能转到一页，删去一处"), true
	case of:
		return badAlias.At(w.Pos, "旧址“%s”已经是标准 %s 的网页", w.Text, t.Standard.Code).WithHint("删去这一项"), true
	}
	return diag.Diagnostic{}, false
}
