package render

import (
	"fmt"
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/graph"
)

// lowContrast is a colour that cannot be read on the paper it stands on.
var lowContrast = diag.Kind{Code: "low-contrast", Severity: diag.Warning,
	Title: "颜色与底色的对比不够",
	Why:   "等级的名称、动词和编码用这些颜色写字。文字与底色的对比度低于 4.5:1（WCAG 2.2 的 1.4.3 条），视力弱的人、在阳光下看手机的人就读不出来。浅色和深色两种底色分别计算；没有写深色的，程序由浅色的推算。"}

// ColourFile is where the stylesheet of a site's own colours stands in its theme: behind
// the default theme's, and before what a theme of the site's own adds at the end.
const ColourFile = "css/95-colours.css"

// ColourSheet writes the stylesheet of a site's own colours for a theme as [LoadTheme]
// takes it, and reports those that are hard to read on its paper. What is not written
// follows from what is: a level's tint from its colour, a dark page's colours from the
// light ones, so that they can be read. Without colours there is no stylesheet.
func ColourSheet(base fs.FS, own []Override, c graph.Colours) ([]byte, []diag.Diagnostic, error) {
	if len(c.Light.Levels)+len(c.Dark.Levels) == 0 && c.Light.Accent.Hex == "" && c.Dark.Accent.Hex == "" {
		return nil, nil, nil
	}
	src, err := newThemeFiles(base, own)
	if err != nil {
		return nil, nil, err
	}
	light, dark := src.papers()
	problems := append(tooFaint(c.Light, light), tooFaint(c.Dark, dark)...)
	bright := tokens(c.Light, light)
	dim := tokens(darkened(c, dark), dark)
	var b strings.Builder
	fmt.Fprintf(&b, ":root{%s}\n", bright)
	fmt.Fprintf(&b, "@media (prefers-color-scheme:dark){:root:not([data-theme=light]){%s}}\n", dim)
	fmt.Fprintf(&b, ":root[data-theme=dark]{%s}\n", dim)
	fmt.Fprintf(&b, "@media (prefers-contrast:more){:root:root{%s}}\n", tints(c, "var(--paper)"))
	fmt.Fprintf(&b, "@media print{:root,:root[data-theme=dark]{%s%s}}\n", bright, tints(c, "#fff"))
	return []byte(b.String()), problems, nil
}

// The papers of the default theme, where a theme names none.
const lightPaper, darkPaper = "#fcfcfa", "#121716"

var paperToken = regexp.MustCompile(`--paper:\s*(#[0-9A-Fa-f]{6})\b`)

// papers finds the colours of a theme's paper, on light pages and on dark ones: the first
// that is named, and the first dark one.
func (f themeFiles) papers() (light, dark rgb) {
	light, dark = parseHex(lightPaper), parseHex(darkPaper)
	first, found := true, false
	for _, name := range f.under("css", ".css") {
		for _, m := range paperToken.FindAllSubmatch(f.files[name], -1) {
			p := parseHex(string(m[1]))
			if first {
				light, first = p, false
			}
			if !found && p.luminance() < white.luminance()/5 {
				dark, found = p, true
			}
		}
	}
	return light, dark
}

// tokens writes the custom properties of a palette on a paper.
func tokens(p graph.Palette, paper rgb) string {
	var b strings.Builder
	for i, c := range p.Levels {
		if c.Hex != "" {
			fmt.Fprintf(&b, "--c%d:%s;--w%d:%s;", i+1, c.Hex, i+1, tint(parseHex(c.Hex), paper))
		}
	}
	if p.Accent.Hex != "" {
		fmt.Fprintf(&b, "--accent:%s;", p.Accent.Hex)
	}
	return b.String()
}

// tints writes one tint for all levels that have a colour of the site's own.
func tints(c graph.Colours, tint string) string {
	var b strings.Builder
	for i := range max(len(c.Light.Levels), len(c.Dark.Levels)) {
		fmt.Fprintf(&b, "--w%d:%s;", i+1, tint)
	}
	return b.String()
}

// darkened is the palette of dark pages: what is written, else what follows from the light.
func darkened(c graph.Colours, paper rgb) graph.Palette {
	pick := func(light, dark graph.Colour) graph.Colour {
		if dark.Hex == "" && light.Hex != "" {
			dark.Hex = parseHex(light.Hex).until(white, paper, 700).String()
		}
		return dark
	}
	at := func(list []graph.Colour, i int) graph.Colour {
		if i < len(list) {
			return list[i]
		}
		return graph.Colour{}
	}
	p := graph.Palette{Accent: pick(c.Light.Accent, c.Dark.Accent)}
	for i := range max(len(c.Light.Levels), len(c.Dark.Levels)) {
		p.Levels = append(p.Levels, pick(at(c.Light.Levels, i), at(c.Dark.Levels, i)))
	}
	return p
}

// leastContrast is the least contrast of text to its ground, in hundredths (WCAG 2.2, 1.4.3).
const leastContrast = 450

// tooFaint reports the colours of a palette that are hard to read on a paper.
func tooFaint(p graph.Palette, paper rgb) []diag.Diagnostic {
	far := black
	if paper.luminance() < white.luminance()/5 {
		far = white
	}
	var problems []diag.Diagnostic
	for _, c := range append(p.Levels[:len(p.Levels):len(p.Levels)], p.Accent) {
		if c.Hex == "" {
			continue
		}
		ratio := contrast(parseHex(c.Hex), paper)
		if ratio >= leastContrast {
			continue
		}
		way := "深"
		if far == white {
			way = "浅"
		}
		problems = append(problems, lowContrast.At(c.Pos, "颜色 %s 在底色 %s 上的对比度只有 %d.%02d:1，看不清", c.Hex, paper, ratio/100, ratio%100).
			WithHint("至少要 4.5:1；再%s一些，例如 %s", way, parseHex(c.Hex).until(far, paper, leastContrast)))
	}
	return problems
}

// tint is the paper with a little of a colour in it: so little that the colour can still be
// read on it.
func tint(c, paper rgb) rgb {
	for n := 5; n > 0; n-- {
		if t := paper.mix(c, n); contrast(c, t) >= leastContrast {
			return t
		}
	}
	return paper
}

// An rgb is a colour by its parts of red, green and blue, from 0 to 255.
type rgb [3]int

var black, white = rgb{}, rgb{255, 255, 255}

// parseHex reads a colour as settings have it, "#1f705d"; black if it is none.
func parseHex(hex string) rgb {
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 24)
	if err != nil {
		return black
	}
	return rgb{int(n >> 16), int(n >> 8 & 255), int(n & 255)}
}

func (c rgb) String() string { return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2]) }

// mix is c with n parts of 64 of another colour in it.
func (c rgb) mix(other rgb, n int) rgb {
	for i := range c {
		c[i] = (c[i]*(64-n) + other[i]*n + 32) / 64
	}
	return c
}

// until is c with as little of another colour as makes its contrast to paper at least so
// many hundredths.
func (c rgb) until(other, paper rgb, least int) rgb {
	for n := range 65 {
		if m := c.mix(other, n); contrast(m, paper) >= least {
			return m
		}
	}
	return other
}

// linear is the light of a part of a colour, of 65535 (IEC 61966-2-1; WCAG 2.2, relative
// luminance). From here on all is whole numbers, the same on every machine.
var linear = sync.OnceValue(func() (table [256]int) {
	for i := range table {
		v := float64(i) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		table[i] = int(math.Round(v * 65535))
	}
	return table
})

// luminance is the relative luminance, of 655350000.
func (c rgb) luminance() int {
	l := linear()
	return 2126*l[c[0]] + 7152*l[c[1]] + 722*l[c[2]]
}

// contrast is the contrast of two colours in hundredths, rounded down: from 100 to 2100.
func contrast(a, b rgb) int {
	const glare = 32767500 // 0.05
	x, y := a.luminance()+glare, b.luminance()+glare
	return max(x, y) * 100 / min(x, y)
}
