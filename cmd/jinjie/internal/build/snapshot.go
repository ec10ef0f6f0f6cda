package build

import (
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/check"
	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/markdown"
	"jinjie/cmd/jinjie/internal/parallel"
	"jinjie/cmd/jinjie/internal/render"
	"jinjie/cmd/jinjie/internal/standard"
)

// A snapshot is a site as its sources tell it, before any page is made. It is complete
// when made and never changed afterwards.
type snapshot struct {
	root     string // the author's folder, absolute, for the files that are copied from it
	tree     files.Tree
	graph    *graph.Graph
	copies   []copied          // files of content/ that are published as they are
	problems []diag.Diagnostic // of the tree, the parsers, the graph and the rules, sorted
	drafts   []diag.Diagnostic // of pages that are not published

	standards map[string]parsedStandard // by folder
	pages     map[string]parsedPage     // by path
}

// A parsedStandard is what came of a standard's folder whose files have that hash.
type parsedStandard struct {
	hash     [32]byte
	standard *standard.Standard
	problems []diag.Diagnostic
	checked  bool
	findings []diag.Diagnostic // of the rules that test a standard against itself
}

// A parsedPage is what came of a page whose file has that hash.
type parsedPage struct {
	hash     [32]byte
	page     *lesson.Lesson
	problems []diag.Diagnostic
}

// A copied is a file of content/ at its address.
type copied struct {
	address string
	file    files.File
}

// parsed tells whether the bytes of a source file are needed, and not its hash alone.
func parsed(name string) bool {
	return isPage(name) || strings.HasPrefix(name, "standard/") || strings.HasPrefix(name, "themes/")
}

// isPage tells whether a source file becomes a page.
func isPage(name string) bool {
	return strings.HasPrefix(name, "content/") && strings.EqualFold(path.Ext(name), ".md")
}

// read parses the tree, joins its parts and holds them against the rules. What prev, which
// may be nil, has parsed of files that have not changed is taken over, with its problems:
// the result is the same, only sooner.
func read(prev *snapshot, tree files.Tree, problems []diag.Diagnostic, root string, opts Options) *snapshot {
	s := &snapshot{root: root, tree: tree, standards: map[string]parsedStandard{}, pages: map[string]parsedPage{}}
	if prev == nil {
		prev = &snapshot{}
	}
	report := func(more []diag.Diagnostic) { problems = append(problems, more...) }
	if len(tree.Files) == 0 && len(problems) == 0 {
		report([]diag.Diagnostic{noSite.At(diag.Pos{}, "这里没有站点的源文件：content/ 和 standard/ 都不存在或者是空的").
			WithHint("请进入站点所在的文件夹再运行，或者用 -s 指明；还没有站点，可以先用 jinjie init 建一个，或者用 jinjie import 导入一份标准")})
	}
	standards, more := s.readStandards(prev.standards)
	report(more)
	content := graph.Content{Drafts: opts.Drafts, Before: prev.graph}
	lessons, more := s.readPages(prev.pages)
	report(more)
	content.Lessons = lessons
	content.Home, more = readHome(tree, lessons, standards, opts.BaseURL)
	report(more)
	if opts.preview {
		content.Home.Analytics = graph.Analytics{}
	}
	s.copies, content.Files, more = plainFiles(tree)
	report(more)
	s.graph, more = graph.Build(standards, content)
	report(more)
	s.copies = slices.DeleteFunc(s.copies, func(c copied) bool { return s.graph.Withheld(c.file.Path) })
	for _, std := range s.graph.Standards {
		report(s.findings(std))
	}
	report(check.Pages(s.graph))
	s.problems, s.drafts = withoutDrafts(problems, lessons, opts.Drafts)
	return s
}

// withoutDrafts sets the problems of drafts apart: they do not keep a site from being published.
func withoutDrafts(problems []diag.Diagnostic, pages []*lesson.Lesson, published bool) (rest, drafts []diag.Diagnostic) {
	unpublished := map[string]bool{}
	for _, l := range pages {
		unpublished[l.Path] = l.Draft && !published
	}
	for _, d := range diag.Sort(problems) {
		if unpublished[d.Pos.File] {
			drafts = append(drafts, d)
		} else {
			rest = append(rest, d)
		}
	}
	return rest, drafts
}

// findings tests a standard against itself, once as long as its files are the same.
func (s *snapshot) findings(std *graph.Standard) []diag.Diagnostic {
	for dir, p := range s.standards {
		if p.standard != std.Standard {
			continue
		}
		if !p.checked {
			p.checked, p.findings = true, check.Standard(std)
			s.standards[dir] = p
		}
		return p.findings
	}
	return nil
}

// readStandards parses the standards, side by side, but for those whose files are as they
// were.
func (s *snapshot) readStandards(prev map[string]parsedStandard) ([]*standard.Standard, []diag.Diagnostic) {
	folders := standard.Folders(s.tree)
	parsed := make([]parsedStandard, len(folders))
	parallel.Do(len(folders), func(i int) {
		p := prev[folders[i]]
		if hash := hashOf(s.tree.Under(folders[i])); p.hash != hash {
			p = parsedStandard{hash: hash}
			p.standard, p.problems = standard.Parse(s.tree, folders[i])
		}
		parsed[i] = p
	})
	var standards []*standard.Standard
	var problems []diag.Diagnostic
	for i, p := range parsed {
		s.standards[folders[i]] = p
		standards = append(standards, p.standard)
		problems = append(problems, p.problems...)
	}
	return standards, problems
}

// hashOf identifies files with their names.
func hashOf(list []files.File) [32]byte {
	h := sha256.New()
	for _, f := range list {
		fmt.Fprintf(h, "%q %d %x\n", f.Path, f.Size, f.Hash)
	}
	return [32]byte(h.Sum(nil))
}

// readPages parses the pages of content/, side by side, each once, but for those whose
// files are as they were.
func (s *snapshot) readPages(prev map[string]parsedPage) ([]*lesson.Lesson, []diag.Diagnostic) {
	var sources []files.File
	for _, f := range s.tree.Under("content") {
		if isPage(f.Path) {
			sources = append(sources, f)
		}
	}
	parsed := make([]parsedPage, len(sources))
	parallel.Do(len(sources), func(i int) {
		f := sources[i]
		p, ok := prev[f.Path]
		// The home page's settings are read anew each time: reading them uses them up.
		if !ok || p.hash != f.Hash || f.Path == lesson.HomeFile {
			p = parsedPage{hash: f.Hash}
			p.page, p.problems = readPage(f)
		}
		parsed[i] = p
	})
	var pages []*lesson.Lesson
	var problems []diag.Diagnostic
	for i, p := range parsed {
		s.pages[sources[i].Path] = p
		pages = append(pages, p.page)
		problems = append(problems, p.problems...)
	}
	return pages, problems
}

// readPage parses one page.
func readPage(f files.File) (*lesson.Lesson, []diag.Diagnostic) {
	if f.Data == nil {
		return lesson.Unreadable(f.Path), nil // it has been reported with the tree
	}
	t, ok := files.Decode(f.Data)
	if !ok {
		return lesson.Unreadable(f.Path), []diag.Diagnostic{lesson.Garbled(f.Path, f.Data)}
	}
	return lesson.Parse(f.Path, t.String)
}

// plainFiles sorts out the files of content/ that are no page.
func plainFiles(tree files.Tree) ([]copied, []graph.File, []diag.Diagnostic) {
	var copies []copied
	var known []graph.File
	var problems []diag.Diagnostic
	for _, f := range tree.Under("content") {
		address, reason := files.Address(strings.TrimPrefix(f.Path, "content/"))
		if isPage(f.Path) || reason != "" {
			continue // reading the tree has reported the name
		}
		if d, ok := lesson.Misnamed(f.Path); ok {
			problems = append(problems, d)
		}
		if d, ok := f.Broken(); ok {
			problems = append(problems, d)
		}
		copies = append(copies, copied{address, f})
		known = append(known, graph.File{
			Path: f.Path, Address: address, Size: f.Size,
			Width: f.Width, Height: f.Height, Image: markdown.IsImage(f.Path),
		})
	}
	return copies, known, problems
}

// result counts what the snapshot holds.
func (s *snapshot) result() Result {
	r := Result{Standards: len(s.graph.Standards), Pages: len(render.Index(s.graph)), BaseURL: s.graph.Home.BaseURL}
	for _, f := range s.tree.Files {
		r.Sources = append(r.Sources, f.Path)
	}
	for _, std := range s.graph.Standards {
		for range std.Requirements() {
			r.Requirements++
		}
	}
	for _, l := range s.graph.Lessons {
		if l.Kind == lesson.Teaching {
			r.Lessons++
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
