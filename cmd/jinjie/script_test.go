package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// TestScripts runs testdata/script: the program as a person calls it. Each script begins
// with the small sound site of testdata/site.txtar in the folder “site”, and the one of
// testdata/five.txtar, with five levels whose codes start anew in each, in “five”.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			first, err := filepath.Abs(filepath.Join(repository, "standard/590008"))
			if err != nil {
				return err
			}
			env.Setenv("SEED", filepath.Join(first, "source.txt"))
			env.Setenv("ERRATA", filepath.Join(first, "errata.csv"))
			if err := unpack("testdata/five.txtar", filepath.Join(env.WorkDir, "five")); err != nil {
				return err
			}
			return unpack("testdata/site.txtar", filepath.Join(env.WorkDir, "site"))
		},
		Condition: func(cond string) (bool, error) {
			if cond != "root" {
				return false, fmt.Errorf("no condition %q", cond)
			}
			return os.Getuid() == 0, nil // permissions do not hold root back
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"code":      codeOfExec,
			"remember":  remember,
			"unchanged": unchanged,
			"samedir":   sameDir,
			"gb18030":   gb18030,
			"sparse":    sparse,
			"binary":    binary,
			"replace":   replace,
			"crlf":      crlf,
			"uncomment": uncomment,
		},
		RequireUniqueNames: true,
	})
}

// unpack writes the files of an archive below dir.
func unpack(archive, dir string) error {
	a, err := txtar.ParseFile(archive)
	if err != nil {
		return err
	}
	for _, f := range a.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// code N ARGS… runs jinjie and wants exit code N. No answer may hold a stack trace.
func codeOfExec(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N jinjie ARGS…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(interface{ ExitCode() int })
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit %d, want %d", got, want)
	}
	if said := ts.ReadFile("stderr"); strings.Contains(said, "goroutine") || strings.Contains(said, ".go:") {
		ts.Fatalf("a stack trace: %s", said)
	}
}

// remember DIR keeps what DIR holds, times included, for unchanged.
func remember(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(".remembered"), []byte(listing(ts, ts.MkAbs(args[0]), true)), 0o666))
}

// unchanged DIR wants DIR to be as it was remembered.
func unchanged(ts *testscript.TestScript, neg bool, args []string) {
	now, before := listing(ts, ts.MkAbs(args[0]), true), ts.ReadFile(".remembered")
	if (now == before) == neg {
		ts.Fatalf("%s was\n%s\nand is\n%s", args[0], before, now)
	}
}

// samedir A B wants two folders to hold the same bytes under the same names.
func sameDir(ts *testscript.TestScript, neg bool, args []string) {
	a, b := listing(ts, ts.MkAbs(args[0]), false), listing(ts, ts.MkAbs(args[1]), false)
	if (a == b) == neg || a == "" {
		ts.Fatalf("%s holds\n%s\nand %s\n%s", args[0], a, args[1], b)
	}
}

// listing describes the published files below dir; the publisher's own notes hold times.
func listing(ts *testscript.TestScript, dir string, times bool) string {
	var b strings.Builder
	ts.Check(filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && d.Name() == ".jinjie" {
				return fs.SkipDir
			}
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		fmt.Fprintf(&b, "%s %x", rel, sha256.Sum256(data))
		if info, err := d.Info(); times && err == nil {
			fmt.Fprintf(&b, " %d", info.ModTime().UnixNano())
		}
		b.WriteByte('\n')
		return nil
	}))
	return b.String()
}

// gb18030 FILE writes FILE anew in GB18030, as a spreadsheet in China does.
func gb18030(ts *testscript.TestScript, neg bool, args []string) {
	encoded, err := simplifiedchinese.GB18030.NewEncoder().String(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(encoded), 0o666))
}

// sparse FILE BYTES makes a large file that takes no room.
func sparse(ts *testscript.TestScript, neg bool, args []string) {
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(f.Truncate(size))
	ts.Check(f.Close())
}

// binary FILE writes what is no text.
func binary(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), 0o666))
}

// replace FILE OLD NEW changes words of a file that stand there.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o666))
}

// crlf FILE ends its lines as Windows does.
func crlf(ts *testscript.TestScript, neg bool, args []string) {
	replace(ts, neg, []string{args[0], "\n", "\r\n"})
}

// uncomment FILE makes settings of all comments that name one.
func uncomment(ts *testscript.TestScript, neg bool, args []string) {
	text := regexp.MustCompile(`(?m)^# ([a-z_]+:|  )`).ReplaceAllString(ts.ReadFile(args[0]), "$1")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o666))
}
