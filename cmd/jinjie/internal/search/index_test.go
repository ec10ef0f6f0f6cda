package search_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/search"
	"jinjie/cmd/jinjie/internal/search/searchtest"
)

// scripts are those of the default theme, as they are written.
func scripts(tb testing.TB) [][]byte {
	tb.Helper()
	var list [][]byte
	for _, name := range searchtest.Scripts {
		data, err := os.ReadFile("../../../../themes/default/js/" + name)
		if err != nil {
			tb.Fatal(err)
		}
		list = append(list, data)
	}
	return list
}

// reader is a reader of pages: address and HTML within main, in turn. A page that holds a
// requirement is one of requirements, one below lessons/ a lesson.
func reader(tb testing.TB, pages ...string) *searchtest.Reader {
	tb.Helper()
	var entries []search.Entry
	for i := 0; i < len(pages); i += 2 {
		page, ok := search.Read([]byte("<main data-search>" + pages[i+1] + "</main>"))
		if !ok {
			tb.Fatalf("%s holds nothing", pages[i])
		}
		e := search.Entry{Address: pages[i], Group: search.Others, Page: page}
		if strings.Contains(pages[i+1], `data-doc="requirement"`) {
			e.Group = search.Requirements
		} else if strings.HasPrefix(pages[i], "lessons/") {
			e.Group = search.Lessons
		}
		entries = append(entries, e)
	}
	return searchtest.New(tb, scripts(tb), search.Build(entries).Files)
}

// code is the page of a code with levels and what they ask for, in turn.
func code(number, task string, steps ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<div data-doc-code="%s" data-doc-title="%s %s"><h1>%s</h1><p>%s</p>`, number, number, task, number, task)
	for i := 0; i < len(steps); i += 2 {
		fmt.Fprintf(&b, `<section id="l%d" data-doc="requirement" data-doc-level="%s" data-doc-code="%s" data-doc-title="%s %s"><h3>%s</h3><p>%s</p></section>`,
			i/2+1, steps[i], number, number, task, steps[i], steps[i+1])
	}
	return b.String() + "</div>"
}

// site is a small site with all groups.
func site(tb testing.TB) *searchtest.Reader {
	return reader(tb,
		"1/3.3.1.html", code("3.3.1", "服务开展", "初级", "了解志愿服务，能开展需求调查。", "中级", "熟悉需求分析，能设计方案。", "高级", "掌握需求调查报告，能评估。"),
		"1/3.3.10.html", code("3.3.10", "服务开展", "初级", "了解档案，能归档。"),
		"1/3.3.2.html", code("3.3.2", "服务开展", "初级", "了解预算，能做3.3.1的预算。"),
		"1/terms.html", `<h1>术语和定义</h1><section id="term-1" data-doc="term" data-doc-title="志愿服务"><h2>3.7 志愿服务 Volunteer</h2><p>自愿付出。</p></section>`,
		"1/text.html", `<h1>标准原文</h1><section id="ch-1" data-doc="chapter"><h2>1 范围</h2><p>本标准适用于志愿服务。</p></section><section id="ch-2" data-doc="chapter"><h2>2 附录</h2><p>志愿服务见第1章，共331页。</p></section>`,
		"lessons/a.html", `<div data-doc-level="初级"><h1>把需求问准</h1><p>先做需求调查。</p><h2 id="mubiao">目标</h2><p>能说出志愿服务的规矩，会用 PageRank 和 ＡＢＣ。</p></div>`,
		"lessons/b.html", `<h1>志愿服务入门</h1><p>重庆的银行长期参加。</p>`)
}

func hrefs(a searchtest.Answer) []string {
	var list []string
	for _, r := range a.Results {
		list = append(list, r.Href())
	}
	return list
}

func TestQuestions(t *testing.T) {
	r := site(t)
	for _, c := range []struct {
		name, query, filters string
		want                 []string // the first results; an empty one ends the list
	}{
		{"a phrase, in its groups", "志愿服务", "{}", []string{"1/3.3.1.html#l1", "lessons/b.html", "lessons/a.html#mubiao", "1/terms.html#term-1", "1/text.html#ch-1", ""}},
		{"width and case", "ｐａｇｅｒａｎｋ", "{}", []string{"lessons/a.html#mubiao", ""}},
		{"width of the text", "abc", "{}", []string{"lessons/a.html#mubiao", ""}},
		{"not across blocks", "问准先做", "{}", []string{""}},
		{"not what is not there", "志愿服务站", "{}", []string{""}},
		{"a code: its page first", "3.3.1", "{}", []string{"1/3.3.1.html", "1/3.3.2.html#l1"}},
		{"a code without its stops", "331", "{}", []string{"1/3.3.1.html", "1/3.3.2.html#l1"}},
		{"a code in full width", "３．３．１", "{}", []string{"1/3.3.1.html", "1/3.3.2.html#l1"}},
		{"a longer code is another", "3.3.10", "{}", []string{"1/3.3.10.html", ""}},
		{"a code and a level", "中级 3.3.1", "{}", []string{"1/3.3.1.html#l2", ""}},
		{"a code at a level", "3.3.1@高级", "{}", []string{"1/3.3.1.html#l3", ""}},
		{"a level and a word", "初级 需求调查", "{}", []string{"1/3.3.1.html#l1", "lessons/a.html"}},
		{"all words of a page", "需求 志愿服务", "{}", []string{"1/3.3.1.html#l1", "1/3.3.1.html#l2", "1/3.3.1.html#l3", "lessons/a.html", ""}},
		{"words of which one is nowhere", "需求 没有", "{}", []string{""}},
		{"initials", "zyfw", "{}", []string{"lessons/b.html", "1/terms.html#term-1", ""}},
		{"full pinyin", "zhiyuanfuwu", "{}", []string{"lessons/b.html", "1/terms.html#term-1", ""}},
		{"a beginning of it", "zhiyuanf", "{}", []string{"lessons/b.html", "1/terms.html#term-1", ""}},
		{"from within a title", "rumen", "{}", []string{"lessons/b.html", ""}},
		{"the task of codes", "fuwukaizhan", "{}", []string{"1/3.3.1.html", "1/3.3.10.html", "1/3.3.2.html", ""}},
		{"only a level", "需求调查", `{level: "高级"}`, []string{"1/3.3.1.html#l3", ""}},
		{"a code, only at a level", "3.3.1", `{level: "中级"}`, []string{"1/3.3.1.html#l2", ""}},
		{"a title, only at a level", "fwkz", `{level: "初级"}`, []string{"1/3.3.1.html#l1", "1/3.3.10.html#l1", "1/3.3.2.html#l1", ""}},
		{"only a group", "志愿服务", "{group: 1}", []string{"lessons/b.html", "lessons/a.html#mubiao", ""}},
	} {
		got := hrefs(r.Run(c.query, c.filters))
		want := c.want
		if end := slices.Index(want, ""); end >= 0 {
			want = want[:end]
		} else {
			got = got[:min(len(got), len(want))]
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q finds %q, want %q", c.name, c.query, got, want)
		}
	}
	if a := r.Run(" 服 ", "{}"); !a.Short {
		t.Error("one character is answered")
	}
}

func TestAnswersCountAndMark(t *testing.T) {
	a := site(t).Run("志愿服务", "{}")
	if a.Total != 5 || !slices.Equal(a.Groups, []int{1, 2, 1, 1}) || a.Levels["初级"] != 2 {
		t.Errorf("%d results, groups %v, levels %v", a.Total, a.Groups, a.Levels)
	}
	if a := site(t).Run("3.3.1", `{level: "高级"}`); a.Total != 1 || a.Groups[0] != 1 || a.Levels["中级"] != 1 || a.Levels["初级"] != 3 {
		t.Errorf("of a code %d results at a level, groups %v, levels %v", a.Total, a.Groups, a.Levels)
	}
	for _, r := range a.Results {
		for i, piece := range r.Pieces {
			if (i%2 == 1) != (piece == "志愿服务") {
				t.Errorf("%s: the excerpt is %q", r.Href(), r.Pieces)
			}
		}
	}
	if last := a.Results[len(a.Results)-1]; last.Title != "1 范围" || last.Page != "标准原文" || last.More != 1 {
		t.Errorf("of the chapters one is shown: %+v", last)
	}
	if first := a.Results[0]; first.Level != "初级" || first.Title != "3.3.1 服务开展" {
		t.Errorf("the first result is %+v", first)
	}
}

// What a code shows says what is asked for.
func TestACodeShowsItsRequirement(t *testing.T) {
	r := site(t)
	if got := r.Run("331", "{}").Results[0].Excerpt(); got != "初级 了解志愿服务，能开展需求调查。" {
		t.Errorf("331 shows %q", got)
	}
	if got := r.Run("331", "{}").Results[0].Pieces; len(got) != 1 {
		t.Errorf("331 marks nothing in %q", got)
	}
	if got := r.Run("中级 331", "{}").Results[0].Excerpt(); got != "熟悉需求分析，能设计方案。" {
		t.Errorf("中级 331 shows %q", got)
	}
}

// A character with several readings is found by each of them, and ü as it is typed.
func TestHeteronyms(t *testing.T) {
	r := reader(t, "lessons/a.html", "<h1>重庆银行的行长</h1>", "lessons/b.html", "<h1>绿色旅行</h1>", "lessons/c.html", "<h1>Excel 统计3步</h1>")
	for query, want := range map[string]string{
		"chongqing": "lessons/a.html", "zhongqing": "lessons/a.html", "cqyh": "lessons/a.html", "zqyx": "lessons/a.html", "hangzhang": "lessons/a.html",
		"lvse": "lessons/b.html", "luse": "lessons/b.html", "lslx": "lessons/b.html", "exceltongji": "lessons/c.html", "tj3b": "lessons/c.html",
	} {
		if got := hrefs(r.Run(query, "{}")); !slices.Equal(got, []string{want}) {
			t.Errorf("%s finds %q, want %s", query, got, want)
		}
	}
}

// Long titles, and those that may be read in many ways, are found by the whole of their
// pinyin; ü is ü too.
func TestLongPinyin(t *testing.T) {
	r := reader(t, "lessons/a.html", "<h1>重庆银行行长的工作</h1>", "lessons/b.html", "<h1>问准需求，写一页方案，办成一次服务：社区需求调查入门</h1>",
		"lessons/c.html", "<h1>女性维权与法律援助</h1>", "lessons/d.html", "<h1>长期参加会计行业的银行还款</h1>")
	for query, want := range map[string]string{
		"chongqingyinhanghangzhang": "lessons/a.html", "chongqingyinhanghangzhangdegongzuo": "lessons/a.html", "wzxqxyyfabcycfwsqxqdcrm": "lessons/b.html",
		"wenzhunxuqiuxieyiyefanganbanchengyicifuwushequxuqiudiaocharumen": "lessons/b.html", "nüxing": "lessons/c.html", "NÜXINGWEIQUAN": "lessons/c.html",
		"cqcjkjhydyhhk": "lessons/d.html", "changqicanjiakuaijihangyedeyinhanghuankuan": "lessons/d.html", "chongqingyinhanghuankuan": "", "wzxqwzxqzzzz": "",
	} {
		if got := strings.Join(hrefs(r.Run(query, "{}")), " "); got != want {
			t.Errorf("%s finds %q, want %q", query, got, want)
		}
	}
}

// Whatever stands in a text is found, is shown, and ends no script.
func TestHostileTexts(t *testing.T) {
	texts := []string{
		`引号“"”'` + "`", `反斜杠 \ 和 \n 和 \u0041`, "行分隔\u2028段分隔\u2029尾", "</script><script>alert(1)</script>", "<!-- 注释 -->", "${模板}",
		"表情😀👨‍👩‍👧尾", "𠮷野家在𡈽佐", "\ufeff零宽\u200b字", "İstanbul ẞ ﬁ Σς", "ａｂｃ　ＡＢＣ", "ｶﾞｷﾞ", "⼈⼝豈", "a\u0301é", "\U0010ffff末\ufffe\uffff",
		strings.Repeat("哈", 5000), strings.Repeat("社区", 3000) + "完", "~~~}}}|||",
	}
	var pages []string
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;")
	for i, text := range texts {
		pages = append(pages, fmt.Sprintf("p%02d.html", i), "<p>"+escape.Replace(text)+"</p>")
	}
	r := reader(t, pages...)
	for i, text := range texts {
		chars := []rune(text)
		for from := 0; from+2 <= len(chars) && from < 40 && (from < 2 || len(chars) < 100); from++ {
			for _, n := range []int{2, 3, 7, 25, 60} {
				q := string(chars[from:min(from+n, len(chars))])
				if q != strings.TrimSpace(q) {
					continue
				}
				q = strings.NewReplacer("\ufeff", "", "\u200b", "", "\u2028", " ", "\u2029", " ").Replace(q) // as texts are read
				if len([]rune(q)) < 2 {
					continue
				}
				if got := r.Found(q); !slices.Contains(got, i) {
					t.Fatalf("%q of %q is found in %v", q, text[:min(len(text), 60)], got)
				}
			}
		}
	}
	for _, q := range []string{"哈哈社区", "社社", "区区", "完完", "社区完社", strings.Repeat("哈", 5001), strings.Repeat("社区", 3001)} {
		if got := r.Found(q); len(got) > 0 {
			t.Errorf("%.20q is found in %v", q, got)
		}
	}
	if a := r.Run("</script>", "{}"); a.Total != 1 || a.Results[0].Pieces[1] != "</script>" {
		t.Errorf("</script> finds %+v", a)
	}
}

// An excerpt holds what was asked for in full, however long, and halves no character.
func TestExcerptsAreWhole(t *testing.T) {
	var long strings.Builder
	for i := range 300 {
		long.WriteRune(rune(0x4e00 + 7*i))
	}
	smiles := strings.Repeat("😀", 60)
	r := reader(t, "a.html", "<p>"+long.String()+"</p>", "b.html", "<p>"+smiles+"玄"+smiles+"</p>", "c.html", "<p>甲"+smiles+"黄"+smiles+"</p>")
	for _, q := range []string{string([]rune(long.String())[50:250]), "😀玄", "玄😀", "😀黄", "黄😀"} {
		a := r.Run(q, "{}")
		if a.Total != 1 || len(a.Results[0].Pieces) < 2 || a.Results[0].Pieces[1] != q {
			t.Errorf("%s finds %+v", q, a)
		} else if said := a.Results[0].Excerpt(); strings.ContainsRune(said, '\ufffd') || !strings.HasPrefix(said, "…") || !strings.HasSuffix(said, "…") {
			t.Errorf("%s shows %s", q, said)
		}
	}
}

// White space of any width and length is one space, in texts and in queries; what is not
// shown is in neither.
func TestWhiteSpace(t *testing.T) {
	texts := []string{"甲乙\u3000\u3000丙丁", "戊\u2003\u00a0己", "志愿\u200b服\ufeff务", "a\u00a0 b"}
	var pages []string
	for i, text := range texts {
		pages = append(pages, fmt.Sprintf("p%d.html", i), "<p>"+text+"</p>")
	}
	r := reader(t, pages...)
	for query, want := range map[string]int{
		"乙 丙": 0, "乙\u3000丙": 0, "乙\u3000\u3000丙": 0, "戊\u2003\u00a0己": 1, "戊 己": 1, "愿服务": 2, "愿\u200b服\ufeff务": 2, "a\u00a0 b": 3, "a  b": 3,
	} {
		if got := r.Matched(query); !slices.Equal(got, []int{want}) {
			t.Errorf("%+q is found in %v, want %d", query, got, want)
		}
	}
}

// A string that stands often is split by what follows; where a text ends with such a
// string, or holds several, it is still found exactly.
func TestStringsThatStandOften(t *testing.T) {
	var pages []string
	want := map[string]int{}
	for i := range 900 {
		var b strings.Builder
		for j := range 12 {
			text := fmt.Sprintf("%c社区居民委员会%c社区服务站%c心", rune(0x4e00+(i*12+j)%97), rune(0x4e00+(i+j)%31), rune(0x5000+j))
			fmt.Fprintf(&b, "<p>%s</p>", text)
			for _, q := range []string{"社区", "社区居民委员会", "一社区", "丁社区居民", "社区服务站倀", "员会七社区服", "会丄社区服务站倃"} {
				if strings.Contains(text, q) && (want[q]>>20 != i+1) {
					want[q] = (i+1)<<20 | (want[q]&(1<<20-1) + 1)
				}
			}
		}
		pages = append(pages, fmt.Sprintf("p%d.html", i), b.String())
	}
	for i := range 20 { // too many to be looked up one by one
		pages = append(pages, fmt.Sprintf("q%d.html", i), fmt.Sprintf("<p>%d甲社会</p>", i))
	}
	r := reader(t, pages...)
	for q, n := range want {
		if got := len(r.Found(q)); got != n&(1<<20-1) {
			t.Errorf("%s is found in %d documents, want %d", q, got, n&(1<<20-1))
		}
	}
	for _, q := range []string{"社区居民委员会社区", "会社区服务站", "区社区", "甲社区", "民社区", "站社区居民委员会"} {
		if got := r.Found(q); len(got) > 0 {
			t.Errorf("%s is found in %v", q, got)
		}
	}
}

// A text that is longer than any part is cut, and read across the cuts.
func TestLongTexts(t *testing.T) {
	var b strings.Builder
	for i := range 40000 {
		fmt.Fprintf(&b, "%c%d", rune(0x4e00+i%5000), i)
	}
	page, _ := search.Read([]byte("<main data-search><p>" + b.String() + "</p></main>"))
	x := search.Build([]search.Entry{{Address: "a.html", Page: page}, {Address: "b.html", Page: search.Page{Docs: []search.Doc{{Head: -1, Blocks: []string{"别的"}}}}}})
	for _, f := range x.Files {
		if len(f.Data) > 64<<10 {
			t.Errorf("%s has %d bytes", f.Path, len(f.Data))
		}
	}
	r := searchtest.New(t, scripts(t), x.Files)
	text := []rune(b.String())
	for from := 0; from+30 < len(text); from += 977 {
		q := string(text[from : from+30])
		if a := r.Run(q, "{}"); a.Total != 1 || !strings.Contains(a.Results[0].Excerpt(), q) {
			t.Fatalf("%s at %d: %+v", q, from, a)
		}
	}
}

// Nothing at all is an index too.
func TestAnEmptySite(t *testing.T) {
	r := searchtest.New(t, scripts(t), search.Build(nil).Files)
	if a := r.Run("社区", "{}"); a.Total != 0 {
		t.Errorf("%+v", a)
	}
	if a := r.Run("331", "{}"); a.Total != 0 {
		t.Errorf("%+v", a)
	}
}

// FuzzFound: what is put into an index is found in it, where it stands and nowhere else.
func FuzzFound(f *testing.F) {
	f.Add("社区治理与社区服务", "志愿服务", uint8(2), uint8(4))
	f.Add("a\\\"</script>\u2028😀", "哈哈哈哈", uint8(1), uint8(9))
	f.Add("~~ ~!", "\U0010ffff\ue000", uint8(0), uint8(2))
	f.Fuzz(func(t *testing.T, one, other string, from, n uint8) {
		escape := strings.NewReplacer("&", "&amp;", "<", "&lt;")
		var entries []search.Entry
		for i, text := range []string{one, other} {
			page, _ := search.Read([]byte("<main data-search><p>" + escape.Replace(text) + "</p></main>"))
			entries = append(entries, search.Entry{Address: fmt.Sprint(i, ".html"), Page: page})
		}
		blocks := [2][]string{entries[0].Page.Docs[0].Blocks, entries[1].Page.Docs[0].Blocks}
		if len(blocks[0]) == 0 {
			return
		}
		said := []rune(blocks[0][0])
		at := min(int(from), len(said))
		q := string(said[at:min(at+int(n), len(said))])
		if len([]rune(q)) < 2 {
			return
		}
		r := searchtest.New(t, scripts(t), search.Build(entries).Files)
		got := r.Found(q)
		if !slices.Contains(got, 0) {
			t.Fatalf("%q of %q is found in %v", q, one, got)
		}
		if len(blocks[1]) == 0 || strings.Contains(strings.ToLower(blocks[1][0]), strings.ToLower(q)) {
			return // it may be there in other letters: that is for other tests
		}
		if slices.Contains(got, 1) && isPlain(q) {
			t.Fatalf("%q is found in %q", q, other)
		}
	})
}

// isPlain tells whether folding leaves a text as it is.
func isPlain(text string) bool {
	return strings.IndexFunc(text, func(c rune) bool { return c > 0x7f && !('一' <= c && c <= '鿿') }) < 0
}
