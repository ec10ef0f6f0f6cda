// Package lesson knows how a page of content/ is written down: a lesson (课), a course
// (课程), a page of the manual, the home page.
//
// A page is a Markdown file; package markdown tells its dialect. Its front matter says
//
//	title       标题  the heading of the page
//	skills      要求  the codes that the lesson teaches: [1.1.1@初级, 1.3.1]
//	assesses    考核  the codes that it assesses
//	level       等级  of codes without @
//	standard    标准  needed only where the site has several: 590008
//	hours       学时  such as 2 or 1.5
//	summary     摘要  one sentence
//	order       顺序  a number; lessons of one task follow it, and other pages of a folder
//	                  with an index.md
//	draft       草稿  true: published only with -D, and the files of its folder with it
//	aliases     旧址  addresses that lead here, from the site's root
//	updated     更新  a date
//	reviewed    复核  a map from code to the fingerprint of its text (jinjie review)
//	lessons     课    makes the page a course: the names of its lessons, in order
//	weekly      周学时 of a course: hours a week, for the teaching plan
//
// with the Chinese names as aliases. Codes are read as they are written, and what a Chinese
// keyboard makes of them (［１．１．１、1.3.1］, ＠, 2学时, 2026年3月1日) is understood.
package lesson

import (
	"path"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/frontmatter"
	"jinjie/cmd/jinjie/internal/markdown"
)

// A Kind is a sort of page.
type Kind int

const (
	// Plain is a page of neither lessons nor courses, such as one of the manual.
	Plain Kind = iota
	// Teaching is a lesson (课).
	Teaching
	// Course is a course (课程): lessons in an order.
	Course
	// Home is content/index.md.
	Home
)

// A Lesson is one page of content/. What it refers to is as written: package graph joins it.
type Lesson struct {
	Path     string // such as "content/lessons/ruhu-mopai.md"
	Name     string // below content/, without .md or /index.md: "lessons/ruhu-mopai"
	Kind     Kind
	Title    string
	Summary  string
	Level    Word // default of codes without a level
	Standard Word // default of codes without a standard
	Skills   []Code
	Assesses []Code
	Hours    float64 // 学时; 0 if it does not say
	Order    int     // 0 if it does not say
	Draft    bool
	Aliases  []Word
	Updated  string // such as "2026-03-01", or empty
	Reviewed []Review
	Lessons  []Word  // of a course
	Weekly   float64 // of a course: hours a week; 0 if it does not say
	Body     markdown.Page
	Pos      diag.Pos // of the front matter, or the file's beginning
	Unread   bool     // something of the front matter could not be read: see [Lesson.MaySay]

	head     string              // the front matter as written, where it is unread and that much is known; folded
	settings *frontmatter.Reader // of the home page
}

// A Word is a value with its place.
type Word struct {
	Text string
	Pos  diag.Pos
}

// A Code names a requirement: a code, at a level, of a standard. Parts that are not
// written are empty.
type Code struct {
	Standard string // such as "590008"
	Code     string // such as "1.1.1", its width folded
	Level    string // a level's name or ID, such as "中级" or "zhongji"
	Written  string
	Pos      diag.Pos
}

// A Review is a fingerprint of the text that a lesson was written against.
type Review struct {
	Code Code
	Hash string
}

// keys are the Chinese names of the keys.
var keys = map[string]string{
	"标题": "title", "要求": "skills", "考核": "assesses", "等级": "level", "标准": "standard", "学时": "hours",
	"摘要": "summary", "顺序": "order", "草稿": "draft", "旧址": "aliases", "更新": "updated", "复核": "reviewed",
	"课": "lessons", "课程": "lessons", "周学时": "weekly",
}

// HomeFile is the page that is the site's first, and holds its settings.
const HomeFile = "content/index.md"

// Parse reads text, the decoded content of file. The lesson is always usable; what is
// wrong with it comes beside it. The settings of the home page are read by who knows them,
// through [Lesson.Settings], before Close.
func Parse(file, text string) (*Lesson, []diag.Diagnostic) {
	doc, problems := frontmatter.Parse(file, text)
	l := &Lesson{Path: file, Name: NameOf(file), Pos: doc.Pos, Unread: doc.Unread}
	if l.Unread {
		l.head = fold(doc.Head)
	}
	r := frontmatter.NewReader(doc.Fields, doc.Pos)
	if file != HomeFile {
		r.Translate(keys)
		l.read(r)
		problems = append(problems, r.Close()...)
	} else {
		l.Kind, l.settings = Home, r
	}
	page, more := markdown.Render(doc.Lines, text, doc.BodyStart)
	l.Body = page
	l.Body.Unread = page.Unread || doc.Found && !doc.Closed
	if l.Title == "" && l.Kind != Home {
		l.untitled()
		if v, given := r.Value("title"); !l.Unread && (!given || v.Kind == frontmatter.Scalar) {
			problems = append(problems, missingTitle.At(l.Pos, "没有标题").WithHint("在文件头写上 title: %s", l.Title))
		}
	}
	if d, ok := miscased(file); ok {
		problems = append(problems, d)
	}
	return l, append(problems, more...)
}

// Unreadable is the page of a file of which nothing could be read. It stands for the one
// that is meant, so that links to it are no mistakes.
func Unreadable(file string) *Lesson {
	l := &Lesson{Path: file, Name: NameOf(file), Pos: diag.Pos{File: file}, Unread: true}
	l.Body.Unread = true
	r := frontmatter.NewReader(nil, l.Pos)
	if file == HomeFile {
		l.Kind, l.settings = Home, r
	} else {
		l.read(r)
		l.untitled()
	}
	return l
}

// Illegible tells whether it is not even known what stands in the front matter that could
// not be read.
func (l *Lesson) Illegible() bool { return l.Unread && l.head == "" }

// MaySay tells whether a word stands in front matter that could not be read, so that it
// may be the page's title, or a code that it teaches, for all that is known. Where all
// could be read it does not.
func (l *Lesson) MaySay(word string) bool {
	return l.Unread && word != "" && strings.Contains(l.head, fold(word))
}

// Settings returns the reader of the home page's front matter, which knows no other names
// of its keys yet; nil for other pages.
func (l *Lesson) Settings() *frontmatter.Reader { return l.settings }

// charactersPerMinute is how fast a page is read. The curriculum standard of compulsory
// education (义务教育语文课程标准) asks for 500 characters a minute of general prose at its
// end; aloud, adults read about 255 (IReST, Trauzettel-Klosinski and Dietz 2012). 400 is
// our choice between the two, for text that one learns from.
const charactersPerMinute = 400

// Minutes is how long the page takes to read, rounded up.
func (l *Lesson) Minutes() int {
	return (l.Body.Characters + charactersPerMinute - 1) / charactersPerMinute
}

// NameOf is the name of the page in a file: its path below content/, without .md, and
// without /index.
func NameOf(file string) string {
	name := strings.TrimSuffix(strings.TrimPrefix(file, "content/"), path.Ext(file))
	return strings.TrimSuffix(name, "/index")
}

// untitled gives a page without a title one.
func (l *Lesson) untitled() {
	for _, h := range l.Body.Headings {
		if h.Text != "" {
			l.Title = h.Text
			return
		}
	}
	l.Title = path.Base(l.Name)
}
