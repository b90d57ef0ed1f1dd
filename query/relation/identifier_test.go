package relation_test

import (
	"testing"

	"github.com/chancery-graph/chancery/query/relation"
)

func TestIdentifiers(t *testing.T) {
	for text, want := range map[string][2]string{ // short, IRI; empty: none
		"Q42":                                  {"wd:Q42", "http://www.wikidata.org/entity/Q42"},
		"wd:Q42":                               {"wd:Q42", "http://www.wikidata.org/entity/Q42"},
		"Wikidata:Q42":                         {"wd:Q42", "http://www.wikidata.org/entity/Q42"},
		"<http://www.wikidata.org/entity/Q42>": {"wd:Q42", "http://www.wikidata.org/entity/Q42"},
		"https://www.wikidata.org/wiki/Q42":    {"wd:Q42", "http://www.wikidata.org/entity/Q42"},
		"gnd:118540238":                        {"gnd:118540238", "https://d-nb.info/gnd/118540238"},
		"GND:4021477-1":                        {"gnd:4021477-1", "https://d-nb.info/gnd/4021477-1"},
		"http://d-nb.info/gnd/1X/":             {"gnd:1X", "https://d-nb.info/gnd/1X"},
		"viaf:113230702":                       {"viaf:113230702", "http://viaf.org/viaf/113230702"},
		"https://www.viaf.org/viaf/113230702/": {"viaf:113230702", "http://viaf.org/viaf/113230702"},
		"Q042":                                 {},
		"q42":                                  {},
		"42":                                   {},
		"gnd:":                                 {},
		"wd:Kim":                               {},
		"http://www.wikidata.org/entity/Q42/extra": {},
		"http://www.wikidata.org/entity/":          {},
		"Questor":                                  {},
		"":                                         {},
	} {
		iri, ok := relation.IdentifierIRI(text)
		short := relation.ShortIdentifier(text)
		if want[0] == "" {
			want[0] = text
		}
		if iri != want[1] || ok != (want[1] != "") || short != want[0] {
			t.Errorf("%q: %q, %v and %q, want %q", text, iri, ok, short, want)
		}
	}
}
