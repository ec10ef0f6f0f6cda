package tour

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"

	"jinjie/cmd/jinjie/internal/browse"
)

// aloud is the page as a screen reader gets it: a line for each thing that has a role or
// says something, deeper things further in.
func aloud(t *testing.T, tab context.Context) string {
	t.Helper()
	tree := browse.Call(t, tab, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	w := teller{nodes: map[accessibility.NodeID]*accessibility.Node{}}
	for _, n := range tree.Nodes {
		w.nodes[n.NodeID] = n
	}
	w.tell(tree.Nodes[0])
	return strings.Join(w.lines, "\n") + "\n"
}

// said is the string in a value of the tree.
func said(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var s string
	if json.Unmarshal(v.Value, &s) != nil {
		return ""
	}
	return s
}

// inline are the roles that stand within a line, with marks around what they hold.
var inline = map[string][2]string{
	"insertion": {"{", "}"}, "LineBreak": {" ", ""},
	"strong": {}, "emphasis": {}, "code": {}, "mark": {}, "superscript": {}, "subscript": {}, "generic": {}, "none": {}, "time": {},
}

// byName are the roles of which the name tells all, with marks around it.
var byName = map[string][2]string{
	"link": {"‹", "›"}, "image": {"(", ")"}, "DisclosureTriangle": {"▸", ""},
}

// A teller writes down an accessibility tree.
type teller struct {
	nodes map[accessibility.NodeID]*accessibility.Node
	lines []string
	line  strings.Builder
	begun bool // the line holds a role alone, which what comes first goes on with
	depth int
	at    int  // the depth at which the line begins
	mute  bool // within a label, which is told as the name of its control
}

func (w *teller) tell(n *accessibility.Node) {
	if n == nil {
		return
	}
	role, name := said(n.Role), said(n.Name)
	marks, within := inline[role]
	around, named := byName[role]
	switch {
	case n.Ignored:
		w.children(n)
	case role == "StaticText":
		w.say(name)
	case role == "InlineTextBox" || role == "ListMarker" || role == "MenuListPopup" || role == "Legend":
	case role == "LabelText":
		w.mute = true
		w.children(n)
		w.mute = false
	case named:
		w.say(around[0] + name + around[1])
	case within:
		w.say(marks[0])
		w.children(n)
		w.say(marks[1])
	default:
		w.block(n, role, name)
	}
}

func (w *teller) say(text string) {
	if w.mute || text == "" {
		return
	}
	if w.line.Len() == 0 {
		w.at = w.depth
	}
	w.line.WriteString(text)
	w.begun = false
}

// block tells of what begins a line of its own.
func (w *teller) block(n *accessibility.Node, role, name string) {
	if !w.begun {
		w.end()
	}
	if role == "paragraph" || role == "RootWebArea" {
		w.children(n)
		w.end()
		return
	}
	w.end()
	title := role
	for _, p := range n.Properties {
		if p.Name == "level" && role == "heading" {
			title += " " + string(p.Value.Value)
		}
	}
	w.at = w.depth
	switch {
	case role == "listitem" || role == "cell" || role == "rowheader" || role == "columnheader" || role == "definition":
		w.line.WriteString(title + ": ")
		w.begun = true
	case name != "":
		w.line.WriteString(title + " “" + name + "”")
		w.end()
	default:
		w.line.WriteString(title)
		w.end()
	}
	w.depth++
	if role != "heading" && role != "button" && role != "checkbox" && role != "radio" && role != "term" {
		w.children(n)
	}
	w.depth--
	w.end()
}

func (w *teller) children(n *accessibility.Node) {
	for _, id := range n.ChildIDs {
		w.tell(w.nodes[id])
	}
}

// end ends the line.
func (w *teller) end() {
	if text := strings.TrimSpace(w.line.String()); text != "" {
		w.lines = append(w.lines, strings.Repeat("  ", w.at)+text)
	}
	w.line.Reset()
	w.begun = false
}

// climb is what a screen reader tells of a code's page up to its lessons, less what leads
// about.
func climb(t *testing.T, tab context.Context) string {
	t.Helper()
	told := aloud(t, tab)
	at, end := strings.Index(told, "\nmain\n"), strings.Index(told, "heading 2 “讲授与考核”")
	if at < 0 || end < at {
		t.Fatalf("no climb in\n%s", told)
	}
	var b strings.Builder
	leads := false
	for line := range strings.Lines(strings.TrimSpace(told[at:end]) + "\n") {
		if !strings.HasPrefix(line, "    ") {
			leads = strings.HasPrefix(line, "  navigation") || strings.HasPrefix(line, "  group")
		}
		if !leads {
			b.WriteString(line)
		}
	}
	return b.String()
}

var update = flag.Bool("update", false, "rewrite the outputs in testdata")

// TestTheClimbReadAloud keeps in testdata/aloud.txt what a screen reader is given of four
// pages, for people to read: a code of which the wording changes, one that a level lacks,
// one that other codes go on from, and one where numbers start anew in each level. Braces
// stand around what is marked as inserted, angles around links.
func TestTheClimbReadAloud(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	var b strings.Builder
	for _, address := range []string{"590008/3.3.1.html", "590008/3.2.3.html", "590008/1.1.1.html", "4-10-01/1.1.1.html"} {
		browse.Do(t, tab, chromedp.Navigate(site.URL(address)))
		b.WriteString("== " + address + "\n\n" + climb(t, tab) + "\n")
	}
	const golden = "testdata/aloud.txt"
	if *update {
		check(t, os.WriteFile(golden, []byte(b.String()), 0o666))
	}
	want, err := os.ReadFile(golden)
	check(t, err)
	if b.String() != string(want) {
		t.Errorf("what is told has changed; if it reads well, run go test -update. It is now\n%s", b.String())
	}
}

// A step is what a page shows of one level: what the eye sees is to be told as well.
type step struct {
	Level, Sentence   string
	Inserted, Changed []string
}

// A term or a link within what is marked cuts it into pieces, which are joined again.
const steps = `Array.from(document.querySelectorAll('section.step')).map(function (s) {
	var marked = selector => Array.from(s.querySelectorAll('.req ' + selector)).reduce(function (all, n) {
		var before = n.previousSibling
		if (before && before.nodeType === 1 && before.matches(selector)) all[all.length - 1] += n.textContent
		else all.push(n.textContent)
		return all
	}, [])
	return {
		Level: s.querySelector('h3').textContent.trim(), Sentence: s.querySelector('.req') ? s.querySelector('.req').textContent.trim() : '',
		Inserted: marked('ins'), Changed: marked('.chg'),
	}
})`

var braces = strings.NewReplacer("{", "", "}", "", "‹", "", "›", "")

// On every code's page the levels are told in order, each with its whole sentence,
// unbroken, as printed; and what is marked as new or changed is told in words behind it.
func TestEveryStepIsTold(t *testing.T) {
	tab := browse.Tab(t)
	site := New(t)
	inserted, changed := 0, 0
	for _, p := range site.Pages {
		if p.Kind != "skill" {
			continue
		}
		browse.Do(t, tab, chromedp.Navigate(site.URL(p.Address)))
		told := climb(t, tab)
		for _, s := range browse.Value[[]step](t, tab, steps) {
			_, rest, ok := strings.Cut(told, "region “"+s.Level+"”")
			region, after, _ := strings.Cut(rest, "region “")
			if !ok || !strings.Contains(region, "heading 3 “"+s.Level+"”") {
				t.Fatalf("%s: %s is not told, or not in its place:\n%s", p.Address, s.Level, told)
			}
			if told = ""; after != "" {
				told = "region “" + after
			}
			if s.Sentence == "" {
				s.Sentence = "本级未另列要求"
			}
			at := strings.Index(braces.Replace(region), s.Sentence)
			if at < 0 {
				t.Errorf("%s: %s is told as\n%s, want %s", p.Address, s.Level, region, s.Sentence)
				continue
			}
			behind := braces.Replace(region)[at+len(s.Sentence):]
			s.behind(t, p.Address, behind)
			inserted, changed = inserted+len(s.Inserted), changed+len(s.Changed)
		}
	}
	if inserted < 30 || changed < 50 {
		t.Errorf("%d insertions and %d changes only: this test looks at nothing", inserted, changed)
	}
}

// behind wants words behind a sentence to say what is new and what is changed in it.
func (s step) behind(t *testing.T, page, words string) {
	t.Helper()
	for _, what := range s.Inserted {
		if _, said, ok := strings.Cut(words, "新增表述："); !ok || !strings.Contains(said, strings.TrimRight(what, "，。；、")) {
			t.Errorf("%s: that %q is new at %s is not said:\n%s", page, what, s.Level, words)
		}
	}
	for _, what := range s.Changed {
		if !strings.Contains(words, "改作“"+what+"”") {
			t.Errorf("%s: that %q is changed at %s is not said:\n%s", page, what, s.Level, words)
		}
	}
}
