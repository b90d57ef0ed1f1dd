package chain_test

import (
	"time"

	"golang.org/x/sys/unix"
)

// threadTime is the processor time that the thread has used, which other work on
// the machine does not lengthen by more than it spoils caches.
func threadTime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		panic(err)
	}
	return time.Duration(t.Nano())
}
