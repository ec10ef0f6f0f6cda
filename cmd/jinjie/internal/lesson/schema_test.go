package lesson

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// A schema is what the test needs of content/help/lesson.schema.json.
type schema struct {
	Additional bool `json:"additionalProperties"`
	Properties map[string]struct {
		Description string            `json:"description"`
		Examples    []json.RawMessage `json:"examples"`
		Ref         string            `json:"$ref"`
	} `json:"properties"`
}

// The schema that ships with the manual has every key, under both names, and no other;
// its examples are read without a word.
func TestTheSchemaSaysWhatIsRead(t *testing.T) {
	data, err := os.ReadFile("../../../../content/help/lesson.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	if s.Additional {
		t.Error("it allows keys that are not read")
	}
	for chinese, english := range keys {
		if got := s.Properties[chinese].Ref; got != "#/properties/"+english {
			t.Errorf("%s stands for %q, want %s", chinese, got, english)
		}
		if s.Properties[english].Description == "" {
			t.Errorf("%s is not described", english)
		}
	}
	for key, p := range s.Properties {
		if _, chinese := keys[key]; chinese {
			continue
		}
		if !slices.Contains(keyNames(), key) {
			t.Errorf("%s is no key", key)
		}
		if len(p.Examples) == 0 {
			t.Errorf("%s has no example", key)
		}
		for _, example := range p.Examples {
			text := fmt.Sprintf("---\n%s: %s\ntitle: 某课\nskills: [1.1.1]\n---\n", key, example) // JSON is YAML
			if key == "title" || key == "skills" {
				text = strings.Replace(text, map[string]string{"title": "title: 某课\n", "skills": "skills: [1.1.1]\n"}[key], "", 1)
			}
			if _, problems := Parse(file, text); len(problems) > 0 {
				t.Errorf("%s: %s: %s", key, example, said(problems))
			}
		}
	}
}

// keyNames lists the English names of all keys.
func keyNames() []string {
	var list []string
	for _, english := range keys {
		if !slices.Contains(list, english) {
			list = append(list, english)
		}
	}
	return list
}
