package build

import (
	"bytes"
	"html"
	"net/url"
	"path"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// A target is where a link of the home page leads within the site.
type target struct {
	address string // of the page or file, such as "590008/1.1.1.html"
	anchor  string // decoded, or empty
}

// target takes a link apart; false for one that leads out of the site.
func (l link) target() (target, bool) {
	u, err := url.Parse(l.destination)
	switch {
	case err != nil:
		return target{l.destination, ""}, true // no file has such an address
	case u.Scheme != "" || u.Host != "":
		return target{}, false
	case u.Path == "":
		return target{"index.html", u.Fragment}, true
	}
	if strings.HasPrefix(u.Path, "/") || strings.HasSuffix(u.Path, "/") {
		return target{u.Path, u.Fragment}, true // as written: no file has such an address
	}
	return target{path.Clean(u.Path), u.Fragment}, true
}

// deadLinks reports the home page's links to addresses that the site does not have.
func deadLinks(links []link, claims []claim) []diag.Diagnostic {
	known := map[string]bool{}
	var addresses []string
	for _, c := range claims {
		known[c.address] = true
		addresses = append(addresses, c.address)
	}
	var problems []diag.Diagnostic
	for _, l := range links {
		to, within := l.target()
		if !within || known[to.address] {
			continue
		}
		d := brokenLink.At(l.pos, "网站里没有“%s”", l.destination)
		if near := meant(to.address, known, addresses); near != "" {
			d = d.WithHint("是不是“%s”？", near)
		}
		problems = append(problems, d)
	}
	return problems
}

// meant guesses the address that a dead one stands for: without the server's root, a
// folder's first page, or one of a similar spelling.
func meant(address string, known map[string]bool, addresses []string) string {
	address = strings.TrimLeft(address, "/")
	if index := path.Join(address, "index.html"); known[index] {
		return index
	}
	if known[address] {
		return address
	}
	return diag.Nearest(address, addresses)
}

// deadAnchors reports the home page's links into pages that have no such anchor.
func deadAnchors(links []link, pages map[string][]byte) []diag.Diagnostic {
	var problems []diag.Diagnostic
	for _, l := range links {
		to, within := l.target()
		page, ok := pages[to.address]
		if !within || !ok || to.anchor == "" {
			continue
		}
		if !bytes.Contains(page, []byte(` id="`+html.EscapeString(to.anchor)+`"`)) {
			problems = append(problems, brokenLink.At(l.pos, "“%s”里没有“#%s”这个位置", to.address, to.anchor))
		}
	}
	return problems
}
