package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/eventlog"
	"github.com/chancery-graph/chancery/store/kv"
	"github.com/chancery-graph/chancery/store/projection"
)

// VerifyOptions say how much is verified.
type VerifyOptions struct {
	// LogOnly leaves out the comparison of the projection with a replay, which
	// takes as long as a rebuild and as much disk space as the projection.
	LogOnly bool
	// Progress is told of events read and of events replayed; nil for none.
	Progress func(stage string, done, all graph.Seq)
}

// VerifyReport tells what was verified.
type VerifyReport struct {
	Events     graph.Seq    // events whose every byte was read and whose hash fits
	Head       graph.Digest // hash of the last one
	Statements uint64       // current statements compared
	Terms      uint64       // terms compared
	Projection bool         // whether the projection was compared
}

// Verify re-reads every stored byte of the log, recomputes its chain of hashes,
// and compares every permutation and the dictionary with a replay of the log in
// a scratch directory. A *CorruptionError names the first damaged event.
func (s *Store) Verify(ctx context.Context, o VerifyOptions) (VerifyReport, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.closed {
		return VerifyReport{}, ErrClosed
	}
	err := s.log.Verify(ctx, func(at eventlog.Progress) { o.tell("log", at.Seq, at.Head) })
	if err != nil {
		return VerifyReport{}, logError(err)
	}
	var rep VerifyReport
	if rep.Events, rep.Head, err = s.log.Head(ctx); err != nil {
		return rep, err
	}
	if o.LogOnly {
		return rep, nil
	}
	if s.behind != nil {
		return rep, s.behind
	}
	if err := s.compareReplay(ctx, rep.Events, &o); err != nil {
		return rep, err
	}
	snap := s.Snapshot()
	defer snap.Close()
	rep.Projection = true
	rep.Terms = s.proj.Terms()
	rep.Statements, err = snap.Count(ctx, graph.Pattern{})
	return rep, err
}

func (o *VerifyOptions) tell(stage string, done, all graph.Seq) {
	if o.Progress != nil {
		o.Progress(stage, done, all)
	}
}

// compareReplay folds the log into a scratch projection and compares the two.
func (s *Store) compareReplay(ctx context.Context, head graph.Seq, o *VerifyOptions) (err error) {
	tmp := filepath.Join(s.dir, "tmp")
	if err := os.MkdirAll(tmp, 0o700); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(tmp, "verify-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	db, err := kv.Open(filepath.Join(dir, "store"), kv.Options{Create: true, Logger: s.opts.Logger, FreeSpace: s.opts.FreeSpace})
	if err != nil {
		return fmt.Errorf("verify: scratch store: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	po := s.proj.Options()
	po.TempDir = filepath.Join(dir, "tmp")
	scratch, err := projection.Open(ctx, db, po)
	if err != nil {
		return fmt.Errorf("verify: scratch store: %w", err)
	}
	defer func() { err = errors.Join(err, scratch.Stop()) }()
	err = replay(ctx, s.log, scratch, 1, head, func(done, all graph.Seq) { o.tell("replay", done, all) })
	if err != nil {
		return err
	}
	if err := s.proj.Compare(ctx, scratch); err != nil {
		return projectionError(err)
	}
	return nil
}
