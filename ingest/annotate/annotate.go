package annotate

import (
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

// From turns what was found in a text into annotations, in the order of the
// text. The spans of the result must be valid for the text.
func From(text string, res *extract.Result) *Document {
	w := writer{text: text, folded: " " + words(text) + " ", res: res}
	d := &Document{Lang: string(res.Lang), Text: text, Events: []Event{}, Roles: []Role{}, Counts: []Count{}}
	for i := range res.Assertions {
		a := &res.Assertions[i]
		switch a.Kind {
		case extract.HoldsRole:
			d.Roles = append(d.Roles, w.role(a))
		case extract.RegularContact: // a habit is no event
		default:
			if a.Status == extract.Hypothetical {
				d.Hypothetical = append(d.Hypothetical, w.event(a))
			} else {
				d.Events = append(d.Events, w.event(a))
			}
		}
		for _, c := range a.Counts {
			d.Counts = append(d.Counts, w.count(c))
		}
	}
	return d
}

type writer struct {
	text   string
	folded string // the words of the text, to see which of its names a text uses
	res    *extract.Result
}

// words folds a text to words parted by single blanks.
func words(s string) string {
	return strings.Join(strings.FieldsFunc(extract.Fold(s), func(r rune) bool {
		return strings.ContainsRune(" \n\t\r\u00a0\u202f.,;:!?()[]«»“”\"'’-–—", r)
	}), " ")
}

var typeNames = map[extract.Kind]string{
	extract.Meeting: "meeting", extract.Call: "call", extract.VideoCall: "video", extract.Visit: "visit",
	extract.Talks: "talks", extract.Gathering: "meeting",
}

var statusNames = map[extract.Status]string{
	extract.Occurred: "occurred", extract.Planned: "planned", extract.Cancelled: "cancelled", extract.Denied: "denied",
	extract.Hypothetical: "hypothetical",
}

func (w *writer) event(a *extract.Assertion) Event {
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
		place := w.name(a.Place)
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
		who := w.name(a.ClaimedBy)
		e.Attribution = &who
	}
	return e
}

// leaders reports whether a gathering is one of heads of state or government.
func leaders(collective string) bool {
	for _, f := range strings.Fields(words(collective)) {
		if f == "dirigeants" || f == "leaders" || f == "presidents" {
			return true
		}
	}
	return false
}

// party names a participant; a group or office without a country or body of
// its own is not named.
func (w *writer) party(id extract.EntityID) (name string, named bool) {
	e := &w.res.Entities[id]
	switch e.Kind {
	case extract.Group, extract.Office:
		label := w.name(id)
		if e.Body != extract.None {
			return w.name(e.Body), true
		}
		if e.Country != extract.None {
			for _, n := range w.res.Entities[e.Country].Names {
				if strings.Contains(" "+words(label)+" ", " "+words(n.Text)+" ") {
					return w.name(e.Country), true
				}
			}
		}
		return label, false
	}
	return w.name(id), true
}

// name returns the first name of an entity that the text uses, else the first.
func (w *writer) name(id extract.EntityID) string {
	e := &w.res.Entities[id]
	best, first := -1, 0
	for i, n := range e.Names {
		k := words(n.Text)
		if k == "" {
			continue
		}
		at := strings.Index(w.folded, " "+k+" ")
		if at >= 0 && (best < 0 || e.Kind == extract.Place && at < first) { // a city as the text calls it first
			best, first = i, at
		}
	}
	return e.Names[max(best, 0)].Text
}

func (w *writer) role(a *extract.Assertion) Role {
	r := Role{
		Person: w.name(a.Participants[0].Entity), Role: a.Role.Title,
		Quote: w.text[a.Quote.Start:a.Quote.End], Span: []int{a.Quote.Start, a.Quote.End}, Rule: a.Rule, Confidence: a.Confidence,
	}
	if a.Role.Body != extract.None {
		name := w.name(a.Role.Body)
		r.Organization = &name
	}
	if a.Role.Country != extract.None {
		name := w.res.Entities[a.Role.Country].Names[0].Text
		r.Country = &name
	}
	return r
}

func (w *writer) count(c extract.Count) Count {
	quote := w.text[c.Span.Start:c.Span.End]
	_, what, _ := strings.Cut(quote, " ")
	return Count{What: what, Number: float64(c.Number), Quote: quote, Span: []int{c.Span.Start, c.Span.End}}
}
