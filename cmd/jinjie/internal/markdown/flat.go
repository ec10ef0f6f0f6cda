package markdown

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// A refAt is a reference or a link with its stretch of the text of its block. A reference
// may stand within a link.
type refAt struct {
	node       ast.Node // *refNode, *ast.Link or *ast.AutoLink
	start, end int
}

// A shownAs says what a text shows of what is not known, or not text.
type shownAs int

const (
	// shownWhole: references show their target where they have no label; images their words.
	shownWhole shownAs = iota
	// shownKnown: references without a label and images show nothing.
	shownKnown
)

// flat is the text of a block as a reader sees it, with the references and links in it.
func flat(n ast.Node, source []byte, as shownAs) (string, []refAt) {
	f := flattener{source: source, as: as}
	ast.Walk(n, f.node)
	// White space around the block goes, an indentation of wide spaces too; offsets follow.
	text := f.b.String()
	lead := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	text = strings.TrimSpace(text)
	for i := range f.refs {
		at := &f.refs[i]
		at.start = min(max(at.start-lead, 0), len(text))
		at.end = min(max(at.end-lead, 0), len(text))
		for at.start < at.end && text[at.start] == ' ' {
			at.start++ // what a line break before a link became
		}
	}
	return text, f.refs
}

type flattener struct {
	source []byte
	as     shownAs
	b      strings.Builder
	refs   []refAt
	broken bool   // whether a line break waits
	last   string // what was said before it
}

func (f *flattener) node(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if link, ok := n.(*ast.Link); ok {
		if entering {
			f.refs = append(f.refs, refAt{link, f.b.Len(), -1})
			return ast.WalkContinue, nil
		}
		for i := len(f.refs) - 1; i >= 0; i-- {
			if f.refs[i].node == n {
				f.refs[i].end = f.b.Len()
				break
			}
		}
	}
	if !entering {
		return ast.WalkContinue, nil
	}
	switch n := n.(type) {
	case *ast.Image:
		f.join(unknownEdge)
		if f.as == shownKnown {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	case *refNode:
		f.join(n.edge())
		start := f.b.Len()
		if f.as == shownWhole {
			f.b.WriteString(n.shown())
		} else {
			f.b.WriteString(n.label)
		}
		f.refs = append(f.refs, refAt{n, start, f.b.Len()})
		return ast.WalkContinue, nil
	case *ast.AutoLink:
		f.join(said(n, f.source))
		start := f.b.Len()
		f.b.WriteString(said(n, f.source))
		f.refs = append(f.refs, refAt{n, start, f.b.Len()})
		return ast.WalkContinue, nil
	case *ast.Text:
		f.say(said(n, f.source))
		f.broken = f.broken || n.SoftLineBreak() || n.HardLineBreak()
		return ast.WalkContinue, nil
	case *ast.String:
		f.broken = f.broken || string(n.Value) == "<br>"
	}
	f.say(said(n, f.source))
	return ast.WalkContinue, nil
}

// join writes what a line break before said stands for.
func (f *flattener) join(said string) {
	if f.broken {
		f.b.WriteString(joint(f.last, said))
	}
	f.broken, f.last = false, said
}

func (f *flattener) say(said string) {
	if said != "" {
		f.join(said)
		f.b.WriteString(said)
	}
}

// textRenderer writes running text; where terms may be explained it is a run.
type textRenderer struct{}

// RegisterFuncs tells which nodes it writes.
func (textRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindString, writeString)
	r.Register(ast.KindText, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		t := n.(*ast.Text)
		value := string(t.Segment.Value(source))
		switch {
		case t.IsRaw():
			w.WriteString(escape(value))
		case explained(t):
			w.WriteString(runOpen + escape(unescape(value)) + runClose)
		default:
			w.WriteString(escape(unescape(value)))
		}
		if t.HardLineBreak() {
			w.WriteString("<br>\n")
		} else if t.SoftLineBreak() {
			w.WriteString("\n")
		}
		return ast.WalkContinue, nil
	})
}

// writeString writes a tag that may stand, or words that are no markup.
func writeString(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if s := n.(*ast.String); entering && s.IsCode() {
		w.Write(s.Value)
	} else if entering {
		w.WriteString(escape(string(s.Value)))
	}
	return ast.WalkContinue, nil
}

// explained tells whether terms may be explained in a text.
func explained(t *ast.Text) bool {
	for n := t.Parent(); n != nil; n = n.Parent() {
		switch n.Kind() {
		case ast.KindLink, ast.KindImage, ast.KindHeading, ast.KindCodeSpan, kindSummary, kindTitle, extast.KindDefinitionTerm:
			return false
		}
	}
	return true
}
