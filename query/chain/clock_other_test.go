//go:build !linux

package chain_test

import "time"

var began = time.Now()

// threadTime is the time by the clock, where that of a thread is not to be had.
func threadTime() time.Duration { return time.Since(began) }
