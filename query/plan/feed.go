package plan

// feed joins what a service needs before it is asked, where no single connected
// part of the join binds all of it: the parts that bind some are multiplied, and
// the service is asked with the product. Both actors of a chain may be found by
// patterns that have nothing else in common. The join that is left has the service
// with its input as one input; it is o itself if there is nothing to feed.
func (p *planner) feed(o *joinOp) *joinOp {
	o = unfiltered(o)
	for i, in := range o.in {
		s, ok := in.(*serviceOp)
		if !ok || s.needs.empty() {
			continue
		}
		var others []op
		others = append(append(others, o.in[:i]...), o.in[i+1:]...)
		parts, rest := providers(others, s.needs)
		if len(parts) < 2 {
			continue
		}
		var from []op
		for _, part := range parts {
			from = append(from, newJoin(part...))
		}
		product := newJoin(from...)
		all := newJoin(product, s)
		e := p.estimate(all)
		fed := *o
		fed.in = append(rest, &builtOp{setsOf(all), p.serviceFrom(s, all, e, p.best(product)), e})
		return p.feed(&fed)
	}
	return o
}

// unfiltered asks conditions on a service's answer after the join: the service is
// fed by what it is joined with, which it would not be under a filter.
func unfiltered(o *joinOp) *joinOp {
	for i, in := range o.in {
		f, ok := in.(*filterOp)
		if !ok {
			continue
		}
		s, ok := f.in.(*serviceOp)
		if !ok {
			continue
		}
		u := *o
		u.in = append(append(append([]op{}, o.in[:i]...), s), o.in[i+1:]...)
		u.conds = append(append([]cond{}, o.conds...), f.conds...)
		return unfiltered(&u)
	}
	return o
}

// providers divides inputs into the connected parts that bind some of what is
// needed, and all others. Without parts that bind all of it together, there are no
// parts.
func providers(in []op, needs slotSet) (parts [][]op, rest []op) {
	used := make([]bool, len(in))
	var bound slotSet
	for i := range in {
		if used[i] {
			continue
		}
		used[i] = true
		part := []op{in[i]}
		slots := in[i].possible()
		for k := 0; k < len(part); k++ {
			for j, o := range in {
				if !used[j] && o.possible().meets(part[k].possible()) {
					used[j] = true
					part = append(part, o)
					slots = slots.union(o.possible())
				}
			}
		}
		if slots.meets(needs) {
			parts, bound = append(parts, part), bound.union(slots)
		} else {
			rest = append(rest, part...)
		}
	}
	if !needs.within(bound) {
		return nil, in
	}
	return parts, rest
}
