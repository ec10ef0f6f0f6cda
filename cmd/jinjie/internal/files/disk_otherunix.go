//go:build unix && !linux && !darwin

package files

import "golang.org/x/sys/unix"

// syncBelow waits until everything is written.
func syncBelow(string) error {
	unix.Sync()
	return nil
}
