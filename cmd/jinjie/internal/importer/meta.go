package importer

import (
	"regexp"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/standard"
)

// A meta is what the front matter says about the standard as a whole.
type meta struct {
	code, title, edition, version, publisher, issued, rights string
	common                                                   []string
	comprises                                                bool
	lanes                                                    bool
}

var (
	codeLine     = regexp.MustCompile(`(?:标准代码|职业技能等级证书代码|标准编号|职业编码|职业代码|代码|编号)[：:][\s\p{Z}]*([0-9A-Za-z０-９][0-9A-Za-z０-９.\-－—]*)`)
	editionWords = regexp.MustCompile(`[（(][\s\p{Z}]*([^（）()]*版)[\s\p{Z}]*[）)]|^((?:[0-9０-９]{4}[\s\p{Z}]*年)?[\s\p{Z}]*[0-9０-９.．Vv第]*[\s\p{Z}]*版)$`)
	versionWords = regexp.MustCompile(`([0-9]+(?:\.[0-9]+)+)版?|[Vv]([0-9.]+)|第([0-9]+)版|([0-9]{4})年?[^0-9]*版|([0-9]+)版`)
	publisherEnd = regexp.MustCompile(`^(.*?[^\s\p{Z}])[\s\p{Z}]*(?:联合)?(?:制定|制订|编制|发布|颁布)$`)
	publisherIs  = regexp.MustCompile(`^(?:制定单位|制订单位|发布单位|编制单位|开发单位|组织单位)[：:][\s\p{Z}]*(.+)$`)
	issuedWords  = regexp.MustCompile(`([0-9０-９]{4}[\s\p{Z}]*年[\s\p{Z}]*[0-9０-９]{1,2}[\s\p{Z}]*月(?:[\s\p{Z}]*[0-9０-９]{1,2}[\s\p{Z}]*日)?|[0-9]{4}[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?)[\s\p{Z}]*(?:发布|颁布|公布|印发|实施)`)
	issuedIs     = regexp.MustCompile(`^(?:发布|颁布)(?:日期|时间)[：:][\s\p{Z}]*(.+)$`)
	rightsWords  = regexp.MustCompile(`知识产权|版权|著作权|不得(?:印刷|翻印|复制|转载|销售)|侵权必究`)
	declaration  = regexp.MustCompile(`^(?:版权)?声明[：:][\s\p{Z}]*`)
	titleWords   = regexp.MustCompile(`^(.*?)[\s\p{Z}]*(?:职业技能等级标准|国家职业技能标准|职业技能标准|职业技能等级要求|职业标准)$`)
	comprising   = regexp.MustCompile(`(?:高级别|高等级|高一级|上一级|较高等级)[^。]{0,12}(?:涵盖|包含|包括|覆盖)[^。]{0,8}(?:低级别|低等级|低一级|下一级|较低等级)|级别依次递进，高级别涵盖`)
)

// readMeta finds what the cover and the chapters say about the standard.
func (d *document) readMeta() meta {
	var m meta
	cover := d.cover()
	for _, line := range cover {
		m.readCover(line)
	}
	m.title = d.title(cover)
	for _, b := range d.blocks {
		if s := b.text.s; m.rights == "" && b.kind == paragraph && rightsWords.MatchString(s) {
			m.rights = s[len(declaration.FindString(s)):]
		}
		m.comprises = m.comprises || comprising.MatchString(b.text.s)
	}
	m.common = d.commonTerms()
	m.lanes = d.lanes()
	return m
}

// cover are the lines before the first heading.
func (d *document) cover() []string {
	var list []string
	for _, b := range d.blocks {
		if b.kind == headingBlock || b.table != nil {
			break
		}
		list = append(list, b.text.s)
	}
	return list
}

// readCover takes from a line of the cover what it says.
func (m *meta) readCover(line string) {
	set := func(field *string, value string) {
		if *field == "" {
			*field = strings.TrimSpace(value)
		}
	}
	if g := codeLine.FindStringSubmatch(line); g != nil {
		set(&m.code, strings.NewReplacer("－", "-", "—", "-").Replace(fold(g[1])))
	}
	if g := editionWords.FindStringSubmatch(line); g != nil && strings.ContainsAny(fold(line), "0123456789") {
		set(&m.edition, g[1]+g[2])
		set(&m.version, versionOf(g[1]+g[2]))
	}
	if g := issuedWords.FindStringSubmatch(line); g != nil {
		set(&m.issued, g[1])
		return
	}
	if g := issuedIs.FindStringSubmatch(line); g != nil {
		set(&m.issued, g[1])
		return
	}
	for _, form := range []*regexp.Regexp{publisherEnd, publisherIs} {
		if g := form.FindStringSubmatch(line); g != nil && !strings.ContainsAny(g[1][:1], "0123456789") {
			set(&m.publisher, g[1])
		}
	}
}

// versionOf is the number of an edition, such as 2.0 of “2021年2.0版”.
func versionOf(edition string) string {
	for _, g := range versionWords.FindStringSubmatch(fold(edition))[1:] {
		if g != "" {
			return g
		}
	}
	return ""
}

// title finds the standard's name: before or above the words 职业技能等级标准 on the
// cover, below 国家职业技能标准, in a heading, or in the first caption.
func (d *document) title(cover []string) string {
	for i, line := range cover {
		g := titleWords.FindStringSubmatch(strings.TrimSpace(line))
		switch {
		case g == nil:
		case g[1] != "":
			return g[1]
		case strings.Contains(line, "国家") && i+1 < len(cover):
			return cover[i+1]
		case i > 0 && !codeLine.MatchString(cover[i-1]):
			return cover[i-1]
		case i+1 < len(cover) && !codeLine.MatchString(cover[i+1]):
			return cover[i+1]
		}
	}
	for _, b := range d.blocks {
		form := captionTitle
		if b.kind == headingBlock {
			form = titleWords
		}
		if g := form.FindStringSubmatch(b.text.s); (b.table != nil || b.kind == headingBlock) && g != nil && g[1] != "" && g[1] != "职业" {
			return g[1]
		}
	}
	return ""
}

// captionTitle is the standard's name in the caption of its table.
var captionTitle = regexp.MustCompile(`^(?:附?表[\s\p{Z}]*[0-9０-９]+[\s\p{Z}]*[：:、.]?[\s\p{Z}]*)([^（()\s\p{Z}]+?)(?:职业技能|技能)(?:等级)?要求`)

// commonTerms are the terms that stand in more than a quarter of the requirements.
func (d *document) commonTerms() []string {
	var list []string
	for _, name := range d.terms() {
		n, all := 0, 0
		for _, t := range d.tables {
			for _, r := range t.rows {
				all++
				if strings.Contains(r.skill.s, name) {
					n++
				}
			}
		}
		if 4*n > all && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// termHeading is the heading of a term, with its English name behind it.
var termHeading = regexp.MustCompile(`^` + digits + `+(?:[.．]` + digits + `+)+[\s\p{Z}]*(.*?)(?:[\s\p{Z}]+[A-Za-z].*)?$`)

// terms are the names of the chapter 术语和定义.
func (d *document) terms() []string {
	var list []string
	within := false
	for _, b := range d.blocks {
		if b.kind != headingBlock {
			continue
		}
		if b.depth == 1 {
			within = strings.Contains(fold(b.text.s), "术语")
		}
		if g := termHeading.FindStringSubmatch(b.text.s); within && b.depth > 1 && g != nil && g[1] != "" {
			list = append(list, g[1])
		}
	}
	return list
}

// lanes tells whether codes start anew in each level: most tasks with the same number
// have another name there than a level below. The national standards, whose first column
// is 职业功能, number like that; of others it takes more to say so.
func (d *document) lanes() bool {
	same, other := 0, 0
	for i := 1; i < len(d.tables); i++ {
		below, above := d.tables[i-1].tasks(), d.tables[i].tasks()
		for number, name := range above {
			switch was, ok := below[number]; {
			case ok && was == name:
				same++
			case ok:
				other++
			}
		}
	}
	national := len(d.tables) > 0 && fold(d.tables[0].names[areaRole].s) == "职业功能"
	return other > same && (national || other >= 3)
}

// tasks are the names of a table's tasks by their numbers.
func (t *table) tasks() map[string]string {
	names := map[string]string{}
	for _, r := range t.rows {
		if g := taskFirst.FindStringSubmatch(r.task.s); g != nil {
			names[fold(g[1])+"."+fold(g[2])] = fold(g[3])
		}
	}
	return names
}

// verb is the word of two characters that at least half of a table's requirements open
// with, or "". A sentence that opens with 能 says what one can do, not at which level.
func (t *table) verb() string {
	times := map[string]int{}
	best := ""
	for _, r := range t.rows {
		runes := []rune(r.skill.s)
		if len(runes) < 3 || runes[0] == '能' {
			continue
		}
		word := string(runes[:2])
		if times[word]++; times[word] > times[best] {
			best = word
		}
	}
	if 2*times[best] < len(t.rows) || len(t.rows) < 2 {
		return ""
	}
	return best
}

// codeOf finds the standard's code: in the text, from the caller, or in the file's name.
func codeOf(m meta, name string, opts Options) string {
	for _, code := range []string{m.code, opts.Code, nameDigits.FindString(name)} {
		if code != "" && standard.ValidName(code) {
			return code
		}
	}
	return ""
}

var nameDigits = regexp.MustCompile(`[0-9]{4,}`)
