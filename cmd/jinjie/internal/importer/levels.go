package importer

import (
	"regexp"
	"slices"
	"strings"
)

// entry is an entry of a list of references, such as “[1] …”.
var entry = regexp.MustCompile(`^[\[［【〔][\s\p{Z}]*` + digits + `+[\s\p{Z}]*[\]］】〕]`)

// newCaption reads the caption of a level's table; level is the name of its level where
// the caption is nothing else, or empty.
func (b *builder) newCaption(c, level text) {
	if continued.MatchString(c.s) && b.openLevel() && b.sameLevel(c) {
		b.acc.drop(c, "续表的题注")
		b.table = b.latest
		return
	}
	if level.empty() {
		level = b.levelOfCaption(c)
	}
	if b.openLevel() && b.latestCaption(c) {
		b.acc.drop(c, "重复的题注")
		b.table = b.latest
		return
	}
	if level.empty() {
		level = b.level
	}
	b.table, b.latest = nil, nil
	b.caption = len(b.blocks)
	b.level, b.depth = level, 9
	b.blocks = append(b.blocks, block{kind: caption, text: c, at: c.start()})
}

func (b *builder) openLevel() bool { return b.latest != nil }

// sameLevel tells whether a caption names no other level than the table's.
func (b *builder) sameLevel(c text) bool {
	level := b.levelOfCaption(c)
	return level.empty() || sameName(level.s, b.latest.level.s)
}

// latestCaption tells whether c is the open table's caption once more.
func (b *builder) latestCaption(c text) bool {
	return slices.ContainsFunc(b.blocks, func(k block) bool {
		return k.kind == caption && k.table == b.latest && sameName(k.text.s, c.s)
	})
}

// bracketed is what a caption says in brackets.
var bracketed = regexp.MustCompile(`[（(]([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)?)[）)]`)

// levelOfCaption finds the level that a caption names: in its brackets if there, else
// anywhere; a name in the last brackets that no list knows counts as well.
func (b *builder) levelOfCaption(c text) text {
	all := bracketed.FindAllStringSubmatchIndex(c.s, -1)
	for _, m := range slices.Backward(all) {
		if start, end := levelIn(c.s[m[2]:m[3]]); start >= 0 {
			return c.sub(m[2]+start, m[2]+end)
		}
	}
	if t := levelText(c); !t.empty() {
		return t
	}
	for _, m := range slices.Backward(all) {
		if inside := c.sub(m[2], m[3]).trim(); !inside.empty() && !continued.MatchString(c.s[m[0]:m[1]]) && columns(inside.s) <= 16 {
			return inside
		}
	}
	return text{}
}

// header reads the header of a level's table: of a new one, if a caption or a heading
// has announced it, else of the open one on its next page.
func (b *builder) header(cells []text) {
	cols := make([]role, len(cells))
	var names [roles]text
	for i, c := range cells {
		cols[i] = roleOf(c.s)
		if cols[i] != noRole {
			names[cols[i]] = c.oneLine()
		}
	}
	if b.latest != nil && b.caption < 0 && (b.level.empty() || sameName(b.level.s, b.latest.level.s)) {
		b.table = b.latest
		b.table.cols = cols
		for _, c := range cells {
			b.acc.drop(c, "重复的表头")
		}
		return
	}
	b.start(cols)
	if b.table.unnamed() {
		b.table.names = names
	}
	for _, c := range cells {
		b.acc.drop(c, "表头")
	}
}

func (t *table) unnamed() bool {
	for _, n := range t.names {
		if !n.empty() {
			return false
		}
	}
	return true
}

// usualColumns are those of a table without a header.
var usualColumns = []role{areaRole, taskRole, skillRole}

// start opens the table that a caption or a heading has announced. Without a header it
// must have been announced; its columns are then the usual ones.
func (b *builder) start(cols []role) bool {
	if cols == nil {
		if b.caption < 0 && b.level.empty() {
			return false
		}
		cols = usualColumns
	}
	level := b.level
	b.table = nil
	for _, t := range b.tables {
		if !level.empty() && sameName(t.level.s, level.s) {
			b.table, b.latest = t, t
			t.cols = cols
		}
	}
	fresh := b.table == nil
	if fresh {
		b.add(level, cols, [roles]text{})
	}
	switch {
	case b.caption >= 0 && fresh:
		b.blocks[b.caption].table = b.table
	case fresh && !level.empty():
		b.blocks = append(b.blocks, block{kind: caption, text: level, table: b.table, at: level.start()})
	}
	b.caption, b.level = -1, text{}
	return true
}

// add opens a table.
func (b *builder) add(level text, cols []role, names [roles]text) {
	t := &table{level: level, cols: cols, names: names, areaAt: -1, taskAt: -1, fresh: true, acc: b.acc, doc: b.document}
	for i := range t.x {
		t.x[i] = -1
	}
	b.tables = append(b.tables, t)
	b.table, b.latest = t, t
}

// reopen goes on with the last table where rows follow that belong to none.
func (b *builder) reopen(rows bool) bool {
	if !rows || b.latest == nil || b.caption >= 0 {
		return false
	}
	b.table = b.latest
	return true
}

// putLoose reads a line that opens with a number: that of an area, a task or a code, and
// perhaps all three.
func (t *table) putLoose(l *line) {
	names, rest := beforeCode(l.text)
	if area, task, ok := cutNames(names); ok {
		t.putArea(area)
		t.putTask(task)
	} else if kindOf(names.s) == areaRole {
		t.putArea(names)
	} else if !names.empty() {
		t.putTask(names)
	}
	if !rest.empty() {
		t.putSkill(rest)
	}
}

// beforeCode cuts a line before its first code.
func beforeCode(c text) (names, rest text) {
	spans := codesIn(c.s, "")
	if len(spans) == 0 {
		return c, text{}
	}
	return c.sub(0, spans[0].start).trim(), c.sub(spans[0].start, len(c.s))
}

// extendName adds a line to the name of the task or the area that was read last.
func (t *table) extendName(c text) {
	if t.task.empty() {
		t.extend(areaRole, c)
	} else {
		t.extend(taskRole, c)
	}
}

// isLabel tells whether a line names a level and says nothing else.
func isLabel(s string) bool {
	start, end := levelIn(s)
	if start < 0 || columns(s) > 40 {
		return false
	}
	rest := fold(s[:start] + s[end:])
	for _, word := range []string{"职业技能等级要求", "职业技能要求", "技能要求", "等级要求", "工作要求", "要求", "标准", "等级"} {
		rest = strings.Replace(rest, word, "", 1)
	}
	return strings.Trim(rest, "一二三四五六七0123456789.,、:;()[]【】<>《》-") == ""
}

// levelText is the level's name in t.
func levelText(t text) text {
	if start, end := levelIn(t.s); start >= 0 {
		return t.sub(start, end)
	}
	return text{}
}
