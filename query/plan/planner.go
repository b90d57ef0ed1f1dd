package plan

import (
	"context"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
)

// Stats is what the planner asks of a dataset.
type Stats interface {
	// Count is the exact number of statements that match.
	Count(ctx context.Context, p graph.Pattern) (uint64, error)
	// Predicates lists the predicates in use, ascending by ID.
	Predicates(ctx context.Context) ([]graph.PredicateStats, error)
}

// Pass is a set of optimisations.
type Pass uint

// The optimisations. None of them changes an answer.
const (
	// PushFilters moves filters to where their variables are bound, turns
	// equality with a term into inline data, and folds constants.
	PushFilters Pass = 1 << iota
	// OrderJoins chooses the order of joins by cost; without it they are done in
	// the order of the text.
	OrderJoins
	// MergeJoins, IndexJoins, Leapfrogs and BindJoins allow these algorithms; a
	// hash join is always possible.
	MergeJoins
	IndexJoins
	Leapfrogs
	BindJoins
	// Ranges turns comparisons with constants into ranges of scans.
	Ranges
	// Shortcuts are COUNT from statistics, top-k, streaming groups, and DISTINCT
	// left out where solutions are distinct anyway.
	Shortcuts
	// PruneColumns leaves out columns that nothing reads.
	PruneColumns
	// SemiJoins does EXISTS by semi and anti joins where that is the same as
	// substitution.
	SemiJoins
	// EarlyDistinct drops repeated solutions between joins where DISTINCT, EXISTS
	// or MINUS above makes them one anyway.
	EarlyDistinct

	// AllPasses is every optimisation.
	AllPasses Pass = 1<<iota - 1
)

// Options of Make; the zero value works.
type Options struct {
	// DefaultGraphOnly makes the default graph the statements in no named graph;
	// else it is the union of all graphs.
	DefaultGraphOnly bool
	// DefaultGraph is the graph, as canonical text, that is the default graph where
	// the query says nothing of its dataset (WITH of an update); "" means as
	// DefaultGraphOnly says.
	DefaultGraph string
	// Functions are extension functions; see [expr.Options].
	Functions map[string]expr.Function
	// ServiceNeeds, if not nil, tells which variables the query must have bound
	// when it asks a service, given by its canonical text and what it is asked.
	ServiceNeeds func(name string, op algebra.Op) []algebra.Var
	// Without are optimisations that are left out, for tests.
	Without Pass
	// Chaos, if not 0, replaces costs by pseudo-random ones, so that tests see every
	// kind of plan.
	Chaos uint64
}

// Make plans a query (its pattern and modifiers; what CONSTRUCT and DESCRIBE do
// with solutions is the caller's) for the dataset that stats and terms belong
// to. The plan does not depend on the order in which the text has its patterns.
// Errors are those of stats and terms, of ctx, and of functions that do not exist
// (they wrap [expr.ErrUnknownFunction]).
func Make(ctx context.Context, q *algebra.Query, stats Stats, terms Terms, o Options) (*Plan, error) {
	p := &planner{ctx: ctx, stats: stats, terms: terms, o: o, passes: AllPasses &^ o.Without,
		byLabel: map[algebra.Var]Slot{}, counts: map[graph.Pattern]float64{},
		constants: map[graph.ID]string{}, part: 1}
	if err := p.readStats(); err != nil {
		return nil, err
	}
	top := &scope{names: map[algebra.Var]Slot{}}
	for _, v := range variables(q) {
		top.names[v] = p.newSlot(v)
	}
	root := p.pattern(q.In, env{scope: top, graph: p.defaultGraph(q.Dataset), dataset: q.Dataset, top: true})
	out := p.outSlots(q, top)
	if p.err == nil {
		root = p.rewrite(root, setOf(out...))
	}
	plan := &Plan{Vars: p.vars, Out: out, Constants: p.constants, Terms: terms}
	if p.err == nil {
		plan.Root = p.best(root)
	}
	if p.err != nil {
		return nil, p.err
	}
	p.trim(plan.Root, setOf(out...))
	plan.Vars = p.vars
	return plan, nil
}

// planner is the state of one call of Make.
type planner struct {
	ctx    context.Context
	stats  Stats
	terms  Terms
	o      Options
	passes Pass
	err    error // the first; what is built after it is not used

	vars    []algebra.Var // name by slot
	labels  []algebra.Var // unique name by slot, which expressions use
	byLabel map[algebra.Var]Slot
	scopes  int
	chaos   uint64

	constants map[graph.ID]string

	predicates []graph.PredicateStats
	total      float64
	subjects   float64 // an upper bound of distinct ones
	counts     map[graph.Pattern]float64
	estimates  map[op]*estimate
	// part is the part of the solutions that is wanted (a LIMIT), as a fraction.
	part float64
	// binding is how deep bind joins nest at this place.
	binding int
}

// jitter is the cost itself, or under Chaos a random one; a service that is asked
// with nothing, which may be an error, stays what it is.
func (p *planner) jitter(cost float64) float64 {
	if p.o.Chaos == 0 || cost >= costService*costUnbound {
		return cost
	}
	// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
	p.chaos += 0x9E3779B97F4A7C15
	z := p.chaos + p.o.Chaos
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return float64((z^z>>31)%1000) + 1
}

func (p *planner) has(pass Pass) bool { return p.passes&pass != 0 }

// fail keeps the first error.
func (p *planner) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

// newSlot makes a slot for a variable of the query, or with "" for one of the
// planner's own.
func (p *planner) newSlot(name algebra.Var) Slot {
	s := Slot(len(p.vars))
	p.vars = append(p.vars, name)
	label := labelOf(p.vars, s)
	p.labels = append(p.labels, label)
	p.byLabel[label] = s
	return s
}

func (p *planner) newScope() int {
	p.scopes++
	return p.scopes
}

// labelOf names a slot in a way that is unique in a plan: the variable's name,
// with a number for the second and later slots of that name (variables that one
// subquery hides from another). No name of a variable has a dot.
func labelOf(vars []algebra.Var, s Slot) algebra.Var {
	n := 1
	for _, v := range vars[:s] {
		if v == vars[s] {
			n++
		}
	}
	switch {
	case vars[s] == "":
		return algebra.Var(fmt.Sprintf(".%d", n))
	case n == 1:
		return vars[s]
	}
	return algebra.Var(fmt.Sprintf("%s.%d", string(vars[s]), n))
}

// outSlots are the slots of the result.
func (p *planner) outSlots(q *algebra.Query, top *scope) []Slot {
	var out []Slot
	add := func(v algebra.Var) {
		if v == "" {
			return
		}
		if s := p.slot(top, v); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	switch q.Form {
	case algebra.Select:
		for _, v := range q.Vars {
			out = append(out, p.slot(top, v))
		}
	case algebra.Construct:
		for _, t := range q.Template {
			eachVar(t, add)
		}
	case algebra.Describe:
		for _, n := range q.Describe {
			add(n.Var)
		}
	}
	return out
}

// lookup gives the ID of a constant of a pattern; ok is false when no statement
// has it.
func (p *planner) lookup(text string) (graph.ID, bool) {
	id, ok, err := p.terms.Lookup(p.ctx, []byte(text))
	if err != nil {
		p.fail(fmt.Errorf("look up %s: %w", text, err))
	}
	if ok {
		p.constants[id] = text
	}
	return id, ok
}

// intern gives the ID of a constant that the data need not have.
func (p *planner) intern(text string) graph.ID {
	id, err := p.terms.Intern([]byte(text))
	if err != nil {
		p.fail(fmt.Errorf("look up %s: %w", text, err))
	}
	p.constants[id] = text
	return id
}

// scope says which slots names stand for at a place of the query.
type scope struct {
	names map[algebra.Var]Slot
	// solution is the slot that numbers the solutions of the latest operator with
	// a BNODE call; see planner.numbered.
	solution Slot
	numbered bool
}

// slot returns the slot of a name, a new one if the scope does not know it.
func (p *planner) slot(s *scope, v algebra.Var) Slot {
	slot, ok := s.names[v]
	if !ok {
		slot = p.newSlot(v)
		s.names[v] = slot
	}
	return slot
}

// inner makes a scope in which only the given names mean what they mean in s.
func (p *planner) inner(s *scope, names []algebra.Var) *scope {
	n := &scope{names: make(map[algebra.Var]Slot, len(names))}
	for _, v := range names {
		n.names[v] = p.slot(s, v)
	}
	return n
}

// env is what the translation of a pattern depends on.
type env struct {
	scope   *scope
	graph   activeGraph
	dataset algebra.Dataset
	// top: nothing is outside, so that no name needs hiding.
	top bool
	// params are the slots whose values an enclosing EXISTS substitutes.
	params slotSet
}

// defaultGraph is the active graph at the top.
func (p *planner) defaultGraph(d algebra.Dataset) activeGraph {
	if d.IsZero() {
		if p.o.DefaultGraph != "" {
			set := p.graphSet([]string{p.o.DefaultGraph})
			return activeGraph{mode: GraphSet, set: set, slot: NoSlot, none: len(set) == 0}
		}
		if p.o.DefaultGraphOnly {
			return activeGraph{mode: GraphDefault, slot: NoSlot}
		}
		return activeGraph{mode: GraphUnion, slot: NoSlot}
	}
	set := p.graphSet(d.Default)
	return activeGraph{mode: GraphSet, set: set, slot: NoSlot, none: len(set) == 0}
}

// graphSet gives the IDs of the graphs that hold a statement, sorted.
func (p *planner) graphSet(names []string) []graph.ID {
	set := []graph.ID{}
	for _, name := range names {
		if id, ok := p.lookup(name); ok {
			set = append(set, id)
		}
	}
	slices.Sort(set)
	return slices.Compact(set)
}
