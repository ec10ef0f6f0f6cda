// Package importer turns a published standard into the files of its folder.
//
// It reads the text of a whole standard as it comes out of a PDF, a word processor or a
// web page, and the tables alone as CSV, TSV or Markdown. The text may be damaged: tags,
// several requirements in one cell, rows and sentences cut in two by a page break,
// repeated headers, page numbers, a list of contents.
//
// The law of the package: nothing is lost silently. Every character of the source that
// is not white space is in [Import.Files], or in [Import.Dropped] with its line and the
// reason. The importer keeps account of it byte by byte; what no rule has claimed is
// reported and kept as a paragraph.
//
// The official text is never altered: texts, codes and headings stand in the files as
// printed, damage and misprints included. Those are for errata.csv.
package importer

import (
	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/frontmatter"
)

// An Import is a standard as the files of its folder.
type Import struct {
	Code    string            // 标准代码, such as "590008"; empty if neither the text nor the file's name tells it
	Title   string            // such as "社区治理"
	Version string            // such as "2.0", or empty
	Files   map[string][]byte // by name in the standard's folder, such as "tables/chuji.csv"; nil if there is nothing to import
	Dropped []Dropped         // what of the source is in none of the files, in its order
	Counts  Counts
}

// A Dropped is text of the source that the files leave out, and why.
type Dropped struct {
	Line, Last int    // first and last line in the source, from 1
	Text       string // the characters; those of different lines are separated by a line feed
	Reason     string // Chinese, such as "页码"
}

// Counts says how much was imported.
type Counts struct {
	Levels       []LevelCount // from the lowest
	Areas        int          // 工作领域, the same number at several levels counted once
	Tasks        int          // 工作任务, likewise
	Codes        int          // codes, likewise
	Requirements int          // 职业技能要求 of all levels
	Chapters     int          // headings of all depths
}

// A LevelCount is the number of requirements of one level.
type LevelCount struct {
	Name         string // such as "初级"
	Requirements int
}

// Options are what the caller knows besides the file.
type Options struct {
	Code string // the standard's code, if the text does not tell it
}

// largest is the size in bytes above which a file is no standard's text.
const largest = 16 << 20

// Read turns a published standard into the files of its folder; name is the file's,
// without its folder, and data its bytes. It always returns a usable value; where an
// error is among the problems there may be no files in it.
func Read(name string, data []byte, opts Options) (Import, []diag.Diagnostic) {
	if d, bad := unreadable(name, data); bad {
		return Import{}, []diag.Diagnostic{d}
	}
	t, ok := files.Decode(data)
	if !ok {
		return Import{}, []diag.Diagnostic{binarySource.At(diag.Pos{File: name}, "这不是文本文件，无法读取").
			WithHint("请用原来的程序打开，另存为 UTF-8 文本")}
	}
	doc := readDocument(name, t.String)
	return doc.write(name, data, opts)
}

// Edition returns code and version of the standard whose standard.md is given, each
// empty if it is not there.
func Edition(standardMD []byte) (code, version string) {
	t, ok := files.Decode(standardMD)
	if !ok {
		return "", ""
	}
	front, _ := frontmatter.Parse("standard.md", t.String)
	r := frontmatter.NewReader(front.Fields, front.Pos)
	return r.Text("code"), r.Text("version")
}
