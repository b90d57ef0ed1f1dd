package federation

import (
	"slices"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
)

// request is the query to send: what is asked, joined with the solutions that are
// there already if these are few.
func request(r *exec.ServiceRequest, most int) string {
	visible := algebra.Visible(r.Op)
	vars := slices.DeleteFunc(slices.Clone(visible), algebra.Var.Blank)
	in := r.Op
	if values := known(r, vars, most); values != nil {
		in = &algebra.Join{Left: values, Right: in}
	}
	q := &algebra.Query{Form: algebra.Select, In: &algebra.Project{In: in, Vars: vars}, Vars: vars}
	return q.String()
}

// known are the distinct solutions to send along, nil if there is no use in it.
// Only variables that are bound in every solution, and to no blank node, which
// means nothing elsewhere, are told.
func known(r *exec.ServiceRequest, visible []algebra.Var, most int) *algebra.Values {
	if len(r.Rows) == 0 || len(r.Rows) > most {
		return nil
	}
	values := &algebra.Values{}
	var cols []int
	for i, v := range r.Vars {
		if slices.Contains(visible, v) && !slices.ContainsFunc(r.Rows, func(row [][]byte) bool { return !sendable(row[i]) }) {
			values.Vars, cols = append(values.Vars, v), append(cols, i)
		}
	}
	if len(cols) == 0 {
		return nil
	}
	seen := map[string]bool{}
	for _, row := range r.Rows {
		terms, key := make([]string, len(cols)), ""
		for k, i := range cols {
			terms[k] = string(row[i])
			key += terms[k] + "\n"
		}
		if !seen[key] {
			seen[key] = true
			values.Rows = append(values.Rows, terms)
		}
	}
	return values
}

// sendable tells whether a term means the same elsewhere.
func sendable(term []byte) bool {
	return len(term) > 0 && (term[0] == '"' || term[0] == '<' && (len(term) < 2 || term[1] != '<'))
}
