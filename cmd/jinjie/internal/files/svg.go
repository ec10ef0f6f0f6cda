package files

import (
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// svgSize reads the size of an SVG picture: its width and height, else those of its
// viewBox, else zeros. It is false if the file does not begin as an SVG does. Entities
// are not replaced, so none of them can grow.
func svgSize(r io.Reader) (width, height int, ok bool) {
	decoder := xml.NewDecoder(r)
	decoder.Strict = false // drawing programs write entities of their own
	decoder.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(label), "gb") {
			return simplifiedchinese.GB18030.NewDecoder().Reader(in), nil
		}
		return in, nil
	}
	for {
		token, err := decoder.RawToken()
		if err != nil {
			return 0, 0, false
		}
		if root, found := token.(xml.StartElement); found {
			width, height = rootSize(root)
			return width, height, root.Name.Local == "svg"
		}
	}
}

func rootSize(root xml.StartElement) (width, height int) {
	box := ""
	for _, a := range root.Attr {
		switch {
		case a.Name.Space != "": // of a drawing program
		case a.Name.Local == "width":
			width = pixels(a.Value)
		case a.Name.Local == "height":
			height = pixels(a.Value)
		case a.Name.Local == "viewBox":
			box = a.Value
		}
	}
	if width > 0 && height > 0 {
		return width, height
	}
	if sides := strings.Fields(strings.ReplaceAll(box, ",", " ")); len(sides) == 4 {
		return pixels(sides[2]), pixels(sides[3])
	}
	return 0, 0
}

var svgLength = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?)(?:px)?$`)

// pixels reads a length; 0 if it depends on something else, as percents do.
func pixels(value string) int {
	m := svgLength.FindStringSubmatch(strings.TrimSpace(value))
	if m == nil {
		return 0
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil || n < 1 || n > maxSide {
		return 0
	}
	return int(n + 0.5)
}
