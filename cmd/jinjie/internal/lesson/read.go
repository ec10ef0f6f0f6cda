package lesson

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/frontmatter"
	"jinjie/cmd/jinjie/internal/markdown"
)

// Kinds lists every sort of problem that a page's front matter can have, beside those of
// front matter in general.
func Kinds() []diag.Kind {
	return []diag.Kind{missingTitle, badValue, badCode, notText, wrongName}
}

var (
	missingTitle = diag.Kind{Code: "missing-title", Severity: diag.Warning,
		Title: "没有标题",
		Why:   "标题是网页的大标题，也是目录、前后页和检索结果里的名字，写在文件头的 title（标题）里。"}
	badValue = diag.Kind{Code: "bad-value", Severity: diag.Error,
		Title: "值写得不对",
		Why:   "hours（学时）和 weekly（周学时）是大于 0 的数，order（顺序）是整数，updated（更新）是日期，如 2026-03-01。"}
	badCode = diag.Kind{Code: "bad-code", Severity: diag.Error,
		Title: "编码写得不对",
		Why:   "编码写作 1.1.1；指明等级写作 1.1.1@中级；站点有几项标准时写作 590008/1.1.1@中级。几个编码写成列表：[1.1.1, 1.3.1@初级]。"}
	notText = diag.Kind{Code: "page-not-text", Severity: diag.Error,
		Title: "不是文本文件",
		Why:   "课和页面须是文本文件（UTF-8 编码）。Word 和 WPS 的文件只改扩展名是读不出来的，要另存为文本或者转成 Markdown。"}
	wrongName = diag.Kind{Code: "not-markdown-name", Severity: diag.Warning,
		Title: "文件名多半写错了",
		Why:   "课的扩展名是 .md。Windows 的记事本会悄悄加上 .txt；这样的文件照原样复制到网站上，不会成为网页。文件夹的首页叫 index.md，全用小写，网页服务器只认这个名字。"}
)

// NotText reports a page that is no text.
func NotText(file string) diag.Diagnostic {
	return notText.At(diag.Pos{File: file}, "这不是文本文件").WithHint("请用 VS Code 或记事本打开，另存为 UTF-8 编码")
}

// Garbled reports a page whose bytes are no text, with the place where they are not, if
// there is one.
func Garbled(file string, data []byte) diag.Diagnostic {
	at, said := files.FindFlaw(file, data)
	if said == "" {
		return NotText(file)
	}
	return notText.At(at, "文本在这里损坏：有%s", said).WithHint("请用 VS Code 打开，改好这一处，存为 UTF-8 编码")
}

// misnamed is the end of a name that was meant to be .md.
var misnamed = regexp.MustCompile(`(?i)\.(md\.txt|md\.docx?|markdown|mdown|mkd|mdx|。md)$|．md$`)

// Misnamed reports a file whose name was likely meant to end in .md.
func Misnamed(file string) (diag.Diagnostic, bool) {
	at := misnamed.FindStringIndex(file)
	if at == nil {
		return diag.Diagnostic{}, false
	}
	return wrongName.At(diag.Pos{File: file}, "这个文件不会成为网页：扩展名不是 .md").WithHint("改名为 %s.md", file[:at[0]]), true
}

// miscased reports a folder's first page whose name is not in lower case.
func miscased(file string) (diag.Diagnostic, bool) {
	dir, base := path.Split(file)
	if base == "index.md" || !strings.EqualFold(base, "index.md") {
		return diag.Diagnostic{}, false
	}
	return wrongName.At(diag.Pos{File: file}, "文件名“%s”应当全用小写", base).WithHint("改名为 %sindex.md", dir), true
}

// read asks the front matter for everything that a page may say.
func (l *Lesson) read(r *frontmatter.Reader) {
	l.Title = prose(r, "title")
	l.Summary = prose(r, "summary")
	l.Level = word(r, "level")
	l.Standard = word(r, "standard")
	l.Standard.Text = width.Fold.String(l.Standard.Text)
	l.Skills = codes(r, "skills")
	l.Assesses = codes(r, "assesses")
	l.Hours = number(r, "hours")
	l.Order = order(r)
	l.Draft = r.Bool("draft", false)
	l.Updated = date(r)
	l.Weekly = number(r, "weekly")
	l.Aliases = words(r, "aliases", names)
	l.reviewed(r)
	if _, ok := r.Value("lessons"); ok {
		l.Kind = Course
		l.Lessons = words(r, "lessons", names)
	} else if strings.HasPrefix(l.Path, "content/lessons/") && l.Name != "lessons" {
		l.Kind = Teaching
	}
}

// prose reads a text that people read, and reports where its typography is off.
func prose(r *frontmatter.Reader, key string) string {
	text := r.Text(key)
	if v, ok := r.Value(key); ok && text != "" {
		for _, slip := range markdown.Typography(text) {
			if !strings.Contains(text[slip.Start:slip.End], " ") { // YAML joins lines with one
				r.Problem(slip.At(v.At(slip.Start)))
			}
		}
	}
	return oneLine(text)
}

// oneLine takes the line breaks out of a text that was written over several lines.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(strings.TrimSpace(text), func(c rune) bool { return c == '\n' }), " ")
}

// quotes are the quotation marks that a Chinese keyboard makes; in YAML they are letters.
const quotes = "“”‘’「」"

func word(r *frontmatter.Reader, key string) Word {
	return Word{Text: strings.TrimSpace(strings.Trim(strings.TrimSpace(r.Text(key)), quotes)), Pos: r.Pos(key)}
}

// What separates the values of a list that was written as one. Names may hold spaces.
const (
	names   = "[]［］【】,，、;；"
	numbers = names + quotes + " \t\u3000"
)

// words reads a list; what a Chinese keyboard makes of one is taken apart.
func words(r *frontmatter.Reader, key, separators string) []Word {
	var list []Word
	for _, v := range r.Texts(key) {
		list = append(list, pieces(v, separators)...)
	}
	return list
}

// pieces takes a value apart that holds several: “［1.1.1，1.3.1］” or “1.1.1、1.3.1”.
func pieces(v frontmatter.Value, separators string) []Word {
	var list []Word
	add := func(from, to int) {
		text := v.Text[from:to]
		from += len(text) - len(strings.TrimLeft(text, " \t"))
		if text = strings.TrimSpace(text); text != "" {
			list = append(list, Word{Text: text, Pos: v.At(from)})
		}
	}
	from := 0
	for at, c := range v.Text {
		if strings.ContainsRune(separators, c) {
			add(from, at)
			from = at + utf8.RuneLen(c)
		}
	}
	add(from, len(v.Text))
	return list
}

// codeForm is [STANDARD/]CODE[@LEVEL]. A standard's code may be an edition's address,
// such as 590008/1.0.
var codeForm = regexp.MustCompile(`^(?:([0-9A-Za-z][0-9A-Za-z.-]*(?:/[0-9A-Za-z][0-9A-Za-z.-]*)?)/)?([0-9A-Za-z][0-9A-Za-z.-]*)(?:@([^@/\s]+))?$`)

// fold brings what a Chinese keyboard makes of letters, digits and stops into their plain
// form.
func fold(written string) string { return width.Fold.String(strings.ReplaceAll(written, "。", ".")) }

// ParseCode takes a code apart as it is written, in full width or half.
func ParseCode(written string) (Code, bool) {
	m := codeForm.FindStringSubmatch(strings.TrimSpace(fold(written)))
	if m == nil {
		return Code{Written: written}, false
	}
	return Code{Standard: m[1], Code: m[2], Level: m[3], Written: written}, true
}

// codes reads a list of codes.
func codes(r *frontmatter.Reader, key string) []Code {
	var list []Code
	for _, w := range words(r, key, numbers) {
		c, ok := ParseCode(w.Text)
		if !ok {
			r.Problem(badCode.At(w.Pos, "“%s”不是编码", w.Text).WithHint("写作 1.1.1 或 1.1.1@中级"))
			continue
		}
		c.Pos = w.Pos
		list = append(list, c)
	}
	return list
}

// scalar returns a key's single word in half width, and its place; false if there is none,
// or a list or map, which is reported.
func scalar(r *frontmatter.Reader, key string) (Word, bool) {
	w := word(r, key)
	w.Text = width.Fold.String(w.Text)
	return w, w.Text != ""
}

var numberForm = regexp.MustCompile(`^(?:每周)?([0-9]+(?:\.[0-9]+)?)\s*(?:个?(?:学时|课时|小时)|节课?|h)?(?:/周)?$`)

func number(r *frontmatter.Reader, key string) float64 {
	w, ok := scalar(r, key)
	if !ok {
		return 0
	}
	var n float64
	if m := numberForm.FindStringSubmatch(w.Text); m != nil {
		n, _ = strconv.ParseFloat(m[1], 64)
	}
	if n <= 0 || n > 10000 {
		r.Problem(badValue.At(w.Pos, "%s 应当是大于 0 的数，不能是“%s”", r.Written(key), w.Text).WithHint("例如 %s: 2", r.Written(key)))
		return 0
	}
	return n
}

func order(r *frontmatter.Reader) int {
	w, ok := scalar(r, "order")
	if !ok {
		return 0
	}
	n, err := strconv.Atoi(w.Text)
	if err != nil {
		r.Problem(badValue.At(w.Pos, "%s 应当是整数，不能是“%s”", r.Written("order"), w.Text).WithHint("例如 %s: 3", r.Written("order")))
		return 0
	}
	return n
}

var dateForm = regexp.MustCompile(`^((?:19|20)[0-9]{2})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?(?:[T ].*)?$`)

// date reads the day of the last change, as ISO 8601 or as one writes it in Chinese.
func date(r *frontmatter.Reader) string {
	w, ok := scalar(r, "updated")
	if !ok {
		return ""
	}
	if m := dateForm.FindStringSubmatch(w.Text); m != nil {
		year, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		day, _ := strconv.Atoi(m[3])
		if month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) {
			return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
		}
	}
	r.Problem(badValue.At(w.Pos, "%s 应当是日期，不能是“%s”", r.Written("updated"), w.Text).WithHint("例如 %s: 2026-03-01", r.Written("updated")))
	return ""
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && year%100 != 0 || year%400 == 0 {
			return 29
		}
		return 28
	}
	return 31
}

// hashForm is a fingerprint as jinjie review writes it.
var hashForm = regexp.MustCompile(`^[0-9a-f]{12}$`)

func (l *Lesson) reviewed(r *frontmatter.Reader) {
	v, ok := r.Value("reviewed")
	if !ok {
		return
	}
	if v.Kind != frontmatter.Map {
		r.Problem(badValue.At(v.Pos, "reviewed 应当一行一个编码，写作“1.1.1@初级: 指纹”").WithHint("由 jinjie review 写入，不必手写"))
		return
	}
	for _, f := range v.Fields {
		c, ok := ParseCode(f.Key)
		c.Pos = f.Pos
		switch {
		case !ok:
			r.Problem(badCode.At(f.Pos, "“%s”不是编码", f.Key).WithHint("写作 1.1.1@中级"))
		case !hashForm.MatchString(f.Value.Text):
			r.Problem(badValue.At(f.Value.Pos, "“%s”不是指纹", f.Value.Text).WithHint("由 jinjie review 写入，不必手写"))
		default:
			l.Reviewed = append(l.Reviewed, Review{c, f.Value.Text})
		}
	}
}
