package compare

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/standard"
)

// real reads the repository's own standard.
func real(t testing.TB) (*standard.Standard, map[string]*standard.Requirement) {
	t.Helper()
	tree, _, err := files.ReadTree("../../../..", func(name string) bool { return strings.HasPrefix(name, "standard/") })
	if err != nil {
		t.Fatal(err)
	}
	s, _ := standard.Parse(tree, "standard/590008")
	by := map[string]*standard.Requirement{}
	for q := range s.Requirements() {
		by[s.Levels[q.Level].Name+" "+q.Code] = q
	}
	return s, by
}

// marked writes a clause as the golden file does.
func marked(c Clause) string {
	var b strings.Builder
	for _, s := range c.Spans {
		switch s.Kind {
		case Same:
			b.WriteString(s.Text)
		case New:
			b.WriteString("+[" + s.Text + "]")
		case Changed:
			b.WriteString("~[" + s.Was + "→" + s.Text + "]")
		}
	}
	for _, u := range c.Unsaid {
		b.WriteString(" −[" + u + "]")
	}
	return b.String()
}

func TestPairsAreMarkedAsAPersonWould(t *testing.T) {
	data, err := os.ReadFile("testdata/pairs.txt")
	if err != nil {
		t.Fatal(err)
	}
	s, by := real(t)
	l := NewLexicon(s)
	var lines []string
	for line := range strings.Lines(string(data)) {
		if !strings.HasPrefix(line, "#") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	if len(lines) < 3*40 {
		t.Fatalf("%d pairs, want 40 at least", len(lines)/3)
	}
	for i := 0; i+2 < len(lines); i += 3 {
		from, to, _ := strings.Cut(lines[i], " > ")
		if by[from] == nil || by[to] == nil {
			t.Fatalf("%s: no such pair", lines[i])
		}
		c := l.Compare(by[from], by[to])
		for k, got := range []string{marked(c.Knowledge), marked(c.Ability)} {
			if want := lines[i+1+k]; got != want {
				t.Errorf("%s\ngot  %s\nwant %s", lines[i], got, want)
			}
		}
	}
}

func TestDiff(t *testing.T) {
	s, _ := real(t)
	l := NewLexicon(s)
	for _, c := range []struct{ name, old, new, want string }{
		{"a word for a word", "能进行简要解答。", "能进行全面解答。", "能进行~[简要→全面]解答。"},
		{"a list grows", "为老人服务", "为老人、残疾人服务", "为老人、+[残疾人]服务"},
		{"a word of shared characters", "需求调查", "需求调研", "需求~[调查→调研]"},
		{"nothing new", "能开展工作。", "能开展工作。", "能开展工作。"},
		{"joining words do not count", "知识和规定", "知识与规定", "知识与规定"},
		{"no longer said", "能组织开展服务。", "能开展服务。", "能开展服务。 −[组织]"},
		{"a part is added", "能开展宣传。", "能开展宣传，并评估成效。", "能开展宣传，+[并评估成效]。"},
		{"empty before", "", "能开展服务。", "+[能开展服务]。"},
		{"empty after", "能开展服务。", "", " −[能开展服务]"},
		{"a word that no list has", "能镗削齿坯。", "能珩磨齿坯。", "能~[镗削→珩磨]齿坯。"},
		{"unknown words on both sides of one", "能检验齿坯倒棱。", "能返修齿坯毛刺。", "能~[检验→返修]齿坯~[倒棱→毛刺]。"},
		{"a tool for a tool, in another trade", "能使用万用表测量电路的电压和电流", "能使用示波器测量电路的电压、电流和频率，并分析故障原因", "能使用~[万用表→示波器]测量电路的电压、电流和+[频率，并分析故障原因]"},
		{"a word before and a part behind", "能按菜单要求备齐原料", "能按宴会菜单要求备齐原料并核算成本", "能按+[宴会]菜单要求备齐原料+[并核算成本]"},
		{"two words for two", "能完成汽车发动机的日常检查", "能完成汽车发动机的拆装与检修", "能完成汽车发动机的~[日常检查→拆装与检修]"},
		{"little in common is marked as a whole", "能分析居民服务需求。", "能撰写需求调查报告。", "能~[分析居民服务需求→撰写需求调查报告]。"},
		{"a joining word that leads", "能入户摸排", "能与居民建立关系，方便入户摸排", "能+[与居民建立关系，方便]入户摸排"},
		{"a term with a word inside", "兴办社区生活服务类企业", "兴办社区服务类企业", "兴办社区服务类企业 −[生活]"},
		{"a number stays whole", "能按GB/T 19001:2015检验，误差不大于0.15%。", "能按GB/T 19001:2021检验，误差不大于0.05%。", "能按GB/T ~[19001:2015→19001:2021]检验，误差不大于~[0.15%→0.05%]。"},
		{"bracketed alternatives stay whole", "居民骨干", "居（村）民骨干", "~[居民→居（村）民]骨干"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := marked(l.Diff(c.old, c.new)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// The laws: spans join to the higher clause; a clause differs in nothing from itself; what
// is marked as said no longer stands in the lower clause.
func TestDiffLaws(t *testing.T) {
	s, by := real(t)
	l := NewLexicon(s)
	var clausesOf []string
	for q := range s.Requirements() {
		k, a := clauses(q)
		clausesOf = append(clausesOf, k, a)
	}
	random := rand.New(rand.NewPCG(5, 6))
	for range 4000 {
		old, new := clausesOf[random.IntN(len(clausesOf))], clausesOf[random.IntN(len(clausesOf))]
		if random.IntN(4) == 0 {
			new = string([]rune(new)[:random.IntN(len([]rune(new))+1)])
		}
		c := l.Diff(old, new)
		var b strings.Builder
		for _, span := range c.Spans {
			if span.Text == "" || (span.Kind == Changed) != (span.Was != "") {
				t.Fatalf("%q > %q: bad span %+v", old, new, span)
			}
			if span.Was != "" && !strings.Contains(old, span.Was) {
				t.Fatalf("%q > %q: %q was never said", old, new, span.Was)
			}
			b.WriteString(span.Text)
		}
		if b.String() != new {
			t.Fatalf("%q > %q: spans join to %q", old, new, b.String())
		}
		for _, u := range c.Unsaid {
			if u == "" || !strings.Contains(old, u) {
				t.Fatalf("%q > %q: %q was never said", old, new, u)
			}
		}
		if self := l.Diff(new, new); !self.same() {
			t.Fatalf("%q differs from itself: %s", new, marked(self))
		}
	}
	for name, q := range by {
		if got := strings.Join(l.Words(q.Text.Printed), ""); got != q.Text.Printed {
			t.Errorf("%s: the words join to %q", name, got)
		}
	}
}

// What is no statement is not held against another word by word.
func TestVeryLongClausesAreWordedOtherwise(t *testing.T) {
	s, _ := real(t)
	l := NewLexicon(s)
	long := strings.Repeat("能开展服务，", 100000)
	c := l.Diff(long, long+"并评估")
	if len(c.Spans) == 0 || c.Spans[0].Kind != Changed {
		t.Errorf("got %d spans", len(c.Spans))
	}
	if c := l.Diff(long, long); !c.same() {
		t.Error("a long clause differs from itself")
	}
}

func TestTheVerbIsToldApart(t *testing.T) {
	s, by := real(t)
	c := NewLexicon(s).Compare(by["初级 2.1.1"], by["中级 2.1.1"])
	if c.From != "了解" || c.To != "熟悉" || strings.Contains(marked(c.Knowledge), "了解") {
		t.Errorf("got %+v", c)
	}
}

// The list of general words is sorted, without repetitions, and holds words that a person
// would mark as one.
func TestGeneralWords(t *testing.T) {
	words := strings.Fields(list)
	for i, w := range words {
		if n := len([]rune(w)); n < 2 || n > 5 || i > 0 && words[i-1] >= w {
			t.Errorf("%q is out of place", w)
		}
	}
	for _, w := range []string{"需求调查", "服务方案", "社区居民", "工作要求"} {
		if general()[w] > 0 {
			t.Errorf("%q is two words", w)
		}
	}
}

func FuzzDiff(f *testing.F) {
	s, _ := real(f)
	l := NewLexicon(s)
	f.Add("能开展政策动员工作。", "能开展政策动员和说服工作。")
	f.Add("居（村）民（代表）", "\xff，，的的")
	f.Fuzz(func(t *testing.T, old, new string) {
		var b strings.Builder
		for _, span := range l.Diff(old, new).Spans {
			b.WriteString(span.Text)
		}
		if got := b.String(); got != new && strings.ToValidUTF8(new, "\ufffd") == new {
			t.Errorf("spans join to %q, want %q", got, new)
		}
	})
}

// pairsOf lists the pairs of adjacent levels that lanes join.
func pairsOf(codes [][]string, into map[string]bool) {
	for i := 1; i < len(codes); i++ {
		for _, a := range codes[i-1] {
			for _, b := range codes[i] {
				into[fmt.Sprint(i, " ", a, ">", b)] = true
			}
		}
	}
}

// The reviewed file is what suggestions are measured against. It was written from three
// readings of the 136 statements, made without seeing one another; the weights of
// suggestions were found on the first of them.
func TestSuggestionsAgainstTheReviewedLanes(t *testing.T) {
	s, _ := real(t)
	both, proposed, reviewed := measure(t, s)
	precision, recall := float64(both)/float64(proposed), float64(both)/float64(reviewed)
	t.Logf("pairs of adjacent levels: precision %.3f, recall %.3f (%d proposed, %d reviewed, %d both)", precision, recall, proposed, reviewed, both)
	if precision < 0.9 || recall < 0.9 {
		t.Errorf("precision %.3f, recall %.3f: want 0.9 each", precision, recall)
	}
}

// measure counts the pairs of adjacent levels that are proposed, that the reviewed lanes
// join, and that are both; and holds the proposals to their form.
func measure(t *testing.T, s *standard.Standard) (both, proposed, reviewed int) {
	t.Helper()
	is, said := map[string]bool{}, map[string]bool{}
	for _, lane := range s.Lanes {
		var codes [][]string
		for _, refs := range lane.Codes {
			var list []string
			for _, r := range refs {
				list = append(list, r.Code)
			}
			codes = append(codes, list)
		}
		pairsOf(codes, is)
	}
	if len(is) == 0 {
		t.Fatal("no lanes")
	}
	seen := map[string]bool{}
	for _, p := range NewLexicon(s).Suggest(s) {
		pairsOf(p.Codes, said)
		if p.Name == "" || p.Reason == "" || p.Score < 0 || p.Score > 1 {
			t.Errorf("a proposal without name, reason or score: %+v", p)
		}
		for i, codes := range p.Codes {
			for _, c := range codes {
				if key := fmt.Sprint(i, c); seen[key] {
					t.Errorf("%s stands in two proposals", key)
				} else {
					seen[key] = true
				}
			}
		}
	}
	all := 0
	for range s.Requirements() {
		all++
	}
	if len(seen) != all {
		t.Errorf("%d requirements have a place, want %d", len(seen), all)
	}
	for p := range said {
		if is[p] {
			both++
		}
	}
	return both, len(said), len(is)
}

func BenchmarkLexicon(b *testing.B) {
	s, _ := real(b)
	for b.Loop() {
		NewLexicon(s)
	}
}

// All proposals and all diffs of a standard. Standards share nothing here, so many of them
// take as many times as long.
func BenchmarkDiffsAndSuggestions(b *testing.B) {
	s, by := real(b)
	for b.Loop() {
		l := NewLexicon(s)
		l.Suggest(s)
		for i := 1; i < len(s.Levels); i++ {
			for q := range s.Levels[i].Requirements() {
				if old := by[s.Levels[i-1].Name+" "+q.Code]; old != nil {
					l.Compare(old, q)
				}
			}
		}
	}
}

// A standard that was never seen, with five levels and codes and tasks that start anew in
// each: its lanes cross both.
func TestSuggestionsForFiveLevels(t *testing.T) {
	ar, err := txtar.ParseFile("../../testdata/five.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var tree files.Tree
	for _, f := range ar.Files {
		tree.Files = append(tree.Files, files.File{Path: f.Name, Data: f.Data, Size: int64(len(f.Data))})
	}
	slices.SortFunc(tree.Files, func(a, b files.File) int { return strings.Compare(a.Path, b.Path) })
	s, problems := standard.Parse(tree, "standard/4-10-01")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	both, proposed, reviewed := measure(t, s)
	t.Logf("five levels: %d pairs proposed, %d reviewed, %d both", proposed, reviewed, both)
	if both != proposed || both < reviewed-1 {
		t.Errorf("%d pairs proposed, %d reviewed, %d both", proposed, reviewed, both)
	}
	for _, p := range NewLexicon(s).Suggest(s) {
		if strings.Contains(p.Name, "体温") && !strings.Contains(p.Reason, "由“体温观察”到“体温照护”") {
			t.Errorf("%s does not say that its tasks differ: %s", p.Name, p.Reason)
		}
	}
}
