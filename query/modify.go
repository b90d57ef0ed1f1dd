package query

import (
	"context"
	"errors"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/plan"
)

const (
	patchChanges  = 1024 // changes in a piece of a patch
	instanceBytes = 32   // of a statement that a template has made
)

// ReadPatch implements [graph.PatchReader].
func (p *Patch) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if p.at >= len(p.quads) {
		return io.EOF
	}
	for ; p.at < len(p.quads) && len(b.Changes) < patchChanges; p.at++ {
		c := b.Next()
		*c = graph.Change{Op: graph.Add}
		if p.at < p.Deletes {
			c.Op = graph.Delete
		}
		q := p.quads[p.at]
		for i, to := range []*[]byte{&c.S, &c.P, &c.O, &c.G} {
			if q[i] == graph.DefaultGraph {
				continue
			}
			text, err := p.over.AppendTerm(p.ctx, nil, q[i])
			if err != nil {
				return err
			}
			*to = text
		}
	}
	return nil
}

// insertData is INSERT DATA: its blank nodes are new.
func (r *updateRun) insertData(ctx context.Context, quads []algebra.Quad) error {
	terms := exec.NewTerms(r.over)
	b, err := newInstantiator(terms, nil, r.newLabel())
	if err != nil {
		return err
	}
	b.shared = true
	w, err := r.newWriter(terms, b, quads, "")
	if err != nil {
		return err
	}
	list, err := w.instances(ctx, nil, 0, nil)
	if err != nil {
		return err
	}
	return r.addAll(ctx, list)
}

func (r *updateRun) deleteData(ctx context.Context, quads []algebra.Quad) error {
	terms := exec.NewTerms(r.over)
	b, err := newInstantiator(terms, nil, "")
	if err != nil {
		return err
	}
	w, err := r.newWriter(terms, b, quads, "")
	if err != nil {
		return err
	}
	list, err := w.instances(ctx, nil, 0, nil)
	if err != nil {
		return err
	}
	return r.removeAll(ctx, list)
}

func (r *updateRun) addAll(ctx context.Context, list []graph.Quad) error {
	for _, q := range list {
		if err := r.over.add(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

func (r *updateRun) removeAll(ctx context.Context, list []graph.Quad) error {
	for _, q := range list {
		if err := r.over.remove(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// modify is DELETE/INSERT WHERE: the pattern is matched once, on what was before;
// then all is deleted, then all inserted (SPARQL 1.1 Update §3.1.3).
func (r *updateRun) modify(ctx context.Context, op *algebra.Modify) (err error) {
	q := &algebra.Query{Form: algebra.Select, In: op.Where, Dataset: op.Using, Vars: templateVars(op)}
	o := r.options.planner()
	o.DefaultGraphOnly = true
	if op.Using.IsZero() {
		o.DefaultGraph = op.With
	}
	terms := exec.NewTerms(r.over)
	planned, err := planWithin(ctx, q, r.over, terms, o, r.options.Limits.Timeout, r.start)
	if err != nil {
		return err
	}
	blanks, err := newInstantiator(terms, planned, r.newLabel())
	if err != nil {
		return err
	}
	deletes, err := r.newWriter(terms, blanks, op.Delete, op.With)
	if err != nil {
		return err
	}
	inserts, err := r.newWriter(terms, blanks, op.Insert, op.With)
	if err != nil {
		return err
	}
	executor := r.options.executor(terms, r.options.Base, r.start)
	executor.Profile = false
	cursor, err := exec.Run(ctx, planned, r.over, executor)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cursor.Close()) }()
	removed, added, err := r.solutions(ctx, cursor, blanks, deletes, inserts)
	if err != nil {
		return err
	}
	r.over.used -= int64(len(removed)+len(added)) * instanceBytes // they are counted as changes now
	if err := r.removeAll(ctx, removed); err != nil {
		return err
	}
	return r.addAll(ctx, added)
}

// solutions fills the templates with every solution.
func (r *updateRun) solutions(ctx context.Context, cursor *exec.Cursor, blanks *instantiator,
	deletes, inserts *quadWriter) (removed, added []graph.Quad, err error) {
	batch := exec.NewBatch(cursor.Slots())
	for {
		if err := cursor.Next(ctx, batch); err != nil || batch.Len() == 0 {
			return removed, added, err
		}
		for i := range batch.Len() {
			blanks.solution++
			row := batch.Row(i)
			if removed, err = deletes.instances(ctx, batch, row, removed); err != nil {
				return nil, nil, err
			}
			if added, err = inserts.instances(ctx, batch, row, added); err != nil {
				return nil, nil, err
			}
		}
	}
}

// templateVars are the variables that the templates use.
func templateVars(op *algebra.Modify) []algebra.Var {
	var list []algebra.Var
	seen := map[algebra.Var]bool{}
	var node func(n algebra.Node)
	node = func(n algebra.Node) {
		if n.IsVar() && !n.Var.Blank() && !seen[n.Var] {
			seen[n.Var] = true
			list = append(list, n.Var)
		}
		if n.Triple != nil {
			node(n.Triple.S)
			node(n.Triple.P)
			node(n.Triple.O)
		}
	}
	for _, quads := range [][]algebra.Quad{op.Delete, op.Insert} {
		for _, q := range quads {
			node(q.S)
			node(q.P)
			node(q.O)
			node(q.G)
		}
	}
	return list
}

// quadWriter fills a template of quads with solutions.
type quadWriter struct {
	run    *updateRun
	terms  *exec.Terms
	blanks *instantiator
	quads  [][4]part
	known  map[graph.ID]graph.ID // of terms of the query to terms of the overlay
}

func (r *updateRun) newWriter(terms *exec.Terms, b *instantiator, quads []algebra.Quad, with string) (*quadWriter, error) {
	w := &quadWriter{run: r, terms: terms, blanks: b, known: map[graph.ID]graph.ID{}}
	for _, q := range quads {
		g := q.G
		if g.IsZero() && with != "" {
			g = algebra.Node{Term: with}
		}
		var parts [4]part
		for i, n := range []algebra.Node{q.S, q.P, q.O, g} {
			if n.IsZero() { // the default graph
				parts[i] = part{id: graph.DefaultGraph, slot: plan.NoSlot}
				continue
			}
			var err error
			if parts[i], err = b.part(n); err != nil {
				return nil, err
			}
		}
		w.quads = append(w.quads, parts)
	}
	return w, nil
}

// instances appends the statements of one solution to list. Those with an unbound
// variable, or a term that cannot stand in its place, are left out.
func (w *quadWriter) instances(ctx context.Context, batch *exec.Batch, row int32, list []graph.Quad) ([]graph.Quad, error) {
	for _, parts := range w.quads {
		var q graph.Quad
		complete := true
		for i := range parts {
			id, err := w.blanks.term(parts[i], batch, row)
			if err != nil {
				return nil, err
			}
			q[i] = id
			complete = complete && id != graph.None
		}
		named := q[graph.G] == graph.DefaultGraph || q[graph.G].IsIRI() || q[graph.G].IsBlank()
		if !complete || !named || !wellFormed(triple(q[:3])) {
			continue
		}
		for i, id := range q {
			if !id.IsLocal() {
				continue
			}
			own, err := w.own(ctx, id)
			if err != nil {
				return nil, err
			}
			q[i] = own
		}
		if err := w.run.over.charge(instanceBytes); err != nil {
			return nil, err
		}
		list = append(list, q)
	}
	return list, nil
}

// own is the overlay's ID of a term that the query has computed.
func (w *quadWriter) own(ctx context.Context, id graph.ID) (graph.ID, error) {
	if known, ok := w.known[id]; ok {
		return known, nil
	}
	text, err := w.terms.AppendTerm(nil, id)
	if err != nil {
		return graph.None, err
	}
	own, err := w.run.over.intern(ctx, text)
	if err == nil {
		w.known[id] = own
	}
	return own, err
}
