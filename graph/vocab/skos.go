package vocab

// Terms of SKOS reference (W3C recommendation of 18 August 2009).
const (
	SKOSConcept    = "http://www.w3.org/2004/02/skos/core#Concept"
	SKOSPrefLabel  = "http://www.w3.org/2004/02/skos/core#prefLabel"
	SKOSAltLabel   = "http://www.w3.org/2004/02/skos/core#altLabel"
	SKOSBroader    = "http://www.w3.org/2004/02/skos/core#broader"
	SKOSNarrower   = "http://www.w3.org/2004/02/skos/core#narrower"
	SKOSExactMatch = "http://www.w3.org/2004/02/skos/core#exactMatch"
	SKOSCloseMatch = "http://www.w3.org/2004/02/skos/core#closeMatch"
	SKOSNotation   = "http://www.w3.org/2004/02/skos/core#notation"
)
