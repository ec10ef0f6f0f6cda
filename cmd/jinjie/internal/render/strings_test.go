package render

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jinjie/cmd/jinjie/internal/standard"
	"jinjie/themes"
)

// wordsOfViews lists the keys that views hold, for templates to ask for.
func wordsOfViews() []string {
	keys := map[string]bool{"range": true} // of a spreadsheet
	for _, c := range []standard.Columns{
		{Area: "工作领域", Task: "工作任务", Code: "编码", Text: "职业技能要求", Knowledge: "相关知识要求"},
		{Area: "职业功能", Task: "工作内容", Code: "编号", Text: "技能要求", Knowledge: "相关知识"},
	} {
		in := columns(c)
		for _, c := range []Column{in.Area, in.Task, in.Code, in.Text, in.Knowledge} {
			keys[c.Name], keys[c.Short], keys[c.Count] = true, true, true
		}
	}
	for _, key := range titleWords {
		keys[key] = true
	}
	for k := range noteClasses {
		keys[erratumWord(k)] = true
	}
	delete(keys, "")
	return slices.Sorted(maps.Keys(keys))
}

func TestWordsAreFilledIn(t *testing.T) {
	for _, c := range []struct {
		word string
		args []any
		want string // or what the error says
	}{
		{"一句话", nil, "一句话"},
		{"%d 课，%s 学时", []any{3, "1.5"}, "3 课，1.5 学时"},
		{"%[2]d of %[1]d (%[3]d%%)", []any{9, 4, 44}, "4 of 9 (44%)"},
		{"%[2]s, %s", []any{"a", "b", "c"}, "b, c"},
		{"%d {1|lesson|lessons}", []any{1}, "1 lesson"},
		{"%d {1|lesson|lessons}", []any{0}, "0 lessons"},
		{"%s {1|hour|hours}", []any{"1"}, "1 hour"},
		{"%s {1|hour|hours}", []any{"1.5"}, "1.5 hours"},
		{" {1|requirement|requirements}", []any{43}, " requirements"},
		{"%s", []any{"a", "left out"}, "a"},
		{"%s, %s", []any{"a"}, "only 1 values"},
		{"100%", []any{1}, "%%"},
		{"%x", []any{1}, "%%"},
		{"%[0]d", []any{1}, "%[0]"},
		{"{1|lesson}", []any{1}, "{1|lesson|lessons}"},
		{"{a|b|c}", []any{1}, "{1|lesson|lessons}"},
		{"{1|b|c", []any{1}, "{1|lesson|lessons}"},
	} {
		got, err := fill(c.word, c.args)
		if err != nil && !strings.Contains(err.Error(), c.want) || err == nil && got != c.want {
			t.Errorf("%q with %v: %q, %v; want %q", c.word, c.args, got, err, c.want)
		}
	}
}

// asksFor lists the values that a word takes, by number.
func asksFor(t *testing.T, w string) string {
	t.Helper()
	var list []string
	_, err := scan(w, func(index int, forms []string) string {
		if len(forms) == 0 {
			list = append(list, fmt.Sprint(index+1))
		}
		return ""
	})
	if err != nil {
		t.Errorf("%q: %v", w, err)
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), " ")
}

// Every language says the same: the same keys with the same values in them. No other language than Chinese holds Chinese characters.
func TestLanguagesSayTheSame(t *testing.T) {
	all := map[string]map[string]string{}
	for _, lang := range Languages(themes.Default) {
		data, err := fs.ReadFile(themes.Default, "default/strings/"+lang+".json")
		words := map[string]string{}
		if err == nil {
			err = json.Unmarshal(data, &words)
		}
		if err != nil {
			t.Fatal(err)
		}
		all[lang] = words
	}
	if !slices.Equal(slices.Sorted(maps.Keys(all)), []string{"en", "zh-CN"}) {
		t.Fatalf("the theme speaks %v", slices.Sorted(maps.Keys(all)))
	}
	han := regexp.MustCompile(`[\p{Han}\x{3000}-\x{303f}\x{ff00}-\x{ffef}]`)
	for key, chinese := range all["zh-CN"] {
		english, ok := all["en"][key]
		if !ok {
			t.Errorf("en lacks %q", key)
		}
		if a, b := asksFor(t, chinese), asksFor(t, english); a != b {
			t.Errorf("%q takes %q in Chinese and %q in English", key, a, b)
		}
		if han.MatchString(english) {
			t.Errorf("%q is not English: %s", key, english)
		}
	}
	for key := range all["en"] {
		if _, ok := all["zh-CN"][key]; !ok {
			t.Errorf("zh-CN lacks %q", key)
		}
	}
}

// Neither layouts nor scripts hold words of the interface.
func TestTemplatesAndScriptsSayNothingThemselves(t *testing.T) {
	han := regexp.MustCompile(`\p{Han}`)
	scripts, _ := fs.Glob(themes.Default, "default/js/*.js")
	layouts, _ := fs.Glob(themes.Default, "default/layouts/*.html")
	styles, _ := fs.Glob(themes.Default, "default/css/*.css")
	for _, name := range slices.Concat(scripts, layouts, styles) {
		text, err := fs.ReadFile(themes.Default, name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			comment := strings.HasSuffix(name, ".css") && strings.Contains(line, "/*") || strings.HasPrefix(strings.TrimSpace(line), "//")
			if han.MatchString(line) && !comment {
				t.Errorf("%s:%d says %s itself", name, i+1, han.FindString(line))
			}
		}
	}
}

func TestOwnWordsLieOverTheDefaultOnes(t *testing.T) {
	for _, c := range []struct{ name, file, text, key, want, says string }{
		{"one key", "strings/zh-CN.json", `{"edit": "改这页"}`, "edit", "改这页", ""},
		{"the rest stays", "strings/zh-CN.json", `{"edit": "改这页"}`, "copy", "复制", ""},
		{"another language", "strings/en.json", `{"edit": "Mend"}`, "edit", "修改本页", ""},
		{"a byte order mark", "strings/zh-CN.json", "\ufeff{\"edit\": \"改\"}", "edit", "改", ""},
		{"an unknown key", "strings/zh-CN.json", "{\n  \"edti\": \"改\"\n}", "edit", "修改本页", "themes/x/strings/zh-CN.json:2:3 unknown-string 是不是“edit”？"},
		{"too many values", "strings/zh-CN.json", `{"edit": "改 %s"}`, "edit", "修改本页", "themes/x/strings/zh-CN.json:1:2 bad-strings 默认主题写作“修改本页”"},
		{"values of a script in another order", "strings/zh-CN.json", `{"filter-some": "%[2]d 之 %[1]d"}`, "filter-some", "显示 %d 条，共 %d 条要求", "themes/x/strings/zh-CN.json:1:2 bad-strings 默认主题写作“显示 %d 条，共 %d 条要求”"},
		{"a choice in a word of a script", "strings/zh-CN.json", `{"search-count": "%d {1|hit|hits}"}`, "search-count", "找到 %d 条", "themes/x/strings/zh-CN.json:1:2 bad-strings 默认主题写作“找到 %d 条”"},
		{"another sort of value in a word of a script", "strings/zh-CN.json", `{"search-within": "还有 %s 处"}`, "search-within", "本页另有 %d 处", "themes/x/strings/zh-CN.json:1:2 bad-strings 默认主题写作“本页另有 %d 处”"},
		{"a word of a script", "strings/zh-CN.json", `{"search-count": "有 %d 条"}`, "search-count", "有 %d 条", ""},
		{"a percent sign", "strings/zh-CN.json", `{"edit": "改 50%"}`, "edit", "修改本页", "themes/x/strings/zh-CN.json:1:2 bad-strings 默认主题写作“修改本页”"},
		{"no word", "strings/zh-CN.json", `{"edit": 1}`, "edit", "修改本页", `themes/x/strings/zh-CN.json:1:2 bad-strings 写作 "edit": "修改本页"`},
		{"a comma missing", "strings/zh-CN.json", "{\"edit\": \"改\"\n \"copy\": \"抄\"}", "edit", "改", "themes/x/strings/zh-CN.json:2:2 bad-strings "},
		{"a comma too many", "strings/zh-CN.json", "{\"edit\": \"改\",\n}", "edit", "改", "themes/x/strings/zh-CN.json:2:1 bad-strings "},
		{"not finished", "strings/zh-CN.json", `{"edit": "改"`, "edit", "改", "themes/x/strings/zh-CN.json:1:13 bad-strings 末尾要有“}”"},
		{"something behind the end", "strings/zh-CN.json", "{\"edit\": \"改\"}\n{\"copy\": \"抄\"}", "copy", "复制", "themes/x/strings/zh-CN.json:2:1 bad-strings 各项都写进一对“{}”里，多余的删去"},
		{"a line at the end", "strings/zh-CN.json", "{\"edit\": \"改\"}\r\n", "edit", "改", ""},
		{"not words", "strings/zh-CN.json", `[1]`, "edit", "修改本页", `themes/x/strings/zh-CN.json:1:1 bad-strings 写作 {"edit": "修改本页"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			th, problems, err := LoadTheme(themes.Default, []Override{{"themes/x", map[string][]byte{c.file: []byte(c.text)}}}, "zh-CN")
			if err != nil {
				t.Fatal(err)
			}
			if got := th.words[c.key]; got != c.want {
				t.Errorf("the word is %q, want %q", got, c.want)
			}
			got := ""
			for _, d := range problems {
				got += fmt.Sprintf("%v %s %s", d.Pos, d.Code, d.Hint)
			}
			if !strings.HasPrefix(got, c.says) || c.says == "" && got != "" {
				t.Errorf("problems %q, want %q", got, c.says)
			}
		})
	}
}

func TestWordsOfALanguageFallBack(t *testing.T) {
	for language, want := range map[string]string{"zh-CN": "复制", "zh": "复制", "en": "Copy", "en-GB": "Copy", "fr": "复制"} {
		if got := Word(themes.Default, language, "copy"); got != want {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
		th, problems, err := LoadTheme(themes.Default, nil, language)
		if err != nil || len(problems) > 0 || th.words["copy"] != want {
			t.Errorf("%s: %q (%v %v)", language, th.words["copy"], problems, err)
		}
	}
}

// FuzzStrings holds that no file of words makes the program fail, that each problem has its
// place in the file, and that what is taken can be filled in as the default word can.
func FuzzStrings(f *testing.F) {
	f.Add(`{"edit": "改", "count": "%d 条"}`)
	f.Add("{\n\"count\": \"%[1]d{1|a|b}%%\",,}")
	f.Add(`{"edit": {"a": [1, "x"]}`)
	f.Fuzz(func(t *testing.T, text string) {
		words := map[string]string{"edit": "修改本页", "count": "%d 条"}
		for _, d := range (layer{"themes/x/strings/zh-CN.json", []byte(text)}).read(words) {
			if d.Pos.File != "themes/x/strings/zh-CN.json" || d.Pos.Line < 1 || d.Message == "" {
				t.Errorf("%v %q", d.Pos, d.Message)
			}
		}
		if _, err := fill(words["count"], []any{3}); err != nil {
			t.Errorf("%q is taken: %v", words["count"], err)
		}
		if _, err := fill(words["edit"], []any{}); err != nil {
			t.Errorf("%q is taken: %v", words["edit"], err)
		}
	})
}
