package tally_test

import (
	"context"
	"slices"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/tally"
)

// snapshot is a graph in memory with statistics given by the test.
type snapshot struct {
	*querytest.Graph
	stats []graph.PredicateStats
}

func (s snapshot) Predicates(context.Context) ([]graph.PredicateStats, error) { return s.stats, nil }

const (
	typ   = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
	facts = `<http://e.org/a> ` + typ + ` <http://e.org/Person> <http://e.org/g1> .
<http://e.org/a> ` + typ + ` <http://e.org/Person> <http://e.org/g2> .
<http://e.org/b> ` + typ + ` <http://e.org/Person> <http://e.org/g1> .
<http://e.org/b> ` + typ + ` <http://e.org/Place> .
<http://e.org/b> <http://e.org/p> "1" .
`
)

func load(t *testing.T) snapshot {
	t.Helper()
	g, err := querytest.Parse(facts)
	if err != nil {
		t.Fatal(err)
	}
	return snapshot{Graph: g}
}

func compare(t *testing.T, got []tally.Count, err error, want ...tally.Count) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestGraphs(t *testing.T) {
	got, err := tally.Graphs(context.Background(), load(t))
	compare(t, got, err, tally.Count{Term: "", Count: 2}, tally.Count{Term: "<http://e.org/g1>", Count: 2},
		tally.Count{Term: "<http://e.org/g2>", Count: 1})
}

func TestClassesCountSubjectsOnce(t *testing.T) {
	got, err := tally.Classes(context.Background(), load(t))
	compare(t, got, err, tally.Count{Term: "<http://e.org/Person>", Count: 2}, tally.Count{Term: "<http://e.org/Place>", Count: 1})
}

func TestClassesOfUntypedGraph(t *testing.T) {
	got, err := tally.Classes(context.Background(), snapshot{Graph: querytest.New()})
	compare(t, got, err)
}

func TestPredicatesInOrder(t *testing.T) {
	s := load(t)
	id := func(text string) graph.ID { return s.ID([]byte(text)) }
	s.stats = []graph.PredicateStats{
		{Predicate: id("<http://e.org/p>"), Rows: 1, Subjects: 1, Objects: 1},
		{Predicate: id("<http://e.org/gone>")},
		{Predicate: id(typ), Rows: 4, Subjects: 2, Objects: 2},
	}
	got, err := tally.Predicates(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	want := []tally.PredicateCount{{Term: typ, Rows: 4, Subjects: 2, Objects: 2}, {Term: "<http://e.org/p>", Rows: 1, Subjects: 1, Objects: 1}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
