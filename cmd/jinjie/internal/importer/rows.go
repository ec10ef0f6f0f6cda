package importer

// row reads a row of a table.
func (b *builder) row(i int) {
	l := &b.lines[i]
	only, filled := onlyCell(l.cells)
	switch {
	case filled == 0:
	case filled == 1 && isCaption(only.s) && (hasLevel(only.s) || b.tableAhead(i)):
		b.newCaption(only.oneLine(), text{})
	case isHeader(l.cells):
		b.header(l.cells)
	case isCaption(l.cells[0].s) && isHeader(l.cells[1:]):
		b.newCaption(l.cells[0], text{})
		b.header(l.cells[1:])
	case filled == 1 && l.pipes && b.tableAhead(i) && isLabel(only.s):
		b.newCaption(only.oneLine(), levelText(only))
	case b.table != nil || b.reopen(hasCode(l.cells)) || hasCode(l.cells) && b.start(nil):
		b.addRow(l)
	case l.pipes && (filled > 1 || b.inGrid()):
		b.gridRow(l)
	default:
		flat := *l
		flat.text, flat.cells = l.flat(), nil
		b.lines[i] = flat
		b.line(i)
	}
}

func onlyCell(cells []text) (only text, filled int) {
	for _, c := range cells {
		if !c.empty() {
			filled++
			only = c
		}
	}
	return only, filled
}

// addRow adds a row to the table, or to that of the level which the row names.
func (b *builder) addRow(l *line) {
	cells := l.cells
	if b.table.has(levelRole) {
		cells = b.byLevel(cells)
	}
	if len(cells) > len(b.table.cols) {
		if _, filled := onlyCell(cells[len(b.table.cols):]); filled > 0 {
			b.table.addLoose(cells, make([]int, len(cells)))
			return
		}
	}
	b.table.add(cells)
}

// byLevel turns to the table of the level that a row names in its own column, and
// returns the row without it.
func (b *builder) byLevel(cells []text) []text {
	cols := b.table.cols
	cells = append([]text(nil), cells...)
	from := b.table
	for i, c := range cells {
		if i >= len(cols) || cols[i] != levelRole || c.empty() {
			continue
		}
		if !sameName(c.s, b.table.level.s) {
			b.turnTo(c.oneLine())
		} else {
			b.acc.drop(c, "重复的等级")
		}
		cells[i] = text{}
	}
	if b.table != from {
		b.inherit(cells, from)
	}
	return cells
}

// turnTo opens the table of a level that a row names, or goes back to it.
func (b *builder) turnTo(name text) {
	from := b.table
	for _, t := range b.tables {
		if sameName(t.level.s, name.s) {
			b.acc.drop(name, "重复的等级")
			b.table, b.latest = t, t
			return
		}
	}
	if from.level.empty() && len(from.rows) == 0 {
		from.level = name
	} else {
		b.add(name, from.cols, from.names)
	}
	b.blocks = append(b.blocks, block{kind: caption, text: name, table: b.table, at: name.start()})
}

// inherit gives the table of another level the area and the task that a row with empty
// cells takes from the row above.
func (b *builder) inherit(cells []text, from *table) {
	filled := [roles]bool{}
	for i, c := range cells {
		if i < len(from.cols) {
			filled[from.cols[i]] = !c.empty()
		}
	}
	if !filled[areaRole] && !sameName(from.area.s, b.table.area.s) {
		b.table.putArea(from.area)
	}
	if !filled[areaRole] && !filled[taskRole] && !sameName(from.task.s, b.table.task.s) {
		b.table.putTask(from.task)
	}
}

// gridRow adds a row of a table that is none of a level's.
func (b *builder) gridRow(l *line) {
	cells := make([]text, len(l.cells))
	for i, c := range l.cells {
		cells[i] = c.oneLine()
	}
	if n := len(b.blocks); b.inGrid() {
		b.blocks[n-1].rows = append(b.blocks[n-1].rows, cells)
		return
	}
	b.blocks = append(b.blocks, block{kind: grid, rows: [][]text{cells}, at: l.at})
}

// inGrid tells whether the line before was a row of a grid.
func (b *builder) inGrid() bool {
	n := len(b.blocks)
	return n > 0 && b.blocks[n-1].kind == grid && !b.gap
}
