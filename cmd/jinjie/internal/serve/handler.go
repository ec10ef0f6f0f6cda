package serve

import (
	"bytes"
	"encoding/hex"
	"errors"
	"html"
	"mime"
	"net/http"
	"os"
	"path"
	"strings"
	"time"

	"jinjie/cmd/jinjie/internal/build"
)

// own is where the server's own files stand: no page of a site can, since the names of
// sources that become addresses do not begin with two underscores.
const own = "/__jinjie/"

func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc(own+"events", s.events)
	mux.HandleFunc(own+"live.js", script)
	mux.HandleFunc(own+"live.css", stylesheet)
	mux.HandleFunc("/", s.serve)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		header.Set("Cache-Control", "no-store")
		if !s.guard.allows(r) {
			http.Error(w, "这个预览只给本站的网页和本机的人看。", http.StatusForbidden)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			header.Set("Allow", "GET, HEAD")
			http.Error(w, "只能读取。", http.StatusMethodNotAllowed)
			return
		}
		select {
		case <-s.opened:
		case <-r.Context().Done():
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// serve answers with what stands at an address, as the disk has it.
func (s *server) serve(w http.ResponseWriter, r *http.Request) {
	live, err := s.mirror.fresh()
	if err != nil {
		s.opts.Talk.Failed(err)
		http.Error(w, "没有完成："+err.Error(), http.StatusInternalServerError)
		return
	}
	address := strings.TrimPrefix(r.URL.Path, "/")
	for _, try := range spellings(address) {
		if s.found(w, r, live, try) {
			return
		}
	}
	if rest, ok := strings.CutPrefix(r.URL.Path, live.Root()); ok && live.Root() != "/" { // 404.html links from there
		for _, try := range spellings(rest) {
			if s.found(w, r, live, try) {
				return
			}
		}
	}
	if !strings.HasSuffix(address, "/") {
		if _, err := live.Page(address + "/index.html"); err == nil {
			http.Redirect(w, r, "/"+address+"/", http.StatusFound)
			return
		}
	}
	s.page(w, r, live, "404.html", http.StatusNotFound)
}

// spellings lists the addresses that a path can mean: itself, a folder's first page, a
// page without its ending.
func spellings(address string) []string {
	switch {
	case address == "":
		return []string{"index.html"}
	case strings.HasSuffix(address, "/"):
		return []string{address + "index.html"}
	case path.Ext(address) == ".html":
		return []string{address}
	}
	return []string{address, address + ".html"}
}

// found answers with the page or file at exactly that address, if there is one.
func (s *server) found(w http.ResponseWriter, r *http.Request, live *build.Live, address string) bool {
	if data, ok := live.Beside(address); ok {
		send(w, r, address, data)
		return true
	}
	if file, ok := live.Copied(address); ok {
		return s.copied(w, r, address, file)
	}
	return s.page(w, r, live, address, http.StatusOK)
}

// copied sends a file of content/. It was found when the sources were read, so it stands
// within the site.
func (s *server) copied(w http.ResponseWriter, r *http.Request, address, file string) bool {
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return false
	}
	w.Header().Set("Content-Type", contentType(address))
	http.ServeContent(w, r, "", info.ModTime(), f)
	return true
}

// page sends a page with the script that keeps it fresh; false if there is no such page.
func (s *server) page(w http.ResponseWriter, r *http.Request, live *build.Live, address string, status int) bool {
	known := len(live.Problems())
	p, err := live.Page(address)
	if len(live.Problems()) > known {
		s.mirror.hint() // at nothing new, but open pages and the terminal are to hear of what was found
	}
	if errors.Is(err, build.ErrNoPage) && status == http.StatusOK {
		return false
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err != nil && !errors.Is(err, build.ErrNoPage) {
		s.opts.Talk.Failed(err)
		http.Error(w, "没有完成："+err.Error(), http.StatusInternalServerError)
		return true
	}
	if p.HTML == nil {
		p.HTML = []byte(bare)
	}
	if status == http.StatusNotFound {
		address = strings.TrimPrefix(r.URL.Path, "/") // it may come to be
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(withScript(p.HTML, address, stateOf(live, address)))
	}
	return true
}

// bare is a page where none could be made: its problems show over it.
const bare = "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>预览</title></head><body></body></html>\n"

// withScript puts the script that keeps a page fresh before the end of its body.
func withScript(page []byte, address string, st state) []byte {
	tag := `<script src="` + own + `live.js" data-page="` + html.EscapeString(address) +
		`" data-key="` + hex.EncodeToString(st.key[:8]) + `" data-look="` + html.EscapeString(st.look) + `"></script>`
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(tag))
	out = append(out, page[:at]...)
	out = append(out, tag...)
	return append(out, page[at:]...)
}

func send(w http.ResponseWriter, r *http.Request, address string, data []byte) {
	w.Header().Set("Content-Type", contentType(address))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// types are the kinds of content that systems name differently, or not at all.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8", ".svg": "image/svg+xml", ".csv": "text/csv; charset=utf-8",
	".txt": "text/plain; charset=utf-8", ".xml": "application/xml; charset=utf-8", ".webp": "image/webp", ".avif": "image/avif",
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".pdf": "application/pdf",
}

func contentType(address string) string {
	ext := strings.ToLower(path.Ext(address))
	if t := types[ext]; t != "" {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}
