package dot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/network/dot"
	"github.com/chancery-graph/chancery/graph/codec/network/internal/sample"
)

// statement is a node or an edge as Graphviz reads it.
type statement struct {
	ends       []string
	attributes map[string]string
}

type document struct {
	directed   bool
	name       string
	statements []statement
}

// parser reads as much of the DOT language as is written.
type parser struct{ rest string }

func (p *parser) space() { p.rest = strings.TrimLeft(p.rest, " \n") }

func (p *parser) take(token string) bool {
	p.space()
	if !strings.HasPrefix(p.rest, token) {
		return false
	}
	p.rest = p.rest[len(token):]
	return true
}

func (p *parser) expect(token string) error {
	if !p.take(token) {
		return fmt.Errorf("found %.40q, expected %q", p.rest, token)
	}
	return nil
}

// quoted reads a string as Graphviz' scanner does: a backslash before a quote
// goes, all others stay.
func (p *parser) quoted() (string, error) {
	if err := p.expect(`"`); err != nil {
		return "", err
	}
	var b strings.Builder
	for i := 0; i < len(p.rest); i++ {
		switch c := p.rest[i]; {
		case c == '"':
			p.rest = p.rest[i+1:]
			return b.String(), nil
		case c == 0 || c == '\n' || c == '\r':
			return "", fmt.Errorf("a string with the byte %d", c)
		case c == '\\' && p.rest[i+1:] != "" && (p.rest[i+1] == '"' || p.rest[i+1] == '\\'):
			if p.rest[i+1] == '\\' {
				b.WriteByte('\\')
			}
			b.WriteByte(p.rest[i+1])
			i++
		default:
			b.WriteByte(c)
		}
	}
	return "", errors.New("a string without an end")
}

func parse(text string) (d document, err error) {
	p := &parser{text}
	d.directed = p.take("digraph")
	if !d.directed {
		if err := p.expect("graph"); err != nil {
			return d, err
		}
	}
	if d.name, err = p.quoted(); err != nil {
		return d, err
	}
	if err := p.expect("{"); err != nil {
		return d, err
	}
	for !p.take("}") {
		st := statement{attributes: map[string]string{}}
		for {
			end, err := p.quoted()
			if err != nil {
				return d, err
			}
			st.ends = append(st.ends, end)
			if !p.take(map[bool]string{true: "->", false: "--"}[d.directed]) {
				break
			}
		}
		if err := p.expect("["); err != nil {
			return d, err
		}
		for {
			p.space()
			name, rest, ok := strings.Cut(p.rest, "=")
			if !ok || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") != "" {
				return d, fmt.Errorf("attribute %.40q", name)
			}
			p.rest = rest
			if st.attributes[name], err = p.quoted(); err != nil {
				return d, err
			}
			if !p.take(",") {
				break
			}
		}
		if err := p.expect("];"); err != nil {
			return d, err
		}
		d.statements = append(d.statements, st)
	}
	if p.space(); p.rest != "" {
		return d, fmt.Errorf("%.40q after the end", p.rest)
	}
	return d, nil
}

// raw is what stands for s within a string that is no label.
func raw(s string) string {
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\\u000D`).Replace(sample.Said(s))
}

// label is what stands for s within a label.
func label(s string) string { return strings.ReplaceAll(raw(s), "&", "&amp;") }

const golden = `graph "A \"&\" B" {
"https://chancery.example/actor/ada" [label="Ada \"l'Ambassadrice\" Élan", kind="Person"];
"https://chancery.example/actor/boris" [label="https://chancery.example/actor/boris", kind="Person", start="1961-05-02"];
"https://chancery.example/actor/unit?a=1&b=<2>" [label="Unit <5> &amp; co\\\n2nd line", kind="Organization"];
"https://chancery.example/actor/ada" -- "https://chancery.example/actor/boris" [label="Meeting\n2026-01-31", kind="Meeting", start="2026-01-31", end="2026-01-31", place="Évian", status="Occurred", document="https://chancery.example/source/7", event="https://chancery.example/meeting/1"];
"https://chancery.example/actor/ada" -- "https://chancery.example/actor/boris" [label="talks, \"round 2\"\n2026-01-31 to 2026-02-03", kind="Talks", start="2026-01-31", end="2026-02-03"];
"https://chancery.example/actor/boris" -- "https://chancery.example/actor/unit?a=1&b=<2>" [label="Call", kind="Call", status="Planned"];
}
`

func TestWrite(t *testing.T) {
	var got bytes.Buffer
	counts, err := dot.Write(context.Background(), &got, sample.Graph(), network.Options{Title: `A "&" B`})
	if err != nil || counts != (network.Counts{Nodes: 3, Edges: 3}) {
		t.Fatalf("%+v, %v", counts, err)
	}
	if got.String() != golden {
		t.Errorf("got\n%s\nwant\n%s", &got, golden)
	}
	if d, err := parse(got.String()); err != nil || len(d.statements) != 6 || d.directed {
		t.Errorf("parsed as %+v, %v", d, err)
	}
	got.Reset()
	g := sample.Graph()
	g.EdgeList = []network.Edge{{From: sample.Ada, To: sample.Boris, End: network.Date{Year: 900, Month: 1, Day: 1}}}
	if _, err := dot.Write(context.Background(), &got, g, network.Options{Directed: true}); err != nil {
		t.Fatal(err)
	}
	d, err := parse(got.String())
	if err != nil || !d.directed || d.name != "network" || d.statements[3].attributes["label"] != "until 0900-01-01" {
		t.Errorf("a directed network: %+v, %v", d, err)
	}
}

func TestErrors(t *testing.T) {
	failure := errors.New("disk full")
	if _, err := dot.Write(context.Background(), sample.Failing{Err: failure}, sample.Graph(), network.Options{}); !errors.Is(err, failure) {
		t.Errorf("got %v, want %v", err, failure)
	}
	bad := &network.Graph{EdgeList: []network.Edge{{From: "x", To: "y"}}}
	if _, err := dot.Write(context.Background(), io.Discard, bad, network.Options{}); !errors.Is(err, network.ErrNode) {
		t.Errorf("got %v, want ErrNode", err)
	}
}

func FuzzWrite(f *testing.F) {
	for i, s := range sample.Seeds {
		f.Add(s, sample.Seeds[len(sample.Seeds)-1-i])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		var got bytes.Buffer
		if _, err := dot.Write(context.Background(), &got, sample.Fuzzed(a, b), network.Options{Directed: len(a)%2 == 0}); err != nil {
			t.Fatal(err)
		}
		d, err := parse(got.String())
		if err != nil || len(d.statements) != 3 {
			t.Fatalf("%d statements, %v\n%s", len(d.statements), err, &got)
		}
		n, e := d.statements[0], d.statements[2]
		wantLabel := b
		if b == "" {
			wantLabel = "a" + a
		}
		for _, pair := range [][2]string{
			{n.ends[0], raw("a" + a)}, {n.attributes["label"], label(wantLabel)}, {n.attributes["kind"], raw(a)},
			{e.ends[0], raw("a" + a)}, {e.ends[1], raw("b" + b)}, {e.attributes["place"], raw(b)}, {e.attributes["event"], raw(a)},
		} {
			if pair[0] != pair[1] {
				t.Fatalf("got %q, want %q\n%s", pair[0], pair[1], &got)
			}
		}
	})
}
