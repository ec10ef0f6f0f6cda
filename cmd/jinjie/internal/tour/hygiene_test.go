package tour

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	anyTag     = regexp.MustCompile(`<[a-zA-Z][^>]*>`)
	attribute  = regexp.MustCompile(`\s([a-zA-Z-]+)(?:="([^"]*)")?`)
	script     = regexp.MustCompile(`<script([^>]*)>([^<]*)`)
	title      = regexp.MustCompile(`<title>([^<]*)</title>`)
	heading    = regexp.MustCompile(`<h([1-6])[ >]`)
	scriptURL  = regexp.MustCompile(`(?i)^\s*(javascript|vbscript|data):`)
	headOfPage = regexp.MustCompile(`^<!doctype html>\n<html lang="zh-CN"[^>]*>\n<head>\n<meta http-equiv="Content-Security-Policy" content="default-src 'none';[^"]*">\n<meta charset="utf-8">\n`)
)

// Attributes that hold an address.
var addresses = []string{"href", "src", "action", "poster", "formaction", "data"}

// TestThePolicyIsKept: no page holds what the policy forbids, and the policy stands before
// everything that it is to govern.
func TestThePolicyIsKept(t *testing.T) {
	for _, p := range New(t, "https://example.org/skills/").Pages {
		if !headOfPage.MatchString(p.HTML) {
			t.Errorf("%s does not open with its language, its policy and its encoding: %.200s", p.Address, p.HTML)
		}
		if n := strings.Count(p.HTML, `http-equiv="Content-Security-Policy"`); n != 1 {
			t.Errorf("%s has %d policies", p.Address, n)
		}
		for _, tag := range anyTag.FindAllString(p.HTML, -1) {
			for _, a := range attribute.FindAllStringSubmatch(tag, -1) {
				name := strings.ToLower(a[1])
				if name == "style" || strings.HasPrefix(name, "on") || name == "srcdoc" ||
					slices.Contains(addresses, name) && scriptURL.MatchString(html.UnescapeString(a[2])) {
					t.Errorf("%s holds %s", p.Address, tag)
				}
			}
			if strings.HasPrefix(tag, "<style") || strings.HasPrefix(tag, "<base") || strings.HasPrefix(tag, "<iframe") || strings.HasPrefix(tag, "<object") {
				t.Errorf("%s holds %s", p.Address, tag)
			}
		}
		for _, s := range script.FindAllStringSubmatch(p.HTML, -1) {
			data := strings.Contains(s[1], `type="application/json"`) || strings.Contains(s[1], `type="application/ld+json"`)
			if !data && (!strings.Contains(s[1], "src=") || strings.TrimSpace(s[2]) != "") {
				t.Errorf("%s holds a script within the page: %.80s", p.Address, s[0])
			}
		}
	}
}

// What a reader who does not see goes by, on every page. Of what a machine can check for
// GB/T 37668-2019, which follows WCAG, this test and TestThePolicyIsKept hold: a title of
// its own (网页标题), the language (自然语言), headings in order (标题), regions (结构), words
// for pictures (替代文本). Others hold the rest:
//
//   - TestAxe: contrast (对比度), names of links, buttons and fields (链接、按钮、表单标签), heads
//     of tables (表格), not by colour alone (颜色), size of targets, roles and states (兼容性);
//   - TestTheKeyboardReachesEverything: use without a mouse (键盘操作), order and sight of the
//     focus (焦点), no trap; TestSkippingToTheText: passing over what repeats (跳过重复内容);
//   - TestEscapeCloses: what comes with the focus can be sent away;
//   - TestEveryPageAsItIs: text enlarged four times without loss (缩放);
//   - TestWithoutScriptsTablesAreWhole, TestEveryStepIsTold: what is shown is told as well.
//
// Nothing on a page moves, flashes, sounds or runs out of time, so that those items are void.
func TestPagesAreInOrder(t *testing.T) {
	titles := map[string]string{}
	for _, p := range New(t).Pages {
		name := title.FindStringSubmatch(p.HTML)
		if name == nil || strings.TrimSpace(name[1]) == "" {
			t.Errorf("%s has no title", p.Address)
		} else if other := titles[name[1]]; other != "" && p.Kind != "redirect" {
			t.Errorf("%s and %s are both called %s", p.Address, other, name[1])
		} else if p.Kind != "redirect" {
			titles[name[1]] = p.Address
		}
		for _, landmark := range []string{"<main ", "<header class=\"head\"", "<footer", "<h1"} {
			if n := strings.Count(p.HTML, landmark); n != 1 {
				t.Errorf("%s has %d of %s", p.Address, n, landmark)
			}
		}
		p.headings(t)
		p.pictures(t)
	}
}

// headings wants none to be skipped downwards within the text. What stands beside the
// text, behind it in the page, begins anew with h2.
func (p Page) headings(t *testing.T) {
	t.Helper()
	level := "0"
	for _, h := range heading.FindAllStringSubmatch(p.HTML, -1) {
		if h[1] > level && h[1][0]-level[0] > 1 {
			t.Errorf("%s: h%s follows h%s", p.Address, h[1], level)
		}
		level = h[1]
	}
}

func (p Page) pictures(t *testing.T) {
	t.Helper()
	for _, tag := range anyTag.FindAllString(p.HTML, -1) {
		switch {
		case strings.HasPrefix(tag, "<img") && !strings.Contains(tag, " alt="):
			t.Errorf("%s: %s has no words in its place", p.Address, tag)
		case strings.HasPrefix(tag, "<img") && (!strings.Contains(tag, " width=") || !strings.Contains(tag, " height=")):
			t.Errorf("%s: %s does not tell its size", p.Address, tag)
		case strings.HasPrefix(tag, "<svg") && !strings.Contains(tag, `aria-hidden="true"`) && !strings.Contains(tag, `role="img"`):
			t.Errorf("%s: %s is neither silent nor a picture", p.Address, tag)
		}
	}
}
