package query

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/plan"
)

// Statement is a statement as canonical texts; G is empty for the default graph.
type Statement struct{ S, P, O, G string }

// statementBytes is about what a set of statements takes for each.
const statementBytes = 48

// triple is a statement of a CONSTRUCT or DESCRIBE as IDs.
type triple [3]graph.ID

// graphSource makes the statements of CONSTRUCT and DESCRIBE: each once.
type graphSource struct {
	r      *Results
	make   func(ctx context.Context, row int32) error // of one solution
	seen   map[triple]struct{}
	ready  []triple // to be handed out
	ended  bool
	broken error
	// consts are DESCRIBE's resources that need no solution.
	consts func(ctx context.Context) error
}

func newGraphSource(r *Results) (*graphSource, error) {
	g := &graphSource{r: r, seen: map[triple]struct{}{}}
	if r.Form() == algebra.Describe {
		return g, g.describe()
	}
	b, err := newInstantiator(r.terms, r.plan, "c")
	if err != nil {
		return nil, err
	}
	template := make([][3]part, len(r.query.parsed.Template))
	for i, t := range r.query.parsed.Template {
		for k, n := range []algebra.Node{t.S, t.P, t.O} {
			if template[i][k], err = b.part(n); err != nil {
				return nil, err
			}
		}
	}
	g.make = func(_ context.Context, row int32) error {
		b.solution++
		for _, t := range template {
			var out triple
			ok := true
			for k := range t {
				id, err := b.term(t[k], r.batch, row)
				if err != nil {
					return err
				}
				out[k] = id
				ok = ok && id != graph.None
			}
			if ok && wellFormed(out) {
				if err := g.add(out); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return g, nil
}

// wellFormed tells whether the terms may stand where they are (RDF 1.2 Concepts
// §3.1): a literal or a triple term is no subject, a predicate is an IRI.
func wellFormed(t triple) bool {
	return (t[0].IsIRI() || t[0].IsBlank()) && t[1].IsIRI()
}

// add hands out a statement if it is new.
func (g *graphSource) add(t triple) error {
	if _, ok := g.seen[t]; ok {
		return nil
	}
	limits := g.r.query.options.Limits
	if limits.MaxRows > 0 && int64(len(g.seen)) >= limits.MaxRows {
		return &exec.LimitError{Limit: exec.LimitRows, Value: limits.MaxRows}
	}
	if m := g.r.query.options.maxMemory(); m > 0 && g.r.cursor.Memory()+int64(len(g.seen))*statementBytes > m {
		return &exec.LimitError{Limit: exec.LimitMemory, Value: m, What: "the set of statements"}
	}
	g.seen[t] = struct{}{}
	g.ready = append(g.ready, t)
	return nil
}

// more fills ready with further statements; none ends the result.
func (g *graphSource) more(ctx context.Context) error {
	g.ready = g.ready[:0]
	if g.broken != nil {
		return g.broken
	}
	if g.consts != nil {
		do := g.consts
		g.consts = nil
		if g.broken = do(ctx); g.broken != nil {
			return g.broken
		}
	}
	for len(g.ready) == 0 && !g.ended && g.broken == nil {
		g.broken = g.step(ctx)
	}
	return g.broken
}

// step makes the statements of one batch of solutions.
func (g *graphSource) step(ctx context.Context) error {
	b := g.r.batch
	if err := g.r.fill(ctx, b); err != nil {
		return err
	}
	g.ended = b.Len() == 0
	for i := range b.Len() {
		if err := g.make(ctx, b.Row(i)); err != nil {
			return err
		}
	}
	return nil
}

// Statements yields the statements of CONSTRUCT or DESCRIBE, each once. An error
// is the last pair: what came before it is then not the whole answer.
func (r *Results) Statements(ctx context.Context) iter.Seq2[Statement, error] {
	return func(yield func(Statement, error) bool) {
		if r.graph == nil {
			yield(Statement{}, fmt.Errorf("%w: no statements", ErrForm))
			return
		}
		for {
			if err := r.graph.more(ctx); err != nil {
				yield(Statement{}, err)
				return
			}
			if len(r.graph.ready) == 0 {
				return
			}
			texts, err := r.texts(ctx, r.graph.ready)
			if err != nil {
				yield(Statement{}, err)
				return
			}
			for _, t := range r.graph.ready {
				if !yield(Statement{S: texts[t[0]], P: texts[t[1]], O: texts[t[2]]}, nil) {
					return
				}
			}
		}
	}
}

// texts decodes the terms of statements, those of the dictionary in one rising
// sweep.
func (r *Results) texts(ctx context.Context, list []triple) (map[graph.ID]string, error) {
	ids := make([]graph.ID, 0, 3*len(list))
	for _, t := range list {
		ids = append(ids, t[:]...)
	}
	return decode(ctx, r.ds, r.terms, ids)
}

// decode gives the texts of IDs.
func decode(ctx context.Context, ds exec.Dataset, terms *exec.Terms, ids []graph.ID) (map[graph.ID]string, error) {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	texts := make(map[graph.ID]string, len(ids))
	known := make([]graph.ID, 0, len(ids))
	for _, id := range ids {
		if id.InDictionary() {
			known = append(known, id)
			continue
		}
		text, err := terms.AppendTerm(nil, id)
		if err != nil {
			return nil, err
		}
		texts[id] = string(text)
	}
	arena, ends, err := ds.AppendTerms(ctx, nil, nil, known)
	if err != nil {
		return nil, err
	}
	from := 0
	for i, end := range ends {
		texts[known[i]] = string(arena[from:end])
		from = end
	}
	return texts, nil
}

// ReadPatch implements [graph.PatchReader] for CONSTRUCT and DESCRIBE, so that
// the writers of package graph take the result; every change is an addition to
// the default graph. It runs under the context of Run.
func (r *Results) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if r.graph == nil {
		return fmt.Errorf("%w: no statements", ErrForm)
	}
	if err := r.graph.more(r.ctx); err != nil {
		return err
	}
	if len(r.graph.ready) == 0 {
		return io.EOF
	}
	texts, err := r.texts(r.ctx, r.graph.ready)
	if err != nil {
		return err
	}
	for _, t := range r.graph.ready {
		c := b.Next()
		*c = graph.Change{Op: graph.Add, S: []byte(texts[t[0]]), P: []byte(texts[t[1]]), O: []byte(texts[t[2]])}
	}
	return nil
}

// part is a place of a template: a constant, a slot of the solution, a blank node
// that is new for each solution, or a triple term of parts.
type part struct {
	id     graph.ID
	slot   plan.Slot
	blank  algebra.Var
	triple *[3]part
}

// instantiator fills templates with solutions.
type instantiator struct {
	terms    *exec.Terms
	slots    map[algebra.Var]plan.Slot
	prefix   string
	solution int64
	blanks   map[algebra.Var]blankNode
	// shared: blank nodes are the same for all solutions (INSERT DATA).
	shared bool
}

// blankNode is the latest blank node of a label: its solution, and the number of
// the label.
type blankNode struct {
	solution int64
	id       graph.ID
	number   int
}

// newInstantiator takes the slots of a plan's result; labels of blank nodes begin
// with prefix.
func newInstantiator(terms *exec.Terms, p *plan.Plan, prefix string) (*instantiator, error) {
	b := &instantiator{terms: terms, slots: map[algebra.Var]plan.Slot{}, prefix: prefix, blanks: map[algebra.Var]blankNode{}}
	if p != nil {
		for _, s := range p.Out {
			b.slots[p.Vars[s]] = s
		}
	}
	return b, nil
}

func (b *instantiator) part(n algebra.Node) (part, error) {
	switch {
	case n.Triple != nil:
		var t [3]part
		for i, x := range []algebra.Node{n.Triple.S, n.Triple.P, n.Triple.O} {
			var err error
			if t[i], err = b.part(x); err != nil {
				return part{}, err
			}
		}
		return part{slot: plan.NoSlot, triple: &t}, nil
	case n.Var.Blank():
		return part{slot: plan.NoSlot, blank: n.Var}, nil
	case n.IsVar():
		slot, ok := b.slots[n.Var]
		if !ok {
			return part{slot: plan.NoSlot}, nil // never bound
		}
		return part{slot: slot}, nil
	}
	id, err := b.terms.Intern([]byte(n.Term))
	return part{id: id, slot: plan.NoSlot}, err
}

// term gives the ID of a part for a row; None if something in it is unbound or
// cannot stand where it is.
func (b *instantiator) term(t part, batch *exec.Batch, row int32) (graph.ID, error) {
	switch {
	case t.slot != plan.NoSlot:
		return batch.At(t.slot, row), nil
	case t.blank != "":
		return b.fresh(t.blank)
	case t.triple == nil:
		return t.id, nil
	}
	var ids triple
	text := []byte("<<(")
	for i, x := range t.triple {
		id, err := b.term(x, batch, row)
		if err != nil || id == graph.None {
			return graph.None, err
		}
		ids[i] = id
		if text, err = b.terms.AppendTerm(append(text, ' '), id); err != nil {
			return graph.None, err
		}
	}
	if !wellFormed(ids) {
		return graph.None, nil
	}
	return b.terms.Intern(append(text, " )>>"...))
}

// fresh is the blank node of a label of the template in the current solution. Its
// own label is one that the dataset does not have.
func (b *instantiator) fresh(label algebra.Var) (graph.ID, error) {
	n, ok := b.blanks[label]
	if !ok {
		n.number = len(b.blanks)
	} else if b.shared || n.solution == b.solution {
		return n.id, nil
	}
	text := "_:" + b.prefix + strconv.FormatInt(b.solution, 36) + "x" + strconv.Itoa(n.number)
	for {
		id, err := b.terms.Intern([]byte(text))
		if err != nil {
			return graph.None, err
		}
		if id.IsLocal() {
			n.id, n.solution = id, b.solution
			b.blanks[label] = n
			return id, nil
		}
		text += "y"
	}
}
