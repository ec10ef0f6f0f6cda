package build

import (
	"regexp"
	"strings"

	"golang.org/x/text/width"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/frontmatter"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/markdown"
)

// parts reads a setting that has parts: a map, or the first part alone.
func parts(m *frontmatter.Reader, key, first string) *frontmatter.Reader {
	v, ok := m.Value(key)
	if ok && v.Kind == frontmatter.Scalar {
		return frontmatter.NewReader([]frontmatter.Field{{Key: first, Pos: v.Pos, Value: v}}, v.Pos)
	}
	r := m.Map(key)
	r.Translate(settingNames)
	return r
}

// plain is a value as it is compared: narrow, without spaces.
func plain(text string) string {
	return strings.Join(strings.Fields(width.Fold.String(text)), "")
}

var (
	// icpForm is how the 工业和信息化部 writes a 备案号, of a subject or of one of its sites.
	icpForm = regexp.MustCompile(`^\p{Han}ICP[备证][0-9]{5,12}号(-[0-9]{1,4})?$`)
	// policeForm is how the 公安部 writes its own: a province, and 14 figures.
	policeForm = regexp.MustCompile(`^(\p{Han}公网安备)([0-9]{14})号?$`)
)

func icp(m *frontmatter.Reader) string {
	written := m.Text("icp")
	number := strings.ToUpper(plain(written))
	if number == "" || icpForm.MatchString(number) {
		return number
	}
	m.Problem(badSetting.At(m.Pos("icp"), "%s 不能是“%s”", m.Written("icp"), written).WithHint("照备案的号码写，例如 京ICP备12345678号-1"))
	return ""
}

func police(m *frontmatter.Reader) graph.Police {
	r := parts(m, "police", "number")
	written := r.Text("number")
	p := graph.Police{Icon: picture(m, r, "icon")}
	in := policeForm.FindStringSubmatch(plain(written))
	switch {
	case in != nil:
		p.Number, p.Code = in[1]+in[2]+"号", in[2]
	case written == "" && m.Has("police"):
		m.Problem(badSetting.At(r.Pos("number"), "%s 没有写明号码", m.Written("police")).
			WithHint("照备案的号码写，例如 %s: 京公网安备11010502030143号", m.Written("police")))
	case written != "":
		m.Problem(badSetting.At(r.Pos("number"), "%s 不能是“%s”", m.Written("police"), written).
			WithHint("照备案的号码写，例如 京公网安备11010502030143号"))
	}
	return p
}

// picture reads the file of a picture, which stands at key of r.
func picture(m, r *frontmatter.Reader, key string) graph.Picture {
	said := strings.TrimSpace(r.Text(key))
	if said == "" {
		return graph.Picture{}
	}
	link := markdown.Link{Destination: said, Image: true, Pos: r.Pos(key), Block: -1}
	if d, bad := markdown.Refused(said, true, link.Pos); bad {
		m.Problem(d)
		return graph.Picture{}
	}
	return graph.Picture{Link: link}
}

func logo(m *frontmatter.Reader) graph.Picture {
	r := parts(m, "logo", "file")
	p := picture(m, r, "file")
	p.Alt = r.Text("alt")
	if p.Link.Destination == "" && m.Has("logo") && !r.Has("file") {
		m.Problem(badSetting.At(m.Pos("logo"), "%s 没有写明文件", m.Written("logo")).WithHint("写作 %s: logo.svg，文件放在 content/ 里", m.Written("logo")))
	}
	return p
}

// nav reads the links of the navigation, in their order: {words: address, …}.
func nav(m *frontmatter.Reader) []graph.NavLink {
	v, ok := m.Value("nav")
	if ok && v.Kind != frontmatter.Map {
		m.Problem(badSetting.At(v.Pos, "%s 应当一行写一个链接", m.Written("nav")).WithHint("写作 {使用说明: help/index.md, 学院首页: https://www.example.edu.cn/}"))
	}
	var list []graph.NavLink
	for _, f := range v.Fields {
		said := strings.TrimSpace(f.Value.Text)
		link := markdown.Link{Destination: said, Pos: f.Value.Pos, Block: -1}
		if f.Value.Kind != frontmatter.Scalar || said == "" {
			m.Problem(badSetting.At(f.Value.Pos, "导航“%s”没有地址", f.Key).WithHint("写作 %s: https://www.example.edu.cn/", f.Key))
			continue
		}
		if d, bad := markdown.Refused(said, false, link.Pos); bad {
			m.Problem(d)
			continue
		}
		if strings.Contains(f.Key, "://") {
			m.Problem(badSetting.At(f.Pos, "导航的文字和地址写反了").WithHint("文字在前，地址在后：%s: %s", said, f.Key))
			continue
		}
		list = append(list, graph.NavLink{Text: f.Key, Link: link})
	}
	return list
}

var (
	mailForm    = regexp.MustCompile(`^[0-9A-Za-z._+-]+@[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)+$`)
	placeholder = regexp.MustCompile(`\{[^{}]*\}`)
)

// ofPage are what an address of a form may hold.
var ofPage = []string{"{url}", "{title}", "{code}"}

func feedback(m *frontmatter.Reader) graph.Feedback {
	written := strings.TrimSpace(m.Text("feedback"))
	mail, isMail := strings.CutPrefix(width.Fold.String(written), "mailto:")
	problem := func(format string, args ...any) graph.Feedback {
		m.Problem(badSetting.At(m.Pos("feedback"), format, args...).
			WithHint("写信箱，例如 jiaowu@example.edu.cn；或者表单的网址，例如 https://example.edu.cn/form?page={url}&title={title}"))
		return graph.Feedback{}
	}
	switch {
	case written == "":
		return graph.Feedback{}
	case mailForm.MatchString(mail):
		return graph.Feedback{Mail: mail}
	case isMail || strings.Contains(mail, "@") && !strings.Contains(mail, "/"):
		return problem("%s 不能是“%s”：信箱写得不对", m.Written("feedback"), written)
	}
	for _, p := range placeholder.FindAllString(written, -1) {
		if near := diag.Nearest(p, ofPage); near != p {
			return problem("%s 里的“%s”不认识，可以写 %s", m.Written("feedback"), p, strings.Join(ofPage, "、"))
		}
	}
	if _, reason := webAddress(placeholder.ReplaceAllString(written, "x")); reason != "" {
		return problem("%s 不能是“%s”：%s", m.Written("feedback"), written, reason)
	}
	return graph.Feedback{Form: written}
}

var (
	// originForm is a host that may stand in a page's policy as it is.
	originForm = regexp.MustCompile(`^[0-9A-Za-z.-]+(:[0-9]+)?$`)
	// dataForm is the name of an attribute that holds data (HTML, 3.2.6.6).
	dataForm = regexp.MustCompile(`^data-[a-z0-9-]+$`)
)

func analytics(m *frontmatter.Reader) graph.Analytics {
	v, ok := m.Value("analytics")
	if !ok {
		return graph.Analytics{}
	}
	r := parts(m, "analytics", "script")
	written := strings.TrimSpace(r.Text("script"))
	u, reason := webAddress(written)
	if reason == "" && !originForm.MatchString(u.Host) {
		reason = "域名须是 ASCII 的，中文域名写成 xn-- 开头的形式"
	}
	if written == "" {
		m.Problem(badSetting.At(r.Pos("script"), "%s 没有写明脚本", m.Written("analytics")).
			WithHint("写统计脚本的网址，例如 %s: https://stats.example.edu.cn/script.js", m.Written("analytics")))
		return graph.Analytics{}
	}
	if reason != "" {
		m.Problem(badSetting.At(r.Pos("script"), "%s 不能是“%s”：%s", m.Written("analytics"), written, reason).
			WithHint("写统计脚本的网址，例如 https://stats.example.edu.cn/script.js"))
		return graph.Analytics{}
	}
	a := graph.Analytics{Script: u.String(), Origin: u.Scheme + "://" + u.Host}
	for _, f := range v.Fields {
		if dataForm.MatchString(f.Key) {
			a.Attributes = append(a.Attributes, graph.Attribute{Name: f.Key, Value: r.Text(f.Key)})
		}
	}
	return a
}

func colours(m *frontmatter.Reader) graph.Colours {
	r := m.Map("colours")
	r.Translate(settingNames)
	dark := r.Map("dark")
	dark.Translate(settingNames)
	return graph.Colours{Light: palette(r), Dark: palette(dark)}
}

// maxLevels is how many levels have a colour of their own.
const maxLevels = 5

func palette(r *frontmatter.Reader) graph.Palette {
	var p graph.Palette
	for i, v := range r.Texts("levels") {
		if i == maxLevels {
			r.Problem(badSetting.At(v.Pos, "%s 最多写 %d 种颜色", r.Written("levels"), maxLevels).WithHint("等级更多时，颜色从头再用"))
			break
		}
		p.Levels = append(p.Levels, colour(r, "levels", v))
	}
	if v, _ := r.Value("accent"); r.Has("accent") {
		p.Accent = colour(r, "accent", v)
	}
	return p
}

// hexForm is a colour of three or six hexadecimal figures.
var hexForm = regexp.MustCompile(`^#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$`)

func colour(r *frontmatter.Reader, key string, v frontmatter.Value) graph.Colour {
	in := hexForm.FindStringSubmatch(plain(v.Text))
	if in == nil {
		d := badSetting.At(v.Pos, "%s 里的“%s”不是颜色", r.Written(key), v.Text)
		if v.Text == "" {
			d = badSetting.At(v.Pos, "%s 没有写颜色：“#”后面的字当作了注释", r.Written(key))
		}
		r.Problem(d.WithHint(`颜色写作 "#1f705d"，加英文引号`))
		return graph.Colour{}
	}
	hex := strings.ToLower(in[1])
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	return graph.Colour{Hex: "#" + hex, Pos: v.Pos}
}
