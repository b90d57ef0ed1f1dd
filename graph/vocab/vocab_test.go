package vocab_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph/vocab"
)

// TestTermsAreInTheirNamespace reads the sources, so that no constant can be
// forgotten: each must start with the namespace that its name announces.
func TestTermsAreInTheirNamespace(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	constant := regexp.MustCompile(`(?m)^\s+([A-Z]\w+)\s+= "([^"]+)"$`)
	files := map[string][2]string{
		"rdf.go": {"RDF", vocab.RDF}, "rdfs.go": {"RDFS", vocab.RDFS}, "xsd.go": {"XSD", vocab.XSD},
		"owl.go": {"OWL", vocab.OWL}, "schema.go": {"Schema", vocab.Schema}, "prov.go": {"Prov", vocab.Prov},
		"foaf.go": {"FOAF", vocab.FOAF}, "skos.go": {"SKOS", vocab.SKOS}, "chy.go": {"Chy", vocab.Chy},
	}
	seen := map[string]string{}
	for _, e := range entries {
		own, ok := files[e.Name()]
		if !ok {
			continue
		}
		src, err := os.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range constant.FindAllStringSubmatch(string(src), -1) {
			name, iri := m[1], m[2]
			local, ok := strings.CutPrefix(iri, own[1])
			if !ok || !strings.EqualFold(own[0]+local, name) {
				t.Errorf("%s: %s = %q, want %s and a term of %s", e.Name(), name, iri, own[0], own[1])
			}
			if other, dup := seen[iri]; dup {
				t.Errorf("%s and %s are both %q", name, other, iri)
			}
			seen[iri] = name
		}
	}
	if len(seen) < 100 {
		t.Errorf("found %d constants, want at least 100", len(seen))
	}
}

func TestPrefixesAreDistinct(t *testing.T) {
	names, spaces := map[string]bool{}, map[string]bool{}
	for _, p := range vocab.Prefixes() {
		if names[p.Name] || spaces[p.Namespace] {
			t.Errorf("prefix %q or namespace %q stands twice", p.Name, p.Namespace)
		}
		names[p.Name], spaces[p.Namespace] = true, true
	}
}
