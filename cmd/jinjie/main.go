// Command jinjie (进阶) turns a vocational skill standard's tables and the pages written
// beside them into one cross-referenced website.
//
// This package is the roof of the house: it knows flags, exit codes and how the program
// talks, and leaves all work to the rooms in internal. README.md tells how they fit.
package main

import (
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

func main() {
	// Explorer starts a program in a window of its own, which closes with it.
	cobra.MousetrapHelpText = "进阶（jinjie）要在命令行里运行。\n请打开站点所在的文件夹，在地址栏输入 cmd 并回车，再输入 jinjie build。\n"
	cobra.MousetrapDisplayDuration = time.Minute
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is the whole program: it does what args say and returns the exit code.
func run(args []string, stdout, stderr io.Writer) (code int) {
	t := &talk{out: stdout, err: stderr}
	defer func() {
		if p := recover(); p != nil {
			code = t.crashed(p)
		}
	}()
	root := rootCommand(t)
	root.SetArgs(args)
	if err := unknownCommand(root, args); err != nil {
		return t.failed(err)
	}
	cmd, err := root.ExecuteC()
	return t.failed(usageOf(cmd, err))
}

// rootCommand makes the program's commands. Everything that the library would say in
// English is replaced here: its help, its errors, its completion command.
func rootCommand(t *talk) *cobra.Command {
	root := &cobra.Command{
		Use:   "jinjie",
		Short: "进阶（jinjie）把职业技能等级标准做成一个前后贯通的网站",
		Long: "进阶（jinjie）把职业技能等级标准做成一个前后贯通的网站：\n" +
			"每个编码一页，写明各等级的要求怎样一级一级往上走。",
		Args:          noArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if version, _ := cmd.Flags().GetBool("version"); version {
				t.result("%s", versionLine())
				return nil
			}
			return cmd.Help()
		},
	}
	root.SetOut(t.out)
	root.SetErr(t.err)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { t.help(cmd) })
	root.SetUsageFunc(func(cmd *cobra.Command) error { t.help(cmd); return nil })
	root.SetHelpCommand(helpCommand(t))
	root.PersistentFlags().BoolP("help", "h", false, "显示说明")
	root.Flags().Bool("version", false, "显示版本")
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(buildCommand(t), checkCommand(t), importCommand(t), initCommand(t), newCommand(t), progressionsCommand(t), reviewCommand(t), completionCommand(t), versionCommand(t))
	return root
}

// unknownCommand reports a first argument that names no command, before the flags behind
// it are taken for the program's own.
func unknownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") || strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		return nil
	}
	root.InitDefaultHelpCmd()
	if cmd, _, err := root.Find(args[:1]); err == nil && cmd != root {
		return nil
	}
	return noSuchCommand(root, args[0])
}
