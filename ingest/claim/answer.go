package claim

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrAnswer is returned by Parse for what is no answer.
var ErrAnswer = errors.New("claim: not an answer of the documented form")

// Answer is what a program or model says about a text.
type Answer struct {
	Events []Event `json:"events"`
	Roles  []Role  `json:"roles"`
}

// Event is a contact as an answer claims it.
type Event struct {
	Type         string     `json:"type"`
	Participants []string   `json:"participants"`
	Sides        [][]string `json:"sides,omitempty"`
	Collective   string     `json:"collective,omitempty"`
	Place        *string    `json:"place"`
	Date         *string    `json:"date"`
	Status       string     `json:"status"`
	Topics       []string   `json:"topics"`
	Attribution  *string    `json:"attribution,omitempty"`
	Quote        string     `json:"quote"`
	Span         []int      `json:"span,omitempty"` // bytes [start, end) of the text
	Confidence   *float64   `json:"confidence,omitempty"`
}

// Role is a function of a person as an answer claims it.
type Role struct {
	Person       string   `json:"person"`
	Role         string   `json:"role"`
	Organization *string  `json:"organization"`
	Country      *string  `json:"country"`
	Quote        string   `json:"quote"`
	Span         []int    `json:"span,omitempty"`
	Confidence   *float64 `json:"confidence,omitempty"`
}

// Parse reads an answer. Keys that it does not know are passed over. It returns
// ErrAnswer, wrapped, for anything but one JSON object that has events or roles.
func Parse(raw []byte) (*Answer, error) {
	var keys map[string]json.RawMessage
	d := json.NewDecoder(bytes.NewReader(raw))
	if err := d.Decode(&keys); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: there is more after the object", ErrAnswer)
	}
	a := &Answer{}
	found := false
	for key, into := range map[string]any{"events": &a.Events, "roles": &a.Roles} {
		value, ok := keys[key]
		if !ok {
			continue
		}
		found = true
		if err := json.Unmarshal(value, into); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrAnswer, key, err)
		}
	}
	if !found {
		return nil, fmt.Errorf("%w: neither events nor roles", ErrAnswer)
	}
	return a, nil
}
