package expr

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/xsd"
)

// The first byte of a sort key: the kinds of term in the order of SPARQL 1.1
// §15.1 with the triple terms of SPARQL 1.2, and literals by value space.
const (
	keyNone byte = iota
	keyBlank
	keyIRI
	keyTyped  // numbers, booleans, times, durations
	keyString // with and without a language tag
	keyOther  // of unknown datatypes, and ill-typed
	keyTriple
)

// Compare orders two values as ORDER BY does (SPARQL 1.1 §15.1, SPARQL 1.2 for
// triple terms): no value, blank nodes, IRIs, literals, triple terms; literals
// by value where "<" compares them, and otherwise in an order that is fixed:
// numbers (NaN first), booleans, times, durations, strings (by text, then by
// language tag), others by datatype. It is a strict weak order: 0 means the same
// place, as 1 and 1.0 have.
func Compare(c *Context, a, b graph.ID) (int, error) {
	if a == b {
		return 0, nil
	}
	if t := a.Tag(); t == b.Tag() && (t == graph.TagInteger || t == graph.TagString || t == graph.TagBoolean) {
		if a < b {
			return -1, nil
		}
		return 1, nil
	}
	k := &c.keys
	x, err := AppendSortKey(c, k.x[:0], a)
	if err != nil {
		return 0, err
	}
	y, err := AppendSortKey(c, k.y[:0], b)
	if err != nil {
		return 0, err
	}
	k.x, k.y = x, y
	return bytes.Compare(x, y), nil
}

// keyBuffers are the scratch of sort keys.
type keyBuffers struct {
	x, y, text []byte
}

// AppendSortKey appends bytes that compare, as bytes, like [Compare] compares
// values: keys of any two IDs, from whichever call. No key is a prefix of
// another. For sorts that spill and for sorting by several keys.
func AppendSortKey(c *Context, dst []byte, id graph.ID) ([]byte, error) {
	switch {
	case id.Tag() == graph.TagSpecial:
		return append(dst, keyNone), nil
	case id.InDictionary() || id.IsLocal():
		text, err := c.Terms.AppendTerm(c.keys.text[:0], id)
		if err != nil {
			return dst, fmt.Errorf("decode %v: %w", id, err)
		}
		c.keys.text = text
		return appendTermKey(dst, text), nil
	case id.Tag() == graph.TagString:
		c.keys.text = appendInlineString(c.keys.text[:0], id)
		return appendStringKey(append(dst, keyString), c.keys.text, nil), nil
	}
	v, ok := xsd.FromID(id)
	if !ok {
		return dst, fmt.Errorf("decode %v: no such tag", id)
	}
	return v.AppendKey(append(dst, keyTyped)), nil
}

// appendTermKey appends the key of a canonical text.
func appendTermKey(dst, text []byte) []byte {
	switch graph.TagOf(text) {
	case graph.TagBlank:
		return appendTerminated(append(dst, keyBlank), text)
	case graph.TagIRI:
		return appendTerminated(append(dst, keyIRI), text[1:len(text)-1])
	case graph.TagTriple:
		s, p, o, ok := graph.TripleParts(text)
		if !ok {
			return appendTerminated(append(dst, keyTriple), text)
		}
		dst = appendTermKey(appendTermKey(append(dst, keyTriple), s), p)
		return appendTermKey(dst, o)
	}
	var v value
	v.setText(graph.None, text, nil)
	switch v.kind {
	case typedValue:
		return v.num.AppendKey(append(dst, keyTyped))
	case plainString, langString:
		return appendStringKey(append(dst, keyString), v.lex, v.lang)
	}
	lexical, datatype, _ := graph.LiteralParts(text)
	return appendTerminated(appendTerminated(append(dst, keyOther), datatype), graph.AppendUnescaped(nil, lexical))
}

func appendStringKey(dst, lex, lang []byte) []byte {
	return appendTerminated(appendTerminated(dst, lex), lang)
}

// appendTerminated appends b so that what starts with it sorts behind it: 0
// becomes 0 1, and 0 0 ends it.
func appendTerminated(dst, b []byte) []byte {
	for {
		i := bytes.IndexByte(b, 0)
		if i < 0 {
			return append(append(dst, b...), 0, 0)
		}
		dst = append(append(dst, b[:i]...), 0, 1)
		b = b[i+1:]
	}
}

// SortKeys writes a number for each ID to keys, which has room for len(ids):
// numbers compare like [Compare] compares the values, equal ones included.
// Numbers of two calls must not be compared. Each distinct ID is decoded once;
// columns of one kind of inlined values are not decoded at all.
func SortKeys(ctx context.Context, c *Context, ids []graph.ID, keys []uint64) error {
	if key := directKey(ids); key != nil {
		for i, id := range ids {
			keys[i] = key(id)
		}
		return nil
	}
	distinct := slices.Clone(ids)
	slices.Sort(distinct)
	distinct = slices.Compact(distinct)
	ranks, err := rank(ctx, c, distinct)
	if err != nil {
		return err
	}
	last, lastKey := graph.None, uint64(0)
	for i, id := range ids {
		if i == 0 || id != last {
			at, _ := slices.BinarySearch(distinct, id)
			last, lastKey = id, ranks[at]
		}
		keys[i] = lastKey
	}
	return nil
}

// directKey returns what makes keys of IDs alone, nil if they are not all
// unbound or of one kind that this can be done with.
func directKey(ids []graph.ID) func(graph.ID) uint64 {
	var seen uint32
	small := true // integers whose millionths fit
	for _, id := range ids {
		seen |= 1 << id.Tag()
		if v, ok := id.Integer(); ok && (v > maxMillions || v < -maxMillions) {
			small = false
		}
	}
	switch seen &^ (1 << graph.TagSpecial) {
	case 0, 1 << graph.TagInteger, 1 << graph.TagString, 1 << graph.TagBoolean:
		return func(id graph.ID) uint64 { return uint64(id) }
	case 1 << graph.TagDecimal, 1<<graph.TagDecimal | 1<<graph.TagInteger:
		if small {
			return millionthsKey
		}
	case 1 << graph.TagDateTime:
		return dateTimeKey
	case 1 << graph.TagDate:
		return dateKey
	}
	return nil
}

const maxMillions = 1 << 42

// millionthsKey is the key of an inlined integer or decimal.
func millionthsKey(id graph.ID) uint64 {
	if n, ok := id.Integer(); ok {
		return uint64(n*1e6) ^ 1<<63
	}
	if n, _, ok := id.Decimal(); ok {
		return uint64(n) ^ 1<<63
	}
	return 0
}

func dateTimeKey(id graph.ID) uint64 {
	millis, zone, ok := id.DateTime()
	if !ok {
		return 0
	}
	return uint64(millis+1<<60)<<1 | zonedBit(zone)
}

func dateKey(id graph.ID) uint64 {
	days, zone, ok := id.Date()
	if !ok {
		return 0
	}
	return uint64(days*24*60-zone.Minutes()+1<<60)<<1 | zonedBit(zone)
}

func zonedBit(z graph.Zone) uint64 {
	if z == graph.ZoneNone {
		return 0
	}
	return 1
}

// rankChunk is how many terms are decoded between two looks at ctx.
const rankChunk = 4096

// rank returns the place of each of ids, which rise, in the order of Compare.
func rank(ctx context.Context, c *Context, ids []graph.ID) ([]uint64, error) {
	type keyed struct{ from, to, at int }
	var texts []byte
	list := make([]keyed, len(ids))
	for i, id := range ids {
		if i%rankChunk == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			c.rest()
			if err := c.fetchColumn(ids[i:min(i+rankChunk, len(ids))]); err != nil {
				return nil, err
			}
		}
		from := len(texts)
		var err error
		if texts, err = c.appendCachedKey(texts, id); err != nil {
			return nil, err
		}
		list[i] = keyed{from, len(texts), i}
	}
	slices.SortFunc(list, func(x, y keyed) int {
		return bytes.Compare(texts[x.from:x.to], texts[y.from:y.to])
	})
	ranks := make([]uint64, len(ids))
	n := uint64(0)
	for i, k := range list {
		if i > 0 {
			before := list[i-1]
			if !bytes.Equal(texts[before.from:before.to], texts[k.from:k.to]) {
				n++
			}
		}
		ranks[k.at] = n
	}
	return ranks, nil
}

// appendCachedKey is AppendSortKey by way of the texts that were fetched.
func (c *Context) appendCachedKey(dst []byte, id graph.ID) ([]byte, error) {
	if !id.InDictionary() && !id.IsLocal() {
		return AppendSortKey(c, dst, id)
	}
	text, err := c.cached(id)
	if err != nil {
		return dst, err
	}
	return appendTermKey(dst, text), nil
}
