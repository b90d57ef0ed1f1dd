package projection_test

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/kv"
	"github.com/chancery-graph/chancery/store/projection"
)

// The model is the set of statements after each event. It is small on purpose:
// few terms make repeats, removals and returns of the same statement likely.
var (
	subjects   = []string{"<x:a>", "<x:b>", "<x:c>", "_:n", "<x:d>"}
	predicates = []string{"<x:p>", "<x:q>", "<x:r>"}
	objects    = []string{"<x:a>", `"2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>`,
		`"2026-01-03"^^<http://www.w3.org/2001/XMLSchema#date>`, `"short"`,
		`"a text that is longer than an inlined one"@en`, `"12"^^<http://www.w3.org/2001/XMLSchema#integer>`, "<x:e>"}
	graphs = []string{"", "<x:g>", "<x:h>"}
)

type statement [4]string

func (s statement) change(op graph.Op) graph.Change {
	return graph.Change{Op: op, S: []byte(s[0]), P: []byte(s[1]), O: []byte(s[2]), G: []byte(s[3])}
}

func drawStatement(t *rapid.T) statement {
	return statement{
		rapid.SampledFrom(subjects).Draw(t, "s"), rapid.SampledFrom(predicates).Draw(t, "p"),
		rapid.SampledFrom(objects).Draw(t, "o"), rapid.SampledFrom(graphs).Draw(t, "g"),
	}
}

type machine struct {
	t      *rapid.T
	ctx    context.Context
	dir    string
	opts   projection.Options
	db     *kv.DB
	p      *projection.Projection
	events [][]graph.Change
	states []map[statement]bool // after event i
}

func (m *machine) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *machine) open() {
	var err error
	m.db, err = kv.Open(m.dir, kv.Options{Create: true})
	m.must(err)
	m.p, err = projection.Open(m.ctx, m.db, m.opts)
	m.must(err)
	seq, hash := m.p.Seq()
	if seq > 0 && hash != hashOf(seq) {
		m.t.Fatalf("after open: hash of event %d is %v", seq, hash)
	}
	for i := int(seq); i < len(m.events); i++ {
		m.apply(graph.Seq(i+1), m.events[i])
	}
}

func hashOf(seq graph.Seq) (d graph.Digest) {
	d[0], d[1] = byte(seq), 1
	return d
}

func (m *machine) stage(seq graph.Seq, changes []graph.Change) *projection.Stage {
	s, err := m.p.Begin(m.ctx, seq)
	m.must(err)
	for len(changes) > 0 {
		n := min(7, len(changes))
		m.must(s.Add(m.ctx, &graph.PatchBatch{Changes: changes[:n]}))
		changes = changes[n:]
	}
	return s
}

func (m *machine) apply(seq graph.Seq, changes []graph.Change) projection.Result {
	res, err := m.stage(seq, changes).Commit(m.ctx, hashOf(seq))
	m.must(err)
	return res
}

// event appends random changes and checks the counts.
func (m *machine) event(t *rapid.T) {
	before := m.states[len(m.states)-1]
	after := map[statement]bool{}
	for s := range before {
		after[s] = true
	}
	var changes []graph.Change
	for range rapid.IntRange(0, 60).Draw(t, "changes") {
		s := drawStatement(t)
		op := graph.Add
		if rapid.IntRange(0, 2).Draw(t, "delete") == 0 {
			op = graph.Delete
		}
		changes = append(changes, s.change(op))
		if op == graph.Add {
			after[s] = true
		} else {
			delete(after, s)
		}
	}
	var want projection.Result
	for s := range after {
		if !before[s] {
			want.Added++
		}
	}
	for s := range before {
		if !after[s] {
			want.Removed++
		}
	}
	m.events = append(m.events, changes)
	m.states = append(m.states, after)
	if got := m.apply(graph.Seq(len(m.events)), changes); got != want {
		t.Fatalf("event %d changed %+v, want %+v", len(m.events), got, want)
	}
}

func (m *machine) abort(t *rapid.T) {
	s := m.stage(graph.Seq(len(m.events)+1), []graph.Change{
		drawStatement(t).change(graph.Add), statement{"<x:never>", "<x:p>", "<x:never>", ""}.change(graph.Add),
	})
	m.must(s.Abort())
	snap := m.p.Latest()
	defer snap.Close()
	if _, ok, err := snap.Lookup(m.ctx, []byte("<x:never>")); ok || err != nil {
		t.Fatalf("a term of an aborted event is known: %v %v", ok, err)
	}
}

func (m *machine) reopen(t *rapid.T) {
	if rapid.Bool().Draw(t, "clean") {
		m.must(m.p.Close(m.ctx))
	} else {
		m.must(m.p.Stop())
	}
	m.must(m.db.Close())
	m.open()
}

// check compares a random scan, its count and a diff with the model.
func (m *machine) check(t *rapid.T) {
	asOf := rapid.IntRange(0, len(m.events)).Draw(t, "as of")
	snap, err := m.p.Snapshot(graph.Seq(asOf))
	m.must(err)
	defer snap.Close()
	m.checkPredicates(t, snap, asOf)
	var bound statement
	var pat graph.Pattern
	known := true
	for pos, terms := range [][]string{subjects, predicates, objects, graphs} {
		if !rapid.Bool().Draw(t, "bound") {
			continue
		}
		bound[pos] = rapid.SampledFrom(terms).Draw(t, "term")
		if pos == 3 && bound[pos] == "" {
			bound[pos] = "default"
		}
		id, ok, err := snap.Lookup(m.ctx, []byte(strings.TrimPrefix(bound[pos], "default")))
		m.must(err)
		known = known && ok
		switch graph.Position(pos) {
		case graph.S:
			pat.S = id
		case graph.P:
			pat.P = id
		case graph.O:
			pat.O = id
		case graph.G:
			pat.G = id
		}
	}
	if !known {
		return
	}
	dates := bound[2] == "" && rapid.Bool().Draw(t, "dates")
	if dates {
		pat.Object = graph.Range{Lo: graph.MakeID(graph.TagDate, 0), Hi: graph.MakeID(graph.TagDate+1, 0) - 1}
	}
	order := rapid.SampledFrom(append([]graph.Order{graph.AnyOrder}, graph.Orders...)).Draw(t, "order")
	var want []string
	for s := range m.states[asOf] {
		ok := true
		for pos := range s {
			ok = ok && (bound[pos] == "" || bound[pos] == s[pos] || pos == 3 && bound[pos] == "default" && s[pos] == "")
		}
		if ok && (!dates || strings.Contains(s[2], "#date")) {
			want = append(want, strings.Join(s[:], " "))
		}
	}
	slices.Sort(want)
	got := scanAll(m.ctx, t, snap, graph.Scan{Pattern: pat, Order: order, Events: rapid.Bool().Draw(t, "events")})
	if !slices.Equal(got, want) {
		t.Fatalf("as of %d, pattern %v, order %v:\ngot  %q\nwant %q", asOf, bound, order, got, want)
	}
	n, err := snap.Count(m.ctx, pat)
	m.must(err)
	if n != uint64(len(want)) {
		t.Fatalf("as of %d, pattern %v: count %d, want %d", asOf, bound, n, len(want))
	}
	m.checkDiff(t, snap, asOf)
	m.checkHistory(t, snap, asOf, rapid.SampledFrom(graph.Orders).Draw(t, "history order"))
}

// checkPredicates compares the statistics with a state: rows are exact, the others
// are upper bounds.
func (m *machine) checkPredicates(t *rapid.T, snap *projection.Snapshot, asOf int) {
	type counts struct {
		rows              uint64
		subjects, objects map[string]bool
	}
	want := map[string]*counts{}
	for s := range m.states[asOf] {
		c := want[s[1]]
		if c == nil {
			c = &counts{subjects: map[string]bool{}, objects: map[string]bool{}}
			want[s[1]] = c
		}
		c.rows++
		c.subjects[s[0]], c.objects[s[2]] = true, true
	}
	got, err := snap.Predicates(m.ctx)
	m.must(err)
	if len(got) != len(want) {
		t.Fatalf("as of %d: %d predicates, want %d", asOf, len(got), len(want))
	}
	for _, s := range got {
		text, err := snap.AppendTerm(m.ctx, nil, s.Predicate)
		m.must(err)
		c := want[string(text)]
		if c == nil || s.Rows != c.rows || s.Subjects < uint64(len(c.subjects)) || s.Objects < uint64(len(c.objects)) {
			t.Fatalf("as of %d, predicate %s: got %+v, want %+v", asOf, text, s, c)
		}
	}
}

// checkHistory compares every interval of every statement with the states.
func (m *machine) checkHistory(t *rapid.T, snap *projection.Snapshot, asOf int, order graph.Order) {
	sc, err := snap.ScanHistory(m.ctx, graph.Scan{Order: order, Events: true})
	m.must(err)
	defer sc.Close()
	var got, want []string
	var b graph.Batch
	for err = sc.Next(m.ctx, &b); err == nil && b.N > 0; err = sc.Next(m.ctx, &b) {
		for i := range b.N {
			var text []string
			for pos := range b.Cols {
				term, err := snap.AppendTerm(m.ctx, nil, b.Cols[pos][i])
				m.must(err)
				text = append(text, string(term))
			}
			removed := int(b.Removed[i])
			if b.Removed[i] > graph.Seq(asOf) {
				removed = 0
			}
			got = append(got, fmt.Sprintf("%s from %d to %d", strings.Join(text, " "), b.Added[i], removed))
		}
	}
	m.must(err)
	since := map[statement]int{}
	for seq := 1; seq <= asOf; seq++ {
		for s := range m.states[seq] {
			if !m.states[seq-1][s] {
				since[s] = seq
			}
		}
		for s := range m.states[seq-1] {
			if !m.states[seq][s] {
				want = append(want, fmt.Sprintf("%s from %d to %d", strings.Join(s[:], " "), since[s], seq))
				delete(since, s)
			}
		}
	}
	for s, seq := range since {
		want = append(want, fmt.Sprintf("%s from %d to %d", strings.Join(s[:], " "), seq, 0))
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Fatalf("history as of %d:\ngot  %q\nwant %q", asOf, got, want)
	}
}

func (m *machine) checkDiff(t *rapid.T, snap *projection.Snapshot, to int) {
	from := rapid.IntRange(0, len(m.events)).Draw(t, "since")
	var want []string
	for s := range m.states[to] {
		if !m.states[from][s] {
			want = append(want, "A "+strings.Join(s[:], " "))
		}
	}
	for s := range m.states[from] {
		if !m.states[to][s] {
			want = append(want, "D "+strings.Join(s[:], " "))
		}
	}
	p, err := snap.Diff(m.ctx, graph.Seq(from))
	m.must(err)
	var got []string
	var b graph.PatchBatch
	for err = p.ReadPatch(&b); err == nil; err = p.ReadPatch(&b) {
		for _, c := range b.Changes {
			got = append(got, fmt.Sprintf("%c %s %s %s %s", c.Op, c.S, c.P, c.O, c.G))
		}
	}
	if err != io.EOF {
		t.Fatal(err)
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Fatalf("diff %d to %d:\ngot  %q\nwant %q", from, to, got, want)
	}
}

// scanAll returns the statements of a scan, sorted, after checking its order.
func scanAll(ctx context.Context, t *rapid.T, snap *projection.Snapshot, q graph.Scan) []string {
	sc, err := snap.Scan(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	defer sc.Close()
	var out []string
	var b graph.Batch
	var last [4]graph.ID
	for {
		if err := sc.Next(ctx, &b); err != nil {
			t.Fatal(err)
		}
		if b.N == 0 {
			slices.Sort(out)
			return out
		}
		for i := range b.N {
			var text [4]string
			var at [4]graph.ID
			for pos := range b.Cols {
				term, err := snap.AppendTerm(ctx, nil, b.Cols[pos][i])
				if err != nil {
					t.Fatal(err)
				}
				text[pos] = string(term)
			}
			for c, pos := range sc.Order().Positions() {
				at[c] = b.Cols[pos][i]
			}
			if slices.Compare(last[:], at[:]) >= 0 {
				t.Fatalf("%v: row %v comes after %v", sc.Order(), at, last)
			}
			last = at
			if q.Events && !(b.Added[i] > 0 && b.Added[i] <= snap.Seq() && b.Removed[i] > snap.Seq()) {
				t.Fatalf("as of %d: row is there from %d to %d", snap.Seq(), b.Added[i], b.Removed[i])
			}
			out = append(out, strings.Join(text[:], " "))
		}
	}
}

// TestModel runs random events, aborts, reopenings, checkpoints and compactions
// against a set of statements per event.
func TestModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := &machine{t: rt, ctx: context.Background(), dir: t.TempDir(), states: []map[statement]bool{{}}}
		m.opts = projection.Options{
			BufferRows: rapid.SampledFrom([]int{5, 20, 1000}).Draw(rt, "buffer rows"),
			RecentRows: rapid.SampledFrom([]int{1, 10, 40, 1000}).Draw(rt, "recent rows"),
			TempDir:    m.dir + "/tmp",
		}
		m.open()
		defer func() { m.must(m.p.Close(m.ctx)); m.must(m.db.Close()) }()
		rt.Repeat(map[string]func(*rapid.T){
			"event":      m.event,
			"event more": m.event,
			"abort":      m.abort,
			"reopen":     m.reopen,
			"checkpoint": func(*rapid.T) { m.must(m.p.Checkpoint(m.ctx)) },
			"compact":    func(*rapid.T) { m.must(m.p.Compact(m.ctx)) },
			"check":      m.check,
			"check more": m.check,
		})
		m.check(rt)
	})
}
