package plan

// clone copies a node and all below it, so that a plan can hold it twice.
func clone(n Node) Node {
	switch n := n.(type) {
	case *Unit:
		c := *n
		return &c
	case *Empty:
		c := *n
		return &c
	case *Scan:
		c := *n
		return &c
	case *GraphNames:
		c := *n
		return &c
	case *Values:
		c := *n
		return &c
	case *Param:
		c := *n
		return &c
	case *Count:
		c := *n
		return &c
	case *Leapfrog:
		c := *n
		c.Scans = make([]*Scan, len(n.Scans))
		for i, s := range n.Scans {
			c.Scans[i] = clone(s).(*Scan)
		}
		return &c
	case *Join:
		c := *n
		c.Left, c.Right = clone(n.Left), clone(n.Right)
		return &c
	case *Union:
		c := *n
		c.In = make([]Node, len(n.In))
		for i, in := range n.In {
			c.In[i] = clone(in)
		}
		return &c
	}
	return cloneUnary(n)
}

func cloneUnary(n Node) Node {
	switch n := n.(type) {
	case *Filter:
		c := *n
		c.In = clone(n.In)
		return &c
	case *Extend:
		c := *n
		c.In = clone(n.In)
		return &c
	case *Group:
		c := *n
		c.In = clone(n.In)
		return &c
	case *Sort:
		c := *n
		c.In = clone(n.In)
		return &c
	case *Distinct:
		c := *n
		c.In = clone(n.In)
		return &c
	case *Slice:
		c := *n
		c.In = clone(n.In)
		return &c
	case *Project:
		c := *n
		c.In = clone(n.In)
		return &c
	case *Path:
		c := *n
		c.In = clone(n.In)
		return &c
	case *Service:
		c := *n
		c.In = clone(n.In)
		return &c
	}
	panic("plan: unknown kind of node")
}
