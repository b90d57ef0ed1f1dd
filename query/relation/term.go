package relation

import (
	"context"
	"fmt"
	"strconv"

	"github.com/chancery-graph/chancery/graph"
)

// Text is a literal in the words of a source.
type Text struct {
	Text string `json:"text"`
	Lang string `json:"lang,omitempty"` // language tag in lower case
}

// term returns the canonical text of an ID, valid until the next call.
func (r *Reader) term(ctx context.Context, id graph.ID) ([]byte, error) {
	text, err := r.g.AppendTerm(ctx, r.text[:0], id)
	if err != nil {
		return nil, fmt.Errorf("decode term %v: %w", id, err)
	}
	r.text = text
	return text, nil
}

// iri returns an IRI without its brackets, and the canonical text of any other
// term. The default graph has no name: "".
func (r *Reader) iri(ctx context.Context, id graph.ID) (string, error) {
	if id == graph.DefaultGraph {
		return "", nil
	}
	text, err := r.term(ctx, id)
	if err != nil {
		return "", err
	}
	if graph.TagOf(text) == graph.TagIRI {
		text = text[1 : len(text)-1]
	}
	return string(text), nil
}

// literal returns the lexical form and language of a literal, and the text of
// any other term, an IRI without its brackets.
func (r *Reader) literal(ctx context.Context, id graph.ID) (Text, error) {
	text, err := r.term(ctx, id)
	if err != nil {
		return Text{}, err
	}
	lexical, _, lang := graph.LiteralParts(text)
	if lexical == nil {
		if graph.TagOf(text) == graph.TagIRI {
			text = text[1 : len(text)-1]
		}
		return Text{Text: string(text)}, nil
	}
	return Text{Text: string(graph.AppendUnescaped(nil, lexical)), Lang: string(lang)}, nil
}

// integer returns the value of an integer literal that fits an int.
func (r *Reader) integer(ctx context.Context, id graph.ID) (int, bool, error) {
	t, err := r.literal(ctx, id)
	if err != nil {
		return 0, false, err
	}
	n, err := strconv.Atoi(t.Text)
	return n, err == nil, nil
}

// date returns the date that a term states; one that is no date is unknown.
func (r *Reader) date(ctx context.Context, id graph.ID) (Date, error) {
	if d, ok := r.dates[id]; ok {
		return d, nil
	}
	t, err := r.literal(ctx, id)
	if err != nil {
		return Date{}, err
	}
	d, err := ParseDate(t.Text)
	if err != nil {
		d = Date{} // a text such as "last spring": there is no date to order by
	}
	r.dates[id] = d
	return d, nil
}
