package graph

import "path"

// A viewpoint is from where a name is read: it decides what is near, and how it is written.
type viewpoint struct {
	page     *Lesson
	standard *Standard // whose codes and terms are near; nil: those of all current ones
	text     bool      // whether it stands in [[ ]], and not in front matter
}

// from is the view from a page's text, or from its front matter.
func (l *Lesson) from(text bool) viewpoint { return viewpoint{l, l.Standard, text} }

// write writes a name as it can stand there.
func (v viewpoint) write(name string) string {
	if v.text {
		return "[[" + name + "]]"
	}
	return name
}

// itself is the page where the name is read.
func (v viewpoint) itself() Target { return lessonTarget(v.page) }

// published tells whether that page is.
func (v viewpoint) published() bool { return v.page.published }

// folder is the folder of its source, from where links are written.
func (v viewpoint) folder() string { return path.Dir(v.page.Path) }

// join is the address that a way leads to, as seen from its address.
func (v viewpoint) join(way string) string { return path.Join(path.Dir(v.itself().Address), way) }
