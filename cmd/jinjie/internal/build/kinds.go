package build

import "jinjie/cmd/jinjie/internal/diag"

// Kinds lists every sort of problem that putting a site together can report.
func Kinds() []diag.Kind {
	return []diag.Kind{noSite, badSetting, unknownTheme, unknownLanguage, duplicateAddress, coverageTooLow}
}

var (
	noSite = diag.Kind{Code: "no-site", Severity: diag.Error,
		Title: "这里没有站点",
		Why:   "站点的源文件放在 content/（首页和其他文件）和 standard/（职业技能等级标准）两个文件夹里。两个都没有，多半是在别的文件夹里运行了程序。"}
	badSetting = diag.Kind{Code: "bad-setting", Severity: diag.Error,
		Title: "站点设置有误",
		Why:   "content/index.md 的文件头是站点的设置：站名、网址、语言、颜色、标志、导航、备案号、纠错的信箱或表单、统计脚本。写错的设置会让每一页都不对，所以先停下来。"}
	unknownLanguage = diag.Kind{Code: "unknown-language", Severity: diag.Warning,
		Title: "没有这种语言的界面文字",
		Why:   "language 写网页的语言代码，内置的界面文字有 zh-CN 和 en。别的语言可以自己译：把默认主题的 strings/en.json 照样译好，放进 themes/主题名/strings/。没有译文的键用中文。"}
	unknownTheme = diag.Kind{Code: "unknown-theme", Severity: diag.Error,
		Title: "没有这个主题",
		Why:   "theme 写 themes/ 里一个文件夹的名字，其中的文件逐个代替默认主题的同名文件。不写就用默认主题。"}
	coverageTooLow = diag.Kind{Code: "coverage-too-low", Severity: diag.Error,
		Title: "讲授的要求太少",
		Why:   "jinjie check --min-coverage 要求每项标准讲授到这个比例。仅提及的不算讲授，待复核的也不算。"}
	duplicateAddress = diag.Kind{Code: "duplicate-address", Severity: diag.Error,
		Title: "两个文件要占同一个地址",
		Why:   "一个地址只能放一个文件。程序生成的网页、主题的文件和 content/ 里照原样复制的文件不能重名；只有大小写或全角半角不同，在 Windows 上也算重名；同一个名字也不能既是文件又是文件夹。"}
)
