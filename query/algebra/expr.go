package algebra

// Expr is an expression. The concrete types are [Var], [Const] and pointers to
// the other structs of this file.
type Expr interface {
	expr()
	String() string
}

// Const is a term as canonical N-Triples text.
type Const struct{ Term string }

// Operator is a unary or binary operator.
type Operator uint8

// The operators. In and NotIn are [In].
const (
	Or Operator = iota + 1
	And
	Equal
	NotEqual
	Less
	Greater
	LessEqual
	GreaterEqual
	Add
	Subtract
	Multiply
	Divide
	Not    // unary !
	Plus   // unary +
	Negate // unary -
)

// Unary applies Not, Plus or Negate.
type Unary struct {
	Op Operator
	X  Expr
}

// Binary applies any other operator. Or and And follow the three-valued logic
// of SPARQL 1.1 §17.2.
type Binary struct {
	Op          Operator
	Left, Right Expr
}

// In is IN or NOT IN.
type In struct {
	X    Expr
	List []Expr
	Not  bool
}

// Call calls a built-in function by its name in capitals as the grammar writes
// it ("STRLEN", "IF", "COALESCE", "BOUND", "isIRI" is "ISIRI"), or a function
// by its IRI in canonical text ("<http://…#integer>": casts and extensions). A
// triple term with variables is the call "TRIPLE".
type Call struct {
	Name string
	Args []Expr
}

// Exists is EXISTS or NOT EXISTS. Variables of the solution at hand are
// substituted in In (SPARQL 1.1 §18.6).
type Exists struct {
	In  Op
	Not bool
}

// Aggregate is an aggregate function: COUNT, SUM, MIN, MAX, AVG, SAMPLE,
// GROUP_CONCAT, or an extension's IRI. A parser replaces it by the variable of
// a [Group], so that it is seen only in an [Aggregation].
type Aggregate struct {
	Name      string
	Distinct  bool
	Arg       Expr   // nil: COUNT(*)
	Separator string // of GROUP_CONCAT; the parser fills in the default " "
}

func (Var) expr()        {}
func (Const) expr()      {}
func (*Unary) expr()     {}
func (*Binary) expr()    {}
func (*In) expr()        {}
func (*Call) expr()      {}
func (*Exists) expr()    {}
func (*Aggregate) expr() {}
