package extract

import "strings"

// Span is a range of bytes [Start, End) of the text that was read. Both ends
// lie on UTF-8 boundaries and 0 <= Start <= End <= len(text).
type Span struct {
	Start, End int
}

// Lang is the language of a text by its two-letter code.
type Lang string

// Languages that have a grammar; Langs lists them.
const (
	French  Lang = "fr"
	English Lang = "en"
	Spanish Lang = "es"
)

// EntityKind tells what sort of thing an entity is.
type EntityKind uint8

// Kinds of entity.
const (
	Person       EntityKind = iota // a named human being
	Organization                   // a named body
	Country                        // a country; Code holds its ISO 3166-1 code
	Place                          // a named place other than a country
	Group                          // people known only by function or body: "conseillers"
	Office                         // one person known only by function: "le président"
)

// EntityID is the index of an entity in Result.Entities.
type EntityID int

// None is the EntityID that stands for no entity.
const None EntityID = -1

// Name is one name of an entity; Lang is empty when the name is the same in
// every language, as those of people are taken to be.
type Name struct {
	Text string
	Lang Lang
}

// Entity is one thing that a text speaks of, however often it is mentioned.
type Entity struct {
	Kind EntityKind
	// Key identifies the entity among those of its kind, in every text: the
	// folded longest name of a person or group ("rustem umerov"), the lower-case
	// ISO code of a country, the folded English name of a known place or body.
	Key string
	// Names holds the preferred name first, then the others.
	Names []Name
	// Code is the upper-case ISO 3166-1 alpha-2 code of a country, else empty.
	Code string
	// Country is that of a body, group or office where the text states it, else None.
	Country EntityID
	// Body is the organization of a group or office where the text states it, else None.
	Body EntityID
}

// Mention is one place of the text where an entity is named or referred to.
type Mention struct {
	Entity EntityID
	Span   Span
}

// Kind tells what an assertion says.
type Kind uint8

// Kinds of assertion. All but HoldsRole and RegularContact are contacts.
const (
	Meeting Kind = iota
	Call
	VideoCall
	Visit
	Talks
	Gathering
	RegularContact // a habit of contact, not an event of a day
	HoldsRole      // Participants holds the one person, Role the function
)

// Status tells what a text says of a contact.
type Status uint8

// Statuses of a contact.
const (
	Occurred Status = iota
	Planned
	Cancelled
	Denied
	// Hypothetical: the text only supposes it ("s'il rencontrait X"). What is
	// hypothetical is no fact, however sure the reading of the sentence is.
	Hypothetical
)

// Mode tells how a party takes part, where the text says so.
type Mode uint8

// Modes of participation.
const (
	Unstated Mode = iota
	InPerson
	Online
)

// Participant is a party to a contact.
type Participant struct {
	Entity EntityID
	// Side groups parties that do not meet one another through this contact,
	// such as members of one delegation: parties of equal Side are not paired,
	// unless Side is 0.
	Side int
	Mode Mode
	// Confirmed is set where the text says that the party has confirmed.
	Confirmed bool
}

// Topic is one subject of a contact in the words of the text, without its
// leading article.
type Topic struct {
	Text string
	Span Span
}

// Count is a number of countries named in connection with a contact.
type Count struct {
	Number    int
	Confirmed bool // said to have confirmed, rather than to be expected
	Span      Span
}

// Role is a function held by a person.
type Role struct {
	Title   string   // in the words of the text, singular, without nationality
	Body    EntityID // None where the title names no body
	Country EntityID // None where none is stated
}

// Assertion is one claim found in a text.
type Assertion struct {
	Kind         Kind
	Participants []Participant
	// Place is None where the text states none.
	Place    EntityID
	assumed  bool // the place is that of the dateline: the text states none
	separate bool // is told to be another contact than the one of the same people before it
	// Date is the zero Date where the text states none or it cannot be resolved.
	Date   Date
	Status Status
	// unlikely: the model of likely contacts speaks against it.
	unlikely bool
	plain    bool // whether it has happened is told in so many words
	theirs   bool // nobody else can be meant than those found
	joined   bool // states are told to be there beside others
	// Postponed is set for a cancelled contact that was put off to another day.
	Postponed bool
	// ClaimedBy is the party on whose word the text reports it, else None.
	ClaimedBy EntityID
	Topics    []Topic
	Counts    []Count
	// Collective is the unnamed group that a gathering gathers, as worded.
	Collective string
	// Summit is set for a gathering that the text calls a summit or conference.
	Summit bool
	// Frequency is the wording of a habit: "quotidien".
	Frequency string
	Role      Role
	// Quote is the whole sentence that states the assertion.
	Quote Span
	// Support holds further sentences that add to it, in the order of the text.
	Support []Span
	// Rule names the rule that found it, for example "contact/verb".
	Rule string
	// Doubts tells how plainly the sentence bears the assertion out.
	Doubts Doubt
	// Confidence is how often the rule was right on annotated texts where there
	// were as many doubts, see ConfidenceIn; it lies between 0 and 1.
	Confidence float64
}

// Gathers returns the unnamed group that an assertion gathers, "" where its parties are all of it, each by its state: "delegations
// from A and B met" gathers the delegations of A and of B and nobody else.
func (res *Result) Gathers(a *Assertion) string {
	if len(a.Participants) < 2 {
		return a.Collective
	}
	for _, p := range a.Participants {
		if e := &res.Entities[p.Entity]; e.Kind != Group || e.Country == None {
			return a.Collective
		}
	}
	return ""
}

// NameIn returns the first name of an entity in a language, else its first name.
func (e *Entity) NameIn(lang Lang) string {
	for _, n := range e.Names { // the first is how it is called, unlike in the files of names
		if n.Lang == lang {
			return n.Text
		}
	}
	return e.Names[0].Text
}

// Called returns what to call an entity, its first name; an office that nobody is named to hold is called
// by its function and country, "foreign minister (Norway)", also where the text says "her counterpart", and a group of one
// word by its country too: "delegation (Norway)".
func (res *Result) Called(id EntityID) string {
	e := &res.Entities[id]
	name := e.Names[0].Text
	if e.Kind != Office && (e.Kind != Group || strings.Contains(name, " ")) || e.Country == None {
		return name
	}
	for i := range res.Unresolved {
		if u := &res.Unresolved[i]; u.Entity == id {
			name = u.Title
		}
	}
	country := res.Entities[e.Country].NameIn(res.Lang)
	if strings.Contains(Fold(name), Fold(country)) {
		return name
	}
	return name + " (" + country + ")"
}

// Unresolved is an office that a text tells of without naming who holds it:
// "son homologue turc", "the Turkish foreign minister" where no such person is
// named. Whoever knows who held it on the day of an assertion may put that
// person in its place.
type Unresolved struct {
	// Entity is of kind Office and stands for the unnamed holder in the
	// assertions, as a participant or as the one on whose word they rest.
	Entity EntityID
	// Title is the function, in the words of the text, singular, without
	// nationality: that of the person mirrored where the text says "homologue".
	Title string
	// Office is the usual wording of the function in the language of the text,
	// folded, the same for all wordings: "ministre des affaires etrangeres" for
	// "chef de la diplomatie".
	Office string
	// Country and Body are None where the text states none.
	Country, Body EntityID
	// Span is where the text first tells of the office.
	Span Span
}

// Result is what a text says, in the order of the text.
type Result struct {
	Lang Lang
	// Published is the day against which the days of the text were resolved: that of the Input, else the one that
	// its dateline tells in full; the zero Date where neither does.
	Published  Date
	Entities   []Entity
	Mentions   []Mention
	Assertions []Assertion
	// Unresolved lists the offices of Entities whose holder the text does not
	// name, each once, in the order of the text.
	Unresolved []Unresolved
}
