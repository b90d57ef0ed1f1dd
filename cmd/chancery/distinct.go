package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) distinctCommand() *cli.Command {
	return &cli.Command{
		Name: "distinct", Category: "CURATE", ArgsUsage: "A B",
		Usage: "two entities are never one: refuses later merges, and dupes leaves them out",
		Description: "States in the graph " + relation.Shorten(relation.CurationGraph) + " that A is owl:differentFrom B. 'undo' takes it\n" +
			"back. Entities that are one already have to be split first.",
		Flags:  []cli.Flag{reasonFlag(), firstFlag(), dryRunFlag()},
		Action: p.distinct,
	}
}

func (p *program) distinct(c *cli.Context) error {
	if err := argsBetween(c, 2, 2); err != nil {
		return err
	}
	return p.withCurator(c, func(s *store.Store, r *relation.Reader) error {
		ids, err := resolveNames(c.Context, r, c, c.Args().Slice())
		if err != nil {
			return err
		}
		both, err := r.Describe(c.Context, ids...)
		if err != nil {
			return err
		}
		if both[0].ID == both[1].ID {
			return &failure{code: "merged", exit: exitFailed, message: fmt.Sprintf("both are %s", both[0].Label),
				hint: "if they were merged, 'chancery split' parts them first"}
		}
		if r.CheckMerge(c.Context, ids...) != nil {
			return nothingToDo("distinct", fmt.Sprintf("%s and %s are stated to be different already", both[0].Label, both[1].Label))
		}
		return p.appendCuration(c, s, graph.KindUpdate, "distinct "+both[0].Label+" and "+both[1].Label, distinctPatch(both[0], both[1]))
	})
}

// distinctPatch states that two entities are never one.
func distinctPatch(a, b relation.Entity) *changeList {
	patch := &changeList{}
	patch.add(graph.Add, termOf(a), bracket(relation.OWLDifferentFrom), termOf(b), bracket(relation.CurationGraph))
	return patch
}

func (p *program) identifyCommand() *cli.Command {
	return &cli.Command{
		Name: "identify", Category: "CURATE", ArgsUsage: "ENTITY IDENTIFIER…",
		Usage: "attach what an entity is called elsewhere: Wikidata, GND, VIAF",
		Description: "IDENTIFIER is Q42, wd:Q42, gnd:…, viaf:…, its address, or any IRI. From then on\n" +
			"it names the entity in every command.\n\n" +
			"States in the graph " + relation.Shorten(relation.CurationGraph) + " that the entity is schema:sameAs each IRI. Two\n" +
			"entities with one of them in common are proposed by 'dupes' with score 1.",
		Flags:  []cli.Flag{reasonFlag(), firstFlag(), dryRunFlag()},
		Action: p.identify,
	}
}

func (p *program) identify(c *cli.Context) error {
	if err := argsBetween(c, 2, -1); err != nil {
		return err
	}
	return p.withCurator(c, func(s *store.Store, r *relation.Reader) error {
		ids, err := resolveNames(c.Context, r, c, c.Args().Slice()[:1])
		if err != nil {
			return err
		}
		entities, err := r.Describe(c.Context, ids...)
		if err != nil {
			return err
		}
		patch := &changeList{}
		for _, arg := range c.Args().Slice()[1:] {
			if iri, known := relation.IdentifierIRI(arg); known {
				arg = bracket(iri)
			}
			text, err := termText(arg, graph.G)
			if err != nil {
				return usagef("identify", "%s", err)
			}
			patch.add(graph.Add, termOf(entities[0]), bracket(vocab.Schema+"sameAs"), string(text), bracket(relation.CurationGraph))
			other, err := r.Resolve(c.Context, arg, relation.ResolveOptions{First: true})
			if err == nil && other.ID != entities[0].ID && !strings.HasSuffix(arg, other.IRI+">") {
				p.warn("%s is attached to %s too; see 'chancery dupes'", relation.ShortIdentifier(arg), other.Label)
			}
		}
		return p.appendCuration(c, s, graph.KindUpdate, "identify "+entities[0].Label, patch)
	})
}
