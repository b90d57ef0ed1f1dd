package query

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// describe makes g yield the concise bounded descriptions of the resources of a
// DESCRIBE.
func (g *graphSource) describe() error {
	d := &describer{g: g, done: map[graph.ID]struct{}{}}
	if err := d.chooseGraphs(); err != nil {
		return err
	}
	var slots []plan.Slot
	var consts []graph.ID
	b, err := newInstantiator(g.r.terms, g.r.plan, "")
	if err != nil {
		return err
	}
	for _, n := range g.r.query.parsed.Describe {
		p, err := b.part(n)
		switch {
		case err != nil:
			return err
		case p.slot != plan.NoSlot:
			slots = append(slots, p.slot)
		case p.id != graph.None:
			consts = append(consts, p.id)
		}
	}
	g.consts = func(ctx context.Context) error {
		for _, id := range consts {
			if err := d.resource(ctx, id); err != nil {
				return err
			}
		}
		return nil
	}
	g.make = func(ctx context.Context, row int32) error {
		for _, s := range slots {
			if err := d.resource(ctx, g.r.batch.At(s, row)); err != nil {
				return err
			}
		}
		return nil
	}
	return nil
}

// describer reads the statements about resources in the query's default graph.
type describer struct {
	g     *graphSource
	only  graph.ID   // the one graph to read; None: all, or those of set
	set   []graph.ID // sorted; nil: any
	empty bool       // the default graph has no statement
	done  map[graph.ID]struct{}
}

func (d *describer) chooseGraphs() error {
	q := d.g.r.query
	if q.parsed.Dataset.IsZero() {
		if q.options.DefaultGraphOnly {
			d.only = graph.DefaultGraph
		}
		return nil
	}
	for _, name := range q.parsed.Dataset.Default {
		id, ok, err := d.g.r.ds.Lookup(d.g.r.ctx, []byte(name))
		if err != nil {
			return err
		}
		if ok {
			d.set = append(d.set, id)
		}
	}
	slices.Sort(d.set)
	d.empty = len(d.set) == 0
	return nil
}

// resource adds the description of a resource: the statements about it, and in
// turn about the blank nodes that these lead to.
func (d *describer) resource(ctx context.Context, id graph.ID) error {
	if !id.IsIRI() && !id.IsBlank() || id.IsLocal() || d.empty {
		return nil
	}
	todo := []graph.ID{id}
	for len(todo) > 0 {
		next := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if _, ok := d.done[next]; ok {
			continue
		}
		d.done[next] = struct{}{}
		var err error
		if todo, err = d.statements(ctx, next, todo); err != nil {
			return err
		}
	}
	return nil
}

// statements adds those with a subject, and appends their blank objects to todo.
func (d *describer) statements(ctx context.Context, subject graph.ID, todo []graph.ID) (_ []graph.ID, err error) {
	scan, err := d.g.r.ds.Scan(ctx, graph.Scan{Pattern: graph.Pattern{S: subject, G: d.only}, Order: graph.SPOG})
	if err != nil {
		return todo, err
	}
	defer func() {
		if e := scan.Close(); err == nil {
			err = e
		}
	}()
	var b graph.Batch
	for {
		if err := scan.Next(ctx, &b); err != nil || b.N == 0 {
			return todo, err
		}
		for i := range b.N {
			if d.set != nil {
				if _, ok := slices.BinarySearch(d.set, b.Cols[graph.G][i]); !ok {
					continue
				}
			}
			o := b.Cols[graph.O][i]
			if err := d.g.add(triple{subject, b.Cols[graph.P][i], o}); err != nil {
				return todo, err
			}
			if o.IsBlank() {
				todo = append(todo, o)
			}
		}
	}
}
