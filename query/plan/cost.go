package plan

// Costs are in rows of a scan.
const (
	costBuild    = 4.0 // a row put into a hash table
	costProbe    = 1.5 // a row looked up in one
	costMerge    = 0.5 // a row of either side of a merge join
	costOut      = 0.5 // a row that a join yields
	costSeek     = 300 // a lookup of an index join in no order
	costSeekNext = 150 // a lookup of an index join in the order of the scan
	costFetch    = 1.5 // a row that a lookup finds
	costGroup    = 4.0 // a row grouped by hash
	costStream   = 1.0 // a row grouped in order
	costSort     = 0.4 // a row sorted, per doubling of their number
	costFilter   = 1.0 // a condition on a row
	costStep     = 60  // a term that a path search expands
	costService  = 1e6 // asking another endpoint
	costUnbound  = 1e4 // times that, if it is asked with nothing bound

	batchRows = 1024
)

// header makes the header of a node for o.
func header(o op, e *estimate, cost, start float64, sorted []Slot) Header {
	return Header{
		Slots:  o.possible().slots(),
		Maybe:  o.possible().without(o.certain()).slots(),
		Sorted: sorted,
		Rows:   e.rows,
		Cost:   cost,
		start:  start,
	}
}

// effective is the cost of the part of a node's solutions that is wanted.
func (h *Header) effective(part float64) float64 {
	return h.start + (h.Cost-h.start)*part
}

// startsWith tells whether sorted begins with the slots of keys in their order.
func startsWith(sorted, keys []Slot) bool {
	if len(sorted) < len(keys) {
		return false
	}
	for i, k := range keys {
		if sorted[i] != k {
			return false
		}
	}
	return true
}

// coveredBy returns the beginning of sorted that holds exactly the slots of keys,
// nil if there is none.
func coveredBy(sorted []Slot, keys slotSet) []Slot {
	n := keys.len()
	if n == 0 || len(sorted) < n {
		return nil
	}
	for _, s := range sorted[:n] {
		if !keys.has(s) {
			return nil
		}
	}
	return sorted[:n]
}

// cheapest returns the node that costs least for the wanted part; the first of
// equal ones.
func cheapest(nodes []Node, part float64) Node {
	best := nodes[0]
	for _, n := range nodes[1:] {
		if n.Head().effective(part) < best.Head().effective(part)*(1-1e-9) {
			best = n
		}
	}
	return best
}

// undominated drops nodes that another beats in cost and in order.
func undominated(nodes []Node, part float64) []Node {
	var out []Node
	for i, n := range nodes {
		beaten := false
		for j, m := range nodes {
			if i == j || !startsWith(m.Head().Sorted, n.Head().Sorted) {
				continue
			}
			a, b := n.Head().effective(part), m.Head().effective(part)
			if b < a || b == a && (len(m.Head().Sorted) > len(n.Head().Sorted) || j < i) {
				beaten = true
				break
			}
		}
		if !beaten {
			out = append(out, n)
		}
	}
	return out
}
