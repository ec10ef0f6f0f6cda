package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// held tells whether another program keeps a file.
func held(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) ||
		errors.Is(err, windows.ERROR_ACCESS_DENIED) || errors.Is(err, windows.ERROR_USER_MAPPED_FILE)
}

// blocked says why a file could not be replaced: mostly another program has it open.
func blocked(name string, err error) string {
	if held(err) {
		return "另一个程序正开着 " + filepath.Base(name) + "，请关掉它（浏览器、编辑器或资源管理器的预览）再试"
	}
	return Reason(err)
}

// lock takes the lock of a folder; it is freed when the process ends, however it ends.
func lock(name string) (func(), error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, err
	}
	err = windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, new(windows.Overlapped))
	if err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}

// syncBelow writes every file below name through to the disk.
func syncBelow(name string) error {
	return filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return nil // read-only: not one of those just written
		}
		defer f.Close()
		return f.Sync()
	})
}
