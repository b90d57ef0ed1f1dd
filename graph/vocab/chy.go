package vocab

// Kinds of contact. Each stands beside schema:Event and chy:Contact.
const (
	// ChyContact: a dated or undated interaction of two or more parties.
	ChyContact = "https://chancery.example/ns#Contact"
	// ChyMeeting: a contact face to face.
	ChyMeeting = "https://chancery.example/ns#Meeting"
	// ChyCall: a contact by telephone.
	ChyCall = "https://chancery.example/ns#Call"
	// ChyVideoCall: a contact by video.
	ChyVideoCall = "https://chancery.example/ns#VideoCall"
	// ChyVisit: a contact in which the journey itself is what is reported.
	ChyVisit = "https://chancery.example/ns#Visit"
	// ChyTalks: negotiations between delegations.
	ChyTalks = "https://chancery.example/ns#Talks"
	// ChyGathering: a meeting of groups or of many: conference, summit, session.
	ChyGathering = "https://chancery.example/ns#Gathering"
)

// Values of chy:status.
const (
	// ChyStatus: relates a contact to what is said of it: occurred, planned, cancelled or denied.
	ChyStatus = "https://chancery.example/ns#status"
	// ChyOccurred: reported as having taken place.
	ChyOccurred = "https://chancery.example/ns#Occurred"
	// ChyPlanned: announced, expected or possible.
	ChyPlanned = "https://chancery.example/ns#Planned"
	// ChyCancelled: called off or postponed from its date.
	ChyCancelled = "https://chancery.example/ns#Cancelled"
	// ChyDenied: said by a party or by the source not to have taken place.
	ChyDenied = "https://chancery.example/ns#Denied"
	// ChyHypothetical: only supposed ("if X met Y"); no reader of contacts takes it for one.
	ChyHypothetical = "https://chancery.example/ns#Hypothetical"
)

// Direct edges beside an occurred contact, stated in both directions.
const (
	// ChyMet: relates two parties who met face to face.
	ChyMet = "https://chancery.example/ns#met"
	// ChySpokeWith: relates two parties who spoke by telephone or video.
	ChySpokeWith = "https://chancery.example/ns#spokeWith"
	// ChyInRegularContactWith: relates two parties whose contact is reported as a habit.
	ChyInRegularContactWith = "https://chancery.example/ns#inRegularContactWith"
)

// A habit of contact, which is no event of a day.
const (
	// ChyRegularContact: a habit of contact between parties, as of the date of its source.
	ChyRegularContact = "https://chancery.example/ns#RegularContact"
	// ChyParticipant: relates a regular contact to a party.
	ChyParticipant = "https://chancery.example/ns#participant"
	// ChyFrequency: the frequency in the words of the source, with language tag.
	ChyFrequency = "https://chancery.example/ns#frequency"
	// ChyAsOf: the day (xsd:date) for which a source vouches: its date of publication.
	ChyAsOf = "https://chancery.example/ns#asOf"
)

// Who is expected, who confirmed, and how they take part.
const (
	// ChyExpectedParticipant: relates a planned contact to a party expected to take part.
	ChyExpectedParticipant = "https://chancery.example/ns#expectedParticipant"
	// ChyConfirmedParticipant: relates a planned contact to a party said to have confirmed.
	ChyConfirmedParticipant = "https://chancery.example/ns#confirmedParticipant"
	// ChyOnlineParticipant: relates a contact to a party said to take part remotely.
	ChyOnlineParticipant = "https://chancery.example/ns#onlineParticipant"
	// ChyInPersonParticipant: relates a contact to a party said to take part on the spot.
	ChyInPersonParticipant = "https://chancery.example/ns#inPersonParticipant"
	// ChyConfirmedCountries: the number of countries (xsd:integer) said to have confirmed.
	ChyConfirmedCountries = "https://chancery.example/ns#confirmedCountries"
	// ChyExpectedCountries: the number of countries (xsd:integer) said to take part.
	ChyExpectedCountries = "https://chancery.example/ns#expectedCountries"
	// ChyCollective: the unnamed group that a contact gathers, as worded, with language tag.
	ChyCollective = "https://chancery.example/ns#collective"
)

// Groups and offices: parties that the source does not name.
const (
	// ChyGroup: several people named only by their function or body.
	ChyGroup = "https://chancery.example/ns#Group"
	// ChyOffice: one person named only by function.
	ChyOffice = "https://chancery.example/ns#Office"
	// ChyCountry: relates a role, group or body to its country.
	ChyCountry = "https://chancery.example/ns#country"
	// ChyOrganization: relates a role or group to its body.
	ChyOrganization = "https://chancery.example/ns#organization"
)

// Roles.
const (
	// ChyRole: a function held by a person, as of the date of its source.
	ChyRole = "https://chancery.example/ns#Role"
	// ChyHasRole: relates a person to a role.
	ChyHasRole = "https://chancery.example/ns#hasRole"
	// ChyHolder: relates a role to the person who holds it.
	ChyHolder = "https://chancery.example/ns#holder"
)

// Evidence.
const (
	// ChyQuotation: a sentence of a source; its IRI is the source with an RFC 5147 fragment.
	ChyQuotation = "https://chancery.example/ns#Quotation"
	// ChyByteStart: first byte (xsd:integer, from 0) of a quotation in the bytes of the source.
	ChyByteStart = "https://chancery.example/ns#byteStart"
	// ChyByteEnd: byte after the last (xsd:integer) of a quotation in the bytes of the source.
	ChyByteEnd = "https://chancery.example/ns#byteEnd"
	// ChyClaimedBy: relates a contact to the party on whose word the source reports it.
	ChyClaimedBy = "https://chancery.example/ns#claimedBy"
	// ChyRule: the name of the rule that found an assertion.
	ChyRule = "https://chancery.example/ns#rule"
	// ChySha256: sHA-256 of the bytes of a source, 64 lower-case hexadecimal digits.
	ChySha256 = "https://chancery.example/ns#sha256"
	// ChyExtractor: name and version of the extractor that read a source.
	ChyExtractor = "https://chancery.example/ns#extractor"
)
