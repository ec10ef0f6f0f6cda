package markdown

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"jinjie/cmd/jinjie/internal/diag"
)

var (
	badLink = diag.Kind{Code: "bad-link", Severity: diag.Error,
		Title: "链接写法有误",
		Why:   "链接写作 [文字](地址)，两对括号都用英文的，紧挨着写，地址不能空着；站内的写相对地址，例如 ../ruhu-mopai.md。指向自己电脑上文件的地址，别人打不开。"}
	emptyLink = diag.Kind{Code: "empty-link", Severity: diag.Error,
		Title: "链接没有地址或者没有文字",
		Why:   "没有地址的链接点不动，没有文字的链接看不见，读屏软件也念不出来。"}
	externalImage = diag.Kind{Code: "external-image", Severity: diag.Error,
		Title: "图片在别的网站上",
		Why:   "网站里的图片都随站发布，这样断网、内网和 U 盘上也看得到，也不会向别的网站泄露读者。请下载下来，放在课所在的文件夹里。"}
)

// Outside tells whether a link leads out of the site.
func Outside(destination string) bool {
	u, err := url.Parse(destination)
	return err == nil && (u.Scheme != "" || u.Host != "")
}

// localDisk is an address on the author's own computer.
var localDisk = regexp.MustCompile(`^(?i:file:|[a-z]:[\\/]|\\\\)`)

// dangerous tells whether a browser would run what a link leads to. Browsers overlook
// white space and control characters in a scheme.
func dangerous(destination string) bool {
	bare := strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return -1
		}
		return r
	}, destination)
	if out, err := url.PathUnescape(bare); err == nil {
		bare = out
	}
	scheme, _, ok := strings.Cut(strings.ToLower(bare), ":")
	return ok && (scheme == "javascript" || scheme == "vbscript" || scheme == "data")
}

// sound tells whether a link or an image may lead where it says, and reports one that may
// not. Whether anything is there is not known yet.
func (in *input) sound(said string, image bool, pos diag.Pos) bool {
	switch {
	case said == "":
		in.report(emptyLink.At(pos, "%s没有地址", named(image)).WithHint("在圆括号里写上地址"))
	case localDisk.MatchString(said):
		in.report(badLink.At(pos, "“%s”是自己电脑上的地址，别人打不开", said).WithHint("把文件放进 content/，写相对地址"))
	case dangerous(said):
		in.report(unsafeLink.At(pos, "链接“%s”不安全", said).WithHint("写上网页地址，或者站点里的文件"))
	case image && Outside(said):
		in.report(externalImage.At(pos, "图片“%s”在别的网站上", said).WithHint("下载下来，放进课所在的文件夹，写文件名"))
	default:
		return true
	}
	return false
}

func named(image bool) string {
	if image {
		return "图片"
	}
	return "链接"
}

// destination is where an address in running text leads.
func destination(n *ast.AutoLink, source []byte) string {
	said := string(n.URL(source))
	if n.AutoLinkType == ast.AutoLinkEmail {
		return "mailto:" + said
	}
	return said
}

// addressed holds an address in running text to the rules of links.
func (c *checker) addressed(said string, at int) {
	if dangerous(said) || localDisk.MatchString(said) {
		c.report(unsafeLink.At(c.pos(at), "链接“%s”不安全", said).WithHint("写上网页地址，或者站点里的文件"))
	}
	c.page.Links = append(c.page.Links, Link{Destination: said, Pos: c.pos(at), Block: -1})
}
