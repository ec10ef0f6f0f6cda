package build

import (
	"bytes"
	"html"
	"path"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/graph"
)

// deadLinks reports links to addresses that the site does not have.
func deadLinks(links []graph.Loose, claims []claim) []diag.Diagnostic {
	site := newAddresses(claims)
	var problems []diag.Diagnostic
	for _, l := range links {
		if !l.Known && !site.known[l.Address] {
			problems = append(problems, l.DeadLink(site.meant(l.Address)))
		}
	}
	return problems
}

// The addresses of a site.
type addresses struct {
	known map[string]bool
	list  []string
	near  *diag.Guesser // of list; made when first asked for
}

func newAddresses(claims []claim) *addresses {
	a := &addresses{known: make(map[string]bool, len(claims)), list: make([]string, 0, len(claims))}
	for _, c := range claims {
		a.known[c.address] = true
		a.list = append(a.list, c.address)
	}
	return a
}

// meant guesses the address that a dead one stands for: a folder's first page, or one of
// a similar spelling.
func (a *addresses) meant(address string) string {
	address = strings.TrimLeft(address, "./")
	if index := path.Join(address, "index.html"); a.known[index] {
		return index
	}
	if a.known[address] {
		return address
	}
	if a.near == nil {
		a.near = diag.NewGuesser(a.list, files.FoldKey)
	}
	return a.near.Nearest(address)
}

// deadAnchors reports links into pages that have no such anchor.
func deadAnchors(links []graph.Loose, pages map[string][]byte) []diag.Diagnostic {
	var problems []diag.Diagnostic
	for _, l := range links {
		page, ok := pages[l.Address]
		if ok && l.Anchor != "" && !bytes.Contains(page, []byte(` id="`+html.EscapeString(l.Anchor)+`"`)) {
			problems = append(problems, l.DeadAnchor())
		}
	}
	return problems
}
