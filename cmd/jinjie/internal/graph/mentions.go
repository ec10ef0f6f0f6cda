package graph

// mention tells everything who mentions it: page by page, the home page first.
func (g *Graph) mention() {
	if g.Front != nil {
		g.Front.mention()
		g.passing(g.Front)
	}
	for _, l := range g.Lessons {
		l.mention()
		g.passing(l)
	}
}

// mention tells everything that a page mentions.
func (l *Lesson) mention() {
	for i, target := range l.Refs {
		ref := l.Body.References[i]
		said := ref.Label
		if said == "" {
			said = target.Name
		}
		target.tell(Backlink{l, stretch{ref.Block, ref.Offset, ref.Offset + len(ref.Label)}, said, i})
	}
	for i, target := range l.Links {
		link := l.Body.Links[i]
		switch {
		case link.Image:
		case link.Block < 0:
			target.tell(Backlink{l, nowhere, target.Name, -1})
		default:
			said := l.Body.Blocks[link.Block].Text[link.Start:link.End]
			target.tell(Backlink{l, stretch{link.Block, link.Start, link.End}, said, -1})
		}
	}
}

// tell notes a mention at what it leads to.
func (t Target) tell(b Backlink) {
	if list := t.mentions(b.From); list != nil {
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
