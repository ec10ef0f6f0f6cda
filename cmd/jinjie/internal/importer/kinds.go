package importer

import "jinjie/cmd/jinjie/internal/diag"

// Kinds lists every sort of problem that an import can report.
func Kinds() []diag.Kind {
	return []diag.Kind{foreignFormat, emptySource, binarySource, largeSource, noTable, noLevel, lost, unsure, unfilled}
}

var (
	foreignFormat = diag.Kind{Code: "foreign-format", Severity: diag.Error,
		Title: "文件格式不能直接导入",
		Why:   "导入只读纯文本、CSV、TSV 和 Markdown，这样每个字都能与原文核对。Word、Excel、WPS 和 PDF 文件请先在 WPS 中打开，将表格另存为 CSV、正文另存为 UTF-8 文本。"}
	emptySource = diag.Kind{Code: "empty-source", Severity: diag.Error,
		Title: "要导入的文件是空的",
		Why:   "文件里没有一个字，多半是另存时没有选中内容，或者文件没有下载完整。"}
	binarySource = diag.Kind{Code: "binary-source", Severity: diag.Error,
		Title: "要导入的文件不是文本",
		Why:   "导入只读文本：UTF-8、GB18030（含 GBK）或带字节顺序标记的 UTF-16。其他文件请用原来的程序打开，另存为 UTF-8 文本。"}
	largeSource = diag.Kind{Code: "large-source", Severity: diag.Error,
		Title: "要导入的文件太大",
		Why:   "一份标准的文字一般不到 1 MB，超过 16 MB 的多半不是标准的文本。请核对文件，或者只留下标准的正文和表格。"}
	noTable = diag.Kind{Code: "no-table", Severity: diag.Error,
		Title: "找不到职业技能要求的表格",
		Why:   "导入靠表头（工作领域、工作任务、职业技能要求，或职业功能、工作内容、技能要求）和 1.1.1 这样的编码认出表格。文字里两样都没有，就没有可以导入的要求。"}
	noLevel = diag.Kind{Code: "no-level", Severity: diag.Warning,
		Title: "表格没有写明等级",
		Why:   "表格的等级取自题注、它上面的标题或“等级”一列。都没有写的，导入时暂不分级，请核对 standard.md 里的等级名称。"}
	lost = diag.Kind{Code: "import-lost", Severity: diag.Warning,
		Title: "有文字不知道应归入哪里",
		Why:   "原文的每个字要么收入正文和表格，要么写明原因后略去。不知归属的文字原样保留为正文里的一段，请对照原文，把它移到应在的位置。"}
	unsure = diag.Kind{Code: "import-unsure", Severity: diag.Warning,
		Title: "导入时有拿不准的地方",
		Why:   "原文有一处可以有不止一种读法。导入按最可能的读法处理，并指出这一行，请对照原文核对。"}
	unfilled = diag.Kind{Code: "import-unfilled", Severity: diag.Warning,
		Title: "原文里没有找到出版信息",
		Why:   "标准代码、名称、版次、版本号、制定单位、发布时间和权利声明取自原文的封面和前言。没有找到的留空，请对照正式文本，在 standard.md 的文件头里补上。"}
)
