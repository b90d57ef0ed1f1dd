package turtle_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/turtle"
)

const levels = 100_000

// nested are documents of many levels of each kind of bracket, closed and not.
func nested(n int) map[string]string {
	const s = "<u:s> <u:p> "
	repeat := strings.Repeat
	return map[string]string{
		"brackets":          s + repeat("[<u:p> ", n) + "1" + repeat("]", n) + " .",
		"bracket subjects":  repeat("[<u:p> ", n) + "1" + repeat("]", n) + " .",
		"lists":             s + repeat("(", n) + "1" + repeat(")", n) + " .",
		"lists in brackets": s + repeat("([<u:p> ", n/2) + "1" + repeat("])", n/2) + " .",
		"reified subjects":  repeat("<<", n) + s + "1" + repeat(">> <u:p> 1", n-1) + ">> .",
		"reified objects":   s + repeat("<<_:a <u:p> ", n) + "1" + repeat(">>", n) + " .",
		"annotations":       s + "1" + repeat("{| <u:p> 1 ", n) + repeat("|}", n) + " .",
	}
}

func TestNesting(t *testing.T) {
	for name, text := range nested(levels) {
		// Deeper than the limit is an error, at any limit below.
		_, err := readAll(strings.NewReader(text), turtle.Options{})
		var syntax *turtle.SyntaxError
		if !errors.Is(err, turtle.ErrLimit) || !errors.As(err, &syntax) || syntax.Found != "brackets that nest deeper than 10000" {
			t.Errorf("%s: %v, want ErrLimit", name, err)
		}
		if _, err := readAll(strings.NewReader(text), turtle.Options{MaxDepth: levels - 1}); !errors.Is(err, turtle.ErrLimit) {
			t.Errorf("%s: one level too deep: %v", name, err)
		}
		// With a greater limit it is read to the end, whole or cut off.
		got, err := readAll(strings.NewReader(text), turtle.Options{MaxDepth: levels})
		if n := strings.Count(got, "\n"); err != nil || n < levels {
			t.Errorf("%s: %d statements, %v", name, n, err)
		}
		if _, err := readAll(strings.NewReader(text[:len(text)/2]), turtle.Options{MaxDepth: levels}); !errors.As(err, &syntax) || errors.Is(err, turtle.ErrLimit) {
			t.Errorf("%s cut off: %v", name, err)
		}
	}
}

func TestTripleTermNesting(t *testing.T) {
	open := func(n int) string { return strings.Repeat("<<(<u:s> <u:p> ", n) + "1" + strings.Repeat(")>>", n) }
	for name, text := range map[string]string{
		"object":          "<u:s> <u:p> " + open(graph.MaxTripleDepth+1) + " .",
		"never closed":    "<u:s> <u:p> " + strings.Repeat("<<(<u:s> <u:p> ", levels),
		"annotated":       "<u:s> <u:p> " + open(graph.MaxTripleDepth) + " ~ .",
		"annotation":      "<u:s> <u:p> " + open(graph.MaxTripleDepth) + " {| <u:p> 1 |} .",
		"reified":         "<< <u:s> <u:p> " + open(graph.MaxTripleDepth) + " >> .",
		"in a reified":    "<< <u:s> <u:p> " + open(graph.MaxTripleDepth+1) + " >> .",
		"after a bracket": "<u:s> <u:p> [ <u:p> " + open(graph.MaxTripleDepth) + " {| <u:q> [ <u:p> 1 ] |} ] .",
	} {
		if _, err := readAll(strings.NewReader(text), turtle.Options{}); !errors.Is(err, turtle.ErrLimit) {
			t.Errorf("%s: %v, want ErrLimit", name, err)
		}
	}
	for _, text := range []string{
		"<u:s> <u:p> " + open(graph.MaxTripleDepth) + " .",
		"<u:s> <u:p> " + open(graph.MaxTripleDepth-1) + " ~ {| <u:p> 1 |} .",
		"<u:s> <u:p> " + open(graph.MaxTripleDepth) + ", 1 ~ , [] ~ , (1) ~ , [ <u:q> 1 ] ~ .",
	} {
		if _, err := readAll(strings.NewReader(text), turtle.Options{}); err != nil {
			t.Errorf("%.40s…: %v", text, err)
		}
	}
}

func TestLongLiteral(t *testing.T) {
	size := 100 << 20
	if testing.Short() {
		size /= 10
	}
	body := strings.Repeat("Les délégations parlent d'échanges.\n", size/37)
	text := "<u:s> <u:p> '''" + body + "''' .\n<u:s> <u:p> 'x' ."
	r := turtle.NewReader(strings.NewReader(text), turtle.Options{})
	var b graph.PatchBatch
	var sizes []int
	for {
		if err := r.ReadPatch(&b); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		for _, c := range b.Changes {
			sizes = append(sizes, len(c.O))
		}
	}
	if len(sizes) != 2 || sizes[0] != len(body)+strings.Count(body, "\n")+2 || sizes[1] != 3 {
		t.Errorf("objects of %v bytes", sizes)
	}
	for name, start := range map[string]string{
		"long string": "<u:s> <u:p> '''", "string": `<u:s> <u:p> "`, "IRI": "<u:", "comment": "#", "name": "PREFIX a: <u:> a:", "label": "_:", "prefix": "",
	} {
		_, err := readAll(strings.NewReader(start+strings.Repeat("a", 2<<20)), turtle.Options{MaxToken: 1 << 20})
		if !errors.Is(err, turtle.ErrLimit) {
			t.Errorf("%s: %v, want ErrLimit", name, err)
		}
	}
}

// TestAmplification has short documents that stand for much text.
func TestAmplification(t *testing.T) {
	long := "u:" + strings.Repeat("x", 1<<20)
	for name, text := range map[string]string{
		"namespace": "PREFIX p: <" + long + ">", "base": "BASE <" + long + ">",
		"base and base": "BASE <" + long[:60<<10] + "/> BASE <" + long[2:60<<10] + ">",
		"kept terms":    "PREFIX p: <" + long[:60<<10] + ">" + strings.Repeat("[ p:a ", 9000),
		"prefixes":      manyPrefixes(100),
	} {
		if _, err := readAll(strings.NewReader(text), turtle.Options{MaxToken: 2 << 20}); !errors.Is(err, turtle.ErrLimit) {
			t.Errorf("%s: %v, want ErrLimit", name, err)
		}
	}
	// Objects that take no text of their own come in batches too.
	text := "<u:s> <u:p> ()" + strings.Repeat(",()", 100_000) + " ."
	r := turtle.NewReader(strings.NewReader(text), turtle.Options{})
	var b graph.PatchBatch
	for n := 0; ; n += len(b.Changes) {
		if err := r.ReadPatch(&b); err == io.EOF {
			if n != 100_001 {
				t.Errorf("%d statements", n)
			}
			break
		} else if err != nil || len(b.Changes) > 17_000 {
			t.Fatalf("a batch of %d, %v", len(b.Changes), err)
		}
	}
}

func manyPrefixes(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("PREFIX p" + strings.Repeat("x", i) + ": <u:" + strings.Repeat("y", 50<<10) + ">\n")
	}
	return b.String()
}

// repeating yields a text over and over.
type repeating struct {
	text []byte
	left int
	at   int
}

func (r *repeating) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.text[r.at:])
	if r.at += n; r.at == len(r.text) {
		r.at = 0
		r.left--
	}
	return n, nil
}

// TestFlatMemory reads 400 MB of statements with brackets of all kinds.
func TestFlatMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 400 MB")
	}
	text := []byte("PREFIX : <https://chancery.example/ns#>\n" +
		strings.Repeat("_:a :p [ :q (1 2 'trois') ] ~ {| :by :b |} ; :name \"\"\"l'échange\n\"\"\"@fr .\n", 1000))
	r := turtle.NewReader(&repeating{text: text, left: 400_000_000 / len(text)}, turtle.Options{})
	var b graph.PatchBatch
	var before, after runtime.MemStats
	n := 0
	for {
		if err := r.ReadPatch(&b); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			runtime.ReadMemStats(&before)
		}
		n += len(b.Changes)
	}
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 1<<20 || n < 10_000_000 {
		t.Errorf("%d bytes allocated after the first batch of %d statements", grown, n)
	}
}

// FuzzReader looks for panics, errors without a place, terms that are not
// canonical, and statements that do not survive being written.
func FuzzReader(f *testing.F) {
	for _, tt := range accepted {
		f.Add([]byte(tt.in))
	}
	for _, text := range nested(5) {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		defer time.AfterFunc(10*time.Second, func() { panic(fmt.Sprintf("no end of %q", in)) }).Stop()
		o := turtle.Options{Base: "http://a/b", MaxDepth: 100, MaxToken: 1 << 20}
		all, err := changes(turtle.NewReader(bytes.NewReader(in), o))
		if err != nil {
			var syntax *turtle.SyntaxError
			if !errors.As(err, &syntax) || syntax.Line < 1 || syntax.Line > bytes.Count(in, []byte("\n"))+1 || syntax.Column < 1 || syntax.Found == "" {
				t.Fatalf("%q: error without a place: %v", in, err)
			}
			return
		}
		for _, c := range all {
			for _, text := range [][]byte{c.S, c.P, c.O} {
				v, err := graph.ParseTerm(text)
				if err != nil {
					t.Fatalf("%q: term %q: %v", in, text, err)
				}
				if back, err := graph.AppendTerm(nil, v); err != nil || !bytes.Equal(back, text) {
					t.Fatalf("%q: term %q is canonically %q, %v", in, text, back, err)
				}
			}
		}
		if len(all) < 30 {
			checkWriters(t, all)
		}
	})
}
