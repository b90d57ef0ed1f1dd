package algebra

// Form is the form of a query.
type Form uint8

// The query forms.
const (
	Select Form = iota + 1
	Ask
	Construct
	Describe
)

// Dataset is what FROM and FROM NAMED (or USING and USING NAMED, or the
// protocol's parameters) say, as canonical texts of IRIs. Nil lists both: the
// dataset that the engine has by default.
type Dataset struct {
	Default []string
	Named   []string
}

// IsZero tells whether the dataset is the engine's own.
func (d Dataset) IsZero() bool { return d.Default == nil && d.Named == nil }

// Query is a parsed query.
type Query struct {
	Form    Form
	Dataset Dataset
	// In is the pattern with all solution modifiers. For Select it yields Vars.
	In Op
	// Vars are the variables of the result in order (SELECT, and DESCRIBE with
	// its variables), blank nodes left out.
	Vars []Var
	// Template is CONSTRUCT's; its blank nodes are variables with Blank names
	// that In does not bind: a fresh blank node per solution.
	Template []Triple
	// Describe are the resources of DESCRIBE: terms and variables.
	Describe []Node
	// Prefixes are the declared prefixes, for writing results prettily.
	Prefixes []Prefix
	// Base is the base IRI in force at the end of the prologue, "" if none.
	Base string
	// Version is what a VERSION declaration says, "" if there is none.
	Version string
}

// Prefix is one declared prefix.
type Prefix struct{ Name, IRI string }

// Update is a parsed update request: its operations in order.
type Update struct {
	Ops      []UpdateOp
	Prefixes []Prefix
	// Base is the base IRI in force at the end, "" if none: IRI() in an operation
	// resolves against it.
	Base string
}

// UpdateOp is an operation of SPARQL 1.1 Update §3. The concrete types are
// pointers to the structs of this file.
type UpdateOp interface {
	updateOp()
	String() string
}

// InsertData is INSERT DATA: ground quads, blank nodes as [Var] with Blank
// names, which are fresh for each request.
type InsertData struct{ Quads []Quad }

// DeleteData is DELETE DATA: ground quads without blank nodes.
type DeleteData struct{ Quads []Quad }

// Modify is DELETE/INSERT … WHERE, and DELETE WHERE (Delete is then the pattern
// itself). Quads without a graph of their own go to With if it is set, which the
// parser has filled in already where WITH stands.
type Modify struct {
	Delete, Insert []Quad
	With           string  // canonical text of WITH's IRI, "" if none
	Using          Dataset // USING and USING NAMED
	Where          Op
}

// GraphTarget says which graphs CLEAR and DROP mean.
type GraphTarget uint8

// The targets.
const (
	TargetGraph GraphTarget = iota + 1 // the graph of the operation's Graph
	TargetDefault
	TargetNamed
	TargetAll
)

// Load is LOAD.
type Load struct {
	Source string // canonical text of the document's IRI
	Into   string // canonical text, "" means the default graph
	Silent bool
}

// Clear is CLEAR, or DROP with Drop set.
type Clear struct {
	Target GraphTarget
	Graph  string // canonical text with TargetGraph
	Silent bool
	Drop   bool
}

// Create is CREATE GRAPH.
type Create struct {
	Graph  string
	Silent bool
}

// Transfer is ADD, MOVE or COPY; "" as a graph is the default graph.
type Transfer struct {
	Kind     TransferKind
	From, To string
	Silent   bool
}

// TransferKind tells the three transfers apart.
type TransferKind uint8

// The transfers of SPARQL 1.1 Update §3.2.3 to §3.2.5.
const (
	AddGraph TransferKind = iota + 1
	MoveGraph
	CopyGraph
)

func (*InsertData) updateOp() {}
func (*DeleteData) updateOp() {}
func (*Modify) updateOp()     {}
func (*Load) updateOp()       {}
func (*Clear) updateOp()      {}
func (*Create) updateOp()     {}
func (*Transfer) updateOp()   {}
