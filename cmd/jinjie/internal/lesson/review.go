package lesson

import (
	"errors"
	"slices"
	"strings"

	"jinjie/cmd/jinjie/internal/frontmatter"
)

// ErrForm means that front matter is not written one key a line, so that no line can be
// put into it safely.
var ErrForm = errors.New("文件头没有一行一项地写")

// Record returns text, the decoded content of file, with reviews in its front matter in
// the place of those it had, one line a code. Nothing else changes, line ends included.
// It fails with ErrForm, and for a file without front matter.
func Record(file, text string, reviews []Review) (string, error) {
	doc, _ := frontmatter.Parse(file, text)
	if !doc.Found || len(doc.Fields) == 0 {
		return "", ErrForm
	}
	lines := strings.SplitAfter(text, "\n")
	end := "\n"
	if strings.HasSuffix(lines[doc.Pos.Line-1], "\r\n") {
		end = "\r\n"
	}
	from, to, ok := reviewLines(doc, lines)
	if !ok {
		return "", ErrForm
	}
	var block []string
	if len(reviews) > 0 {
		block = append(block, "reviewed:"+end)
		for _, r := range reviews {
			block = append(block, "  "+r.Code.Written+": "+r.Hash+end)
		}
	}
	out := strings.Join(slices.Concat(lines[:from], block, lines[to:]), "")
	if !recorded(file, doc, out, reviews) {
		return "", ErrForm
	}
	return out, nil
}

// reviewLines tells which lines (from 0) the reviews of a document take, or where they
// belong: before the closing line. Every key must begin a line of its own.
func reviewLines(doc frontmatter.Document, lines []string) (from, to int, ok bool) {
	closing := doc.Pos.Line // the line behind the opening one, counted from 0
	for closing < len(lines) && strings.TrimRight(lines[closing], " \t\r\n") != "---" {
		closing++
	}
	from, to = closing, closing
	for i, f := range doc.Fields {
		if f.Pos.Offset != 0 {
			return 0, 0, false
		}
		if f.Key != "reviewed" && f.Key != "复核" {
			continue
		}
		from, to = f.Pos.Line-1, closing
		if i+1 < len(doc.Fields) {
			to = doc.Fields[i+1].Pos.Line - 1
		}
		// Comments above the next key are that key's.
		for to > from+1 && strings.HasPrefix(lines[to-1], "#") {
			to--
		}
	}
	return from, to, closing < len(lines)
}

// recorded tells whether the text that came out says what it said, and the reviews.
func recorded(file string, before frontmatter.Document, text string, reviews []Review) bool {
	after, problems := frontmatter.Parse(file, text)
	if len(problems) > 0 || after.Body != before.Body {
		return false
	}
	l, _ := Parse(file, text)
	same := slices.EqualFunc(l.Reviewed, reviews, func(a, b Review) bool { return a.Code.Written == b.Code.Written && a.Hash == b.Hash })
	return same && sameFields(others(before.Fields), others(after.Fields))
}

// others are the fields that are no reviews.
func others(fields []frontmatter.Field) []frontmatter.Field {
	return slices.DeleteFunc(slices.Clone(fields), func(f frontmatter.Field) bool { return f.Key == "reviewed" || f.Key == "复核" })
}

// sameFields tells whether fields say the same, wherever they stand.
func sameFields(a, b []frontmatter.Field) bool {
	return slices.EqualFunc(a, b, func(a, b frontmatter.Field) bool { return a.Key == b.Key && sameValue(a.Value, b.Value) })
}

func sameValue(a, b frontmatter.Value) bool {
	return a.Kind == b.Kind && a.Text == b.Text && slices.EqualFunc(a.Items, b.Items, sameValue) && sameFields(a.Fields, b.Fields)
}
