// Package files reads the author's tree and publishes the finished site.
// No other package touches the disk.
//
// It also knows what the disk imposes: in which encodings text comes, and which names
// can stand everywhere, on Windows and in an address alike.
package files

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	xunicode "golang.org/x/text/encoding/unicode"
)

// A Text is the decoded content of a text file.
type Text struct {
	String   string // valid UTF-8, without a byte order mark; line ends as they were
	Encoding string // "UTF-8", "GB18030", "UTF-16LE" or "UTF-16BE"
}

// Decode reads data as text. A byte order mark decides; without one it is UTF-8 if it is
// valid as that, else GB18030, which spreadsheets in China write, if it is valid and
// reads like text. Anything else, and anything with NUL characters, is not text.
func Decode(data []byte) (Text, bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return decoded(data, xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM), "UTF-16LE")
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return decoded(data, xunicode.UTF16(xunicode.BigEndian, xunicode.UseBOM), "UTF-16BE")
	case utf8.Valid(data):
		s := strings.TrimPrefix(string(data), "\ufeff")
		return Text{s, "UTF-8"}, !strings.Contains(s, "\x00")
	}
	return decoded(data, simplifiedchinese.GB18030, "GB18030")
}

func decoded(data []byte, enc encoding.Encoding, name string) (Text, bool) {
	out, err := enc.NewDecoder().Bytes(data)
	s := string(out)
	if err != nil || !plausible(s) {
		return Text{}, false
	}
	return Text{s, name}, true
}

// plausible tells whether decoded characters read like text: no replacement and no
// control characters, and nothing from the private use areas, which a wrong encoding
// or a program's bytes would bring.
func plausible(s string) bool {
	for _, c := range s {
		if c == utf8.RuneError || unicode.Is(unicode.Co, c) ||
			unicode.IsControl(c) && !strings.ContainsRune("\t\n\r\f\v\x1a", c) {
			return false
		}
	}
	return true
}
