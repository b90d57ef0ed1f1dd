package review

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/known"
)

// Statement is a property with its value.
type Statement struct {
	Property string
	Value    quad.Value
}

// Candidate is an assertion that waits for a decision.
type Candidate struct {
	IRI, Source quad.IRI
	// Node is what the statements are about.
	Node quad.IRI
	// Statements are those that would be made of Node; Further whole statements
	// about other nodes, as canonical N-Triples without the dot.
	Statements []Statement
	Further    []string
	Confidence float64
	Rule       string
	// Quote is the sentence that is the evidence, at its place in the source.
	Quote     string
	Start     int // bytes from the start of the source
	Headline  string
	Published string

	labels map[quad.IRI]string
}

// properties of a candidate that propose nothing.
var about = map[string]bool{
	vocab.RDFType: true, vocab.ChyRule: true, vocab.ProvWasQuotedFrom: true, ingest.ChyConfidence: true,
	ingest.ChyProposes: true, ingest.ChyProposedStatement: true, ingest.ChyDecision: true, ingest.ChyDecidedBy: true,
}

// Open returns the candidates that nobody has decided about, by source, then by
// place in it, then the surest first.
func Open(ctx context.Context, g *known.Graph) ([]*Candidate, error) {
	nodes, err := g.Subjects(ctx, vocab.RDFType, quad.IRI(ingest.ChyCandidate))
	if err != nil {
		return nil, err
	}
	var list []*Candidate
	for _, node := range nodes {
		c, err := read(ctx, g, node)
		if err != nil {
			return nil, fmt.Errorf("read candidate <%s>: %w", string(node), err)
		}
		if c != nil {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b *Candidate) int {
		return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Start, b.Start),
			cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.IRI, b.IRI))
	})
	return list, nil
}

// read reads a candidate; nil if it is decided.
func read(ctx context.Context, g *known.Graph, node quad.IRI) (*Candidate, error) {
	facts, err := g.Facts(ctx, node, nil)
	if err != nil {
		return nil, err
	}
	c := &Candidate{IRI: node, labels: map[quad.IRI]string{}}
	var quote quad.IRI
	for _, f := range facts {
		iri, _ := f.Value.(quad.IRI)
		switch f.Property {
		case ingest.ChyDecision:
			return nil, nil
		case vocab.RDFType:
			c.Source = f.Graph
		case ingest.ChyProposes:
			c.Node = iri
		case ingest.ChyConfidence:
			if c.Confidence, err = strconv.ParseFloat(text(f.Value), 64); err != nil {
				return nil, err
			}
		case vocab.ChyRule:
			c.Rule = text(f.Value)
		case vocab.ProvWasQuotedFrom:
			quote = iri
		case ingest.ChyProposedStatement:
			c.Further = append(c.Further, text(f.Value))
		}
		if p, ok := ingest.PropertyProposed(f.Property); ok && !about[f.Property] {
			c.Statements = append(c.Statements, Statement{p, f.Value})
		}
	}
	if err := c.readQuote(ctx, g, quote); err != nil {
		return nil, err
	}
	return c, c.readLabels(ctx, g)
}

func (c *Candidate) readQuote(ctx context.Context, g *known.Graph, quote quad.IRI) error {
	facts, err := g.Facts(ctx, quote, []string{vocab.SchemaText, vocab.ChyByteStart})
	if err != nil {
		return err
	}
	for _, f := range facts {
		if f.Property == vocab.SchemaText {
			c.Quote = text(f.Value)
		} else if n, err := strconv.Atoi(text(f.Value)); err == nil {
			c.Start = n
		}
	}
	if facts, err = g.Facts(ctx, c.Source, []string{vocab.SchemaHeadline, vocab.SchemaDatePublished}); err != nil {
		return err
	}
	for _, f := range facts {
		if f.Property == vocab.SchemaHeadline {
			c.Headline = text(f.Value)
		} else {
			c.Published = text(f.Value)
		}
	}
	return nil
}

// readLabels finds a name for every entity that a candidate speaks of.
func (c *Candidate) readLabels(ctx context.Context, g *known.Graph) error {
	for _, s := range c.Statements {
		iri, ok := s.Value.(quad.IRI)
		if !ok || strings.HasPrefix(string(iri), vocab.Chy) || strings.HasPrefix(string(iri), vocab.Schema) {
			continue
		}
		facts, err := g.Facts(ctx, iri, []string{vocab.SchemaName})
		if err != nil {
			return err
		}
		for _, f := range facts { // the longest says most
			if name := text(f.Value); len(name) > len(c.labels[iri]) {
				c.labels[iri] = name
			}
		}
	}
	for _, line := range c.Further { // of what only the candidate tells: "a delegation"
		q, err := c.parse(line)
		if err != nil {
			return err
		}
		if iri, ok := q.Subject.(quad.IRI); ok && q.Predicate == quad.IRI(vocab.SchemaName) && c.labels[iri] == "" {
			c.labels[iri] = text(q.Object)
		}
	}
	return nil
}

func text(v quad.Value) string {
	switch v := v.(type) {
	case quad.String:
		return string(v)
	case quad.LangString:
		return string(v.Value)
	case quad.TypedString:
		return string(v.Value)
	case quad.IRI:
		return string(v)
	}
	return ""
}

// label names an entity.
func (c *Candidate) label(iri quad.IRI) string {
	if l := c.labels[iri]; l != "" {
		return l
	}
	return strings.TrimPrefix(string(iri), vocab.Base)
}

// values returns the values of a property.
func (c *Candidate) values(property string) []quad.Value {
	var list []quad.Value
	for _, s := range c.Statements {
		if s.Property == property {
			list = append(list, s.Value)
		}
	}
	return list
}

// first returns the text of the first value of a property, or empty.
func (c *Candidate) first(property string) string {
	if list := c.values(property); len(list) > 0 {
		return text(list[0])
	}
	return ""
}

// Claim tells in one line what is proposed: "Meeting 2026-01-03, Oslo, planned:
// Ana Prata, Rui Tavira".
func (c *Candidate) Claim() string {
	if c.isRole() {
		claim := "Function: " + c.label(quad.IRI(c.first(vocab.ChyHolder))) + ", " + c.first(vocab.SchemaRoleName)
		for _, p := range []string{vocab.ChyOrganization, vocab.ChyCountry} {
			if v := c.first(p); v != "" {
				claim += ", " + c.label(quad.IRI(v))
			}
		}
		return claim
	}
	var who []string
	for _, p := range []string{vocab.SchemaAttendee, vocab.ChyParticipant, vocab.ChyCollective} {
		for _, v := range c.values(p) {
			name := text(v)
			if iri, ok := v.(quad.IRI); ok {
				name = c.label(iri)
			}
			if !slices.Contains(who, name) {
				who = append(who, name)
			}
		}
	}
	if slices.Contains(c.values(vocab.RDFType), quad.Value(quad.IRI(vocab.ChyRegularContact))) {
		return "Regular contact: " + strings.Join(who, ", ")
	}
	name := c.kindName()
	claim := strings.ToUpper(name[:1]) + name[1:]
	if date := c.first(vocab.SchemaStartDate); date != "" {
		claim += " " + date
	} else {
		claim += " undated"
	}
	for _, v := range c.values(vocab.SchemaLocation) {
		claim += ", " + c.label(quad.IRI(text(v)))
	}
	status := strings.ToLower(strings.TrimPrefix(c.first(vocab.ChyStatus), vocab.Chy))
	claim += ", " + status
	if len(who) > 0 {
		claim += ": " + strings.Join(who, ", ")
	}
	return claim
}

func (c *Candidate) isRole() bool { return c.first(vocab.SchemaRoleName) != "" }
