package plan

import (
	"context"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
)

// Slot is the number of a variable in a plan; see [Plan.Vars].
type Slot int

// NoSlot is no variable.
const NoSlot Slot = -1

// Plan is a physical plan against one dataset: constants are IDs of it.
type Plan struct {
	Root Node
	// Vars names the variables by slot. Slots without a name in the query
	// (helpers of the planner) have the empty name.
	Vars []algebra.Var
	// Out are the slots of the result, in order.
	Out []Slot
	// Constants are the texts of the constants, for [Plan.Explain].
	Constants map[graph.ID]string
	// Terms is what gave the IDs of the plan's constants; an executor runs the
	// plan with the same.
	Terms Terms
}

// Node is a physical operator. The concrete types are pointers to the structs
// of this file. A node's solutions are columns of IDs, one per slot of
// Head().Slots; [graph.None] means unbound.
type Node interface {
	Head() *Header
	Inputs() []Node
}

// Header is what every operator says of its solutions.
type Header struct {
	// Slots that the operator may bind, ascending.
	Slots []Slot
	// Maybe are those of Slots that may be unbound in some solution.
	Maybe []Slot
	// Sorted: the solutions come in ascending order of the IDs of these slots,
	// compared one after another. It is a promise that joins rely on, so an
	// operator keeps it whatever its algorithm. The planner expects it of scans,
	// sorts and Params as they say, of merge joins for Keys, of index joins where
	// the left is sorted so, and of what passes rows through; of no hash join.
	Sorted []Slot
	// Distinct: no two solutions are equal.
	Distinct bool
	// Rows and Cost are the planner's estimates: solutions, and work in rows
	// touched by this operator and all below it.
	Rows, Cost float64
	// start is the part of Cost before the first solution.
	start float64
}

// Head returns the header itself.
func (h *Header) Head() *Header { return h }

// Term is a position of a scan: a constant, a variable, or neither (any term,
// not bound to anything).
type Term struct {
	ID   graph.ID // None unless a constant
	Slot Slot     // NoSlot unless a variable
}

// GraphMode says which graphs a scan reads.
type GraphMode uint8

// The modes. In all but GraphEach the graph name is not bound and a statement
// that is in several graphs counts once.
const (
	// GraphUnion is the union of all graphs, named and default.
	GraphUnion GraphMode = iota + 1
	// GraphDefault is the default graph alone (statements in no named graph).
	GraphDefault
	// GraphSet is the union of the graphs of the scan's set: FROM clauses, or
	// one constant graph.
	GraphSet
	// GraphEach is every named graph (of the set, if it is not nil), one row per
	// statement and graph; it binds G.
	GraphEach
)

// Profile tells what the operators of one run did. An operator that is missing
// did not run.
type Profile map[Node]*Actual

// Actual is what one operator did in a run.
type Actual struct {
	Rows    int64         // solutions that it yielded
	Batches int64         // calls that yielded some
	Time    time.Duration // spent in it and its inputs
	Bytes   int64         // greatest memory that it held at a time
}

// Terms gives texts their IDs. The same text has the same ID in all of a query.
type Terms interface {
	// Lookup returns the dataset's ID of a canonical text; false if no statement
	// can have it.
	Lookup(ctx context.Context, text []byte) (graph.ID, bool, error)
	// Intern returns the ID of any canonical text: the dataset's, or one of the
	// query's own (graph.TagLocal…).
	Intern(text []byte) (graph.ID, error)
}

// Unit yields one solution that binds nothing.
type Unit struct{ Header }

// Empty yields nothing.
type Empty struct{ Header }

// Scan reads one permutation. The same slot in two positions means that both
// must be the same term.
type Scan struct {
	Header
	S, P, O, G Term
	Graphs     GraphMode
	Set        []graph.ID // sorted; see GraphMode
	Order      graph.Order
	// Object restricts O, if it is a variable, to a range of IDs. The filter
	// that it comes from stays in the plan unless Exact says that the range is
	// all of it.
	Object graph.Range
}

// GraphNames yields the names of the named graphs (of Set, if not nil) that
// hold a statement, binding Slot.
type GraphNames struct {
	Header
	Slot Slot
	Set  []graph.ID
}

// Values yields given rows, in the order of Header.Slots; a None is UNDEF.
type Values struct {
	Header
	Rows [][]graph.ID
}

// JoinKind says what a join does with its right side.
type JoinKind uint8

// The kinds.
const (
	Inner JoinKind = iota + 1
	// Left keeps solutions of the left that have no partner, for which On is true.
	Left
	// Semi and Anti keep solutions of the left with and without a partner.
	Semi
	Anti
	// MinusJoin is Anti where a partner must share a bound variable (MINUS).
	MinusJoin
	// Mark keeps every solution of the left and binds MarkSlot to whether it
	// has a partner (EXISTS inside an expression).
	Mark
)

// Join joins two inputs. Header.Slots may leave out slots of the inputs that
// nothing above wants; every row is there all the same.
type Join struct {
	Header
	Kind        JoinKind
	Algorithm   Algorithm
	Left, Right Node
	// Keys are bound in every solution of both sides and compared as IDs.
	Keys []Slot
	// Loose are shared slots that may be unbound on a side: compatible if equal
	// or if one is unbound (the bound value then is the joined one's).
	Loose []Slot
	// On are conditions on the joined solution that decide whether the right
	// solution is a partner (the FILTER inside an OPTIONAL).
	On       []*Condition
	MarkSlot Slot // NoSlot but for Mark; the value is a boolean's ID
	// Scope names the join to the Params of its right side (ApplyAlgorithm,
	// BindAlgorithm); 0 for others.
	Scope int
}

// Algorithm is how a join is done.
type Algorithm uint8

// The algorithms.
const (
	// MergeAlgorithm: both inputs are sorted by Keys.
	MergeAlgorithm Algorithm = iota + 1
	// HashAlgorithm builds a table of the right input and probes with the left.
	HashAlgorithm
	// HashLeftAlgorithm builds a table of the left and probes with the right
	// (inner joins only).
	HashLeftAlgorithm
	// IndexAlgorithm looks each batch of the left up in the right, which is a
	// Scan that has an order whose leading positions are constants and Keys.
	IndexAlgorithm
	// ApplyAlgorithm evaluates the right once per distinct combination of Keys
	// of the left (a Key may be unbound here), which the right refers to by
	// [Param] (correlated EXISTS, GRAPH ?g over groups, Lateral). The right need
	// not bind the Keys; slots of both sides that are bound in both must agree,
	// whether they are listed in Keys and Loose or not.
	ApplyAlgorithm
	// BindAlgorithm collects some thousands of rows of the left, evaluates the
	// right once for all of them, with [Param] yielding the distinct combinations
	// of Keys in ascending order (compared one key after another), and joins the
	// right's solutions, which bind Keys, to the collected rows by a hash table.
	// Every kind of join can be done so.
	BindAlgorithm
)

// Param yields what the enclosing join with the same Scope passes in, binding
// Slots, which are some or all of that join's Keys: with ApplyAlgorithm one
// solution, with BindAlgorithm the distinct combinations of its Slots, sorted as
// Header.Sorted says. Slots in Maybe may be unbound.
type Param struct {
	Header
	Scope int
}

// Leapfrog joins scans variable by variable (Veldhuizen, "Leapfrog Triejoin",
// ICDT 2014). Each scan has an order that agrees with Vars after its constants.
type Leapfrog struct {
	Header
	Scans []*Scan
	Vars  []Slot
}

// Condition is a compiled boolean expression with the text to show.
type Condition struct {
	Program *expr.Program
	Source  algebra.Expr
}

// Filter keeps solutions for which all conditions are true.
type Filter struct {
	Header
	In    Node
	Conds []*Condition
}

// Extend binds Slot to the value of an expression, or leaves it unbound on an
// error.
type Extend struct {
	Header
	In      Node
	Slot    Slot
	Program *expr.Program
	Source  algebra.Expr
}

// Union concatenates, or merges where Header.Sorted says so.
type Union struct {
	Header
	In []Node
}

// Aggregate is one aggregate of a [Group].
type Aggregate struct {
	Slot   Slot
	Source algebra.Aggregate
	// Program computes the argument; nil for COUNT(*).
	Program *expr.Program
	// Arg is the argument's slot where it is a plain variable, else NoSlot.
	Arg Slot
}

// Group groups by Keys. Streaming: the input is sorted by them.
type Group struct {
	Header
	In         Node
	Keys       []Slot
	Aggregates []Aggregate
	Streaming  bool
}

// Count answers COUNT of the rows of a scan from the store's statistics, where
// that is exact: one solution that binds Slot.
type Count struct {
	Header
	Pattern graph.Pattern
	Slot    Slot
}

// SortKey is one key of a sort: ORDER BY's order (SPARQL 1.1 §15.1) of the
// values of a slot, or, with ByID, plain order of IDs.
type SortKey struct {
	Slot       Slot
	Descending bool
	ByID       bool
}

// Sort sorts; with Limit >= 0 only the first Limit solutions are wanted (top-k).
type Sort struct {
	Header
	In    Node
	Keys  []SortKey
	Limit int64
}

// Distinct drops repeated solutions; Streaming: equal ones stand together. The
// first of equal ones stays where it is: like Filter, Extend, Project and Slice it
// keeps the order of its input, which may be that of a Sort.
type Distinct struct {
	Header
	In        Node
	Streaming bool
}

// Slice skips Offset solutions, keeps at most Limit (negative: all) and then
// stops its input.
type Slice struct {
	Header
	In            Node
	Offset, Limit int64
}

// Project keeps Header.Slots only.
type Project struct {
	Header
	In Node
}

// Path searches along a property path with ?, + or * (others are rewritten to
// joins and unions); each pair of ends counts once per solution of In. Both ends constants or bound by In: it checks; one end: it
// finds the other; none: all pairs.
type Path struct {
	Header
	In     Node // solutions that may bind the ends; Unit if there are none
	S, O   Term
	Path   *Automaton
	Graphs GraphMode
	Set    []graph.ID
	G      Term // with GraphEach: the graph, one at a time; In may bind it
	// Known: both ends are variables, and a path of zero steps counts only if the
	// term is a subject or an object of the graph (SPARQL 1.1 §18.4: the path is
	// matched before the join with what In binds). Without it what In binds is
	// as good as a constant.
	Known bool
}

// Automaton is a property path as a nondeterministic finite automaton whose
// edges are steps along a predicate, forward or backward.
type Automaton struct {
	States int
	Start  int
	Accept []bool
	Edges  [][]Edge // by state
	// Empty: the path matches a term with itself (zero steps), even one that is
	// in no statement; with both ends unbound, each subject and each object of
	// the graph.
	Empty bool
}

// Edge is one step: Predicate, or any predicate but those of Except.
type Edge struct {
	To        int
	Predicate graph.ID   // None: negated set
	Except    []graph.ID // sorted
	Backward  bool
}

// Service calls another endpoint or one of the engine's own services.
type Service struct {
	Header
	In     Node // solutions whose bindings may be sent along; Unit if none
	Name   Term
	Silent bool
	Op     algebra.Op // what is asked
}

// Inputs implements [Node].
func (*Unit) Inputs() []Node       { return nil }
func (*Empty) Inputs() []Node      { return nil }
func (*Scan) Inputs() []Node       { return nil }
func (*GraphNames) Inputs() []Node { return nil }
func (*Values) Inputs() []Node     { return nil }
func (*Param) Inputs() []Node      { return nil }
func (*Count) Inputs() []Node      { return nil }
func (n *Join) Inputs() []Node     { return []Node{n.Left, n.Right} }
func (n *Leapfrog) Inputs() []Node {
	in := make([]Node, len(n.Scans))
	for i, s := range n.Scans {
		in[i] = s
	}
	return in
}
func (n *Filter) Inputs() []Node   { return []Node{n.In} }
func (n *Extend) Inputs() []Node   { return []Node{n.In} }
func (n *Union) Inputs() []Node    { return n.In }
func (n *Group) Inputs() []Node    { return []Node{n.In} }
func (n *Sort) Inputs() []Node     { return []Node{n.In} }
func (n *Distinct) Inputs() []Node { return []Node{n.In} }
func (n *Slice) Inputs() []Node    { return []Node{n.In} }
func (n *Project) Inputs() []Node  { return []Node{n.In} }
func (n *Path) Inputs() []Node     { return []Node{n.In} }
func (n *Service) Inputs() []Node  { return []Node{n.In} }
