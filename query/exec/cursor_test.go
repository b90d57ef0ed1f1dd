package exec_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/plan"
)

// TestDecode decodes terms of the dictionary, inlined, local and unbound ones.
func TestDecode(t *testing.T) {
	fx := load(t, `<n:2> <p:1> "a text longer than seven bytes"`, `_:x <p:1> "17"^^<http://www.w3.org/2001/XMLSchema#integer>`)
	terms := exec.NewTerms(fx.ds)
	texts := []string{
		`<n:2>`, `"a text longer than seven bytes"`, `"17"^^<http://www.w3.org/2001/XMLSchema#integer>`, `"short"`,
		`<urn:nowhere>`, `"nowhere in the data"@fr`, `_:fresh`, `_:x`, `<<( <n:2> <p:1> <n:2> )>>`,
	}
	in := &plan.Values{Header: plan.Header{Slots: []plan.Slot{0, 1}}}
	var want [][2]string
	for i, text := range texts {
		id, err := terms.Intern([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		again, err := terms.Intern([]byte(text))
		if err != nil || again != id {
			t.Fatalf("%s is %v and then %v (error %v)", text, id, again, err)
		}
		if _, stored, err := terms.Lookup(t.Context(), []byte(text)); err != nil || stored == id.IsLocal() {
			t.Errorf("%s: stored %v, but its ID is %v (error %v)", text, stored, id, err)
		}
		other := graph.None
		if i%2 == 0 {
			other = id
		}
		in.Rows = append(in.Rows, []graph.ID{id, other})
		want = append(want, [2]string{text, map[bool]string{true: text, false: ""}[i%2 == 0]})
	}
	c, err := exec.Run(t.Context(), planOf(in, 2), fx.ds, exec.Options{Terms: terms})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	b := exec.NewBatch(c.Slots())
	if err := c.Next(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	cols, err := c.Decode(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range want {
		for k := range w {
			if got := string(cols[k][i]); got != w[k] || (cols[k][i] == nil) != (w[k] == "") {
				t.Errorf("row %d, column %d: got %q, want %q", i, k, got, w[k])
			}
		}
	}
}

// TestTermsByMany interns the same texts in several goroutines.
func TestTermsByMany(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>")
	terms := exec.NewTerms(fx.ds)
	const n, goroutines = 2000, 4
	ids := make([][]graph.ID, goroutines)
	var wait sync.WaitGroup
	for g := range ids {
		wait.Go(func() {
			for i := range n {
				id, err := terms.Intern(fmt.Appendf(nil, "<urn:%d>", i))
				if err != nil {
					t.Error(err)
				}
				ids[g] = append(ids[g], id)
			}
		})
	}
	wait.Wait()
	for g := range ids {
		if !slices.Equal(ids[g], ids[0]) {
			t.Fatal("goroutines got different IDs for the same texts")
		}
	}
	for i, id := range ids[0] {
		text, err := terms.AppendTerm(nil, id)
		if want := fmt.Sprintf("<urn:%d>", i); err != nil || string(text) != want {
			t.Fatalf("%v is %s (error %v), want %s", id, text, err, want)
		}
	}
}

func TestProfile(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>", "<n:1> <p:1> <n:3>", "<n:2> <p:2> <n:1>")
	scan := &plan.Scan{
		Header: plan.Header{Slots: []plan.Slot{0, 1}}, S: plan.Term{Slot: 0}, P: plan.Term{ID: fx.preds[0], Slot: plan.NoSlot},
		O: plan.Term{Slot: 1}, G: plan.Term{Slot: plan.NoSlot}, Graphs: plan.GraphUnion, Order: graph.PSOG,
	}
	root := &plan.Distinct{Header: plan.Header{Slots: []plan.Slot{0}}, In: &plan.Project{Header: plan.Header{Slots: []plan.Slot{0}}, In: scan}}
	c, err := exec.Run(t.Context(), planOf(root, 2), fx.ds, exec.Options{Profile: true})
	if err != nil {
		t.Fatal(err)
	}
	b := exec.NewBatch(2)
	for {
		if err := c.Next(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		if b.Len() == 0 {
			break
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	p := c.Profile()
	if p[scan] == nil || p[scan].Rows != 2 || p[scan].Batches != 1 {
		t.Errorf("the scan: got %+v, want 2 rows in 1 batch", p[scan])
	}
	if p[root] == nil || p[root].Rows != 1 || p[root].Bytes == 0 || p[root].Time < p[scan].Time {
		t.Errorf("the root: got %+v, want 1 row, some bytes, and no less time than the scan's %v", p[root], p[scan].Time)
	}
}

// counting counts the scanners that are open and the rows that are read.
type counting struct {
	exec.Dataset
	open, rows int
}

type countingScanner struct {
	graph.Scanner
	of     *counting
	closed bool
}

func (d *counting) Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error) {
	sc, err := d.Dataset.Scan(ctx, q)
	d.open++
	return &countingScanner{Scanner: sc, of: d}, err
}

func (s *countingScanner) Next(ctx context.Context, b *graph.Batch) error {
	err := s.Scanner.Next(ctx, b)
	s.of.rows += b.N
	return err
}

func (s *countingScanner) Close() error {
	if !s.closed {
		s.closed = true
		s.of.open--
	}
	return s.Scanner.Close()
}

// TestLimitStopsWork reads the first row only, and closes early.
func TestLimitStopsWork(t *testing.T) {
	lines := make([]string, 20_000)
	for i := range lines {
		lines[i] = fmt.Sprintf("<n:%d> <p:1> <n:%d>", i, i*7%20_000)
	}
	fx := load(t, lines...)
	scan := func(s, o plan.Slot) *plan.Scan {
		return &plan.Scan{
			Header: plan.Header{Slots: []plan.Slot{min(s, o), max(s, o)}}, S: plan.Term{Slot: s}, O: plan.Term{Slot: o},
			P: plan.Term{ID: fx.preds[0], Slot: plan.NoSlot}, G: plan.Term{Slot: plan.NoSlot}, Graphs: plan.GraphUnion, Order: graph.PSOG,
		}
	}
	join := &plan.Join{Kind: plan.Inner, Algorithm: plan.IndexAlgorithm, Left: scan(0, 1), Right: scan(1, 2), Keys: []plan.Slot{1}}
	join.Slots = []plan.Slot{0, 1, 2}
	for _, c := range []struct {
		name string
		in   plan.Node
		most int // rows read
	}{
		{"scan", scan(0, 1), exec.BatchRows},
		{"index join", join, 3 * exec.BatchRows},
		{"filtered by a semi join", func() plan.Node {
			semi := *join
			semi.Kind, semi.Slots = plan.Semi, []plan.Slot{0, 1}
			return &semi
		}(), 3 * exec.BatchRows},
	} {
		t.Run(c.name, func(t *testing.T) {
			ds := &counting{Dataset: fx.ds}
			root := &plan.Slice{Header: *c.in.Head(), In: c.in, Offset: 2, Limit: 1}
			got, err := collect(blind{ds}, root, 3, exec.Options{})
			if err != nil || len(got) != 1 {
				t.Fatalf("got %d rows and error %v, want one row", len(got), err)
			}
			if ds.open != 0 {
				t.Errorf("%d scanners are still open", ds.open)
			}
			if ds.rows > c.most {
				t.Errorf("%d rows were read, want at most %d", ds.rows, c.most)
			}
			run, err := exec.Run(t.Context(), planOf(c.in, 3), ds, exec.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := run.Next(t.Context(), exec.NewBatch(3)); err != nil {
				t.Fatal(err)
			}
			if err := run.Close(); err != nil || ds.open != 0 {
				t.Errorf("after an early Close %d scanners are open (error %v)", ds.open, err)
			}
		})
	}
}

// answers is a service that gives fixed rows, or an error.
type answers struct {
	vars  []algebra.Var
	rows  [][]string
	err   error // of the second Next
	asked []string
	given bool
}

func (a *answers) Call(_ context.Context, r *exec.ServiceRequest) (exec.ServiceAnswer, error) {
	text := r.Name
	for _, row := range r.Rows {
		text += " " + string(slices.Concat(row...))
	}
	a.asked = append(a.asked, text)
	a.given = false
	return a, nil
}

func (a *answers) Vars() []algebra.Var { return a.vars }

func (a *answers) Next(context.Context) ([][][]byte, int, error) {
	if a.given {
		return nil, 0, a.err
	}
	a.given = true
	cols := make([][][]byte, len(a.vars))
	for i := range cols {
		for _, row := range a.rows {
			var text []byte
			if row[i] != "" {
				text = []byte(row[i])
			}
			cols[i] = append(cols[i], text)
		}
	}
	return cols, len(a.rows), nil
}

func (a *answers) Close() error { return nil }

// texts writes rows as texts, "-" for what is unbound.
func texts(t *testing.T, terms *exec.Terms, got []row) (rows []string) {
	for _, r := range got {
		cells := make([]string, len(r))
		for i, id := range r {
			if cells[i] = "-"; id != graph.None {
				text, err := terms.AppendTerm(nil, id)
				if err != nil {
					t.Fatal(err)
				}
				cells[i] = string(text)
			}
		}
		rows = append(rows, strings.Join(cells, " "))
	}
	return rows
}

func TestService(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>")
	node := func(text string) graph.ID {
		id, ok, err := fx.ds.Lookup(t.Context(), []byte(text))
		if err != nil || !ok {
			t.Fatalf("no %s", text)
		}
		return id
	}
	one, two := node("<n:1>"), node("<n:2>")
	in := &plan.Values{Header: plan.Header{Slots: []plan.Slot{0}, Maybe: []plan.Slot{0}}, Rows: [][]graph.ID{{one}, {two}, {graph.None}}}
	broken := errors.New("the line is dead")
	for _, c := range []struct {
		name   string
		silent bool
		caller *answers
		want   string
		err    error
	}{
		{"joined", false, &answers{vars: []algebra.Var{"v0", "other", "v1"}, rows: [][]string{{"<n:1>", "<x:>", "<x:1>"}, {"", "<x:>", "<x:2>"}}},
			"<n:1> <x:1>, <n:1> <x:1>, <n:1> <x:2>, <n:2> <x:2>, - <x:2>", nil},
		{"no answer", false, &answers{vars: []algebra.Var{"v0"}}, "", nil},
		{"broken", false, &answers{vars: []algebra.Var{"v1"}, rows: [][]string{{"<x:1>"}}, err: broken}, "", broken},
		{"broken, silent", true, &answers{vars: []algebra.Var{"v1"}, rows: [][]string{{"<x:1>"}}, err: broken}, "<n:1> -, <n:2> -, - -", nil},
		{"not allowed", false, nil, "", exec.ErrNoService},
		{"not allowed, silent", true, nil, "<n:1> -, <n:2> -, - -", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &plan.Service{Header: plan.Header{Slots: []plan.Slot{0, 1}, Maybe: []plan.Slot{0, 1}}, In: in, Silent: c.silent, Op: &algebra.BGP{}}
			s.Name = plan.Term{ID: one, Slot: plan.NoSlot}
			o := exec.Options{Terms: exec.NewTerms(fx.ds)}
			if c.caller != nil {
				o.Services = c.caller
			}
			got, err := collect(fx.ds, s, 2, o)
			if !errors.Is(err, c.err) {
				t.Fatalf("got error %v, want %v", err, c.err)
			}
			rows := texts(t, o.Terms, got)
			slices.Sort(rows)
			want := strings.Split(c.want, ", ")
			if c.want == "" {
				want = nil
			}
			slices.Sort(want)
			if !slices.Equal(rows, want) {
				t.Errorf("got %q, want %q", rows, want)
			}
			if c.caller != nil && !slices.Equal(c.caller.asked, []string{"<n:1> <n:1> <n:2> "}) {
				t.Errorf("the service was asked %q", c.caller.asked)
			}
		})
	}
}
