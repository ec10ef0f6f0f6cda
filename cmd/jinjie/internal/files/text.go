// Package files reads the author's tree and publishes the finished site.
// No other package touches the disk.
//
// It also knows what the disk imposes: in which encodings text comes, and which names
// can stand everywhere, on Windows and in an address alike.
package files

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	xunicode "golang.org/x/text/encoding/unicode"

	"jinjie/cmd/jinjie/internal/diag"
)

// A Text is the decoded content of a text file.
type Text struct {
	String   string // valid UTF-8, without a byte order mark; line ends as they were
	Encoding string // "UTF-8", "GB18030", "UTF-16LE" or "UTF-16BE"
}

// Decode reads data as text. A byte order mark decides; without one it is UTF-8 if it is
// valid as that, else GB18030, which spreadsheets in China write, if it is valid and
// reads like text. Anything else, and anything with NUL characters, is not text; nor is
// damaged UTF-8, which as GB18030 would read like text and be nonsense.
func Decode(data []byte) (Text, bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return decoded(data, xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM), "UTF-16LE")
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return decoded(data, xunicode.UTF16(xunicode.BigEndian, xunicode.UseBOM), "UTF-16BE")
	case utf8.Valid(data):
		s := strings.TrimPrefix(string(data), "\ufeff")
		return Text{s, "UTF-8"}, !strings.Contains(s, "\x00")
	case damaged(data):
		return Text{}, false
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
		if c == utf8.RuneError || unicode.Is(unicode.Co, c) || oddControl(c) {
			return false
		}
	}
	return true
}

// oddControl tells of control characters that no text has.
func oddControl(c rune) bool {
	return unicode.IsControl(c) && !strings.ContainsRune("\t\n\r\f\v\x1a", c)
}

// damaged tells whether data, which is not valid UTF-8, was meant to be: five in six of
// its bytes beyond ASCII belong to characters of three or four bytes, as Chinese has in
// UTF-8. In GB18030 such bytes stand together by chance only, in less than five characters.
func damaged(data []byte) bool {
	good, all := 0, 0
	for len(data) > 0 {
		c, n := utf8.DecodeRune(data)
		if data[0] >= utf8.RuneSelf {
			all += n
		}
		if n >= 3 && c != utf8.RuneError {
			good += n
		}
		data = data[n:]
	}
	return all > 8 && good*6 >= all*5
}

// FindFlaw finds where data that [Decode] refuses stops being text, and says in Chinese
// what stands there; it says nothing where data is no text at all, so that no place tells
// more than another.
func FindFlaw(file string, data []byte) (at diag.Pos, said string) {
	if !utf8.Valid(data) && !damaged(data) {
		return diag.Pos{File: file}, ""
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if strings.ContainsFunc(text, func(c rune) bool { return c != 0 && oddControl(c) }) {
		return diag.Pos{File: file}, ""
	}
	for i, c := range text {
		switch {
		case c == 0:
			said = "空字符（NUL）"
		case c == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd"):
			said = fmt.Sprintf("不成字的字节 %02X", text[i])
		default:
			continue
		}
		return diag.NewLines(file, text).Pos(i), said
	}
	return diag.Pos{File: file}, ""
}
