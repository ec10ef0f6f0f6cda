package build

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/frontmatter"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/standard"
)

// defaultTheme is the theme that is embedded in the program.
const defaultTheme = "default"

// languageTag is the form of a language's name, such as "zh-CN" (RFC 5646, less its rare parts).
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[0-9A-Za-z]{2,8})*$`)

// readHome reads the settings at the head of content/index.md. Every setting has a
// default, so the file may be missing. A baseURL that is not empty wins over the one
// written there.
func readHome(tree files.Tree, pages []*lesson.Lesson, standards []*standard.Standard, baseURL string) (graph.Home, []diag.Diagnostic) {
	m := frontmatter.NewReader(nil, diag.Pos{File: lesson.HomeFile})
	if i := slices.IndexFunc(pages, func(l *lesson.Lesson) bool { return l.Kind == lesson.Home }); i >= 0 {
		m = pages[i].Settings()
	}
	h := graph.Home{
		Title:    m.Text("title"),
		Summary:  m.Text("summary"),
		Footer:   m.Text("footer"),
		Language: language(m),
		Theme:    theme(m, tree),
		BaseURL:  base(m, baseURL),
		EditURL:  editURL(m),
	}
	if h.Title == "" {
		h.Title = defaultTitle(standards)
	}
	return h, m.Close()
}

// defaultTitle names a site after its standard, if it has only one.
func defaultTitle(standards []*standard.Standard) string {
	if len(standards) == 1 && standards[0].Title != "" {
		return standards[0].Title
	}
	return "职业技能等级标准"
}

func language(m *frontmatter.Reader) string {
	tag := m.Text("language")
	if tag == "" {
		return "zh-CN"
	}
	if !languageTag.MatchString(tag) {
		m.Problem(badSetting.At(m.Pos("language"), "language 不能是“%s”", tag).WithHint("例如 zh-CN"))
		return "zh-CN"
	}
	return tag
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
		m.Problem(badSetting.At(m.Pos("base_url"), "base_url 不能是“%s”：%s", written, reason).
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
		m.Problem(badSetting.At(m.Pos("edit_url"), "edit_url 不能是“%s”：%s", written, reason).
			WithHint("例如 https://git.example.edu.cn/skills/edit/main/"))
	}
	return address
}

// ParseBaseURL returns the address of a site as it is used, absolute and with a final
// slash, or in Chinese why it cannot be used.
func ParseBaseURL(address string) (base, reason string) {
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil:
		return "", "这不是网址"
	case u.Scheme != "http" && u.Scheme != "https":
		return "", "网址须以 http:// 或 https:// 开头"
	case u.Hostname() == "":
		return "", "网址里没有域名"
	case u.User != nil:
		return "", "网址里不能有用户名和密码"
	case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		return "", "网址里不能有“?”和“#”"
	}
	// Not u.String(), which would escape a host such as “例子.中国”.
	return u.Scheme + "://" + u.Host + strings.TrimSuffix(u.EscapedPath(), "/") + "/", ""
}
