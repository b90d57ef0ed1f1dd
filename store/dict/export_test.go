package dict

import "math/rand/v2"

// WithHash sets the hash of texts, to force collisions.
func (o Options) WithHash(hash func([]byte) uint64) Options {
	o.hash = hash
	return o
}

// WithSmallSegments sets the number of terms below which merges copy segments.
func (o Options) WithSmallSegments(n uint64) Options {
	o.small = n
	return o
}

// EncodeTerms and DecodeTerms are the two ways of a block of terms.
func EncodeTerms(texts [][]byte) ([]byte, error) {
	c, err := newCodec()
	if err != nil {
		return nil, err
	}
	var w termBlockWriter
	for _, t := range texts {
		w.add(t)
	}
	b := w.flush(nil, c)
	return b, c.close()
}

func TermsDecoder() (decode func([]byte) ([][]byte, error), stop func() error, err error) {
	c, err := newCodec()
	if err != nil {
		return nil, nil, err
	}
	return func(b []byte) ([][]byte, error) {
		block, err := c.readTermBlock(b)
		if err != nil {
			return nil, err
		}
		texts := make([][]byte, len(block.ends))
		for i := range texts {
			texts[i] = block.text(uint64(i))
		}
		return texts, nil
	}, c.close, nil
}

// RandomHashes returns n entries with short hashes of some bits, sorted, as
// short hashes and ordinals.
func RandomHashes(n int, bits int, seed uint64) (shorts, ordinals []uint64) {
	rng := rand.New(rand.NewPCG(seed, 1))
	entries := make([]entry, n)
	for i := range entries {
		entries[i] = entry{short: rng.Uint64() >> (64 - bits), ordinal: uint64(i)}
	}
	sortEntries(entries, make([]entry, n))
	for _, e := range entries {
		shorts, ordinals = append(shorts, e.short), append(ordinals, e.ordinal)
	}
	return shorts, ordinals
}

// EncodeHashes writes a block of hashes.
func EncodeHashes(shorts, ordinals []uint64) []byte {
	entries := make([]entry, len(shorts))
	for i := range entries {
		entries[i] = entry{short: shorts[i], ordinal: ordinals[i]}
	}
	return appendHashBlock(nil, entries)
}

// DecodeHashes reads a block of hashes.
func DecodeHashes(b []byte) (shorts, ordinals []uint64, search func(uint64) []uint64, err error) {
	h, err := openHashBlock(b)
	if err != nil {
		return nil, nil, nil, err
	}
	for _, e := range h.entries(nil) {
		shorts, ordinals = append(shorts, e.short), append(ordinals, e.ordinal)
	}
	return shorts, ordinals, func(short uint64) []uint64 { return h.search(nil, short) }, nil
}

// OpenIndexes reads b as each kind of resident index.
func OpenIndexes(b []byte, blocks uint32, n uint64) []error {
	_, hashes := readHashIndex(b, int(blocks))
	_, terms := readTermIndex(b, Segment{Blocks: blocks, N: n})
	f, err := openFilter(b)
	if err == nil {
		f.has(n)
		f.add(n)
	}
	return []error{hashes, terms, err}
}

// FalsePositives returns the share of unknown short hashes that a filter of n
// terms lets pass, and whether it knows all its own.
func FalsePositives(n int) (share float64, complete bool) {
	rng := rand.New(rand.NewPCG(1, 2))
	f := newFilter(uint64(n))
	own := make([]uint64, n)
	for i := range own {
		own[i] = rng.Uint64() >> shortOf
		f.add(own[i])
	}
	complete = true
	for _, s := range own {
		complete = complete && f.has(s)
	}
	passed := 0
	for range n {
		if f.has(rng.Uint64() >> shortOf) {
			passed++
		}
	}
	return float64(passed) / float64(n), complete
}
