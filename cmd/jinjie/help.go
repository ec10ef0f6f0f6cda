package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/text/width"
)

// help prints what cmd does and how it is called. It is a result: it was asked for.
func (t *talk) help(cmd *cobra.Command) {
	about := cmd.Long
	if about == "" {
		about = cmd.Short
	}
	t.result("%s\n\n用法：\n  %s", about, callOf(cmd))
	if cmd.Example != "" {
		t.result("\n例如：\n%s", cmd.Example)
	}
	if rows := commandRows(cmd); len(rows) > 0 {
		t.result("\n命令：\n%s", columns(rows))
	}
	if rows := flagRows(cmd); len(rows) > 0 {
		t.result("\n选项：\n%s", columns(rows))
	}
	if cmd.HasAvailableSubCommands() {
		t.result("\n运行“%s 命令 --help”查看一个命令的说明。", cmd.CommandPath())
	}
}

// callOf is the pattern of a call, such as "jinjie import 文件 [选项]".
func callOf(cmd *cobra.Command) string {
	if cmd.HasAvailableSubCommands() {
		return cmd.CommandPath() + " 命令 [选项]"
	}
	_, args, _ := strings.Cut(cmd.Use, " ")
	return strings.TrimSpace(cmd.CommandPath()+" "+args) + " [选项]"
}

func commandRows(cmd *cobra.Command) [][2]string {
	var rows [][2]string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			rows = append(rows, [2]string{c.Name(), c.Short})
		}
	}
	return rows
}

func flagRows(cmd *cobra.Command) [][2]string {
	var rows [][2]string
	row := func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name, usage := pflag.UnquoteUsage(f)
		short := "    "
		if f.Shorthand != "" {
			short = "-" + f.Shorthand + ", "
		}
		if f.Value.Type() == "bool" {
			name = ""
		}
		rows = append(rows, [2]string{strings.TrimRight(short+"--"+f.Name+" "+name, " "), usage})
	}
	cmd.LocalFlags().VisitAll(row)
	cmd.InheritedFlags().VisitAll(row)
	return rows
}

// columns sets rows in two columns. Chinese characters are two columns wide.
func columns(rows [][2]string) string {
	widest := 0
	for _, r := range rows {
		widest = max(widest, columnsOf(r[0]))
	}
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "\n  %s%s  %s", r[0], strings.Repeat(" ", widest-columnsOf(r[0])), r[1])
	}
	return strings.TrimPrefix(b.String(), "\n")
}

func columnsOf(s string) int {
	n := 0
	for _, r := range s {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}

// helpCommand takes the place of the library's own, which speaks English.
func helpCommand(t *talk) *cobra.Command {
	return &cobra.Command{
		Use:   "help [命令]",
		Short: "显示一个命令的说明",
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			about, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return noSuchCommand(root, strings.Join(args, " "))
			}
			t.help(about)
			return nil
		},
	}
}
