package main

import (
	"cmp"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jinjie/cmd/jinjie/internal/build"
	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
)

func reviewCommand(t *talk) *cobra.Command {
	var source string
	c := &cobra.Command{
		Use:   "review 课…",
		Short: "记下课所依据的要求文字",
		Long: "在课的文件头里记下它讲授和考核的每条要求现在的文字（指纹，一个编码一行）。\n" +
			"日后文字因勘误或换版变了，检查时就会提醒：这一课待复核。\n" +
			"课写文件或文件夹；写文件夹就是其中所有的课。文件的其余部分一字不动。",
		Example: "  jinjie review content/lessons/ruhu-mopai.md\n  jinjie review content/lessons",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &usageError{cmd.CommandPath(), "要写课的文件或文件夹", "例如 jinjie review content/lessons"}
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			return lessonPaths(source), cobra.ShellCompDirectiveDefault
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runReview(t, cmd, source, args) },
	}
	c.Flags().StringVarP(&source, "source", "s", ".", "站点所在的`文件夹`，不写就是当前文件夹")
	return c
}

// loadGraph reads the site of a command. A folder without one is a problem that is said:
// whoever works in the wrong folder would look for the mistake in what they have typed.
func loadGraph(t *talk, cmd *cobra.Command, source string) (*graph.Graph, []diag.Diagnostic, error) {
	g, problems, err := build.Graph(build.Options{Source: source, Drafts: true})
	if errors.Is(err, build.ErrNoSource) {
		return nil, nil, noSource(cmd, source)
	}
	if i := slices.IndexFunc(problems, func(d diag.Diagnostic) bool { return d.Code == "no-site" }); i >= 0 {
		return nil, nil, cmp.Or(t.problems(problems[i:i+1]), errSources)
	}
	return g, problems, err
}

func runReview(t *talk, cmd *cobra.Command, source string, args []string) error {
	g, problems, err := loadGraph(t, cmd, source)
	if err != nil {
		return err
	}
	chosen, err := chosenLessons(cmd, g, source, args)
	if err != nil {
		return err
	}
	// A lesson with errors would be reviewed against the wrong requirements.
	hinder := slices.DeleteFunc(errorsOnly(slices.Clone(problems)), func(d diag.Diagnostic) bool {
		return strings.HasPrefix(d.Pos.File, "content/") && !slices.ContainsFunc(chosen, func(l *graph.Lesson) bool { return l.Path == d.Pos.File })
	})
	if len(hinder) > 0 {
		return cmp.Or(t.problems(hinder), errSources)
	}
	changed := 0
	for _, l := range chosen {
		did, err := review(t, source, l)
		if err != nil {
			return err
		}
		if did {
			changed++
		}
	}
	t.say("复核了 %d 课，改写 %d 个文件", len(chosen), changed)
	return nil
}

// chosenLessons finds the lessons that paths name: files, or folders of them.
func chosenLessons(cmd *cobra.Command, g *graph.Graph, source string, args []string) ([]*graph.Lesson, error) {
	var list []*graph.Lesson
	for _, arg := range args {
		name := withinSite(source, arg)
		found := false
		for _, l := range g.Lessons {
			if l.Path == name || name == "." || strings.HasPrefix(l.Path, name+"/") {
				found = true
				if len(l.Skills)+len(l.Lesson.Assesses)+len(l.Reviewed) > 0 && !slices.Contains(list, l) {
					list = append(list, l)
				}
			}
		}
		if !found {
			e := &usageError{command: cmd.CommandPath(), message: "站点里没有“" + arg + "”这一课"}
			if near := nearPath(name, pathsOf(g)); near != "" {
				e.hint = "是不是“" + near + "”？"
			} else {
				e.hint = "写文件或文件夹，例如 jinjie review content/lessons"
			}
			return nil, e
		}
	}
	return list, nil
}

func pathsOf(g *graph.Graph) []string {
	var list []string
	for _, l := range g.Lessons {
		list = append(list, l.Path)
	}
	return list
}

// lessonPaths lists the lessons of a site, for completion; none if it cannot be read.
func lessonPaths(source string) []string {
	g, _, err := build.Graph(build.Options{Source: source, Drafts: true})
	if err != nil {
		return nil
	}
	return pathsOf(g)
}

// review writes the fingerprints of one lesson, and tells whether its file changed.
func review(t *talk, source string, l *graph.Lesson) (bool, error) {
	name := filepath.Join(source, filepath.FromSlash(l.Path))
	data, problems := files.ReadFile(name)
	if len(problems) > 0 {
		return false, t.problems(problems)
	}
	text, ok := files.Decode(data)
	if !ok || text.Encoding != "UTF-8" {
		t.say("%s：没有改写：文件是 %s 编码，请先另存为 UTF-8", l.Path, text.Encoding)
		return false, errSources
	}
	bom := string(data[:len(data)-len(text.String)])
	out, err := lesson.Record(l.Path, text.String, reviews(l))
	if errors.Is(err, lesson.ErrForm) {
		t.say("%s：没有改写：%s", l.Path, err)
		return false, errSources
	}
	if err != nil || out == text.String {
		return false, err
	}
	t.say("%s：记下 %d 条要求的文字", l.Path, len(reviews(l)))
	return true, files.Install(filepath.Dir(name), map[string][]byte{filepath.Base(name): []byte(bom + out)})
}

// reviews are the fingerprints of what a lesson teaches and assesses, by code and level.
func reviews(l *graph.Lesson) []lesson.Review {
	var list []lesson.Review
	seen := map[*graph.Requirement]bool{}
	for _, q := range slices.Concat(l.Teaches, l.Assesses) {
		if seen[q] {
			continue
		}
		seen[q] = true
		s := q.Skill.Task.Area.Standard
		written := q.Code + "@" + s.Levels[q.Level].Name
		if l.Standard != s {
			written = strings.TrimSuffix(s.Base, "/") + "/" + written
		}
		list = append(list, lesson.Review{Code: lesson.Code{Written: written}, Hash: q.Fingerprint()})
	}
	return list
}
