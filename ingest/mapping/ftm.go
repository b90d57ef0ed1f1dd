package mapping

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/graph/xsd"
)

// FTMNamespace is the namespace of FollowTheMoney's schemata and properties.
const FTMNamespace = "https://w3id.org/ftm#"

// FTMEntity is an entity of FollowTheMoney: one JSON object a line.
type FTMEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// ftmClasses are the classes that schemata mean here, beside their own.
var ftmClasses = map[string][]string{
	"Person": {vocab.SchemaPerson}, "Organization": {vocab.SchemaOrganization}, "PublicBody": {vocab.SchemaOrganization},
	"Company": {vocab.SchemaOrganization}, "LegalEntity": {vocab.SchemaOrganization}, "Address": {vocab.SchemaPlace},
	"Event": {vocab.SchemaEvent, vocab.ChyContact}, "Meeting": {vocab.SchemaEvent, vocab.ChyContact, vocab.ChyMeeting},
	"Call": {vocab.SchemaEvent, vocab.ChyContact, vocab.ChyCall}, "Trip": {vocab.SchemaEvent, vocab.ChyContact, vocab.ChyVisit},
	"Membership": {vocab.ChyRole}, "Employment": {vocab.ChyRole}, "Directorship": {vocab.ChyRole},
}

// ftmKeywords are the keywords of an event that tell its kind and status.
var ftmKeywords = map[string]struct{ predicate, value string }{
	"meeting": {vocab.RDFType, vocab.ChyMeeting}, "talks": {vocab.RDFType, vocab.ChyTalks}, "gathering": {vocab.RDFType, vocab.ChyGathering},
	"visit": {vocab.RDFType, vocab.ChyVisit}, "video_call": {vocab.RDFType, vocab.ChyVideoCall}, "call": {vocab.RDFType, vocab.ChyCall},
	"occurred": {vocab.ChyStatus, vocab.ChyOccurred}, "planned": {vocab.ChyStatus, vocab.ChyPlanned},
	"cancelled": {vocab.ChyStatus, vocab.ChyCancelled}, "denied": {vocab.ChyStatus, vocab.ChyDenied},
}

// ftmSort tells which properties of an entity mean something here.
type ftmSort uint8

const (
	ftmThing ftmSort = iota
	ftmEvent         // a contact
	ftmRole          // an edge from a person to a body
)

// ftmMeaning is what a property means here, beside its own.
type ftmMeaning struct {
	predicate string
	entity    bool // the value is an ID
}

// ftmProperties are the properties that mean one of ours, by the sort of entity.
var ftmProperties = [...]map[string]ftmMeaning{
	ftmThing: {
		"name":         {predicate: vocab.SchemaName},
		"full":         {predicate: vocab.SchemaName}, // of an address
		"alias":        {predicate: vocab.SchemaAlternateName},
		"weakAlias":    {predicate: vocab.SchemaAlternateName},
		"previousName": {predicate: vocab.SchemaAlternateName},
		"summary":      {predicate: vocab.SchemaDescription},
		"sourceUrl":    {predicate: vocab.SchemaUrl},
	},
	ftmEvent: {
		"involved":         {vocab.SchemaAttendee, true},
		"organizer":        {vocab.SchemaAttendee, true},
		"participants":     {vocab.SchemaAttendee, true},
		"caller":           {vocab.SchemaAttendee, true},
		"receiver":         {vocab.SchemaAttendee, true},
		"locationEntities": {vocab.SchemaLocation, true},
		"addressEntity":    {vocab.SchemaLocation, true},
		"summary":          {predicate: vocab.SchemaAbout},
		"description":      {predicate: vocab.SchemaDescription},
		"name":             {predicate: vocab.SchemaName},
		"sourceUrl":        {predicate: vocab.SchemaUrl},
	},
	ftmRole: {
		"member":       {vocab.ChyHolder, true},
		"employee":     {vocab.ChyHolder, true},
		"director":     {vocab.ChyHolder, true},
		"organization": {vocab.ChyOrganization, true},
		"employer":     {vocab.ChyOrganization, true},
		"role":         {predicate: vocab.SchemaRoleName},
	},
}

// ftmDates are properties with a day, month or year, by the sort of entity.
var ftmDates = [...]map[string]string{
	ftmThing: {},
	ftmEvent: {"date": vocab.SchemaStartDate, "startDate": vocab.SchemaStartDate, "endDate": vocab.SchemaEndDate},
	ftmRole:  {"date": vocab.ChyAsOf, "startDate": vocab.SchemaStartDate, "endDate": vocab.SchemaEndDate},
}

// sortOf is the sort of entities of a schema.
func sortOf(schema string) ftmSort {
	switch classes := ftmClasses[schema]; {
	case slices.Contains(classes, vocab.ChyContact):
		return ftmEvent
	case slices.Contains(classes, vocab.ChyRole):
		return ftmRole
	}
	return ftmThing
}

// ErrFTM is wrapped by the cause of a RowError for a line that is no entity.
var ErrFTM = errors.New("no FollowTheMoney entity")

// FTM reads FollowTheMoney entities, one JSON object a line, as additions. It
// implements graph.PatchReader. Each entity keeps its schema and properties as
// they are, in the namespace of FollowTheMoney, and states beside them what they
// mean here: people, bodies, their names, events with those involved.
type FTM struct {
	file  string
	lines *bufio.Reader
	graph []byte
	line  int
	err   error
	b     *graph.PatchBatch
}

// maxLine bounds a line in bytes.
const maxLine = 64 << 20

// NewFTM reads entities; file names them in errors and is the graph's name.
func NewFTM(r io.Reader, file string) (*FTM, error) {
	name, err := fullIRI("source/" + fileName(file))
	return &FTM{file: file, lines: bufio.NewReaderSize(r, 1<<16), graph: []byte(name)}, err
}

// ReadPatch implements graph.PatchReader. Errors are *RowError and those of the
// reader.
func (f *FTM) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	f.b = b
	for f.err == nil && len(b.Changes) < batchChanges {
		f.err = f.next()
	}
	if f.err == io.EOF && len(b.Changes) > 0 {
		return nil
	}
	if f.err != nil {
		b.Reset()
	}
	return f.err
}

// next reads one line.
func (f *FTM) next() error {
	var line []byte
	for {
		piece, err := f.lines.ReadSlice('\n')
		line = append(line, piece...)
		if len(line) > maxLine {
			return f.fault(1, fmt.Errorf("the line is longer than %d bytes", maxLine))
		}
		if err == nil || err == io.EOF && len(line) > 0 {
			break
		}
		if err != bufio.ErrBufferFull {
			if err != io.EOF {
				err = fmt.Errorf("%s: %w", f.file, err)
			}
			return err
		}
	}
	f.line++
	if line = bytes.TrimSpace(line); len(line) == 0 {
		return nil
	}
	if before, bad := notUTF8(string(line)); bad != nil {
		return f.fault(before+1, bad)
	}
	var e FTMEntity
	if err := json.Unmarshal(line, &e); err != nil {
		column := 1
		var syntax *json.SyntaxError
		var kind *json.UnmarshalTypeError
		if errors.As(err, &syntax) {
			column = int(syntax.Offset)
		} else if errors.As(err, &kind) {
			column = int(kind.Offset)
		}
		return f.fault(max(1, column), fmt.Errorf("%w: %w", ErrFTM, err))
	}
	if e.ID == "" || e.Schema == "" {
		return f.fault(1, fmt.Errorf("%w: id and schema are needed", ErrFTM))
	}
	return f.entity(&e)
}

func (f *FTM) fault(column int, err error) error {
	return &RowError{File: f.file, Line: f.line, Column: column, Err: err}
}

// entity states an entity.
func (f *FTM) entity(e *FTMEntity) error {
	self := ftmIRI(e.ID)
	f.state(self, rdfType, "<"+FTMNamespace+escapeIRI(e.Schema)+">")
	for _, class := range ftmClasses[e.Schema] {
		f.state(self, rdfType, "<"+class+">")
	}
	sort := sortOf(e.Schema)
	names := make([]string, 0, len(e.Properties))
	for name := range e.Properties {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, v := range e.Properties[name] {
			f.state(self, "<"+FTMNamespace+escapeIRI(name)+">", literalText(v, ""))
			f.meaning(self, name, v, sort)
		}
	}
	if sort == ftmEvent && len(e.Properties["addressEntity"])+len(e.Properties["locationEntities"]) == 0 {
		return f.places(self, e.Properties["location"])
	}
	return nil
}

// places states places that are known by name alone.
func (f *FTM) places(self string, names []string) error {
	for _, name := range names {
		place, err := fullIRI("place/" + key(name))
		if err != nil {
			return err
		}
		f.state(self, "<"+vocab.SchemaLocation+">", place)
		f.state(place, rdfType, "<"+vocab.SchemaPlace+">")
		f.state(place, "<"+vocab.SchemaName+">", literalText(name, ""))
	}
	return nil
}

// meaning states what a property means here.
func (f *FTM) meaning(self, name, value string, sort ftmSort) {
	if known, ok := ftmProperties[sort][name]; ok {
		object := literalText(value, "")
		if known.entity {
			object = ftmIRI(value)
		}
		f.state(self, "<"+known.predicate+">", object)
	}
	if known, ok := ftmKeywords[value]; ok && name == "keywords" && sort == ftmEvent {
		f.state(self, "<"+known.predicate+">", "<"+known.value+">")
	}
	if predicate, ok := ftmDates[sort][name]; ok {
		for _, d := range []string{vocab.XSDDate, vocab.XSD + "gYearMonth", vocab.XSD + "gYear", vocab.XSD + "dateTime"} {
			if _, err := xsd.Parse(xsd.DatatypeOf([]byte(d)), []byte(value)); err == nil {
				f.state(self, "<"+predicate+">", literalText(value, d))
				break
			}
		}
	}
	if name == "wikidataId" {
		if iri := "http://www.wikidata.org/entity/" + escapeIRI(value); graph.ValidIRI([]byte(iri)) {
			f.state(self, "<"+vocab.Schema+"sameAs>", "<"+iri+">")
		}
	}
}

// ftmIRI is the IRI of an entity; IDs that are IRIs stand for themselves.
func ftmIRI(id string) string {
	if strings.Contains(id, "://") && graph.ValidIRI([]byte(id)) {
		return "<" + id + ">"
	}
	return "<" + vocab.Base + "ftm/" + escapeIRI(id) + ">"
}

func literalText(s, datatype string) string {
	text := string(append(graph.AppendEscaped([]byte{'"'}, []byte(s)), '"'))
	if datatype != "" {
		text += "^^<" + datatype + ">"
	}
	return text
}

func (f *FTM) state(s, p, o string) {
	*f.b.Next() = graph.Change{Op: graph.Add, S: []byte(s), P: []byte(p), O: []byte(o), G: f.graph}
}
