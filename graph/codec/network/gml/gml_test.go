package gml_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/network/gml"
	"github.com/chancery-graph/chancery/graph/codec/network/internal/sample"
)

// item is a key with its value: a string, an int or a []item.
type item struct {
	key   string
	value any
}

func find(list []item, key string) any {
	for _, it := range list {
		if it.key == key {
			return it.value
		}
	}
	return nil
}

// parse reads the list of GML that text starts with, up to "]" or the end.
func parse(text string) (list []item, rest string, err error) {
	for {
		text = strings.TrimLeft(text, " \n")
		if text == "" || text[0] == ']' {
			return list, text, nil
		}
		n := 0
		for n < len(text) && (text[n]|0x20 >= 'a' && text[n]|0x20 <= 'z') {
			n++
		}
		if n == 0 || n == len(text) || text[n] != ' ' {
			return nil, text, fmt.Errorf("found %.40q, expected a key", text)
		}
		it := item{key: text[:n]}
		text = strings.TrimLeft(text[n:], " ")
		switch {
		case strings.HasPrefix(text, "["):
			var inner []item
			if inner, text, err = parse(text[1:]); err != nil {
				return nil, text, err
			}
			if it.value = inner; !strings.HasPrefix(text, "]") {
				return nil, text, errors.New("a list without an end")
			}
			text = text[1:]
		case strings.HasPrefix(text, `"`):
			value, after, ok := strings.Cut(text[1:], `"`)
			if !ok {
				return nil, text, errors.New("a string without an end")
			}
			for i := range len(value) {
				if value[i] < ' ' || value[i] > 0x7E && value[i] != 0x7F {
					return nil, text, fmt.Errorf("a string with the byte %d", value[i])
				}
			}
			it.value, text = unescape(value), after
		default:
			number, after, _ := strings.Cut(text, " ")
			if it.value, err = strconv.Atoi(number); err != nil {
				return nil, text, err
			}
			text = after
		}
		list = append(list, it)
	}
}

// unescape resolves references. Package html maps some numbers as browsers do,
// which is not what GML means, so numbers are read here.
func unescape(s string) string {
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(s, "&")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, rest, _ := strings.Cut(after, ";")
		if number, ok := strings.CutPrefix(name, "#"); ok {
			n, err := strconv.Atoi(number)
			if err != nil {
				return "bad reference " + name
			}
			b.WriteRune(rune(n))
		} else {
			b.WriteString(html.UnescapeString("&" + name + ";"))
		}
		s = rest
	}
}

const golden = `Creator "chancery"
graph [
directed 0 
multigraph 1 
label "A &amp; B" 
node [ id 0 label "Ada &quot;l'Ambassadrice&quot; &#201;lan" iri "https://chancery.example/actor/ada" kind "Person" ]
node [ id 1 label "https://chancery.example/actor/boris" iri "https://chancery.example/actor/boris" kind "Person" start "1961-05-02" ]
node [ id 2 label "Unit <5> &amp; co\&#10;2nd line" iri "https://chancery.example/actor/unit?a=1&amp;b=<2>" kind "Organization" ]
edge [ source 0 target 1 key 0 label "Meeting" kind "Meeting" start "2026-01-31" end "2026-01-31" place "&#201;vian" status "Occurred" document "https://chancery.example/source/7" event "https://chancery.example/meeting/1" ]
edge [ source 0 target 1 key 1 label "talks, &quot;round 2&quot;" kind "Talks" start "2026-01-31" end "2026-02-03" ]
edge [ source 1 target 2 key 2 label "Call" kind "Call" status "Planned" ]
]
`

func TestWrite(t *testing.T) {
	var got bytes.Buffer
	counts, err := gml.Write(context.Background(), &got, sample.Graph(), network.Options{Title: "A & B"})
	if err != nil || counts != (network.Counts{Nodes: 3, Edges: 3}) {
		t.Fatalf("%+v, %v", counts, err)
	}
	if got.String() != golden {
		t.Errorf("got\n%s\nwant\n%s", &got, golden)
	}
	if list, rest, err := parse(got.String()); err != nil || rest != "" || len(find(list, "graph").([]item)) != 9 {
		t.Errorf("parsed as %v, %q, %v", list, rest, err)
	}
	got.Reset()
	if _, err := gml.Write(context.Background(), &got, &network.Graph{}, network.Options{Directed: true}); err != nil {
		t.Fatal(err)
	}
	if list, _, err := parse(got.String()); err != nil || find(find(list, "graph").([]item), "directed") != 1 {
		t.Errorf("an empty directed network: %v, %v", list, err)
	}
}

func TestErrors(t *testing.T) {
	failure := errors.New("disk full")
	if _, err := gml.Write(context.Background(), sample.Failing{Err: failure}, sample.Graph(), network.Options{}); !errors.Is(err, failure) {
		t.Errorf("got %v, want %v", err, failure)
	}
	bad := &network.Graph{EdgeList: []network.Edge{{From: "x", To: "y"}}}
	if _, err := gml.Write(context.Background(), io.Discard, bad, network.Options{}); !errors.Is(err, network.ErrNode) {
		t.Errorf("got %v, want ErrNode", err)
	}
}

func FuzzWrite(f *testing.F) {
	for i, s := range sample.Seeds {
		f.Add(s, sample.Seeds[len(sample.Seeds)-1-i])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		var got bytes.Buffer
		if _, err := gml.Write(context.Background(), &got, sample.Fuzzed(a, b), network.Options{Title: b}); err != nil {
			t.Fatal(err)
		}
		list, rest, err := parse(got.String())
		if err != nil || rest != "" {
			t.Fatalf("%v, then %q\n%s", err, rest, &got)
		}
		a, b = sample.Said(a), sample.Said(b)
		g := find(list, "graph").([]item)
		n, e := find(g, "node").([]item), find(g, "edge").([]item)
		label := b
		if label == "" {
			label = "a" + a
		}
		for _, tt := range []struct {
			got  any
			want string
		}{
			{find(g, "label"), b}, {find(n, "iri"), "a" + a}, {find(n, "label"), label}, {find(n, "kind"), a}, {find(e, "kind"), a},
			{find(e, "place"), b}, {find(e, "status"), a}, {find(e, "document"), b}, {find(e, "event"), a}, {find(e, "start"), "-0044-03-15"},
		} {
			if tt.got != tt.want && !(tt.got == nil && tt.want == "") {
				t.Fatalf("got %q, want %q\n%s", tt.got, tt.want, &got)
			}
		}
	})
}
