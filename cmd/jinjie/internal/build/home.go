package build

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/frontmatter"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/render"
	"jinjie/cmd/jinjie/internal/standard"
	"jinjie/themes"
)

// defaultTheme is the theme that is embedded in the program.
const defaultTheme = "default"

// defaultLanguage is the language of a site that names none.
const defaultLanguage = "zh-CN"

// languageTag is the form of a language's name, such as "zh-CN" (RFC 5646, less its rare parts).
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[0-9A-Za-z]{2,8})*$`)

// settingNames are other names of the settings, and of the keys within them.
var settingNames = map[string]string{
	"标题": "title", "站名": "title", "简称": "short_title", "摘要": "summary", "网址": "base_url", "语言": "language", "主题": "theme",
	"修改": "edit_url", "页脚": "footer", "备案号": "icp", "公安备案号": "police", "标志": "logo", "导航": "nav", "纠错": "feedback",
	"统计": "analytics", "颜色": "colours", "colors": "colours",
	"文件": "file", "说明": "alt", "号码": "number", "图标": "icon", "脚本": "script", "等级": "levels", "强调": "accent", "深色": "dark",
}

// readHome reads the settings at the head of content/index.md. Every setting has a
// default, so the file may be missing. A baseURL that is not empty wins over the one
// written there.
func readHome(tree files.Tree, pages []*lesson.Lesson, standards []*standard.Standard, baseURL string) (graph.Home, []diag.Diagnostic) {
	m := frontmatter.NewReader(nil, diag.Pos{File: lesson.HomeFile})
	if i := slices.IndexFunc(pages, func(l *lesson.Lesson) bool { return l.Kind == lesson.Home }); i >= 0 {
		m = pages[i].Settings()
	}
	m.Translate(settingNames)
	h := graph.Home{
		Title:     m.Text("title"),
		Short:     m.Text("short_title"),
		Summary:   m.Text("summary"),
		Footer:    m.Text("footer"),
		Language:  language(m, tree),
		Theme:     theme(m, tree),
		BaseURL:   base(m, baseURL),
		EditURL:   editURL(m),
		ICP:       icp(m),
		Police:    police(m),
		Logo:      logo(m),
		Nav:       nav(m),
		Feedback:  feedback(m),
		Analytics: analytics(m),
		Colours:   colours(m),
	}
	if h.Title == "" {
		h.Title = defaultTitle(standards, h.Language)
	}
	return h, m.Close()
}

// defaultTitle names a site after its standard, if it has only one.
func defaultTitle(standards []*standard.Standard, language string) string {
	if len(standards) == 1 && standards[0].Title != "" {
		return standards[0].Title
	}
	return render.Word(themes.Default, language, "kind")
}

func language(m *frontmatter.Reader, tree files.Tree) string {
	tag := m.Text("language")
	switch {
	case tag == "":
		return defaultLanguage
	case !languageTag.MatchString(tag):
		m.Problem(badSetting.At(m.Pos("language"), "%s 不能是“%s”", m.Written("language"), tag).WithHint("例如 zh-CN、en"))
		return defaultLanguage
	case !spoken(tree, tag):
		m.Problem(unknownLanguage.At(m.Pos("language"), "没有 %s 的界面文字，网页上用中文", tag).
			WithHint("写作 zh-CN 或 en，或者把译文放进 themes/主题名/strings/%s.json", tag))
	}
	return tag
}

// spoken tells whether there are words of the interface in a language, or in what it is a
// variety of.
func spoken(tree files.Tree, tag string) bool {
	known := render.Languages(themes.Default)
	for _, f := range tree.Under("themes") {
		if dir, file := path.Split(f.Path); strings.HasSuffix(dir, "/strings/") {
			known = append(known, strings.TrimSuffix(file, ".json"))
		}
	}
	main, _, _ := strings.Cut(tag, "-")
	return main == "zh" || slices.Contains(known, tag) || slices.Contains(known, main)
}

// theme returns the name of the theme that overrides the default one, or "".
func theme(m *frontmatter.Reader, tree files.Tree) string {
	name := m.Text("theme")
	if name == "" || name == defaultTheme {
		return ""
	}
	known := themeNames(tree)
	if slices.Contains(known, name) {
		return name
	}
	d := unknownTheme.At(m.Pos("theme"), "没有“themes/%s”这个主题", name)
	if near := diag.Nearest(name, append(known, defaultTheme)); near != "" {
		d = d.WithHint("是不是“%s”？", near)
	} else {
		d = d.WithHint("删去这一行就用默认主题")
	}
	m.Problem(d)
	return ""
}

func base(m *frontmatter.Reader, override string) string {
	written := m.Text("base_url")
	if override != "" {
		written = override
	}
	if written == "" {
		return ""
	}
	address, reason := ParseBaseURL(written)
	if reason != "" {
		m.Problem(badSetting.At(m.Pos("base_url"), "%s 不能是“%s”：%s", m.Written("base_url"), written, reason).
			WithHint("例如 https://example.edu.cn/skills/"))
	}
	return address
}

// editURL reads the address below which the sources can be edited; empty without one.
func editURL(m *frontmatter.Reader) string {
	written := m.Text("edit_url")
	if written == "" {
		return ""
	}
	address, reason := ParseBaseURL(written)
	if reason != "" {
		m.Problem(badSetting.At(m.Pos("edit_url"), "%s 不能是“%s”：%s", m.Written("edit_url"), written, reason).
			WithHint("例如 https://git.example.edu.cn/skills/edit/main/"))
	}
	return address
}

// ParseBaseURL returns the address of a site as it is used, absolute and with a final
// slash, or in Chinese why it cannot be used.
func ParseBaseURL(address string) (base, reason string) {
	u, reason := webAddress(address)
	switch {
	case reason != "":
		return "", reason
	case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		return "", "网址里不能有“?”和“#”"
	}
	// Not u.String(), which would escape a host such as “例子.中国”.
	return u.Scheme + "://" + u.Host + strings.TrimSuffix(u.EscapedPath(), "/") + "/", ""
}

// webAddress reads an absolute address on the web, or tells in Chinese why it is none.
func webAddress(address string) (u *url.URL, reason string) {
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil:
		return nil, "这不是网址"
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, "网址须以 http:// 或 https:// 开头"
	case u.Hostname() == "":
		return nil, "网址里没有域名"
	case u.User != nil:
		return nil, "网址里不能有用户名和密码"
	}
	return u, ""
}
