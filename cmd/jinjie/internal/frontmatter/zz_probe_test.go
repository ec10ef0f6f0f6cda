package frontmatter
import ("testing";"fmt";"errors";"time";"strings"
"go.yaml.in/yaml/v4")
func TestProbe(t *testing.T){
 for _, s := range []string{"a: 1\nb：2\nc: 3","title:甲\ncode: 1","title:甲","a: 1\n--- \nb: 2\n","a: 1\n...\nb: 2","%YAML 1.2\n---\na: 1","<<: {a: 1}\nb: 2","a: \"甲\nb: 2\nc: 3","a: [1\nb: 2","a: {x: 1\nb: 2","a: [1]]\nb: 2","a: b: c","a: @x","a: `x`","a: %x","a: 甲\u2028乙\nb: 1","a: 甲\x01乙","a: |\n  甲\n\tb","levels:\n\t- a","  a: 1\nb: 2","a: 1\n  b: 2","a: 1\n b: 2","a: \"x\" y","a: 'x' 'y'","? [a]\n: b","? a\n: b",": x","- a\n- b","a: !!str 1","a: !x 1","a: &x\nb: 1","a: *x","a: - b","a: > x","skills: [1.1.1，1.3.1]","skills: 【1.1.1】","a: “b","a: # c","a: b #c","a: '","\"a\": 1","a: [b, c", "a: 1\na: 2","a: {b: 1, b: 2}","a: ["+strings.Repeat("[",18)+strings.Repeat("]",18)+"]", "a: \"\\q\"", "a: \"\\u0041\"", "a: ~", "a: 2026-03-01","a:\r  - b\rc: 1", "a: 1\n\n\nb : 2", "a : 1", "‎a: 1", "a: 1\n“b”: 2", "a: b\n c: d: e","甲: 乙","a: &甲 b", "a: ,", "a: ]", "a: }", "a: |x", "a: {b}", "a: {b: }", "a: [b:c]", "[a]: b", "{a: 1}", "a", "\"a\"", "a: x\n---", "a:\n- b\n - c","\u0085a: 1","\ufeffa: 1", "a: \ufeff1"} {
  var n yaml.Node
  err := yaml.Unmarshal([]byte(s), &n)
  fmt.Printf("%q\n", s)
  if err != nil { var l *yaml.LoadError; if errors.As(err,&l) { fmt.Printf("    LE %+v\n", l) }; fmt.Printf("    %T %v\n", err, err) } else { dump(&n, 1) }
  _, pr := Parse("a.md", "---\n"+s+"\n---\n")
  for _, d := range pr { fmt.Println("     =>", d.Pos, d.Code, d.Message, "|", d.Hint) }
 }
 for _, s := range []string{strings.Repeat("- ",32000), strings.Repeat("? ",32000), strings.Repeat("[",65000), strings.Repeat("a: ",20000), strings.Repeat("a:\n",20000), strings.Repeat("'",65000), func()string{b:="";for i:=0;i<300;i++{b+=strings.Repeat(" ",i)+"a:\n"};return b}(), strings.Repeat("a: b\n",13000), func()string{b:="";for i:=0;i<9000;i++{b+=fmt.Sprintf("k%d: 1\n",i)};return b}(), "a: [" + strings.Repeat("x,",32000)+"]", strings.Repeat("#",65000), strings.Repeat("[]{}",16000), strings.Repeat("\"a\" ",16000)} {
  a := time.Now(); _, pr := Parse("a.md", "---\n"+s+"\n---\n"); fmt.Printf("%.15q %v %v\n", s, time.Since(a), len(pr))
  if len(pr)>0 {fmt.Println(pr[0].Pos, pr[0].Message)}
 }
}
func dump(n *yaml.Node, d int){ fmt.Printf("%s%d %q tag=%q style=%d %d:%d anc=%q\n", strings.Repeat("    ",d), n.Kind, n.Value, n.Tag, n.Style, n.Line, n.Column, n.Anchor); for _, c := range n.Content { dump(c, d+1) } }
