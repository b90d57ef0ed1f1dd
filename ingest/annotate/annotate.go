package annotate

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// Run extracts a document and returns it with the annotations replaced by what
// the extractor found. It returns the error of the extractor, or ErrForm.
func Run(ctx context.Context, x ingest.Extractor, d *Document) (*Document, error) {
	in, err := d.Input()
	if err != nil {
		return nil, err
	}
	res, err := x.Extract(ctx, in)
	if err != nil {
		return nil, fmt.Errorf("extract %q: %w", d.ID, err)
	}
	out := From(d.Text, res)
	out.ID, out.Lang, out.SourceURL, out.Published, out.Title = d.ID, string(in.Lang), d.SourceURL, d.Published, d.Title
	return out, nil
}

// From turns what was found in a text into annotations; see [Annotator].
func From(text string, res *extract.Result) *Document {
	return NewAnnotator(text, res.Entities).Document(res)
}

// Annotator turns what was found in a text into annotations. It keeps how the text
// calls the entities, for several results that share them. It is for one goroutine
// at a time.
type Annotator struct {
	text  string
	names names
}

// NewAnnotator returns one for a text and the entities of its results.
func NewAnnotator(text string, entities []extract.Entity) *Annotator {
	return &Annotator{text, names{text: text, entities: entities}}
}

// Document returns the annotations of a result, in the order of the text. The spans
// of the result must be valid for the text.
func (w *Annotator) Document(res *extract.Result) *Document {
	d := &Document{Lang: string(res.Lang), Text: w.text, Events: []Event{}, Roles: []Role{}, Counts: []Count{}}
	for i := range res.Assertions {
		a := &res.Assertions[i]
		switch a.Kind {
		case extract.HoldsRole:
			d.Roles = append(d.Roles, w.role(a))
		case extract.RegularContact: // a habit is no event
		default:
			if a.Status == extract.Hypothetical {
				d.Hypothetical = append(d.Hypothetical, w.event(res, a))
			} else {
				d.Events = append(d.Events, w.event(res, a))
			}
		}
		for _, c := range a.Counts {
			d.Counts = append(d.Counts, w.count(c))
		}
	}
	return d
}

var typeNames = map[extract.Kind]string{
	extract.Meeting: "meeting", extract.Call: "call", extract.VideoCall: "video", extract.Visit: "visit",
	extract.Talks: "talks", extract.Gathering: "meeting",
}

var statusNames = map[extract.Status]string{
	extract.Occurred: "occurred", extract.Planned: "planned", extract.Cancelled: "cancelled", extract.Denied: "denied",
	extract.Hypothetical: "hypothetical",
}

func (w *Annotator) event(res *extract.Result, a *extract.Assertion) Event {
	e := Event{
		Type: typeNames[a.Kind], Participants: []string{}, Status: statusNames[a.Status], Topics: []string{},
		Quote: w.text[a.Quote.Start:a.Quote.End], Span: []int{a.Quote.Start, a.Quote.End}, Rule: a.Rule, Confidence: a.Confidence,
		Doubts: a.Doubts.Names(),
	}
	if a.Kind == extract.Gathering && (a.Summit || leaders(a.Collective)) {
		e.Type = "summit"
	}
	sides := map[int][]string{}
	for _, p := range a.Participants {
		name, named := w.party(p.Entity)
		if !named {
			if w.names.entities[p.Entity].Kind == extract.Office {
				name = res.Called(p.Entity)
			}
			if !slices.Contains(e.Collective, name) {
				e.Collective = append(e.Collective, name)
			}
			continue
		}
		if !slices.Contains(e.Participants, name) {
			e.Participants = append(e.Participants, name)
			if p.Side > 0 {
				sides[p.Side] = append(sides[p.Side], name)
			}
		}
	}
	if len(sides) > 1 && (len(sides[1]) > 1 || len(sides[2]) > 1) {
		e.Sides = [][]string{sides[1], sides[2]}
	}
	if a.Place != extract.None {
		place := w.names.of(a.Place)
		e.Place = &place
	}
	if a.Date.Precision == extract.Day {
		day := a.Date.String()
		e.Date = &day
	}
	for _, t := range a.Topics {
		e.Topics = append(e.Topics, t.Text)
	}
	if a.ClaimedBy != extract.None {
		who := w.names.of(a.ClaimedBy)
		e.Attribution = &who
	}
	return e
}

// leaders reports whether a gathering is one of heads of state or government.
func leaders(collective string) bool {
	for f := range strings.FieldsSeq(string(joined(nil, collective))) {
		if f == "dirigeants" || f == "leaders" || f == "presidents" {
			return true
		}
	}
	return false
}

// party names a participant; a group or office without a country or body of
// its own is not named.
func (w *Annotator) party(id extract.EntityID) (name string, named bool) {
	e := &w.names.entities[id]
	switch e.Kind {
	case extract.Group, extract.Office:
		label := w.names.of(id)
		if e.Body != extract.None {
			return w.names.of(e.Body), true
		}
		if e.Country != extract.None {
			for _, n := range w.names.entities[e.Country].Names {
				if name := joined(nil, n.Text); len(name) > 0 && bytes.Contains(joined(nil, label), name) {
					return w.names.of(e.Country), true
				}
			}
		}
		return label, false
	}
	return w.names.of(id), true
}

func (w *Annotator) role(a *extract.Assertion) Role {
	r := Role{
		Person: w.names.of(a.Participants[0].Entity), Role: a.Role.Title,
		Quote: w.text[a.Quote.Start:a.Quote.End], Span: []int{a.Quote.Start, a.Quote.End}, Rule: a.Rule, Confidence: a.Confidence,
	}
	if a.Role.Body != extract.None {
		name := w.names.of(a.Role.Body)
		r.Organization = &name
	}
	if a.Role.Country != extract.None {
		name := w.names.entities[a.Role.Country].Names[0].Text
		r.Country = &name
	}
	return r
}

func (w *Annotator) count(c extract.Count) Count {
	quote := w.text[c.Span.Start:c.Span.End]
	_, what, _ := strings.Cut(quote, " ")
	return Count{What: what, Number: float64(c.Number), Quote: quote, Span: []int{c.Span.Start, c.Span.End}}
}
