package exec

import (
	"context"
	"errors"
	"fmt"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/plan"
)

// ServiceCaller answers SERVICE: it asks an endpoint, or an engine's own service.
type ServiceCaller interface {
	// Call asks for the solutions of a request. The request is borrowed until the
	// answer is closed.
	Call(ctx context.Context, r *ServiceRequest) (ServiceAnswer, error)
}

// ServiceRequest is one call of a service.
type ServiceRequest struct {
	// Name is the service's IRI as canonical text.
	Name string
	// Op is what is asked.
	Op algebra.Op
	// Silent: the query says that an error counts as one solution that binds
	// nothing. The engine sees to it; a caller may wish not to log the error.
	Silent bool
	// Vars and Rows are solutions that the answer will be joined with: rows of
	// canonical texts, nil where unbound. A caller may send them along so that
	// less comes back, or not.
	Vars []algebra.Var
	Rows [][][]byte
}

// ServiceAnswer streams the solutions of a service.
type ServiceAnswer interface {
	// Vars are the variables of the answer's columns; it may be called after the
	// first Next only.
	Vars() []algebra.Var
	// Next returns columns of canonical texts, nil where unbound, and the number
	// of rows, 0 at the end; borrowed until the next call.
	Next(ctx context.Context) (cols [][][]byte, n int, err error)
	// Close releases the answer; it may be called before the end.
	Close() error
}

// ErrNoService is the error of a SERVICE that nothing answers: services are off
// unless the caller of Run gives Options.Services.
var ErrNoService = errors.New("exec: SERVICE is not allowed")

// service joins its input with what services answer, batch by batch of the
// input; answers of one batch are read whole before they are joined.
type service struct {
	run  *run
	node *plan.Service
	in   operator

	batch   *Batch
	groups  []serviceGroup // input rows by service, still to be asked
	join    operator       // of the group at hand with its answer
	bySlot  map[algebra.Var]plan.Slot
	decoder decoder
}

// serviceGroup is the input rows for one service.
type serviceGroup struct {
	name graph.ID
	rows *rows
}

func newService(r *run, n *plan.Service, in operator) *service {
	return &service{run: r, node: n, in: in, batch: NewBatch(r.slots)}
}

func (s *service) next(ctx context.Context, b *Batch) error {
	for {
		if s.join != nil {
			if err := s.join.next(ctx, b); err != nil || b.Len() > 0 {
				return err
			}
			if err := s.join.close(); err != nil {
				return err
			}
			s.join = nil
		}
		if len(s.groups) == 0 {
			more, err := s.divide(ctx)
			if err != nil {
				return err
			}
			if !more {
				b.reset()
				return nil
			}
		}
		g := s.groups[0]
		s.groups = s.groups[1:]
		if err := s.ask(ctx, g); err != nil {
			return err
		}
	}
}

// divide reads a batch of the input and divides it by the services to ask.
func (s *service) divide(ctx context.Context) (bool, error) {
	if err := s.in.next(ctx, s.batch); err != nil || s.batch.Len() == 0 {
		return false, err
	}
	byName := map[graph.ID]int{}
	slots := s.node.In.Head().Slots
	for _, row := range s.batch.live() {
		name := s.node.Name.ID
		if name == graph.None && s.node.Name.Slot != plan.NoSlot {
			name = s.batch.At(s.node.Name.Slot, row)
		}
		i, ok := byName[name]
		if !ok {
			i = len(s.groups)
			byName[name] = i
			s.groups = append(s.groups, serviceGroup{name, newRows(slots, s.run.mem.reserve(serviceWhat))})
		}
		one := Batch{N: s.batch.N, Cols: s.batch.Cols, Sel: []int32{row}}
		if err := s.groups[i].rows.append(&one); err != nil {
			return false, err
		}
	}
	return true, nil
}

const serviceWhat = "the answer of a service"

// ask calls a service for a group and prepares the join with its answer. An
// error of a silent one leaves the group's rows as they are.
func (s *service) ask(ctx context.Context, g serviceGroup) error {
	left := &rowScan{rows: g.rows, slots: g.rows.slots}
	answer, err := s.call(ctx, g)
	switch {
	case err == nil:
	case s.node.Silent && ctx.Err() == nil && !isLimit(err):
		s.join = left
		return nil
	default:
		g.rows.release()
		return err
	}
	var loose []plan.Slot
	for _, slot := range answer.slots {
		for _, l := range g.rows.slots {
			if l == slot {
				loose = append(loose, slot)
			}
		}
	}
	n := &plan.Join{Header: s.node.Header, Kind: plan.Inner, Algorithm: plan.HashAlgorithm, Loose: loose}
	n.Sorted = nil
	j := &join{run: s.run, node: n, kind: plan.Inner, left: left, leftSlots: left.slots, rightSlots: answer.slots}
	right := &rowScan{rows: answer, slots: answer.slots}
	if err := j.choose(right); err != nil {
		return errors.Join(err, left.close(), right.close())
	}
	j.init()
	s.join = j
	return nil
}

func isLimit(err error) bool {
	var limit *LimitError
	return errors.As(err, &limit)
}

// call asks a service and reads its answer.
func (s *service) call(ctx context.Context, g serviceGroup) (answer *rows, err error) {
	if s.run.opts.Services == nil {
		return nil, ErrNoService
	}
	if !g.name.IsIRI() {
		return nil, fmt.Errorf("exec: a SERVICE's name is no IRI")
	}
	name, err := s.run.terms.AppendTerm(nil, g.name)
	if err != nil {
		return nil, err
	}
	request := &ServiceRequest{Name: string(name), Op: s.node.Op, Silent: s.node.Silent}
	if err := s.bindings(ctx, request, g); err != nil {
		return nil, err
	}
	a, err := s.run.opts.Services.Call(ctx, request)
	if err != nil {
		return nil, fmt.Errorf("ask service %s: %w", name, err)
	}
	answer, err = s.read(ctx, a)
	if err = errors.Join(err, a.Close()); err != nil {
		if answer != nil {
			answer.release()
		}
		return nil, fmt.Errorf("answer of service %s: %w", name, err)
	}
	return answer, nil
}

// bindings puts the group's distinct rows into the request.
func (s *service) bindings(ctx context.Context, request *ServiceRequest, g serviceGroup) error {
	b := NewBatch(s.run.slots)
	g.rows.view(b, 0, g.rows.n)
	var slots []plan.Slot
	for _, slot := range g.rows.slots {
		if name := s.varOf(slot); name != "" {
			slots, request.Vars = append(slots, slot), append(request.Vars, name)
		}
	}
	cols, err := s.decoder.decode(ctx, s.run, b, slots)
	if err != nil {
		return err
	}
	for i := range g.rows.n {
		row := make([][]byte, len(slots))
		for k := range cols {
			row[k] = cols[k][i]
		}
		request.Rows = append(request.Rows, row)
	}
	return nil
}

func (s *service) varOf(slot plan.Slot) algebra.Var { return s.run.vars[slot] }

// read collects an answer. Columns of variables that the query does not have are
// dropped.
func (s *service) read(ctx context.Context, a ServiceAnswer) (*rows, error) {
	var all *rows
	var cols []int
	b := NewBatch(s.run.slots)
	for {
		texts, n, err := a.Next(ctx)
		if err != nil {
			return all, err
		}
		if all == nil {
			all, cols = s.columns(a.Vars())
		}
		if n == 0 {
			return all, nil
		}
		for from := 0; from < n; from += BatchRows {
			b.reset()
			b.N = min(n-from, BatchRows)
			for i, slot := range all.slots {
				c := make([]graph.ID, b.N)
				for row := range c {
					if text := texts[cols[i]][from+row]; text != nil {
						if c[row], err = s.run.terms.Intern(text); err != nil {
							return all, err
						}
					}
				}
				b.Cols[slot] = c
			}
			if err := all.append(b); err != nil {
				return all, err
			}
		}
	}
}

// columns finds the slots of an answer's variables.
func (s *service) columns(vars []algebra.Var) (*rows, []int) {
	if s.bySlot == nil {
		s.bySlot = map[algebra.Var]plan.Slot{}
		for slot, v := range s.run.vars {
			if v != "" {
				s.bySlot[v] = plan.Slot(slot)
			}
		}
	}
	var slots []plan.Slot
	var cols []int
	for i, v := range vars {
		if slot, ok := s.bySlot[v]; ok {
			slots, cols = append(slots, slot), append(cols, i)
		}
	}
	return newRows(slots, s.run.mem.reserve(serviceWhat)), cols
}

func (s *service) close() error {
	for _, g := range s.groups {
		g.rows.release()
	}
	s.groups = nil
	var err error
	if s.join != nil {
		err = s.join.close()
	}
	return errors.Join(err, s.in.close())
}

// rowScan yields rows and releases them when it is closed.
type rowScan struct {
	rows  *rows
	slots []plan.Slot
	at    int
}

func (s *rowScan) next(ctx context.Context, b *Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	to := min(s.at+BatchRows, s.rows.n)
	s.rows.view(b, s.at, to)
	s.at = to
	return nil
}

func (s *rowScan) close() error {
	s.rows.release()
	return nil
}
