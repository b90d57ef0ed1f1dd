package extract

import (
	_ "embed" // likely.txt
	"math/bits"
	"strconv"
	"strings"
	"sync"
)

// likelyText holds the weights, a feature and its weight in log-odds on each line,
// parted by a tab, and the line "evidence": how often the model was right and wrong
// on texts that its weights did not come from. The test TestLikely writes it:
//
//	go test ./ingest/extract -run TestLikely -update
//
//go:embed likely.txt
var likelyText string

// model is the weights of features. Those of the words in a zone are a matrix, zone
// by value, so that a word is looked up once for a sentence and not for each pair:
//
//	         avec  recu  #noun …
//	any      0.21  0.30  0.14
//	mid      0.44  0.12
//	…
//
// All others are found by the hash of their name.
type model struct {
	values hashTable // what can be said of a word
	words  [zones][]float32
	others hashTable
	alone  []featureWeight // of others
	// The weights of features that count together are a square matrix of their keys,
	// which is made of the list of them.
	keys     int
	together []float32
	crosses  []crossWeight
	// How often the assertions of the model were right and wrong on texts that its
	// weights did not come from.
	right, wrong int
	// And how often those of rules against which the model speaks.
	against tally
	calibration
}

// featureWeight is what a feature counts alone, and its key among those that count together.
type featureWeight struct {
	alone float32
	key   int32 // -1 for one that has no weight with any other
}

// crossWeight is the weight of two features together, by their keys.
type crossWeight struct {
	a, b   int32
	weight float32
}

// zone is a part of a sentence as seen from a pair.
type zone int

const (
	anywhere zone = iota
	between
	beforeBoth
	afterBoth
	left          // of the one who is named, where the other is not
	right         // of him
	titleWithNone // the title, where it names neither
	titleWithOne
	titleWithBoth
	zones
)

var zoneNames = [zones]string{"any", "mid", "pre", "post", "left", "right", "title0", "title1", "title2"}

// likelyModel reads the weights.
var likelyModel = sync.OnceValue(func() *model {
	m := &model{}
	m.values.reserve(1 << 12) // as many as there usually are, or nearly
	m.others.reserve(1 << 13)
	for line := range strings.Lines(likelyText) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		name, rest, _ := strings.Cut(line, "\t")
		if !m.take(name, rest) {
			panic(&dataError{"likely.txt", 0, line})
		}
	}
	n := m.keys
	m.together = make([]float32, n*n)
	for _, c := range m.crosses {
		m.together[int(c.a)*n+int(c.b)], m.together[int(c.b)*n+int(c.a)] = c.weight, c.weight
	}
	m.crosses = nil
	for z := range m.words {
		m.words[z] = append(m.words[z], make([]float32, m.values.n-len(m.words[z]))...)
	}
	return m
})

// take reads one line; it is false where that is malformed.
func (m *model) take(name, rest string) bool {
	if name == "evidence" {
		right, wrong, _ := strings.Cut(rest, "\t")
		var errs [2]error
		m.right, errs[0] = strconv.Atoi(right)
		m.wrong, errs[1] = strconv.Atoi(wrong)
		return errs == [2]error{}
	}
	if name == "evidence.against" {
		return m.against.read(rest)
	}
	w, err := strconv.ParseFloat(rest, 32)
	if err != nil {
		return false
	}
	if n := m.calibration.of(name); n != nil {
		*n = w
		return true
	}
	if feature, value, ok := strings.Cut(name, "="); ok {
		for z := range zones {
			if zoneNames[z] != feature {
				continue
			}
			i := int(m.values.add(hash(offset, value)))
			if i >= len(m.words[z]) {
				m.words[z] = append(m.words[z], make([]float32, i+1-len(m.words[z]))...)
			}
			m.words[z][i] = float32(w)
			return true
		}
	}
	if first, second, ok := strings.Cut(name, crossing); ok {
		m.crosses = append(m.crosses, crossWeight{m.keyOf(first), m.keyOf(second), float32(w)})
		return true
	}
	m.numbered(name).alone = float32(w)
	return true
}

// numbered returns the weight of a feature, which has a number from then on.
func (m *model) numbered(feature string) *featureWeight {
	i := int(m.others.add(featureHash(feature)))
	if i == len(m.alone) {
		m.alone = append(m.alone, featureWeight{key: -1})
	}
	return &m.alone[i]
}

// keyOf returns the key of a feature, a new one if it has none.
func (m *model) keyOf(feature string) int32 {
	w := m.numbered(feature)
	if w.key < 0 {
		w.key = int32(m.keys)
		m.keys++
	}
	return w.key
}

// hashTable numbers hashes in the order in which they are added: open addressing, at
// most half full. Half of a hash tells where it lies, the other half that it does.
type hashTable struct {
	slots []hashSlot
	n     int
}

type hashSlot struct {
	low, place uint32 // of the hash
	number     int32  // one more; 0 is free
}

// find returns the number of a hash, -1 if it has none.
func (t *hashTable) find(h uint64) int32 {
	if len(t.slots) == 0 {
		return -1
	}
	low, mask := uint32(h), uint32(len(t.slots)-1)
	for i := uint32(h>>32) & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.number == 0 || s.low == low && s.place == uint32(h>>32) {
			return s.number - 1
		}
	}
}

// add returns the number of a hash, a new one if it has none.
func (t *hashTable) add(h uint64) int32 {
	if i := t.find(h); i >= 0 {
		return i
	}
	t.reserve(t.n + 1)
	t.n++
	t.put(hashSlot{uint32(h), uint32(h >> 32), int32(t.n)})
	return int32(t.n - 1)
}

// reserve makes room for so many hashes.
func (t *hashTable) reserve(n int) {
	if 2*n <= len(t.slots) {
		return
	}
	old := t.slots
	t.slots = make([]hashSlot, max(16, 1<<bits.Len(uint(2*n-1))))
	for _, s := range old {
		if s.number > 0 {
			t.put(s)
		}
	}
}

func (t *hashTable) put(s hashSlot) {
	mask := uint32(len(t.slots) - 1)
	i := s.place & mask
	for t.slots[i].number != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = s
}

// featureHash is the hash of a feature "name=value", "name=step>step" or "name".
func featureHash(feature string) uint64 {
	name, value, _ := strings.Cut(feature, "=")
	h := mix(offset, name)
	for step := range strings.SplitSeq(value, stepSign) {
		h = mix(h, step)
	}
	return h
}

// odd is 2⁶⁴ over the golden ratio.
const odd uint64 = 0x9e3779b97f4a7c15

// mix goes on with a hash by eight bytes at a time: each pair of people has dozens of features.
func mix(h uint64, s string) uint64 {
	for ; len(s) >= 8; s = s[8:] {
		h = (h ^ (uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56)) * odd
		h ^= h >> 32
	}
	rest := uint64(0)
	for i := range len(s) {
		rest |= uint64(s[i]) << (8 * i)
	}
	return mixShort(h, rest, len(s))
}

// mixShort mixes under eight bytes, the first in the lowest bits.
func mixShort(h, packed uint64, length int) uint64 {
	h = (h ^ packed ^ uint64(length)<<56) * odd
	return h ^ h>>32
}

// FNV-1a.
const (
	offset uint64 = 14695981039346656037
	prime  uint64 = 1099511628211
)

func hash(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * prime
	}
	return h
}
