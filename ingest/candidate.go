package ingest

import (
	"context"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// An assertion of low confidence is stated as a candidate: a node of its own that
// holds, by properties of their own, the statements that would be made:
//
//	<candidate/…>  a chy:Candidate ; chy:confidence 0.31 ; chy:rule "…" ;
//	    prov:wasQuotedFrom <source#char=…> ; chy:proposes <meeting/…> ;
//	    proposed:rdf-type chy:Meeting ; proposed:schema-attendee <actor/…> ; … ;
//	    chy:proposedStatement "<actor/…> <…#met> <actor/…>" .
//
// It is not a status beside planned and occurred, because a status is what the
// source says, which a candidate has too, and because every reader of contacts
// would have to know it: a query for attendees, a chain or another program that
// does not would take a guess for a fact. What reads contacts does not even see a
// candidate. Whoever accepts one states what it proposes; see package review.

// candidate collects what an assertion would state.
type candidate struct {
	node       quad.IRI // the node that it would add to
	statements []quad.Quad
	told       []extract.EntityID // anonymous entities that it states
}

// add takes a statement that would be made.
func (c *candidate) add(s quad.IRI, p string, o quad.Value) {
	c.statements = append(c.statements, quad.Quad{Subject: s, Predicate: quad.IRI(p), Object: o})
}

// propose states an assertion as a candidate, unless somebody has decided about
// it before.
func (b *builder) propose(ctx context.Context, a *extract.Assertion) error {
	b.into = &candidate{}
	facts := b.stated
	node, err := b.state(ctx, a)
	c := b.into
	b.into = nil
	b.stated.Facts, b.stated.Matched = facts.Facts, facts.Matched
	if err != nil || node == "" {
		return err
	}
	c.node = node
	iri := b.candidateIRI(a, c)
	decided, err := b.dir.Decided(ctx, iri)
	if err != nil || decided {
		return err
	}
	b.stated.Candidates++
	b.types(iri, ChyCandidate)
	b.add(iri, ChyConfidence, decimal(confidence(a)))
	b.add(iri, vocab.ChyRule, quad.String(a.Rule))
	b.add(iri, vocab.ProvWasQuotedFrom, b.quote(a.Quote))
	b.add(iri, ChyProposes, node)
	for _, s := range c.statements {
		if s.Subject == node {
			b.add(iri, ProposedProperty(string(s.Predicate.(quad.IRI))), s.Object)
			continue
		}
		b.add(iri, ChyProposedStatement, quad.String(edgeText(s)))
	}
	return nil
}

// edgeText is a statement as "<s> <p> <o>", its terms as canonical N-Triples.
func edgeText(s quad.Quad) string {
	var b []byte
	for i, v := range []quad.Value{s.Subject, s.Predicate, s.Object} {
		if i > 0 {
			b = append(b, ' ')
		}
		var err error
		if b, err = graph.AppendTerm(b, v); err != nil {
			panic(err) // the builder makes no term that the graph has no text for
		}
	}
	return string(b)
}

// candidateIRI names a candidate by its source and by what it says, so that
// another reading of the same text proposes the same one.
func (b *builder) candidateIRI(a *extract.Assertion, c *candidate) quad.IRI {
	var said strings.Builder
	for _, s := range c.statements {
		switch s.Predicate {
		case quad.IRI(vocab.ChyRule), quad.IRI(vocab.SchemaAbout), quad.IRI(ChyConfidence):
			continue // may change with the rules, while what is claimed does not
		}
		said.WriteString(edgeText(s) + "\n")
	}
	return quad.IRI(vocab.Base + "candidate/" + shorten(sourceSlug(b.d.Source)) + "-" + shortDigest(said.String()))
}
