package compare

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jinjie/cmd/jinjie/internal/standard"
)

// A SpanKind tells what became of a stretch of the higher level's clause.
type SpanKind int

const (
	// Same: the lower level says it too.
	Same SpanKind = iota
	// New (新增表述): only the higher level says it.
	New
	// Changed (改动表述): the lower level says something else in its place.
	Changed
)

// A Span is a stretch of a clause.
type Span struct {
	Text string
	Kind SpanKind
	Was  string // of a Changed one: what the lower level says
}

// A Clause is a clause of the higher level, held against the lower one's. Its spans
// joined are the clause.
type Clause struct {
	Spans  []Span
	Unsaid []string // 未再写出: what only the lower level says; it binds all the same
}

// Len is the length of the clause in bytes.
func (c Clause) Len() int {
	n := 0
	for _, s := range c.Spans {
		n += len(s.Text)
	}
	return n
}

// A Change is what one statement says that a lower one did not.
type Change struct {
	From, To  string // the opening verbs; empty where a sentence has none
	Knowledge Clause
	Ability   Clause
}

// Plain tells whether nothing changed but the verb.
func (c Change) Plain() bool { return c.Knowledge.same() && c.Ability.same() }

func (c Clause) same() bool {
	for _, s := range c.Spans {
		if s.Kind != Same {
			return false
		}
	}
	return len(c.Unsaid) == 0
}

// Compare tells what new, of the higher level, says that old did not, knowledge and
// ability apart. Their sentences are compared as printed.
func (l *Lexicon) Compare(old, new *standard.Requirement) Change {
	oldKnowledge, oldAbility := clauses(old)
	newKnowledge, newAbility := clauses(new)
	return Change{
		From: old.Sentence.Verb, To: new.Sentence.Verb,
		Knowledge: l.Diff(oldKnowledge, newKnowledge),
		Ability:   l.Diff(oldAbility, newAbility),
	}
}

// clauses takes a sentence behind its verb apart. One that opens with another word than a
// level's verb is cut before “能” all the same: for comparing, that is the better reading.
func clauses(q *standard.Requirement) (knowledge, ability string) {
	s := q.Sentence
	if !q.Knowledge.Empty() { // 相关知识要求 stands in a column of its own
		return q.Knowledge.Printed, q.Text.Printed[len(s.Verb):]
	}
	if !s.Whole() {
		return s.Knowledge, s.Ability
	}
	if at := strings.Index(s.Rest, "，能"); at > 0 {
		at += len("，")
		return s.Rest[:at], s.Rest[at:]
	}
	return s.Rest, ""
}

// maxDiff is how long two clauses may be together, in bytes, to be held against each other
// word by word: the work grows with the product of their lengths. Longer ones are no
// statements, and count as worded otherwise throughout.
const maxDiff = 12000

// Diff holds a clause against an older one, word by word.
func (l *Lexicon) Diff(old, new string) Clause {
	var c Clause
	if old == new {
		c.say(new)
		return c
	}
	if len(old)+len(new) > maxDiff {
		c.gap(stretch{[]string{old}, 0, 1}, stretch{[]string{new}, 0, 1})
		return c
	}
	wa, wb := agree(l.words(old), l.words(new))
	a, b := texts(wa), texts(wb)
	i, j := 0, 0
	for _, m := range crumbs(islands(matches(a, b), a), a, b) {
		c.gap(stretch{a, i, m.a}, stretch{b, j, m.b})
		c.say(strings.Join(b[m.b:m.b+m.n], ""))
		i, j = m.a+m.n, m.b+m.n
	}
	c.gap(stretch{a, i, len(a)}, stretch{b, j, len(b)})
	return c
}

// A stretch is some words of a clause, from start up to end.
type stretch struct {
	words      []string
	start, end int
}

func (s stretch) String() string { return strings.Join(s.words[s.start:s.end], "") }

// leads tells whether a joining word at the stretch's start opens what follows, as in
// “能与居民建立关系”, rather than join it to something before.
func (s stretch) leads() bool {
	if s.start == s.end || !strings.Contains("和与及", s.words[s.start]) {
		return false
	}
	return s.start == 0 || strings.Contains("能，；", s.words[s.start-1])
}

// gap notes what stands between two matches.
func (c *Clause) gap(old, new stretch) {
	was, is := bare(old), bare(new)
	text := new.String()
	switch {
	case is == "" && was == "":
		c.say(text)
	case is == "":
		c.say(text)
		c.Unsaid = append(c.Unsaid, was)
	case was == "":
		c.mark(New, text, "", new.leads())
	case !strings.Contains(was, "，") && strings.Contains(is, "，"):
		// One part stands for another; the parts behind it are new.
		part, rest, _ := strings.Cut(text, "，")
		c.mark(Changed, part+"，", was, new.leads())
		c.mark(New, rest, "", false)
	default:
		c.mark(Changed, text, was, new.leads())
	}
}

// slight are words and marks that a person would not mark by themselves.
const slight = "、，。；：！？（）和与及以及的"

// bare joins words without slight ones at their edges.
func bare(s stretch) string {
	words := s.words[s.start:s.end]
	for len(words) > 0 && !s.leads() && strings.Contains(slight, words[0]) {
		words = words[1:]
	}
	for len(words) > 0 && strings.Contains(slight, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return strings.Join(words, "")
}

// edges are the characters that are set off at the edges of a change.
const edges = "、，。；：和与及的"

// mark appends a span that differs; what is slight at its edges is set off, but for a
// joining word that leads.
func (c *Clause) mark(kind SpanKind, text, was string, leads bool) {
	core := text
	if !leads {
		core = strings.TrimLeft(text, edges)
	}
	inner := strings.TrimRight(core, edges)
	c.say(text[:len(text)-len(core)])
	if inner != "" {
		c.Spans = append(c.Spans, Span{inner, kind, was})
	}
	c.say(core[len(inner):])
}

// say appends what both clauses say.
func (c *Clause) say(text string) {
	if text == "" {
		return
	}
	if n := len(c.Spans); n > 0 && c.Spans[n-1].Kind == Same {
		c.Spans[n-1].Text += text
		return
	}
	c.Spans = append(c.Spans, Span{text, Same, ""})
}

// A match is a run of words that stand in both clauses.
type match struct{ a, b, n int }

// matches finds the common words of greatest length in the same order: a long word is
// worth more than several short ones, and a joining word hardly anything.
func matches(a, b []string) []match {
	worth := make([][]float64, len(a)+1)
	for i := range worth {
		worth[i] = make([]float64, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			worth[i][j] = max(worth[i+1][j], worth[i][j+1])
			if a[i] == b[j] {
				worth[i][j] = max(worth[i][j], worth[i+1][j+1]+value(a[i]))
			}
		}
	}
	var list []match
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j] && worth[i][j] == worth[i+1][j+1]+value(a[i]):
			if n := len(list); n > 0 && list[n-1].a+list[n-1].n == i && list[n-1].b+list[n-1].n == j {
				list[n-1].n++
			} else {
				list = append(list, match{i, j, 1})
			}
			i, j = i+1, j+1
		case worth[i+1][j] >= worth[i][j+1]:
			i++
		default:
			j++
		}
	}
	return list
}

func value(w string) float64 {
	n := float64(utf8.RuneCountInString(w))
	switch {
	case w == "，": // where a clause goes on with another part, both do
		return 1
	case strings.Contains(slight, w):
		return 0.2
	}
	return n * n / (n + 1)
}

// islands drops matches of slight words that stand alone between changes: a person would
// mark across them. A comma stays, since parts of a clause are marked part by part.
func islands(list []match, a []string) []match {
	var out []match
	for k, m := range list {
		little := true
		for _, w := range a[m.a : m.a+m.n] {
			little = little && w != "，" && strings.Contains(slight+"等并其", w)
		}
		edge := k == 0 && m.a == 0 && m.b == 0 || k == len(list)-1 && m.a+m.n == len(a)
		if !little || edge {
			out = append(out, m)
		}
	}
	return out
}

// crumbs drops matches that are shorter than what differs on either side: where little is
// left, a person marks the whole. A match with a comma stays, since parts of a clause are
// marked part by part; so does one at either end.
func crumbs(list []match, a, b []string) []match {
	for again := true; again; {
		again = false
		for k := range list {
			m := list[k]
			before, after := match{}, match{a: len(a), b: len(b)}
			if k > 0 {
				before = list[k-1]
			}
			if k+1 < len(list) {
				after = list[k+1]
			}
			text := strings.Join(a[m.a:m.a+m.n], "")
			left := max(length(a[before.a+before.n:m.a]), length(b[before.b+before.n:m.b]))
			right := max(length(a[m.a+m.n:after.a]), length(b[m.b+m.n:after.b]))
			if n := utf8.RuneCountInString(text); n < left && n < right && !strings.Contains(text, "，") {
				list = slices.Delete(list, k, k+1)
				again = true
				break
			}
		}
	}
	return list
}

// length counts the characters of words.
func length(words []string) int {
	n := 0
	for _, w := range words {
		n += utf8.RuneCountInString(w)
	}
	return n
}
