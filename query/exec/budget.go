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

// floorShare is the part of a budget that a structure may take before it need
// spill even where others have taken more than their share: without it a sort
// above a large join would write a file per batch.
const floorShare = 16

// fits tells whether a structure that can spill may take n bytes more: they leave
// room for structures that cannot, or it has little yet.
func (r *reservation) fits(n int64) bool {
	used := r.b.used.Load() + n
	return used <= r.b.spillAt || used <= r.b.limit && r.n+n <= r.b.limit/floorShare
}

// shrink gives n bytes back.
func (r *reservation) shrink(n int64) {
	r.b.used.Add(-n)
	r.n -= n
}

// release gives all back.
func (r *reservation) release() { r.shrink(r.n) }
