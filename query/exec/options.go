package exec

import (
	"fmt"
	"runtime"
	"strconv"
	"time"
)

// Options of a run. The zero value works.
type Options struct {
	// Terms is the query's dictionary, the one that the plan's constants come
	// from; nil: the plan's own if it is one of this package, else a new one.
	Terms *Terms
	// MaxMemory is the greatest number of bytes that the run's tables, sorts and
	// computed terms may take; 0 means DefaultMaxMemory, negative no limit. Sorts,
	// DISTINCT, grouping and hash joins go to disk before they reach it; what
	// cannot is a *LimitError.
	MaxMemory int64
	// MaxRows is the greatest number of solutions of the result; one more is a
	// *LimitError. 0 means no limit.
	MaxRows int64
	// Timeout is the longest time from Run to the last batch; beyond it Next is a
	// *LimitError. 0 means no limit.
	Timeout time.Duration
	// SpillDir is where temporary files go; "" means the system's directory for
	// them.
	SpillDir string
	// Parallelism is how many goroutines the run may use at a time, the caller's
	// included; 0 means one per CPU, but at most 4, so that queries side by side
	// leave one another room. 1 means the caller's alone.
	Parallelism int
	// Now is the moment that NOW() gives; zero means the time of Run.
	Now time.Time
	// Base is the base IRI of IRI(); "" means none.
	Base string
	// Profile asks for what each operator did; it costs two readings of the
	// clock per batch and operator.
	Profile bool
	// Eager takes the ways that pay for large inputs alone for any, for tests.
	Eager bool
	// Services answers SERVICE; nil: every SERVICE is an error.
	Services ServiceCaller
}

// DefaultMaxMemory is 4 GiB: more than nearly any query needs that does not
// spill, and what a machine that serves several can spare.
const DefaultMaxMemory = 4 << 30

// maxParallelism is the default on machines with many CPUs.
const maxParallelism = 4

func (o Options) withDefaults() Options {
	if o.MaxMemory == 0 {
		o.MaxMemory = DefaultMaxMemory
	}
	if o.Parallelism == 0 {
		o.Parallelism = min(runtime.GOMAXPROCS(0), maxParallelism)
	}
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	return o
}

// Validate names the field that is wrong.
func (o Options) Validate() error {
	switch {
	case o.MaxRows < 0:
		return fmt.Errorf("exec: MaxRows %d is negative", o.MaxRows)
	case o.Parallelism < 0:
		return fmt.Errorf("exec: Parallelism %d is negative", o.Parallelism)
	case o.Timeout < 0:
		return fmt.Errorf("exec: Timeout %v is negative", o.Timeout)
	}
	return nil
}

// The limits that a [LimitError] names.
const (
	LimitMemory = "memory"
	LimitRows   = "rows"
	LimitTime   = "time"
)

// LimitError says that a query was stopped at a limit: what came before it is
// not the whole answer.
type LimitError struct {
	// Limit is LimitMemory, LimitRows or LimitTime.
	Limit string
	// Value is the limit: bytes, solutions or nanoseconds.
	Value int64
	// What needed more, "" where the limit says all.
	What string
}

// Error implements error.
func (e *LimitError) Error() string {
	switch e.Limit {
	case LimitMemory:
		return "exec: " + e.What + " needs more than the limit of " + strconv.FormatInt(e.Value, 10) + " bytes of memory"
	case LimitTime:
		return "exec: the time limit of " + time.Duration(e.Value).String() + " is over"
	default:
		return "exec: more than the limit of " + strconv.FormatInt(e.Value, 10) + " " + e.Limit
	}
}
