package plan

import "math/bits"

// slotSet is a set of slots as a bit mask. Values are immutable: every method
// returns a new set.
type slotSet []uint64

func setOf(slots ...Slot) slotSet {
	var s slotSet
	for _, v := range slots {
		if v >= 0 {
			s = s.with(v)
		}
	}
	return s
}

func (s slotSet) has(v Slot) bool {
	return v >= 0 && int(v)/64 < len(s) && s[v/64]&(1<<(v%64)) != 0
}

func (s slotSet) with(v Slot) slotSet {
	n := make(slotSet, max(len(s), int(v)/64+1))
	copy(n, s)
	n[v/64] |= 1 << (v % 64)
	return n
}

func (s slotSet) union(t slotSet) slotSet {
	if len(s) < len(t) {
		s, t = t, s
	}
	if len(t) == 0 {
		return s
	}
	n := make(slotSet, len(s))
	copy(n, s)
	for i, w := range t {
		n[i] |= w
	}
	return n
}

func (s slotSet) and(t slotSet) slotSet {
	n := make(slotSet, min(len(s), len(t)))
	for i := range n {
		n[i] = s[i] & t[i]
	}
	return n
}

func (s slotSet) without(t slotSet) slotSet {
	n := make(slotSet, len(s))
	copy(n, s)
	for i := range min(len(s), len(t)) {
		n[i] &^= t[i]
	}
	return n
}

func (s slotSet) empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

// within tells whether every member of s is in t.
func (s slotSet) within(t slotSet) bool { return s.without(t).empty() }

// meets tells whether the sets share a member.
func (s slotSet) meets(t slotSet) bool { return !s.and(t).empty() }

// slots lists the members, ascending; nil if there are none.
func (s slotSet) slots() []Slot {
	var list []Slot
	for i, w := range s {
		for w != 0 {
			list = append(list, Slot(i*64+bits.TrailingZeros64(w)))
			w &= w - 1
		}
	}
	return list
}

func (s slotSet) len() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}
