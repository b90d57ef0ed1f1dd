package kv

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/dgraph-io/badger/v4"
)

const (
	reserveFixed  = 8 << 20
	reserveTables = 128 << 20 // greatest size of tables that compactions in progress rewrite
	plenty        = 1 << 30   // free space from which the reserve is not reckoned
	openFixed     = 1 << 20   // headers and first pages of new files
)

// spaceGuard refuses writes before the disk is full. The package comment says
// why and how much is reserved.
type spaceGuard struct {
	dir    string
	free   func(dir string) (uint64, error)
	tables func() int64
}

// check tells whether bytes more may be written.
func (g *spaceGuard) check(bytes int) error {
	free, err := g.free(g.dir)
	if err != nil {
		return err
	}
	// A value may be written twice: an entry of the log and a page begun.
	need := uint64(bytes) + 4096
	if free >= need+plenty {
		return nil
	}
	logs, err := allocatedFiles(g.dir, ".mem")
	if err != nil {
		return err
	}
	reserve := uint64(reserveFixed + 2*logs + 2*min(g.tables(), reserveTables))
	return enough(g.dir, free, need+reserve)
}

// checkOpen tells whether there is room to open the store: its write-ahead logs
// become tables.
func (g *spaceGuard) checkOpen() error {
	free, err := g.free(g.dir)
	if err != nil {
		return err
	}
	logs, err := allocatedFiles(g.dir, ".mem")
	if err != nil {
		return err
	}
	return enough(g.dir, free, uint64(openFixed+logs))
}

func enough(dir string, free, need uint64) error {
	if free >= need {
		return nil
	}
	return fmt.Errorf("%w: %d MiB are free for %s, %d MiB are needed", ErrDiskFull, free>>20, dir, (need+1<<20-1)>>20)
}

func tableBytes(b *badger.DB) int64 {
	var n int64
	for _, l := range b.Levels() {
		n += l.Size
	}
	return n
}

func allocatedFiles(dir, suffix string) (int64, error) {
	var n int64
	err := eachFile(dir, func(_ string, fi fs.FileInfo) {
		if strings.HasSuffix(fi.Name(), suffix) {
			n += allocated(fi)
		}
	})
	return n, err
}

// eachFile calls fn for every file below dir. Files that vanish are passed
// over: Badger deletes some at any time.
func eachFile(dir string, fn func(path string, fi fs.FileInfo)) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if errors.Is(err, os.ErrNotExist) && path != dir {
			return nil
		}
		if err != nil {
			return err
		}
		if e.IsDir() {
			return nil
		}
		fi, err := e.Info()
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		fn(path, fi)
		return nil
	})
}

// Sizes returns the bytes that tables with write-ahead logs and value logs
// occupy on disk. Files are sparse: these are allocated bytes.
func (d *DB) Sizes() (lsm, values int64, err error) {
	err = eachFile(d.dir, func(_ string, fi fs.FileInfo) {
		switch filepath.Ext(fi.Name()) {
		case ".sst", ".mem":
			lsm += allocated(fi)
		case ".vlog":
			values += allocated(fi)
		}
	})
	return lsm, values, err
}

// DiskBytes returns the bytes that all files below the store's directory occupy
// on disk.
func (d *DB) DiskBytes() (int64, error) {
	var n int64
	err := eachFile(d.dir, func(_ string, fi fs.FileInfo) { n += allocated(fi) })
	return n, err
}
