package store

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
)

// Info describes a store.
type Info struct {
	Format     string       // format of everything on disk
	Head       graph.Seq    // last event; 0 for an empty log
	Hash       graph.Digest // its hash
	Statements uint64       // current statements
	Rows       uint64       // rows in the permutations, removed statements included
	Terms      uint64       // terms in the dictionary
	Runs       int          // runs on disk
	Recent     int          // runs in memory
	Bytes      Bytes
}

// Bytes is the size of a store on disk. The parts are what is current; Disk is
// what the directory takes, which also holds what a compaction would free.
type Bytes struct {
	Log          uint64 // compressed patches and headers
	Dictionary   uint64
	Permutations uint64
	Disk         uint64
}

// Info counts what the store holds.
func (s *Store) Info(ctx context.Context) (Info, error) {
	info := Info{Format: format, Terms: s.proj.Terms()}
	var err error
	if info.Head, info.Hash, err = s.log.Head(ctx); err != nil {
		return info, err
	}
	snap := s.Snapshot()
	defer snap.Close()
	if info.Statements, err = snap.Count(ctx, graph.Pattern{}); err != nil {
		return info, err
	}
	info.Rows, info.Runs, info.Recent = s.proj.Rows()
	if err := s.measure(&info.Bytes); err != nil {
		return info, err
	}
	return info, nil
}

func (s *Store) measure(b *Bytes) error {
	for _, n := range s.proj.Bytes() {
		b.Permutations += n
	}
	r := s.db.Reader()
	defer r.Close()
	for _, part := range []struct {
		prefix byte
		sum    *uint64
	}{{'c', &b.Log}, {'e', &b.Log}, {'k', &b.Log}, {'t', &b.Dictionary}} {
		_, n, err := r.Stored([]byte{part.prefix})
		if err != nil {
			return err
		}
		*part.sum += n
	}
	disk, err := s.db.DiskBytes()
	b.Disk = uint64(disk)
	return err
}
