package main

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"github.com/spf13/cobra"
	"golang.org/x/text/width"

	"jinjie/cmd/jinjie/internal/build"
	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
)

// A newLesson is what the command line of `jinjie new lesson` says.
type newLesson struct {
	source string
	title  string
	skills []string
	file   string
}

func newCommand(t *talk) *cobra.Command {
	c := &cobra.Command{
		Use:   "new",
		Short: "新建一课",
		Long:  "新建一课：写好文件头和框架，要求的原文抄在里面。",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	c.AddCommand(newLessonCommand(t))
	return c
}

func newLessonCommand(t *talk) *cobra.Command {
	var o newLesson
	c := &cobra.Command{
		Use:   "lesson 标题",
		Short: "新建一课，写好框架",
		Long: "在 content/lessons/ 里新建一课，写好文件头和框架，把要求的原文抄在学习目标里。\n" +
			"文件名用标题的拼音：中文的网址在微信里会变成一长串 %E5…。已有的文件不会覆盖。",
		Example: "  jinjie new lesson 入户走访 --skills 1.3.1@初级\n  jinjie new lesson 入户走访 --skills 1.3.1@初级,1.3.2@初级 --file ruhu-mopai\n  jinjie new lesson 政信搜集 --skills 1.3@初级",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || strings.TrimSpace(args[0]) == "" {
				return &usageError{cmd.CommandPath(), "要写一个标题", "例如 jinjie new lesson 入户走访 --skills 1.3.1@初级；标题里有空格就用引号括起"}
			}
			return nil
		},
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.title = strings.TrimSpace(args[0])
			return runNewLesson(t, cmd, o)
		},
	}
	f := c.Flags()
	f.StringVarP(&o.source, "source", "s", ".", "站点所在的`文件夹`，不写就是当前文件夹")
	f.StringSliceVar(&o.skills, "skills", nil, "讲授的`编码`，写明等级，几个用逗号隔开，例如 1.3.1@初级,1.3.2@初级；写任务就是其中全部编码，例如 1.3@初级")
	f.StringVar(&o.file, "file", "", "`文件名`，不写就用标题的拼音")
	c.RegisterFlagCompletionFunc("skills", func(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
		return skillCodes(o.source, begun), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	})
	return c
}

// skillCodes lists the requirements of a site as --skills takes them, for completion,
// behind those that are written already.
func skillCodes(source, begun string) []string {
	g, _, err := build.Graph(build.Options{Source: source})
	if err != nil {
		return nil
	}
	before := begun[:strings.LastIndex(begun, ",")+1]
	var list []string
	for _, s := range g.Standards {
		for _, k := range s.Skills {
			for i, q := range k.Steps {
				if q != nil && s.Current == s {
					list = append(list, before+prefix(g, s)+k.Code+"@"+s.Levels[i].Name+"\t"+q.Text.Corrected())
				}
			}
		}
	}
	return list
}

// prefix is what a code of s needs before it in a site.
func prefix(g *graph.Graph, s *graph.Standard) string {
	for _, other := range g.Standards {
		if other.Current == other && other != s {
			return s.Code + "/"
		}
	}
	return ""
}

func runNewLesson(t *talk, cmd *cobra.Command, o newLesson) error {
	name := o.file
	if name == "" {
		name = romanized(o.title)
	}
	name = strings.TrimPrefix(strings.TrimSuffix(filepath.ToSlash(name), ".md"), "content/lessons/")
	if name == "" {
		return &usageError{cmd.CommandPath(), "标题“" + o.title + "”写不成文件名", "用 --file 写明文件名"}
	}
	file := path.Join("content/lessons", name+".md")
	if _, reason := files.Address(strings.TrimPrefix(file, "content/")); reason != "" || !strings.HasPrefix(file, "content/lessons/") {
		return &usageError{cmd.CommandPath(), "“" + name + "”不能作文件名", "用 --file 另写一个，最好只用小写英文字母、数字和连字符"}
	}
	g, _, err := loadGraph(t, cmd, o.source)
	if err != nil {
		return err
	}
	taught, err := findTaught(cmd, g, o.skills)
	if err != nil {
		return err
	}
	if err := files.Create(filepath.Join(o.source, filepath.FromSlash(file)), []byte(skeleton(g, o.title, taught))); err != nil {
		return err
	}
	t.result("%s", file)
	return nil
}

// findTaught finds the requirements that --skills names.
func findTaught(cmd *cobra.Command, g *graph.Graph, skills []string) ([]*graph.Requirement, error) {
	var list []*graph.Requirement
	for _, written := range skills {
		for _, word := range strings.FieldsFunc(written, func(c rune) bool { return strings.ContainsRune("，、 [］［]", c) }) {
			found, e := findRequirements(g, word)
			if e != nil {
				e.command = cmd.CommandPath()
				return nil, e
			}
			for _, q := range found {
				if !slices.Contains(list, q) {
					list = append(list, q)
				}
			}
		}
	}
	return list, nil
}

// findRequirements finds what a word such as 1.3.1@初级 means: one requirement, or those
// of a whole task at that level (1.3@初级).
func findRequirements(g *graph.Graph, word string) ([]*graph.Requirement, *usageError) {
	c, ok := lesson.ParseCode(word)
	if !ok {
		return nil, &usageError{message: "“" + word + "”不是编码", hint: "写作 1.3.1@初级"}
	}
	found := map[*graph.Standard][]*graph.Requirement{}
	var in []*graph.Standard
	var known []string
	for _, s := range g.Standards {
		if s.Current != s || c.Standard != "" && c.Standard != s.Code {
			continue
		}
		for _, k := range s.Skills {
			for i, q := range k.Steps {
				if q == nil {
					continue
				}
				known = append(known, prefix(g, s)+k.Code+"@"+s.Levels[i].Name)
				if (k.Code == c.Code || k.Task.Number == c.Code) && (c.Level == s.Levels[i].Name || c.Level == s.Levels[i].ID) {
					found[s] = append(found[s], q)
				}
			}
		}
		if found[s] != nil {
			in = append(in, s)
		}
	}
	switch {
	case len(in) == 1:
		return found[in[0]], nil
	case len(in) > 1:
		return nil, &usageError{message: "几项标准都有“" + word + "”", hint: "写明标准，例如 " + in[0].Code + "/" + word}
	}
	return nil, notFound(word, c, known)
}

// notFound tells why a word of --skills means nothing.
func notFound(word string, c lesson.Code, known []string) *usageError {
	whole := func(n string) bool { return strings.HasPrefix(n, c.Code+"@") || strings.HasPrefix(n, c.Code+".") }
	if i := slices.IndexFunc(known, whole); c.Level == "" && i >= 0 {
		_, level, _ := strings.Cut(known[i], "@")
		return &usageError{message: "没有写明“" + word + "”是哪个等级", hint: "例如 " + c.Code + "@" + level}
	}
	e := &usageError{message: "没有“" + word + "”这条要求"}
	if near := diag.Nearest(word, known); near != "" {
		e.hint = "是不是“" + near + "”？"
	} else if len(known) == 0 {
		e.hint = "站点里还没有标准，先用 jinjie import 导入一份"
	}
	return e
}

// romanized is a title in pinyin, as a file is named: 入户走访 becomes ruhuzoufang.
func romanized(title string) string {
	args := pinyin.NewArgs()
	var b strings.Builder
	for _, c := range strings.ToLower(width.Fold.String(title)) {
		switch {
		case unicode.Is(unicode.Han, c):
			if said := pinyin.SinglePinyin(c, args); len(said) > 0 {
				b.WriteString(said[0])
			}
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b.WriteRune(c)
		case c == ' ' || c == '-' || c == '_':
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

// skeleton is a lesson that is yet to be written: its front matter, the requirements in
// the official words, and the parts that a lesson has.
func skeleton(g *graph.Graph, title string, taught []*graph.Requirement) string {
	var b strings.Builder
	level := commonLevel(taught)
	var codes []string
	for _, q := range taught {
		codes = append(codes, writtenCode(g, q, level))
	}
	fmt.Fprintf(&b, "---\ntitle: %s\nskills: [%s]\n", quoted(title), strings.Join(codes, ", "))
	if level != "" {
		fmt.Fprintf(&b, "level: %s\n", level)
	}
	b.WriteString("hours: 2\nsummary: \"\"\n---\n\n## 学习目标\n\n")
	for i, q := range taught {
		fmt.Fprintf(&b, "- [[%s]]：%s\n", codes[i], q.Text.Corrected())
	}
	if len(taught) == 0 {
		b.WriteString("学完这一课，能……\n")
	}
	b.WriteString("\n## 要懂得的\n\n## 怎么做\n\n1. ……\n\n## 案例\n\n### 讨论\n\n## 课堂活动\n\n## 常见错误\n\n## 自测\n\n<details>\n<summary>参考答案</summary>\n\n1. ……\n\n</details>\n")
	return b.String()
}

// commonLevel is the name of the level of all requirements, or empty where they differ.
func commonLevel(list []*graph.Requirement) string {
	name := ""
	for _, q := range list {
		own := q.Skill.Task.Area.Standard.Levels[q.Level].Name
		if name != "" && own != name {
			return ""
		}
		name = own
	}
	return name
}

// writtenCode names a requirement in a lesson whose codes have level where nothing else is said.
func writtenCode(g *graph.Graph, q *graph.Requirement, level string) string {
	s := q.Skill.Task.Area.Standard
	code := prefix(g, s) + q.Code
	if level == "" {
		code += "@" + s.Levels[q.Level].Name
	}
	return code
}

// quoted writes a value of front matter, in quotation marks where it needs them.
func quoted(value string) string {
	if strings.ContainsAny(value, ":#'\"[]{},&*!|>%@`\\") || strings.HasPrefix(value, "-") || strings.HasPrefix(value, "?") {
		return "'" + strings.ReplaceAll(value, "'", "''") + "'"
	}
	return value
}
