package graph

import (
	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/standard"
)

func build(standards []*standard.Standard, home Home) (*Graph, []diag.Diagnostic) {
	return &Graph{Home: home}, nil
}
