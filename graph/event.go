package graph

import (
	"encoding/hex"
	"fmt"
	"math"
	"time"
)

// Seq is an event's position in the log. The first event is 1; 0 is the empty
// log. NoSeq, the greatest value, stands for "never" in a removed column.
type Seq uint64

// NoSeq is later than every event.
const NoSeq Seq = math.MaxUint64

// Digest is a SHA-256 value.
type Digest [32]byte

// String returns 64 lower-case hexadecimal digits.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// IsZero tells whether no digest was set.
func (d Digest) IsZero() bool { return d == Digest{} }

// ParseDigest reads 64 hexadecimal digits.
func ParseDigest(s string) (Digest, error) {
	var d Digest
	if len(s) != 2*len(d) {
		return d, fmt.Errorf("graph: digest has %d characters, expected %d hexadecimal digits", len(s), 2*len(d))
	}
	if _, err := hex.Decode(d[:], []byte(s)); err != nil {
		return Digest{}, fmt.Errorf("graph: digest: %w", err)
	}
	return d, nil
}

// Kind says what an event did.
type Kind string

// The kinds of events.
const (
	KindDocument Kind = "document" // a dispatch was read
	KindLoad     Kind = "load"     // an RDF file was loaded
	KindUpdate   Kind = "update"   // statements were added and removed on request
	KindRetract  Kind = "retract"  // statements were taken back
	KindMerge    Kind = "merge"    // two entities became one
	KindSplit    Kind = "split"    // one entity became two
	KindAnnotate Kind = "annotate" // a note without a change of facts
)

// Kinds lists every kind, in the order above.
var Kinds = []Kind{KindDocument, KindLoad, KindUpdate, KindRetract, KindMerge, KindSplit, KindAnnotate}

// Valid tells whether the kind is one of [Kinds].
func (k Kind) Valid() bool {
	for _, v := range Kinds {
		if k == v {
			return true
		}
	}
	return false
}

// Header describes one event of the log. The writer fills Kind, Agent, Source,
// Document, Extractor, Commit and Message; the log sets the rest.
type Header struct {
	Seq       Seq       // position, from 1
	Prev      Digest    // hash of the event before; zero for the first
	Time      time.Time // UTC, microseconds; never before the previous event's
	Kind      Kind      // what happened
	Agent     string    // who or what caused it; may be empty
	Source    string    // IRI of the source document (without angle brackets); may be empty
	Document  Digest    // SHA-256 of the source document's bytes; zero when there is none
	Extractor string    // extractor or loader with its version, "dispatch-rules/1"; may be empty
	Commit    string    // idempotency key: a second append with it changes nothing; may be empty
	Message   string    // free text for people; may be empty
	Adds      uint64    // A operations in the patch
	Deletes   uint64    // D operations in the patch
	Body      Digest    // SHA-256 of the patch text
}
