package graphtest_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/graphtest"
)

func dataset(t *testing.T, text string) []graphtest.Statement {
	list, err := graphtest.ReadStatements(nquads.NewReader(strings.NewReader(text), nquads.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// edges makes statements between blank nodes from pairs such as "ab cd".
func edges(pairs string) string {
	var b strings.Builder
	for _, p := range strings.Fields(pairs) {
		fmt.Fprintf(&b, "_:%c <u:p> _:%c .\n_:%c <u:p> _:%c .\n", p[0], p[1], p[1], p[0])
	}
	return b.String()
}

func TestIsomorphic(t *testing.T) {
	const prism, k33 = "ab bc ca de ef fd ad be cf", "ad ae af bd be bf cd ce cf"
	for _, tt := range []struct {
		name, a, b string
		want       bool
	}{
		{"nothing", "", "", true},
		{"ground", "<u:a> <u:p> 'x' .", "<u:a> <u:p> 'x' .", true},
		{"other literal", "<u:a> <u:p> 'x' .", "<u:a> <u:p> 'y' .", false},
		{"repeated", "_:a <u:p> _:a .\n_:a <u:p> _:a .", "_:b <u:p> _:b .", true},
		{"one node or two", "_:a <u:p> _:a .", "_:a <u:p> _:b .", false},
		{"swapped", "_:a <u:p> 'x' .\n_:b <u:p> 'y' .", "_:b <u:p> 'x' .\n_:a <u:p> 'y' .", true},
		{"joined", "_:a <u:p> 'x' .\n_:b <u:p> 'y' .", "_:a <u:p> 'x' .\n_:a <u:p> 'y' .", false},
		{"label in a literal", "_:a <u:p> '_:a' .", "_:b <u:p> '_:a' .", true},
		{"label in a literal differs", "_:a <u:p> '_:a' .", "_:b <u:p> '_:b' .", false},
		{"graph names", "_:a <u:p> 'x' _:g .\n_:a <u:p> 'y' _:h .", "_:g <u:p> 'x' _:a .\n_:g <u:p> 'y' _:b .", true},
		{"graph name is the subject", "_:a <u:p> 'x' _:a .", "_:a <u:p> 'x' _:b .", false},
		{"default graph", "_:a <u:p> 'x' .", "_:a <u:p> 'x' <u:g> .", false},
		{"triple term", "_:r <u:p> <<( _:a <u:p> <<( _:b <u:p> 'x' )>> )>> .", "_:b <u:p> <<( _:r <u:p> <<( _:a <u:p> 'x' )>> )>> .", true},
		{"triple term with one node less", "_:r <u:p> <<( _:a <u:p> _:b )>> .", "_:r <u:p> <<( _:a <u:p> _:a )>> .", false},
		{"triple term about itself", "_:r <u:p> <<( _:r <u:p> 'x' )>> .", "_:r <u:p> <<( _:a <u:p> 'x' )>> .", false},
		{"circle of six, two of three", edges("ab bc cd de ef fa"), edges("ab bc ca de ef fd"), false},
		{"circles", edges("ab bc cd de ef fa"), edges("ac ce eb bd df fa"), true},
		// Both have six nodes with three neighbours each.
		{"prism, K3,3", edges(prism), edges(k33), false},
		{"prism", edges(prism), edges("xb by yx de ef fd xd be yf"), true},
		{"K3,3", edges(k33), edges("ab ad af cb cd cf eb ed ef"), true},
		{"direction", "_:a <u:p> _:b .\n_:b <u:p> _:c .\n_:c <u:p> _:a .", "_:a <u:p> _:c .\n_:c <u:p> _:b .\n_:b <u:p> _:a .", true},
	} {
		a, b := dataset(t, strings.ReplaceAll(tt.a, "'", `"`)), dataset(t, strings.ReplaceAll(tt.b, "'", `"`))
		if got, back := graphtest.Isomorphic(a, b), graphtest.Isomorphic(b, a); got != tt.want || back != tt.want {
			t.Errorf("%s: %v and %v, want %v", tt.name, got, back, tt.want)
		}
	}
}

// TestIsomorphicRandom renames the nodes of random graphs, and changes one
// statement.
func TestIsomorphicRandom(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		n := 2 + random.IntN(12)
		rename := random.Perm(n)
		var a, b []graphtest.Statement
		for range random.IntN(3 * n) {
			x, y := random.IntN(n), random.IntN(n)
			a = append(a, graphtest.Statement{S: fmt.Sprintf("_:a%d", x), P: "<u:p>", O: fmt.Sprintf("_:a%d", y)})
			b = append(b, graphtest.Statement{S: fmt.Sprintf("_:b%d", rename[x]), P: "<u:p>", O: fmt.Sprintf("_:b%d", rename[y])})
		}
		random.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] })
		if !graphtest.Isomorphic(a, b) {
			t.Fatalf("%v and %v are isomorphic", a, b)
		}
		if len(b) > 0 {
			b = append(b[1:], graphtest.Statement{S: b[0].S, P: "<u:q>", O: b[0].O})
			if graphtest.Isomorphic(a, b) {
				t.Fatalf("%v and %v are not isomorphic", a, b)
			}
		}
	}
}
