package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

var stableCode = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

func TestEveryKindOfProblemIsExplained(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range kinds() {
		if seen[k.Code] {
			t.Errorf("the code %q is declared twice", k.Code)
		}
		seen[k.Code] = true
		if !stableCode.MatchString(k.Code) {
			t.Errorf("%q is no code", k.Code)
		}
		for name, text := range map[string]string{"title": k.Title, "explanation": k.Why} {
			if !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s: the %s %q is not Chinese", k.Code, name, text)
			}
		}
		if !strings.HasSuffix(k.Why, "。") || strings.HasSuffix(k.Title, "。") {
			t.Errorf("%s: the explanation is whole sentences, the title has no stop: %q, %q", k.Code, k.Title, k.Why)
		}
		if k.Severity.String() != "错误" && k.Severity.String() != "警告" {
			t.Errorf("%s has no severity", k.Code)
		}
		code, stdout, _ := jinjie(t, "check", "--explain", k.Code)
		if code != exitFine || !strings.Contains(stdout, k.Why) {
			t.Errorf("jinjie check --explain %s: exit %d\n%s", k.Code, code, stdout)
		}
	}
}

// TestNoKindIsForgotten holds the list against the source of all rooms: a code that is
// written in a diag.Kind literal must be among kinds().
func TestNoKindIsForgotten(t *testing.T) {
	known := map[string]bool{}
	for _, k := range kinds() {
		known[k.Code] = true
	}
	declared := 0
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if code, ok := codeOf(n); ok {
				declared++
				if !known[code] {
					t.Errorf("%s: %q is not among kinds()", name, code)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || declared != len(known) {
		t.Errorf("the source declares %d codes, kinds() lists %d (%v)", declared, len(known), err)
	}
}

// codeOf returns the code that a composite literal with a Code and a Why declares.
func codeOf(n ast.Node) (string, bool) {
	lit, ok := n.(*ast.CompositeLit)
	if !ok {
		return "", false
	}
	fields := map[string]ast.Expr{}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok {
				fields[key.Name] = kv.Value
			}
		}
	}
	code, ok := fields["Code"].(*ast.BasicLit)
	if !ok || fields["Why"] == nil {
		return "", false
	}
	text, err := strconv.Unquote(code.Value)
	return text, err == nil
}
