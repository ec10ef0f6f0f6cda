package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/graph"
)

var assetError = diag.Kind{Code: "asset-error", Severity: diag.Error,
	Title: "主题的样式或脚本有误",
	Why:   "主题的 css/ 和 js/ 在生成网站时压缩并加上指纹。语法有误的文件压缩不了，发布出去页面也会走样。"}

var assetWarning = diag.Kind{Code: "asset-warning", Severity: diag.Warning,
	Title: "主题的样式或脚本可疑",
	Why:   "浏览器遇到读不通的样式就跳过去，后面的几行也可能一同失效，多半是缺了分号或者括号。"}

// assetFaults put the commonest messages about stylesheets and scripts into Chinese.
var assetFaults = []struct {
	pattern *regexp.Regexp
	chinese string
}{
	{regexp.MustCompile(`Expected "([^"]+)" to go with "([^"]+)"`), "“$2”没有配对的“$1”"},
	{regexp.MustCompile(`Unexpected end of file`), "文件没有写完"},
	{regexp.MustCompile(`Unterminated`), "引号或者注释没有写完"},
	{regexp.MustCompile(`Expected "([^"]+)" but found (.+)`), "这里应当是“$1”，写成了 $2"},
	{regexp.MustCompile(`Expected (?:identifier|\S+) but found (.+)`), "这里不该有 $1"},
	{regexp.MustCompile(`Unexpected (.+)`), "这里不该有 $1"},
	{regexp.MustCompile(`"([^"]+)" is not a known CSS property`), "没有“$1”这个样式属性"},
}

// assetProblem is a message about a stylesheet or a script of the site's own.
func (f themeFiles) assetProblem(k diag.Kind, name string, m api.Message) diag.Diagnostic {
	pos := diag.Pos{File: f.places[name]}
	if m.Location != nil {
		pos = f.pos(name, m.Location.Line, m.Location.Column)
	}
	said := "读不通：" + m.Text
	for _, fault := range assetFaults {
		if in := fault.pattern.FindStringSubmatchIndex(m.Text); in != nil {
			said = string(fault.pattern.ExpandString(nil, fault.chinese, m.Text, in))
			break
		}
	}
	d := k.At(pos, "%s", said)
	if m.Location != nil && m.Location.Suggestion != "" {
		d = d.WithHint("是不是“%s”？", m.Location.Suggestion)
	}
	return d
}

// engines are the oldest browsers on which a site must still read well.
var engines = []api.Engine{
	{Name: api.EngineChrome, Version: "86"},
	{Name: api.EngineSafari, Version: "14"},
	{Name: api.EngineFirefox, Version: "78"},
}

// loadAssets minifies and fingerprints what pages load. In a template, @@NAME@@ stands
// for an asset's address from the site's root; in a stylesheet, for its address.
func (t *Theme) loadAssets(src themeFiles) ([]diag.Diagnostic, error) {
	var problems []diag.Diagnostic
	t.marks = map[string]string{}
	put := func(name string, data []byte) {
		sum := sha256.Sum256(data)
		ext := path.Ext(name)
		file := "assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
		t.assets = append(t.assets, Asset{file, data})
		t.marks[name] = file
	}
	for _, name := range src.under("js", ".js") {
		js, bad, err := src.minify([]string{name}, api.LoaderJS)
		problems = append(problems, bad...)
		if err != nil {
			return nil, err
		}
		put(path.Base(name), js)
	}
	for _, name := range src.under("img", "") {
		put(path.Base(name), src.files[name])
	}
	css, bad, err := src.minify(src.under("css", ".css"), api.LoaderCSS)
	problems = append(problems, bad...)
	if err != nil {
		return nil, err
	}
	put("site.css", inTheme.replace(css, func(asset string) (string, bool) {
		file, known := t.marks[asset]
		return path.Base(file), known // it lies beside what it loads
	}))
	return problems, nil
}

// minify minifies each file and joins the results.
func (f themeFiles) minify(names []string, loader api.Loader) ([]byte, []diag.Diagnostic, error) {
	var out bytes.Buffer
	var problems []diag.Diagnostic
	for _, name := range names {
		r := api.Transform(string(f.files[name]), api.TransformOptions{
			Loader: loader, Engines: engines, Charset: api.CharsetUTF8,
			MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true,
			LegalComments: api.LegalCommentsNone,
		})
		_, own := f.places[name]
		if len(r.Errors) > 0 && !own {
			return nil, nil, fmt.Errorf("%s: %s", name, r.Errors[0].Text)
		}
		for _, m := range r.Errors {
			problems = append(problems, f.assetProblem(assetError, name, m))
		}
		for _, m := range r.Warnings {
			if own {
				problems = append(problems, f.assetProblem(assetWarning, name, m))
			}
		}
		out.Write(r.Code)
	}
	return out.Bytes(), problems, nil
}

// perSitemap is how many addresses one sitemap may hold (sitemaps.org, protocol 0.9).
const perSitemap = 50000

// An extra is a file that stands beside the pages, before it is made.
type extra struct {
	path string
	make func() []byte
}

// Extras makes the files that stand beside the pages: robots.txt, the spreadsheets and,
// where the site's address is known, its sitemap.
func (t *Theme) Extras(g *graph.Graph) []Asset {
	var list []Asset
	for _, e := range t.extras(g) {
		list = append(list, Asset{e.path, e.make()})
	}
	return list
}

// ExtraPaths lists the addresses of what Extras makes, without making it.
func (t *Theme) ExtraPaths(g *graph.Graph) []string {
	var list []string
	for _, e := range t.extras(g) {
		list = append(list, e.path)
	}
	return list
}

// Extra makes one of the files that stand beside the pages; false if there is none at
// that address.
func (t *Theme) Extra(g *graph.Graph, path string) ([]byte, bool) {
	for _, e := range t.extras(g) {
		if e.path == path {
			return e.make(), true
		}
	}
	return nil, false
}

func (t *Theme) extras(g *graph.Graph) []extra {
	list := tables(g, t.words)
	robots := "User-agent: *\nAllow: /\n"
	if g.Home.BaseURL != "" {
		list = append(list, sitemaps(g)...)
		robots += "Sitemap: " + g.Home.BaseURL + "sitemap.xml\n"
	}
	return append(list, extra{"robots.txt", func() []byte { return []byte(robots) }})
}

const xmlns = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`

func sitemaps(g *graph.Graph) []extra {
	var addresses []string
	for _, ref := range Index(g) {
		if ref.Kind != NotFound && ref.Kind != Redirect && ref.Kind != Search {
			addresses = append(addresses, g.Home.BaseURL+rel(".", ref.Address))
		}
	}
	if len(addresses) <= perSitemap {
		return []extra{{"sitemap.xml", func() []byte { return sitemap("urlset", "url", addresses) }}}
	}
	var parts []extra
	var names []string
	for part := range slices.Chunk(addresses, perSitemap) {
		name := fmt.Sprintf("sitemap-%d.xml", len(parts)+1)
		parts = append(parts, extra{name, func() []byte { return sitemap("urlset", "url", part) }})
		names = append(names, g.Home.BaseURL+name)
	}
	return append(parts, extra{"sitemap.xml", func() []byte { return sitemap("sitemapindex", "sitemap", names) }})
}

func sitemap(root, entry string, addresses []string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%s %s>\n", root, xmlns)
	for _, a := range addresses {
		fmt.Fprintf(&b, "<%s><loc>", entry)
		xml.EscapeText(&b, []byte(a)) // a buffer takes everything
		fmt.Fprintf(&b, "</loc></%s>\n", entry)
	}
	fmt.Fprintf(&b, "</%s>\n", root)
	return b.Bytes()
}

// RootPath is the path of the site's root on its server: "/" unless base_url tells a folder.
func RootPath(base string) string {
	_, rest, ok := strings.Cut(base, "://")
	if !ok {
		return "/"
	}
	_, folder, _ := strings.Cut(rest, "/")
	return "/" + folder
}
