package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// A talk is how the program talks; nothing else writes to the terminal. Results go to
// out, everything else to err. All of it is UTF-8: on a Windows console Go writes through
// the wide-character interface, whatever code page is set.
type talk struct {
	out, err io.Writer
}

// The exit codes of the program.
const (
	exitFine    = 0
	exitSources = 1 // the sources have errors
	exitUsage   = 2 // it was called wrongly
	exitMachine = 3 // the disk, the memory, or a fault of the program itself
)

// errSources ends a command whose problems have been shown already.
var errSources = errors.New("sources have errors")

// result prints a line of the result.
func (t *talk) result(format string, args ...any) { fmt.Fprintf(t.out, format+"\n", args...) }

// list prints a list of problems as the result: at once, and on lines of its own, so that
// what is said next begins below it where both go to one terminal.
func (t *talk) list(write func(io.Writer, []diag.Diagnostic) error, problems []diag.Diagnostic) error {
	var b bytes.Buffer
	if err := write(&b, problems); err != nil {
		return err
	}
	if b.Len() > 0 && !bytes.HasSuffix(b.Bytes(), []byte("\n")) {
		b.WriteByte('\n')
	}
	_, err := t.out.Write(b.Bytes())
	return err
}

// say prints a line about what goes on.
func (t *talk) say(format string, args ...any) { fmt.Fprintf(t.err, format+"\n", args...) }

// problems prints problems as talk, and counts them as an error does.
func (t *talk) problems(list []diag.Diagnostic) error {
	if err := diag.WriteText(t.err, list); err != nil {
		return err
	}
	if diag.Errors(list) > 0 {
		return errSources
	}
	return nil
}

// failed says why the program ends, unless that has been said, and returns the exit code.
func (t *talk) failed(err error) int {
	var usage *usageError
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errSources):
		return exitSources
	case errors.As(err, &usage):
		t.say("用法有误：%s", usage.message)
		if usage.hint != "" {
			t.say("\t提示：%s", usage.hint)
		}
		t.say("\t运行“%s --help”查看用法", usage.command)
		return exitUsage
	}
	t.say("没有完成：%v", err)
	return exitMachine
}

// crashed says that the program itself is at fault. What a maintainer needs besides is
// shown on request, since it would bury the message.
func (t *talk) crashed(p any) int {
	what, stack, _ := strings.Cut(fmt.Sprint(p), "\n")
	t.say("程序内部出错：%s。这不是您的错，请把这一行和所用的命令告诉维护者（%s）", what, versionLine())
	if os.Getenv("JINJIE_TRACE") != "" {
		t.say("%s\n%s", stack, debug.Stack())
	}
	return exitMachine
}
