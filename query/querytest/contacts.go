package querytest

import (
	"fmt"
	"strings"

	"github.com/chancery-graph/chancery/graph/vocab"
)

// Contact is a contact as a test thinks of it. Names are local: actor 3 is
// <actor/3>.
type Contact struct {
	ID        int
	Attendees []int
	Expected  []int
	Kind      string // local name of a class under chy:; empty: none is stated
	Status    string // local name under chy:; empty: none is stated
	Date, End string // xsd:date; empty: unknown
	Place     int    // 0: nowhere
	Source    int    // of the graph name; 0: the default graph
}

// NQuads returns a line for each statement about the contact.
func (c Contact) NQuads() []string {
	self := fmt.Sprintf("<%smeeting/%d>", vocab.Base, c.ID)
	name := ""
	if c.Source != 0 {
		name = fmt.Sprintf("<%ssource/%d> ", vocab.Base, c.Source)
	}
	var lines []string
	add := func(p, o string) { lines = append(lines, fmt.Sprintf("%s <%s> %s %s.\n", self, p, o, name)) }
	add(vocab.RDFType, "<"+vocab.ChyContact+">")
	if c.Kind != "" {
		add(vocab.RDFType, "<"+vocab.Chy+c.Kind+">")
	}
	if c.Status != "" {
		add(vocab.ChyStatus, "<"+vocab.Chy+c.Status+">")
	}
	for _, a := range c.Attendees {
		add(vocab.SchemaAttendee, fmt.Sprintf("<%sactor/%d>", vocab.Base, a))
	}
	for _, a := range c.Expected {
		add(vocab.ChyExpectedParticipant, fmt.Sprintf("<%sactor/%d>", vocab.Base, a))
	}
	if c.Date != "" {
		add(vocab.SchemaStartDate, fmt.Sprintf("%q^^<%s>", c.Date, vocab.XSDDate))
	}
	if c.End != "" {
		add(vocab.SchemaEndDate, fmt.Sprintf("%q^^<%s>", c.End, vocab.XSDDate))
	}
	if c.Place != 0 {
		add(vocab.SchemaLocation, fmt.Sprintf("<%splace/%d>", vocab.Base, c.Place))
	}
	return lines
}

// NQuads returns the statements about all contacts.
func NQuads(contacts []Contact) string {
	var b strings.Builder
	for _, c := range contacts {
		for _, line := range c.NQuads() {
			b.WriteString(line)
		}
	}
	return b.String()
}
