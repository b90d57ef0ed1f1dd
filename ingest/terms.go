package ingest

import "github.com/chancery-graph/chancery/graph/vocab"

// Terms that the statements of dispatches use beside those of package vocab.
const (
	// ChyConfidence: how sure the extractor is of what a source states (xsd:decimal
	// from 0 to 1), in the graph of that source.
	ChyConfidence = vocab.Chy + "confidence"
	// ChyPostponed: true (xsd:boolean) of a contact that was called off from its date
	// to be held on another.
	ChyPostponed = vocab.Chy + "postponed"
	// ChyHeldBy: relates an office that a source names by function alone to the
	// person who held it then, as the graph knew.
	ChyHeldBy = vocab.Chy + "heldBy"
	// ChyFormat: the form in which a source arrived: text, html, eml, newsml, nitf,
	// json, jsonl or pdf.
	ChyFormat = vocab.Chy + "format"
	// ChyEncoding: the encoding that the text of a source was decoded from.
	ChyEncoding = vocab.Chy + "encoding"
	// ChyTextSha256: SHA-256 of the text in which offsets count, where that is not
	// the bytes of the source.
	ChyTextSha256 = vocab.Chy + "textSha256"
	// SchemaArticleBody: the text in which offsets count, whole; see KeepText.
	SchemaArticleBody = vocab.Schema + "articleBody"
	// SchemaCreditText: the outlet of a source, as it names itself.
	SchemaCreditText = vocab.Schema + "creditText"
)

// How an office that a source does not fill was resolved to a person; see office.go.
const (
	// ChyResolution: that a wording stands for a person, by what the graph knew.
	ChyResolution = vocab.Chy + "Resolution"
	// ChyHasResolution: relates a contact to a resolution that it rests on.
	ChyHasResolution = vocab.Chy + "resolution"
	// ChyOffice: relates a resolution to the office.
	ChyOffice = vocab.Chy + "office"
	// ChyResolvedTo: relates a resolution to the person.
	ChyResolvedTo = vocab.Chy + "resolvedTo"
)

// A number that a source gives of members whom it does not name.
const (
	// ChyCountClaim: the claim of one source that a contact has a number of members.
	ChyCountClaim = vocab.Chy + "CountClaim"
	// ChyCountOf: relates a count claim to the contact.
	ChyCountOf = vocab.Chy + "countOf"
	// ChyNumber: the number (xsd:integer) of a count claim.
	ChyNumber = vocab.Chy + "number"
	// ChyWording: the words of a source, with language tag.
	ChyWording = vocab.Chy + "wording"
	// ChyMember: relates a count claim to a member that was named, by the same
	// source or a later one. Members that are not named have no statement.
	ChyMember = vocab.Chy + "member"
)

// Candidates: what an extractor proposes and is not sure enough of.
const (
	// ChyCandidate: a proposed assertion, which is no fact.
	ChyCandidate = vocab.Chy + "Candidate"
	// ChyProposes: relates a candidate to the node that it would add to.
	ChyProposes = vocab.Chy + "proposes"
	// ChyProposedStatement: a further statement that would be made, as "<s> <p> <o>".
	ChyProposedStatement = vocab.Chy + "proposedStatement"
	// ChyDecision: relates a candidate to what a person decided.
	ChyDecision = vocab.Chy + "decision"
	// ChyDecidedBy: the name of that person.
	ChyDecidedBy = vocab.Chy + "decidedBy"
	// ChyAccepted: the candidate was stated as it was proposed.
	ChyAccepted = vocab.Chy + "Accepted"
	// ChyCorrected: the candidate was stated with changes.
	ChyCorrected = vocab.Chy + "Corrected"
	// ChyRejected: the candidate was not stated.
	ChyRejected = vocab.Chy + "Rejected"
)

// How a model read a source; see package llm.
const (
	// ChyModel: the name of the model.
	ChyModel = vocab.Chy + "model"
	// ChyPromptSha256: SHA-256 of the instructions that the model got.
	ChyPromptSha256 = vocab.Chy + "promptSha256"
	// ChyPromptTokens: tokens (xsd:integer) that the model read, as its server says.
	ChyPromptTokens = vocab.Chy + "promptTokens"
	// ChyCompletionTokens: tokens (xsd:integer) that the model wrote.
	ChyCompletionTokens = vocab.Chy + "completionTokens"
	// ChyDropped: what was returned and not believed, as "reason: number".
	ChyDropped = vocab.Chy + "dropped"
)

// proposed is the namespace of the properties of candidates. Each stands for the
// property of the same name in another namespace: proposed:schema-attendee for
// schema:attendee. Nothing that reads contacts knows them, so a candidate cannot
// pass for a fact.
const proposed = "https://chancery.example/proposed#"

// ProposedProperty returns the property by which a candidate proposes a property
// of a vocabulary that vocab.Prefixes has; any other IRI is returned as it is.
func ProposedProperty(property string) string {
	for _, p := range vocab.Prefixes() {
		if local, ok := cutNamespace(property, p.Namespace); ok {
			return proposed + p.Name + "-" + local
		}
	}
	return property
}

// PropertyProposed is the inverse of ProposedProperty; ok is false for an IRI
// that proposes nothing.
func PropertyProposed(property string) (string, bool) {
	rest, ok := cutNamespace(property, proposed)
	if !ok {
		return "", false
	}
	for _, p := range vocab.Prefixes() {
		if local, ok := cutNamespace(rest, p.Name+"-"); ok {
			return p.Namespace + local, true
		}
	}
	return "", false
}

func cutNamespace(s, prefix string) (string, bool) {
	if len(s) <= len(prefix) || s[:len(prefix)] != prefix {
		return "", false
	}
	return s[len(prefix):], true
}
