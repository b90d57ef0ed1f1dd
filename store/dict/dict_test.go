package dict_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/zeebo/xxh3"
	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/dict"
)

// term returns text n of a fixed sequence with every kind of term and texts
// that differ little.
func term(n int) string {
	switch n % 7 {
	case 0:
		return fmt.Sprintf("_:b%d", n)
	case 1:
		return fmt.Sprintf("\"dépêche %d\"@fr", n)
	case 2:
		return fmt.Sprintf("<<( <http://a.example/%d> <http://a.example/p> _:x )>>", n)
	case 3:
		return fmt.Sprintf("\"%s%d\"", strings.Repeat("long ", n%300), n)
	default:
		return fmt.Sprintf("<http://chancery.example/actor/%d>", n)
	}
}

// model is what a dictionary has to agree with.
type model struct {
	texts []string
	ids   map[string]uint64
}

func (m *model) assign(text string) uint64 {
	n, ok := m.ids[text]
	if !ok {
		n = uint64(len(m.texts))
		m.ids[text] = n
		m.texts = append(m.texts, text)
	}
	return n
}

func (m *model) rollback(mark int) {
	for _, t := range m.texts[mark:] {
		delete(m.ids, t)
	}
	m.texts = m.texts[:mark]
}

// machine runs random operations on a dictionary and the model.
type machine struct {
	storage   *memStorage
	opts      dict.Options
	d         *dict.Dict
	m         model
	published int
	nextRun   uint64
	views     []heldView
}

type heldView struct {
	v *dict.View
	n int
}

func (k *machine) assign(t *rapid.T) {
	from := rapid.IntRange(0, 400).Draw(t, "from")
	to := from + rapid.IntRange(1, 60).Draw(t, "count")
	for n := from; n < to; n++ {
		id, err := k.d.Assign([]byte(term(n)))
		if err != nil {
			t.Fatal(err)
		}
		want := graph.MakeID(graph.TagOf([]byte(term(n))), k.m.assign(term(n)))
		if id != want {
			t.Fatalf("assign %s: got %v, want %v", term(n), id, want)
		}
	}
}

func (k *machine) lookup(t *rapid.T) {
	text := term(rapid.IntRange(0, 460).Draw(t, "term"))
	n, want := k.m.ids[text]
	id, ok, err := k.d.Lookup([]byte(text))
	if err != nil || ok != want || (ok && id.Payload() != n) {
		t.Fatalf("lookup %s: got %v, %v, %v, want %d, %v", text, id, ok, err, n, want)
	}
}

func (k *machine) publish(t *rapid.T) {
	k.d.Publish()
	k.published = len(k.m.texts)
}

func (k *machine) rollback(t *rapid.T) {
	mark := rapid.IntRange(k.published, len(k.m.texts)).Draw(t, "mark")
	if err := k.d.Rollback(uint64(mark)); err != nil {
		t.Fatal(err)
	}
	k.m.rollback(mark)
	if got := k.d.Mark(); got != uint64(mark) {
		t.Fatalf("mark after a rollback: got %d, want %d", got, mark)
	}
}

func (k *machine) flush(t *rapid.T) {
	k.nextRun++
	if rapid.IntRange(0, 9).Draw(t, "fail") == 0 && k.d.InMemory() > 0 {
		full := errors.New("disk is full")
		k.storage.fail = full
		if _, err := k.d.Flush(k.nextRun); !errors.Is(err, full) {
			t.Fatalf("flush to a failing storage: error is %v, want %v", err, full)
		}
		k.nextRun++
	}
	if _, err := k.d.Flush(k.nextRun); err != nil {
		t.Fatal(err)
	}
}

func (k *machine) merge(t *rapid.T) {
	runs := k.d.Runs()
	if len(runs) < 2 {
		return
	}
	from := rapid.IntRange(0, len(runs)-2).Draw(t, "from")
	to := rapid.IntRange(from+1, len(runs)).Draw(t, "to")
	k.nextRun++
	merged, err := k.d.Merger(from, to).Merge(k.nextRun)
	if err != nil {
		t.Fatal(err)
	}
	if err := k.d.Replace(merged); err != nil {
		t.Fatal(err)
	}
	if len(k.views) == 0 {
		k.storage.remove(dict.Obsolete(runs, k.d.Runs()))
	}
}

// reopen closes the dictionary with everything flushed and opens it from the
// marshalled descriptions. What nothing refers to is deleted.
func (k *machine) reopen(t *rapid.T) {
	k.flush(t)
	k.publish(t)
	runs := k.d.Runs()
	for i := range runs {
		b, err := runs[i].MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var back dict.Description
		if err := back.UnmarshalBinary(b); err != nil {
			t.Fatal(err)
		}
		runs[i] = back
	}
	var all []dict.Description
	if err := k.d.Close(); err != nil {
		t.Fatal(err)
	}
	k.views = nil
	for id := range k.nextRun + 1 {
		all = append(all, dict.Description{ID: id, Segments: []dict.Segment{{ID: id << 16}, {ID: id<<16 | 1}}})
	}
	k.storage.remove(dict.Obsolete(all, runs))
	var err error
	if k.d, err = dict.Open(k.storage, runs, k.opts); err != nil {
		t.Fatal(err)
	}
}

func (k *machine) hold(t *rapid.T) {
	k.views = append(k.views, heldView{k.d.View(), k.published})
	if len(k.views) > 3 {
		k.views = k.views[1:]
	}
}

// check compares every view with the model.
func (k *machine) check(t *rapid.T) {
	for _, h := range append(k.views, heldView{k.d.View(), k.published}) {
		compareView(t, h, &k.m, rapid.IntRange(1, 9).Draw(t, "step"))
	}
}

func compareView(t *rapid.T, h heldView, m *model, step int) {
	if h.v.Len() != uint64(h.n) {
		t.Fatalf("view has %d terms, want %d", h.v.Len(), h.n)
	}
	r := h.v.NewReader()
	for n := 0; n < len(m.texts); n += step {
		text := []byte(m.texts[n])
		id := graph.MakeID(graph.TagOf(text), uint64(n))
		got, ok, err := h.v.Lookup(text)
		if err != nil || ok != (n < h.n) || (ok && got != id) {
			t.Fatalf("view of %d: lookup %s: got %v, %v, %v, want %v", h.n, text, got, ok, err, id)
		}
		a, errA := h.v.AppendTerm([]byte("x"), id)
		b, errB := r.AppendTerm([]byte("x"), id)
		if n >= h.n {
			if !errors.Is(errA, dict.ErrNotFound) || !errors.Is(errB, dict.ErrNotFound) {
				t.Fatalf("view of %d: term %d: errors are %v, %v, want ErrNotFound", h.n, n, errA, errB)
			}
			continue
		}
		if errA != nil || errB != nil || string(a) != "x"+string(text) || !bytes.Equal(a, b) {
			t.Fatalf("view of %d: term %d: got %q, %v and %q, %v, want %q", h.n, n, a, errA, b, errB, text)
		}
		other := graph.MakeID(graph.TagOf(text)%4+1, uint64(n))
		if _, err := r.Term(other); !errors.Is(err, dict.ErrNotFound) {
			t.Fatalf("term %d with tag %d: error is %v, want ErrNotFound", n, other.Tag(), err)
		}
	}
	for n := 400; n < 470; n++ { // mostly unknown
		if _, ok, err := h.v.Lookup([]byte(term(n))); err != nil || ok != (m.has(term(n), h.n)) {
			t.Fatalf("view of %d: lookup %s: got %v, %v", h.n, term(n), ok, err)
		}
	}
}

func (m *model) has(text string, limit int) bool {
	n, ok := m.ids[text]
	return ok && n < uint64(limit)
}

// runMachine checks random operations with a hash.
func runMachine(t *testing.T, hash func([]byte) uint64) {
	rapid.Check(t, func(t *rapid.T) {
		k := &machine{
			storage: newStorage(),
			opts:    dict.Options{Cache: 1 << 20}.WithHash(hash).WithSmallSegments(rapid.SampledFrom([]uint64{0, 1, 40}).Draw(t, "small segments")),
			m:       model{ids: map[string]uint64{}},
		}
		var err error
		if k.d, err = dict.Open(k.storage, nil, k.opts); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = k.d.Close() }()
		t.Repeat(map[string]func(*rapid.T){
			"assign":   k.assign,
			"assign2":  k.assign,
			"lookup":   k.lookup,
			"publish":  k.publish,
			"rollback": k.rollback,
			"flush":    k.flush,
			"merge":    k.merge,
			"reopen":   k.reopen,
			"hold":     k.hold,
			"":         k.check,
		})
	})
}

func TestModel(t *testing.T) { runMachine(t, xxh3.Hash) }

// TestModelWithCollisions gives many terms the same hash, and others hashes
// that differ in one half alone.
func TestModelWithCollisions(t *testing.T) {
	runMachine(t, func(b []byte) uint64 {
		h := xxh3.Hash(b)
		switch h % 3 {
		case 0:
			return h % 5 << 40
		case 1:
			return h % 1000
		default:
			return h % 1000 << 50
		}
	})
}

func TestLongTerms(t *testing.T) {
	s := newStorage()
	d, err := dict.Open(s, nil, dict.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	var texts [][]byte
	for i, n := range []int{10, 1<<20 - 12, 1 << 20, 5 << 20, 17 << 20, 3, 1<<24 - 3, 70_000} {
		text := make([]byte, n)
		state := uint64(i)
		for k := range text { // hardly compressible
			state = state*6364136223846793005 + 1442695040888963407
			text[k] = '0' + byte(state>>58)
		}
		text[0], text[n-1] = '"', '"'
		texts = append(texts, text)
	}
	compare := func() {
		t.Helper()
		for i, text := range texts {
			id, err := d.Assign(text)
			if err != nil || id != graph.MakeID(graph.TagLiteral, uint64(i)) {
				t.Fatalf("term of %d bytes: got %v, %v, want ordinal %d", len(text), id, err, i)
			}
			d.Publish()
			got, err := d.View().AppendTerm(nil, id)
			if err != nil || !bytes.Equal(got, text) {
				t.Fatalf("term of %d bytes: got %d bytes, %v", len(text), len(got), err)
			}
		}
	}
	compare()
	if _, err := d.Flush(1); err != nil {
		t.Fatal(err)
	}
	compare()
}

func TestRefusals(t *testing.T) {
	s := newStorage()
	d, err := dict.Open(s, nil, dict.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	if _, err := d.Assign(nil); !errors.Is(err, dict.ErrEmpty) {
		t.Errorf("assign no text: error is %v, want ErrEmpty", err)
	}
	if _, err := d.Assign([]byte("<a>")); err != nil {
		t.Fatal(err)
	}
	d.Publish()
	if err := d.Rollback(0); err == nil {
		t.Error("rollback of a published term: no error")
	}
	if err := d.Rollback(2); err == nil {
		t.Error("rollback to the future: no error")
	}
	for _, id := range []graph.ID{graph.None, graph.DefaultGraph, graph.MakeID(graph.TagInteger, 0), graph.MakeID(graph.TagIRI, 1), graph.MakeID(graph.TagLiteral, 0), graph.MaxID} {
		if _, err := d.View().AppendTerm(nil, id); !errors.Is(err, dict.ErrNotFound) {
			t.Errorf("term %v: error is %v, want ErrNotFound", id, err)
		}
	}
	if _, err := dict.Open(s, []dict.Description{{ID: 1, Base: 5, N: 1}}, dict.Options{}); !errors.Is(err, dict.ErrCorrupt) {
		t.Errorf("open a run with a gap before it: error is %v, want ErrCorrupt", err)
	}
	if _, err := dict.Open(s, nil, dict.Options{Memory: 5}); err == nil {
		t.Error("open with 5 bytes of memory: no error")
	}
}

// TestDamage changes each stored value, and expects that it is noticed.
func TestDamage(t *testing.T) {
	s := newStorage()
	d, err := dict.Open(s, nil, dict.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 2000 {
		if _, err := d.Assign([]byte(term(n))); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Flush(1); err != nil {
		t.Fatal(err)
	}
	runs := d.Runs()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for key, val := range s.vals {
		val[len(val)/2] ^= 4
		if err := readEverything(s, runs, 2000); !errors.Is(err, dict.ErrCorrupt) {
			t.Errorf("%q is damaged: error is %v, want ErrCorrupt", key, err)
		}
		val[len(val)/2] ^= 4
	}
	if err := readEverything(s, runs, 2000); err != nil {
		t.Errorf("repaired: %v", err)
	}
}

func readEverything(s dict.Storage, runs []dict.Description, n int) error {
	d, err := dict.Open(s, runs, dict.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	for i := range n {
		id, ok, err := d.View().Lookup([]byte(term(i)))
		if err != nil {
			return err
		}
		if !ok || id.Payload() != uint64(i) {
			return fmt.Errorf("lookup %d: got %v, %v", i, id, ok)
		}
	}
	return nil
}

// TestReadersBesideWriter is for the race detector: readers use views while the
// writer assigns, rolls back, flushes and merges.
func TestReadersBesideWriter(t *testing.T) {
	d, err := dict.Open(newStorage(), nil, dict.Options{Cache: 1 << 18})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for g := range 3 {
		wg.Go(func() {
			for n := g; ; n += 7 {
				select {
				case <-stop:
					return
				default:
				}
				v := d.View()
				id, ok, err := v.Lookup([]byte(term(n % 9000)))
				if err != nil {
					t.Error(err)
					return
				}
				if !ok {
					continue
				}
				if got, err := v.AppendTerm(nil, id); err != nil || string(got) != term(n%9000) {
					t.Errorf("term %v: got %q, %v, want %q", id, got, err, term(n%9000))
					return
				}
			}
		})
	}
	run := uint64(0)
	for n := 0; n < 9000; n++ {
		if n%1000 == 500 { // an aborted event
			mark := d.Mark()
			for k := range 50 {
				if _, err := d.Assign([]byte(term(n + k))); err != nil {
					t.Fatal(err)
				}
			}
			if err := d.Rollback(mark); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := d.Assign([]byte(term(n))); err != nil {
			t.Fatal(err)
		}
		if n%10 == 0 {
			d.Publish()
		}
		if n%700 == 0 {
			run++
			if _, err := d.Flush(run); err != nil {
				t.Fatal(err)
			}
			if from, to, ok := dict.PickMerge(d.Runs()); ok {
				run++
				merged, err := d.Merger(from, to).Merge(run)
				if err != nil {
					t.Fatal(err)
				}
				if err := d.Replace(merged); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	close(stop)
	wg.Wait()
	if n := len(d.Runs()); n > 6 {
		t.Errorf("%d runs are left after merges, want at most 6", n)
	}
}

// TestRolledBackWithinBlock: where terms were rolled back that a run had already
// written, their ordinals are of other terms, which a block at hand does not have.
func TestRolledBackWithinBlock(t *testing.T) {
	d, err := dict.Open(newStorage(), nil, dict.Options{}.WithSmallSegments(1))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	assign := func(from, to int) {
		for n := from; n < to; n++ {
			if _, err := d.Assign([]byte(fmt.Sprintf("<http://a.example/%d>", n))); err != nil {
				t.Fatal(err)
			}
		}
	}
	flush := func(run uint64) {
		if _, err := d.Flush(run); err != nil {
			t.Fatal(err)
		}
	}
	assign(0, 100)
	d.Publish()
	assign(100, 150) // of an event that fails after a flush
	flush(1)
	if err := d.Rollback(100); err != nil {
		t.Fatal(err)
	}
	assign(200, 300)
	d.Publish()
	flush(2)
	merged, err := d.Merger(0, 2).Merge(3)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Replace(merged); err != nil {
		t.Fatal(err)
	}
	r := d.View().NewReader()
	for n := range 200 {
		want := n
		if n >= 100 {
			want = n + 100
		}
		text, err := r.Term(graph.MakeID(graph.TagIRI, uint64(n)))
		if err != nil || string(text) != fmt.Sprintf("<http://a.example/%d>", want) {
			t.Fatalf("term %d: got %s, %v, want number %d", n, text, err, want)
		}
	}
}
