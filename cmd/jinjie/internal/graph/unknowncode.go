package graph

import (
	"fmt"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/lesson"
)

// codeGuesser knows the codes of s.
func (r *resolver) codeGuesser(s *Standard) *diag.Guesser {
	if r.codes[s] == nil {
		var codes []string
		for _, k := range s.Skills {
			codes = append(codes, k.Code)
		}
		r.codes[s] = diag.NewGuesser(codes, files.FoldKey)
	}
	return r.codes[s]
}

// unknownCode reports a code that means nothing: is it the standard, the code or the level?
// Where it may stand in a table that could not be read, nothing is known of it.
func (r *resolver) unknownCode(from viewpoint, c lesson.Code, pos diag.Pos) {
	scope := r.scope(from, c.Standard)
	if len(scope) == 0 {
		r.noStandard(c.Standard, pos)
		return
	}
	if slices.ContainsFunc(scope, func(s *Standard) bool { return s.mayList(c) }) {
		return
	}
	for _, s := range scope {
		k := s.skills[c.Code]
		if k == nil {
			continue
		}
		if level := s.LevelNamed(c.Level); level >= 0 {
			r.noStep(s, k, level, pos)
		} else {
			r.noLevel([]*Standard{s}, c.Level, pos)
		}
		return
	}
	d := unknownSkill.At(pos, "%s中没有编码为“%s”的职业技能要求", inStandards(scope), c.Code)
	if hint := r.codeHint(from, c, scope); hint != "" {
		d = d.WithHint("%s", hint)
	}
	r.missed(d)
}

// inStandards names standards at the head of a sentence.
func inStandards(scope []*Standard) string {
	if len(scope) == 1 {
		return "标准 " + scope[0].name() + " "
	}
	return fmt.Sprintf("站点的 %d 项标准", len(scope))
}

// codeHint tells what a code was likely meant to be that none of the standards has.
func (r *resolver) codeHint(from viewpoint, c lesson.Code, scope []*Standard) string {
	for _, s := range scope {
		if hint := s.partHint(from, c); hint != "" {
			return hint
		}
	}
	for _, s := range r.g.Standards {
		if t, ok := s.target(c); ok && c.Standard == "" && (t.Skill != nil || from.text) {
			return "标准 " + s.name() + " 有“" + c.Code + "”，写作 " + from.write(s.name()+"/"+afterStandard(c))
		}
	}
	for _, s := range scope {
		if near := r.codeGuesser(s).Nearest(c.Code); near != "" {
			return "是不是“" + near + "”？"
		}
	}
	if s := scope[0]; len(scope) == 1 && len(s.Skills) > 0 {
		return "这项标准的编码从 " + s.Skills[0].Code + " 到 " + s.Skills[len(s.Skills)-1].Code
	}
	return ""
}

// partHint tells of a task or an area in the place of a code.
func (s *Standard) partHint(from viewpoint, c lesson.Code) string {
	what, codes := "", []*Skill(nil)
	if t := s.tasks[c.Code]; t != nil {
		what, codes = s.Columns().Task, t.Skills
	} else if a := s.areas[c.Code]; a != nil {
		what, codes = s.Columns().Area, a.Tasks[0].Skills
	} else {
		return ""
	}
	if from.text {
		return "“" + c.Code + "”是" + what + "，不分等级：写作 " + from.write(c.Code)
	}
	return "“" + c.Code + "”是" + what + "，请写出其中的编码，例如 " + codes[0].Code
}

// afterStandard is a code as it is written behind a standard.
func afterStandard(c lesson.Code) string {
	if c.Level == "" {
		return c.Code
	}
	return c.Code + "@" + c.Level
}

func (r *resolver) noStandard(code string, pos diag.Pos) {
	var known []string
	for _, s := range r.g.Standards {
		known = append(known, s.name())
	}
	d := unknownStandard.At(pos, "站点里没有标准“%s”", code)
	switch near := diag.Nearest(code, known); {
	case code == "":
		d = unknownStandard.At(pos, "站点里没有标准，编码没有所指").WithHint("先用 jinjie import 导入一份标准")
	case near != "":
		d = d.WithHint("是不是“%s”？", near)
	case len(known) > 0:
		d = d.WithHint("站点里有：%s", strings.Join(known, "、"))
	}
	r.missed(d)
}

// noLevel reports a level that none of the standards has.
func (r *resolver) noLevel(scope []*Standard, name string, pos diag.Pos) {
	var known []string
	for _, s := range scope {
		for _, l := range s.Levels {
			if !slices.Contains(known, l.Name) {
				known = append(known, l.Name)
			}
		}
	}
	// The names of levels are all alike, so there is no guess.
	r.missed(unknownLevel.At(pos, "%s没有“%s”这个等级", inStandards(scope), name).
		WithHint("可以写：%s", strings.Join(known, "、")))
}

// noStep reports a level at which a code is not listed.
func (r *resolver) noStep(s *Standard, k *Skill, level int, pos diag.Pos) {
	r.missed(levelWithoutSkill.At(pos, "%s没有另列编码 %s", s.Levels[level].Name, k.Code).
		WithHint("编码 %s 见于%s", k.Code, strings.Join(k.levels(), "、")))
}

// levels names the levels at which a code is listed.
func (k *Skill) levels() []string {
	var names []string
	for i, q := range k.Steps {
		if q != nil {
			names = append(names, k.Task.Area.Standard.Levels[i].Name)
		}
	}
	return names
}
