package main

import (
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jinjie/cmd/jinjie/internal/diag"
)

// shells writes the completion script of each shell.
var shells = map[string]func(root *cobra.Command, w io.Writer) error{
	"bash":       func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) },
	"zsh":        func(root *cobra.Command, w io.Writer) error { return root.GenZshCompletion(w) },
	"fish":       func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) },
	"powershell": func(root *cobra.Command, w io.Writer) error { return root.GenPowerShellCompletionWithDesc(w) },
}

func completionCommand(t *talk) *cobra.Command {
	names := slices.Sorted(maps.Keys(shells))
	return &cobra.Command{
		Use:   "completion 终端",
		Short: "生成命令补全脚本",
		Long: "生成命令补全脚本：装好以后，在终端里按 Tab 键就能补全命令和选项。\n" +
			"终端可以是 " + strings.Join(names, "、") + "。",
		Example:   "  source <(jinjie completion bash)\n  jinjie completion powershell | Out-String | Invoke-Expression",
		ValidArgs: names,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && shells[args[0]] != nil {
				return nil
			}
			e := &usageError{command: cmd.CommandPath(), message: "请写明一个终端：" + strings.Join(names, "、")}
			if near := diag.Nearest(strings.Join(args, " "), names); near != "" && len(args) > 0 {
				e.hint = "是不是“" + near + "”？"
			}
			return e
		},
		RunE: func(cmd *cobra.Command, args []string) error { return shells[args[0]](cmd.Root(), t.out) },
	}
}
