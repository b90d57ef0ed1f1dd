package relation

import (
	"context"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
)

// SourceText is what is known of the text of a source.
type SourceText struct {
	Source string `json:"source"`
	// SHA256 is of the source's bytes as they arrived; empty if it is not stated.
	SHA256 string `json:"sha256,omitempty"`
	// TextSHA256 is of the text that was made from them; empty where the text is
	// the bytes themselves.
	TextSHA256 string `json:"text_sha256,omitempty"`
	// Text is the text itself, where it was kept.
	Text string `json:"text,omitempty"`
	Kept bool   `json:"kept"`
}

// SourceText returns what is known of the text of a source, named by its IRI. Of
// a source that nothing describes everything but the name is empty.
func (r *Reader) SourceText(ctx context.Context, source string) (SourceText, error) {
	t := SourceText{Source: source}
	text, err := graph.AppendTerm(nil, quad.IRI(source))
	if err != nil {
		return t, err
	}
	id, ok, err := r.g.Lookup(ctx, text)
	if err != nil || !ok {
		return t, err
	}
	facts, err := r.facts(ctx, []graph.ID{id}, textPredicates)
	if err != nil {
		return t, err
	}
	for _, f := range facts {
		value, err := r.literal(ctx, f.o)
		if err != nil {
			return t, err
		}
		switch f.p {
		case pSha256:
			t.SHA256 = value.Text
		case pTextSha256:
			t.TextSHA256 = value.Text
		case pArticleBody:
			t.Text, t.Kept = value.Text, true
		}
	}
	return t, nil
}
