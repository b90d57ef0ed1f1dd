package vocab

// Terms of PROV-O (W3C recommendation of 30 April 2013).
const (
	ProvActivity          = "http://www.w3.org/ns/prov#Activity"
	ProvAgent             = "http://www.w3.org/ns/prov#Agent"
	ProvEntity            = "http://www.w3.org/ns/prov#Entity"
	ProvPlan              = "http://www.w3.org/ns/prov#Plan"
	ProvSoftwareAgent     = "http://www.w3.org/ns/prov#SoftwareAgent"
	ProvWasQuotedFrom     = "http://www.w3.org/ns/prov#wasQuotedFrom"
	ProvWasDerivedFrom    = "http://www.w3.org/ns/prov#wasDerivedFrom"
	ProvWasGeneratedBy    = "http://www.w3.org/ns/prov#wasGeneratedBy"
	ProvWasAssociatedWith = "http://www.w3.org/ns/prov#wasAssociatedWith"
	ProvWasAttributedTo   = "http://www.w3.org/ns/prov#wasAttributedTo"
	ProvWasRevisionOf     = "http://www.w3.org/ns/prov#wasRevisionOf"
	ProvWasInvalidatedBy  = "http://www.w3.org/ns/prov#wasInvalidatedBy"
	ProvWasInformedBy     = "http://www.w3.org/ns/prov#wasInformedBy"
	ProvHadPrimarySource  = "http://www.w3.org/ns/prov#hadPrimarySource"
	ProvUsed              = "http://www.w3.org/ns/prov#used"
	ProvGenerated         = "http://www.w3.org/ns/prov#generated"
	ProvInvalidated       = "http://www.w3.org/ns/prov#invalidated"
	ProvStartedAtTime     = "http://www.w3.org/ns/prov#startedAtTime"
	ProvEndedAtTime       = "http://www.w3.org/ns/prov#endedAtTime"
	ProvGeneratedAtTime   = "http://www.w3.org/ns/prov#generatedAtTime"
	ProvAtLocation        = "http://www.w3.org/ns/prov#atLocation"
)
