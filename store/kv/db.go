package kv

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
)

// DB is an open store of keys and values.
type DB struct {
	dir    string
	o      Options
	b      *badger.DB
	log    *logger
	sync   *syncer
	space  *spaceGuard
	gcRuns atomic.Uint64 // odd while Compact moves values

	// writers is held for reading by every write and for writing by the step of
	// Compact during which Badger accepts none.
	writers sync.RWMutex

	calls   callGate
	closing sync.Mutex
	closed  bool
}

// Open opens the store in dir. The errors are ErrNotExist, *LockedError,
// ErrNotClean, ErrDiskFull, *CorruptionError and those of the file system.
func Open(dir string, o Options) (*DB, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	o = o.withDefaults()
	if err := prepareDir(dir, o); err != nil {
		return nil, err
	}
	d := &DB{dir: dir, o: o, log: newLogger(o.Logger)}
	d.space = &spaceGuard{dir: dir, free: o.FreeSpace}
	release, err := probeLock(dir, o.ReadOnly)
	if err != nil {
		return nil, err
	}
	err = d.check()
	release()
	if err != nil {
		return nil, err
	}
	if d.b, err = openBadger(badgerOptions(dir, o, d.log)); err != nil {
		return nil, openError(dir, err)
	}
	d.space.tables = func() int64 { return tableBytes(d.b) }
	d.sync = newSyncer(dir, o.Sync)
	return d, nil
}

// check does, under the lock, what must be known before Badger touches a file.
func (d *DB) check() error {
	if err := checkFiles(d.dir); err != nil {
		return err
	}
	if d.o.ReadOnly {
		return nil
	}
	if err := dropEmpty(d.dir); err != nil {
		return err
	}
	return d.space.checkOpen()
}

func badgerOptions(dir string, o Options, log badger.Logger) badger.Options {
	b := badger.DefaultOptions(dir)
	b.Logger = log
	b.ReadOnly = o.ReadOnly
	b.SyncWrites = false // see the package comment
	b.DetectConflicts = false
	b.MetricsEnabled = false
	b.Compression = options.None
	b.BlockCacheSize = 0
	b.IndexCacheSize = 0
	b.MemTableSize = o.MemTable
	b.NumMemtables = 2
	b.ValueThreshold = min(valueThreshold, o.MemTable/10)
	b.ValueLogFileSize = valueLogFile
	b.NumCompactors = 2
	b.VerifyValueChecksum = true
	// checkFiles has read every block before; Badger would leave a damaged
	// table out without an error.
	b.ChecksumVerificationMode = options.NoVerification
	return b
}

// openBadger turns a panic of Badger on damaged files into an error.
func openBadger(o badger.Options) (b *badger.DB, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &CorruptionError{File: o.Dir, Err: fmt.Errorf("%v", r)}
		}
	}()
	return badger.Open(o)
}

func prepareDir(dir string, o Options) error {
	fi, err := os.Stat(dir)
	switch {
	case errors.Is(err, os.ErrNotExist) && o.Create:
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return fmt.Errorf("create store: %w", err)
		}
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("open store %s: %w", dir, ErrNotExist)
	case err != nil:
		return fmt.Errorf("open store: %w", err)
	case !fi.IsDir():
		return fmt.Errorf("open store: %s is a file, expected a directory", dir)
	}
	if o.Create {
		return nil
	}
	manifest := filepath.Join(dir, badger.ManifestFilename)
	_, err = os.Stat(manifest)
	if errors.Is(err, os.ErrNotExist) {
		if err := checkNew(manifest); err != nil {
			return err
		}
		return fmt.Errorf("open store %s: %w", dir, ErrNotExist)
	}
	if err != nil {
		return fmt.Errorf("open store: %w", err)
	}
	return nil
}

// openError gives an error of Badger, which wraps nothing, its kind.
func openError(dir string, err error) error {
	var c *CorruptionError
	switch text := err.Error(); {
	case errors.As(err, &c):
		return err
	case strings.Contains(text, "Cannot acquire directory lock"):
		return &LockedError{Dir: dir, PID: lockHolder(dir)}
	case strings.Contains(text, badger.ErrTruncateNeeded.Error()):
		return fmt.Errorf("open store %s: %w", dir, ErrNotClean)
	case strings.Contains(text, "permission denied"), strings.Contains(text, "read-only file system"),
		strings.Contains(text, "too many open files"), strings.Contains(text, "cannot allocate memory"):
		return fmt.Errorf("open store %s: %w", dir, err)
	case strings.Contains(text, "no space left"):
		return fmt.Errorf("open store %s: %w", dir, ErrDiskFull)
	}
	return &CorruptionError{File: dir, Err: err}
}

// lockHolder reads the process id that the holder wrote down; 0 if there is
// none.
func lockHolder(dir string) int {
	text, err := os.ReadFile(filepath.Join(dir, "LOCK"))
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0
	}
	return pid
}

// Dir returns the directory of the store.
func (d *DB) Dir() string { return d.dir }

// ReadOnly tells whether the store was opened for reading alone.
func (d *DB) ReadOnly() bool { return d.o.ReadOnly }

// Close waits for running calls and closes the store. Further calls return nil.
// Errors of work in the background that nothing has returned yet come with it.
func (d *DB) Close() error {
	d.closing.Lock()
	defer d.closing.Unlock()
	if d.closed {
		return nil
	}
	d.closed = true
	d.calls.close()
	var err error
	if d.sync != nil {
		err = d.sync.close()
	}
	if cerr := d.b.Close(); cerr != nil {
		err = errors.Join(err, fmt.Errorf("close store: %w", cerr))
	}
	return errors.Join(err, d.log.background())
}

// callGate counts running calls and turns new ones away once it is closed.
type callGate struct {
	mu     sync.Mutex
	idle   sync.Cond
	n      atomic.Int64
	closed atomic.Bool
}

func (g *callGate) enter() error {
	g.n.Add(1)
	if g.closed.Load() {
		g.leave()
		return ErrClosed
	}
	return nil
}

func (g *callGate) leave() {
	if g.n.Add(-1) == 0 && g.closed.Load() {
		g.mu.Lock()
		if g.idle.L != nil {
			g.idle.Broadcast()
		}
		g.mu.Unlock()
	}
}

func (g *callGate) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.idle.L = &g.mu
	g.closed.Store(true)
	for g.n.Load() > 0 {
		g.idle.Wait()
	}
}
