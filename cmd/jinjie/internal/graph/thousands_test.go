package graph

import (
	"fmt"
	"strings"
	"testing"
)

// A site whose every reference is misspelt is told of all of them. To compare every one
// with every name would run into the test's own time limit.
func TestThousandsOfFaultsAreTold(t *testing.T) {
	const lessons = 2000
	s := site{}
	for i := range lessons {
		text := fmt.Sprintf("---\ntitle: 第%d课\nskills: [%d.%d.1@初级]\n---\n", i, i%90+3, i)
		text += fmt.Sprintf("[[ke-%05dx]]、[[1.%d.7]]、[课](ke-%05dy.md)、[[#节%d]]\n", i, i, i, i)
		s.pages = append(s.pages, fmt.Sprintf("lessons/ke-%05d.md: %s", i, text))
	}
	_, problems := s.join(t)
	if len(problems) != 5*lessons {
		t.Errorf("%d problems, want %d", len(problems), 5*lessons)
	}
	guessed := 0
	for _, d := range problems {
		if strings.Contains(d.Hint, "是不是“ke-") {
			guessed++
		}
	}
	if guessed != 2*lessons {
		t.Errorf("%d of %d misspelt names were guessed", guessed, 2*lessons)
	}
}
