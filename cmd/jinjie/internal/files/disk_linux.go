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

// silentSystems are the file systems that tell nothing of what other machines, or the system around this one,
// change on them (statfs(2)).
var silentSystems = map[int64]string{
	0x01021997: "9P", 0x6969: "NFS", 0x517b: "SMB", 0xff534d42: "CIFS", 0xfe534d42: "SMB2",
}

// NoEvents tells why the disk that holds root does not tell of all changes; empty if it
// does, or nothing is known.
func NoEvents(root string) string {
	var stat unix.Statfs_t
	if unix.Statfs(root, &stat) != nil {
		return ""
	}
	if name := silentSystems[int64(uint32(stat.Type))]; name != "" {
		return "文件夹在 " + name + " 上，那里的改动系统不通知"
	}
	return ""
}
