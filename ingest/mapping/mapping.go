package mapping

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Mapping says what the rows of a table state.
type Mapping struct {
	// About is for people.
	About string `yaml:"about"`
	// Graph is the template of the graph name; empty: the default graph. It may
	// hold {#file} alone.
	Graph string `yaml:"graph"`
	// Delimiter parts fields: one character, or "tab"; empty: a tab for files
	// named .tsv or .tab, else a comma.
	Delimiter string `yaml:"delimiter"`
	// Columns names the columns of a table without a header; empty: the first
	// row is the header.
	Columns []string `yaml:"columns"`
	Maps    []Map    `yaml:"maps"`
}

// Map says what a row states of one subject.
type Map struct {
	Subject string              `yaml:"subject"` // template of an IRI
	When    map[string][]string `yaml:"when"`    // column: values; all columns have to fit
	Unless  map[string]string   `yaml:"unless"`  // column: other column that must not be equal
	Types   []string            `yaml:"types"`   // classes
	TypeOf  *Choice             `yaml:"typeOf"`  // a class that depends on a column
	// Once leaves out subjects that an earlier row or map with Once stated.
	Once       bool       `yaml:"once"`
	Properties []Property `yaml:"properties"`
}

// Choice turns the values of a column into IRIs. Other values give none.
type Choice struct {
	Column string            `yaml:"column"`
	Values map[string]string `yaml:"values"`
}

// Property is a statement about a subject. One of IRI, Text and Of is given.
type Property struct {
	Predicate string  `yaml:"predicate"`
	IRI       string  `yaml:"iri"`  // template of an IRI
	Text      string  `yaml:"text"` // template of a literal
	Of        *Choice `yaml:"of"`   // an IRI that depends on a column
	Datatype  string  `yaml:"datatype"`
	Language  string  `yaml:"language"`
	Layout    string  `yaml:"layout"`   // of a date, as package time writes 2006-01-02
	Required  bool    `yaml:"required"` // an empty column is an error
}

// Error is a mistake in a mapping.
type Error struct {
	Where string // such as "maps[1].properties[0].predicate"
	Err   error
}

// Error names the place.
func (e *Error) Error() string { return "mapping: " + e.Where + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// ErrEmpty is the cause of an Error for a mapping that states nothing.
var ErrEmpty = errors.New("nothing is mapped")

// Parse reads a mapping in YAML. Errors are *Error.
func Parse(r io.Reader) (*Mapping, error) {
	d := yaml.NewDecoder(r)
	d.KnownFields(true)
	m := &Mapping{}
	if err := d.Decode(m); err != nil {
		if errors.Is(err, io.EOF) {
			err = ErrEmpty
		}
		return nil, &Error{"yaml", err}
	}
	return m, m.Validate()
}

//go:embed ready/*.yaml
var ready embed.FS

// Ready lists the mappings that come with the program.
func Ready() []string {
	entries, err := ready.ReadDir("ready")
	if err != nil {
		panic("mapping: embedded files: " + err.Error())
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ".yaml")
	}
	return names
}

// Named returns the text of a mapping that comes with the program.
func Named(name string) (text string, ok bool) {
	if !slices.Contains(Ready(), name) {
		return "", false
	}
	b, err := ready.ReadFile("ready/" + name + ".yaml")
	if err != nil {
		panic("mapping: embedded files: " + err.Error())
	}
	return string(b), true
}

// Open returns a mapping that comes with the program.
func Open(name string) (*Mapping, error) {
	text, ok := Named(name)
	if !ok {
		return nil, fmt.Errorf("mapping: there is no mapping %q; there are %s", name, strings.Join(Ready(), ", "))
	}
	return Parse(bytes.NewReader([]byte(text)))
}

// Plain names the columns of a table of contacts.
type Plain struct {
	Subject, Object string // who was in touch with whom
	Relation        string // in which way; may be empty
	Date            string // may be empty
	Layout          string // of the date; empty: 2006-01-02
	Place           string // may be empty
	Delimiter       string // one character, or tab; empty: a comma, or a tab by the file's name
}

// kinds are the words of a relation column that mean a kind of contact.
var kinds = map[string]string{
	"meeting": "chy:Meeting", "met": "chy:Meeting", "call": "chy:Call", "called": "chy:Call", "phone": "chy:Call",
	"video": "chy:VideoCall", "visit": "chy:Visit", "visited": "chy:Visit", "talks": "chy:Talks", "gathering": "chy:Gathering",
}

// ForColumns is the mapping of a table of contacts: each row is an event of its
// two actors, with its relation as what it is about, and as its kind where the
// word is one (meeting, call, visit, talks, gathering, video).
func ForColumns(p Plain) (*Mapping, error) {
	if p.Subject == "" || p.Object == "" {
		return nil, &Error{"columns", errors.New("the columns of subject and object are needed")}
	}
	column := func(name string) string { return "{" + name + "}" }
	event := Map{Subject: "contact/{#file}-{#row}", Types: []string{"schema:Event", "chy:Contact"},
		Unless: map[string]string{p.Subject: p.Object}}
	m := &Mapping{Graph: "source/{#file}", Delimiter: p.Delimiter}
	for _, actor := range []string{p.Subject, p.Object} {
		iri := "actor/{" + actor + "|key}"
		event.Properties = append(event.Properties, Property{Predicate: "schema:attendee", IRI: iri, Required: true})
		m.Maps = append(m.Maps, Map{Subject: iri, Once: true, Properties: []Property{{Predicate: "schema:name", Text: column(actor)}}})
	}
	if p.Relation != "" {
		event.TypeOf = &Choice{p.Relation, kinds}
		event.Properties = append(event.Properties, Property{Predicate: "schema:about", Text: column(p.Relation)})
	}
	if p.Date != "" {
		event.Properties = append(event.Properties, Property{Predicate: "schema:startDate", Text: column(p.Date), Datatype: "xsd:date", Layout: p.Layout})
	}
	if p.Place != "" {
		iri := "place/{" + p.Place + "|key}"
		event.Properties = append(event.Properties, Property{Predicate: "schema:location", IRI: iri})
		m.Maps = append(m.Maps, Map{Subject: iri, Once: true, Types: []string{"schema:Place"},
			When: nil, Properties: []Property{{Predicate: "schema:name", Text: column(p.Place)}}})
	}
	m.Maps = append([]Map{event}, m.Maps...)
	return m, m.Validate()
}

// Validate names the first mistake, as an *Error.
func (m *Mapping) Validate() error {
	if len(m.Maps) == 0 {
		return &Error{"maps", ErrEmpty}
	}
	if _, err := m.comma(""); err != nil {
		return &Error{"delimiter", err}
	}
	_, err := m.compile(nil, "file")
	return err
}

// comma is the delimiter for a file.
func (m *Mapping) comma(file string) (rune, error) {
	switch runes := []rune(m.Delimiter); {
	case m.Delimiter == "tab" || m.Delimiter == "\t":
		return '\t', nil
	case len(runes) == 1 && !strings.ContainsRune("\"\r\n", runes[0]):
		return runes[0], nil
	case m.Delimiter != "":
		return 0, fmt.Errorf("%q is neither one character nor tab", m.Delimiter)
	}
	for _, ending := range []string{".tsv", ".tab"} {
		if strings.Contains(file+".", ending+".") {
			return '\t', nil
		}
	}
	return ',', nil
}
