package sorted

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/s2"
)

const (
	runBlock  = 256 << 10 // bytes per S2 block; a reader holds two of them
	runBuffer = 64 << 10
)

// spill writes a sorted chunk to a new temporary file.
func (c *chunk) spill(dir string) (f *os.File, err error) {
	f, err = os.CreateTemp(dir, ".chancery-sort-*")
	if err != nil {
		return nil, fmt.Errorf("sorted: spill: %w", err)
	}
	packed := s2.NewWriter(f, s2.WriterBlockSize(runBlock), s2.WriterConcurrency(1))
	w := bufio.NewWriterSize(packed, runBuffer)
	var number [binary.MaxVarintLen64]byte
	put := func(n int) { _, err = w.Write(number[:binary.PutUvarint(number[:], uint64(n))]) }
	text := func(s span) {
		if put(int(s.end - s.start)); err == nil {
			_, err = w.Write(c.text(s))
		}
	}
	for _, g := range c.groups {
		text(g.key)
		if err == nil {
			put(int(g.last - g.first))
		}
		for _, line := range c.lines[g.first:g.last] {
			if err != nil {
				break
			}
			text(line)
		}
		if err != nil {
			break
		}
	}
	if err = errors.Join(err, w.Flush(), packed.Close()); err != nil {
		return nil, errors.Join(fmt.Errorf("sorted: spill: %w", err), f.Close(), os.Remove(f.Name()))
	}
	return f, nil
}

// runReader reads a run back, one group and within it one line at a time.
type runReader struct {
	r     *bufio.Reader
	key   []byte
	left  uint64 // lines of the group that were not read
	line  []byte
	order int // of the run, to break ties
}

func newRunReader(f *os.File, order int) (*runReader, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("sorted: read run: %w", err)
	}
	unpacked := s2.NewReader(f, s2.ReaderMaxBlockSize(runBlock))
	return &runReader{r: bufio.NewReaderSize(unpacked, runBuffer), order: order}, nil
}

// nextGroup reads the next key; io.EOF ends the run.
func (r *runReader) nextGroup() (err error) {
	if r.key, err = r.text(r.key); err != nil {
		return err // io.EOF as it is: the run ends between groups
	}
	if r.left, err = binary.ReadUvarint(r.r); err != nil {
		return fmt.Errorf("sorted: read run: %w", noEOF(err))
	}
	return nil
}

// nextLine reads the next line of the group; false ends the group.
func (r *runReader) nextLine() (ok bool, err error) {
	if r.left == 0 {
		return false, nil
	}
	r.left--
	if r.line, err = r.text(r.line); err != nil {
		return false, fmt.Errorf("sorted: read run: %w", noEOF(err))
	}
	return true, nil
}

func (r *runReader) text(into []byte) ([]byte, error) {
	n, err := binary.ReadUvarint(r.r)
	if err != nil {
		return into, err
	}
	if n > maxArena {
		return into, errors.New("sorted: read run: length out of range")
	}
	if uint64(cap(into)) < n {
		into = make([]byte, n)
	}
	into = into[:n]
	if _, err := io.ReadFull(r.r, into); err != nil {
		return into, fmt.Errorf("sorted: read run: %w", noEOF(err))
	}
	return into, nil
}

// noEOF makes an end inside a group an error that nobody takes for the end of
// the run.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
