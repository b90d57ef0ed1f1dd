package vocab

// Namespaces, each the common start of the terms of one vocabulary.
const (
	RDF    = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	RDFS   = "http://www.w3.org/2000/01/rdf-schema#"
	XSD    = "http://www.w3.org/2001/XMLSchema#"
	OWL    = "http://www.w3.org/2002/07/owl#"
	Schema = "http://schema.org/"
	Prov   = "http://www.w3.org/ns/prov#"
	FOAF   = "http://xmlns.com/foaf/0.1/"
	SKOS   = "http://www.w3.org/2004/02/skos/core#"
	Chy    = "https://chancery.example/ns#"
)

// Base is the root under which entities, events and sources get their IRIs.
const Base = "https://chancery.example/"

// Prefix pairs a short name with the namespace that it stands for.
type Prefix struct {
	Name      string
	Namespace string
}

// Prefixes returns the common prefixes in a fixed order: chancery's own first,
// the others by name. The slice is new with each call and belongs to the caller.
func Prefixes() []Prefix {
	return []Prefix{
		{"chy", Chy},
		{"foaf", FOAF},
		{"owl", OWL},
		{"prov", Prov},
		{"rdf", RDF},
		{"rdfs", RDFS},
		{"schema", Schema},
		{"skos", SKOS},
		{"xsd", XSD},
	}
}
