package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// servedAs tells how a server must name each sort of file. Both configurations of the
// manual say the same.
var servedAs = map[string]string{
	".html": "text/html; charset=utf-8", ".htm": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
	".js": "application/javascript; charset=utf-8", ".json": "application/json; charset=utf-8", ".xml": "application/xml; charset=utf-8",
	".csv": "text/csv; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".conf": "text/plain; charset=utf-8", ".svg": "image/svg+xml; charset=utf-8",
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
	".mp3": "audio/mpeg", ".mp4": "video/mp4", ".pdf": "application/pdf", ".zip": "application/zip",
	".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}

const (
	kept  = "public, max-age=31536000, immutable" // for what changes its name with its bytes
	asked = "no-cache"                            // for the rest: ask whether it has changed
)

// securityHeaders are those of every answer. The policy is the one that pages carry, and
// who may frame them, which a page cannot say of itself.
func securityHeaders(t *testing.T, page string) map[string]string {
	t.Helper()
	m := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="([^"]*)">`).FindStringSubmatch(page)
	if m == nil {
		t.Fatal("the page carries no policy")
	}
	return map[string]string{
		"Content-Security-Policy": html.UnescapeString(m[1]) + "; frame-ancestors 'self'",
		"X-Content-Type-Options":  "nosniff",
		"Referrer-Policy":         "strict-origin-when-cross-origin",
	}
}

// TestNginxServesTheSite runs nginx with the manual's configuration over the built site:
// at the root of a server, and in a folder of it.
func TestNginxServesTheSite(t *testing.T) {
	program := nginxProgram(t)
	for _, in := range []string{"", "/skills"} {
		t.Run("at "+in+"/", func(t *testing.T) {
			root := t.TempDir()
			site := filepath.Join(root, filepath.FromSlash(in))
			buildTo(t, site, "-b", "https://example.edu.cn"+in+"/")
			address := startNginx(t, program, root, in)
			want := securityHeaders(t, readFile(t, filepath.Join(site, "index.html")))
			visit(t, address+in, site, want)
		})
	}
}

// nginxProgram finds nginx, or skips the test.
func nginxProgram(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"nginx", "/usr/sbin/nginx"} {
		if program, err := exec.LookPath(name); err == nil {
			return program
		}
	}
	if os.Getenv("JINJIE_REQUIRE_NGINX") != "" {
		t.Fatal("nginx is not installed")
	}
	t.Skip("nginx is not installed: the manual's nginx.conf is not tried")
	return ""
}

// startNginx runs nginx over root with the manual's configuration, changed where it tells
// its reader to change it, and returns its address.
func startNginx(t *testing.T, program, root, in string) string {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	config := readFile(t, filepath.Join(manualDir, "nginx.conf"))
	for _, change := range [][2]string{
		{`(?m)^(\s*)listen 80;\s*# 改.*$`, "${1}listen " + address + ";"},
		{`(?m)^(\s*)server_name \S+;\s*# 改.*$`, "${1}server_name localhost;"},
		{`(?m)^(\s*)root \S+;\s*# 改.*$`, "${1}root " + root + ";"},
		{`(?m)^(\s*error_page 403 404 =404) /404\.html;\s*# 改.*$`, "${1} " + in + "/404.html;"},
	} {
		pattern := regexp.MustCompile(change[0])
		if n := len(pattern.FindAllString(config, -1)); n != 1 {
			t.Fatalf("nginx.conf has %d lines of the form %s", n, change[0])
		}
		config = pattern.ReplaceAllString(config, change[1])
	}
	home := t.TempDir()
	main := filepath.Join(home, "main.conf")
	text := fmt.Sprintf("daemon off;\nmaster_process off;\npid %[1]s/pid;\nerror_log %[1]s/error.log;\nevents {}\nhttp {\naccess_log off;\n", home)
	for _, temp := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		text += fmt.Sprintf("%s_temp_path %s/%[1]s;\n", temp, home)
	}
	if err := os.WriteFile(main, []byte(text+config+"}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(program, "-t", "-q", "-p", home, "-c", main).CombinedOutput(); err != nil {
		t.Fatalf("nginx -t: %v\n%s", err, out)
	}
	cmd := exec.Command(program, "-p", home, "-c", main)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			return "http://" + address
		}
		if time.Now().After(end) {
			t.Fatalf("nginx does not listen: %s", &said)
		}
	}
}

// An answer is what a server says to one request.
type answer struct {
	status int
	header http.Header
	body   string
}

func ask(t *testing.T, url string) answer {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{r.StatusCode, r.Header, string(body)}
}

// visit asks a server for one file of each sort that the site holds, and for what it must
// not show.
func visit(t *testing.T, base, site string, want map[string]string) {
	t.Helper()
	for _, name := range oneOfEach(t, site) {
		a := ask(t, base+"/"+name)
		data, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(name)))
		if err != nil || a.status != http.StatusOK || a.body != string(data) {
			t.Errorf("%s: status %d, %d bytes of %d, %v", name, a.status, len(a.body), len(data), err)
		}
		if got := a.header.Get("Content-Type"); got != servedAs[path.Ext(name)] {
			t.Errorf("%s is %q, want %q", name, got, servedAs[path.Ext(name)])
		}
		cache := asked
		if strings.HasPrefix(name, "assets/") {
			cache = kept
		}
		if got := a.header.Get("Cache-Control"); got != cache {
			t.Errorf("%s is kept by %q, want %q", name, got, cache)
		}
		guarded(t, name, a, want)
	}
	notFound := readFile(t, filepath.Join(site, "404.html"))
	for _, name := range []string{"none.html", "590008/9.9.9.html", "assets/", "assets/none.0123456789.css", ".jinjie/manifest.json", ".jinjie/", "help/none/"} {
		a := ask(t, base+"/"+name)
		if a.status != http.StatusNotFound || a.body != notFound || a.header.Get("Content-Type") != servedAs[".html"] {
			t.Errorf("%s: status %d, %q, %.60q", name, a.status, a.header.Get("Content-Type"), a.body)
		}
		guarded(t, name, a, want)
	}
	if a := ask(t, base+"/"); a.status != http.StatusOK || a.body != readFile(t, filepath.Join(site, "index.html")) {
		t.Errorf("/: status %d", a.status)
	}
	if a := ask(t, base+"/590008"); a.status != http.StatusMovedPermanently || !strings.HasPrefix(a.header.Get("Location"), "/") || !strings.HasSuffix(a.header.Get("Location"), "/590008/") {
		t.Errorf("/590008: status %d to %q", a.status, a.header.Get("Location"))
	}
}

// guarded wants the security headers on an answer.
func guarded(t *testing.T, name string, a answer, want map[string]string) {
	t.Helper()
	for key, value := range want {
		if got := a.header.Values(key); len(got) != 1 || got[0] != value {
			t.Errorf("%s: %s is %q, want %q", name, key, got, value)
		}
	}
}

// oneOfEach lists a file of each extension in the site, in assets/ and beside it, that a
// server must know.
func oneOfEach(t *testing.T, site string) []string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(site, func(full string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == ".jinjie" {
			return fs.SkipDir
		}
		rel, _ := filepath.Rel(site, full)
		name := filepath.ToSlash(rel)
		if !d.IsDir() && !strings.HasPrefix(name, "search/") {
			found[fmt.Sprint(strings.HasPrefix(name, "assets/"), path.Ext(name))] = name
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range found {
		if servedAs[path.Ext(name)] == "" {
			t.Errorf("the servers are not told what %s is", name)
		}
	}
	if len(found) < 8 {
		t.Errorf("the site holds %v only", found)
	}
	return slices.Sorted(maps.Values(found))
}

// A webConfig is what the test needs of a configuration of IIS.
type webConfig struct {
	Document struct {
		Enabled string `xml:"enabled,attr"`
		Files   struct {
			Add struct {
				Value string `xml:"value,attr"`
			} `xml:"add"`
		} `xml:"files"`
	} `xml:"system.webServer>defaultDocument"`
	Browse struct {
		Enabled string `xml:"enabled,attr"`
	} `xml:"system.webServer>directoryBrowse"`
	Hidden []struct {
		Segment string `xml:"segment,attr"`
	} `xml:"system.webServer>security>requestFiltering>hiddenSegments>add"`
	Errors struct {
		Mode  string `xml:"errorMode,attr"`
		Error []struct {
			Status string `xml:"statusCode,attr"`
			Path   string `xml:"path,attr"`
			Mode   string `xml:"responseMode,attr"`
		} `xml:"error"`
	} `xml:"system.webServer>httpErrors"`
	Static struct {
		Cache struct {
			Mode string `xml:"cacheControlMode,attr"`
		} `xml:"clientCache"`
		Remove []mimeMap `xml:"remove"`
		Types  []mimeMap `xml:"mimeMap"`
	} `xml:"system.webServer>staticContent"`
	Headers []struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	} `xml:"system.webServer>httpProtocol>customHeaders>add"`
	Location struct {
		Path  string `xml:"path,attr"`
		Cache struct {
			Mode string `xml:"cacheControlMode,attr"`
			Age  string `xml:"cacheControlMaxAge,attr"`
		} `xml:"system.webServer>staticContent>clientCache"`
	} `xml:"location"`
}

// A mimeMap names the type of a sort of file.
type mimeMap struct {
	Extension string `xml:"fileExtension,attr"`
	Type      string `xml:"mimeType,attr"`
}

// TestTheConfigurationOfIISSaysTheSame holds the manual's web.config against what nginx is
// held to. IIS itself runs on Windows Server only and is not tried here: that each element
// means what it is used for rests on Microsoft's configuration reference.
func TestTheConfigurationOfIISSaysTheSame(t *testing.T) {
	var c webConfig
	if err := xml.Unmarshal([]byte(readFile(t, filepath.Join(manualDir, "web.config.txt"))), &c); err != nil {
		t.Fatal(err)
	}
	types := map[string]string{}
	for i, m := range c.Static.Types {
		types[m.Extension] = m.Type
		if i >= len(c.Static.Remove) || c.Static.Remove[i].Extension != m.Extension {
			t.Errorf("%s is added without being removed: where the server has it, all of the site would fail", m.Extension)
		}
	}
	if !maps.Equal(types, servedAs) {
		t.Errorf("got types %v\nwant %v", types, servedAs)
	}
	headers := map[string]string{}
	for _, h := range c.Headers {
		headers[h.Name] = h.Value
	}
	if want := securityHeaders(t, readFile(t, filepath.Join(built(t), "index.html"))); !maps.Equal(headers, want) {
		t.Errorf("got headers %v\nwant %v", headers, want)
	}
	if c.Document.Enabled != "true" || c.Document.Files.Add.Value != "index.html" || c.Browse.Enabled != "false" || len(c.Hidden) != 1 || c.Hidden[0].Segment != ".jinjie" {
		t.Errorf("folders: %+v %+v %+v", c.Document, c.Browse, c.Hidden)
	}
	if c.Errors.Mode != "Custom" || len(c.Errors.Error) != 2 {
		t.Errorf("errors: %+v", c.Errors)
	}
	for _, e := range c.Errors.Error {
		if e.Path != "404.html" || e.Mode != "File" {
			t.Errorf("error: %+v", e)
		}
	}
	if c.Static.Cache.Mode != "DisableCache" || c.Location.Path != "assets" || c.Location.Cache.Mode != "UseMaxAge" || c.Location.Cache.Age != "365.00:00:00" {
		t.Errorf("caching: %+v %+v", c.Static.Cache, c.Location)
	}
}

// TestAWebConfigIsPublished: what the manual tells readers to put into content/ stands at
// the top of the site.
func TestAWebConfigIsPublished(t *testing.T) {
	dir := t.TempDir()
	if err := unpack("testdata/site.txtar", dir); err != nil {
		t.Fatal(err)
	}
	config := readFile(t, filepath.Join(manualDir, "web.config.txt"))
	if err := os.WriteFile(filepath.Join(dir, "content", "web.config"), []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := jinjie(t, "build", "-s", dir, "-d", filepath.Join(dir, "public")); code != exitFine {
		t.Fatalf("exit %d\n%s", code, stderr)
	}
	if got := readFile(t, filepath.Join(dir, "public", "web.config")); got != config {
		t.Error("the published web.config is another")
	}
}
