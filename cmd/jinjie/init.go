package main

import (
	"embed"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"jinjie/cmd/jinjie/internal/files"
)

// scaffold is a small site that is complete: a standard of its own, lessons, a course.
//
//go:embed all:scaffold
var scaffold embed.FS

func initCommand(t *talk) *cobra.Command {
	return &cobra.Command{
		Use:   "init 文件夹",
		Short: "新建一个站点",
		Long: "新建一个站点：一项示例标准、两课、一个课程，当即可以生成。\n" +
			"文件夹须是新的或者空的，已有的文件不会改动。",
		Example: "  jinjie init 我的站点",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{cmd.CommandPath(), "要写一个文件夹", "例如 jinjie init 我的站点"}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runInit(t, cmd, args[0]) },
	}
}

func runInit(t *talk, cmd *cobra.Command, dir string) error {
	entries, err := os.ReadDir(dir)
	if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
		return &usageError{cmd.CommandPath(), "“" + dir + "”是文件，不是文件夹", "换一个名字"}
	}
	if err == nil && len(entries) > 0 {
		return &usageError{cmd.CommandPath(), "文件夹“" + dir + "”里已经有文件", "换一个新的文件夹；已有站点里新建一课用 jinjie new lesson"}
	}
	site := map[string][]byte{}
	err = fs.WalkDir(scaffold, "scaffold", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := scaffold.ReadFile(name)
		site[strings.TrimPrefix(name, "scaffold/")] = data
		return err
	})
	if err != nil {
		return err
	}
	if err := files.Install(dir, site); err != nil {
		return err
	}
	t.result("站点已建在 %s，共 %d 个文件", filepath.Clean(dir), len(site))
	t.say("接下来：\n  cd %s\n  jinjie build\n然后用浏览器打开 public/index.html；要导入自己的标准，运行 jinjie import 文件", filepath.Clean(dir))
	return nil
}
