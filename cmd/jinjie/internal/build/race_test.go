//go:build race

package build

// raced tells that the race detector slows all down.
const raced = true
