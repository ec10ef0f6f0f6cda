package tour

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/build"
	"jinjie/cmd/jinjie/internal/diag"
)

// What a page may weigh, in bytes compressed.
const (
	mostCSS   = 12 << 10
	mostJS    = 12 << 10
	mostFirst = 1 << 10 // of the script that the first drawing waits for
)

var (
	stylesheet  = regexp.MustCompile(`<link rel="stylesheet"[^>]* href="([^"]*)"`)
	scriptFile  = regexp.MustCompile(`<script([^>]*) src="([^"]*)"`)
	fingerprint = regexp.MustCompile(`^assets/[a-z-]+\.[0-9a-f]{10}\.(css|js)$`)
)

// TestPagesAreLight: what a page loads is within its weight and may be kept for ever; the
// first drawing needs the HTML, one stylesheet and one small script.
func TestPagesAreLight(t *testing.T) {
	site := New(t)
	weights := map[string]int{}
	css, js := 0, 0
	for _, p := range site.Pages {
		styles, scripts, waits := 0, 0, 0
		for _, m := range stylesheet.FindAllStringSubmatch(p.HTML, -1) {
			styles += weight(t, site, p, m[1], weights)
		}
		for _, m := range scriptFile.FindAllStringSubmatch(p.HTML, -1) {
			w := weight(t, site, p, m[2], weights)
			scripts += w
			if !strings.Contains(m[1], "defer") {
				waits++
				if w > mostFirst {
					t.Errorf("%s waits for %s of %d bytes", p.Address, m[2], w)
				}
			}
		}
		if n := strings.Count(p.HTML, "stylesheet"); n != 1 || waits != 1 {
			t.Errorf("%s waits for %d stylesheets and %d scripts", p.Address, n, waits)
		}
		if styles == 0 || scripts == 0 || styles > mostCSS || scripts > mostJS {
			t.Errorf("%s loads %d bytes of styles and %d of scripts", p.Address, styles, scripts)
		}
		css, js = max(css, styles), max(js, scripts)
	}
	t.Logf("at most %d bytes of styles and %d of scripts a page", css, js)
}

// weight is how many bytes a page loads from an address, compressed.
func weight(t *testing.T, site *Site, p Page, address string, known map[string]int) int {
	t.Helper()
	file := path.Join(path.Dir(p.Address), address)
	if p.Kind == "404" {
		file = strings.TrimPrefix(address, "/")
	}
	if !fingerprint.MatchString(file) {
		t.Errorf("%s loads %s, which carries no fingerprint", p.Address, file)
	}
	if w, ok := known[file]; ok {
		return w
	}
	data, err := os.ReadFile(filepath.Join(site.Dir, filepath.FromSlash(file)))
	check(t, err)
	if bytes.Contains(data, []byte("@import")) || bytes.Contains(data, []byte("@font-face")) || bytes.Contains(data, []byte("url(http")) {
		t.Errorf("%s loads more", file)
	}
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	z.Write(data)
	z.Close()
	known[file] = b.Len()
	return b.Len()
}

// TestACodesPageDoesNotGrow: the same code has the same page, give or take some digits,
// in a standard of 8 codes and in one of 604.
func TestACodesPageDoesNotGrow(t *testing.T) {
	small, large := generated(t, 2, 2), generated(t, 30, 20)
	if len(small.Pages) > 80 || len(large.Pages) < 600 {
		t.Fatalf("%d and %d pages", len(small.Pages), len(large.Pages))
	}
	a, b := small.Page(t, "7/1.1.1.html").HTML, large.Page(t, "7/1.1.1.html").HTML
	if grown := len(b) - len(a); grown > 64 {
		t.Errorf("the page of 1.1.1 grew by %d from %d bytes", grown, len(a))
	}
}

// generated builds a site of one standard of three levels: its first area holds one task
// of four codes, its second so many tasks of so many codes.
func generated(t *testing.T, tasks, codes int) *Site {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{"content/index.md": "---\ntitle: 生成的站\n---\n"}
	source := "生成\n"
	for i, verb := range []string{"了解", "熟悉", "掌握"} {
		table, text := []string{"工作领域,工作任务,编码,职业技能要求"}, ""
		add := func(area, task string, row string) {
			text += row + "\n"
			code, sentence, _ := strings.Cut(row, " ")
			table = append(table, strings.Join([]string{area, task, code, sentence}, ","))
		}
		for k := range 4 {
			add("1. 甲领域", "1.1 甲任务", fmt.Sprintf("1.1.%d %s甲事，能做好第 %d 件甲事。", k+1, verb, k+1))
		}
		for n := range tasks {
			for k := range codes {
				add("2. 乙领域", fmt.Sprintf("2.%d 乙任务", n+1), fmt.Sprintf("2.%d.%d %s乙事，能做好第 %d 件乙事。", n+1, k+1, verb, k+1))
			}
		}
		files[fmt.Sprintf("standard/7/%d.csv", i+1)] = strings.Join(table, "\n") + "\n"
		source += fmt.Sprintf("\n表%d 要求（%s）\n\n工作领域\t工作任务\t职业技能要求\n1. 甲领域\t1.1 甲任务\t2. 乙领域\n", i+1, verb) + text
		for n := range tasks {
			source += fmt.Sprintf("2.%d 乙任务\n", n+1)
		}
	}
	files["standard/7/source.txt"] = source
	files["standard/7/standard.md"] = fmt.Sprintf(head, sha256.Sum256([]byte(source)))
	for name, text := range files {
		check(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777))
		check(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666))
	}
	_, problems, err := build.Run(build.Options{Source: dir, Destination: filepath.Join(dir, "public")})
	if err != nil || diag.Errors(problems) > 0 {
		t.Fatal(err, problems[:min(5, len(problems))])
	}
	return open(t, filepath.Join(dir, "public"))
}

const head = `---
code: "7"
title: 生成
edition: 一版
version: "1"
publisher: 甲
issued: 今年
rights: 供测试用。
source: {file: source.txt, sha256: %x}
levels:
  - {id: yi, name: 了解, verb: 了解, table: 1.csv}
  - {id: er, name: 熟悉, verb: 熟悉, table: 2.csv, comprises: true}
  - {id: san, name: 掌握, verb: 掌握, table: 3.csv, comprises: true}
---

生成

# 1 要求

[表1 要求（了解）](1.csv)

[表2 要求（熟悉）](2.csv)

[表3 要求（掌握）](3.csv)
`
