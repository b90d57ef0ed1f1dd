package expr

import "github.com/chancery-graph/chancery/graph"

// memo is a table of results by ID, of bounded size: two places per ID, and the
// newer of colliding entries stays. The zero memo is empty.
type memo struct {
	entries []memoEntry // pairs
	shift   uint
	stored  int // since the table grew
}

type memoEntry struct{ key, result graph.ID }

const (
	minMemo   = 1 << 10
	maxMemo   = 1 << 18 // 4 MiB
	emptyMemo = graph.MaxID
	// hashMultiplier spreads ordinals (Fibonacci hashing).
	hashMultiplier = 0x9E3779B97F4A7C15
)

func (t *memo) pair(id graph.ID) int {
	return int(uint64(id)*hashMultiplier>>t.shift) << 1
}

// get returns what was put for an ID.
func (t *memo) get(id graph.ID) (graph.ID, bool) {
	if t.entries == nil {
		return graph.None, false
	}
	i := t.pair(id)
	if e := &t.entries[i]; e.key == id {
		return e.result, true
	}
	if e := &t.entries[i+1]; e.key == id {
		return e.result, true
	}
	return graph.None, false
}

func (t *memo) put(id, result graph.ID) {
	if t.stored >= len(t.entries)/2 && len(t.entries) < maxMemo {
		t.grow()
	}
	t.stored++
	i := t.pair(id)
	if t.entries[i].key != emptyMemo {
		t.entries[i+1] = t.entries[i]
	}
	t.entries[i] = memoEntry{id, result}
}

func (t *memo) grow() {
	old := t.entries
	n := max(minMemo, 4*len(old))
	t.entries = make([]memoEntry, n)
	for i := range t.entries {
		t.entries[i].key = emptyMemo
	}
	t.shift = 64
	for pairs := n / 2; pairs > 1; pairs /= 2 {
		t.shift--
	}
	t.stored = 0
	for _, e := range old {
		if e.key != emptyMemo {
			t.put(e.key, e.result)
		}
	}
}
