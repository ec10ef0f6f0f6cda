package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jinjie/cmd/jinjie/internal/diag"
)

// A usageError says that the program was called wrongly.
type usageError struct {
	command string // whose help tells more, such as "jinjie build"
	message string // Chinese, without a final stop
	hint    string // the likely fix, or empty
}

func (e *usageError) Error() string { return e.message }

// usageErrors puts the errors of the flag library into Chinese, each where its type says
// what went wrong. It is the only place that knows them.
var usageErrors = []func(cmd *cobra.Command, err error) (message, hint string){
	func(cmd *cobra.Command, err error) (string, string) {
		var e *pflag.NotExistError
		if !errors.As(err, &e) {
			return "", ""
		}
		if letters := e.GetSpecifiedShortnames(); letters != "" {
			return "没有“-" + firstRune(letters) + "”这个选项", nearFlag(cmd, letters)
		}
		return "没有“--" + e.GetSpecifiedName() + "”这个选项", nearFlag(cmd, e.GetSpecifiedName())
	},
	func(_ *cobra.Command, err error) (string, string) {
		var e *pflag.ValueRequiredError
		if !errors.As(err, &e) {
			return "", ""
		}
		name, _ := pflag.UnquoteUsage(e.GetFlag())
		return "选项“" + flagName(e.GetFlag()) + "”后面缺少" + name, ""
	},
	func(_ *cobra.Command, err error) (string, string) {
		var e *pflag.InvalidValueError
		if !errors.As(err, &e) {
			return "", ""
		}
		if e.GetFlag().Value.Type() == "bool" {
			return "选项“" + flagName(e.GetFlag()) + "”不能是“" + e.GetValue() + "”", "这个选项单独写就行，后面不用带值"
		}
		return "选项“" + flagName(e.GetFlag()) + "”不能是“" + e.GetValue() + "”", ""
	},
	func(_ *cobra.Command, err error) (string, string) {
		var e *pflag.InvalidSyntaxError
		if !errors.As(err, &e) {
			return "", ""
		}
		return "看不懂“" + e.GetSpecifiedFlag() + "”", "选项写作“--名称 值”或“--名称=值”"
	},
}

// usageOf puts an error of the command library into Chinese and lets all others be.
func usageOf(cmd *cobra.Command, err error) error {
	for _, translate := range usageErrors {
		if message, hint := translate(cmd, err); message != "" {
			return &usageError{cmd.CommandPath(), message, hint}
		}
	}
	return err
}

// noSuchCommand reports a command's name that is none.
func noSuchCommand(root *cobra.Command, name string) error {
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	e := &usageError{command: root.CommandPath(), message: "没有“" + name + "”这个命令"}
	if near := diag.Nearest(name, names); near != "" {
		e.hint = "是不是“" + near + "”？"
	}
	if isWideDash(name) {
		e.hint = wideDashHint
	}
	return e
}

// noSource reports a site's folder that does not exist.
func noSource(cmd *cobra.Command, dir string) error {
	return &usageError{cmd.CommandPath(), "没有“" + dir + "”这个文件夹", "-s 后面写站点所在的文件夹，也就是放着 content 和 standard 的那个"}
}

// noArgs refuses arguments that are no flags.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	e := &usageError{command: cmd.CommandPath(), message: "不认识“" + args[0] + "”，这里只能写选项"}
	if isWideDash(args[0]) {
		e.hint = wideDashHint
	}
	return e
}

// noWideDash refuses arguments that were meant to be flags.
func noWideDash(cmd *cobra.Command, args []string) error {
	i := slices.IndexFunc(args, isWideDash)
	if i < 0 {
		return nil
	}
	return &usageError{cmd.CommandPath(), "不认识“" + args[i] + "”", wideDashHint}
}

const wideDashHint = "选项用半角的“-”开头，请切换到英文输入法"

// isWideDash tells whether word opens with a dash as a Chinese keyboard types it.
func isWideDash(word string) bool {
	return strings.Contains("—－–―", firstRune(word)) && word != ""
}

// nearFlag guesses which flag of cmd name stands for.
func nearFlag(cmd *cobra.Command, name string) string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := diag.Nearest(name, names); near != "" {
		return "是不是“--" + near + "”？"
	}
	return ""
}

func flagName(f *pflag.Flag) string {
	if f.Shorthand != "" {
		return "-" + f.Shorthand + "、--" + f.Name
	}
	return "--" + f.Name
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}
