package rdfio_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/canon"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
)

func TestLookup(t *testing.T) {
	for name, want := range map[string]string{
		"nq": "nq", ".NQ": "nq", "application/n-quads": "nq", "n-triples": "nt", "turtle": "ttl",
		"text/turtle; charset=utf-8": "ttl", "application/trig": "trig", "rdf/xml": "rdf", "owl": "rdf",
		"application/ld+json": "jsonld", "rdf-patch": "rdfp", "table": "", "": "", "json": "",
	} {
		if got, ok := rdfio.Lookup(name); got.Name != want || ok != (want != "") {
			t.Errorf("Lookup(%q) = %q, %v; want %q", name, got.Name, ok, want)
		}
	}
	for path, want := range map[string]string{
		"a.nq": "nq", "dir.ttl/a.nt.gz": "nt", "a.trig.zst": "trig", "A.TTL": "ttl", "a.rdf": "rdf", "a": "", "dir.nq/a": "", "a.": "", "a.gz": "",
	} {
		if got, _ := rdfio.ByPath(path); got.Name != want {
			t.Errorf("ByPath(%q) = %q, want %q", path, got.Name, want)
		}
	}
	seen := map[string]string{}
	for _, f := range rdfio.Formats() {
		for _, name := range append(f.Extensions(), f.MediaType) {
			if other, ok := seen[name]; ok {
				t.Errorf("%s is %s and %s", name, f.Name, other)
			}
			seen[name] = f.Name
			if got, ok := rdfio.Lookup(name); !ok || !got.Equal(f) {
				t.Errorf("Lookup(%q) = %q, want %q", name, got.Name, f.Name)
			}
		}
	}
}

func TestRegister(t *testing.T) {
	for range 2 {
		if err := rdfio.Register(); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range rdfio.Formats() {
		if f.Deletes {
			continue // package quad has no patches
		}
		if quad.FormatByExt(f.Extensions()[0]) == nil || quad.FormatByMime(f.MediaType) == nil {
			t.Errorf("%s (%s, %s) is not in the registry", f.Title, f.Extensions()[0], f.MediaType)
		}
	}
}

// text writes changes in a format.
func text(t *testing.T, f rdfio.Format, o rdfio.WriterOptions, changes []graph.Change) string {
	t.Helper()
	var out bytes.Buffer
	w, err := rdfio.NewWriter(f, &out, o)
	if err != nil {
		t.Fatal(err)
	}
	batch := graph.PatchBatch{Changes: slices.Clone(changes)}
	if err := w.WritePatch(&batch); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// dataset is random statements that every format can say.
func dataset(seed uint64, graphs bool) []graph.Change {
	r := rand.New(rand.NewPCG(seed, 1))
	nodes := []string{"<http://example.org/a>", "<http://example.org/é#b>", "_:x", "_:y1", "<urn:c>"}
	objects := append([]string{`"plain"`, `"q\"\\\n\tü😀"`, `"langue"@fr-ch`, `"1"^^<` + vocab.XSD + `integer>`,
		`"01"^^<` + vocab.XSD + `integer>`, `"x"^^<urn:type>`, `""`, `"true"^^<` + vocab.XSD + `boolean>`}, nodes...)
	names := []string{"", "<http://example.org/g>", "_:g"}
	if !graphs {
		names = names[:1]
	}
	var changes []graph.Change
	for range 1 + r.IntN(30) {
		changes = append(changes, graph.Change{Op: graph.Add, S: []byte(nodes[r.IntN(len(nodes))]),
			P: fmt.Appendf(nil, "<http://example.org/p%d>", r.IntN(4)), O: []byte(objects[r.IntN(len(objects))]),
			G: []byte(names[r.IntN(len(names))])})
	}
	return changes
}

// TestRoundTrips writes random datasets in every format and reads them back.
func TestRoundTrips(t *testing.T) {
	for _, f := range rdfio.Formats() {
		for _, pretty := range []bool{false, true} {
			for seed := range uint64(60) {
				want := dataset(seed, f.Graphs)
				out := text(t, f, rdfio.WriterOptions{Prefixes: vocab.Prefixes(), Pretty: pretty}, want)
				got, err := rdfio.NewReader(f, strings.NewReader(out), rdfio.ReaderOptions{Name: "out"})
				if err != nil {
					t.Fatal(err)
				}
				equal, err := canon.Equal(context.Background(), canon.Statements(want), got, canon.Options{})
				if err != nil || !equal {
					t.Fatalf("%s, pretty %v, seed %d: equal %v, error %v\n%s", f.Title, pretty, seed, equal, err, out)
				}
			}
		}
	}
}

func TestGraphNames(t *testing.T) {
	changes := []graph.Change{{Op: graph.Add, S: []byte("<u:s>"), P: []byte("<http://e/p>"), O: []byte("<u:o>"), G: []byte("<u:g>")}}
	for _, f := range rdfio.Formats() {
		w, err := rdfio.NewWriter(f, io.Discard, rdfio.WriterOptions{})
		if err != nil {
			t.Fatal(err)
		}
		err = w.WritePatch(&graph.PatchBatch{Changes: slices.Clone(changes)})
		var named *rdfio.GraphError
		if got := errors.As(err, &named); got == f.Graphs || got && named.Graph != "<u:g>" {
			t.Errorf("%s: error %v", f.Title, err)
		}
		merged := text(t, f, rdfio.WriterOptions{MergeGraphs: true}, changes)
		if got := strings.Contains(merged, "u:g"); got != f.Graphs {
			t.Errorf("%s: merged has the graph name: %v", f.Title, got)
		}
	}
}

func TestSelectAndGraph(t *testing.T) {
	const input = "<u:1> <u:p> <u:o> .\n<u:2> <u:p> <u:o> <u:g> .\n"
	read := func(wrap func(graph.PatchReader) graph.PatchReader, o rdfio.ReaderOptions) string {
		r, err := rdfio.NewReader(rdfio.NQuads, strings.NewReader(input), o)
		if err != nil {
			t.Fatal(err)
		}
		var b graph.PatchBatch
		var out strings.Builder
		for err = wrap(r).ReadPatch(&b); err == nil; err = io.EOF {
			for _, c := range b.Changes {
				fmt.Fprintf(&out, "%s %s;", c.S, c.G)
			}
		}
		return out.String()
	}
	all := func(r graph.PatchReader) graph.PatchReader { return r }
	for _, test := range []struct{ name, got, want string }{
		{"default graph", read(func(r graph.PatchReader) graph.PatchReader { return rdfio.Select(r, nil, true) }, rdfio.ReaderOptions{}), "<u:1> ;"},
		{"named", read(func(r graph.PatchReader) graph.PatchReader { return rdfio.Select(r, []byte("<u:g>"), false) }, rdfio.ReaderOptions{}), "<u:2> <u:g>;"},
		{"bare", read(func(r graph.PatchReader) graph.PatchReader { return rdfio.Select(r, []byte("<u:g>"), true) }, rdfio.ReaderOptions{}), "<u:2> ;"},
		{"none", read(func(r graph.PatchReader) graph.PatchReader { return rdfio.Select(r, []byte("<u:h>"), true) }, rdfio.ReaderOptions{}), ""},
		{"put into", read(all, rdfio.ReaderOptions{Graph: []byte("<u:d>")}), "<u:1> <u:d>;<u:2> <u:g>;"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, test.got, test.want)
		}
	}
}

// TestLenient mixes bad lines into a long input and wants each of them with its
// number, and every good line.
func TestLenient(t *testing.T) {
	for _, seed := range []uint64{1, 2, 3} {
		r := rand.New(rand.NewPCG(seed, 0))
		var input strings.Builder
		var bad []int
		good := 0
		for line := 1; line <= 5000; line++ {
			switch r.IntN(20) {
			case 0:
				input.WriteString("<u:a> oops\n")
				bad = append(bad, line)
			case 1:
				input.WriteString("# note\r\n")
			case 2:
				input.WriteString("<u:a> <u:b> \"" + strings.Repeat("long ", r.IntN(40_000)) + "\" .\n")
				good++
			default:
				input.WriteString("<u:a> <u:b> \"" + strconv.Itoa(line) + "\" .\n")
				good++
			}
			if seed == 3 && line == 4000 {
				input.WriteString("oops")
				bad = append(bad, line+1)
				break
			}
		}
		var got []int
		reader, err := rdfio.NewLenientReader(rdfio.NQuads, strings.NewReader(input.String()), rdfio.ReaderOptions{},
			func(problem *rdfio.SyntaxError, line []byte) error {
				got = append(got, problem.Line)
				if !bytes.Contains(line, []byte("oops")) || bytes.ContainsAny(line, "\r\n") {
					t.Errorf("line %d is rejected as %q", problem.Line, line)
				}
				return nil
			})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		var b graph.PatchBatch
		for err = reader.ReadPatch(&b); err == nil; err = reader.ReadPatch(&b) {
			n += len(b.Changes)
		}
		if err != io.EOF || n != good || !slices.Equal(got, bad) {
			t.Errorf("seed %d: %d statements (want %d), %d rejects (want %d), error %v", seed, n, good, len(got), len(bad), err)
		}
	}
	if _, err := rdfio.NewLenientReader(rdfio.Turtle, nil, rdfio.ReaderOptions{}, nil); !errors.Is(err, rdfio.ErrNotLines) {
		t.Errorf("Turtle: error %v, want ErrNotLines", err)
	}
	stop := errors.New("stop")
	reader, err := rdfio.NewLenientReader(rdfio.NQuads, strings.NewReader("no\n"), rdfio.ReaderOptions{}, func(*rdfio.SyntaxError, []byte) error { return stop })
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.ReadPatch(&graph.PatchBatch{}); !errors.Is(err, stop) {
		t.Errorf("error %v, want that of the callback", err)
	}
	reader, err = rdfio.NewLenientReader(rdfio.NQuads, strings.NewReader(strings.Repeat("x", 1<<20)), rdfio.ReaderOptions{MaxToken: 1000}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.ReadPatch(&graph.PatchBatch{}); !errors.Is(err, rdfio.ErrLineTooLong) {
		t.Errorf("error %v, want ErrLineTooLong", err)
	}
}

// packed is n zero bytes, packed.
func packed(t *testing.T, open func(io.Writer) io.WriteCloser, n int64) *bytes.Buffer {
	t.Helper()
	var out bytes.Buffer
	w := open(&out)
	if _, err := io.CopyN(w, zeros{}, n); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &out
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func openGzip(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }

func openZstd(w io.Writer) io.WriteCloser {
	z, err := zstd.NewWriter(w)
	if err != nil {
		panic(err) // without options there is none
	}
	return z
}

// unpacked reads all that comes out of data.
func unpacked(t *testing.T, data []byte, unlimited bool) (int64, error) {
	t.Helper()
	u, err := rdfio.Unpack(bytes.NewReader(data), "in", unlimited)
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(io.Discard, struct{ io.Reader }{u})
	if err := errors.Join(u.Close(), u.Close()); err != nil {
		t.Error(err)
	}
	return n, err
}

func TestUnpack(t *testing.T) {
	for _, test := range []struct {
		name string
		data []byte
		n    int64
	}{
		{"gzip", packed(t, openGzip, 1<<20).Bytes(), 1 << 20},
		{"zstd", packed(t, openZstd, 1<<20).Bytes(), 1 << 20},
		{"plain", []byte("x"), 1},
		{"empty", nil, 0},
	} {
		if n, err := unpacked(t, test.data, false); err != nil || n != test.n {
			t.Errorf("%s: %d bytes, error %v; want %d", test.name, n, err, test.n)
		}
	}
	for _, open := range []func(io.Writer) io.WriteCloser{openGzip, openZstd} {
		whole := packed(t, open, 1<<20).Bytes()
		_, err := unpacked(t, whole[:len(whole)-3], false)
		var damage *rdfio.PackingError
		if !errors.As(err, &damage) || damage.Name != "in" {
			t.Errorf("cut short: error %v, want a PackingError", err)
		}
	}
}

// TestUnpacker unpacks inputs one after another, none of which may show in the next.
func TestUnpacker(t *testing.T) {
	zipped, framed := packed(t, openGzip, 1<<20).Bytes(), packed(t, openZstd, 1<<20).Bytes()
	inputs := map[string][]byte{
		"plain": []byte("some text"), "empty": nil, "gzip": zipped, "zstd": framed, "long": bytes.Repeat([]byte("long "), 1<<18),
		"gzip cut": zipped[:len(zipped)-9], "zstd cut": framed[:len(framed)-9], "no gzip": {0x1f, 0x8b, 0, 0}, "no zstd": {0x28, 0xb5, 0x2f, 0xfd, 1},
	}
	read := func(p *rdfio.Unpacker, name string, most int64) string {
		u, err := p.Unpack(bytes.NewReader(inputs[name]), name, false)
		if err != nil {
			return err.Error()
		}
		text, err := io.ReadAll(io.LimitReader(u, most))
		return fmt.Sprintf("%q %v %v %s", u.Packing, err, u.Close(), text)
	}
	names := slices.Sorted(maps.Keys(inputs))
	shared := new(rdfio.Unpacker)
	r := rand.New(rand.NewPCG(3, 0))
	for range 200 {
		name, most := names[r.IntN(len(names))], []int64{3, 2 << 20}[r.IntN(2)]
		if got, want := read(shared, name, most), read(new(rdfio.Unpacker), name, most); got != want {
			t.Fatalf("%s, %d bytes of it: got %.80s, want %.80s", name, most, got, want)
		}
	}
}

// TestBomb unpacks a little more than 1 GiB from a few KiB.
func TestBomb(t *testing.T) {
	if testing.Short() {
		t.Skip("unpacks 2 GiB")
	}
	// Frames of 16 MiB: to pack 1 GiB would take longer than to unpack it.
	const gib, frame = 1 << 30, 16 << 20
	bomb := bytes.Repeat(packed(t, openZstd, frame).Bytes(), gib/frame+1)
	if n, err := unpacked(t, bomb, false); !errors.Is(err, rdfio.ErrBomb) || n > gib+frame {
		t.Errorf("%d bytes, error %v, want ErrBomb", n, err)
	}
	if n, err := unpacked(t, bomb, true); err != nil || n != gib+frame {
		t.Errorf("on request: %d bytes, error %v", n, err)
	}
}

func TestCopyEnds(t *testing.T) {
	broken := errors.New("broken")
	open := func() graph.PatchReader {
		return graphtest.Contacts(graphtest.Config{Quads: 200_000})
	}
	if err := rdfio.Copy(context.Background(), open(), func(*graph.PatchBatch) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("error %v, want that of the sink", err)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(broken)
	if err := rdfio.Copy(ctx, open(), func(*graph.PatchBatch) error { return nil }); !errors.Is(err, broken) {
		t.Errorf("error %v, want the cause", err)
	}
	n := 0
	if err := rdfio.Copy(context.Background(), open(), func(b *graph.PatchBatch) error { n += len(b.Changes); return nil }); err != nil || n != 200_000 {
		t.Errorf("%d statements, error %v; want 200,000", n, err)
	}
}
