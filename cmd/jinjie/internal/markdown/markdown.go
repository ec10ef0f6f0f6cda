// Package markdown reads Markdown. It alone knows goldmark and chroma.
//
// Two kinds of files are written in it. The official text of a standard is read into
// [Block]s of plain text, so that not a character is lost; [Escape] and its siblings
// write text so that it reads back exactly. Lessons and the site's other pages are turned
// into HTML by [Render], in the dialect that Chinese authors need: CommonMark 0.31 with
// GitHub's tables, task lists, strike-through, footnotes and alerts, definition lists,
// figures, references in double brackets; emphasis beside full-width marks, line breaks
// without spaces, addresses and ranges amid Chinese, anchors that keep Chinese, and no raw
// HTML but a few plain tags. Each construct has a file of its own; dialect.go puts them
// together. Formulas and diagrams would be two more.
package markdown

import (
	"jinjie/cmd/jinjie/internal/diag"
)

// Kinds lists every sort of problem that Markdown can have.
func Kinds() []diag.Kind {
	return []diag.Kind{rawHTML, unsafeLink, badLink, emptyLink, externalImage, noAlt, badReference, skippedHeading,
		unknownAdmonition, unknownNote, lostNote, badCode, extraCells, tooComplex}
}

var (
	rawHTML = diag.Kind{Code: "raw-html", Severity: diag.Error,
		Title: "不能直接写 HTML",
		Why:   "直接写的 HTML 可能带进脚本，也会让页面在别的主题里走样。请用 Markdown 的写法；只有 br、kbd、sub、sup、mark、ruby、rt、details、summary 可以写，不带属性，并且成对。"}
	unsafeLink = diag.Kind{Code: "unsafe-link", Severity: diag.Error,
		Title: "链接不安全",
		Why:   "javascript:、vbscript: 和 data: 链接能在读者的浏览器里运行程序，一律不发布。"}
	extraCells = diag.Kind{Code: "extra-cells", Severity: diag.Error,
		Title: "表格的一行比表头长",
		Why:   "Markdown 的表格以表头为准，多出来的格子不会显示，写在里面的文字就丢了。请补上表头，或者检查这一行的竖线。"}
	tooComplex = diag.Kind{Code: "too-complex", Severity: diag.Error,
		Title: "标记或格子太多",
		Why:   "一段里有上万个星号、方括号，或者一张表格有十万个格子，多半不是人写的文字；处理它要很久，所以不处理。请分成几段、几张。"}
)
