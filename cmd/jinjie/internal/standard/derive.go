package standard

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The chapters that hold data are known by words of their names, as the
// 职业技能等级标准开发指南 lays the chapters of such a standard down.
const (
	wordTerms      = "术语"
	wordMajors     = "专业"
	wordJobs       = "岗位"
	wordLevels     = "等级划分"
	wordNormative  = "规范性引用文件"
	wordReferences = "参考文献"
)

// derive reads out of the texts, with their errata made, what pages and rules use as data.
func (r *reader) derive() {
	r.deriveTables()
	for i := range r.s.Chapters {
		c := &r.s.Chapters[i]
		c.retitle()
		switch {
		case strings.Contains(c.Name, wordReferences):
			r.s.References = append(r.s.References, references(c, "ref-")...)
		case strings.Contains(c.Name, wordNormative):
			r.s.Normative = append(r.s.Normative, normative(c)...)
		case strings.Contains(c.Name, wordJobs):
			r.levelTexts(c, func(l *Level) *Text { return &l.Jobs })
		case strings.Contains(c.Name, wordLevels):
			r.levelTexts(c, func(l *Level) *Text { return &l.Description })
		case r.under(c, wordTerms) && c.Depth > 1:
			r.s.Terms = append(r.s.Terms, term(c))
		case r.under(c, wordMajors) && !r.under(c, wordJobs):
			r.catalogue(c)
		}
	}
	r.captions()
}

// retitle reads number and name again, with the errata of the heading made.
func (c *Chapter) retitle() {
	if !c.Title.Empty() {
		c.Number, c.Name = numberOf(c.Title.Corrected())
		c.Name = closeUp(c.Name)
	}
}

// under tells whether c or the chapter that holds it has word in its name.
func (r *reader) under(c *Chapter, word string) bool {
	if strings.Contains(c.Name, word) && c.Depth <= 1 {
		return true
	}
	top, _, _ := strings.Cut(c.Number, ".")
	return top != "" && slices.ContainsFunc(r.s.Chapters, func(o Chapter) bool {
		return o.Number == top && strings.Contains(o.Name, word)
	})
}

// deriveTables gives areas, tasks and requirements their numbers, names and codes.
func (r *reader) deriveTables() {
	verbs, columns := r.s.verbs(), r.s.Columns()
	for i := range r.s.Levels {
		l := &r.s.Levels[i]
		for j := range l.Areas {
			area := &l.Areas[j]
			area.Number, area.Name = r.numbered(area.Text, columns.Area)
			for k := range area.Tasks {
				task := &area.Tasks[k]
				task.Number, task.Name = r.numbered(task.Text, columns.Task)
			}
		}
		for q := range l.Requirements() {
			q.Code = fold(q.Printed.Corrected())
			q.Sentence = split(q.Text.Printed, verbs)
			if !portable.MatchString(q.Code) || !ValidName(q.Code) {
				r.report(badName.At(q.Printed.Pos, "编码“%s”不能用作文件名", q.Code).
					WithHint("编码写作 1.1.1 这样的数字；印刷有误的，请写入 errata.csv"))
			}
		}
	}
}

func (r *reader) numbered(t Text, what string) (number, name string) {
	number, name = numberOf(t.Corrected())
	if number == "" {
		r.report(noNumber.At(t.Pos, "%s“%s”没有编号", what, t.Printed).WithHint("写作“1. 政务管理”或“1.1 政情咨询与宣传”的样子"))
	}
	return number, name
}

// levelParagraph is how a paragraph says that it is about one level:
// 【社区治理】（初级）：…, or 初级：….
var levelParagraph = regexp.MustCompile(`^(?:【[^】]*】)?[\s]*[（(]?([^（）()【】：:，。]{1,12})[）)]?[\s]*[：:]`)

// levelTexts finds the paragraph of each level in c. Where two paragraphs name the
// same level the first counts; that they repeat is for a rule to say.
func (r *reader) levelTexts(c *Chapter, field func(*Level) *Text) {
	for _, b := range c.Blocks {
		if i := r.s.levelOf(b.Text); i >= 0 {
			if t := field(&r.s.Levels[i]); t.Empty() {
				*t = b.Text
			}
		}
	}
}

// levelOf returns the level that a paragraph opens with, or -1.
func (s *Standard) levelOf(t Text) int {
	m := levelParagraph.FindStringSubmatch(t.Corrected())
	if m == nil {
		return -1
	}
	return s.levelNamed(fold(m[1]))
}

// LevelOf returns the index of the level that the paragraph t is about, or -1: one
// that opens with 【…】（初级）： or 初级：.
func (s *Standard) LevelOf(t Text) int { return s.levelOf(t) }

// captions copies the captions, with their errata, to their levels.
func (r *reader) captions() {
	for _, c := range r.s.Chapters {
		for _, b := range c.Blocks {
			if b.Kind == Caption && r.s.Levels[b.Level].Caption.Empty() {
				r.s.Levels[b.Level].Caption = b.Text
			}
		}
	}
}

// english is where the English name of a term begins behind the Chinese one.
var english = regexp.MustCompile(`^(.*?)[\s\x{3000}]+([A-Za-z].*)$`)

// note is how a note (注) to a term begins.
var note = regexp.MustCompile(`^注[0-9０-９]*[：:]`)

// term reads one section of the chapter 术语和定义.
func term(c *Chapter) Term {
	t := Term{Number: c.Number, Name: c.Name, ID: "term-" + strings.TrimPrefix(c.ID, "ch-"), Title: c.Title}
	if m := english.FindStringSubmatch(c.Name); m != nil {
		t.Name, t.English = m[1], m[2]
	}
	for _, b := range c.Blocks {
		switch {
		case b.Text.Empty():
		case note.MatchString(b.Text.Printed):
			t.Notes = append(t.Notes, b.Text)
		default:
			t.Definition = append(t.Definition, b.Text)
		}
	}
	return t
}

// entry is a numbered entry of a list of references.
var entry = regexp.MustCompile(`^[\[［【]([0-9０-９]+)[\]］】]`)

// references reads the numbered entries of a chapter; those without a number count too.
func references(c *Chapter, prefix string) []Reference {
	var list []Reference
	for _, b := range c.Blocks {
		if b.Text.Empty() {
			continue
		}
		ref := Reference{Text: b.Text}
		if m := entry.FindStringSubmatch(b.Text.Corrected()); m != nil {
			ref.Number = fold(m[1])
		} else if b.Kind != Item {
			continue
		}
		ref.ID = uniqueID(list, prefix, ref.Number)
		list = append(list, ref)
	}
	return list
}

// normative reads the entries of 规范性引用文件: list entries, and paragraphs that are
// names rather than sentences.
func normative(c *Chapter) []Reference {
	var list []Reference
	for _, b := range c.Blocks {
		text := b.Text.Printed
		if text == "" || b.Kind == Paragraph && (strings.HasSuffix(text, "。") || strings.HasSuffix(text, "：")) {
			continue
		}
		list = append(list, Reference{Text: b.Text, ID: uniqueID(list, "norm-", "")})
	}
	return list
}

// uniqueID makes an anchor of prefix and number, or of the place in the list where no
// number is printed or it was taken before.
func uniqueID(list []Reference, prefix, number string) string {
	id := prefix + number
	if number == "" || slices.ContainsFunc(list, func(r Reference) bool { return r.ID == id }) {
		id = prefix + "n" + strconv.Itoa(len(list)+1)
	}
	return id
}
