package expr

import (
	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// Kinds of term that a function takes for an argument; with others its value is
// an error.
var (
	stringTags  = []graph.Tag{graph.TagLiteral, graph.TagString}
	numericTags = []graph.Tag{graph.TagLiteral, graph.TagInteger, graph.TagDecimal}
	timeTags    = []graph.Tag{graph.TagLiteral, graph.TagDate, graph.TagDateTime}
	sumTags     = append([]graph.Tag{graph.TagDate, graph.TagDateTime}, numericTags...)
	iriTags     = append([]graph.Tag{graph.TagIRI}, stringTags...)
	textTags    = append([]graph.Tag{graph.TagIRI}, literalTags...)
	tripleTags  = []graph.Tag{graph.TagTriple}
)

// argumentTags says for a function which kinds its arguments may have, by
// position; the last stands for all further ones.
var argumentTags = map[string][][]graph.Tag{
	"STR": {textTags}, "LANG": {literalTags}, "LANGDIR": {literalTags}, "DATATYPE": {literalTags},
	"IRI": {iriTags}, "URI": {iriTags}, "BNODE": {stringTags, numericTags},
	"STRDT": {stringTags, {graph.TagIRI}}, "STRLANG": {stringTags}, "STRLANGDIR": {stringTags},
	"STRLEN": {stringTags}, "SUBSTR": {stringTags, numericTags}, "UCASE": {stringTags}, "LCASE": {stringTags},
	"STRSTARTS": {stringTags}, "STRENDS": {stringTags}, "CONTAINS": {stringTags},
	"STRBEFORE": {stringTags}, "STRAFTER": {stringTags}, "ENCODE_FOR_URI": {stringTags}, "CONCAT": {stringTags},
	"LANGMATCHES": {stringTags}, "REGEX": {stringTags}, "REPLACE": {stringTags},
	"ABS": {numericTags}, "ROUND": {numericTags}, "CEIL": {numericTags}, "FLOOR": {numericTags},
	"YEAR": {timeTags}, "MONTH": {timeTags}, "DAY": {timeTags}, "HOURS": {timeTags}, "MINUTES": {timeTags},
	"SECONDS": {timeTags}, "TIMEZONE": {timeTags}, "TZ": {timeTags},
	"MD5": {stringTags}, "SHA1": {stringTags}, "SHA256": {stringTags}, "SHA384": {stringTags}, "SHA512": {stringTags},
	"SUBJECT": {tripleTags}, "PREDICATE": {tripleTags}, "OBJECT": {tripleTags},
}

// domain returns the IDs of v for which e can have a value; for all others it is
// an error. Nothing in it is exact.
func domain(e algebra.Expr, v algebra.Var) idSet {
	switch e := e.(type) {
	case *algebra.Unary:
		if e.Op == algebra.Not {
			return domain(e.X, v)
		}
		return argumentDomain(e.X, v, numericTags)
	case *algebra.Binary:
		switch e.Op {
		case algebra.And, algebra.Or:
			return all(false)
		case algebra.Add, algebra.Subtract, algebra.Multiply, algebra.Divide:
			return argumentDomain(e.Left, v, sumTags).intersect(argumentDomain(e.Right, v, sumTags))
		case algebra.Equal, algebra.NotEqual:
			return domain(e.Left, v).intersect(domain(e.Right, v))
		}
		return argumentDomain(e.Left, v, literalTags).intersect(argumentDomain(e.Right, v, literalTags))
	case *algebra.In:
		if len(e.List) > 0 {
			return domain(e.X, v)
		}
	case *algebra.Call:
		return callDomain(e, v)
	}
	return all(false)
}

func callDomain(e *algebra.Call, v algebra.Var) idSet {
	switch e.Name {
	case "IF":
		return domain(e.Args[0], v)
	case "COALESCE", "BOUND":
		return all(false)
	}
	accepted := argumentTags[e.Name]
	out := all(false)
	for i, arg := range e.Args {
		var want []graph.Tag
		if len(accepted) > 0 {
			want = accepted[min(i, len(accepted)-1)]
		}
		out = out.intersect(argumentDomain(arg, v, want))
	}
	return out
}

// argumentDomain is the domain of an argument that must be of the given kinds;
// nil is any kind.
func argumentDomain(e algebra.Expr, v algebra.Var, want []graph.Tag) idSet {
	if e == algebra.Expr(v) && want != nil {
		return tags(false, want...)
	}
	return domain(e, v)
}
