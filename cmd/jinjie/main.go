// Command jinjie (进阶) turns a vocational skill standard's tables and the pages written
// beside them into one cross-referenced website.
//
// This package is the roof of the house: it knows flags, exit codes and how the program
// talks, and leaves all work to the rooms in internal. README.md tells how they fit.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/inconshreveable/mousetrap"
	"github.com/spf13/cobra"
)

func main() {
	cobra.MousetrapHelpText = "" // a double click is answered here
	if len(os.Args) == 1 && mousetrap.StartedByExplorer() {
		os.Exit(clicked(".", os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// clicked is what a double click in Windows does: inside a site it shows the preview,
// elsewhere it says what to do. Explorer's window closes with the program, so that it
// waits for a key before it ends with something to read.
func clicked(dir string, in io.Reader, stdout, stderr io.Writer) int {
	code := exitUsage
	if isSite(dir) {
		code = run([]string{"serve", "-s", dir, "--open"}, stdout, stderr)
	} else {
		fmt.Fprint(stderr, "这里不是站点：没有 content/，也没有 standard/。\n"+
			"请把 jinjie.exe 放进站点所在的文件夹再双击，或者在命令行里运行 jinjie init 我的站点，先建一个。\n")
	}
	if code != exitFine {
		fmt.Fprint(stderr, "按回车键关闭这个窗口。")
		bufio.NewReader(in).ReadString('\n')
	}
	return code
}

// isSite tells whether a folder holds sources.
func isSite(dir string) bool {
	for _, name := range []string{"content", "standard"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil && info.IsDir() {
			return true
		}
	}
	return false
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
	root.AddCommand(buildCommand(t), checkCommand(t), importCommand(t), initCommand(t), newCommand(t), progressionsCommand(t), reviewCommand(t), serveCommand(t), completionCommand(t), versionCommand(t))
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
