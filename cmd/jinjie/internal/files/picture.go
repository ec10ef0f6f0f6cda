package files

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"

	_ "golang.org/x/image/webp"
)

func isPicture(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg":
		return true
	}
	return false
}

// pictureSize reads the size of a picture from its head; zeros if it cannot be told.
func pictureSize(name string) (width, height int) {
	f, err := os.Open(name)
	if err != nil {
		return 0, 0
	}
	defer f.Close()
	if strings.EqualFold(path.Ext(name), ".svg") {
		return svgSize(io.LimitReader(f, 64<<10))
	}
	head := bufio.NewReaderSize(f, 64<<10)
	start, _ := head.Peek(64 << 10)
	config, _, err := image.DecodeConfig(head)
	if err != nil {
		return 0, 0
	}
	if turned(start) {
		return config.Height, config.Width
	}
	return config.Width, config.Height
}

// turned tells whether a JPEG says that it lies on its side, as phones do: the tag
// Orientation (0x0112) of its Exif data is 5 to 8 (Exif 2.32, section 4.6.4).
func turned(head []byte) bool {
	at := bytes.Index(head, []byte("Exif\x00\x00"))
	if at < 0 || !bytes.HasPrefix(head, []byte{0xff, 0xd8}) {
		return false
	}
	tiff := head[at+6:]
	var order binary.ByteOrder = binary.LittleEndian
	if bytes.HasPrefix(tiff, []byte("MM")) {
		order = binary.BigEndian
	}
	if len(tiff) < 8 {
		return false
	}
	dir := int64(order.Uint32(tiff[4:]))
	if dir+2 > int64(len(tiff)) {
		return false
	}
	for i := range int64(order.Uint16(tiff[dir:])) {
		entry := dir + 2 + 12*i
		if entry+12 > int64(len(tiff)) {
			return false
		}
		if order.Uint16(tiff[entry:]) == 0x0112 {
			return order.Uint16(tiff[entry+8:]) >= 5
		}
	}
	return false
}

var svgLength = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?)(?:px)?$`)

// svgSize reads the size of an SVG picture: its width and height, else those of its viewBox.
func svgSize(r io.Reader) (width, height int) {
	decoder := xml.NewDecoder(r)
	for {
		token, err := decoder.Token()
		if err != nil {
			return 0, 0
		}
		root, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range root.Attr {
			switch a.Name.Local {
			case "width":
				width = pixels(a.Value, width)
			case "height":
				height = pixels(a.Value, height)
			}
		}
		if width > 0 && height > 0 {
			return width, height
		}
		return viewBox(root)
	}
}

func viewBox(root xml.StartElement) (width, height int) {
	for _, a := range root.Attr {
		if a.Name.Local != "viewBox" {
			continue
		}
		if box := strings.Fields(strings.ReplaceAll(a.Value, ",", " ")); len(box) == 4 {
			return pixels(box[2], 0), pixels(box[3], 0)
		}
	}
	return 0, 0
}

func pixels(value string, otherwise int) int {
	m := svgLength.FindStringSubmatch(strings.TrimSpace(value))
	if m == nil {
		return otherwise
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil || n < 1 || n > 1e6 {
		return otherwise
	}
	return int(n + 0.5)
}
