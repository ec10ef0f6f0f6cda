package main

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"jinjie/cmd/jinjie/internal/build"
	"jinjie/cmd/jinjie/internal/diag"
)

// A checking is what the flags of `jinjie check` say.
type checking struct {
	source  string
	format  string
	strict  bool
	taught  string // at least so many percent
	explain string
}

// formats are the ways to write a list of problems.
var formats = map[string]func(w io.Writer, list []diag.Diagnostic) error{
	"text":  diag.WriteText,
	"json":  diag.WriteJSON,
	"sarif": func(w io.Writer, list []diag.Diagnostic) error { return diag.WriteSARIF(w, list, kinds()) },
}

func checkCommand(t *talk) *cobra.Command {
	var o checking
	c := &cobra.Command{
		Use:   "check [路径…]",
		Short: "检查源文件，不写网站",
		Long: "检查源文件，不写网站。错误和警告逐条列出，写明文件、行、列和可能的改法。\n" +
			"每条末尾方括号里是问题的代码，用 --explain 查看它的来由。\n" +
			"后面写上文件或文件夹，就只列出其中的问题，合格不合格也只看这些。",
		Example: "  jinjie check\n  jinjie check content/lessons/ruhu-mopai.md\n  jinjie check --min-coverage 90%\n  jinjie check --explain repeated-code\n  jinjie check --format sarif > jinjie.sarif",
		Args:    noWideDash,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case cmd.Flags().Changed("explain"):
				return explain(t, cmd, o.explain)
			case formats[o.format] == nil:
				return &usageError{cmd.CommandPath(), "选项“--format”不能是“" + o.format + "”", "可以写 text、json 或 sarif"}
			}
			if _, ok := percent(o.taught); !ok {
				return &usageError{cmd.CommandPath(), "选项“--min-coverage”不能是“" + o.taught + "”", "写作 90%"}
			}
			return runCheck(t, cmd, o, args)
		},
	}
	f := c.Flags()
	f.StringVarP(&o.source, "source", "s", ".", "站点所在的`文件夹`，不写就是当前文件夹")
	f.StringVar(&o.format, "format", "text", "列表的`格式`：text、json 或 sarif，不写就是 text")
	f.BoolVar(&o.strict, "strict", false, "有警告也算不合格，退出码为 1")
	f.StringVar(&o.taught, "min-coverage", "", "每项标准至少要讲授的`比例`，例如 90%，不到就算不合格")
	f.StringVar(&o.explain, "explain", "", "说明一个问题`代码`的来由，不检查源文件")
	return c
}

// runCheck checks the site, and shows what is wrong with the files that paths name, or
// with all.
func runCheck(t *talk, cmd *cobra.Command, o checking, paths []string) error {
	least, _ := percent(o.taught)
	r, problems, err := build.Check(build.Options{Source: o.source, MinCoverage: least})
	if errors.Is(err, build.ErrNoSource) {
		return noSource(cmd, o.source)
	}
	if err != nil {
		return err
	}
	shown, others := problems, []diag.Diagnostic(nil)
	if len(paths) > 0 && len(r.Sources) > 0 {
		chosen, err := selected(cmd, o.source, paths, slices.Concat(r.Sources, filesOf(problems)))
		if err != nil {
			return err
		}
		shown, others = parted(problems, func(d diag.Diagnostic) bool { return chosen.holds(d.Pos.File) })
	}
	if err := t.list(formats[o.format], shown); err != nil {
		return err
	}
	t.say("检查完毕，%s", verdict(r, shown, others))
	if diag.Errors(shown) > 0 || o.strict && len(shown) > 0 {
		return errSources
	}
	return nil
}

// verdict sums up what is shown, and what is not.
func verdict(r build.Result, shown, others []diag.Diagnostic) string {
	switch {
	case len(shown) == 0 && len(others) == 0:
		return "没有发现问题：" + contents(r)
	case len(shown) == 0:
		return "这里没有发现问题；别处" + tally(others)
	case len(others) == 0:
		return tally(shown)
	}
	return tally(shown) + "；别处还" + tally(others)
}

// parted sets those problems apart that are not kept.
func parted(problems []diag.Diagnostic, keep func(diag.Diagnostic) bool) (kept, rest []diag.Diagnostic) {
	for _, d := range problems {
		if keep(d) {
			kept = append(kept, d)
		} else {
			rest = append(rest, d)
		}
	}
	return kept, rest
}

// filesOf lists the files that problems name: some cannot even be found by reading the site.
func filesOf(problems []diag.Diagnostic) []string {
	var list []string
	for _, d := range problems {
		if d.Pos.File != "" {
			list = append(list, d.Pos.File)
		}
	}
	return list
}

// percentForm is a share such as “90%” or “90”.
var percentForm = regexp.MustCompile(`^([0-9]{1,3}(?:\.[0-9]+)?)[%％]?$`)

// percent reads a share; nothing is 0.
func percent(text string) (float64, bool) {
	if text == "" {
		return 0, true
	}
	m := percentForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(m[1], 64)
	return n, err == nil && n <= 100
}

// contents says what a site holds.
func contents(r build.Result) string {
	lessons := ""
	if r.Lessons > 0 {
		lessons = fmt.Sprintf("%d 课，", r.Lessons)
	}
	return fmt.Sprintf("%d 份标准，%d 条职业技能要求，%s%d 个网页", r.Standards, r.Requirements, lessons, r.Pages)
}

// tally counts problems, such as "2 个错误，1 个警告".
func tally(problems []diag.Diagnostic) string {
	faults := diag.Errors(problems)
	switch warnings := len(problems) - faults; {
	case faults == 0:
		return fmt.Sprintf("有 %d 个警告", warnings)
	case warnings == 0:
		return fmt.Sprintf("有 %d 个错误", faults)
	default:
		return fmt.Sprintf("有 %d 个错误、%d 个警告", faults, warnings)
	}
}

// explain prints what a code means.
func explain(t *talk, cmd *cobra.Command, code string) error {
	all := kinds()
	i := slices.IndexFunc(all, func(k diag.Kind) bool { return k.Code == code })
	if i >= 0 {
		t.result("%s（%s）：%s\n\n%s", all[i].Code, all[i].Severity, all[i].Title, all[i].Why)
		return nil
	}
	var codes []string
	for _, k := range all {
		codes = append(codes, k.Code)
	}
	e := &usageError{command: cmd.CommandPath(), message: "没有“" + code + "”这个问题代码"}
	if near := diag.Nearest(code, codes); near != "" {
		e.hint = "是不是“" + near + "”？"
	}
	return e
}
