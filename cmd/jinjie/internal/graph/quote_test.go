package graph

import (
	"strings"
	"testing"
)

func TestMentionsAreQuotedWithTheirSentence(t *testing.T) {
	long := strings.Repeat("一二三四五六七八九十", 7)
	for _, c := range []struct{ name, markdown, want string }{
		{"a block's only words", "[[1.1.1]]", "|1.1.1|"},
		{"at the block's start", "[[1.1.1]]讲走访。后文。", "|1.1.1|讲走访。"},
		{"at the block's end", "前文。走访见[[1.1.1]]", "走访见|1.1.1|"},
		{"between two sentences", "前文。走访见[[1.1.1]]的要求。后文。", "走访见|1.1.1|的要求。"},
		{"with a label", "前文。[[1.1.1|走访]]要先敲门！后文。", "|走访|要先敲门！"},
		{"at a level", "前文？见[[1.1.1@初级]]。", "见|初级 1.1.1|。"},
		{"closing marks end with their sentence", "他说“前文。”见[[1.1.1]]（走访。）后文。", "见|1.1.1|（走访。）"},
		{"several marks end one sentence", "真的吗？！见[[1.1.1]]，真的？！后文。", "见|1.1.1|，真的？！"},
		{"a space behind the sentence before", "Really? See [[1.1.1]] now. Then", "See |1.1.1| now. Then"},
		{"other references are shown by name", "[[ruhu]]之后是[[1.1.1]]，再看[[志愿服务]]。", "入户走访之后是|1.1.1|，再看志愿服务。"},
		{"a reference that touches it", "[[ruhu]][[1.1.1]][[志愿服务]]。", "入户走访|1.1.1|志愿服务。"},
		{"other labels are shown", "[[ruhu|走访]]之后是[[1.1.1]]。", "走访之后是|1.1.1|。"},
		{"other links are shown by their words", "[表](../files/biao.xlsx)之后是[[1.1.1]]。", "表之后是|1.1.1|。"},
		{"a sentence that is too long before", long + "见[[1.1.1]]。", "……" + long[len(long)-59*3:] + "见|1.1.1|。"},
		{"a sentence that is too long behind", "见[[1.1.1]]" + long + "。", "见|1.1.1|" + long[:60*3] + "……"},
		{"a sentence that is just not too long", long[:60*3] + "[[1.1.1]]" + long[:59*3] + "。后文", long[:60*3] + "|1.1.1|" + long[:59*3] + "。"},
		{"characters of four bytes", strings.Repeat("𠮷", 70) + "[[1.1.1]]" + strings.Repeat("𠮷", 70), "……" + strings.Repeat("𠮷", 60) + "|1.1.1|" + strings.Repeat("𠮷", 60) + "……"},
		{"a cut through a code before", "一3.1.2" + long[:57*3] + "[[1.1.1]]。", "……" + long[:57*3] + "|1.1.1|。"},
		{"a cut through a code behind", "[[1.1.1]]" + long[:57*3] + "3.1.2的要求。", "|1.1.1|" + long[:57*3] + "……"},
		{"a cut beside a code", "一3.1.2" + long[:55*3] + "[[1.1.1]]" + long[:55*3] + "3.1.2的要求。", "……3.1.2" + long[:55*3] + "|1.1.1|" + long[:55*3] + "3.1.2……"},
		{"a cut through an endless word", "[[1.1.1]]" + strings.Repeat("a", 70), "|1.1.1|" + strings.Repeat("a", 60) + "……"},
		{"across line breaks", "前文。走访\n见[[1.1.1]]，\n要敲门。后文。", "走访见|1.1.1|，要敲门。"},
		{"across a forced line break", "前文。走访\\\n见[[1.1.1]]。", "走访见|1.1.1|。"},
		{"in a heading", "## 走访（[[1.1.1]]）的要求", "走访（|1.1.1|）的要求"},
		{"in a cell", "| 课 | 编码 |\n|---|---|\n| 走访 | 见[[1.1.1]]。 |", "见|1.1.1|。"},
		{"in an item", "- 走访见[[1.1.1]]。\n- 别的。", "走访见|1.1.1|。"},
		{"in a quotation", "> 走访见[[1.1.1]]。", "走访见|1.1.1|。"},
		{"in bold type", "前文。**走访见[[1.1.1]]。**后文。", "走访见|1.1.1|。"},
		{"an ordinary link", "前文。走访见[要求](../100001/1.1.1.html)。后文。", "走访见|要求|。"},
		{"an ordinary link behind a reference", "[[ruhu]][要求](../100001/1.1.1.html)[[志愿服务]]。", "入户走访|要求|志愿服务。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := site{pages: append([]string{"lessons/x.md: " + c.markdown + "\n"}, fellows...), files: around}.sound(t)
			k := g.Standards[0].Skill("1.1.1")
			list := Quotes(append(k.MentionedBy, k.Steps[0].MentionedBy...))
			if len(list) != 1 {
				t.Fatalf("%d mentions: %+v", len(list), list)
			}
			if got := list[0].Before + "|" + list[0].Said + "|" + list[0].After; got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Two mentions in two sentences are two quotations; in one sentence they are one.
func TestASentenceIsQuotedOnce(t *testing.T) {
	g := site{pages: []string{"lessons/x.md: 先看[[1.1.1]]，再看[[1.1.1]]。还要看[[1.1.1]]。\n\n还要看[[1.1.1]]。\n"}}.sound(t)
	var got []string
	for _, b := range Quotes(g.Standards[0].Skill("1.1.1").MentionedBy) {
		got = append(got, b.Before+b.Said+b.After)
	}
	if strings.Join(got, " ") != "先看1.1.1，再看1.1.1。 还要看1.1.1。" {
		t.Errorf("got %q", got)
	}
}

// A page of thousands of mentions in one paragraph is quoted in a moment.
func TestManyMentionsTakeNoLongTime(t *testing.T) {
	text := strings.Repeat("走访见[[1.1.1]]和[[ruhu]]，", 1200) + strings.Repeat("很长的一段话。", 1000)
	g := site{pages: append([]string{"lessons/x.md: " + text + "\n"}, fellows...)}.sound(t)
	if n := len(Quotes(g.Standards[0].Skill("1.1.1").MentionedBy)); n < 3 { // one where the sentence opens, one where it ends, one between
		t.Errorf("%d mentions", n)
	}
}
