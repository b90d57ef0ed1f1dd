package extract

// register holds what a text has told so far of entities, by what they are looked up
// by. Its maps are used again from text to text.
type register struct {
	byKey   map[entityKey]EntityID
	codes   map[string]EntityID // countries by ISO code
	entries map[*lexEntry]EntityID
	nation  map[EntityID]string // of people, as "l'Éthiopien X" tells it

	// Functions and who holds them.
	offices        map[officeKey]EntityID
	unnamedOffices map[officeKey]bool // told of without a name
	titled         map[string]bool    // keys of those to whom a title gives a function
	gender         map[EntityID]int8  // as titles and articles tell it
	roleSeen       map[[2]string]bool // by key of the person and folded title
	roleOf         map[EntityID]Role
}

// officeKey is an office of a country, None for no country, by its folded title.
type officeKey struct {
	country EntityID
	title   string
}

func newRegister() register {
	return register{
		byKey: map[entityKey]EntityID{}, codes: map[string]EntityID{}, entries: map[*lexEntry]EntityID{},
		nation: map[EntityID]string{}, offices: map[officeKey]EntityID{}, unnamedOffices: map[officeKey]bool{}, titled: map[string]bool{},
		gender: map[EntityID]int8{}, roleSeen: map[[2]string]bool{}, roleOf: map[EntityID]Role{},
	}
}

// len is how much the register holds, give or take what another map holds too.
func (g *register) len() int {
	return len(g.byKey) + len(g.offices) + len(g.unnamedOffices) + len(g.titled) + len(g.roleSeen)
}

func (g *register) clear() {
	clear(g.byKey)
	clear(g.codes)
	clear(g.entries)
	clear(g.nation)
	clear(g.offices)
	clear(g.unnamedOffices)
	clear(g.titled)
	clear(g.gender)
	clear(g.roleSeen)
	clear(g.roleOf)
}
