package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"jinjie/cmd/jinjie/internal/standard"
)

// A reader follows a page of the manual to the letter.
type reader struct {
	ts      *testscript.TestScript
	blocks  []block
	next    int      // the block that follows
	preview *preview // running, or nil
}

// A preview is a running jinjie serve with what it has said.
type preview struct {
	cmd  *exec.Cmd
	mu   sync.Mutex
	said bytes.Buffer
	seen int // bytes that were compared already
}

// Write takes what the preview says.
func (p *preview) Write(data []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.Write(data)
}

// rest is what the preview has said since it was last looked at.
func (p *preview) rest() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.String()[p.seen:]
}

// A command is what a reader types behind “$ ”, and what the page shows as its answer.
type command struct {
	line  string
	shown []string
}

// commands takes a block of a terminal apart.
func (b block) commands() []command {
	var list []command
	if b.language != "console" {
		return nil
	}
	for line := range strings.Lines(b.text) {
		line = strings.TrimRight(line, " \n")
		if typed, ok := strings.CutPrefix(line, "$ "); ok {
			list = append(list, command{line: typed})
		} else if n := len(list); n > 0 {
			list[n-1].shown = append(list[n-1].shown, line)
		}
	}
	return list
}

// follow does what the page says, block by block.
func (r *reader) follow() {
	defer r.stopPreview()
	if len(r.blocks) > 0 && !r.begins("jinjie init") {
		r.ts.Check(r.ts.Chdir("site"))
	} else {
		r.ts.Check(os.RemoveAll(r.ts.MkAbs("site")))
	}
	for i, b := range r.blocks {
		r.next = i + 1
		switch {
		case b.language == "console":
			r.terminal(b)
		case strings.Contains("|sh|bash|shell|bat|cmd|powershell|ps1|", "|"+b.language+"|"):
			r.fail(b, "a command is written in a block of console, so that it is run")
		case filed.MatchString(b.title):
			r.file(b)
		case b.language == "markdown":
			r.sample(b, i)
		}
	}
}

// begins tells whether the page's first command begins so.
func (r *reader) begins(with string) bool {
	for _, b := range r.blocks {
		if list := b.commands(); len(list) > 0 {
			return strings.HasPrefix(list[0].line, with)
		}
	}
	return false
}

func (r *reader) fail(b block, format string, args ...any) {
	r.ts.Fatalf("content/help/%s:%d: %s", b.page, b.line, fmt.Sprintf(format, args...))
}

// terminal runs the commands of a block. One without commands shows what a running
// preview goes on to say.
func (r *reader) terminal(b block) {
	list := b.commands()
	if len(list) == 0 {
		if r.preview == nil {
			r.fail(b, "nothing runs that could say this")
		}
		r.await(b, strings.Split(strings.TrimSpace(b.text), "\n"))
	}
	for _, c := range list {
		words := typed(c.line)
		switch {
		case words[0] == "cd" && len(words) == 2:
			r.ts.Check(r.ts.Chdir(words[1]))
		case words[0] == "jinjie" && len(words) > 1 && words[1] == "serve":
			r.serve(b, c, words[1:])
		case words[0] == "jinjie" || words[0] == "git":
			r.run(b, c, words)
		default:
			r.fail(b, "there is no way to run %q", c.line)
		}
	}
}

var shellWord = regexp.MustCompile(`"[^"]*"|'[^']*'|[^ ]+`)

// typed cuts a command line into words.
func typed(line string) []string {
	words := shellWord.FindAllString(line, -1)
	for i, w := range words {
		words[i] = strings.Trim(w, `"'`)
	}
	return words
}

// program makes a command that runs where the reader stands.
func (r *reader) program(words []string) *exec.Cmd {
	cmd := exec.Command(words[0], words[1:]...)
	vars := r.ts.Value("vars").([]string)
	for _, v := range vars {
		if dirs, ok := strings.CutPrefix(v, "PATH="); ok {
			for _, dir := range filepath.SplitList(dirs) {
				if name := filepath.Join(dir, words[0]); cmd.Err != nil || words[0] == "jinjie" {
					if _, err := os.Stat(name); err == nil {
						cmd.Path, cmd.Err = name, nil
						break
					}
				}
			}
		}
	}
	cmd.Dir, cmd.Env = r.ts.MkAbs("."), vars
	return cmd
}

// run runs a command to its end. It must succeed, unless the page shows how it fails.
func (r *reader) run(b block, c command, words []string) {
	var out bytes.Buffer
	into := ""
	if n := len(words); n > 2 && words[n-2] == ">" {
		words, into = words[:n-2], words[n-1]
	}
	cmd := r.program(words)
	cmd.Stdout, cmd.Stderr = &out, &out
	var stored bytes.Buffer
	if into != "" {
		cmd.Stdout = &stored
	}
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		r.ts.Check(err)
	}
	if into != "" {
		r.ts.Check(os.WriteFile(r.ts.MkAbs(into), stored.Bytes(), 0o666))
	}
	failure := regexp.MustCompile(`错误：|用法有误：|没有完成|CONFLICT|fatal:`)
	if failed, shown := err != nil, failure.MatchString(strings.Join(c.shown, "\n")); failed != shown {
		r.fail(b, "%s: %v, but the page shows\n%s\nIt says\n%s", c.line, err, strings.Join(c.shown, "\n"), &out)
	}
	if len(c.shown) > 0 && !agrees(c.shown, out.String()) {
		r.fail(b, "%s says\n%s\nand the page shows\n%s", c.line, &out, strings.Join(c.shown, "\n"))
	}
}

// changing are parts of what is said that differ from day to day.
var changing = []struct{ pattern, instead string }{
	{`127\.0\.0\.1:\d+`, "127.0.0.1:1313"},
	{`(?m)^\d\d:\d\d:\d\d  `, "10:00:00  "},
	{`[0-9.]+ 毫秒`, "1.0 毫秒"},
}

// steady puts something fixed in the place of what changes.
func steady(text string) string {
	for _, c := range changing {
		text = regexp.MustCompile(c.pattern).ReplaceAllString(text, c.instead)
	}
	return text
}

// agrees tells whether what is shown is what was said. In it “…” stands for what was left
// out: whole lines, where it is a line of its own, or part of one.
func agrees(shown []string, said string) bool {
	return pattern(shown, `\s*$`).MatchString(steady(said))
}

// pattern is what is shown as a pattern, with an end.
func pattern(shown []string, end string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`^\s*`)
	for i, line := range shown {
		line = strings.TrimRight(steady(line), " ")
		if line == "…" {
			b.WriteString(`(?:.*\n)*?`)
			continue
		}
		b.WriteString(strings.ReplaceAll(regexp.QuoteMeta(line), "…", ".*") + `[ \t]*`)
		if i+1 < len(shown) {
			b.WriteString(`\n`)
		}
	}
	return regexp.MustCompile(b.String() + end)
}

// serve starts the preview, on a port of its own, and leaves it running.
func (r *reader) serve(b block, c command, args []string) {
	r.stopPreview()
	p := &preview{cmd: r.program(append(append([]string{"jinjie"}, args...), "--addr", "127.0.0.1:0"))}
	p.cmd.Stdout, p.cmd.Stderr = p, p
	r.ts.Check(p.cmd.Start())
	r.preview = p
	r.await(b, c.shown)
	m := regexp.MustCompile(`http://127\.0\.0\.1:\d+/`).FindString(p.said.String())
	answer, err := http.Get(m)
	r.ts.Check(err)
	defer answer.Body.Close()
	if page, err := io.ReadAll(answer.Body); err != nil || answer.StatusCode != http.StatusOK || len(page) == 0 {
		r.fail(b, "the preview answers %s, %v", answer.Status, err)
	}
}

// await waits until the preview has said what is shown.
func (r *reader) await(b block, shown []string) {
	p := r.preview
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		said := p.rest()
		if pattern(shown, `\s*$`).MatchString(steady(said)) {
			p.mu.Lock()
			p.seen += len(said)
			p.mu.Unlock()
			return
		}
		if time.Now().After(end) {
			r.fail(b, "the preview says\n%s\nand the page shows\n%s", said, strings.Join(shown, "\n"))
		}
	}
}

func (r *reader) stopPreview() {
	if r.preview == nil {
		return
	}
	r.preview.cmd.Process.Kill()
	r.preview.cmd.Wait()
	r.preview = nil
}

// filed is the title of a block that is a file: its path, and perhaps how much of it the
// block shows.
var filed = regexp.MustCompile(`^((?:content|standard|themes)/[\w./-]*\w|\.gitattributes)( 末尾加上| 里的一段)?$`)

// file writes a file as the page shows it, adds to its end, or looks whether it has what
// the page shows of it.
func (r *reader) file(b block) {
	m := filed.FindStringSubmatch(b.title)
	name := r.ts.MkAbs(m[1])
	before, err := os.ReadFile(name)
	switch {
	case m[2] == " 里的一段":
		r.ts.Check(err)
		for line := range strings.Lines(b.text) {
			if line = strings.TrimSpace(line); line != "…" && !strings.Contains(string(before), line) {
				r.fail(b, "%s has no %q", m[1], line)
			}
		}
		return
	case m[2] == " 末尾加上":
		r.ts.Check(err)
		if path.Ext(m[1]) == ".csv" {
			b.text = strings.ReplaceAll(b.text, "\n", "\r\n")
		}
		b.text = string(before) + b.text
	case path.Ext(m[1]) == ".csv":
		b.text = string(standard.FormatCSV(nil)) + b.text // as a spreadsheet begins one
	}
	r.ts.Check(os.MkdirAll(filepath.Dir(name), 0o777))
	r.ts.Check(os.WriteFile(name, []byte(b.text), 0o666))
	if r.next < len(r.blocks) && strings.Contains(r.blocks[r.next].text, m[1]+":") {
		return // the page shows what is wrong with it
	}
	r.sound(b, m[1])
}

// sample checks a piece of Markdown that the page shows: as a page of the site, it must
// have no problem.
func (r *reader) sample(b block, i int) {
	file := fmt.Sprintf("content/lessons/yangli-%d.md", i)
	if !strings.HasPrefix(b.text, "---\n") {
		b.text = "---\ntitle: 样例\nskills: [1.3.1@初级]\n---\n\n" + b.text + "\n[[1.3.1]]\n"
	}
	r.ts.Check(os.MkdirAll(r.ts.MkAbs("content/lessons"), 0o777))
	r.ts.Check(os.WriteFile(r.ts.MkAbs(file), []byte(b.text), 0o666))
	r.sound(b, file)
	r.ts.Check(os.Remove(r.ts.MkAbs(file)))
}

// sound fails if a file has a problem.
func (r *reader) sound(b block, file string) {
	if !strings.Contains(file, "/") {
		return // no source of a site
	}
	cmd := r.program([]string{"jinjie", "check", "--format", "json", file})
	out, _ := cmd.Output()
	var list struct {
		Errors, Warnings int
		Problems         []struct {
			File, Message, Code string
			Line                int
		}
	}
	if err := json.Unmarshal(out, &list); err != nil {
		r.fail(b, "jinjie check %s: %v\n%s", file, err, out)
	}
	for _, p := range list.Problems {
		r.fail(b, "%s:%d: %s [%s]\n%s", p.File, p.Line, p.Message, p.Code, b.text)
	}
}
