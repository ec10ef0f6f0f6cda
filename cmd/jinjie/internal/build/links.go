package build

import (
	"bytes"
	"html"
	"path"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/graph"
)

// deadLinks reports links to addresses that the site does not have.
func deadLinks(links []graph.Loose, claims []claim) []diag.Diagnostic {
	known := map[string]bool{}
	var addresses []string
	for _, c := range claims {
		known[c.address] = true
		addresses = append(addresses, c.address)
	}
	var problems []diag.Diagnostic
	for _, l := range links {
		if !l.Known && !known[l.Address] {
			problems = append(problems, l.DeadLink(meant(l.Address, known, addresses)))
		}
	}
	return problems
}

// meant guesses the address that a dead one stands for: a folder's first page, or one of
// a similar spelling.
func meant(address string, known map[string]bool, addresses []string) string {
	address = strings.TrimLeft(address, "./")
	if index := path.Join(address, "index.html"); known[index] {
		return index
	}
	if known[address] {
		return address
	}
	return diag.Nearest(address, addresses)
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
