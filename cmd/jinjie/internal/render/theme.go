package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// A Theme is a set of templates for each kind of page, the words of the interface, and
// the assets that pages load.
//
// A theme's folder holds layouts/ (base.html, one KIND.html a kind of page, and partials
// whose names begin with “_”), css/ and js/ (joined in the order of their names and
// minified: css/*.css become site.css, js/theme.js and js/site.js stay apart), img/
// (as they are), and strings/LANGUAGE.json.
type Theme struct {
	sets    map[Kind]*template.Template
	keys    map[Kind][32]byte // what the templates of a kind say, with the words they use
	src     themeFiles
	assets  []Asset
	words   map[string]string // of the interface, by key
	foreign bool              // whether Chinese words are marked: the pages are in another language
	marks   map[string]string // assets by the names that stand between @@ and @@ → fingerprinted names
}

// An Asset is a file that pages load.
type Asset struct {
	Path string // from the site's root, such as "assets/site.1f3a.css"
	Data []byte
}

var templateError = diag.Kind{Code: "template-error", Severity: diag.Error,
	Title: "主题的模板有误",
	Why:   "themes/ 里的模板覆盖默认主题的同名文件，按 Go 的 html/template 语法书写。模板读不通，或者用了页面没有的数据，页面就无法生成。"}

// ThemeKinds lists every sort of problem that a site's theme can have.
func ThemeKinds() []diag.Kind {
	return []diag.Kind{templateError, assetError, stringsError, unknownString, lowContrast, unusedFile, assetWarning}
}

// An Override is what a site puts in place of the default theme's files.
type Override struct {
	Dir   string            // such as "themes/mine"
	Files map[string][]byte // by path in the theme, such as "layouts/skill.html"
}

// LoadTheme makes a theme of the default one, below the folder "default" of base, and a
// site's own files, which win one by one, the later over the earlier. What is wrong in
// those comes as diagnostics; an error means that the default theme itself is broken.
func LoadTheme(base fs.FS, own []Override, language string) (*Theme, []diag.Diagnostic, error) {
	src, err := newThemeFiles(base, own)
	if err != nil {
		return nil, nil, err
	}
	t := &Theme{sets: map[Kind]*template.Template{}, keys: map[Kind][32]byte{}, src: src, foreign: marksHan(language)}
	words, problems, err := src.words(language)
	if err != nil {
		return nil, nil, err
	}
	t.words = words
	more, err := t.loadAssets(src)
	if err != nil {
		return nil, nil, err
	}
	problems = slices.Concat(problems, more, src.unused(), src.unknownAssets(keysOf(t.marks)))
	for _, k := range Kinds {
		set, key, err := src.set(k, words, t.marks)
		if d, ok := t.diagnostic(k, err); ok {
			problems = append(problems, d)
		} else if err != nil {
			return nil, nil, err
		} else {
			problems = append(problems, src.bodiless(k, set)...)
		}
		t.sets[k], t.keys[k] = set, key
	}
	return t, diag.Sort(problems), nil
}

// themeFiles are the files of a theme, overrides in place.
type themeFiles struct {
	files   map[string][]byte
	places  map[string]string  // of overrides: path in the theme → path in the author's tree
	strings map[string][]layer // files of words, which lie over one another: path in the theme → from the bottom up
	covered map[string][]byte  // the default theme's files, those in whose place overrides stand too
	mine    map[string]string  // all files of the site's own: path in the theme → path in the author's tree
}

func newThemeFiles(base fs.FS, own []Override) (themeFiles, error) {
	src := themeFiles{map[string][]byte{}, map[string]string{}, map[string][]layer{}, map[string][]byte{}, map[string]string{}}
	err := fs.WalkDir(base, "default", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(base, name)
		name = strings.TrimPrefix(name, "default/")
		src.covered[name] = data
		src.add(name, layer{data: data})
		return err
	})
	for _, o := range own {
		for name, data := range o.Files {
			src.mine[name] = path.Join(o.Dir, name)
			src.add(name, layer{path.Join(o.Dir, name), bytes.TrimPrefix(data, []byte("\ufeff"))})
		}
	}
	return src, err
}

// add puts a file in its place, over one of the same name.
func (f themeFiles) add(name string, l layer) {
	if path.Dir(name) == "strings" {
		f.strings[name] = append(f.strings[name], l)
		return
	}
	f.files[name] = l.data
	if l.place != "" {
		f.places[name] = l.place
	}
}

// under lists the files of a folder of the theme by name.
func (f themeFiles) under(dir, ext string) []string {
	var names []string
	for name := range f.files {
		if path.Dir(name) == dir && strings.HasSuffix(name, ext) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// A mark stands on both sides of an asset's name where its fingerprint is not known yet: in
// the files of a theme, and in what templates make of them. Those differ, for a lesson may
// tell of the first.
type mark string

const inTheme, inPages mark = "@@", "@~"

// set parses the templates of one kind of page: the base, the partials, and its own.
func (f themeFiles) set(k Kind, words, marks map[string]string) (*template.Template, [32]byte, error) {
	hash := sha256.New()
	root := template.New("base.html").Option("missingkey=error").Funcs(functions(words))
	// The base comes first: what it defines for want of better must not come last and win.
	names := slices.DeleteFunc(f.under("layouts", ".html"), func(name string) bool { return name == "layouts/base.html" })
	for _, name := range append([]string{"layouts/base.html"}, names...) {
		if !k.uses(name) {
			continue
		}
		tmpl := root
		if name != "layouts/base.html" {
			tmpl = root.New(name)
		}
		text := inTheme.replace(f.files[name], func(asset string) (string, bool) {
			_, known := marks[asset]
			return string(inPages) + asset + string(inPages), known
		})
		hash.Write(text)
		if _, err := tmpl.Parse(string(text)); err != nil {
			return nil, [32]byte{}, err
		}
	}
	said, err := json.Marshal(words) // sorted by key; the language of the page is in its view
	hash.Write(said)
	return root, [32]byte(hash.Sum(nil)), err
}

// uses tells whether pages of a kind are made with a layout: the base, a partial, or their own.
func (k Kind) uses(layout string) bool {
	short := path.Base(layout)
	return short == "base.html" || strings.HasPrefix(short, "_") || short == string(k)+".html"
}

// functions are what templates can call beside what html/template brings along.
func functions(words map[string]string) template.FuncMap {
	return template.FuncMap{
		"t": func(key string, args ...any) (string, error) { return word(words, key, args) },
		// The words of content/ are checked when they are read; nothing else comes as HTML.
		"checked": func(html string) template.HTML { return template.HTML(html) },
		// So are the addresses out of the site, whatever their scheme.
		"outside":    func(address string) template.URL { return template.URL(address) },
		"pair":       func(a, b any) []any { return []any{a, b} },
		"state":      func(name string) string { return "state-" + name },
		"form":       form,
		"attributes": attributes,
		"data":       func(json string) template.JS { return template.JS(json) }, // which escapes what HTML would read
		"inc":        func(n int) int { return n + 1 },
		"names":      func(links []Link) string { return names(words, links) },
	}
}

// names joins the words of links as a sentence lists them.
func names(words map[string]string, links []Link) string {
	var list []string
	for _, l := range links {
		list = append(list, l.Text)
	}
	return strings.Join(list, words["and"])
}

// Render puts the view of p into its templates. A fault of a site's own template comes
// as a diagnostic, and no page with it.
func (t *Theme) Render(p Page) ([]byte, []diag.Diagnostic, error) {
	html, problems, err := t.Execute(p)
	return t.NameAssets(html), problems, err
}

// NameAssets puts the names of the theme's assets into what Execute made: they come last,
// so that an edit of the stylesheet is no edit of every page.
func (t *Theme) NameAssets(html []byte) []byte {
	if html == nil {
		return nil
	}
	return inPages.replace(html, func(asset string) (string, bool) { file, known := t.marks[asset]; return file, known })
}

// replace puts what in says of them in the place of assets that are marked, if it knows them.
func (m mark) replace(text []byte, in func(asset string) (string, bool)) []byte {
	out := make([]byte, 0, len(text)+512)
	for {
		before, rest, found := bytes.Cut(text, []byte(m))
		out = append(out, before...)
		if !found {
			return out
		}
		name, behind, _ := bytes.Cut(rest, []byte(m))
		if file, known := in(string(name)); known {
			out, text = append(out, file...), behind
		} else {
			out, text = append(out, m...), rest
		}
	}
}

// Execute is Render less the names of the assets, which stand as marks. Its result
// depends on Key alone.
func (t *Theme) Execute(p Page) ([]byte, []diag.Diagnostic, error) {
	set := t.sets[p.Kind]
	if set == nil {
		return nil, nil, nil // its templates could not be read: loading has said so
	}
	var b bytes.Buffer
	if err := set.Execute(&b, p.View); err != nil {
		if d, ok := t.diagnostic(p.Kind, err); ok {
			return nil, []diag.Diagnostic{d}, nil
		}
		return nil, nil, fmt.Errorf("%s: %w", p.File, err)
	}
	if t.foreign {
		return markHan(b.Bytes()), nil, nil
	}
	return b.Bytes(), nil, nil
}

// Key identifies a page's bytes, asset names aside: the hash of everything its templates
// can see, and of the templates.
func (t *Theme) Key(p Page) ([32]byte, error) {
	view, err := json.Marshal(p.View)
	if err != nil {
		return [32]byte{}, err
	}
	hash := sha256.New()
	key := t.keys[p.Kind]
	hash.Write(key[:])
	hash.Write([]byte(p.File))
	hash.Write(view)
	return [32]byte(hash.Sum(nil)), nil
}

// Assets lists the theme's files as pages load them.
func (t *Theme) Assets() []Asset { return t.assets }
