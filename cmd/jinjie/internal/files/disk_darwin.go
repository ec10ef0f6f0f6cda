package files

import "golang.org/x/sys/unix"

// canExchange: macOS has renamex_np since 10.12, on APFS.
const canExchange = true

func exchange(a, b string) error { return unix.RenamexNp(a, b, unix.RENAME_SWAP) }

// syncBelow waits until everything is written.
func syncBelow(string) error { return unix.Sync() }
