package files

import (
	"slices"

	"jinjie/cmd/jinjie/internal/diag"
)

// Kinds lists every sort of problem that this package can report.
func Kinds() []diag.Kind {
	return slices.Concat(treeKinds(), publishKinds())
}
