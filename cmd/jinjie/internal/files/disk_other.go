//go:build !linux && !darwin

package files

import "errors"

// canExchange: no other system exchanges two folders at once.
const canExchange = false

func exchange(a, b string) error { return errors.ErrUnsupported }
