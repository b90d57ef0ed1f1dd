package store

import (
	"context"
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfpatch"
	"github.com/chancery-graph/chancery/store/eventlog"
)

// ImportReport tells what Import did.
type ImportReport struct {
	Known    graph.Seq // events of the export that were there already
	Appended graph.Seq // events added
}

// Import appends the events of an exported log with the headers and hashes that
// they have: into an empty store, or into one whose events are the first of the
// export, which then must be the same. What was appended before an error stays.
// Errors about the export are *eventlog.SyntaxErrors, which name line and event.
func (s *Store) Import(ctx context.Context, r io.Reader) (rep ImportReport, err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.writable(); err != nil {
		return rep, err
	}
	dec := eventlog.NewDecoder(r)
	for {
		in, err := dec.NextEvent()
		if err == io.EOF {
			return rep, nil
		}
		if err != nil {
			return rep, err
		}
		head, _, err := s.log.Head(ctx)
		if err != nil {
			return rep, err
		}
		if in.Header.Seq <= head {
			err = s.sameEvent(ctx, &in, dec)
			rep.Known++
		} else {
			err = s.importEvent(ctx, &in, dec)
			rep.Appended++
		}
		if err != nil {
			return rep, fmt.Errorf("event %d (line %d of the export): %w", in.Header.Seq, in.Line, err)
		}
	}
}

// sameEvent checks an event that is there already, and reads over its body.
func (s *Store) sameEvent(ctx context.Context, in *eventlog.Exported, dec *eventlog.Decoder) error {
	rec, err := s.log.At(ctx, in.Header.Seq)
	if err != nil {
		return logError(err)
	}
	if rec.Hash != in.Hash {
		return fmt.Errorf("its hash is %s, but the store's event has %s: the logs differ", in.Hash, rec.Hash)
	}
	_, err = io.Copy(io.Discard, &bodyText{next: dec.Next})
	return err
}

func (s *Store) importEvent(ctx context.Context, in *eventlog.Exported, dec *eventlog.Decoder) error {
	patch := rdfpatch.NewReader(&bodyText{next: dec.Next}, rdfpatch.Options{})
	_, err := s.fold(ctx, in.Header.Seq, &Event{Patch: patch}, func(body eventlog.Body) (eventlog.Receipt, error) {
		return s.log.AppendExact(ctx, in.Header, body)
	})
	return err
}

// bodyText reads the text of a body as a stream.
type bodyText struct {
	next func(dst []byte) ([]byte, error)
	buf  []byte
	rest []byte
	err  error // follows rest; the last piece may come with io.EOF
}

// Read implements io.Reader.
func (b *bodyText) Read(p []byte) (int, error) {
	for len(b.rest) == 0 {
		if b.err != nil {
			return 0, b.err
		}
		b.buf, b.err = b.next(b.buf[:0])
		b.rest = b.buf
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}
