package graph

import "path"

// A viewpoint is from where a name is read: it decides what is near, and how it is written.
type viewpoint struct {
	page     *Lesson   // nil: the text of the standard
	standard *Standard // whose codes and terms are near; nil: those of all current ones
	text     bool      // whether it stands in [[ ]], and not in front matter
}

// from is the view from a page's text, or from its front matter.
func (l *Lesson) from(text bool) viewpoint { return viewpoint{l, l.Standard, text} }

// from is the view from the text of s: its own codes and terms are near, and no level is.
func (s *Standard) from() viewpoint { return viewpoint{nil, s, true} }

// write writes a name as it can stand there: in the text of a standard around words of it.
func (v viewpoint) write(name string) string {
	switch {
	case v.page == nil:
		return "[[" + name + "|原文的字]]"
	case v.text:
		return "[[" + name + "]]"
	}
	return name
}

// itself is the page where the name is read.
func (v viewpoint) itself() Target {
	if v.page == nil {
		return textTarget(v.standard)
	}
	return lessonTarget(v.page)
}

// published tells whether that page is.
func (v viewpoint) published() bool { return v.page == nil || v.page.published }

// folder is the folder of its source, from where links are written.
func (v viewpoint) folder() string {
	if v.page == nil {
		return v.standard.Dir
	}
	return path.Dir(v.page.Path)
}

// join is the address that a way leads to, as seen from its address.
func (v viewpoint) join(way string) string { return path.Join(path.Dir(v.itself().Address), way) }

// rule tells how links are written there.
func (v viewpoint) rule() string {
	if v.page == nil {
		return "地址从 " + v.folder() + " 算起；课和附件在 content/ 里，写作 ../../content/…"
	}
	return "地址从这一页所在的文件夹 " + v.folder() + " 算起"
}
