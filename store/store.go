package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/block"
	"github.com/chancery-graph/chancery/store/dict"
	"github.com/chancery-graph/chancery/store/eventlog"
	"github.com/chancery-graph/chancery/store/kv"
	"github.com/chancery-graph/chancery/store/projection"
)

// format names everything on disk: the log, the layout of keys and the
// projection. A program opens only stores of the format it knows.
const format = "chancery store 1"

var formatKey = []byte{'v'}

// Options tune a store. The zero value works.
type Options struct {
	// Logger receives what goes on behind the calls; nil: nothing is logged.
	Logger *slog.Logger
	// BufferRows is the number of operations of one event that are sorted in
	// memory before they spill to DIR/tmp; 0 means 2 million (see
	// store/projection).
	BufferRows int
	// RecentRows is the number of rows kept in memory before they are written
	// as a run; 0 means 65,536.
	RecentRows int
	// DictBytes bounds the memory of the dictionary in bytes; 0 means the
	// default of store/dict.
	DictBytes int
	// FreeSpace tells how many bytes the file system that holds dir has left;
	// nil asks the system. For tests.
	FreeSpace func(dir string) (uint64, error)
	// Now tells the time of events; nil means time.Now. For tests.
	Now func() time.Time
}

// Store is an open store. Its methods may be used by many goroutines.
type Store struct {
	dir     string
	opts    Options
	db      *kv.DB
	log     *eventlog.Embedded
	proj    *projection.Projection
	writing sync.Mutex // one writer at a time; guards the fields below
	behind  error
	batches batches
	closed  bool
}

// Create makes a store in dir, which is made if need be and must be empty.
func Create(dir string, o Options) (*Store, error) {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return nil, fmt.Errorf("%w: %s is not empty", ErrExists, dir)
	}
	return open(context.Background(), dir, o, nil)
}

// Open opens the store in dir, removes what a crash left unfinished and brings
// the graph up to the log.
func Open(dir string, o Options) (*Store, error) {
	return open(context.Background(), dir, o, func(ctx context.Context, s *Store) error {
		return s.openProjection(ctx, nil)
	})
}

// open opens the files and the log. A nil project makes a new store.
func open(ctx context.Context, dir string, o Options, project func(context.Context, *Store) error) (*Store, error) {
	create := project == nil
	db, err := kv.Open(dir, kv.Options{Create: create, Logger: o.Logger, FreeSpace: o.FreeSpace})
	if err != nil {
		return nil, openError(dir, err)
	}
	s := &Store{dir: dir, opts: o, db: db}
	err = s.openLog(ctx, create)
	if err == nil && create {
		err = s.openProjection(ctx, nil)
	} else if err == nil {
		err = project(ctx, s)
	}
	if err != nil {
		return nil, errors.Join(err, s.abandon())
	}
	return s, nil
}

// abandon closes what open had opened.
func (s *Store) abandon() error {
	var err error
	if s.proj != nil {
		err = s.proj.Stop()
	}
	if s.log != nil {
		err = errors.Join(err, s.log.Close())
	}
	return errors.Join(err, s.db.Close())
}

func openError(dir string, err error) error {
	var corrupt *kv.CorruptionError
	switch {
	case errors.Is(err, kv.ErrNotExist):
		return fmt.Errorf("%w: %s", ErrNoStore, dir)
	case errors.As(err, &corrupt):
		seq := eventlog.FirstEvent(corrupt.Key, corrupt.End)
		if corrupt.Key == nil || seq == 0 {
			return &CorruptionError{Part: "files", Err: err}
		}
		return &CorruptionError{Seq: seq, Part: "log", Err: err}
	default:
		return err
	}
}

func (s *Store) openLog(ctx context.Context, create bool) error {
	if err := s.checkFormat(ctx, create); err != nil {
		return err
	}
	var err error
	s.log, err = eventlog.Open(s.db, eventlog.Options{Now: s.opts.Now})
	return logError(err)
}

func (s *Store) openProjection(ctx context.Context, progress Progress) error {
	proj, err := projection.Open(ctx, s.db, projection.Options{
		BufferRows: s.opts.BufferRows,
		RecentRows: s.opts.RecentRows,
		DictBytes:  s.opts.DictBytes,
		TempDir:    filepath.Join(s.dir, "tmp"),
	})
	if err != nil {
		return projectionError(err)
	}
	s.proj = proj
	return s.catchUp(ctx, progress)
}

// projectionError tells damage of the projection from other errors.
func projectionError(err error) error {
	var corrupt *kv.CorruptionError
	var version *projection.VersionError
	for _, damage := range []bool{
		errors.Is(err, projection.ErrManifest), errors.Is(err, projection.ErrIndex), errors.Is(err, projection.ErrDiffers), errors.Is(err, dict.ErrCorrupt),
		errors.Is(err, block.ErrCorrupt), errors.As(err, &corrupt), errors.As(err, &version),
	} {
		if damage {
			return &CorruptionError{Part: "projection", Err: err}
		}
	}
	return err
}

func (s *Store) checkFormat(ctx context.Context, create bool) error {
	r := s.db.Reader()
	defer r.Close()
	found := ""
	err := r.Get(formatKey, func(val []byte) error {
		found = string(val)
		return nil
	})
	switch {
	case errors.Is(err, kv.ErrNotFound) && create:
		return s.db.Commit(ctx, func(tx *kv.Tx) error { return tx.Set(formatKey, []byte(format)) })
	case errors.Is(err, kv.ErrNotFound):
		return fmt.Errorf("%w: %s", ErrNoStore, s.dir)
	case err != nil:
		return err
	case found != format:
		return &VersionError{Found: found, Known: format}
	}
	return nil
}

// logError tells damage of the log from other errors.
func logError(err error) error {
	var corrupt *eventlog.CorruptionError
	if errors.As(err, &corrupt) {
		return &CorruptionError{Seq: corrupt.Seq, Part: "log", Err: err}
	}
	return err
}

// writable tells why nothing can be appended; s.writing is held.
func (s *Store) writable() error {
	if s.closed {
		return ErrClosed
	}
	return s.behind
}

// Close ends what goes on in the background and closes the store. It may be
// called more than once. Snapshots should be closed before.
func (s *Store) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	var err error
	if s.behind == nil {
		err = s.proj.Close(context.Background())
	} else {
		err = s.proj.Stop()
	}
	return errors.Join(err, s.log.Close(), s.db.Close())
}

// Dir is the store's directory.
func (s *Store) Dir() string { return s.dir }

// Log is the log itself.
func (s *Store) Log() *eventlog.Embedded { return s.log }

// Head is the last event's header and hash; Seq 0 for an empty log.
func (s *Store) Head(ctx context.Context) (graph.Header, graph.Digest, error) {
	seq, hash, err := s.log.Head(ctx)
	if err != nil || seq == 0 {
		return graph.Header{}, hash, err
	}
	rec, err := s.log.At(ctx, seq)
	return rec.Header, hash, err
}

// Snapshot is the graph as of one event; see [projection.Snapshot].
type Snapshot = projection.Snapshot

// Snapshot is the graph as of the last event. Close it.
func (s *Store) Snapshot() *Snapshot { return s.proj.Latest() }

// AsOf is the graph as of event seq; 0 is the empty graph. Close it.
func (s *Store) AsOf(_ context.Context, seq graph.Seq) (*Snapshot, error) {
	return s.proj.Snapshot(seq)
}

// SeqAt is the last event at or before t; 0 if there is none.
func (s *Store) SeqAt(ctx context.Context, t time.Time) (graph.Seq, error) {
	return s.log.SeqAt(ctx, t)
}

// Inverse is the patch that takes back what event seq changed. It undoes only
// real changes: a statement that the event repeated is not removed. The graph is
// a set: one that a later event stated again is removed all the same. It must be
// read before the snapshot it comes from is closed, which done does.
func (s *Store) Inverse(ctx context.Context, seq graph.Seq) (p graph.PatchReader, done func() error, err error) {
	if seq == 0 {
		return nil, nil, fmt.Errorf("store: there is no event 0")
	}
	snap, err := s.proj.Snapshot(seq - 1)
	if err != nil {
		return nil, nil, err
	}
	if p, err = snap.Diff(ctx, seq); err != nil {
		return nil, nil, errors.Join(err, snap.Close())
	}
	return p, snap.Close, nil
}

// Compact writes the graph as one run and gives unused disk space back.
func (s *Store) Compact(ctx context.Context) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.writable(); err != nil {
		return err
	}
	return s.proj.Compact(ctx)
}
