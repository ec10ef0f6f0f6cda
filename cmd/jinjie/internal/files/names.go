package files

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"

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
	case address == "" || path.IsAbs(address) || path.Clean(address) != address || strings.HasPrefix(address, ".."):
		return "不是站点内的路径"
	case len(utf16.Encode([]rune(address))) > maxAddress:
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
	case strings.ContainsFunc(name, func(c rune) bool { return unicode.IsControl(c) || c == unicode.ReplacementChar }):
		return fmt.Sprintf("%q 里有控制字符", name)
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || strings.HasPrefix(name, " "):
		return fmt.Sprintf("“%s”以空格或点结尾，Windows 会把它丢掉", name)
	case device.MatchString(name):
		return fmt.Sprintf("“%s”是 Windows 的设备名", name)
	case len(name) > maxName:
		return fmt.Sprintf("名字超过 %d 字节", maxName)
	}
	return ""
}

// FoldKey brings an address into the form in which addresses that collide are equal:
// in NFC, without regard to case and width.
func FoldKey(address string) string {
	folded := cases.Fold().String(width.Fold.String(norm.NFC.String(address)))
	// The library folds some letters (Cherokee) to capitals: lower case settles it.
	return norm.NFC.String(strings.ToLower(folded))
}
