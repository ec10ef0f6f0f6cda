// Package serve shows a site while its author works on it. It alone knows time: file
// events, connections, reloads.
//
// Pull and push are separate. A request waits until all hints of changes that are on their
// way have been read, and answers from the disk as it is ([mirror.fresh]); so what is asked
// for after a save is never old. A push tells open pages that they are old, once a burst
// of changes is over ([server.push]). A hint, whether a file event or a glance at the
// disk, only says where to look; the bytes decide whether anything has changed.
//
//	watch.go, poll.go   hints
//	mirror.go           the site as the disk has it now
//	handler.go          requests
//	hub.go              open pages, over server-sent events
//	overlay.go          problems, as pages show them
package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"

	"jinjie/cmd/jinjie/internal/build"
	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
)

// Options say what to show and how.
type Options struct {
	Site   build.Options // Destination is not used
	Addr   string        // where to listen, such as "127.0.0.1:1313"
	Poll   bool          // look at the disk from time to time instead of waiting for its events
	Editor string        // link that opens a file: {file}, {line} and {column} stand for its place; empty: no links
	Talk   Talk
}

// A Talk is told what happens. It may be called from several goroutines.
type Talk struct {
	Address  func(url string, taken bool)          // the server listens; taken: the port asked for was not free
	Polling  func(reason string)                   // the disk is looked at from time to time, and why
	Ready    func(r build.Result)                  // the site is read for the first time
	Rebuilt  func(paths []string, d time.Duration) // sources have changed, and were read in d
	Problems func(list []diag.Diagnostic)          // the problems are others than before; none: all are mended
	Failed   func(err error)                       // the machine failed; the server goes on
}

// Run shows a site until ctx ends. It returns an error if it cannot begin to.
func Run(ctx context.Context, opts Options) error {
	listener, taken, err := listen(opts.Addr)
	if err != nil {
		return err
	}
	s, err := newServer(opts, listener.Addr())
	if err != nil {
		listener.Close()
		return err
	}
	opts.Talk.Address(s.url, taken)
	return s.run(ctx, listener)
}

const (
	tries    = 20 // how many ports are tried from the one that was asked for
	lastPort = 1<<16 - 1
)

// listen listens at addr, or at the next port that is free.
func listen(addr string) (l net.Listener, taken bool, err error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		host, port = addr, "1313"
	}
	first, err := strconv.Atoi(port)
	if err != nil || first < 0 || first > lastPort {
		return nil, false, fmt.Errorf("“%s”不是端口", port)
	}
	last := min(first+tries-1, lastPort)
	for n := first; n <= last; n++ {
		l, err = net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(n)))
		if err == nil {
			return l, n > first, nil
		}
		if !inUse(err) {
			return nil, false, fmt.Errorf("不能在 %s 上预览：%s", addr, unheld(err))
		}
	}
	return nil, false, fmt.Errorf("端口 %d 到 %d 都已被占用，用 --addr 换一个", first, last)
}

// What Windows says of a port that is taken (WSAEADDRINUSE), and of an address that is not
// the machine's (WSAEADDRNOTAVAIL).
const (
	wsaInUse   = syscall.Errno(10048)
	wsaNotHere = syscall.Errno(10049)
)

// inUse tells whether another program listens there already.
func inUse(err error) bool {
	var errno syscall.Errno
	return errors.As(err, &errno) && (errno == syscall.EADDRINUSE || errno == wsaInUse)
}

// unheld says in Chinese why an address cannot be listened at.
func unheld(err error) string {
	var name *net.DNSError
	switch {
	case errors.As(err, &name):
		return "找不到这个名字的主机"
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.Is(err, wsaNotHere):
		return "这不是本机的地址"
	}
	return files.Reason(err)
}

// A server shows one site.
type server struct {
	opts   Options
	url    string
	guard  guard
	mirror *mirror
	hub    *hub
	opened chan struct{} // closed when the site has been read for the first time
}

func newServer(opts Options, addr net.Addr) (*server, error) {
	root, err := filepath.Abs(opts.Site.Source)
	if err != nil {
		return nil, fmt.Errorf("找不到站点所在的文件夹：%w", err)
	}
	tcp, ok := addr.(*net.TCPAddr)
	if !ok {
		return nil, errors.New("只能在 TCP 上提供预览")
	}
	g := newGuard(opts.Addr, tcp)
	s := &server{opts: opts, url: g.url(), guard: g, hub: newHub(opts.Editor), opened: make(chan struct{})}
	s.mirror = newMirror(root, opts)
	return s, nil
}

// A save makes a graph and throws one away: with this much room, in percent of what is
// kept, the collector seldom runs between a save and its page.
const gcPercent = 200

// run serves until ctx ends.
func (s *server) run(ctx context.Context, listener net.Listener) error {
	defer debug.SetGCPercent(debug.SetGCPercent(gcPercent))
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	web := &http.Server{
		Handler:           s.handler(),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, 2)
	go func() { failed <- web.Serve(listener) }()
	go func() {
		if err := s.open(); err != nil {
			failed <- err
			return
		}
		s.push(ctx)
	}()
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	cancel()
	web.Close()
	s.mirror.close()
	return err
}

// open reads the site for the first time.
func (s *server) open() error {
	if err := s.mirror.open(); err != nil {
		return err
	}
	live := s.mirror.current()
	s.hub.begin(live)
	close(s.opened)
	s.opts.Talk.Ready(live.Result())
	if list := live.Problems(); len(list) > 0 {
		s.opts.Talk.Problems(list)
	}
	return nil
}

// How long a burst of changes may be.
const (
	quiet   = 10 * time.Millisecond  // without a hint: it is over
	longest = 500 * time.Millisecond // after that it counts as over
)

// again is how soon sources that could not be read are read again.
const again = time.Second

// push tells open pages of changes, once a burst of them is over.
func (s *server) push(ctx context.Context) {
	failure := "" // as last told
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.mirror.hints:
		}
		s.settle(ctx)
		live, err := s.mirror.fresh()
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			if failure != err.Error() {
				failure = err.Error()
				s.opts.Talk.Failed(err)
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(again):
				continue
			}
		}
		failure = ""
		changed, problems := s.hub.publish(live)
		if paths, took := s.mirror.report(); changed && len(paths) > 0 {
			s.opts.Talk.Rebuilt(paths, took)
		}
		if problems {
			s.opts.Talk.Problems(live.Problems())
		}
	}
}

// settle waits until no hint has come for a while, and git holds no lock; but not for ever.
func (s *server) settle(ctx context.Context) {
	end := time.After(longest)
	for {
		select {
		case <-ctx.Done():
			return
		case <-end:
			return
		case <-s.mirror.hints:
		case <-time.After(quiet):
			if !s.mirror.busy() {
				return
			}
		}
	}
}
