package standard

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A spot is a text with all the 位置 by which errata.csv may name it: its own and
// those of the chapters that hold it.
type spot struct {
	text   *Text
	places []string // in the form that samePlace gives
}

// place gives every text its 位置, the form that a person would write.
func (r *reader) place() {
	r.placeChapters()
	for i := range r.s.Levels {
		r.s.Levels[i].place()
	}
}

// placeChapters names headings by their chapter, paragraphs by their number in it,
// entries of references by theirs, captions by their table's.
func (r *reader) placeChapters() {
	for i := range r.s.Chapters {
		c := &r.s.Chapters[i]
		key := c.key()
		c.Title.Place = key
		n := 0
		for j := range c.Blocks {
			b := &c.Blocks[j]
			if b.Kind == Caption {
				b.Text.Place = captionPlace(b.Text.Printed, r.s.Levels[b.Level].Name)
				continue
			}
			n++
			b.Text.Place = fmt.Sprintf("%s 第%d段", key, n)
			if m := entry.FindStringSubmatch(b.Text.Printed); m != nil {
				b.Text.Place = fmt.Sprintf("%s[%s]", key, fold(m[1]))
			}
			for _, row := range b.Rows {
				for k := range row {
					row[k].Place = b.Text.Place
				}
			}
		}
	}
}

// key is the word by which errata name a chapter: its number, else its name.
func (c *Chapter) key() string {
	if c.Number != "" {
		return c.Number
	}
	return c.Name
}

// tableNumber is the number in a caption, such as “表 1 社区治理…”.
var tableNumber = regexp.MustCompile(`^表[\s\x{3000}]*([0-9０-９]+)`)

func captionPlace(caption, level string) string {
	if m := tableNumber.FindStringSubmatch(caption); m != nil {
		return "表" + fold(m[1]) + " 题注"
	}
	return level + " 题注"
}

// place names the cells and rows of a level's table; what would be named twice gets
// #2, #3 and so on.
func (l *Level) place() {
	times := map[string]int{}
	name := func(place string) string {
		if times[place]++; times[place] > 1 {
			return place + "#" + strconv.Itoa(times[place])
		}
		return place
	}
	for i := range l.Areas {
		area := &l.Areas[i]
		number, _ := numberOf(area.Text.Printed)
		area.Text.Place = name(l.Name + "/" + number)
		for j := range area.Tasks {
			task := &area.Tasks[j]
			number, _ := numberOf(task.Text.Printed)
			task.Text.Place = name(l.Name + "/" + number)
			for k := range task.Requirements {
				q := &task.Requirements[k]
				place := name(l.Name + "/" + number + "/" + fold(q.Printed.Printed))
				q.Printed.Place, q.Text.Place, q.Knowledge.Place = place, place, place
			}
		}
	}
}

// spots lists every text of the standard, in the order of the document.
func (s *Standard) spots() []spot {
	var list []spot
	add := func(t *Text, more ...string) {
		if !t.Empty() {
			list = append(list, spot{t, append([]string{samePlace(t.Place)}, more...)})
		}
	}
	for i := range s.Chapters {
		c := &s.Chapters[i]
		within := c.within()
		add(&c.Title, within...)
		for j := range c.Blocks {
			b := &c.Blocks[j]
			add(&b.Text, within...)
			for _, row := range b.Rows {
				for k := range row {
					add(&row[k], within...)
				}
			}
		}
	}
	for i := range s.Levels {
		s.Levels[i].spots(add)
	}
	return list
}

// within lists the chapters that a text of c stands in, c first: “3.1.2” stands in
// “3.1” and in “3” too.
func (c *Chapter) within() []string {
	list := []string{samePlace(c.key())}
	for number := c.Number; strings.Contains(number, "."); {
		number = number[:strings.LastIndex(number, ".")]
		list = append(list, number)
	}
	return list
}

// spots walks the texts of a level's table; a row answers to the level's id as well.
func (l *Level) spots(add func(*Text, ...string)) {
	other := func(t *Text) string {
		return samePlace(l.ID + strings.TrimPrefix(t.Place, l.Name))
	}
	for i := range l.Areas {
		area := &l.Areas[i]
		add(&area.Text, other(&area.Text))
		for j := range area.Tasks {
			add(&area.Tasks[j].Text, other(&area.Tasks[j].Text))
		}
	}
	for q := range l.Requirements() {
		for _, t := range []*Text{&q.Printed, &q.Text, &q.Knowledge} {
			add(t, other(t))
		}
	}
}

// samePlace brings a 位置 into one form: no white space, half width, no “#1”.
func samePlace(place string) string {
	return strings.TrimSuffix(fold(place), "#1")
}

// at returns the texts that a 位置 names.
func at(list []spot, place string) []*Text {
	want := samePlace(place)
	var texts []*Text
	for _, s := range list {
		if slices.Contains(s.places, want) {
			texts = append(texts, s.text)
		}
	}
	return texts
}
