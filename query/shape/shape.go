package shape

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/query/sparql"
)

// Where the query is stated: Graph is the name of the settings graph, and the
// subject.
const (
	Graph     = vocab.Base + "settings"
	Predicate = vocab.Chy + "contactShape"
)

// ErrShape is wrapped by the errors of what a shape finds that is no contact, and of
// a snapshot with several shapes.
var ErrShape = errors.New("shape: not contacts")

// variables are those that a shape may give, the first two of which it must.
var variables = []string{"a", "b", "start", "end", "event", "kind", "status", "place", "source"}

// Shape is a query for contacts.
type Shape struct{ query *query.Query }

// Parse reads a shape. The usual prefixes need no declaration. Its errors are
// [*sparql.SyntaxError], of what is wrong beside the grammar too.
func Parse(text string) (*Shape, error) {
	var o query.Options
	for _, known := range vocab.Prefixes() {
		o.Prefixes = append(o.Prefixes, algebra.Prefix{Name: known.Name, IRI: known.Namespace})
	}
	q, err := query.Prepare(text, o)
	if err != nil {
		return nil, err
	}
	if q.Form() != algebra.Select {
		return nil, wrongAt(text, "a shape of contacts is a SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
	}
	for _, name := range q.Vars() {
		if !slices.Contains(variables, name) {
			return nil, wrongAt(text, "a shape selects ?"+strings.Join(variables, " ?")+" and no ?"+name, "?"+name, "$"+name, "SELECT")
		}
	}
	for _, name := range variables[:2] {
		if !slices.Contains(q.Vars(), name) {
			return nil, wrongAt(text, "a shape selects ?"+name, "SELECT")
		}
	}
	if !q.Deterministic() {
		return nil, wrongAt(text, "what can answer differently each time is no shape", "SERVICE", "RAND", "STRUUID", "UUID", "NOW", "BNODE")
	}
	return &Shape{q}, nil
}

// wrongAt is an error at the first of some words that the text has.
func wrongAt(text, reason string, words ...string) error {
	at := 0
	for _, word := range words {
		if loc := regexp.MustCompile(`(?i)` + regexp.QuoteMeta(word) + `(?:[^\pL\pN_]|$)`).FindStringIndex(text); loc != nil {
			at = loc[0]
			break
		}
	}
	before := text[:at]
	start := strings.LastIndexByte(before, '\n') + 1
	return &sparql.SyntaxError{Line: strings.Count(before, "\n") + 1, Column: utf8.RuneCountInString(before[start:]) + 1, Offset: at, Reason: reason}
}

// Stored returns the text of the shape that a snapshot has; false if it has none.
func Stored(ctx context.Context, g relation.Graph) (text string, ok bool, err error) {
	var pattern graph.Pattern
	for _, term := range []struct {
		iri string
		id  *graph.ID
	}{{Graph, &pattern.S}, {Predicate, &pattern.P}, {Graph, &pattern.G}} {
		if *term.id, ok, err = g.Lookup(ctx, []byte("<"+term.iri+">")); err != nil {
			return "", false, fmt.Errorf("look up <%s>: %w", term.iri, err)
		} else if !ok {
			return "", false, nil
		}
	}
	var found []string
	err = relation.EachBatch(ctx, g, graph.Scan{Pattern: pattern, Columns: graph.ColO}, func(b *graph.Batch) error {
		for _, o := range b.Cols[graph.O][:b.N] {
			term, err := g.AppendTerm(ctx, nil, o)
			if err != nil {
				return err
			}
			lexical, _, _ := graph.LiteralParts(term)
			found = append(found, string(graph.AppendUnescaped(nil, lexical)))
		}
		return nil
	})
	if err != nil || len(found) == 0 {
		return "", false, err
	}
	if len(found) > 1 {
		return "", false, fmt.Errorf("%w: %d queries are stated in <%s>", ErrShape, len(found), Graph)
	}
	return found[0], true, nil
}
