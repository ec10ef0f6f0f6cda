package standard

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"regexp"
	"strings"
	"unicode"

	"jinjie/cmd/jinjie/internal/diag"
)

// guard holds every text of the standard against the source it was imported from:
// white space, markup and page breaks aside, each must occur there, and a requirement
// right behind its code.
func (r *reader) guard() {
	s := r.s
	if s.Source.File == "" {
		r.report(missingKey.At(s.Pos, "文件头没有写原文（source）").WithHint("source: {file: source.txt, sha256: 校验和}；jinjie import 会自动写上"))
		return
	}
	name := path.Join(s.Dir, s.Source.File)
	text, ok := r.text(name, "原文由 jinjie import 保存，请从版本库里取回")
	if !ok {
		return
	}
	f, _ := r.tree.File(name)
	if sum := sha256.Sum256(f.Data); hex.EncodeToString(sum[:]) != s.Source.SHA256 {
		r.report(sourceChanged.At(diag.Pos{File: name}, "原文与文件头里的校验和不符").
			WithHint("从版本库取回原来的 %s；如果确实换了原文，请重新导入", s.Source.File))
	}
	src := newSource(name, text)
	for i := range s.Chapters {
		r.guardChapter(src, &s.Chapters[i])
	}
	for i := range s.Levels {
		r.guardTable(src, &s.Levels[i])
		src.has(s.Levels[i].Name) // a heading that only names the level lives on in the front matter
	}
	if diag.Errors(r.problems) == 0 { // else what is missing is missing for a reason
		r.report(src.unused()...)
	}
}

func (r *reader) guardChapter(src *source, c *Chapter) {
	r.guardText(src, c.Title)
	for _, b := range c.Blocks {
		if b.Kind == Caption && b.Text.Printed == r.s.Levels[b.Level].Name {
			continue // a table that was imported alone has no caption but its level's name
		}
		r.guardText(src, b.Text)
		for _, row := range b.Rows {
			for _, cell := range row {
				r.guardText(src, cell)
			}
		}
	}
}

func (r *reader) guardText(src *source, t Text) {
	if t.Empty() {
		return
	}
	if l, words := r.stray(src, t); words != "" {
		r.report(notInSource.At(l.Pos, "引用印出的“%s”不见于原文", words).
			WithHint("引用只给原文的字加上链接：写作 [[%s|原文的字]]", l.Target))
		return
	}
	if !src.has(t.Printed) {
		r.report(notInSource.At(t.Pos, "这段文字与原文不一致：“%s”", excerpt(t.Printed)).WithHint("%s", mend(t)))
	}
}

// mend tells how a text that the source lacks is made the source's again.
func mend(t Text) string {
	switch {
	case !oddReference.MatchString(t.Printed):
		return "正文须与原文一致；要更正，请写入 errata.csv"
	case path.Ext(t.Pos.File) == ".md":
		return "引用写作 [[1.1.1]] 或 [[1.1.1|原文的字]]，方括号用英文的，两两成对"
	}
	return "表格里只写原文的字，不写引用"
}

// oddReference is a reference that was meant and not read as one.
var oddReference = regexp.MustCompile(`\[\[|\]\]|【【|】】|［［|］］`)

// stray finds a reference of t whose words the source lacks, such as one without a label
// that names more than they say. What else would pass for markup is no markup in a label.
func (r *reader) stray(src *source, t Text) (l Link, words string) {
	for _, s := range t.Spans {
		l, words = r.s.Links[s.Link], t.Printed[s.Start:s.End]
		marks := strings.ContainsFunc(words, func(c rune) bool { return blank(c) && !unicode.IsSpace(c) })
		if l.Reference && (!src.holds(words) || marks && !strings.Contains(src.text, words)) {
			return l, words
		}
	}
	return Link{}, ""
}

// guardTable checks the cells of a table and finds where each requirement stands.
func (r *reader) guardTable(src *source, l *Level) {
	for _, area := range l.Areas {
		r.guardText(src, area.Text)
		for _, task := range area.Tasks {
			r.guardText(src, task.Text)
		}
	}
	for q := range l.Requirements() {
		r.guardText(src, q.Knowledge)
		if pos, ok := src.requirement(q.Printed.Printed, q.Text.Printed); ok {
			q.Source = pos
			continue
		}
		if src.has(q.Text.Printed) {
			r.report(notInSource.At(q.Printed.Pos, "编码与原文不一致：原文中“%s”前面不是“%s”", excerpt(q.Text.Printed), q.Printed.Printed).
				WithHint("编码须照原文；要更正，请写入 errata.csv"))
			continue
		}
		r.guardText(src, q.Text)
	}
}
