package markdown

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"jinjie/cmd/jinjie/internal/diag"
)

var (
	unsafeLink = diag.Kind{Code: "unsafe-link", Severity: diag.Error,
		Title: "链接不安全",
		Why:   "javascript:、vbscript: 和 data: 链接能在读者的浏览器里运行程序，一律不发布。"}
	badLink = diag.Kind{Code: "bad-link", Severity: diag.Error,
		Title: "链接写法有误",
		Why:   "链接写作 [文字](地址)，图片写作 ![说明](地址)，括号和叹号都用英文的，紧挨着写，地址不能空着；站内的写相对地址，例如 ../ruhu-mopai.md。指向自己电脑上文件的地址，别人打不开。链接里不能再套链接、引用和脚注。"}
	emptyLink = diag.Kind{Code: "empty-link", Severity: diag.Error,
		Title: "链接没有地址或者没有文字",
		Why:   "没有地址的链接点不动，没有文字的链接看不见，读屏软件也念不出来。"}
	externalImage = diag.Kind{Code: "external-image", Severity: diag.Error,
		Title: "图片在别的网站上",
		Why:   "网站里的图片都随站发布，这样断网、内网和 U 盘上也看得到，也不会向别的网站泄露读者。请下载下来，放在课所在的文件夹里。"}
	noAlt = diag.Kind{Code: "image-without-alt", Severity: diag.Warning,
		Title: "图片没有说明",
		Why:   "方括号里写一句话说明图上有什么：![入户登记表样张](dengji.png)。看不见图的读者靠它。"}
)

// leadsOut is how an address begins that leads out of the site.
var leadsOut = regexp.MustCompile(`^(?:[A-Za-z][A-Za-z0-9+.-]*:|//)`)

// Outside tells whether a link leads out of the site.
func Outside(destination string) bool { return leadsOut.MatchString(destination) }

// localDisk is an address on the author's own computer.
var localDisk = regexp.MustCompile(`^(?i:file:|[a-z]:[\\/]|\\)`)

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

var (
	halfScheme = regexp.MustCompile(`^(?i)(https?)(?::/?[^/]|//|：)`)
	anyScheme  = regexp.MustCompile(`^([A-Za-z]{2,8})://`)
)

// misspelt returns what an address to another site was likely meant to be, if it is none.
func misspelt(said string) string {
	if m := halfScheme.FindStringSubmatch(said); m != nil {
		rest := strings.TrimLeft(said[len(m[1]):], ":：/／")
		return strings.ToLower(m[1]) + "://" + rest
	}
	if m := anyScheme.FindStringSubmatch(said); m != nil {
		scheme := strings.ToLower(m[1])
		if near := diag.Nearest(scheme, []string{"https", "http"}); near != "" && near != scheme && scheme != "ftp" {
			return near + said[len(m[1]):]
		}
	}
	return ""
}

// maxAddress bounds the length of an address, which messages and pages repeat.
const maxAddress = 4096

// link notes a link or an image. One that may not be published is a problem, and has no
// entry: its text is written without it.
func (c *checker) link(n ast.Node, destination []byte, at int) {
	said := strings.TrimSpace(unescape(string(destination)))
	image := n.Kind() == ast.KindImage
	pos := c.pos(at)
	if c.refused(said, image, pos) {
		return
	}
	if !image && IsImage(said) && bytes.HasSuffix(c.source[:at], []byte("！")) {
		c.report(badLink.At(pos, "图片“%s”前面的叹号是中文的", short(said)).WithHint("写作 ![图上有什么](%s)，叹号用英文的", short(said)))
		return
	}
	if text := plain(n, c.source); text == "" && image {
		c.report(noAlt.At(pos, "图片“%s”没有说明", short(said)).WithHint("写作 ![图上有什么](%s)", short(said)))
	} else if text == "" && !holdsImage(n) {
		c.report(emptyLink.At(pos, "链接“%s”没有文字", short(said)).WithHint("写作 [文字](%s)", short(said)))
	}
	c.writers.links[n] = placed{len(c.page.Links), said}
	entry, ok := c.words[n]
	if !ok {
		entry.Block = -1
	}
	entry.Destination, entry.Image, entry.Pos = said, image, pos
	c.page.Links = append(c.page.Links, entry)
}

// refused reports an address that is not published, and tells whether it is one.
func (in *input) refused(said string, image bool, pos diag.Pos) bool {
	d, bad := Refused(said, image, pos)
	if bad {
		in.report(d)
	}
	return bad
}

// Refused tells whether an address is not published, of a link or of an image, and why. It
// is for addresses that stand elsewhere than in a page's text.
func Refused(said string, image bool, pos diag.Pos) (diag.Diagnostic, bool) {
	var d diag.Diagnostic
	switch meant := misspelt(said); {
	case said == "":
		d = emptyLink.At(pos, "%s没有地址", named(image)).WithHint("在圆括号里写上地址")
	case len(said) > maxAddress:
		d = badLink.At(pos, "%s的地址太长", named(image)).WithHint("把内容存成文件，放进 content/，写相对地址")
		if dangerous(said) {
			d = unsafeLink.At(pos, "%s“%s”不安全", named(image), short(said)).WithHint("存成文件，放进课所在的文件夹，写文件名")
		}
	case localDisk.MatchString(said):
		d = badLink.At(pos, "“%s”是自己电脑上的地址，别人打不开", short(said)).WithHint("把文件放进 content/，写相对地址")
	case dangerous(said):
		d = unsafeLink.At(pos, "链接“%s”不安全", short(said)).WithHint("写上网页地址，或者站点里的文件")
	case meant != "":
		d = badLink.At(pos, "“%s”不是完整的网址", short(said)).WithHint("写作 %s", short(meant))
	case image && Outside(said):
		d = externalImage.At(pos, "图片“%s”在别的网站上", short(said)).WithHint("下载下来，放进课所在的文件夹，写文件名")
	default:
		return d, false
	}
	return d, true
}

// repeated tells whether a link by reference, of that many bytes, is one too many: a long
// address that is written once and used a thousand times would make a short text into a
// huge page.
func (c *checker) repeated(reference *ast.ReferenceLink, size, at int) bool {
	if reference == nil {
		return false
	}
	before, most := c.repeats, len(c.source)+1<<20
	c.repeats += size
	if before <= most && c.repeats > most {
		c.report(tooComplex.At(c.pos(at), "同一个地址用得太多").WithHint("分成几个文件"))
	}
	return c.repeats > most
}

func named(image bool) string {
	if image {
		return "图片"
	}
	return "链接"
}

// holdsImage tells whether a link shows an image.
func holdsImage(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindImage || holdsImage(c) {
			return true
		}
	}
	return false
}

// destination is where an address in running text leads.
func destination(n *ast.AutoLink, source []byte) string {
	said := string(n.URL(source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(said), "mailto:") {
		said = "mailto:" + said
	}
	return said
}

// addressed holds a bare address to the rules of links.
func (c *checker) addressed(n *ast.AutoLink, at int) {
	said := destination(n, c.source)
	if c.refused(said, false, c.pos(at)) {
		return
	}
	c.writers.links[n] = placed{len(c.page.Links), said}
	c.page.Links = append(c.page.Links, Link{Destination: said, Pos: c.pos(at), Block: -1})
}

// unnest takes references, footnotes and addresses out of the words of links and of the
// descriptions of images: HTML has no link in a link.
func (in *input) unnest(root ast.Node) {
	var outer ast.Node // the link or image that the walk is in
	var inner []ast.Node
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n.Kind() {
		case ast.KindLink, ast.KindImage:
			if outer == nil && entering {
				outer = n
			} else if outer == n && !entering {
				outer = nil
			}
		case kindReference, ast.KindAutoLink, extast.KindFootnoteLink, ast.KindText:
			if outer != nil && entering {
				inner = append(inner, n)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, n := range inner {
		in.flatten(n)
	}
}

// flatten puts its words in the place of what stands in a link.
func (in *input) flatten(n ast.Node) {
	var words ast.Node
	switch n := n.(type) {
	case *ast.Text:
		value := n.Segment.Value(in.source)
		if m := wideRef.FindIndex(value); m != nil && !n.IsRaw() {
			in.report(badReference.At(in.pos(n.Segment.Start+m[0]), "链接和图片的说明里不能有引用").WithHint("把引用写在外面"))
		}
		return
	case *refNode:
		in.report(badReference.At(in.pos(n.at), "链接和图片的说明里不能有引用").WithHint("把引用写在外面"))
		words = ast.NewString([]byte(n.shown()))
	case *ast.AutoLink:
		words = ast.NewString(n.Label(in.source))
	case *extast.FootnoteLink:
		in.report(badLink.At(in.pos(max(n.Pos(), first(blockNode(n)))), "链接和图片的说明里不能有脚注").WithHint("把脚注写在后面"))
		words = ast.NewString(nil)
	}
	n.Parent().ReplaceChild(n.Parent(), n, words)
}
