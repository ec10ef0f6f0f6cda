package serve

import (
	"sync"
	"time"

	"jinjie/cmd/jinjie/internal/files"
)

// A poller looks at the disk from time to time, and whenever it is asked to.
type poller struct {
	m    *mirror
	done chan struct{}

	mu    sync.Mutex
	last  files.Survey
	young []string // files whose stamp was so new that another change may bear the same
	took  time.Duration
}

// How often the disk is looked at. A look takes its time, so there are pauses of many
// times that.
const (
	pause      = 500 * time.Millisecond
	pauseLooks = 60
	youth      = 100 * time.Millisecond // finer than that some disks do not tell times apart
	coarse     = 2*time.Second + youth  // nor those of whole seconds: FAT counts them by twos
)

func newPoller(m *mirror) *poller {
	p := &poller{m: m, done: make(chan struct{}), last: files.Look(m.root)}
	p.young = young(p.last)
	go p.run()
	return p
}

func (p *poller) run() {
	for {
		p.mu.Lock()
		wait := max(pause, pauseLooks*p.took)
		p.mu.Unlock()
		select {
		case <-p.done:
			return
		case <-time.After(wait):
			p.sync()
		}
	}
}

// sync surveys the sources and hints at what differs from the last survey, or from what was
// read: that may have come and gone between two surveys.
func (p *poller) sync() {
	p.mu.Lock()
	defer p.mu.Unlock()
	begun := time.Now()
	now := files.Look(p.m.root)
	changed := append(p.last.Changed(now), p.young...)
	p.last, p.young, p.took = now, young(now), time.Since(begun)
	if live := p.m.current(); live != nil {
		changed = append(changed, live.Unlike(now)...)
	}
	if len(changed) > 0 {
		p.m.hint(changed...)
	}
}

// young lists the files that changed so recently that a later change may not show.
func young(s files.Survey) []string {
	now := time.Now().UnixNano()
	var list []string
	for name, stamp := range s {
		age := youth
		if stamp.Modified%int64(time.Second) == 0 {
			age = coarse
		}
		if !stamp.Folder && stamp.Modified > now-int64(age) {
			list = append(list, name)
		}
	}
	return list
}

func (p *poller) close() { close(p.done) }
