package algebra

// Op is an operator of the algebra. The concrete types are pointers to the
// structs of this file and no others.
type Op interface {
	op()
	String() string
}

// BGP is a basic graph pattern. An empty one is the unit: one empty solution.
type BGP struct{ Triples []Triple }

// PathPattern matches S and O by a property path that is not a mere IRI
// (SPARQL 1.1 §18.4).
type PathPattern struct {
	S    Node
	Path Path
	O    Node
}

// Join is the join of two multisets.
type Join struct{ Left, Right Op }

// LeftJoin is OPTIONAL; a nil Filter is true.
type LeftJoin struct {
	Left, Right Op
	Filter      Expr
}

// Filter keeps the solutions for which every expression has the effective
// boolean value true.
type Filter struct {
	Exprs []Expr
	In    Op
}

// Union is the bag union of two multisets.
type Union struct{ Left, Right Op }

// Minus is MINUS: solutions of Left with no compatible solution of Right that
// shares a variable with it.
type Minus struct{ Left, Right Op }

// Graph matches In in a named graph (Name a term), or in each of them, binding
// the variable.
type Graph struct {
	Name Node
	In   Op
}

// Extend binds Var to the value of Expr; an error leaves it unbound. It stands
// for BIND, for expressions in SELECT, GROUP BY and ORDER BY.
type Extend struct {
	In   Op
	Var  Var
	Expr Expr
}

// Values is inline data: one row per solution, len(row) == len(Vars), "" means
// UNDEF.
type Values struct {
	Vars []Var
	Rows [][]string
}

// Service asks another endpoint (SPARQL 1.1 Federated Query), or one of the
// engine's own services by its IRI.
type Service struct {
	Name   Node
	Silent bool
	In     Op
}

// Lateral evaluates Right once per solution of Left, with the variables of Left
// bound inside it. No syntax makes it; rewrites do.
type Lateral struct{ Left, Right Op }

// Group groups the solutions of In by the values of Keys and computes
// Aggregates per group. With no keys there is one group, even of an empty
// multiset, unless Aggregates is empty too. Keys that are expressions are bound
// by an Extend below, so that a key is always a variable. Non-grouped variables
// that are projected are wrapped in SAMPLE by the parser where the grammar lets
// them through.
type Group struct {
	In         Op
	Keys       []Var
	Aggregates []Aggregation
}

// Aggregation binds Var to the aggregate's value; an error leaves it unbound.
type Aggregation struct {
	Var       Var
	Aggregate Aggregate
}

// OrderBy sorts; equal solutions keep no particular order.
type OrderBy struct {
	In    Op
	Conds []Condition
}

// Condition is one sort key.
type Condition struct {
	Expr       Expr
	Descending bool
}

// Project keeps the named variables, in this order.
type Project struct {
	In   Op
	Vars []Var
}

// Distinct removes repeated solutions.
type Distinct struct{ In Op }

// Reduced may remove repeated solutions.
type Reduced struct{ In Op }

// NoLimit as the limit of a [Slice] means there is none.
const NoLimit = -1

// Slice skips Offset solutions and keeps at most Limit (NoLimit: all).
type Slice struct {
	In            Op
	Offset, Limit int64
}

func (*BGP) op()         {}
func (*PathPattern) op() {}
func (*Join) op()        {}
func (*LeftJoin) op()    {}
func (*Filter) op()      {}
func (*Union) op()       {}
func (*Minus) op()       {}
func (*Graph) op()       {}
func (*Extend) op()      {}
func (*Values) op()      {}
func (*Service) op()     {}
func (*Lateral) op()     {}
func (*Group) op()       {}
func (*OrderBy) op()     {}
func (*Project) op()     {}
func (*Distinct) op()    {}
func (*Reduced) op()     {}
func (*Slice) op()       {}
