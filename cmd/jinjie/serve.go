package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"jinjie/cmd/jinjie/internal/build"
	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/serve"
)

// A serving is what the command line of `jinjie serve` says.
type serving struct {
	options serve.Options
	open    bool
}

// vscode opens a file in Visual Studio Code (its URL handler, “Open a file”).
const vscode = "vscode://file{file}:{line}:{column}"

func serveCommand(t *talk) *cobra.Command {
	var o serving
	c := &cobra.Command{
		Use:   "serve",
		Short: "边写边看：预览网站，保存即更新",
		Long: "在本机预览网站。保存源文件，打开着的网页随即更新；源文件有错误时，网页停在上一次能用的样子，\n" +
			"错误列在上面，改好就消失。什么也不写进 public/。按 Ctrl-C 结束。",
		Example: "  jinjie serve --open\n  jinjie serve -D\n  jinjie serve --addr 0.0.0.0:1313",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !isAddress(o.options.Addr) {
				return &usageError{cmd.CommandPath(), "选项“--addr”不能是“" + o.options.Addr + "”", "写作 127.0.0.1:1313"}
			}
			if o.options.Editor == "none" {
				o.options.Editor = ""
			} else if !strings.Contains(o.options.Editor, "{file}") {
				return &usageError{cmd.CommandPath(), "选项“--editor”里没有 {file}", "例如 " + vscode + "；不要链接就写 none"}
			}
			return runServe(t, cmd, o)
		},
	}
	f := c.Flags()
	f.StringVarP(&o.options.Site.Source, "source", "s", ".", "站点所在的`文件夹`，不写就是当前文件夹")
	f.StringVar(&o.options.Addr, "addr", "127.0.0.1:1313", "监听的`地址`；写 0.0.0.0:1313，同一网络里的手机也能看")
	f.BoolVarP(&o.options.Site.Drafts, "drafts", "D", false, "连同草稿一起显示")
	f.BoolVar(&o.open, "open", false, "打开浏览器")
	f.BoolVar(&o.options.Poll, "poll", false, "不等系统通知，定时查看文件；网络盘上用")
	f.StringVar(&o.options.Editor, "editor", vscode, "在编辑器里打开文件的`链接`，{file}、{line}、{column} 是文件和行列；none 不要链接")
	return c
}

// isAddress tells whether a server may listen there, as far as the form goes.
func isAddress(addr string) bool {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	_, err = strconv.ParseUint(port, 10, 16)
	return err == nil
}

func runServe(t *talk, cmd *cobra.Command, o serving) error {
	if info, err := os.Stat(o.options.Site.Source); err != nil || !info.IsDir() {
		return noSource(cmd, o.options.Site.Source)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	o.options.Talk = serveTalk(t, o)
	err := serve.Run(ctx, o.options)
	if errors.Is(err, build.ErrNoSource) {
		return noSource(cmd, o.options.Site.Source)
	}
	return err
}

// serveTalk says what happens while a site is shown, a line each.
func serveTalk(t *talk, o serving) serve.Talk {
	var mu sync.Mutex
	say := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		t.say(format, args...)
	}
	return serve.Talk{
		Address: func(url string, taken bool) {
			mu.Lock()
			t.result("预览：%s", url)
			mu.Unlock()
			if taken {
				say("%s 已被占用，用了下一个空着的端口", o.options.Addr)
			}
			if o.open {
				if err := openBrowser(url); err != nil {
					say("打不开浏览器，请自己打开上面的网址：%v", err)
				}
			}
		},
		Polling: func(reason string) { say("定时查看文件的改动：%s", reason) },
		Ready: func(r build.Result) {
			say("%s；保存源文件，网页随即更新，按 Ctrl-C 结束", contents(r))
		},
		Rebuilt: func(paths []string, d time.Duration) {
			say("%s  %s，%s", time.Now().Format("15:04:05"), whatChanged(paths), milliseconds(d))
		},
		Problems: func(list []diag.Diagnostic) {
			mu.Lock()
			defer mu.Unlock()
			if len(list) == 0 {
				t.say("问题都改好了")
				return
			}
			diag.WriteText(t.err, list)
			t.say("%s", tally(list))
		},
		Failed: func(err error) { say("没有完成：%v", err) },
	}
}

// whatChanged names the sources that changed.
func whatChanged(paths []string) string {
	switch {
	case slices.Contains(paths, "."):
		return "重新读了全部源文件"
	case len(paths) == 1:
		return paths[0] + " 有改动"
	}
	return fmt.Sprintf("%s 等 %d 个文件有改动", paths[0], len(paths))
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f 毫秒", float64(d.Microseconds())/1000)
}

// openBrowser opens an address in the browser that the person uses.
func openBrowser(url string) error {
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	case "darwin":
		name = "open"
	}
	command := exec.Command(name, args...)
	if err := command.Start(); err != nil {
		return err
	}
	go command.Wait()
	return nil
}
