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
	sets   map[Kind]*template.Template
	keys   map[Kind][32]byte // what the templates of a kind say, with the words they use
	places map[string]string // a template's name → its file in the author's tree, if it is an override
	assets []Asset
	words  map[string]string // of the interface, by key
	marks  map[string]string // assets by the names that stand between @@ and @@ → fingerprinted names
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
func ThemeKinds() []diag.Kind { return []diag.Kind{templateError, assetError} }

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
	t := &Theme{sets: map[Kind]*template.Template{}, keys: map[Kind][32]byte{}, places: src.places}
	words, err := src.words(language)
	if err != nil {
		return nil, nil, err
	}
	t.words = words
	var problems []diag.Diagnostic
	if problems, err = t.loadAssets(src); err != nil {
		return nil, nil, err
	}
	for _, k := range Kinds {
		set, key, err := src.set(k, words)
		if d, ok := t.diagnostic(err); ok {
			problems = append(problems, d)
		} else if err != nil {
			return nil, nil, err
		}
		t.sets[k], t.keys[k] = set, key
	}
	return t, diag.Sort(problems), nil
}

// themeFiles are the files of a theme, overrides in place.
type themeFiles struct {
	files  map[string][]byte
	places map[string]string // of overrides: path in the theme → path in the author's tree
}

func newThemeFiles(base fs.FS, own []Override) (themeFiles, error) {
	src := themeFiles{map[string][]byte{}, map[string]string{}}
	err := fs.WalkDir(base, "default", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(base, name)
		src.files[strings.TrimPrefix(name, "default/")] = data
		return err
	})
	for _, o := range own {
		for name, data := range o.Files {
			src.files[name] = data
			src.places[name] = path.Join(o.Dir, name)
		}
	}
	return src, err
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

// words reads the words of the interface in language; without a file for it, Chinese.
func (f themeFiles) words(language string) (map[string]string, error) {
	words := map[string]string{}
	for _, name := range []string{"strings/zh-CN.json", "strings/" + language + ".json"} {
		if data, ok := f.files[name]; ok {
			if err := json.Unmarshal(data, &words); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return words, nil
}

// set parses the templates of one kind of page: the base, the partials, and its own.
func (f themeFiles) set(k Kind, words map[string]string) (*template.Template, [32]byte, error) {
	hash := sha256.New()
	root := template.New("base.html").Option("missingkey=error").Funcs(template.FuncMap{
		"t": func(key string, args ...any) (string, error) { return word(words, key, args) },
		// The words of content/ are checked when they are read; nothing else comes as HTML.
		"checked": func(html string) template.HTML { return template.HTML(html) },
		// So are the addresses out of the site, whatever their scheme.
		"outside": func(address string) template.URL { return template.URL(address) },
		"pair":    func(a, b any) []any { return []any{a, b} },
		"state":   func(name string) string { return "state-" + name },
		"inc":     func(n int) int { return n + 1 },
		"names":   func(links []Link) string { return names(words, links) },
	})
	// The base comes first: what it defines for want of better must not come last and win.
	names := slices.DeleteFunc(f.under("layouts", ".html"), func(name string) bool { return name == "layouts/base.html" })
	for _, name := range append([]string{"layouts/base.html"}, names...) {
		short := path.Base(name)
		if short != "base.html" && !strings.HasPrefix(short, "_") && short != string(k)+".html" {
			continue
		}
		hash.Write(f.files[name])
		tmpl := root
		if short != "base.html" {
			tmpl = root.New(name)
		}
		if _, err := tmpl.Parse(string(f.files[name])); err != nil {
			return nil, [32]byte{}, err
		}
	}
	said, err := json.Marshal(words) // sorted by key
	hash.Write(said)
	return root, [32]byte(hash.Sum(nil)), err
}

// word returns the interface's words for key, filled in with args.
func word(words map[string]string, key string, args []any) (string, error) {
	w, ok := words[key]
	if !ok {
		return "", fmt.Errorf("no words for %q", key)
	}
	if len(args) == 0 {
		return w, nil
	}
	return fmt.Sprintf(w, args...), nil
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
	out := make([]byte, 0, len(html)+512)
	for {
		before, rest, found := bytes.Cut(html, []byte("@@"))
		out = append(out, before...)
		if !found {
			return out
		}
		name, behind, _ := bytes.Cut(rest, []byte("@@"))
		if file, known := t.marks[string(name)]; known {
			out, html = append(out, file...), behind
		} else {
			out, html = append(out, "@@"...), rest
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
		if d, ok := t.diagnostic(err); ok {
			return nil, []diag.Diagnostic{d}, nil
		}
		return nil, nil, fmt.Errorf("%s: %w", p.File, err)
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
