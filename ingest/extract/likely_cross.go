package extract

import "slices"

// crossSums adds up the weights that features have together with each other: each counts with those
// before it. What it counts with the features of the sentence is added up once for all pairs.
type crossSums struct {
	m          *model
	keys       []int32 // of the features of a pair so far
	from       int     // of them, those of the part that is being told, see parts
	common     []int32 // of those of the sentence
	sentence   uint32
	withCommon []rowSum // by key

	names, commonNames []string // where names are kept
}

// rowSum is the sum of a key and the sentence for which it holds.
type rowSum struct {
	sentence uint32
	sum      float64
}

func (t *crossSums) begin(m *model) {
	if t.m != m {
		t.m, t.withCommon = m, make([]rowSum, m.keys)
	}
	t.sentence++
	t.common, t.commonNames = t.common[:0], t.commonNames[:0]
}

// endCommon makes the features so far those of the sentence.
func (t *crossSums) endCommon() {
	t.sentence++
	t.common, t.commonNames = append(t.common, t.keys...), append(t.commonNames, t.names...)
}

func (t *crossSums) reset() { t.keys, t.names = t.keys[:0], t.names[:0] }

// add adds a key, and returns what it counts with those before it.
func (t *crossSums) add(key int32) float64 {
	row := t.row(key)
	c := &t.withCommon[key]
	if c.sentence != t.sentence {
		*c = rowSum{t.sentence, sumOf(row, t.common)}
	}
	sum := c.sum + sumOf(row, t.keys[t.from:])
	t.keys = append(t.keys, key)
	return sum
}

func (t *crossSums) row(key int32) []float32 { return t.m.together[int(key)*t.m.keys:][:t.m.keys] }

func sumOf(row []float32, keys []int32) (sum float64) {
	for _, k := range keys {
		sum += float64(row[k])
	}
	return sum
}

// crossing parts the names of two features that count together.
const crossing = " & "

// name appends the names of a feature together with each before it, unless it is among them.
func (t *crossSums) name(name string, out []string) []string {
	if slices.Contains(t.names, name) {
		return out
	}
	for _, others := range [...][]string{t.names, t.commonNames} {
		for _, other := range others {
			out = append(out, min(name, other)+crossing+max(name, other))
		}
	}
	t.names = append(t.names, name)
	return out
}
