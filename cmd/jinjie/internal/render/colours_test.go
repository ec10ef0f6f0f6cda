package render

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/themes"
)

func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"#000000", "#ffffff", 2100},
		{"#ffffff", "#000000", 2100},
		{"#777777", "#ffffff", 447}, // the known grey that just fails
		{"#767676", "#ffffff", 454}, // and the one that just passes
		{"#1f705d", "#1f705d", 100},
	} {
		if got := contrast(parseHex(c.a), parseHex(c.b)); got != c.want {
			t.Errorf("%s on %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// sheet is the stylesheet of colours, with what is said of them.
func sheet(t *testing.T, own []Override, c graph.Colours) (css, says string) {
	t.Helper()
	data, problems, err := ColourSheet(themes.Default, own, c)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range problems {
		says += fmt.Sprintf("%v %s\n%s\n", d.Pos, d.Message, d.Hint)
	}
	return string(data), says
}

func written(hex string, line int) graph.Colour {
	return graph.Colour{Hex: hex, Pos: diag.Pos{File: "content/index.md", Line: line, Column: 1}}
}

func TestColoursThatAreHardToReadAreTold(t *testing.T) {
	var c graph.Colours
	if css, says := sheet(t, nil, c); css != "" || says != "" {
		t.Errorf("without colours: %q %q", css, says)
	}
	c.Light.Levels = []graph.Colour{written("#1f705d", 1), written("#ffd200", 2)}
	c.Light.Accent = written("#8a8a8a", 3)
	c.Dark.Accent = written("#333333", 4)
	_, says := sheet(t, nil, c)
	for _, want := range []string{
		"content/index.md:2:1 颜色 #ffd200 在底色 #fcfcfa 上的对比度只有 1.41:1，看不清\n至少要 4.5:1；再深一些，例如 #",
		"content/index.md:3:1 颜色 #8a8a8a 在底色 #fcfcfa 上的对比度只有 3.36:1，看不清",
		"content/index.md:4:1 颜色 #333333 在底色 #121716 上的对比度只有 1.43:1，看不清\n至少要 4.5:1；再浅一些，例如 #",
	} {
		if !strings.Contains(says, want) {
			t.Errorf("it says %s\nwant %s", says, want)
		}
	}
	if strings.Contains(says, "#1f705d") {
		t.Error("a colour that can be read is told of")
	}
	for _, m := range regexp.MustCompile(`底色 (#\w+) .*\n.*例如 (#\w+)`).FindAllStringSubmatch(says, -1) {
		if got := contrast(parseHex(m[1]), parseHex(m[2])); got < 450 || got > 520 {
			t.Errorf("the hint %s on %s has %d", m[2], m[1], got)
		}
	}
}

var levelToken = regexp.MustCompile(`--([cw])(\d):(#\w+);`)

// Whatever colours a site takes, those that follow from them can be read: on dark paper, and
// on the tint of their level.
func TestColoursThatFollowCanBeRead(t *testing.T) {
	for _, hex := range []string{"#1f705d", "#2c4a96", "#b2361b", "#000000", "#d00000", "#0000ff", "#6b6b00", "#747474"} {
		css, says := sheet(t, nil, graph.Colours{Light: graph.Palette{Levels: []graph.Colour{written(hex, 1)}}})
		if says != "" {
			t.Fatalf("%s: %s", hex, says)
		}
		lines := strings.Split(css, "\n")
		for i, paper := range []string{lightPaper, darkPaper} {
			colours := map[string]rgb{"paper": parseHex(paper)}
			for _, m := range levelToken.FindAllStringSubmatch(lines[i], -1) {
				colours[m[1]] = parseHex(m[3])
			}
			if a, b := contrast(colours["c"], colours["paper"]), contrast(colours["c"], colours["w"]); a < 450 || b < 450 {
				t.Errorf("%s on %s: %d, on its tint %d", hex, paper, a, b)
			}
		}
	}
}

func TestColoursStandInTheStylesheet(t *testing.T) {
	css, _ := sheet(t, nil, graph.Colours{
		Light: graph.Palette{Levels: []graph.Colour{written("#123456", 1)}, Accent: written("#654321", 1)},
		Dark:  graph.Palette{Levels: []graph.Colour{written("#abcdef", 1), written("#fedcba", 1)}},
	})
	th, problems, err := LoadTheme(themes.Default, []Override{{"content/index.md", map[string][]byte{ColourFile: []byte(css)}}}, "zh-CN")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	var site string
	for _, a := range th.Assets() {
		if strings.HasSuffix(a.Path, ".css") {
			site = string(a.Data)
		}
	}
	for _, want := range []string{":root{--c1:#123456;--w1:#", "--accent:#654321", "[data-theme=dark]{--c1:#abcdef;", "--c2:#fedcba"} {
		if !strings.Contains(site, want) {
			t.Errorf("the stylesheet lacks %s", want)
		}
	}
}

// A theme's own paper is the ground that colours are held against.
func TestColoursAreHeldAgainstTheThemesPaper(t *testing.T) {
	own := []Override{{"themes/x", map[string][]byte{"css/10-tokens.css": []byte(":root{--paper: #dddddd}\n@media (prefers-color-scheme:dark){:root{--paper:#333333}}")}}}
	_, says := sheet(t, own, graph.Colours{Light: graph.Palette{Accent: written("#707070", 1)}})
	if !strings.Contains(says, "在底色 #dddddd 上") {
		t.Errorf("it says %q", says)
	}
}
