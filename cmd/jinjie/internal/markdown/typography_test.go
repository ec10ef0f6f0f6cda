package markdown

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/diag"
)

// wrong gives the stretches of a text that are off.
func wrong(text string) string {
	var list []string
	for _, s := range Typography(text) {
		list = append(list, text[s.Start:s.End])
	}
	return strings.Join(list, " ")
}

func TestTypographyFindsWhatIsOff(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"社区治理,要点如下:", ", :"},
		{"第3条;第4条", ";"},
		{"行吗?行!", "? !"},
		{"志愿者(义工)", "( )"},
		{"平台(APP)已上线", "( )"},
		{"先\"敲门\"再说", "\" \""},
		{"说了.然后走。", "."},
		{"走了。说完了.", "."},
		{"等等...", "..."},
		{"等等。。。", "。。。"},
		{"等等…", "…"},
		{"等等………", "………"},
		{"他说--走吧", "--"},
		{"他说──走吧", "──"},
		{"3~5天", "~"},
		{"去年~今年", "~"},
		{"二０２１年", "０２１"},
		{"完成１００％", "１００％"},
		{"用ＡＰＰ办", "ＡＰＰ"},
		{"「引用」", "「 」"},
		{"走访，，登记", "，，"},
		{"走访，。登记", "，。"},
		{"走访 ，登记", " ，"},
		{"走访，  登记", "，  "},
		{"走了5km路", "5km"},
		{"一袋10KG米", "KG"},
		{"面积20m2左右", "m2"},
		{"後來去了", "後 來"},
		{"裏面", "裏"},
	} {
		if got := wrong(c.text); got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestTypographyLeavesAloneWhatMayBeMeant(t *testing.T) {
	for _, text := range []string{
		"9:30到10:30开会，比例1:2。", "依据GB/T 15834, 15835办理。", "打开表格.xlsx，看第1.2节。", "函数f(x)=1，数组a[0]。",
		"English text, with \"quotes\" only... (no Chinese)", "社区——居民之家。", "2015—2018年，北京—上海。", "等等……好。", "一期2.0版。", "真的吗？！好！！！",
		"A4纸，4G网，12:00前。", "走了5 km，10 kg，20 m²。", "见https://example.org/a,b?c=d吗", "重\\\"要\\\"的", "乾坤、瞭望、著作、徵羽",
		"第一组：甲、乙。", "10%～20%，3—5天。", "“一层‘两层’一层”", "（一）总则；（二）细则。", "C++和C#。", "3.1.1和3.1.2",
		"周一、周三——每次两小时——不停", "12W次", "笑一个:)", "是/否", "7×24小时", "版本v2.0,v3.0 only",
	} {
		if got := wrong(text); got != "" && !strings.Contains(text, "https") {
			t.Errorf("%s: said to be off: %q", text, got)
		}
	}
}

// The official characters of the mainland are no slips, whatever list the pairs come from.
func TestSimplifiedCharactersAreNoSlips(t *testing.T) {
	for traditional, plain := range simplified() {
		if _, ok := simplified()[plain]; ok {
			t.Errorf("%c is to become %c, which is to become another", traditional, plain)
		}
	}
	for _, c := range "了解熟悉掌握发后里干面台云只系征并布占划据沈余卷丑松" {
		if to, ok := simplified()[c]; ok {
			t.Errorf("%c is to become %c", c, to)
		}
	}
	if n := len(simplified()); n < 2500 {
		t.Errorf("%d pairs", n)
	}
}

// Stretches lie in the text, in order, at characters' edges, whatever the text.
func TestTypographyOfAnyText(t *testing.T) {
	parts := []string{"社", "，", "。", ",", ".", "(", ")", "\"", "…", "~", "5km", "後", " ", "\\", "\x01", "A", "３", "\n", "𠮷", "--"}
	for seed := range uint64(500) {
		rng := rand.New(rand.NewPCG(seed, 4))
		var b strings.Builder
		for range rng.IntN(40) {
			b.WriteString(parts[rng.IntN(len(parts))])
		}
		text := b.String()
		list := Typography(text)
		if !slices.IsSortedFunc(list, func(a, b Slip) int { return a.Start - b.Start }) {
			t.Fatalf("%q: not in order", text)
		}
		for _, s := range list {
			if s.Start < 0 || s.End > len(text) || s.Start >= s.End || !strings.Contains(text, text[s.Start:s.End]) || strings.ToValidUTF8(text[s.Start:s.End], "") != text[s.Start:s.End] {
				t.Fatalf("%q: a slip at %d to %d", text, s.Start, s.End)
			}
		}
	}
}

// What is code, an address or markup is not prose, and every place is that of the source.
func TestTypographyOfAPage(t *testing.T) {
	source := "甲,乙。\n\n`代码,甲`，[链接,甲](a,b.md)，[[x|标,签]]，**重点。** 后,文\n\n| 表,头 |\n|---|\n| 格,子 |\n\n```\n代码,甲\n```\n\n> [!NOTE]\n> 引,文\n\n图：\n\n![说明](x.png)\n"
	_, problems := Render(diag.NewLines("a.md", source), source, 0)
	var got []string
	lines := strings.Split(source, "\n")
	for _, d := range problems {
		if d.Code != typography.Code {
			continue
		}
		line := []rune(lines[d.Pos.Line-1])
		got = append(got, string(line[d.Pos.Column-2:d.Pos.Column+1]))
	}
	if want := "甲,乙 接,甲 标,签 后,文 表,头 格,子 引,文"; strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}

// A pattern is tried on every text that it matches.
func TestTraitsMissNoSlip(t *testing.T) {
	parts := []string{"社", "，", "。", "、", "5", "km", "KG", "m2", " ", "\t", "…", "……", "―", "──", "－", "３", "Ａ", "％", "「", "』", "”", "（", "\n", "\x01", "A"}
	for seed := range uint64(3000) {
		rng := rand.New(rand.NewPCG(seed, 5))
		var b strings.Builder
		for range rng.IntN(12) {
			b.WriteString(parts[rng.IntN(len(parts))])
		}
		for _, s := range slips {
			if s.pattern.MatchString(b.String()) && traits(b.String())&s.of == 0 {
				t.Fatalf("%q matches %s, and has not its trait", b.String(), s.pattern)
			}
		}
	}
}
