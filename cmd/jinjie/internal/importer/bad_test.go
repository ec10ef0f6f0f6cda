package importer

import (
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/files"
)

func TestWhatCannotBeImportedIsSaidOnce(t *testing.T) {
	zip := "PK\x03\x04\x14\x00\x06\x00[Content_Types].xml"
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	for _, c := range []struct {
		fact, name, data string
		code, says, hint string
	}{
		{"a PDF by its content", "标准.txt", "%PDF-1.7\n", "foreign-format", "PDF", "PDF 转 Word"},
		{"a PDF behind a byte order mark", "标准", "\ufeff\n%PDF-1.7\n", "foreign-format", "PDF", "WPS"},
		{"a document by its parts", "标准", zip + "word/document.xml", "foreign-format", "Word 或 WPS 文字", "UTF-8 文本"},
		{"a sheet by its parts", "标准.docx", zip + "xl/workbook.xml", "foreign-format", "WPS 表格", "CSV"},
		{"an archive without parts", "标准.zip", zip, "foreign-format", "压缩文件", "解压"},
		{"an old document", "标准.doc", ole, "foreign-format", "Word 或 WPS 文字", "WPS"},
		{"an old sheet", "标准.xls", ole, "foreign-format", "WPS 表格", "CSV"},
		{"a WPS document", "标准.wps", ole, "foreign-format", "Word 或 WPS 文字", "WPS"},
		{"a WPS sheet", "标准.ET", ole, "foreign-format", "WPS 表格", "CSV"},
		{"an old file of no name", "标准", ole, "foreign-format", "旧版", "另存为 CSV"},
		{"a sheet by its name alone", "标准.xlsx", "", "foreign-format", "WPS 表格", "CSV"},
		{"rich text", "标准.txt", `{\rtf1\ansi`, "foreign-format", "Word", "UTF-8 文本"},
		{"nothing", "标准.txt", "", "empty-source", "没有一个字", "保存"},
		{"white space", "标准.txt", "\ufeff \r\n\t\n", "empty-source", "没有一个字", "保存"},
		{"no text", "标准.txt", "\x00\x01\x02\x03", "binary-source", "不是文本", "UTF-8"},
		{"too much", "标准.txt", strings.Repeat("1", largest+1), "large-source", "16 MB", "核对"},
		{"text without a table", "标准.txt", "社区治理\n\n1 范围\n\n本标准规定要求。\n", "no-table", "找不到", "1.1.1"},
		{"a header without rows", "标准.csv", "工作领域,工作任务,职业技能要求\n", "no-table", "找不到", "1.1.1"},
		{"a table of something else", "标准.csv", "姓名,年龄\n张三,30\n", "no-table", "找不到", "表头"},
	} {
		imp, problems := Read(c.name, []byte(c.data), Options{})
		if len(imp.Files) > 0 {
			t.Errorf("%s: there are files", c.fact)
		}
		if len(problems) != 1 {
			t.Errorf("%s: %d problems: %v", c.fact, len(problems), problems)
			continue
		}
		d := problems[0]
		if d.Code != c.code || !strings.Contains(d.Message, c.says) || !strings.Contains(d.Hint, c.hint) || d.Pos.File != c.name {
			t.Errorf("%s: %v %s: %s（%s）", c.fact, d.Pos, d.Code, d.Message, d.Hint)
		}
	}
}

func TestCodeComesFromTheTextElseFromTheCallerElseFromTheName(t *testing.T) {
	table := "表 1 职业技能要求（初级）\n工作领域\t工作任务\t职业技能要求\n1. 甲\t1.1 乙\t1.1.1 了解丙，能丁。\n"
	for _, c := range []struct{ text, name, asked, want string }{
		{"标准代码：590008\n" + table, "123456.txt", "222222", "590008"},
		{"标准代码：５９０００８\n" + table, "标准.txt", "", "590008"},
		{"职业编码：4-10-01－05\n" + table, "标准.txt", "", "4-10-01-05"},
		{table, "123456-初级.csv.txt", "222222", "222222"},
		{table, "123456-初级.txt", "", "123456"},
		{table, "123456-初级.txt", "甲", "123456"},
		{table, "标准.txt", "", ""},
	} {
		imp, problems := Read(c.name, []byte(c.text), Options{Code: c.asked})
		if imp.Code != c.want {
			t.Errorf("%s, asked %q: code %q, want %q", c.name, c.asked, imp.Code, c.want)
		}
		if said := strings.Contains(problems[len(problems)-1].Message, "标准代码"); said != (c.want == "") {
			t.Errorf("%s: %v", c.name, problems)
		}
	}
}

func TestEditionReadsAFolderThatStandsAlready(t *testing.T) {
	imp, _ := Read("590008.txt", []byte(realSource(t)), Options{})
	for _, c := range []struct{ text, code, version string }{
		{string(imp.Files["standard.md"]), "590008", "2.0"},
		{"\ufeff---\r\ncode: 590008\r\nversion: 1.10\r\n---\r\n", "590008", "1.10"},
		{"---\ncode: [\n", "", ""},
		{"# 没有文件头\n", "", ""},
		{"\x00\x01", "", ""},
	} {
		if code, version := Edition([]byte(c.text)); code != c.code || version != c.version {
			t.Errorf("%.20q: %q %q, want %q %q", c.text, code, version, c.code, c.version)
		}
	}
}

// FuzzRead holds the two laws on any text: no panic, and nothing lost.
func FuzzRead(f *testing.F) {
	source := realSource(f)
	f.Add("标准.txt", source[:4000])
	f.Add("标准.txt", source[len(source)/2:len(source)/2+4000])
	f.Add("标准.csv", "等级,工作领域,工作任务,编码,职业技能要求\n初级,1. 甲,1.1 乙,1.1.1,\"了解\"\"丙\"\"。\"\n")
	f.Add("标准.md", "## 初级\n\n| 工作领域 | 工作任务 | 职业技能要求 |\n|:-:|---|---|\n| **1. 甲** | 1.1 乙 | 1.1.1 了解 \\| &lt;丙。<br>1.1.2 丁 |\n")
	f.Add("标准.html", "<table><tr><th>工作任务<th>技能要求<th>相关知识要求<tr><td rowspan=2>1.1 甲<td>1.1.1 能乙<td>1.1.1 丙</table>尾")
	f.Add("标准.txt", "目 次\n1 范围 1\n\n1 范围\n\f- 3 -\n表 1\n要求（初级）\n工作任务\n技能要求\n1.1\n甲\n1.1.1\n乙\n1.1.")
	f.Fuzz(func(t *testing.T, name, text string) {
		imp, _ := Read(name, []byte(text), Options{})
		if decoded, ok := files.Decode([]byte(text)); ok && len(imp.Files) > 0 {
			checkMissing(t, decoded.String, imp)
		}
	})
}
