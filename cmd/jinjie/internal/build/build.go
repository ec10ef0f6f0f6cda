// Package build knows the order of work: it turns an author's tree into the finished
// site, and knows what need not be done again.
//
// The way through, one function a stage:
//
//	files.ReadTree     the disk → a tree: names, hashes, the bytes of what is parsed
//	read               tree → standards and settings → graph, held against the rules
//	plan               graph, theme, copied files → every address of the site, each once
//	render             every page, side by side, and what is to be searched of it
//	search.Build       the index of the search
//	files.Publish      all or nothing
//
// Problems of the sources gather on the way; a stage that needs sound sources is not
// entered with an error among them. The result depends on the tree and the options
// alone, never on time, place or the number of processors.
package build

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/graph"
)

// Options say what to build from and where to.
type Options struct {
	Source      string  // the site's folder, the one that holds content/ and standard/
	Destination string  // where the finished site goes; Check ignores it
	BaseURL     string  // in place of base_url in content/index.md; empty: as written there
	Drafts      bool    // publish drafts too
	MinCoverage float64 // for Check: how many percent of each standard must be taught; 0: any
	Program     string  // identifies the program; empty: every build does all its work

	preview bool // whether only authors see the site: nothing counts their visits
}

// A Result says what a build or a check has seen and done.
type Result struct {
	Standards    int      // editions of standards
	Requirements int      // of all of them
	Lessons      int      // that are published
	Pages        int      // HTML pages of the site
	BaseURL      string   // the address the site is made for; empty: what must be absolute is left out
	Sources      []string // all files that the site is made from, by path, sorted
	Report       files.Report
}

// Run builds the site. With an error among the problems the published site is as it
// was; an error value means that the machine failed.
func Run(opts Options) (Result, []diag.Diagnostic, error) {
	s, err := open(opts)
	if err != nil {
		return Result{}, nil, err
	}
	inputs := fingerprint(s.tree, opts)
	if diag.Errors(s.problems) == 0 && inputs != "" && files.Current(opts.Destination, inputs) {
		result := s.result()
		result.Report.Nothing = true
		return result, s.problems, nil
	}
	made, problems, err := s.make()
	if err != nil || diag.Errors(problems) > 0 {
		return s.result(), problems, err
	}
	result := s.result()
	report, more, err := files.Publish(opts.Destination, files.Site{Artifacts: s.artifacts(made), Inputs: inputs, Sources: s.root})
	result.Report = report
	return result, diag.Sort(append(problems, more...)), err
}

// Check does all that Run does but publish: each page is rendered once into nothing, so
// that faults of templates show. The problems of drafts are among those returned.
func Check(opts Options) (Result, []diag.Diagnostic, error) {
	s, err := open(opts)
	if err != nil {
		return Result{}, nil, err
	}
	_, problems, err := s.make()
	problems = slices.Concat(problems, s.drafts, tooLittleTaught(s.graph, opts.MinCoverage))
	return s.result(), diag.Sort(problems), err
}

// Graph reads and joins the sources, and makes no page.
func Graph(opts Options) (*graph.Graph, []diag.Diagnostic, error) {
	s, err := open(opts)
	if err != nil {
		return nil, nil, err
	}
	return s.graph, s.problems, nil
}

// tooLittleTaught reports each standard of which lessons teach too little. A requirement
// whose lesson awaits its review does not count as taught; one that may be taught by a
// page that could not be read does.
func tooLittleTaught(g *graph.Graph, percent float64) []diag.Diagnostic {
	var problems []diag.Diagnostic
	for _, s := range g.Standards {
		t := s.Tally(func(*graph.Requirement) bool { return true })
		unread := s.Tally(g.MayTeach)
		most := t.Taught + unread.All - unread.Taught
		if percent <= 0 || s.Current != s || t.All == 0 || float64(most)*100 >= percent*float64(t.All) {
			continue
		}
		problems = append(problems, coverageTooLow.At(s.Pos, "标准 %s 的 %d 条要求讲授了 %d 条（%.1f%%），不到 %g%%",
			s.Code, t.All, t.Taught, float64(t.Taught)*100/float64(t.All), percent).
			WithHint("未讲授的要求逐条列在网站的 %s", s.Page("coverage")))
	}
	return problems
}

// ErrNoSource means that the site's folder does not exist.
var ErrNoSource = errors.New("没有这个文件夹")

// open reads the sources from the disk.
func open(opts Options) (*snapshot, error) {
	tree, problems, err := files.ReadTree(opts.Source, parsed)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoSource
	}
	if err != nil {
		return nil, fmt.Errorf("站点所在的文件夹读不出来：%s", files.Reason(err))
	}
	root, err := filepath.Abs(opts.Source)
	if err != nil {
		return nil, fmt.Errorf("找不到站点所在的文件夹：%w", err)
	}
	return read(nil, tree, problems, root, opts), nil
}

// fingerprint identifies everything that the site depends on; empty where the program
// is unknown, since then nothing can be said.
func fingerprint(tree files.Tree, opts Options) string {
	if opts.Program == "" {
		return ""
	}
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %t %x\n", opts.Program, opts.BaseURL, opts.Drafts, hashOf(tree.Files))
	return hex.EncodeToString(h.Sum(nil))
}
