package main

import (
	"html"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	reference = regexp.MustCompile(`\s(?:href|src|action|poster)="([^"]*)"`)
	srcset    = regexp.MustCompile(`\ssrcset=`)
	anchor    = regexp.MustCompile(`\sid="([^"]*)"`)
)

// TestEveryLinkResolves follows all links of the built site as files on a disk: one that
// climbs out of the site or begins at a server's root would break in a sub-folder.
func TestEveryLinkResolves(t *testing.T) {
	site := built(t)
	pages := pagesOf(t, site)
	anchors := map[string]map[string]bool{}
	for name, page := range pages {
		anchors[name] = map[string]bool{}
		for _, m := range anchor.FindAllStringSubmatch(page, -1) {
			id := html.UnescapeString(m[1])
			if anchors[name][id] {
				t.Errorf("%s: the id %q stands twice", name, id)
			}
			anchors[name][id] = true
		}
	}
	followed := 0
	for name, page := range pages {
		if srcset.MatchString(page) {
			t.Errorf("%s: this test cannot follow srcset", name)
		}
		for _, m := range reference.FindAllStringSubmatch(page, -1) {
			u, err := url.Parse(html.UnescapeString(m[1]))
			if err != nil {
				t.Errorf("%s: %q is no address", name, m[1])
			} else if u.Scheme == "" {
				follow(t, site, name, u, anchors)
				followed++
			}
		}
	}
	if followed < 1000 {
		t.Errorf("followed %d links only", followed)
	}
}

// follow reports a link of the page name that leads to no file or to no anchor.
func follow(t *testing.T, site, name string, u *url.URL, anchors map[string]map[string]bool) {
	t.Helper()
	from := path.Dir(name)
	to := u.Path
	if name == "404.html" { // shown at any depth: its links begin at the root
		if !strings.HasPrefix(to, "/") && to != "" {
			t.Errorf("%s: %q does not begin at the root", name, u)
		}
		to = strings.TrimPrefix(to, "/")
	}
	target := path.Join(from, to)
	if to == "" {
		target = name
	}
	switch info, err := os.Stat(filepath.Join(site, filepath.FromSlash(target))); {
	case u.Host != "" || strings.HasPrefix(to, "/") || target == ".." || strings.HasPrefix(target, "../"):
		t.Errorf("%s: %q leads out of the site", name, u)
	case err != nil || info.IsDir():
		t.Errorf("%s: %q leads nowhere", name, u)
	case u.Fragment != "" && !anchors[target][u.Fragment]:
		t.Errorf("%s: %q has no such anchor", name, u)
	}
}
