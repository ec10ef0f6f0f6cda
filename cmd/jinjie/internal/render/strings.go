package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"jinjie/cmd/jinjie/internal/diag"
)

// The words of the interface are data of the theme: strings/LANGUAGE.json maps keys to
// words. A word may hold values: %s and %d stand for the next of them, %[2]s for the second,
// %% for a percent sign. {1|lesson|lessons} stands for the first form where the first value
// is one, else for the second.

var stringsError = diag.Kind{Code: "bad-strings", Severity: diag.Error,
	Title: "主题的界面文字有误",
	Why:   "主题的 strings/ 里一种语言一个文件，写作 {\"键\": \"文字\"}。文字里的 %s、%d 由程序填上，个数不能比默认主题的多；单复数写作 {1|lesson|lessons}，数字是第几个值。"}

var unknownString = diag.Kind{Code: "unknown-string", Severity: diag.Warning,
	Title: "界面文字里有不认识的键",
	Why:   "主题的 strings/ 里只改默认主题已有的键，没写的键照用默认主题的。多出来的键没有页面用到，多半是拼写有误。自己的模板要用新的文字，直接写在模板里。"}

// A layer is one file of words: the default theme's, or one that lies over it.
type layer struct {
	place string // in the author's tree; empty for the default theme's
	data  []byte
}

// baseLanguage is the language whose words stand in for all that another one lacks.
const baseLanguage = "zh-CN"

// Languages lists the languages that the theme below the folder "default" of base speaks.
func Languages(base fs.FS) []string {
	files, _ := fs.Glob(base, "default/strings/*.json") // the pattern is sound
	var list []string
	for _, f := range files {
		list = append(list, strings.TrimSuffix(path.Base(f), ".json"))
	}
	return list
}

// Word returns the words that the theme below the folder "default" of base has for key in
// a language; empty if it has none.
func Word(base fs.FS, language, key string) string {
	for _, lang := range slices.Backward(fallbacks(language)) {
		data, err := fs.ReadFile(base, "default/strings/"+lang+".json")
		words := map[string]string{}
		if err == nil && json.Unmarshal(data, &words) == nil && words[key] != "" {
			return words[key]
		}
	}
	return ""
}

// fallbacks lists the languages whose words count for a page in language, the last first:
// zh-CN, en, en-GB for en-GB.
func fallbacks(language string) []string {
	list := []string{baseLanguage}
	for at := range language {
		if language[at] == '-' && language[:at] != "zh" {
			list = append(list, language[:at])
		}
	}
	if language != baseLanguage {
		list = append(list, language)
	}
	return list
}

// words reads the words of the interface in language, key by key: what a file lacks comes
// from the default theme, and what no file of the language has from the Chinese one.
func (f themeFiles) words(language string) (map[string]string, []diag.Diagnostic, error) {
	words := map[string]string{}
	var problems []diag.Diagnostic
	for _, lang := range fallbacks(language) {
		for _, l := range f.strings["strings/"+lang+".json"] {
			if l.place == "" {
				if err := json.Unmarshal(l.data, &words); err != nil {
					return nil, nil, fmt.Errorf("strings/%s.json: %w", lang, err)
				}
				continue
			}
			problems = append(problems, l.read(words)...)
		}
	}
	return words, problems, nil
}

// read lays a site's own words over words, and reports what cannot be used of them.
func (l layer) read(words map[string]string) []diag.Diagnostic {
	text := string(bytes.TrimPrefix(l.data, []byte("\ufeff")))
	lines := diag.NewLines(l.place, text)
	dec := json.NewDecoder(strings.NewReader(text))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return []diag.Diagnostic{stringsError.At(lines.Pos(0), "这不是界面文字").WithHint(`写作 {"edit": "修改本页"}`)}
	}
	known := keysOf(words)
	var problems []diag.Diagnostic
	for dec.More() {
		before := dec.InputOffset()
		key, err := dec.Token()
		if err != nil {
			return append(problems, badJSON(lines, text, err))
		}
		at := before + int64(strings.Index(text[before:], `"`))
		var said any
		if err := dec.Decode(&said); err != nil {
			return append(problems, badJSON(lines, text, err))
		}
		if d, ok := take(words, known, key.(string), said); ok {
			d.Pos = lines.Pos(int(at))
			problems = append(problems, d)
		}
	}
	if _, err := dec.Token(); err != nil {
		return append(problems, badJSON(lines, text, err))
	}
	if rest := strings.TrimLeft(text[dec.InputOffset():], " \t\r\n"); rest != "" {
		problems = append(problems, stringsError.At(lines.Pos(len(text)-len(rest)), "“}”后面还有文字").WithHint("各项都写进一对“{}”里，多余的删去"))
	}
	return problems
}

// byScripts are the words that scripts fill in, who know of no order and of no choices.
var byScripts = []string{"filter-some", "search-count", "search-within"}

// take puts one word in its place, or tells why it cannot stand there.
func take(words map[string]string, known []string, key string, said any) (diag.Diagnostic, bool) {
	was, ok := words[key]
	word, isText := said.(string)
	switch {
	case !ok:
		d := unknownString.At(diag.Pos{}, "界面文字里没有“%s”这个键", key)
		if near := diag.Nearest(key, known); near != "" {
			d = d.WithHint("是不是“%s”？", near)
		}
		return d, true
	case !isText:
		return stringsError.At(diag.Pos{}, "“%s”的文字要写在英文引号里", key).WithHint(`写作 "%s": "%s"`, key, was), true
	}
	has, err := values(word)
	if err == nil && slices.Contains(byScripts, key) && strings.ContainsAny(strings.ReplaceAll(word, "%d", ""), "%{") {
		err = errors.New("它由脚本填上，只能写 %d，次序不变")
	}
	if most, _ := values(was); err == nil && has > most {
		err = fmt.Errorf("要填 %d 个值，这里只有 %d 个", has, most)
	}
	if err != nil {
		return stringsError.At(diag.Pos{}, "“%s”的文字填不上：%v", key, err).WithHint("默认主题写作“%s”", was), true
	}
	words[key] = word
	return diag.Diagnostic{}, false
}

func keysOf(words map[string]string) []string {
	var list []string
	for key := range words {
		list = append(list, key)
	}
	slices.Sort(list)
	return list
}

// badJSON tells where a file of words stops being JSON.
func badJSON(lines *diag.Lines, text string, err error) diag.Diagnostic {
	at := len(text)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = max(int(syntax.Offset)-1, 0)
		at += len(text[at:]) - len(strings.TrimLeft(text[at:], " \t\r\n"))
	}
	if at >= len(text) {
		return stringsError.At(lines.Pos(len(text)), "文件没有写完").WithHint("末尾要有“}”")
	}
	return stringsError.At(lines.Pos(at), "从这里起不合 JSON 的写法").
		WithHint(`一行一项，写作 "键": "文字"；各项之间用英文逗号隔开，最后一项后面没有逗号，文字里的英文引号写作 \"`)
}

// word returns the interface's words for key, filled in with args; as they are if there
// are none, for a script that fills them in itself.
func word(words map[string]string, key string, args []any) (string, error) {
	w, ok := words[key]
	if !ok {
		return "", fmt.Errorf("no words for %q", key)
	}
	if len(args) == 0 {
		return w, nil
	}
	said, err := fill(w, args)
	if err != nil {
		return "", fmt.Errorf("the words for %q: %w", key, err)
	}
	return said, nil
}

// values counts the values that a word asks for; an error says in Chinese why it is none.
func values(w string) (int, error) {
	most := 0
	_, err := scan(w, func(index int, forms []string) string {
		most = max(most, index+1)
		return ""
	})
	return most, err
}

// fill puts args into a word. Values that it does not ask for are left out.
func fill(w string, args []any) (string, error) {
	if !strings.ContainsAny(w, "%{") {
		return w, nil
	}
	missing := false
	said, err := scan(w, func(index int, forms []string) string {
		if index >= len(args) {
			missing = true
			return ""
		}
		value := fmt.Sprint(args[index])
		if len(forms) == 0 {
			return value
		}
		if value == "1" {
			return forms[0]
		}
		return forms[1]
	})
	if missing {
		return "", fmt.Errorf("only %d values given", len(args))
	}
	return said, err
}

// scan takes a word apart, and puts in what value gives for each of its values: by index
// from 0, with the forms to choose from if it is a choice.
func scan(w string, value func(index int, forms []string) string) (string, error) {
	var b strings.Builder
	next := 0
	for {
		at := strings.IndexAny(w, "%{")
		if at < 0 {
			b.WriteString(w)
			return b.String(), nil
		}
		b.WriteString(w[:at])
		if w[at] == '{' {
			index, forms, rest, err := choice(w[at+1:])
			if err != nil {
				return "", err
			}
			b.WriteString(value(index, forms))
			w = rest
			continue
		}
		index, rest, err := verb(w[at+1:], next)
		if err != nil {
			return "", err
		}
		if w = rest; index < 0 {
			b.WriteByte('%')
			continue
		}
		b.WriteString(value(index, nil))
		next = index + 1
	}
}

// verb reads what follows a percent sign; the index is -1 for the sign itself.
func verb(w string, next int) (index int, rest string, err error) {
	if strings.HasPrefix(w, "%") {
		return -1, w[1:], nil
	}
	index = next
	if number, after, ok := strings.Cut(strings.TrimPrefix(w, "["), "]"); ok && strings.HasPrefix(w, "[") {
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > 9 {
			return 0, "", fmt.Errorf("不认识“%%[%s]”", number)
		}
		index, w = n-1, after
	}
	if !strings.HasPrefix(w, "s") && !strings.HasPrefix(w, "d") {
		return 0, "", errors.New("百分号后面只能是 s 或 d，百分号本身写作 %%")
	}
	return index, w[1:], nil
}

// choice reads what follows an opening brace.
func choice(w string) (index int, forms []string, rest string, err error) {
	inside, rest, ok := strings.Cut(w, "}")
	parts := strings.Split(inside, "|")
	n, bad := strconv.Atoi(parts[0])
	if !ok || len(parts) != 3 || bad != nil || n < 1 || n > 9 {
		return 0, nil, "", errors.New("花括号里写作 {1|lesson|lessons}")
	}
	return n - 1, parts[1:], rest, nil
}
