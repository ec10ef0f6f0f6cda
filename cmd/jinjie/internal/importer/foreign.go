package importer

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode"

	"jinjie/cmd/jinjie/internal/diag"
)

// unreadable reports what cannot be a standard's text before it is decoded.
func unreadable(name string, data []byte) (diag.Diagnostic, bool) {
	at := diag.Pos{File: name}
	switch kind := foreign(name, data); {
	case kind != "":
		return foreignFormat.At(at, "这是%s，不能直接导入", kind).WithHint("%s", steps[kind]), true
	case len(data) > largest:
		return largeSource.At(at, "文件有 %d MB，超过了 16 MB 的上限", len(data)>>20).
			WithHint("一份标准的文字一般不到 1 MB，请核对选的是不是标准的文本"), true
	case len(bytes.TrimFunc(data, func(c rune) bool { return unicode.IsSpace(c) || c == '\ufeff' })) == 0:
		return emptySource.At(at, "文件里没有一个字").WithHint("请核对文件是否保存完整"), true
	}
	return diag.Diagnostic{}, false
}

// The kinds of foreign files, as they are called in messages.
const (
	kindPDF   = " PDF 文件"
	kindText  = "文字处理文件（Word 或 WPS 文字）"
	kindSheet = "电子表格（Excel 或 WPS 表格）"
	kindOLE   = "旧版 Word、Excel 或 WPS 文件"
	kindZip   = "压缩文件"
)

// steps are what to do about each kind.
var steps = map[string]string{
	kindPDF:   "请在 WPS 中打开，将表格另存为 CSV、正文另存为 UTF-8 文本，再导入；PDF 要先用“PDF 转 Word”转换，扫描件还要先识别文字",
	kindText:  "请在 WPS 中打开，将表格另存为 CSV、正文另存为 UTF-8 文本，再导入；正文里连同表格的，可以整个另存为文本",
	kindSheet: "请在 WPS 中打开，将表格另存为 CSV、正文另存为 UTF-8 文本，再导入；几个工作表要逐个另存",
	kindOLE:   "请在 WPS 中打开，将表格另存为 CSV、正文另存为 UTF-8 文本，再导入",
	kindZip:   "请先解压，再导入里面的文件",
}

var extensions = map[string]string{
	".pdf": kindPDF, ".docx": kindText, ".doc": kindText, ".wps": kindText, ".rtf": kindText, ".odt": kindText,
	".xlsx": kindSheet, ".xls": kindSheet, ".et": kindSheet, ".ods": kindSheet,
	".zip": kindZip, ".rar": kindZip, ".7z": kindZip,
}

// foreign tells what kind of foreign file this is, by its content, else by its name;
// "" if it is none.
func foreign(name string, data []byte) string {
	ext := extensions[strings.ToLower(path.Ext(name))]
	head := bytes.TrimLeft(data[:min(len(data), 64)], "\ufeff \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return kindPDF
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return zipped(data, ext)
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		if ext == kindText || ext == kindSheet {
			return ext
		}
		return kindOLE
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		return kindText
	}
	return ext
}

// zipped tells what a zip archive holds by the names in it, which are not compressed.
func zipped(data []byte, ext string) string {
	for _, k := range []struct{ part, kind string }{{"word/", kindText}, {"xl/", kindSheet}} {
		if bytes.Contains(data, []byte(k.part)) {
			return k.kind
		}
	}
	if slices.Contains([]string{kindText, kindSheet}, ext) {
		return ext
	}
	return kindZip
}
