package plan_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
	"github.com/chancery-graph/chancery/query/sparql"
)

var update = flag.Bool("update", false, "rewrite the expected plans in testdata")

// virtual is a dataset that exists as statistics alone: rows, subjects and objects
// per predicate, values spread evenly.
type virtual struct {
	ids        map[string]graph.ID
	predicates []graph.PredicateStats
	absent     map[string]bool
}

func (v *virtual) Lookup(_ context.Context, text []byte) (graph.ID, bool, error) {
	id, err := v.Intern(text)
	return id, !v.absent[string(text)], err
}

func (v *virtual) Intern(text []byte) (graph.ID, error) {
	if id, ok := graph.Inline(text); ok {
		return id, nil
	}
	id, ok := v.ids[string(text)]
	if !ok {
		id = graph.MakeID(graph.TagOf(text), uint64(len(v.ids)))
		v.ids[string(text)] = id
	}
	return id, nil
}

func (v *virtual) Predicates(context.Context) ([]graph.PredicateStats, error) {
	sort.Slice(v.predicates, func(i, j int) bool { return v.predicates[i].Predicate < v.predicates[j].Predicate })
	return v.predicates, nil
}

func (v *virtual) Count(_ context.Context, p graph.Pattern) (uint64, error) {
	total := 0.0
	for _, s := range v.predicates {
		if p.P != graph.None && p.P != s.Predicate {
			continue
		}
		n := float64(s.Rows)
		if p.S != graph.None {
			n /= float64(s.Subjects)
		}
		if p.O != graph.None {
			n /= float64(s.Objects)
		} else if !p.Object.IsZero() {
			n /= 10
			if p.Object.Lo.Tag() <= graph.TagLiteral {
				n = 0 // all numbers and dates are inlined
			}
		}
		total += n
	}
	return uint64(total + 0.5), nil
}

// script is one file of testdata: statistics, then queries with their plans.
//
//	predicate schema:attendee 206000 70000 1000
//	absent chy:Nothing
//	--- name
//	SELECT …
//	---- plan
//	hash join …
type script struct {
	data    func() *virtual
	queries []*scriptQuery
	head    string
}

type scriptQuery struct{ name, text, want string }

const prefixes = "PREFIX schema: <http://schema.org/> PREFIX chy: <https://chancery.example/ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX : <urn:x:>\n"

func expand(name string) string {
	for prefix, iri := range map[string]string{"schema:": "http://schema.org/", "chy:": "https://chancery.example/ns#", "rdf:": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			return "<" + iri + rest + ">"
		}
	}
	return name
}

func readScript(t *testing.T, path string) *script {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(b), "\n--- ")
	s := &script{head: parts[0]}
	s.data = func() *virtual {
		v := &virtual{ids: map[string]graph.ID{}, absent: map[string]bool{}}
		for _, line := range strings.Split(s.head, "\n") {
			f := strings.Fields(line)
			switch {
			case len(f) == 5 && f[0] == "predicate":
				var n [3]uint64
				for i := range n {
					if n[i], err = strconv.ParseUint(f[2+i], 10, 64); err != nil {
						t.Fatal(err)
					}
				}
				id, _ := v.Intern([]byte(expand(f[1])))
				v.predicates = append(v.predicates, graph.PredicateStats{Predicate: id, Rows: n[0], Subjects: n[1], Objects: n[2]})
			case len(f) == 2 && f[0] == "absent":
				v.absent[expand(f[1])] = true
			case len(f) > 0 && f[0] != "#":
				t.Fatalf("%s: line %q", path, line)
			}
		}
		return v
	}
	for _, part := range parts[1:] {
		q := &scriptQuery{}
		q.name, part, _ = strings.Cut(part, "\n")
		q.text, q.want, _ = strings.Cut(part, "---- plan\n")
		s.queries = append(s.queries, q)
	}
	return s
}

func (s *script) write(t *testing.T, path string) {
	t.Helper()
	var b strings.Builder
	b.WriteString(s.head)
	for _, q := range s.queries {
		fmt.Fprintf(&b, "\n--- %s\n%s---- plan\n%s", q.name, q.text, strings.TrimSuffix(q.want, "\n"))
	}
	b.WriteString("\n")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func explain(t *testing.T, v *virtual, text string, o plan.Options) string {
	t.Helper()
	q, err := sparql.ParseQuery(prefixes+text, sparql.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := plan.Make(context.Background(), q, v, v, o)
	if err != nil {
		t.Fatal(err)
	}
	return p.Explain(nil).String()
}

// TestGolden compares plans by shape with the scripts of testdata.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, path := range files {
		s := readScript(t, path)
		for _, q := range s.queries {
			t.Run(filepath.Base(path)+"/"+q.name, func(t *testing.T) {
				got := explain(t, s.data(), q.text, plan.Options{})
				if *update {
					q.want = got
				} else if strings.TrimSpace(got) != strings.TrimSpace(q.want) {
					t.Errorf("%s\ngot\n%s\nwant\n%s", q.text, got, q.want)
				}
			})
		}
		if *update {
			s.write(t, path)
		}
	}
}

// TestTextOrder shuffles the patterns of queries: the plan stays the same.
func TestTextOrder(t *testing.T) {
	s := readScript(t, "testdata/joins.txt")
	r := rand.New(rand.NewPCG(1, 2))
	for _, text := range []string{
		`?m a chy:Meeting|?m schema:attendee ?a|?a schema:name ?n|?m schema:startDate ?d|FILTER(?d > "2026-01-01"^^xsd:date)|?m schema:location ?p`,
		`?a chy:met ?b|?b chy:met ?c|?c chy:met ?a|?a schema:name ?n|?c schema:name "Ada"`,
		`?m schema:attendee ?a|?m schema:attendee ?b|?b schema:name ?n|?a chy:met ?b|VALUES ?n { "x" "y" }|FILTER(?a != ?b)`,
		`?a schema:name ?n|?x schema:location ?y|?b schema:name ?n|?m schema:attendee ?b|?k schema:attendee ?a`,
		`?a :p1 ?b|?b schema:name ?c|?c :p2 ?d|?d chy:met ?e|?e :p3 ?f|?f schema:attendee ?g|?g :p1 ?h|?h :p2 ?i|?i :p3 ?j|?j :p1 ?k|?k :p2 ?l|?l schema:name ?a`,
	} {
		patterns := strings.Split(text, "|")
		want := ""
		for i := range 12 {
			got := explain(t, s.data(), "SELECT * WHERE { "+strings.Join(patterns, " . ")+" }", plan.Options{})
			if i == 0 {
				want = got
			} else if got != want {
				t.Errorf("order %v:\n%s\nfirst\n%s", patterns, got, want)
				break
			}
			r.Shuffle(len(patterns), func(i, j int) { patterns[i], patterns[j] = patterns[j], patterns[i] })
		}
	}
}

// BenchmarkMake measures planning: joins of a chain and of a star with so many
// patterns.
func BenchmarkMake(b *testing.B) {
	for _, n := range []int{3, 7, 10, 20, 100} {
		var chain, star []string
		for i := range n {
			p := []string{"schema:attendee", "schema:location", "schema:startDate", "chy:met"}[i%4]
			chain = append(chain, fmt.Sprintf("?v%d %s ?v%d", i, p, i+1))
			star = append(star, fmt.Sprintf("?s %s ?v%d", p, i))
		}
		for name, patterns := range map[string][]string{"chain": chain, "star": star} {
			b.Run(fmt.Sprintf("%s%d", name, n), func(b *testing.B) {
				v := &virtual{ids: map[string]graph.ID{}}
				for i, p := range []string{"schema:attendee", "schema:location", "schema:startDate", "chy:met"} {
					id, _ := v.Intern([]byte(expand(p)))
					v.predicates = append(v.predicates, graph.PredicateStats{Predicate: id, Rows: 1000 << i, Subjects: 500 << i, Objects: 100 << i})
				}
				q, err := sparql.ParseQuery(prefixes+"SELECT * WHERE { "+strings.Join(patterns, " . ")+" }", sparql.Options{})
				if err != nil {
					b.Fatal(err)
				}
				for b.Loop() {
					if _, err := plan.Make(context.Background(), q, v, v, plan.Options{}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
