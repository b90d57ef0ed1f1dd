package expr

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/xsd"
)

// sumAccumulator is SUM and AVG. Inlined integers and decimals are added as
// whole numbers; all else goes to a value per group.
type sumAccumulator struct {
	average bool
	groups  []sumGroup
	// others are the sums of what is not inlined, by group.
	others map[int32]xsd.Value
	buf    []byte
}

type sumGroup struct {
	integers   int64
	millionths int64 // of inlined decimals
	count      int64
	hasDecimal bool
	failed     bool
}

func (a *sumAccumulator) Grow(groups int) { a.groups = grown(a.groups, groups) }

func (a *sumAccumulator) Bytes() int64 { return int64(cap(a.groups))*32 + int64(len(a.others))*96 }

// roomy is how large a sum may be so that any inlined value can be added.
const roomy = 1 << 62

func (a *sumAccumulator) Add(ctx context.Context, c *Context, group []int32, ids []graph.ID) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.rest()
	if err := c.fetchColumn(ids); err != nil {
		return err
	}
	for i, g := range group {
		s := &a.groups[g]
		id := ids[i]
		if v, ok := id.Integer(); ok && s.integers < roomy && s.integers > -roomy {
			s.integers += v
			s.count++
			continue
		}
		if v, _, ok := id.Decimal(); ok && s.millionths < roomy && s.millionths > -roomy {
			s.millionths += v
			s.hasDecimal = true
			s.count++
			continue
		}
		if err := a.addOther(c, g, id); err != nil {
			return err
		}
	}
	return nil
}

// addOther adds a value that has no quick way.
func (a *sumAccumulator) addOther(c *Context, g int32, id graph.ID) error {
	s := &a.groups[g]
	if s.failed {
		return nil
	}
	v, err := a.number(c, id)
	if err != nil {
		return err
	}
	s.count++
	a.addValue(g, v)
	return nil
}

// addValue adds v to what is not inlined; what is no number fails the group.
func (a *sumAccumulator) addValue(g int32, v xsd.Value) {
	sum, ok := a.others[g]
	if !ok {
		sum = xsd.FromInt(0)
	}
	sum, err := xsd.Add(sum, v)
	if err != nil {
		a.groups[g].failed = true
		delete(a.others, g)
		return
	}
	if a.others == nil {
		a.others = map[int32]xsd.Value{}
	}
	a.others[g] = sum
}

// number returns the value of an ID, the zero Value of what is no number.
func (a *sumAccumulator) number(c *Context, id graph.ID) (xsd.Value, error) {
	if v, ok := xsd.FromID(id); ok {
		return v, nil
	}
	if !id.IsLiteral() || id.Tag() == graph.TagString {
		return xsd.Value{}, nil
	}
	text, err := c.cached(id)
	if err != nil {
		return xsd.Value{}, err
	}
	var v value
	v.setText(id, text, nil)
	if v.kind != typedValue {
		return xsd.Value{}, nil
	}
	return v.num, nil
}

func (a *sumAccumulator) Merge(_ *Context, from Accumulator, group []int32) error {
	b, ok := from.(*sumAccumulator)
	if !ok {
		return mismatch(a, from)
	}
	for i, g := range group {
		s, t := &a.groups[g], &b.groups[i]
		s.count += t.count
		s.hasDecimal = s.hasDecimal || t.hasDecimal
		s.failed = s.failed || t.failed
		if s.failed {
			continue
		}
		if t.integers != 0 {
			a.addValue(g, xsd.FromInt(t.integers))
		}
		if t.millionths != 0 {
			a.addValue(g, xsd.FromScaled(t.millionths, 6))
		}
		if v, ok := b.others[int32(i)]; ok {
			a.addValue(g, v)
		}
	}
	return nil
}

func (a *sumAccumulator) Result(c *Context, group int) (graph.ID, error) {
	s := a.groups[group]
	if s.failed {
		return graph.None, nil
	}
	sum := xsd.FromInt(s.integers)
	var err error
	if s.hasDecimal {
		sum, err = xsd.Add(sum, xsd.FromScaled(s.millionths, 6))
	}
	if v, ok := a.others[int32(group)]; ok && err == nil {
		sum, err = xsd.Add(sum, v)
	}
	if a.average && s.count > 0 && err == nil {
		sum, err = xsd.Divide(sum, xsd.FromInt(s.count))
	}
	if err != nil {
		return graph.None, nil // out of the range of decimals: an error of SPARQL
	}
	if n, ok := sum.Int(); ok && sum.Datatype() == xsd.Integer {
		if id, ok := graph.IntegerID(n); ok {
			return id, nil
		}
	}
	v := value{kind: typedValue, num: sum}
	a.buf = v.appendText(a.buf[:0])
	return c.intern(a.buf)
}
