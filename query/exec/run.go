package exec

import (
	"context"
	"fmt"
	"time"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
	"github.com/chancery-graph/chancery/query/plan"
)

// operator yields solutions. It is used by one goroutine at a time.
type operator interface {
	// next fills b, whose columns are borrowed until the following call; no live
	// solution ends the stream, and a stream that has ended stays so.
	next(ctx context.Context, b *Batch) error
	// close releases what the operator and its inputs hold; it may be called more
	// than once and before the end.
	close() error
}

// run is what the operators of one execution share.
type run struct {
	ds    Dataset
	opts  Options
	terms *Terms
	slots int           // of the plan
	vars  []algebra.Var // their names
	mem   *budget
	// frames are what joins around pass to plan.Param, by the joins' scopes.
	frames  map[int]*frame
	profile *profile // nil unless asked for
	temp    *tempFiles
	workers workers
	eval    *expr.Context // of the goroutine that runs the operators
	// enough is how many solutions of the operator to be built are wanted, where a
	// LIMIT says so; 0: all.
	enough int
	// part is the range of IDs that scans to be built are about; nil: all.
	part *part
}

// Run starts a plan. Nothing is read before the first Next; the caller closes
// the cursor. The dataset must be the one that the plan was made for.
func Run(ctx context.Context, p *plan.Plan, ds Dataset, o Options) (*Cursor, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	o = o.withDefaults()
	r := &run{ds: ds, opts: o, terms: o.Terms, slots: len(p.Vars), vars: p.Vars, mem: newBudget(o.MaxMemory)}
	if r.terms == nil {
		r.terms, _ = p.Terms.(*Terms)
	}
	if r.terms == nil {
		r.terms = NewTerms(ds)
	}
	r.workers = make(workers, o.Parallelism-1)
	if err := r.terms.serve(r.mem, r.workers); err != nil {
		return nil, err
	}
	if o.Profile {
		r.profile = newProfile()
	}
	r.temp = &tempFiles{dir: o.SpillDir}
	r.eval = &expr.Context{Terms: r.terms, Now: o.Now, Base: o.Base}
	root, err := r.build(p.Root)
	if err != nil {
		return nil, err
	}
	c := &Cursor{run: r, root: root, out: p.Out}
	if o.Timeout > 0 {
		c.deadline = time.Now().Add(o.Timeout)
	}
	return c, nil
}

// build makes the operators of a node and all below it.
func (r *run) build(n plan.Node) (operator, error) {
	op, err := r.buildNode(n)
	if err != nil || r.profile == nil {
		return op, err
	}
	return &profiled{operator: op, actual: r.profile.of(n)}, nil
}

func (r *run) buildNode(n plan.Node) (operator, error) {
	all := r.wanting(0) // of what is below, but for the operators of buildUnary
	switch n := n.(type) {
	case *plan.Unit:
		return &unit{}, nil
	case *plan.Empty:
		return &empty{}, nil
	case *plan.Values:
		return newValues(n), nil
	case *plan.Param:
		return newParam(r, n)
	case *plan.Scan:
		return newScan(r, n), nil
	case *plan.GraphNames:
		return newGraphNames(r, n), nil
	case *plan.Count:
		return &count{run: r, node: n}, nil
	case *plan.Join:
		return newJoin(all, n, r.enough)
	case *plan.Leapfrog:
		return newLeapfrog(all, n)
	case *plan.Union:
		return newUnion(all, n)
	default:
		return r.buildUnary(n)
	}
}

// wanting is a run for building operators of which so many solutions are enough.
func (r *run) wanting(enough int) *run {
	if r.enough == enough {
		return r
	}
	inner := *r
	inner.enough = enough
	return &inner
}

// buildUnary builds an operator with one input.
func (r *run) buildUnary(n plan.Node) (operator, error) {
	inputs := n.Inputs()
	if len(inputs) != 1 {
		return nil, fmt.Errorf("exec: no operator for a plan's %T", n)
	}
	below := r.wanting(0)
	switch n := n.(type) {
	case *plan.Slice:
		if most := n.Offset + n.Limit; n.Limit > 0 && most > 0 && most < BatchRows {
			below = r.wanting(int(most))
		}
	case *plan.Project, *plan.Extend:
		below = r
	}
	build := below.build
	switch n := n.(type) {
	case *plan.Sort:
		build = below.buildAll
	case *plan.Group:
		if !n.Streaming || len(n.Keys) == 0 {
			build = below.buildAll
		}
	}
	in, err := build(inputs[0])
	r = r.wanting(0)
	if err != nil {
		return nil, err
	}
	switch n := n.(type) {
	case *plan.Filter:
		return &filter{run: r, in: in, conds: n.Conds}, nil
	case *plan.Extend:
		return &extend{run: r, in: in, node: n}, nil
	case *plan.Group:
		if onlyCounts(n) {
			return &rowCount{operator: in, run: r, node: n}, nil
		}
		return newGroup(r, n, in), nil
	case *plan.Sort:
		return newSort(r, n, in), nil
	case *plan.Distinct:
		return newDistinct(r, n, in), nil
	case *plan.Slice:
		return &slice{in: in, skip: n.Offset, left: n.Limit}, nil
	case *plan.Project:
		return newProject(r, n, in), nil
	case *plan.Path:
		return newPath(r, n, in), nil
	case *plan.Service:
		return newService(r, n, in), nil
	}
	return nil, fmt.Errorf("exec: no operator for a plan's %T", n)
}
