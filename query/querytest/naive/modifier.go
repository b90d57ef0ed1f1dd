package naive

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
)

// group evaluates Group with its aggregates (§18.5.1).
func (e *evaluator) group(o *algebra.Group, active []Triple) ([]Solution, error) {
	in, err := e.eval(o.In, active)
	if err != nil {
		return nil, err
	}
	var keys []string
	groups := map[string][]Solution{}
	for _, s := range in {
		k := restrict(s, o.Keys).Key()
		if groups[k] == nil {
			keys = append(keys, k)
		}
		groups[k] = append(groups[k], s)
	}
	if len(o.Keys) == 0 && len(keys) == 0 {
		keys = []string{""}
	}
	var all []Solution
	for _, k := range keys {
		result := Solution{}
		if len(groups[k]) > 0 {
			result = restrict(groups[k][0], o.Keys)
		}
		for _, a := range o.Aggregates {
			v, err := e.aggregate(a.Aggregate, groups[k], active)
			if err != nil {
				return nil, err
			}
			if v != "" {
				result[a.Var] = v
			}
		}
		all = append(all, result)
	}
	return all, nil
}

// aggregate computes one aggregate of one group by the accumulators of the
// functions, one value at a time.
func (e *evaluator) aggregate(a algebra.Aggregate, group []Solution, active []Triple) (string, error) {
	acc, err := expr.NewAccumulator(a)
	if err != nil {
		return "", err
	}
	acc.Grow(1)
	seen := map[string]bool{}
	for _, s := range group {
		if a.Arg == nil {
			if k := s.Key(); !a.Distinct || !seen[k] {
				seen[k] = true
				if err := acc.Add(context.Background(), e.context, []int32{0}, nil); err != nil {
					return "", err
				}
			}
			continue
		}
		v, err := e.value(a.Arg, s, active)
		if err != nil {
			return "", err
		}
		if a.Distinct && seen[v] {
			continue
		}
		seen[v] = true
		id := graph.None
		if v != "" {
			if id, err = e.terms.Intern([]byte(v)); err != nil {
				return "", err
			}
		}
		if err := acc.Add(context.Background(), e.context, []int32{0}, []graph.ID{id}); err != nil {
			return "", err
		}
	}
	id, err := acc.Result(e.context, 0)
	if err != nil || id == graph.None {
		return "", err
	}
	text, err := e.terms.AppendTerm(nil, id)
	return string(text), err
}

// orderBy sorts (§15.1).
func (e *evaluator) orderBy(o *algebra.OrderBy, active []Triple) ([]Solution, error) {
	in, err := e.eval(o.In, active)
	if err != nil {
		return nil, err
	}
	keys := make([][]graph.ID, len(in))
	at := make([]int, len(in))
	for i, s := range in {
		at[i] = i
		for _, c := range o.Conds {
			v, err := e.value(c.Expr, s, active)
			if err != nil {
				return nil, err
			}
			id := graph.None
			if v != "" {
				if id, err = e.terms.Intern([]byte(v)); err != nil {
					return nil, err
				}
			}
			keys[i] = append(keys[i], id)
		}
	}
	slices.SortStableFunc(at, func(a, b int) int {
		for i, c := range o.Conds {
			n, cmpErr := expr.Compare(e.context, keys[a][i], keys[b][i])
			if cmpErr != nil {
				err = cmpErr
			}
			if c.Descending {
				n = -n
			}
			if n != 0 {
				return n
			}
		}
		return 0
	})
	sorted := make([]Solution, len(in))
	for i, from := range at {
		sorted[i] = in[from]
	}
	return sorted, err
}
