package main

import (
	"regexp"
	"strings"
	"testing"
)

// english finds a run of English words, as the libraries speak it. The program's own
// names, such as “jinjie import”, are no prose.
var english = regexp.MustCompile(`[A-Za-z]+ [A-Za-z]+ [A-Za-z]+|\b(unknown|flag|argument|required|usage|help|invalid|command)\b`)

// named are the words that a message may well hold: names of commands, flags and values.
var named = regexp.MustCompile(`jinjie( [a-z]+)?|--?[a-z][a-z-]*|“[^”]*”|text、json 或 sarif|bash、fish、powershell、zsh`)

func TestWrongUsageIsAnsweredInChinese(t *testing.T) {
	for _, c := range []struct {
		call string
		says string
	}{
		{"biuld", "没有“biuld”这个命令\n\t提示：是不是“build”？"},
		{"构建", "没有“构建”这个命令"},
		{"biuld -s . --force", "没有“biuld”这个命令"},
		{"——help", "选项用半角的“-”开头"},
		{"build ——source .", "选项用半角的“-”开头"},
		{"build public", "不认识“public”，这里只能写选项"},
		{"build --sorce .", "没有“--sorce”这个选项\n\t提示：是不是“--source”？"},
		{"build --force", "没有“--force”这个选项"},
		{"build -x", "没有“-x”这个选项"},
		{"build -Dx", "没有“-x”这个选项"},
		{"build -源 .", "没有“-源”这个选项"},
		{"build -s", "选项“-s、--source”后面缺少文件夹"},
		{"build --base-url", "选项“-b、--base-url”后面缺少网址"},
		{"build --drafts=maybe", "选项“-D、--drafts”不能是“maybe”"},
		{"build --=x", "看不懂“--=x”"},
		{"build -b example.edu.cn", "网址须以 http:// 或 https:// 开头"},
		{"build -b https://", "网址里没有域名"},
		{"build -b https://example.edu.cn/?a=b", "网址里不能有“?”和“#”"},
		{"build -s no-such-folder", "没有“no-such-folder”这个文件夹"},
		{"check --format xml", "选项“--format”不能是“xml”\n\t提示：可以写 text、json 或 sarif"},
		{"check --format", "选项“--format”后面缺少格式"},
		{"check --explain", "选项“--explain”后面缺少代码"},
		{"check --explain repeated-cod", "没有“repeated-cod”这个问题代码\n\t提示：是不是“repeated-code”？"},
		{"check --explain=", "没有“”这个问题代码"},
		{"check --strict=often", "选项“--strict”不能是“often”"},
		{"check -s no-such-folder", "没有“no-such-folder”这个文件夹"},
		{"check ——strict", "不认识“——strict”\n\t提示：选项用半角的“-”开头"},
		{"check -s ../.. content/lessons/chuji/kechneg.md", "站点的源文件里没有“content/lessons/chuji/kechneg.md”\n\t提示：是不是“content/lessons/chuji/kecheng.md”？"},
		{"check -s ../.. kecheng.md", "站点的源文件里没有“kecheng.md”\n\t提示：是不是“content/lessons/chuji/kecheng.md”？"},
		{"check -s ../.. ../../README.md", "站点的源文件里没有“../../README.md”"},
		{"import", "没有写要导入的文件"},
		{"import a.txt b.txt", "一次只能导入一个文件"},
		{"import a.txt --forse", "没有“--forse”这个选项\n\t提示：是不是“--force”？"},
		{"serve --addr 1313", "选项“--addr”不能是“1313”\n\t提示：写作 127.0.0.1:1313"},
		{"serve --addr 127.0.0.1:80x", "选项“--addr”不能是“127.0.0.1:80x”\n\t提示：写作 127.0.0.1:1313"},
		{"serve --addr 127.0.0.1:65536", "选项“--addr”不能是“127.0.0.1:65536”\n\t提示：写作 127.0.0.1:1313"},
		{"serve --addr", "选项“--addr”后面缺少地址"},
		{"serve --editor code", "选项“--editor”里没有 {file}"},
		{"serve -s no-such-folder", "没有“no-such-folder”这个文件夹"},
		{"serve now", "不认识“now”，这里只能写选项"},
		{"completion", "请写明一个终端"},
		{"completion bsh", "是不是“bash”？"},
		{"version now", "不认识“now”，这里只能写选项"},
		{"help biuld", "没有“biuld”这个命令"},
		{"help build now", "没有“build now”这个命令"},
		{"--frobnicate", "没有“--frobnicate”这个选项"},
		{"-s . build --frobnicate", "没有“--frobnicate”这个选项"},
		{"-q", "没有“-q”这个选项"},
	} {
		code, stdout, stderr := jinjie(t, strings.Fields(c.call)...)
		if code != exitUsage || stdout != "" {
			t.Errorf("jinjie %s: exit %d, stdout %q; want exit %d and no result", c.call, code, stdout, exitUsage)
		}
		if !strings.Contains(stderr, c.says) {
			t.Errorf("jinjie %s says\n%swant\n%s", c.call, stderr, c.says)
		}
		if !strings.HasSuffix(stderr, "--help”查看用法\n") {
			t.Errorf("jinjie %s does not name the help:\n%s", c.call, stderr)
		}
		checkChinese(t, c.call, stderr)
	}
}

func TestHelpIsChinese(t *testing.T) {
	for _, call := range []string{
		"", "--help", "-h", "help", "help help", "help build", "build --help", "build -h", "-h build",
		"check --help", "import --help", "completion --help", "version --help", "version", "--version",
	} {
		code, stdout, stderr := jinjie(t, strings.Fields(call)...)
		if code != exitFine || stdout == "" || stderr != "" {
			t.Errorf("jinjie %s: exit %d, %d bytes of result, talk %q", call, code, len(stdout), stderr)
		}
		if !strings.Contains(call, "completion") && !strings.Contains(call, "version") {
			checkChinese(t, call, stdout)
		}
	}
}

func checkChinese(t *testing.T, call, said string) {
	t.Helper()
	for line := range strings.Lines(said) {
		if found := english.FindString(named.ReplaceAllString(line, "")); found != "" {
			t.Errorf("jinjie %s speaks English, %q:\n%s", call, found, said)
		}
	}
}

func TestCompletionScriptsNameTheCommands(t *testing.T) {
	for shell := range shells {
		code, stdout, stderr := jinjie(t, "completion", shell)
		if code != exitFine || !strings.Contains(stdout, "jinjie") {
			t.Errorf("jinjie completion %s: exit %d, %s", shell, code, stderr)
		}
	}
	if _, stdout, _ := jinjie(t, "__complete", "b"); !strings.Contains(stdout, "build\t把源文件做成网站") {
		t.Errorf("completing “b” offers %q, want build", stdout)
	}
}

// A brokenWriter stands for a fault deep inside the program.
type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { panic("index out of range\ngoroutine 1 [running]:") }

func TestPanicIsToldInOneLine(t *testing.T) {
	var said strings.Builder
	t.Setenv("JINJIE_TRACE", "")
	code := run([]string{"version"}, brokenWriter{}, &said)
	if code != exitMachine || strings.Count(said.String(), "\n") != 1 || strings.Contains(said.String(), "goroutine") {
		t.Errorf("exit %d, said %q; want exit %d and one line without a stack", code, said.String(), exitMachine)
	}
	t.Setenv("JINJIE_TRACE", "1")
	said.Reset()
	if run([]string{"version"}, brokenWriter{}, &said); !strings.Contains(said.String(), "goroutine") {
		t.Errorf("with JINJIE_TRACE it says %q, want the stack as well", said.String())
	}
}
