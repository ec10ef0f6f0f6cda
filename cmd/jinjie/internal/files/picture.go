package files

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"os"
	"path"
	"strings"

	_ "golang.org/x/image/webp"
)

func isPicture(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif":
		return true
	}
	return false
}

const (
	headSize = 64 << 10 // bytes in which a picture tells most of what it is
	tailSize = 4 << 10
	maxSide  = 65535 // pixels: no browser shows more
)

// measure reads the size of a picture from its head, in pixels as browsers show it; zeros
// if it does not say, as an SVG need not. The fault, in Chinese, tells why it cannot be
// shown; it is empty if nothing is known against it.
func measure(name string) (width, height int, fault string) {
	f, err := os.Open(name)
	if err != nil {
		return 0, 0, Reason(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, 0, Reason(err)
	}
	return pictureSize(strings.ToLower(path.Ext(name)), io.NewSectionReader(f, 0, info.Size()))
}

// pictureSize is measure for a picture with that ending.
func pictureSize(ext string, picture *io.SectionReader) (width, height int, fault string) {
	head := part(picture, 0, headSize)
	ok := false
	switch {
	case len(head) == 0:
		return 0, 0, "文件是空的"
	case bytes.HasPrefix(head, []byte("version https://git-lfs")):
		return 0, 0, "这里只有 Git LFS 的指针，图片本身还没有取回来"
	case ext == ".svg":
		width, height, ok = svgSize(bytes.NewReader(head))
	case ext == ".avif":
		width, height, ok = avifSize(head)
	default:
		width, height, ok = rasterSize(picture, turned(head))
	}
	switch {
	case !ok:
		return 0, 0, fmt.Sprintf("文件不是 %s 图片，或者不完整", strings.ToUpper(ext[1:]))
	case width > maxSide || height > maxSide:
		return 0, 0, fmt.Sprintf("有 %d×%d 像素，浏览器显示不了", width, height)
	case cut(head, part(picture, picture.Size()-tailSize, tailSize), picture.Size()):
		return width, height, "文件不完整，没有结尾"
	}
	return width, height, ""
}

// part reads up to so many bytes from an offset; what cannot be read is missing.
func part(picture *io.SectionReader, from, length int64) []byte {
	from = max(from, 0)
	data := make([]byte, min(length, picture.Size()-from))
	n, _ := picture.ReadAt(data, from)
	return data[:n]
}

// rasterSize reads the size of a PNG, JPEG, GIF or WebP, whatever its name says: so do
// browsers.
func rasterSize(picture *io.SectionReader, turned bool) (width, height int, ok bool) {
	config, _, err := image.DecodeConfig(bufio.NewReaderSize(picture, headSize))
	if err != nil || config.Width <= 0 || config.Height <= 0 {
		return 0, 0, false
	}
	if turned {
		return config.Height, config.Width, true
	}
	return config.Width, config.Height, true
}

// cut tells whether a picture of so many bytes surely lacks its end: a PNG ends with the
// chunk IEND (PNG, third edition, 11.2.5), a WebP tells its length. Of a JPEG nothing is
// sure: phones append films.
func cut(head, tail []byte, size int64) bool {
	switch {
	case bytes.HasPrefix(head, []byte("\x89PNG")):
		return !bytes.Contains(tail, []byte("IEND"))
	case bytes.HasPrefix(head, []byte("RIFF")) && len(head) >= 8:
		return int64(binary.LittleEndian.Uint32(head[4:]))+8 > size
	}
	return false
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
			way := order.Uint16(tiff[entry+8:])
			return way >= 5 && way <= 8
		}
	}
	return false
}
