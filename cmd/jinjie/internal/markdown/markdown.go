// Package markdown reads Markdown. It alone knows goldmark.
//
// Two kinds of files are written in it. The official text of a standard is read into
// [Block]s of plain text, so that not a character is lost; [Escape] and its siblings
// write text so that it reads back exactly. The site's own pages are turned into HTML
// by [Render], in the dialect that Chinese authors need: emphasis beside full-width
// marks, line breaks without spaces, anchors that keep Chinese, and no raw HTML.
package markdown

import (
	"jinjie/cmd/jinjie/internal/diag"
)

// Kinds lists every sort of problem that Markdown can have.
func Kinds() []diag.Kind { return []diag.Kind{rawHTML, unsafeLink} }

var (
	rawHTML = diag.Kind{Code: "raw-html", Severity: diag.Error,
		Title: "不能直接写 HTML",
		Why:   "直接写的 HTML 可能带进脚本，也会让页面在别的主题里走样。请用 Markdown 的写法；只有 br、kbd、sub、sup、mark、ruby、rt、details、summary 可以写，不带属性，并且成对。"}
	unsafeLink = diag.Kind{Code: "unsafe-link", Severity: diag.Error,
		Title: "链接不安全",
		Why:   "javascript:、vbscript: 和 data: 链接能在读者的浏览器里运行程序，一律不发布。"}
)
