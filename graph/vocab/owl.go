package vocab

// Terms of OWL 2.
const (
	OWLSameAs            = "http://www.w3.org/2002/07/owl#sameAs"
	OWLClass             = "http://www.w3.org/2002/07/owl#Class"
	OWLObjectProperty    = "http://www.w3.org/2002/07/owl#ObjectProperty"
	OWLDatatypeProperty  = "http://www.w3.org/2002/07/owl#DatatypeProperty"
	OWLSymmetricProperty = "http://www.w3.org/2002/07/owl#SymmetricProperty"
	OWLInverseOf         = "http://www.w3.org/2002/07/owl#inverseOf"
)
