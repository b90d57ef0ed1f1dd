package exec

import (
	"math"
	"sync/atomic"
)

// budget is the memory that one query may take. Structures that grow reserve
// what they are about to allocate; it may be used by many goroutines.
type budget struct {
	limit int64 // bytes; MaxInt64: none
	used  atomic.Int64
	// spillAt is where structures that can go to disk do: what is above it is
	// kept for those that cannot.
	spillAt int64
}

func newBudget(limit int64) *budget {
	if limit < 0 {
		return &budget{limit: math.MaxInt64, spillAt: math.MaxInt64}
	}
	return &budget{limit: limit, spillAt: limit / 4 * 3}
}

// reservation is the share of a budget that one structure holds.
type reservation struct {
	b    *budget
	what string // for the error: "a hash join"
	n    int64
	top  int64 // greatest n, for the profile
}

func (b *budget) reserve(what string) reservation { return reservation{b: b, what: what} }

// grow takes n bytes more, or is a *LimitError.
func (r *reservation) grow(n int64) error {
	if r.b.used.Add(n) > r.b.limit {
		r.b.used.Add(-n)
		return &LimitError{Limit: LimitMemory, Value: r.b.limit, What: r.what}
	}
	r.n += n
	r.top = max(r.top, r.n)
	return nil
}

// fits tells whether n bytes more leave room for structures that cannot spill.
func (r *reservation) fits(n int64) bool { return r.b.used.Load()+n <= r.b.spillAt }

// shrink gives n bytes back.
func (r *reservation) shrink(n int64) {
	r.b.used.Add(-n)
	r.n -= n
}

// release gives all back.
func (r *reservation) release() { r.shrink(r.n) }
