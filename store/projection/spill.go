package projection

import (
	"context"
	"fmt"
	"os"
	"sync"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/block"
)

// stageSorter sorts the buffers of an event that outgrew one, in a goroutine of
// its own, and spills them as sorted blocks to temporary files, one per
// permutation. The commit merges them.
type stageSorter struct {
	p     *Projection
	mark  uint64
	dir   string
	files [graph.GSPO + 1]*spillFile
	full  chan *opBuffer
	free  chan *opBuffer
	wg    sync.WaitGroup
	err   error // set by the goroutine before it ends; read after wg.Wait
	quit  chan struct{}
}

func newStageSorter(p *Projection, mark uint64) (*stageSorter, error) {
	dir, err := os.MkdirTemp(p.opts.TempDir, "spill-")
	if err != nil {
		return nil, fmt.Errorf("spill: %w", err)
	}
	s := &stageSorter{
		p: p, mark: mark, dir: dir,
		full: make(chan *opBuffer),
		free: make(chan *opBuffer, 2),
		quit: make(chan struct{}),
	}
	for _, o := range graph.Orders {
		f, err := createSpill(dir, o)
		if err != nil {
			s.removeFiles()
			return nil, err
		}
		s.files[o] = f
	}
	s.free <- &opBuffer{} // a second buffer: one fills while the other is sorted
	s.wg.Add(1)
	go s.run()
	return s, nil
}

func (s *stageSorter) run() {
	defer s.wg.Done()
	defer close(s.quit)
	for b := range s.full {
		if s.err = s.sortAndSpill(b); s.err != nil {
			return
		}
		b.reset()
		s.free <- b
	}
}

func (s *stageSorter) sortAndSpill(b *opBuffer) error {
	o, err := s.p.sortBuffer(b, s.mark)
	if err != nil {
		return err
	}
	for _, f := range s.files {
		if f != nil {
			f.beginSegment()
		}
	}
	// The flags travel in the added column, from 1 so that 0 stays free.
	err = s.p.emit(o, func(order graph.Order) rowSink { return s.files[order] },
		func(flags uint8) fragment { return fragment{graph.Seq(flags) + 1, graph.NoSeq} })
	if err != nil {
		return err
	}
	for _, f := range s.files {
		if f != nil {
			if err := f.endSegment(); err != nil {
				return err
			}
		}
	}
	return nil
}

// submit hands over a full buffer and returns an empty one.
func (s *stageSorter) submit(ctx context.Context, b *opBuffer) (*opBuffer, error) {
	select {
	case s.full <- b:
	case <-s.quit:
		return nil, s.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case next := <-s.free:
		return next, nil
	case <-s.quit:
		return nil, s.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// drain sorts the last buffer and waits for the sorter to end.
func (s *stageSorter) drain(ctx context.Context, last *opBuffer) error {
	if last.len() > 0 {
		select {
		case s.full <- last:
		case <-s.quit:
		case <-ctx.Done():
		}
	}
	close(s.full)
	s.wg.Wait()
	s.full = nil
	if s.err != nil {
		return s.err
	}
	return ctx.Err()
}

// close ends the goroutine and removes the files.
func (s *stageSorter) close() {
	if s.full != nil {
		close(s.full)
		s.full = nil
	}
	s.wg.Wait()
	s.removeFiles()
}

func (s *stageSorter) removeFiles() {
	for _, f := range s.files {
		if f != nil {
			f.f.Close()
		}
	}
	os.RemoveAll(s.dir)
}

// spillFile holds sorted segments of one permutation, each a sequence of blocks
// with their places kept in memory.
type spillFile struct {
	f        *os.File
	size     int64
	buf      []byte
	enc      block.Encoder
	segments []*spillSegment
}

// spillSegment is one sorted sequence in a spill file.
type spillSegment struct {
	file    *spillFile
	blocks  []blockInfo
	offsets []int64 // len(blocks)+1
	idx     *index
}

const spillBuffer = 1 << 20

func createSpill(dir string, o graph.Order) (*spillFile, error) {
	f, err := os.CreateTemp(dir, o.String()+"-")
	if err != nil {
		return nil, fmt.Errorf("spill: %w", err)
	}
	return &spillFile{f: f}, nil
}

func (s *spillFile) beginSegment() {
	s.segments = append(s.segments, &spillSegment{file: s, offsets: []int64{s.size}})
}

// add implements rowSink.
func (s *spillFile) add(r rows) error {
	seg := s.segments[len(s.segments)-1]
	seg.blocks = append(seg.blocks, r.describe(0, r.len()))
	at := len(s.buf)
	s.buf = s.enc.Append(s.buf, &block.Rows{N: r.len(), Cols: r.cols, Added: r.added, Removed: r.removed})
	s.size += int64(len(s.buf) - at)
	seg.offsets = append(seg.offsets, s.size)
	if len(s.buf) >= spillBuffer {
		return s.write()
	}
	return nil
}

func (s *spillFile) write() error {
	if _, err := s.f.Write(s.buf); err != nil {
		return fmt.Errorf("spill: %w", err)
	}
	s.buf = s.buf[:0]
	return nil
}

func (s *spillFile) endSegment() error {
	seg := s.segments[len(s.segments)-1]
	seg.idx = newIndex(seg.blocks)
	return s.write()
}

func (s *spillSegment) index() (*index, error) { return s.idx, nil }

func (s *spillSegment) open(f *frame, i int) error {
	n := int(s.offsets[i+1] - s.offsets[i])
	f.raw = grow(&f.single, n)
	if _, err := s.file.f.ReadAt(f.raw, s.offsets[i]); err != nil {
		return fmt.Errorf("spill: %w", err)
	}
	return f.openRaw()
}

// stampSink turns spilled flags into the rows of the event, dropping operations
// that change nothing.
type stampSink struct {
	to  rowSink
	seq graph.Seq
	out rows
	res *Result // counted if set
}

// foldLast keeps the newest segment's word on a statement.
func foldLast(dst, group []fragment) []fragment { return append(dst, group[len(group)-1]) }

// add implements rowSink.
func (s *stampSink) add(r rows) error {
	s.out.reset()
	for i, stamp := range r.added {
		flags := uint8(stamp - 1)
		if idle(flags) {
			continue
		}
		f := fragment{s.seq, graph.NoSeq}
		if flags&flagAdd == 0 {
			f = fragment{0, s.seq}
		}
		s.out.append(r.key(i), f.added, f.removed)
		if s.res != nil && f.added != 0 {
			s.res.Added++
		} else if s.res != nil {
			s.res.Removed++
		}
	}
	if s.out.len() == 0 {
		return nil
	}
	return s.to.add(s.out)
}
