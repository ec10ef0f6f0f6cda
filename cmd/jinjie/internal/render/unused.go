package render

import (
	"bytes"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

var unusedFile = diag.Kind{Code: "unused-theme-file", Severity: diag.Warning,
	Title: "主题里的文件没有用上",
	Why:   "themes/ 里的文件逐个代替默认主题的同名文件：layouts/ 里的模板按网页的种类命名，公用的以“_”开头；css/ 里的样式都会用上；js/ 和 img/ 里的文件要在模板或者样式里写出 @@文件名@@ 才会用上。名字写错的文件不起作用。"}

// languageFile is a file of words; which language is used, the settings say.
var languageFile = regexp.MustCompile(`^strings/[A-Za-z]{2,3}(-[0-9A-Za-z]{2,8})*\.json$`)

// aside are files that stand in a folder for the people who look after it.
var aside = regexp.MustCompile(`(?i)^(?:readme|license|licence|copying|changelog|notice)(?:\..*)?$|^\.|\.(?:md|txt)$`)

// unused reports the site's own files that take no other's place and that nothing uses.
func (f themeFiles) unused() []diag.Diagnostic {
	var problems []diag.Diagnostic
	for _, name := range slices.Sorted(maps.Keys(f.mine)) {
		if f.uses(name) {
			continue
		}
		d := unusedFile.At(diag.Pos{File: f.mine[name]}, "这个文件不代替默认主题的任何文件，也没有用上")
		if dir := path.Dir(name); dir == "js" || dir == "img" {
			d = d.WithHint("在模板里写 {{.Frame.Root}}@@%s@@", path.Base(name))
		} else if near := f.near(name); near != "" {
			d = d.WithHint("是不是 %s？", near)
		}
		problems = append(problems, d)
	}
	return problems
}

// uses tells whether a file takes the place of one of the default theme's, or is used.
func (f themeFiles) uses(name string) bool {
	dir, base := path.Split(name)
	switch {
	case f.covered[name] != nil || aside.MatchString(base) || languageFile.MatchString(name):
		return true
	case dir == "layouts/":
		return strings.HasPrefix(base, "_") && strings.HasSuffix(base, ".html") || slices.ContainsFunc(Kinds[:], func(k Kind) bool { return base == string(k)+".html" })
	case dir == "css/":
		return strings.HasSuffix(base, ".css")
	case dir == "js/" || dir == "img/":
		return f.mentions([]byte("@@" + base + "@@"))
	}
	return false
}

// assetMark is how layouts and stylesheets name a file.
var assetMark = regexp.MustCompile(`@@([\pL\pN._-]+\.[0-9A-Za-z]+)@@`)

// unknownAssets reports the files that the site's own layouts and stylesheets name and that
// the theme does not have.
func (f themeFiles) unknownAssets(known []string) []diag.Diagnostic {
	var problems []diag.Diagnostic
	for _, name := range slices.Sorted(maps.Keys(f.places)) {
		k := templateError
		if dir := path.Dir(name); dir == "css" {
			k = assetError
		} else if dir != "layouts" {
			continue
		}
		for i, line := range strings.Split(string(f.files[name]), "\n") {
			for _, m := range assetMark.FindAllStringSubmatchIndex(line, -1) {
				file := line[m[2]:m[3]]
				if slices.Contains(known, file) {
					continue
				}
				hint := "文件放进主题的 img/ 或者 js/"
				if near := diag.Nearest(file, known); near != "" {
					hint = "是不是“" + near + "”？"
				}
				problems = append(problems, k.At(f.pos(name, i+1, m[2]), "主题里没有“%s”这个文件", file).WithHint("%s", hint))
			}
		}
	}
	return problems
}

// mentions tells whether a layout or a stylesheet holds a mark.
func (f themeFiles) mentions(mark []byte) bool {
	for _, name := range append(f.under("layouts", ".html"), f.under("css", ".css")...) {
		if bytes.Contains(f.files[name], mark) {
			return true
		}
	}
	return false
}

// near guesses the file that one of the site's own was meant to be named as: of the same name
// elsewhere, or of a similar one.
func (f themeFiles) near(name string) string {
	known := slices.Sorted(maps.Keys(f.covered))
	for _, k := range known {
		if path.Base(k) == path.Base(name) {
			return k
		}
	}
	return diag.Nearest(name, known)
}
