package ingest

import (
	"context"
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// Known is a person whom the graph has already.
type Known struct {
	IRI  quad.IRI
	Name string
}

// Directory finds people whom earlier dispatches named, so that one who is
// called only by surname keeps the IRI that he or she has. The caller owns the
// returned slice.
type Directory interface {
	// PersonsBySurname returns everyone whose SurnameKey is the given one, in a
	// fixed order. A surname that nobody bears gives an empty slice.
	PersonsBySurname(ctx context.Context, key string) ([]Known, error)
}

// SurnameKey returns the last word of a name in the form in which surnames are
// compared: "Rustem Umerov" and "UMEROV" give "umerov".
func SurnameKey(name string) string {
	words := strings.Split(slug(name), "-")
	return words[len(words)-1]
}

// link returns the IRI of a person. A full name that the directory has keeps
// its IRI; a surname alone links to the only person who bears it. Whoever is
// unknown, or bears a surname that several do, gets the IRI of the name as it
// stands.
func link(ctx context.Context, dir Directory, e *extract.Entity) (quad.IRI, error) {
	own := entityIRI("actor", e.Key)
	if dir == nil {
		return own, nil
	}
	name := e.Names[0].Text
	known, err := dir.PersonsBySurname(ctx, SurnameKey(name))
	if err != nil {
		return "", fmt.Errorf("look up %q: %w", name, err)
	}
	alone := !strings.Contains(e.Key, " ")
	found := own
	matches := map[quad.IRI]bool{}
	for _, k := range known {
		if alone || slug(k.Name) == slug(name) {
			matches[k.IRI] = true
			found = k.IRI
		}
	}
	if len(matches) != 1 {
		return own, nil
	}
	return found, nil
}
