package query

import (
	"context"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/sparql"
)

// Unmatched is a predicate that a query names and no statement of a dataset has.
// Near is one that statements have and of which it may be a slip, or "". Both are
// canonical texts.
type Unmatched struct{ Predicate, Near string }

// Unmatched lists the predicates of the patterns and paths of the query that no
// statement of a dataset has, each once, in the order of the algebra: the likely
// cause of an empty answer. What a SERVICE asks does not count.
func (q *Query) Unmatched(ctx context.Context, ds exec.Dataset) ([]Unmatched, error) {
	named := q.predicates()
	if len(named) == 0 {
		return nil, nil
	}
	used, err := ds.Predicates(ctx)
	if err != nil {
		return nil, err
	}
	known := make([]string, len(used))
	for i, p := range used {
		text, err := ds.AppendTerm(ctx, nil, p.Predicate)
		if err != nil {
			return nil, err
		}
		known[i] = string(text)
	}
	var out []Unmatched
	for _, p := range named {
		if !slices.Contains(known, p) {
			out = append(out, Unmatched{Predicate: p, Near: nearPredicate(p, known)})
		}
	}
	return out, nil
}

// predicates lists the constant predicates of patterns and paths as canonical texts.
func (q *Query) predicates() (list []string) {
	add := func(term string) {
		if term != "" && !slices.Contains(list, term) {
			list = append(list, term)
		}
	}
	asked := map[algebra.Op]bool{} // by a SERVICE
	everything(q.parsed.In, func(o algebra.Op) {
		switch o := o.(type) {
		case *algebra.Service:
			algebra.Walk(o.In, func(o algebra.Op) bool {
				asked[o] = true
				return true
			})
		case *algebra.BGP:
			if asked[o] {
				return
			}
			for _, t := range o.Triples {
				add(t.P.Term)
			}
		case *algebra.PathPattern:
			if !asked[o] {
				eachStep(o.Path, add)
			}
		}
	}, func(algebra.Expr) {})
	return list
}

// eachStep visits the predicates that a path goes along.
func eachStep(p algebra.Path, add func(term string)) {
	switch p := p.(type) {
	case *algebra.PathIRI:
		add(p.IRI)
	case *algebra.PathInverse:
		eachStep(p.In, add)
	case *algebra.PathSequence:
		eachStep(p.Left, add)
		eachStep(p.Right, add)
	case *algebra.PathAlternative:
		eachStep(p.Left, add)
		eachStep(p.Right, add)
	case *algebra.PathZeroOrOne:
		eachStep(p.In, add)
	case *algebra.PathZeroOrMore:
		eachStep(p.In, add)
	case *algebra.PathOneOrMore:
		eachStep(p.In, add)
	}
}

// nearPredicate returns the predicate with the same name in another namespace, or
// with a name like it in the same one.
func nearPredicate(p string, known []string) string {
	namespace, name := splitIRI(p)
	var names []string
	for _, k := range known {
		switch ns, n := splitIRI(k); {
		case n == name && n != "":
			return k
		case ns == namespace:
			names = append(names, n)
		}
	}
	if n := sparql.Near(name, names); n != "" {
		return "<" + namespace + n + ">"
	}
	return ""
}

// splitIRI cuts an IRI in angle brackets after its last "#", "/" or ":".
func splitIRI(text string) (namespace, name string) {
	iri := strings.Trim(text, "<>")
	i := strings.LastIndexAny(iri, "#/:") + 1
	return iri[:i], iri[i:]
}
