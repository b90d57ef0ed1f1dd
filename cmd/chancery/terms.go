package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// termText reads a term as a user writes it and returns its canonical text:
// N-Triples syntax, an IRI without angle brackets, a prefixed name (schema:name),
// or the path of one of chancery's own (actor/…). The position tells which kinds
// of term may stand there.
func termText(s string, at graph.Position) ([]byte, error) {
	iri := s
	switch {
	case s == "":
		return nil, fmt.Errorf("empty term")
	case strings.HasPrefix(s, "<") || strings.HasPrefix(s, `"`) || strings.HasPrefix(s, "_:"):
		text, err := nquads.AppendCanonical(nil, []byte(s))
		if err != nil {
			return nil, fmt.Errorf("%s is no term: %w", s, err)
		}
		return text, checkPosition(text, at)
	case strings.Contains(s, ":"):
		prefix, local, _ := strings.Cut(s, ":")
		for _, p := range vocab.Prefixes() {
			if p.Name == prefix && !strings.HasPrefix(local, "//") {
				iri = p.Namespace + local
				break
			}
		}
	case strings.Contains(s, "/"):
		iri = vocab.Base + s
	default:
		return nil, fmt.Errorf("%s is no term: expected an IRI, a prefixed name, _:label or \"text\"", s)
	}
	if !graph.ValidIRI([]byte(iri)) {
		return nil, fmt.Errorf("%s is no IRI", s)
	}
	return []byte("<" + iri + ">"), nil
}

// checkPosition refuses terms that cannot stand at a position of a statement.
func checkPosition(text []byte, at graph.Position) error {
	isIRI := graph.TagOf(text) == graph.TagIRI
	isBlank := bytes.HasPrefix(text, []byte("_:"))
	switch {
	case at == graph.P && !isIRI:
		return fmt.Errorf("%s cannot be a predicate: expected an IRI", text)
	case (at == graph.S || at == graph.G) && !isIRI && !isBlank:
		return fmt.Errorf("%s cannot stand here: expected an IRI or a blank node", text)
	}
	return nil
}
