package build

import (
	"path"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/check"
	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/render"
	"jinjie/cmd/jinjie/internal/standard"
)

// A snapshot is a site as its sources tell it, before any page is made. It is complete
// when made and never changed afterwards.
type snapshot struct {
	root     string // the author's folder, absolute, for the files that are copied from it
	tree     files.Tree
	graph    *graph.Graph
	links    []link            // of the home page
	copies   []copied          // files of content/ that are published as they are
	problems []diag.Diagnostic // of the tree, the parsers, the graph and the rules, sorted
}

// A copied is a file of content/ at its address.
type copied struct {
	address string
	file    files.File
}

// homeFile is the one page of content/ that is published so far.
const homeFile = "content/index.md"

// parsed tells whether the bytes of a source file are needed, and not its hash alone.
func parsed(name string) bool {
	return name == homeFile || strings.HasPrefix(name, "standard/") || strings.HasPrefix(name, "themes/")
}

// read parses the tree, joins its parts and holds them against the rules.
func read(tree files.Tree, problems []diag.Diagnostic, root, baseURL string) *snapshot {
	s := &snapshot{root: root, tree: tree}
	report := func(more []diag.Diagnostic) { problems = append(problems, more...) }
	if len(tree.Files) == 0 && len(problems) == 0 {
		report([]diag.Diagnostic{noSite.At(diag.Pos{}, "这里没有站点的源文件：content/ 和 standard/ 都不存在或者是空的").
			WithHint("请进入站点所在的文件夹再运行，或者用 -s 指明；还没有站点，可以先用 jinjie import 导入一份标准")})
	}
	var standards []*standard.Standard
	for _, dir := range standard.Folders(tree) {
		std, more := standard.Parse(tree, dir)
		standards = append(standards, std)
		report(more)
	}
	home, more := readHome(tree, standards, baseURL)
	report(more)
	s.links = home.links
	s.graph, more = graph.Build(standards, home.Home)
	report(more)
	report(check.Run(s.graph))
	s.copies, more = content(tree)
	report(more)
	s.problems = diag.Sort(problems)
	return s
}

// content sorts out the files of content/ that are no page.
func content(tree files.Tree) ([]copied, []diag.Diagnostic) {
	var copies []copied
	var problems []diag.Diagnostic
	for _, f := range tree.Under("content") {
		name := strings.TrimPrefix(f.Path, "content/")
		switch {
		case f.Path == homeFile:
		case strings.EqualFold(path.Ext(name), ".md"):
			problems = append(problems, notPublished.At(diag.Pos{File: f.Path}, "这一页没有发布：content/ 里的 Markdown 文件，目前只发布 index.md"))
		default:
			address, reason := files.Address(name)
			if reason != "" {
				continue // reading the tree has reported the name
			}
			copies = append(copies, copied{address, f})
		}
	}
	return copies, problems
}

// result counts what the snapshot holds.
func (s *snapshot) result() Result {
	r := Result{Standards: len(s.graph.Standards), Pages: len(render.Index(s.graph)), BaseURL: s.graph.Home.BaseURL}
	for _, std := range s.graph.Standards {
		for range std.Requirements() {
			r.Requirements++
		}
	}
	return r
}

// themes lists the names of the themes that the tree brings along.
func themeNames(tree files.Tree) []string {
	var names []string
	for _, f := range tree.Under("themes") {
		if name, _, ok := strings.Cut(strings.TrimPrefix(f.Path, "themes/"), "/"); ok {
			names = append(names, name)
		}
	}
	return slices.Compact(names)
}
