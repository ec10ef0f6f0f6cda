package standard

import (
	"path"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/frontmatter"
)

// Folders lists the folders of tree that hold a standard, such as "standard/590008":
// those below standard/ with a standard.md, and those that lack only that.
func Folders(tree files.Tree) []string {
	var dirs []string
	for _, f := range tree.Under("standard") {
		parts := strings.SplitN(f.Path, "/", 3)
		if len(parts) == 3 {
			dirs = append(dirs, path.Join(parts[0], parts[1]))
		}
	}
	return slices.Compact(dirs)
}

// A reader reads one folder; its problems gather beside the standard.
type reader struct {
	tree     files.Tree
	s        *Standard
	problems []diag.Diagnostic
}

// Parse reads the standard in dir. It always returns what could be read; whether that
// may be published is for the problems to say.
func Parse(tree files.Tree, dir string) (*Standard, []diag.Diagnostic) {
	r := &reader{tree: tree, s: &Standard{Dir: dir}}
	name := path.Join(dir, "standard.md")
	text, ok := r.text(name, "请先用 jinjie import 导入标准，或者把这个文件夹移出 standard/")
	if !ok {
		return r.s, r.problems
	}
	doc, problems := frontmatter.Parse(name, text)
	r.report(problems...)
	if diag.Errors(problems) > 0 {
		return r.s, r.problems // without the levels nothing else can be read
	}
	r.settings(doc)
	r.chapters(doc, text)
	for i := range r.s.Levels {
		r.table(i)
	}
	r.place()
	r.errata()
	r.derive()
	r.lanes()
	r.guard()
	return r.s, r.problems
}

func (r *reader) report(problems ...diag.Diagnostic) { r.problems = append(r.problems, problems...) }

// text returns the decoded content of a file, or reports why there is none.
func (r *reader) text(name, hint string) (string, bool) {
	f, ok := r.tree.File(name)
	if !ok {
		r.report(missingFile.At(diag.Pos{File: name}, "没有这个文件").WithHint("%s", hint))
		return "", false
	}
	if f.Data == nil {
		return "", false // too large or unreadable: the tree has said so
	}
	t, ok := files.Decode(f.Data)
	if !ok {
		r.report(notText.At(diag.Pos{File: name}, "这不是文本文件").WithHint("请在 WPS 或 Excel 中打开，另存为“CSV UTF-8”或 UTF-8 文本"))
		return "", false
	}
	return t.String, true
}
