//go:build unix

package files

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// held tells whether another program keeps a file; on Unix none can.
func held(error) bool { return false }

// blocked says why a file could not be replaced.
func blocked(_ string, err error) string { return Reason(err) }

// lock takes the lock of a folder; it is freed when the process ends, however it ends.
func lock(name string) (func(), error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, err
	}
	for {
		err = unix.Flock(int(f.Fd()), unix.LOCK_EX)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}
