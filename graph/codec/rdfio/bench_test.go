package rdfio_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	cayley "github.com/cayleygraph/quad/nquads"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// wholeQuads is the greatest size at which formats are measured that hold all
// statements in memory.
const wholeQuads = 2_000_000

// benchSet is a generated set of statements.
type benchSet struct {
	name  string
	quads int
	open  func() graph.PatchReader
}

// benchSets are contacts and a set of long texts, of a tenth as many statements
// and about a quarter of the bytes. The variable CHANCERY_BENCH_QUADS holds the
// sizes, separated by commas: 1000000,10000000.
func benchSets(b *testing.B) (sets []benchSet) {
	list := os.Getenv("CHANCERY_BENCH_QUADS")
	if list == "" {
		list = "1000000"
	}
	for size := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(size))
		if err != nil || n < 10 {
			b.Fatalf("CHANCERY_BENCH_QUADS: %q, error %v", size, err)
		}
		sets = append(sets,
			benchSet{fmt.Sprintf("contacts=%d", n), n, func() graph.PatchReader { return graphtest.Contacts(graphtest.Config{Quads: n}) }},
			benchSet{fmt.Sprintf("archive=%d", n/10), n / 10, func() graph.PatchReader { return graphtest.Archive(graphtest.Config{Quads: n / 10}) }})
	}
	return sets
}

// eachFormat runs fn for each set and format, with and without pretty.
func eachFormat(b *testing.B, fn func(b *testing.B, set benchSet, f rdfio.Format, pretty bool)) {
	for _, set := range benchSets(b) {
		b.Run(set.name, func(b *testing.B) {
			for _, f := range rdfio.Formats() {
				for _, pretty := range []bool{false, true} {
					name := f.Name
					if pretty {
						if !f.Pretty {
							continue
						}
						name += "-pretty"
					}
					b.Run(name, func(b *testing.B) {
						if pretty && set.quads > wholeQuads {
							b.Skipf("holds all statements in memory: measured up to %d", wholeQuads)
						}
						fn(b, set, f, pretty)
					})
				}
			}
		})
	}
}

// timer measures the work alone, and what it takes of memory.
type timer struct {
	spent  time.Duration
	begin  time.Time
	allocs uint64
	stop   func() uint64
}

func newTimer() *timer {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return &timer{allocs: m.Mallocs, stop: peakMemory()}
}

func (t *timer) start() { t.begin = time.Now() }
func (t *timer) pause() { t.spent += time.Since(t.begin) }

// report gives quads and bytes for each second of work, allocations for each
// quad, and the greatest memory held.
func (t *timer) report(b *testing.B, quads, bytes int64) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	total := float64(quads) * float64(b.N)
	b.ReportMetric(total/t.spent.Seconds(), "quads/s")
	b.ReportMetric(float64(bytes)*float64(b.N)/t.spent.Seconds()/1e6, "MB/s")
	b.ReportMetric(float64(m.Mallocs-t.allocs)/total, "allocs/quad")
	b.ReportMetric(float64(t.stop())/(1<<20), "peak-MiB")
}

// peakMemory samples the memory that the Go runtime holds from the system.
func peakMemory() (stop func() uint64) {
	var peak atomic.Uint64
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			peak.Store(max(peak.Load(), m.Sys-m.HeapReleased))
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() uint64 { close(done); <-ended; return peak.Load() }
}

// generate writes a set in a format. Only the writer is timed.
func generate(b *testing.B, w io.Writer, set benchSet, f rdfio.Format, pretty bool, t *timer) {
	b.Helper()
	out, err := rdfio.NewWriter(f, w, rdfio.WriterOptions{Prefixes: vocab.Prefixes(), Pretty: pretty, MergeGraphs: true})
	if err != nil {
		b.Fatal(err)
	}
	r := set.open()
	var batch graph.PatchBatch
	for {
		if err := r.ReadPatch(&batch); err == io.EOF {
			break
		} else if err != nil {
			b.Fatal(err)
		}
		t.start()
		err := out.WritePatch(&batch)
		t.pause()
		if err != nil {
			b.Fatal(err)
		}
	}
	t.start()
	err = out.Close()
	t.pause()
	if err != nil {
		b.Fatal(err)
	}
}

type byteCounter int64

func (c *byteCounter) Write(p []byte) (int, error) { *c += byteCounter(len(p)); return len(p), nil }

// BenchmarkWrite writes generated statements to nowhere.
func BenchmarkWrite(b *testing.B) {
	eachFormat(b, func(b *testing.B, set benchSet, f rdfio.Format, pretty bool) {
		t := newTimer()
		var bytes byteCounter
		for b.Loop() {
			bytes = 0
			generate(b, &bytes, set, f, pretty, t)
		}
		t.report(b, int64(set.quads), int64(bytes))
	})
}

// BenchmarkRead reads files of every format; those of TriG and Turtle also as
// they are written for people. Nothing is done with what is read.
func BenchmarkRead(b *testing.B) {
	eachFormat(b, func(b *testing.B, set benchSet, f rdfio.Format, pretty bool) {
		path := benchFile(b, set, f, pretty)
		benchRead(b, path, int64(set.quads), func(r io.Reader) (n int64, err error) {
			in, err := rdfio.NewReader(f, r, rdfio.ReaderOptions{Name: path})
			if err != nil {
				return 0, err
			}
			var batch graph.PatchBatch
			for {
				if err := in.ReadPatch(&batch); err == io.EOF {
					return n, nil
				} else if err != nil {
					return n, err
				}
				n += int64(len(batch.Changes))
			}
		})
	})
}

// benchFile writes a set to a file.
func benchFile(b *testing.B, set benchSet, f rdfio.Format, pretty bool) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "bench."+f.Name)
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriterSize(file, 1<<20)
	generate(b, w, set, f, pretty, &timer{})
	if err := errors.Join(w.Flush(), file.Close()); err != nil {
		b.Fatal(err)
	}
	return path
}

// benchRead measures a reader of a file that returns the number of statements,
// which can be fewer than quads where repeated ones are written once.
func benchRead(b *testing.B, path string, quads int64, read func(io.Reader) (int64, error)) {
	b.Helper()
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	t := newTimer()
	got := int64(0)
	for b.Loop() {
		file, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		t.start()
		got, err = read(file)
		t.pause()
		if err = errors.Join(err, file.Close()); err != nil {
			b.Fatal(err)
		}
		if got > quads || got < quads*8/10 {
			b.Fatalf("%d statements of %d", got, quads)
		}
	}
	t.report(b, got, info.Size())
}

// BenchmarkReadOthers reads the same files as [BenchmarkRead] with other
// programs: the raw reader of package quad, and rapper of raptor2.
func BenchmarkReadOthers(b *testing.B) {
	for _, set := range benchSets(b) {
		b.Run(set.name+"/nq/quad-raw", func(b *testing.B) {
			benchRead(b, benchFile(b, set, rdfio.NQuads, false), int64(set.quads), func(r io.Reader) (n int64, err error) {
				in := cayley.NewReader(r, true)
				for ; ; n++ {
					if _, err := in.ReadQuad(); err == io.EOF {
						return n, nil
					} else if err != nil {
						return n, err
					}
				}
			})
		})
		for _, f := range rdfio.Formats() {
			parser, ok := rapperParsers[f.Name]
			if !ok {
				continue
			}
			b.Run(set.name+"/"+f.Name+"/rapper", func(b *testing.B) {
				program := rapper(b)
				path := benchFile(b, set, f, false)
				benchRead(b, path, int64(set.quads), func(io.Reader) (int64, error) {
					out, err := exec.Command(program, "-c", "-i", parser, path).CombinedOutput()
					if err != nil {
						return 0, fmt.Errorf("%w: %.200s", err, out)
					}
					_, after, _ := strings.Cut(string(out), "returned ")
					digits, _, _ := strings.Cut(after, " ")
					return strconv.ParseInt(digits, 10, 64)
				})
			})
		}
	}
}
