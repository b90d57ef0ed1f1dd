package vocab

// Terms of RDF 1.1 Schema and RDF 1.1 Concepts.
const (
	RDFType          = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
	RDFLangString    = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
	RDFDirLangString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString"
	RDFFirst         = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first"
	RDFRest          = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"
	RDFNil           = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"
	RDFList          = "http://www.w3.org/1999/02/22-rdf-syntax-ns#List"
	RDFStatement     = "http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement"
	RDFSubject       = "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject"
	RDFPredicate     = "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate"
	RDFObject        = "http://www.w3.org/1999/02/22-rdf-syntax-ns#object"
	RDFProperty      = "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property"
	RDFHTML          = "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML"
	RDFXMLLiteral    = "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral"
	RDFJSON          = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"
	RDFReifies       = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"
)
