// Package themes holds the default theme: layouts, stylesheets, scripts and the words
// of the interface. A site overrides single files of it in themes/NAME.
package themes

import "embed"

// Default is the default theme below the folder "default".
//
//go:embed all:default
var Default embed.FS
