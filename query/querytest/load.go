package querytest

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// Prefixes are the short names that [Expand] knows.
var Prefixes = map[string]string{
	"chy":     vocab.Chy,
	"actor":   vocab.Base + "actor/",
	"place":   vocab.Base + "place/",
	"org":     vocab.Base + "org/",
	"country": vocab.Base + "country/",
	"group":   vocab.Base + "group/",
	"office":  vocab.Base + "office/",
	"meeting": vocab.Base + "meeting/",
	"call":    vocab.Base + "call/",
	"visit":   vocab.Base + "visit/",
	"role":    vocab.Base + "role/",
	"source":  vocab.Base + "source/",
	"contact": vocab.Base + "contact/",
	"schema":  vocab.Schema,
	"schemas": "https://schema.org/",
	"prov":    vocab.Prov,
	"foaf":    vocab.FOAF,
	"rdf":     vocab.RDF,
	"rdfs":    vocab.RDFS,
	"skos":    vocab.SKOS,
	"xsd":     vocab.XSD,
}

// Parse returns the graph that N-Quads text states, as one event, or the syntax
// error.
func Parse(text string) (*Graph, error) {
	g := New()
	return g, g.Load(nquads.NewReader(strings.NewReader(text), nquads.Options{}))
}

// Load applies a patch as the next event.
func (g *Graph) Load(r graph.PatchReader) error {
	g.seq++
	g.forget()
	var b graph.PatchBatch
	for {
		err := r.ReadPatch(&b)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("querytest: event %d: %w", g.seq, err)
		}
		for _, c := range b.Changes {
			g.apply(c)
		}
	}
}

// Add adds N-Quads text as the next event.
func (g *Graph) Add(text string) error {
	return g.Load(nquads.NewReader(strings.NewReader(text), nquads.Options{}))
}

// Remove removes the statements of N-Quads text as the next event.
func (g *Graph) Remove(text string) error {
	return g.Load(removals{nquads.NewReader(strings.NewReader(text), nquads.Options{})})
}

// removals turns additions into deletions.
type removals struct{ graph.PatchReader }

func (r removals) ReadPatch(b *graph.PatchBatch) error {
	err := r.PatchReader.ReadPatch(b)
	for i := range b.Changes {
		b.Changes[i].Op = graph.Delete
	}
	return err
}

func (g *Graph) apply(c graph.Change) {
	q := graph.Quad{g.ID(c.S), g.ID(c.P), g.ID(c.O), graph.DefaultGraph}
	if len(c.G) > 0 {
		q[graph.G] = g.ID(c.G)
	}
	at, known := g.live[q]
	switch {
	case c.Op == graph.Add && !known:
		g.live[q] = len(g.rows)
		g.rows = append(g.rows, Row{q, g.seq, graph.NoSeq})
	case c.Op == graph.Delete && known:
		g.rows[at].Removed = g.seq
		delete(g.live, q)
	}
}

// Expand turns lines of a short notation into N-Quads: terms are parted by
// blanks, prefix:local stands for an IRI (see [Prefixes]), "a" for rdf:type,
// literals are written as in N-Quads with a prefixed datatype, the final dot is
// left out, and a line "GRAPH name" sets the graph name of the lines below it.
// Blank lines and lines that start with # are skipped. A prefix that is not
// known is an error.
func Expand(text string) (string, error) {
	var out strings.Builder
	name := ""
	for number, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		terms := splitTerms(line)
		for i, t := range terms {
			full, err := expandTerm(t)
			if err != nil && t != "GRAPH" {
				return "", fmt.Errorf("querytest: line %d: %w", number+1, err)
			}
			terms[i] = full
		}
		if line == "GRAPH" || strings.HasPrefix(line, "GRAPH ") {
			name = strings.Join(terms[1:], " ")
			continue
		}
		fmt.Fprintf(&out, "%s %s .\n", strings.Join(terms, " "), name)
	}
	return out.String(), nil
}

// splitTerms splits at blanks outside quotes.
func splitTerms(line string) []string {
	var terms []string
	quoted, start := false, 0
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '\\' && quoted:
			i++
		case line[i] == '"':
			quoted = !quoted
		case line[i] == ' ' && !quoted:
			if i > start {
				terms = append(terms, line[start:i])
			}
			start = i + 1
		}
	}
	return append(terms, line[start:])
}

func expandTerm(t string) (string, error) {
	if t == "a" {
		t = "rdf:type"
	}
	if t[0] == '<' || strings.HasPrefix(t, "_:") {
		return t, nil
	}
	if t[0] == '"' {
		end := strings.LastIndexByte(t, '"')
		if rest := t[end+1:]; strings.HasPrefix(rest, "^^") {
			datatype, err := expandTerm(rest[2:])
			return t[:end+1] + "^^" + datatype, err
		}
		return t, nil
	}
	prefix, local, ok := strings.Cut(t, ":")
	namespace, known := Prefixes[prefix]
	if !ok || !known {
		return "", fmt.Errorf("%q has no known prefix", t)
	}
	return "<" + namespace + local + ">", nil
}

// ParseShort returns the graph that the short notation of [Expand] states, as
// one event.
func ParseShort(text string) (*Graph, error) {
	full, err := Expand(text)
	if err != nil {
		return nil, err
	}
	return Parse(full)
}
