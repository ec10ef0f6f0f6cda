//go:build !linux

package files

// NoEvents tells why the disk that holds root does not tell of all changes; here nothing
// is known of that.
func NoEvents(string) string { return "" }
