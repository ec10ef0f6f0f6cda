package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jinjie/cmd/jinjie/internal/compare"
	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/standard"
)

// A suggesting is what the command line of `jinjie progressions suggest` says.
type suggesting struct {
	code   string // of the standard
	source string // the site's folder
	out    string // the file to write; empty: standard output
}

func progressionsCommand(t *talk) *cobra.Command {
	c := &cobra.Command{
		Use:   "progressions",
		Short: "内容递进：哪条要求由上一级的哪条承接",
		Long:  "内容递进把各等级讲同一件事的要求连起来，不论编码是否相同。审定的递进写在标准文件夹的 progressions.csv 里。",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	c.AddCommand(suggestCommand(t))
	return c
}

func suggestCommand(t *talk) *cobra.Command {
	var o suggesting
	c := &cobra.Command{
		Use:   "suggest 标准代码",
		Short: "按文字提出递进，供人审定",
		Long: "按各条要求的文字提出内容递进，写成 CSV，供人逐条审定。每条注明相似度和理由；\n" +
			"已有审定的 progressions.csv 时，另注明与它不同的地方。提出的递进不会自动发布。",
		Example: "  jinjie progressions suggest 590008\n  jinjie progressions suggest 590008 -o 待审.csv",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{cmd.CommandPath(), "要写一个标准代码", "例如 jinjie progressions suggest 590008"}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.code = args[0]
			return runSuggest(t, cmd, o)
		},
	}
	f := c.Flags()
	f.StringVarP(&o.source, "source", "s", ".", "站点所在的`文件夹`，不写就是当前文件夹")
	f.StringVarP(&o.out, "output", "o", "", "写入的`文件`，不写就显示在屏幕上；已有的文件不会覆盖")
	return c
}

func runSuggest(t *talk, cmd *cobra.Command, o suggesting) error {
	s, err := findStandard(t, cmd, o)
	if err != nil {
		return err
	}
	proposals := compare.NewLexicon(s).Suggest(s)
	data, differ := proposalsCSV(s, proposals)
	if o.out == "" {
		t.result("%s", strings.TrimRight(string(data), "\r\n"))
	} else if err := files.Create(o.out, data); err != nil {
		return err
	}
	t.say("提出 %d 条递进，都待审定", len(proposals))
	if s.HasLanes {
		t.say("与审定的递进不同的有 %d 条，见“与审定不同”一列", differ)
	}
	return nil
}

// findStandard reads the standard with the code that was asked for.
func findStandard(t *talk, cmd *cobra.Command, o suggesting) (*standard.Standard, error) {
	tree, problems, err := files.ReadTree(o.source, func(name string) bool { return strings.HasPrefix(name, "standard/") })
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, dir := range standard.Folders(tree) {
		s, more := standard.Parse(tree, dir)
		if s.Code == o.code {
			return s, t.problems(diag.Sort(errorsOnly(append(problems, more...))))
		}
		codes = append(codes, s.Code)
	}
	e := &usageError{command: cmd.CommandPath(), message: "没有代码为“" + o.code + "”的标准"}
	if near := diag.Nearest(o.code, codes); near != "" {
		e.hint = "是不是“" + near + "”？"
	} else if len(codes) > 0 {
		e.hint = "有的是：" + strings.Join(codes, "、")
	} else {
		e.hint = "这里一份标准也没有；请进入站点所在的文件夹再运行，或者用 -s 指明"
	}
	return nil, e
}

func errorsOnly(list []diag.Diagnostic) []diag.Diagnostic {
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
}

// proposalsCSV writes proposals as progressions.csv is written, with two columns more:
// how like the statements are, and where the reviewed lanes differ. It counts those.
func proposalsCSV(s *standard.Standard, proposals []compare.Proposal) (data []byte, differ int) {
	header := []string{"递进"}
	for _, l := range s.Levels {
		header = append(header, l.Name)
	}
	rows := [][]string{append(header, "依据", "审核人", "日期", "相似度", "与审定不同")}
	times := map[string]int{}
	for _, p := range proposals {
		row := []string{p.Name}
		if times[p.Name]++; times[p.Name] > 1 {
			row[0] = fmt.Sprintf("%s（%d）", p.Name, times[p.Name])
		}
		for _, codes := range p.Codes {
			row = append(row, strings.Join(codes, " "))
		}
		score := ""
		if p.Score > 0 {
			score = fmt.Sprintf("%.2f", p.Score)
		}
		note := difference(s, p)
		if note != "" {
			differ++
		}
		rows = append(rows, append(row, p.Reason, "", "", score, note))
	}
	return standard.FormatCSV(rows), differ
}

// difference names the reviewed lanes that a proposal does not agree with.
func difference(s *standard.Standard, p compare.Proposal) string {
	var notes []string
	for _, lane := range s.Lanes {
		codes := make([][]string, len(lane.Codes))
		touches := false
		for i, refs := range lane.Codes {
			for _, r := range refs {
				codes[i] = append(codes[i], r.Code)
				touches = touches || slices.Contains(p.Codes[i], r.Code)
			}
			slices.Sort(codes[i])
		}
		if !touches || slices.EqualFunc(codes, p.Codes, slices.Equal) {
			continue
		}
		var cells []string
		for i, c := range codes {
			if len(c) > 0 {
				cells = append(cells, s.Levels[i].Name+" "+strings.Join(c, " "))
			}
		}
		notes = append(notes, fmt.Sprintf("审定作“%s”：%s", lane.Name, strings.Join(cells, "，")))
	}
	return strings.Join(notes, "；")
}
