package build

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"jinjie/cmd/jinjie/internal/check"
	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/frontmatter"
	"jinjie/cmd/jinjie/internal/graph"
	"jinjie/cmd/jinjie/internal/lesson"
	"jinjie/cmd/jinjie/internal/markdown"
)

// Files of the clean site that faults are planted in.
const (
	front   = "content/index.md"
	ruhu    = "content/lessons/chuji/ruhu/index.md"
	bianmin = "content/lessons/chuji/bianmin.md"
	zuzhi   = "content/lessons/zhongji/zuzhi.md"
	kecheng = "content/lessons/kecheng.md"
	draft   = "content/lessons/zhongji/caogao.md"
	text    = "standard/100001/standard.md"
	extra   = "content/lessons/xinke.md" // which the clean site lacks
	large   = "content/lessons/chuji/ruhu/zhaopian.svg"
)

// here is the paragraph of ruhu that gives way to faults of running text.
const here = "另起一段。"

// A fault is one change to the clean site: in one file, old gives way to new; without old
// the file is new. What it is told as stands at the mark ‸ in new, or else names its place.
type fault struct {
	name           string
	file, old, new string
	want           string // code, or place and code
	hint           string // what the hint says; empty: there is none
}

var faults = []fault{
	// references
	{"a code that is not there", ruhu, here, "见‸[[1.1.7]]。", "unknown-skill", "是不是“1.1.1”？"},
	{"a code behind a wide bracket", ruhu, here, "见‸【【１．１．７】】。", "unknown-skill", "是不是“1.1.1”？"},
	{"a code in a cell", ruhu, "[[1.1.1\\|宣传]]", "[[1.1.1]]‸[[1.1.7\\|宣传]]", "unknown-skill", "是不是“1.1.1”？"},
	{"a code in a heading", ruhu, "### 带什么", "### 带什么‸[[1.1.7]]", "unknown-skill", "是不是“1.1.1”？"},
	{"a code in a footnote", ruhu, "写进台账", "写进台账‸[[1.1.7]]", "unknown-skill", "是不是“1.1.1”？"},
	{"a code in a details", ruhu, "再问需求", "再问‸[[1.1.7]]需求", "unknown-skill", "是不是“1.1.1”？"},
	{"a code on the home page", front, "从[[志愿服务]]看起", "从‸[[1.1.7]]看起", "unknown-skill", "是不是“1.1.1”？"},
	{"a code that is taught", zuzhi, "1.1.3, 1.2.1]", "1.1.3, 1.2.1, ‸1.2.7]", "unknown-skill", "是不是“1.2.1”？"},
	{"a code that is assessed", ruhu, "assesses: [1.1.1]", "assesses: [‸1.1.7]", "unknown-skill", "是不是“1.1.1”？"},
	{"a task that is taught", zuzhi, "1.1.3, 1.2.1]", "1.1.3, 1.2.1, ‸1.2]", "unknown-skill", "“1.2”是工作任务，请写出其中的编码，例如 1.2.1"},
	{"a task at a level", ruhu, here, "见‸[[1.1@初级]]。", "unknown-skill", "“1.1”是工作任务，不分等级：写作 [[1.1]]"},
	{"a level that is not there", ruhu, here, "见‸[[1.1.1@高级]]。", "unknown-level", "可以写：初级、中级"},
	{"a level of the page that is not there", kecheng, "level: 初级", "level: ‸初等", "unknown-level", "可以写：初级、中级"},
	{"no level", draft, "skills: [1.1.1@中级]", "skills: [‸1.1.1]", "unknown-level", "写作 1.1.1@初级，或者在文件头写上 level"},
	{"a level that an edition lacks", ruhu, here, "见‸[[100001/0.9/1.1.1@中级]]。", "unknown-level", "可以写：初级"},
	{"a level that a code lacks", ruhu, here, "见‸[[1.1.3@初级]]。", "level-without-skill", "编码 1.1.3 见于中级"},
	{"a level that a code lacks that is taught", ruhu, "skills: [1.1.1, 1.1.2]", "skills: [1.1.1, 1.1.2, ‸1.1.3]", "level-without-skill", "编码 1.1.3 见于中级"},
	{"a standard that is not there", ruhu, here, "见‸[[100002/1.1.1]]。", "unknown-standard", "是不是“100001”？"},
	{"a standard of the page that is not there", draft, "draft: true", "draft: true\nstandard: ‸1", "unknown-standard", "站点里有：100001、100001/0.9"},
	{"an edition that is not there", ruhu, here, "见‸[[100001/0.8/1.1.1]]。", "unknown-standard", "是不是“100001/0.9”？"},
	{"a term that is not there", ruhu, here, "见‸[[志原服务]]。", "unknown-reference", "是不是“志愿服务”？"},
	{"a term of an older edition", ruhu, here, "见‸[[邻里互助]]。", "unknown-reference", "标准 100001/0.9 有，写作 [[100001/0.9/邻里互助]]"},
	{"a lesson that is not there", ruhu, here, "见‸[[bianming]]。", "unknown-reference", "是不是“bianmin”？"},
	{"a lesson in a folder that is not there", ruhu, here, "见‸[[chuji/bianming]]。", "unknown-reference", "是不是“chuji/bianmin”？"},
	{"a lesson at a level", ruhu, here, "见‸[[bianmin@中级]]。", "unknown-reference", "等级只能写在编码后面：写作 [[bianmin]]"},
	{"a lesson that is not written yet", ruhu, here, "见‸[[jiashi-shuyi]]。", "unknown-reference", "还没有写的课不能引用"},
	{"a draft", ruhu, here, "见‸[[caogao]]。", "draft-link", "去掉这个链接，或者删去草稿里的 draft"},
	{"a draft by a link", ruhu, here, "见‸[稿](../../zhongji/caogao.md)。", "draft-link", "去掉这个链接，或者删去草稿里的 draft"},
	{"a draft in a course", kecheng, "组织居民]", "组织居民, ‸caogao]", "draft-link", "去掉这个链接，或者删去草稿里的 draft"},
	{"a draft's own fault", draft, "[[zuzhi]]", "‸[[zuzhii]]", "unknown-reference", "是不是“zuzhi”？"},
	{"a name of two pages", "content/help/bianmin.md", "", "---\ntitle: 又一页\n---\n", kecheng + ":4:23 ambiguous-reference", "写出其中一个全名"},
	{"an anchor that is not there", ruhu, here, "见‸[[bianmin#上门以前]]。", "unknown-anchor", "是不是“#上门之前”？"},
	{"an anchor of a link that is not there", ruhu, here, "见‸[课](../bianmin.md#结尾)。", "unknown-anchor", "可以用的有：#上门之前"},
	{"an anchor of the page itself", ruhu, here, "见‸[[#敲门之中]]。", "unknown-anchor", "是不是“#敲门之前”？"},
	{"an anchor of a code that is not there", ruhu, here, "见‸[码](../../../100001/1.1.1.html#gaoji)。", "unknown-anchor", "可以用的有：#chuji、#zhongji"},
	{"an anchor of a page that the program makes", ruhu, here, "见‸[表](../../../100001/compare.html#meiyou)。", "unknown-anchor", ""},
	{"an empty reference", ruhu, here, "见‸[[ ]]。", "bad-reference", "写上编码、术语或课的文件名，例如 [[1.1.1]]"},
	{"a reference without an end", ruhu, here, "见‸[[1.1.1。", "bad-reference", `写作 [[1.1.1]]；只想显示方括号，写作 \[\[`},
	{"a code that is none", zuzhi, "1.1.3, 1.2.1]", "1.1.3, 1.2.1, ‸走访]", "bad-code", "写作 1.1.1 或 1.1.1@中级"},
	{"a code twice", zuzhi, "1.1.3, 1.2.1]", "1.1.3, 1.2.1, ‸1.1.1]", "listed-twice", "删去一个"},
	{"a lesson twice in a course", kecheng, "组织居民]", "组织居民, ‸zuzhi]", "listed-twice", "删去一个"},
	{"a lesson of a course that is not there", kecheng, "bianmin,", "‸bianmim,", "unknown-lesson", "是不是“bianmin”？"},
	{"a page in a course that is no lesson", kecheng, "组织居民]", "组织居民, ‸help]", "unknown-lesson", "课程里只能列 content/lessons/ 里的课"},

	// the text of a standard
	{"a code of a text", text, "的培训与考核", "的‸[[1.1.7|培训]]与考核", "unknown-skill", "是不是“1.1.1”？"},
	{"a level of a text", text, "的培训与考核", "的‸[[1.1.3@初级|培训]]与考核", "level-without-skill", "编码 1.1.3 见于中级"},
	{"a term of a text", text, "的培训与考核", "的‸[[邻里互助|培训]]与考核", "unknown-reference", "标准 100001/0.9 有，写作 [[100001/0.9/邻里互助|原文的字]]"},
	{"a draft of a text", text, "的培训与考核", "的‸[[caogao|培训]]与考核", "draft-link", "去掉这个链接，或者删去草稿里的 draft"},
	{"a chapter of a text", text, "的培训与考核", "的‸[[#4.2|培训]]与考核", "unknown-anchor", "是不是“#ch-4.2”？"},
	{"a heading that a text leads to", text, "的培训与考核", "的‸[培训](../../content/lessons/chuji/bianmin.md#结尾)与考核", "unknown-anchor", "可以用的有：#上门之前"},
	{"a lesson by a link of a text", text, "的培训与考核", "的‸[培训](lessons/chuji/bianmin.md)与考核", "unknown-lesson", "是不是“../../content/lessons/chuji/bianmin.md”？"},
	{"another text by a link of a text", text, "的培训与考核", "的‸[培训](../100002/standard.md)与考核", "unknown-standard", "是不是“standard.md”？"},
	{"a page by a link of a text", text, "的培训与考核", "的‸[培训](1.1.7.html)与考核", "broken-link", "是不是“1.1.1.html”？"},
	{"an anchor by a link of a text", text, "的培训与考核", "的‸[培训](compare.html#meiyou)与考核", "unknown-anchor", ""},
	{"a program by a link of a text", text, "的培训与考核", "的‸[培训](javascript:alert(1))与考核", "unsafe-link", "写上网页地址，或者站点里的文件"},
	{"words that the source lacks", text, "的培训与考核", "的‸[[1.1.1@初级]]培训与考核", "not-in-source", "写作 [[1.1.1@初级|原文的字]]"},
	{"a reference of a text without an end", text, "本标准适用于[[100001|社区服务]]职业技能的培训与考核", "‸本标准适用于社区服务职业技能的[[1.1.1培训与考核", "not-in-source", "方括号用英文的，两两成对"},

	// links, images and files
	{"a lesson by a link that is not there", ruhu, here, "见‸[课](../bianming.md)。", "unknown-lesson", "是不是“../bianmin.md”？"},
	{"a lesson in another folder", ruhu, here, "见‸[课](bianmin.md)。", "unknown-lesson", "是不是“../bianmin.md”？"},
	{"a lesson in another case", ruhu, here, "见‸[课](../Bianmin.md)。", "unknown-lesson", "大小写或全半角不同：是不是“../bianmin.md”？"},
	{"a page that the program does not make", ruhu, here, "见‸[码](../../../100001/1.1.7.html)。", "broken-link", "是不是“../../../100001/1.1.1.html”？"},
	{"a folder", ruhu, here, "见‸[标准](../../../100001/)。", "broken-link", "是不是“../../../100001/index.html”？"},
	{"an address from the server's root", ruhu, here, "见‸[码](/100001/1.1.1.html)。", "broken-link", "写相对地址：../../../100001/1.1.1.html"},
	{"an address outside of content", ruhu, here, "见‸[码](../../../../README.md)。", "broken-link", "只能链接站点里的页面和文件"},
	{"a backslash", ruhu, here, `见‸[课](..\bianmin.md)。`, "broken-link", "写作 ../bianmin.md"},
	{"a percent sign", ruhu, here, "见‸[课](100%.md)。", "broken-link", "地址里的百分号写作 %25"},
	{"a domain without https", ruhu, here, "见‸[官网](www.mca.gov.cn)。", "broken-link", "网址写全：https://www.mca.gov.cn"},
	{"a link that leads nowhere", ruhu, here, "见‸[课](#)。", "broken-link", "在“#”后面写上标题"},
	{"a file that is not there", ruhu, here, "见‸[表](biao.xls)。", "unknown-file", "是不是“biao.csv”？"},
	{"an image that is not there", ruhu, here, "见‸![表](dengjii.svg)。", "unknown-image", "是不是“dengji.svg”？"},
	{"an image that is a file", ruhu, here, "见‸![表](shouce.pdf)。", "unknown-image", "链接写作 [文字](shouce.pdf)，前面没有“!”"},
	{"an image that is a lesson", ruhu, here, "见‸![表](../bianmin.md)。", "unknown-image", "链接写作 [文字](../bianmin.md)，前面没有“!”"},
	{"an image that is too large", ruhu, here, "见‸![照片](zhaopian.svg)。", "large-image", "缩到 1 MB 以内"},
	{"an image on another site", ruhu, here, "见‸![图](https://example.org/a.png)。", "external-image", "下载下来，放进课所在的文件夹，写文件名"},
	{"an image without words", ruhu, here, "见‸![](dengji.svg)。", "image-without-alt", "写作 ![图上有什么](dengji.svg)"},
	{"a link without an address", ruhu, here, "见‸[课]()。", "empty-link", "在圆括号里写上地址"},
	{"a link without words", ruhu, here, "见‸[](../bianmin.md)。", "empty-link", "写作 [文字](../bianmin.md)"},
	{"a link in wide brackets", ruhu, here, "见‸[课]（../bianmin.md）。", "bad-link", "写作 [文字](地址)，括号用英文的，紧挨着写"},
	{"a link to the author's disk", ruhu, here, `见‸[课](D:\课\a.docx)。`, "bad-link", "把文件放进 content/，写相对地址"},
	{"a link that runs a program", ruhu, here, "见‸[课](javascript:alert(1))。", "unsafe-link", "写上网页地址，或者站点里的文件"},
	{"a link that hides a program", ruhu, here, "见‸[课](JaVa&#x0A;Script:alert(1))。", "unsafe-link", "写上网页地址，或者站点里的文件"},

	// running text
	{"raw HTML", ruhu, here, "‸<div>某</div>", "raw-html", "去掉标签；段落之间空一行"},
	{"raw HTML within a line", ruhu, here, "某‸<span class=\"x\">某", "raw-html", "去掉标签；段落之间空一行"},
	{"a script", ruhu, here, "‸<script>alert(1)</script>", "raw-html", `要显示尖括号，写作 \<`},
	{"a comment", ruhu, here, "‸<!-- 某 -->", "raw-html", "不发布的话请删去，或者放进另一个文件"},
	{"a tag without its end", ruhu, here, "某‸<kbd>某", "raw-html", "在同一段里补上 </kbd>"},
	{"a details without its end", ruhu, "</details>\n", "", ruhu + ":37:1 raw-html", "另起一行写上 </details>"},
	{"a skipped heading", ruhu, here, "#### ‸小节", "heading-level", "写作 ### 小节"},
	{"a first heading in the text", ruhu, "## 敲门之后", "# ‸敲门之后", "heading-level", "这里写 ## 敲门之后"},
	{"a sort of note that is not there", ruhu, here, "> ‸[!NOTICE]\n> 某", "unknown-admonition", "是不是“[!NOTE]”？"},
	{"a footnote that is not there", ruhu, here, "某‸[^2]。", "unknown-footnote", "在文末另起一段写上 [^2]: 说明"},
	{"a footnote that nothing leads to", ruhu, here, "[^3]: ‸没有人看。", "unused-footnote", "在正文里写上 [^3]，或者删去这条脚注"},
	{"a word behind a fence", ruhu, here, "```‸go lines\nx\n```", "bad-code-info", `可以写 title="标题"、{2,4-6}、linenos`},
	{"a row that is too long", ruhu, "| 登记 | 【【1.1.2】】 |", "| 登记 | 【【1.1.2】】 | ‸多 |", "extra-cells", `文字里的竖线写作 \|`},
	{"a comma of half width", ruhu, here, "另起‸,一段。", "typography", "写作“，”"},
	{"a comma of half width in a title", bianmin, "标题: 便民服务", "标题: 便民服务‸,甲", "typography", "写作“，”"},
	{"a traditional character in the words of a reference", ruhu, here, "见[[1.1.1|政‸務]]。", "typography", "写作“务”"},
	{"bold that is left open", ruhu, here, "‸**重点", "unread-markup", "星号紧挨着文字"},
	{"a paragraph of marks", ruhu, here, "‸" + strings.Repeat("*甲_", 200_000), "too-complex", "用空行分成几段"},

	// front matter
	{"a wide colon", bianmin, "标题: 便民服务", "标题‸：便民服务", "bad-front-matter", "改用英文冒号，后面空一格"},
	{"a wide colon in a course", kecheng, "level: 初级", "level‸：初级", "bad-front-matter", "改用英文冒号，后面空一格"},
	{"a wide colon in a lesson that is known by its title", zuzhi, "level: 中级", "level‸：中级", "bad-front-matter", "改用英文冒号，后面空一格"},
	{"no end of a lesson that others link to", bianmin, "2026年3月1日\n---\n", "2026年3月1日\n", bianmin + ":1:1 unclosed-front-matter", "第 8 行不像设置"},
	{"an anchor of YAML before what is taught", zuzhi, "skills: [", "skills: ‸&a [", "refused-yaml", "把值直接写出来"},
	{"no end", draft, "skills: [1.1.1@中级]\n---\n", "skills: [1.1.1@中级]\n", draft + ":1:1 unclosed-front-matter", "第 6 行不像设置"},
	{"too much", draft, "draft: true", "draft: true\nsummary: " + strings.Repeat("长", 30000), draft + ":2:1 large-front-matter", "如果正文混了进来，请检查结束处的 ---"},
	{"an anchor of YAML", draft, "draft: true", "draft: ‸&a true", "refused-yaml", "把值直接写出来"},
	{"a key twice", draft, "draft: true", "draft: true\n‸draft: true", "repeated-key", "两行只留一行；现在读的是第 3 行"},
	{"a misspelt key", zuzhi, "hours: 4", "‸huors: 4", "unknown-key", "是不是 hours？"},
	{"a key in two languages", zuzhi, "hours: 4", "hours: 4\n‸学时: 4", "repeated-key", "两行只留一行；现在读的是第 5 行"},
	{"a list for a word", zuzhi, "title: 组织居民", "title: 组织居民\nsummary: ‸[甲]", "wrong-type", "不用列表，写作 summary: 甲"},
	{"a word for a truth", draft, "draft: true", "draft: true\norder: 1\naliases: ‸{a: b}", "wrong-type", "写作 aliases: [甲, 乙]"},
	{"no title", bianmin, "标题: 便民服务\n", "", bianmin + ":1:1 missing-title", "在文件头写上 title: 上门之前"},
	{"hours in words", zuzhi, "hours: 4", "hours: ‸两节", "bad-value", "例如 hours: 2"},
	{"hours below nothing", zuzhi, "hours: 4", "hours: ‸-2", "bad-value", "例如 hours: 2"},
	{"an order in words", zuzhi, "hours: 4", "order: ‸第一", "bad-value", "例如 order: 3"},
	{"a day that is none", ruhu, "updated: 2026-03-01", "updated: ‸2026-02-30", "bad-value", "例如 updated: 2026-03-01"},
	{"a review that is none", ruhu, "1.1.2@初级: 6daf6f52ab29", "1.1.2@初级: ‸看过", "bad-value", "由 jinjie review 写入，不必手写"},
	{"an old address out of the site", ruhu, "aliases: [lessons/jiu, /old/]", "aliases: [‸../jiu]", "bad-alias", "从站点的根写起，例如 lessons/jiu.html"},
	{"an old address that is another page's", ruhu, "aliases: [lessons/jiu, /old/]", "aliases: [‸lessons/chuji/Bianmin]", "bad-alias", "一个地址只能转到一页，删去一处"},
	{"an old address that is a code's", ruhu, "aliases: [lessons/jiu, /old/]", "aliases: [‸100001/1.1.1]", "bad-alias", "删去这一项"},
	{"settings that are none", front, "language: zh-CN", "language: ‸中文", "bad-setting", "例如 zh-CN"},
	{"an address of the site that is none", front, "base_url: https://example.org/skills/", "base_url: ‸example.org", "bad-setting", "例如 https://example.edu.cn/skills/"},
	{"a setting that is not there", front, "footer: 某学院", "‸foooter: 某学院", "unknown-key", "是不是 footer？"},
	{"a theme that is not there", front, "theme: default", "theme: ‸defualt", "unknown-theme", "是不是“default”？"},

	// what pages say of the standard
	{"a lesson without skills", extra, "", "‸---\ntitle: 新课\n---\n", "lesson-without-skills", "在文件头写上 skills: [1.1.1]"},
	{"a code that is taught and not named", zuzhi, "评估见[[1.2.1]]", "评估", zuzhi + ":4:31 taught-not-named", "在讲到它的那一句写上 [[1.2.1]]"},
	{"a level begun and not finished", zuzhi, "1.1.3, 1.2.1]", "1.1.3]", "standard/100001/tables/zhongji.csv:5:17 untaught", "写上 1.2.1@中级"},
	{"a text that has changed", ruhu, "1.1.2@初级: 6daf6f52ab29", "‸1.1.2@初级: 0123456789ab", "review-due", "运行 jinjie review " + ruhu},
	{"a review of what is not taught", ruhu, "1.1.2@初级: 6daf6f52ab29", "1.1.2@初级: 6daf6f52ab29\n  ‸1.1.2@中级: 6daf6f52ab29", "review-unused", "重写记录"},
	{"a review of a code that is not there", ruhu, "1.1.2@初级: 6daf6f52ab29", "1.1.2@初级: 6daf6f52ab29\n  ‸1.1.7@中级: 6daf6f52ab29", "review-unused", "重写记录"},
	{"a course without lessons", extra, "", "‸---\ntitle: 新课程\nlessons: []\n---\n", "course-without-lessons", "写作 lessons: [ruhu-mopai, …]"},
	{"a language that nobody speaks", front, "language: zh-CN", "language: ‸fr", "unknown-language", "写作 zh-CN 或 en"},
	{"a logo that is not there", front, "title: ", "logo: ‸files/dengji.svg\ntitle: ", "unknown-image", "是不是“lessons/chuji/ruhu/dengji.svg”？"},
	{"a navigation that leads nowhere", front, "title: ", "nav: {课: ‸lessons/chuji/bianming.md}\ntitle: ", "unknown-lesson", "是不是“lessons/chuji/bianmin.md”？"},
	{"a navigation to a page that is not made", front, "title: ", "nav: {码: ‸100001/1.1.7.html}\ntitle: ", "broken-link", "是不是“100001/1.1.1.html”？"},
	{"a table that cannot be read", "standard/100001/tables/zhongji.csv", "工作领域,工作任务,编码,", "工作领域,工作任务,编马,", "standard/100001/tables/zhongji.csv:1:1 bad-table", "是不是“编码”？"},
	{"a row that cannot be read", "standard/100001/tables/zhongji.csv", ",,1.1.3,熟悉志愿服务队伍，", "‸1.1.3,熟悉志愿服务队伍，", "bad-table", ""},
	{"an edition twice", "standard/100001-0.9/standard.md", `version: "0.9"`, `version: "1.0"`, "standard/100001/standard.md:2:7 repeated-standard", "更正文件头里的 version"},

	// names and files
	{"a file at a page's address", "content/100001/1.1.1.html", "", "某", "content/100001/1.1.1.html duplicate-address", "请给这个文件改名"},
	{"a file at a page's address but for case", "content/100001/TERMS.html", "", "某", "content/100001/TERMS.html duplicate-address", "请给这个文件改名"},
	{"a file at a page's address but for width", "content/100001/ｔｅｒｍｓ.html", "", "某", "content/100001/ｔｅｒｍｓ.html duplicate-address", "请给这个文件改名"},
	{"a page at a level's handbook", "content/100001/zhongji.md", "", "‸---\ntitle: 新\n---\n", "duplicate-address", "请给这个文件改名"},
	{"an old address at a page that the program makes", ruhu, "aliases: [lessons/jiu, /old/]", "aliases: [‸100001/compare]", "duplicate-address", "请删去这个旧址"},
	{"a file in the place of a folder", "content/100001", "", "某", "content/100001 duplicate-address", "请给这个文件改名"},
	{"a name that differs in case", "content/lessons/chuji/Bianmin.md", "", "---\ntitle: 新\nskills: [1.2.1@初级]\n---\n[[1.2.1]]\n", "content/lessons/chuji/bianmin.md colliding-names", "改掉其中一个名字"},
	{"a name of a file that differs in case", "content/files/Note.txt", "", "某", "content/files/note.txt colliding-names", "改掉其中一个名字"},
	{"a name that Windows keeps", "content/lessons/con.md", "", "---\ntitle: 新\n---\n", "content/lessons/con.md unportable-name", "换一个名字"},
	{"a page that is no longer text", bianmin, "便民服务", "便‸\x00民服务", "page-not-text", "改好这一处"},
	{"a page that is no text", extra, "", "\x00\x01", extra + " page-not-text", "另存为 UTF-8 编码"},
	{"a page that is called .txt", "content/lessons/xinke.md.txt", "", "某", "content/lessons/xinke.md.txt not-markdown-name", "改名为 content/lessons/xinke.md"},
}

// follows are the problems that are told beside a fault because of it.
var follows = map[string][]string{
	"an edition twice": {"review-due"},
}

// plant writes the clean site, with a change, to a new folder, and tells where the mark
// of the change stands.
func plant(t *testing.T, f fault) (dir string, at diag.Pos) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/clean.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if f.file != "" && f.old == "" {
		archive.Files = append(archive.Files, txtar.File{Name: f.file})
	}
	dir = t.TempDir()
	for _, file := range archive.Files {
		text := string(file.Data)
		if file.Name == f.file {
			if strings.Count(text, f.old) != 1 && f.old != "" {
				t.Fatalf("%s has %q not once", file.Name, f.old)
			}
			text = strings.Replace(text, f.old, f.new, 1)
			at = marked(file.Name, text)
			text = strings.Replace(text, "‸", "", 1)
		}
		write(t, filepath.Join(dir, file.Name), text)
	}
	write(t, filepath.Join(dir, large), `<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>`+strings.Repeat(" ", 2<<20))
	return dir, at
}

// marked is the place of the mark in a file.
func marked(name, text string) diag.Pos {
	before, _, ok := strings.Cut(text, "‸")
	if !ok {
		return diag.Pos{}
	}
	line := before[strings.LastIndex(before, "\n")+1:]
	return diag.Pos{File: name, Line: strings.Count(before, "\n") + 1, Column: utf8.RuneCountInString(line) + 1, Offset: len(line)}
}

func TestACleanSiteHasNoProblems(t *testing.T) {
	for _, drafts := range []bool{false, true} {
		dir, _ := plant(t, fault{})
		result, problems, err := Check(Options{Source: dir, Drafts: drafts, MinCoverage: 100})
		if err != nil || len(problems) > 0 || result.Lessons == 0 {
			t.Errorf("with drafts %t: %+v %v\n%s", drafts, result, err, said(problems))
		}
	}
}

// Every planted fault is found at its place, under its code, with its fix, and nothing else
// but what follows from it.
func TestPlantedFaultsAreFound(t *testing.T) {
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			dir, at := plant(t, f)
			if strings.HasSuffix(f.want, "colliding-names") && oneCase(dir) {
				t.Skip("this disk has no two names that differ in case")
			}
			_, problems, err := Check(Options{Source: dir})
			want := f.want
			if at.File != "" {
				want = at.String() + " " + f.want
			}
			found := slices.IndexFunc(problems, func(d diag.Diagnostic) bool { return d.Pos.String()+" "+d.Code == want })
			if err != nil || found < 0 {
				t.Fatalf("want %s (%v), got\n%s", want, err, said(problems))
			}
			d := problems[found]
			if at.File != "" && d.Pos.Offset != at.Offset {
				t.Errorf("the offset is %d, want %d", d.Pos.Offset, at.Offset)
			}
			if !strings.Contains(d.Hint, f.hint) || (f.hint == "") != (d.Hint == "") {
				t.Errorf("%s: hint %q, want %q", d.Message, d.Hint, f.hint)
			}
			var others []string
			for _, d := range slices.Delete(problems, found, found+1) {
				others = append(others, d.Code)
			}
			slices.Sort(others)
			if !slices.Equal(others, follows[f.name]) {
				t.Errorf("beside it %q are told, want %q", others, follows[f.name])
			}
		})
	}
}

// oneCase tells whether a disk takes names that differ in case for one.
func oneCase(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "CONTENT"))
	return err == nil
}

// Two problems depend on what is asked for, and where.
func TestFaultsOfTheWholeSiteAreFound(t *testing.T) {
	_, problems, err := Check(Options{Source: t.TempDir()})
	if err != nil || len(problems) != 1 || problems[0].Code != noSite.Code {
		t.Errorf("an empty folder: %v\n%s", err, said(problems))
	}
	dir, _ := plant(t, fault{file: ruhu, old: "1.1.2@初级: 6daf6f52ab29", new: "1.1.2@初级: 0123456789ab"})
	_, problems, err = Check(Options{Source: dir, MinCoverage: 90})
	const want = "standard/100001/standard.md:2:7: 标准 100001 的 7 条要求讲授了 6 条（85.7%），不到 90% [coverage-too-low]"
	if err != nil || len(problems) != 2 || !strings.Contains(said(problems), want) {
		t.Errorf("too little is taught: %v\n%s", err, said(problems))
	}
}

// TestEveryKindIsPlanted holds the faults against all sorts of problems that pages can have.
func TestEveryKindIsPlanted(t *testing.T) {
	planted := []string{noSite.Code, coverageTooLow.Code} // see above
	for _, f := range faults {
		planted = append(planted, f.want[strings.LastIndex(f.want, " ")+1:])
	}
	for _, k := range slices.Concat(graph.Kinds(), lesson.Kinds(), frontmatter.Kinds(), markdown.Kinds(), check.PageKinds(), Kinds()) {
		if !slices.Contains(planted, k.Code) {
			t.Errorf("no fault is planted for %s", k.Code)
		}
	}
}
