package main

import (
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"jinjie/cmd/jinjie/internal/build"
)

func buildCommand(t *talk) *cobra.Command {
	var o build.Options
	c := &cobra.Command{
		Use:   "build",
		Short: "把源文件做成网站",
		Long: "把 content/ 和 standard/ 里的源文件做成网站，写入 public/。\n" +
			"源文件有错误时什么也不写，已发布的网站保持原样。",
		Example: "  jinjie build\n  jinjie build -s 我的站点 -d 网站 -b https://example.edu.cn/skills/",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.BaseURL != "" {
				if _, reason := build.ParseBaseURL(o.BaseURL); reason != "" {
					return &usageError{cmd.CommandPath(), "选项“-b、--base-url”不能是“" + o.BaseURL + "”：" + reason, "例如 https://example.edu.cn/skills/"}
				}
			}
			if o.Destination == "" {
				o.Destination = filepath.Join(o.Source, "public")
			}
			return runBuild(t, cmd, o)
		},
	}
	f := c.Flags()
	f.StringVarP(&o.Source, "source", "s", ".", "站点所在的`文件夹`，不写就是当前文件夹")
	f.StringVarP(&o.Destination, "destination", "d", "", "网站写入的`文件夹`，不写就是站点里的 public")
	f.StringVarP(&o.BaseURL, "base-url", "b", "", "网站发布后的完整`网址`，代替 content/index.md 里的 base_url")
	f.BoolVarP(&o.Drafts, "drafts", "D", false, "连同草稿一起发布")
	return c
}

func runBuild(t *talk, cmd *cobra.Command, o build.Options) error {
	o.Program = fingerprint()
	r, problems, err := build.Run(o)
	if errors.Is(err, build.ErrNoSource) {
		return noSource(cmd, o.Source)
	}
	if shown := t.problems(problems); err == nil {
		err = shown
	}
	if err != nil {
		if err == errSources {
			t.say("%s，没有写入任何文件，%s 保持原样", tally(problems), o.Destination)
		}
		return err
	}
	if r.BaseURL == "" {
		t.say("没有设置 base_url，不生成站点地图等需要完整网址的内容")
	}
	if r.Report.Nothing {
		t.result("源文件和设置都没有变化，%s 已是最新，无事可做", o.Destination)
		return nil
	}
	t.result("网站已写入 %s：%d 个网页，新写或改动 %d 个文件，未变 %d 个，删去 %d 个",
		o.Destination, r.Pages, r.Report.Written, r.Report.Unchanged, r.Report.Removed)
	return nil
}
