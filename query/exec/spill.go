package exec

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"unsafe"

	"github.com/zeebo/xxh3"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// tempFiles are the temporary files of a run. Where the system allows it a file
// loses its name as soon as it is made, so that nothing stays behind whatever
// happens to the process; elsewhere it is removed when it is closed.
type tempFiles struct {
	dir string
	mu  sync.Mutex
	// open are the files that are not closed.
	open map[*spillFile]struct{}
}

// spillFile keeps rows as frames. It is written, then read, maybe several times.
//
//	frame   | rows n (4) | columns (4) | xxh3 of the IDs (8) | n IDs | n IDs | …
//
// The byte order is the machine's: no other process reads it.
type spillFile struct {
	files   *tempFiles
	f       *os.File
	name    string // "" when it has none any more
	columns int
	rows    int64
	end     int64
	frame   []byte
	// full columns of rows that are still to be written.
	pending [][]graph.ID
}

const (
	frameHead = 16
	frameRows = BatchRows
)

func (t *tempFiles) create(columns int) (*spillFile, error) {
	f, err := os.CreateTemp(t.dir, "chancery-query-*")
	if err != nil {
		return nil, fmt.Errorf("make a temporary file: %w", err)
	}
	s := &spillFile{files: t, f: f, name: f.Name(), columns: columns, pending: make([][]graph.ID, columns)}
	if runtime.GOOS != "windows" {
		if err := os.Remove(s.name); err != nil {
			return nil, errors.Join(fmt.Errorf("unlink a temporary file: %w", err), f.Close())
		}
		s.name = ""
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.open == nil {
		t.open = map[*spillFile]struct{}{}
	}
	t.open[s] = struct{}{}
	return s, nil
}

// close closes all files that are open.
func (t *tempFiles) close() error {
	t.mu.Lock()
	open := t.open
	t.open = nil
	t.mu.Unlock()
	var errs []error
	for s := range open {
		errs = append(errs, s.remove())
	}
	return errors.Join(errs...)
}

// close gives the file's room back.
func (s *spillFile) close() error {
	s.files.mu.Lock()
	_, open := s.files.open[s]
	delete(s.files.open, s)
	s.files.mu.Unlock()
	if !open {
		return nil
	}
	return s.remove()
}

func (s *spillFile) remove() error {
	err := s.f.Close()
	if s.name != "" {
		err = errors.Join(err, os.Remove(s.name))
	}
	return err
}

// add writes the rows idx of columns (nil: unbound).
func (s *spillFile) add(cols [][]graph.ID, idx []int32) error {
	for i := range s.pending {
		if cols[i] == nil {
			s.pending[i] = append(s.pending[i], make([]graph.ID, len(idx))...)
			continue
		}
		for _, row := range idx {
			s.pending[i] = append(s.pending[i], cols[i][row])
		}
	}
	s.rows += int64(len(idx))
	if s.rows-s.written() >= frameRows {
		return s.flush()
	}
	return nil
}

// written is the number of rows in frames; a file without columns has none.
func (s *spillFile) written() int64 {
	if s.columns == 0 {
		return s.rows
	}
	return s.rows - int64(len(s.pending[0]))
}

// flush writes what is pending, in frames of frameRows at most.
func (s *spillFile) flush() error {
	if s.columns == 0 {
		return nil
	}
	n := len(s.pending[0])
	for from := 0; from < n; from += frameRows {
		to := min(from+frameRows, n)
		s.frame = append(s.frame[:0], make([]byte, frameHead)...)
		for _, c := range s.pending {
			s.frame = append(s.frame, bytesOf(c[from:to])...)
		}
		binary.NativeEndian.PutUint32(s.frame, uint32(to-from))
		binary.NativeEndian.PutUint32(s.frame[4:], uint32(s.columns))
		binary.NativeEndian.PutUint64(s.frame[8:], xxh3.Hash(s.frame[frameHead:]))
		if _, err := s.f.WriteAt(s.frame, s.end); err != nil {
			return fmt.Errorf("write a temporary file: %w", err)
		}
		s.end += int64(len(s.frame))
	}
	for i := range s.pending {
		s.pending[i] = s.pending[i][:0]
	}
	return nil
}

// bytesOf is the memory of a column.
func bytesOf(c []graph.ID) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(c))), len(c)*8)
}

// spillScan reads a spillFile from its beginning; it closes the file with itself.
type spillScan struct {
	file  *spillFile
	slots []plan.Slot
	at    int64
	rows  int64 // read so far
	buf   []graph.ID
}

func (s *spillFile) scan(slots []plan.Slot) (*spillScan, error) {
	return &spillScan{file: s, slots: slots}, s.flush()
}

var errDamaged = errors.New("exec: a temporary file is damaged")

func (s *spillScan) next(ctx context.Context, b *Batch) error {
	b.reset()
	if s.rows == s.file.rows {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.file.columns == 0 {
		b.N = int(min(s.file.rows-s.rows, BatchRows))
		s.rows += int64(b.N)
		return nil
	}
	var head [frameHead]byte
	if err := s.read(head[:]); err != nil {
		return err
	}
	n, columns := int(binary.NativeEndian.Uint32(head[:])), int(binary.NativeEndian.Uint32(head[4:]))
	if n == 0 || n > frameRows || columns != s.file.columns {
		return errDamaged
	}
	if cap(s.buf) < n*columns {
		s.buf = make([]graph.ID, frameRows*columns)
	}
	s.buf = s.buf[:n*columns]
	data := bytesOf(s.buf)
	if err := s.read(data); err != nil {
		return err
	}
	if xxh3.Hash(data) != binary.NativeEndian.Uint64(head[8:]) {
		return errDamaged
	}
	b.N = n
	for i, slot := range s.slots {
		b.Cols[slot] = s.buf[i*n : (i+1)*n]
	}
	s.rows += int64(n)
	return nil
}

func (s *spillScan) read(p []byte) error {
	if _, err := s.file.f.ReadAt(p, s.at); err != nil {
		if err == io.EOF {
			return errDamaged
		}
		return fmt.Errorf("read a temporary file: %w", err)
	}
	s.at += int64(len(p))
	return nil
}

func (s *spillScan) close() error { return s.file.close() }

// partitions divides rows among files by the hash of some columns.
type partitions struct {
	files []*spillFile
	slots []plan.Slot // of the columns written
	keys  []plan.Slot
	level int
	cols  [][]graph.ID
	key   [][]graph.ID
	hash  []uint64
	lists [][]int32
}

const (
	fanOut = 16
	// maxLevel is how often rows are divided anew. Rows that 16^6 parts do not
	// divide share a key: they must fit into memory.
	maxLevel = 6
)

func newPartitions(r *run, slots, keys []plan.Slot, level int) (*partitions, error) {
	p := &partitions{
		slots: slots, keys: keys, level: level, cols: make([][]graph.ID, len(slots)),
		key: make([][]graph.ID, len(keys)), lists: make([][]int32, fanOut),
	}
	for range fanOut {
		f, err := r.temp.create(len(slots))
		if err != nil {
			return nil, errors.Join(err, p.close())
		}
		p.files = append(p.files, f)
	}
	return p, nil
}

// add writes rows of the columns by slot.
func (p *partitions) add(bySlot [][]graph.ID, rows []int32) error {
	for len(rows) > BatchRows {
		if err := p.add(bySlot, rows[:BatchRows]); err != nil {
			return err
		}
		rows = rows[BatchRows:]
	}
	for i, slot := range p.slots {
		p.cols[i] = bySlot[slot]
	}
	for i, slot := range p.keys {
		p.key[i] = bySlot[slot]
	}
	if p.hash == nil {
		p.hash = make([]uint64, BatchRows)
	}
	hashInto(p.hash[:len(rows)], p.key, rows)
	for i := range p.lists {
		p.lists[i] = p.lists[i][:0]
	}
	for i, row := range rows {
		// A hash of another level is independent of that of this one.
		h := hash1(graph.ID(p.hash[i] + uint64(p.level+1)*0xA24BAED4963EE407))
		part := h >> 60
		p.lists[part] = append(p.lists[part], row)
	}
	for i, list := range p.lists {
		if len(list) > 0 {
			if err := p.files[i].add(p.cols, list); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *partitions) close() error {
	var errs []error
	for _, f := range p.files {
		errs = append(errs, f.close())
	}
	return errors.Join(errs...)
}
