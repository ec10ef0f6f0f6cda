package graph

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/text/width"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/standard"
)

// literature is the name of an entry of 参考文献, as the text of standards cites it:
// “参考文献[15]”, also without its brackets.
var literature = regexp.MustCompile(`^参考文献\s*(?:\[([0-9]+)\]|([0-9]+))$`)

// entryNumber is the number of the entry that a name means; empty if it is no such name.
func entryNumber(name string) string {
	m := literature.FindStringSubmatch(width.Fold.String(name))
	if m == nil {
		return ""
	}
	return m[1] + m[2]
}

// cited finds the entries of 参考文献 that a name means by number, and those of
// 规范性引用文件 that it means by their designation, such as “GB/T 20647.1-2006”.
func (r *resolver) cited(from viewpoint, name string) []Target {
	var found []Target
	scope := r.scope(from, "")
	if at := strings.LastIndex(name, "/"); at >= 0 {
		if s := r.g.edition(width.Fold.String(name[:at])); s != nil {
			scope, name = []*Standard{s}, name[at+1:]
		}
	}
	number, designation := entryNumber(name), designated(name)
	for _, s := range scope {
		for _, entry := range s.References {
			if number != "" && entry.Number == number {
				found = append(found, s.entry(entry, "参考文献["+number+"]"))
			}
		}
		for _, entry := range s.Normative {
			if designation != "" && strings.HasPrefix(designated(entry.Text.Printed)+" ", designation+" ") {
				found = append(found, s.entry(entry, name))
			}
		}
	}
	return found
}

func (s *Standard) entry(e standard.Reference, name string) Target {
	return Target{Address: s.Page("references") + "#" + e.ID, Name: name, Checked: true, Standard: s}
}

// designated brings a text that begins with the designation of a document into the form in
// which designations are compared: the dash before the year is typed in several ways. It is
// empty if there is no digit in the first word or two.
func designated(text string) string {
	text = strings.NewReplacer("—", "-", "－", "-", "–", "-").Replace(text)
	if !strings.ContainsAny(text, "0123456789") || strings.IndexAny(text, "/ ") < 0 {
		return ""
	}
	return text
}

// noEntry reports an entry of 参考文献 that is not there.
func (r *resolver) noEntry(from viewpoint, name, number string, pos diag.Pos) {
	d := unknownReference.At(pos, "没有参考文献[%s]", number)
	for _, s := range r.scope(from, "") {
		if n := len(s.References); n > 0 {
			d = d.WithHint("%s", fmt.Sprintf("标准 %s 的参考文献是 [%s] 到 [%s]", s.name(), s.References[0].Number, s.References[n-1].Number))
			break
		}
	}
	r.missed(d)
}
