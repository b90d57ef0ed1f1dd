package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/store"
)

// curationModel is what curators have stated: merges as "a=b" (a is b), and "a!b".
type curationModel map[string]bool

// group is who is one with an entity.
func (m curationModel) group(e string) []string {
	list := []string{e}
	for i := 0; i < len(list); i++ {
		for s := range m {
			a, b, same := strings.Cut(s, "=")
			if !same {
				continue
			}
			for _, pair := range [2][2]string{{a, b}, {b, a}} {
				if pair[0] == list[i] && !slices.Contains(list, pair[1]) {
					list = append(list, pair[1])
				}
			}
		}
	}
	slices.Sort(list)
	return list
}

// blocked tells whether the groups of two hold entities that are stated to differ.
func (m curationModel) blocked(a, b string) bool {
	all := slices.Concat(m.group(a), m.group(b))
	for s := range m {
		if x, y, differ := strings.Cut(s, "!"); differ && slices.Contains(all, x) && slices.Contains(all, y) {
			return true
		}
	}
	return false
}

// kept is as which entity a group is shown: the first that is dropped for no other.
func (m curationModel) kept(e string) string {
	group := m.group(e)
	for _, id := range group {
		dropped := false
		for s := range m {
			dropped = dropped || strings.HasPrefix(s, id+"=")
		}
		if !dropped {
			return id
		}
	}
	return group[0]
}

// curationOp is a command with what it does to the model; nil is refused.
func curationOp(rng *rand.Rand, m curationModel, events []curationModel) (args []string, next curationModel) {
	entities := []string{"a", "b", "c", "d", "e"}
	x, y := entities[rng.IntN(5)], entities[rng.IntN(5)]
	next = maps.Clone(m)
	switch rng.IntN(6) {
	case 0, 1:
		args = []string{"merge", "actor/" + x, "actor/" + y}
		// The IRIs name those as which the two are shown.
		x, y = m.kept(x), m.kept(y)
		if x == y || m.blocked(x, y) {
			return args, nil
		}
		next[y+"="+x] = true
	case 2:
		args = []string{"distinct", "actor/" + x, "actor/" + y}
		x, y = m.kept(x), m.kept(y)
		if x == y || m.blocked(x, y) {
			return args, nil
		}
		next[x+"!"+y] = true
	case 3:
		args = []string{"split", "actor/" + x, "actor/" + y}
		for s := range m {
			if strings.HasPrefix(s, y+"=") && slices.Contains(m.group(x), y) && m.kept(x) != y {
				delete(next, s)
			}
		}
		if len(next) == len(m) {
			return args, nil
		}
	default:
		n := 2 + rng.IntN(max(1, len(events)-2))
		args = []string{"undo", fmt.Sprint(n)}
		if n >= len(events) {
			return args, nil
		}
		return args, undone(m, events[n-1], events[n])
	}
	return args, next
}

// undone is the model after undoing the event between two states; nil is refused.
func undone(m, before, after curationModel) curationModel {
	next := maps.Clone(m)
	for s := range after {
		if !before[s] {
			delete(next, s)
		}
	}
	for s := range before {
		if after[s] {
			continue
		}
		if a, b, same := strings.Cut(s, "="); same && m.blocked(a, b) {
			return nil
		}
		next[s] = true
	}
	if maps.Equal(next, m) {
		return nil
	}
	return next
}

// statedCuration reads the model back from the store as of an event.
func statedCuration(t *testing.T, dir string, seq graph.Seq) curationModel {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	snap, err := s.AsOf(ctx, seq)
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Close()
	r, err := newReader(ctx, s, snap)
	if err != nil {
		t.Fatal(err)
	}
	id := func(e string) graph.ID {
		id, ok, err := snap.Lookup(ctx, []byte(bracket(vocab.Base+"actor/"+e)))
		if err != nil || !ok {
			t.Fatal(e, ok, err)
		}
		return id
	}
	m := curationModel{}
	for _, e := range []string{"a", "b", "c", "d", "e"} {
		for _, f := range []string{"a", "b", "c", "d", "e"} {
			if e != f && r.Kept(id(e)) == r.Kept(id(f)) {
				m[e+"~"+f] = true
			}
			if e != f && r.CheckMerge(ctx, id(e), id(f)) != nil {
				m[e+"!"+f] = true
			}
		}
		text, err := r.IRI(ctx, r.Kept(id(e)))
		if err != nil {
			t.Fatal(err)
		}
		m["kept "+e+" "+text[len(text)-1:]] = true
	}
	return m
}

// seen is what statedCuration gives for a model.
func (m curationModel) seen() curationModel {
	all := curationModel{}
	for _, e := range []string{"a", "b", "c", "d", "e"} {
		for _, f := range m.group(e) {
			if e != f {
				all[e+"~"+f] = true
			}
		}
		for _, f := range []string{"a", "b", "c", "d", "e"} {
			if e != f && m.blocked(e, f) {
				all[e+"!"+f] = true
			}
		}
		all["kept "+e+" "+m.kept(e)] = true
	}
	return all
}

// fivePeople writes a file of five people, each with a name and a contact.
func fivePeople(t *testing.T, dir string) string {
	t.Helper()
	var text strings.Builder
	for _, e := range "abcde" {
		fmt.Fprintf(&text, "<%sactor/%c> <%s> \"Person %[2]c\" .\n<%[1]smeeting/%[2]c> <%[4]s> <%[1]sactor/%[2]c> .\n",
			vocab.Base, e, vocab.SchemaName, vocab.SchemaAttendee)
	}
	file := filepath.Join(dir, "people.nt")
	if err := os.WriteFile(file, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// randomCuration runs commands and returns the model by event, of which the first
// loaded the people.
func randomCuration(t *testing.T, rng *rand.Rand, length int, command func(...string) (string, int)) []curationModel {
	t.Helper()
	states := []curationModel{{}, {}}
	for range length {
		now := states[len(states)-1]
		args, next := curationOp(rng, now, states)
		out, status := command(args...)
		if (status == 0) != (next != nil) {
			t.Fatalf("%v in %v: status %d, want it to succeed: %v\n%s", args, now, status, next != nil, out)
		}
		if next != nil {
			states = append(states, next)
		}
	}
	return states
}

// TestCurationAgainstModel merges, parts, keeps apart and undoes at random and
// compares with a model after every command, also as of every earlier event. At the
// end all is undone, last first, which gives back the same canonical export.
func TestCurationAgainstModel(t *testing.T) {
	seeds, length := uint64(4), 16
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 9))
			dir := t.TempDir()
			at := filepath.Join(dir, "store")
			command := func(args ...string) (string, int) {
				var out, errs bytes.Buffer
				status := run(context.Background(), append([]string{"chancery", "--store", at}, args...), strings.NewReader(""), &out, &errs, []string{"CHANCERY_PROGRESS=none"})
				return out.String() + errs.String(), status
			}
			export := func() string {
				out, status := command("export", "--canonical", "-o", filepath.Join(dir, "out.nq"))
				b, err := os.ReadFile(filepath.Join(dir, "out.nq"))
				if status != 0 || err != nil {
					t.Fatal(status, out, err)
				}
				return string(b)
			}
			file := fivePeople(t, dir)
			for _, args := range [][]string{{"init"}, {"import", file}} {
				if out, status := command(args...); status != 0 {
					t.Fatal(args, out)
				}
			}
			before := export()
			states := randomCuration(t, rng, length, command)
			for seq, m := range states[1:] {
				if got, want := statedCuration(t, at, graph.Seq(seq+1)), m.seen(); !maps.Equal(got, want) {
					t.Fatalf("as of event %d: %v, want %v", seq+1, got, want)
				}
			}
			for n := len(states) - 1; n > 1; n-- {
				if out, status := command("undo", fmt.Sprint(n)); status != 0 {
					t.Fatalf("undo %d: %s", n, out)
				}
			}
			if got := export(); got != before {
				t.Errorf("after undoing all: %s\nwant %s", got, before)
			}
		})
	}
}
