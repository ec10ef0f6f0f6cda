package files

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// drawn is a picture of 30 by 20 pixels.
func drawn(t testing.TB, kind string) string {
	t.Helper()
	var b bytes.Buffer
	picture := image.NewGray(image.Rect(0, 0, 30, 20))
	var err error
	switch kind {
	case "png":
		err = png.Encode(&b, picture)
	case "jpeg":
		err = jpeg.Encode(&b, picture, nil)
	case "gif":
		err = gif.Encode(&b, picture, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// pngHead is the beginning of a PNG of that size.
func pngHead(width, height uint32) string {
	var b bytes.Buffer
	chunk := []byte("IHDR\x00\x00\x00\x00\x00\x00\x00\x00\x08\x02\x00\x00\x00")
	binary.BigEndian.PutUint32(chunk[4:], width)
	binary.BigEndian.PutUint32(chunk[8:], height)
	b.WriteString("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")
	b.Write(chunk)
	binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(chunk))
	return b.String()
}

// lying is a JPEG whose Exif data says which way it lies.
func lying(t testing.TB, way byte) string {
	exif := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(way) + "\x00\x00\x00\x00\x00\x00\x00"
	return "\xff\xd8\xff\xe1\x00" + string(rune(len(exif)+2)) + exif + drawn(t, "jpeg")[2:]
}

// webp is a lossy WebP without its pixels.
func webp(width, height uint16) string {
	frame := "\x00\x00\x00\x9d\x01\x2a" + string([]byte{byte(width), byte(width >> 8), byte(height), byte(height >> 8)})
	body := "WEBPVP8 " + string([]byte{byte(len(frame)), 0, 0, 0}) + frame
	return "RIFF" + string([]byte{byte(len(body)), 0, 0, 0}) + body
}

// box is a box of ISO media with its length.
func box(kind string, body ...string) string {
	all := strings.Join(body, "")
	return string(binary.BigEndian.AppendUint32(nil, uint32(8+len(all)))) + kind + all
}

// avif is an AVIF whose primary item, the second, has the properties 2 and then more;
// the first property is the size of a thumbnail.
func avif(width, height uint32, more ...string) string {
	ispe := func(w, h uint32) string {
		return box("ispe", string(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(make([]byte, 4), w), h)))
	}
	links := "\x00\x00\x00\x00" + "\x00\x00\x00\x02" + "\x00\x01\x01\x81" + "\x00\x02" + string(rune(1+len(more))) + "\x82"
	for i := range more {
		links += string(rune(3 + i))
	}
	return box("ftyp", "avif\x00\x00\x00\x00mif1") + box("meta", "\x00\x00\x00\x00",
		box("pitm", "\x00\x00\x00\x00\x00\x02"),
		box("iprp", box("ipco", append([]string{ispe(3, 2), ispe(width, height)}, more...)...), box("ipma", links)))
}

// sizeOf measures a picture in memory.
func sizeOf(ext, data string) (width, height int, fault string) {
	return pictureSize(ext, io.NewSectionReader(strings.NewReader(data), 0, int64(len(data))))
}

func TestPicturesAreMeasured(t *testing.T) {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" `
	for _, c := range []struct {
		name, ext, data string
		width, height   int
		fault           string
	}{
		{"png", ".png", drawn(t, "png"), 30, 20, ""},
		{"jpeg", ".jpg", drawn(t, "jpeg"), 30, 20, ""},
		{"a jpeg on its side", ".jpg", lying(t, 6), 20, 30, ""},
		{"a jpeg upside down", ".jpg", lying(t, 3), 30, 20, ""},
		{"a jpeg that lies in no way there is", ".jpg", lying(t, 9), 30, 20, ""},
		{"a jpeg with a film behind it", ".jpg", drawn(t, "jpeg") + strings.Repeat("film", 999), 30, 20, ""},
		{"gif", ".gif", drawn(t, "gif"), 30, 20, ""},
		{"webp", ".webp", webp(30, 20), 30, 20, ""},
		{"avif", ".avif", avif(30, 20), 30, 20, ""},
		{"an avif on its side", ".avif", avif(30, 20, box("irot", "\x01")), 20, 30, ""},
		{"a png by another name", ".jpg", drawn(t, "png"), 30, 20, ""},

		{"svg", ".svg", svg + `width="30" height="20px"/>`, 30, 20, ""},
		{"an svg with a view box only", ".svg", svg + `viewBox="0, 0 30 20"/>`, 30, 20, ""},
		{"an svg as wide as the page", ".svg", svg + `width="100%" height="2em" viewBox="0 0 30 20"/>`, 30, 20, ""},
		{"an svg without a size", ".svg", svg + `/>`, 0, 0, ""},
		{"an svg with a declaration and remarks", ".svg", "\ufeff" + `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd"><!-- 图 -->` + svg + `width="30" height="20"/>`, 30, 20, ""},
		{"an svg in GBK", ".svg", `<?xml version="1.0" encoding="GBK"?>` + svg + "id=\"\xcd\xbc\" width=\"30\" height=\"20\"/>", 30, 20, ""},
		{"an svg with a drawing program's own size", ".svg", svg + `inkscape:width="9" width="30" inkscape:height="9" height="20"/>`, 30, 20, ""},
		{"an svg with entities", ".svg", `<!DOCTYPE svg [<!ENTITY ns "http://a"><!ENTITY b "&ns;&ns;">]>` + svg + `xmlns:i="&b;" width="30" height="20"/>`, 30, 20, ""},
		{"an svg whose size is an entity", ".svg", `<!DOCTYPE svg [<!ENTITY a "9"><!ENTITY b "&a;&a;&a;&a;">]>` + svg + `width="&b;" height="&b;"/>`, 0, 0, ""},
		{"an svg with a script", ".svg", svg + `width="30" height="20"><script>alert(1)</script></svg>`, 30, 20, ""},

		{"nothing", ".png", "", 0, 0, "空的"},
		{"words", ".png", "走访", 0, 0, "文件不是 PNG 图片"},
		{"words as svg", ".svg", "走访", 0, 0, "文件不是 SVG 图片"},
		{"a page as svg", ".svg", `<html width="30" height="20">`, 0, 0, "文件不是 SVG 图片"},
		{"a png as avif", ".avif", drawn(t, "png"), 0, 0, "文件不是 AVIF 图片"},
		{"a pointer of Git LFS", ".png", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", 0, 0, "Git LFS"},
		{"a png without an end", ".png", pngHead(30, 20), 30, 20, "没有结尾"},
		{"a webp without an end", ".webp", webp(30, 20)[:4] + "\xff" + webp(30, 20)[5:], 30, 20, "没有结尾"},
		{"a png one pixel wide", ".png", pngHead(1, 2000000000), 0, 0, "1×2000000000 像素"},
		{"an avif as wide as the sea", ".avif", avif(1<<31, 20), 0, 0, "像素"},
	} {
		t.Run(c.name, func(t *testing.T) {
			width, height, fault := sizeOf(c.ext, c.data)
			if width != c.width || height != c.height || c.fault == "" && fault != "" || !strings.Contains(fault, c.fault) {
				t.Errorf("got %d×%d %q, want %d×%d %q", width, height, fault, c.width, c.height, c.fault)
			}
			name := filepath.Join(t.TempDir(), "图"+strings.ToUpper(c.ext))
			write(t, name, c.data)
			if w, h, f := measure(name); w != width || h != height || f != fault {
				t.Errorf("on the disk: %d×%d %q", w, h, f)
			}
		})
	}
}

// Wherever a picture is cut off, it has its size, or none.
func TestPicturesAreCutOff(t *testing.T) {
	for ext, data := range map[string]string{
		".png": drawn(t, "png"), ".jpg": lying(t, 6), ".gif": drawn(t, "gif"), ".webp": webp(30, 20), ".avif": avif(30, 20, box("irot", "\x01")),
		".svg": `<?xml version="1.0"?><svg width="30" height="20"/>`,
	} {
		whole, _, _ := sizeOf(ext, data)
		for n := range len(data) {
			if width, height, fault := sizeOf(ext, data[:n]); width != 0 && width != whole || width == 0 && height == 0 && fault == "" {
				t.Errorf("%d bytes of %s: %d×%d %q", n, ext, width, height, fault)
			}
		}
	}
}

// FuzzSize holds that no bytes make measuring fail, and that a size is one that a browser can show.
func FuzzSize(f *testing.F) {
	exts := []string{".png", ".jpg", ".gif", ".webp", ".avif", ".svg"}
	for i, data := range []string{drawn(f, "png"), lying(f, 6), drawn(f, "gif"), webp(30, 20), avif(30, 20, box("irot", "\x01")),
		`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><svg width="30" viewBox="0 0 1 1"/>`} {
		f.Add(uint8(i), []byte(data))
	}
	f.Fuzz(func(t *testing.T, ext uint8, data []byte) {
		width, height, fault := sizeOf(exts[int(ext)%len(exts)], string(data))
		if width < 0 || height < 0 || width > maxSide || height > maxSide || fault == "" && len(data) == 0 {
			t.Errorf("%d×%d %q", width, height, fault)
		}
	})
}
