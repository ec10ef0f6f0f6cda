// Package markdown reads Markdown. It alone knows goldmark and chroma.
//
// Two kinds of files are written in it. The official text of a standard is read into
// [Block]s of plain text, so that not a character is lost; [Escape] and its siblings
// write text so that it reads back exactly. Lessons and the site's other pages are turned
// into HTML by [Render], in the dialect that Chinese authors need: CommonMark 0.31 with
// GitHub's tables, task lists, strike-through, footnotes and alerts, definition lists,
// figures, references in double brackets; emphasis beside full-width marks, line breaks
// without spaces, addresses and ranges amid Chinese, anchors that keep Chinese, and no raw
// HTML but a few plain tags. Each construct has a file of its own; dialect.go puts them
// together. Formulas and diagrams would be two more.
//
// What a Chinese keyboard puts in the place of a mark is read as the mark where nothing
// else can be meant, and reported with its cure where it shows as text (lookalikes.go,
// leftovers.go). Nothing that an author wrote goes lost in silence. What people do not
// write, and would take long or fill the memory, is reported and left out (bounds.go).
package markdown

import (
	"jinjie/cmd/jinjie/internal/diag"
)

// Kinds lists every sort of problem that Markdown can have.
func Kinds() []diag.Kind {
	return []diag.Kind{rawHTML, unsafeLink, badLink, emptyLink, externalImage, noAlt, badReference, skippedHeading,
		unknownAdmonition, unknownNote, lostNote, badCode, extraCells, unreadMarkup, typography, tooComplex}
}
