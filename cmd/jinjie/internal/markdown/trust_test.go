package markdown

import "testing"

func TestUnsafeLinksInEveryDisguise(t *testing.T) {
	hold(t, []fact{
		{"plain", "[甲](javascript:alert(1))", "<p><a>甲</a></p>", "unsafe-link"},
		{"in capitals", "[甲](JaVaScRiPt:alert(1))", "<p><a>甲</a></p>", "unsafe-link"},
		{"with an entity for the colon", "[甲](javascript&colon;alert(1))", "<p><a>甲</a></p>", "unsafe-link"},
		{"with a number for the colon", "[甲](javascript&#58;alert(1))", "<p><a>甲</a></p>", "unsafe-link"},
		{"with a number for a letter", "[甲](&#x6A;avascript:alert(1))", "<p><a>甲</a></p>", "unsafe-link"},
		{"with a padded number", "[甲](&#0000106;avascript:alert(1))", "<p><a>甲</a></p>", "unsafe-link"},
		{"with a tab entity", "[甲](java&Tab;script:alert(1))", "<p><a>甲</a></p>", "unsafe-link"},
		{"with a line feed entity", "[甲](java&NewLine;script:alert(1))", "<p><a>甲</a></p>", "unsafe-link"},
		{"with a tab", "[甲](<java\tscript:alert(1)>)", "<p><a>甲</a></p>", "unsafe-link"},
		{"with a control character", "[甲](&#1;javascript:alert(1))", "<p><a>甲</a></p>", "unsafe-link"},
		{"with a space before", "[甲](< javascript:alert(1)>)", "<p><a>甲</a></p>", "unsafe-link"},
		{"with a backslash", `[甲](javascript\:alert(1))`, "<p><a>甲</a></p>", "unsafe-link"},
		{"percent encoded", "[甲](javascript%3Aalert(1))", "<p><a>甲</a></p>", "unsafe-link"},
		{"by reference", "[甲][乙]\n\n[乙]: javascript:alert(1)", "<p><a>甲</a></p>", "unsafe-link"},
		{"by reference of one name", "[甲]\n\n[甲]: <javascript:alert(1)>", "<p><a>甲</a></p>", "unsafe-link"},
		{"as an autolink", "<javascript:alert(1)>", "<p><a>javascript:alert(1)</a></p>", "unsafe-link"},
		{"as an image", "![甲](javascript:alert(1))", `<p><img alt="甲"></p>`, "unsafe-link"},
		{"as an image by reference", "![甲][乙]\n\n[乙]: javascript:alert(1)", `<p><img alt="甲"></p>`, "unsafe-link"},
		{"data", "[甲](data:text/html,<script>alert(1)</script>)", "<p><a>甲</a></p>", "unsafe-link"},
		{"data in an image", "![甲](data:image/svg+xml;base64,AAAA)", `<p><img alt="甲"></p>`, "unsafe-link"},
		{"data as an autolink", "<data:text/html,x>", "<p><a>data:text/html,x</a></p>", "unsafe-link"},
		{"vbscript", "[甲](vbscript:x)", "<p><a>甲</a></p>", "unsafe-link"},
		{"in a title", `[甲](a.md "javascript:alert(1)")`, `<p><a href="a.md" title="javascript:alert(1)">甲</a></p>`, ""},
		{"in a reference of ours", "[[javascript:alert(1)|甲]]", "<p>[[javascript:alert(1)|甲]]</p>", ""},
		{"quotes in an address", `[甲](https://a.cn/"onclick="alert(1))`, `<p><a href="https://a.cn/%22onclick=%22alert(1)" rel="external noopener">甲</a></p>`, ""},
		{"quotes in a title", `[甲](a.md '"onclick="alert(1)')`, `<p><a href="a.md" title="&quot;onclick=&quot;alert(1)">甲</a></p>`, ""},
		{"quotes in words of an image", `!["onerror="alert(1)](a.png)`, `<p><img src="a.png" alt="&quot;onerror=&quot;alert(1)" loading="lazy" decoding="async"></p>`, ""},
	})
}

func TestRawHTMLIsRefused(t *testing.T) {
	hold(t, []fact{
		{"balanced", "<kbd>Ctrl</kbd>、H<sub>2</sub>O、x<sup>2</sup>、<mark>重点</mark>", "<p><kbd>Ctrl</kbd>、H<sub>2</sub>O、x<sup>2</sup>、<mark>重点</mark></p>", ""},
		{"in capitals", "<KBD>回车</KBD><BR>甲", "<p><kbd>回车</kbd><br>甲</p>", ""},
		{"ruby with two parts", "<ruby>社<rt>shè</rt>区<rt>qū</rt></ruby>", "<p><ruby>社<rt>shè</rt>区<rt>qū</rt></ruby></p>", ""},
		{"crossed", "<mark><kbd>甲</mark></kbd>", "<p><kbd>甲</kbd></p>", "raw-html raw-html"},
		{"across bold", "**<mark>甲**</mark>", "<p><strong>甲</strong></p>", "raw-html"},
		{"across cells", "| <mark>甲 | 乙</mark> |\n|---|---|\n| 一 | 二 |", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>\n<tr>\n<th>甲</th>\n<th>乙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>一</td>\n<td>二</td>\n</tr>\n</tbody>\n</table></div>", "raw-html raw-html"},
		{"attribute", `<mark class="x">甲</mark>`, "<p>甲</p>", "raw-html raw-html"},
		{"handler", `<br onclick="alert(1)">`, "<p></p>", "raw-html"},
		{"comment", "甲<!-- 乙 -->丙", "<p>甲丙</p>", "raw-html"},
		{"comment as a block", "<!-- 甲\n\n乙 -->", "", "raw-html"},
		{"comment without an end", "甲 <!-- 乙", "<p>甲 &lt;!-- 乙</p>", ""},
		{"CDATA", "甲<![CDATA[乙]]>丙", "<p>甲丙</p>", "raw-html"},
		{"processing instruction", "甲<?php echo 1 ?>丙", "<p>甲丙</p>", "raw-html"},
		{"declaration", "<!DOCTYPE html>", "", "raw-html"},
		{"script", "<script>alert(1)</script>", "", "raw-html"},
		{"script in a line", "甲<script>alert(1)</script>", "<p>甲alert(1)</p>", "raw-html raw-html"},
		{"style", "<style>a{}</style>", "", "raw-html"},
		{"frame", `<iframe src="https://a.cn"></iframe>`, "", "raw-html"},
		{"image", "<img src=x onerror=alert(1)>", "", "raw-html"},
		{"svg", "<svg onload=alert(1)>", "", "raw-html"},
		{"end tag alone", "甲</div>", "<p>甲</p>", "raw-html"},
		{"Chinese in angle brackets is text", "请填<姓名>", "<p>请填&lt;姓名&gt;</p>", ""},
		{"less than is text", "a < b 且 c > d", "<p>a &lt; b 且 c &gt; d</p>", ""},
		{"character references are text", "&lt;script&gt; &copy; &#20013; &#x4e2d; &#0;", "<p>&lt;script&gt; © 中 中 �</p>", ""},
	})
}
