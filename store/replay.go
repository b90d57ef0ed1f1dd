package store

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfpatch"
	"github.com/chancery-graph/chancery/store/eventlog"
	"github.com/chancery-graph/chancery/store/projection"
)

// Progress is told how far a long run has come: events done of all.
type Progress func(done, all graph.Seq)

// catchUp folds the events of the log that the projection has not seen.
func (s *Store) catchUp(ctx context.Context, progress Progress) error {
	head, _, err := s.log.Head(ctx)
	if err != nil {
		return logError(err)
	}
	seq, at := s.proj.Seq()
	if err := s.checkPlace(ctx, seq, at, head); err != nil {
		return err
	}
	if seq == head {
		return nil
	}
	return replay(ctx, s.log, s.proj, seq+1, head, progress)
}

// checkPlace makes sure that the projection was folded from this log.
func (s *Store) checkPlace(ctx context.Context, seq graph.Seq, hash graph.Digest, head graph.Seq) error {
	if seq == 0 {
		return nil
	}
	if seq > head {
		return &CorruptionError{Seq: head + 1, Part: "log",
			Err: fmt.Errorf("the log ends at event %d, but the graph was folded up to event %d", head, seq)}
	}
	rec, err := s.log.At(ctx, seq)
	if err != nil {
		return logError(err)
	}
	if rec.Hash != hash {
		return &CorruptionError{Seq: seq, Part: "log",
			Err: fmt.Errorf("event %d has hash %s, but the graph was folded from %s", seq, rec.Hash, hash)}
	}
	return nil
}

// replay folds events [from, to] of a log into a projection.
func replay(ctx context.Context, log *eventlog.Embedded, p *projection.Projection, from, to graph.Seq, progress Progress) error {
	next, stop := iter.Pull2(log.Read(ctx, from))
	defer stop()
	var kept batches
	for seq := from; seq <= to; seq++ {
		rec, err, ok := next()
		if !ok {
			return fmt.Errorf("replay: the log ends before event %d", seq)
		}
		if err != nil {
			return logError(err)
		}
		if err := replayEvent(ctx, p, &rec, &kept); err != nil {
			return fmt.Errorf("replay event %d: %w", seq, err)
		}
		if progress != nil {
			progress(seq, to)
		}
	}
	return nil
}

func replayEvent(ctx context.Context, p *projection.Projection, rec *eventlog.Record, kept *batches) error {
	stage, err := p.Begin(ctx, rec.Header.Seq)
	if err != nil {
		return err
	}
	if err := stageBody(ctx, stage, rec, kept); err != nil {
		return errors.Join(logError(err), stage.Abort())
	}
	_, err = stage.Commit(ctx, rec.Hash)
	return err
}

func stageBody(ctx context.Context, stage *projection.Stage, rec *eventlog.Record, kept *batches) error {
	text := rec.Body(ctx)
	defer text.Close()
	body := newBody(ctx, rdfpatch.NewReader(text, rdfpatch.Options{}), stage, kept)
	defer body.close()
	for {
		batch, ok := <-body.full
		if !ok {
			return body.failure
		}
		if err := stage.Add(ctx, batch); err != nil {
			return err
		}
		body.free <- batch
	}
}

// Rebuild opens the store in dir after dropping the projection and folding the
// whole log anew, which also mends a projection that Open finds damaged. If it is
// interrupted the next open goes on from the start of the log.
func Rebuild(ctx context.Context, dir string, o Options, progress Progress) (*Store, error) {
	return open(ctx, dir, o, func(ctx context.Context, s *Store) error {
		if err := projection.Drop(ctx, s.db); err != nil {
			return fmt.Errorf("rebuild: %w", err)
		}
		if err := s.openProjection(ctx, progress); err != nil {
			return err
		}
		return s.proj.Checkpoint(ctx)
	})
}
