package markdown

import (
	"strings"
	"testing"
)

// Lessons come from many hands: no text may keep the program busy for long. What is
// quadratic in these runs into the test's own time limit.
func TestHostileTextIsRead(t *testing.T) {
	for name, text := range map[string]string{
		"quotations in quotations": strings.Repeat("> ", 50000) + "甲",
		"lists in lists":           strings.Repeat("- ", 2000) + "甲",
		"lists in lists, in steps": strings.Repeat("1. a\n   ", 5000),
		"open brackets":            strings.Repeat("[", maxMarks-1),
		"open links":               strings.Repeat("[a](", maxMarks/2-1),
		"open images":              strings.Repeat("![", maxMarks-1),
		"stars and lines":          strings.Repeat("*a_ ", maxMarks/2-1),
		"bold that never ends":     strings.Repeat("**甲", maxMarks/2-1),
		"open tags":                strings.Repeat("<kbd>", maxMarks/2-1),
		"open details":             strings.Repeat("<details>\n", maxMarks/2-1),
		"open comments":            strings.Repeat("<!--", 5000),
		"open code":                strings.Repeat("`", 9999) + "a",
		"fences":                   strings.Repeat("```\n\n", 50000),
		"equal headings":           strings.Repeat("# 目标\n\n", 20000),
		"many lines":               strings.Repeat("甲\n", 100000),
		"addresses amid Chinese":   strings.Repeat("看https://a.cn，", 5000),
		"references":               strings.Repeat("&#", 100000),
		"definitions of links":     strings.Repeat("[a]: b\n", 5000) + strings.Repeat("[a]", 3000),
		"wide empty table":         strings.Repeat("a|", 300) + "\n" + strings.Repeat("-|", 300) + "\n" + strings.Repeat("|\n", 300),
	} {
		t.Run(name, func(t *testing.T) {
			render(text)
			blocks(text)
		})
	}
}
