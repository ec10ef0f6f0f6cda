package serve

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"jinjie/cmd/jinjie/internal/build"
	"jinjie/cmd/jinjie/internal/diag"
)

// A running is a server on a small site of its own.
type running struct {
	dir, url string
	server   *server
	stop     func() error

	mu   sync.Mutex
	said []string
}

func (r *running) say(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

func (r *running) log() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.said, "\n")
}

// unpack writes the small sound site of the command's tests, with a lesson, to a new folder.
func unpack(t testing.TB) string {
	t.Helper()
	archive, err := txtar.ParseFile("../../testdata/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	write(t, filepath.Join(dir, "content/lessons/a.md"), text("一"))
	write(t, filepath.Join(dir, "content/lessons/rest.md"), "---\ntitle: 余\nskills: [1.1.2@初级, 1.2.1@初级]\n---\n[[1.1.2]]、[[1.2.1]]。\n")
	return dir
}

// text is a lesson that says something.
func text(said string) string {
	return "---\ntitle: 甲\nskills: [1.1.1@初级]\n---\n[[1.1.1]]，说的是" + said + "。\n"
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// start serves the site in dir; change may alter the options.
func start(t testing.TB, dir string, change func(o *Options)) *running {
	t.Helper()
	r := &running{dir: dir}
	o := Options{Site: build.Options{Source: dir}, Addr: "127.0.0.1:0", Editor: "ed://open{file}:{line}:{column}", Talk: Talk{
		Address:  func(url string, taken bool) { r.say("address %s %t", url, taken) },
		Polling:  func(reason string) { r.say("polling %s", reason) },
		Ready:    func(build.Result) { r.say("ready") },
		Rebuilt:  func(paths []string, _ time.Duration) { r.say("rebuilt %s", strings.Join(paths, " ")) },
		Problems: func(list []diag.Diagnostic) { r.say("problems %d", len(list)) },
		Failed:   func(err error) { r.say("failed %v", err) },
	}}
	if change != nil {
		change(&o)
	}
	listener, _, err := listen(o.Addr)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newServer(o, listener.Addr())
	if err != nil {
		t.Fatal(err)
	}
	r.server, r.url = s, s.url
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.run(ctx, listener) }()
	stop := sync.OnceValue(func() error { cancel(); return <-done })
	r.stop = stop
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	return r
}

// get asks for a page and takes out the script that keeps it fresh.
func (r *running) get(t testing.TB, address string) (int, string) {
	t.Helper()
	status, page := r.raw(t, address)
	return status, liveTag.ReplaceAllString(page, "")
}

var liveTag = regexp.MustCompile(`<script src="/__jinjie/live\.js" data-page="([^"]*)" data-key="([^"]*)" data-look="([^"]*)"></script>`)

func (r *running) raw(t testing.TB, address string) (int, string) {
	t.Helper()
	answer, err := http.Get(r.url + address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// A page that is open: what it is told.
type opened struct {
	events chan string
	close  func()
}

// open opens a page as a browser does: it loads it, and listens.
func (r *running) open(t testing.TB, address string) *opened {
	t.Helper()
	_, page := r.raw(t, address)
	m := liveTag.FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("%s has no script", address)
	}
	return r.listen(t, m[1], m[2], m[3])
}

func (r *running) listen(t testing.TB, page, key, look string) *opened {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	query := url.Values{"page": {page}, "key": {key}, "look": {look}}
	request, err := http.NewRequestWithContext(ctx, "GET", r.url+"__jinjie/events?"+query.Encode(), nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	o := &opened{make(chan string, 1000), sync.OnceFunc(cancel)}
	t.Cleanup(o.close)
	go func() {
		defer answer.Body.Close()
		defer close(o.events)
		name := ""
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if rest, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				name = rest
			}
			if rest, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				o.events <- strings.TrimSpace(name + " " + rest)
			}
		}
	}()
	return o
}

// next is the next event, or empty if none comes in time.
func (o *opened) next(wait time.Duration) string {
	select {
	case e := <-o.events:
		return e
	case <-time.After(wait):
		return ""
	}
}

// all takes the events that have come, until none comes for a while.
func (o *opened) all(still time.Duration) []string {
	var list []string
	for {
		e := o.next(still)
		if e == "" {
			return list
		}
		list = append(list, e)
	}
}

// ample is how long a test waits for what should come at once: the machine may be busy.
const ample = 20 * time.Second

func TestPagesAreServedAtEverySpelling(t *testing.T) {
	r := start(t, unpack(t), nil)
	for address, want := range map[string]int{
		"": 200, "index.html": 200, "100001/index.html": 200, "100001/": 200, "100001": 200, "100001/1.1.1.html": 200, "100001/1.1.1": 200,
		"lessons/a": 200, "lessons/a.html": 200, "files/note.txt": 200, "robots.txt": 200, "sitemap.xml": 200, "100001/coverage.csv": 200,
		"skills/100001/1.1.1.html": 200, // links of 404.html begin with the path of base_url
		"nothing":                  404, "files/": 404, "files": 404, "content/index.md": 404, "../site.txtar": 404, "standard/100001/errata.csv": 404,
		"%2e%2e/%2e%2e/etc/passwd": 404, "__jinjie/nothing": 404, ".git/config": 404,
	} {
		if got, _ := r.get(t, address); got != want {
			t.Errorf("/%s answers %d, want %d", address, got, want)
		}
	}
	if _, page := r.get(t, "nothing"); !strings.Contains(page, "没有这一页") {
		t.Error("an unknown address does not show the page for such")
	}
	live := r.server.mirror.current()
	for _, asset := range live.Assets() {
		answer, err := http.Get(r.url + asset)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if kind := answer.Header.Get("Content-Type"); answer.StatusCode != 200 || kind == "" || strings.HasPrefix(kind, "application/octet") {
			t.Errorf("%s answers %d with %s", asset, answer.StatusCode, kind)
		}
	}
}

// The server's pages are those of a build, less the script that keeps them fresh.
func TestPagesAreThoseOfABuild(t *testing.T) {
	dir := unpack(t)
	r := start(t, dir, nil)
	site := filepath.Join(t.TempDir(), "site")
	if _, problems, err := build.Run(build.Options{Source: dir, Destination: site}); err != nil || diag.Errors(problems) > 0 {
		t.Fatal(err, problems)
	}
	n := 0
	filepath.WalkDir(site, func(name string, d os.DirEntry, err error) error {
		rel, _ := filepath.Rel(site, name)
		if err != nil || d.IsDir() || strings.HasPrefix(rel, ".") {
			return err
		}
		data, err := os.ReadFile(name)
		if status, page := r.get(t, filepath.ToSlash(rel)); page != string(data) || status != 200 {
			t.Errorf("%s answers %d and differs: %t", rel, status, page != string(data))
		}
		n++
		return err
	})
	if n < 20 {
		t.Errorf("only %d files were compared", n)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("public/ was written")
	}
}

func TestTheNextFreePortIsTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	l, moved, err := listen(taken.Addr().String())
	if err != nil || !moved {
		t.Fatalf("moved %t, %v", moved, err)
	}
	defer l.Close()
	if l.Addr().String() == taken.Addr().String() {
		t.Error("two servers on one port")
	}
	for addr, want := range map[string]string{
		"127.0.0.1:80x":   "“80x”不是端口",
		"127.0.0.1:65536": "“65536”不是端口",
		"192.0.2.1:1313":  "不能在 192.0.2.1:1313 上预览：这不是本机的地址", // of a network for examples (RFC 5737)
	} {
		if _, _, err := listen(addr); err == nil || err.Error() != want {
			t.Errorf("at %s it says %v, want %s", addr, err, want)
		}
	}
	if last, err := net.Listen("tcp", "127.0.0.1:65535"); err == nil {
		defer last.Close()
	}
	if _, _, err := listen("127.0.0.1:65535"); err == nil || err.Error() != "端口 65535 到 65535 都已被占用，用 --addr 换一个" {
		t.Errorf("of ports that are all taken it says %v", err)
	}
}

func TestStrangersAreKeptOut(t *testing.T) {
	r := start(t, unpack(t), nil)
	port := strings.Split(strings.Trim(r.url, "/"), ":")[2]
	for _, c := range []struct {
		name, host string
		header     map[string]string
		want       int
	}{
		{"own address", "127.0.0.1:" + port, nil, 200},
		{"localhost", "localhost:" + port, nil, 200},
		{"upper case", "LOCALHOST:" + port, nil, 200},
		{"another name that leads here", "evil.example:" + port, nil, 403},
		{"another port", "127.0.0.1:1", nil, 403},
		{"an address of the network", "192.168.1.7:" + port, nil, 403},
		{"a page of the site", "127.0.0.1:" + port, map[string]string{"Origin": "http://127.0.0.1:" + port}, 200},
		{"a page of another site", "127.0.0.1:" + port, map[string]string{"Origin": "https://evil.example"}, 403},
		{"a page without an origin", "127.0.0.1:" + port, map[string]string{"Origin": "null"}, 403},
		{"another site's script tag", "127.0.0.1:" + port, map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "script"}, 403},
		{"a link on another site", "127.0.0.1:" + port, map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			request, err := http.NewRequest("GET", r.url, nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Host = c.host
			for k, v := range c.header {
				request.Header.Set(k, v)
			}
			answer, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			if answer.StatusCode != c.want {
				t.Errorf("answers %d, want %d", answer.StatusCode, c.want)
			}
		})
	}
	answer, err := http.Post(r.url, "text/plain", strings.NewReader("x"))
	if err != nil || answer.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("a post: %v %v", answer.StatusCode, err)
	}
}

func TestTheLocalNetworkIsLetInWhenAskedFor(t *testing.T) {
	g := newGuard("0.0.0.0:1313", &net.TCPAddr{IP: net.IPv4zero, Port: 1313})
	for host, want := range map[string]bool{
		"192.168.1.7:1313": true, "10.0.0.2:1313": true, "localhost:1313": true, "[::1]:1313": true,
		"8.8.8.8:1313": false, "evil.example:1313": false, "192.168.1.7": false,
	} {
		if got := g.names(host); got != want {
			t.Errorf("%s is let in: %t, want %t", host, got, want)
		}
	}
	named := newGuard("teacher.lan:1313", &net.TCPAddr{IP: net.IPv4(192, 168, 1, 7), Port: 1313})
	if !named.names("teacher.lan:1313") || !named.names("192.168.1.7:1313") || named.names("10.0.0.2:1313") {
		t.Error("a server on one address of the network takes other names for its own")
	}
}

func TestASaveReloadsThePageOnce(t *testing.T) {
	r := start(t, unpack(t), nil)
	page, other := r.open(t, "lessons/a.html"), r.open(t, "100001/1.2.1.html")
	if got := page.next(ample); got != "problems []" {
		t.Errorf("first it is told %q", got)
	}
	other.next(ample)
	write(t, filepath.Join(r.dir, "content/lessons/a.md"), text("二"))
	if got := page.next(ample); got != "reload" {
		t.Errorf("after a save it is told %q", got)
	}
	if _, html := r.get(t, "lessons/a.html"); !strings.Contains(html, "说的是二") {
		t.Error("the page says what it said before")
	}
	if got := append(page.all(800*time.Millisecond), other.all(0)...); len(got) > 0 {
		t.Errorf("besides they were told %q", got)
	}
	write(t, filepath.Join(r.dir, "content/lessons/a.md"), text("二"))
	if got := page.all(800 * time.Millisecond); len(got) > 0 {
		t.Errorf("after a save without a change it is told %q", got)
	}
	if !strings.Contains(r.log(), "rebuilt content/lessons/a.md") || strings.Count(r.log(), "rebuilt") != 1 {
		t.Errorf("the log says:\n%s", r.log())
	}
}

func TestAStylesheetIsSwappedWithoutAReload(t *testing.T) {
	r := start(t, unpack(t), nil)
	page := r.open(t, "100001/1.1.1.html")
	page.next(ample)
	write(t, filepath.Join(r.dir, "themes/default/css/99-own.css"), "p{margin:7px}")
	got := page.next(ample)
	if !strings.HasPrefix(got, "style ") {
		t.Fatalf("it is told %q", got)
	}
	for _, name := range strings.Fields(got)[1:] {
		if strings.HasSuffix(name, ".css") {
			if status, css := r.raw(t, name); status != 200 || !strings.Contains(css, "margin:7px") {
				t.Errorf("%s answers %d, without the change", name, status)
			}
		}
	}
	write(t, filepath.Join(r.dir, "themes/default/js/site.js"), "console.log(1)")
	if got := page.next(ample); got != "reload" {
		t.Errorf("after another script it is told %q", got)
	}
}

func TestErrorsAreShownAndGo(t *testing.T) {
	r := start(t, unpack(t), nil)
	page := r.open(t, "lessons/a.html")
	page.next(ample)
	_, before := r.get(t, "lessons/a.html")
	write(t, filepath.Join(r.dir, "content/lessons/a.md"), "---\ntitle: 甲\nskills: [1.1.9@初级]\n---\n坏的。\n")
	got := page.next(ample)
	for _, want := range []string{
		`"place":"content/lessons/a.md:3:10"`, `没有编码为“1.1.9”的职业技能要求`, `"hint":"`, `"code":"unknown-skill"`,
		`"href":"ed://open/`, `/content/lessons/a.md:3:10"`, `"n":3,"a":"skills: [","m":"1.1.9@初级","z":"]"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the overlay lacks %s:\n%s", want, got)
		}
	}
	if _, html := r.get(t, "lessons/a.html"); html != before {
		t.Error("the last good page does not stay")
	}
	write(t, filepath.Join(r.dir, "content/lessons/a.md"), text("一"))
	if got := page.next(ample); got != "problems []" {
		t.Errorf("mended, it is told %q", got)
	}
	if got := page.all(500 * time.Millisecond); len(got) > 0 {
		t.Errorf("besides it is told %q", got)
	}
	if log := r.log(); !strings.Contains(log, "problems 0") {
		t.Errorf("the log says:\n%s", log)
	}
}

func TestAServerStartsWithErrors(t *testing.T) {
	dir := unpack(t)
	write(t, filepath.Join(dir, "standard/100001/tables/chuji.csv"), "工作领域\n")
	r := start(t, dir, nil)
	page := r.open(t, "100001/index.html")
	if got := page.next(ample); !strings.Contains(got, "bad-table") {
		t.Errorf("it is told %q", got)
	}
	if status, _ := r.get(t, ""); status != 200 {
		t.Errorf("the home page answers %d", status)
	}
}

func TestAPageThatComesBackCatchesUp(t *testing.T) {
	r := start(t, unpack(t), nil)
	_, html := r.raw(t, "lessons/a.html")
	m := liveTag.FindStringSubmatch(html)
	back := r.listen(t, m[1], m[2], m[3])
	if got := back.all(300 * time.Millisecond); !slices.Equal(got, []string{"problems []"}) {
		t.Errorf("a page that is as it was is told %q", got)
	}
	back.close()
	write(t, filepath.Join(r.dir, "content/lessons/a.md"), text("二"))
	if got := r.listen(t, m[1], m[2], m[3]).next(ample); got != "reload" {
		t.Errorf("a page that comes back old is told %q", got)
	}
	_, html = r.raw(t, "lessons/new")
	m = liveTag.FindStringSubmatch(html)
	if got := r.listen(t, "lessons/new", m[2], m[3]).next(ample); got != "problems []" {
		t.Errorf("a page that is not there yet is told %q", got)
	}
}

func TestAPageThatComesToBeIsShown(t *testing.T) {
	r := start(t, unpack(t), nil)
	page := r.open(t, "lessons/neu.html") // shows that there is none
	page.next(ample)
	write(t, filepath.Join(r.dir, "content/lessons/neu.md"), text("新"))
	if got := page.next(ample); got != "reload" {
		t.Errorf("it is told %q", got)
	}
	if status, html := r.get(t, "lessons/neu.html"); status != 200 || !strings.Contains(html, "说的是新") {
		t.Errorf("it answers %d", status)
	}
}

// The page that stands in for one that is not there changes with its template.
func TestThePageForUnknownAddressesIsFollowed(t *testing.T) {
	r := start(t, unpack(t), nil)
	page := r.open(t, "lessons/neu.html")
	page.next(ample)
	write(t, filepath.Join(r.dir, "themes/default/layouts/404.html"), `{{define "main"}}无此页{{end}}`)
	if got := page.next(ample); got != "reload" {
		t.Errorf("it is told %q", got)
	}
	if status, html := r.get(t, "lessons/neu.html"); status != 404 || !strings.Contains(html, "无此页") {
		t.Errorf("it answers %d", status)
	}
}

// Another picture of the same size changes what a page shows, and no byte of it.
func TestAnotherPictureReloadsThePagesThatShowIt(t *testing.T) {
	dir := unpack(t)
	picture := func(colour string) {
		t.Helper()
		write(t, filepath.Join(dir, "content/lessons/图 1.svg"), `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path fill="`+colour+`" d="M0 0h9v9z"/></svg>`)
	}
	picture("red")
	write(t, filepath.Join(dir, "content/lessons/a.md"), text("一")+"\n![图](图%201.svg)\n")
	r := start(t, dir, nil)
	page, other := r.open(t, "lessons/a.html"), r.open(t, "100001/1.2.1.html")
	page.next(ample)
	other.next(ample)
	picture("tan")
	if got := page.next(ample); got != "reload" {
		t.Errorf("it is told %q", got)
	}
	if got := append(page.all(300*time.Millisecond), other.all(0)...); len(got) > 0 {
		t.Errorf("besides they were told %q", got)
	}
}

// Two hundred open pages hear of a change, and one that does not listen holds up nobody.
func TestManyOpenPages(t *testing.T) {
	r := start(t, unpack(t), nil)
	var pages []*opened
	for range 200 {
		pages = append(pages, r.open(t, "lessons/a.html"))
	}
	deaf, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(r.url, "http://"), "/"))
	if err != nil {
		t.Fatal(err)
	}
	defer deaf.Close()
	fmt.Fprintf(deaf, "GET /__jinjie/events?page=lessons/a.html&key=1 HTTP/1.1\r\nHost: %s\r\n\r\n", strings.Trim(strings.TrimPrefix(r.url, "http://"), "/"))
	for _, p := range pages {
		p.next(ample)
	}
	for round := range 3 {
		write(t, filepath.Join(r.dir, "content/lessons/a.md"), text(fmt.Sprint("第", round)))
		for i, p := range pages {
			if got := p.next(ample); got != "reload" {
				t.Fatalf("round %d: page %d is told %q", round, i, got)
			}
		}
	}
}

func TestTheServerEndsAtOnce(t *testing.T) {
	r := start(t, unpack(t), nil)
	page := r.open(t, "lessons/a.html")
	page.next(ample)
	if err := r.stop(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	if _, err := http.Get(r.url); err == nil {
		t.Error("it still answers")
	}
	if _, err := os.Stat(r.server.mirror.watch.(*events).cookies); err == nil {
		t.Error("its folder is left behind")
	}
}
