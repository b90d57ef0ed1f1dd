package main

import (
	"context"
	"errors"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/query/shape"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) shapeCommand() *cli.Command {
	return &cli.Command{
		Name: "shape", Category: "CURATE", ArgsUsage: " ",
		Usage: "find contacts by a SPARQL query of the store's own: 'set', 'show', 'reset'",
		Description: "A SELECT of ?a and ?b, and of ?start, ?end, ?event, ?kind, ?status, ?place or\n" +
			"?source, takes the place of chancery's own shape of contacts in chain, reach, ego,\n" +
			"compare, dupes, met --top, stats of the network, export --contacts, and SERVICE\n" +
			"chy:chain and chy:reach. The query is kept in the log: it has an event, 'undo'\n" +
			"takes it back, and --as-of before it finds contacts as before.",
		Subcommands: []*cli.Command{{
			Name: "set", ArgsUsage: "[FILE|-|-e QUERY]",
			Usage: "keep a query as an event of the log, after a run of it on what is there",
			Flags: []cli.Flag{
				&cli.StringFlag{Name: "expr", Aliases: []string{"e"}, Usage: "the `QUERY` itself"},
				reasonFlag(), dryRunFlag(),
			},
			Action: p.shapeSet,
		}, {
			Name: "show", ArgsUsage: " ",
			Usage:  "the query that is kept",
			Flags:  []cli.Flag{asOfFlag(), outputFlag()},
			Action: p.shapeShow,
		}, {
			Name: "reset", ArgsUsage: " ",
			Usage:  "find contacts by chancery's own shape again",
			Flags:  []cli.Flag{reasonFlag(), dryRunFlag()},
			Action: p.shapeReset,
		}},
	}
}

func (p *program) shapeSet(c *cli.Context) error {
	text, name, err := p.queryText(c)
	if err != nil {
		return err
	}
	text = strings.TrimSpace(text)
	made, err := shape.Parse(text)
	if err != nil {
		return queryError(name, text, err)
	}
	return p.withStore(func(s *store.Store) (err error) {
		snap := s.Snapshot()
		defer joinClose(&err, snap)
		old, kept, err := shape.Stored(c.Context, snap)
		if err != nil && !errors.Is(err, shape.ErrShape) { // what is wrong is replaced
			return err
		}
		if kept && old == text {
			return nothingToDo("shape", "that is the query already")
		}
		r, err := newReader(c.Context, s, snap)
		if err != nil {
			return err
		}
		rows, err := made.Rows(c.Context, r, snap)
		if errors.Is(err, shape.ErrShape) {
			return &failure{code: "shape", exit: exitFailed, cause: err, hint: "nothing was stored; see 'chancery help shape'",
				message: name + ": " + strings.TrimPrefix(err.Error(), shape.ErrShape.Error()+": ")}
		}
		if err != nil {
			return limitReached(err)
		}
		if len(rows) == 0 {
			p.warn("the query finds no contacts in what is there now")
		} else {
			p.note("%s found", plural(int64(len(rows)), "contact"))
		}
		patch, err := shapeRemoval(c.Context, snap)
		if err != nil {
			return err
		}
		patch.add(graph.Add, bracket(shape.Graph), bracket(shape.Predicate),
			string(append(graph.AppendEscaped([]byte{'"'}, []byte(text)), '"')), bracket(shape.Graph))
		return p.appendCuration(c, s, graph.KindAnnotate, "contacts by a query", patch)
	})
}

// shapeRemoval takes back every query that is kept.
func shapeRemoval(ctx context.Context, snap *store.Snapshot) (*changeList, error) {
	patch := &changeList{}
	var pattern graph.Pattern
	for iri, id := range map[string]*graph.ID{shape.Graph: &pattern.S, shape.Predicate: &pattern.P} {
		known, ok, err := snap.Lookup(ctx, []byte(bracket(iri)))
		if err != nil || !ok {
			return patch, err
		}
		*id = known
	}
	pattern.G = pattern.S
	err := relation.EachBatch(ctx, snap, graph.Scan{Pattern: pattern}, func(b *graph.Batch) error {
		for _, o := range b.Cols[graph.O][:b.N] {
			text, err := snap.AppendTerm(ctx, nil, o)
			if err != nil {
				return err
			}
			patch.add(graph.Delete, bracket(shape.Graph), bracket(shape.Predicate), string(text), bracket(shape.Graph))
		}
		return nil
	})
	return patch, err
}

// shapeView is the answer of shape show.
type shapeView struct {
	Set   bool   `json:"set"`
	Query string `json:"query"` // empty: chancery's own shape
}

func (p *program) shapeShow(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	return p.withSnapshot(c, func(_ *store.Store, snap *store.Snapshot) error {
		text, ok, err := shape.Stored(c.Context, snap)
		if err != nil {
			return err
		}
		if !ok {
			p.note("no query is kept: contacts are found by chancery's own shape")
		}
		return p.emitDocument("shape", false, shapeView{ok, text}, func() string {
			if !ok {
				return ""
			}
			return text + "\n"
		})
	})
}

func (p *program) shapeReset(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) (err error) {
		snap := s.Snapshot()
		defer joinClose(&err, snap)
		patch, err := shapeRemoval(c.Context, snap)
		if err != nil {
			return err
		}
		if len(patch.changes) == 0 {
			return nothingToDo("shape", "no query is kept")
		}
		return p.appendCuration(c, s, graph.KindAnnotate, "contacts by chancery's own shape", patch)
	})
}
