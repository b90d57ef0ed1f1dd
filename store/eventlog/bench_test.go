package eventlog_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/eventlog"
	"github.com/chancery-graph/chancery/store/storetest"
)

// quads50 is the text of a usual dispatch's event, about 7 KB.
var quads50 = func() string {
	var b strings.Builder
	for line := range strings.Lines(storetest.Lines(50, 7)) {
		b.WriteString(strings.Replace(line, "/g>", "/graph/of/the/source/document/with/a/usual/length>", 1))
	}
	return b.String()
}()

// BenchmarkSmallEvent compares the append of a 50-quad event with a bare write
// and fsync of its text to a file of the same directory. The two take turns, so
// that a busy disk slows both; the medians are reported in µs.
func BenchmarkSmallEvent(b *testing.B) {
	dir := b.TempDir()
	f, err := os.Create(filepath.Join(dir, "bare"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	e, _ := openLog(b, filepath.Join(dir, "store"))
	var bare, log []time.Duration
	var seq graph.Seq
	for b.Loop() {
		start := time.Now()
		if _, err := f.WriteString(quads50); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
		between := time.Now()
		_, err := e.Append(b.Context(), seq, eventlog.Commit{
			Header: graph.Header{Kind: graph.KindDocument, Agent: "bench"},
			Body:   storetest.Text(quads50),
		})
		if err != nil {
			b.Fatal(err)
		}
		seq++
		bare, log = append(bare, between.Sub(start)), append(log, time.Since(between))
	}
	slices.Sort(bare)
	slices.Sort(log)
	mb, ml := bare[len(bare)/2], log[len(log)/2]
	b.ReportMetric(float64(mb.Microseconds()), "bare-µs")
	b.ReportMetric(float64(ml.Microseconds()), "append-µs")
	b.ReportMetric(float64(ml)/float64(mb), "append/bare")
}

// cycleBody is text of any length at no cost of its own. Its pieces come round
// only after more than the compressor looks back.
type cycleBody struct {
	pieces        []string
	counts        [][2]uint64
	next, left    int
	adds, deletes uint64
}

// dispatchLines is text as extraction and RDF files make it, about 150 bytes a
// line.
func dispatchLines(n int, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 2))
	predicates := []string{"attendee", "location", "startDate", "about", "name", "actor", "status", "memberOf"}
	words := strings.Fields("talks envoy minister ceasefire border summit accord visit delegation statement treaty exchange")
	var b strings.Builder
	for i := 0; i < n; {
		graph := fmt.Sprintf("http://data.example/source/2026/%02d/%02d/wire-%06d", 1+r.IntN(12), 1+r.IntN(28), r.IntN(1e6))
		subject := fmt.Sprintf("http://data.example/meeting/%08x", r.Uint32())
		for range 2 + r.IntN(12) {
			fmt.Fprintf(&b, "A <%s> <http://schema.org/%s> ", subject, predicates[r.IntN(len(predicates))])
			switch r.IntN(3) {
			case 0:
				fmt.Fprintf(&b, "\"%s %s %s\"@en", words[r.IntN(12)], words[r.IntN(12)], words[r.IntN(12)])
			case 1:
				fmt.Fprintf(&b, "\"2026-%02d-%02d\"^^<http://www.w3.org/2001/XMLSchema#date>", 1+r.IntN(12), 1+r.IntN(28))
			default:
				fmt.Fprintf(&b, "<http://data.example/actor/person-%d>", r.IntN(50_000))
			}
			fmt.Fprintf(&b, " <%s> .\n", graph)
			i++
		}
	}
	return b.String()
}

func newCycle(pieces, lines int) *cycleBody {
	c := &cycleBody{}
	for i := range pieces {
		p := dispatchLines(lines, uint64(i))
		var n [2]uint64
		for line := range strings.Lines(p) {
			n[(line[0]-'A')/3]++
		}
		c.pieces, c.counts = append(c.pieces, p), append(c.counts, n)
	}
	return c
}

// of returns a body of that many pieces and its length in bytes.
func (c *cycleBody) of(times int) (*cycleBody, int64) {
	size := int64(0)
	for i := range times {
		size += int64(len(c.pieces[i%len(c.pieces)]))
	}
	return &cycleBody{pieces: c.pieces, counts: c.counts, left: times}, size
}

func (c *cycleBody) Next(dst []byte) ([]byte, error) {
	if c.left == 0 {
		return dst, io.EOF
	}
	i := c.next
	c.next = (i + 1) % len(c.pieces)
	c.left--
	c.adds += c.counts[i][0]
	c.deletes += c.counts[i][1]
	return append(dst, c.pieces[i]...), nil
}

func (c *cycleBody) Counts() (adds, deletes uint64) { return c.adds, c.deletes }

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkLoad appends, reads and verifies one event of 150 MB of text, as a
// load of a million quads is.
func BenchmarkLoad(b *testing.B) {
	const times = 700
	cycle := newCycle(40, 2000)
	_, size := cycle.of(times)
	report := func(b *testing.B, start time.Duration) {
		b.ReportMetric((cpuTime()-start).Seconds()/float64(b.N)/float64(size)*1.5e9, "cpu-s/1.5GB")
	}
	b.Run("append", func(b *testing.B) {
		e, _ := openLog(b, b.TempDir())
		b.SetBytes(size)
		start := cpuTime()
		var seq graph.Seq
		for b.Loop() {
			body, _ := cycle.of(times)
			_, err := e.Append(b.Context(), seq, eventlog.Commit{Header: graph.Header{Kind: graph.KindLoad}, Body: body})
			if err != nil {
				b.Fatal(err)
			}
			seq++
		}
		report(b, start)
	})
	e, _ := openLog(b, b.TempDir())
	body, _ := cycle.of(times)
	_, err := e.Append(b.Context(), 0, eventlog.Commit{Header: graph.Header{Kind: graph.KindLoad}, Body: body})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("read", func(b *testing.B) {
		b.SetBytes(size)
		start := cpuTime()
		for b.Loop() {
			rec, err := e.At(b.Context(), 1)
			if err != nil {
				b.Fatal(err)
			}
			body := rec.Body(b.Context())
			if n, err := io.Copy(io.Discard, body); err != nil || n != size {
				b.Fatal(n, err)
			}
			body.Close()
		}
		report(b, start)
	})
	b.Run("verify", func(b *testing.B) {
		b.SetBytes(size)
		start := cpuTime()
		for b.Loop() {
			if err := e.Verify(b.Context(), nil); err != nil {
				b.Fatal(err)
			}
		}
		report(b, start)
	})
}

// BenchmarkReadSmall reads events of 50 quads with their bodies.
func BenchmarkReadSmall(b *testing.B) {
	e, _ := openLog(b, b.TempDir())
	const n = 2000
	for seq := range graph.Seq(n) {
		_, err := e.Append(b.Context(), seq, eventlog.Commit{Header: graph.Header{Kind: graph.KindDocument}, Body: storetest.Text(quads50)})
		if err != nil {
			b.Fatal(err)
		}
	}
	events := 0
	for b.Loop() {
		for rec, err := range e.Read(b.Context(), 1) {
			if err != nil {
				b.Fatal(err)
			}
			body := rec.Body(b.Context())
			if _, err := io.Copy(io.Discard, body); err != nil {
				b.Fatal(err)
			}
			body.Close()
			events++
		}
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
}
