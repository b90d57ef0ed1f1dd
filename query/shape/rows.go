package shape

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/relation"
)

// Rows asks the query and returns the contacts that it finds. ds is the snapshot
// of the reader.
func (s *Shape) Rows(ctx context.Context, r *relation.Reader, ds exec.Dataset) (rows []chain.Row, err error) {
	results, err := s.query.Run(ctx, ds)
	if err != nil {
		return nil, fmt.Errorf("shape: %w", err)
	}
	defer func() { err = errors.Join(err, results.Close()) }()
	read := reading{r: r, terms: r.ContactTerms(), ids: map[string]graph.ID{}, words: map[string]string{}}
	vars := results.Vars()
	for {
		page, err := results.Next(ctx)
		if err != nil {
			return nil, fmt.Errorf("shape: %w", err)
		}
		if page.N == 0 {
			return rows, nil
		}
		for i := range page.N {
			row := chain.Row{First: chain.Never, Last: chain.Never}
			for at, name := range vars {
				if text := page.Cols[at][i]; text != nil {
					if err := read.value(ctx, &row, name, text); err != nil {
						return nil, fmt.Errorf("%w: ?%s is %s: %w", ErrShape, name, text, err)
					}
				}
			}
			if row.A == graph.None || row.B == graph.None {
				continue
			}
			if row.First == chain.Never {
				row.Last = chain.Never // an end alone is no date
			} else if row.Last == chain.Never || row.Last < row.First {
				row.Last = row.First
			}
			rows = append(rows, row)
		}
	}
}

// reading turns the terms of solutions into what they mean.
type reading struct {
	r     *relation.Reader
	terms relation.ContactTerms
	ids   map[string]graph.ID // looked up before
	words map[string]string   // kinds and statuses by variable and term, read before
}

// word is what read makes of the term of a variable.
func (d *reading) word(ctx context.Context, variable string, text []byte, read func(context.Context, []byte) (string, error)) (string, error) {
	if word, ok := d.words[variable+string(text)]; ok {
		return word, nil
	}
	word, err := read(ctx, text)
	if err == nil {
		d.words[variable+string(text)] = word
	}
	return word, err
}

// value takes one term of a solution.
func (d *reading) value(ctx context.Context, row *chain.Row, name string, text []byte) (err error) {
	switch name {
	case "a":
		row.A, err = d.entity(ctx, text)
	case "b":
		row.B, err = d.entity(ctx, text)
	case "event":
		row.Event, err = d.entity(ctx, text)
	case "source":
		row.Source, err = d.entity(ctx, text)
	case "place":
		if text[0] == '"' {
			row.PlaceText = lexicalOf(text)
			return nil
		}
		row.Place, err = d.entity(ctx, text)
	case "start":
		if date, known := dateOf(text); known {
			row.First, row.Last = date.First, lastOf(date.Last, row.Last)
		}
	case "end":
		if date, known := dateOf(text); known {
			row.Last = lastOf(date.Last, row.Last)
		}
	case "kind":
		row.Kind, err = d.word(ctx, "?kind ", text, d.kind)
	case "status":
		row.Status, err = d.word(ctx, "?status ", text, d.status)
	}
	return err
}

// lastOf is the later of a day and the last one so far, Never for none.
func lastOf(day, soFar relation.Day) relation.Day {
	if soFar == chain.Never {
		return day
	}
	return max(day, soFar)
}

// bare is an error without the name of the package that it comes from.
func bare(err error) error {
	if err == nil {
		return nil
	}
	return errors.New(strings.TrimPrefix(err.Error(), "relation: "))
}

func lexicalOf(text []byte) string {
	lexical, _, _ := graph.LiteralParts(text)
	return string(graph.AppendUnescaped(nil, lexical))
}

// dateOf is the date that a literal states, whatever its datatype.
func dateOf(text []byte) (relation.Date, bool) {
	if text[0] != '"' {
		return relation.Date{}, false
	}
	date, err := relation.ParseDate(lexicalOf(text))
	return date, err == nil
}

// entity is the ID of a node. One that the query has made up stands in no
// statement, so that nothing would be known of it.
func (d *reading) entity(ctx context.Context, text []byte) (graph.ID, error) {
	if id, ok := d.ids[string(text)]; ok {
		return id, nil
	}
	if text[0] == '"' {
		return graph.None, errors.New("expected an entity, not a literal")
	}
	id, ok, err := d.r.Graph().Lookup(ctx, text)
	if err != nil {
		return graph.None, err
	}
	if !ok {
		return graph.None, errors.New("no statement has it")
	}
	d.ids[string(text)] = id
	return id, nil
}

// kind is the kind of contact that a class or word means; a class that is not
// known says no more than that it is a contact.
func (d *reading) kind(ctx context.Context, text []byte) (string, error) {
	if text[0] == '"' {
		kind, err := relation.ParseKind(lexicalOf(text))
		return kind, bare(err)
	}
	id, _, err := d.r.Graph().Lookup(ctx, text)
	if err != nil {
		return "", err
	}
	if k, ok := d.terms.KindOf[id]; ok {
		return relation.ContactKinds()[k], nil
	}
	return relation.KindContact, nil
}

// status is the status that an IRI or word means. One that is not known would
// count as occurred if it were passed over.
func (d *reading) status(ctx context.Context, text []byte) (string, error) {
	if text[0] == '"' {
		status, err := relation.ParseStatus(lexicalOf(text))
		return status, bare(err)
	}
	id, _, err := d.r.Graph().Lookup(ctx, text)
	if err != nil {
		return "", err
	}
	if s, ok := d.terms.StatusOf[id]; ok {
		return relation.Statuses()[s], nil
	}
	return "", errors.New("expected chy:Occurred, chy:Denied, chy:Cancelled, chy:Planned or a word")
}
