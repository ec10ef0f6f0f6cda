package graph

// explain finds where a page's running text names a term first.
func (g *Graph) explain(l *Lesson) {
	s := l.Standard
	if s == nil || len(s.Terms) == 0 {
		return
	}
	done := map[*Term]bool{}
	for _, list := range [][]Target{l.Refs, l.Links} {
		for _, t := range list {
			if t.Term != nil {
				done[t.Term] = true // the author has chosen the place
			}
		}
	}
	for _, run := range l.Body.Runs {
		for _, m := range s.mentions(l.Body.HTML[run.Start:run.End], s.termNames, s.termFirsts) {
			if !done[m.Term] {
				done[m.Term] = true
				l.Terms = append(l.Terms, TermUse{m.Term, run.Start + m.Start, run.Start + m.End})
			}
		}
	}
}

// mention tells everything who mentions it: page by page, the home page first.
func (g *Graph) mention() {
	if g.Front != nil {
		g.Front.mention()
	}
	for _, l := range g.Lessons {
		l.mention()
	}
}

// A teller tells what a page mentions.
type teller struct {
	from *Lesson
	told map[sentence]bool
}

// A sentence is what a page says about the thing that keeps the list.
type sentence struct {
	list  *[]Backlink
	words string
}

// mention tells everything that a page mentions. What is named twice in one sentence is
// told once.
func (l *Lesson) mention() {
	t := teller{l, map[sentence]bool{}}
	for i, target := range l.Refs {
		ref := l.Body.References[i]
		said := ref.Label
		if said == "" {
			said = target.Name
		}
		t.tell(target, l.quote(stretch{ref.Block, ref.Offset, ref.Offset + len(ref.Label)}, said, i))
	}
	for i, target := range l.Links {
		link := l.Body.Links[i]
		switch {
		case link.Image:
		case link.Block < 0:
			t.tell(target, Backlink{From: l, Said: target.Name})
		default:
			said := l.Body.Blocks[link.Block].Text[link.Start:link.End]
			t.tell(target, l.quote(stretch{link.Block, link.Start, link.End}, said, -1))
		}
	}
	t.terms()
}

// tell notes a mention at what it leads to.
func (t teller) tell(target Target, b Backlink) {
	if list := target.mentions(t.from); list != nil {
		t.add(list, b)
	}
}

func (t teller) add(list *[]Backlink, b Backlink) {
	key := sentence{list, b.Before + b.Said + b.After}
	if !t.told[key] {
		t.told[key] = true
		*list = append(*list, b)
	}
}

// mentions is the list of those who mention what a target leads to; nil if it keeps none.
// No page mentions itself.
func (t Target) mentions(from *Lesson) *[]Backlink {
	switch {
	case t.Requirement != nil:
		return &t.Requirement.MentionedBy
	case t.Skill != nil:
		return &t.Skill.MentionedBy
	case t.Term != nil:
		return &t.Term.MentionedBy
	case t.Lesson != nil && t.Lesson != from:
		return &t.Lesson.MentionedBy
	}
	return nil
}

// terms tells the terms that the page's running text names in passing, each with the
// first sentence that does.
func (t teller) terms() {
	open := map[*Term]bool{}
	for _, use := range t.from.Terms {
		open[use.Term] = true
	}
	for i, block := range t.from.Body.Blocks {
		if len(open) == 0 {
			return
		}
		s := t.from.Standard
		for _, m := range s.mentions(block.Text, s.termNames, s.termFirsts) {
			if open[m.Term] {
				delete(open, m.Term)
				t.add(&m.Term.MentionedBy, t.from.quote(stretch{i, m.Start, m.End}, m.Term.Name, -1))
			}
		}
	}
	for _, use := range t.from.Terms { // what line breaks or markup tear apart
		if open[use.Term] {
			t.add(&use.Term.MentionedBy, Backlink{From: t.from, Said: use.Term.Name})
		}
	}
}
