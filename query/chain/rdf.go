package chain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/relation"
)

// Terms of chains as RDF; those that SERVICE chy:chain has too mean the same there.
const (
	classChain   = vocab.Chy + "Chain"
	classStep    = vocab.Chy + "Step"
	classReached = vocab.Chy + "Reached"
)

// Statements tells the chains as RDF. Each is a node of class chy:Chain that lists
// its steps in order, and each step one of class chy:Step that points to the events
// that carry it, of which kind, status, dates, place and sentences are told as the
// graph has them:
//
//	[] a chy:Chain ; chy:chain 1 ; chy:from <a> ; chy:to <b> ; chy:mode "earliest" ;
//	   chy:hops 1 ; chy:departure "…"^^xsd:date ; chy:arrival "…"^^xsd:date ; chy:steps ( _:s ) .
//	_:s a chy:Step ; chy:step 1 ; chy:stepFrom <a> ; chy:stepTo <b> ; chy:date "…"^^xsd:date ;
//	   chy:contact <event> ; chy:source <source> ; chy:quote "…" .
//
// Statements of one subject stand together. There are none if there is no chain.
func (r *Result) Statements() []graph.Change {
	var d describer
	for k, told := range r.Chains {
		d.chain(r, k+1, &told)
	}
	return append(d.chains, d.things...)
}

// describer gathers statements: of chains and steps, and of what they name, each
// once.
type describer struct {
	chains, things []graph.Change
	known          map[string]bool // statements
	subjects       map[string]bool
}

func (d *describer) chain(r *Result, k int, told *Told) {
	self := fmt.Sprintf("_:chain%d", k)
	from, to := r.From, r.To
	if len(told.Steps) > 0 {
		from, to = told.Steps[0].From, told.Steps[len(told.Steps)-1].To
	}
	add := func(p, o string) { d.chains = addStatement(d.chains, self, p, o) }
	add(vocab.RDFType, nodeTerm(classChain))
	add(vocab.Chy+"chain", integerTerm(k))
	add(vocab.Chy+"from", nodeTerm(from))
	add(vocab.Chy+"to", nodeTerm(to))
	add(vocab.Chy+"mode", textTerm(string(r.Mode)))
	add(vocab.Chy+"hops", integerTerm(told.Hops))
	add(vocab.Chy+"departure", dateTerm(told.Departure))
	add(vocab.Chy+"arrival", dateTerm(told.Arrival))
	if told.DurationDays != nil {
		add(vocab.Chy+"durationDays", integerTerm(*told.DurationDays))
	}
	cell := func(i int) string {
		if i == len(told.Steps) {
			return nodeTerm(vocab.RDF + "nil")
		}
		return fmt.Sprintf("%sstep%dcell", self, i+1)
	}
	add(vocab.Chy+"steps", cell(0))
	d.name(from, r.FromLabel)
	d.name(to, r.ToLabel)
	for i := range told.Steps {
		step := fmt.Sprintf("%sstep%d", self, i+1)
		d.chains = addStatement(d.chains, cell(i), vocab.RDF+"first", step)
		d.chains = addStatement(d.chains, cell(i), vocab.RDF+"rest", cell(i+1))
		d.step(step, i+1, &told.Steps[i])
	}
}

func (d *describer) step(self string, i int, l *Link) {
	add := func(p, o string) { d.chains = addStatement(d.chains, self, p, o) }
	add(vocab.RDFType, nodeTerm(classStep))
	add(vocab.Chy+"step", integerTerm(i))
	add(vocab.Chy+"stepFrom", nodeTerm(l.From))
	add(vocab.Chy+"stepTo", nodeTerm(l.To))
	add(vocab.Chy+"date", dateTerm(l.Day))
	add(vocab.Chy+"place", nodeTerm(l.Place))
	for _, event := range l.Events {
		add(vocab.Chy+"contact", nodeTerm(event))
	}
	for _, source := range l.Sources {
		add(vocab.Chy+"source", nodeTerm(source))
	}
	add(vocab.Chy+"quote", textTerm(l.Quote))
	d.name(l.From, l.FromLabel)
	d.name(l.To, l.ToLabel)
	if l.Place != "" {
		d.name(l.Place, l.PlaceLabel)
	}
	d.event(l)
	for _, ev := range l.Evidence {
		d.thing(ev.Event, vocab.ProvWasQuotedFrom, nodeTerm(ev.Quotation))
		d.thing(ev.Event, vocab.Prov+"wasDerivedFrom", nodeTerm(ev.Source))
		if ev.Quotation != "" {
			d.thing(ev.Quotation, vocab.SchemaText, textTerm(ev.Quote))
		}
	}
}

// event tells of the event that a step shows.
func (d *describer) event(l *Link) {
	d.thing(l.Event, vocab.RDFType, nodeTerm(vocab.ChyContact))
	d.thing(l.Event, vocab.RDFType, nodeTerm(relation.KindIRI(l.Kind)))
	d.thing(l.Event, vocab.ChyStatus, nodeTerm(relation.StatusIRI(l.Status)))
	d.thing(l.Event, vocab.SchemaAttendee, nodeTerm(l.From))
	d.thing(l.Event, vocab.SchemaAttendee, nodeTerm(l.To))
	d.thing(l.Event, vocab.SchemaStartDate, dateTerm(l.Date))
	d.thing(l.Event, vocab.SchemaEndDate, dateTerm(l.EndDate))
	d.thing(l.Event, vocab.SchemaLocation, nodeTerm(l.Place))
	if l.Place == "" {
		d.thing(l.Event, vocab.SchemaLocation, textTerm(l.PlaceLabel))
	}
}

func (d *describer) name(iri, label string) { d.thing(iri, vocab.SchemaName, textTerm(label)) }

// thing states something of what a chain names, once, with its subject's other
// statements.
func (d *describer) thing(s, p, o string) {
	if d.known == nil {
		d.known, d.subjects = map[string]bool{}, map[string]bool{}
	}
	if key := s + " " + p + " " + o; s == "" || o == "" || d.known[key] {
		return
	} else {
		d.known[key] = true
	}
	subject := nodeTerm(s)
	if !d.subjects[subject] {
		d.subjects[subject] = true
		d.things = addStatement(d.things, subject, p, o)
		return
	}
	at := len(d.things)
	for string(d.things[at-1].S) != subject {
		at--
	}
	d.things = slices.Insert(d.things, at, addStatement(nil, subject, p, o)...)
}

// ReachedStatements tells who is reached as RDF: a node of class chy:Reached for
// each, with chy:from for every start.
//
//	[] a chy:Reached ; chy:from <a> ; chy:reached <b> ; chy:arrival "…"^^xsd:date ; chy:hops 2 .
func ReachedStatements(from []relation.Entity, reached []ReachedEntity) []graph.Change {
	var d describer
	for i, who := range reached {
		self := fmt.Sprintf("_:reached%d", i+1)
		d.chains = addStatement(d.chains, self, vocab.RDFType, nodeTerm(classReached))
		for _, e := range from {
			d.chains = addStatement(d.chains, self, vocab.Chy+"from", nodeTerm(e.IRI))
			d.name(e.IRI, e.Label)
		}
		d.chains = addStatement(d.chains, self, vocab.Chy+"reached", nodeTerm(who.IRI))
		d.chains = addStatement(d.chains, self, vocab.Chy+"arrival", dateTerm(who.Arrival))
		d.chains = addStatement(d.chains, self, vocab.Chy+"hops", integerTerm(who.Hops))
		d.name(who.IRI, who.Label)
	}
	return append(d.chains, d.things...)
}

// ReachedEntity is somebody who is reached, as it is told.
type ReachedEntity struct {
	IRI     string `json:"iri"`
	Label   string `json:"label"`
	Arrival string `json:"arrival,omitempty"` // the earliest day, if it is known
	Hops    int    `json:"hops"`
}

func addStatement(list []graph.Change, s, p, o string) []graph.Change {
	if o == "" {
		return list
	}
	return append(list, graph.Change{Op: graph.Add, S: []byte(s), P: []byte(nodeTerm(p)), O: []byte(o)})
}

// nodeTerm is the term of an IRI, or of a blank node; empty for none.
func nodeTerm(iri string) string {
	if iri == "" || strings.HasPrefix(iri, "_:") {
		return iri
	}
	return "<" + iri + ">"
}

func textTerm(s string) string {
	if s == "" {
		return ""
	}
	return string(append(graph.AppendEscaped([]byte{'"'}, []byte(s)), '"'))
}

func integerTerm(n int) string {
	return `"` + strconv.Itoa(n) + `"^^<` + vocab.XSD + `integer>`
}

// dateTerm types a date as it was stated; empty for none, or for what is no date.
func dateTerm(text string) string {
	if datatype := relation.DateType(text); datatype != "" {
		return `"` + text + `"^^<` + datatype + `>`
	}
	return ""
}
