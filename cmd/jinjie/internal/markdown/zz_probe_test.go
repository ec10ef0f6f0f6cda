package markdown
import ("testing";"strings";"fmt";"time"
"github.com/yuin/goldmark/ast"
gmtext "github.com/yuin/goldmark/text"
)
func TestProbe(t *testing.T) {
 for _, s := range []string{"one\n**two**","**one**\ntwo","甲，\n**乙**","**甲。**\n乙","甲\n[乙](c.md)","> 甲\n> 乙","3~5岁，6~8岁","~~重点。~~后文","# 见 [甲](b.md)","见https://a.cn。后文","见 https://a.cn。后文","![](x.png)\n\n[](y.md)","<details>\n<summary>甲</summary>\n乙\n</details>","<br>\n甲","甲\\\n乙","甲  \n乙","<http://a.cn/?a=1&b=\"x\">","[甲](<a b.md> \"题\")","&lt;b&gt; &#60;","**甲**（乙）**丙**","<kbd>*a</kbd>*","*<kbd>a*</kbd>", "[<sub>a](b)</sub>","x<sup>2<sup>3</sup></sup>", "<rt>a</rt>", "甲 <summary>乙</summary>","<a\nhref=x>甲</a>","# <kbd>甲</kbd>","| <kbd>甲 | </kbd> |\n|--|--|\n","![a<b>](x.png)", "![<kbd>a</kbd>](x.png)", "[![图](a.png)](b.md)"} {
  p, pr := render(s)
  fmt.Printf("%q\n   -> %q\n", s, p.HTML)
  for _, d := range pr { fmt.Println("     ", d.Pos, d.Code, d.Message, d.Hint) }
  for _, h := range p.Headings { fmt.Printf("      H %+v\n", h) }
  for _, h := range p.Links { fmt.Printf("      L %+v\n", h) }
 }
 fmt.Println("=====BLOCKS")
 for _, s := range []string{"> 甲\n> 乙","甲 a\\*b &amp; c","[甲]: 乙 \"丙\"\n","| a | b |\n|--|--|\n| 1 | 2 | 3 |\n","1. 甲\n2. 乙","甲\n---\n","甲\\\n乙","甲  \nb","H<sub>2</sub>O","![图](a.png)","[甲](b.csv) ","[甲](<a b.csv> \"题\")","```go 甲\n乙\n   丙\n```","    甲\n      乙","---\n甲","Latin\n**甲**","one\n**two**", "- [ ] 甲", "`a  b`", "`a\nb`","见 <http://a.cn>", "- 甲\n  - 乙", "甲[^1]\n\n[^1]: 注", "- ```\n  x\n  ```", "-\n", "#\n"} {
  bl, pr := blocks(s)
  fmt.Printf("%q\n", s)
  for _, b := range bl { fmt.Printf("   -> %+v\n", b)}
  for _, d := range pr { fmt.Println("     ", d.Pos, d.Code, d.Message, d.Hint) }
 }
 md := dialect(); src := []byte("甲[](y.md)<b>![](z)<http://a.cn>`c`**x**\n\n# 见[甲](b)\n\n- a\n\n```\n```\n\n| a |\n|---|\n| [b](c) |")
 ast.Walk(md.Parser().Parse(gmtext.NewReader(src)), func(n ast.Node, e bool)(ast.WalkStatus,error){ if e {fmt.Println(n.Kind(), n.Pos())}; return 0x2|1, nil})
 for _, s := range []string{strings.Repeat("> ",10000)+"甲", strings.Repeat("[",10000), strings.Repeat("- ",10000), strings.Repeat("*a_ ",10000), strings.Repeat("[a](",10000), strings.Repeat("<b",10000), strings.Repeat("`",9999)+"a", strings.Repeat("**甲",10000), strings.Repeat("|",10000)+"\n"+strings.Repeat("|-",10000), strings.Repeat("# 目标\n\n",10000), strings.Repeat("![",10000), strings.Repeat("<kbd>",10000), strings.Repeat("~~甲",10000),strings.Repeat("甲\n",10000), strings.Repeat("[a]: b\n",10000)+strings.Repeat("[a]",10000), strings.Repeat("&#",10000), "|"+strings.Repeat("a|",1000)+"\n|"+strings.Repeat("-|",1000)+"\n"+strings.Repeat("|\n",10000)} {
  a := time.Now(); render(s); b := time.Now(); blocks(s); fmt.Printf("%.12q render %v blocks %v\n", s, b.Sub(a), time.Since(b))
 }
}
