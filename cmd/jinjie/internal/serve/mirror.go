package serve

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"jinjie/cmd/jinjie/internal/build"
	"jinjie/cmd/jinjie/internal/files"
)

// A mirror is the site as the disk has it now.
type mirror struct {
	root  string
	opts  Options
	hints chan struct{} // a hint has come; holds one at most
	watch watcher

	reading sync.Mutex // held while sources are read
	live    *build.Live

	mu    sync.Mutex
	dirty map[string]bool // paths that hints named, not yet read
	read  map[string]bool // paths that were read since the last report
	took  time.Duration   // the longest reading since then
}

// A watcher hints at changes of the sources.
type watcher interface {
	// sync returns when hints have come of all changes that were made before the call.
	sync()
	close()
}

// everything is the path that stands for all sources.
const everything = "."

func newMirror(root string, opts Options) *mirror {
	return &mirror{root: root, opts: opts, hints: make(chan struct{}, 1), dirty: map[string]bool{}, read: map[string]bool{}}
}

// open begins to watch, and then reads the site: what changes in between is hinted at.
func (m *mirror) open() error {
	m.reading.Lock()
	defer m.reading.Unlock()
	m.watch = m.watcher()
	live, err := build.OpenLive(m.opts.Site)
	m.live = live
	return err
}

// watcher chooses how to learn of changes.
func (m *mirror) watcher() watcher {
	reason := "按选项 --poll"
	if !m.opts.Poll {
		survey := files.Look(m.root)
		if reason = unwatchable(m.root, survey); reason == "" {
			w, err := newEvents(m, survey)
			if err == nil {
				return w
			}
			reason = err.Error()
		}
	}
	m.opts.Talk.Polling(reason)
	return newPoller(m)
}

func (m *mirror) close() {
	m.reading.Lock()
	defer m.reading.Unlock()
	if m.watch != nil {
		m.watch.close()
	}
}

// current returns the site as it was last read.
func (m *mirror) current() *build.Live {
	m.reading.Lock()
	defer m.reading.Unlock()
	return m.live
}

// hint notes that something may have changed at paths.
func (m *mirror) hint(paths ...string) {
	m.mu.Lock()
	for _, p := range paths {
		m.dirty[p] = true
	}
	m.mu.Unlock()
	select {
	case m.hints <- struct{}{}:
	default:
	}
}

// fresh returns the site as the disk has it at the time of the call or later.
func (m *mirror) fresh() (*build.Live, error) {
	m.watch.sync()
	m.reading.Lock()
	defer m.reading.Unlock()
	paths := m.take()
	if len(paths) == 0 {
		return m.live, nil
	}
	begun := time.Now()
	live, paths, err := m.steady(paths)
	if err != nil {
		m.hint(paths...) // to be read again
		return nil, err
	}
	if live != m.live {
		m.note(paths, time.Since(begun))
		m.live = live
	}
	return m.live, nil
}

// take returns the paths that hints named since the last call, sorted.
func (m *mirror) take() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	paths := slices.Sorted(maps.Keys(m.dirty))
	clear(m.dirty)
	return paths
}

// How long a file that is found empty or missing is waited for: some editors empty a file
// before they write it, or move it away before they put another in its place.
const (
	patience = 200 * time.Millisecond
	glance   = 5 * time.Millisecond
)

// steady reads the sources at paths. While one of the files is empty or missing that had
// text before, it waits a moment and looks again, at what was hinted at meanwhile too:
// what counts is what was read, since a file may go between a look at it and its reading.
func (m *mirror) steady(paths []string) (*build.Live, []string, error) {
	for end := time.Now().Add(patience); ; {
		for time.Now().Before(end) && slices.ContainsFunc(paths, m.vanished) {
			time.Sleep(glance)
		}
		paths = append(paths, m.take()...)
		live, err := m.live.Next(paths)
		lost := err == nil && slices.ContainsFunc(paths, func(name string) bool { return has(m.live, name) && !has(live, name) })
		if !lost || !time.Now().Before(end) {
			return live, paths, err
		}
	}
}

// has tells whether a source file has text.
func has(live *build.Live, name string) bool {
	text, ok := live.Source(name)
	return ok && text != ""
}

// vanished tells whether a file that had text has none on the disk now.
func (m *mirror) vanished(name string) bool {
	if !has(m.live, name) {
		return false
	}
	info, err := os.Stat(filepath.Join(m.root, filepath.FromSlash(name)))
	return err != nil || info.Size() == 0
}

// note remembers what was read, for the report.
func (m *mirror) note(paths []string, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range paths {
		m.read[p] = true
	}
	m.took = max(m.took, took)
}

// report tells which paths were read since the last report, and how long that took.
func (m *mirror) report() ([]string, time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	paths, took := slices.Sorted(maps.Keys(m.read)), m.took
	clear(m.read)
	m.took = 0
	return paths, took
}

// busy tells whether git is in the midst of changing the working tree.
func (m *mirror) busy() bool {
	for dir := m.root; ; dir = filepath.Dir(dir) {
		git := filepath.Join(dir, ".git")
		if info, err := os.Stat(git); err == nil {
			if !info.IsDir() {
				git = linkedGit(git)
			}
			_, err := os.Stat(filepath.Join(git, "index.lock"))
			return err == nil
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}

// linkedGit is where git keeps a further working tree's, or a submodule's, own files: it
// stands in a file in the place of .git (gitrepository-layout(5)).
func linkedGit(name string) string {
	data, _ := os.ReadFile(name) // one that cannot be read names nothing
	to := strings.TrimSpace(strings.TrimPrefix(string(data), "gitdir:"))
	if !filepath.IsAbs(to) {
		to = filepath.Join(filepath.Dir(name), to)
	}
	return to
}
