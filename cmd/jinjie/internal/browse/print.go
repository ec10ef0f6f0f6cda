package browse

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/chromedp/cdproto/page"
	"golang.org/x/text/unicode/norm"
)

// A Sheet is one sheet of a printed page.
type Sheet struct {
	Text          string // what stands on it, in the order of the page, as Plain has it
	Width, Height int    // in millimetres
}

// Plain is text without white space and in compatibility form: fonts draw several
// characters with one glyph, and a PDF tells one of them.
func Plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(text))
}

// Print prints the page of a tab as its style sheets want it and returns the PDF's path
// with its sheets. It needs poppler's tools: where they are missing a test is skipped, or
// fails if JINJIE_REQUIRE_BROWSER is set.
func Print(t *testing.T, tab context.Context) (string, []Sheet) {
	t.Helper()
	yes := true
	got := Call(t, tab, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes})
	file := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(file, got.Data, 0o600); err != nil {
		t.Fatal(err)
	}
	texts := strings.Split(poppler(t, "pdftotext", "-raw", "-enc", "UTF-8", file, "-"), "\f")
	var sheets []Sheet
	for line := range strings.Lines(poppler(t, "pdfinfo", "-f", "1", "-l", "9999", file)) {
		var n int
		var w, h float64
		if got, _ := fmt.Sscanf(line, "Page %d size: %f x %f", &n, &w, &h); got == 3 {
			sheets = append(sheets, Sheet{Plain(texts[len(sheets)]), millimetres(w), millimetres(h)})
		}
	}
	return file, sheets
}

// millimetres turns points into millimetres.
func millimetres(points float64) int { return int(points/72*25.4 + 0.5) }

// Brightness is the mean brightness of a sheet of a PDF, from 0 to 255; the first is 1.
func Brightness(t *testing.T, file string, sheet int) int {
	t.Helper()
	n := strconv.Itoa(sheet)
	image := []byte(poppler(t, "pdftoppm", "-gray", "-r", "20", "-f", n, "-l", n, file))
	var w, h, most int
	if got, err := fmt.Fscanf(bytes.NewReader(image), "P5\n%d %d\n%d\n", &w, &h, &most); got != 3 || w*h == 0 || len(image) < w*h {
		t.Fatalf("no grey picture: %v", err)
	}
	sum := 0
	for _, grey := range image[len(image)-w*h:] {
		sum += int(grey)
	}
	return sum / (w * h)
}

// poppler runs one of poppler's tools and returns what it writes.
func poppler(t *testing.T, tool string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(tool)
	if err != nil && os.Getenv("JINJIE_REQUIRE_BROWSER") != "" {
		t.Fatalf("no poppler-utils: %v", err)
	}
	if err != nil {
		t.Skipf("no poppler-utils: %v", err)
	}
	var complaint bytes.Buffer
	cmd := exec.Command(path, args...)
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v %s", tool, err, complaint.String())
	}
	return string(out)
}
