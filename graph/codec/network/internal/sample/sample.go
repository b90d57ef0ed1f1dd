package sample

import (
	"strings"

	"github.com/chancery-graph/chancery/graph/codec/network"
)

// IRIs of the sample.
const (
	Ada   = "https://chancery.example/actor/ada"
	Boris = "https://chancery.example/actor/boris"
	Unit  = "https://chancery.example/actor/unit?a=1&b=<2>"
)

// Graph returns three actors, who met twice, and once at a time unknown.
func Graph() *network.Graph {
	day := network.Date{Year: 2026, Month: 1, Day: 31}
	return &network.Graph{
		NodeList: []network.Node{
			{ID: Ada, Label: "Ada \"l'Ambassadrice\" Élan", Kind: "Person"},
			{ID: Boris, Kind: "Person", Start: network.Date{Year: 1961, Month: 5, Day: 2}},
			{ID: Unit, Label: "Unit <5> & co\\\n2nd line", Kind: "Organization"},
		},
		EdgeList: []network.Edge{
			{
				From: Ada, To: Boris, Kind: "Meeting", Start: day, End: day, Place: "Évian", Status: "Occurred",
				Source: "https://chancery.example/source/7", Event: "https://chancery.example/meeting/1",
			},
			{From: Ada, To: Boris, Kind: "Talks", Label: "talks, \"round 2\"", Start: day, End: network.Date{Year: 2026, Month: 2, Day: 3}},
			{From: Boris, To: Unit, Kind: "Call", Status: "Planned"},
		},
	}
}

// Fuzzed returns a network in which the given strings stand everywhere.
func Fuzzed(a, b string) *network.Graph {
	day := network.Date{Year: -44, Month: 3, Day: 15}
	return &network.Graph{
		NodeList: []network.Node{{ID: "a" + a, Label: b, Kind: a}, {ID: "b" + b, Label: a, Kind: b, End: day}},
		EdgeList: []network.Edge{{
			From: "a" + a, To: "b" + b, Kind: a, Label: b, Start: day, Place: b, Status: a, Source: b, Event: a,
		}},
	}
}

// Seeds are strings that formats stumble over.
var Seeds = []string{
	"", "plain", `"`, `\`, `\"`, `a\`, "\n", "\r\n", "\t", "\x00", "\x1b[0m", "\x7f", "\u0085", "\u2028", "\uFFFE", "\uFFFF",
	"\xff", "\xed\xa0\x80", "é漢😀", "&amp;", "&#65;", "&", "]]>", "<!--", "-->", "<br/>", "=1+1", ",;", "'", "{}[]|", " ", `\u0041`, `\N\n`,
}

// Said returns s as formats say it: what XML has not is replaced.
func Said(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0xFFFE, r == 0xFFFF:
			const hex = "0123456789ABCDEF"
			b.WriteString(`\u`)
			for shift := 12; shift >= 0; shift -= 4 {
				b.WriteByte(hex[r>>shift&15])
			}
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Failing is an output that refuses everything.
type Failing struct{ Err error }

// Write returns the error.
func (f Failing) Write([]byte) (int, error) { return 0, f.Err }
