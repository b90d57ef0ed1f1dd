package graph

// Position is a place in a quad.
type Position uint8

// The positions, also the indexes of [Batch.Cols].
const (
	S Position = iota
	P
	O
	G
)

// Columns is a set of positions.
type Columns uint8

// Column sets.
const (
	ColS    Columns = 1 << S
	ColP    Columns = 1 << P
	ColO    Columns = 1 << O
	ColG    Columns = 1 << G
	AllCols         = ColS | ColP | ColO | ColG
)

// Has tells whether p is in the set.
func (c Columns) Has(p Position) bool { return c&(1<<p) != 0 }

// Quad is a statement as IDs, indexed by Position; the default graph is
// [DefaultGraph], never None.
type Quad [4]ID

// Order is a permutation: the order in which the positions are compared.
type Order uint8

// The permutations that a store keeps. AnyOrder leaves the choice to the store.
const (
	AnyOrder Order = iota
	SPOG
	PSOG
	POSG
	OSPG
	GSPO
)

// Orders lists the permutations that are kept.
var Orders = []Order{SPOG, PSOG, POSG, OSPG, GSPO}

var orderPositions = [...][4]Position{
	AnyOrder: {S, P, O, G},
	SPOG:     {S, P, O, G},
	PSOG:     {P, S, O, G},
	POSG:     {P, O, S, G},
	OSPG:     {O, S, P, G},
	GSPO:     {G, S, P, O},
}

var orderNames = [...]string{"any", "SPOG", "PSOG", "POSG", "OSPG", "GSPO"}

// Positions returns the positions in the order in which they are compared.
func (o Order) Positions() [4]Position { return orderPositions[o] }

// String returns the name, such as "POSG".
func (o Order) String() string { return orderNames[o] }

// Range is an inclusive range of IDs. The zero Range is no restriction.
type Range struct{ Lo, Hi ID }

// IsZero tells whether the range restricts nothing.
func (r Range) IsZero() bool { return r == Range{} }

// Contains tells whether id lies in the range.
func (r Range) Contains(id ID) bool { return r.IsZero() || (r.Lo <= id && id <= r.Hi) }

// Pattern selects quads: each position is a term, or None for any. Object, if
// not zero, restricts the object to a range (inlined values keep their order, so
// that a range of dates or numbers is a range of IDs); it is used only where O
// is None.
type Pattern struct {
	S, P, O, G ID
	Object     Range
}

// At returns the ID at a position.
func (p Pattern) At(pos Position) ID {
	switch pos {
	case S:
		return p.S
	case P:
		return p.P
	case O:
		return p.O
	default:
		return p.G
	}
}

// Matches tells whether a quad fits the pattern.
func (p Pattern) Matches(q Quad) bool {
	return (p.S == None || p.S == q[S]) && (p.P == None || p.P == q[P]) &&
		(p.O == None || p.O == q[O]) && (p.G == None || p.G == q[G]) &&
		(p.O != None || p.Object.Contains(q[O]))
}
