package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/importer"
)

// An importing is what the command line of `jinjie import` says.
type importing struct {
	file   string // what to import
	source string // the site's folder
	into   string // the standard's folder; empty: standard/CODE in the site's
	force  bool   // overwrite what was edited
}

func importCommand(t *talk) *cobra.Command {
	var o importing
	c := &cobra.Command{
		Use:   "import 文件",
		Short: "导入一份已发布的标准",
		Long: "导入一份已发布的标准，写成 standard/ 里的一个文件夹：正文、各等级的表格和原文。\n" +
			"文件可以是整份标准的 UTF-8 文本，也可以是只有表格的 CSV、TSV 或 Markdown。\n" +
			"没有收入的文字（页码、目录、重复的表头之类）逐条列出，写明原因。\n" +
			"勘误表 errata.csv 和递进表 progressions.csv 从不改动。",
		Example: "  jinjie import 社区治理职业技能等级标准.txt\n  jinjie import 590008.txt -o standard/590008 --force",
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return &usageError{cmd.CommandPath(), "没有写要导入的文件", "例如 jinjie import 590008.txt"}
			case len(args) > 1:
				return &usageError{cmd.CommandPath(), "一次只能导入一个文件", "文件名里有空格时，请用引号括起来"}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.file = args[0]
			return runImport(t, cmd, o)
		},
	}
	f := c.Flags()
	f.StringVarP(&o.source, "source", "s", ".", "站点所在的`文件夹`，不写就是当前文件夹")
	f.StringVarP(&o.into, "output", "o", "", "写入的`文件夹`，不写就是站点里的 standard/标准代码")
	f.BoolVar(&o.force, "force", false, "覆盖导入以后改过的文件")
	return c
}

func runImport(t *talk, cmd *cobra.Command, o importing) error {
	data, unread := files.ReadFile(o.file)
	if err := t.problems(unread); err != nil {
		return err
	}
	options := importer.Options{}
	if o.into != "" {
		options.Code = filepath.Base(o.into)
	}
	imp, problems := importer.Read(filepath.Base(o.file), data, options)
	if err := t.problems(diag.Sort(problems)); err != nil {
		return err
	}
	dir := o.into
	if dir == "" {
		if imp.Code == "" {
			return &usageError{cmd.CommandPath(), "文件里没有标准代码，无从知道写到哪里", "请用 -o standard/标准代码 指明文件夹"}
		}
		dir = filepath.Join(o.source, "standard", imp.Code)
	}
	return install(t, o, dir, imp)
}

// install writes what was read into dir, unless that would destroy somebody's work.
func install(t *talk, o importing, dir string, imp importer.Import) error {
	if err := t.problems(otherEdition(dir, imp)); err != nil {
		return err
	}
	same, differing, missing, err := files.Compare(dir, imp.Files)
	switch {
	case err != nil:
		return err
	case len(differing) == 0 && len(missing) == 0:
		t.result("%s 里的 %d 个文件与“%s”导入的完全相同，无事可做", dir, len(same), o.file)
		return nil
	case len(differing) > 0 && !o.force:
		return t.problems([]diag.Diagnostic{
			editedFiles.At(diag.Pos{File: filepath.ToSlash(dir)}, "文件夹里有些文件与要导入的不同，再次导入会丢失其中的改动：%s", strings.Join(differing, "、")).
				WithHint("确要用“%s”覆盖，请加上 --force", o.file)})
	}
	if err := files.Install(dir, imp.Files); err != nil {
		return err
	}
	summarise(t, dir, imp)
	return nil
}

// otherEdition reports a folder that holds another standard or another edition of this
// one: its errata and lanes belong to that text, so that even --force keeps off.
func otherEdition(dir string, imp importer.Import) []diag.Diagnostic {
	name := filepath.Join(dir, "standard.md")
	data, unread := files.ReadFile(name)
	if len(unread) > 0 {
		return nil // no standard stands there yet
	}
	code, version := importer.Edition(data)
	if code == "" || code == imp.Code && version == imp.Version {
		return nil
	}
	free := filepath.Join(filepath.Dir(dir), strings.Trim(imp.Code+"-"+imp.Version, "-"))
	return []diag.Diagnostic{
		differentEdition.At(diag.Pos{File: filepath.ToSlash(name)}, "这个文件夹里是标准 %s，要导入的是 %s", edition(code, version), edition(imp.Code, imp.Version)).
			WithHint("请写到另一个文件夹：-o %s", filepath.ToSlash(free))}
}

func edition(code, version string) string {
	if version == "" {
		return code
	}
	return code + "（" + version + " 版）"
}

// summarise says what was imported, and lists in full what was not and why: no character
// of the source goes missing in silence.
func summarise(t *talk, dir string, imp importer.Import) {
	c := imp.Counts
	var levels []string
	for _, l := range c.Levels {
		levels = append(levels, fmt.Sprintf("%s %d 条", l.Name, l.Requirements))
	}
	t.result("已导入标准 %s%s，写入 %s", edition(imp.Code, imp.Version), imp.Title, filepath.ToSlash(dir))
	t.result("%d 个工作领域，%d 个工作任务，%d 个编码，%d 条职业技能要求：%s", c.Areas, c.Tasks, c.Codes, c.Requirements, strings.Join(levels, "，"))
	if c.Chapters > 0 {
		t.result("正文 %d 个章节", c.Chapters)
	}
	if len(imp.Dropped) == 0 {
		t.result("原文的文字全部收入")
	} else {
		t.result("以下文字没有收入：")
	}
	for _, d := range byReason(imp.Dropped) {
		lines := fmt.Sprintf("第 %d 行", d.Line)
		if d.Last > d.Line {
			lines = fmt.Sprintf("第 %d 至 %d 行", d.Line, d.Last)
		}
		t.result("\t%s，%s：%s", lines, d.Reason, told(d.Text))
	}
	t.say("下一步：运行 jinjie check 检查，再运行 jinjie build 做成网站")
}

// byReason joins what was dropped for the same reason in many places: a separator is left
// out on every line of a table. A few places stay apart, since each may matter.
func byReason(all []importer.Dropped) []importer.Dropped {
	const few = 4
	places := map[string]int{}
	for _, d := range all {
		places[d.Reason]++
	}
	at := map[string]int{}
	var list []importer.Dropped
	for _, d := range all {
		i, ok := at[d.Reason]
		if !ok || places[d.Reason] <= few {
			at[d.Reason] = len(list)
			list = append(list, d)
			continue
		}
		list[i].Last = max(list[i].Last, d.Last)
		list[i].Text += "\n" + d.Text
	}
	return list
}

// told returns dropped text in full, but counts a few pieces that repeat, such as tags.
func told(text string) string {
	pieces := strings.Fields(text)
	counts := map[string]int{}
	for _, p := range pieces {
		counts[p]++
	}
	if len(counts)*3 > len(pieces) {
		return strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n\t\t")
	}
	var list []string
	for _, p := range slices.Sorted(maps.Keys(counts)) {
		list = append(list, fmt.Sprintf("“%s”%d 处", p, counts[p]))
	}
	return strings.Join(list, "，")
}
