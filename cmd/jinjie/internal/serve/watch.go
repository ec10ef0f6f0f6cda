package serve

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"jinjie/cmd/jinjie/internal/files"
)

// events waits for what the disk tells of itself. Folders are watched, not files, since
// editors replace files.
//
// The system keeps events in order, and so a file that sync makes in a folder of its own
// is heard of only after all that was changed before it. Where events of different folders
// have no common order, sync looks at the disk itself.
type events struct {
	m       *mirror
	root    string // of the site, resolved: folders are watched under the names that they have themselves
	w       *fsnotify.Watcher
	done    chan struct{}
	cookies string // the folder of sync's own files

	mu      sync.Mutex
	next    int
	waiting map[string]chan struct{} // by path of the file
	glances *poller                  // where events are not in order, or do not tell of everything any more
	weak    bool                     // they do not
}

// manyFiles is how many files may be watched where each needs a handle of its own.
const manyFiles = 2000

// unwatchable tells why events of the sources would not come, or cost too much; empty if
// nothing speaks against them.
func unwatchable(root string, s files.Survey) string {
	switch runtime.GOOS {
	case "darwin", "freebsd", "netbsd", "openbsd", "dragonfly":
		if len(s) > manyFiles {
			return fmt.Sprintf("要盯住 %d 个文件，系统给不了这么多句柄", len(s))
		}
	}
	return files.NoEvents(root)
}

func newEvents(m *mirror, survey files.Survey) (*events, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("系统不能通知文件的改动：%s", files.Reason(err))
	}
	e := &events{m: m, w: w, done: make(chan struct{}), waiting: map[string]chan struct{}{}}
	e.root, err = filepath.EvalSymlinks(m.root)
	if runtime.GOOS != "linux" {
		e.glances = &poller{m: m, last: survey}
	} else if err == nil {
		if e.cookies, err = os.MkdirTemp("", "jinjie-serve-"); err == nil {
			err = w.Add(e.cookies)
		}
	}
	if err == nil {
		err = w.Add(e.root)
	}
	if err == nil {
		err = e.addAll(survey)
	}
	if err != nil {
		e.release()
		return nil, errors.New(unheard(err))
	}
	go e.run()
	go e.wake()
	return e, nil
}

// unheard tells why the system would not tell of a folder.
func unheard(err error) string {
	if errors.Is(err, syscall.ENOSPC) { // the limit of a user's watches (inotify_add_watch(2)), not of the disk
		return "文件夹太多，到了系统通知的上限"
	}
	return "系统不能通知文件夹的改动：" + files.Reason(err)
}

// add watches a folder; one that has gone meanwhile is none. What a link leads to is
// watched under its own name: the system has one watch for both, which would go with
// either.
func (e *events) add(dir string) error {
	full, err := filepath.EvalSymlinks(filepath.Join(e.root, filepath.FromSlash(dir)))
	if err == nil {
		err = e.w.Add(full)
	}
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// addAll watches all folders, and those that came to be meanwhile.
func (e *events) addAll(survey files.Survey) error {
	watched := map[string]bool{}
	for {
		more := false
		for _, dir := range survey.Folders() {
			if watched[dir] {
				continue
			}
			if err := e.add(dir); err != nil {
				return err
			}
			watched[dir], more = true, true
		}
		if !more {
			return nil
		}
		survey = files.Look(e.m.root)
	}
}

func (e *events) run() {
	for {
		select {
		case <-e.done:
			return
		case event, ok := <-e.w.Events:
			if !ok {
				return
			}
			e.heard(event)
		case err, ok := <-e.w.Errors:
			if !ok {
				return
			}
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				e.rescan()
			} else {
				e.m.opts.Talk.Failed(fmt.Errorf("文件改动的通知出了错：%s", files.Reason(err)))
				e.rescan()
			}
		}
	}
}

// heard turns an event into a hint.
func (e *events) heard(event fsnotify.Event) {
	if filepath.Dir(event.Name) == e.cookies {
		e.arrived(event.Name)
		return
	}
	if event.Has(fsnotify.Rename) || event.Has(fsnotify.Remove) {
		e.forget(event.Name)
		if event.Name == e.root { // another may come in its place
			e.weaken("站点所在的文件夹被移走了")
		}
	}
	name := e.hinted(event.Name)
	if name == "" {
		return
	}
	if event.Has(fsnotify.Create) || event.Has(fsnotify.Chmod) { // which may let a folder be read
		e.follow(event.Name)
	}
	e.m.hint(name)
}

// hinted is what an event hints at; empty if that is none of the sources.
func (e *events) hinted(full string) string {
	rel, err := filepath.Rel(e.root, full)
	name := filepath.ToSlash(rel)
	switch {
	case err != nil:
		return ""
	case !files.Ignored(name):
		return name
	case strings.Contains(name, "/") && !files.Ignored("content/"+path.Base(name)):
		return everything // it stands where one of the folders of sources is a link to
	}
	return ""
}

// forget watches a folder that was moved or deleted no longer, nor those within: the system
// would go on to tell of it under the name that it had.
func (e *events) forget(dir string) {
	below := dir + string(filepath.Separator)
	for _, name := range e.w.WatchList() {
		if name == dir || strings.HasPrefix(name, below) {
			e.w.Remove(name)
		}
	}
}

// follow watches a new folder and those within, before what they hold is read.
func (e *events) follow(full string) {
	info, err := os.Lstat(full)
	switch {
	case err != nil:
		return
	case info.IsDir():
		err = filepath.WalkDir(full, func(name string, d os.DirEntry, err error) error {
			if rel, relErr := filepath.Rel(e.root, name); err == nil && relErr == nil && d.IsDir() && e.hinted(name) != "" {
				return e.add(filepath.ToSlash(rel))
			}
			return nil
		})
	case info.Mode()&(os.ModeSymlink|os.ModeIrregular) != 0:
		err = e.addAll(files.Look(e.m.root))
	}
	if err != nil {
		e.weaken(unheard(err))
	}
}

// rescan watches all folders and hints at everything: events were lost.
func (e *events) rescan() {
	if err := e.addAll(files.Look(e.m.root)); err != nil {
		e.weaken(unheard(err))
	}
	e.m.hint(everything)
}

// weaken has the disk looked at from now on: events do not tell of everything any more.
func (e *events) weaken(reason string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	select {
	case <-e.done:
		return
	default:
	}
	if e.weak {
		return
	}
	e.weak, e.glances = true, newPoller(e.m)
	e.m.opts.Talk.Polling(reason)
	e.m.hint(everything)
}

// How a sleep of the machine shows: the clock on the wall goes on, the program does not.
const (
	napCheck = 15 * time.Second
	nap      = 20 * time.Second
)

// wake rescans after the machine has slept: what changed on the disk meanwhile, under
// another system or over the network, was not told.
func (e *events) wake() {
	ticker := time.NewTicker(napCheck)
	defer ticker.Stop()
	last := time.Now().Round(0) // the wall clock alone
	for {
		select {
		case <-e.done:
			return
		case <-ticker.C:
			now := time.Now().Round(0)
			if now.Sub(last) > napCheck+nap {
				e.rescan()
			}
			last = now
		}
	}
}

// syncPatience is how long sync waits for its own file to be heard of.
const syncPatience = 300 * time.Millisecond

func (e *events) sync() {
	e.mu.Lock()
	if glances := e.glances; glances != nil {
		e.mu.Unlock()
		glances.sync()
		return
	}
	e.next++
	name := filepath.Join(e.cookies, strconv.Itoa(e.next))
	heard := make(chan struct{})
	e.waiting[name] = heard
	e.mu.Unlock()
	f, err := os.Create(name)
	if err == nil {
		f.Close()
		defer os.Remove(name)
		select {
		case <-heard:
			return
		case <-e.done:
			return
		case <-time.After(syncPatience):
		}
	}
	e.mu.Lock()
	delete(e.waiting, name)
	e.mu.Unlock()
	e.m.hint(everything)
}

// arrived tells sync that its file has been heard of.
func (e *events) arrived(name string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if heard := e.waiting[name]; heard != nil {
		close(heard)
		delete(e.waiting, name)
	}
}

func (e *events) close() {
	e.mu.Lock()
	close(e.done)
	if e.weak {
		e.glances.close()
	}
	e.mu.Unlock()
	e.release()
}

func (e *events) release() {
	e.w.Close()
	if e.cookies != "" {
		os.RemoveAll(e.cookies)
	}
}
