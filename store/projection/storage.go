package projection

import (
	"bytes"
	"fmt"

	"github.com/chancery-graph/chancery/store/dict"
	"github.com/chancery-graph/chancery/store/kv"
)

// dictStorage lends the key-value store to the dictionary. Its keys follow
// prefixTerm.
type dictStorage struct{ db *kv.DB }

// Get implements dict.Storage.
func (s *dictStorage) Get(key []byte, fn func([]byte) error) error {
	r := s.db.Reader()
	defer r.Close()
	var kb [24]byte
	return r.Get(append(append(kb[:0], prefixTerm), key...), fn)
}

// Set implements dict.Storage. Runs are read back before they are flushed, so
// each value is written at once.
func (s *dictStorage) Set(key, val []byte) error {
	b := s.db.Batch()
	if err := b.Set(append([]byte{prefixTerm}, key...), bytes.Clone(val)); err != nil {
		b.Cancel()
		return err
	}
	return b.Flush()
}

// flushTerms writes the terms in memory as a run of the dictionary. It counts
// once a manifest lists it.
func (p *Projection) flushTerms() error {
	if _, err := p.dict.Flush(uint64(p.nextRun())); err != nil {
		return fmt.Errorf("write dictionary: %w", err)
	}
	return nil
}

// mergeTermsLimit is the number of terms up to which runs of the dictionary are
// merged on the way; Compact merges all.
const mergeTermsLimit = 2 << 20

// mergeTerms merges runs of the dictionary if it is due.
func (p *Projection) mergeTerms(limit uint64) error {
	runs := p.dict.Runs()
	from, to, ok := dict.PickMerge(runs)
	if !ok {
		return nil
	}
	var n uint64
	for _, r := range runs[from:to] {
		n += r.N
	}
	if n > limit {
		return nil
	}
	return p.mergeTermRuns(from, to)
}

func (p *Projection) mergeTermRuns(from, to int) error {
	merged, err := p.dict.Merger(from, to).Merge(uint64(p.nextRun()))
	if err != nil {
		return err
	}
	return p.dict.Replace(merged)
}

// findStrayTerms notes key prefixes of the dictionary that no run refers to, by
// seeking from one to the next.
func (p *Projection) findStrayTerms(known []dict.Description) error {
	used := map[string]bool{}
	for _, k := range dict.Prefixes(known) {
		used[string(k)] = true
	}
	r := p.db.Reader()
	defer r.Close()
	from := []byte{prefixTerm}
	for {
		var found []byte
		for k, err := range r.Keys([]byte{prefixTerm}, from, false) {
			if err != nil {
				return err
			}
			found = bytes.Clone(k)
			break
		}
		if found == nil {
			return nil
		}
		if len(found) < termPrefix {
			return fmt.Errorf("dictionary key of %d bytes", len(found))
		}
		found = found[:termPrefix]
		if !used[string(found[1:])] {
			p.strays = append(p.strays, found)
		}
		if from = successor(found); from == nil {
			return nil
		}
	}
}

// termPrefix is the length of prefixTerm and of a prefix of dict.Prefixes.
const termPrefix = 1 + 1 + 8

// successor is the least key greater than every key with the prefix; nil if
// there is none.
func successor(prefix []byte) []byte {
	next := bytes.Clone(prefix)
	for i := len(next) - 1; i >= 0; i-- {
		if next[i]++; next[i] != 0 {
			return next
		}
	}
	return nil
}
