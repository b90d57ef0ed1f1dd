package graph

import "strconv"

// ID stands for a term within one store.
//
//	63   60 59                                                   0
//	+------+-----------------------------------------------------+
//	| tag  | payload                                             |
//	+------+-----------------------------------------------------+
//
// The payload of a blank node, an IRI, a triple term and a literal is an
// ordinal of the dictionary (one sequence for all four kinds, from 0). The
// other tags hold the value itself, with its order kept within the tag, and
// only where the very same text comes back; see [Inline].
//
// The layout affects the disk: a change needs a new format version.
type ID uint64

// Tag is the kind of term that an ID stands for.
type Tag uint8

// The tags, in the order in which SPARQL 1.1 §15.1 sorts kinds of terms as far
// as it says.
const (
	TagSpecial  Tag = 0  // None, DefaultGraph
	TagBlank    Tag = 1  // dictionary ordinal
	TagIRI      Tag = 2  // dictionary ordinal
	TagTriple   Tag = 3  // dictionary ordinal of an RDF 1.2 triple term
	TagLiteral  Tag = 4  // dictionary ordinal
	TagString   Tag = 5  // xsd:string of at most 7 bytes
	TagInteger  Tag = 6  // xsd:integer, |v| < 2^59
	TagDecimal  Tag = 7  // xsd:decimal, at most 6 fraction digits
	TagBoolean  Tag = 8  // xsd:boolean, true or false
	TagDate     Tag = 9  // xsd:date, years -9999 to 9999
	TagDateTime Tag = 10 // xsd:dateTime to the millisecond, years -9999 to 9999

	// The tags of terms that a query has computed and the store does not know.
	// The payload is an ordinal of the query's own; no store hands them out or
	// keeps them.
	TagLocalBlank   Tag = 11
	TagLocalIRI     Tag = 12
	TagLocalTriple  Tag = 13
	TagLocalLiteral Tag = 14
)

const (
	// None is no term: an unbound position of a pattern.
	None ID = 0
	// DefaultGraph is the graph name of statements in no named graph.
	DefaultGraph ID = 1
	// MaxID is the greatest ID; ranges without an upper end use it.
	MaxID ID = 1<<64 - 1

	payloadBits = 60
	payloadMask = 1<<payloadBits - 1
)

// MakeID joins a tag and a payload of at most 60 bits.
func MakeID(t Tag, payload uint64) ID { return ID(uint64(t)<<payloadBits | payload&payloadMask) }

// Tag returns the kind of term.
func (id ID) Tag() Tag { return Tag(id >> payloadBits) }

// Payload returns the low 60 bits.
func (id ID) Payload() uint64 { return uint64(id) & payloadMask }

// InDictionary tells whether the payload is an ordinal of the dictionary.
func (id ID) InDictionary() bool { t := id.Tag(); return t >= TagBlank && t <= TagLiteral }

// IsLocal tells whether the term is one that a query has computed.
func (id ID) IsLocal() bool { t := id.Tag(); return t >= TagLocalBlank && t <= TagLocalLiteral }

// IsBlank tells whether the ID stands for a blank node.
func (id ID) IsBlank() bool { t := id.Tag(); return t == TagBlank || t == TagLocalBlank }

// IsIRI tells whether the ID stands for an IRI.
func (id ID) IsIRI() bool { t := id.Tag(); return t == TagIRI || t == TagLocalIRI }

// IsTriple tells whether the ID stands for a triple term.
func (id ID) IsTriple() bool { t := id.Tag(); return t == TagTriple || t == TagLocalTriple }

// IsLiteral tells whether the ID stands for a literal of any kind.
func (id ID) IsLiteral() bool {
	t := id.Tag()
	return t >= TagLiteral && t <= TagDateTime || t == TagLocalLiteral
}

// String is for messages: the tag and the payload in decimal.
func (id ID) String() string {
	return "#" + strconv.Itoa(int(id.Tag())) + ":" + strconv.FormatUint(id.Payload(), 10)
}

// TagOf returns the dictionary tag for a term text that is not inlined.
func TagOf(text []byte) Tag {
	switch {
	case len(text) == 0:
		return TagSpecial
	case text[0] == '_':
		return TagBlank
	case text[0] == '"':
		return TagLiteral
	case len(text) > 1 && text[0] == '<' && text[1] == '<':
		return TagTriple
	default:
		return TagIRI
	}
}
