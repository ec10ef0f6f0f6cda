package standard

import "jinjie/cmd/jinjie/internal/diag"

// Kinds lists every sort of problem that reading a standard can report.
func Kinds() []diag.Kind {
	return []diag.Kind{
		missingKey, incomplete, badName, badVersion, badAlignment, badLevels, missingFile, notText,
		badTable, emptyTable, noNumber, unknownTable, uncaptioned,
		badErratum, erratumPlace, erratumText, erratumOverlap, badLane,
		notInSource, sourceChanged, sourceUnused,
	}
}

var (
	missingKey = diag.Kind{Code: "missing-key", Severity: diag.Error,
		Title: "文件头缺少必需的键",
		Why:   "standard.md 的文件头至少要写明标准代码（code）、名称（title）和等级（levels），网页的地址和目录都由它们决定。"}
	incomplete = diag.Kind{Code: "incomplete-front-matter", Severity: diag.Warning,
		Title: "文件头缺少出版信息",
		Why:   "版次、版本号、制定单位、发布时间和权利声明会印在每一页的页脚和引用格式里，缺了读者就无从核对出处。"}
	badName = diag.Kind{Code: "bad-name", Severity: diag.Error,
		Title: "代码或等级标识不能用作文件名",
		Why:   "标准代码、等级标识和编码都会成为网页的文件名，只能由数字、英文字母、点和连字符组成，以数字或字母开头，并且不能与固定页面重名，例如 compare、text、errata。"}
	badVersion = diag.Kind{Code: "bad-version", Severity: diag.Error,
		Title: "版本号写法有误",
		Why:   "出了新版以后，旧版的网页就放在以版本号命名的文件夹里，所以版本号只能由数字、英文字母、点和连字符组成，例如 2.0。"}
	badAlignment = diag.Kind{Code: "bad-alignment", Severity: diag.Error,
		Title: "alignment 的值不认识",
		Why:   "alignment 说明同一编码在各等级是否指同一项技能：codes 表示按编码对照，lanes 表示各等级的编码各自起算，只有递进表能把等级连起来。"}
	badLevels = diag.Kind{Code: "bad-levels", Severity: diag.Error,
		Title: "等级的写法有误",
		Why:   "levels 从低到高列出各等级，每一级写明标识（id）、名称（name）和表格文件（table），标识和名称都不能重复。"}
	missingFile = diag.Kind{Code: "missing-file", Severity: diag.Error,
		Title: "缺少文件",
		Why:   "standard.md 文件头里提到的表格和原文必须都在标准的文件夹里，否则要求无从读取，原文无从核对。"}
	notText = diag.Kind{Code: "not-text", Severity: diag.Error,
		Title: "不是文本文件",
		Why:   "标准的各个文件须是 UTF-8 文本，CSV 也可以是 GB18030。Word、Excel 和 WPS 的文件请先另存为文本或 CSV。"}
	badTable = diag.Kind{Code: "bad-table", Severity: diag.Error,
		Title: "表格有误",
		Why:   "等级表一行写一条要求，依次为工作领域、工作任务、编码、职业技能要求；领域和任务与上一行相同时可以留空。列数不符，就无法断定哪个格子是什么。"}
	emptyTable = diag.Kind{Code: "empty-table", Severity: diag.Error,
		Title: "表格里没有要求",
		Why:   "每个等级都要有自己的要求。空表多半是导出时选错了工作表，或者文件没有保存。"}
	noNumber = diag.Kind{Code: "no-number", Severity: diag.Error,
		Title: "领域或任务没有编号",
		Why:   "领域和任务的网页地址取自它们的编号，例如“1. 政务管理”“1.1 政情咨询与宣传”。"}
	unknownTable = diag.Kind{Code: "unknown-table", Severity: diag.Error,
		Title: "链接指向未登记的表格",
		Why:   "standard.md 里单独成段的链接是等级表的题注，链接的文件须是文件头 levels 里登记过的表格。"}
	uncaptioned = diag.Kind{Code: "uncaptioned-table", Severity: diag.Warning,
		Title: "表格没有题注",
		Why:   "题注是正文里的一段链接，等级表就印在它下面。没有题注，“标准原文”页上就没有这张表。"}
	badErratum = diag.Kind{Code: "bad-erratum", Severity: diag.Error,
		Title: "勘误的写法有误",
		Why:   "勘误表每行须有编号、类别（更正、存疑、转录）、位置、原文、依据和状态（待核、已确认）。更正要写出更正后的文字，存疑则不改动原文。"}
	erratumPlace = diag.Kind{Code: "erratum-place", Severity: diag.Error,
		Title: "勘误的位置不存在",
		Why:   "位置写作“初级/3.3/2.3.1”（等级、任务、印出的编码，第二个相同的加 #2）、“中级/2.2”、“4.2”、“5 第1段”、“参考文献[18]”、“表2 题注”或“封面”，须能在标准里找到。"}
	erratumText = diag.Kind{Code: "erratum-text", Severity: diag.Error,
		Title: "勘误的原文对不上",
		Why:   "勘误引用的原文须在所写的位置恰好出现一次，多了少了都无法断定改的是哪一处。"}
	erratumOverlap = diag.Kind{Code: "erratum-overlap", Severity: diag.Error,
		Title: "两条勘误互相重叠",
		Why:   "同一处文字只能有一条勘误，否则页面上的标记会彼此覆盖。请合并成一条，或者把原文写得更短。"}
	badLane = diag.Kind{Code: "bad-lane", Severity: diag.Error,
		Title: "递进表的写法有误",
		Why:   "递进表每行写一条内容递进：名称、各等级的编码（几个编码用空格隔开）、依据、审核人和日期。名称不能重复，至少要写一个编码。"}
	notInSource = diag.Kind{Code: "not-in-source", Severity: diag.Error,
		Title: "正文与原文不一致",
		Why:   "标准的正文一字不改。每条要求、每段文字都须见于导入时保存的原文；要更正，请写入 errata.csv，页面会同时显示原文和更正。"}
	sourceChanged = diag.Kind{Code: "source-changed", Severity: diag.Error,
		Title: "原文文件被改动过",
		Why:   "原文是核对一切的依据，文件头里记有它的校验和。两者不符，说明原文在导入之后被改动或替换过。"}
	sourceUnused = diag.Kind{Code: "source-unused", Severity: diag.Warning,
		Title: "原文有一段未收入正文",
		Why:   "导入时收入正文的文字，后来从 standard.md 或表格里删去了。标准的正文应当完整，如确属页码、目录之类，可以不管。"}
)
