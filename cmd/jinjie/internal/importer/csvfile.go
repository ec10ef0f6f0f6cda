package importer

import (
	"bytes"
	"encoding/csv"
	"slices"
)

// csv writes the table's file: with a byte order mark and CRLF, so that Excel and WPS
// open it right.
func (t *table) csv() []byte {
	columns := []role{areaRole, taskRole, codeRole, skillRole}
	if slices.ContainsFunc(t.rows, func(r row) bool { return !r.know.empty() }) || t.has(knowRole) {
		columns = append(columns, knowRole)
	}
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	record := make([]string, len(columns))
	for i, c := range columns {
		record[i] = columnName(c, t.names[c])
	}
	w.Write(record)
	for _, r := range t.rows {
		for i, c := range columns {
			record[i] = r.cell(c).s
		}
		w.Write(record)
	}
	w.Flush()
	return b.Bytes()
}

func (r row) cell(c role) text {
	switch c {
	case areaRole:
		return r.area
	case taskRole:
		return r.task
	case codeRole:
		return r.code
	case skillRole:
		return r.skill
	}
	return r.know
}

// columnName is a column's name in the file: as printed, where it is one of the usual
// ones, else the first of those.
func columnName(r role, printed text) string {
	if name := fold(printed.s); slices.Contains(usual[r], name) {
		return name
	}
	if len(usual[r]) > 0 {
		return usual[r][0]
	}
	return ""
}
