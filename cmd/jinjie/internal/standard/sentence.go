package standard

import "strings"

// A Sentence is a requirement taken apart. Its four parts joined are the printed
// text. The split is ours, not the standard's.
type Sentence struct {
	Verb      string // the level verb it opens with, such as "了解", or empty
	Knowledge string // 知识: what the verb governs, with the comma behind it
	Ability   string // 能力: from “能” on
	Rest      string // what follows the verb where no such split holds
}

// ability is where the ability clause of a requirement begins, behind the comma.
const ability = "，能"

// split takes text apart: verb + knowledge，能 + ability. Only a verb of verbs that
// opens the text counts; the longest wins.
func split(text string, verbs []string) Sentence {
	s := Sentence{}
	for _, v := range verbs {
		if len(v) > len(s.Verb) && strings.HasPrefix(text, v) {
			s.Verb = v
		}
	}
	rest := text[len(s.Verb):]
	at := strings.Index(rest, ability)
	if s.Verb == "" || at <= 0 {
		s.Rest = rest
		return s
	}
	at += len("，")
	s.Knowledge, s.Ability = rest[:at], rest[at:]
	return s
}

// Whole tells whether the sentence could not be split into knowledge and ability.
func (s Sentence) Whole() bool { return s.Ability == "" }
