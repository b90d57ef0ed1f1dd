package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

// withStore opens the store for fn and closes it afterwards.
func (p *program) withStore(fn func(*store.Store) error) (err error) {
	if p.host != nil {
		return fn(p.host.store.Store)
	}
	s, err := p.openStore()
	if err != nil {
		return err
	}
	defer joinClose(&err, s)
	return fn(s)
}

func (p *program) storeOptions() store.Options { return store.Options{Now: p.now} }

// checkStorePath tells whether there can be a store.
func (p *program) checkStorePath() error {
	if p.host != nil {
		return nil
	}
	info, err := os.Stat(p.set.store)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return p.noStore(fmt.Sprintf("there is no store at %s", p.set.store), store.ErrNoStore)
	case err == nil && !info.IsDir():
		return p.noStore(fmt.Sprintf("%s is a file, not the directory of a store", p.set.store), store.ErrNoStore)
	}
	return nil
}

func (p *program) openStore() (*store.Store, error) {
	if err := p.checkStorePath(); err != nil {
		return nil, err
	}
	s, err := store.Open(p.set.store, p.storeOptions())
	if errors.Is(err, store.ErrNoStore) {
		return nil, p.noStore(fmt.Sprintf("there is no store at %s", p.set.store), err)
	}
	return s, err
}

func (p *program) noStore(message string, cause error) error {
	return &failure{code: "no_store", exit: exitNoStore, message: message, cause: cause,
		hint: "make one with 'chancery init', or name another with --store DIR"}
}

// classifyStore finds what the user is told about an error of package store, or
// returns nil.
func classifyStore(err error) *failure {
	var locked *store.LockedError
	var version *store.VersionError
	var corrupt *store.CorruptionError
	switch {
	case errors.As(err, &locked):
		return &failure{code: "store_locked", exit: exitLocked, cause: err,
			message: fmt.Sprintf("%s: store is locked by process %d", locked.Dir, locked.PID),
			hint:    "wait until that process has ended, or end it"}
	case errors.As(err, &version):
		return &failure{code: "store_version", exit: exitFailed, cause: err,
			message: err.Error(),
			hint:    "use a newer chancery, or bring the log over with 'chancery log export'"}
	case errors.As(err, &corrupt) && corrupt.Part == "projection":
		return &failure{code: "graph_damaged", exit: exitDamaged, cause: err, message: err.Error(),
			hint: "the log is the truth: 'chancery rebuild' computes the graph anew from it"}
	case errors.As(err, &corrupt):
		return &failure{code: "store_damaged", exit: exitDamaged, cause: err, message: err.Error(),
			hint: "'chancery verify' names what is damaged; 'chancery restore' builds a store from a backup"}
	case errors.Is(err, store.ErrNoStore):
		return &failure{code: "no_store", exit: exitNoStore, cause: err, message: err.Error(),
			hint: "make one with 'chancery init', or name another with --store DIR"}
	case errors.Is(err, store.ErrExists):
		return &failure{code: "store_exists", exit: exitFailed, cause: err, message: err.Error(),
			hint: "nothing was changed; 'chancery info' describes the store that is there"}
	case errors.Is(err, store.ErrDiskFull):
		return &failure{code: "disk_full", exit: exitFailed, cause: err, message: err.Error(),
			hint: "free some space and try again; what was acknowledged is safe"}
	}
	return nil
}

// withSnapshot opens the store and the snapshot that --as-of asks for.
func (p *program) withSnapshot(c *cli.Context, fn func(*store.Store, *store.Snapshot) error) error {
	return p.withStore(func(s *store.Store) (err error) {
		snap, err := snapshotAt(c.Context, s, c.String("as-of"))
		if err != nil {
			return err
		}
		defer joinClose(&err, snap)
		return fn(s, snap)
	})
}

// snapshotAt returns the snapshot at a point of the log; empty is the head.
func snapshotAt(ctx context.Context, s *store.Store, point string) (*store.Snapshot, error) {
	if point == "" {
		return s.Snapshot(), nil
	}
	seq, err := parsePoint(ctx, point, s)
	if err != nil {
		return nil, err
	}
	return s.AsOf(ctx, seq)
}

func newReader(ctx context.Context, s *store.Store, snap *store.Snapshot) (*relation.Reader, error) {
	return relation.NewReader(ctx, snap, relation.Options{
		Header: func(ctx context.Context, seq graph.Seq) (graph.Header, error) {
			record, err := s.Log().At(ctx, seq)
			return record.Header, err
		},
	})
}
