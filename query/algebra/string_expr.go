package algebra

import "github.com/chancery-graph/chancery/graph"

// String writes the variable with its mark, or the label of a blank node.
func (v Var) String() string {
	if v.Blank() {
		return string(v)
	}
	return "?" + string(v)
}

// String writes the term.
func (c Const) String() string { return c.Term }

// String writes the operator before its operand.
func (e *Unary) String() string { return exprText(e) }

// String writes the operator between its operands, with parentheses where the
// grammar needs them.
func (e *Binary) String() string { return exprText(e) }

// String writes IN or NOT IN.
func (e *In) String() string { return exprText(e) }

// String writes the call.
func (e *Call) String() string { return exprText(e) }

// String writes EXISTS or NOT EXISTS and the group.
func (e *Exists) String() string { return exprText(e) }

// String writes the call of the aggregate.
func (e *Aggregate) String() string { return exprText(e) }

// String writes the operator's sign.
func (o Operator) String() string {
	if int(o) < len(operators) {
		return operators[o].sign
	}
	return ""
}

func exprText(e Expr) string {
	var p printer
	p.expr(e, levelOr)
	return string(p.buf)
}

// The levels of the grammar of expressions, from loose to tight.
const (
	levelOr = iota
	levelAnd
	levelRelational
	levelAdditive
	levelMultiplicative
	levelUnary
	levelPrimary
)

var operators = [...]struct {
	sign  string
	level int
}{
	Or:           {"||", levelOr},
	And:          {"&&", levelAnd},
	Equal:        {"=", levelRelational},
	NotEqual:     {"!=", levelRelational},
	Less:         {"<", levelRelational},
	Greater:      {">", levelRelational},
	LessEqual:    {"<=", levelRelational},
	GreaterEqual: {">=", levelRelational},
	Add:          {"+", levelAdditive},
	Subtract:     {"-", levelAdditive},
	Multiply:     {"*", levelMultiplicative},
	Divide:       {"/", levelMultiplicative},
	Not:          {"!", levelUnary},
	Plus:         {"+", levelUnary},
	Negate:       {"-", levelUnary},
}

func levelOf(e Expr) int {
	switch e := e.(type) {
	case *Binary:
		return operators[e.Op].level
	case *In:
		return levelRelational
	case *Unary:
		return levelUnary
	}
	return levelPrimary
}

// expr writes an expression where the grammar has one of the level or tighter.
func (p *printer) expr(e Expr, level int) {
	if levelOf(e) < level {
		p.word("(")
		p.expr(e, levelOr)
		p.text(")")
		return
	}
	switch e := e.(type) {
	case Var:
		if a := p.aggregates[e]; a != nil {
			p.aggregate(a)
			return
		}
		p.variable(e)
	case Const:
		p.word(e.Term)
	case *Unary:
		p.word(operators[e.Op].sign)
		p.expr(e.X, levelPrimary)
	case *Binary:
		left := operators[e.Op].level
		if left == levelRelational {
			left++ // a = b = c is no expression
		}
		p.expr(e.Left, left)
		p.word(operators[e.Op].sign)
		p.expr(e.Right, operators[e.Op].level+1)
	case *In:
		p.expr(e.X, levelAdditive)
		if e.Not {
			p.word("NOT")
		}
		p.word("IN (")
		p.list(e.List)
	case *Call:
		p.word(e.Name)
		p.text("(")
		p.list(p.boundArgs(e))
	case *Exists:
		if e.Not {
			p.word("NOT")
		}
		p.word("EXISTS")
		p.exists(e.In)
	case *Aggregate:
		p.aggregate(e)
	}
}

// exists writes the group of an EXISTS, in which the aggregates around it have
// no meaning.
func (p *printer) exists(o Op) {
	open, aggregates := p.open, p.aggregates
	p.aggregates = nil
	p.group(o)
	p.open, p.aggregates = open, aggregates
}

// list writes what follows an opening parenthesis, up to the closing one.
func (p *printer) list(args []Expr) {
	for i, e := range args {
		if i > 0 {
			p.text(",")
		}
		p.expr(e, levelOr)
	}
	p.text(")")
}

func (p *printer) aggregate(a *Aggregate) {
	p.word(a.Name)
	p.text("(")
	if a.Distinct {
		p.word("DISTINCT")
	}
	if a.Arg == nil {
		p.word("*")
	} else {
		aggregates := p.aggregates
		p.aggregates = nil
		p.expr(a.Arg, levelOr)
		p.aggregates = aggregates
	}
	if a.Name == "GROUP_CONCAT" {
		p.text(`; SEPARATOR = "`)
		p.buf = append(graph.AppendEscaped(p.buf, []byte(a.Separator)), '"')
	}
	p.text(")")
}

// boundArgs returns the arguments of a call. BOUND takes a variable alone: where
// that is the sample of a variable that is not grouped by, the parser puts the
// sample there again.
func (p *printer) boundArgs(e *Call) []Expr {
	if e.Name != "BOUND" || len(e.Args) != 1 {
		return e.Args
	}
	v, _ := e.Args[0].(Var)
	if a := p.aggregates[v]; a != nil && a.Name == "SAMPLE" {
		return []Expr{a.Arg}
	}
	return e.Args
}
