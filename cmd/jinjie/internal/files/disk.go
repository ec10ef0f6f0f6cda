package files

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// A disk is what publishing asks of the file system. Tests put one in its place that
// fails, or dies, at any operation.
type disk interface {
	Lstat(name string) (fs.FileInfo, error)
	ReadFile(name string) ([]byte, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	Readlink(name string) (string, error)
	Hash(name string) (string, error) // SHA-256 of a file, in hexadecimal
	WriteFile(name string, data []byte) error
	Copy(from, to string) error
	MkdirAll(name string) error
	Link(from, to string) error
	Symlink(target, name string) error
	Rename(from, to string) error
	Remove(name string) error
	RemoveAll(name string) error
	Exchange(a, b string) error // two folders take each other's place at once
	Sync(name string) error     // what stands below name has reached the disk
	Lock(name string) (unlock func(), err error)
}

// osDisk is the real one.
type osDisk struct{}

func (osDisk) Lstat(name string) (fs.FileInfo, error)     { return os.Lstat(name) }
func (osDisk) ReadFile(name string) ([]byte, error)       { return os.ReadFile(name) }
func (osDisk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
func (osDisk) Readlink(name string) (string, error)       { return os.Readlink(name) }
func (osDisk) MkdirAll(name string) error                 { return os.MkdirAll(name, 0o777) }
func (osDisk) Link(from, to string) error                 { return os.Link(from, to) }
func (osDisk) Symlink(target, name string) error          { return os.Symlink(target, name) }
func (osDisk) RemoveAll(name string) error                { return retry(func() error { return os.RemoveAll(name) }) }
func (osDisk) Remove(name string) error                   { return retry(func() error { return os.Remove(name) }) }
func (osDisk) Exchange(a, b string) error                 { return exchange(a, b) }
func (osDisk) Sync(name string) error                     { return syncBelow(name) }
func (osDisk) Lock(name string) (func(), error)           { return lock(name) }

func (osDisk) Rename(from, to string) error {
	return retry(func() error { return os.Rename(from, to) })
}

func (osDisk) Hash(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, f)
	return hex.EncodeToString(hash.Sum(nil)), err
}

func (osDisk) WriteFile(name string, data []byte) error { return os.WriteFile(name, data, 0o666) }

func (osDisk) Copy(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// patience is how often an operation is tried that another program blocks: a virus
// scanner or a viewer holds a file on Windows for a moment.
const patience = 8

// retry tries again, after longer and longer pauses, what failed because another program
// held the file.
func retry(run func() error) error {
	pause := 5 * time.Millisecond
	for n := 1; ; n++ {
		err := run()
		if err == nil || !held(err) || n == patience {
			return err
		}
		time.Sleep(pause)
		pause *= 2
	}
}

// isNotDir tells whether a path leads through something that is no folder.
func isNotDir(err error) bool { return errors.Is(err, syscall.ENOTDIR) }

// stageOf is the folder beside dest in which the next site is staged.
func stageOf(dest string) string {
	return filepath.Join(filepath.Dir(dest), "."+filepath.Base(dest)+".jinjie-stage")
}
