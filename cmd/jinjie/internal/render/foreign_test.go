package render

import (
	"strings"
	"testing"
)

func TestChineseWordsAreMarked(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"nothing", `<p>plain</p>`, `<p>plain</p>`},
		{"an element that holds nothing else", `<p class="a">了解政策，能宣传。</p>`, `<p lang="zh-CN" class="a">了解政策，能宣传。</p>`},
		{"words among others", `<p>Called “社区治理” (2021年1.0版), 12 codes</p>`,
			`<p>Called “<span lang="zh-CN">社区治理</span>” (<span lang="zh-CN">2021年1.0版</span>), 12 codes</p>`},
		{"letters among them", `<a>京ICP备12345678号-1</a>, A类`, `<a lang="zh-CN">京ICP备12345678号-1</a>, <span lang="zh-CN">A类</span>`},
		{"words between them", `<p>按 code 对照，“了解。”</p>`, `<p><span lang="zh-CN">按</span> code <span lang="zh-CN">对照，“了解。</span>”</p>`},
		{"words before an element", `<p>了解<b>政策</b>，能宣传</p>`, `<p><span lang="zh-CN">了解</span><b lang="zh-CN">政策</b>，<span lang="zh-CN">能宣传</span></p>`},
		{"a title cannot hold elements", `<title>1.1.1 政策: A</title>`, `<title lang="zh-CN">1.1.1 政策: A</title>`},
		{"nor can an option", `<option value="a">All 等级</option>`, `<option lang="zh-CN" value="a">All 等级</option>`},
		{"data stay as they are", `<script type="application/json">{"a":"政策"}</script><p>a</p>`, `<script type="application/json">{"a":"政策"}</script><p>a</p>`},
		{"attributes too", `<p title="政策>" data-x='"'>a</p>`, `<p title="政策>" data-x='"'>a</p>`},
		{"what is marked already", `<span lang="zh-CN">政策</span>`, `<span lang="zh-CN">政策</span>`},
		{"a comment", `<!-- 政策 > --><h1>政策</h1>`, `<!-- 政策 > --><h1 lang="zh-CN">政策</h1>`},
		{"behind an empty element", `<p>a<br>政策</p>`, `<p>a<br><span lang="zh-CN">政策</span></p>`},
		{"cut off", `<p>政策`, `<p><span lang="zh-CN">政策</span>`},
	} {
		if got := string(markHan([]byte(c.page))); got != c.want {
			t.Errorf("%s: got  %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestOnlyPagesInLanguagesWithoutHanAreMarked(t *testing.T) {
	for language, want := range map[string]bool{"zh-CN": false, "zh": false, "ja": false, "en": true, "en-GB": true, "fr": true} {
		if got := marksHan(language); got != want {
			t.Errorf("%s: %t", language, got)
		}
	}
}

// Marking adds the marks and nothing else, whatever a page holds.
func FuzzMarkHan(f *testing.F) {
	f.Add(`<p class="a">了解<b>政策</b>，能宣传。</p>`)
	f.Add(`<script>政</script><!--政-->政<option>政`)
	f.Add("<p title=\"<政\">1.0版")
	f.Fuzz(func(t *testing.T, page string) {
		if strings.Contains(page, "lang=") {
			return
		}
		got := string(markHan([]byte(page)))
		got = strings.ReplaceAll(got, ` lang="zh-CN"`, "")
		if strings.ReplaceAll(got, "<span>", "") != strings.ReplaceAll(page, "<span>", "") &&
			strings.ReplaceAll(strings.ReplaceAll(got, "<span>", ""), "</span>", "") != strings.ReplaceAll(strings.ReplaceAll(page, "<span>", ""), "</span>", "") {
			t.Errorf("%q became %q", page, got)
		}
	})
}
