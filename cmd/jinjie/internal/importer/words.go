package importer

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"
)

// fold turns full-width letters, digits and marks into their ASCII forms and drops all
// white space: for recognising names and numbers, never for text.
func fold(s string) string {
	return strings.Join(strings.Fields(width.Fold.String(s)), "")
}

// A role is what a column of a level's table holds.
type role int

const (
	noRole role = iota
	areaRole
	taskRole
	codeRole
	skillRole
	knowRole
	levelRole
	serialRole
	roles // how many there are
)

// columnRoles are the names of columns, as the standards of the 1+X scheme and the
// national standards print them; longer ones first, as one may be a part of another.
var columnRoles = []struct {
	name string
	role role
}{
	{"工作领域名称", areaRole}, {"职业技能编码", codeRole}, {"相关知识要求", knowRole}, {"职业技能等级", levelRole}, {"职业技能要求", skillRole}, {"典型工作任务", taskRole},
	{"工作领域", areaRole}, {"职业功能", areaRole}, {"技能编码", codeRole}, {"要求编码", codeRole}, {"相关知识", knowRole}, {"知识要求", knowRole}, {"技能等级", levelRole}, {"技能要求", skillRole}, {"职业技能", skillRole}, {"工作任务", taskRole}, {"工作内容", taskRole},
	{"领域", areaRole}, {"编码", codeRole}, {"编号", codeRole}, {"代码", codeRole}, {"等级", levelRole}, {"级别", levelRole}, {"序号", serialRole}, {"任务", taskRole},
}

// usual are the names that a table's file may keep as printed; others are written as
// the first one of their role.
var usual = [roles][]string{
	areaRole:  {"工作领域", "职业功能"},
	taskRole:  {"工作任务", "工作内容"},
	codeRole:  {"编码", "编号", "代码", "技能编码", "职业技能编码"},
	skillRole: {"职业技能要求", "技能要求"},
	knowRole:  {"相关知识要求", "相关知识"},
}

// roleOf tells what a column of that printed name holds.
func roleOf(name string) role {
	name = fold(name)
	for _, c := range columnRoles {
		if c.name == name {
			return c.role
		}
	}
	return noRole
}

// headerNames cuts a line without columns into the names of columns, if it consists of
// nothing else.
func headerNames(s string) []string {
	s = fold(s)
	var names []string
	for s != "" && len(s) < 200 {
		i := slices.IndexFunc(columnRoles, func(c struct {
			name string
			role role
		}) bool {
			return strings.HasPrefix(s, c.name)
		})
		if i < 0 {
			return nil
		}
		names = append(names, columnRoles[i].name)
		s = s[len(columnRoles[i].name):]
	}
	return names
}

const digits = `[0-9０-９]`

var (
	// codeAnywhere is a code such as 1.1.1, wherever it stands.
	codeAnywhere = regexp.MustCompile(digits + `+(?:[.．]` + digits + `+){2,}`)
	// codeFirst is a code at the head of a text.
	codeFirst = regexp.MustCompile(`^` + digits + `+(?:[.．]` + digits + `+){2,}`)
	// behindCode is what stands between a code and its sentence.
	behindCode = regexp.MustCompile(`^[\s\p{Z}]*[.．、:：)）]?[\s\p{Z}]*`)
	// taskFirst is a task's number with its name behind it, perhaps on the next line.
	taskFirst = regexp.MustCompile(`^(` + digits + `+)[.．](` + digits + `+)(?:[.．、]?[\s\p{Z}]*([^0-9０-９.．\s\p{Z}].*)|[.．、]?)$`)
	// areaFirst is an area's number with its name behind it.
	areaFirst = regexp.MustCompile(`^(` + digits + `+)(?:[.．、]?[\s\p{Z}]*([^0-9０-９.．、\s\p{Z}\-—].*)|[.．、])$`)
)

// A rank is a level that standards of today name.
type rank struct {
	word  string // as it stands in a caption
	id    string
	order int // from the lowest within its family; 0 where standards differ
}

// ranks lists the levels' names, the longest of those that overlap first.
var ranks = []rank{
	{"高级技师", "gaojijishi", 5}, {"技师", "jishi", 4},
	{"初级工", "chujigong", 1}, {"中级工", "zhongjigong", 2}, {"高级工", "gaojigong", 3},
	{"初级", "chuji", 1}, {"中级", "zhongji", 2}, {"高级", "gaoji", 3},
	{"五级", "wuji", 0}, {"四级", "siji", 0}, {"三级", "sanji", 0}, {"二级", "erji", 0}, {"一级", "yiji", 0},
	{"不分级", "bufenji", 0},
}

// levelName is the name of a level in a caption, a heading or a cell: one of ranks, or
// two that belong together, such as 五级/初级工 or 五级（初级工）.
var levelName = regexp.MustCompile(`[五四三二一]级[\s\p{Z}]*[/／、][\s\p{Z}]*(?:高级技师|技师|(?:初|中|高)级(?:工|技能)?)|[五四三二一]级[\s\p{Z}]*[（(][\s\p{Z}]*(?:高级技师|技师|(?:初|中|高)级(?:工|技能)?)[\s\p{Z}]*[）)]|高级技师|技师|(?:初|中|高)级工?|[五四三二一]级|不分级`)

// levelIn finds the level that a caption or a heading names: the last one in it, as the
// standard's own title may hold such a word before. It returns the place in s, or -1.
func levelIn(s string) (start, end int) {
	all := levelName.FindAllStringIndex(s, -1)
	for _, m := range slices.Backward(all) {
		return m[0], m[1]
	}
	return -1, -1
}

// rankOf returns the rank of a level's name; the word that stands first decides the id,
// any of them the order.
func rankOf(name string) (id string, order int) {
	name = fold(name)
	at := len(name)
	for _, r := range ranks {
		i := strings.Index(name, r.word)
		if i < 0 {
			continue
		}
		if i < at {
			id, at = r.id, i
		}
		order = max(order, r.order)
		name = strings.Replace(name, r.word, strings.Repeat("*", len(r.word)), 1)
	}
	return id, order
}
