package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// pieces are what texts are made of. Put together at random they make more of what is
// hard to read than letters at random would.
var pieces = strings.Split("甲¦乙丙¦社区治理¦Go¦a b¦1¦1.1.1¦，¦。¦：¦“¦”¦（¦）¦《¦》¦　¦——¦…¦ ¦  ¦\n¦\n\n¦\n\n\n¦\\¦*¦**¦***¦_¦~~¦~¦`¦``¦```\n¦~~~\n¦"+
	"[¦]¦[[¦]]¦【【¦】】¦［¦］¦(¦)¦](a.md)¦](b.png)¦](javascript:x)¦](< b c>)¦][词]¦\n\n[词]: a.md \"题\"\n\n¦![¦!¦！¦<¦>¦<https://a.cn>¦https://a.cn/x¦www.a.cn¦a@b.cn¦&amp;¦&¦&#58;¦"+
	"<kbd>¦</kbd>¦<br>¦<ruby>¦<rt>¦</rt>¦</ruby>¦<mark>¦</mark>¦<b>¦<!--¦-->¦<div>¦<details>\n¦</details>\n¦<summary>¦</summary>\n¦"+
	"# ¦## ¦#¦---\n¦===\n¦- ¦+ ¦* ¦1. ¦2. ¦> ¦>¦    ¦\t¦: ¦：¦[^1]¦\n\n[^1]: ¦[^注]¦\n\n[^注]: ¦[ ] ¦[x] ¦[!NOTE]¦[!tip] ¦|¦|---|---|\n¦\n|¦\\|¦|-|\n¦｜¦"+
	"[[1.1.1]]¦[[甲|乙]]¦【【甲】】¦[[甲\\|乙]]¦```go title=题 {1}\nx\n```\n¦\r\n¦\ufeff¦\u200b¦\x00¦\u2028¦☀️¦𠮷¦é¦\xff¦{1}¦\"¦'¦title=", "¦")

// fromPieces puts the pieces together that picks asks for.
func fromPieces(picks []byte) string {
	var b strings.Builder
	for _, p := range picks {
		b.WriteString(pieces[int(p)%len(pieces)])
	}
	return b.String()
}

func TestPiecesAtRandom(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 1500 {
		picks := make([]byte, 2+random.IntN(30))
		for i := range picks {
			picks[i] = byte(random.UintN(256))
		}
		if laws(t, fromPieces(picks)); t.Failed() {
			return
		}
	}
}

func FuzzPieces(f *testing.F) {
	f.Add([]byte{0, 31, 1, 31, 2})
	f.Fuzz(func(t *testing.T, picks []byte) { laws(t, fromPieces(picks)) })
}
