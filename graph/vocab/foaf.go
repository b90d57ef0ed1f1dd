package vocab

// Terms of FOAF 0.99.
const (
	FOAFKnows        = "http://xmlns.com/foaf/0.1/knows"
	FOAFName         = "http://xmlns.com/foaf/0.1/name"
	FOAFPerson       = "http://xmlns.com/foaf/0.1/Person"
	FOAFAgent        = "http://xmlns.com/foaf/0.1/Agent"
	FOAFOrganization = "http://xmlns.com/foaf/0.1/Organization"
	FOAFGroup        = "http://xmlns.com/foaf/0.1/Group"
	FOAFMember       = "http://xmlns.com/foaf/0.1/member"
)
