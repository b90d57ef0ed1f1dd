package naive

import (
	"slices"

	"github.com/chancery-graph/chancery/query/algebra"
)

// path evaluates a property path pattern (§18.4) in the active graph.
func (e *evaluator) path(o *algebra.PathPattern, active []Triple) ([]Solution, error) {
	// Terms that the pattern names match themselves by paths of no steps, whether
	// the graph has them or not.
	nodes := nodesOf(active)
	for _, n := range []algebra.Node{o.S, o.O} {
		if n.Term != "" && !slices.Contains(nodes, n.Term) {
			nodes = append(nodes, n.Term)
		}
	}
	var all []Solution
	for _, pair := range pathPairs(o.Path, active, nodes) {
		s := Solution{}
		if bind(s, o.S, pair[0]) && bind(s, o.O, pair[1]) {
			all = append(all, s)
		}
	}
	return all, nil
}

// nodesOf lists the subjects and objects of a graph.
func nodesOf(active []Triple) (nodes []string) {
	seen := map[string]bool{}
	for _, t := range active {
		for _, term := range []string{t[0], t[2]} {
			if !seen[term] {
				seen[term] = true
				nodes = append(nodes, term)
			}
		}
	}
	return nodes
}

// pathPairs lists the ends of a path, as often as §18.4 counts them.
func pathPairs(p algebra.Path, active []Triple, nodes []string) (pairs [][2]string) {
	switch p := p.(type) {
	case *algebra.PathIRI:
		return steps(active, func(predicate string) bool { return predicate == p.IRI }, false)
	case *algebra.PathInverse:
		for _, pair := range pathPairs(p.In, active, nodes) {
			pairs = append(pairs, [2]string{pair[1], pair[0]})
		}
	case *algebra.PathSequence:
		right := pathPairs(p.Right, active, nodes)
		for _, l := range pathPairs(p.Left, active, nodes) {
			for _, r := range right {
				if l[1] == r[0] {
					pairs = append(pairs, [2]string{l[0], r[1]})
				}
			}
		}
	case *algebra.PathAlternative:
		return append(pathPairs(p.Left, active, nodes), pathPairs(p.Right, active, nodes)...)
	case *algebra.PathZeroOrOne:
		return distinctPairs(append(pathPairs(p.In, active, nodes), selfPairs(nodes)...))
	case *algebra.PathZeroOrMore:
		return distinctPairs(append(closure(pathPairs(p.In, active, nodes)), selfPairs(nodes)...))
	case *algebra.PathOneOrMore:
		return closure(pathPairs(p.In, active, nodes))
	case *algebra.PathNegated:
		if p.Forward != nil {
			pairs = steps(active, func(predicate string) bool { return !slices.Contains(p.Forward, predicate) }, false)
		}
		if p.Backward != nil {
			pairs = append(pairs, steps(active, func(predicate string) bool { return !slices.Contains(p.Backward, predicate) }, true)...)
		}
	}
	return pairs
}

func steps(active []Triple, wanted func(string) bool, backward bool) (pairs [][2]string) {
	for _, t := range active {
		if !wanted(t[1]) {
			continue
		}
		if backward {
			pairs = append(pairs, [2]string{t[2], t[0]})
		} else {
			pairs = append(pairs, [2]string{t[0], t[2]})
		}
	}
	return pairs
}

func selfPairs(nodes []string) (pairs [][2]string) {
	for _, n := range nodes {
		pairs = append(pairs, [2]string{n, n})
	}
	return pairs
}

func distinctPairs(pairs [][2]string) (kept [][2]string) {
	seen := map[[2]string]bool{}
	for _, p := range pairs {
		if !seen[p] {
			seen[p] = true
			kept = append(kept, p)
		}
	}
	return kept
}

// closure is the transitive closure.
func closure(pairs [][2]string) [][2]string {
	all := distinctPairs(pairs)
	for {
		more := all
		for _, l := range all {
			for _, r := range pairs {
				if l[1] == r[0] {
					more = append(more, [2]string{l[0], r[1]})
				}
			}
		}
		more = distinctPairs(more)
		if len(more) == len(all) {
			return all
		}
		all = more
	}
}
