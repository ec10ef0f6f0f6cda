package files

import (
	"os"

	"golang.org/x/sys/unix"
)

// canExchange: Linux has renameat2 since 3.15, though not on every file system.
const canExchange = true

func exchange(a, b string) error {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
}

// syncBelow waits until the file system of name has written everything.
func syncBelow(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return unix.Syncfs(int(f.Fd()))
}
