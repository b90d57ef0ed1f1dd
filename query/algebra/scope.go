package algebra

// Visible returns the variables that are in scope in an operator (SPARQL 1.1
// §18.2.1), those of blank nodes among them, in the order in which the text
// names them first.
func Visible(o Op) []Var {
	var s Scope
	s.Add(o)
	return s.Vars
}

// Scope is a growing set of variables. The zero Scope is empty and fit for use.
type Scope struct {
	// Vars are the variables in the order in which they were added.
	Vars []Var
	set  map[Var]struct{} // once there are many
}

// scanVars is up to how many variables a scan is quicker than a map.
const scanVars = 8

// Has tells whether the variable is in the set.
func (s *Scope) Has(v Var) bool {
	if s.set != nil {
		_, ok := s.set[v]
		return ok
	}
	for _, w := range s.Vars {
		if v == w {
			return true
		}
	}
	return false
}

// AddVar adds one variable and tells whether it is new.
func (s *Scope) AddVar(v Var) bool {
	if s.Has(v) {
		return false
	}
	s.Vars = append(s.Vars, v)
	switch {
	case s.set != nil:
		s.set[v] = struct{}{}
	case len(s.Vars) > scanVars:
		s.set = make(map[Var]struct{}, 4*scanVars)
		for _, w := range s.Vars {
			s.set[w] = struct{}{}
		}
	}
	return true
}

// AddNode adds the variables of a place in a pattern.
func (s *Scope) AddNode(n Node) {
	switch {
	case n.Var != "":
		s.AddVar(n.Var)
	case n.Triple != nil:
		s.AddTriple(*n.Triple)
	}
}

// AddTriple adds the variables of a triple pattern.
func (s *Scope) AddTriple(t Triple) {
	s.AddNode(t.S)
	s.AddNode(t.P)
	s.AddNode(t.O)
}

func (s *Scope) addVars(vars []Var) {
	for _, v := range vars {
		s.AddVar(v)
	}
}

// Add adds the variables that are in scope in an operator.
func (s *Scope) Add(o Op) {
	switch o := o.(type) {
	case *BGP:
		for _, t := range o.Triples {
			s.AddTriple(t)
		}
	case *PathPattern:
		s.AddNode(o.S)
		s.AddNode(o.O)
	case *Minus:
		s.Add(o.Left) // nothing of the right side gets out
	case *Graph:
		s.AddNode(o.Name)
		s.Add(o.In)
	case *Service:
		s.AddNode(o.Name)
		s.Add(o.In)
	case *Extend:
		s.Add(o.In)
		s.AddVar(o.Var)
	case *Values:
		s.addVars(o.Vars)
	case *Group:
		s.addVars(o.Keys)
		for _, a := range o.Aggregates {
			s.AddVar(a.Var)
		}
	case *Project:
		s.addVars(o.Vars)
	default:
		for _, c := range Children(o) {
			s.Add(c)
		}
	}
}

// Mentioned returns the variables that an expression reads, in the order of the
// text: those of aggregates' arguments, and those that an EXISTS inside it has
// anywhere in its pattern, because a solution's values are substituted there.
func Mentioned(e Expr) []Var {
	var s Scope
	s.mention(e)
	return s.Vars
}

func (s *Scope) mention(e Expr) {
	WalkExpr(e, func(e Expr) bool {
		switch e := e.(type) {
		case Var:
			s.AddVar(e)
		case *Exists:
			s.mentionOp(e.In)
		}
		return true
	})
}

// mentionOp adds every variable of a pattern.
func (s *Scope) mentionOp(o Op) {
	Walk(o, func(o Op) bool {
		switch o := o.(type) {
		case *BGP, *PathPattern, *Values, *Project:
			s.Add(o)
		case *Graph:
			s.AddNode(o.Name)
		case *Service:
			s.AddNode(o.Name)
		case *Extend:
			s.AddVar(o.Var)
		case *Group:
			s.addVars(o.Keys)
		}
		for _, e := range Exprs(o) {
			s.mention(e)
		}
		return true
	})
}
