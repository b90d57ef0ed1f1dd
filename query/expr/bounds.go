package expr

import (
	"sort"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// Bound is a range of IDs for which a filter may be true.
type Bound struct {
	graph.Range
	// Exact: the filter is true for every ID of the range. Otherwise it is to be
	// evaluated on them.
	Exact bool
}

// Bounds returns the IDs of stored terms for which the filter e can be true, by
// the value of v alone: ascending ranges that do not meet, except where one is
// exact and the other is not. For all other IDs of a store (not those of
// query-local terms) e is false or an error, so that a scan that binds v may
// skip them. ok is false when every term may satisfy e. No ranges and ok: e is
// never true.
//
// Values of a datatype that has an inlined form may also be in the dictionary
// ("01"^^xsd:integer, numbers that are too large), so a comparison has the
// range of graph.TagLiteral beside the inlined one:
//
//	?v < 10    literals (to be evaluated), integers to 9 (exact), decimals below 10 (exact)
//
// Of times, the ones near enough to the constant that a zone can decide are in a
// range that is not exact.
func Bounds(e algebra.Expr, v algebra.Var) (bounds []Bound, ok bool) {
	set := analyse(e, v).yes
	if set.coversAll() && !AllExact(set) {
		return nil, false
	}
	if len(set) > maxBounds {
		set = set.coarse()
	}
	return set, true
}

// maxBounds is how many ranges Bounds gives before it joins those of a kind of
// term to one.
const maxBounds = 32

// coarse returns at most one range per tag, from the first ID to the last.
func (s idSet) coarse() idSet {
	var out idSet
	for tag := graph.TagBlank; tag <= graph.TagDateTime; tag++ {
		part := s.intersect(idSet{{graph.Range{Lo: graph.MakeID(tag, 0), Hi: lastOf(tag)}, true}})
		if len(part) > 0 {
			hull := graph.Range{Lo: part[0].Lo, Hi: part[len(part)-1].Hi}
			out = out.add(hull, len(part) == 1 && part[0].Exact)
		}
	}
	return out
}

// AllExact tells whether every range is exact, so that the filter need not be
// evaluated on rows that a scan of the ranges gives.
func AllExact(bounds []Bound) bool {
	for _, b := range bounds {
		if !b.Exact {
			return false
		}
	}
	return true
}

// storedTerms are all IDs that a store can hand out.
var storedTerms = graph.Range{Lo: graph.MakeID(graph.TagBlank, 0), Hi: lastOf(graph.TagDateTime)}

func lastOf(t graph.Tag) graph.ID { return graph.MakeID(t, 1<<60-1) }

// idSet is a set of stored IDs: ascending ranges that do not overlap.
type idSet []Bound

// verdict says for which IDs of one variable an expression can be true and for
// which it can be false. An ID in neither makes it an error; an exact range of
// one is not in the other.
type verdict struct{ yes, no idSet }

// anything is what is known of an expression that is not understood.
func anything(domain idSet) verdict { return verdict{domain, domain} }

// tags returns all IDs of some tags.
func tags(exact bool, list ...graph.Tag) idSet {
	var s idSet
	for _, t := range list {
		s = s.union(idSet{{graph.Range{Lo: graph.MakeID(t, 0), Hi: lastOf(t)}, exact}})
	}
	return s
}

func all(exact bool) idSet { return idSet{{storedTerms, exact}} }

// inexact returns the same IDs, none of them exact.
func (s idSet) inexact() idSet {
	var out idSet
	for _, b := range s {
		out = out.add(b.Range, false)
	}
	return out
}

// add appends a range that lies behind all others, or meets the last.
func (s idSet) add(r graph.Range, exact bool) idSet {
	if n := len(s); n > 0 && s[n-1].Exact == exact && s[n-1].Hi+1 == r.Lo {
		s[n-1].Hi = r.Hi
		return s
	}
	return append(s, Bound{r, exact})
}

// coversAll tells whether every stored ID is in the set.
func (s idSet) coversAll() bool {
	next := storedTerms.Lo
	for _, b := range s {
		if b.Lo != next {
			return false
		}
		next = b.Hi + 1
	}
	return next == storedTerms.Hi+1
}

// merge walks the pieces of both sets, cut at the ends of each other. in tells
// for each whether it is wanted and exact.
func merge(s, t idSet, in func(inS, inT, exactS, exactT bool) (wanted, exact bool)) idSet {
	var out idSet
	at := storedTerms.Lo
	for at <= storedTerms.Hi {
		end := storedTerms.Hi
		inS, exactS := s.piece(at, &end)
		inT, exactT := t.piece(at, &end)
		if wanted, exact := in(inS, inT, exactS, exactT); wanted {
			out = out.add(graph.Range{Lo: at, Hi: end}, exact)
		}
		at = end + 1
		s, t = s.after(end), t.after(end)
	}
	return out
}

// after drops the ranges that end at end or before.
func (s idSet) after(end graph.ID) idSet {
	for len(s) > 0 && s[0].Hi <= end {
		s = s[1:]
	}
	return s
}

// piece tells whether at, which no range lies before, is in s, and lowers end to
// where that changes.
func (s idSet) piece(at graph.ID, end *graph.ID) (in, exact bool) {
	switch {
	case len(s) == 0:
		return false, false
	case at < s[0].Lo:
		*end = min(*end, s[0].Lo-1)
		return false, false
	}
	*end = min(*end, s[0].Hi)
	return true, s[0].Exact
}

func (s idSet) union(t idSet) idSet {
	return merge(s, t, func(inS, inT, exactS, exactT bool) (bool, bool) {
		return inS || inT, exactS || exactT
	})
}

func (s idSet) intersect(t idSet) idSet {
	return merge(s, t, func(inS, inT, exactS, exactT bool) (bool, bool) {
		return inS && inT, exactS && exactT
	})
}

// contains tells whether an ID is in the set, and exactly so.
func (s idSet) contains(id graph.ID) (in, exact bool) {
	at := sort.Search(len(s), func(i int) bool { return s[i].Hi >= id })
	if at == len(s) || id < s[at].Lo {
		return false, false
	}
	return true, s[at].Exact
}

// analyse finds the verdict of an expression by the value of v.
func analyse(e algebra.Expr, v algebra.Var) verdict {
	switch e := e.(type) {
	case algebra.Var:
		if e == v {
			return analyseTruth()
		}
	case algebra.Const:
		return analyseConstant(e)
	case *algebra.Unary:
		if e.Op == algebra.Not {
			in := analyse(e.X, v)
			return verdict{in.no, in.yes}
		}
	case *algebra.Binary:
		return analyseBinary(e, v)
	case *algebra.In:
		return analyseIn(e, v)
	case *algebra.Call:
		return analyseCall(e, v)
	}
	return anything(domain(e, v).inexact())
}

// analyseConstant is the effective boolean value of a constant.
func analyseConstant(e algebra.Const) verdict {
	var c value
	c.setText(graph.None, []byte(e.Term), nil)
	switch c.effective() {
	case isTrue:
		return verdict{yes: all(true)}
	case isFalse:
		return verdict{no: all(true)}
	}
	return verdict{}
}

// analyseTruth is the effective boolean value of the variable itself.
func analyseTruth() verdict {
	undecided := tags(false, graph.TagLiteral, graph.TagString, graph.TagInteger, graph.TagDecimal)
	id := graph.BooleanID
	return verdict{
		yes: undecided.union(idSet{{graph.Range{Lo: id(true), Hi: id(true)}, true}}),
		no:  undecided.union(idSet{{graph.Range{Lo: id(false), Hi: id(false)}, true}}),
	}
}

func analyseBinary(e *algebra.Binary, v algebra.Var) verdict {
	switch e.Op {
	case algebra.And, algebra.Or:
		l, r := analyse(e.Left, v), analyse(e.Right, v)
		if e.Op == algebra.And {
			return verdict{l.yes.intersect(r.yes), l.no.union(r.no)}
		}
		return verdict{l.yes.union(r.yes), l.no.intersect(r.no)}
	case algebra.Equal, algebra.NotEqual, algebra.Less, algebra.Greater, algebra.LessEqual, algebra.GreaterEqual:
		if c, ok := e.Right.(algebra.Const); ok && e.Left == algebra.Expr(v) {
			return analyseComparison(e.Op, c.Term)
		}
		if c, ok := e.Left.(algebra.Const); ok && e.Right == algebra.Expr(v) {
			return analyseComparison(mirrored(e.Op), c.Term)
		}
	}
	return anything(domain(e, v).inexact())
}

// mirrored returns the operator with its operands exchanged.
func mirrored(op algebra.Operator) algebra.Operator {
	switch op {
	case algebra.Less:
		return algebra.Greater
	case algebra.Greater:
		return algebra.Less
	case algebra.LessEqual:
		return algebra.GreaterEqual
	case algebra.GreaterEqual:
		return algebra.LessEqual
	}
	return op
}

// maxListed is how many items of IN are looked at one by one.
const maxListed = 64

func analyseIn(e *algebra.In, v algebra.Var) verdict {
	if len(e.List) > maxListed {
		return analyseLongIn(e, v)
	}
	in := verdict{no: all(true)}
	for _, item := range e.List {
		next := analyseBinary(&algebra.Binary{Op: algebra.Equal, Left: e.X, Right: item}, v)
		in = verdict{in.yes.union(next.yes), in.no.intersect(next.no)}
	}
	if e.Not {
		return verdict{in.no, in.yes}
	}
	return in
}

// analyseLongIn keeps the kinds of term that are in the list.
func analyseLongIn(e *algebra.In, v algebra.Var) verdict {
	undecided := anything(domain(e, v).inexact())
	if e.X != algebra.Expr(v) {
		return undecided
	}
	var listed [graph.TagDateTime + 1]bool
	for _, item := range e.List {
		c, ok := item.(algebra.Const)
		if !ok {
			return undecided
		}
		tag := graph.TagOf([]byte(c.Term))
		listed[tag] = true
	}
	var own idSet
	for tag, is := range listed {
		switch {
		case is && graph.Tag(tag) == graph.TagLiteral:
			own = own.union(tags(false, literalTags...))
		case is:
			own = own.union(tags(false, graph.Tag(tag)))
		}
	}
	in := verdict{own, kinds(own).no.union(own)}
	if e.Not {
		return verdict{in.no, in.yes}
	}
	return in
}

// literalTags are the tags of literals.
var literalTags = []graph.Tag{graph.TagLiteral, graph.TagString, graph.TagInteger, graph.TagDecimal,
	graph.TagBoolean, graph.TagDate, graph.TagDateTime}

// analyseCall knows the tests of a variable's kind.
func analyseCall(e *algebra.Call, v algebra.Var) verdict {
	if len(e.Args) > 0 && e.Args[0] == algebra.Expr(v) {
		switch e.Name {
		case "BOUND":
			return verdict{yes: all(true)}
		case "ISIRI", "ISURI":
			return kinds(tags(true, graph.TagIRI))
		case "ISBLANK":
			return kinds(tags(true, graph.TagBlank))
		case "ISTRIPLE":
			return kinds(tags(true, graph.TagTriple))
		case "ISLITERAL":
			return kinds(tags(true, literalTags...))
		case "ISNUMERIC":
			literals := tags(false, graph.TagLiteral)
			is := kinds(tags(true, graph.TagInteger, graph.TagDecimal).union(literals))
			return verdict{is.yes, is.no.union(literals)}
		case "SAMETERM":
			if len(e.Args) == 2 {
				if c, ok := e.Args[1].(algebra.Const); ok {
					return analyseSame(c.Term)
				}
			}
		}
	}
	return anything(domain(e, v).inexact())
}

// kinds is the verdict of a test that is true of yes and false of all else.
func kinds(yes idSet) verdict {
	return verdict{yes, merge(yes, nil, func(in, _, _, _ bool) (bool, bool) { return !in, true })}
}

func analyseSame(term string) verdict {
	text := []byte(term)
	if id, ok := graph.Inline(text); ok {
		return kinds(idSet{{graph.Range{Lo: id, Hi: id}, true}})
	}
	own := tags(false, graph.TagOf(text))
	rest := kinds(own).no
	return verdict{own, rest.union(own)}
}
