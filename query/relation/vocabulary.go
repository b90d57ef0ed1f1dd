package relation

import (
	"context"
	"fmt"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// predicate is a property that the queries read, whatever IRIs say it.
type predicate uint8

const (
	pType predicate = iota
	// Names, the most official first: a label is taken from the first that an
	// entity has.
	pName
	pFOAFName
	pPrefLabel
	pLabel
	pAlternateName
	pAltLabel
	// Who takes part in a contact.
	pAttendee
	pOnline
	pInPerson
	pConfirmed
	pExpected
	// What else is said of a contact.
	pLocation
	pStartDate
	pEndDate
	pStatus
	pAbout
	pDescription
	pClaimedBy
	pQuotedFrom
	pRule
	pCollective
	pConfirmedCountries
	pExpectedCountries
	// Roles and habits.
	pHasRole
	pHolder
	pRoleName
	pOrganization
	pCountry
	pAsOf
	pParticipant
	pFrequency
	pIdentifier // what an entity is called elsewhere
	// Sources and quotations.
	pHeadline
	pDatePublished
	pInLanguage
	pURL
	pExtractor
	pSha256
	pTextSha256
	pArticleBody
	pResolution
	pResolvedTo
	pWording
	pDerivedFrom
	pText
	pByteStart
	pByteEnd
	// Places.
	pContainedIn
	predicateCount
)

// predicateIRIs is the one place where properties get their IRIs. The https form
// of schema.org is added by alike.
var predicateIRIs = [predicateCount][]string{
	pType:               {vocab.RDFType},
	pName:               {vocab.SchemaName},
	pFOAFName:           {vocab.FOAFName},
	pPrefLabel:          {vocab.SKOSPrefLabel},
	pLabel:              {vocab.RDFSLabel},
	pAlternateName:      {vocab.SchemaAlternateName},
	pAltLabel:           {vocab.SKOSAltLabel},
	pAttendee:           {vocab.SchemaAttendee},
	pOnline:             {vocab.ChyOnlineParticipant},
	pInPerson:           {vocab.ChyInPersonParticipant},
	pConfirmed:          {vocab.ChyConfirmedParticipant},
	pExpected:           {vocab.ChyExpectedParticipant},
	pLocation:           {vocab.SchemaLocation},
	pStartDate:          {vocab.SchemaStartDate},
	pEndDate:            {vocab.SchemaEndDate},
	pStatus:             {vocab.ChyStatus},
	pAbout:              {vocab.SchemaAbout},
	pDescription:        {vocab.SchemaDescription},
	pClaimedBy:          {vocab.ChyClaimedBy},
	pQuotedFrom:         {vocab.ProvWasQuotedFrom},
	pRule:               {vocab.ChyRule},
	pCollective:         {vocab.ChyCollective},
	pConfirmedCountries: {vocab.ChyConfirmedCountries},
	pExpectedCountries:  {vocab.ChyExpectedCountries},
	pHasRole:            {vocab.ChyHasRole},
	pHolder:             {vocab.ChyHolder},
	pRoleName:           {vocab.SchemaRoleName},
	pOrganization:       {vocab.ChyOrganization},
	pCountry:            {vocab.ChyCountry},
	pAsOf:               {vocab.ChyAsOf},
	pParticipant:        {vocab.ChyParticipant},
	pFrequency:          {vocab.ChyFrequency},
	pIdentifier:         {vocab.Schema + "sameAs", vocab.Schema + "identifier", vocab.OWLSameAs, vocab.SKOSExactMatch},
	pHeadline:           {vocab.SchemaHeadline},
	pDatePublished:      {vocab.SchemaDatePublished},
	pInLanguage:         {vocab.SchemaInLanguage},
	pURL:                {vocab.SchemaUrl},
	pExtractor:          {vocab.ChyExtractor},
	pSha256:             {vocab.ChySha256},
	pTextSha256:         {vocab.Chy + "textSha256"},
	pArticleBody:        {vocab.Schema + "articleBody"},
	pResolution:         {vocab.Chy + "resolution"},
	pResolvedTo:         {vocab.Chy + "resolvedTo"},
	pWording:            {vocab.Chy + "wording"},
	pDerivedFrom:        {vocab.Prov + "wasDerivedFrom"},
	pText:               {vocab.SchemaText, vocab.Prov + "value"},
	pByteStart:          {vocab.ChyByteStart},
	pByteEnd:            {vocab.ChyByteEnd},
	pContainedIn:        {vocab.Schema + "containedInPlace"},
}

// Groups of properties that are read together.
var (
	namePredicates = []predicate{pName, pFOAFName, pPrefLabel, pLabel, pAlternateName, pAltLabel}
	// participation says who takes part in a contact, in whatever manner.
	participation    = []predicate{pAttendee, pOnline, pInPerson, pConfirmed, pExpected}
	entityPredicates = append([]predicate{pType}, namePredicates...)
	// gistPredicates are enough to filter and to order contacts.
	gistPredicates    = []predicate{pType, pLocation, pStartDate, pEndDate, pStatus}
	contactPredicates = append(append([]predicate{
		pAbout, pDescription, pClaimedBy, pQuotedFrom, pRule, pCollective, pConfirmedCountries, pExpectedCountries,
	}, gistPredicates...), participation...)
	rolePredicates       = []predicate{pType, pHolder, pRoleName, pOrganization, pCountry, pAsOf, pQuotedFrom, pRule}
	habitPredicates      = []predicate{pParticipant, pFrequency, pAsOf, pQuotedFrom, pRule}
	sourcePredicates     = []predicate{pHeadline, pDatePublished, pInLanguage, pURL, pExtractor, pTextSha256}
	resolutionPredicates = []predicate{pWording, pResolvedTo, pDerivedFrom}
	textPredicates       = []predicate{pSha256, pTextSha256, pArticleBody}
	quotePredicates      = []predicate{pText, pByteStart, pByteEnd}
)

// class is a class or status value with the name that it has in results.
type class struct {
	name string
	iris []string
}

// KindContact is the kind of a contact of no finer kind.
const KindContact = "contact"

// contactKinds lists the kinds of contact. A contact of several kinds shows the
// first. The order also numbers the bits of a kind mask.
var contactKinds = []class{
	{"meeting", []string{vocab.ChyMeeting}},
	{"talks", []string{vocab.ChyTalks}},
	{"gathering", []string{vocab.ChyGathering}},
	{"visit", []string{vocab.ChyVisit}},
	{"video_call", []string{vocab.ChyVideoCall}},
	{"call", []string{vocab.ChyCall}},
	{KindContact, []string{vocab.ChyContact, vocab.SchemaEvent}},
}

// Statuses of a contact.
const (
	StatusOccurred  = "occurred"
	StatusDenied    = "denied"
	StatusCancelled = "cancelled"
	StatusPlanned   = "planned"
)

// statuses lists the values of chy:status, the strongest first. The order also
// numbers the bits of a status mask.
var statuses = []class{
	{StatusOccurred, []string{vocab.ChyOccurred}},
	{StatusDenied, []string{vocab.ChyDenied}},
	{StatusCancelled, []string{vocab.ChyCancelled}},
	{StatusPlanned, []string{vocab.ChyPlanned}},
}

// Kinds of entity.
const (
	KindPerson       = "person"
	KindOrganization = "organization"
	KindCountry      = "country"
	KindPlace        = "place"
	KindGroup        = "group"
	KindOffice       = "office"
	KindRole         = "role"
	KindHabit        = "regular_contact"
	KindSource       = "source"
	KindQuotation    = "quotation"
	KindEntity       = "entity" // of no class that is known here
)

// entityKinds lists the kinds of entity. An entity of several kinds shows the
// first: a country is a place too, and an office, of which only the function is
// known, is typed as a person and a group as an organization. The kinds of contact come after them.
var entityKinds = append([]class{
	{KindGroup, []string{vocab.ChyGroup, vocab.FOAFGroup}},
	{KindOffice, []string{vocab.ChyOffice}},
	{KindPerson, []string{vocab.SchemaPerson, vocab.FOAFPerson}},
	{KindCountry, []string{vocab.SchemaCountry}},
	{KindOrganization, []string{
		vocab.SchemaOrganization, vocab.FOAFOrganization,
		vocab.Schema + "GovernmentOrganization", vocab.Schema + "NGO", vocab.Schema + "NewsMediaOrganization",
	}},
	{KindPlace, []string{vocab.SchemaPlace, vocab.SchemaCity, vocab.Schema + "AdministrativeArea", vocab.Schema + "State"}},
	{KindRole, []string{vocab.ChyRole, vocab.SchemaOrganizationRole}},
	{KindHabit, []string{vocab.ChyRegularContact}},
	{KindSource, []string{vocab.SchemaNewsArticle, vocab.Schema + "Article", vocab.Schema + "CreativeWork"}},
	{KindQuotation, []string{vocab.ChyQuotation}},
}, contactKinds...)

// ContactKinds returns the names of the kinds of contact, in their order.
func ContactKinds() []string { return classNames(contactKinds) }

// Statuses returns the names of the statuses, the strongest first.
func Statuses() []string { return classNames(statuses) }

// KindIRI is the class of a kind of contact; empty for a name that is none.
func KindIRI(kind string) string { return iriOf(contactKinds, kind) }

// StatusIRI is the value of chy:status that a status stands for; empty for
// a name that is none.
func StatusIRI(status string) string { return iriOf(statuses, status) }

func iriOf(table []class, name string) string {
	for _, c := range table {
		if c.name == name {
			return c.iris[0]
		}
	}
	return ""
}

func classNames(table []class) []string {
	names := make([]string, len(table))
	for i, c := range table {
		names[i] = c.name
	}
	return names
}

// ParseKind returns the kind of contact that a user names: in any case, with a
// hyphen, underscore or nothing between words, "video" for a video call.
func ParseKind(s string) (string, error) {
	key := squeeze(s)
	if key == "video" {
		key = "videocall"
	}
	return parseClass(contactKinds, "kind", s, key)
}

// ParseStatus returns the status that a user names, in any case; "canceled" is
// understood.
func ParseStatus(s string) (string, error) {
	key := squeeze(s)
	if key == "canceled" {
		key = StatusCancelled
	}
	return parseClass(statuses, "status", s, key)
}

func parseClass(table []class, what, given, key string) (string, error) {
	for _, c := range table {
		if squeeze(c.name) == key {
			return c.name, nil
		}
	}
	return "", fmt.Errorf("relation: %s %q is none of %s", what, given, strings.Join(classNames(table), ", "))
}

func squeeze(s string) string {
	return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(s))
}

// alike returns the IRIs that are read like iri, itself first.
func alike(iri string) []string {
	if local, ok := strings.CutPrefix(iri, vocab.Schema); ok {
		return []string{iri, "https://schema.org/" + local}
	}
	return []string{iri}
}

// vocabularyIDs holds the IDs of the vocabulary in one snapshot; terms that its
// dictionary does not know are left out, as no statement can have them.
type vocabularyIDs struct {
	of          [predicateCount][]graph.ID
	predicate   map[graph.ID]predicate
	contactKind map[graph.ID]uint8 // index in contactKinds
	status      map[graph.ID]uint8 // index in statuses
	entityKind  map[graph.ID]uint8 // index in entityKinds
}

func lookupVocabulary(ctx context.Context, g Graph) (vocabularyIDs, error) {
	v := vocabularyIDs{predicate: map[graph.ID]predicate{}}
	for p, iris := range predicateIRIs {
		ids, err := lookupIRIs(ctx, g, iris)
		if err != nil {
			return v, err
		}
		v.of[p] = ids
		for _, id := range ids {
			v.predicate[id] = predicate(p)
		}
	}
	var err error
	if v.contactKind, err = lookupClasses(ctx, g, contactKinds); err != nil {
		return v, err
	}
	if v.status, err = lookupClasses(ctx, g, statuses); err != nil {
		return v, err
	}
	v.entityKind, err = lookupClasses(ctx, g, entityKinds)
	return v, err
}

func lookupClasses(ctx context.Context, g Graph, table []class) (map[graph.ID]uint8, error) {
	m := map[graph.ID]uint8{}
	for i, c := range table {
		ids, err := lookupIRIs(ctx, g, c.iris)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			m[id] = uint8(i)
		}
	}
	return m, nil
}

func lookupIRIs(ctx context.Context, g Graph, iris []string) ([]graph.ID, error) {
	var ids []graph.ID
	for _, iri := range iris {
		for _, form := range alike(iri) {
			id, ok, err := g.Lookup(ctx, []byte("<"+form+">"))
			if err != nil {
				return nil, fmt.Errorf("look up <%s>: %w", form, err)
			}
			if ok {
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// predicateIDs returns the IDs of several properties.
func (v *vocabularyIDs) predicateIDs(preds []predicate) []graph.ID {
	var ids []graph.ID
	for _, p := range preds {
		ids = append(ids, v.of[p]...)
	}
	return ids
}
