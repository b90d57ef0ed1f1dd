package storetest

import (
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/eventlog"
)

// OpenLog opens the log that is under test, and opens it again, after the
// function that it returned before was called, with what was appended. stop ends
// the log as a crash would: nothing that runs may be waited for.
type OpenLog func(t *testing.T) (log eventlog.Log, stop func())

// Text is an [eventlog.Body] of the given pieces, each whole lines.
func Text(pieces ...string) eventlog.Body { return &textBody{pieces: pieces} }

type textBody struct {
	pieces        []string
	adds, deletes uint64
	err           error // at the end, instead of io.EOF
}

func (b *textBody) Next(dst []byte) ([]byte, error) {
	if len(b.pieces) == 0 {
		if b.err != nil {
			return dst, b.err
		}
		return dst, io.EOF
	}
	p := b.pieces[0]
	b.pieces = b.pieces[1:]
	for line := range strings.Lines(p) {
		if line[0] == 'A' {
			b.adds++
		} else {
			b.deletes++
		}
	}
	return append(dst, p...), nil
}

func (b *textBody) Counts() (adds, deletes uint64) { return b.adds, b.deletes }

// Lines returns n lines of patch text that compress badly, the same for a seed.
func Lines(n int, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	for i := range n {
		op := "AD"[r.IntN(8)/7]
		fmt.Fprintf(&b, "%c <http://log.example/s%d> <http://log.example/p%d> \"%x\" <http://log.example/g> .\n", op, i, r.IntN(9), r.Uint64())
	}
	return b.String()
}

// model is what a log should hold.
type model struct {
	bodies  []string
	headers []graph.Header
	hashes  []graph.Digest
}

func (m *model) head() graph.Seq { return graph.Seq(len(m.bodies)) }

// append appends to both and compares.
func (m *model) append(t *testing.T, log eventlog.Log, h graph.Header, pieces ...string) eventlog.Receipt {
	t.Helper()
	body := strings.Join(pieces, "")
	r, err := log.Append(t.Context(), m.head(), eventlog.Commit{Header: h, Body: Text(pieces...)})
	if err != nil {
		t.Fatalf("append event %d: %v", m.head()+1, err)
	}
	if r.Repeated {
		t.Fatalf("append event %d: repeated", m.head()+1)
	}
	want := h
	want.Seq = m.head() + 1
	if m.head() > 0 {
		want.Prev = m.hashes[m.head()-1]
	}
	want.Time = r.Header.Time
	for line := range strings.Lines(body) {
		if line[0] == 'A' {
			want.Adds++
		} else {
			want.Deletes++
		}
	}
	want.Body = sha256.Sum256([]byte(body))
	if r.Header != want {
		t.Fatalf("append: got header\n%+v\nwant\n%+v", r.Header, want)
	}
	if last := len(m.headers) - 1; last >= 0 && want.Time.Before(m.headers[last].Time) {
		t.Errorf("event %d has the time %v, before %v of the event before", want.Seq, want.Time, m.headers[last].Time)
	}
	text, err := eventlog.AppendHeader(nil, &want)
	if err != nil {
		t.Fatal(err)
	}
	if hash := graph.Digest(sha256.Sum256(text)); r.Hash != hash {
		t.Fatalf("append: got hash %s, want %s", r.Hash, hash)
	}
	m.bodies = append(m.bodies, body)
	m.headers = append(m.headers, want)
	m.hashes = append(m.hashes, r.Hash)
	return r
}

// check compares the whole log with the model.
func (m *model) check(t *testing.T, log eventlog.Log) {
	t.Helper()
	seq, hash, err := log.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if seq != m.head() || (seq > 0 && hash != m.hashes[seq-1]) {
		t.Fatalf("head: got event %d with hash %s, want %d", seq, hash, m.head())
	}
	next := graph.Seq(1)
	for rec, err := range log.Read(t.Context(), 0) {
		if err != nil {
			t.Fatalf("read event %d: %v", next, err)
		}
		m.record(t, rec, next)
		next++
	}
	if next != m.head()+1 {
		t.Fatalf("read %d events, want %d", next-1, m.head())
	}
}

func (m *model) record(t *testing.T, rec eventlog.Record, seq graph.Seq) {
	t.Helper()
	if rec.Header.Seq != seq || seq > m.head() {
		t.Fatalf("got event %d, want %d of %d", rec.Header.Seq, seq, m.head())
	}
	if rec.Header != m.headers[seq-1] || rec.Hash != m.hashes[seq-1] {
		t.Errorf("event %d: got header\n%+v\nwant\n%+v", seq, rec.Header, m.headers[seq-1])
	}
	if got := graph.Digest(sha256.Sum256(rec.HeaderText)); got != rec.Hash {
		t.Errorf("event %d: header text has the hash %s, want %s", seq, got, rec.Hash)
	}
	body := rec.Body(t.Context())
	defer body.Close()
	got, err := io.ReadAll(body)
	if err != nil {
		t.Fatalf("event %d: read body: %v", seq, err)
	}
	if string(got) != m.bodies[seq-1] {
		t.Errorf("event %d: body has %d bytes and is not the %d appended", seq, len(got), len(m.bodies[seq-1]))
	}
	if rec.BodySize != uint64(len(got)) {
		t.Errorf("event %d: body size %d, want %d", seq, rec.BodySize, len(got))
	}
}

// header returns the writer's fields of an event, all of them filled in for
// odd n.
func header(n int) graph.Header {
	h := graph.Header{Kind: graph.Kinds[n%len(graph.Kinds)]}
	if n%2 == 1 {
		h.Agent = "tester \"one\" \\ é\t\n\x01\x7f"
		h.Source = "http://source.example/dépêche?q=1#2"
		h.Document = sha256.Sum256(fmt.Append(nil, n))
		h.Extractor = "rules/1"
		h.Commit = fmt.Sprintf("commit %d", n)
		h.Message = "line one\r\nline two"
	}
	return h
}

// RunLog runs the conformance suite. Every test opens a log of its own, which
// has to be empty.
func RunLog(t *testing.T, open func(t *testing.T) OpenLog) {
	tests := []struct {
		name string
		run  func(*testing.T, OpenLog)
	}{
		{"replay", testReplay},
		{"large event", testLarge},
		{"conflict", testConflict},
		{"repeated commit", testRepeated},
		{"seal", testSeal},
		{"abort", testAbort},
		{"invalid", testInvalid},
		{"crash", testCrash},
		{"tail", testTail},
		{"writers", testWriters},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { tt.run(t, open(t)) })
	}
}
