package markdown

import (
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Code is coloured by chroma's lexers, lists of regular expressions that backtrack. Some
// of them take the square of a line's length in time or more, and give up by the clock, so
// that a page would depend on the machine. Here only lexers colour that were measured not
// to, on code of the sizes below made of one thing again and again.

const (
	// maxCode is how many bytes of one block are coloured; more is data.
	maxCode = 16 << 10
	// maxCodeLine is the length of the longest line that is coloured.
	maxCodeLine = 1000
	// maxEmpty is how many empty lines may follow each other in what is coloured.
	maxEmpty = 10
	// maxColoured is how many bytes of one page are coloured.
	maxColoured = 128 << 10
	// blockCosts is what each block costs at least: to begin costs too.
	blockCosts = 256
	// javaCosts is how much dearer Java is than other languages.
	javaCosts = 4
)

// languages are the names of the lexers that colour, as chroma calls them.
var languages = strings.Fields(`ABAP Ada Arduino Awk Bash Batchfile C C++ C# Clojure CMake COBOL CSS CSV Dart Diff
	Docker Elixir Elm Erlang FSharp Fortran Go GraphQL HTML HTTP Haskell INI JSON Java JavaScript Julia Kotlin Lua
	Makefile Matlab NASM Nix OCaml Objective-C PHP Perl PowerShell Prolog Python QBasic QML R Ruby Rust SAS SCSS SQL
	Sass Scala Scheme Solidity Swift TOML Tcl TeX Transact-SQL TypeScript VB.net VHDL VimL XML YAML Zig
	Bash_Session Common_Lisp MySQL Nginx_configuration_file Protocol_Buffer PostgreSQL_SQL_dialect
	Django/Jinja markdown properties react Svelte systemverilog verilog vue`)

// lexerNamed has the lexers that colour by what an author may write: a name, another name
// or the end of a file's name. chroma's own search tries each pattern for file names, which
// takes longer than to colour the code.
var lexerNamed = sync.OnceValue(func() map[string]chroma.Lexer {
	named := map[string]chroma.Lexer{}
	add := func(name string, l chroma.Lexer) {
		if _, taken := named[strings.ToLower(name)]; !taken {
			named[strings.ToLower(name)] = l
		}
	}
	var known []chroma.Lexer
	for _, l := range lexers.GlobalLexerRegistry.Lexers {
		if slices.Contains(languages, strings.ReplaceAll(l.Config().Name, " ", "_")) {
			known = append(known, l)
		}
	}
	for _, l := range known {
		add(l.Config().Name, l)
	}
	for _, l := range known {
		for _, alias := range l.Config().Aliases {
			add(alias, l)
		}
	}
	for _, l := range known {
		for _, pattern := range l.Config().Filenames {
			add(strings.TrimPrefix(pattern, "*."), l)
		}
	}
	return named
})

// lexerOf returns the lexer of a language that is coloured, or nil.
func lexerOf(language string) chroma.Lexer { return lexerNamed()[strings.ToLower(language)] }

// A colourBudget is how many bytes of a page may still be coloured.
type colourBudget int

// spend takes the cost of a block of code off, if it can be coloured.
func (b *colourBudget) spend(lexer chroma.Lexer, text string) bool {
	cost := max(len(text), blockCosts)
	if lexer.Config().Name == "Java" {
		cost *= javaCosts
	}
	if cost > maxCode || cost > int(*b) || !ordinary(text) {
		return false
	}
	*b -= colourBudget(cost)
	return true
}

// ordinary tells whether code has lines as people write them.
func ordinary(text string) bool {
	empty := 0
	for line := range strings.Lines(text) {
		if empty++; strings.TrimSpace(line) != "" {
			empty = 0
		}
		if len(line) > maxCodeLine || empty > maxEmpty {
			return false
		}
	}
	return true
}
