// Package standard knows how a vocational skill standard (职业技能等级标准) is
// written down, and reads it.
//
// A standard is a folder standard/NAME of plain files:
//
//	standard.md    front matter, then the chapters as printed, in their order;
//	               headings carry the printed numbers; a paragraph that is one link
//	               to a table's file is that table's caption and stands in its place
//	tables/*.csv   one table a level, as printed: 工作领域,工作任务,编码,职业技能要求;
//	               one row a requirement, an empty cell inherits from above
//	errata.csv     编号,类别,位置,原文,更正,依据,状态,审核人,日期
//	progressions.csv  递进, a column a level, 依据,审核人,日期: which statements belong
//	               together across levels, whatever their codes
//	source.txt     the text that all this was imported from, byte for byte
//
// The official text is never altered. What an erratum corrects is kept beside the
// printed words: a [Text] is what is printed, with the errata that touch it as marks;
// [Text.Corrected] is what it should say. Codes after errata decide addresses.
//
// # References and links
//
// The chapters may lead elsewhere, as lessons do. What is written around the words adds a
// link to them and nothing else: the words stand in the source and are held against it.
//
//	[[社区治理]]                 a term, a code (1.1.1), a task, an area, a lesson, a standard
//	[[1.1.1@中级|本条]]          with a label, where the text says it in other words
//	[[ruhu-mopai#敲门之前|入户]]  a heading of a lesson
//	[[#ch-4.2|4.2]]              a chapter of the same text; “#前言” one without a number
//	[走访](../../content/lessons/ruhu-mopai.md#敲门之前)
//	[目录](https://example.edu.cn/)  or <https://example.edu.cn/>
//
// A reference means what it means in a lesson of this standard that names no level. A
// link's address is that of a file as seen from the standard's folder: of a page or a
// file of content/ (“../../content/…”), of this or another standard's text
// (“../590009/standard.md#ch-4”), or of a level's table (“tables/chuji.csv”), which leads
// to where the table is printed. Or it is an address of the finished site as seen from
// the page of the text, text.html: “1.1.1.html#chuji”, “../lessons/ruhu-mopai.html”; those
// change when the edition is no longer current. Tables and other CSV files have no links.
package standard

import (
	"iter"

	"jinjie/cmd/jinjie/internal/diag"
)

// A Standard is one edition of a standard as its folder tells it.
type Standard struct {
	Dir       string // such as "standard/590008"
	Code      string // 标准代码, such as "590008"
	Title     string // such as "社区治理"
	Edition   string // as printed, such as "2021年2.0版"
	Version   string // such as "2.0"; part of the addresses of an edition that is no longer current
	Publisher string
	Issued    string // as printed, such as "2021年12月"
	Rights    string // the statement of rights, in every page's foot
	Original  string // address of the official file, or empty
	Source    Source
	Alignment Alignment
	Common    []string // terms that stand almost everywhere and are not linked

	Levels     []Level     // from the lowest
	Chapters   []Chapter   // the whole document in its order; the cover first, if there is one
	Terms      []Term      // of the chapter 术语和定义
	Catalogues []Catalogue // of the chapter 适用院校专业
	Normative  []Reference // of the chapter 规范性引用文件
	References []Reference // of the chapter 参考文献
	Links      []Link      // references and links of standard.md, in its order
	Errata     []Erratum
	Lanes      []Lane   // of progressions.csv
	HasLanes   bool     // whether there is such a file
	Pos        diag.Pos // of the front matter's code
}

// A Source is the file that a standard was imported from.
type Source struct {
	File   string // its name in the standard's folder
	SHA256 string // of its bytes, in hexadecimal
}

// An Alignment says what a code means across levels.
type Alignment int

const (
	// ByCode: one code is one skill at every level that lists it.
	ByCode Alignment = iota
	// ByLanes: codes start anew in each level; only reviewed lanes join levels.
	ByLanes
)

// A Level is a 职业技能等级 with its table.
type Level struct {
	ID          string  // such as "chuji": an anchor and a file name
	Name        string  // such as "初级"
	Verb        string  // that its requirements open with, such as "了解"; or empty
	Comprises   bool    // whether it comprises the requirements of all lower levels
	Table       string  // the table's file in the standard's folder
	Caption     Text    // 题注, the table's caption as printed
	Description Text    // its paragraph in the chapter 等级划分, or the zero Text
	Jobs        Text    // its paragraph in the chapter 面向职业岗位（群）, or the zero Text
	Columns     Columns // of its table
	Areas       []Area
	Unread      bool     // its table could not be read, or not wholly: it may list what Areas lacks
	Pos         diag.Pos // of its entry in the front matter
}

// An Area is a 工作领域 as one level's table prints it.
type Area struct {
	Number string // after errata, such as "3"
	Name   string // after errata, such as "社区服务"
	Text   Text   // the cell, such as "3. 社区服务"
	Tasks  []Task
}

// A Task is a 工作任务 as one level's table prints it.
type Task struct {
	Number       string // after errata, such as "3.3"
	Name         string // after errata, such as "服务开展"
	Text         Text   // the cell, such as "3.3 服务开展"
	Requirements []Requirement
}

// A Requirement is one 职业技能要求: what one level asks for under one code.
type Requirement struct {
	Level     int      // index into Standard.Levels
	Code      string   // after errata, full width folded, such as "3.3.1"
	Printed   Text     // the code as printed, such as "2.3.1"
	Text      Text     // the whole sentence as printed
	Knowledge Text     // 相关知识要求, where the table has such a column
	Sentence  Sentence // Text taken apart
	Pos       diag.Pos // of its text in the table's file
	Source    diag.Pos // of its first character in the source text; no Line if it is not there
}

// Requirements walks all requirements of s, level by level in printed order.
func (s *Standard) Requirements() iter.Seq[*Requirement] {
	return func(yield func(*Requirement) bool) {
		for i := range s.Levels {
			for r := range s.Levels[i].Requirements() {
				if !yield(r) {
					return
				}
			}
		}
	}
}

// Requirements walks the requirements of one level in printed order.
func (l *Level) Requirements() iter.Seq[*Requirement] {
	return func(yield func(*Requirement) bool) {
		for i := range l.Areas {
			for j := range l.Areas[i].Tasks {
				task := &l.Areas[i].Tasks[j]
				for k := range task.Requirements {
					if !yield(&task.Requirements[k]) {
						return
					}
				}
			}
		}
	}
}

// A Chapter is one numbered or named part of the document, without the parts below it.
type Chapter struct {
	Number string // such as "4.2"; empty for 前言, 参考文献 and the cover
	Name   string // the heading less its number and its spaces between characters, such as "前言"; "封面" for what stands before the first heading
	Depth  int    // 1 for a chapter, 2 for a section; 0 for the cover
	ID     string // its anchor on the page of the text, unique in the document
	Title  Text   // the heading as printed; the zero Text for the cover
	Blocks []Block
}

// A BlockKind is a sort of block in the document.
type BlockKind int

const (
	// Paragraph is running text.
	Paragraph BlockKind = iota
	// Item is an entry of a list.
	Item
	// Caption is the caption of a level's table, which stands below it.
	Caption
	// Grid is any other table.
	Grid
)

// A Block is a paragraph, a list's entry, or a table of the document.
type Block struct {
	Kind  BlockKind
	Text  Text     // what it says; the zero Text for a Grid
	Level int      // of a Caption: index into Standard.Levels
	Rows  [][]Text // of a Grid: its cells, the header first
}

// A Term is an entry of 术语和定义.
type Term struct {
	Number     string // such as "3.6"
	Name       string // after errata, such as "居（村）务公开"
	English    string // as printed, or empty
	ID         string // its anchor on the page of the terms, such as "term-3.6"
	Title      Text   // the heading as printed
	Definition []Text
	Notes      []Text // 注
}

// A Catalogue is one 专业目录 of the chapter 适用院校专业.
type Catalogue struct {
	Number  string // of its section, such as "4.2"
	Name    string // such as "参照新版职业教育专业目录"
	Schools []School
}

// A School is one kind of school of a catalogue with its majors (专业).
type School struct {
	Kind   string // such as "中等职业学校"
	Text   Text   // the whole paragraph as printed
	Majors []Major
}

// A Major is one 专业, after errata.
type Major struct {
	Name   string
	Errata []int // indices of the errata that touch it
	Links  []int // indices into Standard.Links of what its words lead to
}

// A Reference is an entry of 参考文献 or 规范性引用文件.
type Reference struct {
	Number string // such as "18"; empty where none is printed
	ID     string // its anchor, such as "ref-18"
	Text   Text   // the whole entry as printed, such as "[18] 教育部等…"
}
