package storetest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/eventlog"
)

func testReplay(t *testing.T, open OpenLog) {
	log, stop := open(t)
	var m model
	m.check(t, log)
	if _, err := log.At(t.Context(), 1); !errors.Is(err, eventlog.ErrNoEvent) {
		t.Errorf("At(1) of an empty log: %v", err)
	}
	for i := range 30 {
		var pieces []string
		for p := range i % 4 {
			pieces = append(pieces, Lines(1+i*p, uint64(i)))
		}
		m.append(t, log, header(i), pieces...)
	}
	m.check(t, log)
	stop()
	log, stop = open(t)
	defer stop()
	m.check(t, log)
	m.append(t, log, header(31), Lines(3, 31))
	m.check(t, log)
	for _, seq := range []graph.Seq{1, 17, 31} {
		rec, err := log.At(t.Context(), seq)
		if err != nil {
			t.Fatal(err)
		}
		m.record(t, rec, seq)
	}
	for _, seq := range []graph.Seq{0, 32, graph.NoSeq} {
		if _, err := log.At(t.Context(), seq); !errors.Is(err, eventlog.ErrNoEvent) {
			t.Errorf("At(%d): got %v, want ErrNoEvent", seq, err)
		}
	}
	n := graph.Seq(0)
	for rec, err := range log.Read(t.Context(), 30) {
		if err != nil {
			t.Fatal(err)
		}
		m.record(t, rec, 30+n)
		n++
	}
	if n != 2 {
		t.Errorf("read %d events from 30, want 2", n)
	}
}

func testLarge(t *testing.T, open OpenLog) {
	log, stop := open(t)
	var m model
	m.append(t, log, header(0), Lines(2, 0))
	record := log.Limits().MaxRecord
	long := "A <http://log.example/s> <http://log.example/p> \"" + strings.Repeat("xyz0123456789", record/4) + "\" .\n"
	var pieces []string
	for i := range 40 {
		pieces = append(pieces, Lines(2000, uint64(i)))
	}
	m.append(t, log, header(1), append(pieces, long, Lines(1, 1), long)...)
	m.append(t, log, header(2), strings.Join(pieces, "")+long)
	m.append(t, log, header(3), Lines(1, 3))
	m.check(t, log)
	stop()
	log, stop = open(t)
	defer stop()
	m.check(t, log)
	// A body that is read in small steps, and one that is left half-way.
	rec, err := log.At(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	body := rec.Body(t.Context())
	var got bytes.Buffer
	if _, err := io.CopyBuffer(struct{ io.Writer }{&got}, struct{ io.Reader }{body}, make([]byte, 777)); err != nil {
		t.Fatal(err)
	}
	if got.String() != m.bodies[1] {
		t.Error("body read in small steps differs")
	}
	if err := body.Close(); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	body = rec.Body(ctx)
	if _, err := io.ReadFull(body, make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := io.Copy(io.Discard, body); !errors.Is(err, context.Canceled) {
		t.Errorf("read after cancel: %v", err)
	}
	if err := body.Close(); err != nil {
		t.Error(err)
	}
}

func testConflict(t *testing.T, open OpenLog) {
	log, stop := open(t)
	defer stop()
	var m model
	for i := range 3 {
		for _, expected := range []graph.Seq{m.head() + 1, m.head() - 1, graph.NoSeq - 1} {
			_, err := log.Append(t.Context(), expected, eventlog.Commit{Header: header(0), Body: Text(Lines(1, 1))})
			var conflict eventlog.ErrConflict
			if !errors.As(err, &conflict) || conflict.Head != m.head() {
				t.Errorf("append after %d: got %v, want a conflict at %d", expected, err, m.head())
			}
		}
		m.append(t, log, header(i), Lines(1, uint64(i)))
		m.check(t, log)
	}
}

func testRepeated(t *testing.T, open OpenLog) {
	log, stop := open(t)
	var m model
	m.append(t, log, header(2), Lines(2, 0))
	first := m.append(t, log, header(1), Lines(2, 1))
	m.append(t, log, header(3), Lines(2, 2))
	repeat := func() {
		t.Helper()
		for _, expected := range []graph.Seq{0, 1, m.head()} {
			body := Text(Lines(9, 9))
			r, err := log.Append(t.Context(), expected, eventlog.Commit{Header: header(1), Body: body})
			if err != nil {
				t.Fatal(err)
			}
			if !r.Repeated || r.Header != first.Header || r.Hash != first.Hash {
				t.Errorf("repeated append after %d: got %+v", expected, r)
			}
			if a, d := body.Counts(); a+d != 0 {
				t.Error("the body of a repeated commit was read")
			}
		}
		// The id may be known only at the end of the body.
		r, err := log.Append(t.Context(), m.head(), eventlog.Commit{
			Header: graph.Header{Kind: graph.KindLoad}, Body: Text(Lines(30000, 7)),
			Seal: func(h *graph.Header) error { h.Commit = "commit 1"; return nil },
		})
		if err != nil || !r.Repeated || r.Hash != first.Hash {
			t.Errorf("repeated append by Seal: got %+v, %v", r, err)
		}
		m.check(t, log)
	}
	repeat()
	stop()
	log, stop = open(t)
	defer stop()
	repeat()
	m.append(t, log, header(2), Lines(40000, 5))
	m.check(t, log)
}

func testSeal(t *testing.T, open OpenLog) {
	log, stop := open(t)
	defer stop()
	var m model
	m.append(t, log, header(1), Lines(2, 0))
	own := errors.New("own error")
	for _, n := range []int{3, 30000} {
		_, err := log.Append(t.Context(), 1, eventlog.Commit{
			Header: header(2), Body: Text(Lines(n, 3)),
			Seal: func(*graph.Header) error { return own },
		})
		if !errors.Is(err, own) {
			t.Errorf("got %v, want the error of Seal", err)
		}
		m.check(t, log)
	}
	text := Lines(5, 4)
	r, err := log.Append(t.Context(), 1, eventlog.Commit{
		Header: graph.Header{Agent: "a"}, Body: Text(text),
		Seal: func(h *graph.Header) error {
			if h.Seq != 2 || h.Body != sha256.Sum256([]byte(text)) || h.Adds+h.Deletes != 5 || h.Prev != m.hashes[0] || h.Time.IsZero() {
				t.Errorf("Seal was given %+v", *h)
			}
			h.Kind, h.Message = graph.KindDocument, "sealed"
			h.Seq, h.Adds, h.Time, h.Prev = 9, 9, time.Unix(0, 0), graph.Digest{1}
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	h := r.Header
	if h.Seq != 2 || h.Adds+h.Deletes != 5 || h.Message != "sealed" || h.Kind != graph.KindDocument || h.Prev != m.hashes[0] {
		t.Errorf("sealed header is %+v", h)
	}
}

func testAbort(t *testing.T, open OpenLog) {
	log, stop := open(t)
	var m model
	m.append(t, log, header(1), Lines(2, 0))
	own := errors.New("own error")
	for _, n := range []int{1, 60} {
		pieces := make([]string, n)
		for i := range pieces {
			pieces[i] = Lines(2000, uint64(i))
		}
		body := Text(pieces...).(*textBody)
		body.err = own
		_, err := log.Append(t.Context(), 1, eventlog.Commit{Header: header(3), Body: body})
		if !errors.Is(err, own) {
			t.Errorf("got %v, want the body's error", err)
		}
		m.check(t, log)
		ctx, cancel := context.WithCancel(t.Context())
		_, err = log.Append(ctx, 1, eventlog.Commit{Header: header(3), Body: &cancelBody{Text(pieces...), n / 2, cancel}})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want context.Canceled", err)
		}
		m.check(t, log)
	}
	// The id of an event that failed is free.
	m.append(t, log, header(3), Lines(30000, 2))
	m.check(t, log)
	stop()
	log, stop = open(t)
	defer stop()
	m.check(t, log)
}

// cancelBody cancels after some pieces and goes on.
type cancelBody struct {
	eventlog.Body
	after  int
	cancel func()
}

func (b *cancelBody) Next(dst []byte) ([]byte, error) {
	if b.after--; b.after < 0 {
		b.cancel()
	}
	return b.Body.Next(dst)
}

func testInvalid(t *testing.T, open OpenLog) {
	log, stop := open(t)
	defer stop()
	var m model
	good := header(0)
	tests := []struct {
		name string
		h    graph.Header
		text string
	}{
		{"no kind", graph.Header{}, ""},
		{"unknown kind", graph.Header{Kind: "unknown"}, ""},
		{"agent not UTF-8", graph.Header{Kind: graph.KindLoad, Agent: "\xff"}, ""},
		{"space in IRI", graph.Header{Kind: graph.KindLoad, Source: "http://a b"}, ""},
		{"line end in IRI", graph.Header{Kind: graph.KindLoad, Source: "http://a> .\nH x"}, ""},
		{"long message", graph.Header{Kind: graph.KindLoad, Message: strings.Repeat("x", log.Limits().MaxHeader)}, ""},
		{"no line end", good, "A <s> <p> <o> ."},
		{"end of patch in the body", good, "A <s> <p> <o> .\nTC .\n"},
		{"empty line", good, "A <s> <p> <o> .\n\n"},
		{"header in the body", good, "H seq \"1\" .\n"},
		{"no full stop", good, "A <s> <p> <o>\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := &textBody{}
			if tt.text != "" {
				body.pieces = []string{tt.text}
			}
			_, err := log.Append(t.Context(), 0, eventlog.Commit{Header: tt.h, Body: body})
			if !errors.Is(err, eventlog.ErrInvalid) {
				t.Errorf("got %v, want ErrInvalid", err)
			}
			m.check(t, log)
		})
	}
	_, err := log.Append(t.Context(), 0, eventlog.Commit{Header: good, Body: &miscount{Text("A <s> <p> <o> .\n")}})
	if !errors.Is(err, eventlog.ErrInvalid) {
		t.Errorf("wrong counts: got %v, want ErrInvalid", err)
	}
	m.append(t, log, good, "A <s> <p> <o> .\n")
	m.append(t, log, good)
	m.check(t, log)
}

type miscount struct{ eventlog.Body }

func (miscount) Counts() (adds, deletes uint64) { return 1, 1 }

// testCrash stops the log in the middle of a body.
func testCrash(t *testing.T, open OpenLog) {
	log, stop := open(t)
	var m model
	m.append(t, log, header(1), Lines(20, 0))
	for round := range 3 {
		started, crashed, ended := make(chan struct{}), make(chan struct{}), make(chan struct{})
		body := &blockBody{piece: Lines(2000, 1), left: 10 + 20*round, started: started, crashed: crashed}
		go func() {
			defer close(ended)
			_, err := log.Append(context.WithoutCancel(t.Context()), m.head(), eventlog.Commit{Header: header(3), Body: body})
			if err == nil {
				t.Error("append to a crashed log returned nil")
			}
		}()
		<-started
		stop()
		close(crashed)
		log, stop = open(t)
		m.check(t, log)
		<-ended
		m.append(t, log, header(2*round), Lines(20000, uint64(round)))
		m.check(t, log)
	}
	stop()
}

// blockBody waits after some pieces for the crash and fails.
type blockBody struct {
	piece            string
	left             int
	started, crashed chan struct{}
}

func (b *blockBody) Next(dst []byte) ([]byte, error) {
	if b.left--; b.left > 0 {
		return append(dst, b.piece...), nil
	}
	close(b.started)
	<-b.crashed
	return dst, errors.New("crashed")
}

func (b *blockBody) Counts() (adds, deletes uint64) { return 0, 0 }

func testTail(t *testing.T, open OpenLog) {
	log, stop := open(t)
	defer stop()
	var m model
	for i := range 3 {
		m.append(t, log, header(i*2), Lines(2, uint64(i)))
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	seen := make(chan eventlog.Record)
	failed := make(chan error, 1)
	go func() {
		defer close(failed)
		for rec, err := range log.Tail(ctx, 2) {
			if err != nil {
				failed <- err
				return
			}
			seen <- rec
		}
	}()
	for i := range 20 {
		rec := <-seen
		m.record(t, rec, graph.Seq(i+2))
		if graph.Seq(i+2) == m.head() {
			m.append(t, log, header(i*2), Lines(3, uint64(i)))
			if i%3 == 0 {
				m.append(t, log, header(i*2), Lines(3, uint64(i)))
			}
		}
	}
	cancel()
	for range len(seen) {
		<-seen
	}
	select {
	case <-seen: // one that was read before the cancel
	case err := <-failed:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("tail ended with %v, want context.Canceled", err)
		}
		return
	}
	if err := <-failed; !errors.Is(err, context.Canceled) {
		t.Errorf("tail ended with %v, want context.Canceled", err)
	}
}

// testWriters lets writers race for the same places.
func testWriters(t *testing.T, open OpenLog) {
	log, stop := open(t)
	const writers, each = 4, 10
	done := make(chan error, writers)
	for w := range writers {
		go func() {
			done <- func() error {
				for i := 0; i < each; {
					head, _, err := log.Head(t.Context())
					if err != nil {
						return err
					}
					h := graph.Header{Kind: graph.KindUpdate, Commit: fmt.Sprintf("%d/%d", w, i)}
					_, err = log.Append(t.Context(), head, eventlog.Commit{Header: h, Body: Text(Lines(2, uint64(w*each+i)))})
					var conflict eventlog.ErrConflict
					if errors.As(err, &conflict) {
						continue
					}
					if err != nil {
						return err
					}
					i++
				}
				return nil
			}()
		}()
	}
	for range writers {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	stop()
	log, stop = open(t)
	defer stop()
	ids := map[string]bool{}
	for rec, err := range log.Read(t.Context(), 1) {
		if err != nil {
			t.Fatal(err)
		}
		ids[rec.Header.Commit] = true
	}
	if head, _, err := log.Head(t.Context()); err != nil || head != writers*each || len(ids) != writers*each {
		t.Errorf("head %d with %d commit ids, want %d: %v", head, len(ids), writers*each, err)
	}
}
