package vocab

// Terms of RDF Schema 1.1.
const (
	RDFSLabel         = "http://www.w3.org/2000/01/rdf-schema#label"
	RDFSComment       = "http://www.w3.org/2000/01/rdf-schema#comment"
	RDFSClass         = "http://www.w3.org/2000/01/rdf-schema#Class"
	RDFSSubClassOf    = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
	RDFSSubPropertyOf = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf"
	RDFSDomain        = "http://www.w3.org/2000/01/rdf-schema#domain"
	RDFSRange         = "http://www.w3.org/2000/01/rdf-schema#range"
	RDFSSeeAlso       = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
	RDFSIsDefinedBy   = "http://www.w3.org/2000/01/rdf-schema#isDefinedBy"
	RDFSResource      = "http://www.w3.org/2000/01/rdf-schema#Resource"
	RDFSLiteral       = "http://www.w3.org/2000/01/rdf-schema#Literal"
	RDFSDatatype      = "http://www.w3.org/2000/01/rdf-schema#Datatype"
)
