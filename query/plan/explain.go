package plan

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// Explained is an operator of a plan in words, with its inputs.
type Explained struct {
	// Operator names it, such as "merge join".
	Operator string `json:"operator"`
	// Detail says on what it works: a pattern, keys, conditions.
	Detail string `json:"detail,omitempty"`
	// Rows and Cost are estimates: solutions, and rows touched in all.
	Rows float64 `json:"estimatedRows"`
	Cost float64 `json:"estimatedCost"`
	// Sorted are the variables that the solutions are sorted by.
	Sorted []string `json:"sorted,omitempty"`
	// Actual is what a run did; nil without a profile, or if the operator did not
	// run.
	Actual *ExplainedActual `json:"actual,omitempty"`
	Inputs []*Explained     `json:"inputs,omitempty"`
}

// ExplainedActual is an [Actual] with fixed names.
type ExplainedActual struct {
	Rows    int64   `json:"rows"`
	Batches int64   `json:"batches"`
	Millis  float64 `json:"milliseconds"`
	Bytes   int64   `json:"bytes"`
}

// Explain describes a plan; with a profile also what its run did.
func (p *Plan) Explain(profile Profile) *Explained {
	x := &explainer{plan: p, profile: profile, labels: make([]string, len(p.Vars))}
	for i := range p.Vars {
		x.labels[i] = "?" + string(labelOf(p.Vars, Slot(i)))
	}
	return x.node(p.Root)
}

// String draws the tree, one operator a line: estimates, and what a run did.
//
//	hash join ?person                    rows≈120 cost≈3.4k
//	├─ scan POSG ?m schema:attendee ?person   rows≈2k cost≈2k
//	└─ …
func (e *Explained) String() string {
	var b strings.Builder
	e.write(&b, "", "")
	return b.String()
}

func (e *Explained) write(b *strings.Builder, first, rest string) {
	b.WriteString(first + e.Operator)
	if e.Detail != "" {
		b.WriteString(" " + e.Detail)
	}
	fmt.Fprintf(b, "  rows≈%s cost≈%s", short(e.Rows), short(e.Cost))
	if len(e.Sorted) > 0 {
		b.WriteString(" sorted " + strings.Join(e.Sorted, " "))
	}
	if a := e.Actual; a != nil {
		fmt.Fprintf(b, "  actual rows=%d time=%v", a.Rows, time.Duration(a.Millis*1e6).Round(time.Microsecond))
		if a.Bytes > 0 {
			fmt.Fprintf(b, " bytes=%s", short(float64(a.Bytes)))
		}
	}
	b.WriteByte('\n')
	for i, in := range e.Inputs {
		if i == len(e.Inputs)-1 {
			in.write(b, rest+"└─ ", rest+"   ")
		} else {
			in.write(b, rest+"├─ ", rest+"│  ")
		}
	}
}

// short writes a number in at most three digits.
func short(v float64) string {
	unit := ""
	for _, u := range []string{"k", "M", "G", "T"} {
		if v < 1000 {
			break
		}
		v, unit = v/1000, u
	}
	switch {
	case v >= 100 || v == math.Trunc(v):
		return fmt.Sprintf("%.0f%s", v, unit)
	case v >= 10:
		return fmt.Sprintf("%.1f%s", v, unit)
	}
	return fmt.Sprintf("%.2g%s", v, unit)
}

type explainer struct {
	plan    *Plan
	profile Profile
	labels  []string
}

func (x *explainer) node(n Node) *Explained {
	h := n.Head()
	e := &Explained{Rows: h.Rows, Cost: h.Cost, Sorted: x.names(h.Sorted)}
	e.Operator, e.Detail = x.describe(n)
	if a := x.profile[n]; a != nil {
		e.Actual = &ExplainedActual{a.Rows, a.Batches, float64(a.Time) / 1e6, a.Bytes}
	}
	for _, in := range n.Inputs() {
		if _, unit := in.(*Unit); unit && len(n.Inputs()) == 1 {
			continue
		}
		e.Inputs = append(e.Inputs, x.node(in))
	}
	return e
}

func (x *explainer) names(slots []Slot) []string {
	var list []string
	for _, s := range slots {
		list = append(list, x.labels[s])
	}
	return list
}

func (x *explainer) list(slots []Slot) string { return strings.Join(x.names(slots), " ") }

func (x *explainer) term(t Term) string {
	switch {
	case t.Slot != NoSlot:
		return x.labels[t.Slot]
	case t.ID == graph.None:
		return "*"
	}
	if text, ok := x.plan.Constants[t.ID]; ok {
		return text
	}
	return t.ID.String()
}

func (x *explainer) describe(n Node) (operator, detail string) {
	switch n := n.(type) {
	case *Unit:
		return "unit", ""
	case *Empty:
		return "empty", ""
	case *Scan:
		return "scan " + n.Order.String(), x.scan(n)
	case *GraphNames:
		return "graph names", x.labels[n.Slot]
	case *Values:
		return "values", fmt.Sprintf("%s (%d rows)", x.list(n.Slots), len(n.Rows))
	case *Param:
		return "param", fmt.Sprintf("%s of join %d", x.list(n.Slots), n.Scope)
	case *Join:
		return x.join(n)
	case *Leapfrog:
		return "leapfrog join", x.list(n.Vars)
	case *Path:
		return "path", x.path(n)
	case *Service:
		return "service", x.term(n.Name)
	}
	return x.modifier(n)
}

func (x *explainer) modifier(n Node) (operator, detail string) {
	switch n := n.(type) {
	case *Filter:
		return "filter", conditionText(n.Conds)
	case *Extend:
		return "extend", fmt.Sprintf("%s := %s", x.labels[n.Slot], exprText(n.Source))
	case *Union:
		if len(n.Sorted) > 0 {
			return "merge union", ""
		}
		return "union", ""
	case *Group:
		var list []string
		for _, a := range n.Aggregates {
			source := a.Source
			list = append(list, x.labels[a.Slot]+" := "+exprText(&source))
		}
		detail := strings.TrimSpace("by " + x.list(n.Keys) + " " + strings.Join(list, ", "))
		if n.Streaming {
			return "streaming group", detail
		}
		return "hash group", detail
	case *Count:
		return "count from statistics", x.labels[n.Slot]
	case *Sort:
		return x.sort(n)
	case *Distinct:
		if n.Streaming {
			return "streaming distinct", x.list(n.Slots)
		}
		return "hash distinct", x.list(n.Slots)
	case *Slice:
		if n.Limit < 0 {
			return "slice", fmt.Sprintf("offset %d", n.Offset)
		}
		return "slice", fmt.Sprintf("offset %d limit %d", n.Offset, n.Limit)
	case *Project:
		return "project", x.list(n.Slots)
	}
	return fmt.Sprintf("%T", n), ""
}

func (x *explainer) scan(n *Scan) string {
	text := x.term(n.S) + " " + x.term(n.P) + " " + x.term(n.O)
	if !n.Object.IsZero() {
		text += fmt.Sprintf(" in [%v, %v]", n.Object.Lo, n.Object.Hi)
	}
	switch n.Graphs {
	case GraphDefault:
		text += " in the default graph"
	case GraphSet:
		text += fmt.Sprintf(" in %d graphs", len(n.Set))
		if len(n.Set) == 1 {
			text = strings.TrimSuffix(text, "1 graphs") + x.term(Term{ID: n.Set[0], Slot: NoSlot})
		}
	case GraphEach:
		text += " in each graph " + x.term(n.G)
	}
	return text
}

var algorithmNames = [...]string{MergeAlgorithm: "merge", HashAlgorithm: "hash", HashLeftAlgorithm: "hash (left)",
	IndexAlgorithm: "index", ApplyAlgorithm: "apply", BindAlgorithm: "bind"}

var kindNames = [...]string{Inner: "join", Left: "left join", Semi: "semi join", Anti: "anti join",
	MinusJoin: "minus", Mark: "mark join"}

func (x *explainer) join(n *Join) (operator, detail string) {
	operator = algorithmNames[n.Algorithm] + " " + kindNames[n.Kind]
	parts := x.names(n.Keys)
	for _, s := range n.Loose {
		parts = append(parts, "("+x.labels[s]+")")
	}
	if n.Kind == Mark {
		parts = append(parts, "→ "+x.labels[n.MarkSlot])
	}
	if n.Scope != 0 {
		parts = append(parts, fmt.Sprintf("#%d", n.Scope))
	}
	if len(n.On) > 0 {
		parts = append(parts, "on "+conditionText(n.On))
	}
	return operator, strings.Join(parts, " ")
}

func (x *explainer) path(n *Path) string {
	var edges []string
	for from, list := range n.Path.Edges {
		for _, e := range list {
			step := x.term(Term{ID: e.Predicate, Slot: NoSlot})
			if e.Predicate == graph.None {
				var except []string
				for _, id := range e.Except {
					except = append(except, x.term(Term{ID: id, Slot: NoSlot}))
				}
				step = "!(" + strings.Join(except, "|") + ")"
			}
			if e.Backward {
				step = "^" + step
			}
			edges = append(edges, fmt.Sprintf("%d-%s→%d", from, step, e.To))
		}
	}
	return fmt.Sprintf("%s to %s: %s", x.term(n.S), x.term(n.O), strings.Join(edges, ", "))
}

func (x *explainer) sort(n *Sort) (operator, detail string) {
	var keys []string
	for _, k := range n.Keys {
		if k.Descending {
			keys = append(keys, "DESC("+x.labels[k.Slot]+")")
		} else {
			keys = append(keys, x.labels[k.Slot])
		}
	}
	if n.Limit >= 0 {
		return fmt.Sprintf("top %d", n.Limit), strings.Join(keys, " ")
	}
	return "sort", strings.Join(keys, " ")
}

func conditionText(conds []*Condition) string {
	var list []string
	for _, c := range conds {
		list = append(list, exprText(c.Source))
	}
	return strings.Join(list, " && ")
}

func exprText(e algebra.Expr) string { return e.String() }
