package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// SurnameKey returns the last word of a name in the form in which surnames are
// compared, across the usual transliterations: "Rustem Umerov" and "UMEROV" give
// "umerov"; "Zelensky", "Zelenskyy" and "Zelenskiy" give one key, as do "Poutine"
// and "Putin".
func SurnameKey(name string) string {
	words := strings.Split(slug(name), "-")
	return single(respell(words[len(words)-1]))
}

// respell writes a folded word as one of its usual transliterations.
func respell(word string) string {
	word = transliterations.Replace(word)
	if strings.HasSuffix(word, "ine") {
		word = strings.TrimSuffix(word, "e") // Poutine, Lénine
	}
	return word
}

var transliterations = strings.NewReplacer("tch", "ch", "ou", "u", "oo", "u", "w", "v", "y", "i", "j", "i", "kh", "h")

// single writes doubled letters once.
func single(word string) string {
	var b strings.Builder
	var last rune
	for _, r := range word {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// sameWords tells whether the words of two full names whose surnames have one key
// are spellings of one another.
func sameWords(x, y []string) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range len(x) - 1 {
		if x[i] != y[i] && respell(x[i]) != respell(y[i]) {
			return false
		}
	}
	return true
}

// linkPerson returns the IRI of a person. A full name that the directory has keeps
// its IRI, if need be in another spelling; a surname alone links to the only
// person who bears it. Whoever is unknown, or bears a name that several do, gets
// the IRI of the name as it stands.
func linkPerson(ctx context.Context, dir Directory, e *extract.Entity) (quad.IRI, error) {
	own := entityIRI("actor", e.Key)
	name := e.Names[0].Text
	known, err := dir.PersonsBySurname(ctx, SurnameKey(name))
	if err != nil {
		return "", fmt.Errorf("look up %q: %w", name, err)
	}
	sought := slug(name)
	words := strings.Split(sought, "-")
	exact := func(k *Known) bool { return k.nameSlug() == sought }
	order := []func(*Known) bool{exact, func(k *Known) bool { return sameWords(strings.Split(k.nameSlug(), "-"), words) }}
	if !strings.Contains(e.Key, " ") {
		// Who bears the surname in full goes before an entity that is known by the
		// surname alone.
		order = []func(*Known) bool{func(k *Known) bool { return strings.Contains(k.nameSlug(), "-") }, exact}
	}
	for _, fits := range order {
		switch matches := persons(known, fits); len(matches) {
		case 0:
		case 1:
			return matches[0], nil
		default:
			return own, nil
		}
	}
	return own, nil
}

// persons returns the distinct people whose name fits.
func persons(known []Known, fits func(*Known) bool) []quad.IRI {
	var found []quad.IRI
	for i := range known {
		k := &known[i]
		if fits(k) && !slices.Contains(found, k.IRI) {
			found = append(found, k.IRI)
		}
	}
	return found
}

// PersonIRI returns the IRI of a person who is known by a name: the one that the
// directory has, else one made from the name.
func PersonIRI(ctx context.Context, dir Directory, name string) (quad.IRI, error) {
	return linkPerson(ctx, dir, &extract.Entity{Kind: extract.Person, Key: extract.Fold(name), Names: []extract.Name{{Text: name}}})
}

// PlaceIRI returns the IRI of a place that is known by a name, likewise.
func PlaceIRI(ctx context.Context, dir Directory, name string) (quad.IRI, error) {
	return linkNamed(ctx, dir, &extract.Entity{Kind: extract.Place, Names: []extract.Name{{Text: name}}}, entityIRI("place", name))
}

// ContactIRI makes the IRI of a contact of named parties: kind is the class of
// the contact, date its lexical form or empty.
func ContactIRI(kind, date string, parties []quad.IRI, source quad.IRI) quad.IRI {
	folder := "meeting"
	for _, k := range kinds {
		if k.class == kind {
			folder = k.folder
		}
	}
	parts := []string{date}
	if date == "" {
		parts[0] = "undated"
	}
	for _, p := range parties {
		parts = append(parts, lastPart(p))
	}
	if len(date) != len("2006-01-02") {
		parts = append(parts, sourceSlug(source))
	}
	return quad.IRI(vocab.Base + folder + "/" + shorten(strings.Join(parts, "-")))
}

// linkNamed returns the IRI of a body or place: the one entity of its kind that
// bears one of its names in the graph, else its own.
func linkNamed(ctx context.Context, dir Directory, e *extract.Entity, own quad.IRI) (quad.IRI, error) {
	found := map[quad.IRI]bool{}
	for _, n := range e.Names {
		list, err := dir.Named(ctx, e.Kind, n.Text)
		if err != nil {
			return "", fmt.Errorf("look up %q: %w", n.Text, err)
		}
		for _, iri := range list {
			if iri == own {
				return own, nil
			}
			found[iri] = true
		}
	}
	if len(found) == 1 {
		for iri := range found {
			return iri, nil
		}
	}
	return own, nil
}
