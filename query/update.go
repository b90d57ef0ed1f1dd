package query

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/sparql"
)

var (
	// ErrGraph is wrapped by the errors of CREATE of a graph that is there, and of
	// DROP, CLEAR, ADD, MOVE and COPY of one that is not.
	ErrGraph = errors.New("query: graph")
	// ErrLoad is wrapped by the errors of LOAD.
	ErrLoad = errors.New("query: LOAD")

	errNoSeek = errors.New("query: the dataset's scans cannot seek")
)

// Update is an update request that has been read. It is immutable and may be run
// by many goroutines.
type Update struct {
	parsed  *algebra.Update
	options Options
}

// UpdateOptions of a run; the zero value works.
type UpdateOptions struct {
	// Load yields the statements of the document at an IRI (without angle
	// brackets) for LOAD; what it says of graphs is ignored. Its blank nodes are
	// made distinct from all others. Nil, as it should be unless the user allows
	// it: every LOAD is an error.
	Load func(ctx context.Context, iri string) iter.Seq2[Statement, error]
}

// PrepareUpdate reads an update request. Errors are those of [Prepare].
func PrepareUpdate(text string, o Options) (*Update, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	u, err := sparql.ParseUpdate(text, o.parser())
	if err != nil {
		return nil, err
	}
	if u, err = using(u, o.Dataset); err != nil {
		return nil, err
	}
	return &Update{parsed: u, options: o}, nil
}

// Run computes what the request changes in ds, as one patch: its operations run
// in their order, each on what those before have left. Nothing is written; the
// caller appends the patch as one event, so that the request lands whole or not
// at all. An operation that fails fails the request, unless it is SILENT.
//
// The patch has the net change: first deletions of statements that are there,
// then additions of statements that are not, in the order in which the
// operations made them. Labels of new blank nodes are random and must be kept.
func (u *Update) Run(ctx context.Context, ds exec.Dataset, o UpdateOptions) (*Patch, error) {
	r := &updateRun{options: u.options, load: o.Load, over: newOverlay(ds, u.options.maxMemory()), start: time.Now()}
	if r.options.Now.IsZero() {
		r.options.Now = r.start
	}
	var label [12]byte
	if _, err := rand.Read(label[:]); err != nil {
		return nil, fmt.Errorf("query: labels of blank nodes: %w", err)
	}
	r.label = "u" + hex.EncodeToString(label[:])
	if err := r.within(ctx, u.parsed.Ops); err != nil {
		return nil, err
	}
	return r.over.patch(ctx)
}

// within runs the operations within the time limit.
func (r *updateRun) within(ctx context.Context, ops []algebra.UpdateOp) error {
	timeout := r.options.Limits.Timeout
	over := &exec.LimitError{Limit: exec.LimitTime, Value: int64(timeout)}
	if timeout > 0 {
		limited, cancel := context.WithDeadlineCause(ctx, r.start.Add(timeout), over)
		defer cancel()
		ctx = limited
	}
	for i, op := range ops {
		err := ctx.Err()
		if err == nil {
			err = r.operation(ctx, op)
		}
		switch {
		case err == nil:
		case errors.Is(err, context.DeadlineExceeded) && context.Cause(ctx) == error(over):
			return over
		default:
			return fmt.Errorf("operation %d: %w", i+1, err)
		}
	}
	return nil
}

// updateRun is the state of one run.
type updateRun struct {
	options Options
	load    func(ctx context.Context, iri string) iter.Seq2[Statement, error]
	over    *overlay
	start   time.Time
	label   string // begins the labels of new blank nodes
	scopes  int    // that have been begun with it
}

func (r *updateRun) operation(ctx context.Context, op algebra.UpdateOp) error {
	switch op := op.(type) {
	case *algebra.InsertData:
		return r.insertData(ctx, op.Quads)
	case *algebra.DeleteData:
		return r.deleteData(ctx, op.Quads)
	case *algebra.Modify:
		return r.modify(ctx, op)
	case *algebra.Load:
		return r.silent(op.Silent, r.loadDocument(ctx, op))
	case *algebra.Clear:
		return r.silent(op.Silent, r.clear(ctx, op))
	case *algebra.Create:
		return r.silent(op.Silent, r.create(ctx, op))
	case *algebra.Transfer:
		return r.silent(op.Silent, r.transfer(ctx, op))
	}
	return fmt.Errorf("query: no update operation %T", op)
}

// silent drops the errors that SILENT is for: those about graphs and documents,
// never a limit, a cancellation or a fault of the store.
func (r *updateRun) silent(silent bool, err error) error {
	if silent && (errors.Is(err, ErrGraph) || errors.Is(err, ErrLoad)) && !fatal(err) {
		return nil
	}
	return err
}

func fatal(err error) bool {
	limit := (*exec.LimitError)(nil)
	return errors.As(err, &limit) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// graphID gives the ID of a graph's name; "" is the default graph.
func (r *updateRun) graphID(ctx context.Context, name string) (graph.ID, error) {
	if name == "" {
		return graph.DefaultGraph, nil
	}
	return r.over.intern(ctx, []byte(name))
}

// quads lists the statements of a graph; [graph.None] means of all.
func (r *updateRun) quads(ctx context.Context, g graph.ID) (list []graph.Quad, err error) {
	scan, err := r.over.Scan(ctx, graph.Scan{Pattern: graph.Pattern{G: g}, Order: graph.GSPO})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, scan.Close()) }()
	var b graph.Batch
	for {
		if err := scan.Next(ctx, &b); err != nil || b.N == 0 {
			return list, err
		}
		if r.over.max >= 0 && r.over.used+int64(len(list)+b.N)*overlayQuadBytes > r.over.max {
			return nil, &exec.LimitError{Limit: exec.LimitMemory, Value: r.over.max, What: "the statements that an update changes"}
		}
		for i := range b.N {
			list = append(list, graph.Quad{b.Cols[0][i], b.Cols[1][i], b.Cols[2][i], b.Cols[3][i]})
		}
	}
}

func (r *updateRun) exists(ctx context.Context, g graph.ID) (bool, error) {
	n, err := r.over.Count(ctx, graph.Pattern{G: g})
	return n > 0, err
}

// clear is CLEAR, and DROP, which is the same where there are no empty graphs.
func (r *updateRun) clear(ctx context.Context, op *algebra.Clear) error {
	g := graph.None
	switch op.Target {
	case algebra.TargetGraph:
		id, err := r.graphID(ctx, op.Graph)
		if err != nil {
			return err
		}
		if ok, err := r.exists(ctx, id); err != nil {
			return err
		} else if !ok {
			return fmt.Errorf("%w %s does not exist", ErrGraph, op.Graph)
		}
		g = id
	case algebra.TargetDefault:
		g = graph.DefaultGraph
	}
	list, err := r.quads(ctx, g)
	if err != nil {
		return err
	}
	for _, q := range list {
		if op.Target == algebra.TargetNamed && q[graph.G] == graph.DefaultGraph {
			continue
		}
		if err := r.over.remove(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// create makes no statement: an empty graph is none. It fails where the graph is
// there.
func (r *updateRun) create(ctx context.Context, op *algebra.Create) error {
	id, err := r.graphID(ctx, op.Graph)
	if err != nil {
		return err
	}
	if ok, err := r.exists(ctx, id); err != nil || !ok {
		return err
	}
	return fmt.Errorf("%w %s exists", ErrGraph, op.Graph)
}

// transfer is ADD, MOVE and COPY (SPARQL 1.1 Update §3.2.3 to §3.2.5).
func (r *updateRun) transfer(ctx context.Context, op *algebra.Transfer) error {
	from, err := r.graphID(ctx, op.From)
	if err != nil {
		return err
	}
	to, err := r.graphID(ctx, op.To)
	if err != nil {
		return err
	}
	if ok, err := r.exists(ctx, from); err != nil {
		return err
	} else if !ok && op.From != "" {
		return fmt.Errorf("%w %s does not exist", ErrGraph, op.From)
	}
	if from == to {
		return nil
	}
	source, err := r.quads(ctx, from)
	if err != nil {
		return err
	}
	if op.Kind != algebra.AddGraph {
		old, err := r.quads(ctx, to)
		if err != nil {
			return err
		}
		for _, q := range old {
			if err := r.over.remove(ctx, q); err != nil {
				return err
			}
		}
	}
	for _, q := range source {
		copied := q
		copied[graph.G] = to
		if err := r.over.add(ctx, copied); err != nil {
			return err
		}
		if op.Kind == algebra.MoveGraph {
			if err := r.over.remove(ctx, q); err != nil {
				return err
			}
		}
	}
	return nil
}

// loadDocument is LOAD. The document is read whole before anything changes.
func (r *updateRun) loadDocument(ctx context.Context, op *algebra.Load) error {
	if r.load == nil {
		return fmt.Errorf("%w of %s is not allowed", ErrLoad, op.Source)
	}
	to, err := r.graphID(ctx, op.Into)
	if err != nil {
		return err
	}
	scope := graph.NewScope(r.newLabel())
	var list []graph.Quad
	for s, err := range r.load(ctx, op.Source[1:len(op.Source)-1]) {
		if err != nil {
			if fatal(err) {
				return err
			}
			return fmt.Errorf("%w of %s: %w", ErrLoad, op.Source, err)
		}
		q := graph.Quad{graph.G: to}
		for i, text := range []string{s.S, s.P, s.O} {
			if q[i], err = r.over.intern(ctx, scope.Term([]byte(text))); err != nil {
				return err
			}
		}
		scope.Reset()
		list = append(list, q)
	}
	for _, q := range list {
		if err := r.over.add(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// newLabel begins the labels of another scope of blank nodes.
func (r *updateRun) newLabel() string {
	r.scopes++
	return fmt.Sprintf("%sn%dn", r.label, r.scopes)
}

// Patch is what an update changes. It is a [graph.PatchReader], and can be read
// once.
type Patch struct {
	// Adds and Deletes count the statements.
	Adds, Deletes int
	over          *overlay
	ctx           context.Context
	quads         []graph.Quad // deletions first
	at            int
}

// patch is the net change.
func (o *overlay) patch(ctx context.Context) (*Patch, error) {
	p := &Patch{over: o, ctx: ctx, Adds: len(o.added), Deletes: len(o.deleted)}
	for _, set := range []map[graph.Quad]int{o.deleted, o.added} {
		list := make([]graph.Quad, 0, len(set))
		for q := range set {
			list = append(list, q)
		}
		slices.SortFunc(list, func(a, b graph.Quad) int { return set[a] - set[b] })
		p.quads = append(p.quads, list...)
	}
	return p, nil
}
