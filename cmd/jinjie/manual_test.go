package main

import (
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// A block is a fenced block of the manual: what a reader types, writes or sees.
type block struct {
	page     string // such as "xie-yi-ke.md"
	line     int    // of its first line in the page
	language string
	title    string
	text     string // ends in a line break, unless empty
}

// manualDir is the manual's folder in the repository.
var manualDir = filepath.Join(repository, "content", "help")

var (
	fence      = regexp.MustCompile("^( {0,6})(`{3,})\\s*([^\\s`]*)([^`]*)$")
	fenceTitle = regexp.MustCompile(`title="([^"]*)"`)
)

// blocksOf reads the fenced blocks of a page.
func blocksOf(page, text string) []block {
	var list []block
	var b *block
	var indent, mark string
	at := 0
	for line := range strings.Lines(text) {
		at++
		line = strings.TrimRight(line, "\r\n")
		m := fence.FindStringSubmatch(line)
		switch {
		case b != nil && strings.TrimSpace(line) == mark:
			list = append(list, *b)
			b = nil
		case b != nil:
			b.text += strings.TrimPrefix(line, indent) + "\n"
		case m != nil:
			b = &block{page: page, line: at + 1, language: m[3]}
			indent, mark = m[1], m[2]
			if t := fenceTitle.FindStringSubmatch(m[4]); t != nil {
				b.title = t[1]
			}
		}
	}
	return list
}

// manualPages reads the pages of the manual, by name.
func manualPages(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(manualDir, "*.md"))
	if err != nil || len(names) < 10 {
		t.Fatalf("found %d pages of the manual, %v", len(names), err)
	}
	pages := map[string]string{}
	for _, name := range names {
		pages[filepath.Base(name)] = readFile(t, name)
	}
	return pages
}

// TestTheManualIsTrue does what the manual says, page by page: each begins in a new site
// that holds the first standard and nothing else, or, if its first command is jinjie init,
// in an empty folder. Commands are run and must say what is shown, files that it shows are
// written and must have no problem, pieces of files must stand in them.
func TestTheManualIsTrue(t *testing.T) {
	pages := manualPages(t)
	dir := t.TempDir()
	var scripts []string
	commands := 0
	for name, text := range pages {
		script := filepath.Join(dir, strings.TrimSuffix(name, ".md")+".txt")
		if err := os.WriteFile(script, []byte("manual "+name+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		scripts = append(scripts, script)
		for _, b := range blocksOf(name, text) {
			commands += len(b.commands())
		}
	}
	if commands < 30 {
		t.Errorf("the manual has %d commands only", commands)
	}
	slices.Sort(scripts)
	standards, err := filepath.Abs(filepath.Join(repository, "standard"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files: scripts,
		Setup: func(env *testscript.Env) error { return newReader(env, standards) },
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"manual": func(ts *testscript.TestScript, neg bool, args []string) {
				r := &reader{ts: ts, blocks: blocksOf(args[0], pages[args[0]])}
				r.follow()
			},
		},
	})
}

// newReader gives a reader a folder with a site in it, and what git wants to know.
func newReader(env *testscript.Env, standards string) error {
	env.Vars = append(env.Vars, "HOME="+env.WorkDir, "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_CONFIG_COUNT=5", "GIT_CONFIG_KEY_0=init.defaultBranch", "GIT_CONFIG_VALUE_0=main",
		"GIT_CONFIG_KEY_1=user.name", "GIT_CONFIG_VALUE_1=甲", "GIT_CONFIG_KEY_2=user.email", "GIT_CONFIG_VALUE_2=jia@example.org",
		"GIT_CONFIG_KEY_3=pull.rebase", "GIT_CONFIG_VALUE_3=false", "GIT_CONFIG_KEY_4=core.quotepath", "GIT_CONFIG_VALUE_4=false")
	env.Values["vars"] = env.Vars
	site := filepath.Join(env.WorkDir, "site")
	if err := os.CopyFS(filepath.Join(site, "standard"), os.DirFS(standards)); err != nil {
		return err
	}
	home := filepath.Join(site, "content", "index.md")
	if err := os.MkdirAll(filepath.Dir(home), 0o777); err != nil {
		return err
	}
	source, err := os.ReadFile(filepath.Join(standards, "590008", "source.txt"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(site, "590008.txt"), source, 0o666); err != nil { // to import
		return err
	}
	picture := filepath.Join(site, "content", "lessons", "dengji.png") // that samples show
	if err := os.MkdirAll(filepath.Dir(picture), 0o777); err != nil {
		return err
	}
	f, err := os.Create(picture)
	if err != nil {
		return err
	}
	if err := errors.Join(png.Encode(f, image.NewGray(image.Rect(0, 0, 4, 3))), f.Close()); err != nil {
		return err
	}
	return os.WriteFile(home, []byte("---\ntitle: 社区治理\nbase_url: https://example.edu.cn/skills/\n---\n\n从[[1.1.1]]看起。\n"), 0o666)
}

// TestInlineCommandsOfTheManualAreCommands: a command in a sentence, in the manual and in
// README.md, has a name and flags that the program knows.
func TestInlineCommandsOfTheManualAreCommands(t *testing.T) {
	span := regexp.MustCompile("`(?:go run \\./cmd/)?jinjie( [^`]+)?`")
	pages := manualPages(t)
	pages["README.md"] = readFile(t, filepath.Join(repository, "README.md"))
	found := 0
	for name, text := range pages {
		for _, m := range span.FindAllStringSubmatch(text, -1) {
			found++
			args := strings.Fields(m[1])
			root := rootCommand(&talk{out: os.Stdout, err: os.Stderr})
			root.InitDefaultHelpCmd()
			if err := unknownCommand(root, args); err != nil {
				t.Errorf("%s: %s: %v", name, m[0], err)
				continue
			}
			cmd, rest, err := root.Find(args)
			if err == nil {
				err = cmd.ParseFlags(rest)
			}
			if err != nil {
				t.Errorf("%s: %s: %v", name, m[0], err)
			}
		}
	}
	if found < 30 {
		t.Errorf("found %d commands only", found)
	}
}

// TestTheManualLeadsToAllItsPages: its first page has a link to each of the others.
func TestTheManualLeadsToAllItsPages(t *testing.T) {
	pages := manualPages(t)
	for name, text := range pages {
		if name != "index.md" && !strings.Contains(pages["index.md"], "]("+name) {
			t.Errorf("index.md does not lead to %s", name)
		}
		head, _, _ := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
		for _, key := range []string{"title: ", "summary: ", "order: "} {
			if !strings.Contains("\n"+head, "\n"+key) {
				t.Errorf("%s has no %s", name, strings.TrimSuffix(key, ": "))
			}
		}
	}
}
