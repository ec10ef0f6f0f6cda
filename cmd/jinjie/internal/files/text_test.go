package files

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	xunicode "golang.org/x/text/encoding/unicode"
)

func encoded(t *testing.T, enc encoding.Encoding, text string) []byte {
	t.Helper()
	out, err := enc.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDecode(t *testing.T) {
	const text = "工作领域,编码\r\n1. 政务管理,１．１\n〔2020〕—“引”𠮷\r"
	for _, c := range []struct {
		name, encoding string
		data           []byte
	}{
		{"utf-8", "UTF-8", []byte(text)},
		{"utf-8 with a mark", "UTF-8", []byte("\ufeff" + text)},
		{"gb18030", "GB18030", encoded(t, simplifiedchinese.GB18030, text)},
		{"utf-16 little", "UTF-16LE", encoded(t, xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM), text)},
		{"utf-16 big", "UTF-16BE", encoded(t, xunicode.UTF16(xunicode.BigEndian, xunicode.UseBOM), text)},
	} {
		got, ok := Decode(c.data)
		if !ok || got.String != text || got.Encoding != c.encoding {
			t.Errorf("%s: got %q as %s, %v", c.name, got.String, got.Encoding, ok)
		}
	}
}

func TestWhatIsNotText(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"zip", []byte("PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00")},
		{"png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")},
		{"ole", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00")},
		{"nul", []byte("a\x00b")},
		{"noise", bytes.Repeat([]byte{0xff, 0x80, 0x81, 0x05}, 9)},
		{"cut in the middle of a character", append(encoded(t, simplifiedchinese.GB18030, "工作"), 0x81)},
		{"half of utf-16", []byte{0xff, 0xfe, 0x41}},
	} {
		if got, ok := Decode(c.data); ok {
			t.Errorf("%s passes as %s: %q", c.name, got.Encoding, got.String)
		}
	}
	if got, ok := Decode(nil); !ok || got.String != "" {
		t.Error("an empty file is no text")
	}
}

// Text in UTF-8 that lost a byte is not taken for GB18030, in which it would be nonsense;
// and text in GB18030 is not taken for damaged UTF-8, however short it is.
func TestDamagedTextIsNotGuessedAt(t *testing.T) {
	const text = "走访居民，记下情况。标题：入户走访（初级）要求—“了解”1.1.1"
	for at := range len(text) {
		if text[at] < utf8.RuneSelf {
			continue
		}
		if got, ok := Decode([]byte(text[:at] + text[at+1:])); ok {
			t.Errorf("without byte %d it is %s: %q", at, got.Encoding, got.String)
		}
	}
	characters := []rune(text)
	for from := range characters {
		for to := from + 1; to <= len(characters); to++ {
			piece := string(characters[from:to])
			data := encoded(t, simplifiedchinese.GB18030, piece)
			if got, ok := Decode(data); !utf8.Valid(data) && (!ok || got.String != piece) {
				t.Errorf("%q reads as %q, %v", piece, got.String, ok)
			}
		}
	}
}

func TestFlawsHaveAPlace(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"a byte that is none", "走访居民\r\n记下\xff情况", "a.md:2:3 不成字的字节 FF"},
		{"half a character at the end", "走访居民，记下情况\xe6", "a.md:1:10 不成字的字节 E6"},
		{"a NUL behind a mark", "\ufeff走\x00", "a.md:1:2 空字符（NUL）"},
		{"a replacement character is a character", "走访居民\ufffd，记下\xff", "a.md:1:9 不成字的字节 FF"},
		{"no text at all", "\x89PNG\r\n\x1a\n\x00\x00", "a.md "},
		{"a program's bytes", "ab\x00\x01", "a.md "},
		{"text", "走访", "a.md "},
		{"nothing", "", "a.md "},
	} {
		at, said := FindFlaw("a.md", []byte(c.data))
		if got := at.String() + " " + said; got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("工作"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Add([]byte("\xb9\xa4\xd7\xf7"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, ok := Decode(data); ok && (!utf8.ValidString(got.String) || strings.Contains(got.String, "\x00")) {
			t.Errorf("%q decodes to %q", data, got.String)
		}
	})
}

func TestAddress(t *testing.T) {
	for _, c := range []struct{ source, address, reason string }{
		{"lessons/a.md", "lessons/a.html", ""},
		{"lessons/走访/index.md", "lessons/走访/index.html", ""},
		{"a/图 1.png", "a/图 1.png", ""},
		{"e\u0301.md", "é.html", ""},
		{"con.md", "", "设备名"}, {"a/AUX", "", "设备名"}, {"lpt1.txt", "", "设备名"}, {"contact.md", "contact.html", ""},
		{"a?.md", "", "不能用的字符"}, {"a:b", "", "不能用的字符"}, {`a\b`, "", "不能用的字符"}, {"a*", "", "不能用的字符"},
		{"a.", "", "结尾"}, {"a /b", "", "结尾"}, {"a\x01", "", "看不见"}, {"a\u202eb.md", "", "看不见"}, {"a\u200b.md", "", "看不见"},
		{"a\xffb.md", "", "UTF-8"}, {"a\u3000", "", "空格"}, {".a/b", "", "以点开头"}, {"a/.b", "", "以点开头"}, {"a..md", "a..html", ""}, {"….md", "….html", ""},
		{"👩\u200d🏫.md", "👩\u200d🏫.html", ""}, {"a b  c&'.md", "a b  c&'.html", ""},
		{"a#b.md", "", "另有含义"}, {"100%.md", "", "另有含义"}, {"C++/a.md", "", "另有含义"},
		{"../a", "", "不是站点内"}, {"/a", "", "不是站点内"}, {"a/../b", "", "不是站点内"}, {"", "", "不是站点内"}, {"a//b", "", "不是站点内"},
		{strings.Repeat("长", 70) + ".md", "", "200 字节"},
		{strings.Repeat("a/", 100) + "b", "", "180 个字符"},
	} {
		got, reason := Address(c.source)
		if c.reason == "" && (reason != "" || got != c.address) || !strings.Contains(reason, c.reason) {
			t.Errorf("Address(%q) = %q, %q; want %q, %q", c.source, got, reason, c.address, c.reason)
		}
	}
}

func TestFoldKey(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"A.html", "a.html", true}, {"Ａ.html", "a.html", true}, {"é", "e\u0301", true}, {"STRASSE", "straße", true},
		{"１", "1", true}, {"走访", "走訪", false}, {"a", "b", false},
	} {
		if got := FoldKey(c.a) == FoldKey(c.b); got != c.same {
			t.Errorf("%q and %q collide: %v, want %v", c.a, c.b, got, c.same)
		}
	}
}

func FuzzAddress(f *testing.F) {
	f.Add("lessons/走访.md")
	f.Add("..\\con.")
	f.Fuzz(func(t *testing.T, source string) {
		address, reason := Address(source)
		if reason == "" && CheckName(address) != "" {
			t.Errorf("%q leads to %q, which is none", source, address)
		}
		if key := FoldKey(source); FoldKey(key) != key && utf8.ValidString(source) {
			t.Errorf("the key of %q is not its own: %q, %q", source, key, FoldKey(key))
		}
	})
}
