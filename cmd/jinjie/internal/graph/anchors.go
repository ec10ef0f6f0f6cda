package graph

import (
	"cmp"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
)

// A holder of places is a page whose anchors are known before it is made: a page of
// content/, or the text of a standard.
type holder struct {
	lesson *Lesson
	text   *Standard
}

// anchors are the places of a page.
type anchors struct {
	ids    []string
	texts  map[string]string // of headings, by ID
	called map[string]string // what else a heading may be called → its ID
	near   *diag.Guesser     // made when first asked for
}

func (a *anchors) add(id, text string, names ...string) {
	a.ids = append(a.ids, id)
	a.texts[id] = text
	for _, name := range append(names, text) {
		if a.called[name] == "" {
			a.called[name] = id
		}
	}
}

// anchorsOf are the places of the page that t leads to; nil if they are not known yet.
func (r *resolver) anchorsOf(t Target) *anchors {
	page := holder{t.Lesson, t.text()}
	a := r.anchors[page]
	if a != nil || page == (holder{}) {
		return a
	}
	a = &anchors{texts: map[string]string{}, called: map[string]string{}}
	if page.lesson != nil {
		for _, h := range page.lesson.Body.Headings {
			a.add(h.ID, h.Text)
		}
	} else {
		for _, c := range page.text.Chapters {
			a.add(c.ID, cmp.Or(c.Title.Corrected(), c.Name), c.Number, c.Name)
		}
	}
	r.anchors[page] = a
	return a
}

// meant guesses the place that an unknown anchor stands for; empty if there is none like it.
func (a *anchors) meant(anchor string) string {
	if id := a.called[anchor]; id != "" {
		return id
	}
	if a.near == nil {
		a.near = diag.NewGuesser(a.ids, files.FoldKey)
	}
	return a.near.Nearest(anchor)
}

// noAnchor reports a place that a page does not have.
func (r *resolver) noAnchor(from viewpoint, t Target, anchor string, pos diag.Pos) {
	a := r.anchorsOf(t)
	where := "“" + t.Name + "”"
	if file, _, _ := strings.Cut(t.Address, "#"); from.page != nil && file == from.page.Address {
		where = "这一页"
	}
	d := unknownAnchor.At(pos, "%s里没有“#%s”这个位置", where, anchor)
	switch near := a.meant(anchor); {
	case near != "":
		d = d.WithHint("是不是“#%s”？", near)
	case len(a.ids) > 0:
		d = d.WithHint("可以用的有：#%s", strings.Join(a.ids[:min(len(a.ids), 5)], "、#"))
	default:
		d = d.WithHint("%s没有小标题，删去“#”和后面的字", where)
	}
	r.report(d)
}
