package main

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestServe runs the command as a person does: it says its address first, shows the site,
// tells of a change in one line, and ends at once when it is interrupted.
func TestServe(t *testing.T) {
	site := filepath.Join(t.TempDir(), "site")
	if err := unpack("testdata/site.txtar", site); err != nil {
		t.Fatal(err)
	}
	out, written := io.Pipe()
	said, talked := io.Pipe()
	code := make(chan int, 1)
	go func() { code <- run([]string{"serve", "-s", site, "--addr", "127.0.0.1:0"}, written, talked) }()
	lines := make(chan string, 100)
	go func() {
		for scan := bufio.NewScanner(said); scan.Scan(); {
			lines <- scan.Text()
		}
	}()
	first, err := bufio.NewReader(out).ReadString('\n')
	m := regexp.MustCompile(`^预览：(http://127\.0\.0\.1:\d+/)\n$`).FindStringSubmatch(first)
	if err != nil || m == nil {
		t.Fatalf("first it says %q, %v", first, err)
	}
	expect(t, lines, `^1 份标准，6 条职业技能要求，17 个网页；保存源文件，网页随即更新，按 Ctrl-C 结束$`)
	answer, err := http.Get(m[1] + "100001/1.1.1.html")
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("the page answers %v, %v", answer, err)
	}
	page, _ := io.ReadAll(answer.Body)
	answer.Body.Close()
	if !strings.Contains(string(page), "能开展宣传") {
		t.Error("the page lacks its requirement")
	}
	if err := os.WriteFile(filepath.Join(site, "content/index.md"), []byte("---\ntitle: 新名\n---\n[[9.9.9]]\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	expect(t, lines, `^\d\d:\d\d:\d\d  content/index\.md 有改动，[0-9.]+ 毫秒$`)
	expect(t, lines, `^content/index\.md:4:1: 错误：.*\[unknown-skill\]$`)
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Signal(os.Interrupt); err != nil {
		t.Skip("no interrupts:", err)
	}
	select {
	case got := <-code:
		if got != exitFine {
			t.Errorf("it ends with %d", got)
		}
	case <-time.After(20 * time.Second):
		t.Error("it does not end")
	}
	if _, err := os.Stat(filepath.Join(site, "public")); err == nil {
		t.Error("public/ was written")
	}
}

func TestAChangeIsToldInOneLine(t *testing.T) {
	for _, c := range []struct {
		paths string
		want  string
	}{
		{"content/a.md", "content/a.md 有改动"},
		{"content/a.md content/b.md", "content/a.md 等 2 个文件有改动"},
		{".", "重新读了全部源文件"},
		{". content/a.md", "重新读了全部源文件"},
	} {
		if got := whatChanged(strings.Fields(c.paths)); got != c.want {
			t.Errorf("of %s it says %q, want %q", c.paths, got, c.want)
		}
	}
}

func TestADoubleClickElsewhereSaysWhatToDo(t *testing.T) {
	var said strings.Builder
	code := clicked(t.TempDir(), strings.NewReader("\n"), &said, &said)
	if code != exitUsage || !strings.Contains(said.String(), "这里不是站点") || !strings.Contains(said.String(), "按回车键") {
		t.Errorf("it ends with %d and says %q", code, said.String())
	}
	if !isSite(repository) || isSite(t.TempDir()) {
		t.Error("sites are not told from other folders")
	}
}

// expect waits for a line; those before it are passed over.
func expect(t *testing.T, lines chan string, form string) {
	t.Helper()
	want := regexp.MustCompile(form)
	var passed []string
	for {
		select {
		case line := <-lines:
			if want.MatchString(line) {
				return
			}
			passed = append(passed, line)
		case <-time.After(20 * time.Second):
			t.Fatalf("no line is like %s; there were:\n%s", form, strings.Join(passed, "\n"))
		}
	}
}
