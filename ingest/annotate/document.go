package annotate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// ErrForm is returned by Parse for JSON that is no annotated dispatch.
var ErrForm = errors.New("annotate: not an annotated dispatch")

// Document is a dispatch with its annotations.
type Document struct {
	ID        string  `json:"id,omitempty"`
	Lang      string  `json:"lang,omitempty"`
	SourceURL *string `json:"source_url,omitempty"`
	// Published is the day of publication as 2006-01-02, nil where unknown.
	Published *string `json:"published"`
	Title     string  `json:"title,omitempty"`
	Text      string  `json:"text"`
	Events    []Event `json:"events"`
	Roles     []Role  `json:"roles"`
	Counts    []Count `json:"counts"`
	// Hypothetical holds what the text only supposes; it is no event.
	Hypothetical []Event `json:"hypothetical,omitempty"`
	// Surnames, Aliases and OptionalPairs serve scoring only.
	Surnames      map[string]string   `json:"surnames,omitempty"`
	Aliases       map[string][]string `json:"aliases,omitempty"`
	OptionalPairs [][]string          `json:"optional_pairs,omitempty"`
}

// Event is one contact or gathering.
type Event struct {
	Type         string   `json:"type"`
	Participants []string `json:"participants"`
	Collective   []string `json:"collective,omitempty"`
	// Sides lists who belongs to one side; members of a side are not paired.
	Sides    [][]string `json:"sides,omitempty"`
	Place    *string    `json:"place"`
	PlaceAlt []string   `json:"place_alt,omitempty"`
	Date     *string    `json:"date"`
	Status   string     `json:"status"`
	Topics   []string   `json:"topics"`
	Quote    string     `json:"quote"`
	Span     []int      `json:"span,omitempty"` // bytes [start, end) of the text
	Rule     string     `json:"rule,omitempty"`
	// Confidence is how often the rule was right on annotated texts, 0 to 1.
	Confidence float64 `json:"confidence,omitempty"`
	// Doubts names what makes the sentence bear the event out less plainly.
	Doubts []string `json:"doubts,omitempty"`
	// Attribution names on whose word the text reports the event.
	Attribution *string `json:"attribution,omitempty"`
}

// Role is a function of a named person.
type Role struct {
	Person       string  `json:"person"`
	Role         string  `json:"role"`
	RoleSurface  string  `json:"role_surface,omitempty"`
	Organization *string `json:"organization"`
	Country      *string `json:"country"`
	Quote        string  `json:"quote"`
	Span         []int   `json:"span,omitempty"`
	Rule         string  `json:"rule,omitempty"`
	Confidence   float64 `json:"confidence,omitempty"`
}

// Count is a number that the text states.
type Count struct {
	What   string  `json:"what"`
	Number float64 `json:"number"`
	Quote  string  `json:"quote"`
	Span   []int   `json:"span,omitempty"`
}

// Parse reads a dispatch in the JSON form, or any other text as a dispatch
// without language and date. It returns ErrForm, wrapped, for JSON without a
// text or with a date that is none.
func Parse(raw []byte) (*Document, error) {
	trimmed := bytes.TrimSpace(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")))
	if len(trimmed) == 0 || trimmed[0] != '{' || !json.Valid(trimmed) {
		return &Document{Text: string(raw)}, nil
	}
	d := &Document{}
	if err := json.Unmarshal(trimmed, d); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForm, err)
	}
	if d.Text == "" {
		return nil, fmt.Errorf("%w: no text", ErrForm)
	}
	if _, err := d.day(); err != nil {
		return nil, err
	}
	return d, nil
}

func (d *Document) day() (extract.Date, error) {
	if d.Published == nil || *d.Published == "" {
		return extract.Date{}, nil
	}
	t, err := time.Parse(time.DateOnly, *d.Published)
	if err != nil {
		return extract.Date{}, fmt.Errorf("%w: published: %w", ErrForm, err)
	}
	return extract.DateOf(t), nil
}

// Input returns the text for an extractor, in the language of the document or
// else the detected one. A title that the text does not begin with is left
// out, since annotations rest on the text alone; the text then begins with its
// body, so it is given an empty title line by the extractor's own rules.
func (d *Document) Input() (extract.Input, error) {
	day, err := d.day()
	if err != nil {
		return extract.Input{}, err
	}
	if !utf8.ValidString(d.Text) {
		return extract.Input{}, fmt.Errorf("%w: text is not UTF-8", ErrForm)
	}
	in := extract.Input{Text: []byte(d.Text), Published: day, Lang: extract.Lang(d.Lang)}
	if in.Lang == "" {
		in.Lang = ingest.Detect(in.Text)
	}
	switch {
	case d.Title == "":
	case extract.FirstLineIs(d.Text, d.Title):
		in.Titled = true
	default:
		in.Untitled, in.Title = true, d.Title
	}
	return in, nil
}
