package graph

import (
	"slices"

	"jinjie/cmd/jinjie/internal/diag"
)

// Kinds lists every sort of problem that joining a site can report.
func Kinds() []diag.Kind {
	return []diag.Kind{repeatedStandard, unknownSkill, unknownLevel, levelWithoutSkill, unknownStandard, unknownReference,
		ambiguousReference, unknownLesson, unknownAnchor, draftLink, brokenLink, unknownFile, unknownImage, largeImage, listedTwice, badAlias}
}

// AboutLinks tells whether a problem is about where a name or a link leads. It keeps no
// page away.
func AboutLinks(d diag.Diagnostic) bool {
	return d.Code != repeatedStandard.Code && slices.ContainsFunc(Kinds(), func(k diag.Kind) bool { return k.Code == d.Code })
}

var (
	unknownSkill = diag.Kind{Code: "unknown-skill", Severity: diag.Error,
		Title: "没有这个编码",
		Why:   "课里和标准正文里引用的编码须是标准里有的，按勘误更正以后的编码写。标准里没有的编码，读者点过去没有去处，覆盖情况也会算错。"}
	unknownLevel = diag.Kind{Code: "unknown-level", Severity: diag.Error,
		Title: "没有这个等级，或者没有写明等级",
		Why:   "同一编码在几个等级各有一条要求，所以要写明等级：1.1.1@中级，或者在文件头写 level: 中级，没写等级的编码都照它。"}
	levelWithoutSkill = diag.Kind{Code: "level-without-skill", Severity: diag.Error,
		Title: "这个等级没有另列这个编码",
		Why:   "有的编码只在一部分等级里有要求。高级别涵盖低级别，讲授低级别的要求时写低级别。"}
	unknownStandard = diag.Kind{Code: "unknown-standard", Severity: diag.Error,
		Title: "没有这项标准",
		Why:   "standard 写标准代码，例如 590008；旧版写 590008/1.0。站点只有一项标准时不必写。"}
	unknownReference = diag.Kind{Code: "unknown-reference", Severity: diag.Error,
		Title: "引用没有所指",
		Why:   "[[ ]] 里写编码（1.1.1、1.1.1@中级）、标准的术语，或者课的文件名（不带 .md）；课里的某一节写作 [[ruhu-mopai#标题]]，本页的写作 [[#标题]]。几处同名时写出前面的文件夹。标准正文里也能这样引用，只给原文的字加上链接：[[1.1.1@中级|本条]]、[[#ch-4.2|4.2]]。"}
	ambiguousReference = diag.Kind{Code: "ambiguous-reference", Severity: diag.Error,
		Title: "引用有几种可能",
		Why:   "几项标准有同一个编码，或者术语与课同名，写短名就分不清了，须写全名：590008/1.1.1、590008/志愿服务、lessons/ruhu-mopai。"}
	unknownLesson = diag.Kind{Code: "unknown-lesson", Severity: diag.Error,
		Title: "没有这一课",
		Why:   "链接到课写相对路径（../ruhu-mopai.md，标准正文里写 ../../content/lessons/ruhu-mopai.md），课程的 lessons 里写课的文件名。还没有写的课不能链接，草稿要发布以后才能链接。"}
	unknownAnchor = diag.Kind{Code: "unknown-anchor", Severity: diag.Error,
		Title: "页面里没有这个位置",
		Why:   "“#”后面是标题：空格和标点写作连字符，同名的标题从第二个起带 -2、-3。标准原文的章写作 #ch-4.2，没有编号的写名称，例如 #前言。标题改了，指向它的链接也要改。"}
	draftLink = diag.Kind{Code: "draft-link", Severity: diag.Error,
		Title: "链接到草稿",
		Why:   "草稿不发布，指向它的链接在网站上没有去处。用 -D 可以连草稿一起生成。草稿文件夹里的图片和附件也不发布，除非有发布的页面用到它们。"}
	brokenLink = diag.Kind{Code: "broken-link", Severity: diag.Error,
		Title: "链接没有去处",
		Why:   "站内的链接须指向网站里有的页面或文件，写相对地址，这样放到哪个文件夹、哪台服务器、U 盘上都能用。以“/”开头的地址从服务器的根算起，换个文件夹就断了。"}
	unknownFile = diag.Kind{Code: "unknown-file", Severity: diag.Error,
		Title: "没有这个文件",
		Why:   "附件放在 content/ 里，链接写相对地址；大小写要一致，因为服务器分大小写。"}
	unknownImage = diag.Kind{Code: "unknown-image", Severity: diag.Error,
		Title: "没有这张图片",
		Why:   "图片放在课所在的文件夹里，写相对地址；大小写要一致，因为服务器分大小写。能用的格式有 PNG、JPEG、GIF、WebP、AVIF 和 SVG。"}
	largeImage = diag.Kind{Code: "large-image", Severity: diag.Warning,
		Title: "图片过大",
		Why:   "手机拍的照片往往有几 MB，读者多半在手机上看。宽 1600 像素、1 MB 以内已经够清楚。"}
	badAlias = diag.Kind{Code: "bad-alias", Severity: diag.Error,
		Title: "旧址不能用",
		Why:   "aliases 写页面从前的地址，从站点的根写起，例如 lessons/jiu.html；打开它的人会转到新址。一个地址只能转到一页，也不能是现有网页的地址。"}
	listedTwice = diag.Kind{Code: "listed-twice", Severity: diag.Warning,
		Title: "列了两次",
		Why:   "同一个编码或同一课在一个列表里写一次就够了。"}
)
