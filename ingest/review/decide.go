package review

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
)

// ErrChange is returned by Correct for a change that cannot be made.
var ErrChange = errors.New("review: no such change")

// Decision is what is to be appended when a candidate is decided.
type Decision struct {
	// Quads are in the graph of the source.
	Quads []quad.Quad
	// Word is accepted, corrected or rejected.
	Word string
	// Claim is what is stated now; of a rejected candidate, what is not.
	Claim string
}

// Accept states a candidate as it was proposed.
func (c *Candidate) Accept(who string) (*Decision, error) {
	return c.state(who, ingest.ChyAccepted, "accepted")
}

// Reject states nothing but that the candidate is rejected.
func (c *Candidate) Reject(who string) *Decision {
	return &Decision{Quads: c.decided(who, ingest.ChyRejected), Word: "rejected", Claim: c.Claim()}
}

// decided states who decided what.
func (c *Candidate) decided(who, decision string) []quad.Quad {
	return []quad.Quad{
		c.quad(c.IRI, ingest.ChyDecision, quad.IRI(decision)),
		c.quad(c.IRI, ingest.ChyDecidedBy, quad.String(who)),
	}
}

func (c *Candidate) quad(s quad.IRI, p string, o quad.Value) quad.Quad {
	return quad.Quad{Subject: s, Predicate: quad.IRI(p), Object: o, Label: c.Source}
}

func (c *Candidate) state(who, decision, word string) (*Decision, error) {
	d := &Decision{Word: word, Claim: c.Claim()}
	for _, s := range c.Statements {
		d.Quads = append(d.Quads, c.quad(c.Node, s.Property, s.Value))
	}
	for _, line := range c.Further {
		q, err := c.parse(line)
		if err != nil {
			return nil, err
		}
		d.Quads = append(d.Quads, q)
	}
	d.Quads = append(d.Quads, c.decided(who, decision)...)
	return d, nil
}

// parse reads a further statement.
func (c *Candidate) parse(line string) (quad.Quad, error) {
	s, rest, _ := strings.Cut(line, " ")
	p, o, ok := strings.Cut(rest, " ")
	if !ok {
		return quad.Quad{}, fmt.Errorf("review: <%s> proposes %q, which is no statement", string(c.IRI), line)
	}
	var terms [3]quad.Value
	for i, text := range []string{s, p, o} {
		var err error
		if terms[i], err = graph.ParseTerm([]byte(text)); err != nil {
			return quad.Quad{}, fmt.Errorf("review: <%s> proposes %q: %w", string(c.IRI), line, err)
		}
	}
	return quad.Quad{Subject: terms[0], Predicate: terms[1], Object: terms[2], Label: c.Source}, nil
}

// Change is one correction: a word and its value.
type Change struct{ Word, Value string }

// ParseChanges reads changes parted by semicolons: "status planned; date none". It
// returns ErrChange, wrapped.
func ParseChanges(s string) ([]Change, error) {
	var list []Change
	for part := range strings.SplitSeq(s, ";") {
		word, value, _ := strings.Cut(strings.TrimSpace(part), " ")
		if word == "" {
			continue
		}
		value = strings.Join(strings.Fields(value), " ")
		if value == "" {
			return nil, fmt.Errorf("%w: %q has no value", ErrChange, word)
		}
		list = append(list, Change{strings.ToLower(word), value})
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%w: nothing was changed", ErrChange)
	}
	return list, nil
}

var kinds = []struct{ name, class string }{
	{"meeting", vocab.ChyMeeting}, {"call", vocab.ChyCall}, {"video", vocab.ChyVideoCall}, {"visit", vocab.ChyVisit},
	{"talks", vocab.ChyTalks}, {"gathering", vocab.ChyGathering},
}

var statuses = map[string]string{
	"occurred": vocab.ChyOccurred, "planned": vocab.ChyPlanned, "cancelled": vocab.ChyCancelled, "denied": vocab.ChyDenied,
}

func (c *Candidate) kindName() string {
	for _, k := range kinds {
		if slices.Contains(c.values(vocab.RDFType), quad.Value(quad.IRI(k.class))) {
			return k.name
		}
	}
	return "contact"
}

// Correct states a candidate with changes. Names are linked to what dir knows. It
// returns ErrChange, wrapped, or an error of dir; the candidate stays as it was.
func (c *Candidate) Correct(ctx context.Context, who string, changes []Change, dir ingest.Directory) (*Decision, error) {
	n := *c
	n.Statements, n.Further = slices.Clone(c.Statements), nil
	n.labels = map[quad.IRI]string{}
	for k, v := range c.labels {
		n.labels[k] = v
	}
	var entities []quad.Quad
	for _, change := range changes {
		named, err := n.apply(ctx, change, dir)
		if err != nil {
			return nil, err
		}
		entities = append(entities, named...)
	}
	if !n.isRole() {
		if err := n.renew(); err != nil {
			return nil, err
		}
	}
	told, err := n.whatIs(c.Further)
	if err != nil {
		return nil, err
	}
	n.Further = append(told, n.Further...)
	d, err := n.state(who, ingest.ChyCorrected, "corrected")
	if err != nil {
		return nil, err
	}
	d.Quads = append(entities, d.Quads...)
	return d, nil
}

// whatIs returns of further statements those that tell what the things are of which the candidate speaks still: what
// they are in contact by is corrected, what they are is not.
func (c *Candidate) whatIs(further []string) (kept []string, err error) {
	for _, line := range further {
		q, err := c.parse(line)
		if err != nil {
			return nil, err
		}
		tells := q.Predicate == quad.IRI(vocab.RDFType) || q.Predicate == quad.IRI(vocab.SchemaName) || q.Predicate == quad.IRI(vocab.SchemaAlternateName)
		if tells && slices.ContainsFunc(c.Statements, func(s Statement) bool { return s.Value == q.Subject }) {
			kept = append(kept, line)
		}
	}
	return kept, nil
}

// apply makes one change and returns what is to be stated of new entities.
func (c *Candidate) apply(ctx context.Context, change Change, dir ingest.Directory) ([]quad.Quad, error) {
	bad := func(expected string) error {
		return fmt.Errorf("%w: %s %q: expected %s", ErrChange, change.Word, change.Value, expected)
	}
	if (change.Word == "function") != c.isRole() {
		if c.isRole() {
			return nil, fmt.Errorf("%w: %q; of a function only \"function TEXT\" can be changed", ErrChange, change.Word)
		}
		return nil, fmt.Errorf("%w: %q is of functions, and this is a contact", ErrChange, change.Word)
	}
	switch change.Word {
	case "function":
		c.set(vocab.SchemaRoleName, quad.LangString{Value: quad.String(change.Value), Lang: c.lang(vocab.SchemaRoleName)})
	case "kind":
		return nil, c.setKind(strings.ToLower(change.Value), bad)
	case "status":
		status, ok := statuses[strings.ToLower(change.Value)]
		if !ok {
			return nil, bad("occurred, planned, cancelled or denied")
		}
		c.set(vocab.ChyStatus, quad.IRI(status))
	case "date":
		return nil, c.setDate(change.Value, bad)
	case "place":
		if change.Value == "none" {
			c.set(vocab.SchemaLocation, nil)
			return nil, nil
		}
		iri, err := ingest.PlaceIRI(ctx, dir, change.Value)
		if err != nil {
			return nil, err
		}
		c.set(vocab.SchemaLocation, iri)
		return c.entity(iri, change.Value, vocab.SchemaPlace), nil
	case "with":
		iri, err := ingest.PersonIRI(ctx, dir, change.Value)
		if err != nil {
			return nil, err
		}
		c.Statements = append(c.Statements, Statement{vocab.SchemaAttendee, iri})
		return c.entity(iri, change.Value, vocab.SchemaPerson), nil
	case "without":
		return nil, c.without(change.Value, bad)
	default:
		return nil, fmt.Errorf("%w: %q; there are kind, status, date, place, with, without and function", ErrChange, change.Word)
	}
	return nil, nil
}

// entity states what a person named by the reviewer is called; one who has a name
// already keeps it.
func (c *Candidate) entity(iri quad.IRI, name, class string) []quad.Quad {
	if c.labels[iri] != "" {
		return nil
	}
	c.labels[iri] = name
	return []quad.Quad{c.quad(iri, vocab.RDFType, quad.IRI(class)), c.quad(iri, vocab.SchemaName, quad.String(name))}
}

func (c *Candidate) lang(property string) string {
	for _, v := range c.values(property) {
		if l, ok := v.(quad.LangString); ok {
			return l.Lang
		}
	}
	return "en"
}

// set gives a property one value, or none.
func (c *Candidate) set(property string, v quad.Value) {
	c.Statements = slices.DeleteFunc(c.Statements, func(s Statement) bool { return s.Property == property })
	if v != nil {
		c.Statements = append(c.Statements, Statement{property, v})
	}
}

func (c *Candidate) setKind(name string, bad func(string) error) error {
	for _, k := range kinds {
		if k.name != name {
			continue
		}
		c.Statements = slices.DeleteFunc(c.Statements, func(s Statement) bool {
			return s.Property == vocab.RDFType && s.Value != quad.IRI(vocab.SchemaEvent) && s.Value != quad.IRI(vocab.ChyContact)
		})
		c.Statements = append(c.Statements, Statement{vocab.RDFType, quad.IRI(k.class)})
		return nil
	}
	return bad("meeting, call, video, visit, talks or gathering")
}

func (c *Candidate) setDate(value string, bad func(string) error) error {
	if value == "none" {
		c.set(vocab.SchemaStartDate, nil)
		return nil
	}
	for _, form := range []struct{ layout, datatype string }{
		{time.DateOnly, vocab.XSDDate}, {"2006-01", vocab.XSDGYearMonth}, {"2006", vocab.XSDGYear},
	} {
		if _, err := time.Parse(form.layout, value); err == nil {
			c.set(vocab.SchemaStartDate, quad.TypedString{Value: quad.String(value), Type: quad.IRI(form.datatype)})
			return nil
		}
	}
	return bad("2026-01-03, 2026-01, 2026 or none")
}

// without takes a party out, by name or a part of it.
func (c *Candidate) without(name string, bad func(string) error) error {
	found := map[quad.Value]bool{}
	for _, v := range c.values(vocab.SchemaAttendee) {
		if iri, ok := v.(quad.IRI); ok && strings.Contains(strings.ToLower(c.label(iri)), strings.ToLower(name)) {
			found[v] = true
		}
	}
	if len(found) != 1 {
		return bad("the name of one party")
	}
	c.Statements = slices.DeleteFunc(c.Statements, func(s Statement) bool { return found[s.Value] })
	return nil
}

// renew names the contact anew by its changed date and parties, states who is
// expected where it is planned, and the direct edges where it occurred.
func (c *Candidate) renew() error {
	var parties []quad.IRI
	for _, v := range c.values(vocab.SchemaAttendee) {
		if iri, ok := v.(quad.IRI); ok && !slices.Contains(parties, iri) {
			parties = append(parties, iri)
		}
	}
	if len(parties) < 2 && c.first(vocab.ChyCollective) == "" {
		return fmt.Errorf("%w: a contact has two parties at least", ErrChange)
	}
	class := ""
	for _, k := range kinds {
		if k.name == c.kindName() {
			class = k.class
		}
	}
	if len(parties) >= 2 {
		c.Node = ingest.ContactIRI(class, c.first(vocab.SchemaStartDate), parties, c.Source)
	}
	c.set(vocab.ChyExpectedParticipant, nil)
	status := c.first(vocab.ChyStatus)
	edge := vocab.ChyMet
	if class == vocab.ChyCall || class == vocab.ChyVideoCall {
		edge = vocab.ChySpokeWith
	}
	for i, a := range parties {
		if status == vocab.ChyPlanned {
			c.Statements = append(c.Statements, Statement{vocab.ChyExpectedParticipant, a})
		}
		for _, b := range parties[i+1:] {
			if status != vocab.ChyOccurred {
				continue
			}
			for _, pair := range [][2]quad.IRI{{a, b}, {b, a}} {
				c.Further = append(c.Further, string(bytes.Join([][]byte{[]byte("<" + pair[0] + ">"), []byte("<" + edge + ">"), []byte("<" + pair[1] + ">")}, []byte(" "))))
			}
		}
	}
	return nil
}
