package main

import (
	"slices"

	"jinjie/cmd/jinjie/internal/build"
	"jinjie/cmd/jinjie/internal/check"
	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/frontmatter"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/importer"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/markdown"
	"jinjie/cmd/jinjie/internal/render"
	"jinjie/cmd/jinjie/internal/standard"
)

// kinds lists every sort of problem that the program can report, room by room.
func kinds() []diag.Kind {
	return slices.Concat(
		files.Kinds(), frontmatter.Kinds(), markdown.Kinds(), standard.Kinds(), graph.Kinds(), lesson.Kinds(),
		importer.Kinds(), check.Kinds(), render.ThemeKinds(), build.Kinds(),
		[]diag.Kind{editedFiles, differentEdition},
	)
}

var (
	editedFiles = diag.Kind{Code: "edited-files", Severity: diag.Error,
		Title: "文件在导入以后改过",
		Why:   "再次导入会用原文里的内容覆盖文件夹里的同名文件。有文件与将要写入的不同，多半是有人改过，所以先停下来，列出这些文件。要更正标准的文字，请写入 errata.csv，导入从不改动它。"}
	differentEdition = diag.Kind{Code: "other-edition", Severity: diag.Error,
		Title: "文件夹里是另一份标准或另一个版本",
		Why:   "勘误表和递进表都是对着某一版的文字写的，换了版本就对不上。新版请导入到新的文件夹，两版可以同时发布，旧版的网页放到带版本号的地址。"}
)
