package eventlog

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
)

// Lines that frame an event of an export, beside its header.
const (
	lineBegin = "TX ."
	lineEnd   = "TC ."
	hashMark  = "# sha256 "
)

// Export writes the events from from to to, both included (0: from the first, to
// the head), as an RDF Patch stream that any reader of RDF Patch takes and that
// docs/format/log.md tells how to verify:
//
//	H chancery "1" .
//	H seq "1" .
//	...
//	TX .
//	A <s> <p> <o> .
//	TC .
//	# sha256 <hash of the event>
func (e *Embedded) Export(ctx context.Context, w io.Writer, from, to graph.Seq) error {
	head, _, err := e.state()
	if err != nil {
		return err
	}
	from = max(from, 1)
	if to == 0 {
		to = head.seq
	}
	if to > head.seq || from > to+1 {
		return fmt.Errorf("export events %d to %d: %w", from, to, ErrNoEvent)
	}
	out := bufio.NewWriterSize(w, 64<<10)
	e.readTo(ctx, from, to, func(rec Record, rerr error) bool {
		if err = rerr; err == nil {
			err = exportEvent(ctx, out, rec)
		}
		return err == nil
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func exportEvent(ctx context.Context, w *bufio.Writer, rec Record) error {
	// The errors of a bufio.Writer stay, so the last one tells all.
	w.Write(rec.HeaderText)
	w.WriteString(lineBegin + "\n")
	body := rec.Body(ctx)
	defer body.Close()
	if _, err := io.Copy(w, body); err != nil {
		return fmt.Errorf("export event %d: %w", rec.Header.Seq, err)
	}
	if _, err := fmt.Fprintf(w, "%s\n%s%s\n", lineEnd, hashMark, rec.Hash); err != nil {
		return fmt.Errorf("export event %d: %w", rec.Header.Seq, err)
	}
	return nil
}

// ImportReport tells what Import did.
type ImportReport struct {
	Events   uint64    // in the stream
	Known    uint64    // of them, in the log already
	Appended uint64    // of them, added
	Head     graph.Seq // of the log
}

// Import appends the events of an export. Events that are in the log already
// must be the very same; the others must follow the head without a gap. Every
// hash is verified. On an error the events before stay.
func (e *Embedded) Import(ctx context.Context, r io.Reader) (ImportReport, error) {
	var report ImportReport
	d := NewDecoder(r)
	for {
		ev, err := d.NextEvent()
		if err == io.EOF {
			head, _, err := e.Head(ctx)
			report.Head = head
			return report, err
		}
		if err != nil {
			return report, err
		}
		report.Events++
		receipt, err := e.AppendExact(ctx, ev.Header, d)
		if err != nil {
			return report, fmt.Errorf("import event %d, line %d: %w", ev.Header.Seq, ev.Line, err)
		}
		if receipt.Repeated {
			report.Known++
		} else {
			report.Appended++
		}
	}
}
