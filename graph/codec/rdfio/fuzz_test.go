package rdfio_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/canon"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// fuzzTurtle is statements in the syntax that Turtle and TriG share.
const fuzzTurtle = `@prefix : <http://e/> . :a :b [ :c ( 1 "x"@fr-ch "01"^^:t ) ] ; a :d . `

// FuzzConvert reads any bytes as any format and writes what it gets in every
// other: what is read back is the same.
func FuzzConvert(f *testing.F) {
	for i, text := range []string{
		"<u:a> <u:b> \"x\\u00e9\"@FR <u:g> .\n", "<u:a> <u:b> _:x .\n", fuzzTurtle, fuzzTurtle + "<u:g> { :a :b << :s :p :o >> }",
		`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"><e:T rdf:about="u:a"><e:p>x&amp;</e:p></e:T></rdf:RDF>`,
		`{"@context":{"@vocab":"http://e/"},"@id":"u:a","p":[{"@list":[1,"x"]},{"@value":"y","@language":"fr"}]}`,
		"TX .\nA <u:a> <u:b> <u:c> .\nD <u:a> <u:b> <u:c> .\nTC .\n",
	} {
		f.Add(byte(i), []byte(text))
	}
	// An IRI that is malformed by RFC 3987, as the datatype of an item of a list.
	f.Add(byte(2), []byte(`<u:s> <u:p> ("x"^^<http://h/%0X> "[1]"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>) .`))
	f.Fuzz(func(t *testing.T, format byte, text []byte) {
		formats := rdfio.Formats()
		from := formats[int(format)%len(formats)]
		r, err := rdfio.NewReader(from, bytes.NewReader(text), rdfio.ReaderOptions{Base: "http://h/", MaxToken: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		changes, err := drain(r)
		if err != nil {
			return
		}
		for _, to := range formats {
			if !convertible(changes, to) {
				continue
			}
			for _, pretty := range []bool{false, true} {
				var out bytes.Buffer
				w, err := rdfio.NewWriter(to, &out, rdfio.WriterOptions{Prefixes: vocab.Prefixes(), Pretty: pretty})
				if err != nil {
					t.Fatal(err)
				}
				batch := graph.PatchBatch{Changes: append([]graph.Change(nil), changes...)}
				if err := errors.Join(w.WritePatch(&batch), w.Close()); err != nil {
					if mayRefuse(to) {
						continue
					}
					t.Fatalf("%s is not written as %s: %v", from.Title, to.Title, err)
				}
				back, err := rdfio.NewReader(to, &out, rdfio.ReaderOptions{})
				if err != nil {
					t.Fatal(err)
				}
				written := out.String()
				equal, err := canon.Equal(context.Background(), canon.Statements(changes), back, canon.Options{})
				if err != nil && !errors.Is(err, canon.ErrTooComplex) || err == nil && !equal {
					t.Fatalf("%s as %s: equal %v, error %v\n%s", from.Title, to.Title, equal, err, written)
				}
			}
		}
	})
}

// drain returns all changes of a patch.
func drain(r graph.PatchReader) (all []graph.Change, err error) {
	for {
		var b graph.PatchBatch
		if err := r.ReadPatch(&b); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, b.Changes...)
	}
}

// convertible tells whether a format has words for the changes, and whether there
// are few enough to be compared.
func convertible(changes []graph.Change, f rdfio.Format) bool {
	for _, c := range changes {
		if c.Op == graph.Delete || len(c.G) > 0 && !f.Graphs || f.Equal(rdfio.JSONLD) && graph.TagOf(c.O) == graph.TagTriple {
			return false
		}
	}
	return len(changes) < 50
}

// mayRefuse tells whether a format cannot say some texts or names: XML has no
// control characters, and not every IRI ends with a name; JSON-LD drops IRIs with
// two fragments.
func mayRefuse(f rdfio.Format) bool { return f.Equal(rdfio.RDFXML) || f.Equal(rdfio.JSONLD) }

// FuzzLenient leaves bad lines out and wants every line accounted for.
func FuzzLenient(f *testing.F) {
	f.Add([]byte("<u:a> <u:b> <u:c> .\nno\n# note\n\n<u:a> <u:b> \"\\x\" .\r\n<u:a> <u:b> \"y\" . # end"))
	f.Add([]byte("\xff\n<u:a> <u:b> <u:c> <u:d> .\r<u:a> <u:b> <u:c> ."))
	f.Fuzz(func(t *testing.T, text []byte) {
		lines := strings.Split(string(text), "\n")
		var good bytes.Buffer
		last := 0
		r, err := rdfio.NewLenientReader(rdfio.NQuads, bytes.NewReader(text), rdfio.ReaderOptions{}, func(problem *rdfio.SyntaxError, line []byte) error {
			if problem.Line <= last || problem.Line > len(lines) {
				t.Fatalf("line %d after line %d of %d", problem.Line, last, len(lines))
			}
			if got, want := strings.TrimRight(lines[problem.Line-1], "\r\n"), string(line); got != want {
				t.Fatalf("line %d is %q, rejected as %q", problem.Line, got, want)
			}
			for _, kept := range lines[last : problem.Line-1] {
				good.WriteString(kept + "\n")
			}
			last = problem.Line
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		got, err := drain(r)
		if err != nil {
			t.Fatalf("a lenient reader of short lines: %v", err)
		}
		good.WriteString(strings.Join(lines[last:], "\n"))
		strict, err := rdfio.NewReader(rdfio.NQuads, &good, rdfio.ReaderOptions{})
		if err != nil {
			t.Fatal(err)
		}
		want, err := drain(strict)
		if err != nil || len(got) != len(want) {
			t.Fatalf("%d statements; the other lines have %d, error %v", len(got), len(want), err)
		}
	})
}

// FuzzUnpack unpacks any bytes.
func FuzzUnpack(f *testing.F) {
	for _, packing := range []string{".gz", ".zst"} {
		var out bytes.Buffer
		w, err := rdfio.Pack(&out, packing)
		if err != nil {
			f.Fatal(err)
		}
		if _, err := io.WriteString(w, "<u:a> <u:b> <u:c> .\n"); err != nil {
			f.Fatal(err)
		}
		if err := w.Close(); err != nil {
			f.Fatal(err)
		}
		f.Add(out.Bytes())
	}
	f.Add([]byte("plain"))
	f.Fuzz(func(t *testing.T, data []byte) {
		u, err := rdfio.Unpack(bytes.NewReader(data), "in", false)
		if err == nil {
			var n int64
			n, err = io.Copy(io.Discard, io.LimitReader(u, 64<<20))
			if u.Packing == "" && (err != nil || n != int64(len(data))) {
				t.Fatalf("%d bytes of %d, error %v", n, len(data), err)
			}
			if err := u.Close(); err != nil {
				t.Fatal(err)
			}
		}
		var damage *rdfio.PackingError
		if err != nil && !errors.As(err, &damage) && !strings.HasPrefix(err.Error(), "in: ") {
			t.Fatalf("error %v does not name the input", err)
		}
	})
}
