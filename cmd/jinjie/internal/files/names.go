package files

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// The longest that a name and an address may be: common file systems hold 255 bytes a
// name, and Windows 260 UTF-16 units a path, of which the folder takes its share.
const (
	maxName    = 200 // bytes of one component
	maxAddress = 180 // UTF-16 units of the whole
)

// device is a name that Windows keeps for itself, with whatever ending.
var device = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)`)

// Address turns a source's path, such as "lessons/走访/index.md", into the address of its
// page, "lessons/走访/index.html"; other files keep their names. The address is in NFC.
// The reason, in Chinese, tells why there is none; it is empty if all is well.
func Address(source string) (address, reason string) {
	address = norm.NFC.String(source)
	if ext := path.Ext(address); strings.EqualFold(ext, ".md") {
		address = strings.TrimSuffix(address, ext) + ".html"
	}
	return address, CheckName(address)
}

// CheckName tells, in Chinese, why address cannot stand on every disk and server; it
// returns "" if it can.
func CheckName(address string) string {
	switch {
	case !utf8.ValidString(address):
		return "名字的编码不是 UTF-8，多半来自 Windows 的压缩包"
	case address == "" || path.IsAbs(address) || path.Clean(address) != address || strings.HasPrefix(address, ".."):
		return "不是站点内的路径"
	case len(address) > maxAddress && len(utf16.Encode([]rune(address))) > maxAddress:
		return fmt.Sprintf("整个地址超过 %d 个字符", maxAddress)
	}
	for _, name := range strings.Split(address, "/") {
		if reason := checkComponent(name); reason != "" {
			return reason
		}
	}
	return ""
}

func checkComponent(name string) string {
	switch {
	case strings.ContainsAny(name, `<>:"|?*\`):
		return fmt.Sprintf("“%s”里有 Windows 文件名不能用的字符（< > : \" | ? * \\）", name)
	case strings.ContainsAny(name, "#%+"):
		return fmt.Sprintf("“%s”里有 #、%% 或 +，它们在网址里另有含义，有的服务器打不开", name)
	case strings.ContainsFunc(name, invisible):
		return fmt.Sprintf("%+q 里有看不见的字符", name)
	case strings.HasPrefix(name, "."):
		return fmt.Sprintf("“%s”以点开头，多数服务器不提供隐藏的文件", name)
	case strings.HasSuffix(name, ".") || strings.TrimSpace(name) != name:
		return fmt.Sprintf("“%s”以点结尾，或者首尾有空格，Windows 会把它丢掉", name)
	case strings.ContainsRune("cpalnCPALN", rune(name[0])) && device.MatchString(name):
		return fmt.Sprintf("“%s”是 Windows 的设备名", name)
	case len(name) > maxName:
		return fmt.Sprintf("名字超过 %d 字节", maxName)
	}
	return ""
}

// invisible tells of characters in a name that nobody sees: control characters, marks that
// turn the direction of what follows, and spaces without width. Emoji need joiners.
func invisible(c rune) bool {
	return unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) ||
		strings.ContainsRune("\u00ad\u200b\u2028\u2029\u2060\ufeff\ufffd", c)
}

// FoldKey brings an address into the form in which addresses that collide are equal:
// in NFC, without regard to case and width.
func FoldKey(address string) string {
	if isASCII(address) {
		return strings.ToLower(address)
	}
	folded := cases.Fold().String(width.Fold.String(norm.NFC.String(address)))
	// The library folds some letters (Cherokee) to capitals: lower case settles it.
	return norm.NFC.String(strings.ToLower(folded))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
