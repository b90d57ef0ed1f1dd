package claim

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// Reasons for which a claim is dropped.
const (
	BadQuote      = "quote"      // is not in the text, or proves nothing
	BadName       = "name"       // a party is not in the text
	BadParties    = "parties"    // fewer than two
	BadPlace      = "place"      // is not in the text
	BadDate       = "date"       // no wording of the text resolves to it
	BadType       = "type"       // is none of the form
	BadStatus     = "status"     // is none of the form
	BadConfidence = "confidence" // is no number from 0 to 1
	BadRole       = "function"   // is not in the text
)

// Options say how far an answer is believed that passes every check.
type Options struct {
	// Rule names the answers' origin in assertions, such as "llm".
	Rule string
	// Trust is the confidence of a claim that states none; 0 means
	// ingest.DefaultMinConfidence.
	Trust float64
	// OwnConfidence lets claims state their confidence themselves.
	OwnConfidence bool
}

// Check turns what holds of an answer into a result, and counts what does not by
// its reason. It returns the error of ctx.
func Check(ctx context.Context, in extract.Input, a *Answer, opts Options) (*extract.Result, map[string]int, error) {
	if opts.Trust == 0 {
		opts.Trust = ingest.DefaultMinConfidence
	}
	c := &checker{in: in, text: string(in.Text), opts: opts, dropped: map[string]int{}, byName: map[string]extract.EntityID{}}
	if err := c.entities(ctx); err != nil {
		return nil, nil, err
	}
	for i := range a.Events {
		if reason := c.event(&a.Events[i]); reason != "" {
			c.dropped[reason]++
		}
	}
	for i := range a.Roles {
		if reason := c.role(&a.Roles[i]); reason != "" {
			c.dropped[reason]++
		}
	}
	return c.res, c.dropped, ctx.Err()
}

type checker struct {
	in      extract.Input
	text    string
	opts    Options
	res     *extract.Result
	byName  map[string]extract.EntityID // by folded name; None where several bear it
	dropped map[string]int
}

// entities takes those that the rules know, for their kinds and keys.
func (c *checker) entities(ctx context.Context) error {
	c.res = &extract.Result{Lang: c.in.Lang}
	rules, err := extract.Rules{}.Extract(ctx, c.in)
	var limit *extract.LimitError
	if errors.Is(err, extract.ErrLang) || errors.As(err, &limit) {
		return nil // the rules cannot read it; a model may
	}
	if err != nil {
		return err
	}
	c.res.Entities, c.res.Mentions = rules.Entities, rules.Mentions
	for id, e := range c.res.Entities {
		if e.Kind == extract.Group || e.Kind == extract.Office {
			continue
		}
		for _, n := range e.Names {
			c.call(n.Text, extract.EntityID(id))
		}
		if e.Kind == extract.Person {
			words := strings.Fields(e.Names[0].Text)
			c.call(words[len(words)-1], extract.EntityID(id))
		}
	}
	return nil
}

// call enters a name of an entity.
func (c *checker) call(name string, id extract.EntityID) {
	k := extract.Fold(name)
	if other, ok := c.byName[k]; ok && other != id {
		id = extract.None
	}
	c.byName[k] = id
}

// entity returns the entity of a name that stands in the text.
func (c *checker) entity(name string, kind extract.EntityKind) extract.EntityID {
	k := extract.Fold(name)
	if id, ok := c.byName[k]; ok && id != extract.None {
		return id
	}
	id := extract.EntityID(len(c.res.Entities))
	c.res.Entities = append(c.res.Entities, extract.Entity{Kind: kind, Key: k, Names: []extract.Name{{Text: name}}, Country: extract.None, Body: extract.None})
	c.byName[k] = id
	return id
}

// occurs tells whether a name stands in a text as whole words.
func occurs(text, name string) bool {
	if strings.TrimSpace(name) == "" || strings.TrimSpace(name) != name {
		return false
	}
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(name):])
		if !wordRune(before) && !wordRune(after) {
			return true
		}
		from = i + 1
		for from < len(text) && !utf8.RuneStart(text[from]) {
			from++
		}
	}
}

func wordRune(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// longestQuote is the longest quotation in bytes: a sentence, or two.
const longestQuote = 4 << 10

// quote finds a quotation in the text: where it is said to be, else where it
// stands first.
func (c *checker) quote(quote string, span []int) (extract.Span, bool) {
	if len(strings.Fields(quote)) < 3 || len(quote) > longestQuote || !utf8.ValidString(quote) {
		return extract.Span{}, false
	}
	if len(span) == 2 && 0 <= span[0] && span[0] <= span[1] && span[1] <= len(c.text) && c.text[span[0]:span[1]] == quote {
		return extract.Span{Start: span[0], End: span[1]}, true
	}
	i := strings.Index(c.text, quote)
	return extract.Span{Start: i, End: i + len(quote)}, i >= 0
}

var pronouns = []string{"il", "elle", "ils", "elles", "ce dernier", "cette dernière", "les deux", "he", "she", "they", "the two", "both", "the pair"}

// proves tells whether a quotation speaks of one of some parties.
func proves(quote string, parties []string) bool {
	lower := strings.ToLower(quote)
	for _, name := range parties {
		words := strings.Fields(name)
		if occurs(quote, name) || len(words) > 0 && occurs(quote, words[len(words)-1]) {
			return true
		}
	}
	return slices.ContainsFunc(pronouns, func(p string) bool { return occurs(lower, p) })
}

var types = map[string]extract.Kind{
	"meeting": extract.Meeting, "call": extract.Call, "video": extract.VideoCall, "visit": extract.Visit,
	"summit": extract.Gathering, "talks": extract.Talks,
}

var statuses = map[string]extract.Status{
	"occurred": extract.Occurred, "planned": extract.Planned, "cancelled": extract.Cancelled, "denied": extract.Denied,
}

// event states an event, or returns the reason why not.
func (c *checker) event(e *Event) string {
	span, ok := c.quote(e.Quote, e.Span)
	if !ok {
		return BadQuote
	}
	for _, p := range e.Participants {
		if !occurs(c.text, p) {
			return BadName
		}
	}
	if e.Collective != "" && !strings.Contains(c.text, e.Collective) {
		return BadName
	}
	if !proves(e.Quote, append(slices.Clone(e.Participants), e.Collective)) {
		return BadQuote
	}
	a := extract.Assertion{Place: extract.None, ClaimedBy: extract.None, Quote: span, Rule: c.opts.Rule, Collective: e.Collective}
	if a.Kind, ok = types[e.Type]; !ok {
		return BadType
	}
	if a.Status, ok = statuses[e.Status]; !ok {
		return BadStatus
	}
	if a.Date, ok = c.date(e.Date); !ok {
		return BadDate
	}
	if e.Place != nil && *e.Place != "" && !occurs(c.text, *e.Place) {
		return BadPlace
	}
	if e.Attribution != nil && *e.Attribution != "" && !occurs(c.text, *e.Attribution) {
		return BadName
	}
	if !c.confidence(&a, e.Confidence) {
		return BadConfidence
	}
	c.parties(&a, e)
	gathering := a.Kind == extract.Gathering && (len(a.Participants) > 0 || e.Collective != "")
	if len(a.Participants) < 2 && !(len(a.Participants) == 1 && e.Collective != "") && !gathering {
		return BadParties
	}
	if e.Place != nil && *e.Place != "" {
		a.Place = c.entity(*e.Place, extract.Place)
	}
	if e.Attribution != nil && *e.Attribution != "" {
		a.ClaimedBy = c.entity(*e.Attribution, extract.Person)
	}
	for _, t := range e.Topics {
		if i := strings.Index(c.text, t); i >= 0 && strings.TrimSpace(t) != "" {
			a.Topics = append(a.Topics, extract.Topic{Text: t, Span: extract.Span{Start: i, End: i + len(t)}})
		}
	}
	c.res.Assertions = append(c.res.Assertions, a)
	return ""
}

func (c *checker) parties(a *extract.Assertion, e *Event) {
	side := map[string]int{}
	for i, members := range e.Sides {
		for _, m := range members {
			side[m] = i + 1
		}
	}
	for _, name := range e.Participants {
		id := c.entity(name, extract.Person)
		if !slices.ContainsFunc(a.Participants, func(p extract.Participant) bool { return p.Entity == id }) {
			a.Participants = append(a.Participants, extract.Participant{Entity: id, Side: side[name]})
		}
	}
}

func (c *checker) confidence(a *extract.Assertion, own *float64) bool {
	sure := c.opts.Trust
	if own != nil && c.opts.OwnConfidence {
		if sure = *own; math.IsNaN(sure) || sure < 0 || sure > 1 {
			return false
		}
	}
	ingest.SetConfidence(a, sure)
	return true
}

// date reads a date and tells whether the text can mean it.
func (c *checker) date(s *string) (extract.Date, bool) {
	if s == nil || *s == "" {
		return extract.Date{}, true
	}
	for _, form := range []struct {
		layout    string
		precision extract.Precision
	}{{time.DateOnly, extract.Day}, {"2006-01", extract.Month}, {"2006", extract.Year}} {
		t, err := time.Parse(form.layout, *s)
		if err != nil {
			continue
		}
		d := extract.DateOf(t)
		d.Precision = form.precision
		if d.Precision < extract.Day {
			d.Day = 0
		}
		if d.Precision < extract.Month {
			d.Month = 0
		}
		return d, resolves(c.text, d, c.in.Published)
	}
	return extract.Date{}, false
}

// role states a function, or returns the reason why not.
func (c *checker) role(r *Role) string {
	span, ok := c.quote(r.Quote, r.Span)
	if !ok {
		return BadQuote
	}
	if !occurs(c.text, r.Person) {
		return BadName
	}
	if !proves(r.Quote, []string{r.Person}) {
		return BadQuote
	}
	if !roleOccurs(r.Quote, r.Role) {
		return BadRole
	}
	a := extract.Assertion{Kind: extract.HoldsRole, Place: extract.None, ClaimedBy: extract.None, Quote: span, Rule: c.opts.Rule,
		Role: extract.Role{Title: r.Role, Body: extract.None, Country: extract.None}}
	if !c.confidence(&a, r.Confidence) {
		return BadConfidence
	}
	if r.Organization != nil && *r.Organization != "" {
		if !occurs(c.text, *r.Organization) {
			return BadName
		}
		a.Role.Body = c.entity(*r.Organization, extract.Organization)
	}
	if r.Country != nil && *r.Country != "" {
		// A country may stand as an adjective alone, which its name does not hold:
		// then only one that the rules found in the text counts.
		id, known := c.byName[extract.Fold(*r.Country)]
		switch {
		case known && id != extract.None:
			a.Role.Country = id
		case occurs(c.text, *r.Country):
			a.Role.Country = c.entity(*r.Country, extract.Country)
		default:
			return BadName
		}
	}
	a.Participants = []extract.Participant{{Entity: c.entity(r.Person, extract.Person)}}
	c.res.Assertions = append(c.res.Assertions, a)
	return ""
}

// roleOccurs wants every word of a function in the quotation: adjectives of
// nationality may stand between them.
func roleOccurs(quote, role string) bool {
	words := strings.Fields(extract.Fold(role))
	folded := extract.Fold(quote)
	for _, w := range words {
		if !strings.Contains(folded, w) {
			return false
		}
	}
	return len(words) > 0
}
