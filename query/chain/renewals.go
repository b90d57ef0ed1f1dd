package chain

import (
	"cmp"
	"slices"
)

// renewals are the contacts of the actors whose lists are no longer those that were
// made when the network was settled. They lie in buckets, of which a change copies
// one, so that many of them make a further one no dearer.
type renewals struct {
	buckets [][]renewal // by the last bits of the actor; nil if there are none
}

// renewal is the contacts of an actor.
type renewal struct {
	actor       uint32
	list, longs []uint32 // by day, as Network.by and longBy
}

// bucketCount is a power of two.
const bucketCount = 256

// of finds the renewal of an actor; nil if there is none.
func (r *renewals) of(actor uint32) *renewal {
	if r.buckets == nil {
		return nil
	}
	bucket := r.buckets[actor%bucketCount]
	if at, ok := findRenewal(bucket, actor); ok {
		return &bucket[at]
	}
	return nil
}

func findRenewal(bucket []renewal, actor uint32) (at int, ok bool) {
	return slices.BinarySearchFunc(bucket, actor, func(r renewal, a uint32) int { return cmp.Compare(r.actor, a) })
}

// with returns the renewals with another one; r stays as it is.
func (r *renewals) with(one renewal) renewals {
	buckets := make([][]renewal, bucketCount)
	copy(buckets, r.buckets)
	b := &buckets[one.actor%bucketCount]
	at, known := findRenewal(*b, one.actor)
	longer := make([]renewal, 0, len(*b)+1)
	longer = append(append(longer, (*b)[:at]...), one)
	if known {
		at++
	}
	*b = append(longer, (*b)[at:]...)
	return renewals{buckets}
}

// bytes is the memory that they take.
func (r *renewals) bytes() int {
	const perBucket, perRenewal = 24, 56
	total := len(r.buckets) * perBucket
	for _, b := range r.buckets {
		total += len(b) * perRenewal
		for i := range b {
			total += (len(b[i].list) + len(b[i].longs)) * 4
		}
	}
	return total
}
